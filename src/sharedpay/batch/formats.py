"""Parquet, CSV and Arrow files as batches of records, read and written with the memory of a few of them."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Final, Literal, NamedTuple, get_args

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from sharedpay.batch.place import reason_of
from sharedpay.batch.values import decodable
from sharedpay.batch.vocabulary import INPUTS
from sharedpay.errors import InvalidInput

Format = Literal["parquet", "csv", "arrow", "arrows"]
"""``arrow`` is an Arrow (IPC, Feather 2) file, ``arrows`` an Arrow stream."""

SUFFIXES: Final[dict[str, Format]] = {
    ".parquet": "parquet",
    ".pq": "parquet",
    ".csv": "csv",
    ".arrow": "arrow",
    ".feather": "arrow",
    ".arrows": "arrows",
}
_BATCH: Final = 1 << 15
_DELIMITERS: Final = ",;\t"
"""What CSV has between its cells, as programs write it."""
_CSV_BLOCK: Final = 1 << 20
_BUFFER: Final = 1 << 20
_ROW_GROUP: Final = 1 << 17
"""Rows that are gathered for one row group of Parquet."""
_END: Final = b"\xff\xff\xff\xff\x00\x00\x00\x00"
"""How an Arrow stream says that it is over."""


class Dialect(NamedTuple):
    """How CSV is written: what stands between cells, and in front of the cents."""

    delimiter: str = ","
    decimal_mark: Literal[".", ","] = "."

    def problems(self) -> list[str]:
        """What is wrong with it."""
        found = []
        if len(self.delimiter) != 1 or self.delimiter in '"\r\n' or ord(self.delimiter) > 127:
            found.append(f"delimiter: {self.delimiter!r} is not allowed; it is one character like ';'")
        if self.decimal_mark not in (".", ","):
            found.append(f"decimal_mark: {self.decimal_mark!r} is not allowed; allowed: '.', ','")
        return found


def format_of(path: Path, name: str, given: str | None = None) -> Format:
    """The format of a file, ``given`` or by its suffix. Raises :class:`InvalidInput` for one that is unknown."""
    for known in get_args(Format):
        if given == known:
            found: Format = known
            return found
    if given is not None:
        raise InvalidInput(f"{name}: {given!r} is not allowed; allowed: {', '.join(get_args(Format))}")
    if path.suffix.lower() not in SUFFIXES:
        known_suffixes = ", ".join(SUFFIXES)
        raise InvalidInput(
            f"{name}: {path} has the suffix {path.suffix!r}, which is no format; known: {known_suffixes}"
            if path.suffix
            else f"{name}: {path} has no suffix that tells its format; known: {known_suffixes}"
        )
    return SUFFIXES[path.suffix.lower()]


@dataclass(frozen=True)
class Reader:
    """An open file: its schema, its batches, its rows if it says how many, and the share of it that was read.

    ``computed`` gives a batch as it is computed with, where amounts have a point. ``batches`` are as the file has them.
    """

    schema: pa.Schema
    batches: Iterator[pa.RecordBatch]
    rows: int | None
    share: Callable[[], float]
    computed: Callable[[pa.RecordBatch], pa.RecordBatch] = lambda batch: batch


@contextmanager
def reading(path: Path, kind: Format, dialect: Dialect) -> Iterator[Reader]:
    """Opens a file. Raises :class:`InvalidInput`, here or while batches are read, for one that can't be read."""
    with _told(path):
        file = path.open("rb", buffering=0)
    with file:
        with _told(path, where=f"as {kind}"):
            size = path.stat().st_size
            if not path.is_file():
                raise InvalidInput(f"file: {path} can't be read: it is no regular file")
            if not size:
                raise InvalidInput(f"file: {path} can't be read: it is empty")
            opened = _OPENED[kind](path, file, dialect)
            tuple(opened.schema.names)  # those that are no text show here
        yield opened


@contextmanager
def _told(path: Path, where: str = "") -> Iterator[None]:
    """Errors of a file in our own words: which file can't be read, where or as what, and why."""
    try:
        yield
    except pa.ArrowCancelled:  # how Arrow may pass on an interruption
        raise KeyboardInterrupt from None
    except (OSError, pa.ArrowException, UnicodeDecodeError, csv.Error) as error:
        reason = reason_of(error)
        raise InvalidInput(
            f"file: {path} can't be read {where}: {reason}" if where else f"file: {path} can't be read: {reason}"
        ) from None


def _sound_batches(path: Path, batches: Iterator[pa.RecordBatch], where: str) -> Iterator[pa.RecordBatch]:
    """Batches whose every value was looked at: texts of a damaged file may point outside of its memory."""
    while True:
        with _told(path, where):
            batch = next(batches, None)
            if batch is None:
                return
            batch.validate(full=True)
        yield batch


