"""Runs every benchmark that has an aim and writes REPORT.md beside this file.

Each measurement runs in a process of its own. Libraries that are compared get an environment each, in ``build/peers``.
``--quick``: fewer rows and rounds.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib import metadata
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, NamedTuple

import yardstick
from engines import ENGINES, PARTS
from measure import WARM
from sharedpay.batch.compiled import digest

HERE: Final = Path(__file__).parent
REPORT: Final = HERE / "REPORT.md"
ENVIRONMENTS: Final = HERE.parent / "build" / "peers"
Measured = dict[str, Any]
Pair = Sequence[float]


class Size(NamedTuple):
    """How much is measured."""

    rows: int
    rounds: int
    streams: tuple[int, ...]
    files: tuple[int, ...]
    inverse: int
    engine_rows: int
    peer_rows: int


FULL: Final = Size(
    10_000_000, 7, (10**4, 10**5, 10**6, 10**7, 10**8), (10**4, 10**5, 10**6, 10**7), 10**6, 10**7, 10**6
)
QUICK: Final = Size(1_000_000, 3, (10**4, 10**5, 10**6), (10**4, 10**5, 10**6), 10**5, 10**6, 10**5)


class Peer(NamedTuple):
    """A library that does something near to it: where it comes from, its script, and what it computes."""

    name: str
    packages: tuple[str, ...]
    script: str
    arguments: tuple[str, ...]
    rows_of_quick: float
    job: str
    single: str


PEERS: Final = (
    Peer(
        "OpenFisca-France",
        ("openfisca-france==176.1.8",),
        "openfisca_peer.py",
        (),
        0.1,
        "France 2025: gross → `salaire_net` and `cout_du_travail` of one month",
        "a new simulation and both figures",
    ),
    Peer(
        "GETTSIM, numpy",
        ("gettsim==1.3.1", "jax==0.10.2"),
        "gettsim_peer.py",
        ("numpy",),
        1,
        "Germany 2025: wage tax, solidarity surcharge, contributions of both sides; the function made once",
        "the function alone, made before",
    ),
    Peer(
        "GETTSIM, JAX",
        ("gettsim==1.3.1", "jax==0.10.2"),
        "gettsim_peer.py",
        ("jax",),
        1,
        "the same, compiled by JAX in 32-bit floats; the function made once",
        "the function alone, made and compiled before",
    ),
    Peer(
        "Tax-Calculator",
        ("taxcalc==6.8.0",),
        "taxcalc_peer.py",
        (),
        1,
        "United States 2025: payroll and income tax of a year on wages, `calc_all` only",
        "the law, the record and `calc_all`",
    ),
)


def measured(name: str, *arguments: object, **environment: str) -> Measured:
    """One measurement of measure.py."""
    print("measuring", name, *arguments, flush=True)
    command = [sys.executable, str(HERE / "measure.py"), name, *map(str, arguments)]
    done = subprocess.run(command, env={**os.environ, **environment}, stdout=subprocess.PIPE, text=True, check=True)
    found: Measured = json.loads(done.stdout.splitlines()[-1])
    return found


def peer(one: Peer, rows: int, rounds: int) -> Measured:
    """One library in its environment, or why it could not be measured."""
    print("measuring", one.name, flush=True)
    folder = ENVIRONMENTS / "-".join(one.packages).replace("==", "-")
    python = folder / "bin" / "python"
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    try:
        if not (folder / "ready").exists():
            venv.create(folder, with_pip=True)
            install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *one.packages]
            subprocess.run(install, env=environment, check=True, capture_output=True, text=True)
            (folder / "ready").touch()
        command = [str(python), str(HERE / "peers" / one.script), str(rows), str(rounds), *one.arguments]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=1_200)
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        said = (error.stderr or "took too long") if isinstance(error.stderr, str) else "took too long"
        return {"failed": said.strip().splitlines()[-1]}
    found: Measured = json.loads(done.stdout.splitlines()[-1])
    return found


def singles() -> list[Measured]:
    """The benchmarks of one pay at a time, run by pytest-benchmark."""
    print("measuring one pay at a time", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        kept = Path(folder) / "scalar.json"
        command = [sys.executable, "-m", "pytest", str(HERE), "--benchmark-only", "-q", f"--benchmark-json={kept}"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=HERE.parent)
        found: list[Measured] = json.loads(kept.read_text(encoding="utf-8"))["benchmarks"]
    return found


def scalar(found: Sequence[Measured]) -> Iterator[str]:
    """One pay at a time."""
    yield from ("| what | median | quartiles apart | rounds |", "| --- | ---: | ---: | ---: |")
    for one in found:
        stats = one["stats"]
        yield f"| {one['name']} | {_time(stats['median'])} | {_time(stats['iqr'])} | {stats['rounds']} |"


def _time(seconds: float) -> str:
    for unit, factor in (("s", 1), ("ms", 1e3), ("µs", 1e6)):
        if seconds * factor >= 1 or unit == "µs":
            return f"{seconds * factor:.3g} {unit}"
    return ""


def _speed(taken: Sequence[Pair], rows: int) -> str:
    walls = [wall for wall, _ in taken]
    middle = statistics.median(walls)
    return f"{rows / middle / 1e6:.2f} | {rows / max(walls) / 1e6:.2f}–{rows / min(walls) / 1e6:.2f}"


def _ratio(first: Sequence[Pair], second: Sequence[Pair], place: int = 0) -> float:
    """How many times as quick the first is as the second: the median over rounds that stood side by side."""
    return statistics.median(b[place] / a[place] for a, b in zip(first, second, strict=True))


def side_by_side(found: Measured, untold: Measured) -> Iterator[str]:
    """The batch beside C and beside filling the output alone; ``untold``: whole calls with memory as it comes."""
    rows, taken = found["rows"], found["taken"]
    yield f"{rows:,} rows, the full pay with 19 figures a row; all equal to the cent."
    yield f"{len(taken['C, 2'])} rounds by turns, each run right after {WARM} that are not counted, and Arrow keeps"
    yield "memory that it is given back (`MIMALLOC_PURGE_DELAY=-1`): so it is there. `computation` is what C does: from"
    yield "plain columns of whole numbers to cents in memory that is kept. `cost` is the whole call, from one Arrow"
    yield "table to another that it allocates: it reads decimals, dictionaries and flags, and checks every value."
    yield ""
    yield from _speeds(taken, rows)
    yield ""
    for name in (f"{what}, {threads}" for threads in (2, 1) for what in ("computation", "cost cents", "cost decimal")):
        c = f"C, {name[-1]}"
        by_wall, by_cpu = _ratio(taken[name], taken[c]), _ratio(taken[name], taken[c], 1)
        yield f"- {name}: {by_wall:.2f} of C by the wall, {by_cpu:.2f} by processor time"
    yield ""
    yield "The same calls one after the other in a process that is told nothing, where the system takes memory back and"
    yield "clears it again:"
    yield ""
    yield from _speeds(untold["taken"], untold["rows"])


def _speeds(taken: dict[str, Any], rows: int) -> Iterator[str]:
    yield "| what, threads | million rows/s | spread | processor ns/row |"
    yield "| --- | ---: | ---: | ---: |"
    for name, times in taken.items():
        cpu = statistics.median(cpu for _, cpu in times) / rows * 1e9
        yield f"| {name} | {_speed(times, rows)} | {cpu:.0f} |"


def streams(found: Sequence[Measured]) -> Iterator[str]:
    """A stream or a file at each size, and whether it grows as its rows do."""
    yield from ("| rows | million rows/s | spread | most memory of the process |", "| ---: | ---: | ---: | ---: |")
    for one in found:
        yield f"| {one['rows']:,} | {_speed(one['taken'], one['rows'])} | {one['peak'] / 1e6:.0f} MB |"
    times = [_a_row(one["taken"], one["rows"]) for one in found]
    each = ", ".join(f"{time / before:.2f}" for before, time in pairwise(times))
    yield ""
    yield f"Time a row, as a multiple of the size before: {each} (linear: 1, and less where starting still counts)."


def _a_row(taken: Sequence[Pair], rows: int) -> float:
    return statistics.median(wall for wall, _ in taken) / rows


def engines(rows: int, rounds: int) -> Iterator[str]:
    """The same rows of Parquet to the same totals in each engine. Raises where a total differs by a cent."""
    yield f"{rows:,} rows in {PARTS} files of Parquet to the sums of net and employer cost, which agree to the cent;"
    yield f"the median of {rounds} rounds after a first one, on as many threads or processes as there are cores."
    yield ""
    yield "| engine | seconds | spread | million rows/s |"
    yield "| --- | ---: | ---: | ---: |"
    wanted = None
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, str(HERE / "engines.py"), "write", folder, str(rows)], check=True)
        for name in ENGINES:
            found = engine(name, folder, rounds)
            if "missing" in found:
                yield f"| {name} | not measured: {found['missing']} | | |"
                continue
            wanted = wanted or found["totals"]
            if found["totals"] != wanted:
                raise AssertionError(f"{name}: {found['totals']} instead of {wanted}")
            seconds = found["seconds"]
            middle = statistics.median(seconds)
            spread = f"{min(seconds):.2f}–{max(seconds):.2f}"
            yield f"| {name} {found['version']} | {middle:.2f} | {spread} | {rows / middle / 1e6:.2f} |"


def engine(name: str, folder: str, rounds: int) -> Measured:
    """One engine, or why it could not be measured."""
    print("measuring", name, flush=True)
    command = [sys.executable, str(HERE / "engines.py"), name, folder, str(rounds)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=1_200)
    except subprocess.TimeoutExpired:
        return {"missing": "took too long"}
    if done.returncode:
        return {"missing": done.stderr.strip().splitlines()[-1]}
    found: Measured = json.loads(done.stdout.splitlines()[-1])
    return found


def firsts(rounds: int) -> Iterator[str]:
    """The first calls, without and with machine code on disk."""
    yield from (
        "| task | compiled | processor time | from disk | processor time |",
        "| --- | ---: | ---: | ---: | ---: |",
    )
    for task in ("pay", "cost", "settle", "gross_for_cost", "gross_for_net"):
        new: list[Pair] = []
        kept: list[Pair] = []
        for _ in range(rounds):
            with tempfile.TemporaryDirectory() as folder:
                new.append(measured("first", task, SHAREDPAY_CACHE_DIR=folder)["taken"])
                kept.append(measured("first", task, SHAREDPAY_CACHE_DIR=folder)["taken"])
        cells = [f"{statistics.median(one[k] for one in taken):.2f} s" for taken in (new, kept) for k in (0, 1)]
        yield f"| {task} | {' | '.join(cells)} |"


def peers(size: Size) -> list[tuple[Peer, int, Measured]]:
    """The other libraries, each with its rows and what was measured."""
    rows = [int(size.peer_rows * one.rows_of_quick) for one in PEERS]
    return [(one, count, peer(one, count, 3)) for one, count in zip(PEERS, rows, strict=True)]


def many(found: Sequence[tuple[Peer, int, Measured]], ours: float) -> Iterator[str]:
    """Many rows in the other libraries; ``ours`` is the million rows a second of the batch in this report."""
    yield "| library | job | rows | million rows/s | spread | numbers | the batch is |"
    yield "| --- | --- | ---: | ---: | ---: | --- | ---: |"
    for one, rows, measure in found:
        versions = ", ".join(one.packages)
        if "failed" in measure:
            yield f"| {one.name} ({versions}) | {one.job} | {rows:,} | not measured: {measure['failed']} | | | |"
            continue
        seconds = measure["seconds"]
        speed = rows / statistics.median(seconds) / 1e6
        spread = f"{rows / max(seconds) / 1e6:.3f}–{rows / min(seconds) / 1e6:.3f}"
        yield (
            f"| {one.name} ({versions}) | {one.job} | {rows:,} | {speed:.3f} | {spread} |"
            f" {measure['kind']} | {ours / speed:.0f} × as quick |"
        )
    yield ""
    yield "Not comparable: each computes the law of another country, by the year or by the month, with other steps and"
    yield "outputs, in floats that miss cents, and takes plain arrays. Only the computation is timed (for OpenFisca"
    yield "also its simulation, since it keeps results), from the second call on; here the whole call, from one Arrow"
    yield "table to another. All ran in the same run on this machine, each with as many threads as it takes itself."


def one_case(found: Sequence[tuple[Peer, int, Measured]], ours: float) -> Iterator[str]:
    """A single case in the other libraries; ``ours`` is the seconds of a payslip in this report."""
    yield "| library | what is timed | median | spread | a payslip is |"
    yield "| --- | --- | ---: | ---: | ---: |"
    yield f"| sharedpay | a `Payslip` with its lines, checked | {_time(ours)} | | |"
    for one, _, measure in found:
        if "failed" in measure:
            yield f"| {one.name} | {one.single} | not measured: {measure['failed']} | | |"
            continue
        seconds = measure["single"]
        middle = statistics.median(seconds)
        spread = f"{_time(min(seconds))}–{_time(max(seconds))}"
        ratio = middle / ours
        said = f"{ratio:.{0 if ratio >= 10 else 1}f} × as quick" if ratio >= 1 else f"{1 / ratio:.1f} × as slow"
        yield f"| {one.name} | {one.single} | {_time(middle)} | {spread} | {said} |"
    yield ""
    yield "A case after the first one in the same process. Not comparable as above, and a payslip is more than figures:"
    yield "named lines with their bases and rates, assumptions and sources."


def machine() -> Iterator[str]:
    """What the figures were measured on, and of which state of the code."""
    model = platform.processor() or platform.machine()
    memory = ""
    if Path("/proc/cpuinfo").exists():
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        model = next((line.partition(": ")[2] for line in lines if line.startswith("model name")), model)
        total = Path("/proc/meminfo").read_text(encoding="utf-8").split()[1]
        memory = f", {int(total) / 1024**2:.0f} GiB of memory"
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    tools = ", ".join(
        f"{tool} {metadata.version(tool)}" for tool in ("sharedpay", "numba", "llvmlite", "numpy", "pyarrow")
    )
    command = [yardstick.compiler() or "cc", "--version"]
    compiler = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[0]
    yield f"- {model}, {cores} cores{memory}; {platform.system()}"
    yield f"- CPython {platform.python_version()}, {tools}"
    yield f"- digest of the rules and tools: {digest()}"
    yield f"- {compiler}, -O3 -march=native, OpenMP"
    if hasattr(os, "getloadavg"):
        yield f"- load of the machine before: {os.getloadavg()[0]:.1f} (above 0.5, others were at work: look at ratios)"


def report(size: Size) -> str:
    """The whole report as Markdown."""
    lines = ["# Benchmarks", "", "Written by `make bench`; medians, with the slowest and quickest round as spread.", ""]
    lines += [f"{datetime.now(UTC):%Y-%m-%d}, {'a full run' if size is FULL else 'a quick run'}:", "", *machine(), ""]
    one_pay = singles()
    lines += ["## One pay at a time", "", *scalar(one_pay), ""]
    beside = measured("side_by_side", size.rows, size.rounds, MIMALLOC_PURGE_DELAY="-1")
    untold = measured("whole_calls", size.rows, size.rounds)
    lines += ["## The batch beside C", "", *side_by_side(beside, untold), ""]
    lines += ["Aims: 15 million rows a second on 2 cores, and 0.6 of C for the same computation.", ""]
    lines += ["## Streams", "", *streams([measured("stream", rows, 3) for rows in size.streams]), ""]
    lines += ["Aims: linear, below 500 MB.", "", "## Files, CSV to Parquet", ""]
    lines += [*streams([measured("file", rows, 1) for rows in size.files]), "", "Aim: below 500 MB.", ""]
    lines += ["## Engines", "", *engines(size.engine_rows, 3), "", "## Memory of the table form", ""]
    held = measured("table", size.rows, 1)
    lines += [f"{held['more']:.0f} bytes a row beyond input and output at {held['rows']:,} rows (aim 60).", ""]
    lines += ["## The first call", "", *firsts(min(3, size.rounds)), ""]
    lines += ["Aims: 5 s with compilation, 1 s from disk.", "", "## Gross for cost", ""]
    solved = measured("inverse", size.inverse, 3)
    lines += [
        f"{_speed(solved['taken'], solved['rows']).replace(' | ', ' million rows a second, spread ')} (aim 1).",
        "",
    ]
    taken = [wall for wall, _ in beside["taken"]["cost decimal, 2"]]
    others = peers(size)
    lines += ["## Side by side", "", *many(others, beside["rows"] / statistics.median(taken) / 1e6), ""]
    lines += ["Aim: five times the fastest of them.", "", "## A single case side by side", ""]
    payslip = next(one["stats"]["median"] for one in one_pay if one["name"].startswith("one Payslip"))
    return "\n".join([*lines, *one_case(others, payslip)]) + "\n"


if __name__ == "__main__":
    REPORT.write_text(report(QUICK if "--quick" in sys.argv[1:] else FULL), encoding="utf-8")
    print(f"written: {REPORT.name}")
