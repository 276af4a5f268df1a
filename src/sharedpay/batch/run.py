"""A whole table at once, or batch after batch with bounded memory."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any, Final, TypedDict

import numpy as np
import pyarrow as pa

from sharedpay.batch.columns import BLOCK, Floats, not_arrow, plan_of, table_of
from sharedpay.batch.engine import Bad, Engine, Job, in_order, threads_of
from sharedpay.batch.formats import joined, plain
from sharedpay.batch.laws import Asked
from sharedpay.batch.refusals import error_arrays, refuse
from sharedpay.batch.results import Memory, Money, OnError, array_of, chosen, memory_for, schema_of
from sharedpay.batch.tasks import Task
from sharedpay.errors import InvalidInput
from sharedpay.law.book import LawBook, packaged, read_date
from sharedpay.model.enterprise import Enterprise

_SIZES: Final = ("category", "workers", "closing_fund", "risk_groups")
"""What the employer's side looks at in an enterprise."""
_SMALL_CHUNK: Final = 1 << 14
"""Below this many rows on average, chunks of a table are put together before they are computed."""


class Choices(TypedDict, total=False):
    """What can be asked beside the table.

    ``enterprise``: for :func:`sharedpay.batch.settle` alone, Smart if left out: what it charges, and its ``category``,
    ``workers``, ``closing_fund`` and ``risk_groups`` for tables without these columns, its ``fee_rate`` for rows
    without one.

    ``month``: the month of all rows, for a table without that column. ``constants``: other inputs that are the same
    for all rows, by their column names. ``law``: an amended law book; ``known_on``: nothing that was
    published after that day, where figures without a day of publication count as always known.
    ``cents``: whether plain whole numbers in columns of money are cents (else they are refused, being ambiguous).
    ``floats``: ``"refuse"``, or ``"exact"`` to take those that stand for exactly a cent.
    ``money``: results as ``"decimal"`` euros or whole ``"cents"``. ``columns``: which results, all if left out.
    ``keep``: columns that are carried through. ``on_error``: ``"raise"``, or ``"column"`` to give rows that can't be
    computed nulls and to say why in the columns ``outcome`` and ``error``. ``threads``: as many as there are
    processors if left out.
    """

    enterprise: Enterprise
    month: str | date
    constants: Mapping[str, Any]
    law: LawBook
    known_on: str | date
    cents: bool
    floats: Floats
    money: Money
    columns: Iterable[str]
    keep: Iterable[str]
    on_error: OnError
    threads: int


