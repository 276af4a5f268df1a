"""The loops over the rows of a block in whole cents carried as 64-bit floats, which a processor computes side by side.

The rules are the very same; only their roundings, and how a figure is written, are those of
:mod:`sharedpay.batch.quick` for floats, exact while no number reaches 2**51: amounts beyond :data:`MOST_CENTS` are left
to :mod:`sharedpay.batch.kernel`. A tile is a record of columns, so that every column stands at a fixed distance from
the others: the compiler then knows that none of them overlap, and needs no other leave to work on several rows at a
time.
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
    put_cost,
    put_pay,
)
from sharedpay.batch.quick import CARRIER_BITS
from sharedpay.batch.rows import row_of
from sharedpay.payroll.cost import CostLaw
from sharedpay.payroll.pay import PayLaw

TILE: Final = 328
"""Rows of a tile: few enough for its columns to stay in the cache, and no power of two, which would crowd it."""
MOST_CENTS: Final = 30_000_000
"""Three hundred thousand euros: with no amount beyond it every number on the way stays below :data:`LARGEST_WHOLE`."""
LARGEST_WHOLE: Final = 2**51
"""Whole numbers in floats are rounded exactly below it."""

GIVEN: Final = Inputs._fields
FOUND: Final = (*PayCells._fields, *CostCells._fields)
_TILE: Final = np.dtype([(name, np.float64, TILE) for name in (*GIVEN, *FOUND, "problem")])
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
    """The columns of a block that differ from row to row, and at which column of a tile each stands."""

    columns: npt.NDArray[np.int32]
    places: npt.NDArray[np.int64]


class Spans(NamedTuple):
    """The rows of each tile: from which, how many, and under which law."""

    starts: npt.NDArray[np.int64]
    counts: npt.NDArray[np.int64]
    which: npt.NDArray[np.int64]


def room() -> Room:
    """A tile of nothing."""
    columns = np.zeros((len(_TILE.names or ()), TILE))
    return Room(columns, columns.view(np.int64), columns.reshape(-1).view(_TILE))


def pay_tiles(
    given: Given,
    spans: Spans,
    room: Room,
    problems: Cells,
    wide: int,
    cells: Sequence[Cells],
    months: Sequence[Facts],
    laws: Sequence[PayLaw],
) -> None:
    """Gross to net of some tiles of rows.

    Rows with a problem are computed all the same: whoever asks throws their figures away.
    """
    tile = room.named[0]
    for k in range(len(spans.which)):
        start, count, which = spans.starts[k], spans.counts[k], spans.which[k]
        facts, law = law_of(months[which]), law_of(laws[which])
        take(given, start, count, room.columns)
        for j in range(TILE):
            paid, untaxed, tile.problem[j] = pay_of_row(row_of(j, tile), facts, law)
            put_pay(tile, j, None, paid, untaxed)
        give(room, start, count, wide, cells, problems)


def cost_tiles(
    given: Given,
    spans: Spans,
    room: Room,
    problems: Cells,
    wide: int,
    cells: Sequence[Cells],
    months: Sequence[Facts],
    laws: Sequence[PayLaw],
    cost_laws: Sequence[CostLaw],
) -> None:
    """As :func:`pay_tiles`, with the employer's side."""
    tile = room.named[0]
    for k in range(len(spans.which)):
        start, count, which = spans.starts[k], spans.counts[k], spans.which[k]
        facts, law, cost_law = law_of(months[which]), law_of(laws[which]), law_of(cost_laws[which])
        take(given, start, count, room.columns)
        for j in range(TILE):
            paid, untaxed, due, tile.problem[j] = cost_of_row(row_of(j, tile), facts, law, cost_law)
            put_pay(tile, j, None, paid, untaxed)
            put_cost(tile, j, None, due)
        give(room, start, count, wide, cells, problems)


def law_of(record: Any) -> Any:
    """A law out of its record; compiled it is read whole, into numbers that no writing to a tile can change."""
    return record


def take(given: Given, start: int, count: int, tile: Columns) -> None:
    """Fills the columns of a tile with ``count`` rows from ``start``; what is left over keeps what it was."""
    for k in range(len(given.places)):
        column, taken = given.columns[k, start : start + count], tile[given.places[k]]
        for j in range(count):
            taken[j] = column[j]


def give(room: Room, start: int, count: int, wide: int, cells: Sequence[Cells], problems: Cells) -> None:
    """Writes the figures of a tile to their cells, plain or as the two halves of a 128-bit decimal, and notes problems.

    Rows that have had a problem before keep it.
    """
    for k in range(len(cells)):
        column, bits = cells[k], room.bits[_FIRST + k]
        if not len(column):
            continue
        column = column[start * wide : (start + count) * wide]
        if wide == 1:
            for j in range(count):
                column[j] = bits[j] - CARRIER_BITS
        else:
            for j in range(count):
                cents = bits[j] - CARRIER_BITS
                column[j * 2] = cents
                column[j * 2 + 1] = cents >> 63
    wrong, bits = room.columns[-1], room.bits[-1]
    any_wrong = 0
    for j in range(count):
        any_wrong |= bits[j]
    if any_wrong:
        for j in range(count):
            if wrong[j] and not problems[start + j]:
                problems[start + j] = wrong[j]
