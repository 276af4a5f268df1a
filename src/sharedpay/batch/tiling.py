"""The rows of a block through tiles: month by month, with what is the same in all rows filled in once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from typing import Any, Final, Literal

import numpy as np
import numpy.typing as npt

from sharedpay.batch.columns import BLOCK, Block
from sharedpay.batch.compiled import compiled
from sharedpay.batch.inputs import Inputs
from sharedpay.batch.monthly import Months
from sharedpay.batch.tasks import Task
from sharedpay.batch.tiles import MOST_CENTS, TILE, Given, Room, Spans, room
from sharedpay.batch.values import Mask, Numbers
from sharedpay.batch.vocabulary import AMOUNTS

Cells = Mapping[str, npt.NDArray[Any]]
_NOWHERE: Final = np.empty(0, np.int64)
_AMOUNTS: Final = tuple(name for name in AMOUNTS if name in Inputs._fields)
_FEWEST: Final = TILE // 2
"""Months that follow each other sooner than this on average leave too much of their tiles empty."""


class Tiling:
    """Runs the ``loop`` over tiles of a task."""

    def __init__(self, task: Task, loop: Callable[..., None], wide: int) -> None:
        self._loop = compiled(loop)
        self._wide = wide
        self._figures = [name for group in task.cells for name in group._fields]
        self._local = threading.local()

    def run(self, block: Block, months: Months, cells: Cells) -> Mask | None:
        """Computes the rows that tiles can hold: of months that stand together, and of no amount that is too large.

        Gives back which rows are left, None if there are none.
        """
        starts = _starts(block.months) if len(months.present) > 1 else np.zeros(1, np.int64)
        far = _too_far(block)
        if far is True or (len(starts) > 1 and block.rows < len(starts) * _FEWEST):
            return np.ones(block.rows, np.bool_)
        left = np.zeros(block.rows, np.bool_) if far is None else far.copy()
        before = block.problems[far] if far is not None else ()
        figures = tuple(cells.get(name, _NOWHERE) for name in self._figures)
        given, tile = self._rooms(block)
        ends = np.append(starts[1:], block.rows)
        for shape in months.shapes:
            if not shape.in_floats:
                left |= shape.which[block.months - months.first] >= 0
                continue
            which = shape.which[block.months[starts] - months.first]
            here = which >= 0
            if here.any():
                spans = _spans(starts[here], ends[here], which[here])
                self._loop(given, spans, tile, block.problems, self._wide, figures, *shape.in_floats)
        if far is not None:
            block.problems[far] = before
        return left if left.any() else None

    def _rooms(self, block: Block) -> tuple[Given, Room]:
        """The columns that differ, put together in room of this thread, and a tile with what is the same in all rows.

        The plan of the table says which columns differ, and what the others are: it is so in every block. All that
        differ fit 32 bits.
        """
        if not hasattr(self._local, "tile"):
            self._local.tile = room()
            differing = []
            for place, value in enumerate(block.inputs):
                if isinstance(value, np.ndarray):
                    differing.append(place)
                else:
                    self._local.tile.columns[place] = value
            self._local.given = Given(np.empty((len(differing), BLOCK), np.int32), np.array(differing, np.int64))
        given: Given = self._local.given
        for column, place in zip(given.columns, given.places, strict=True):
            column[: block.rows] = block.inputs[place]
        return given, self._local.tile


def _starts(months: Numbers) -> Numbers:
    """Where each run of rows of one month begins."""
    return np.append(0, np.flatnonzero(months[1:] != months[:-1]) + 1)


def _spans(firsts: Numbers, ends: Numbers, which: Numbers) -> Spans:
    """The tiles of runs of rows, which begin at ``firsts`` and stop before ``ends``."""
    tiles = -(-(ends - firsts) // TILE)
    before = np.repeat(np.cumsum(tiles) - tiles, tiles)
    starts = np.repeat(firsts, tiles) + (np.arange(len(before)) - before) * TILE
    return Spans(starts, np.minimum(np.repeat(ends, tiles) - starts, TILE), np.repeat(which.astype(np.int64), tiles))


def _too_far(block: Block) -> Mask | Literal[True] | None:
    """Which rows have an amount that tiles can't hold: a mask, True for all of them, None for none."""
    found: Mask | None = None
    for name in _AMOUNTS:
        column: Any = getattr(block.inputs, name)
        if isinstance(column, int):
            if column > MOST_CENTS:
                return True
        elif column.max() > MOST_CENTS:
            found = column > MOST_CENTS if found is None else found | (column > MOST_CENTS)
    return found
