"""Amateur arts indemnity (indemnité des arts en amateur / amateurkunstenvergoeding), since 2024.

No pay: within its limits it bears no contributions and no tax, and gives no rights. Beyond them the worker is an
ordinary one, which is not computed here. The principal owes a contribution on all that he paid in a year once it
passes a threshold.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from sharedpay.law.step import Step
from sharedpay.money import Count, Hundredths, Rate, half_up, share


class AmateurArtsLaw(NamedTuple):
    """Limits per day and year, the principal's threshold and contribution; amounts in cents."""

    amateur_day_max: int
    amateur_travel_max: int
    amateur_threshold: int
    amateur_rate: Rate
    amateur_days_year: Count
    amateur_days_in_a_row: Count


class AmateurIndexLaw(NamedTuple):
    """The index of September before the year and the one of the base amounts."""

    september_health_index: Hundredths
    amateur_index_base: Hundredths


class AmateurDay(NamedTuple):
    """One day's indemnity of one principal, in cents."""

    amateur_day_paid: Annotated[
        int,
        Step(
            "Amateur arts indemnity of the day",
            "amateur_indemnity + amateur_travel",
            cite="working-in-the-arts#indemnity",
            rounding="exact",
        ),
    ]
    amateur_day_excess: Annotated[
        int,
        Step(
            "Above the limit of the day or of its travel",
            "max(0, amateur_indemnity - amateur_day_max) + max(0, amateur_travel - amateur_travel_max)",
            cite="working-in-the-arts#indemnity",
            rounding="exact",
        ),
    ]


class AmateurYear(NamedTuple):
    """What a principal owes for a calendar year, in cents."""

    amateur_contribution: Annotated[
        int,
        Step(
            "Contribution of the principal",
            "amateur_paid * amateur_rate if amateur_paid > amateur_threshold else 0",
            cite="working-in-the-arts#contribution",
        ),
    ]


def amateur_day(amateur_indemnity: int, amateur_travel: int, law: AmateurArtsLaw) -> AmateurDay:
    """A day's indemnity with its travel costs; ``amateur_day_excess`` more than 0 makes it ordinary pay."""
    excess = max(0, amateur_indemnity - law.amateur_day_max) + max(0, amateur_travel - law.amateur_travel_max)
    return AmateurDay(amateur_indemnity + amateur_travel, excess)


def amateur_year(amateur_paid: int, law: AmateurArtsLaw) -> AmateurYear:
    """The principal's contribution: on the whole of the year's indemnities, once above the threshold."""
    return AmateurYear(share(amateur_paid, law.amateur_rate) if amateur_paid > law.amateur_threshold else 0)


def amateur_indexed(base: int, law: AmateurIndexLaw) -> int:
    """An amount of the decree before indexation, in cents, as it holds in the year of ``law``."""
    return half_up(base * law.september_health_index, law.amateur_index_base)
