"""Gross to net, top to bottom, in whole cents: one pure function that a payslip and a batch both run."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from sharedpay.law.contributions import Contribution, ContributionLaw, contribution
from sharedpay.law.flexi_job import FlexiPay, FlexiPayLaw, flexi_pay
from sharedpay.law.person import FLEXI, STUDENT, Month, Person
from sharedpay.law.special_contribution import Special, SpecialLaw, special
from sharedpay.law.step import Step
from sharedpay.law.withholding_tax import Family, FamilyLaw, Withholding, WithholdingLaw, family, withholding
from sharedpay.law.work_bonus import WorkBonus, WorkBonusLaw, work_bonus


class PayLaw(NamedTuple):
    """Everything that gross to net asks of the law of one month."""

    flexi: FlexiPayLaw
    contributions: ContributionLaw
    work_bonus: WorkBonusLaw
    family: FamilyLaw
    withholding: WithholdingLaw
    special: SpecialLaw


class Pay(NamedTuple):
    """One month's pay from gross to net, in cents, with every step of every rule on the way."""

    flexi: FlexiPay
    subject_pay: Annotated[
        int,
        Step(
            "Pay that bears contributions",
            "max(0, (flexi_total if status == FLEXI else gross) + benefits_in_kind - holiday_recovery)",
            cite="rd-1969-11-28#art. 19",
            rounding="exact",
        ),
    ]
    contribution: Contribution
    bonus_wage: Annotated[
        int,
        Step(
            "Pay of the month for the work bonus W",
            "gross + benefits_in_kind",
            cite="rd-2000-01-17#art. 1",
            rounding="exact",
        ),
    ]
    work_bonus: WorkBonus
    taxable_before_benefits: Annotated[
        int,
        Step(
            "Pay after contributions", "subject_pay - contribution_due", cite="annex3-2026#nos 13-26", rounding="exact"
        ),
    ]
    taxable_before_copyright: Annotated[
        int,
        Step(
            "Taxable pay with benefits that bear no contributions",
            "taxable_before_benefits + car_benefit + travel_contribution",
            cite="annex3-2026#nos 13-26",
            rounding="exact",
        ),
    ]
    taxable: Annotated[
        int,
        Step(
            "Taxable pay",
            "max(0, taxable_before_copyright - copyright_amount)",
            cite="annex3-2026#nos 13-26",
            rounding="exact",
        ),
    ]
    withholding_base: Annotated[
        int,
        Step(
            "Pay on which tax is withheld",
            "0 if status in (STUDENT, FLEXI) else max(0, taxable - home_work_exemption)",
            cite="annex3-2026#nos 13-26",
            rounding="exact",
        ),
    ]
    family: Family
    withholding: Withholding
    special_base: Annotated[
        int,
        Step(
            "Base of the special contribution",
            "0 if status in (STUDENT, FLEXI) else contribution_base + premium_base",
            cite="onss-special-contribution#base",
            rounding="exact",
        ),
    ]
    special: Special
    net: Annotated[
        int,
        Step(
            "Net pay",
            "taxable_before_benefits + travel_contribution - withholding_tax - special_contribution",
            cite="law-1965-04-12#art. 23",
            rounding="exact",
        ),
    ]


def subject_of(month: Month, flexi: FlexiPay) -> int:
    """The pay of a month that bears contributions, holiday pay of a flexi-job included."""
    return max(0, flexi.flexi_total + month.benefits_in_kind - month.holiday_recovery)


def full_pay_of(month: Month, subject_pay: int) -> int:
    """The pay of a month at 100 %, with what an earlier employer has paid of its holidays."""
    return max(subject_pay, month.gross + month.benefits_in_kind)


def pay(month: Month, person: Person, law: PayLaw) -> Pay:
    """The net of ``month`` for ``person``: contributions, work bonus, withholding tax, special contribution."""
    flexi = flexi_pay(month.gross, person.status, law.flexi)
    subject = subject_of(month, flexi)
    personal = contribution(subject, person.status, law.contributions)
    bonus_wage = month.gross + month.benefits_in_kind
    bonus = work_bonus(
        bonus_wage,
        month.counted,
        month.possible,
        personal.personal_contribution,
        month.bonus_room,
        person.status,
        law.work_bonus,
    )
    after_contributions = subject - bonus.contribution_due
    with_benefits = after_contributions + month.car_benefit + month.travel_contribution
    taxable = max(0, with_benefits - month.copyright_amount)
    ordinary = person.status not in (STUDENT, FLEXI)
    base = max(0, taxable - month.home_work_exemption) if ordinary else 0
    household = family(person, law.family)
    tax = withholding(
        base,
        person.scale,
        person.director,
        household.family_reductions,
        month.group_insurance,
        month.overtime_reduction,
        bonus.fiscal_bonus_a + bonus.fiscal_bonus_b,
        month.flat_rate,
        law.withholding,
    )
    special_base = personal.contribution_base + month.premium_base if ordinary else 0
    extra = special(special_base, person.special_scale, law.special)
    return Pay(
        flexi,
        subject,
        personal,
        bonus_wage,
        bonus,
        after_contributions,
        with_benefits,
        taxable,
        base,
        household,
        tax,
        special_base,
        extra,
        after_contributions + month.travel_contribution - tax.withholding_tax - extra.special_contribution,
    )
