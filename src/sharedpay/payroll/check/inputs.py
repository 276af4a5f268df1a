"""Reads the inputs of a case: typed, with every problem collected, and nothing left unread in silence."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Final, TypeVar

from sharedpay.errors import InvalidInput, NotModelled
from sharedpay.law.book import LawBook, Laws, read_date
from sharedpay.law.person import NO_LOW_PARTNER, Person
from sharedpay.model.worker import Household
from sharedpay.money import MAX_CENTS, Hundredths, Rate, cents, euro_text, half_up, hundredths, read_rate
from sharedpay.payroll.codes import STATUS, person_of

T = TypeVar("T")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?")
CONTEXT: Final = frozenset({"joint_committee", "employer_size_class", "region", "sector"})
"""Inputs that describe the case and change nothing."""


class Inputs:
    """The inputs of one case and the law of its month.

    Each reader takes a key; a missing one gives the default. :meth:`close` raises what was wrong, and names what no
    reader asked for. ``targets`` are the values that the case is held against, ``unit`` the key of the pay per hour or
    day once :meth:`month_share` has been read.
    """

    def __init__(self, values: Mapping[str, Any], day: Any, book: LawBook, targets: Mapping[str, Any]) -> None:
        self.values = values
        self.targets = targets
        self.problems: list[str] = []
        self.unit = ""
        self._read: set[str] = set()
        if not isinstance(day, str) or not _DAY.fullmatch(day):
            raise InvalidInput(f"pay_date: {day!r} is not a month like '2026-05' or a day like '2026-05-31'")
        self.day = read_date(day, "pay_date")
        self.month = f"{self.day:%Y-%m}"
        self.book = book
        self.laws: Laws = book.on(self.day.replace(day=1))

    def __contains__(self, key: str) -> bool:
        return self.values.get(key) is not None

    def money(self, key: str, default: int = 0, most: int = MAX_CENTS) -> int:
        """An amount of zero or more, in cents."""
        return self._value(key, default, lambda raw: _amount(raw, key, most))

    def needed_money(self, key: str) -> int:
        """An amount that has to be stated."""
        self._need(key)
        return self.money(key)

    def amounts(self, key: str) -> tuple[int, ...]:
        """One amount or a list of them, in cents."""
        return self._value(
            key,
            (),
            lambda raw: tuple(
                _amount(written(v, key), key, MAX_CENTS) for v in (raw if isinstance(raw, list) else [raw])
            ),
        )

    def quantity(self, key: str, default: int = 0) -> Hundredths:
        """Hours, days or a fraction with at most two decimals, in hundredths."""
        return self._value(key, Hundredths(default), lambda raw: hundredths(raw, key))

    def rate(self, key: str, default: int = 0) -> Rate:
        """A rate in millionths."""
        return self._value(key, Rate(default), lambda raw: read_rate(_number_text(raw, key), key))

    def needed_rate(self, key: str) -> Rate:
        """A rate that has to be stated."""
        self._need(key)
        return self.rate(key)

    def flag(self, key: str, default: bool = False) -> bool:
        """True or false."""
        return self._value(key, default, lambda raw: _of_type(raw, bool, key))

    def count(self, key: str, default: int = 0) -> int:
        """A whole number of zero or more."""
        return self._value(key, default, lambda raw: _count(raw, key))

    def choice(self, key: str, allowed: tuple[str, ...], default: str) -> str:
        """One of a few words; a number is taken as its text."""
        return self._value(key, default, lambda raw: _one_of(raw, allowed, key))

    def ignore(self, *keys: str) -> None:
        """Keys that are already inside another input of this topic."""
        self._read.update(keys)

    def status(self) -> str:
        """The worker's status, a word of the case format."""
        return self.choice("status", tuple(STATUS), "white_collar")

    def month_share(self) -> tuple[Hundredths, Hundredths]:
        """J and D or H and U of the work bonus; equal for a full-time, complete month."""
        units = {
            "hourly_rounded": ("hours_worked", "hours_full_time"),
            "daily_rounded": ("days_worked", "days_possible"),
        }
        stated = [unit for unit, keys in units.items() if any(key in self for key in keys)]
        if not stated:
            return Hundredths(1), Hundredths(1)
        if len(stated) > 1:
            self.problems.append("hours_worked: give hours or days, not both")
        self.unit = stated[0]
        counted, possible = units[self.unit]
        for key in units[self.unit]:
            self._need(key)
        first, second = self.quantity(counted), self.quantity(possible)
        if possible in self and second == 0:
            self.problems.append(f"{possible}: must be more than 0")
        return first, second

    def person(self, status: str) -> Person:
        """The worker: household, scale and director as the rules see them.

        With ``scale`` and no ``marital`` the household is not known: no reduction for a single person.
        """
        nobody: dict[str, Any] = {}
        raw = self._value("household", nobody, lambda value: _of_type(value, dict, "household"))
        stated = {key: value for key, value in raw.items() if value is not None and value != "none"}
        scale = self._value("scale", None, lambda value: _one_of(value, ("1", "2", "3"), "scale"))
        if "partner" in stated:
            stated.setdefault("marital", "married")
        if scale is not None:
            stated["scale"] = int(scale)
        director = self.flag("director")
        try:
            person = person_of(Household(**stated), status, director)
        except InvalidInput as error:
            self.problems += [f"household.{problem}" for problem in error.problems]
            return Person()
        if scale is not None and "marital" not in stated:
            person = person._replace(single=0, low_partner=NO_LOW_PARTNER)
        return person

    def close(self) -> None:
        """Raises :class:`InvalidInput` with all problems, :class:`NotModelled` for inputs that the topic can't read."""
        if self.problems:
            raise InvalidInput(self.problems)
        unread = [key for key, value in self.values.items() if value is not None and key not in self._read | CONTEXT]
        if unread:
            raise NotModelled(f"inputs not modelled for this topic: {', '.join(unread)}")

    def _need(self, key: str) -> None:
        if key not in self:
            self.problems.append(f"{key}: is missing")

    def _value(self, key: str, default: T, read: Callable[[Any], T]) -> T:
        self._read.add(key)
        raw = self.values.get(key)
        if raw is None:
            return default
        try:
            return read(written(raw, key))
        except InvalidInput as error:
            self.problems += error.problems
            return default


