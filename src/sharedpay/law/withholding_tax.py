"""Withholding tax (précompte professionnel / bedrijfsvoorheffing) of an ordinary month: the key formula.

Income tax code (CIR 92 / WIB 92) art. 270-275 and Annex III of its royal decree; point numbers are those of 2026.
The rates hold the average local tax. Every amount is rounded half up to the cent (no. 12); in 2021 the taxable pay was
first taken down to a multiple of 15 euros and the month's tax was cut, not rounded.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from sharedpay.law.person import LOW_INCOME, LOW_PENSION, Person
from sharedpay.law.step import Step
from sharedpay.money import Count, Rate, half_up, round_down, share


class ScaleRow(NamedTuple):
    """Of the income over ``over``: ``fixed`` plus ``rate`` of the excess."""

    over: int
    fixed: int
    rate: Rate


class FamilyLaw(NamedTuple):
    """Yearly reductions for the household (Annex III no. 38 and annexes 3 to 5) of one income year, in cents."""

    child_reductions: tuple[int, ...]
    child_reduction_beyond: int
    disabled_child_weight: Count
    single_parent_reduction: int
    disabled_reduction: int
    disabled_partner_reduction: int
    senior_reduction: int
    other_dependant_reduction: int
    low_income_partner_reduction: int
    low_pension_partner_reduction: int
    single_reduction: int


class WithholdingLaw(NamedTuple):
    """Figures of the key formula of one income year, in cents."""

    expenses_rate: Rate
    expenses_cap: int
    director_expenses_rate: Rate
    director_expenses_cap: int
    tax_scale: tuple[ScaleRow, ...]
    exempt_tax_scale_1: int
    exempt_tax_scale_2: int
    marital_quotient_rate: Rate
    marital_quotient_cap: int
    group_insurance_rate: Rate
    artist_flat_rate: Rate
    taxable_multiple: int
    month_truncated: Count


class DeductionRow(NamedTuple):
    """Of a monthly pay above ``start``: ``fixed`` plus ``rate`` of what exceeds ``over``."""

    start: int
    fixed: int
    rate: Rate = Rate(0)
    over: int = 0


class DirectorLaw(NamedTuple):
    """What a director under the self-employed statute takes off the monthly pay first (no. 25.2)."""

    director_deduction: tuple[DeductionRow, ...]


class PeriodLaw(NamedTuple):
    """How many fortnights a month counts for (other periods are not covered)."""

    fortnight_factor: Count


class Family(NamedTuple):
    """Yearly reductions of the withholding tax for the household, in cents."""

    counted_children: Annotated[
        Count,
        Step(
            "Children that count",
            "children if disabled_children == 0 else children + disabled_children * (disabled_child_weight - 1)",
            cite="annex3-2026#annex 3 note 1",
            rounding="exact",
        ),
    ]
    children_reduction: Annotated[
        int,
        Step(
            "Reduction for dependent children",
            "0 if counted_children < 1 else child_reductions[min(counted_children, 8) - 1]"
            " + max(0, counted_children - 8) * child_reduction_beyond",
            cite="annex3-2026#no. 38, annex 3",
            rounding="exact",
        ),
    ]
    own_reduction: Annotated[
        int,
        Step(
            "Reductions for the worker's own situation",
            "(single_parent_reduction if single_parent and scale == 1 else 0)"
            " + (disabled_reduction if disabled else 0)"
            " + (single_reduction if single and scale == 1 else 0)",
            cite="annex3-2026#annex 4 nos 1-2",
            rounding="exact",
        ),
    ]
    partner_reduction: Annotated[
        int,
        Step(
            "Reductions for the partner",
            "disabled_partner_reduction if scale == 2 and partner_disabled"
            " else low_income_partner_reduction if scale == 1 and low_partner == LOW_INCOME"
            " else low_pension_partner_reduction if scale == 1 and low_partner == LOW_PENSION else 0",
            cite="annex3-2026#annex 4 nos 5-6, annex 5 no. 2",
            rounding="exact",
        ),
    ]
    dependants_reduction: Annotated[
        int,
        Step(
            "Reductions for other dependants",
            "(seniors * senior_reduction if seniors else 0)"
            " + (other_dependants * other_dependant_reduction if other_dependants else 0)",
            cite="annex3-2026#annex 4 nos 3-4",
            rounding="exact",
        ),
    ]
    family_reductions: Annotated[
        int,
        Step(
            "Yearly reductions for the household",
            "children_reduction + own_reduction + partner_reduction + dependants_reduction",
            cite="annex3-2026#no. 38",
            rounding="exact",
        ),
    ]


class Withholding(NamedTuple):
    """Withholding tax of one month, with the yearly steps of the key formula, in cents."""

    annual_gross: Annotated[
        int,
        Step(
            "Yearly taxable pay",
            "withholding_base * 12 if taxable_multiple <= 0.01"
            " else floor(withholding_base / taxable_multiple) * taxable_multiple * 12",
            cite="annex3-2026#no. 28",
            rounding="exact",
        ),
    ]
    expenses: Annotated[
        int,
        Step(
            "Lump-sum professional costs",
            "min(annual_gross * director_expenses_rate, director_expenses_cap) if director"
            " else min(annual_gross * expenses_rate, expenses_cap)",
            cite="annex3-2026#nos 28-29",
        ),
    ]
    annual_taxable: Annotated[
        int,
        Step("Yearly pay after costs", "annual_gross - expenses", cite="annex3-2026#no. 28", rounding="exact"),
    ]
    partner_share: Annotated[
        int,
        Step(
            "Part attributed to the partner (marital quotient)",
            "min(annual_taxable * marital_quotient_rate, marital_quotient_cap) if scale == 2 else 0",
            cite="annex3-2026#no. 34",
        ),
    ]
    annual_scale_tax: Annotated[
        int,
        Step(
            "Tax of the scale",
            "bracket_tax(annual_taxable - partner_share, tax_scale) + bracket_tax(partner_share, tax_scale)",
            cite="annex3-2026#no. 31",
            rounding="exact",
        ),
    ]
    annual_basic_tax: Annotated[
        int,
        Step(
            "Tax after the exempt sum",
            "max(0, annual_scale_tax"
            " - (exempt_tax_scale_1 if scale == 1 else exempt_tax_scale_2 if scale == 2 else 0))",
            cite="annex3-2026#no. 32",
            rounding="exact",
        ),
    ]
    annual_tax: Annotated[
        int,
        Step(
            "Tax after the reductions for the household",
            "max(0, annual_basic_tax - family_reductions)",
            cite="annex3-2026#no. 38",
            rounding="exact",
        ),
    ]
    monthly_tax: Annotated[
        int,
        Step(
            "Tax of the month",
            "down(annual_tax / 12) if month_truncated else annual_tax / 12",
            cite="annex3-2026#no. 12",
        ),
    ]
    group_insurance_reduction: Annotated[
        int,
        Step(
            "Reduction for personal group-insurance contributions",
            "min(monthly_tax, group_insurance * group_insurance_rate)",
            cite="cir-92#art. 145/1",
        ),
    ]
    overtime_tax_reduction: Annotated[
        int,
        Step(
            "Reduction for overtime",
            "min(monthly_tax - group_insurance_reduction, overtime_reduction)",
            cite="cir-92#art. 154bis",
            rounding="exact",
        ),
    ]
    withholding_before_bonus_credit: Annotated[
        int,
        Step(
            "Withholding before the credit on the work bonus",
            "monthly_tax - group_insurance_reduction - overtime_tax_reduction",
            cite="annex3-2026#no. 38",
            rounding="exact",
        ),
    ]
    fiscal_work_bonus: Annotated[
        int,
        Step(
            "Tax credit on the work bonus",
            "min(withholding_before_bonus_credit, fiscal_bonus_a + fiscal_bonus_b)",
            cite="cir-92#art. 289ter/1",
            rounding="exact",
        ),
    ]
    withholding_tax: Annotated[
        int,
        Step(
            "Withholding tax",
            "withholding_base * artist_flat_rate if flat_rate else withholding_before_bonus_credit - fiscal_work_bonus",
            cite="annex3-2026#no. 80",
        ),
    ]


def bracket_tax(income: int, rows: tuple[ScaleRow, ...]) -> int:
    """Tax of the progressive scale on a yearly income: the row with the largest ``over`` below it."""
    if income <= 0:
        return 0
    found = rows[0]
    for row in rows:
        if income > row.over:
            found = row
    return found.fixed + share(income - found.over, found.rate)


def family(person: Person, law: FamilyLaw) -> Family:
    """What the household takes off the yearly tax (the tax itself is the limit)."""
    children = person.children
    if person.disabled_children:
        children += person.disabled_children * (law.disabled_child_weight - 1)
    for_children = 0
    place = 0
    for reduction in law.child_reductions:
        if children > place:
            for_children = reduction
        place += 1
    for_children += max(0, children - place) * law.child_reduction_beyond
    own = 0
    if person.single_parent and person.scale == 1:
        own += law.single_parent_reduction
    if person.disabled:
        own += law.disabled_reduction
    if person.single and person.scale == 1:
        own += law.single_reduction
    partner = 0
    if person.scale == 2 and person.partner_disabled:
        partner = law.disabled_partner_reduction
    elif person.scale == 1 and person.low_partner == LOW_INCOME:
        partner = law.low_income_partner_reduction
    elif person.scale == 1 and person.low_partner == LOW_PENSION:
        partner = law.low_pension_partner_reduction
    dependants = person.seniors * law.senior_reduction + person.other_dependants * law.other_dependant_reduction
    return Family(children, for_children, own, partner, dependants, for_children + own + partner + dependants)


def withholding(
    withholding_base: int,
    scale: int,
    director: int,
    family_reductions: int,
    group_insurance: int,
    overtime_reduction: int,
    fiscal_bonus: int,
    flat_rate: int,
    law: WithholdingLaw,
) -> Withholding:
    """The tax withheld on a month's taxable pay ``withholding_base``.

    ``family_reductions`` are per year, ``overtime_reduction`` is the month's, ``fiscal_bonus`` is the credit on the
    work bonus granted this month. With ``flat_rate`` (artists declared under point 80) the flat rate applies without
    any reduction.
    """
    annual_gross = withholding_base * 12
    if law.taxable_multiple > 1:
        annual_gross = round_down(withholding_base, law.taxable_multiple) * law.taxable_multiple * 12
    if director:
        expenses = min(share(annual_gross, law.director_expenses_rate), law.director_expenses_cap)
    else:
        expenses = min(share(annual_gross, law.expenses_rate), law.expenses_cap)
    taxable = annual_gross - expenses
    partner = 0
    exempt = 0
    if scale == 1:
        exempt = law.exempt_tax_scale_1
    elif scale == 2:
        partner = min(share(taxable, law.marital_quotient_rate), law.marital_quotient_cap)
        exempt = law.exempt_tax_scale_2
    scale_tax = bracket_tax(taxable - partner, law.tax_scale) + bracket_tax(partner, law.tax_scale)
    basic_tax = max(0, scale_tax - exempt)
    annual_tax = max(0, basic_tax - family_reductions)
    monthly = round_down(annual_tax, 12) if law.month_truncated else half_up(annual_tax, 12)
    insurance = min(monthly, share(group_insurance, law.group_insurance_rate))
    overtime = min(monthly - insurance, overtime_reduction)
    before_credit = monthly - insurance - overtime
    credit = min(before_credit, fiscal_bonus)
    return Withholding(
        annual_gross,
        expenses,
        taxable,
        partner,
        scale_tax,
        basic_tax,
        annual_tax,
        monthly,
        insurance,
        overtime,
        before_credit,
        credit,
        share(withholding_base, law.artist_flat_rate) if flat_rate else before_credit - credit,
    )


def director_pay_after_deduction(monthly_pay: int, law: DirectorLaw) -> int:
    """A director's monthly pay after the deduction of no. 25.2 (self-employed statute), in cents."""
    found = law.director_deduction[0]
    for row in law.director_deduction:
        if monthly_pay > row.start:
            found = row
    return max(0, monthly_pay - found.fixed - share(monthly_pay - found.over, found.rate))
