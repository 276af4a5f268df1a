"""From an invoice to those who get a part of it: pure functions over whole cents, run by a settlement and by a batch.

An invoice becomes turnover without VAT, VAT and a fee; a gross becomes what it takes from the budget; and both, with
the pay, become the shares of all payees, which add up to the invoice.
"""

from __future__ import annotations

from typing import Annotated, Final, NamedTuple

from sharedpay.law.step import Step
from sharedpay.money import MILLION, Count, Rate, half_up, share
from sharedpay.payroll.cost import Cost
from sharedpay.payroll.pay import Pay

_OWN: Final = "smart-financing#what the enterprise charges"
"""These are the enterprise's own terms, no law: those of Smart are published there."""


class Charges(NamedTuple):
    """What an enterprise charges one kind of contract: rates, and a flat amount per pay.

    ``coefficient``: budget per euro of gross, 0 where the itemised cost counts instead. ``flat_cost``: per pay.
    ``credited``: 1 where the contract is charged contributions after reductions, 0 where the pool keeps the reductions.
    """

    fee_rate: Rate
    margin_rate: Rate
    coefficient: Rate
    holiday_provision_rate: Rate
    year_end_provision_rate: Rate
    insurance_rate: Rate
    flat_cost: int
    credited: Count


class Bill(NamedTuple):
    """One invoice in cents, with VAT of ``vat_percent`` per cent inside its amount if ``vat_included``.

    ``internal``: 1 if the buyer is another activity of the same enterprise.
    """

    amount: int
    vat_percent: Count
    vat_included: Count
    internal: Count


class Turnover(NamedTuple):
    """What invoices bring in, in cents: without VAT (hors TVA / exclusief btw), VAT, and the fee on the former."""

    without_vat: Annotated[
        int, Step("Invoice without VAT", "amount - vat if vat_included else amount", "vat-code#art. 26", "exact")
    ]
    vat: Annotated[
        int,
        Step(
            "VAT",
            "0 if internal else amount * vat_percent / (100 + vat_percent if vat_included else 100)",
            cite="vat-code#art. 26",
        ),
    ]
    fee: Annotated[int, Step("Contribution to the enterprise", "0 if internal else without_vat * fee_rate", cite=_OWN)]

    @property
    def total(self) -> int:
        """What the clients pay."""
        return self.without_vat + self.vat


class Spending(NamedTuple):
    """What one pay takes from the employment budget, in cents. ``budget`` is the sum of the others.

    ``contributions`` are those that the contract is charged: after reductions only where the enterprise credits them.
    ``flexi_holiday`` is paid with the gross of a flexi-job; a coefficient covers it.
    ``extras`` is what the earnings beside the base pay cost in all.
    """

    gross: Annotated[int, Step("Gross pay", "gross_pay", cite=_OWN, rounding="exact")]
    flexi_holiday: Annotated[
        int, Step("Flexi holiday pay", "flexi_paid", cite="law-2015-11-16#art. 5", rounding="exact")
    ]
    contributions: Annotated[
        int,
        Step(
            "Employer contributions charged",
            "employer_contributions_after_reductions if credited else employer_contributions",
            cite=_OWN,
            rounding="exact",
        ),
    ]
    holiday_provision: Annotated[
        int, Step("Holiday pay set aside", "(gross_pay - student_within) * holiday_provision_rate", _OWN)
    ]
    year_end_provision: Annotated[
        int, Step("Year-end premium set aside", "gross_pay * year_end_provision_rate", cite=_OWN)
    ]
    insurance: Annotated[int, Step("Insurance", "gross_pay * insurance_rate", cite=_OWN)]
    payroll_cost: Annotated[int, Step("Payroll office", "flat_cost", cite=_OWN, rounding="exact")]
    extras: Annotated[int, Step("Cost of the earnings beside the base pay", "extra_cost", cite=_OWN, rounding="exact")]
    margin: Annotated[
        int,
        Step(
            "Pooled margin",
            "budget - (gross + flexi_holiday + contributions + holiday_provision + year_end_provision + insurance"
            " + payroll_cost + extras)",
            cite=_OWN,
            rounding="exact",
        ),
    ]
    budget: Annotated[
        int,
        Step(
            "What the pay takes from the budget",
            "gross_pay * coefficient + extras if coefficient else"
            " (gross + flexi_holiday + contributions + holiday_provision + year_end_provision + insurance"
            " + payroll_cost + extras) / (1 - margin_rate)",
            cite=_OWN,
        ),
    ]


