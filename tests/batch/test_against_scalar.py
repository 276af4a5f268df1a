"""The batch and the payslip give the same figures, to the cent, for every input there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import product
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from batch.scalar import (
    BESIDE_NET,
    IN_MONTH,
    Expected,
    Situation,
    case_of,
    cost_figures,
    expected_of,
    failed,
    pay_figures,
    row_of,
    rows_of,
    table_of,
    ways,
)
from sharedpay import batch
from sharedpay.batch.bounds import corners
from sharedpay.batch.inputs import Row
from sharedpay.batch.tasks import COST, PAY
from sharedpay.batch.tiles import MOST_CENTS
from sharedpay.batch.vocabulary import COST_OUTPUTS, INPUTS, PAY_OUTPUTS
from sharedpay.errors import InvalidInput, NotCovered, NotModelled
from sharedpay.law.reductions import Performance
from sharedpay.model.contract import PermanentContract, Status
from sharedpay.model.enterprise import Enterprise
from sharedpay.model.worker import Household
from sharedpay.money import MAX_CENTS, Hundredths, euro_text, half_up
from sharedpay.payroll.case import Case
from sharedpay.payroll.cost import Cost
from sharedpay.testing import contracts, enterprises, gross_edges, households

MONTHS = [f"{year}-{month:02d}" for year in range(2020, 2028) for month in range(1, 13)]
COVERED = [month for month in MONTHS if "2023" <= month < "2027"]
STATUSES: tuple[Status, ...] = get_args(Status)
PAY_NAMES = [output.name for output in PAY_OUTPUTS if output.name != "net_paid"]
COST_NAMES = [output.name for output in COST_OUTPUTS]


@st.composite
def situations(draw: st.DrawFn, months: Sequence[str] = MONTHS) -> tuple[Situation, int, str]:
    month = draw(st.sampled_from(months) | st.sampled_from(["2021-01", "2023-01", "2024-04", "2026-05"]))
    contract = draw(contracts())
    contract = PermanentContract(
        **{
            **{name: getattr(contract, name) for name in PermanentContract.model_fields if name != "kind"},
            "start": "2015-01-01",
        }
    )
    granted = draw(st.none() | st.integers(0, 500_000).map(euro_text))
    situation = Situation(draw(households()), contract, draw(enterprises()), granted)
    gross = draw(st.integers(0, 700_000) | st.sampled_from(gross_edges(month)) | st.integers(0, MAX_CENTS))
    return situation, int(gross * 100) if not isinstance(gross, int) else gross, month


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(situations(), min_size=1, max_size=12))
def test_a_batch_is_what_payslips_are(drawn: list[tuple[Situation, int, str]]) -> None:
    for known in (True, False):
        some = [(s, gross, month) for s, gross, month in drawn if (s.work_bonus_granted is not None) == known]
        if not some:
            continue
        table = table_of([row_of(*one) for one in some])
        both = zip(ways(PAY, table, on_error="column"), ways(COST, table, on_error="column"), strict=True)
        for (paid, costed), (k, (situation, gross, month)) in product(both, enumerate(some)):
            _compare(k, situation, gross, month, paid, costed)


def _compare(k: int, situation: Situation, gross: int, month: str, paid: Any, costed: Any) -> None:
    try:
        case = case_of(situation, month)
    except NotCovered:
        assert paid.column("outcome")[k].as_py() == "not_covered"
        assert paid.column("net")[k].as_py() is None
        assert costed.column("outcome")[k].as_py() == "not_covered"
        return
    one = case.pay(gross)
    expected = pay_figures(one)
    assert paid.column("outcome")[k].as_py() == "ok", paid.column("error")[k].as_py()
    assert rows_of(paid.slice(k, 1), expected)[0] == expected
    if case.cost_law is None:
        assert costed.column("outcome")[k].as_py() == "not_covered"
        return
    due = _modelled(case, gross)
    if due is None:
        assert costed.column("outcome")[k].as_py() == "not_modelled"
        return
    both = expected | cost_figures(due)
    assert costed.column("outcome")[k].as_py() == "ok", costed.column("error")[k].as_py()
    assert rows_of(costed.slice(k, 1), both)[0] == both


@pytest.mark.parametrize("status", STATUSES)
def test_every_month_and_every_edge(status: Status) -> None:
    """All edges of the law and the cents beside them, in every month, in plain households."""
    families = [Household(), Household(marital="married", partner="no_income", children=2)]
    hours = ["38.00", "19.00", "12.67"]
    drawn = [
        (Situation(family, PermanentContract(start="2015-01-01", status=status, weekly_hours=weekly)), gross, month)
        for month in MONTHS
        for family, weekly in product(families, hours)
        for gross in _edges(month)
    ]
    table = table_of([row_of(*one) for one in drawn])
    (paid, by_integers), (costed, cost_by_integers) = (ways(task, table, on_error="column") for task in (PAY, COST))
    assert paid.equals(by_integers)
    assert costed.equals(cost_by_integers)
    pay_rows, cost_rows = rows_of(paid, PAY_NAMES), rows_of(costed, COST_NAMES)
    prepared: dict[tuple[Situation, str], Any] = {}
    compared = 0
    for k, (situation, gross, month) in enumerate(drawn):
        key = (situation, month)
        if key not in prepared:
            try:
                prepared[key] = case_of(situation, month)
            except NotCovered:
                prepared[key] = None
        case = prepared[key]
        if case is None:
            assert pay_rows[k]["net"] is None
            continue
        one = case.pay(gross)
        assert pay_rows[k] == pay_figures(one)
        compared += 1
        if case.cost_law is not None:
            due = _modelled(case, gross)
            assert cost_rows[k] == (dict.fromkeys(COST_NAMES) if due is None else cost_figures(due))
    assert compared > 40 * len(families) * len(hours)


def _modelled(case: Case, gross: int) -> Cost | None:
    try:
        return case.cost_month(case.inputs._replace(gross=gross))
    except NotModelled:
        return None


def _edges(month: str) -> list[int]:
    edges = sorted({round(edge * 100) for edge in gross_edges(month)})
    return [0, 1, MAX_CENTS, *edges[:: max(1, len(edges) // 12)]]


@pytest.mark.parametrize("most", [MOST_CENTS, MOST_CENTS + 1, MAX_CENTS])
def test_the_corners_of_the_domain(most: int) -> None:
    """Every amount at nothing, a cent and the most, of tiles and of all, the shortest and longest hours."""
    rows = list(corners(most))
    for month in ("2021-01", "2023-07", "2024-04", "2026-05"):
        table = {"month": month, **_corner_columns(rows)}
        paid = batch.pay(table, cents=True, on_error="column")
        costed = batch.cost(table, cents=True, on_error="column")
        expected = [_corner(row, month) for row in rows]
        for found, wanted in ((paid, [one.pay for one in expected]), (costed, [one.cost for one in expected])):
            assert found.column("outcome").to_pylist() == [one.outcome for one in wanted]
            for figures, one in zip(rows_of(found, wanted[0].figures), wanted, strict=True):
                assert figures == one.figures
        assert sum(one.pay.outcome == "ok" for one in expected) > 100


def _corner(row: Row, month: str) -> Expected:
    """A corner as the models have it, but for its household, of which the scale alone is known, and its hours."""
    families = ("scale", "children", "disabled_children", "seniors_in_care", "other_dependants")
    household: dict[str, Any] = {name: getattr(row, name) for name in families}
    contract: dict[str, Any] = {"director": bool(row.director), "days_per_week": row.days_per_week}
    enterprise: dict[str, Any] = {"category": row.category, "risk_groups": bool(row.risk_groups)}
    try:
        situation = Situation(
            Household(**household),
            PermanentContract(start="2015-01-01", status=STATUSES[row.status], joint_committee="200.00", **contract),
            Enterprise(**enterprise),
        )
        case = case_of(situation, month, insured=row.group_insurance_personal > 0)
    except InvalidInput:
        return failed("invalid")
    except NotCovered:
        return failed("not_covered")
    worked, full = row.hours_worked, row.hours_full_time
    performed = half_up(case.period.possible_days * 100 * min(worked, full), full)
    work = Performance(Hundredths(performed), Hundredths(row.days_per_week * 100), int(2 * worked >= full))
    hours = case.inputs._replace(counted=Hundredths(worked), possible=Hundredths(full))
    case = replace(case, person=case.person._replace(single=0), inputs=hours, period=case.period._replace(work=work))
    return expected_of(case, row.gross, {name: getattr(row, name) for name in (*IN_MONTH, *BESIDE_NET)})


def _corner_columns(rows: list[Row]) -> dict[str, Any]:
    """Corners as columns of a table; the scale is given and the household is not."""
    hours = ("hours_worked", "hours_full_time")
    left_out = {*hours, "joint_committee", "work_bonus_granted", "days_worked", "days_possible", "weekly_hours"}
    left_out |= {"vat_rate", "buyer", "expenses", "fee_rate"}
    plain = [name for name in INPUTS if name in Row._fields and name not in left_out | {"full_time_hours"}]
    return {
        **{name: [getattr(row, name) for row in rows] for name in plain},
        **{name: [Decimal(getattr(row, name)).scaleb(-2) for row in rows] for name in hours},
        "joint_committee": ["200.00"] * len(rows),
    }
