"""Machine code is kept on disk under the digest of what it was made of; plain Python computes the same without it."""

from __future__ import annotations

import gc
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, ClassVar, NewType

import numpy as np
import pytest

import sharedpay
from sharedpay.batch import compiled, kernel, machine, pipeline, reading, tiles
from sharedpay.batch.compiled import _tidy, cache_folder, digest
from sharedpay.batch.inputs import Facts
from sharedpay.batch.records import leaves, record
from sharedpay.law.book import packaged
from sharedpay.law.person import Person
from sharedpay.payroll.codes import waived
from sharedpay.payroll.cost import CostLaw
from sharedpay.payroll.pay import PayLaw

PACKAGE = Path(sharedpay.__file__).parent
SCRIPT = """
from sharedpay import batch
from sharedpay.batch.compiled import digest
table = {"gross": ["2500.00", "100.00", "4812.34"], "children": [0, 1, 2]}
print(batch.pay(table, month="2026-05", money="cents").to_pydict())
print(digest())
"""


def run(source: Path, cache: Path, script: str = SCRIPT, **environment: str) -> tuple[str, str, str]:
    """What the script prints, the digest of the code it ran, and its warnings."""
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": str(source), "SHAREDPAY_CACHE_DIR": str(cache), **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    printed, made_of = done.stdout.splitlines()
    return printed, made_of, done.stderr


def test_a_changed_rule_never_meets_old_machine_code(tmp_path: Path) -> None:
    """The rule is changed without changing the size or the time of its file, which is all that numba looks at."""
    source, cache = tmp_path / "source", tmp_path / "cache"
    shutil.copytree(PACKAGE, source / "sharedpay", ignore=shutil.ignore_patterns("__pycache__"))
    before, digest_before, _ = run(source, cache)
    kept = list(cache.rglob("*.nbc"))
    assert len(kept) == 1
    again, digest_again, _ = run(source, cache)
    assert (again, digest_again) == (before, digest_before)
    assert list(cache.rglob("*.nbc")) == kept

    rule = source / "sharedpay" / "law" / "withholding_tax.py"
    times = rule.stat()
    text = rule.read_text(encoding="utf-8")
    changed = text.replace("basic_tax = max(0, scale_tax - exempt)", "basic_tax = max(9, scale_tax - exempt)")
    assert changed != text
    rule.write_text(changed.replace("max(0, basic_tax - family", "max(8, basic_tax - family"), encoding="utf-8")
    os.utime(rule, ns=(times.st_atime_ns, times.st_mtime_ns))
    shutil.rmtree(source / "sharedpay" / "law" / "__pycache__", ignore_errors=True)
    after, digest_after, _ = run(source, cache)
    assert digest_after != digest_before
    assert after != before, "a tax of 8 cents a year is a cent a month"
    plain, _, warned = run(source, cache, SHAREDPAY_BATCH="python")
    assert plain == after
    assert "SHAREDPAY_BATCH=python: the batch runs in plain Python" in warned


@pytest.mark.parametrize("how", ["written to", "another release"])
def test_a_rule_that_changes_under_a_running_process_leaves_no_machine_code(tmp_path: Path, how: str) -> None:
    source, cache, releases = tmp_path / "source", tmp_path / "cache", [tmp_path / "first", tmp_path / "second"]
    for release in releases:
        shutil.copytree(PACKAGE, release / "sharedpay", ignore=shutil.ignore_patterns("__pycache__"))
    source.symlink_to(releases[0])
    rule = (releases[1] if how == "another release" else source) / "sharedpay" / "law" / "withholding_tax.py"
    text = rule.read_text(encoding="utf-8").replace("max(0, basic_tax - family", "max(8, basic_tax - family")
    if how == "another release":
        rule.write_text(text, encoding="utf-8")
        change = f"import os; os.unlink({str(source)!r}); os.symlink({str(releases[1])!r}, {str(source)!r})"
    else:
        change = f"import pathlib; pathlib.Path({str(rule)!r}).write_text({text!r}, encoding='utf-8')"
    first, _, _ = run(source, cache, f"import sharedpay, sharedpay.batch\n{change}\n{SCRIPT}")
    assert not list(cache.rglob("*.nbc"))
    shutil.rmtree(source / "sharedpay" / "law" / "__pycache__", ignore_errors=True)
    changed, _, _ = run(source, cache)
    assert changed != first
    assert list(cache.rglob("*.nbc"))
    assert run(source, cache, SHAREDPAY_BATCH="python")[0] == changed


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ({"SHAREDPAY_BATCH": "python"}, "SHAREDPAY_BATCH=python: the batch runs in plain Python"),
        ({"NUMBA_DISABLE_JIT": "1"}, "numba is told to compile nothing (NUMBA_DISABLE_JIT)"),
    ],
)
def test_plain_python_computes_the_same(tmp_path: Path, setting: dict[str, str], said: str) -> None:
    fast, _, quiet = run(PACKAGE.parent, tmp_path)
    slow, _, warned = run(PACKAGE.parent, tmp_path, **setting)
    assert slow == fast
    assert "plain Python" not in quiet
    assert warned.count(said) == 1


def test_without_numba_the_warning_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    why = compiled.why_plain()
    assert why is not None
    assert "pip install 'sharedpay[batch]'" in why


