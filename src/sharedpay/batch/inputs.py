"""What the compiled loops read: a block of columns, what holds for all rows, and codes that stand for words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from sharedpay.money import Count, Rate

FULL_MONTH: Final = 0
DAYS_OF_MONTH: Final = 1
DAY_PAIR: Final = 2
HOUR_PAIR: Final = 3
WEEKLY_HOURS: Final = 4
WEEKLY_HOURS_WORKED: Final = 5
WEEKLY_DAYS: Final = 6
"""How a table states the work of a month: not at all, ``days_worked``, ``days_worked`` of ``days_possible``,
``hours_worked`` of ``hours_full_time``, ``weekly_hours`` of the contract, those and the ``hours_worked`` of a
part-timer, those and the ``days_worked`` (or the days that the contract covers)."""

FINE: Final = 0
MARRIED_WITHOUT_PARTNER: Final = 1
SINGLE_WITH_PARTNER: Final = 2
SINGLE_WITH_DISABLED_PARTNER: Final = 3
MORE_DISABLED_THAN_CHILDREN: Final = 4
SINGLE_PARENT_MARRIED: Final = 5
SINGLE_PARENT_WITHOUT_CHILD: Final = 6
SCALE_3_WITH_HOUSEHOLD: Final = 7
DIRECTOR_NOT_WHITE_COLLAR: Final = 8
POINT_80_NOT_ARTIST: Final = 9
MORE_HOURS_THAN_FULL_TIME: Final = 10
HOURS_OF_FULL_TIMER: Final = 11
UNREACHABLE: Final = 12
BUDGET_TOO_SMALL: Final = 13
FUND_ABOVE_CEILING: Final = 14
UNKNOWN_VAT_RATE: Final = 15
EXPENSES_TOO_HIGH: Final = 16
BUDGET_TOO_HIGH: Final = 17
NO_PAY_FITS: Final = 18
NO_COEFFICIENT: Final = 19
LESS_THAN_NOTHING: Final = 20
OUTSIDE_CONTRACT: Final = 21
END_BEFORE_START: Final = 22
MORE_DAYS_THAN_CONTRACT: Final = 23
MONTH_NOT_COVERED: Final = 1_000
GAP: Final = 1_001
"""Nothing is covered for the month; or :data:`GAP` plus the place of the feature that meets a gap in the law."""


class Inputs(NamedTuple):
    """One block of the input columns: integers by row, in the units of :mod:`sharedpay.batch.vocabulary`."""

    status: Sequence[int]
    gross: Sequence[int]
    scale: Sequence[int]
    special_scale: Sequence[int]
    single: Sequence[int]
    low_partner: Sequence[int]
    children: Sequence[int]
    disabled_children: Sequence[int]
    single_parent: Sequence[int]
    disabled: Sequence[int]
    partner_disabled: Sequence[int]
    seniors_in_care: Sequence[int]
    other_dependants: Sequence[int]
    director: Sequence[int]
    artist_point_80: Sequence[int]
    hours_worked: Sequence[int]
    hours_full_time: Sequence[int]
    weekly_hours: Sequence[int]
    full_time_hours: Sequence[int]
    days_worked: Sequence[int]
    days_possible: Sequence[int]
    days_per_week: Sequence[int]
    benefits_in_kind: Sequence[int]
    car_benefit: Sequence[int]
    home_work_exemption: Sequence[int]
    holiday_recovery: Sequence[int]
    copyright_amount: Sequence[int]
    group_insurance_personal: Sequence[int]
    travel_contribution: Sequence[int]
    overtime_reduction: Sequence[int]
    premium_base: Sequence[int]
    work_bonus_granted: Sequence[int]
    meal_voucher_worker: Sequence[int]
    own_costs_refund: Sequence[int]
    untaxed_allowances: Sequence[int]
    category: Sequence[int]
    ten_or_more: Sequence[int]
    fund_class: Sequence[int]
    risk_groups: Sequence[int]
    joint_committee: Sequence[int]
    target: Sequence[int]
    invoice: Sequence[int]
    vat_included: Sequence[int]
    vat_rate: Sequence[int]
    buyer: Sequence[int]
    expenses: Sequence[int]
    fee_rate: Sequence[int]
    fixed_term: Sequence[int]


class Row(NamedTuple):
    """One row of :class:`Inputs`."""

    status: int
    gross: int
    scale: int
    special_scale: int
    single: int
    low_partner: int
    children: int
    disabled_children: int
    single_parent: int
    disabled: int
    partner_disabled: int
    seniors_in_care: int
    other_dependants: int
    director: int
    artist_point_80: int
    hours_worked: int
    hours_full_time: int
    weekly_hours: int
    full_time_hours: int
    days_worked: int
    days_possible: int
    days_per_week: int
    benefits_in_kind: int
    car_benefit: int
    home_work_exemption: int
    holiday_recovery: int
    copyright_amount: int
    group_insurance_personal: int
    travel_contribution: int
    overtime_reduction: int
    premium_base: int
    work_bonus_granted: int
    meal_voucher_worker: int
    own_costs_refund: int
    untaxed_allowances: int
    category: int
    ten_or_more: int
    fund_class: int
    risk_groups: int
    joint_committee: int
    target: int
    invoice: int
    vat_included: int
    vat_rate: int
    buyer: int
    expenses: int
    fee_rate: int
    fixed_term: int


class Facts(NamedTuple):
    """What a month and a table say about all rows alike.

    ``days_5`` and ``days_6``: working days of the month in a week of five or six days. ``work``: how the table states
    the work. ``granted_known``: whether it says what work bonus was granted before. ``bonus_cap`` and
    ``bonus_cap_fund``: yearly ceiling of the work bonus of white-collar workers, and of blue-collar workers and
    artists, in cents.
    ``sector_rate``: rate of the funds of joint committee 200.
    """

    days_5: Count
    days_6: Count
    work: Count
    granted_known: Count
    bonus_cap: int
    bonus_cap_fund: int
    sector_rate: Rate
