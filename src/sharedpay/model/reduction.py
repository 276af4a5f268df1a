"""Target-group reductions that an employer asks for (réductions groupes-cibles / doelgroepverminderingen)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Literal, cast

from pydantic import Field

from sharedpay.model.base import Day, Input

Region = Literal["flanders", "brussels", "wallonia", "german_community"]


class FirstEngagement(Input):
    """The employer's first to sixth worker (premier engagement / eerste aanwerving).

    ``rank``: 1 for the first worker. ``hired``: the day of the hire, when it is before the contract's start; its
    schedule holds. ``quarters_left_out``: quarters since the hire, before this one, without the reduction.
    The employer's number of workers is that of the :class:`~sharedpay.model.enterprise.Enterprise`.
    """

    kind: Literal["first_engagement"] = "first_engagement"
    rank: Annotated[int, Field(ge=1, le=6)]
    hired: Day | None = None
    quarters_left_out: Annotated[int, Field(ge=0, le=1000)] = 0

    @property
    def hired_day(self) -> date | None:
        """The day of the hire, if it was stated."""
        return cast("date | None", self.hired)

    def impossible_for(self, status: str) -> str | None:
        """What is wrong with this claim for a status."""
        return impossible_reduction(status)

    def impossible_from(self, start: date) -> str | None:
        """What is wrong with this claim under a contract from ``start``."""
        late = self.hired_day and self.hired_day > start
        return f"reduction.hired: {self.hired_day} is after the contract's start {start}" if late else None


class ArtistReduction(Input):
    """The reduction for an artist (artiste / kunstenaar), by the ``region`` of the establishment."""

    kind: Literal["artist"] = "artist"
    region: Region

    def impossible_for(self, status: str) -> str | None:
        """What is wrong with this claim for a status."""
        return None if status == "artist" else f"reduction: that of artists is for status 'artist', not {status!r}"

    def impossible_from(self, start: date) -> str | None:  # noqa: ARG002  one signature for all
        """What is wrong with this claim under a contract from ``start``: nothing."""
        return None


class OlderWorkerReduction(Input):
    """The reduction for an older worker (travailleur âgé / oudere werknemer), by ``region`` and ``birth_date``."""

    kind: Literal["older_worker"] = "older_worker"
    region: Region
    birth_date: Day

    @property
    def birthday(self) -> date:
        """The day of birth."""
        return cast(date, self.birth_date)

    def impossible_for(self, status: str) -> str | None:
        """What is wrong with this claim for a status."""
        return impossible_reduction(status)

    def impossible_from(self, start: date) -> str | None:
        """What is wrong with this claim under a contract from ``start``."""
        late = self.birthday >= start
        return f"reduction.birth_date: {self.birthday} is not before the contract's start {start}" if late else None


def impossible_reduction(status: str) -> str | None:
    """What is wrong with any claim for a status whose contributions are not reduced."""
    reduced = status not in ("student", "flexi")
    return None if reduced else f"reduction: status {status!r} has no contributions that a target group reduces"


Reduction = Annotated[FirstEngagement | ArtistReduction | OlderWorkerReduction, Field(discriminator="kind")]

REDUCTIONS: Final[tuple[type[FirstEngagement | ArtistReduction | OlderWorkerReduction], ...]] = (
    FirstEngagement,
    ArtistReduction,
    OlderWorkerReduction,
)
"""All kinds of reductions."""
