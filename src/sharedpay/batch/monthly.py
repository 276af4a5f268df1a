"""Which law holds for which row of a block: laws of one shape side by side, so that one loop serves them all."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Lock
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from sharedpay.batch.bounds import check_amended, check_prices, fits_tiles
from sharedpay.batch.due import DueDays, due_days_of
from sharedpay.batch.features import FEATURES
from sharedpay.batch.inputs import GAP, MONTH_NOT_COVERED
from sharedpay.batch.laws import Asked, MonthLaw, month_law
from sharedpay.batch.records import float_record, record
from sharedpay.batch.values import Numbers
from sharedpay.law.book import packaged


class Shape(NamedTuple):
    """Months whose laws have one shape: ``which`` by month, below 0 for other months, and their laws in that order.

    ``in_floats``: the same laws for tiles, nothing where floats would not hold every number.
    """

    which: npt.NDArray[np.int16]
    laws: tuple[Any, ...]
    in_floats: tuple[Any, ...]


class Months(NamedTuple):
    """The laws of some months, by their distance from ``first``; ``present`` says which months they are."""

    first: int
    present: npt.NDArray[np.bool_]
    shapes: tuple[Shape, ...]
    missing: npt.NDArray[np.bool_]
    gaps: tuple[tuple[int, npt.NDArray[np.bool_]], ...]
    due: DueDays | None

    def hold(self, months: Numbers, least: int, most: int) -> bool:
        """Whether all of some months, from the ``least`` to the ``most``, are here."""
        if least < self.first or most >= self.first + len(self.present):
            return False
        return bool(self.present[least - self.first] if least == most else self.present[months - self.first].all())

    def problems(self, months: Numbers, inputs: Any) -> Iterator[tuple[int, Any]]:
        """What the law does not cover: the number of each problem, and the rows of a block that have it.

        ``inputs``: those of the block.
        """
        if self.missing.any():
            yield MONTH_NOT_COVERED, self.missing[months - self.first]
        for feature, here in self.gaps:
            having = tuple(FEATURES.values())[feature](inputs)
            yield GAP + feature, having if here.all() else having & here[months - self.first]


class _Read(NamedTuple):
    """A month as it was read: its law, what a loop takes of it, and the same for tiles, None where they can't."""

    law: MonthLaw
    taken: tuple[Any, ...]
    in_floats: tuple[Any, ...] | None


class Calendar:
    """Gives the laws of the months of a block, each month read once; ``plain`` for loops that are not compiled."""

    def __init__(self, asked: Asked, work: int, granted_known: bool, plain: bool) -> None:
        self.asked = asked
        self._work = work
        self._granted_known = granted_known
        self._plain = plain
        self._amended = asked.book.digest != packaged().digest
        self._read: dict[int, _Read] = {}
        self._made: Months | None = None
        self._lock = Lock()

    def months(self, months: Numbers) -> Months:
        """The laws of all months that have occurred until now, those of this block among them."""
        least, most = int(months.min()), int(months.max())
        made = self._made
        if made is not None and made.hold(months, least, most):
            return made
        with self._lock:
            for number in {least} if least == most else set(np.unique(months).tolist()):
                if number not in self._read:
                    self._read[number] = self._month(number)
            self._made = self._make()
            return self._made

    def _month(self, number: int) -> _Read:
        law = month_law(number, self.asked)
        if self._amended:
            check_amended(law)
        check_prices(law)
        facts = law.facts._replace(work=self._work, granted_known=int(self._granted_known))
        parts = (facts, *(part for part in (law.pay, law.cost, law.prices) if part is not None))
        if self._plain:
            return _Read(law, parts, None)
        fits = law.pay is not None and not (self._amended and not fits_tiles(law))
        return _Read(law, tuple(map(record, parts)), tuple(map(float_record, parts)) if fits else None)

    def _make(self) -> Months:
        first = min(self._read)
        found = {number - first: read for number, read in sorted(self._read.items())}
        count = max(found) + 1
        present, missing = np.zeros(count, np.bool_), np.zeros(count, np.bool_)
        present[list(found)] = True
        missing[[place for place, read in found.items() if read.law.pay is None]] = True
        by_shape: dict[Any, list[int]] = {}
        for place, read in found.items():
            if read.law.pay is not None:
                kinds = () if self._plain else tuple(part.dtype for part in read.taken)
                by_shape.setdefault((kinds, read.in_floats is None), []).append(place)
        shapes = tuple(self._shape([found[place] for place in places], places, count) for places in by_shape.values())
        laws = {place: read.law for place, read in found.items()}
        return Months(first, present, shapes, missing, tuple(self._gaps(laws, count)), self._due(laws, count))

    def _shape(self, reads: list[_Read], places: list[int], count: int) -> Shape:
        which = np.full(count, -1, np.int16)
        which[places] = np.arange(len(places))
        parts = list(zip(*(read.taken for read in reads), strict=True))
        in_floats = [read.in_floats for read in reads if read.in_floats is not None]
        return Shape(
            which,
            tuple(list(part) if self._plain else np.concatenate(part) for part in parts),
            tuple(np.concatenate(part) for part in zip(*in_floats, strict=True)),
        )

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
