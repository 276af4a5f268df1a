"""The loops over the rows of a block in whole cents carried as 64-bit floats, which a processor computes side by side.

The rules are the very same; only their roundings are those of :mod:`sharedpay.batch.quick` for floats, exact while no
number reaches 2**51: amounts beyond :data:`MOST_CENTS` are left to :mod:`sharedpay.batch.kernel`. A tile is a record
of columns, so that every column stands at a fixed distance from the others: the compiler then knows that none of them
overlap, and needs no other leave to work on several rows at a time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from sharedpay.batch.inputs import Facts, Inputs
from sharedpay.batch.kernel import (
    Cells,
    CostCells,
    PayCells,
    cost_of_row,
    pay_of_row,
    problem_of_cost,
    problem_of_pay,
    put_cost,
    put_pay,
    untaxed_of_row,
)
from sharedpay.batch.rows import row_of
from sharedpay.payroll.cost import CostLaw
from sharedpay.payroll.pay import PayLaw

TILE: Final = 328
"""Rows of a tile: few enough for its columns to stay in the cache, and no power of two, which would crowd it."""
MOST_CENTS: Final = 40_000_000
"""Four hundred thousand euros: with no amount beyond it every number on the way stays below :data:`LARGEST_WHOLE`."""
LARGEST_WHOLE: Final = 2**51
"""Whole numbers in floats are rounded exactly below it."""

GIVEN: Final = Inputs._fields
FOUND: Final = (*PayCells._fields, *CostCells._fields)
_TILE: Final = np.dtype([(name, np.float64, TILE) for name in (*GIVEN, *FOUND, "problem")])
_LIFT: Final = 1.5 * 2.0**52
"""Added to a whole float within :data:`LARGEST_WHOLE`, it leaves the number in the last bits of the sum."""
_LIFTED: Final = 0x4338_0000_0000_0000
"""The bits of :data:`_LIFT`: taken off those of a sum, they leave the number as an integer."""
_FIRST: Final = len(GIVEN)
"""The column of the first figure that is found."""
Columns = npt.NDArray[np.float64]
Numbers = npt.NDArray[Any]


class Room(NamedTuple):
    """The tile of a thread: what is given, then what is found, as columns, as their bits and as a record of them."""

    columns: Columns
    bits: Numbers
    named: Any


class Given(NamedTuple):
    """The columns of a block that differ from row to row, by width, and at which column of a tile each stands."""

    narrow: npt.NDArray[np.int8]
    middle: npt.NDArray[np.int32]
    wide: npt.NDArray[np.int64]
    narrow_places: npt.NDArray[np.int64]
    middle_places: npt.NDArray[np.int64]
    wide_places: npt.NDArray[np.int64]


class Runs(NamedTuple):
    """Rows that follow each other under one law: where each run begins and ends, and which law holds in it."""

    firsts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]
    which: npt.NDArray[np.int16]


def room() -> Room:
    """A tile of nothing."""
    columns = np.zeros((len(_TILE.names or ()), TILE))
    return Room(columns, columns.view(np.int64), columns.reshape(-1).view(_TILE))


def tile_rows(
    given: Given,
    runs: Runs,
    room: Room,
    problems: Cells,
    wide: int,
    cells: Sequence[Cells],
    months: Sequence[Facts],
    laws: Sequence[PayLaw],
    cost_laws: Sequence[CostLaw] | None = None,
) -> None:
    """Gross to net of some runs of rows and, with ``cost_laws``, the employer's side: compiled for each of the two.

    Rows with a problem are computed all the same: whoever asks throws their figures away.
    """
    tile = room.named[0]
    for run in range(len(runs.which)):
        facts = law_of(months[runs.which[run]])
        law = law_of(laws[runs.which[run]])
        for start in range(runs.firsts[run], runs.ends[run], TILE):
            count = min(TILE, runs.ends[run] - start)
            take_all(given, start, count, room.columns)
            if cost_laws is None:
                for j in range(TILE):
                    row = row_of(j, tile)
                    paid = pay_of_row(row, facts, law)
                    put_pay(tile, j, None, paid, untaxed_of_row(row))
                    tile.problem[j] = problem_of_pay(row, paid)
            else:
                cost_law = law_of(cost_laws[runs.which[run]])
                for j in range(TILE):
                    row = row_of(j, tile)
                    paid, due = cost_of_row(row, facts, law, cost_law)
                    put_pay(tile, j, None, paid, untaxed_of_row(row))
                    put_cost(tile, j, None, due)
                    tile.problem[j] = problem_of_cost(row, paid, cost_law)
            give(room, start, count, wide, cells)
            note(room, start, count, problems)


def law_of(record: Any) -> Any:
    """A law out of its record; compiled it is read whole, into numbers that no writing to a tile can change."""
    return record


def take_all(given: Given, start: int, count: int, tile: Columns) -> None:
    """Fills the columns of a tile with ``count`` rows from ``start``; what is left over keeps what it was."""
    take(given.narrow, given.narrow_places, start, count, tile)
    take(given.middle, given.middle_places, start, count, tile)
    take(given.wide, given.wide_places, start, count, tile)


def take(columns: Numbers, places: Numbers, start: int, count: int, tile: Columns) -> None:
    """Fills the columns of a tile that have one width."""
    for k in range(len(places)):
        given, taken = columns[k, start : start + count], tile[places[k]]
        for j in range(count):
            taken[j] = given[j]


def give(room: Room, start: int, count: int, wide: int, cells: Sequence[Cells]) -> None:
    """Writes the figures of a tile to their cells, plain or as the two halves of a 128-bit decimal.

    A processor may know no way from floats to integers of 64 bits for several rows at a time, but all can add.
    """
    for k in range(len(cells)):
        column, found, bits = cells[k], room.columns[_FIRST + k], room.bits[_FIRST + k]
        if not len(column):
            continue
        column = column[start * wide : (start + count) * wide]
        for j in range(count):
            found[j] += _LIFT
        if wide == 1:
            for j in range(count):
                column[j] = bits[j] - _LIFTED
        else:
            for j in range(count):
                cents = bits[j] - _LIFTED
                column[j * 2] = cents
                column[j * 2 + 1] = cents >> 63


def note(room: Room, start: int, count: int, problems: Cells) -> None:
    """Notes what is wrong with rows of a tile that have had no problem before."""
    found = room.columns[-1]
    bits = room.bits[-1]
    any_of_them = 0
    for j in range(count):
        any_of_them |= bits[j]
    if not any_of_them:
        return
    for j in range(count):
        if found[j] and not problems[start + j]:
            problems[start + j] = int(found[j])