def gross_of(given: Inputs) -> int:
    """Gross pay: stated, or hours times hourly pay."""
    if "gross" in given or "hourly" not in given:
        return given.needed_money("gross")
    hours, hourly = given.quantity("hours_worked"), given.money("hourly")
    if "hours_worked" not in given:
        given.problems.append("hours_worked: is missing")
    return half_up(hours * hourly, 100)


def written(raw: Any, key: str) -> Any:
    """A raw value, refused when it is a number so long that reading it would take for ever."""
    if isinstance(raw, Decimal):
        parts = raw.as_tuple()
        too_long = not isinstance(parts.exponent, int) or parts.exponent < -20 or raw.adjusted() > 20
    elif isinstance(raw, int):
        too_long = abs(raw) >= 10**20
    else:
        too_long = isinstance(raw, str) and len(raw) > 60
    if too_long:
        raise InvalidInput(f"{key}: is no number that can be computed with")
    return raw


def _amount(raw: Any, key: str, most: int) -> int:
    amount = cents(raw, key)
    if not 0 <= amount <= most:
        raise InvalidInput(f"{key}: {raw} must be from 0 to {euro_text(most)}")
    return amount


def _number_text(raw: Any, key: str) -> str:
    if isinstance(raw, bool) or not isinstance(raw, (str, int, Decimal)):
        raise InvalidInput(f"{key}: {raw!r} is a {type(raw).__name__}; give a rate as text, like '0.1307'")
    return format(raw, "f") if isinstance(raw, Decimal) else str(raw)


def _of_type(raw: Any, kind: type[T], key: str) -> T:
    if not isinstance(raw, kind):
        raise InvalidInput(f"{key}: {raw!r} is not {'true or false' if kind is bool else 'an object'}")
    return raw


def _count(raw: Any, key: str) -> int:
    if type(raw) is not int or raw < 0:
        raise InvalidInput(f"{key}: {raw!r} is not a whole number of zero or more")
    return raw


def _one_of(raw: Any, allowed: tuple[str, ...], key: str) -> str:
    text = str(raw) if type(raw) is int else raw
    if text not in allowed:
        raise InvalidInput(f"{key}: {raw!r} is not allowed; allowed: {', '.join(allowed)}")
    return str(text)
