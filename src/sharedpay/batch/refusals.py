"""Rows that could not be computed: as an error that names them, or as columns beside the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
import pyarrow as pa

from sharedpay.batch.engine import Bad
from sharedpay.batch.features import FEATURES
from sharedpay.batch.inputs import GAP, MONTH_NOT_COVERED
from sharedpay.batch.laws import Asked, month_law
from sharedpay.batch.problems import NOT_MODELLED, Wrong, wrong_of
from sharedpay.batch.values import Numbers
from sharedpay.errors import InvalidInput, NotCovered, NotModelled

_SHOWN: Final = 5
"""How many rows an error names for each thing that is wrong."""
STATES: Final = ("ok", "invalid", "not_covered", "not_modelled")


class _Kind(NamedTuple):
    """One thing that is wrong: the number of a problem, and the month when the law of that month is what is missing."""

    problem: int
    month: int

    @property
    def gap(self) -> bool:
        return self.problem >= MONTH_NOT_COVERED

    @property
    def not_modelled(self) -> bool:
        return self.problem in NOT_MODELLED

    @property
    def outcome(self) -> int:
        """The place in :data:`STATES`."""
        return 2 if self.gap else 3 if self.not_modelled else 1


def _kinds(part: Bad) -> Iterator[tuple[_Kind, Numbers]]:
    """The kinds of problems in a block, each with its rows."""
    months = np.where(part.problems >= MONTH_NOT_COVERED, part.months, 0)
    pairs, places = np.unique(np.stack([part.problems.astype(np.int64), months]), axis=1, return_inverse=True)
    for k, (problem, month) in enumerate(pairs.T):
        yield _Kind(int(problem), int(month)), part.rows[places.reshape(-1) == k]


def _gap_of(kind: _Kind, asked: Asked) -> NotCovered:
    """The figure of the law that a row of a month would have needed."""
    gaps = month_law(kind.month, asked).gaps
    if kind.problem == MONTH_NOT_COVERED:
        return next(gap.error for gap in gaps if gap.everybody)
    feature = tuple(FEATURES)[kind.problem - GAP]
    return next(gap.error for gap in gaps if feature in gap.features)


def _sentence(kind: _Kind, asked: Asked) -> str:
    if kind.gap:
        return str(_gap_of(kind, asked))
    column, text, _ = wrong_of(kind.problem)
    return f"{column}: {text}"


def error_arrays(rows: int, asked: Asked, bad: Sequence[tuple[int, Bad]]) -> list[pa.Array]:
    """The columns ``outcome``, one of :data:`STATES`, and ``error``, an English sentence or null."""
    outcome = np.zeros(rows, np.int8)
    error = np.zeros(rows, np.int32)
    texts: dict[str, int] = {}
    for start, part in bad:
        for kind, found in _kinds(part):
            outcome[start + found] = kind.outcome
            error[start + found] = texts.setdefault(_sentence(kind, asked), len(texts))
    return [
        pa.DictionaryArray.from_arrays(pa.array(outcome), pa.array(STATES)),
        pa.DictionaryArray.from_arrays(pa.array(error, mask=outcome == 0), pa.array(list(texts), pa.string())),
    ]


def refuse(bad: Sequence[tuple[int, Bad]], asked: Asked, value_at: Callable[[str, int], Any]) -> None:
    """Raises for rows that could not be computed, naming columns, rows and values; does nothing when there are none.

    ``value_at(column, row)`` is the value as the table has it, None when it has no such column.
    Raises :class:`InvalidInput` with all that is wrong, or :class:`NotCovered` when only law is missing,
    or :class:`NotModelled` when that is all.
    """
    shown: dict[_Kind, list[int]] = {}
    counts: dict[_Kind, int] = {}
    for start, part in bad:
        for kind, found in _kinds(part):
            counts[kind] = counts.get(kind, 0) + len(found)
            rows = shown.setdefault(kind, [])
            rows += [int(start + row) for row in found[: _SHOWN - len(rows)]]
    if not shown:
        return
    if all(kind.gap for kind in shown):
        kind = next(iter(shown))
        gap = _gap_of(kind, asked)
        where, more = _rows(shown[kind], counts[kind]), len(shown) - 1
        raise NotCovered(
            gap.parameter,
            gap.date,
            gap.covered,
            f"in {where}, and {more} more gaps"
            if more > 1
            else f"in {where}, and one more gap"
            if more
            else f"in {where}",
        )
    if all(kind.not_modelled for kind in shown):
        kind, rows = next(iter(shown.items()))
        text, where = wrong_of(kind.problem).text, _rows(rows, counts[kind])
        raise NotModelled(f"{text} (in {where})")
    problems = []
    for kind, rows in shown.items():
        where = _rows(rows, counts[kind])
        column, text, beside = Wrong("month", str(_gap_of(kind, asked))) if kind.gap else wrong_of(kind.problem)
        values = [value_at(column, row) for row in rows]
        if any(value_at(name, row) is not None for name in beside for row in rows):
            values = [_with_others(value_at, row, column, beside) for row in rows]
        problems.append(
            f"{column} in {where}: {text}"
            if kind.gap or all(value in (None, "") for value in values)
            else f"{column} in {where} ({', '.join(map(str, values))}): {text}"
        )
    raise InvalidInput(problems)


def _with_others(value_at: Callable[[str, int], Any], row: int, column: str, beside: Sequence[str]) -> str:
    """The value of a column in a row and, named, those of others, as far as the table has them."""
    named = [(name, value_at(name, row)) for name in beside]
    others = [f"{name} {value}" for name, value in named if value is not None]
    own = value_at(column, row)
    return " / ".join([*([] if own is None else [str(own)]), *others])


def _rows(shown: list[int], count: int) -> str:
    rows, more = ", ".join(map(str, shown)), count - len(shown)
    where = f"row {rows}"
    if count > 1:
        where = f"rows {rows} and {more} more" if more else f"rows {rows}"
    return where
