"""What must hold of a payslip and of a settlement, always and to the cent: plain functions that raise AssertionError.

Those that ask for a protocol need only its attributes, so other programs can hand in objects of their own::

    >>> from decimal import Decimal
    >>> from sharedpay.testing import parts_add_up
    >>> parts_add_up(Decimal("1.00"), [Decimal("0.34"), Decimal("0.33"), Decimal("0.33")])
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, Protocol

from sharedpay.law.book import LawBook
from sharedpay.money import NO_LIMIT, euros, half_up
from sharedpay.payroll import formula
from sharedpay.payroll.explain import money
from sharedpay.payroll.pay import Pay
from sharedpay.payroll.payslip import Payslip
from sharedpay.payroll.settlement import Settlement


class LineLike(Protocol):
    """A line of a payslip: its ``kind`` as :data:`sharedpay.payroll.payslip.Kind` has it, its amount in euros."""

    @property
    def kind(self) -> str:
        """What the line does."""

    @property
    def amount(self) -> Decimal:
        """Euros, a positive magnitude."""


class NetLike(Protocol):
    """Something with a gross and a net, in euros."""

    @property
    def gross(self) -> Decimal:
        """Gross pay."""

    @property
    def net(self) -> Decimal:
        """Net pay."""


class EntryLike(Protocol):
    """An entry of a ledger, in euros."""

    @property
    def amount(self) -> Decimal:
        """What the payee gets."""


class LedgerLike(Protocol):
    """Something with an invoice, VAT included, and the entries that it is divided into."""

    @property
    def invoice(self) -> Decimal:
        """What the clients pay, in euros."""

    @property
    def ledger(self) -> Sequence[EntryLike]:
        """Who gets what."""


def _must(holds: bool, text: str) -> None:
    """An assertion that ``python -O`` keeps."""
    if not holds:
        raise AssertionError(text)


def lines_add_up(lines: Iterable[LineLike]) -> None:
    """The lines from gross to net add up to the net, those of the employer to the cost, where there is a cost.

    Takes the payslip of a pay without other earnings, or any lines: ``pay`` and ``bonus`` less ``deduction`` is the
    ``net``; ``pay`` and ``employer`` less ``employer_reduction`` is the ``cost``. Subtotals count for nothing.

    >>> import sharedpay as sp
    >>> lines_add_up(sp.payslip(sp.PermanentContract(start="2026-01-01"), gross="2500.00", month="2026-05"))
    """
    totals: dict[str, Decimal] = {}
    for line in lines:
        totals[line.kind] = totals.get(line.kind, Decimal(0)) + line.amount

    def of(kind: str) -> Decimal:
        return totals.get(kind, Decimal(0))

    net = of("pay") + of("bonus") - of("deduction")
    _must("net" in totals, "there is no line of kind 'net'")
    _must(net == totals["net"], f"the lines add up to a net of {net}, the net line says {totals['net']}")
    if "cost" in totals:
        cost = of("pay") + of("employer") - of("employer_reduction")
        _must(cost == totals["cost"], f"the lines add up to a cost of {cost}, the cost line says {totals['cost']}")


def net_not_above_gross(slip: NetLike) -> None:
    """The net is from 0 to the gross: no benefit that only adds to the net is part of this pay.

    Takes a payslip, a settlement, or anything with ``gross`` and ``net``. Of the payslip or settlement of a flexi-job
    the holiday pay that is paid with it counts as gross.
    """
    pay = getattr(getattr(slip, "payslip", slip), "pay", None)
    gross = slip.gross + (euros(pay.flexi.flexi_holiday_pay) if isinstance(pay, Pay) else 0)
    _must(0 <= slip.net <= gross, f"the net of {slip.net} is not from 0 to the gross of {gross}")


def cost_not_below_gross(slip: Payslip) -> None:
    """The employer's cost is at least the gross, and reductions never exceed the contributions that they lower."""
    if slip.cost is None:
        return
    _must(slip.employer_cost >= slip.gross, f"the cost of {slip.employer_cost} is below the gross of {slip.gross}")
    reduction = slip.cost.structural.structural_reduction + slip.cost.claimed_reduction
    most = slip.cost.contributions.reducible_contributions
    _must(0 <= reduction <= most, f"a reduction of {reduction} cents on contributions of {most} cents")


def nothing_negative(lines: Iterable[LineLike]) -> None:
    """Every line is zero or more: its kind says whether it adds or takes off."""
    for line in lines:
        _must(line.amount >= 0, f"a line of {line.amount}: {line!r}")