class Run:
    """A task with its choices on tables of one schema. ``single`` are inputs of the table that are one value."""

    def __init__(
        self, task: Task, schema: pa.Schema, choices: Choices, single: Mapping[str, Any] | None = None
    ) -> None:
        problems = _problems(choices)
        self.on_error = choices.get("on_error", "raise")
        money = choices.get("money", "decimal")
        constants = _constants(choices, single or {}, problems)
        self.keep = _names("keep", choices.get("keep", ()), problems)
        columns = choices.get("columns")
        columns = columns if columns is None else _names("columns", columns, problems)
        enterprise = _enterprise(task, choices, problems)
        if problems:
            raise InvalidInput(problems)
        if enterprise is not None:
            sizes = {name: getattr(enterprise, name) for name in _SIZES}
            constants |= {name: size for name, size in sizes.items() if name not in {*schema.names, *constants}}
        cents, floats = choices.get("cents", False), choices.get("floats", "refuse")
        plan = plan_of(
            schema,
            constants,
            task.needed,
            one_of=task.one_of,
            refused=task.refused,
            keep=self.keep,
            cents=cents,
            floats=floats,
        )
        known_on = choices.get("known_on")
        known = None if known_on is None else read_date(known_on, "known_on")
        asked = Asked(choices.get("law") or packaged(), known, task.cost, enterprise)
        self.job = Job(task, plan, asked, 2 if money == "decimal" else 1)
        self.threads = threads_of(choices.get("threads"))
        self.outputs = chosen(task, columns)
        self.schema = schema_of(self.outputs, [schema.field(name) for name in self.keep], self.job, self.on_error)
        self.engine = Engine(self.job)

    def table(self, table: pa.Table) -> pa.Table:
        """The result for a whole table."""
        memory = self._memory(table.num_rows)

        def one(item: tuple[int, pa.RecordBatch]) -> tuple[int, Bad | None]:
            start, batch = item
            stop = start + batch.num_rows
            return start, self.engine.run(batch, {name: room.part(start, stop) for name, room in memory.items()})

        blocks = _blocks(table.select(list(self.job.plan.names)))
        bad = [(start, part) for start, part in in_order(one, blocks, self.threads) if part is not None]
        arrays = self._arrays(table, memory, bad, 0)
        return pa.Table.from_arrays([*(table.column(name) for name in self.keep), *arrays], schema=self.schema)

    def stream(
        self,
        batches: Iterable[pa.RecordBatch],
        computed: Callable[[pa.RecordBatch], pa.RecordBatch] = lambda batch: batch,
    ) -> Iterator[pa.RecordBatch]:
        """The results of batches, one for each block of rows, in order; a few blocks are in memory at a time.

        ``computed`` gives a batch as it is computed with; what is kept or shown in an error is of the batch as it is.
        Codes and views may be plain in some of the batches; those that are kept have to be so in the schema.
        """
        kept = pa.schema(self.schema.field(name) for name in self.keep)

        def one(item: tuple[int, pa.RecordBatch]) -> pa.RecordBatch:
            start, batch = item
            memory = self._memory(batch.num_rows)
            read = computed(batch.select(list(self.job.plan.names)))
            part = self.engine.run(read, {name: room.numbers for name, room in memory.items()})
            arrays = self._arrays(batch, memory, [] if part is None else [(0, part)], start)
            return pa.RecordBatch.from_arrays(
                [*plain(batch.select(self.keep), kept).columns, *arrays], schema=self.schema
            )

        yield from in_order(one, _slices(batches), self.threads)

    def _memory(self, rows: int) -> dict[str, Memory]:
        return memory_for(rows, self.outputs, self.job)

    def _arrays(
        self,
        source: pa.Table | pa.RecordBatch,
        memory: Mapping[str, Memory],
        bad: Sequence[tuple[int, Bad]],
        first: int,
    ) -> list[pa.Array]:
        """The results as Arrow; ``first`` is the place of the first row among all. Raises for bad rows if asked to."""
        asked, optional = self.job.asked, self.job.task.optional
        if bad and self.on_error == "raise":
            names = source.schema.names

            def value_at(column: str, row: int) -> Any:
                return _shown(source.column(column)[row - first]) if column in names else None

            refuse([(start + first, part) for start, part in bad], asked, value_at)
        arrays = [array_of(memory[o.name], self.schema.field(o.name).type, bad, optional) for o in self.outputs]
        return arrays + (error_arrays(source.num_rows, asked, bad) if self.on_error == "column" else [])


def _shown(value: pa.Scalar) -> Any:
    """A value as Python has it; as text a day of a year that Python does not have."""
    try:
        return value.as_py()
    except (OverflowError, ValueError):
        return value.cast(pa.string()).as_py()


def _constants(choices: Choices, single: Mapping[str, Any], problems: list[str]) -> dict[str, Any]:
    """The inputs that are the same for all rows; what is wrong goes into ``problems``."""
    constants = dict(single)
    given: object = choices.get("constants", {})
    if not isinstance(given, Mapping):
        problems.append(f"constants: {given!r} is not allowed; give a mapping of names of columns to values")
        return constants
    stated = [("month", choices["month"])] if "month" in choices else []
    for name, value in (*stated, *given.items()):
        if name in constants:
            where = (
                "in the table and for all rows (month, constants)" if name in single else "as month and in constants"
            )
            problems.append(f"column {name!r} is given twice, {where}")
        constants[name] = value
    return constants


def _names(name: str, given: object, problems: list[str]) -> list[str]:
    """The names of columns that a choice lists, or its one name; what is wrong goes into ``problems``."""
    names: list[Any] = list(given) if isinstance(given, Iterable) and not isinstance(given, str) else [given]
    problems += [f"{name}: {one!r} is no name of a column; give text" for one in names if not isinstance(one, str)]
    return names


def _enterprise(task: Task, choices: Choices, problems: list[str]) -> Enterprise | None:
    """The enterprise that settles, None where nothing is settled; what is wrong goes into ``problems``."""
    given: object = choices.get("enterprise")
    if not task.settles:
        if given is not None:
            problems.append("enterprise: only a settlement has one; give workers, closing_fund and the like as columns")
        return None
    if given is not None and not isinstance(given, Enterprise):
        problems.append(f"enterprise: {given!r} is not an Enterprise")
        return None
    return given or Enterprise.smart()


