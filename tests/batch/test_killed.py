"""A run that is killed at any line of the code that places files leaves what was there, or the whole result."""

from __future__ import annotations

import os
import signal
import sys
from itertools import count
from pathlib import Path
from subprocess import run
from types import FrameType
from typing import Any

import pyarrow as pa
import pytest

from batch.filing import load, people, save
from sharedpay import batch
from sharedpay.batch import files, formats, place

TABLE = people(2_000)
WATCHED = frozenset(module.__file__ for module in (files, formats, place))
CHOICES: Any = {"task": "cost", "month": "2026-05", "keep": ["id"], "columns": ["net"], "threads": 1}


def killed(step: int, source: Path, target: Path, *, overwrite: bool) -> bool:
    """Runs the file in a process that dies at that line of the code of files; False if it came to its end before."""
    child = os.fork()
    if child == 0:
        left = step

        def line(_frame: FrameType, event: str, _argument: object) -> Any:
            nonlocal left
            left -= event == "line"
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return line

        sys.settrace(lambda frame, *_: line if frame.f_code.co_filename in WATCHED else None)
        batch.file(source, target, overwrite=overwrite, **CHOICES)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def check_lines(kind: str, apart: int, folder: Path) -> None:
    source = save(TABLE, folder / "in.csv")
    before = source.read_bytes()
    wanted = batch.cost(TABLE, month="2026-05", keep=["id"], columns=["net"])
    older = save(pa.table({"net": ["1.00"]}), folder / f"older.{kind}").read_bytes()
    target = folder / f"out.{kind}"
    batch.file(source, target, **CHOICES)
    whole = target.read_bytes()
    assert kind == "csv" or load(target).equals(wanted)
    placed: dict[bool, list[bool]] = {False: [], True: []}
    for step in count(0, apart):
        target.unlink(missing_ok=True)
        replaced = step % 2 == 1
        if replaced:
            target.write_bytes(older)
        place.part_of(target).write_bytes(older)  # each run finds what one before it left
        died = killed(step, source, target, overwrite=replaced)
        assert source.read_bytes() == before
        there = target.read_bytes() if target.exists() else None
        placed[replaced].append(there == whole)
        assert there in (whole, older if replaced else None)
        if step % 5 == 0 or there == whole or not died:
            batch.file(source, target, overwrite=True, **CHOICES)
            assert target.read_bytes() == whole
            assert sorted(path.name for path in folder.iterdir()) == ["in.csv", f"older.{kind}", f"out.{kind}"]
        if not died:
            break
    for found in placed.values():  # not there for long, there from the line on that gives it its name
        assert found == sorted(found)
        assert found.count(False) > 90 // apart
        assert found.count(True) >= 1 or apart > 1, "few lines follow that one: only a look at each line meets them"


@pytest.mark.parametrize(("kind", "apart"), [("parquet", 1), ("csv", 7), ("arrow", 7), ("arrows", 7)])
def test_a_run_may_be_killed_at_any_line(tmp_path: Path, kind: str, apart: int) -> None:
    # In a process without the threads of other tests, since it forks.
    code = "import sys; from pathlib import Path; from batch.test_killed import check_lines;"
    paths = os.pathsep.join([str(Path(__file__).parents[1]), *sys.path])
    done = run(
        [sys.executable, "-c", f"{code} check_lines('{kind}', {apart}, Path(sys.argv[1]))", str(tmp_path)],
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert (done.returncode, done.stderr) == (0, "")
