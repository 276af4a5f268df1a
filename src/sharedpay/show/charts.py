"""Charts (extra ``charts``): from an invoice to a net, who gets what, curves with their kinks, months, laws compared.

Each function returns an Altair chart, which a notebook shows and ``chart.save("name.svg")`` or ``"name.png"`` saves.
Each chart says what it shows, in which unit, under which law and articles. ``width`` is that of the drawing in pixels.
What is drawn was computed to the cent; only the drawing itself uses floats.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sharedpay.errors import InvalidInput
from sharedpay.money import cents, split
from sharedpay.payroll.explain import title_of
from sharedpay.payroll.ledger import Entry
from sharedpay.payroll.marginal import destinations
from sharedpay.payroll.payslip import Payslip
from sharedpay.payroll.settlement import Settlement
from sharedpay.show import chart_notes
from sharedpay.show.altair_extra import alt
from sharedpay.show.chart_curves import curve, laws
from sharedpay.show.chart_lines import NET, WHOLE
from sharedpay.show.chart_rows import WIDTH, Bar, bars, euros_of, framed, key
from sharedpay.show.language import Language, language
from sharedpay.show.palette import PAYEE_COLOURS
from sharedpay.show.vocabulary import PAYEES

__all__ = ["curve", "laws", "months", "payees", "waterfall"]


def waterfall(result: Settlement, *, width: int = WIDTH, lang: str | None = None) -> alt.VConcatChart:
    """From the invoice with VAT down to what is paid out: each entry of the ledger takes its part off.

    Raises :class:`InvalidInput` for an unknown language.
    """
    words = language(lang)
    steps = waterfall_steps(result, lang)
    rows = [
        Bar(
            step.name,
            f"{'' if step.entry is None else '−'}{words.money(abs(step.top - step.bottom))}"
            if step.bottom <= step.top
            else f"+{words.money(step.bottom - step.top)}",
            [(euros_of(min(step.bottom, step.top)), euros_of(max(step.bottom, step.top)), step.colour)],
            strong=step.entry is None,
        )
        for step in steps
    ]
    title = words.say(
        "From an invoice of {invoice} to {paid} paid out",
        invoice=words.money(result.turnover.total),
        paid=words.money(result.payslip.run.paid_out),
    )
    subtitle = words.say(
        "Pay of {month}, EUR with two decimals; each bar is what is taken off, and for whom",
        month=words.month(result.payslip.month),
    )
    parts = [bars(rows, width), key(_payee_key((step.entry for step in steps), words), width)]
    footer = chart_notes.of_pay(result.payslip, words)
    return framed(parts, title=title, subtitle=subtitle, footer=footer, width=width, words=words)


class Fall(NamedTuple):
    """One step of a waterfall, in cents: a level (``entry`` None, from nothing up), or an entry that takes it down."""

    name: str
    top: int
    bottom: int
    colour: str
    entry: Entry | None = None


def waterfall_steps(result: Settlement, lang: str | None = None) -> list[Fall]:
    """The steps of the waterfall: they begin with the invoice and end at what is paid out, to the cent."""
    words = language(lang)
    level = result.turnover.total
    steps = [Fall(words.say("Invoice with VAT"), level, 0, WHOLE)]
    levels = {
        "vat": words.say("Invoice without VAT"),
        "fee": words.say("After the contribution to the enterprise"),
    }
    personal = ("personal_contribution", "special_contribution", "withholding_tax")
    order = ["vat", "fee", "expenses", "unspent", "margin", "holiday_provision", "year_end_provision", "insurance"]
    entries = [entry for entry in result.ledger if entry.code != "net"]
    ranks = {code: place for place, code in enumerate(order)} | {code: 100 + i for i, code in enumerate(personal)}
    gross_due = not result.payslip.run.extras
    for entry in sorted(entries, key=lambda entry: ranks.get(entry.code, 50)):
        if gross_due and entry.code in personal:
            gross_due = False
            steps.append(Fall(words.say("Gross"), level, 0, WHOLE))
        name = f"{words.say(entry.label)} ({words.say(PAYEES[entry.payee])})"
        steps.append(Fall(name, level, level - entry.cents, PAYEE_COLOURS[entry.payee], entry))
        level -= entry.cents
        if entry.code in levels:
            steps.append(Fall(levels[entry.code], level, 0, WHOLE))
    if gross_due:
        steps.append(Fall(words.say("Gross"), level, 0, WHOLE))
    return [*steps, Fall(words.say("Paid out"), level, 0, NET)]


def payees(result: Settlement, *, width: int = WIDTH, lang: str | None = None) -> alt.VConcatChart:
    """Where each cent of an invoice goes, by payee: what each gets in all, and for what.

    Raises :class:`InvalidInput` for an unknown language.
    """
    words = language(lang)
    amounts = {payee: cents(amount) for payee, amount in result.by_payee().items()}
    order = sorted(amounts, key=lambda payee: -amounts[payee])
    shares = [max(0, amounts[payee]) for payee in order]
    tenths = split(1000, shares) if any(shares) else shares
    rows = []
    for payee, tenth in zip(order, tenths, strict=True):
        entries = [entry for entry in result.ledger if entry.payee == payee]
        details = "; ".join(
            ", ".join(filter(None, (f"{words.say(entry.label)} {words.money(entry.cents)}", words.date(entry.due))))
            for entry in entries
        )
        part = (min(0.0, euros_of(amounts[payee])), max(0.0, euros_of(amounts[payee])), PAYEE_COLOURS[payee])
        percent = words.local(f"{tenth // 10}.{tenth % 10} %")
        amount = f"{words.money(amounts[payee])} ({percent})".replace("-", "−")
        rows.append(Bar(words.title(PAYEES[payee]), amount, [part], details, strong=True))
    return framed(
        [bars(rows, width)],
        title=words.say("Where every cent of {amount} goes", amount=words.money(result.turnover.total)),
        subtitle=words.say(
            "Invoice with VAT, pay of {month}: EUR and per cent, largest first",
            month=words.month(result.payslip.month),
        ),
        footer=chart_notes.of_pay(result.payslip, words),
        width=width,
        words=words,
    )


def months(slips: Sequence[Payslip], *, width: int = WIDTH, lang: str | None = None) -> alt.VConcatChart:
    """The months of a year below each other: what each pay costs the employer, by who gets it.

    Raises :class:`InvalidInput` for no payslips or payslips without an employer's side beside some with one,
    :class:`InvalidInput` for an unknown language.
    """
    words = language(lang)
    if not slips or any(not isinstance(slip, Payslip) for slip in slips):
        raise InvalidInput("slips: at least one payslip is needed, and nothing but payslips")
    if len({slip.cost is None for slip in slips}) > 1:
        raise InvalidInput("slips: the employer's side is covered for some of the months only")
    slips = sorted(slips, key=lambda slip: slip.month)
    rows, shown = [], list[Entry]()
    for slip in slips:
        totals: dict[str, int] = {}
        entries = sorted(destinations(slip), key=lambda entry: list(PAYEE_COLOURS).index(entry.payee))
        for entry in entries:
            totals[PAYEE_COLOURS[entry.payee]] = totals.get(PAYEE_COLOURS[entry.payee], 0) + entry.cents
        shown += [entry for entry in entries if entry.cents]
        parts, level = [], 0
        for colour, amount in totals.items():
            parts.append((euros_of(level), euros_of(level + amount), colour))
            level += amount
        amounts = {"paid": words.money(slip.run.paid_out), "whole": words.money(level)}
        if slip.cost is not None:
            beside_bar = words.say("{paid} of {whole}", **amounts)
        else:
            beside_bar = words.say("{paid} of gross {whole}", **amounts)
        extras = [title_of(extra.lines[0].code, words.say) for extra in slip.run.extras if extra.lines]
        details = words.say("With: {list}", list=", ".join(extras)) if extras else ""
        rows.append(Bar(words.month(slip.month), beside_bar, parts, details))
    if slips[0].cost is not None:
        subtitle = words.say("Paid out of the employer cost, EUR a month, by who gets it")
    else:
        subtitle = words.say("Paid out of the gross, EUR a month, by who gets it")
    return framed(
        [key(_payee_key(shown, words), width), bars(rows, width)],
        title=words.say(
            "Pay from {first} to {last}", first=words.month(slips[0].month), last=words.month(slips[-1].month)
        ),
        subtitle=subtitle,
        footer=chart_notes.of_pay(slips[-1], words),
        width=width,
        words=words,
    )


def _payee_key(entries: Iterable[Entry | None], words: Language) -> list[tuple[str, str]]:
    found = {entry.payee for entry in entries if entry is not None}
    return [(words.title(PAYEES[payee]), colour) for payee, colour in PAYEE_COLOURS.items() if payee in found]
