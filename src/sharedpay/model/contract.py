"""Contracts: who works when, how much, and under which status."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias, cast

from pydantic import BeforeValidator, Field

from sharedpay.model.base import Day, Input, Rule
from sharedpay.model.enterprise import Euros
from sharedpay.model.reduction import Reduction
from sharedpay.money import Hundredths, cents, hundredths

Status = Literal["white_collar", "blue_collar", "artist", "student", "flexi"]
COMMITTEE = r"^[0-9]{3}(\.[0-9]{2}){0,2}$"
"""How the number of a joint committee is written, like ``200`` or ``329.02``."""


def _hours(value: Any) -> str:
    amount = hundredths(value, "value")
    return f"{amount // 100}.{amount % 100:02d}"


def _whole(hours: object) -> Hundredths:
    """Hours kept as text with two decimals, in hundredths."""
    return Hundredths(int(str(hours).replace(".", "")))


if TYPE_CHECKING:
    Hours: TypeAlias = str | int | Decimal
else:
    # Type checkers see what may be given; what is kept is text with two decimals.
    Hours = Annotated[str, BeforeValidator(_hours)]


class Contract(Input):
    """What permanent and fixed-term contracts share.

    ``start``: first day, ISO. ``status``: ``white_collar`` (employé / bediende), ``blue_collar`` (ouvrier /
    arbeider), ``artist`` (artiste / kunstenaar, under contract or article 1bis), ``student`` (étudiant / student,
    within and beyond the yearly hours), ``flexi``. ``joint_committee``: number of the commission paritaire / paritair
    comité, like ``"200"``.
    ``weekly_hours`` of the worker and ``full_time_hours`` of a full-timer, hours a week; ``days_per_week`` 5 or 6.
    ``director``: costs of company directors in the withholding tax, in the employees' scheme of social security.
    ``reduction``: the target-group reduction that the employer asks for, none if left out.
    ``artist_point_80``: the declaration that the pay meets the conditions of Annex III point 80 (flat 11.11 %); never
    inferred, left out it is taken as no. ``student_work``: whether the work of a student is that of a white-collar or a
    blue-collar worker, for the hours beyond the yearly quota; left out it is taken as white collar.
    ``artistic``: whether the function of a flexi-job is artistic, artistic-technical or artistic-support, where
    flexi-jobs are forbidden; ``base_hourly``: the hourly base pay of that function, to check the largest flexi pay.
    """

    start: Day
    status: Status = "white_collar"
    joint_committee: Annotated[str, Field(pattern=COMMITTEE)] | None = None
    weekly_hours: Hours = "38.00"
    full_time_hours: Hours = "38.00"
    days_per_week: Literal[5, 6] = 5
    director: bool = False
    artist_point_80: bool | None = None
    student_work: Literal["white_collar", "blue_collar"] | None = None
    artistic: bool | None = None
    base_hourly: Euros | None = None
    reduction: Reduction | None = None

    @property
    def first_day(self) -> date:
        """The first day of the contract."""
        return cast(date, self.start)

    @property
    def last_day(self) -> date | None:
        """The last day of a fixed term; ``None`` for a permanent contract."""
        return None

    @property
    def weekly(self) -> Hundredths:
        """Hours a week in hundredths."""
        return _whole(self.weekly_hours)

    @property
    def full_time(self) -> Hundredths:
        """A full-timer's hours a week in hundredths."""
        return _whole(self.full_time_hours)

    @property
    def part_time(self) -> bool:
        """Whether the worker does fewer hours than a full-timer."""
        return self.weekly < self.full_time

    def impossible(self) -> Iterable[Rule]:
        """The rules between the fields."""
        yield (
            lambda: (
                not 0 < self.weekly <= self.full_time
                and (
                    f"weekly_hours: {self.weekly_hours} must be above 0, at most full_time_hours {self.full_time_hours}"
                )
            )
        )
        yield lambda: self.full_time > 5000 and f"full_time_hours: {self.full_time_hours} is beyond 50 hours a week"
        yield (
            lambda: (
                self.artist_point_80
                and self.status != "artist"
                and f"artist_point_80: is for status 'artist', not {self.status!r}"
            )
        )
        yield (
            lambda: (
                self.student_work
                and self.status != "student"
                and f"student_work: is for status 'student', not {self.status!r}"
            )
        )
        for name in ("artistic", "base_hourly"):
            yield partial(self.impossible_without_flexi, name)
        yield (
            lambda: (
                self.base_hourly is not None
                and cents(self.base_hourly) <= 0
                and f"base_hourly: {self.base_hourly} must be above 0"
            )
        )
        yield (
            lambda: (
                self.director
                and self.status != "white_collar"
                and f"director: is for status 'white_collar', not {self.status!r}"
            )
        )
        yield (
            lambda: (
                self.last_day
                and self.last_day < self.first_day
                and f"end: {self.last_day} is before the start {self.start}"
            )
        )
        yield lambda: self.reduction and self.reduction.impossible_for(self.status)
        yield lambda: self.reduction and self.reduction.impossible_from(self.first_day)

    def impossible_without_flexi(self, name: str) -> str | None:
        """What is wrong with a field that only flexi-jobs have."""
        beside = self.status != "flexi" and getattr(self, name) is not None
        return f"{name}: is for status 'flexi', not {self.status!r}" if beside else None


class PermanentContract(Contract):
    """An open-ended contract (contrat à durée indéterminée / contract van onbepaalde duur)."""

    kind: Literal["permanent"] = "permanent"


class FixedTermContract(Contract):
    """A fixed-term contract (contrat à durée déterminée / contract van bepaalde duur), ``end`` is its last day."""

    kind: Literal["fixed_term"] = "fixed_term"
    end: Day

    @property
    def last_day(self) -> date | None:
        """The last day of the term."""
        return cast(date, self.end)