def _parquet(path: Path, file: BinaryIO, _: Dialect) -> Reader:
    # Pages are read one after the other: a row group may be larger than memory.
    source = pq.ParquetFile(file, pre_buffer=False, buffer_size=_BUFFER, page_checksum_verification=True)
    total = source.metadata.num_rows
    done = 0

    def batches() -> Iterator[pa.RecordBatch]:
        nonlocal done
        count = source.metadata.num_row_groups
        for group in range(count):
            there = 0
            parts = source.iter_batches(_BATCH, row_groups=[group], use_threads=False)
            for batch in _sound_batches(path, parts, where=f"in row group {group} of {count}"):
                there += batch.num_rows
                done += batch.num_rows
                yield batch
            said = source.metadata.row_group(group).num_rows
            if there != said:
                raise InvalidInput(f"file: {path} can't be read in row group {group}: it has {there} of {said} rows")

    return Reader(source.schema_arrow, batches(), total, lambda: done / total if total else 1.0)


def _arrow(path: Path, file: BinaryIO, _: Dialect) -> Reader:
    source = pa.ipc.open_file(file)
    count = source.num_record_batches
    done = 0

    def batches() -> Iterator[pa.RecordBatch]:
        nonlocal done
        for place in range(count):
            one = (source.get_batch(at) for at in (place,))
            for batch in _sound_batches(path, one, where=f"in batch {place} of {count}"):
                done = place + 1
                yield batch

    return Reader(source.schema, batches(), None, lambda: done / count if count else 1.0)


def _arrows(path: Path, file: BinaryIO, _: Dialect) -> Reader:
    size = path.stat().st_size
    file.seek(max(0, size - len(_END)))
    if file.read() != _END:
        raise InvalidInput(
            f"file: {path} can't be read as arrows: its end mark is missing, so it may have been cut off"
        )
    file.seek(0)
    source = pa.ipc.open_stream(file)

    def batches() -> Iterator[pa.RecordBatch]:
        yield from _sound_batches(path, iter(source), where="to its end")
        # A batch that was cut off leaves the reader elsewhere than at the end.
        if file.tell() != size:
            raise InvalidInput(f"file: {path} can't be read to its end: something follows its end mark")

    return Reader(source.schema, batches(), None, lambda: file.tell() / size)


def _csv(path: Path, file: BinaryIO, dialect: Dialect) -> Reader:
    """Every cell is text, so that an amount is read as it is written and never becomes a float."""
    _check_delimiter(path, dialect.delimiter)
    names = _names(path, dialect.delimiter, strict=True)
    double = sorted({name for name in names if names.count(name) > 1})
    if double:
        raise InvalidInput([f"file: {path} has the column {name!r} twice" for name in double])
    source = pacsv.open_csv(
        file,
        read_options=pacsv.ReadOptions(block_size=_CSV_BLOCK, use_threads=False),
        parse_options=pacsv.ParseOptions(delimiter=dialect.delimiter, newlines_in_values=True),
        convert_options=pacsv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()),
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
            null_values=[""],
        ),
    )
    size = path.stat().st_size
    batches = _sound_batches(path, iter(source), where="as csv")
    opened = Reader(source.schema, batches, None, lambda: file.tell() / size)
    return replace(opened, computed=_with_points) if dialect.decimal_mark == "," else opened


def _names(path: Path, delimiter: str, *, strict: bool) -> list[str]:
    """The names of the columns: those of the first line that is not empty, as Arrow too takes them."""
    with path.open(encoding="utf-8-sig", newline="") as text:
        return next(filter(None, csv.reader(text, delimiter=delimiter, strict=strict)), [])


def _check_delimiter(path: Path, delimiter: str) -> None:
    """Raises :class:`InvalidInput` for names that are one with this delimiter and several with another one."""
    if len(_names(path, delimiter, strict=False)) > 1:
        return
    for other in _DELIMITERS:
        if len(_names(path, other, strict=False)) > 1:
            raise InvalidInput(
                f"file: {path} seems to have {other!r} between its cells and not {delimiter!r};"
                f" say delimiter={other!r} (--delimiter {other!r})"
            )


def _has_decimals(name: str) -> bool:
    return name in INPUTS and INPUTS[name].kind not in ("month", "day", "code", "committee")


def _with_points(batch: pa.RecordBatch) -> pa.RecordBatch:
    """A batch of texts with points in its amounts, where its file has commas."""
    for place, name in enumerate(batch.schema.names):
        if _has_decimals(name):
            batch = batch.set_column(place, name, _swapped(batch.column(place)))
    return batch


def _swapped(texts: pa.Array) -> pa.Array:
    """Points and commas exchanged: ``1234,50`` is read, and ``1.234,50`` or ``12.50`` is refused and never guessed."""
    texts = pc.replace_substring(texts, ".", "\0")
    texts = pc.replace_substring(texts, ",", ".")
    return pc.replace_substring(texts, "\0", ",")


