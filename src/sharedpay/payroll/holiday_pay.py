"""Holidays as functions: days of right, double and departure pay, the certificate, pay of a holiday fund.

Amounts are euros as text, ``int`` or ``Decimal``. The law of the month of payment counts; what it holds no figure for
raises :class:`~sharedpay.errors.NotCovered`, what nobody has written down :class:`~sharedpay.errors.NotModelled`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from sharedpay.errors import InvalidInput, NotModelled
from sharedpay.law.book import LawBook, Laws, packaged
from sharedpay.law.departure_pay import DepartureLaw, Leaver, departure_pay
from sharedpay.law.exceptional_pay import (
    HOLIDAY_COLUMN,
    ExceptionalLaw,
    ReferenceLaw,
    exceptional,
    reference,
    refuse_children,
)
from sharedpay.law.holiday_days import CarryOverLaw, SupplementaryLaw, UntakenLaw, certificate_account, untaken_days
from sharedpay.law.holiday_fund import FundLaw, FundTaxLaw, fund_holiday, fund_tax
from sharedpay.law.holiday_pay import DoubleLaw, EntitlementLaw, HolidayMonth, double_pay
from sharedpay.law.holiday_pay import received_subject as subject_of
from sharedpay.law.person import WHITE_COLLAR
from sharedpay.law.work_bonus import WorkBonusLaw, component
from sharedpay.money import euros, hundredths
from sharedpay.payroll.case import Amount
from sharedpay.payroll.codes import month_bounds
from sharedpay.payroll.holiday_inputs import (
    Months,
    amounts_of,
    days_of_right_in,
    laws_of_year,
    leaver_of,
    months_of,
)
from sharedpay.payroll.holiday_rest import (
    FundContribution,
    fund_contributions,
    fund_days,
    reduced_hours,
    supplementary_days_pay,
    supplementary_recovery,
    youth,
)
from sharedpay.payroll.holiday_results import Entitlement, HolidayCertificate, HolidayPay

__all__ = [
    "Entitlement",
    "FundContribution",
    "HolidayCertificate",
    "HolidayPay",
    "carry_over_until",
    "certificate",
    "december_account",
    "departure",
    "double",
    "entitlement",
    "fund",
    "fund_contributions",
    "fund_days",
    "reduced_hours",
    "schemes",
    "supplementary",
    "supplementary_days_pay",
    "supplementary_recovery",
    "untaken",
    "youth",
]


def entitlement(
    months: Months | Sequence[Months], *, holiday_year: int, days_per_week: int = 5, law: LawBook | None = None
) -> Entitlement:
    """Days of right of a white-collar worker from the months of the service year, the year before.

    ``months``: worked or assimilated, one number or one for each employer; together they give at most four weeks of the
    regime. Time limits of assimilated absences are unknown: the months are the caller's.
    """
    return Entitlement(
        holiday_year, days_per_week, days_of_right_in(months_of(months), days_per_week, laws_of_year(holiday_year, law))
    )


def supplementary(
    months: Months,
    ordinary_days: Fraction | int,
    *,
    holiday_year: int,
    days_per_week: int = 5,
    started: bool = False,
    law: LawBook | None = None,
) -> Fraction:
    """Supplementary (European) days after ``months`` of work in the holiday year, up to four weeks in all.

    None before the starting period of three months, unless it was ``started`` in an earlier year of the same job.
    """
    worked = months_of(months)
    laws = laws_of_year(holiday_year, law)
    figures = laws.get(EntitlementLaw)
    earned = days_of_right_in(worked, days_per_week, laws)
    if not started and worked < laws.get(SupplementaryLaw).supplementary_start_months:
        return Fraction(0)
    return max(Fraction(0), min(earned, figures.holiday_weeks * days_per_week - Fraction(ordinary_days)))


def carry_over_until(holiday_year: int, *, law: LawBook | None = None) -> date:
    """The last day on which days lost to a listed suspension may be taken (since 2024)."""
    months = laws_of_year(holiday_year, law).get(CarryOverLaw).carry_over_months
    year, month = divmod(holiday_year * 12 + 11 + months, 12)
    return month_bounds(f"{year:04d}-{month + 1:02d}")[1]


def double(
    monthly: Amount,
    *,
    month: str,
    months: int | None = None,
    variable: Amount = 0,
    variable_months: int = 12,
    received: Amount = 0,
    received_subject: Amount | None = None,
    normal_monthly: Amount | None = None,
    children: int = 0,
    tax: bool = True,
    law: LawBook | None = None,
) -> HolidayPay:
    """Double holiday pay of a white-collar worker: 92 % of a month's gross, pro rata of ``months`` (12 if left out).

    ``variable``: variable pay of the ``variable_months`` before. ``received``: double pay on certificates and pay of
    supplementary days, deducted once; ``received_subject`` of it bore contributions (85/92 if left out).
    ``normal_monthly``: the gross of the yearly reference pay of the tax, ``monthly`` if left out.
    """
    laws = (law or packaged()).on(month_bounds(month)[0])
    gross, extra, before, of, normal = amounts_of(
        monthly=monthly, variable=variable, received=received, received_subject=received_subject, normal=normal_monthly
    )
    problems, assumed = [], []
    if months is None:
        months = 12
        assumed.append("twelve months in the service year: none were stated")
    if not 0 <= months <= 12 or not 1 <= variable_months <= 12:
        problems.append(f"months, variable_months: {months} and {variable_months} must be from 0 (1) to 12")
    if problems or (of or 0) > (before or 0):
        raise InvalidInput(problems or "received_subject: is more than received")
    figures = laws.get(DoubleLaw)
    if of is None:
        of = subject_of(before or 0, figures)
    found = double_pay(HolidayMonth(gross or 0, months, extra or 0, variable_months, before or 0, of), figures)
    if tax and normal_monthly is None and extra:
        assumed.append("the reference pay of the tax is the fixed pay")
    return _paid("double_holiday_pay", month, found.double_pay, found.double_deduction, found, laws,
                 (gross if normal is None else normal) if tax else None, children, tuple(assumed))  # fmt: skip


def departure(
    current_year: Amount,
    *,
    month: str,
    previous_year: Amount = 0,
    days_taken: Months = 0,
    days_of_right: Months | Fraction | None = None,
    double_paid: bool | None = None,
    exempt: bool = False,
    work_bonus: Literal["none"] | None = None,
    normal_monthly: Amount | None = None,
    children: int = 0,
    tax: bool = True,
    law: LawBook | None = None,
) -> HolidayPay:
    """Departure holiday pay at the end of a white-collar contract, both service years.

    Of the previous one ``days_of_right`` are 20 and the double pay is paid if that is left out.
    ``exempt``: a category without contributions on the simple part at departure (agency work, posting). Whether the
    simple part gives a work bonus is unknown: ``"none"`` computes it without, as does a ``normal_monthly`` that gives
    none.
    """
    laws = (law or packaged()).on(month_bounds(month)[0])
    current, previous, normal = amounts_of(
        current_year=current_year, previous_year=previous_year, normal=normal_monthly
    )
    if tax and normal is None:
        raise InvalidInput("normal_monthly: is missing; the tax needs the yearly reference pay (or tax=False)")
    if work_bonus is None:
        _refuse_work_bonus(normal, laws)
    assumed = [] if work_bonus is None else ["simple departure pay gives no work bonus"]
    if previous and days_of_right is None:
        assumed.append("20 days of right of the previous service year: none were stated")
    if previous and double_paid is None:
        assumed.append("the double pay of the previous service year is paid: nothing was stated")
    right = 20 if days_of_right is None else days_of_right
    leaver = leaver_of(current or 0, previous or 0, days_taken, right, double_paid is not False)
    found = departure_pay(leaver._replace(departure_exempt=int(exempt)), laws.get(DepartureLaw))
    due = found.departure_total - found.departure_taxable
    return _paid("departure_holiday_pay", month, found.departure_total, due, found, laws, normal if tax else None,
                 children, tuple(assumed))  # fmt: skip


def certificate(
    gross: Amount,
    *,
    employer: str,
    worker: str,
    service_year: int,
    first_day: date,
    last_day: date,
    months: Months,
    days_per_week: int = 5,
    days_taken: Months = 0,
    double_paid: bool = True,
    law: LawBook | None = None,
) -> HolidayCertificate:
    """The certificate of one service year at the end of a contract on ``last_day``.

    The year before that of ``last_day`` is the previous service year: its ``days_taken`` and a double pay already paid
    come off, as in :func:`departure`. Fictitious pay of assimilated absences is part of ``gross``.
    """
    (amount,) = amounts_of(gross=gross)
    if service_year not in (last_day.year, last_day.year - 1) or first_day > last_day:
        raise InvalidInput(
            f"service_year: {service_year} is not the year of {last_day} nor the one before, or no period"
        )
    laws = (law or packaged()).on(last_day.replace(day=1))
    right = days_of_right_in(months_of(months), days_per_week, laws)
    leaver = Leaver(amount or 0)
    if service_year < last_day.year:
        leaver = leaver_of(0, amount or 0, days_taken, right, double_paid)
    found = departure_pay(leaver, laws.get(DepartureLaw))
    return HolidayCertificate(
        employer,
        worker,
        service_year,
        first_day,
        last_day,
        days_per_week,
        right,
        hundredths(days_taken, "days_taken"),
        amount or 0,
        found.departure_simple + found.departure_simple_previous,
        found.departure_double + found.departure_double_previous,
        found.departure_double_subject + found.departure_double_subject_previous,
        found.departure_simple_contribution,
        found.departure_double_contribution + found.departure_double_contribution_previous,
    )


def fund(gross: Amount, *, year: int, assimilated: Amount = 0, law: LawBook | None = None) -> HolidayPay:
    """Holiday pay that the ONVA / RJV or a fund pays in ``year`` to a blue-collar worker or an artist.

    ``gross`` of the service year, the year before, at 100 %; ``assimilated`` is the fictitious pay of assimilated days.
    The lines are rounded one by one from an unrounded chain, so the net can miss its sum by a cent.
    """
    laws = laws_of_year(year, law)
    earned, more = (amount or 0 for amount in amounts_of(gross=gross, assimilated=assimilated))
    figures = laws.get(FundLaw)
    holiday = fund_holiday(earned, more, figures)
    taxed = fund_tax(earned, more, holiday.fund_taxable, figures, laws.get(FundTaxLaw))
    return HolidayPay(
        "fund_holiday_pay",
        f"{year}-05",
        holiday.fund_gross,
        holiday.fund_contribution + holiday.fund_solidarity,
        holiday.fund_taxable,
        taxed.fund_withholding,
        taxed.fund_net,
        (holiday, taxed),
        ("the fictitious pay is taken as stated: its ceiling is unknown",) if more else (),
    )


def untaken(
    december_pay: Amount,
    *,
    year: int,
    working_days: int,
    days: Months,
    double_days: Months = 0,
    days_per_week: int = 5,
    normal_monthly: Amount | None = None,
    children: int = 0,
    law: LawBook | None = None,
) -> HolidayPay:
    """Holidays that a listed suspension left on 31 December: the double pay of the ``double_days`` without one yet.

    ``working_days`` of December. The simple pay, step ``untaken_simple``, is ordinary pay of December: it belongs into
    its gross. ``normal_monthly``: the gross of the yearly reference pay of the tax, ``december_pay`` if left out.
    """
    laws = laws_of_year(year, law, 12)
    pay, normal = amounts_of(december_pay=december_pay, normal_monthly=normal_monthly)
    left, unpaid = hundredths(days, "days"), hundredths(double_days, "double_days")
    if unpaid > left or working_days < 1 or not 1 <= days_per_week <= 6:
        raise InvalidInput(
            f"days: {double_days} of {days} without double pay, {working_days} working days,"
            f" {days_per_week} days a week: more than there are, or none"
        )
    found = untaken_days(pay or 0, working_days, days_per_week, left, unpaid, laws.get(UntakenLaw))
    reference_pay = pay if normal is None else normal
    assumed = ("the simple pay is ordinary pay of December",)
    return _paid("untaken_holidays", f"{year}-12", found.untaken_double, found.untaken_deduction, found, laws,
                 reference_pay, children, assumed)  # fmt: skip


def schemes(
    fund_gross: Amount,
    employee_gross: Amount,
    *,
    service_year: int,
    law: LawBook | None = None,
) -> tuple[HolidayPay, HolidayPay]:
    """The two holiday pays of a worker with artistic (or blue-collar) and other contracts in one year, side by side.

    The fund pays for ``fund_gross`` in the next year; for ``employee_gross`` of contracts that end in the year the
    employer pays departure holiday pay at their ends, shown before tax and without a work bonus, which is unknown.
    """
    ended = departure(employee_gross, month=f"{service_year}-12", work_bonus="none", tax=False, law=law)
    return fund(fund_gross, year=service_year + 1, law=law), ended


def december_account(
    deductions: Amount,
    certificate_simple: Amount,
    pay_of_days: Amount,
    *,
    estimate: Literal["natural_reading"] | None = None,
) -> Decimal:
    """The new employer's account of December for days earned elsewhere, only as an estimate asked for by name.

    Positive is paid back to the worker: ``deductions`` at 90 %, less the smaller of the certificates' simple pay for
    the days taken and the pay of those days. The official formula is unknown: without ``estimate``, not modelled.
    """
    if estimate != "natural_reading":
        raise NotModelled("the account of December has no official formula; estimate='natural_reading' gives a reading")
    taken, simple, pay = (
        amount or 0
        for amount in amounts_of(deductions=deductions, certificate_simple=certificate_simple, pay_of_days=pay_of_days)
    )
    return euros(certificate_account(taken, simple, pay).certificate_account)


def _refuse_work_bonus(normal: int | None, laws: Laws) -> None:
    """Raises unless the normal pay is beyond the work bonus: whether simple departure pay gives one is unknown."""
    law = laws.get(WorkBonusLaw, frozenset({"blue_a", "blue_b"}))
    if normal is not None and not any(component(normal, t, law.upper_edge_closed) for t in (law.white_a, law.white_b)):
        return
    raise NotModelled(
        "whether simple departure pay gives a work bonus is unknown; work_bonus='none' computes it without one"
    )


def _paid(
    kind: str,
    month: str,
    gross: int,
    contribution: int,
    found: Any,
    laws: Laws,
    normal: int | None,
    children: int,
    assumptions: tuple[str, ...],
) -> HolidayPay:
    """A payment of the employer, with the tax of exceptional pay when the normal gross is known."""
    taxable = gross - contribution
    if normal is None:
        return HolidayPay(kind, month, gross, contribution, taxable, None, None, (found,), assumptions)
    if type(children) is not int or children < 0:
        raise InvalidInput(f"children: {children!r} is not a whole number of zero or more")
    yearly = reference(normal, WHITE_COLLAR, laws.get(ReferenceLaw))
    law = laws.get(ExceptionalLaw)
    refuse_children(children, law)
    taxed = exceptional(taxable, yearly.reference_pay, yearly.child_reference, HOLIDAY_COLUMN, children, law)
    withheld = taxed.exceptional_withholding
    results = (found, yearly, taxed)
    return HolidayPay(kind, month, gross, contribution, taxable, withheld, taxable - withheld, results, assumptions)