def _problems(choices: Choices) -> list[str]:
    known = Choices.__annotations__
    problems = [f"{name}: no such choice; allowed: {', '.join(known)}" for name in choices if name not in known]
    for name, allowed in (
        ("on_error", ("raise", "column")),
        ("money", ("decimal", "cents")),
        ("floats", ("refuse", "exact")),
        ("cents", (False, True)),
    ):
        if choices.get(name, allowed[0]) not in allowed:
            problems.append(f"{name}: {choices.get(name)!r} is not allowed; allowed: {', '.join(map(str, allowed))}")
    threads: Any = choices.get("threads")
    number = isinstance(threads, (int, np.integer)) and not isinstance(threads, bool) and threads > 0
    if threads is not None and not number:
        problems.append(f"threads: {threads!r} is not allowed; give a whole number from 1 on, or leave it out")
    law: object = choices.get("law")
    return problems if law is None else [*problems, *impossible_law("law", law)]


def impossible_law(name: str, book: object) -> Iterator[str]:
    """Why something can't be the law of a batch; nothing if it can."""
    if not isinstance(book, LawBook):
        yield f"{name}: {book!r} is no law book; give sharedpay.law.load(), or what its amend makes"


def _blocks(table: pa.Table) -> Iterator[tuple[int, pa.RecordBatch]]:
    """A table in blocks with the place of their first row; many small chunks are put together first."""
    chunks = max((table.column(k).num_chunks for k in range(table.num_columns)), default=1)
    if chunks > 1 and table.num_rows < chunks * _SMALL_CHUNK:
        table = joined(table)
    start = 0
    for batch in table.to_batches(max_chunksize=BLOCK):
        yield start, batch
        start += batch.num_rows


def _slices(batches: Iterable[pa.RecordBatch]) -> Iterator[tuple[int, pa.RecordBatch]]:
    start = 0
    for batch in batches:
        for at in range(0, batch.num_rows, BLOCK):
            yield start + at, batch.slice(at, BLOCK)
        start += batch.num_rows
        del batch  # is let go of while the next one is read


def run_table(task: Task, data: Any, choices: Choices) -> pa.Table:
    """A task on anything that holds columns."""
    table, single = table_of(data)
    return Run(task, table.schema, choices, single).table(table)


def run_stream(task: Task, batches: Any, choices: Choices) -> Iterator[pa.RecordBatch]:
    """A task on batches of one schema: a reader, anything with ``__arrow_c_stream__``, or an iterable of batches.

    What is wrong with the choices alone, or with a reader or a table, is said at once, the rest with the first result.
    """
    problems = _problems(choices)
    allowed = "give a RecordBatchReader, a table, or record batches one after the other"
    if hasattr(batches, "__arrow_c_stream__"):
        with not_arrow("batches", batches):
            batches = pa.RecordBatchReader.from_stream(batches)
    elif not isinstance(batches, Iterable) or isinstance(batches, (Mapping, str, bytes)):
        problems.append(f"batches: a {type(batches).__name__} is none; {allowed}")
    if problems:
        raise InvalidInput(problems)
    if isinstance(batches, pa.RecordBatchReader):
        return Run(task, batches.schema, choices).stream(batches)

    def of_one_schema() -> Iterator[pa.RecordBatch]:
        schema = None
        for batch in batches:
            if not isinstance(batch, pa.RecordBatch):
                raise InvalidInput(f"batches: a {type(batch).__name__} is no record batch; {allowed}")
            schema = batch.schema if schema is None else schema
            if not batch.schema.equals(schema):
                raise InvalidInput(f"batches: must be of one schema, not {schema} and then {batch.schema}")
            yield batch

    return _of_batches(task, of_one_schema(), choices)


def _of_batches(task: Task, batches: Iterator[pa.RecordBatch], choices: Choices) -> Iterator[pa.RecordBatch]:
    """As :func:`run_stream`, with the schema of the first batch; nothing if there is none."""
    first = next(batches, None)
    if first is not None:
        yield from Run(task, first.schema, choices).stream(chain([first], batches))
