"""Target-group reductions of employer contributions (réductions groupes-cibles / doelgroepverminderingen).

Royal decree of 16 May 2003: first engagements (premiers engagements / eerste aanwervingen), artists (artistes /
kunstenaars) and older workers (travailleurs âgés / oudere werknemers). One occupation has at most one of them, and only
when it is asked for. The quarter is the law's unit; a month is an estimate that supposes a quarter of three such
months.
"""

from __future__ import annotations

from typing import Annotated, Final, NamedTuple

from sharedpay.errors import NotCovered
from sharedpay.law.reductions import BetaTable, beta_millionths
from sharedpay.law.step import Given, Step
from sharedpay.money import MILLION, Count, Hundredths, half_up

NO_GROUP: Final = 0
ENGAGEMENT_GROUP: Final = 1
ARTISTS_GROUP: Final = 2
OLDER_GROUP: Final = 3

FLANDERS: Final = 1
BRUSSELS: Final = 2
WALLONIA: Final = 3
GERMAN_COMMUNITY: Final = 4


class Claim(NamedTuple):
    """The reduction that an employer asks for; whether its other conditions are met is the employer's to say.

    ``engagement_rank`` is 1 for the employer's first worker, up to 6. ``quarter_of_use`` is the number, from 1, of the
    quarter in which the reduction is used, ``quarter_since_hire`` that of the quarter since the hire (1: of the hire
    itself): quarters may be left out. ``workers_in_quarter`` counts the employer's workers.
    """

    claimed_group: Annotated[Count, Given("target group: none, first engagement, artist or older worker")] = NO_GROUP
    engagement_rank: Annotated[Count, Given("which worker of the employer (1 to 6)")] = 0
    quarter_of_use: Annotated[Count, Given("number of the quarter of use")] = 1
    quarter_since_hire: Annotated[Count, Given("number of the quarter since the hire")] = 1
    workers_in_quarter: Annotated[Count, Given("workers of the employer in the quarter")] = 0
    claim_region: Annotated[Count, Given("region: Flanders, Brussels, Wallonia, German-speaking Community")] = 0
    age_at_quarter_end: Annotated[Count, Given("age at the end of the quarter")] = 0


class TargetGroupLaw(NamedTuple):
    """Figures by quarter of the pay: read on the first day of the quarter, whose minimum wage counts."""

    beta_target: BetaTable
    engagement_first: int
    artist_flanders: int
    artist_brussels: int
    artist_wallonia: int
    artist_cap: int
    guaranteed_month: int
    older_flanders: tuple[int, ...]
    older_flanders_ages: tuple[Count, ...]
    older_flanders_limit: int
    older_wallonia: tuple[int, ...]
    older_wallonia_ages: tuple[Count, ...]
    older_wallonia_limit: int


class EngagementLaw(NamedTuple):
    """Schedules of the second to sixth worker: read on the day of the hire, so that running rights keep theirs."""

    engagement_second: tuple[int, ...]
    engagement_third: tuple[int, ...]
    engagement_fourth: tuple[int, ...]
    engagement_sixth: tuple[int, ...]
    engagement_quarters: Count
    engagement_window: Count
    engagement_headcount: Count


