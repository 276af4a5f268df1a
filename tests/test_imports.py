"""What an import loads: little, so that it is quick and needs no more than it says."""

import json
import subprocess
import sys

import pytest

HEAVY = {
    *("numpy", "numba", "llvmlite", "pyarrow", "pandas", "polars", "hypothesis", "pytest"),
    *("babel", "rich", "cyclopts", "attrs", "dateutil.rrule", "dateutil.parser", "dateutil.easter"),
    *("fastapi", "jinja2", "altair", "typst", "tomllib", "difflib", "importlib.resources", "importlib.metadata"),
    *("asyncio", "unittest", "email", "http", "xml", "sqlite3", "multiprocessing"),
}


def loaded(code: str) -> set[str]:
    """The modules that a fresh interpreter has after running ``code``."""
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint('\\n' + __import__('json').dumps(sorted(sys.modules)))"],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def heavy(modules: set[str]) -> set[str]:
    return HEAVY & modules


@pytest.fixture(scope="module")
def bare() -> set[str]:
    """What Python has loaded before anything is imported: a site may add modules of its own."""
    return loaded("pass")


def test_import_loads_nothing_heavy(bare: set[str]) -> None:
    assert heavy(loaded("import sharedpay") - bare) == set()


def test_import_reads_no_law_and_builds_no_model() -> None:
    code = """
import sharedpay
from sharedpay.law.book import packaged
assert packaged.cache_info().currsize == 0
assert not sharedpay.Worker.__pydantic_complete__
"""
    loaded(code)


def test_computing_needs_neither_the_batch_nor_a_terminal(bare: set[str]) -> None:
    code = """
import sharedpay as sp
contract = sp.PermanentContract(start="2026-01-01")
slip = sp.payslip(contract, gross="2500", month="2026-05")
str(slip), slip.model_dump_json(), str(slip.explain("net"))
sp.gross_for_net("2000", contract, month="2026-05")
"""
    found = heavy(loaded(code) - bare)
    assert found & {"numpy", "numba", "pyarrow", "hypothesis", "rich", "cyclopts", "babel", "pytest"} == set()
    assert "dateutil.rrule" not in found


def test_the_command_loads_neither_the_batch_nor_the_test_library(bare: set[str]) -> None:
    code = """
import sys
from sharedpay.cli import main
try:
    main(["settle", "4500", "--month", "2026-05"])
except SystemExit as left:
    assert not left.code
"""
    found = loaded(code) - bare
    assert found & {"numpy", "numba", "llvmlite", "pyarrow", "pandas", "hypothesis", "pytest"} == set()
    assert {"cyclopts", "rich"} <= found


def test_the_version_is_that_of_the_package_and_is_read_when_asked_for(bare: set[str]) -> None:
    code = """
import sharedpay as sp
assert "__version__" in dir(sp)
version = sp.__version__
from importlib import metadata
assert version == metadata.version("sharedpay")
slip = sp.payslip(sp.PermanentContract(start="2026-01-01"), gross="1", month="2026-05")
assert version == slip.engine_version
"""
    assert "sharedpay" in loaded(code)
    if "importlib.metadata" not in bare:
        assert "importlib.metadata" not in loaded("import sharedpay")
