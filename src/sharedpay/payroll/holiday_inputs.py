"""Reads what the holiday functions are given: amounts, months, days, years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from sharedpay.errors import InvalidInput
from sharedpay.law.book import LawBook, Laws, packaged
from sharedpay.law.departure_pay import Leaver
from sharedpay.law.holiday_pay import EntitlementLaw
from sharedpay.money import Hundredths, cents, hundredths
from sharedpay.payroll.case import Amount

Months = int | str | Decimal


def amounts_of(**amounts: Amount | None) -> list[int | None]:
    """Amounts in cents, all problems at once; none may be negative."""
    found: list[int | None] = []
    problems: list[str] = []
    for name, value in amounts.items():
        try:
            found.append(None if value is None else cents(value, name))
        except InvalidInput as error:
            problems += error.problems
            continue
        if (found[-1] or 0) < 0:
            problems.append(f"{name}: {value} is negative")
    if problems:
        raise InvalidInput(problems)
    return found


def months_of(months: Months | Sequence[Months]) -> Fraction:
    """Months of one or several employers, at most twelve."""
    given = [months] if isinstance(months, int | str | Decimal) else list(months)
    return min(Fraction(12), sum((Fraction(hundredths(each, "months"), 100) for each in given), Fraction(0)))


def days_of_right_in(months: Fraction, days_per_week: int, laws: Laws) -> Fraction:
    """Days in the worker's regime: those of a six-day week in proportion, at most the weeks of right."""
    if type(days_per_week) is not int or not 1 <= days_per_week <= 6:
        raise InvalidInput(f"days_per_week: {days_per_week!r} must be a whole number from 1 to 6")
    figures = laws.get(EntitlementLaw)
    six = min(figures.holiday_days_month * months, Fraction(6 * figures.holiday_weeks))
    return six * days_per_week / 6


def laws_of_year(year: int, law: LawBook | None, month: int = 5) -> Laws:
    """The law of a year in one of its months: May, when holiday pay is paid, if left out."""
    if type(year) is not int or not 1 <= year <= 9999:
        raise InvalidInput(f"year: {year!r} is not a year like 2026")
    return (law or packaged()).on(date(year, month, 1))


def leaver_of(current: int, previous: int, taken: Months, right: Months | Fraction, double_paid: bool) -> Leaver:
    """The pay and the days of a leaver. Only the ratio of the days counts: a fraction is brought to whole numbers."""
    days = Fraction(hundredths(taken, "days_taken"))
    of = right * 100 if isinstance(right, Fraction) else Fraction(hundredths(right, "days_of_right"))
    if days > of or (previous and not of):
        raise InvalidInput(f"days_taken: {taken} is more than the {right} days of right, or there are none")
    return Leaver(
        current,
        previous,
        Hundredths(int(days * of.denominator)),
        Hundredths(of.numerator),
        int(double_paid),
    )
