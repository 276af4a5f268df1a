"""An invoice turned into pay (décompte / afrekening): the closed ledger.

Every cent that the client pays, VAT included, goes to a named payee on a day. The entries add up to the invoice.
"""

from __future__ import annotations

import json
import typing
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from sharedpay.errors import InvalidInput, NotModelled
from sharedpay.law.book import LawBook
from sharedpay.law.person import WHITE_COLLAR
from sharedpay.model.contract import Contract
from sharedpay.model.earnings import Earnings
from sharedpay.model.enterprise import Enterprise, Invoice, rate_of
from sharedpay.model.worker import Worker
from sharedpay.money import MAX_CENTS, MILLION, Rate, cents, euro_text, euros, factor_text, half_up, rate_text
from sharedpay.payroll.budget import Estimate, Prices, gross_for_budget, prices_of, spending_of
from sharedpay.payroll.case import Amount, Case, prepare
from sharedpay.payroll.extras import Payee
from sharedpay.payroll.ledger import Entry, ledger_of
from sharedpay.payroll.notes import Note
from sharedpay.payroll.payslip import Payslip, slip_of
from sharedpay.payroll.run import run
from sharedpay.payroll.shares import Bill, Spending, Turnover, turnover


class Span(NamedTuple):
    """The gross and the net when an estimated figure takes the ends of its range, in cents."""

    low_gross: int
    high_gross: int
    low_net: int
    high_net: int


@dataclass(frozen=True, slots=True)
class Settlement:
    """What becomes of an invoice. Amounts are ``Decimal`` euros; the ledger adds up to the invoice with VAT.

    ``estimate`` names the figure that nobody publishes, if the result rests on one, and ``span`` gives the gross and
    net at the ends of its range. ``invoices`` and ``limit`` (the budget that this pay may use, in cents, None for
    all of it) are what it was asked for. Made by :func:`settle`.
    """

    payslip: Payslip
    ledger: tuple[Entry, ...]
    turnover: Turnover
    expenses_cents: int
    spending: Spending
    assumptions: tuple[Note, ...]
    estimate: Estimate | None
    span: Span | None
    prices: Prices = field(repr=False)
    invoices: tuple[Invoice, ...] = field(repr=False)
    limit: int | None = field(repr=False)

    @property
    def invoice(self) -> Decimal:
        """What the clients pay, VAT included, euros."""
        return euros(self.turnover.total)

    @property
    def revenue(self) -> Decimal:
        """The invoices without VAT, euros."""
        return euros(self.turnover.without_vat)

    @property
    def vat(self) -> Decimal:
        """VAT (TVA / btw) of the invoices, euros."""
        return euros(self.turnover.vat)

    @property
    def fee(self) -> Decimal:
        """The enterprise's contribution on the invoices without VAT, euros."""
        return euros(self.turnover.fee)

    @property
    def budget(self) -> Decimal:
        """The employment budget: invoices without VAT less fee and expenses, euros."""
        return euros(self.turnover.without_vat - self.turnover.fee - self.expenses_cents)

    @property
    def gross(self) -> Decimal:
        """Gross pay, euros."""
        return self.payslip.gross

    @property
    def net(self) -> Decimal:
        """Net pay, euros."""
        return self.payslip.net

    @property
    def employer_cost(self) -> Decimal:
        """What the pay takes from the budget, pooled margin and provisions included, euros."""
        return euros(self.spending.budget)

    def __getitem__(self, code: str) -> Entry:
        for entry in self.ledger:
            if entry.code == code:
                return entry
        raise InvalidInput(f"ledger: no {code!r}; there are {', '.join(entry.code for entry in self.ledger)}")

    def by_payee(self) -> dict[Payee, Decimal]:
        """What each payee gets in all, euros."""
        totals: dict[Payee, int] = {}
        for entry in self.ledger:
            totals[entry.payee] = totals.get(entry.payee, 0) + entry.cents
        return {payee: euros(amount) for payee, amount in totals.items()}

    def pdf(self, lang: str | None = None) -> bytes:
        """What becomes of the invoice as a document of two pages (extra ``pdf``).

        Raises :class:`~sharedpay.errors.MissingExtra` when the extra is not installed.
        """
        from sharedpay.show import pdf  # noqa: PLC0415  the one upward import: how it looks is decided in show

        return pdf.settlement(self, lang)

    def model_dump(self, lang: str = "en") -> dict[str, Any]:
        """Everything as plain data: money as text in euros, labels and remarks in a language."""
        from sharedpay.show.language import language  # noqa: PLC0415  the one upward import: words are chosen in show

        words = language(lang)
        span = self.span
        return {
            "invoice": euro_text(self.turnover.total),
            "invoice_ex_vat": euro_text(self.turnover.without_vat),
            "vat": euro_text(self.turnover.vat),
            "fee": euro_text(self.turnover.fee),
            "expenses": euro_text(self.expenses_cents),
            "employment_budget": str(self.budget),
            "spending": {name: euro_text(amount) for name, amount in self.spending._asdict().items()},
            "ledger": [
                {
                    "code": entry.code,
                    "label": words.say(entry.label),
                    "payee": entry.payee,
                    "amount": euro_text(entry.cents),
                    "due": None if entry.due is None else entry.due.isoformat(),
                }
                for entry in self.ledger
            ],
            "estimate": None if self.estimate is None else self.estimate.name,
            "span": None if span is None else {name: euro_text(amount) for name, amount in span._asdict().items()},
            "assumptions": [words.note(note) for note in self.assumptions],
            "payslip": self.payslip.model_dump(lang),
        }

    def model_dump_json(self, indent: int | None = None, lang: str = "en") -> str:
        """:meth:`model_dump` as JSON text."""
        return json.dumps(self.model_dump(lang), indent=indent, ensure_ascii=False)

    def __str__(self) -> str:
        from sharedpay.show import text  # noqa: PLC0415  the one upward import: how it looks is decided in show

        return text.settlement(self)

    def _repr_html_(self) -> str:
        from sharedpay.show import html  # noqa: PLC0415  the one upward import: how it looks is decided in show

        return html.fragment(self)


