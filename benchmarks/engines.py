"""The same rows of Parquet to the same totals in one engine: ``python engines.py ENGINE FOLDER ROUNDS`` prints JSON.

``python engines.py write FOLDER ROWS`` writes the rows. What an engine keeps from call to call (a session, workers) is
made before and not timed; so is a first call.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import metadata
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from sharedpay import batch
from sharedpay.batch.formats import plain_schema

PARTS: Final = 8
CORES: Final = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
TOTALS: Final = ("net", "employer_cost")
CHOICES: Final[Any] = {"month": "2026-05", "columns": TOTALS}
Totals = Callable[[], dict[str, Any]]
"""One run from the files to the sum of each of :data:`TOTALS` in euros."""


def write(folder: Path, rows: int) -> None:
    """The rows as files of one size, each with a few row groups; columns of texts are plain, which all engines read."""
    drawn = batch.population(-(-rows // PARTS))
    drawn = drawn.cast(plain_schema(drawn.schema))
    for part in range(PARTS):
        pq.write_table(drawn.slice(0, (rows + part) // PARTS), folder / f"{part}.parquet", row_group_size=1 << 17)


@contextmanager
def direct(folder: Path) -> Iterator[Totals]:
    """PyArrow reads, the stream computes."""

    def totals() -> dict[str, Any]:
        sums = dict.fromkeys(TOTALS, 0)
        files = ds.dataset(folder)
        batches = pa.RecordBatchReader.from_batches(files.schema, files.to_batches(batch_size=1 << 16))
        for part in batch.stream(batches, "cost", **CHOICES):
            for name in TOTALS:
                sums[name] += pc.sum(part.column(name)).as_py()
        return sums

    yield totals


@contextmanager
def polars(folder: Path) -> Iterator[Totals]:
    """Polars, its streaming engine."""
    import polars as pl

    schema = {name: pl.Decimal(12, 2) for name in TOTALS}

    def work(part: Any) -> Any:
        return pl.DataFrame(batch.cost(part, **CHOICES, threads=1))

    def totals() -> dict[str, Any]:
        lazy = pl.scan_parquet(folder / "*.parquet").map_batches(work, schema=schema, streamable=True)
        sums = lazy.select(pl.col(TOTALS).sum()).collect(engine="streaming")
        return dict(sums.rows(named=True)[0])

    yield totals


@contextmanager
def dask_threads(folder: Path) -> Iterator[Totals]:
    """Dask on the threads of this process."""

    def totals() -> dict[str, Any]:
        found = _dask_sums(folder).compute(scheduler="threads", num_workers=CORES)
        return dict(found)

    yield totals


@contextmanager
def dask_distributed(folder: Path) -> Iterator[Totals]:
    """Dask on a local cluster, a process for each core."""
    import distributed

    engine: Any = distributed
    settings = {"processes": True, "dashboard_address": None, "silence_logs": "CRITICAL"}
    with (
        engine.LocalCluster(n_workers=CORES, threads_per_worker=1, **settings) as cluster,
        engine.Client(cluster) as client,
    ):
        yield lambda: dict(client.compute(_dask_sums(folder)).result())


def _dask_sums(folder: Path) -> Any:
    import dask.dataframe as dd

    from sharedpay.batch.dask import on_dask

    return on_dask(dd.read_parquet(folder, dtype_backend="pyarrow"), "cost", **CHOICES)[list(TOTALS)].sum()


@contextmanager
def spark(folder: Path) -> Iterator[Totals]:
    """Spark in local mode, ``mapInArrow``."""
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        raise ModuleNotFoundError("Spark needs a Java runtime: make java")
    from pyspark.sql import SparkSession, functions

    from sharedpay.batch.spark import on_spark

    os.environ["PYSPARK_PYTHON"] = sys.executable
    settings: dict[str, Any] = {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
    }
    settings["spark.ui.showConsoleProgress"] = "false"
    session = SparkSession.builder.master(f"local[{CORES}]").config(map=settings).getOrCreate()
    session.sparkContext.setLogLevel("OFF")

    def totals() -> dict[str, Any]:
        paid = on_spark(session.read.parquet(str(folder)), "cost", **CHOICES)
        sums = paid.agg(*(functions.sum(name).alias(name) for name in TOTALS)).toArrow()
        return dict(sums.to_pylist()[0])

    yield totals
    session.stop()


@contextmanager
def ray(folder: Path) -> Iterator[Totals]:
    """Ray's data sets on local workers."""
    import ray as engine

    engine.init(num_cpus=CORES, include_dashboard=False, log_to_driver=False, logging_level=logging.ERROR)
    engine.data.DataContext.get_current().enable_progress_bars = False

    def sums(part: pa.Table) -> pa.Table:
        paid = batch.cost(part, **CHOICES, threads=1)
        return pa.table({name: [pc.sum(paid.column(name))] for name in TOTALS})

    def totals() -> dict[str, Any]:
        parts = engine.data.read_parquet(str(folder)).map_batches(sums, batch_format="pyarrow", batch_size=None)
        rows = parts.take_all()
        return {name: sum(row[name] for row in rows) for name in TOTALS}

    yield totals
    engine.shutdown()


ENGINES: Final[dict[str, tuple[Any, str]]] = {
    "direct": (direct, "pyarrow"),
    "Polars streaming": (polars, "polars"),
    "Dask threads": (dask_threads, "dask"),
    "Dask distributed": (dask_distributed, "distributed"),
    "Spark mapInArrow": (spark, "pyspark"),
    "Ray": (ray, "ray"),
}
"""Each engine, and the package whose version is its own."""


def run(name: str, folder: Path, rounds: int) -> dict[str, Any]:
    """One engine on the files of a folder, or why it could not be."""
    engine, package = ENGINES[name]
    try:
        with engine(folder) as totals:
            found = [_cents(totals())]
            taken = []
            for _ in range(rounds):
                began = time.perf_counter()
                found.append(_cents(totals()))
                taken.append(time.perf_counter() - began)
    except ModuleNotFoundError as error:
        return {"missing": f"{error.name} is not installed" if error.name else str(error)}
    assert all(one == found[0] for one in found)
    return {"seconds": taken, "totals": found[0], "version": metadata.version(package)}


def _cents(sums: dict[str, Any]) -> dict[str, int]:
    whole = {name: sums[name] * 100 for name in TOTALS}
    assert all(value == int(value) for value in whole.values())
    return {name: int(value) for name, value in whole.items()}


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    what, place, count = sys.argv[1:]
    if what == "write":
        write(Path(place), int(count))
    else:
        print(json.dumps(run(what, Path(place), int(count))))
