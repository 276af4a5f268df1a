"""Guaranteed minimum wage.

Revenu minimum mensuel moyen garanti (RMMMG) / gewaarborgd gemiddeld minimummaandinkomen (GGMMI);
collective agreements no. 43 (adults) and no. 50 (young workers).
"""

from __future__ import annotations

from typing import NamedTuple

from sharedpay.money import Hundredths, Rate, half_up, share


class MinimumWageLaw(NamedTuple):
    """The guaranteed monthly minimum of a full-time worker of 18 or more, in cents."""

    guaranteed_month: int


class YouthLaw(NamedTuple):
    """Shares of the minimum for minors and for students under 21."""

    student_20_rate: Rate
    student_19_rate: Rate
    student_18_rate: Rate
    age_17_rate: Rate
    age_16_rate: Rate


def minimum_of_month(counted: Hundredths, possible: Hundredths, law: MinimumWageLaw) -> int:
    """The minimum for ``counted`` of ``possible`` days or hours of a month, in cents, in proportion."""
    return half_up(law.guaranteed_month * counted, possible)


def minimum_of_age(age: int, student: int, youth: YouthLaw, law: MinimumWageLaw) -> int:
    """The monthly minimum at an age: lower only for minors and for students under 21. Cents."""
    if age <= 16:
        return share(law.guaranteed_month, youth.age_16_rate)
    if age == 17:
        return share(law.guaranteed_month, youth.age_17_rate)
    if not student or age > 20:
        return law.guaranteed_month
    if age == 18:
        return share(law.guaranteed_month, youth.student_18_rate)
    if age == 19:
        return share(law.guaranteed_month, youth.student_19_rate)
    return share(law.guaranteed_month, youth.student_20_rate)


def minimum_of_hour(monthly: int, weekly_hours: Hundredths) -> int:
    """A monthly minimum as pay of one hour, in hundredths of a cent (the law prints four decimals of a euro)."""
    return half_up(monthly * 12 * 10_000, 52 * weekly_hours)