class TargetGroup(NamedTuple):
    """Target-group reduction of one occupation, amounts in cents."""

    engagement_amount: Annotated[
        int,
        Step(
            "Lump sum for a first engagement",
            "0 if not claimed_group == ENGAGEMENT_GROUP else engagement_first if engagement_rank == 1"
            " else 0 if quarter_of_use > engagement_quarters or quarter_since_hire > engagement_window"
            " or (engagement_headcount and workers_in_quarter < engagement_rank)"
            " else engagement_second[quarter_of_use - 1] if engagement_rank == 2"
            " else engagement_third[quarter_of_use - 1] if engagement_rank == 3"
            " else engagement_fourth[quarter_of_use - 1] if engagement_rank in (4, 5)"
            " else engagement_sixth[quarter_of_use - 1] if engagement_rank == 6 else 0",
            cite="rd-2003-05-16#art. 16",
            rounding="exact",
        ),
    ]
    artist_wage_floor: Annotated[
        int,
        Step(
            "Lowest reference pay of an artist with a reduction",
            "3 * guaranteed_month",
            cite="rd-2003-05-16#art. 28/14",
            rounding="exact",
        ),
    ]
    artist_amount: Annotated[
        int,
        Step(
            "Lump sum for an artist",
            "0 if not claimed_group == ARTISTS_GROUP or quarter_wage < artist_wage_floor"
            " else artist_flanders if claim_region == FLANDERS else artist_brussels if claim_region == BRUSSELS"
            " else artist_wallonia if claim_region == WALLONIA else 0",
            cite="rd-2003-05-16#art. 28/14",
            rounding="exact",
        ),
    ]
    older_amount: Annotated[
        int,
        Step(
            "Lump sum for an older worker",
            "0 if not claimed_group == OLDER_GROUP else"
            " (0 if quarter_wage > older_flanders_limit or age_at_quarter_end < older_flanders_ages[0]"
            " else older_flanders[0] if age_at_quarter_end < older_flanders_ages[1] else older_flanders[1])"
            " if claim_region == FLANDERS else"
            " (0 if quarter_wage > older_wallonia_limit or age_at_quarter_end < older_wallonia_ages[0]"
            " else older_wallonia[0] if age_at_quarter_end < older_wallonia_ages[1]"
            " else older_wallonia[1] if age_at_quarter_end < older_wallonia_ages[2] else older_wallonia[2])"
            " if claim_region == WALLONIA else 0",
            cite="rd-2003-05-16#art. 6",
            rounding="exact",
        ),
    ]
    lump_sum: Annotated[
        int,
        Step(
            "Lump sum G of the target group",
            "engagement_amount + artist_amount + older_amount",
            cite="rd-2003-05-16#art. 2",
            rounding="exact",
        ),
    ]
    target_cap: Annotated[
        int,
        Step(
            "Most that the target group gives in a quarter",
            "min(lump_sum, artist_cap) if claimed_group == ARTISTS_GROUP else lump_sum",
            cite="rd-2003-05-16#art. 2",
            rounding="exact",
        ),
    ]
    target_quarter: Annotated[
        int,
        Step(
            "Target-group reduction of the quarter Pg",
            "0 if work_fraction < beta_target.floor_below and not half_time"
            " else min(target_cap, lump_sum * work_fraction * beta_target.low)"
            " if work_fraction < beta_target.low_until"
            " else min(target_cap, lump_sum * work_fraction"
            " * (beta_target.low + (work_fraction - beta_target.low_until) * beta_target.slope))"
            " if work_fraction < beta_target.full_from else target_cap",
            cite="rd-2003-05-16#art. 3",
        ),
    ]
    target_reduction: Annotated[
        int,
        Step(
            "Target-group reduction",
            "min(max(0, reducible_contributions - structural_reduction), half_up(target_quarter / parts))",
            cite="rd-2003-05-16#art. 2",
            rounding="exact",
        ),
    ]


def engagement_amount(claim: Claim, law: TargetGroupLaw, hired: EngagementLaw) -> int:
    """The lump sum of a quarter for the employer's first to sixth worker; nil once the right is used up."""
    if claim.engagement_rank == 1:
        return law.engagement_first
    if claim.quarter_of_use > hired.engagement_quarters or claim.quarter_since_hire > hired.engagement_window:
        return 0
    if hired.engagement_headcount and claim.workers_in_quarter < claim.engagement_rank:
        return 0
    place = claim.quarter_of_use - 1
    if claim.engagement_rank == 2:
        return hired.engagement_second[place]
    if claim.engagement_rank == 3:
        return hired.engagement_third[place]
    if claim.engagement_rank in (4, 5):
        return hired.engagement_fourth[place]
    return hired.engagement_sixth[place] if claim.engagement_rank == 6 else 0


def artist_amount(claim: Claim, quarter_wage: int, wage_floor: int, law: TargetGroupLaw) -> int:
    """The lump sum of the region for an artist whose reference pay reaches the floor."""
    if quarter_wage < wage_floor:
        return 0
    if claim.claim_region == FLANDERS:
        return law.artist_flanders
    if claim.claim_region == BRUSSELS:
        return law.artist_brussels
    return law.artist_wallonia if claim.claim_region == WALLONIA else 0