class Shares(NamedTuple):
    """Who gets what of an invoice with VAT, in cents: the entries of the ledger, which add up to it.

    ``net`` is what is paid out to the member, ``personal_contribution`` the one after the work bonus; the employer's
    contributions are those after reductions, without the yearly part for holidays; ``unspent`` stays in the activity.
    """

    net: int
    expenses: int
    holiday_provision: int
    year_end_provision: int
    withholding_tax: int
    vat: int
    personal_contribution: int
    special_contribution: int
    employer_contributions: int
    annual_holiday_yearly: int
    insurance: int
    payroll_cost: int
    fee: int
    reductions_kept: int
    margin: int
    unspent: int


def turnover(bill: Bill, fee_rate: Rate) -> Turnover:
    """What one invoice brings in: no VAT and no second fee between two activities of the enterprise."""
    if bill.internal:
        return Turnover(bill.amount, 0, 0)
    if bill.vat_included:
        vat = half_up(bill.amount * bill.vat_percent, 100 + bill.vat_percent)
        without_vat = bill.amount - vat
    else:
        vat = half_up(bill.amount * bill.vat_percent, 100)
        without_vat = bill.amount
    return Turnover(without_vat, vat, share(without_vat, fee_rate))


def spending(
    gross_pay: int, flexi_paid: int, student_within: int, costed: Cost, extra_cost: int, charges: Charges
) -> Spending:
    """What a pay with its cost takes from the budget; ``extra_cost`` is what the earnings beside it cost.

    ``flexi_paid`` is the holiday pay of a flexi-job, paid with the gross. ``student_within`` is the part of the gross
    that is student pay within the yearly hours: it gives no right to holidays.
    """
    contributions = costed.contributions.employer_contributions
    if charges.credited:
        contributions = costed.employer_contributions_after_reductions
    holiday = share(gross_pay - student_within, charges.holiday_provision_rate)
    year_end = share(gross_pay, charges.year_end_provision_rate)
    insurance = share(gross_pay, charges.insurance_rate)
    provisions = holiday + year_end + insurance + charges.flat_cost
    true_cost = gross_pay + flexi_paid + contributions + provisions + extra_cost
    if charges.coefficient:
        budget = share(gross_pay, charges.coefficient) + extra_cost
    else:
        budget = half_up(true_cost * MILLION, MILLION - charges.margin_rate)
    return Spending(
        gross_pay,
        flexi_paid,
        contributions,
        holiday,
        year_end,
        insurance,
        charges.flat_cost,
        extra_cost,
        budget - true_cost,
        budget,
    )


def shares(earned: Turnover, spent: Spending, paid: Pay, costed: Cost, paid_out: int, repaid: int) -> Shares:
    """Who gets what: of the turnover, of the pay with its cost, and of ``repaid`` expenses."""
    yearly = costed.contributions.annual_holiday_yearly
    return Shares(
        paid_out,
        repaid,
        spent.holiday_provision,
        spent.year_end_provision,
        paid.withholding.withholding_tax,
        earned.vat,
        paid.work_bonus.contribution_due,
        paid.special.special_contribution,
        costed.employer_contributions_after_reductions - yearly,
        yearly,
        spent.insurance,
        spent.payroll_cost,
        earned.fee,
        spent.contributions - costed.employer_contributions_after_reductions,
        spent.margin,
        earned.without_vat - earned.fee - repaid - spent.budget,
    )