_OPENED: Final = {"parquet": _parquet, "csv": _csv, "arrow": _arrow, "arrows": _arrows}


def plain_schema(schema: pa.Schema) -> pa.Schema:
    """The schema with texts instead of codes for texts, and of views of texts: files hold each value for itself."""
    for place, field in enumerate(schema):
        kind = field.type.value_type if pa.types.is_dictionary(field.type) else field.type
        schema = schema.set(place, field.with_type(pa.string() if pa.types.is_string_view(kind) else kind))
    return schema


def plain(batch: pa.RecordBatch, schema: pa.Schema) -> pa.RecordBatch:
    """A batch in a schema that is its own, or plain where its own has codes or views."""
    columns = [c if c.type == kind else _plain(c) for c, kind in zip(batch.columns, schema.types, strict=True)]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def _plain(array: pa.Array) -> pa.Array:
    if pa.types.is_dictionary(array.type):
        return decodable(array).dictionary_decode()
    return array.cast(pa.string()) if pa.types.is_string_view(array.type) else array


def joined(table: pa.Table) -> pa.Table:
    """A table with its chunks put together; plain where Arrow can't join its codes, as of words that hold a null."""
    try:
        return table.combine_chunks()
    except pa.ArrowInvalid:
        schema = plain_schema(table.schema)
        batches = (plain(batch, schema) for batch in table.to_batches())
        return pa.Table.from_batches(batches, schema).combine_chunks()


def check_columns(fields: Iterable[pa.Field], kind: Format, dialect: Dialect) -> None:
    """Raises :class:`InvalidInput` for columns of types that a file of a kind can't hold."""
    problems = [
        f"{field.name}: a column of {field.type} can't be written as {kind}; leave it out of keep or make it text"
        for field in fields
        if not _holds(kind, field.type, dialect)
    ]
    if problems:
        raise InvalidInput(problems)


def _holds(kind: Format, of: pa.DataType, dialect: Dialect) -> bool:
    """Whether a file can hold a column of a type, as one that is written in memory shows."""
    schema = pa.schema([("column", of)])
    try:
        writer = Writer(BytesIO(), kind, schema, dialect)
        writer.write(pa.RecordBatch.from_arrays([pa.nulls(1, of)], schema=schema))
        writer.close()
    except pa.ArrowException:
        return False
    return True


class Writer:
    """Writes batches of one schema to an open file; what is written counts only after :meth:`close`."""

    def __init__(self, file: BinaryIO, kind: Format, schema: pa.Schema, dialect: Dialect) -> None:
        self.schema = plain_schema(schema)
        self._kind = kind
        self._comma = dialect.decimal_mark == ","
        self._waiting: list[pa.RecordBatch] = []
        self._sink: Any = _sink(file, kind, self._written_schema(), dialect)

    def write(self, batch: pa.RecordBatch) -> None:
        """Adds a batch."""
        batch = plain(batch, self.schema)
        if self._kind == "csv":
            self._sink.write_batch(self._texts(batch))
        elif self._kind == "parquet":
            self._waiting.append(batch)
            if sum(part.num_rows for part in self._waiting) >= _ROW_GROUP:
                self._row_group()
        else:
            self._sink.write_batch(batch)

    def close(self) -> None:
        """Writes what is left, and the end of the file."""
        if self._waiting:
            self._row_group()
        self._sink.close()

    def abandon(self) -> None:
        """Lets go of a file that is not wanted any more."""
        self._waiting = []
        try:
            self._sink.close()
        except (OSError, ValueError, pa.ArrowException):  # it could not be written, or is closed
            return

    def _row_group(self) -> None:
        self._sink.write_table(pa.Table.from_batches(self._waiting, self.schema), _ROW_GROUP * 2)
        self._waiting = []

    def _written_schema(self) -> pa.Schema:
        schema = self.schema
        if self._kind == "csv":
            for place, field in enumerate(schema):
                if self._comma and pa.types.is_decimal(field.type):
                    schema = schema.set(place, field.with_type(pa.string()))
        return schema

    def _texts(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        if not self._comma:
            return batch
        columns = [
            pc.replace_substring(pc.cast(c, pa.string()), ".", ",") if pa.types.is_decimal(c.type) else c
            for c in batch.columns
        ]
        return pa.RecordBatch.from_arrays(columns, schema=self._written_schema())


def _sink(file: BinaryIO, kind: Format, schema: pa.Schema, dialect: Dialect) -> Any:
    if kind == "parquet":
        return pq.ParquetWriter(
            file, schema, use_dictionary=False, store_decimal_as_integer=True, write_page_checksum=True
        )
    if kind == "csv":
        return pacsv.CSVWriter(file, schema, write_options=pacsv.WriteOptions(delimiter=dialect.delimiter))
    return pa.ipc.new_file(file, schema) if kind == "arrow" else pa.ipc.new_stream(file, schema)
