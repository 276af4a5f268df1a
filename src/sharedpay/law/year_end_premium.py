"""Year-end premium (prime de fin d'année / eindejaarspremie): joint committees 200, 329.02 and 322, others by figures.

Collective agreements of the sectors. Ordinary contributions (on 108 % for fund workers); withholding tax of the column
"other" of exceptional pay. What a sector pays that isn't here is unknown and never taken from another sector.
"""

from __future__ import annotations

from typing import Annotated, Final, NamedTuple

from sharedpay.law.step import Given, Step
from sharedpay.money import MILLION, Count, Rate, half_up

IN_SERVICE: Final = 0
DISMISSED: Final = 1
RESIGNED: Final = 2
SERIOUS_CAUSE: Final = 3


class PremiumYear(NamedTuple):
    """A worker's year for the premium of joint committee 200.

    ``premium_months``: full months of the year, assimilated ones included. ``premium_service``: months of service.
    ``leaving`` is ``IN_SERVICE``, ``DISMISSED``, ``RESIGNED`` (mutual agreement too; counter-notice too) or
    ``SERIOUS_CAUSE``.
    """

    december_gross: Annotated[int, Given("gross monthly pay of December, or of the last full month")]
    premium_months: Annotated[Count, Given("full months of service in the year")] = 12
    premium_service: Annotated[Count, Given("months of service")] = 12
    leaving: Annotated[Count, Given("in service, dismissed, resigned or serious cause")] = IN_SERVICE
    sales_variable: Annotated[int, Given("monthly mean of a sales representative's variable pay")] = 0


class Pc200PremiumLaw(NamedTuple):
    """Figures of the premium of joint committee 200."""

    pc200_premium_service_months: Count
    pc200_premium_resignation_years: Count
    pc200_sales_variable_cap: int


class Pc200AssimilationLaw(NamedTuple):
    """Absences of a year that count as work for the premium of joint committee 200."""

    pc200_premium_sick_days: Count
    pc200_premium_unemployment_days: Count


class Pc200JuneLaw(NamedTuple):
    """The yearly premium of joint committee 200, paid in June to full-time workers."""

    pc200_june_premium: int


class GeneralPremium(NamedTuple):
    """Figures of a sector's premium that the caller states: a fixed amount and a share of a reference pay."""

    premium_fixed: Annotated[int, Given("fixed part of the premium for a whole year")]
    premium_share: Annotated[Rate, Given("share of the reference pay")] = Rate(0)
    premium_reference: Annotated[int, Given("reference pay of the premium")] = 0
    premium_full_months: Annotated[Count, Given("months that count for the premium")] = 12
    premium_service_needed: Annotated[Count, Given("months of service that the sector asks for")] = 0
    premium_service_reached: Annotated[Count, Given("months of service reached")] = 12


class FwbFixed(NamedTuple):
    """An amount of euros with four decimals, in millionths as a rate is."""

    euros: Rate


class FwbPremiumLaw(NamedTuple):
    """Figures of joint committee 329.02, French Community."""

    fwb_premium_fixed: FwbFixed
    fwb_premium_share: Rate


class BrusselsPremiumLaw(NamedTuple):
    """Figures of joint committee 329.02, Brussels (OISP)."""

    brussels_premium_fixed: tuple[int, ...]
    brussels_premium_share: Rate


class Pc304PremiumLaw(NamedTuple):
    """Premium of joint committee 304, Flemish role, contracts of four months or more."""

    pc304_premium_flemish: int


class AgencyPremiumLaw(NamedTuple):
    """Work that an agency worker needs between 1 July and 30 June (joint committee 322; paid by its fund)."""

    agency_premium_days5: Count
    agency_premium_days6: Count
    agency_premium_hours: Count
    agency_premium_hired_days: Count


class Pc200Premium(NamedTuple):
    """Year-end premium of joint committee 200, in cents."""

    pc200_premium_base: Annotated[
        int,
        Step(
            "Pay on which the premium is computed",
            "december_gross + min(sales_variable, pc200_sales_variable_cap)",
            cite="cct-2016-06-09#year-end premium",
            rounding="exact",
        ),
    ]
    pc200_premium: Annotated[
        int,
        Step(
            "Year-end premium",
            "0 if premium_service < pc200_premium_service_months or leaving == SERIOUS_CAUSE"
            " or (leaving == RESIGNED and premium_service < 12 * pc200_premium_resignation_years)"
            " else pc200_premium_base * min(12, premium_months) / 12",
            cite="cct-2016-06-09#year-end premium",
        ),
    ]