def amounts_are_whole_cents(lines: Iterable[EntryLike]) -> None:
    """Every amount is a ``Decimal`` with exactly two decimals. Takes a payslip, a ledger, any lines."""
    for line in lines:
        amount = line.amount
        _must(isinstance(amount, Decimal), f"{amount!r} is a {type(amount).__name__}, not a Decimal")
        _must(amount.as_tuple().exponent == -2, f"{amount!r} has not two decimals: {line!r}")


def ledger_closes(settlement: LedgerLike) -> None:
    """The entries add up to the invoice with VAT: no cent is lost and none is made.

    Takes a settlement, or anything with ``invoice`` and ``ledger``.

    >>> import sharedpay as sp
    >>> ledger_closes(sp.settle("4500.00", sp.PermanentContract(start="2026-01-01"), month="2026-05"))
    """
    total = sum((entry.amount for entry in settlement.ledger), Decimal(0))
    _must(total == settlement.invoice, f"the entries add up to {total}, the invoice is {settlement.invoice}")


def spending_adds_up(settlement: Settlement) -> None:
    """What the pay takes from the budget is the sum of its parts and no more than there is; payees get all of it."""
    spending = settlement.spending
    parts = sum(spending) - spending.budget
    _must(parts == spending.budget, f"the parts add up to {parts} cents, the pay takes {spending.budget}")
    _must(
        settlement.employer_cost <= settlement.budget,
        f"the pay takes {settlement.employer_cost} of a budget of {settlement.budget}",
    )
    total = sum(settlement.by_payee().values(), Decimal(0))
    _must(total == settlement.invoice, f"the payees get {total}, the invoice is {settlement.invoice}")


def parts_add_up(total: Decimal | int, parts: Iterable[Decimal | int]) -> None:
    """Parts of a sum add up to it."""
    found = sum(parts, Decimal(0))
    _must(found == total, f"the parts add up to {found}, the sum is {total}")


def vat_is_inside(amount: Decimal, rate: int, vat: Decimal) -> None:
    """The VAT inside an ``amount`` that includes it at ``rate`` per cent is amount × r / (1 + r), to the cent.

    >>> vat_is_inside(Decimal("1000.00"), 6, Decimal("56.60"))
    """
    exact = Fraction(amount) * 100 * rate / (100 + rate)
    cents = half_up(exact.numerator, exact.denominator)
    _must(Fraction(vat) * 100 == cents, f"{amount} at {rate} % holds {money(cents)} of VAT, not {vat}")


def more_relief_never_lowers_net(less: NetLike, more: NetLike) -> None:
    """Of two pays that differ only in the relief of the household, the one with more relief is no smaller."""
    _must(more.gross == less.gross, f"not the same pay: gross of {less.gross} and of {more.gross}")
    _must(more.net >= less.net, f"more relief lowers the net from {less.net} to {more.net}")


def explanations_agree(slip: Payslip) -> None:
    """Every line and every step of a payslip can be explained, and the explanation says the payslip's own value."""
    for line in slip:
        said = slip.explain(line.code).value
        _must(said == money(line.cents), f"{line.code}: the line says {money(line.cents)}, its explanation {said}")
    for code, amount in (*_amounts(slip.pay), *_amounts(slip.cost)):
        explanation = slip.explain(code)
        last = explanation.steps[-1]
        _must(last.name == code, f"{code}: its explanation ends with {last.name}")
        _must(last.value == explanation.value, f"{code}: says {explanation.value}, its last step {last.value}")
        if amount is not None:
            said = explanation.value
            _must(said == money(amount), f"{code}: the step is {money(amount)}, its explanation says {said}")


def _amounts(result: Any) -> Iterator[tuple[str, int | None]]:
    """The steps of a result and of those in it, with their cents; None for what isn't money."""
    if result is None:
        return
    for name, hint in formula.hints(type(result)).items():
        value = getattr(result, name)
        if formula.step_of(hint):
            yield name, value if formula.unit_of(hint) == "cents" and value < NO_LIMIT else None
        elif formula.is_result(hint):
            yield from _amounts(value)


def json_round_trips(slip: Payslip, law: LawBook | None = None) -> None:
    """The payslip read back from its own JSON equals it and writes the same JSON."""
    text = slip.model_dump_json()
    back = Payslip.model_validate_json(text, law)
    _must(back == slip, "the payslip read back from JSON differs")
    _must(back.model_dump_json() == text, "the payslip read back from JSON writes another JSON")