def older_amount(claim: Claim, quarter_wage: int, law: TargetGroupLaw) -> int:
    """The lump sum of the region by age, for reference pay up to the limit."""
    if claim.claim_region == FLANDERS:
        amounts, ages, limit = law.older_flanders, law.older_flanders_ages, law.older_flanders_limit
    elif claim.claim_region == WALLONIA:
        amounts, ages, limit = law.older_wallonia, law.older_wallonia_ages, law.older_wallonia_limit
    else:
        return 0
    found = 0
    if quarter_wage <= limit:
        for i in range(len(ages)):
            if claim.age_at_quarter_end >= ages[i]:
                found = amounts[i]
    return found


def target_group(
    claim: Claim,
    quarter_wage: int,
    work_fraction: Hundredths,
    half_time: int,
    parts: int,
    reducible_contributions: int,
    structural_reduction: int,
    law: TargetGroupLaw,
    hired: EngagementLaw,
) -> TargetGroup:
    """The reduction that ``claim`` asks for, after the structural one: only what that one leaves can be reduced.

    ``quarter_wage``, ``work_fraction`` and ``structural_reduction`` are those of the structural reduction. ``parts`` is
    1 for a whole quarter, 3 for a month that stands for a third. ``law`` is that of the quarter's first day, ``hired``
    that of the day of the hire.
    """
    group = claim.claimed_group
    engagement = engagement_amount(claim, law, hired) if group == ENGAGEMENT_GROUP else 0
    floor = 3 * law.guaranteed_month
    artist = artist_amount(claim, quarter_wage, floor, law) if group == ARTISTS_GROUP else 0
    older = older_amount(claim, quarter_wage, law) if group == OLDER_GROUP else 0
    lump_sum = engagement + artist + older
    cap = min(lump_sum, law.artist_cap) if group == ARTISTS_GROUP else lump_sum
    if work_fraction * 10_000 >= law.beta_target.full_from:
        quarter = cap
    else:
        beta = beta_millionths(work_fraction, half_time, law.beta_target)
        quarter = min(cap, half_up(lump_sum * work_fraction * beta, 100 * MILLION))
    room = max(0, reducible_contributions - structural_reduction)
    return TargetGroup(engagement, floor, artist, older, lump_sum, cap, quarter, min(room, half_up(quarter, parts)))


_ARTIST_FIGURES: Final = {FLANDERS: "artist_flanders", BRUSSELS: "artist_brussels", WALLONIA: "artist_wallonia"}
_OLDER_FIGURES: Final = {
    FLANDERS: ("older_flanders", "older_flanders_ages", "older_flanders_limit"),
    WALLONIA: ("older_wallonia", "older_wallonia_ages", "older_wallonia_limit"),
}


def waived_by_claim(claim: Claim, day: str) -> frozenset[str]:
    """The figures of both laws that this claim can't need, so that only a gap in the others stops it.

    ``day`` is the pay's, for the message. Raises :class:`NotCovered` where no amount is known for the region at all.
    """
    needs: tuple[str, ...] = ("beta_target",)
    if claim.claimed_group == ENGAGEMENT_GROUP:
        needs += ("engagement_first", *EngagementLaw._fields)
    elif claim.claimed_group == ARTISTS_GROUP:
        if claim.claim_region not in _ARTIST_FIGURES:
            raise NotCovered(
                "target_groups.artists", day, "Flanders, Brussels and Wallonia", "no amount for the region"
            )
        needs += (_ARTIST_FIGURES[claim.claim_region], "artist_cap", "guaranteed_month")
    elif claim.claimed_group == OLDER_GROUP:
        if claim.claim_region not in _OLDER_FIGURES:
            raise NotCovered("target_groups.older_workers", day, "Flanders and Wallonia", "no amount for the region")
        needs += _OLDER_FIGURES[claim.claim_region]
    else:
        needs = ()
    return frozenset((*TargetGroupLaw._fields, *EngagementLaw._fields)) - frozenset(needs)
