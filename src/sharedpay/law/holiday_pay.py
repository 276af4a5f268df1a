"""Holiday pay of white-collar workers (pécule de vacances des employés / vakantiegeld van bedienden).

Coordinated laws of 28 June 1971; royal decree of 30 March 1967; royal decree of 28 November 1969, art. 19 (what bears
contributions). The service year is the year before the holiday year. The double pay is 92 % of a month: 85 % bear the
special contribution (worker code 870), 7 % none; the employer owes nothing on either.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from sharedpay.law.step import Given, Step
from sharedpay.money import MILLION, Count, Hundredths, Rate, half_up, share


class EntitlementLaw(NamedTuple):
    """Days of right: per month in a six-day week, and the most, in weeks of the worker's regime."""

    holiday_days_month: Count
    holiday_weeks: Count


class DoubleLaw(NamedTuple):
    """Figures of the double pay; the flag chooses the reading with the shortcut for variable pay."""

    double_subject_rate: Rate
    double_free_rate: Rate
    double_deduction_rate: Rate
    variable_double_rate: Rate
    variable_shortcut: Count


class VariableLaw(NamedTuple):
    """Figures of the simple pay on variable pay: days in a month, or the shortcut's share of twelve months."""

    variable_days_month5: Hundredths
    variable_days_month6: Hundredths
    variable_simple_rate: Rate
    variable_shortcut: Count


class HolidayMonth(NamedTuple):
    """What the double pay is computed on, and what certificates and supplementary days have paid of it already.

    ``service_months`` with this employer in the service year; ``variable_pay`` of the ``variable_months`` before the
    month of calculation. ``double_received_subject`` is the part of ``double_received`` that bore contributions.
    """

    holiday_gross: Annotated[int, Given("fixed gross pay of the month of the main holidays")]
    service_months: Annotated[Count, Given("months with this employer in the service year")] = 12
    variable_pay: Annotated[int, Given("variable pay of the months before")] = 0
    variable_months: Annotated[Count, Given("months that the variable pay is of")] = 12
    double_received: Annotated[int, Given("double pay already received for the service year")] = 0
    double_received_subject: Annotated[int, Given("part of it that bore contributions")] = 0


class DoublePay(NamedTuple):
    """Double holiday pay (double pécule / dubbel vakantiegeld), in cents."""

    double_subject: Annotated[
        int,
        Step(
            "Double holiday pay, part with contribution",
            "(holiday_gross * service_months / 12 + variable_pay * variable_double_rate"
            " / (double_subject_rate + double_free_rate)) * double_subject_rate if variable_shortcut"
            " else (holiday_gross + (variable_pay / variable_months if variable_months else 0))"
            " * double_subject_rate * service_months / 12",
            cite="rd-1967-03-30#normal pay and double holiday pay",
        ),
    ]
    double_free: Annotated[
        int,
        Step(
            "Double holiday pay, free part",
            "(holiday_gross * service_months / 12 + variable_pay * variable_double_rate"
            " / (double_subject_rate + double_free_rate)) * double_free_rate if variable_shortcut"
            " else (holiday_gross + (variable_pay / variable_months if variable_months else 0))"
            " * double_free_rate * service_months / 12",
            cite="rd-1967-03-30#normal pay and double holiday pay",
        ),
    ]
    double_pay: Annotated[
        int,
        Step(
            "Double holiday pay",
            "max(0, double_subject + double_free - double_received)",
            cite="rd-1967-03-30#double holiday pay",
            rounding="exact",
        ),
    ]
    double_contributory: Annotated[
        int,
        Step(
            "Part of it that bears the contribution",
            "min(double_pay, max(0, double_subject - double_received_subject))",
            cite="rd-1969-11-28#art. 19",
            rounding="exact",
        ),
    ]
    double_deduction: Annotated[
        int,
        Step(
            "Contribution on double holiday pay",
            "double_contributory * double_deduction_rate",
            cite="law-1981-06-29#art. 38",
        ),
    ]
    double_taxable: Annotated[
        int,
        Step(
            "Taxable double holiday pay",
            "double_pay - double_deduction",
            cite="annex3-2026#no. 53",
            rounding="exact",
        ),
    ]


class VariableSimple(NamedTuple):
    """Simple holiday pay on variable pay, in cents."""

    variable_simple: Annotated[
        int,
        Step(
            "Simple holiday pay on variable pay",
            "variable_pay * variable_simple_rate if variable_shortcut else 0 if variable_months == 0"
            " else variable_pay / (variable_months"
            " * (variable_days_month6 if days_per_week == 6 else variable_days_month5)) * holiday_days",
            cite="rd-1967-03-30#art. 39",
        ),
    ]


def double_pay(month: HolidayMonth, law: DoubleLaw) -> DoublePay:
    """The double pay of a month's gross pro rata of the service months, less what was received for it already.

    The part already received that bore contributions lowers what bears them here.
    """
    whole = law.double_subject_rate + law.double_free_rate
    if law.variable_shortcut:
        # Both parts over 12 x whole: the fixed pay pro rata of months, the variable pay by its share of the year.
        exact = month.holiday_gross * month.service_months * whole + 12 * month.variable_pay * law.variable_double_rate
        below = 12 * whole * MILLION
    elif month.variable_months:
        exact = (month.holiday_gross * month.variable_months + month.variable_pay) * month.service_months
        below = 12 * month.variable_months * MILLION
    else:
        exact = month.holiday_gross * month.service_months
        below = 12 * MILLION
    subject = half_up(exact * law.double_subject_rate, below)
    free = half_up(exact * law.double_free_rate, below)
    pay = max(0, subject + free - month.double_received)
    contributory = min(pay, max(0, subject - month.double_received_subject))
    deduction = share(contributory, law.double_deduction_rate)
    return DoublePay(subject, free, pay, contributory, deduction, pay - deduction)


def received_subject(double_received: int, law: DoubleLaw) -> int:
    """The part of a double pay already received that bore the contribution, where nobody states it: 85/92."""
    return half_up(double_received * law.double_subject_rate, law.double_subject_rate + law.double_free_rate)


def deduction_on_double(double_gross: int, law: DoubleLaw) -> int:
    """The worker's contribution on a whole double pay: on 85/92 of it (ONSS)."""
    whole = law.double_subject_rate + law.double_free_rate
    return half_up(double_gross * law.double_subject_rate * law.double_deduction_rate, whole * MILLION)


def variable_simple(
    variable_pay: int, variable_months: Count, days_per_week: Count, holiday_days: Hundredths, law: VariableLaw
) -> VariableSimple:
    """Simple pay of ``holiday_days`` on the mean of variable pay; the shortcut gives a whole year's."""
    if law.variable_shortcut:
        return VariableSimple(share(variable_pay, law.variable_simple_rate))
    if variable_months == 0:
        return VariableSimple(0)
    days = law.variable_days_month6 if days_per_week == 6 else law.variable_days_month5
    return VariableSimple(half_up(variable_pay * holiday_days, variable_months * days))
