"""Blocks of rows through the compiled loops, on several threads."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sharedpay.batch.columns import BLOCK, Block, Filler, Plan, block_of, mark
from sharedpay.batch.compiled import compiled, why_plain
from sharedpay.batch.due import put_days
from sharedpay.batch.inputs import Inputs
from sharedpay.batch.laws import Asked
from sharedpay.batch.monthly import Calendar, Months
from sharedpay.batch.tasks import Task
from sharedpay.batch.tiling import Cells, Tiling
from sharedpay.batch.values import Mask, Numbers

T = TypeVar("T")
R = TypeVar("R")


class Job(NamedTuple):
    """A task on tables of one plan under one law book. ``wide`` is 2 for decimals and 1 for cents."""

    task: Task
    plan: Plan
    asked: Asked
    wide: int


class Bad(NamedTuple):
    """Rows of a block that could not be computed: their numbers in the block, their problems and months."""

    rows: Numbers
    problems: npt.NDArray[np.int16]
    months: Numbers


class Engine:
    """Runs the blocks of a job. What is the same in all blocks is made once."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.filler = Filler()
        self._loop = compiled(job.task.loop)
        self._plain = why_plain() is not None
        self._tiling = None if self._plain or job.task.tiles is None else Tiling(job.task, job.task.tiles, job.wide)
        self._calendar = Calendar(job.asked, job.plan.work, job.plan.granted_known, self._plain)
        self._local = threading.local()

    def run(self, batch: pa.RecordBatch, cells: Cells) -> Bad | None:
        """Computes a batch of at most :data:`BLOCK` rows, whose columns are those of the plan, into ``cells``.

        Columns that ``cells`` leaves out go nowhere. Rows that can't be computed hold 0 and are given back.
        """
        return self.compute(self.read(batch), cells)

    def read(self, batch: pa.RecordBatch) -> Block:
        """The rows of a batch as whole numbers."""
        return block_of(self.job.plan, batch, self.filler)

    def compute(self, block: Block, cells: Cells) -> Bad | None:
        """As :meth:`run`, on rows that were read."""
        if not block.rows:
            return None
        months = self._calendar.months(block.months)
        for problem, rows in months.problems(block.months, block.inputs):
            mark(block.problems, rows, problem)
        left = self._tiled(block, months, cells)
        if left is not None:
            self._fill(block, months, left, cells)
        if months.due is not None:
            put_days(cells, months.due, block.months - months.first, block.contract_end)
        if not block.problems.any():
            return None
        rows = np.flatnonzero(block.problems)
        for column in cells.values():
            column.reshape(block.rows, -1)[rows] = 0
        return Bad(rows, block.problems[rows], block.months[rows])

    def _tiled(self, block: Block, months: Months, cells: Cells) -> Mask | None:
        """Computes what tiles can hold; gives back which rows are left, None if there are none."""
        if self._tiling is None:
            return np.ones(block.rows, np.bool_)
        return self._tiling.run(block, months, cells)

    def _fill(self, block: Block, months: Months, left: Mask, cells: Cells) -> None:
        """Computes the rows that are left, in integers."""
        inputs: Any = self.filler.inputs(block)
        if self._plain:
            inputs = Inputs(*(column.tolist() for column in inputs))
        groups = [group(*(cells.get(name, self._scratch()) for name in group._fields)) for group in self.job.task.cells]
        wide = None if self.job.wide == 1 else self.job.wide
        for shape in months.shapes:
            which: Any = np.where(left, shape.which[block.months - months.first], np.int16(-1))
            self._loop(which.tolist() if self._plain else which, inputs, *shape.laws, block.problems, wide, *groups)

    def _scratch(self) -> npt.NDArray[np.int64]:
        """Where columns go that nobody wants: one place for each thread."""
        if not hasattr(self._local, "cells"):
            self._local.cells = np.empty(BLOCK * self.job.wide, np.int64)
        made: npt.NDArray[np.int64] = self._local.cells
        return made


def threads_of(wanted: int | None) -> int:
    """How many threads to use: as many as this process may run on, unless told otherwise."""
    if wanted is not None:
        return wanted
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def in_order(work: Callable[[T], R], items: Iterable[T], threads: int) -> Iterator[R]:
    """``work`` on every item on several threads, results in the order of the items, one for each thread ahead."""
    if threads == 1:
        yield from map(work, items)
        return
    pool = ThreadPoolExecutor(threads)
    ahead: deque[Future[R]] = deque()
    try:
        for item in items:
            ahead.append(pool.submit(work, item))
            del item  # what is done with is let go of while the result is used
            if len(ahead) > threads:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()
        pool.shutdown()
    finally:  # whoever wants no more need not wait for what is being computed, or compiled
        pool.shutdown(wait=False, cancel_futures=True)
