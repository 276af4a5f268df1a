"""A task from a file to a file: batch after batch, and a result that is there whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from os import PathLike
from os.path import realpath
from pathlib import Path
from time import monotonic
from typing import Final, Literal, NamedTuple, Unpack

import pyarrow as pa

from sharedpay.batch.formats import Dialect, Reader, Writer, check_columns, format_of, joined, plain_schema, reading
from sharedpay.batch.place import check_target, part_of, told, whole_file
from sharedpay.batch.run import Choices, Run
from sharedpay.batch.tasks import Task
from sharedpay.errors import InvalidInput

_ENOUGH: Final = 1 << 14
"""Rows that are worth a block of their own."""


class Progress(NamedTuple):
    """How far a file is: rows that are written, rows there are if the file says so, the share of it that was read."""

    rows: int
    total: int | None
    share: float


class Done(NamedTuple):
    """What became of a file: rows that were written, how many of them have no result, and how long it took."""

    rows: int
    failed: int
    seconds: float
    law_digest: str


def run_file(
    task: Task,
    source: str | PathLike[str],
    target: str | PathLike[str],
    *,
    source_format: str | None = None,
    target_format: str | None = None,
    delimiter: str = ",",
    decimal_mark: Literal[".", ","] = ".",
    overwrite: bool = False,
    progress: Callable[[Progress], None] | None = None,
    **choices: Unpack[Choices],
) -> Done:
    """Computes ``source`` into ``target``; see :func:`sharedpay.batch.file`."""
    began = monotonic()
    read, write = Path(source), Path(target)
    dialect = Dialect(delimiter, decimal_mark)
    problems = dialect.problems()
    kinds = []
    for path, name, given in ((read, "in", source_format), (write, "out", target_format)):
        try:
            kinds.append(format_of(path, name, given))
        except InvalidInput as error:
            problems += error.problems
    if problems:
        raise InvalidInput(problems)
    write = Path(realpath(write)) if write.is_symlink() else write
    _check_apart(read, write)
    check_target(write, overwrite=overwrite)
    rows = failed = 0
    with reading(read, kinds[0], dialect) as opened:
        run = Run(task, plain_schema(opened.schema), choices)
        check_columns([opened.schema.field(name) for name in run.keep], kinds[1], dialect)
        with whole_file(write, overwrite=overwrite) as file:
            writer = Writer(file, kinds[1], run.schema, dialect)
            try:
                for batch in run.stream(_joined(opened), opened.computed):
                    with told(write):
                        writer.write(batch)
                    rows += batch.num_rows
                    if run.on_error == "column":
                        failed += len(batch) - batch.column("error").null_count
                    del batch  # is let go of while the next one is computed
                    if progress is not None:
                        progress(Progress(rows, opened.rows, opened.share()))
                with told(write):
                    writer.close()
            except BaseException:
                writer.abandon()
                raise
    return Done(rows, failed, monotonic() - began, run.job.asked.book.digest)


def _check_apart(read: Path, write: Path) -> None:
    """Raises :class:`InvalidInput` when a file would be written over itself."""
    for path in (write, part_of(write)):
        if path.exists() and read.exists() and path.samefile(read):
            raise InvalidInput(f"out: {read} would be written over itself; name another file")


def _joined(opened: Reader) -> Iterator[pa.RecordBatch]:
    """The batches of a file; tiny ones are put together, since each costs as much as a block."""
    waiting: list[pa.RecordBatch] = []
    rows = 0
    for batch in opened.batches:
        waiting.append(batch)
        rows += batch.num_rows
        del batch
        if rows >= _ENOUGH:
            waiting, rows = _one(waiting), 0
            while waiting:
                yield waiting.pop(0)
    if rows:
        yield from _one(waiting)


def _one(batches: list[pa.RecordBatch]) -> list[pa.RecordBatch]:
    """Batches put together, or as they are if Arrow can't: it joins no lists of codes for words that hold a null."""
    try:
        return batches if len(batches) == 1 else joined(pa.Table.from_batches(batches)).to_batches()
    except pa.ArrowInvalid:
        return batches
