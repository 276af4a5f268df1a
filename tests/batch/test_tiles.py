"""Tiles give what the loops over integers give: every column, every month side by side, every row that is left out."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from batch.scalar import ways
from sharedpay import batch
from sharedpay.batch.engine import Engine
from sharedpay.batch.inputs import Inputs
from sharedpay.batch.quick import float_put
from sharedpay.batch.tasks import COST, PAY, Task
from sharedpay.batch.tiles import LARGEST_WHOLE, MOST_CENTS, TILE, give, room
from sharedpay.batch.vocabulary import AMOUNTS, INPUTS
from sharedpay.law.book import packaged

REFUSED = {*COST.refused, "work_bonus_granted"}
COLUMNS = [name for name in AMOUNTS if name not in REFUSED]


def both(task: Task, table: Any, **choices: Any) -> tuple[pa.Table, pa.Table]:
    """The results with tiles and without."""
    tiled, plain = ways(task, table, money="cents", cents=True, on_error="column", **choices)
    return tiled, plain


def people(count: int, seed: int, most: int = 900_000) -> dict[str, Any]:
    """Rows that differ in every way that a table can state, some of them impossible."""
    random = np.random.default_rng(seed)
    flags = ("disabled", "single_parent", "risk_groups", "director")
    weekly = random.choice([3_800, 1_900, 1_000, 3_799], count)
    return {
        "status": random.choice(["white_collar", "blue_collar", "artist", "student", "flexi"], count),
        "gross": random.integers(0, most, count),
        "children": random.integers(0, 12, count),
        "partner": random.choice(["none", "own_income", "no_income", "low_pension"], count),
        "weekly_hours": [f"{hours / 100:.2f}" for hours in weekly],
        "workers": random.integers(1, 30, count),
        "closing_fund": random.choice(["commercial", "non_commercial", "none"], count),
        "category": random.integers(1, 3, count),
        **{name: random.random(count) < 0.2 for name in flags},
        **{
            name: random.integers(0, 50_000, count) * (random.random(count) < 0.3)
            for name in COLUMNS
            if name != "gross"
        },
    }


@pytest.mark.parametrize("task", [PAY, COST], ids=["pay", "cost"])
@pytest.mark.parametrize("count", [1, TILE - 1, TILE, TILE + 1, 70_000])
def test_tiles_of_one_month(task: Task, count: int) -> None:
    table = people(count, seed=count)
    tiled, plain = both(task, table, month="2026-05")
    assert tiled.equals(plain)
    if count > 1_000:
        outcomes = set(tiled.column("outcome").to_pylist())
        assert {"ok", "invalid"} <= outcomes


@pytest.mark.parametrize("task", [PAY, COST], ids=["pay", "cost"])
@pytest.mark.parametrize("together", [True, False], ids=["in order", "mixed"])
def test_tiles_of_every_month(task: Task, together: bool) -> None:
    """Rows of a block that stand under some eighty laws, and months of which nothing is covered."""
    count = 20_000 if together else 2_000
    months = np.random.default_rng(1).integers(2020 * 12, 2028 * 12, count)
    if together:
        months.sort()
    table = people(count, seed=2) | {"month": [f"{month // 12}-{month % 12 + 1:02d}" for month in months]}
    tiled, plain = both(task, table)
    assert tiled.equals(plain)
    assert {"ok", "invalid", "not_covered"} <= set(tiled.column("outcome").to_pylist())


WORK: dict[str, dict[str, list[str]]] = {
    "days of the month": {"days_worked": ["0.00", "1.00", "7.50", "31.00"]},
    "days of days": {"days_worked": ["0.01", "10.00", "31.00", "0.00"], "days_possible": ["21.00", "10.00", "22.00"]},
    "hours of hours": {"hours_worked": ["0.01", "76.00", "744.00"], "hours_full_time": ["0.01", "164.67", "744.00"]},
    "hours of a contract": {"weekly_hours": ["19.00", "0.01", "40.00"], "full_time_hours": ["40.00"]},
    "hours worked of a contract": {"weekly_hours": ["19.00", "0.01"], "hours_worked": ["0.01", "82.00", "0.00"]},
    "days of a contract": {"weekly_hours": ["19.00", "38.00"], "days_worked": ["0.50", "12.00", "20.00"]},
    "part of a month": {"contract_start": ["2026-05-11", "2020-01-01"], "contract_end": ["2026-05-29", "2027-01-01"]},
}


@pytest.mark.parametrize("work", list(WORK))
def test_tiles_of_every_way_to_state_work(work: str) -> None:
    table = {name: values for name, values in people(3_000, seed=6).items() if name != "weekly_hours"}
    stated = {name: np.resize(values, 3_000) for name, values in WORK[work].items()}
    granted = np.random.default_rng(7).integers(0, 500_000, 3_000)
    tiled, plain = both(COST, table | stated | {"work_bonus_granted": granted}, month="2026-05")
    assert tiled.equals(plain)
    assert tiled.column("outcome").to_pylist().count("ok") > 500


@pytest.mark.parametrize("column", COLUMNS)
def test_amounts_beyond_tiles_are_left_to_integers(column: str) -> None:
    """One column beyond the limit in some of the rows, in all of them, and in a table that says it once."""
    amounts = np.array([0, MOST_CENTS - 1, MOST_CENTS, MOST_CENTS + 1, 2 * MOST_CENTS, 1_000_000_000])
    few = people(len(amounts), seed=3) | {"status": ["white_collar"] * 6, "director": [False] * 6, column: amounts}
    many = people(900, seed=4) | {column: np.resize(amounts, 900)}
    beyond = people(50, seed=5) | {column: np.full(50, MOST_CENTS + 1)}
    for table in (few, many, beyond):
        tiled, plain = both(COST, table, month="2025-08")
        assert tiled.equals(plain)
    single = {name: values for name, values in beyond.items() if name != column}
    tiled, plain = both(COST, single, month="2025-08", constants={column: MOST_CENTS + 1})
    assert tiled.equals(plain)


def test_fund_workers_above_what_is_known() -> None:
    """The one problem that is found while computing, beside rows whose problem was there before."""
    gross = [2_600_000, 2_900_000, 900_000_000, 2_900_000]
    table = {"status": ["artist"] * 4, "gross": gross, "single_parent": [False, False, False, True]}
    tiled, plain = both(COST, table, month="2025-08")
    assert tiled.equals(plain)
    assert tiled.column("outcome").to_pylist() == ["ok", "not_modelled", "not_modelled", "invalid"]


def test_amended_figures_too_large_for_tiles_are_left_to_integers(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rate of a thousand times the pay fits 64 bits and not tiles; a small change fits both."""
    asked: list[Any] = []
    fill = Engine._fill

    def noted(self: Engine, *arguments: Any) -> None:
        asked.append(arguments)
        fill(self, *arguments)

    monkeypatch.setattr(Engine, "_fill", noted)
    for rate, integers in (("14 %", 0), ("1000", 1)):
        asked.clear()
        book = packaged().amend({"employer.work_accidents_rate": {"2026-05-01": rate}})
        cost, before = (
            batch.cost({"gross": ["1000.00"]}, month="2026-05", law=law).column("employer_contributions")[0].as_py()
            for law in (book, packaged())
        )
        assert len(asked) == integers
        assert cost - before == {"14 %": 140, "1000": 1_000_000}[rate] - Decimal("0.20"), "0.02 % by law"


