"""A table of any make as blocks of whole numbers: its columns checked by name, its values by row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any, Final, Literal, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sharedpay.batch import inputs
from sharedpay.batch.households import impossible, some, with_situation, with_size
from sharedpay.batch.inputs import Inputs
from sharedpay.batch.problems import number_of, wrong_of
from sharedpay.batch.terms import with_term
from sharedpay.batch.values import Numbers, Reading, read, unreadable
from sharedpay.batch.vocabulary import INPUTS, Column, nearest
from sharedpay.errors import InvalidInput

BLOCK: Final = 1 << 16
"""Rows that are computed at a time: their columns fit the cache, and what a block costs besides hardly counts."""
Floats = Literal["refuse", "exact"]

_SMALL: Final[Mapping[str, type[np.signedinteger[Any]]]] = {
    **dict.fromkeys(("code", "flag", "count", "committee"), np.int8),
    **dict.fromkeys(("quantity", "rate", "day"), np.int32),
}
_WIDTHS: Final[Mapping[str, type[np.signedinteger[Any]]]] = {
    **{name: _SMALL.get(column.kind, np.int64) for name, column in INPUTS.items()},
    **dict.fromkeys(("special_scale", "single", "low_partner", "fixed_term"), np.int8),
    "workers": np.int32,
    **dict.fromkeys(("ten_or_more", "fund_class"), np.int8),
    "vat_included": np.int8,
    **dict.fromkeys(("target", "invoice"), np.int64),
}
_DEFAULTS: Final[Mapping[str, Any]] = {**{name: column.default for name, column in INPUTS.items()}, "fixed_term": 0}


_NOTHING_REFUSED: Final[Mapping[str, str]] = {}


class Source(NamedTuple):
    """Where the values of an input come from: a place in the batch, or one number for all rows."""

    column: Column
    place: int | None
    constant: int
    reading: Reading


class Plan(NamedTuple):
    """How a table is read: its columns in ``names`` order, what each input is, how it states the work.

    ``target``: the column of what the gross is to reach. ``dated``: whether the days of the contract in the month
    count.
    """

    names: tuple[str, ...]
    sources: Mapping[str, Source]
    target: str
    work: int
    dated: bool
    marital_known: bool
    granted_known: bool


class Block(NamedTuple):
    """Some rows as whole numbers. ``problems`` is not 0 where a value can't be used; ``months`` count from year 0.

    ``inputs``, named as in :class:`Inputs`, and ``contract_end``, the last day of each contract, are each a column, or
    one number for all rows.
    """

    rows: int
    inputs: Any
    months: Numbers
    problems: npt.NDArray[np.int16]
    contract_end: Any


def table_of(data: Any) -> tuple[pa.Table, dict[str, Any]]:
    """Anything that holds columns, as an Arrow table without a copy where its maker allows it, and the single values.

    ``data``: a PyArrow table or batch, anything with ``__arrow_c_stream__`` or ``__arrow_c_array__`` (Polars, pandas,
    DuckDB), or a mapping of names to arrays or to one value that holds for all rows. Raises :class:`InvalidInput` for
    anything else.
    """
    if isinstance(data, pa.Table):
        return data, {}
    if isinstance(data, pa.RecordBatch):
        return pa.Table.from_batches([data]), {}
    if isinstance(data, Mapping):
        single = {name: value for name, value in data.items() if _is_single(value)}
        arrays = {str(name): _array(str(name), value) for name, value in data.items() if name not in single}
        lengths = {name: len(array) for name, array in arrays.items()}
        if single and not arrays:
            raise InvalidInput(
                "columns: every value is a single one; give one as a list, to say how many rows there are"
            )
        if len(set(lengths.values())) > 1:
            raise InvalidInput(
                f"columns: must be of one length, not {', '.join(f'{n} {k}' for n, k in lengths.items())}"
            )
        return pa.table(arrays), {str(name): value for name, value in single.items()}
    if hasattr(data, "__arrow_c_stream__") or hasattr(data, "__arrow_c_array__"):
        with not_arrow("table", data):
            return pa.table(data), {}
    raise InvalidInput(
        f"table: a {type(data).__name__} holds no columns that can be read; give an Arrow table, a data frame that"
        " offers __arrow_c_stream__ (Polars, pandas 2.2, DuckDB), or a mapping of names to arrays"
    )


@contextmanager
def not_arrow(name: str, data: Any) -> Iterator[None]:
    """What can't be made Arrow in our own words: a column instead of a table, or a column of values of two kinds."""
    try:
        yield
    except MemoryError:  # also one of Arrow's own errors
        raise
    except (pa.ArrowException, ValueError, TypeError) as error:
        raise InvalidInput(
            f"{name}: this {type(data).__name__} can't be read as columns, each of one kind of values ({error})"
        ) from error


