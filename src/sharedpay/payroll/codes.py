"""From the models that people fill in to the small integers that the rules compute with."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from sharedpay.errors import InvalidInput
from sharedpay.law import person as codes
from sharedpay.law.employer import COMMERCIAL_LARGE, COMMERCIAL_SMALL, NO_CLOSING_FUND, NON_COMMERCIAL, Employer
from sharedpay.law.person import Person
from sharedpay.law.reductions import Performance
from sharedpay.model.contract import Contract
from sharedpay.model.enterprise import Enterprise
from sharedpay.model.worker import Household
from sharedpay.money import Hundredths, Rate, half_up

STATUS: Final = {
    "white_collar": codes.WHITE_COLLAR,
    "blue_collar": codes.BLUE_COLLAR,
    "artist": codes.ARTIST,
    "student": codes.STUDENT,
    "flexi": codes.FLEXI,
}
_CLOSING_FUND: Final = {
    COMMERCIAL_SMALL: "closing_fund_small_rate",
    COMMERCIAL_LARGE: "closing_fund_large_rate",
    NON_COMMERCIAL: "closing_fund_noncommercial_rate",
}
_LOW_PARTNER = {"low_income": codes.LOW_INCOME, "low_pension": codes.LOW_PENSION}


def person_of(household: Household, status: str, director: bool = False) -> Person:
    """The worker as the rules see it.

    A partner without income means scale II; a partner with a low income or pension scale I with its reduction and the
    one-income column of the special contribution.
    """
    married = household.marital == "married"
    scale = household.scale or (2 if household.partner == "no_income" else 1)
    column = codes.INDIVIDUAL
    if married:
        column = codes.WITH_INCOME if household.partner == "own_income" else codes.WITHOUT_INCOME
    return Person(
        status=STATUS[status],
        scale=scale,
        special_scale=column,
        single=int(not married),
        children=household.children,
        disabled_children=household.disabled_children,
        single_parent=int(bool(household.single_parent)),
        disabled=int(household.disabled),
        partner_disabled=int(household.partner_disabled),
        low_partner=_LOW_PARTNER.get(household.partner or "", codes.NO_LOW_PARTNER),
        seniors=household.seniors_in_care,
        other_dependants=household.other_dependants,
        director=int(director),
    )


def waived(person: Person, flat_rate: bool = False, group_insurance: int = 0) -> frozenset[str]:
    """The figures that this worker's pay can't need, so that a gap in them stops nobody else."""
    student, flexi = person.status == codes.STUDENT, person.status == codes.FLEXI
    fund = person.status in (codes.BLUE_COLLAR, codes.ARTIST)
    ordinary = not student and not flexi
    needs = (
        (student, ("student_worker_rate", "student_employer_rate")),
        (flexi, ("flexi_worker_rate", "flexi_employer_rate", "flexi_holiday_rate")),
        (ordinary, ("personal_rate", "fiscal_rate_a", "fiscal_rate_b", "upper_edge_closed", "hourly_rounded")),
        (fund, ("blue_a", "blue_b", "base_factor", "holiday_quarterly_rate", "holiday_yearly_rate")),
        (ordinary and not fund, ("white_a", "white_b")),
        (person.single and person.scale == 1, ("single_reduction",)),
        (person.children, ("child_reductions", "child_reduction_beyond")),
        (person.disabled_children, ("disabled_child_weight",)),
        (person.single_parent, ("single_parent_reduction",)),
        (person.disabled, ("disabled_reduction",)),
        (person.scale == 2 and person.partner_disabled, ("disabled_partner_reduction",)),
        (person.scale == 1 and person.low_partner == codes.LOW_INCOME, ("low_income_partner_reduction",)),
        (person.scale == 1 and person.low_partner == codes.LOW_PENSION, ("low_pension_partner_reduction",)),
        (person.seniors, ("senior_reduction",)),
        (person.other_dependants, ("other_dependant_reduction",)),
        (person.director, ("director_expenses_rate", "director_expenses_cap")),
        (flat_rate, ("artist_flat_rate",)),
        (group_insurance, ("group_insurance_rate",)),
    )
    return frozenset(name for needed, names in needs if not needed for name in names)


def waived_by(employer: Employer) -> frozenset[str]:
    """The employer's figures that this enterprise can't need."""
    names = [name for kind, name in _CLOSING_FUND.items() if kind != employer.fund_class]
    if employer.fund_class == NO_CLOSING_FUND:
        names.append("closing_fund_special_rate")
    other = 1 if employer.category == 2 else 2
    names += [f"category{other}_base_rate", f"category{other}_facial_rate", f"structural_category{other}"]
    if not employer.risk_groups:
        names.append("risk_groups_rate")
    if not employer.ten_or_more:
        names.append("unemployment_rate")
    return frozenset(names)


def employer_of(enterprise: Enterprise, sector_rate: Rate) -> Employer:
    """The enterprise as the rules see it."""
    if enterprise.closing_fund == "none":
        fund = NO_CLOSING_FUND
    elif enterprise.closing_fund == "non_commercial":
        fund = NON_COMMERCIAL
    else:
        fund = COMMERCIAL_LARGE if enterprise.workers >= 20 else COMMERCIAL_SMALL
    return Employer(
        category=enterprise.category,
        fund_class=fund,
        ten_or_more=int(enterprise.workers >= 10),
        risk_groups=int(enterprise.risk_groups),
        sector_rate=sector_rate,
    )


class Period(NamedTuple):
    """The part of a month that a contract covers, and the work in it.

    ``days`` are the regime's working days in the contract, ``possible_days`` those of the whole month. ``counted`` and
    ``possible`` are days (full time) or hours (part time) in hundredths.
    """

    first: date
    last: date
    days: int
    possible_days: int
    counted: Hundredths
    possible: Hundredths
    work: Performance


def month_bounds(month: str) -> tuple[date, date]:
    """The first and last day of a month like ``"2026-05"``. Raises :class:`InvalidInput`."""
    try:
        first = date.fromisoformat(f"{month}-01")
    except (ValueError, TypeError):
        raise InvalidInput(f"month: {month!r} is not a month like '2026-05'") from None
    return first, first.replace(day=calendar.monthrange(first.year, first.month)[1])


@lru_cache(maxsize=4096)
def working_days(first: date, last: date, days_per_week: int) -> int:
    """Days of a regime of 5 (Monday to Friday) or 6 (to Saturday) days a week between two days, both included."""
    whole, rest = divmod((last - first).days + 1, 7)
    return whole * days_per_week + sum((first + timedelta(days=i)).weekday() < days_per_week for i in range(rest))


def period_of(
    contract: Contract, month: str, days_worked: int | None = None, hours_worked: Hundredths | None = None
) -> Period:
    """What a contract covers of a month. Raises :class:`InvalidInput` when it covers nothing, or less than worked.

    Without ``days_worked`` or ``hours_worked`` every working day of the contract in the month counts: paid public
    holidays and holidays of white-collar workers are work here.
    """
    first_of_month, last_of_month = month_bounds(month)
    first = max(contract.first_day, first_of_month)
    last = min(contract.last_day or last_of_month, last_of_month)
    if last < first:
        until = f" to {contract.last_day}" if contract.last_day else ""
        raise InvalidInput(f"month: {month} is outside the contract, which runs from {contract.first_day}{until}")
    possible_days = working_days(first_of_month, last_of_month, contract.days_per_week)
    days = working_days(first, last, contract.days_per_week) if days_worked is None else days_worked
    problems = []
    most = (last - first).days + 1
    if days_worked is not None and (type(days_worked) is not int or not 0 <= days_worked <= most):
        problems.append(
            f"days_worked: {days_worked!r} must be a whole number from 0 to {most}, the days from {first} to {last}"
        )
    if hours_worked is not None and not contract.part_time:
        problems.append("hours_worked: is for part-time contracts; a full-time month counts days_worked")
    if problems:
        raise InvalidInput(problems)
    at_least_half = 2 * contract.weekly >= contract.full_time or contract.status == "artist"
    if contract.part_time:
        hours = half_up(days * contract.weekly, contract.days_per_week) if hours_worked is None else hours_worked
        possible = half_up(possible_days * contract.full_time, contract.days_per_week)
        counted, unit = Hundredths(hours), contract.full_time
    else:
        possible = possible_days * 100
        counted, unit = Hundredths(min(days, possible_days) * 100), Hundredths(contract.days_per_week * 100)
    if counted > 74_400:
        raise InvalidInput(f"hours_worked: {counted / 100} is more than a month has")
    return Period(
        first,
        last,
        days,
        possible_days,
        counted,
        Hundredths(possible),
        Performance(counted, unit, int(at_least_half)),
    )


def hours_paid(contract: Contract, period: Period) -> Hundredths:
    """The hours of a contract that are paid in a period: of a full-timer those of the days."""
    if contract.part_time:
        return period.counted
    return Hundredths(half_up(period.counted * contract.weekly, contract.days_per_week * 100))
