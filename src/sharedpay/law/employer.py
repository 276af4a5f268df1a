"""Employer contributions (cotisations patronales / werkgeversbijdragen) on one pay.

Law of 29 June 1981, art. 38. One amount per contribution code, each rounded to the cent: that is how the quarterly
return is built. The base contribution and the wage moderation are one code (the facial rate) shown in two parts.
"""

from __future__ import annotations

from typing import Annotated, Final, NamedTuple

from sharedpay.law.person import ARTIST, BLUE_COLLAR, FLEXI, STUDENT
from sharedpay.law.step import Given, Step
from sharedpay.money import Count, Rate, half_up, share

NO_CLOSING_FUND: Final = 0
COMMERCIAL_SMALL: Final = 1
COMMERCIAL_LARGE: Final = 2
NON_COMMERCIAL: Final = 3


class Employer(NamedTuple):
    """The enterprise as the rules see it: what it owes, as small integers and rates."""

    category: Annotated[Count, Given("category of the structural reduction (1 or 2)")] = 1
    fund_class: Annotated[Count, Given("closing fund: none, below 20 workers, from 20, non-commercial")] = (
        COMMERCIAL_LARGE
    )
    ten_or_more: Annotated[Count, Given("ten workers or more")] = 1
    risk_groups: Annotated[Count, Given("owes the contribution for risk groups (852)")] = 0
    sector_rate: Annotated[Rate, Given("rate of the sector's funds")] = Rate(0)


class EmployerLaw(NamedTuple):
    """Employer rates on one date."""

    category1_base_rate: Rate
    category1_facial_rate: Rate
    category2_base_rate: Rate
    category2_facial_rate: Rate
    base_surcharge_rate: Rate
    holiday_quarterly_rate: Rate
    holiday_yearly_rate: Rate
    work_accidents_rate: Rate
    asbestos_rate: Rate
    closing_fund_small_rate: Rate
    closing_fund_large_rate: Rate
    closing_fund_noncommercial_rate: Rate
    closing_fund_special_rate: Rate
    unemployment_rate: Rate
    temporary_unemployment_rate: Rate
    risk_groups_rate: Rate
    student_employer_rate: Rate
    flexi_employer_rate: Rate
    ceiling_quarter: int


class SectorLaw(NamedTuple):
    """Sector funds whose rate is known: joint committee 200 (white collar)."""

    pc200_fund_rate: Rate


class Contributions(NamedTuple):
    """What the employer owes on one pay before reductions, in cents."""

    base_and_moderation: Annotated[
        int,
        Step(
            "Base contribution with wage moderation",
            "contribution_base * (student_employer_rate + asbestos_rate if status == STUDENT"
            " else flexi_employer_rate if status == FLEXI"
            " else (category2_facial_rate if category == 2 else category1_facial_rate) + base_surcharge_rate)",
            cite="law-1981-06-29#art. 38 par. 3",
        ),
    ]
    base_contribution: Annotated[
        int,
        Step(
            "Base contribution",
            "base_and_moderation if status in (STUDENT, FLEXI) else contribution_base"
            " * ((category2_base_rate if category == 2 else category1_base_rate) + base_surcharge_rate)",
            cite="law-1981-06-29#art. 38 par. 3",
        ),
    ]
    wage_moderation: Annotated[
        int,
        Step(
            "Wage moderation",
            "base_and_moderation - base_contribution",
            cite="law-1981-06-29#art. 38 par. 3bis",
            rounding="exact",
        ),
    ]
    ceiling_relief: Annotated[
        int,
        Step(
            "Base contribution not due above the ceiling",
            "0 if status in (STUDENT, FLEXI) else max(0, subject_pay * parts - ceiling_quarter)"
            " * (category2_facial_rate if category == 2 else category1_facial_rate) / parts",
            cite="rd-2025-ceiling#art. 1",
        ),
    ]
    annual_holiday: Annotated[
        int,
        Step(
            "Annual holiday, quarterly part",
            "contribution_base * holiday_quarterly_rate if status in (BLUE_COLLAR, ARTIST) else 0",
            cite="law-1981-06-29#art. 38 par. 3",
        ),
    ]
    annual_holiday_yearly: Annotated[
        int,
        Step(
            "Annual holiday, yearly part",
            "contribution_base * holiday_yearly_rate if status in (BLUE_COLLAR, ARTIST) else 0",
            cite="law-1981-06-29#art. 38 par. 3",
        ),
    ]
    work_accidents: Annotated[
        int,
        Step(
            "Work accidents",
            "0 if status in (STUDENT, FLEXI) else contribution_base * work_accidents_rate",
            cite="onss-rates#code 255",
        ),
    ]
    asbestos: Annotated[
        int,
        Step(
            "Asbestos fund",
            "0 if status in (STUDENT, FLEXI) else contribution_base * asbestos_rate",
            cite="onss-rates#code 256",
        ),
    ]
    closing_fund: Annotated[
        int,
        Step(
            "Closing fund, base",
            "0 if status in (STUDENT, FLEXI) or fund_class == NO_CLOSING_FUND"
            " else contribution_base * (closing_fund_small_rate if fund_class == COMMERCIAL_SMALL"
            " else closing_fund_large_rate if fund_class == COMMERCIAL_LARGE"
            " else closing_fund_noncommercial_rate)",
            cite="onss-rates#codes 809, 811",
        ),
    ]
    closing_fund_special: Annotated[
        int,
        Step(
            "Closing fund, special",
            "0 if status in (STUDENT, FLEXI) or fund_class == NO_CLOSING_FUND"
            " else contribution_base * closing_fund_special_rate",
            cite="onss-rates#code 810",
        ),
    ]
    unemployment: Annotated[
        int,
        Step(
            "Unemployment, ten workers and more",
            "contribution_base * unemployment_rate if ten_or_more and status not in (STUDENT, FLEXI) else 0",
            cite="onss-rates#code 855",
        ),
    ]
    temporary_unemployment: Annotated[
        int,
        Step(
            "Temporary unemployment",
            "0 if status in (STUDENT, FLEXI) else contribution_base * temporary_unemployment_rate",
            cite="onss-rates#code 859",
        ),
    ]
    risk_groups_contribution: Annotated[
        int,
        Step(
            "Employment and training of risk groups",
            "contribution_base * risk_groups_rate if risk_groups and status not in (STUDENT, FLEXI) else 0",
            cite="onss-rates#code 852",
        ),
    ]
    sector_contribution: Annotated[
        int,
        Step(
            "Sector funds",
            "0 if status in (STUDENT, FLEXI) else contribution_base * sector_rate",
            cite="onss-rates#codes 820-837",
        ),
    ]
    employer_contributions: Annotated[
        int,
        Step(
            "Employer contributions before reductions",
            "base_contribution + wage_moderation - ceiling_relief + annual_holiday + annual_holiday_yearly"
            " + work_accidents + asbestos + closing_fund + closing_fund_special + unemployment"
            " + temporary_unemployment + risk_groups_contribution + sector_contribution",
            cite="law-1981-06-29#art. 38",
            rounding="exact",
        ),
    ]
    reducible_contributions: Annotated[
        int,
        Step(
            "Contributions that reductions may lower",
            "0 if status in (STUDENT, FLEXI) else max(0, contribution_base"
            " * (category2_facial_rate if category == 2 else category1_facial_rate) - ceiling_relief)",
            cite="rd-2003-05-16#art. 2",
        ),
    ]


