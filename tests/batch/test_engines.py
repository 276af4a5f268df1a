"""Spark and Dask on several partitions give what a direct call gives, to the cent."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from batch.filing import people, save
from sharedpay import batch
from sharedpay.errors import InvalidInput, NotCovered
from sharedpay.law.book import packaged

# What Spark and Dask say of the pandas that is installed; the library's own warnings stay errors.
pytestmark = [
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
    pytest.mark.filterwarnings("ignore:The inplace keyword in DataFrame"),
]
ROWS = 20_000
PARTS = 4
TABLE = people(ROWS)
LAW = packaged().amend({"withholding_tax.expenses_cap": {"2026-01-01": "7000.00"}})
CHOICES: Any = {"month": "2026-05", "keep": ["id"], "law": LAW}
WANTED = batch.cost(TABLE, **CHOICES)
BROKEN = pa.table({"gross": ["2500.00", "abc", "-1.00", "3200.00"]})


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    sql = pytest.importorskip("pyspark.sql", reason="needs the extra spark")
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        pytest.skip("Spark needs a Java runtime: make java")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    quiet = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": str(PARTS), "spark.driver.host": "127.0.0.1"}
    builder = sql.SparkSession.builder.master("local[2]").config(map={**quiet, "spark.driver.bindAddress": "127.0.0.1"})
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


def test_spark_gives_the_same(spark: Any, tmp_path: Path) -> None:
    from sharedpay.batch.spark import on_spark

    for part in range(PARTS):
        save(TABLE.slice(part * ROWS // PARTS, ROWS // PARTS), tmp_path / f"{part}.parquet")
    frame = spark.read.parquet(str(tmp_path)).repartition(PARTS)
    assert frame.rdd.getNumPartitions() == PARTS
    found = on_spark(frame, "cost", **CHOICES).toArrow().sort_by("id")
    wanted = WANTED.sort_by("id")
    assert found.column("net").type == pa.decimal128(12, 2)
    assert found.to_pylist() == wanted.to_pylist()


def test_spark_keeps_rows_that_can_not_be_computed(spark: Any) -> None:
    from sharedpay.batch.spark import on_spark

    frame = spark.createDataFrame(BROKEN).repartition(2)
    choices: Any = {"month": "2026-05", "on_error": "column", "keep": ["gross"], "columns": ["net"]}
    found = on_spark(frame, **choices).toArrow().to_pylist()
    wanted = batch.pay(BROKEN, **choices).to_pylist()
    assert sorted(found, key=lambda row: row["gross"]) == sorted(wanted, key=lambda row: row["gross"])
    with pytest.raises(InvalidInput, match="column 'month' is missing"):
        on_spark(frame)
    with pytest.raises(Exception, match=r"gross in row \d \(-1\.00\): must be from|gross in row \d \(abc\): can't be"):
        on_spark(frame, month="2026-05").toArrow()


@pytest.fixture
def dask_frame(tmp_path: Path) -> Any:
    frames = pytest.importorskip("dask.dataframe", reason="needs the extra dask")
    for part in range(PARTS):
        pq.write_table(TABLE.slice(part * ROWS // PARTS, ROWS // PARTS), tmp_path / f"{part}.parquet")
    return frames.read_parquet(tmp_path, dtype_backend="pyarrow")


@pytest.mark.parametrize("scheduler", ["threads", "processes"])
def test_dask_gives_the_same(dask_frame: Any, scheduler: str) -> None:
    from sharedpay.batch.dask import on_dask

    assert dask_frame.npartitions == PARTS
    lazy: Any = on_dask(dask_frame, "cost", **CHOICES)
    found = pa.Table.from_pandas(lazy.compute(scheduler=scheduler, num_workers=2), preserve_index=False)
    assert list(lazy.columns) == WANTED.column_names
    assert found.column("net").type == pa.decimal128(12, 2)
    assert found.to_pylist() == WANTED.to_pylist()


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Two workers, each a process of its own."""
    distributed = pytest.importorskip("distributed", reason="needs distributed")
    made = distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, silence_logs="CRITICAL"
    )
    with made, distributed.Client(made) as client:
        yield client


def test_dask_distributed_gives_the_same(cluster: Any, dask_frame: Any) -> None:
    from sharedpay.batch.dask import on_dask

    lazy: Any = on_dask(dask_frame, "cost", **CHOICES)
    found = pa.Table.from_pandas(cluster.compute(lazy).result(60), preserve_index=False)
    assert found.column("net").type == pa.decimal128(12, 2)
    assert found.to_pylist() == WANTED.to_pylist()
    totals = cluster.compute(lazy[["net", "employer_cost"]].sum()).result(60)
    assert dict(totals) == {name: sum(WANTED.column(name).to_pylist(), Decimal(0)) for name in ("net", "employer_cost")}
    assert len(cluster.scheduler_info()["workers"]) == 2


def test_errors_of_dask_workers_come_back_as_they_are(cluster: Any) -> None:
    frames = pytest.importorskip("dask.dataframe", reason="needs the extra dask")
    from sharedpay.batch.dask import on_dask

    frame = frames.from_pandas(BROKEN.to_pandas(), npartitions=2)
    with pytest.raises(InvalidInput, match=r"gross in row 1 \(abc\): can't be|gross in row 0 \(-1\.00\): must be from"):
        cluster.compute(on_dask(frame, month="2026-05")).result(60)
    early = frames.from_pandas(pa.table({"gross": ["2500.00"] * 4}).to_pandas(), npartitions=2)
    with pytest.raises(NotCovered, match=r"is not covered on 2019-05-01 \(in rows 0, 1\)"):
        cluster.compute(on_dask(early, month="2019-05")).result(60)


def computed(lazy: Any) -> Any:
    return lazy.compute(scheduler="sync")


def test_dask_keeps_rows_that_can_not_be_computed() -> None:
    frames = pytest.importorskip("dask.dataframe", reason="needs the extra dask")
    from sharedpay.batch.dask import on_dask

    frame = frames.from_pandas(BROKEN.to_pandas(), npartitions=2)
    choices: Any = {"month": "2026-05", "on_error": "column", "columns": ["net"]}
    found = pa.Table.from_pandas(computed(on_dask(frame, **choices)), preserve_index=False).to_pylist()
    assert found == batch.pay(BROKEN, **choices).to_pylist()
    with pytest.raises(InvalidInput, match="column 'month' is missing"):
        on_dask(frame)
    with pytest.raises(InvalidInput, match=r"gross in row 1 \(abc\): can't be|gross in row 0 \(-1\.00\): must be from"):
        computed(on_dask(frame, month="2026-05"))
