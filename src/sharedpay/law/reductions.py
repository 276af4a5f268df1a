"""Structural reduction of employer contributions (réduction structurelle / structurele vermindering).

Royal decree of 16 May 2003, art. 2 and 3. The quarter is the law's unit; a month is an estimate that supposes a
quarter of three such months.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from sharedpay.law.person import FLEXI, STUDENT
from sharedpay.law.step import Given, Step
from sharedpay.money import MILLION, Count, Hundredths, Rate, half_up, round_down, share


class StructuralTable(NamedTuple):
    """F, alpha, S0, gamma, S2, delta and S1 of one category and quarter, amounts in cents."""

    fixed: int
    alpha: Rate
    low_limit: int
    gamma: Rate
    very_low_limit: int
    delta: Rate
    high_limit: int = 0


class BetaTable(NamedTuple):
    """The multiplier beta by work fraction: nil, ``low``, rising by ``slope``, then one over the fraction."""

    floor_below: Rate
    low_until: Rate
    full_from: Rate
    low: Rate
    slope: Rate


class StructuralLaw(NamedTuple):
    """Figures of the structural reduction in one quarter."""

    structural_category1: StructuralTable
    structural_category2: StructuralTable
    beta: BetaTable


class Performance(NamedTuple):
    """Work of one occupation in the period, in hundredths of days (full time) or hours.

    ``performed`` counts the days or hours of the factor (J or H: performance codes 1, 3, 4, 5, 20 and 38), ``per_week``
    is D or U: the regime of the reference worker. ``half_time`` says that the contract is at least half time, which
    keeps the reduction of a short quarter alive. ``fraction_only`` is what the fraction counts beside ``performed``
    (X or Z: codes 2, 12, 16, 17 and 72, for instance the holidays of blue-collar workers).
    """

    performed: Annotated[Hundredths, Given("days or hours paid in the period")]
    per_week: Annotated[Hundredths, Given("days or hours a week of a full-time worker")]
    half_time: Annotated[Count, Given("contract of at least half time, or an artist")] = 1
    fraction_only: Annotated[Hundredths, Given("days or hours that count for the work fraction only")] = Hundredths(0)


class Structural(NamedTuple):
    """Structural reduction of one occupation, amounts in cents, factor and fraction in hundredths."""

    factor: Annotated[
        Hundredths,
        Step(
            "Factor to a full quarter f",
            "0 if performed == 0 else 13 * per_week / performed",
            cite="rd-2003-05-16#art. 2",
        ),
    ]
    quarter_wage: Annotated[
        int, Step("Reference pay of a full quarter S", "capped_pay * factor", cite="rd-2003-05-16#art. 2")
    ]
    low_part: Annotated[
        int,
        Step(
            "Part for low pay",
            "structural.alpha * max(0, structural.low_limit - quarter_wage)",
            cite="rd-2003-05-16#art. 2",
        ),
    ]
    very_low_part: Annotated[
        int,
        Step(
            "Part for very low pay",
            "structural.gamma * max(0, structural.very_low_limit - quarter_wage)",
            cite="rd-2003-05-16#art. 2",
        ),
    ]
    high_part: Annotated[
        int,
        Step(
            "Part for high pay",
            "structural.delta * max(0, capped_pay * parts - structural.high_limit)",
            cite="rd-2003-05-16#art. 2",
        ),
    ]
    full_reduction: Annotated[
        int,
        Step(
            "Reduction of a full quarter R",
            "structural.fixed + low_part + very_low_part + high_part",
            cite="rd-2003-05-16#art. 2",
            rounding="exact",
        ),
    ]
    work_fraction: Annotated[
        Hundredths,
        Step(
            "Work fraction of the quarter mu",
            "parts * (performed + fraction_only) / (13 * per_week)",
            cite="rd-2003-05-16#art. 2",
        ),
    ]
    quarter_reduction: Annotated[
        int,
        Step(
            "Reduction of the quarter",
            "0 if status in (STUDENT, FLEXI) or performed == 0 or work_fraction == 0"
            " or (work_fraction < beta.floor_below and not half_time)"
            " else min(full_reduction, full_reduction * work_fraction * beta.low) if work_fraction < beta.low_until"
            " else min(full_reduction, full_reduction * work_fraction"
            " * (beta.low + (work_fraction - beta.low_until) * beta.slope)) if work_fraction < beta.full_from"
            " else full_reduction",
            cite="rd-2003-05-16#art. 3",
        ),
    ]
    structural_reduction: Annotated[
        int,
        Step(
            "Structural reduction",
            "min(reducible_contributions, half_up(quarter_reduction / parts))",
            cite="rd-2003-05-16#art. 2",
            rounding="exact",
        ),
    ]


def beta_millionths(work_fraction: Hundredths, half_time: int, beta: BetaTable) -> int:
    """The multiplier below the full band, in millionths: nil under the floor without a half-time contract.

    Exact, never rounded: the fraction has two decimals and the slope of the law two.
    """
    fraction = work_fraction * 10_000
    if fraction < beta.floor_below and not half_time:
        return 0
    if fraction < beta.low_until:
        return beta.low
    return beta.low + round_down((fraction - beta.low_until) * beta.slope, MILLION)


def structural(
    capped_pay: int,
    status: int,
    category: int,
    parts: int,
    reducible_contributions: int,
    work: Performance,
    law: StructuralLaw,
) -> Structural:
    """The reduction on ``capped_pay``, pay at 100 % within the ceiling of very high pay.

    ``parts`` is 1 when the pay and the days are those of a whole quarter, 3 for a month that stands for a third.
    """
    table = law.structural_category2 if category == 2 else law.structural_category1
    factor = half_up(1_300 * work.per_week, work.performed) if work.performed else 0
    wage = half_up(capped_pay * factor, 100)
    low = share(max(0, table.low_limit - wage), table.alpha)
    very_low = share(max(0, table.very_low_limit - wage), table.gamma)
    high = share(max(0, capped_pay * parts - table.high_limit), table.delta)
    full = table.fixed + low + very_low + high
    fraction = half_up(100 * parts * (work.performed + work.fraction_only), 13 * work.per_week)
    if status in (STUDENT, FLEXI) or work.performed == 0 or fraction == 0:
        quarter = 0
    elif fraction * 10_000 >= law.beta.full_from:
        quarter = full
    else:
        beta = beta_millionths(Hundredths(fraction), work.half_time, law.beta)
        quarter = min(full, half_up(full * fraction * beta, 100 * MILLION))
    return Structural(
        Hundredths(factor),
        wage,
        low,
        very_low,
        high,
        full,
        Hundredths(fraction),
        quarter,
        min(reducible_contributions, half_up(quarter, parts)),
    )