def settle(
    revenue: Amount | Invoice | Sequence[Invoice],
    contract: Contract,
    worker: Worker | None = None,
    *,
    month: str,
    enterprise: Enterprise | None = None,
    vat_rate: str = "21",
    vat_included: bool = False,
    expenses: Amount = 0,
    budget: Amount | None = None,
    earnings: Sequence[Earnings] = (),
    paid_on: str | date | None = None,
    days_worked: int | None = None,
    hours_worked: Amount | None = None,
    work_bonus_granted: Amount | None = None,
    student_hours_before: Amount | None = None,
    flexi_income_before: Amount | None = None,
    law: LawBook | None = None,
    known_on: str | date | None = None,
) -> Settlement:
    """What becomes of an invoice: fee, budget, gross, net, and who gets every cent when.

    ``revenue``: euros without VAT (or with it when ``vat_included``) at ``vat_rate`` (``"21"``, ``"6"``, ``"0"`` per
    cent or ``"exempt"``), or one or several :class:`Invoice`. ``enterprise``: the shared enterprise, Smart if left out.
    ``expenses``: repaid to the member out of the budget. ``budget``: how much of the employment budget this pay may
    use, all of it if left out; the rest stays in the activity. The other arguments are those of :func:`payslip`.

    Raises :class:`InvalidInput` with all that is wrong, :class:`~sharedpay.errors.NotCovered` when a figure is missing,
    :class:`~sharedpay.errors.Unreachable` when the budget holds no pay at all.
    """
    problems: list[str] = []
    invoices = _invoices(revenue, vat_rate, vat_included, problems)
    spent = _amount(expenses, "expenses", problems)
    limit = None if budget is None else _amount(budget, "budget", problems)
    case = prepare(
        contract,
        worker,
        month,
        enterprise=Enterprise.smart() if enterprise is None else enterprise,
        earnings=earnings,
        paid_on=paid_on,
        days_worked=days_worked,
        hours_worked=hours_worked,
        work_bonus_granted=work_bonus_granted,
        student_hours_before=student_hours_before,
        flexi_income_before=flexi_income_before,
        law=law,
        known_on=known_on,
        problems=problems,
    )
    prices = prices_of(case)
    turnover = turnover_of(invoices, prices.charges.fee_rate)
    available = turnover.without_vat - turnover.fee - spent
    if available < 0:
        raise InvalidInput(
            f"expenses: {euro_text(spent)} is more than the {euro_text(turnover.without_vat - turnover.fee)}"
            " that the invoices leave after the fee"
        )
    if limit is not None and limit > available:
        raise InvalidInput(f"budget: {euro_text(limit)} is more than the {euro_text(available)} there is")
    gross = gross_for_budget(case, prices, available if limit is None else limit)
    return settlement_of(case, prices, invoices, turnover, spent, gross, limit, enterprise is not None)


