"""What comes out of a batch: exact types, metadata that survive, columns carried through, the same in streams."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from sharedpay import batch
from sharedpay.batch.columns import BLOCK
from sharedpay.errors import InvalidInput, NotCovered, NotModelled
from sharedpay.law.book import packaged


def people(rows: int, seed: int = 7) -> pa.Table:
    """Rows of mixed months and households."""
    random = np.random.default_rng(seed)
    months = np.array([f"{2023 + k // 12}-{k % 12 + 1:02d}" for k in range(48)])
    return pa.table(
        {
            "id": np.arange(rows),
            "gross": pa.array(random.integers(0, 700_000, rows)),
            "month": months[random.integers(0, 48, rows)],
            "status": np.array(["white_collar", "blue_collar", "artist"])[random.integers(0, 3, rows)],
            "children": random.integers(0, 4, rows).astype(np.int8),
            "weekly_hours": random.integers(10, 39, rows).astype(np.int8),
        }
    )


def test_money_comes_as_decimals_or_cents() -> None:
    decimals = batch.cost({"gross": ["2500.00"]}, month="2026-05")
    whole = batch.cost({"gross": ["2500.00"]}, month="2026-05", money="cents")
    for name in decimals.schema.names:
        assert decimals.schema.field(name).type == pa.decimal128(12, 2)
        assert whole.schema.field(name).type == pa.int64()
        assert decimals.column(name)[0].as_py() * 100 == whole.column(name)[0].as_py()
        assert whole.schema.field(name).metadata[b"unit"] == b"cents"


def test_a_row_that_leaves_less_than_nothing_is_invalid() -> None:
    # A gross of 100.00 is its own net: 13.07 of contribution come back as work bonus, and no tax is due.
    table = {"gross": ["100.00", "100.00", "1.00"], "meal_voucher_worker": ["100.00", "100.01", "0"]}
    table["car_benefit"] = ["0", "0", "3000.00"]
    for function in (batch.pay, batch.cost):
        shown = function(table, month="2026-05", on_error="column")
        assert shown.column("outcome").to_pylist() == ["ok", "invalid", "invalid"]
        assert shown.column("net_paid")[0].as_py() == 0
        assert shown.column("net_paid").null_count == 2
        with pytest.raises(InvalidInput, match=r"gross in rows 1, 2 \(100.00, 1.00\): leaves less than nothing"):
            function(table, month="2026-05")


def test_cents_of_a_result_are_known_as_cents() -> None:
    first = batch.gross_for_cost({"budget": ["4000.00"]}, month="2026-05", money="cents", columns=["gross"])
    again = batch.cost(first, month="2026-05", columns=["employer_cost"])
    assert again.column("employer_cost")[0].as_py() <= 4000


def test_metadata_survive_parquet(tmp_path: Path) -> None:
    path = tmp_path / "net.parquet"
    pq.write_table(batch.pay({"gross": ["2500.00"]}, month="2026-05"), path)
    schema = pq.read_schema(path)
    said = schema.field("net").metadata
    assert said[b"law_digest"].decode() == packaged().digest
    assert said[b"unit"] == b"EUR"
    assert said[b"cite"] == b"law-1965-04-12#art. 23"
    assert b"withholding_tax" in said[b"formula"]
    assert json.loads(schema.metadata[b"sharedpay"])["task"] == "pay"


def test_columns_are_chosen_and_carried_through() -> None:
    table = {"id": ["a", "b"], "gross": ["2500.00", "1.00"], "status": ["artist", "student"]}
    result = batch.pay(table, month="2026-05", columns=["net", "taxable"], keep=["id", "status"])
    assert result.schema.names == ["id", "status", "net", "taxable"]
    assert result.column("id").to_pylist() == ["a", "b"]
    with pytest.raises(InvalidInput, match="there is no column 'name'"):
        batch.pay(table, month="2026-05", keep=["id", "name"])
    with pytest.raises(InvalidInput, match="the result has columns net of its own"):
        batch.pay({**table, "net": [1, 2]}, month="2026-05", keep=["id", "net"])
    with pytest.raises(InvalidInput, match=r"^keep: column 'id' is named twice$"):
        batch.pay(table, month="2026-05", keep=["id", "id"])


@pytest.mark.parametrize(
    ("name", "instead"),
    [
        ("employer_cost", "it is a result of cost, settle"),
        ("to_member_net", "it is a result of settle"),
        ("nett", "did you mean 'net' or"),
        ("xyz", "the results are onss_base, "),
    ],
)
def test_a_result_that_is_not_here_is_said_to_be_elsewhere(name: str, instead: str) -> None:
    with pytest.raises(InvalidInput, match=f"^columns: '{name}' is no result here; {instead}"):
        batch.pay({"gross": ["2500.00"]}, month="2026-05", columns=[name])


@pytest.mark.parametrize(
    ("choice", "problem"),
    [
        ({"keep": 5}, "keep: 5 is no name of a column; give text"),
        ({"columns": 5}, "columns: 5 is no name of a column; give text"),
        ({"columns": ["net", 5]}, "columns: 5 is no name of a column; give text"),
        ({"threads": "2"}, "threads: '2' is not allowed; give a whole number from 1 on, or leave it out"),
        ({"threads": 0}, "threads: 0 is not allowed; give a whole number from 1 on, or leave it out"),
        ({"threads": True}, "threads: True is not allowed; give a whole number from 1 on, or leave it out"),
        ({"law": "x"}, "law: 'x' is no law book; give sharedpay.law.load(), or what its amend makes"),
        ({"cents": "no"}, "cents: 'no' is not allowed; allowed: False, True"),
        ({"constants": 5}, "constants: 5 is not allowed; give a mapping of names of columns to values"),
    ],
)
def test_choices_of_a_wrong_kind_are_refused_by_name(choice: Any, problem: str) -> None:
    with pytest.raises(InvalidInput) as raised:
        batch.pay({"gross": ["2500.00"]}, month="2026-05", **choice)
    assert raised.value.problems == (problem,)


def test_choices_that_are_none_are_left_out() -> None:
    left_out: Any = {"columns": None, "threads": None, "law": None, "known_on": None}
    table = {"gross": ["2500.00"]}
    assert batch.pay(table, month="2026-05", **left_out).equals(batch.pay(table, month="2026-05"))


def test_threads_and_blocks_change_nothing() -> None:
    table = people(2 * BLOCK + 17)
    one = batch.cost(table, cents=True, threads=1, keep=["id"])
    assert one.equals(batch.cost(table, cents=True, threads=3, keep=["id"]))
    chunks = pa.concat_tables([table.slice(start, 1_000) for start in range(0, 50_000, 1_000)])
    assert chunks.column("gross").num_chunks == 50
    assert batch.cost(chunks, cents=True, keep=["id"]).equals(one.slice(0, 50_000))
    alone = batch.cost(table.slice(BLOCK - 3, 7), cents=True, keep=["id"])
    assert alone.equals(one.slice(BLOCK - 3, 7))


@pytest.mark.parametrize("source", ["reader", "batches", "table"])
def test_a_stream_gives_the_table(source: str) -> None:
    table = people(BLOCK + 12_345)
    batches: Any = table.to_batches(max_chunksize=50_000)
    if source == "reader":
        batches = pa.RecordBatchReader.from_batches(table.schema, batches)
    elif source == "table":
        batches = table
    streamed = pa.Table.from_batches(batch.stream(batches, "cost", cents=True, keep=["id"]))
    assert streamed.equals(batch.cost(table, cents=True, keep=["id"]))


def test_a_stream_reads_ahead_a_little_only() -> None:
    taken = 0

    def endless() -> Iterator[pa.RecordBatch]:
        nonlocal taken
        while True:
            taken += 1
            yield pa.record_batch({"gross": pa.array([Decimal("2500.00")]), "month": ["2026-05"]})

    stream: Any = batch.stream(endless(), threads=2)
    for number in range(1, 50):
        next(stream)
        assert taken <= number + 4
    stream.close()


def test_a_stream_counts_rows_from_its_beginning() -> None:
    good = pa.record_batch({"gross": ["1.00"] * 10})
    bad = pa.record_batch({"gross": ["1.00"] * 4 + ["-1.00"]})
    stream = batch.stream([good, good, bad], month="2026-05")
    assert [next(stream).num_rows for _ in range(2)] == [10, 10]
    with pytest.raises(InvalidInput, match=r"gross in row 24 \(-1.00\)"):
        next(stream)
    shown = pa.Table.from_batches(batch.stream([good, good, bad], month="2026-05", on_error="column"))
    assert shown.column("outcome").to_pylist() == ["ok"] * 24 + ["invalid"]


def test_a_stream_of_several_schemas_is_refused() -> None:
    first, second = pa.record_batch({"gross": ["1.00"]}), pa.record_batch({"gross": [Decimal(1)]})
    with pytest.raises(InvalidInput, match="batches: must be of one schema"):
        list(batch.stream([first, second], month="2026-05"))
    assert not list(batch.stream([], month="2026-05"))
    wrong: Any = "wages"
    with pytest.raises(InvalidInput, match="task: 'wages' is not allowed"):
        batch.stream([first], wrong)


def test_months_without_law_are_not_covered() -> None:
    table = {"gross": ["2500.00"] * 4, "month": ["2026-05", "2019-01", "2026-05", "2030-01"]}
    with pytest.raises(NotCovered, match=r"not covered on 2019-01-01 \(in row 1, and one more gap\); covered"):
        batch.pay(table)
    with pytest.raises(NotCovered, match=r"not covered on 2018-01-01 \(in row 0, and 2 more gaps\); covered"):
        batch.pay({**table, "month": ["2018-01", *table["month"][1:]]})
    result = batch.pay(table, on_error="column")
    assert result.column("outcome").to_pylist() == ["ok", "not_covered", "ok", "not_covered"]
    assert "covered on 2030-01-01" in result.column("error")[3].as_py()
    with pytest.raises(InvalidInput, match=r"children in row 0.*month in row 1: .*not covered"):
        batch.pay({**table, "children": [99, 0, 0, 0]})


def test_very_high_pay_of_a_fund_worker_has_no_cost() -> None:
    """No source says whether pay counts at 100 or 108 % for the ceiling of 86 700 euros a quarter, 28 900 a month.

    26 759.26 euros at 108 % are 28 900.00; a cent more is 28 900.01.
    """
    table = {"gross": ["26759.26", "26759.27", "28901.00"], "status": ["artist", "artist", "white_collar"]}
    assert batch.pay(table, month="2026-05").column("net").null_count == 0
    with pytest.raises(NotModelled, match=r"100 or at 108 % is unknown \(in row 1\)"):
        batch.cost(table, month="2026-05")
    shown = batch.cost(table, month="2026-05", on_error="column")
    assert shown.column("outcome").to_pylist() == ["ok", "not_modelled", "ok"]
    assert shown.column("employer_cost")[1].as_py() is None
    budgets = {"budget": ["30000.00", "45000.00"], "status": ["artist", "artist"]}
    fits = batch.gross_for_cost(budgets, month="2026-05", on_error="column")
    assert fits.column("outcome").to_pylist() == ["ok", "not_modelled"]


def test_only_the_pay_is_covered_in_2021() -> None:
    assert batch.pay({"gross": ["2500.00"]}, month="2021-01").column("net")[0].as_py() > 0
    with pytest.raises(NotCovered, match=r"employer\."):
        batch.cost({"gross": ["2500.00"]}, month="2021-01")


def test_known_on_asks_for_what_was_known() -> None:
    table = {"gross": ["2000.00"]}
    now = batch.cost(table, month="2025-05", columns=["structural_reduction"])
    then = batch.cost(table, month="2025-05", columns=["structural_reduction"], known_on="2025-05-15")
    assert now.column(0)[0] != then.column(0)[0]


def test_a_budget_that_nothing_fits() -> None:
    result = batch.gross_for_net({"target_net": ["9999999.00"]}, month="2026-05", on_error="column")
    assert result.column("outcome")[0].as_py() == "invalid"
    with pytest.raises(InvalidInput, match=r"target_net in row 0 .*beyond 10 000 000.00"):
        batch.gross_for_net({"target_net": ["9999999.00"]}, month="2026-05")
