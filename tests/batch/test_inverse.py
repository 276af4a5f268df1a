"""The inverses of a batch give what the scalar searches give."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from batch.scalar import Situation, case_of, columns_of, month_of, row_of, table_of
from batch.test_amounts import Drawn, pays
from sharedpay import batch
from sharedpay.errors import NotCovered, NotModelled
from sharedpay.law.book import packaged
from sharedpay.law.person import Month
from sharedpay.law.work_bonus import WorkBonusCapLaw
from sharedpay.model.contract import PermanentContract, Status
from sharedpay.money import MAX_CENTS, euro_text, euros, share
from sharedpay.payroll.budget import REACH
from sharedpay.payroll.case import Case
from sharedpay.payroll.search import largest, solutions
from sharedpay.payroll.solve import net_reach


class Prepared(NamedTuple):
    """A pay and its case; the gross only says which budget or net to look for."""

    drawn: Drawn
    case: Case

    def month(self, gross: int) -> Month:
        return month_of(self.case, gross, self.drawn.amounts)

    def cost_of(self, gross: int) -> int:
        return self.case.cost_by_formulas(self.month(gross)).employer_cost

    def net_of(self, gross: int) -> int:
        return self.case.pay_month(self.month(gross)).net


def _prepared(drawn: list[Drawn], cost: bool) -> list[Prepared]:
    found = []
    for row in drawn:
        try:
            case = case_of(row.situation, row.month, insured=row.amounts.get("group_insurance_personal", 0) > 0)
        except NotCovered:
            continue
        if case.cost_law is not None or not cost:
            found.append(Prepared(row, case))
    return found


def _table(prepared: list[Prepared], name: str, targets: list[int]) -> Any:
    rows = []
    for (drawn, _), target in zip(prepared, targets, strict=True):
        row = row_of(drawn.situation, 0, drawn.month)
        del row["gross"]
        rows.append({**row, **columns_of(drawn.amounts), name: euros(target)})
    return table_of(rows)


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(pays(most=8), st.integers(-3, 3))
def test_gross_for_cost(drawn: list[Drawn], beside: int) -> None:
    prepared = _prepared(drawn, cost=True)
    if not prepared:
        return
    budgets = [min(max(0, one.cost_of(one.drawn.gross) + beside), MAX_CENTS) for one in prepared]
    result = batch.gross_for_cost(_table(prepared, "budget", budgets), on_error="column")
    for k, (one, budget) in enumerate(zip(prepared, budgets, strict=True)):
        expected = largest(one.cost_of, budget, 0, min(budget, MAX_CENTS), REACH)
        if expected < 0:
            assert result.column("outcome")[k].as_py() == "invalid"
            continue
        try:
            one.case.cost_month(one.month(expected))
        except NotModelled:
            assert result.column("outcome")[k].as_py() == "not_modelled"
            continue
        assert _cents(result.column("gross")[k].as_py()) == expected
        assert _cents(result.column("employer_cost")[k].as_py()) == one.cost_of(expected)
        assert _cents(result.column("left")[k].as_py()) == budget - one.cost_of(expected)


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much], max_examples=15)
@given(pays(most=3), st.integers(-3, 3))
def test_gross_for_net(drawn: list[Drawn], beside: int) -> None:
    prepared = _prepared(drawn, cost=False)
    if not prepared:
        return
    nets = [min(max(0, one.net_of(one.drawn.gross) + beside), MAX_CENTS) for one in prepared]
    result = batch.gross_for_net(_table(prepared, "target_net", nets), on_error="column")
    for row, one, net in zip(result.to_pylist(), prepared, nets, strict=True):
        _same_answers(row, one, net)


@pytest.mark.parametrize("month", ["2024-04", "2026-05"])
def test_gross_for_net_under_the_yearly_ceiling_of_the_work_bonus(month: str) -> None:
    """The less of it is left, the more gross a net takes: all is left, thirty euros, nothing, and less than that."""
    law = packaged().on(month).get(WorkBonusCapLaw)
    ceilings: dict[Status, int] = {
        "white_collar": law.annual_cap,
        "blue_collar": share(law.annual_cap, law.annual_cap_blue_factor),
        "artist": share(law.annual_cap, law.annual_cap_blue_factor),
    }
    drawn = [
        Drawn(Situation(contract=contract, work_bonus_granted=euro_text(granted)), 0, month, {})
        for status, ceiling in ceilings.items()
        for contract in [PermanentContract(start="2015-01-01", status=status)]
        for granted in (0, ceiling - 3_000, ceiling, ceiling + 1)
    ]
    prepared = _prepared(drawn, cost=False)
    rows = batch.gross_for_net(_table(prepared, "target_net", [190_000] * len(drawn))).to_pylist()
    for row, one in zip(rows, prepared, strict=True):
        _same_answers(row, one, 190_000)
    for k in range(0, len(rows), 4):
        below = [row["gross_below"] for row in rows[k : k + 4]]
        assert below[0] < below[1] < below[2] == below[3]


def _same_answers(row: dict[str, Any], one: Prepared, net: int) -> None:
    if one.net_of(MAX_CENTS) < net:
        assert row["outcome"] == "invalid"
        return
    found = solutions(one.net_of, net, 0, MAX_CENTS, net_reach(one.case.pay_law))
    assert row["answers"] == len(found.exact)
    assert _cents(row["gross"]) == (found.exact[0] if found.exact else None)
    assert _cents(row["gross_last"]) == (found.exact[-1] if found.exact else None)
    for side, gross in (("below", found.below), ("above", found.above)):
        assert _cents(row[f"net_{side}"]) == (None if gross is None else one.net_of(gross))
        assert _cents(row[f"gross_{side}"]) == gross


def _cents(amount: Decimal | None) -> int | None:
    return None if amount is None else int(amount * 100)
