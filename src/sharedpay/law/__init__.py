"""The law: figures as dated tables (``*.toml``), computations as pure functions, one pair of files per area.

``sharedpay.law.on("2026-05-01")`` gives the figures in force on a day, ``load()`` the whole packaged book.
"""

from __future__ import annotations

import typing

if typing.TYPE_CHECKING:
    from datetime import date

    from sharedpay.law.book import LawBook, Laws


def load() -> LawBook:
    """The packaged law book: amend it, choose readings of conflicts, ask for a date."""
    from sharedpay.law.book import packaged  # noqa: PLC0415  rules import this package and must not load the book

    return packaged()


def on(day: str | date, known_on: str | date | None = None) -> Laws:
    """The law in force on a day, ``known_on`` another: ``sharedpay.law.on("2026-05-01")``.

    Figures without a day of publication count as always known.

    Raises :class:`~sharedpay.errors.InvalidInput` for a text that is no date.
    """
    return load().on(day, known_on)
