"""Amateur arts indemnity (indemnité des arts en amateur / amateurkunstenvergoeding), since 2024.

No pay: within its limits it bears no contributions and no tax, and gives no rights. Beyond them the worker is an
ordinary one, which is not computed here. The principal owes a contribution on all that he paid in a year once it
passes a threshold.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from sharedpay.law.step import Given, Step
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


class AmateurWork(NamedTuple):
    """Days of one worker for one principal, and what came before them in the year; amounts in cents.

    ``amateur_paid_before`` is what the principal paid all his amateurs in the year before, travel included.
    """

    amateur_days: Annotated[Count, Given("days with an amateur arts indemnity")]
    amateur_indemnity: Annotated[int, Given("indemnity of a day")]
    amateur_travel: Annotated[int, Given("travel costs of a day")] = 0
    amateur_days_before: Annotated[Count, Given("such days of the year before, with any principal")] = 0
    amateur_paid_before: Annotated[int, Given("paid by the principal in the year before")] = 0


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


class AmateurIndemnity(NamedTuple):
    """Indemnities paid together, and what the principal owes because of them, in cents."""

    day: AmateurDay
    amateur_total: Annotated[
        int,
        Step(
            "Amateur arts indemnity",
            "amateur_days * amateur_day_paid",
            cite="working-in-the-arts#indemnity",
            rounding="exact",
        ),
    ]
    amateur_year_days: Annotated[
        Count,
        Step(
            "Days of the year so far",
            "amateur_days_before + amateur_days",
            cite="working-in-the-arts#indemnity",
            rounding="exact",
        ),
    ]
    amateur_paid: Annotated[
        int,
        Step(
            "Paid by the principal in the year so far",
            "amateur_paid_before + amateur_total",
            cite="working-in-the-arts#contribution",
            rounding="exact",
        ),
    ]
    year: AmateurYear
    amateur_contribution_before: Annotated[
        int,
        Step(
            "Contribution of the principal owed before",
            "amateur_paid_before * amateur_rate if amateur_paid_before > amateur_threshold else 0",
            cite="working-in-the-arts#contribution",
        ),
    ]
    amateur_contribution_now: Annotated[
        int,
        Step(
            "Contribution of the principal because of this pay",
            "amateur_contribution - amateur_contribution_before",
            cite="working-in-the-arts#contribution",
            rounding="exact",
        ),
    ]


def amateur_day(amateur_indemnity: int, amateur_travel: int, law: AmateurArtsLaw) -> AmateurDay:
    """A day's indemnity with its travel costs; ``amateur_day_excess`` more than 0 makes it ordinary pay."""
    excess = max(0, amateur_indemnity - law.amateur_day_max) + max(0, amateur_travel - law.amateur_travel_max)
    return AmateurDay(amateur_indemnity + amateur_travel, excess)


def amateur_year(amateur_paid: int, law: AmateurArtsLaw) -> AmateurYear:
    """The principal's contribution: on the whole of the year's indemnities, once above the threshold."""
    return AmateurYear(share(amateur_paid, law.amateur_rate) if amateur_paid > law.amateur_threshold else 0)


def amateur_indemnity(work: AmateurWork, law: AmateurArtsLaw) -> AmateurIndemnity:
    """The indemnity of the days, and what it adds to the principal's contribution of the year."""
    day = amateur_day(work.amateur_indemnity, work.amateur_travel, law)
    total = work.amateur_days * day.amateur_day_paid
    paid = work.amateur_paid_before + total
    year, before = amateur_year(paid, law), amateur_year(work.amateur_paid_before, law).amateur_contribution
    days = work.amateur_days_before + work.amateur_days
    return AmateurIndemnity(day, total, days, paid, year, before, year.amateur_contribution - before)


def amateur_indexed(base: int, law: AmateurIndexLaw) -> int:
    """An amount of the decree before indexation, in cents, as it holds in the year of ``law``."""
    return half_up(base * law.september_health_index, law.amateur_index_base)
