"""One measurement of the batch in a process of its own: ``python measure.py NAME ROWS ROUNDS`` prints it as JSON."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final, Literal

MONTH: Final = "2026-05"
CHUNK: Final = 1_000_000
"""Rows of the population that is drawn; larger tables repeat it."""
WARM: Final = 2
"""Runs before one that is counted: until then a system may still hand out the memory, slower than it is filled."""
Measured = dict[str, Any]


def timed(work: Callable[[], Any]) -> tuple[float, float]:
    """Seconds on the wall and of the processors together."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


def people(rows: int) -> Any:
    """So many rows of a population, with copies of their own of everything."""
    import pyarrow as pa

    from sharedpay import batch

    drawn = batch.population(min(rows, CHUNK))
    table = pa.concat_tables([drawn] * -(-rows // drawn.num_rows)).slice(0, rows)
    return table.combine_chunks()


def peak() -> int:
    """The most memory that this process has held, in bytes."""
    status = Path("/proc/self/status")
    if status.exists():  # what it held before it was a process of its own does not count there
        line = next(line for line in status.read_text(encoding="utf-8").splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def side_by_side(rows: int, rounds: int) -> Measured:
    """The batch, the C yardstick and filling the output alone, by turns, and that all of it agrees to the cent."""
    import numpy as np

    import yardstick
    from sharedpay import batch
    from sharedpay.batch.columns import BLOCK, Block
    from sharedpay.batch.engine import in_order
    from sharedpay.batch.run import Run
    from sharedpay.batch.tasks import COST

    table = people(rows)
    with tempfile.TemporaryDirectory() as folder:
        hand_written = yardstick.build(Path(folder))
    plain = yardstick.rows_of(table)
    figures = np.empty((len(yardstick.FIGURES), rows), np.int64)

    def fill() -> None:
        figures[:] = 1

    def by_hand(threads: int) -> None:
        hand_written.run(plain, MONTH, threads, figures)

    def by_batch(money: Literal["cents", "decimal"], threads: int) -> None:
        batch.cost(table, month=MONTH, money=money, threads=threads)

    run = Run(COST, table.schema, {"month": MONTH, "money": "cents"})
    blocks = [run.engine.read(part) for part in table.to_batches(max_chunksize=BLOCK)]
    names = list(yardstick.FIGURES)

    def loop(threads: int) -> None:
        """What C does as well: from plain columns of whole numbers to cents in memory that is kept."""

        def one(item: tuple[int, Block]) -> None:
            place, block = item
            part = figures[:, place * BLOCK : place * BLOCK + block.rows]
            run.engine.compute(block, dict(zip(names, part, strict=True)))

        for _ in in_order(one, enumerate(blocks), threads):
            pass

    works: dict[str, Callable[[], Any]] = {}
    for threads in (2, 1):
        works[f"C, {threads}"] = partial(by_hand, threads)
        works[f"computation, {threads}"] = partial(loop, threads)
        works[f"cost cents, {threads}"] = partial(by_batch, "cents", threads)
        works[f"cost decimal, {threads}"] = partial(by_batch, "decimal", threads)
    works["pay decimal, 2"] = lambda: batch.pay(table, month=MONTH, threads=2)
    works["fill, 1"] = fill
    result = batch.cost(table, month=MONTH, money="cents")
    done = hand_written.run(plain, MONTH, 2, figures)
    for name in yardstick.FIGURES:
        assert np.array_equal(result.column(name).to_numpy(), done.figures[name]), name
    figures[:] = 0
    loop(2)
    for name, figure in zip(names, figures, strict=True):
        assert np.array_equal(result.column(name).to_numpy(), figure), name
    del result, done
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            for _ in range(WARM):
                work()
            taken[name].append(timed(work))
    return {"rows": rows, "taken": taken}


def whole_calls(rows: int, rounds: int) -> Measured:
    """The whole call on two threads again and again, in a process that is told nothing about memory."""
    from sharedpay import batch

    table = people(rows)
    taken: dict[str, list[tuple[float, float]]] = {}
    for money in ("cents", "decimal"):
        call = partial(batch.cost, table, month=MONTH, money=money, threads=2)
        call()
        taken[f"cost {money}, 2"] = [timed(call) for _ in range(rounds)]
    return {"rows": rows, "taken": taken}


def stream(rows: int, rounds: int) -> Measured:
    """A stream of so many rows; the batches that go in are four drawn ones again and again."""
    from sharedpay import batch

    chunk = batch.population(min(rows, 1 << 18)).to_batches(max_chunksize=1 << 16)

    def batches() -> Iterator[Any]:
        left = rows
        while left:
            for part in chunk:
                taken = part.slice(0, left)
                left -= taken.num_rows
                yield taken
                if not left:
                    return

    def through() -> None:
        assert sum(part.num_rows for part in batch.stream(batches(), "cost", month=MONTH)) == rows

    batch.cost(chunk[0].slice(0, 1), month=MONTH)
    return {"rows": rows, "taken": [timed(through) for _ in range(rounds)], "peak": peak()}


def file(rows: int, rounds: int) -> Measured:
    """CSV to Parquet, so many rows; another process writes the CSV, whose memory does not count."""
    from sharedpay import batch

    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "in.csv", Path(folder) / "out.parquet"
        subprocess.run([sys.executable, __file__, "write_csv", str(rows), str(source)], check=True)
        batch.cost(batch.population(1), month=MONTH)

        def through() -> None:
            assert batch.file(source, target, "cost", month=MONTH, overwrite=True).rows == rows

        taken = [timed(through) for _ in range(rounds)]
        return {"rows": rows, "taken": taken, "peak": peak(), "size": source.stat().st_size}


def write_csv(rows: int, path: str) -> None:
    """A population as CSV."""
    import pyarrow.csv as pacsv

    from sharedpay import batch
    from sharedpay.batch.formats import plain_schema

    drawn = batch.population(min(rows, CHUNK))
    drawn = drawn.cast(plain_schema(drawn.schema))
    with pacsv.CSVWriter(path, drawn.schema) as writer:
        for start in range(0, rows, drawn.num_rows):
            writer.write_table(drawn.slice(0, rows - start))


def table(rows: int, _rounds: int) -> Measured:
    """What a table holds at most beyond its input and its output."""
    from sharedpay import batch

    whole = people(rows)
    batch.cost(whole.slice(0, 1), month=MONTH)
    before = peak()
    result = batch.cost(whole, month=MONTH)
    return {"rows": rows, "more": max(0, peak() - before - result.nbytes) / rows}


def inverse(rows: int, rounds: int) -> Measured:
    """Gross for cost, on costs a little beside those of the population."""
    from sharedpay import batch

    found = batch.cost(people(rows), month=MONTH, columns=["employer_cost"], keep=_kept())
    budgets = found.rename_columns({"employer_cost": "budget"})
    batch.gross_for_cost(budgets.slice(0, 1), month=MONTH)
    return {"rows": rows, "taken": [timed(lambda: batch.gross_for_cost(budgets, month=MONTH)) for _ in range(rounds)]}


def _kept() -> list[str]:
    return [name for name in people(1).schema.names if name != "gross"]


def first(task: str) -> Measured:
    """The first call of a task in a process, on a thousand rows; imports and the table are made before."""
    from sharedpay import batch

    rows = people(1_000)
    names = [STARTS.get(task, name) if name == "gross" else name for name in rows.column_names]
    rows = rows.rename_columns(names)
    call = getattr(batch, task)
    return {"taken": timed(lambda: call(rows, month=MONTH))}


STARTS: Final = {"settle": "invoice_ex_vat", "gross_for_cost": "budget", "gross_for_net": "target_net"}
"""What the amount of a row is for the tasks that look for a gross."""
NAMES: Final[dict[str, Callable[[int, int], Measured]]] = {
    "side_by_side": side_by_side,
    "whole_calls": whole_calls,
    "stream": stream,
    "file": file,
    "table": table,
    "inverse": inverse,
}

if __name__ == "__main__":
    name, *rest = sys.argv[1:]
    if name == "write_csv":
        write_csv(int(rest[0]), rest[1])
        sys.exit()
    print(json.dumps(first(rest[0]) if name == "first" else NAMES[name](int(rest[0]), int(rest[1]))))
