"""The rarer parts of holidays: supplementary days, reduced hours, youth and fund days, the fund's contributions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from sharedpay.errors import InvalidInput
from sharedpay.law.book import LawBook, packaged
from sharedpay.law.departure_pay import ReducedHours, ReducedHoursLaw
from sharedpay.law.departure_pay import reduced_hours as reduced_hours_rule
from sharedpay.law.holiday_days import SupplementaryLaw, fund_recovery, supplementary_pay, youth_days
from sharedpay.law.holiday_fund import FundDaysLaw, FundEmployerLaw, fund_employer
from sharedpay.law.holiday_fund import fund_days as fund_days_rule
from sharedpay.money import Hundredths, euros, hundredths
from sharedpay.payroll.case import Amount
from sharedpay.payroll.codes import month_bounds
from sharedpay.payroll.holiday_inputs import Months, amounts_of, laws_of_year
from sharedpay.payroll.holiday_results import HolidayPay


class FundContribution(NamedTuple):
    """A contribution of the employer to the holiday fund: cents of base at 108 % and of contribution, and its day."""

    base: int
    amount: int
    due: date


def supplementary_days_pay(gross: Amount, *, month: str, law: LawBook | None = None) -> HolidayPay:
    """Pay of supplementary (European) days of a white-collar worker: normal pay that bears the special contribution.

    The employer owes none on it. The tax is that of the month's ordinary pay, so none is shown here. The next double
    pay gives it back: ``received`` and ``received_subject`` of :func:`double`, both the whole gross.
    """
    (amount,) = amounts_of(gross=gross)
    found = supplementary_pay(amount or 0, (law or packaged()).on(month_bounds(month)[0]).get(SupplementaryLaw))
    return HolidayPay(
        "supplementary_holidays",
        month,
        amount or 0,
        found.supplementary_deduction,
        found.supplementary_taxable,
        None,
        None,
        (found,),
        ("the tax is withheld with the ordinary pay of the month",),
    )


def supplementary_recovery(gross: Amount, fund_gross: Amount, *, year: int, law: LawBook | None = None) -> Decimal:
    """What next ``year``'s holiday pay of a fund, ``fund_gross``, gives back for supplementary days: half at most."""
    paid, fund = (amount or 0 for amount in amounts_of(gross=gross, fund_gross=fund_gross))
    return euros(fund_recovery(paid, fund, laws_of_year(year, law).get(SupplementaryLaw)).supplementary_recovered)


def reduced_hours(
    gross: Amount, *, year: int, simple_paid: Amount = 0, double_paid: Amount = 0, law: LawBook | None = None
) -> ReducedHours:
    """Due in December of the ``year`` of a reduction of hours with the same employer and of the next, in cents.

    ``gross`` of the service year; what was paid as simple and as double pay of it comes off.
    """
    earned, simple, double = (
        amount or 0 for amount in amounts_of(gross=gross, simple_paid=simple_paid, double_paid=double_paid)
    )
    return reduced_hours_rule(earned, simple, double, laws_of_year(year, law, 12).get(ReducedHoursLaw))


def youth(days: Months, hours_per_day: Amount, weekly_hours: Amount, *, paid_days_left: Months = 0) -> Fraction:
    """Daily benefits of youth or senior holidays (ONEM / RVA), in whole and half days of a six-day week."""
    weekly = hundredths(weekly_hours, "weekly_hours")
    if not weekly:
        raise InvalidInput("weekly_hours: must be more than 0")
    found = youth_days(
        hundredths(days, "days"),
        hundredths(hours_per_day, "hours_per_day"),
        weekly,
        Hundredths(hundredths(paid_days_left, "paid_days_left")),
    )
    return Fraction(found.youth_benefits, 100)


def fund_days(days: int, *, holiday_year: int, law: LawBook | None = None) -> int:
    """Holidays of a fund worker from the ``days`` worked and assimilated in the service year (art. 36)."""
    if type(days) is not int or days < 0:
        raise InvalidInput(f"days: {days!r} is not a whole number of zero or more")
    return fund_days_rule(days, laws_of_year(holiday_year, law).get(FundDaysLaw))


def fund_contributions(
    quarters: Sequence[Amount], *, year: int, law: LawBook | None = None
) -> tuple[FundContribution, ...]:
    """What the employer owes the holiday fund for a fund worker's gross of the four ``quarters`` of ``year``.

    Four quarterly parts, due at the end of the month after the quarter, and the yearly part on all of them, due on 30
    April of the next year. Their sum is the 15.84 % of the base, but for roundings.
    """
    if len(quarters) != 4:
        raise InvalidInput(f"quarters: {len(quarters)} amounts; four are needed, 0 for a quarter without pay")
    amounts = [each or 0 for each in amounts_of(**{f"quarter_{i}": each for i, each in enumerate(quarters, 1)})]
    parts, base = [], 0
    for index, gross in enumerate(amounts):
        found = fund_employer(gross, 0, laws_of_year(year, law, 3 * index + 1).get(FundEmployerLaw))
        after = date(year + (index == 3), (3 * index + 3) % 12 + 1, 1)
        due = month_bounds(after.strftime("%Y-%m"))[1]
        parts.append(FundContribution(found.fund_employer_base, found.fund_employer_quarterly, due))
        base += found.fund_employer_base
    last = fund_employer(0, base, laws_of_year(year, law, 12).get(FundEmployerLaw))
    return (*parts, FundContribution(base, last.fund_employer_yearly, date(year + 1, 4, 30)))
