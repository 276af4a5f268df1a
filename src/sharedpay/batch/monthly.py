"""Which law holds for which row of a block: laws of one shape side by side, so that one loop serves them all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sharedpay.batch.bounds import check_amended, check_prices, fits_tiles
from sharedpay.batch.compiled import floats, record
from sharedpay.batch.due import DueDays, due_days_of
from sharedpay.batch.features import FEATURES
from sharedpay.batch.inputs import GAP, MONTH_NOT_COVERED, Inputs
from sharedpay.batch.laws import Asked, MonthLaw, month_law
from sharedpay.batch.values import Numbers
from sharedpay.law.book import packaged


class Shape(NamedTuple):
    """Months whose laws have one shape: ``which`` by month, below 0 for other months, and their laws in that order."""

    which: npt.NDArray[np.int16]
    laws: tuple[Any, ...]


class Months(NamedTuple):
    """The laws of some months, by their distance from ``first``.

    ``in_floats``: what a loop takes for each month, None where there is no law or floats would not hold every number.
    """

    first: int
    shapes: tuple[Shape, ...]
    in_floats: tuple[tuple[Any, ...] | None, ...]
    missing: npt.NDArray[np.bool_]
    gaps: tuple[tuple[int, npt.NDArray[np.bool_]], ...]
    due: DueDays | None

    def problems(self, months: Numbers, inputs: Inputs) -> Iterator[tuple[int, Any]]:
        """What the law does not cover: the number of each problem, and the rows of a block that have it."""
        if self.missing.any():
            yield MONTH_NOT_COVERED, self.missing[months - self.first]
        for feature, here in self.gaps:
            having = tuple(FEATURES.values())[feature](inputs)
            yield GAP + feature, having if here.all() else having & here[months - self.first]


class Calendar:
    """Gives the laws of the months of a block, each set made once; ``plain`` for loops that are not compiled."""

    def __init__(self, asked: Asked, work: int, granted_known: bool, plain: bool) -> None:
        self.asked = asked
        self._work = work
        self._granted_known = granted_known
        self._plain = plain
        self._made: dict[tuple[int, bytes], Months] = {}

    def months(self, months: Numbers) -> Months:
        """The laws of the months that occur in a block."""
        first, last = int(months.min()), int(months.max())
        together = first == last
        present = np.ones(1, np.bool_) if together else np.bincount((months - first).astype(np.int16)) > 0
        key = (first, present.tobytes())
        if key not in self._made:
            self._made[key] = self._make(first, present)
        return self._made[key]

    def _make(self, first: int, present: npt.NDArray[np.bool_]) -> Months:
        found = {int(k): month_law(first + int(k), self.asked) for k in np.flatnonzero(present)}
        amended = self.asked.book.digest != packaged().digest
        for law in found.values():
            if amended:
                check_amended(law)
            check_prices(law)
        by_shape: dict[tuple[np.dtype[Any], ...], list[int]] = {}
        for place, law in found.items():
            if law.pay is not None:
                by_shape.setdefault(tuple(record(part).dtype for part in _laws(law)), []).append(place)
        shapes = []
        for places in by_shape.values():
            which = np.full(len(present), -1, np.int16)
            which[places] = np.arange(len(places))
            parts = zip(*(self._taken(found[place]) for place in places), strict=True)
            shapes.append(Shape(which, tuple(self._packed(list(part)) for part in parts)))
        in_floats: list[tuple[Any, ...] | None] = [None] * len(present)
        for place, law in found.items():
            if law.pay is not None and (not amended or fits_tiles(law)):
                in_floats[place] = floats(self._taken(law))
        missing = np.zeros(len(present), np.bool_)
        missing[[place for place, law in found.items() if law.pay is None]] = True
        gaps = tuple(self._gaps(found, len(present)))
        return Months(first, tuple(shapes), tuple(in_floats), missing, gaps, self._due(found, len(present)))

    def _taken(self, law: MonthLaw) -> tuple[Any, ...]:
        """What a loop takes for a month: its facts and its laws."""
        facts = law.facts._replace(work=self._work, granted_known=int(self._granted_known))
        return (facts, *_laws(law))

    def _packed(self, laws: list[Any]) -> Any:
        return laws if self._plain else np.concatenate([record(law) for law in laws])

    def _due(self, found: dict[int, MonthLaw], count: int) -> DueDays | None:
        if self.asked.enterprise is None:
            return None
        return due_days_of({place: (law.month, law.delay) for place, law in found.items()}, count)

    def _gaps(self, found: dict[int, MonthLaw], count: int) -> Iterator[tuple[int, npt.NDArray[np.bool_]]]:
        for number, feature in enumerate(FEATURES):
            here = np.zeros(count, np.bool_)
            for place, law in found.items():
                here[place] = law.pay is not None and any(feature in gap.features for gap in law.gaps)
            if here.any() and (feature != "bonus_granted" or self._granted_known):
                yield number, here


def _laws(law: MonthLaw) -> tuple[Any, ...]:
    """The laws that a loop takes: of the pay, and where they were asked for of the employer's side and its prices."""
    return tuple(part for part in (law.pay, law.cost, law.prices) if part is not None)
