"""Charts (extra ``charts``): from an invoice to a net, who gets what, curves with their kinks, months, laws compared.

Each function returns an Altair chart, which a notebook shows and ``chart.save("name.svg")`` or ``"name.png"`` saves.
Each chart says what it shows, in which unit, under which law and articles. ``width`` is that of the drawing in pixels.
What is drawn was computed to the cent; only the drawing itself uses floats.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal, NamedTuple

from sharedpay.errors import InvalidInput, NotModelled
from sharedpay.law.book import LawBook
from sharedpay.model.contract import Contract
from sharedpay.model.enterprise import Enterprise
from sharedpay.model.worker import Worker
from sharedpay.money import cents, split
from sharedpay.payroll.budget import prices_of, spending_of
from sharedpay.payroll.case import Amount, Case, prepare
from sharedpay.payroll.explain import all_steps, article_of, money
from sharedpay.payroll.marginal import destinations
from sharedpay.payroll.payslip import Payslip, engine_version
from sharedpay.payroll.remarks import figures_in_use
from sharedpay.payroll.run import Run, run
from sharedpay.payroll.settlement import Entry, Settlement
from sharedpay.payroll.solve import revenue_for_budget
from sharedpay.show import text
from sharedpay.show.altair_extra import alt
from sharedpay.show.chart_lines import NET, OTHER, WHOLE, Point, amounts_panel, differences_panel, marginal_panel
from sharedpay.show.chart_rows import AXIS, Bar, bars, euros_of, framed, key, lines_of_text
from sharedpay.show.kinks import Kink, kinks
from sharedpay.show.palette import PAYEE_COLOURS
from sharedpay.show.vocabulary import PAYEES

WIDTH = 640
"""Pixels that a chart is drawn for when nobody says how wide: legible on a page and on a screen."""
_POINTS = 160
"""Into how many parts the range of a curve is cut."""


def waterfall(result: Settlement, *, width: int = WIDTH, lang: str = "en") -> alt.VConcatChart:
    """From the invoice with VAT down to what is paid out: each entry of the ledger takes its part off.

    Raises :class:`NotModelled` for an unknown language.
    """
    _language(lang)
    rows = [
        Bar(
            step.name,
            f"{'' if step.entry is None else '−'}{money(abs(step.top - step.bottom))}"
            if step.bottom <= step.top
            else f"+{money(step.bottom - step.top)}",
            [(euros_of(min(step.bottom, step.top)), euros_of(max(step.bottom, step.top)), step.colour)],
            strong=step.entry is None,
        )
        for step in waterfall_steps(result)
    ]
    parts = [bars(rows, width), key(_payee_key(step.entry for step in waterfall_steps(result)), width)]
    title = f"From an invoice of {money(result.turnover.total)} to {money(result.payslip.run.paid_out)} paid out"
    subtitle = f"Pay of {result.payslip.month}, EUR with two decimals; each bar is what is taken off, and for whom"
    return framed(parts, title=title, subtitle=subtitle, footer=_footer(result.payslip), width=width)


class Fall(NamedTuple):
    """One step of a waterfall, in cents: a level (``entry`` None, from nothing up), or an entry that takes it down."""

    name: str
    top: int
    bottom: int
    colour: str
    entry: Entry | None = None


def waterfall_steps(result: Settlement) -> list[Fall]:
    """The steps of the waterfall: they begin with the invoice and end at what is paid out, to the cent."""
    level = result.turnover.total
    steps = [Fall("Invoice with VAT", level, 0, WHOLE)]
    levels = {"vat": "Invoice without VAT", "fee": "After the contribution to the enterprise"}
    personal = ("personal_contribution", "special_contribution", "withholding_tax")
    order = ["vat", "fee", "expenses", "unspent", "margin", "holiday_provision", "year_end_provision", "insurance"]
    entries = [entry for entry in result.ledger if entry.code != "net"]
    ranks = {code: place for place, code in enumerate(order)} | {code: 100 + i for i, code in enumerate(personal)}
    gross_due = not result.payslip.run.extras
    for entry in sorted(entries, key=lambda entry: ranks.get(entry.code, 50)):
        if gross_due and entry.code in personal:
            gross_due = False
            steps.append(Fall("Gross", level, 0, WHOLE))
        name = f"{entry.label} ({PAYEES[entry.payee]})"
        steps.append(Fall(name, level, level - entry.cents, PAYEE_COLOURS[entry.payee], entry))
        level -= entry.cents
        if entry.code in levels:
            steps.append(Fall(levels[entry.code], level, 0, WHOLE))
    if gross_due:
        steps.append(Fall("Gross", level, 0, WHOLE))
    return [*steps, Fall("Paid out", level, 0, NET)]


def payees(result: Settlement, *, width: int = WIDTH, lang: str = "en") -> alt.VConcatChart:
    """Where each cent of an invoice goes, by payee: what each gets in all, and for what.

    Raises :class:`NotModelled` for an unknown language.
    """
    _language(lang)
    amounts = {payee: cents(amount) for payee, amount in result.by_payee().items()}
    order = sorted(amounts, key=lambda payee: -amounts[payee])
    shares = [max(0, amounts[payee]) for payee in order]
    tenths = split(1000, shares) if any(shares) else shares
    rows = []
    for payee, tenth in zip(order, tenths, strict=True):
        entries = [entry for entry in result.ledger if entry.payee == payee]
        details = "; ".join(f"{entry.label} {money(entry.cents)}{_when(entry)}" for entry in entries)
        part = (min(0.0, euros_of(amounts[payee])), max(0.0, euros_of(amounts[payee])), PAYEE_COLOURS[payee])
        amount = f"{money(amounts[payee])} ({tenth // 10}.{tenth % 10} %)".replace("-", "−")
        rows.append(Bar(_capital(PAYEES[payee]), amount, [part], details, strong=True))
    return framed(
        [bars(rows, width)],
        title=f"Where every cent of {money(result.turnover.total)} goes",
        subtitle=f"Invoice with VAT, pay of {result.payslip.month}: EUR and per cent, largest first",
        footer=_footer(result.payslip),
        width=width,
    )


def months(slips: Sequence[Payslip], *, width: int = WIDTH, lang: str = "en") -> alt.VConcatChart:
    """The months of a year below each other: what each pay costs the employer, by who gets it.

    Raises :class:`InvalidInput` for no payslips or payslips without an employer's side beside some with one,
    :class:`NotModelled` for an unknown language.
    """
    _language(lang)
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
        whole = f" of {money(level)}" if slip.cost is not None else f" of gross {money(level)}"
        beside = [extra.lines[0].label for extra in slip.run.extras if extra.lines]
        details = f"With: {', '.join(beside)}" if beside else ""
        rows.append(Bar(slip.month, f"{money(slip.run.paid_out)}{whole}", parts, details))
    costed = slips[0].cost is not None
    return framed(
        [key(_payee_key(shown), width), bars(rows, width)],
        title=f"Pay from {slips[0].month} to {slips[-1].month}",
        subtitle=f"Paid out of {'the employer cost' if costed else 'the gross'}, EUR a month, by who gets it",
        footer=_footer(slips[-1]),
        width=width,
    )


def curve(
    contract: Contract,
    worker: Worker | None = None,
    *,
    month: str,
    of: Literal["gross", "revenue"] = "gross",
    low: Amount = "500.00",
    high: Amount = "6000.00",
    width: int = WIDTH,
    lang: str = "en",
    enterprise: Enterprise | None = None,
    **options: Any,
) -> alt.VConcatChart:
    """Net and cost against the gross, or net and gross against the revenue, with the marginal rate below.

    ``low`` and ``high``: the range of gross, euros, for a revenue too: it goes as far as the budgets of these. The
    marginal rate is the part of one more euro that doesn't reach the net. The kinks, where a rule takes another branch,
    stand at their exact cent with the rule's name and article. ``enterprise`` (Smart for a revenue if left out) and
    the other ``options`` are those of :func:`~sharedpay.payroll.payslip.payslip`.

    Raises :class:`InvalidInput` for a range that is none, :class:`NotModelled` for an unknown language, and what a
    payslip raises.
    """
    _language(lang)
    first, last = _range(low, high)
    if of not in ("gross", "revenue"):
        raise InvalidInput(f"of: {of!r} must be 'gross' or 'revenue'")
    smart = Enterprise.smart() if of == "revenue" and enterprise is None else enterprise
    case = prepare(contract, worker, month, enterprise=smart, **options)
    turns = [kink for kink in kinks(case, first, last) if _bends(case, kink, first, last)]
    grosses = sorted({*_steps(first, last), *(kink.gross for kink in turns)})
    points = [_point(case, gross, of) for gross in grosses]
    places = [_point(case, kink.gross, of).at for kink in turns]
    named = ("Net", "Employer cost" if of == "gross" else "Gross")
    x_title = "Gross, EUR a month" if of == "gross" else "Invoice without VAT, EUR a month"
    key_lines = [
        f"{i}. {money(place)}: {', '.join(kink.titles)} ({article_of(case, all_steps()[kink.names[0]].cite)})"
        for i, (place, kink) in enumerate(zip(places, turns, strict=True), 1)
    ]
    drawn = width - AXIS
    parts = [
        key([(named[0], NET), (f"{named[1]}, dashed", OTHER), ("Marginal rate", WHOLE)], width, AXIS),
        amounts_panel(points, places, drawn),
        marginal_panel(points, places, x_title, drawn),
        *([lines_of_text(["Where a rule takes another branch:", *key_lines], width, AXIS)] if key_lines else []),
    ]
    return framed(
        parts,
        title=f"{named[0]} and {named[1].lower()} against the {of}",
        subtitle=f"{month}: EUR a month; the marginal rate is the part of one more euro that does not reach the net",
        footer=[*_who(case), _engine(case)],
        width=width,
        left=AXIS,
    )


def laws(
    contract: Contract,
    worker: Worker | None = None,
    *,
    before: str,
    after: str,
    law_before: LawBook | None = None,
    law_after: LawBook | None = None,
    low: Amount = "500.00",
    high: Amount = "6000.00",
    width: int = WIDTH,
    lang: str = "en",
    **options: Any,
) -> alt.VConcatChart:
    """Two laws compared: how much more net the same gross gives, and how much more it costs, against the gross.

    ``before`` and ``after`` are months; ``law_before`` and ``law_after`` law books, the packaged one if left out: two
    dates of one book, or one month under two. The footer names the figures that differ. Raises as :func:`curve` does.
    """
    _language(lang)
    first, last = _range(low, high)
    cases = [
        prepare(contract, worker, month, law=law, **options)
        for month, law in ((before, law_before), (after, law_after))
    ]
    net, cost = list[tuple[int, int]](), list[tuple[int, int]]()
    for gross in _steps(first, last):
        old, new = (run(case, gross) for case in cases)
        net.append((gross, new.net - old.net))
        if old.cost is not None and new.cost is not None:
            cost.append((gross, new.employer_cost - old.employer_cost))
    drawn = width - AXIS
    names = [("Net", NET), *([("Employer cost, dashed", OTHER)] if cost else [])]
    same_month = before == after
    sides = [f"the law {case.laws.book.digest[:12]}" if same_month else case.month for case in cases]
    return framed(
        [key(names, width, AXIS), differences_panel(net, cost, (first, last), drawn)],
        title=f"{sides[1]} against {sides[0]}" if not same_month else f"{before} under two laws",
        subtitle="What the same gross gives more of net and costs more, EUR a month; below zero it is less",
        footer=[*_who(cases[1]), f"Figures that differ: {_differing(*cases)}", *(_engine(case) for case in cases)],
        width=width,
        left=AXIS,
    )


def _differing(before: Case, after: Case) -> str:
    """The labels of the figures that two cases have otherwise."""
    old, new = figures_in_use(before), figures_in_use(after)
    labels = [
        parameter.labels["en"]
        for name, (parameter, version) in new.items()
        if name not in old or old[name][1].value != version.value
    ]
    shown = labels[:8]
    more = len(labels) - len(shown)
    return "; ".join([*shown, *([f"and {more} more"] if more else [])]) or "none"


def _point(case: Case, gross: int, of: str) -> Point:
    """The point of a curve for a gross."""
    result: Run = run(case, gross)
    if of == "gross":
        return Point(gross, result.net, None if result.cost is None else result.employer_cost)
    prices = prices_of(case)
    return Point(revenue_for_budget(spending_of(case, prices, gross).budget, prices), result.net, gross)


def _bends(case: Case, kink: Kink, low: int, high: int) -> bool:
    """Whether a kink shows: the net or the cost goes on by another slope, of half a cent a euro or more, or jumps."""
    reach = 2000
    if kink.gross - reach < low or kink.gross + reach > high:
        return False
    before, here, after = (run(case, kink.gross + shift) for shift in (-reach, 0, reach))
    net = abs(after.net - 2 * here.net + before.net)
    cost = abs(after.employer_cost - 2 * here.employer_cost + before.employer_cost)
    return max(net, cost) * 200 >= reach


def _steps(low: int, high: int) -> list[int]:
    return [low + (high - low) * i // _POINTS for i in range(_POINTS + 1)]


def _range(low: Amount, high: Amount) -> tuple[int, int]:
    first, last = cents(low, "low"), cents(high, "high")
    if not 0 <= first < last or last - first < 10_000:
        raise InvalidInput(f"low, high: {low} to {high} must be a range from 0 up, at least 100 euros wide")
    return first, last


def _payee_key(entries: Iterable[Entry | None]) -> list[tuple[str, str]]:
    found = {entry.payee for entry in entries if entry is not None}
    return [(_capital(PAYEES[payee]), colour) for payee, colour in PAYEE_COLOURS.items() if payee in found]


def _when(entry: Entry) -> str:
    return f", {entry.due}" if entry.due else ""


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


def _footer(slip: Payslip) -> list[str]:
    """What a chart of one pay rests on: contract, household, the articles of its main steps, the law."""
    case = slip.case
    steps = ("personal_contribution", "work_bonus_a", "withholding_tax", "special_contribution", "base_contribution")
    articles = dict.fromkeys(article_of(case, all_steps()[name].cite) for name in steps)
    return [
        *_who(case),
        f"Articles: {'; '.join(articles)}",
        _engine(case),
    ]


def _who(case: Case) -> list[str]:
    return [_capital(text.contract_text(case.contract)), _capital(text.household_text(case.worker.household))]


def _engine(case: Case) -> str:
    return f"sharedpay {engine_version()}, law {case.laws.book.digest[:12]} of {case.month}"


def _language(lang: str) -> None:
    if lang != "en":
        raise NotModelled(f"charts in {lang!r} are not there yet; lang='en' is")
