"""The inverses of a batch give what the scalar searches give."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from batch.scalar import Situation, case_of, row_of, table_of
from batch.test_against_scalar import situations
from sharedpay import batch
from sharedpay.errors import NotCovered, NotModelled
from sharedpay.law.book import packaged
from sharedpay.law.work_bonus import WorkBonusCapLaw
from sharedpay.model.contract import PermanentContract, Status
from sharedpay.money import MAX_CENTS, MILLION, Rate, euro_text, euros, share
from sharedpay.payroll.budget import REACH
from sharedpay.payroll.case import Case
from sharedpay.payroll.search import largest, solutions
from sharedpay.payroll.solve import net_reach


def _granted(drawn: list[tuple[Situation, int, str]], known: bool) -> list[tuple[Situation, int, str]]:
    """The same pays with what was granted of the work bonus before, or in a table that does not say it."""
    return [
        (situation._replace(work_bonus_granted=(situation.work_bonus_granted or "0.00") if known else None), *rest)
        for situation, *rest in drawn
    ]


def _prepared(drawn: list[tuple[Situation, int, str]], cost: bool) -> list[tuple[Situation, int, str, Case]]:
    found = []
    for situation, gross, month in drawn:
        try:
            case = case_of(situation, month)
        except NotCovered:
            continue
        if case.cost_law is not None or not cost:
            found.append((situation, gross, month, case))
    return found


def _table(prepared: list[tuple[Situation, int, str, Case]], name: str, targets: list[int]) -> Any:
    rows = []
    for (situation, _, month, _), target in zip(prepared, targets, strict=True):
        row = row_of(situation, 0, month)
        del row["gross"]
        rows.append({**row, name: euros(target)})
    return table_of(rows)


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(st.lists(situations(), min_size=1, max_size=8), st.integers(-3, 3), st.booleans())
def test_gross_for_cost(drawn: list[tuple[Situation, int, str]], beside: int, granted_known: bool) -> None:
    prepared = _prepared(_granted(drawn, granted_known), cost=True)
    if not prepared:
        return
    budgets = [min(max(0, case.cost_of(gross).employer_cost + beside), MAX_CENTS) for _, gross, _, case in prepared]
    result = batch.gross_for_cost(_table(prepared, "budget", budgets), on_error="column")
    for k, ((_, _, _, case), budget) in enumerate(zip(prepared, budgets, strict=True)):

        def cost_of(gross: int, case: Case = case) -> int:
            return case.cost_of(gross).employer_cost

        expected = largest(cost_of, budget, 0, min(budget, MAX_CENTS), REACH)
        try:
            case.cost_month(case.inputs._replace(gross=expected))
        except NotModelled:
            assert result.column("outcome")[k].as_py() == "not_modelled"
            continue
        gross = int(result.column("gross")[k].as_py() * 100)
        assert gross == expected
        assert int(result.column("employer_cost")[k].as_py() * 100) == cost_of(gross)
        assert int(result.column("left")[k].as_py() * 100) == budget - cost_of(gross)


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], max_examples=15)
@given(st.lists(situations(), min_size=1, max_size=3), st.integers(-3, 3), st.booleans())
def test_gross_for_net(drawn: list[tuple[Situation, int, str]], beside: int, granted_known: bool) -> None:
    prepared = _prepared(_granted(drawn, granted_known), cost=False)
    if not prepared:
        return
    nets = [min(max(0, case.pay(gross).net + beside), MAX_CENTS) for _, gross, _, case in prepared]
    result = batch.gross_for_net(_table(prepared, "target_net", nets), on_error="column")
    for k, ((_, _, _, case), net) in enumerate(zip(prepared, nets, strict=True)):
        _same_answers({name: result.column(name)[k].as_py() for name in result.schema.names}, case, net)


@pytest.mark.parametrize("month", ["2024-04", "2026-05"])
def test_gross_for_net_under_the_yearly_ceiling_of_the_work_bonus(month: str) -> None:
    """The less of it is left, the more gross it takes: none was granted, all but some thirty euros, and all."""
    statuses: list[Status] = ["white_collar", "blue_collar", "artist"]
    shares = {"white_collar": Rate(MILLION)}
    law = packaged().on(month).get(WorkBonusCapLaw)
    for status in statuses:
        ceiling = share(law.annual_cap, shares.get(status, law.annual_cap_blue_factor))
        contract = PermanentContract(start="2015-01-01", status=status)
        drawn = [
            (Situation(contract=contract, work_bonus_granted=euro_text(granted)), 0, month)
            for granted in (0, ceiling - 3_000, ceiling, ceiling + 1)
        ]
        prepared = _prepared(drawn, cost=False)
        result = batch.gross_for_net(_table(prepared, "target_net", [190_000] * len(drawn)))
        found = result.column("gross_below").to_pylist()
        assert found[0] < found[1] < found[2] == found[3]
        for k, (_, _, _, case) in enumerate(prepared):
            _same_answers({name: result.column(name)[k].as_py() for name in result.schema.names}, case, 190_000)


def _same_answers(row: dict[str, Any], case: Case, net: int) -> None:
    def net_of(gross: int) -> int:
        return case.pay(gross).net

    if net_of(MAX_CENTS) < net:
        assert row["outcome"] == "invalid"
        return
    found = solutions(net_of, net, 0, MAX_CENTS, net_reach(case.pay_law))
    assert row["answers"] == len(found.exact)
    assert _cents(row["gross"]) == (found.exact[0] if found.exact else None)
    assert _cents(row["gross_last"]) == (found.exact[-1] if found.exact else None)
    for side, gross in (("below", found.below), ("above", found.above)):
        assert _cents(row[f"net_{side}"]) == (None if gross is None else net_of(gross))
        assert _cents(row[f"gross_{side}"]) == gross


def _cents(amount: Decimal | None) -> int | None:
    return None if amount is None else int(amount * 100)