LIMITS = [0, 1, -1, 12_345, -12_345, LARGEST_WHOLE - 1, 1 - LARGEST_WHOLE, LARGEST_WHOLE // 2, -LARGEST_WHOLE // 2]


@pytest.mark.parametrize("wide", [1, 2])
@given(st.lists(st.integers(1 - LARGEST_WHOLE, LARGEST_WHOLE - 1) | st.sampled_from(LIMITS), min_size=1, max_size=TILE))
def test_whole_floats_become_the_same_integers(wide: int, numbers: list[int]) -> None:
    made = room()
    for j, number in enumerate(numbers):
        float_put(made.columns[len(Inputs._fields)], j, None, float(number))
    cells: Any = np.full((len(numbers) + 2) * wide, 7, np.int64)
    give(made, 1, len(numbers), wide, (cells,), np.zeros(len(numbers) + 2, np.int16))  # type: ignore[arg-type]
    assert cells[::wide].tolist() == [7, *numbers, 7]
    if wide == 2:
        assert cells[1::2].tolist() == [7, *(-1 if number < 0 else 0 for number in numbers), 7]


def test_only_rows_without_a_problem_get_one() -> None:
    made = room()
    problems: Any = np.array([0, 3, 0, 0, 5], np.int16)
    made.columns[-1, :3] = (20, 20, 0)
    give(made, 1, 3, 1, (), problems)
    assert problems.tolist() == [0, 3, 20, 0, 5]


def test_every_amount_fits_the_room_for_columns_that_differ() -> None:
    assert all(INPUTS[name].most <= np.iinfo(np.int32).max for name in AMOUNTS)
