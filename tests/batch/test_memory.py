"""A stream holds a few blocks at a time, whatever its length."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import threading
import time
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest

from sharedpay.batch.engine import in_order


class Item:
    """Something that can be seen to be let go of."""

    def __init__(self, number: int) -> None:
        self.number = number


@pytest.mark.parametrize("threads", [1, 2, 3])
def test_results_come_in_order_and_what_is_done_with_is_let_go_of(threads: int) -> None:
    items: list[weakref.ref[Item]] = []
    results: list[weakref.ref[Item]] = []
    lock = threading.Lock()
    most = 0

    def source() -> Iterator[Item]:
        for number in range(40):
            item = Item(number)
            items.append(weakref.ref(item))
            yield item
            del item

    def work(item: Item) -> Item:
        nonlocal most
        time.sleep(0.001 * (item.number % 3))
        result = Item(item.number)
        with lock:
            results.append(weakref.ref(result))
            most = max(most, sum(one() is not None for one in results))
        return result

    came = []
    for result in in_order(work, source(), threads):
        came.append(result.number)
        # Of the inputs before this one no more than threads are just about to put away.
        assert sum(one() is not None for one in items[: result.number]) <= threads
        assert len(items) <= len(came) + threads
        del result
    assert came == list(range(40))
    assert most <= threads + 1
    assert not any(one() for one in (*items, *results))


def test_whoever_wants_no_more_results_need_not_wait_for_those_that_are_computed() -> None:
    go_on, ended = threading.Event(), threading.Event()

    def work(number: int) -> int:
        if number:
            assert go_on.wait(30)
            ended.set()
        return number

    results = in_order(work, range(10), 2)
    assert next(results) == 0
    results.close()  # type: ignore[attr-defined]
    assert not ended.is_set()
    go_on.set()
    assert ended.wait(30)


STREAM = textwrap.dedent("""
    import re, sys
    from pathlib import Path
    import pyarrow.compute as pc
    from sharedpay import batch
    people = batch.population(1 << 17, seed=5)
    parts = people.to_batches(max_chunksize=1 << 16)
    wanted = pc.sum(batch.cost(people, month="2026-05").column("employer_cost"))
    rounds = int(sys.argv[1])
    parts_of_all = (part for _ in range(rounds) for part in parts)
    found = sum(
        pc.sum(part.column("employer_cost")).as_py() for part in batch.stream(parts_of_all, "cost", month="2026-05")
    )
    assert found == rounds * wanted.as_py()
    # Its resource usage would count what it held while it was still a part of the process that started it.
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    print(int(re.search(r"VmHWM:\\s+(\\d+) kB", status)[1]) / 1000)
""")


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux says how much memory a process has held")
def test_memory_does_not_grow_with_the_rows() -> None:
    """Some 0.5 and 3 million rows, of whose results one block takes 20 MB and all would take 150 and 900."""
    peaks = []
    for rounds in (4, 23):
        command = [sys.executable, "-c", STREAM, str(rounds)]
        peaks.append(float(subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout))
    few, many = peaks
    assert many < 500
    assert many - few < 100, "blocks that come at another moment, not the 750 MB of more results"
