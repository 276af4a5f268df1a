"""Days of a month on which nobody works but pay goes on: holidays and the first days of a sickness, white collar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from dateutil.relativedelta import relativedelta

from sharedpay.errors import InvalidInput, NotModelled
from sharedpay.law.guaranteed_pay import GuaranteedLaw, guaranteed_pay
from sharedpay.law.holiday_days import NewEmployerLaw, certificate_days, simple_pay
from sharedpay.law.holiday_pay import VariableLaw, variable_simple
from sharedpay.law.person import WHITE_COLLAR
from sharedpay.model.earnings import Earnings, HolidayDays, SickDays, VariableHolidayPay
from sharedpay.money import Hundredths, cents, euro_text, hundredths
from sharedpay.payroll.extras import Context, Extra, handles
from sharedpay.payroll.line import Line


@handles(HolidayDays)
def holiday_days(item: HolidayDays, context: Context) -> Extra:
    """Normal pay inside the gross; what an earlier employer has paid of it comes off before contributions.

    The employer's cost goes down with the pay: the earlier employer has paid both.
    """
    days = _days_of(item, item.days, context)
    shown = simple_pay(context.gross, context.period.days, days)
    line = Line("simple_holiday_pay", "subtotal", shown.simple_holiday_pay)
    inputs = {
        "holiday_gross": Fraction(context.gross, 100),
        "working_days": Fraction(context.period.days),
        "holiday_days": Fraction(days, 100),
    }
    elsewhere = hundredths(item.earned_elsewhere)
    if not elsewhere:
        return Extra("simple_holiday_pay", (line,), results=(shown,), inputs=inputs)
    law = context.laws.get(NewEmployerLaw)
    found = certificate_days(context.gross, context.period.days, elsewhere, law)
    deducted = found.certificate_deducted
    return Extra(
        "simple_holiday_pay",
        (
            line,
            Line("certificate_deducted", "deduction", deducted, found.certificate_days_pay, law.certificate_day_rate),
        ),
        month={"holiday_recovery": deducted},
        cost=-deducted,
        through=-deducted,
        results=(shown, found),
        law=(law,),
        inputs=inputs | {"certificate_days": Fraction(elsewhere, 100)},
    )


@handles(VariableHolidayPay)
def variable_holiday_pay(item: VariableHolidayPay, context: Context) -> Extra:
    """The mean of the variable pay for the days: ordinary pay, beside the gross."""
    days = _days_of(item, item.days, context)
    law = context.laws.get(VariableLaw)
    pay, week = cents(item.variable), context.contract.days_per_week
    found = variable_simple(pay, item.months, week, days, law)
    amount = found.variable_simple
    return Extra(
        "variable_simple",
        (Line("variable_simple", "pay", amount),),
        month={"gross": amount},
        cost=amount,
        through=amount,
        results=(found,),
        law=(law,),
        inputs={
            "variable_pay": Fraction(pay, 100),
            "variable_months": Fraction(item.months),
            "days_per_week": Fraction(week),
            "holiday_days": Fraction(days, 100),
        },
    )


@handles(SickDays)
def sick_days(item: SickDays, context: Context) -> Extra:
    """Full pay inside the gross. Raises :class:`NotModelled` beyond the days in full and for short contracts."""
    days = _days_of(item, item.days, context)
    law = context.laws.get(GuaranteedLaw)
    last, first = context.contract.last_day, context.contract.first_day
    if last is not None and last < first + relativedelta(months=law.guaranteed_short_months, days=-1):
        raise NotModelled(f"guaranteed pay under a contract of less than {law.guaranteed_short_months} months")
    found = guaranteed_pay(context.gross, context.period.days, days, item.until_day, law)
    if found.guaranteed_days_beyond:
        raise NotModelled(
            f"guaranteed pay beyond day {law.guaranteed_full_days} of the sickness: the insurer pays then"
        )
    return Extra(
        "guaranteed_pay",
        (Line("guaranteed_pay", "subtotal", found.guaranteed_pay),),
        results=(found,),
        law=(law,),
        inputs={
            "gross": Fraction(context.gross, 100),
            "working_days": Fraction(context.period.days),
            "sick_days": Fraction(days, 100),
            "sick_until_day": Fraction(item.until_day),
        },
    )


def beyond_the_month(earnings: Iterable[Earnings], context: Context) -> Iterator[str]:
    """What is wrong with all days of holidays and sickness together: each day of the gross is one or the other."""
    names: list[str] = []
    together = 0
    for item in earnings:
        if isinstance(item, (HolidayDays, SickDays)):
            names.append(type(item).__name__)
            together += hundredths(str(item.days), "days")
    if len(names) > 1 and together > 100 * context.period.days:
        name, days = " + ".join(names), euro_text(together)
        yield f"earnings: {name} has {days} days, the gross pays {context.period.days}"


def _days_of(item: Earnings, days: object, context: Context) -> Hundredths:
    """The days in hundredths, once it is sure that they are a white-collar worker's and among those that are paid."""
    name = type(item).__name__
    if context.person.status != WHITE_COLLAR:
        raise InvalidInput(f"earnings: {name} is for white-collar workers, not for {context.contract.status!r}")
    counted = hundredths(str(days), "days")
    if counted > 100 * context.period.days:
        raise InvalidInput(f"earnings: {name} has {days} days, the gross pays {context.period.days}")
    return counted