def settlement_of(
    case: Case,
    prices: Prices,
    invoices: Sequence[Invoice],
    turnover: Turnover,
    expenses: int,
    gross: int,
    limit: int | None = None,
    stated: bool = True,
) -> Settlement:
    """The settlement of a known gross: everything around the pay, closed."""
    slip = slip_of(case, gross)
    spending = spending_of(case, prices, gross)
    ledger = ledger_of(slip, turnover, expenses, spending)
    available = turnover.without_vat - turnover.fee - expenses
    span = _span(case, prices, available if limit is None else limit)
    noted = (Note("no_span"),) if prices.estimate is not None and span is None else ()
    return Settlement(
        payslip=slip,
        ledger=ledger,
        turnover=turnover,
        expenses_cents=expenses,
        spending=spending,
        assumptions=(*_assumptions(case, prices, spending, stated), *noted, *slip.assumptions),
        estimate=prices.estimate,
        span=span,
        prices=prices,
        invoices=tuple(invoices),
        limit=limit,
    )


def turnover_of(invoices: Iterable[Invoice], fee_rate: Rate) -> Turnover:
    """What the invoices bring in. Foreign amounts are converted to the cent; the fee is taken on each invoice."""
    without_vat = vat = fee = 0
    for invoice in invoices:
        amount = cents(invoice.amount)
        if invoice.exchange_rate is not None:
            amount = half_up(amount * rate_of(invoice.exchange_rate), MILLION)
        percent = 0 if invoice.vat_rate == "exempt" else int(invoice.vat_rate)
        earned = turnover(Bill(amount, percent, int(invoice.vat_included), int(invoice.internal)), fee_rate)
        without_vat += earned.without_vat
        vat += earned.vat
        fee += earned.fee
    if without_vat > MAX_CENTS:
        raise InvalidInput(
            f"revenue: {euro_text(without_vat)} is beyond 10 000 000.00 euros, the most that is computed"
        )
    return Turnover(without_vat, vat, fee)


def _span(case: Case, prices: Prices, budget: int) -> Span | None:
    """Gross and net at both ends of the estimated figure's range; a higher margin or coefficient leaves less.

    None when nothing is estimated, and when the employer's side of an end is not modelled.
    """
    if prices.estimate is None:
        return None
    try:
        least = gross_for_budget(case, prices.at(prices.estimate.high), budget)
        most = gross_for_budget(case, prices.at(prices.estimate.low), budget)
    except NotModelled:
        return None
    return Span(least, most, run(case, least).net, run(case, most).net)


def _assumptions(case: Case, prices: Prices, spending: Spending, stated: bool) -> Iterator[Note]:
    """What the settlement rests on beside its payslip."""
    if not stated:
        yield Note("enterprise")
    elif case.enterprise.figures == "smart" and case.enterprise != Enterprise.smart():
        yield Note("enterprise_rest")
    estimate = prices.estimate
    if estimate is not None:
        write = rate_text if not prices.charges.coefficient else factor_text
        value, low, high = map(write, (estimate.value, estimate.low, estimate.high))
        code = "margin_estimate" if not prices.charges.coefficient else "coefficient_estimate"
        yield Note(code, (value, estimate.basis, low, high))
    if case.enterprise.reductions == "kept_by_pool":
        yield Note("reductions_kept")
    if spending.holiday_provision:
        yield Note("holiday_provision", (rate_text(prices.charges.holiday_provision_rate),))
    if case.enterprise.figures == "own":
        if case.enterprise.margin_rate is None and case.enterprise.method == "actual":
            yield Note("no_margin")
        if case.enterprise.holiday_provision_rate is None and case.person.status == WHITE_COLLAR:
            yield Note("no_holiday_provision")
    if not prices.charges.year_end_provision_rate:
        yield Note("no_year_end")
    if not prices.charges.insurance_rate and not prices.charges.flat_cost:
        yield Note("no_insurance")
    if spending.margin < 0:
        yield Note("negative_margin")


def _invoices(
    revenue: Amount | Invoice | Sequence[Invoice], vat_rate: str, vat_included: bool, problems: list[str]
) -> Sequence[Invoice]:
    if isinstance(revenue, Invoice):
        return (revenue,)
    if isinstance(revenue, (list, tuple)):
        problems += [f"revenue: {item!r} is not an Invoice" for item in revenue if not isinstance(item, Invoice)]
        if not revenue:
            problems.append("revenue: at least one invoice is needed")
        return tuple(item for item in revenue if isinstance(item, Invoice))
    try:
        cents(typing.cast(Amount, revenue), "revenue")
        given: dict[str, Any] = {"amount": revenue, "vat_rate": vat_rate, "vat_included": vat_included}
        return (Invoice(**given),)
    except InvalidInput as error:
        problems += [problem.replace("amount:", "revenue:", 1) for problem in error.problems]
        return ()


def _amount(value: Amount, name: str, problems: list[str]) -> int:
    try:
        amount = cents(value, name)
    except InvalidInput as error:
        problems += error.problems
        return 0
    if amount < 0:
        problems.append(f"{name}: {value} is negative")
    return amount