def _is_single(value: Any) -> bool:
    return isinstance(value, (str, bytes, date)) or not (hasattr(value, "__len__") or hasattr(value, "__arrow_array__"))


def _array(name: str, value: Any) -> pa.Array | pa.ChunkedArray:
    if isinstance(value, (pa.Array, pa.ChunkedArray)):
        return value
    try:
        return pa.array(value)
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError, ValueError, TypeError) as error:
        raise InvalidInput(f"{name}: is no column of one kind ({error})") from error


def plan_of(
    schema: pa.Schema,
    constants: Mapping[str, Any],
    needed: Sequence[str],
    *,
    one_of: Sequence[tuple[str, str]] = (),
    refused: Mapping[str, str] = _NOTHING_REFUSED,
    keep: Sequence[str] = (),
    cents: bool = False,
    floats: Floats = "refuse",
) -> Plan:
    """How to read a table of this schema. Raises :class:`InvalidInput` listing every unknown, missing or double column.

    ``needed`` are columns without a default, of each pair in ``one_of`` exactly one is needed; ``refused`` are columns
    that can't be used here, and why; ``keep`` are columns that are carried through.
    """
    kept = set(keep)
    problems = [f"keep: there is no column {name!r} in the table" for name in sorted(kept - set(schema.names))]
    problems += [f"keep: column {name!r} is named twice" for name in sorted(kept) if keep.count(name) > 1]
    for name in dict.fromkeys([*schema.names, *constants]):
        if name not in INPUTS and name not in kept and not _is_index(name, schema):
            hint = nearest(name, INPUTS)
            problems.append(
                f"column {name!r} is unknown{hint}; to carry it through, name it in keep"
                if name in schema.names
                else f"constants: column {name!r} is unknown{hint}"
            )
        if schema.names.count(name) + (name in constants) > 1:
            where = "in the table and for all rows (month, constants)" if name in constants else "in the table"
            problems.append(f"column {name!r} is given twice, {where}")
    names = [name for name in INPUTS if name in schema.names and not (name in kept and name in refused)]
    given = {*names, *(name for name in constants if name in INPUTS)}
    problems += [f"column {name!r} is missing" for name in needed if name not in given]
    problems += [f"column {name!r} {why}" for name, why in refused.items() if name in given]
    for name, other in (("month", "pay_date"), *one_of):
        if name in given and other in given:
            problems.append(f"{name}: give it or {other}, not both")
        elif name not in given and other not in given:
            problems.append(
                "column 'month' is missing; if all rows have the same one, say month='2026-05' (--month 2026-05)"
                if name == "month"
                else f"column {name!r} is missing"
            )
    work = _work(given, problems)
    if problems:
        raise InvalidInput(problems)
    sources = {}
    for name, column in INPUTS.items():
        if name not in given:
            continue
        reading = Reading(cents, floats == "exact")
        if name in constants:
            sources[name] = Source(column, None, _constant(column, constants[name], reading, problems), reading)
        else:
            unit = (schema.field(name).metadata or {}).get(b"unit")
            reading = reading._replace(cents=cents or unit == b"cents")
            sources[name] = Source(column, names.index(name), column.default, reading)
            problems += unreadable(column, schema.field(name).type, reading)
    if problems:
        raise InvalidInput(problems)
    dated = bool(given & {"contract_start", "contract_end"}) or work == inputs.WEEKLY_DAYS
    target = "target_net" if "target_net" in needed else "budget"
    return Plan(tuple(names), sources, target, work, dated, "marital" in given, "work_bonus_granted" in given)


def _is_index(name: str, schema: pa.Schema) -> bool:
    """Whether pandas put a column there for an index without a name, as a filtered frame has."""
    if not re.fullmatch("__index_level_[0-9]+__", name):
        return False
    return name in (schema.pandas_metadata or {}).get("index_columns", ())