class SectorPremium(NamedTuple):
    """Year-end premium from stated figures, in cents."""

    sector_premium: Annotated[
        int,
        Step(
            "Year-end premium of the sector",
            "0 if premium_service_reached < premium_service_needed"
            " else (premium_fixed + premium_share * premium_reference) * min(12, premium_full_months) / 12",
            cite="sector-agreement#year-end premium",
        ),
    ]


class FwbPremium(NamedTuple):
    """Year-end premium of joint committee 329.02, French Community, in cents."""

    fwb_premium: Annotated[
        int,
        Step(
            "Year-end premium, French Community",
            "fwb_premium_fixed.euros + 12 * october_gross * fwb_premium_share",
            cite="groups-fwb-2023#year-end premium",
        ),
    ]


class BrusselsPremium(NamedTuple):
    """Year-end premium of joint committee 329.02, Brussels, in cents."""

    brussels_premium: Annotated[
        int,
        Step(
            "Year-end premium, Brussels",
            "brussels_premium_fixed[0] + brussels_premium_fixed[1] + brussels_premium_fixed[2]"
            " + october_gross * brussels_premium_share",
            cite="groups-brussels-2023#year-end premium",
        ),
    ]


def pc200_premium(year: PremiumYear, law: Pc200PremiumLaw) -> Pc200Premium:
    """One monthly pay for a full year: pro rata of full months, after six months of service.

    Nothing after a dismissal for serious cause, nor after a resignation before the years of service of the day.
    """
    base = year.december_gross + min(year.sales_variable, law.pc200_sales_variable_cap)
    too_short = year.premium_service < law.pc200_premium_service_months
    early = year.premium_service < 12 * law.pc200_premium_resignation_years
    if too_short or year.leaving == SERIOUS_CAUSE or (year.leaving == RESIGNED and early):
        return Pc200Premium(base, 0)
    return Pc200Premium(base, half_up(base * min(12, year.premium_months), 12))


def pc200_assimilated(sick_days: int, unemployment_days: int, law: Pc200AssimilationLaw) -> int:
    """Days of sickness and of temporary unemployment that count as work."""
    return min(sick_days, law.pc200_premium_sick_days) + min(unemployment_days, law.pc200_premium_unemployment_days)


def general_premium(figures: GeneralPremium) -> SectorPremium:
    """The premium of any sector from its own figures: pro rata of months, after the service that it asks for."""
    if figures.premium_service_reached < figures.premium_service_needed:
        return SectorPremium(0)
    whole = figures.premium_fixed * MILLION + figures.premium_share * figures.premium_reference
    return SectorPremium(half_up(whole * min(12, figures.premium_full_months), 12 * MILLION))


def fwb_premium(october_gross: int, law: FwbPremiumLaw) -> FwbPremium:
    """The premium of a full reference period (January to September) on the gross of October."""
    return FwbPremium(half_up(law.fwb_premium_fixed.euros * 100 + 12 * october_gross * law.fwb_premium_share, MILLION))


def brussels_premium(october_gross: int, law: BrusselsPremiumLaw) -> BrusselsPremium:
    """The premium of a full reference period on the base pay of October."""
    fixed = law.brussels_premium_fixed[0] + law.brussels_premium_fixed[1] + law.brussels_premium_fixed[2]
    return BrusselsPremium(half_up(fixed * MILLION + october_gross * law.brussels_premium_share, MILLION))


def agency_premium_due(days: int, days_per_week: int, hours: int, hired: int, law: AgencyPremiumLaw) -> int:
    """Whether (1 or 0) an agency worker has worked enough days or hours; ``hired`` says hired for good by the user."""
    needed = law.agency_premium_days6 if days_per_week == 6 else law.agency_premium_days5
    if hired:
        needed = law.agency_premium_hired_days
    return int(days >= needed or hours >= law.agency_premium_hours)