@pytest.mark.parametrize("loop", [tiles.pay_tiles, tiles.cost_tiles], ids=["pay", "cost"])
def test_a_loop_over_tiles_computes_several_rows_at_a_time(loop: Any) -> None:
    """What keeps the rows of a tile apart (a call, a law read anew, a branch) costs half of the speed and no figure."""
    from sharedpay import batch

    task: Any = batch.pay if loop is tiles.pay_tiles else batch.cost
    task({"gross": ["2500.00"], "children": [1]}, month="2026-05")
    kept: Any = compiled._compiled(loop)
    fresh: Any = machine.machine_code(loop, kept=False)
    fresh.compile(kept.signatures[0])
    (code,) = fresh.inspect_llvm().values()
    side_by_side = re.findall(r"= (?:fadd|fsub|fmul) (?:\w+ )*<\d+ x double>", code)
    alone = re.findall(r"= (?:fadd|fsub|fmul) (?:\w+ )*double", code)
    assert len(side_by_side) > 10 * len(alone)


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("a file where a folder should be", encoding="utf-8")
    monkeypatch.setenv("SHAREDPAY_CACHE_DIR", str(blocked))
    assert cache_folder() is None
    monkeypatch.setenv("SHAREDPAY_CACHE_DIR", str(tmp_path))
    assert cache_folder() == tmp_path / "compiled" / digest()


def test_old_machine_code_is_forgotten(tmp_path: Path) -> None:
    for number in range(12):
        folder = tmp_path / f"{number:02d}"
        folder.mkdir()
        os.utime(folder, (number, number))
    _tidy(tmp_path)
    assert sorted(entry.name for entry in tmp_path.iterdir()) == [f"{number:02d}" for number in range(4, 12)]


def test_a_law_as_a_record_is_the_law() -> None:
    law = packaged().on("2026-05-01").get(PayLaw, waived(Person()))
    packed = record(law)
    assert packed.shape == (1,)
    assert packed["contributions"]["personal_rate"][0] == law.contributions.personal_rate
    assert packed["withholding"]["tax_scale"]["over"][0].tolist() == [row.over for row in law.withholding.tax_scale]
    assert packed["family"]["child_reductions"][0].tolist() == list(law.family.child_reductions)
    assert packed.dtype == record(packaged().on("2026-06-01").get(PayLaw, waived(Person()))).dtype
    assert packed.nbytes == np.dtype(np.int64).itemsize * len(list(leaves(law)))


def test_a_new_month_compiles_nothing() -> None:
    from sharedpay import batch

    batch.pay({"gross": ["2500.00"]}, month="2026-05")
    loop: Any = compiled._compiled(sharedpay.batch.tiles.pay_tiles)
    before = len(loop.signatures)
    assert before
    for month in ("2023-01", "2024-07", "2025-12", "2026-08"):
        batch.pay({"gross": ["2500.00"], "children": [1]}, month=month)
    assert len(loop.signatures) == before


def test_no_garbage_is_looked_for_while_a_loop_is_compiled() -> None:
    class Loop:
        """A loop that fails when it is first called, and notes whether garbage is looked for."""

        signatures: ClassVar[list[str]] = []
        seen: ClassVar[list[bool]] = []

        def __call__(self) -> None:
            self.seen.append(gc.isenabled())
            if not self.signatures:
                self.signatures.append("compiled")
                raise KeyboardInterrupt

    loop = Loop()
    assert gc.isenabled()
    with pytest.raises(KeyboardInterrupt):
        compiled._call(loop)
    assert gc.isenabled()
    compiled._call(loop)
    assert loop.seen == [False, True]
    loop.signatures.clear()
    gc.disable()
    try:
        with pytest.raises(KeyboardInterrupt):
            compiled._call(loop)
        assert not gc.isenabled(), "whoever has it off keeps it off"
    finally:
        gc.enable()


def test_objects_of_a_compilation_are_old_ones_and_frozen_ones_stay_frozen() -> None:
    made: list[list[object]] = []
    with compiled._no_collection():
        made.append([])
    assert any(one is made[0] for one in gc.get_objects(generation=2))
    assert not gc.get_freeze_count()
    gc.freeze()
    try:
        with compiled._no_collection():
            pass
        assert gc.get_freeze_count()
    finally:
        gc.unfreeze()


def test_passes_that_are_left_out_are_passes_of_numba() -> None:
    from numba.core import typed_passes, untyped_passes

    assert {name for name in pipeline.USELESS if not hasattr(untyped_passes, name)} <= set(vars(typed_passes))


@pytest.mark.parametrize(
    ("release", "own"),
    [("0+unknown", True), ("0.61.2", True), ("0.62.0", False), ("0.68.1", False), ("0.69.0rc1", True)],
)
def test_a_numba_that_is_not_known_compiles_in_its_own_way(
    release: str, own: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    import numba
    from numba.core import compiler

    monkeypatch.setattr(numba, "__version__", release)
    assert (pipeline.pipeline.__wrapped__() is compiler.Compiler) is own


def test_units_do_nothing_to_numbers_and_are_not_for_anything_else() -> None:
    """Other compiled functions of the process may call units of their own: of arrays they would lose count."""
    import numba
    from numba.core.errors import TypingError

    compiled.compiled(kernel.pay_rows)
    unit = NewType("unit", int)

    @numba.njit
    def called(value: Any) -> Any:
        return unit(value)

    assert called(3) == 3
    with pytest.raises(TypingError):
        called(np.ones(3))


def test_every_kind_of_a_law_is_known_by_its_fields() -> None:
    kinds = reading.tuples()
    assert {Facts, PayLaw, CostLaw} <= set(kinds.values())
    assert all(kind._fields == fields for fields, kind in kinds.items())
