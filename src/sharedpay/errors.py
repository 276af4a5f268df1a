"""What can go wrong, and what to do about it.

Every error of sharedpay is a :class:`SharedPayError`; its text says what is wrong, where, and what is allowed.
"""

from __future__ import annotations

from collections.abc import Sequence


class SharedPayError(Exception):
    """Base of every error that sharedpay raises on purpose."""


class InvalidInput(SharedPayError, ValueError):
    """Something that was handed in can't be used. ``problems`` lists all that is wrong, not only the first.

    Each problem is one sentence that names the input, the value and what is allowed.
    """

    def __init__(self, problems: str | Sequence[str]) -> None:
        self.problems: tuple[str, ...] = (problems,) if isinstance(problems, str) else tuple(problems)
        super().__init__("; ".join(self.problems))

    def __reduce__(self) -> tuple[type[InvalidInput], tuple[tuple[str, ...]]]:
        """How it goes from one process to another."""
        return type(self), (self.problems,)


class NotCovered(SharedPayError, LookupError):
    """The law book holds no figure for this parameter on this date: sharedpay never guesses one.

    ``parameter`` is ``area.name``, ``date`` an ISO date, ``covered`` the nearest covered periods in words.
    """

    def __init__(self, parameter: str, date: str, covered: str, why: str = "") -> None:
        self.parameter = parameter
        self.date = date
        self.covered = covered
        self._why = why
        super().__init__(
            f"{parameter} is not covered on {date} ({why}); covered: {covered}"
            if why
            else f"{parameter} is not covered on {date}; covered: {covered}"
        )

    def __reduce__(self) -> tuple[type[NotCovered], tuple[str, str, str, str]]:
        """How it goes from one process to another."""
        return type(self), (self.parameter, self.date, self.covered, self._why)


class NotModelled(SharedPayError, NotImplementedError):
    """A real situation that sharedpay does not compute (yet): it says so rather than computing something near it."""


class MissingExtra(SharedPayError, ImportError):
    """Packages are not installed that only a part of sharedpay needs; the text says which extra brings them."""


class Unreachable(SharedPayError):
    """An inverse has no answer at all, for instance a budget that no gross pay fits."""
