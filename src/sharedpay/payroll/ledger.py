"""Who gets every cent of an invoice, or of a pay, and when: the entries of a closed ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from sharedpay.money import euros
from sharedpay.payroll.due import PAYEE_OF, due_dates_of
from sharedpay.payroll.extras import Payee
from sharedpay.payroll.payslip import Payslip
from sharedpay.payroll.run import employer_side
from sharedpay.payroll.shares import Spending, Turnover, shares


class Entry(NamedTuple):
    """One entry of the ledger. ``due`` is the day it is paid; None for what stays or is paid at an unknown date."""

    code: str
    payee: Payee
    cents: int
    due: date | None

    @property
    def label(self) -> str:
        """The English name of the entry."""
        return LABELS[self.code]

    @property
    def amount(self) -> Decimal:
        """The amount in euros; negative only for a pooled margin that the pool adds to."""
        return euros(self.cents)


LABELS = {
    "vat": "VAT",
    "fee": "Contribution to the enterprise",
    "expenses": "Expenses repaid",
    "net": "Net pay",
    "withholding_tax": "Withholding tax",
    "personal_contribution": "Personal contribution after the work bonus",
    "special_contribution": "Special social security contribution",
    "employer_contributions": "Employer contributions after reductions",
    "annual_holiday_yearly": "Annual holiday, yearly part",
    "holiday_provision": "Holiday pay set aside",
    "year_end_provision": "Year-end premium set aside",
    "insurance": "Insurance",
    "payroll_cost": "Payroll office",
    "reductions_kept": "Reductions of contributions kept by the pool",
    "margin": "Pooled margin",
    "unspent": "Stays in the activity",
    "premium_employer_contributions": "Employer contributions on premiums",
    "student_employer_contributions": "Employer contributions on student pay",
    "severance_special": "Special contribution on the indemnity",
    "co2_contribution": "CO2 contribution of the company car",
    "car_share": "Worker's share of the company car",
    "meal_vouchers": "Meal vouchers",
    "eco_vouchers": "Eco vouchers",
    "amateur_arts_contribution": "Contribution on amateur arts indemnities",
    "pension_premium": "Supplementary pension",
    "pension_contribution": "Contribution on the pension premium",
    "pension_tax": "Tax on the pension premium",
    "copyright_tax": "Tax on copyright",
    "advance": "Advance already paid",
    "attachment": "Attachment of pay",
    "target_group_reduction": "Target-group reduction",
}
"""The English name of every entry."""


def ledger_of(slip: Payslip, earned: Turnover, expenses: int, spent: Spending) -> tuple[Entry, ...]:
    """Who gets what of an invoice of which a pay is made; ``expenses`` are repaid to the member, in cents."""
    return _closed(_entries(slip, earned, expenses, spent), earned.total)


def ledger_of_pay(slip: Payslip) -> tuple[Entry, ...]:
    """Who gets what of the employer's cost of a payslip, without an invoice around it.

    Raises :class:`~sharedpay.errors.NotCovered` where the employer's side is missing.
    """
    after = employer_side(slip.run, slip.case).employer_contributions_after_reductions
    only_pay = Spending(slip.run.gross, 0, after, 0, 0, 0, 0, 0, 0, 0)
    return _closed(_entries(slip, Turnover(0, 0, 0), 0, only_pay), slip.run.employer_cost)


def _closed(entries: Iterable[Entry], total: int) -> tuple[Entry, ...]:
    """The ledger of these entries, which add up to the total by construction; checked all the same."""
    ledger = tuple(_merged(entries))
    if sum(entry.cents for entry in ledger) != total:
        raise AssertionError("the ledger must add up to the invoice, or to the cost of the pay")
    return ledger


def _entries(slip: Payslip, earned: Turnover, expenses: int, spent: Spending) -> Iterator[Entry]:
    """Every entry, by payee."""
    paid, costed = slip.pay, slip.cost
    assert costed is not None  # noqa: S101  spending_of has raised before when there is no cost
    due = due_dates_of(slip.case)
    divided = shares(earned, spent, paid, costed, slip.run.paid_out, expenses)
    for code, amount in divided._asdict().items():
        yield Entry(code, PAYEE_OF[code], amount, due.of_entry(code))
    for extra in slip.run.extras:
        for outflow in extra.outflows:
            yield Entry(outflow.code, outflow.payee, outflow.cents, outflow.due or due.of(outflow.payee))


def _merged(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Entries of the same code, payee and day as one; those of nothing left out."""
    totals: dict[tuple[str, Payee, date | None], int] = {}
    for entry in entries:
        key = (entry.code, entry.payee, entry.due)
        totals[key] = totals.get(key, 0) + entry.cents
    for (code, payee, due), amount in totals.items():
        if amount:
            yield Entry(code, payee, amount, due)
