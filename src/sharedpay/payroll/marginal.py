"""The marginal euro: where one more euro goes, invoiced or of gross, by destination and by day.

Nothing is estimated: the case is run twice, as it is and with the step more, and each line is the difference.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal, TypeVar

from sharedpay.errors import InvalidInput, NotCovered
from sharedpay.model.enterprise import Invoice
from sharedpay.money import MAX_CENTS, cents, euro_text, euros
from sharedpay.payroll.case import Amount
from sharedpay.payroll.due import DueDates, due_dates_of
from sharedpay.payroll.extras import Payee
from sharedpay.payroll.ledger import Entry
from sharedpay.payroll.payslip import Payslip, slip_of
from sharedpay.payroll.run import employer_side
from sharedpay.payroll.settlement import Settlement, settle

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Marginal:
    """Where the next ``step`` goes: each line is what one entry gets more (or less), with its payee and its day.

    ``of`` says what the step is of: ``"revenue"`` without VAT, or ``"gross"``. The lines add up to ``total``: the step
    and what comes ``on_top`` of it, which is the VAT of a revenue and the employer's part of a gross. Amounts are
    ``Decimal`` euros. Made by :func:`marginal`.
    """

    of: Literal["revenue", "gross"]
    start_cents: int
    step_cents: int
    lines: tuple[Entry, ...]

    @property
    def start(self) -> Decimal:
        """The revenue without VAT or the gross that the step is added to, euros."""
        return euros(self.start_cents)

    @property
    def step(self) -> Decimal:
        """The step, euros."""
        return euros(self.step_cents)

    @property
    def total(self) -> Decimal:
        """The step with what comes on top of it, euros: the sum of the lines."""
        return euros(sum(line.cents for line in self.lines))

    @property
    def on_top(self) -> Decimal:
        """The VAT of a step of revenue, or the employer's part of a step of gross, euros."""
        return self.total - self.step

    @property
    def net(self) -> Decimal:
        """What the member is paid out more, euros."""
        return euros(sum(line.cents for line in self.lines if line.code == "net"))

    def by_payee(self) -> dict[Payee, Decimal]:
        """What each payee gets more, euros."""
        return _totals((line.payee, line.cents) for line in self.lines)

    def by_date(self) -> dict[date | None, Decimal]:
        """What is paid more on each day, euros, the earliest first; last under None what has no known day."""
        return _totals((line.due, line.cents) for line in sorted(self.lines, key=lambda line: line.due or date.max))

    def model_dump(self, lang: str = "en") -> dict[str, Any]:
        """Everything as plain data: money as text in euros, days as ISO text, labels in a language."""
        from sharedpay.show.language import language  # noqa: PLC0415  the one upward import: words are chosen in show

        say = language(lang).say
        return {
            "of": self.of,
            "start": str(self.start),
            "step": str(self.step),
            "on_top": str(self.on_top),
            "total": str(self.total),
            "lines": [
                {
                    "code": line.code,
                    "label": say(line.label),
                    "payee": line.payee,
                    "amount": euro_text(line.cents),
                    "due": None if line.due is None else line.due.isoformat(),
                }
                for line in self.lines
            ],
        }

    def model_dump_json(self, indent: int | None = None, lang: str = "en") -> str:
        """:meth:`model_dump` as JSON text."""
        return json.dumps(self.model_dump(lang), indent=indent, ensure_ascii=False)

    def __str__(self) -> str:
        from sharedpay.show import text  # noqa: PLC0415  the one upward import: how it looks is decided in show

        return text.page(self)

    def _repr_html_(self) -> str:
        from sharedpay.show import html  # noqa: PLC0415  the one upward import: show decides how it looks

        return html.fragment(self)