def _work(given: set[str], problems: list[str]) -> int:
    """How the columns state the work of a month."""
    weekly = "weekly_hours" in given
    hours = "hours_worked" in given or "hours_full_time" in given
    days = "days_worked" in given or "days_possible" in given
    dated = "contract_start" in given or "contract_end" in given
    if days and hours:
        problems.append("hours_worked: give hours or days, not both")
    if "full_time_hours" in given and not weekly:
        problems.append("full_time_hours: needs weekly_hours, the hours a week of the worker")
    if "hours_full_time" in given and weekly:
        problems.append("hours_full_time: is for hours_worked alone; with weekly_hours give full_time_hours")
    if hours and "hours_worked" not in given:
        problems.append("hours_full_time: needs hours_worked")
    if hours and not weekly and "hours_full_time" not in given:
        problems.append("hours_worked: needs hours_full_time, or the weekly_hours of the contract")
    if days and "days_worked" not in given:
        problems.append("days_possible: needs days_worked")
    if "days_possible" in given and weekly:
        problems.append("days_possible: is for days_worked alone; with weekly_hours they are those of the month")
    if weekly:
        if hours:
            return inputs.WEEKLY_HOURS_WORKED
        return inputs.WEEKLY_DAYS if days or dated else inputs.WEEKLY_HOURS
    if hours:
        return inputs.HOUR_PAIR
    if days:
        return inputs.DAY_PAIR if "days_possible" in given else inputs.DAYS_OF_MONTH
    return inputs.DAYS_OF_MONTH if dated else inputs.FULL_MONTH


def _constant(column: Column, value: Any, reading: Reading, problems: list[str]) -> int:
    try:
        found = read(column, _array(column.name, [value]), reading)
    except InvalidInput as error:
        problems += error.problems
        return column.default
    for flaw, _ in found.flaws:
        name, text, _ = wrong_of(number_of(column.name, flaw))
        problems.append(f"{name} in all rows ({value!r}): {text}")
    return int(found.values[0])


class Filler:
    """Columns of one number, made once and shared by all blocks: most inputs of most tables are their default."""

    def __init__(self) -> None:
        self._made: dict[tuple[type[Any], int], npt.NDArray[Any]] = {}

    def column(self, width: type[Any], value: int, count: int) -> npt.NDArray[Any]:
        """``count`` times ``value``; not to be written to."""
        made = self._made.get((width, value))
        if made is None or len(made) < count:
            made = np.full(max(count, 1), value, width)
            self._made[width, value] = made
        return made[:count]

    def inputs(self, block: Block) -> Inputs:
        """The inputs of a block, all of them columns; not to be written to."""
        columns: list[Any] = [
            value if isinstance(value, np.ndarray) else self.column(_WIDTHS[name], value, block.rows)
            for name, value in zip(Inputs._fields, block.inputs, strict=True)
        ]
        return Inputs(*columns)


def block_of(plan: Plan, batch: pa.RecordBatch, filler: Filler) -> Block:
    """The rows of a batch as whole numbers. Columns are those of ``plan.names``."""
    count = batch.num_rows
    problems = np.zeros(count, np.int16)

    def numbers(name: str, source: Source) -> Any:
        if source.place is None:
            return source.constant
        found = read(source.column, batch.column(source.place), source.reading)
        for flaw, mask in found.flaws:
            mark(problems, mask, number_of(name, flaw))
        values = found.values
        return values if values.dtype == _WIDTHS[name] and values.flags.writeable else values.astype(_WIDTHS[name])

    values = {**_DEFAULTS} | {name: numbers(name, source) for name, source in plan.sources.items()}
    months = values["month" if "month" in plan.sources else "pay_date"]
    values, wrong = with_situation(values, plan.marital_known)
    if plan.dated and count:
        values, wrong_terms = with_term(values, months, "days_worked" in plan.sources)
        wrong += wrong_terms
    for problem, rows in (*wrong, *impossible(values, plan.work)):
        mark(problems, rows, problem)
    values |= with_size(values["workers"], values["closing_fund"])
    values["target"] = values[plan.target]
    values["vat_included"] = int("invoice_vat_incl" in plan.sources)
    values["invoice"] = values["invoice_vat_incl" if values["vat_included"] else "invoice_ex_vat"]

    if isinstance(months, int):
        months = filler.column(np.int64, months, count)
    made = Inputs(*(values[name] for name in Inputs._fields))
    return Block(count, made, months, problems, values["contract_end"])


def mark(problems: npt.NDArray[np.int16], rows: Any, problem: int) -> None:
    """Notes a problem in rows that have none yet; ``rows`` is a mask, or one answer for all."""
    if some(rows):
        problems[rows & (problems == 0)] = problem
