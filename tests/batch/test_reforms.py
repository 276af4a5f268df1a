"""Synthetic people, and two laws compared over them: every cent that one payee gains another one loses."""

from __future__ import annotations

import runpy
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from sharedpay import batch
from sharedpay.batch.population import FULL_TIME_PAY, HOURS, PARTNERS, STATUSES
from sharedpay.errors import InvalidInput
from sharedpay.law.book import packaged

REFORM = {
    "withholding_tax.exempt_tax_scale_1": {"2026-01-01": "3000.00"},
    "work_bonus.fiscal_rate_a": {"2026-01-01": "30 %"},
}


def test_a_seed_gives_the_same_people_for_ever() -> None:
    """Written down, so that a new numpy or another machine would show."""
    assert [tuple(map(str, row.values())) for row in batch.population(3, 1).to_pylist()] == [
        ("white_collar", "3063.13", "single", "none", "0", "0", "False", "False", "38.00"),
        ("student", "2340.11", "single", "none", "0", "0", "False", "False", "38.00"),
        ("white_collar", "6620.06", "married", "own_income", "0", "0", "False", "False", "38.00"),
    ]
    assert batch.population(50, 2) != batch.population(50, 3)
    assert batch.population(90, 2).slice(0, 50).equals(batch.population(50, 2))
    assert batch.population(0).num_rows == 0


@pytest.mark.parametrize("wrong", [-1, 1.5, "10", True, None])
def test_a_population_is_a_whole_number(wrong: Any) -> None:
    with pytest.raises(InvalidInput) as raised:
        batch.population(wrong, wrong)
    assert raised.value.problems == tuple(
        f"{name}: {wrong!r} is not allowed; give a whole number from 0 on" for name in ("rows", "seed")
    )
    three: Any = np.int64(3)
    assert batch.population(three, three).equals(batch.population(3, 3))