def marginal(result: Settlement | Payslip, step: Amount = "1.00") -> Marginal:
    """Where the next ``step`` euros go: of the revenue of a settlement, without VAT, or of the gross of a payslip.

    The step joins the last invoice at its VAT rate; where that invoice is in another currency or includes VAT, the step
    is a further invoice at the same rate. A budget that was set for a settlement stays as it was.

    Raises :class:`InvalidInput` for a step that is no amount above zero or leads beyond what is computed, and what the
    computation of the larger pay raises.
    """
    if not isinstance(result, (Settlement, Payslip)):
        raise InvalidInput(f"result: {result!r} is not a Settlement or a Payslip")
    more = cents(step, "step")
    start = result.turnover.without_vat if isinstance(result, Settlement) else result["gross"].cents
    problems = []
    if more <= 0:
        problems.append(f"step: {euro_text(more)} must be more than zero")
    if start + more > MAX_CENTS:
        problems.append(
            f"step: {euro_text(start)} and {euro_text(more)} more are beyond 10 000 000.00 euros, the most that is"
            " computed"
        )
    if problems:
        raise InvalidInput(problems)
    if isinstance(result, Settlement):
        return Marginal("revenue", start, more, differences(result.ledger, settled_with(result, more).ledger))
    larger = slip_of(result.case, start + more)
    if result.cost is not None:
        employer_side(larger.run, larger.case)
    return Marginal("gross", start, more, differences(destinations(result), destinations(larger)))


def differences(before: Iterable[Entry], after: Iterable[Entry]) -> tuple[Entry, ...]:
    """What each entry has more after than before, in cents; entries that stay as they are are left out."""
    changes: dict[tuple[str, Payee, date | None], int] = {}
    for sign, entries in ((-1, before), (1, after)):
        for code, payee, amount, due in entries:
            changes[code, payee, due] = changes.get((code, payee, due), 0) + sign * amount
    return tuple(Entry(code, payee, amount, due) for (code, payee, due), amount in changes.items() if amount)


def settled_with(result: Settlement, more: int) -> Settlement:
    """The settlement of the same case with ``more`` cents invoiced."""
    case = result.payslip.case
    options = case.options
    *others, last = result.invoices
    if last.exchange_rate is not None or last.vat_included:
        invoices = [*result.invoices, Invoice(amount=euro_text(more), vat_rate=last.vat_rate, internal=last.internal)]
    else:
        invoices = [*others, last.model_copy(update={"amount": euro_text(cents(last.amount) + more)})]
    return settle(
        invoices,
        case.contract,
        case.worker if case.stated_worker else None,
        month=case.month,
        enterprise=case.enterprise,
        expenses=euro_text(result.expenses_cents),
        budget=None if result.limit is None else euro_text(result.limit),
        earnings=case.earnings,
        paid_on=options.paid_on,
        days_worked=options.days_worked,
        hours_worked=None if options.hours_worked is None else euro_text(options.hours_worked),
        work_bonus_granted=None if options.work_bonus_granted is None else euro_text(options.work_bonus_granted),
        law=case.laws.book,
        known_on=options.known_on,
    )


def destinations(slip: Payslip) -> Iterator[Entry]:
    """Who gets every cent of a pay: of the employer's cost, or of the gross where the employer's side is missing.

    The days are those of a settlement; None where the month has no figure for when pay is paid.
    """
    paid, costed = slip.pay, slip.cost
    try:
        due: DueDates | None = due_dates_of(slip.case)
    except NotCovered:
        due = None
    entries: list[tuple[str, Payee, int]] = [
        ("net", "member", slip.run.paid_out),
        ("withholding_tax", "state", paid.withholding.withholding_tax),
        ("personal_contribution", "onss", paid.work_bonus.contribution_due),
        ("special_contribution", "onss", paid.special.special_contribution),
    ]
    if costed is not None:
        yearly = costed.contributions.annual_holiday_yearly
        entries += [
            ("employer_contributions", "onss", costed.employer_contributions_after_reductions - yearly),
            ("annual_holiday_yearly", "holiday_fund", yearly),
        ]
    for code, payee, amount in entries:
        yield Entry(code, payee, amount, due.of(payee) if due else None)
    for extra in slip.run.extras:
        for code, payee, amount, day in extra.outflows:
            yield Entry(code, payee, amount, day or (due.of(payee) if due else None))


def _totals(pairs: Iterable[tuple[Key, int]]) -> dict[Key, Decimal]:
    totals: dict[Key, int] = {}
    for key, amount in pairs:
        totals[key] = totals.get(key, 0) + amount
    return {key: euros(amount) for key, amount in totals.items()}
