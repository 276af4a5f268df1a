"""Work bonus (bonus à l'emploi / werkbonus): a reduction of the personal contribution for low pay.

Royal decree of 17 January 2000, changed by the royal decree of 5 March 2024 (components A and B from 2024-04-01).
One shape serves every system: a component is full up to a limit and then falls along one or two slopes; before April
2024 there is one component, called A here, and B is nil.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from sharedpay.law.person import ARTIST, BLUE_COLLAR, FLEXI, STUDENT
from sharedpay.law.step import Step
from sharedpay.money import MILLION, Count, Hundredths, Rate, half_up, share


class Taper(NamedTuple):
    """One component: ``low_max`` up to ``full_until``, falling to ``low_until``, then from ``max`` to ``until``.

    Both slopes are measured from ``full_until``.
    """

    full_until: int
    low_until: int
    low_max: int
    low_slope: Rate
    until: int
    max: int
    slope: Rate


class WorkBonusLaw(NamedTuple):
    """Figures of the work bonus on one date: a white-collar and a blue-collar column."""

    white_a: Taper
    white_b: Taper
    blue_a: Taper
    blue_b: Taper
    fiscal_rate_a: Rate
    fiscal_rate_b: Rate
    upper_edge_closed: Count
    hourly_rounded: Count


class WorkBonusCapLaw(NamedTuple):
    """Yearly ceiling of the work bonus, in cents, and its factor for blue-collar workers and artists."""

    annual_cap: int
    annual_cap_blue_factor: Rate


_TAPER = (
    "max(0, {0}.low_max - {0}.low_slope * max(0, reference_wage - {0}.full_until)"
    " if reference_wage <= {0}.low_until else {0}.max - {0}.slope * (reference_wage - {0}.full_until)"
    " if reference_wage < {0}.until or (upper_edge_closed and reference_wage == {0}.until) else 0)"
)


class WorkBonus(NamedTuple):
    """Work bonus of one month, in cents; ``fraction`` in hundredths."""

    unit_wage: Annotated[
        int,
        Step(
            "Pay per day or hour",
            "0 if counted == 0 else bonus_wage if counted == possible else bonus_wage / counted",
            cite="rd-2000-01-17#art. 1",
        ),
    ]
    reference_wage: Annotated[
        int,
        Step(
            "Reference wage S of a full month",
            "0 if counted == 0 else bonus_wage if counted == possible"
            " else unit_wage * possible if hourly_rounded else bonus_wage * possible / counted",
            cite="rd-2000-01-17#art. 1",
        ),
    ]
    fraction: Annotated[
        Hundredths, Step("Fraction of a full month", "min(1, counted / possible)", cite="rd-2000-01-17#art. 1")
    ]
    full_bonus_a: Annotated[
        int, Step("Component A for a full month", _TAPER.format("bonus_a"), cite="rd-2000-01-17#art. 1")
    ]
    full_bonus_b: Annotated[
        int, Step("Component B for a full month", _TAPER.format("bonus_b"), cite="rd-2000-01-17#art. 1")
    ]
    work_bonus_a_uncapped: Annotated[
        int, Step("Component A in proportion", "full_bonus_a * fraction", cite="rd-2000-01-17#art. 1")
    ]
    work_bonus_b_uncapped: Annotated[
        int, Step("Component B in proportion", "full_bonus_b * fraction", cite="rd-2000-01-17#art. 1")
    ]
    bonus_ceiling: Annotated[
        int,
        Step(
            "Most that can be granted",
            "0 if status in (STUDENT, FLEXI) else max(0, min(personal_contribution, bonus_room))",
            cite="rd-2000-01-17#art. 1",
            rounding="exact",
        ),
    ]
    work_bonus_a: Annotated[
        int,
        Step(
            "Work bonus, component A",
            "min(work_bonus_a_uncapped, bonus_ceiling)",
            cite="rd-2000-01-17#art. 1",
            rounding="exact",
        ),
    ]
    work_bonus_b: Annotated[
        int,
        Step(
            "Work bonus, component B",
            "min(work_bonus_b_uncapped, bonus_ceiling - work_bonus_a)",
            cite="rd-2000-01-17#art. 1",
            rounding="exact",
        ),
    ]
    work_bonus: Annotated[
        int, Step("Work bonus", "work_bonus_a + work_bonus_b", cite="rd-2000-01-17#art. 1", rounding="exact")
    ]
    contribution_due: Annotated[
        int,
        Step(
            "Personal contribution after the work bonus",
            "personal_contribution - work_bonus",
            cite="rd-2000-01-17#art. 1",
            rounding="exact",
        ),
    ]
    fiscal_bonus_a: Annotated[
        int, Step("Tax credit on component A", "work_bonus_a * fiscal_rate_a", cite="cir-92#art. 289ter/1")
    ]
    fiscal_bonus_b: Annotated[
        int, Step("Tax credit on component B", "work_bonus_b * fiscal_rate_b", cite="cir-92#art. 289ter/1")
    ]


def component(reference_wage: int, taper: Taper, upper_edge_closed: int) -> int:
    """One component for a full month: the whole amount is rounded, never the part taken off."""
    if reference_wage <= taper.full_until:
        return taper.low_max
    fallen = reference_wage - taper.full_until
    if reference_wage <= taper.low_until:
        return max(0, half_up(taper.low_max * MILLION - taper.low_slope * fallen, MILLION))
    if reference_wage < taper.until or (upper_edge_closed and reference_wage == taper.until):
        return max(0, half_up(taper.max * MILLION - taper.slope * fallen, MILLION))
    return 0


def work_bonus(
    bonus_wage: int,
    counted: Hundredths,
    possible: Hundredths,
    personal_contribution: int,
    bonus_room: int,
    status: int,
    law: WorkBonusLaw,
) -> WorkBonus:
    """The bonus on pay ``bonus_wage`` of a month in which ``counted`` of ``possible`` days or hours are paid.

    It never exceeds the personal contribution nor ``bonus_room``, what the yearly ceiling leaves: component B is cut
    first, then A. Students under the solidarity contribution and flexi-jobs have none.
    """
    if counted == possible:
        unit_wage, reference, fraction = bonus_wage, bonus_wage, 100
    elif counted == 0:
        unit_wage, reference, fraction = 0, 0, 0
    else:
        unit_wage = half_up(bonus_wage * 100, counted)
        reference = (
            half_up(unit_wage * possible, 100) if law.hourly_rounded else half_up(bonus_wage * possible, counted)
        )
        fraction = min(100, half_up(counted * 100, possible))
    fund = status in (BLUE_COLLAR, ARTIST)
    full_a = component(reference, law.blue_a if fund else law.white_a, law.upper_edge_closed)
    full_b = component(reference, law.blue_b if fund else law.white_b, law.upper_edge_closed)
    uncapped_a = half_up(full_a * fraction, 100)
    uncapped_b = half_up(full_b * fraction, 100)
    ceiling = 0 if status in (STUDENT, FLEXI) else max(0, min(personal_contribution, bonus_room))
    bonus_a = min(uncapped_a, ceiling)
    bonus_b = min(uncapped_b, ceiling - bonus_a)
    bonus = bonus_a + bonus_b
    return WorkBonus(
        unit_wage,
        reference,
        Hundredths(fraction),
        full_a,
        full_b,
        uncapped_a,
        uncapped_b,
        ceiling,
        bonus_a,
        bonus_b,
        bonus,
        personal_contribution - bonus,
        share(bonus_a, law.fiscal_rate_a),
        share(bonus_b, law.fiscal_rate_b),
    )


def yearly_room(granted: int, status: int, law: WorkBonusCapLaw) -> int:
    """What the yearly ceiling still allows after ``granted`` cents of work bonus in earlier months of the year."""
    factor = law.annual_cap_blue_factor if status in (BLUE_COLLAR, ARTIST) else MILLION
    return max(0, half_up(law.annual_cap * factor, MILLION) - granted)