def test_people_are_as_the_tables_say() -> None:
    rows = 200_000
    table = batch.population(rows, 5)

    def share(name: str, value: object) -> float:
        return float(pc.sum(pc.equal(table.column(name), value)).as_py() * 1000 / rows)

    assert share("status", "white_collar") == pytest.approx(STATUSES[0], abs=5)  # 5 is 4.5 deviations
    assert share("status", "flexi") == pytest.approx(STATUSES[4], abs=2)
    assert share("weekly_hours", Decimal("19.00")) == pytest.approx(HOURS[1_900], abs=3)
    assert share("partner", "no_income") == pytest.approx(PARTNERS[4] * 0.94, abs=3)  # students have none
    full_time = table.filter(
        pc.and_(
            pc.is_in(table.column("status"), pa.array(["white_collar", "blue_collar", "artist"])),
            pc.equal(table.column("weekly_hours"), Decimal("38.00")),
        )
    )
    gross = np.sort(full_time.column("gross").cast(pa.float64()).to_numpy()) * 100
    for tenth in range(1, 10):
        assert gross[len(gross) * tenth // 10] == pytest.approx(FULL_TIME_PAY[tenth], rel=0.02)


def test_everybody_can_be_paid() -> None:
    result = batch.cost(batch.population(20_000, 9), month="2026-05", on_error="column")
    assert set(result.column("outcome").to_pylist()) == {"ok"}


def test_a_reform_moves_money_and_makes_none() -> None:
    table = batch.population(30_000, 4)
    book = packaged()
    found = batch.compare(table, book, book.amend(REFORM), month="2026-05")
    payees = {row["payee"]: row for row in found.payees.to_pylist()}
    total = payees.pop("employer cost")
    for law in ("a", "b", "change"):
        assert sum(row[law] for row in payees.values()) == total[law]
    assert payees["worker"]["change"] == -payees["State (withholding tax)"]["change"] != 0
    assert total["change"] == 0
    for groups in (found.deciles, found.households):
        assert sum(row["change"] for row in groups.to_pylist()) == payees["worker"]["change"]
        assert sum(row["rows"] for row in groups.to_pylist()) == 30_000
        assert sum(row["gainers"] for row in groups.to_pylist()) == found.gainers
        assert sum(row["losers"] for row in groups.to_pylist()) == found.losers
    assert found.deciles.num_rows == 10
    alone = batch.pay(table, month="2026-05", columns=["net"])
    assert found.rows.column("net_a").cast(alone.column("net").type).equals(alone.column("net"))
    changes = found.rows.column("net_change").to_pylist()
    assert found.gainers == sum(change > 0 for change in changes) > 0
    assert found.losers == sum(change < 0 for change in changes) > 0
    assert found.unchanged == sum(change == 0 for change in changes) > 0
    assert found.law_digests == (book.digest, book.amend(REFORM).digest)


def test_a_comparison_prints_what_it_found() -> None:
    table = {"gross": ["2500.00", "6000.00"], "partner": ["none", "no_income"], "children": [0, 1]}
    book = packaged()
    text = str(batch.compare(table, book, book.amend(REFORM), month="2026-05"))
    assert text.splitlines()[0].startswith("2 pays: ")
    assert "no_income, 1 child " in text
    assert "2500.00 to 2500.00" in text


def test_the_example_prints_who_gains_and_who_loses(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    example = Path(__file__).parents[2] / "examples" / "reform.py"
    monkeypatch.setattr("sys.argv", [str(example), "3000"])
    found = runpy.run_path(str(example))["found"]
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    assert f"3000 pays: {found.gainers} gain, {found.losers} lose, {found.unchanged} stay as they are" in lines
    assert found.gainers > 0 < found.losers
    for title in ("payee", "gross", "household"):
        assert any(line.startswith(f"{title} ") for line in lines)


def test_the_example_says_what_is_no_number_of_pays(monkeypatch: pytest.MonkeyPatch) -> None:
    example = Path(__file__).parents[2] / "examples" / "reform.py"
    monkeypatch.setattr("sys.argv", [str(example), "abc"])
    with pytest.raises(SystemExit, match="'abc' is no number of pays; give a whole one like 10000"):
        runpy.run_path(str(example))


def test_a_reform_of_nothing_changes_nothing() -> None:
    found = batch.compare({"gross": ["2500.00"], "month": "2026-05"}, packaged(), packaged())
    assert (found.gainers, found.losers, found.unchanged) == (0, 0, 1)
    assert found.households.num_rows == 0
    assert str(found).splitlines()[-1].startswith("2500.00 to 2500.00 ")
    with pytest.raises(InvalidInput, match="money: a comparison has its own"):
        batch.compare({"gross": ["1.00"]}, packaged(), packaged(), month="2026-05", money="cents")


def _households(columns: dict[str, Any]) -> list[tuple[str, int]]:
    table = {"gross": ["2500.00"] * 3, **columns}
    found = batch.compare(table, packaged(), packaged().amend(REFORM), month="2026-05")
    return [(row["household"], row["rows"]) for row in found.households.to_pylist()]


def test_an_empty_partner_counts_as_none() -> None:
    assert _households({"partner": ["own_income", None, "none"]}) == [("none", 2), ("own_income", 1)]
    assert _households({"marital": ["married", "single", "single"], "partner": ["own_income", None, "none"]}) == [
        ("married, own_income", 1),
        ("single", 2),
    ]


@pytest.mark.parametrize(
    "children",
    [
        pa.array([0, 1, 30]),
        pa.array(["0", "1", "30"]),
        pa.array([Decimal("0.00"), Decimal("1.00"), Decimal("30.00")]),
        pa.chunked_array([["0"], ["1", "30"]]).dictionary_encode(),
    ],
)
def test_children_may_be_all_that_the_batch_reads(children: pa.Array) -> None:
    assert _households({"children": children}) == [("0 children", 1), ("1 child", 1), ("3+ children", 1)]


def test_words_may_be_categories_as_polars_has_them() -> None:
    def categories(indices: list[int], *words: str) -> pa.Array:
        return pa.DictionaryArray.from_arrays(pa.array(indices, pa.uint32()), pa.array(words, pa.string_view()))

    marital = categories([1, 0, 1], "single", "married")
    partner = categories([0, 1, 0], "no_income", "none")
    assert _households({"marital": marital, "partner": partner}) == [("married, no_income", 2), ("single", 1)]


def test_a_household_may_be_one_value_for_all_rows() -> None:
    assert _households({"children": 2}) == [("2 children", 3)]
    partner = ["none", "no_income", "none"]
    assert _households({"partner": partner, "children": 4}) == [("no_income, 3+ children", 1), ("none, 3+ children", 2)]


@pytest.mark.parametrize("wrong", [None, "2026"])
def test_what_is_no_law_book_is_refused_by_name(wrong: Any) -> None:
    with pytest.raises(InvalidInput, match=f"law_a: {wrong!r} is no law book; give sharedpay.law.load") as raised:
        batch.compare({"gross": ["2500.00"]}, wrong, wrong, month="2026-05")
    assert [problem.partition(":")[0] for problem in raised.value.problems] == ["law_a", "law_b"]
