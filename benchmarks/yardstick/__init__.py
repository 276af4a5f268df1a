"""The full monthly pay written by hand in C, as a measure for the batch: the same rows, the same figures of the law."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sharedpay.batch.laws import Asked, month_law
from sharedpay.batch.records import record
from sharedpay.batch.results import decimals
from sharedpay.batch.vocabulary import COST_OUTPUTS, MARITAL, PARTNER, PAY_OUTPUTS
from sharedpay.law.book import packaged, read_date
from sharedpay.money import MAX_CENTS
from sharedpay.payroll.codes import STATUS

SOURCE: Final = Path(__file__).with_name("pay.c")
FLAGS: Final = ("-std=c11", "-O3", "-march=native", "-fopenmp", "-shared", "-fPIC", "-Wall", "-Wextra", "-Werror")
FIGURES: Final = tuple(output.name for output in (*PAY_OUTPUTS, *COST_OUTPUTS))
"""What it computes, in its order: the columns of :func:`sharedpay.batch.cost`."""
_COLUMNS: Final = (
    ("gross", np.int64),
    ("status", np.int8),
    ("partner", np.int8),
    ("children", np.int8),
    ("disabled_children", np.int8),
    ("single_parent", np.int8),
    ("disabled", np.int8),
    ("weekly_hours", np.int32),
)


class _People(ctypes.Structure):
    _fields_ = [(name, ctypes.c_void_p) for name, _ in _COLUMNS] + [("full_time_hours", ctypes.c_int64)]


Rows = dict[str, npt.NDArray[Any]]
"""Columns as C takes them."""


class Results(NamedTuple):
    """What C gives back: cents by column, and whether the row could be computed."""

    figures: dict[str, npt.NDArray[np.int64]]
    known: npt.NDArray[np.int8]


def compiler() -> str | None:
    """The C compiler of this machine, None when there is none."""
    return shutil.which(os.environ.get("CC", "cc")) or shutil.which("gcc")


def build(folder: Path) -> Yardstick:
    """Compiles the source into a folder. Raises when there is no C compiler or it fails."""
    chosen = compiler()
    if chosen is None:
        raise FileNotFoundError("no C compiler")
    library = folder / "pay.so"
    subprocess.run([chosen, *FLAGS, str(SOURCE), "-o", str(library)], check=True)
    return Yardstick(library)


class Yardstick:
    """The compiled C."""

    def __init__(self, library: Path) -> None:
        self._library = ctypes.CDLL(str(library))
        self._library.law_size.restype = ctypes.c_int64

    def run(self, rows: Rows, month: str, threads: int, figures: npt.NDArray[np.int64] | None = None) -> Results:
        """The full pay of rows under the law of a month, whose shape must be that of 2026, maybe into ``figures``."""
        law, days = _law(month)
        if law.nbytes != self._library.law_size():
            raise ValueError(f"{month}: the law has another shape than the C struct")
        count = len(rows["gross"])
        if figures is None:
            figures = np.empty((len(FIGURES), count), np.int64)
        known = np.empty(count, np.int8)
        people = _People(*(rows[name].ctypes.data for name, _ in _COLUMNS), 3_800)
        places = (ctypes.c_void_p * len(FIGURES))(*(row.ctypes.data for row in figures))
        self._library.pay_all(
            ctypes.c_int64(count),
            ctypes.byref(people),
            ctypes.c_int64(days),
            ctypes.c_void_p(law.ctypes.data),
            places,
            ctypes.c_void_p(known.ctypes.data),
            ctypes.c_int(threads),
        )
        return Results(dict(zip(FIGURES, figures, strict=True)), known)


@cache
def _law(month: str) -> tuple[npt.NDArray[np.int64], int]:
    day = read_date(month)
    found = month_law(day.year * 12 + day.month - 1, Asked(packaged(), None, True))
    parts = [record(part).view(np.int64).reshape(-1) for part in (found.pay, found.cost)]
    return np.concatenate(parts), found.facts.days_5


def rows_of(table: pa.Table) -> Rows:
    """A table of :func:`sharedpay.batch.population` as C takes it."""
    table = table.combine_chunks()

    def numbers(name: str, width: type[Any]) -> npt.NDArray[Any]:
        column = table.column(name).combine_chunks()
        if pa.types.is_dictionary(column.type):
            return np.asarray(column.indices).astype(width)
        if pa.types.is_decimal(column.type):
            halves = np.frombuffer(column.buffers()[1], np.int64)[2 * column.offset :]
            return halves[: 2 * len(column) : 2].astype(width)
        return np.asarray(column.to_numpy(zero_copy_only=False)).astype(width)

    return {name: numbers(name, width) for name, width in _COLUMNS}


def drawn(count: int, seed: int = 0) -> pa.Table:
    """Random rows with many at the corners: nothing, a cent, the most, all families, the shortest hours."""
    random = np.random.default_rng(seed)
    edges = np.array([0, 1, 2, 225_550, 288_032, 333_698, 954_720 // 3, 2_890_000, MAX_CENTS - 1, MAX_CENTS])
    gross = np.where(
        random.random(count) < 0.3,
        np.clip(random.choice(edges, count) + random.integers(-2, 3, count), 0, MAX_CENTS),
        np.where(random.random(count) < 0.1, random.integers(0, MAX_CENTS, count), random.integers(0, 900_000, count)),
    )
    partner = random.integers(0, len(PARTNER), count)
    children = np.where(random.random(count) < 0.5, 0, random.integers(0, 31, count))
    disabled_children = random.integers(0, children + 1)
    hours = np.where(random.random(count) < 0.5, 3_800, random.integers(1, 3_801, count))
    return pa.table(
        {
            "status": pa.DictionaryArray.from_arrays(pa.array(random.integers(0, 5, count, np.int8)), list(STATUS)),
            "gross": decimals(gross.astype(np.int64), 12),
            "partner": pa.DictionaryArray.from_arrays(pa.array(partner.astype(np.int8)), list(PARTNER)),
            "marital": pa.DictionaryArray.from_arrays(pa.array((partner > 0).astype(np.int8)), list(MARITAL)),
            "children": pa.array(children.astype(np.int8)),
            "disabled_children": pa.array(disabled_children.astype(np.int8)),
            "single_parent": pa.array((partner == 0) & (children > 0) & (random.random(count) < 0.5)),
            "disabled": pa.array(random.random(count) < 0.2),
            "weekly_hours": decimals(hours.astype(np.int64), 4),
        }
    )
