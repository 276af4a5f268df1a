"""Special contribution (cotisation spéciale pour la sécurité sociale / bijzondere bijdrage sociale zekerheid).

Withheld from the net pay by household, as a monthly advance on a quarterly scale.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from sharedpay.law.person import WITH_INCOME, WITHOUT_INCOME
from sharedpay.law.step import Step
from sharedpay.money import NO_LIMIT, Count, Rate, half_up, share


class SpecialRow(NamedTuple):
    """From pay ``start`` (inclusive): ``fixed`` plus ``rate`` of what exceeds ``over``, within ``min`` and ``max``."""

    start: int
    fixed: int
    rate: Rate
    over: int
    min: int = 0
    max: int = NO_LIMIT


class SpecialLaw(NamedTuple):
    """The monthly advance on one date: one scale for each household column."""

    month_individual: tuple[SpecialRow, ...]
    month_with_income: tuple[SpecialRow, ...]
    month_without_income: tuple[SpecialRow, ...]


class SpecialQuarterLaw(NamedTuple):
    """The quarterly scale on one date; ``over`` of its rows is a monthly threshold, counted three times."""

    quarter_individual: tuple[SpecialRow, ...]
    quarter_with_income: tuple[SpecialRow, ...]
    quarter_without_income: tuple[SpecialRow, ...]
    quarter_by_months: Count


class Special(NamedTuple):
    """Special contribution of one month, in cents."""

    special_contribution: Annotated[
        int,
        Step(
            "Special social security contribution",
            "special_amount(special_base, month_with_income if special_scale == WITH_INCOME"
            " else month_without_income if special_scale == WITHOUT_INCOME else month_individual)",
            cite="onss-special-contribution#scale",
            rounding="exact",
        ),
    ]


def special_amount(base: int, rows: tuple[SpecialRow, ...], months: int) -> int:
    """The amount of the row that holds ``base``: pay of one month, or of ``months`` months with a quarterly scale."""
    found = rows[0]
    for row in rows:
        if base >= row.start:
            found = row
    return min(max(found.fixed + share(base - months * found.over, found.rate), found.min), found.max)


def special(special_base: int, special_scale: int, law: SpecialLaw) -> Special:
    """The month's advance on ``special_base``, the contribution base of the month (108 % for fund workers)."""
    if special_scale == WITH_INCOME:
        return Special(special_amount(special_base, law.month_with_income, 1))
    if special_scale == WITHOUT_INCOME:
        return Special(special_amount(special_base, law.month_without_income, 1))
    return Special(special_amount(special_base, law.month_individual, 1))


def special_of_quarter(bases: tuple[int, int, int], special_scale: int, law: SpecialQuarterLaw) -> int:
    """What three months with these contribution bases owe in all, in cents.

    The third month settles it: its deduction is this amount less the two advances, so a quarter always adds up.
    Where each month's own excess counts (a named reading), the highest amount of the scale still is the limit.
    """
    if special_scale == WITH_INCOME:
        rows = law.quarter_with_income
    elif special_scale == WITHOUT_INCOME:
        rows = law.quarter_without_income
    else:
        rows = law.quarter_individual
    total = sum(bases)
    if not law.quarter_by_months:
        return special_amount(total, rows, 3)
    row = max((r for r in rows if total >= r.start), key=lambda r: r.start)
    excess = sum(max(0, base - row.over) for base in bases)
    top = rows[-1]
    most = top.max if top.rate else top.fixed
    return min(max(row.fixed + half_up(excess * row.rate, 1_000_000), row.min), most)