def contributions(
    contribution_base: int,
    subject_pay: int,
    status: int,
    parts: int,
    employer: Employer,
    law: EmployerLaw,
) -> Contributions:
    """Contributions on ``contribution_base`` (108 % of ``subject_pay`` for fund workers), code by code.

    ``parts`` is 1 for the pay of a whole quarter, 3 for a month that stands for a third of one: the ceiling on very
    high pay counts by quarter.
    """
    facial = base = relief = quarterly = yearly = accidents = asbestos = fund = fund_special = 0
    unemployment = temporary = risk = sector = reducible = 0
    if status in (STUDENT, FLEXI):
        rate = law.flexi_employer_rate if status == FLEXI else law.student_employer_rate + law.asbestos_rate
        facial = half_up(contribution_base * rate, 1_000_000)
        base = facial
    else:
        base_rate = law.category2_base_rate if employer.category == 2 else law.category1_base_rate
        facial_rate = law.category2_facial_rate if employer.category == 2 else law.category1_facial_rate
        surcharge = law.base_surcharge_rate
        facial = half_up(contribution_base * (facial_rate + surcharge), 1_000_000)
        base = half_up(contribution_base * (base_rate + surcharge), 1_000_000)
        relief = half_up(max(0, subject_pay * parts - law.ceiling_quarter) * facial_rate, 1_000_000 * parts)
        if status in (BLUE_COLLAR, ARTIST):
            quarterly = share(contribution_base, law.holiday_quarterly_rate)
            yearly = share(contribution_base, law.holiday_yearly_rate)
        accidents = share(contribution_base, law.work_accidents_rate)
        asbestos = share(contribution_base, law.asbestos_rate)
        fund = share(contribution_base, _closing_fund_rate(employer.fund_class, law))
        if employer.fund_class != NO_CLOSING_FUND:
            fund_special = share(contribution_base, law.closing_fund_special_rate)
        unemployment = share(contribution_base, law.unemployment_rate) if employer.ten_or_more else 0
        temporary = share(contribution_base, law.temporary_unemployment_rate)
        risk = share(contribution_base, law.risk_groups_rate) if employer.risk_groups else 0
        sector = share(contribution_base, employer.sector_rate)
        reducible = max(0, share(contribution_base, facial_rate) - relief)
    return Contributions(
        facial,
        base,
        facial - base,
        relief,
        quarterly,
        yearly,
        accidents,
        asbestos,
        fund,
        fund_special,
        unemployment,
        temporary,
        risk,
        sector,
        facial
        - relief
        + quarterly
        + yearly
        + accidents
        + asbestos
        + fund
        + fund_special
        + unemployment
        + temporary
        + risk
        + sector,
        reducible,
    )


def _closing_fund_rate(fund_class: int, law: EmployerLaw) -> Rate:
    if fund_class == COMMERCIAL_SMALL:
        return law.closing_fund_small_rate
    if fund_class == COMMERCIAL_LARGE:
        return law.closing_fund_large_rate
    if fund_class == NON_COMMERCIAL:
        return law.closing_fund_noncommercial_rate
    return Rate(0)
