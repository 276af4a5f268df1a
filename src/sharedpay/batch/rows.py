"""From one row of the columns to what the rules take: small pure functions over ints, like the rules themselves.

They are compiled together with the rules; without numba they run as they stand.
"""

from __future__ import annotations

from typing import NamedTuple

from sharedpay.batch.inputs import (
    DAY_PAIR,
    DAYS_OF_MONTH,
    HOUR_PAIR,
    WEEKLY_DAYS,
    WEEKLY_HOURS,
    WEEKLY_HOURS_WORKED,
    Facts,
    Inputs,
    Row,
)
from sharedpay.law.employer import Employer
from sharedpay.law.person import ARTIST, BLUE_COLLAR, WHITE_COLLAR, Month, Person
from sharedpay.law.reductions import Performance
from sharedpay.money import NO_LIMIT, Hundredths, Rate, half_up


class Work(NamedTuple):
    """The work of a month: for the work bonus (``counted`` of ``possible``) and for the structural reduction."""

    counted: Hundredths
    possible: Hundredths
    performance: Performance


def row_of(i: int, inputs: Inputs) -> Row:
    """One row of a block."""
    return Row(
        inputs.status[i],
        inputs.gross[i],
        inputs.scale[i],
        inputs.special_scale[i],
        inputs.single[i],
        inputs.low_partner[i],
        inputs.children[i],
        inputs.disabled_children[i],
        inputs.single_parent[i],
        inputs.disabled[i],
        inputs.partner_disabled[i],
        inputs.seniors_in_care[i],
        inputs.other_dependants[i],
        inputs.director[i],
        inputs.artist_point_80[i],
        inputs.hours_worked[i],
        inputs.hours_full_time[i],
        inputs.weekly_hours[i],
        inputs.full_time_hours[i],
        inputs.days_worked[i],
        inputs.days_possible[i],
        inputs.days_per_week[i],
        inputs.benefits_in_kind[i],
        inputs.car_benefit[i],
        inputs.home_work_exemption[i],
        inputs.holiday_recovery[i],
        inputs.copyright_amount[i],
        inputs.group_insurance_personal[i],
        inputs.travel_contribution[i],
        inputs.overtime_reduction[i],
        inputs.premium_base[i],
        inputs.work_bonus_granted[i],
        inputs.meal_voucher_worker[i],
        inputs.own_costs_refund[i],
        inputs.untaxed_allowances[i],
        inputs.category[i],
        inputs.ten_or_more[i],
        inputs.fund_class[i],
        inputs.risk_groups[i],
        inputs.joint_committee[i],
        inputs.target[i],
        inputs.invoice[i],
        inputs.vat_included[i],
        inputs.vat_rate[i],
        inputs.buyer[i],
        inputs.expenses[i],
        inputs.fee_rate[i],
        inputs.fixed_term[i],
    )


def person_of_row(row: Row) -> Person:
    """The worker of a row."""
    return Person(
        row.status,
        row.scale,
        row.special_scale,
        row.single,
        row.children,
        row.disabled_children,
        row.single_parent,
        row.disabled,
        row.partner_disabled,
        row.low_partner,
        row.seniors_in_care,
        row.other_dependants,
        row.director,
    )


def work_of_row(row: Row, facts: Facts) -> Work:
    """The work of a row. A pair (J of D, H of U) is the same share of the month's working days for the reduction."""
    per_week = row.days_per_week
    days = facts.days_6 if per_week == 6 else facts.days_5
    possible = days * 100
    worked = row.days_worked if facts.work in (DAYS_OF_MONTH, WEEKLY_DAYS) else possible
    counted = min(worked, possible)
    performed = counted
    unit = per_week * 100
    half_time = 1
    if facts.work in (DAY_PAIR, HOUR_PAIR):
        if facts.work == DAY_PAIR:
            counted = row.days_worked
            possible = row.days_possible
        else:
            counted = row.hours_worked
            possible = row.hours_full_time
            if 2 * counted < possible and row.status != ARTIST:
                half_time = 0
        performed = half_up(days * 100 * min(counted, possible), possible)
    elif facts.work >= WEEKLY_HOURS and row.weekly_hours < row.full_time_hours:
        weekly = row.weekly_hours
        unit = row.full_time_hours
        counted = row.hours_worked if facts.work == WEEKLY_HOURS_WORKED else half_up(worked * weekly, per_week * 100)
        possible = half_up(days * unit, per_week)
        performed = counted
        if 2 * weekly < unit and row.status != ARTIST:
            half_time = 0
    return Work(
        Hundredths(counted),
        Hundredths(possible),
        Performance(Hundredths(performed), Hundredths(unit), half_time, Hundredths(0)),
    )


def room_of_row(row: Row, facts: Facts) -> int:
    """The work bonus that the yearly ceiling still allows."""
    if not facts.granted_known:
        return NO_LIMIT
    fund = row.status in (BLUE_COLLAR, ARTIST)
    return max(0, (facts.bonus_cap_fund if fund else facts.bonus_cap) - row.work_bonus_granted)


def month_of_row(gross: int, work: Work, room: int, row: Row) -> Month:
    """The month of a row with ``gross`` cents of pay."""
    return Month(
        gross,
        work.counted,
        work.possible,
        row.benefits_in_kind,
        row.holiday_recovery,
        row.car_benefit,
        row.home_work_exemption,
        row.copyright_amount,
        row.group_insurance_personal,
        room,
        row.artist_point_80,
        row.travel_contribution,
        row.overtime_reduction,
        row.premium_base,
    )


def employer_of_row(row: Row, facts: Facts) -> Employer:
    """The enterprise of a row, as :func:`sharedpay.payroll.codes.employer_of` makes it."""
    sector = facts.sector_rate if row.joint_committee and row.status == WHITE_COLLAR else 0
    return Employer(row.category, row.fund_class, row.ten_or_more, row.risk_groups, Rate(sector))
