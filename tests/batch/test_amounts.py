"""Every amount that a row can hold beside its gross counts as in a payslip, to the cent, small and large."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from batch.scalar import (
    BESIDE_NET,
    IN_MONTH,
    Expected,
    Result,
    Situation,
    case_of,
    columns_of,
    expected_of,
    failed,
    row_of,
    rows_of,
    table_of,
    ways,
)
from batch.test_against_scalar import COVERED, MONTHS, STATUSES, situations
from sharedpay.batch.tasks import COST, PAY, Task
from sharedpay.batch.tiles import MOST_CENTS
from sharedpay.batch.vocabulary import AMOUNTS
from sharedpay.errors import NotCovered
from sharedpay.model.contract import PermanentContract, Status
from sharedpay.money import MAX_CENTS, euro_text

BESIDE = (*IN_MONTH, *BESIDE_NET)
OF_ORDINARY_PAY = {"home_work_exemption", "group_insurance_personal", "overtime_reduction", "premium_base"}
"""Amounts of the withholding tax and the special contribution alone, which students and flexi-jobs don't have."""


class Drawn(NamedTuple):
    """A pay, its month, and in cents its gross and the amounts beside it."""

    situation: Situation
    gross: int
    month: str
    amounts: Mapping[str, int]


def _up_to(most: int) -> st.SearchStrategy[dict[str, int]]:
    amount = st.just(0) | st.integers(0, most) | st.sampled_from([1, most])
    return st.fixed_dictionaries(dict.fromkeys(BESIDE, amount))


def amounts() -> st.SearchStrategy[dict[str, int]]:
    """Every amount beside a gross: those of an ordinary pay, all that tiles can hold, and more."""
    return _up_to(60_000) | _up_to(60_000) | _up_to(MOST_CENTS) | _up_to(MOST_CENTS + 1) | _up_to(MAX_CENTS)


@st.composite
def pays(draw: st.DrawFn, least: int = 1, most: int = 4) -> list[Drawn]:
    """Pays with all sorts of amounts beside each, for a table that says what was granted of the work bonus or not."""
    granted_known = draw(st.booleans())
    months = [month for month in COVERED if month >= "2024-04"] if granted_known else COVERED
    found = []
    for situation, gross, month in draw(st.lists(situations(months), min_size=least, max_size=most)):
        granted = euro_text(draw(st.integers(0, 500_000) | st.integers(0, MAX_CENTS))) if granted_known else None
        low_gross = draw(st.none() | st.integers(100_000, 350_000))  # which has a work bonus
        stated = situation._replace(work_bonus_granted=granted)
        found.append(Drawn(stated, gross if low_gross is None else low_gross, month, draw(st.just({}) | amounts())))
    return found


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(pays(least=2, most=3), st.lists(amounts(), min_size=2, max_size=3))
def test_pays_with_all_that_is_beside_them(drawn: list[Drawn], beside: list[dict[str, int]]) -> None:
    compare([*drawn, *(row._replace(amounts=more) for row, more in product(drawn, beside))])


@pytest.mark.parametrize("status", STATUSES)
def test_each_amount_in_every_month(status: Status) -> None:
    """Alone beside an ordinary gross and, beyond what tiles can hold, beside a very large one."""
    plain = Situation(contract=PermanentContract(start="2015-01-01", status=status))
    sizes = ((210_000, 12_345), (60_000_000, MOST_CENTS + 1))
    rows = [
        Drawn(plain, gross, month, {name: amount} if name else {})
        for month in MONTHS
        for gross, amount in sizes
        for name in ("", *BESIDE)
    ]
    expected = compare(rows)
    bare = {(row.month, row.gross): found for row, found in zip(rows, expected, strict=True) if not row.amounts}
    counting = {
        name
        for row, found in zip(rows, expected, strict=True)
        for name in row.amounts
        if found.pay != bare[row.month, row.gross].pay
    }
    assert counting == set(BESIDE) - (OF_ORDINARY_PAY if status in ("student", "flexi") else set())
    paid = {row.month for row, found in zip(rows, expected, strict=True) if found.cost.outcome == "ok"}
    assert paid == set(COVERED)


@pytest.mark.parametrize("status", STATUSES)
def test_work_bonus_granted_before_in_every_month(status: Status) -> None:
    """Nothing of it yet, all but a part of a month's, and more than a year's."""
    plain = Situation(contract=PermanentContract(start="2015-01-01", status=status))
    rows = [
        Drawn(plain._replace(work_bonus_granted=granted), gross, month, {})
        for month in MONTHS
        for granted in ("0.00", "3200.00", "3350.00", "3500.00", "3600.00", "9999.99")
        for gross in (210_000, 250_000)
    ]
    found = [one.pay.figures["work_bonus"] for one in compare(rows) if one.pay.outcome == "ok"]
    assert len(found) == 12 * 33  # since 2024-04
    assert (len(set(found)) > 10) == (status not in ("student", "flexi"))


def compare(rows: list[Drawn]) -> list[Expected]:
    """Holds the batch, by tiles and by integers, against payslips one by one, which it gives back."""
    expected = [_expected(*row) for row in rows]
    table = table_of([{**row_of(row.situation, row.gross, row.month), **columns_of(row.amounts)} for row in rows])
    for task, wanted in ((PAY, [one.pay for one in expected]), (COST, [one.cost for one in expected])):
        for found in _results(task, table):
            for k, one in enumerate(wanted):
                assert found[k] == one, rows[k]
    return expected


def _expected(situation: Situation, gross: int, month: str, amounts: Mapping[str, int]) -> Expected:
    try:
        case = case_of(situation, month, insured=amounts.get("group_insurance_personal", 0) > 0)
    except NotCovered:
        return failed("not_covered")
    return expected_of(case, gross, amounts)


def _results(task: Task, table: Any) -> Iterator[list[Result]]:
    names = [output.name for output in task.outputs]
    for found in ways(task, table, on_error="column"):
        outcomes = found.column("outcome").to_pylist()
        yield [Result(*one) for one in zip(outcomes, rows_of(found, names), strict=True)]


def test_every_column_of_money_is_drawn() -> None:
    aims = {"target_net", "budget"}
    assert set(AMOUNTS) - set(PAY.refused) - aims == {"gross", "work_bonus_granted", *BESIDE}
