"""Overtime (heures supplémentaires / overuren): the premium and the tax reduction of the worker.

Law of 16 March 1971, art. 29 (premium); income tax code (CIR 92 / WIB 92) art. 154bis (reduction within a yearly
number of hours).
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from sharedpay.law.step import Given, Step
from sharedpay.money import MILLION, Count, Hundredths, Rate, half_up


class OvertimeWork(NamedTuple):
    """Overtime of one month: hours in hundredths, hourly pay in cents."""

    overtime_hours: Annotated[Hundredths, Given("overtime hours of the month")]
    overtime_hours_before: Annotated[Hundredths, Given("overtime hours of earlier months that gave the reduction")]
    overtime_hourly: Annotated[int, Given("ordinary hourly pay, the base of the premium")]
    overtime_premium: Annotated[Rate, Given("overtime premium")]
    horeca: Annotated[Count, Given("works in the hotel and catering sector")] = 0


class OvertimeLaw(NamedTuple):
    """Figures of the tax reduction for overtime, and the hours of a year that give it."""

    overtime_low_premium: Rate
    overtime_rate_low_premium: Rate
    overtime_rate: Rate
    overtime_hours_year: Count
    overtime_hours_horeca: Count


class OvertimePay(NamedTuple):
    """Pay and tax reduction of a month's overtime, in cents."""

    overtime_base_pay: Annotated[
        int, Step("Overtime, ordinary pay", "overtime_hours * overtime_hourly", cite="law-1971-03-16#art. 29")
    ]
    overtime_premium_pay: Annotated[
        int,
        Step("Overtime, premium", "overtime_hours * overtime_hourly * overtime_premium", cite="law-1971-03-16#art. 29"),
    ]
    overtime_reduced_hours: Annotated[
        Hundredths,
        Step(
            "Overtime hours that give the reduction",
            "min(overtime_hours, max(0, (overtime_hours_horeca if horeca else overtime_hours_year)"
            " - overtime_hours_before))",
            cite="cir-92#art. 154bis",
            rounding="exact",
        ),
    ]
    overtime_hours_reduction: Annotated[
        int,
        Step(
            "Tax reduction for overtime",
            "overtime_reduced_hours * overtime_hourly"
            " * (overtime_rate_low_premium if overtime_premium == overtime_low_premium else overtime_rate)",
            cite="cir-92#art. 154bis",
        ),
    ]


def overtime(work: OvertimeWork, law: OvertimeLaw) -> OvertimePay:
    """What overtime is paid, and the reduction of the withholding tax for the hours within the year's number.

    The pay and its premium are ordinary pay; the reduction is limited by the month's tax where it is applied.
    """
    value = work.overtime_hours * work.overtime_hourly
    quota = law.overtime_hours_horeca if work.horeca else law.overtime_hours_year
    reduced = Hundredths(min(work.overtime_hours, max(0, 100 * quota - work.overtime_hours_before)))
    low = work.overtime_premium == law.overtime_low_premium
    rate = law.overtime_rate_low_premium if low else law.overtime_rate
    return OvertimePay(
        half_up(value, 100),
        half_up(value * work.overtime_premium, 100 * MILLION),
        reduced,
        half_up(reduced * work.overtime_hourly * rate, 100 * MILLION),
    )
