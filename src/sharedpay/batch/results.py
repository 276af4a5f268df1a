"""What a batch gives back: Arrow columns that say what they are, and rows that could not be computed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final, Literal, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sharedpay.batch.engine import Bad, Job
from sharedpay.batch.inverse import NOTHING
from sharedpay.batch.tasks import TASKS, Task
from sharedpay.batch.vocabulary import Output, nearest
from sharedpay.errors import InvalidInput
from sharedpay.payroll.payslip import engine_version

OnError = Literal["raise", "column"]
Money = Literal["decimal", "cents"]
DECIMAL: Final = pa.decimal128(12, 2)
OUTCOME: Final = pa.field("outcome", pa.dictionary(pa.int8(), pa.string()))
ERROR: Final = pa.field("error", pa.dictionary(pa.int32(), pa.string()))


def decimals(hundredths: npt.NDArray[np.int64], digits: int) -> pa.Array:
    """Whole hundredths as decimals of so many digits."""
    halves = np.stack([hundredths, hundredths >> 63], axis=1)
    return pa.Array.from_buffers(pa.decimal128(digits, 2), len(hundredths), [None, pa.py_buffer(halves)])


def chosen(task: Task, columns: Iterable[str] | None) -> tuple[Output, ...]:
    """The outputs that were asked for, all when None. Raises :class:`InvalidInput` for a name that is none of them."""
    if columns is None:
        return task.outputs
    names = {output.name: output for output in task.outputs}
    wanted = [columns] if isinstance(columns, str) else list(columns)
    hints = {name: _instead(name, names) for name in wanted if name not in names}
    problems = [f"columns: {name!r} is no result here{hint}" for name, hint in hints.items()]
    if problems or not wanted:
        raise InvalidInput(problems or "columns: name at least one")
    return tuple(names[name] for name in dict.fromkeys(wanted))


def _instead(name: str, names: Iterable[str]) -> str:
    """The tasks that have a result which is none of these, or else what it may be."""
    tasks = [task.name for task in TASKS.values() if name in {output.name for output in task.outputs}]
    hint = f"; it is a result of {', '.join(tasks)}" if tasks else f"; the results are {', '.join(names)}"
    return hint if tasks else nearest(name, names) or hint


def width_of(output: Output, job: Job) -> int:
    """How many numbers an output takes in a row."""
    return job.wide if output.unit == "money" else 1


def field_of(output: Output, job: Job) -> pa.Field:
    """The field of an output, with its title, formula, citation, unit and the law's digest as metadata."""
    said = {
        "title": output.title,
        "formula": output.formula,
        "cite": output.cite,
        "unit": output.unit if output.unit != "money" else "EUR" if job.wide == 2 else "cents",
        "law_digest": job.asked.book.digest,
    }
    kind = pa.date32() if output.unit == "day" else DECIMAL if width_of(output, job) == 2 else pa.int64()
    return pa.field(output.name, kind, metadata=said)


def schema_of(outputs: Sequence[Output], kept: Sequence[pa.Field], job: Job, on_error: OnError) -> pa.Schema:
    """The schema of a result: what is carried through, what is computed, and how each row went."""
    fields = [*kept, *(field_of(output, job) for output in outputs)]
    if on_error == "column":
        fields += [OUTCOME, ERROR]
    names = [field.name for field in fields]
    double = sorted({name for name in names if names.count(name) > 1})
    if double:
        raise InvalidInput(f"keep: the result has columns {', '.join(double)} of its own")
    said = {
        "sharedpay": json.dumps(
            {
                "task": job.task.name,
                "engine_version": engine_version(),
                "law_digest": job.asked.book.digest,
                "known_on": None if job.asked.known_on is None else job.asked.known_on.isoformat(),
            }
        )
    }
    return pa.schema(fields, metadata=said)


class Memory(NamedTuple):
    """Room for one output: as Arrow sees it and as numbers to write to, ``wide`` of them in a row."""

    buffer: pa.Buffer
    numbers: npt.NDArray[Any]
    wide: int

    def part(self, start: int, stop: int) -> npt.NDArray[Any]:
        """The numbers of some rows."""
        return self.numbers[start * self.wide : stop * self.wide]


def memory_for(rows: int, outputs: Sequence[Output], job: Job) -> dict[str, Memory]:
    """Room for so many rows of some outputs.

    Each begins at another place of a page: a processor keeps few lines of the same place, and all are written at once.
    """
    made = {}
    for place, output in enumerate(outputs):
        wide = width_of(output, job)
        number: np.dtype[Any] = np.dtype(np.int32 if output.unit == "day" else np.int64)
        start = place % 20 * 192
        room = pa.allocate_buffer(rows * wide * number.itemsize + start)
        made[output.name] = Memory(room.slice(start), np.frombuffer(room, number)[start // number.itemsize :], wide)
    return made


def array_of(memory: Memory, kind: pa.DataType, bad: Sequence[tuple[int, Bad]], optional: bool) -> pa.Array:
    """An output as Arrow: null in the rows that could not be computed and, if ``optional``, where there is no value."""
    rows = len(memory.numbers) // memory.wide
    if not bad and not optional:
        return pa.Array.from_buffers(kind, rows, [None, memory.buffer], 0)
    valid = np.ones(rows, np.bool_)
    for start, part in bad:
        valid[start + part.rows] = False
    if optional:
        pairs = memory.numbers.reshape(-1, memory.wide)
        empty = pairs[:, 0] == NOTHING
        pairs[empty] = 0
        valid &= ~empty
    bits = pa.py_buffer(np.packbits(valid, bitorder="little").tobytes())
    return pa.Array.from_buffers(kind, rows, [bits, memory.buffer], int(rows - valid.sum()))
