"""The batch and the payslip give the same figures, to the cent, for every input there is."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from typing import Any, get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from batch.scalar import Situation, case_of, cost_figures, pay_figures, row_of, rows_of, table_of, ways
from sharedpay import batch
from sharedpay.batch.bounds import corners
from sharedpay.batch.inputs import HOUR_PAIR, Row
from sharedpay.batch.laws import Asked, month_law
from sharedpay.batch.rows import employer_of_row, month_of_row, person_of_row, work_of_row
from sharedpay.batch.tasks import COST, PAY
from sharedpay.batch.tiles import MOST_CENTS
from sharedpay.batch.vocabulary import COST_OUTPUTS, INPUTS, PAY_OUTPUTS
from sharedpay.errors import NotCovered, NotModelled
from sharedpay.law.book import packaged
from sharedpay.law.person import INDIVIDUAL
from sharedpay.model.contract import PermanentContract, Status
from sharedpay.model.worker import Household
from sharedpay.money import MAX_CENTS, NO_LIMIT, euro_text
from sharedpay.payroll.case import Case
from sharedpay.payroll.cost import Cost, cost
from sharedpay.payroll.pay import full_pay_of, pay
from sharedpay.testing import contracts, enterprises, gross_edges, households

MONTHS = [f"{year}-{month:02d}" for year in range(2020, 2028) for month in range(1, 13)]
STATUSES: tuple[Status, ...] = get_args(Status)
PAY_NAMES = [output.name for output in PAY_OUTPUTS if output.name != "net_paid"]
COST_NAMES = [output.name for output in COST_OUTPUTS]


@st.composite
def situations(draw: st.DrawFn) -> tuple[Situation, int, str]:
    month = draw(st.sampled_from(MONTHS) | st.sampled_from(["2021-01", "2023-01", "2024-04", "2026-05"]))
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
    rows = [row._replace(special_scale=INDIVIDUAL, single=0) for row in corners(most)]
    for month in ("2021-01", "2023-07", "2024-04", "2026-05"):
        law = month_law(int(month[:4]) * 12 + int(month[5:]) - 1, Asked(packaged(), None, month != "2021-01"))
        facts = law.facts._replace(work=HOUR_PAIR)
        table = {"month": month, **_corner_columns(rows)}
        paid = rows_of(batch.pay(table, cents=True, on_error="column"), PAY_NAMES)
        costed = rows_of(batch.cost(table, cents=True, on_error="column"), COST_NAMES)
        compared = 0
        assert law.pay is not None
        for k, row in enumerate(rows):
            if paid[k]["net"] is None:
                continue
            work = work_of_row(row, facts)
            given = month_of_row(row.gross, work, NO_LIMIT, row)
            one = pay(given, person_of_row(row), law.pay)
            assert paid[k] == pay_figures(one)
            compared += 1
            if costed[k]["employer_cost"] is not None:
                assert law.cost is not None
                base, employer = one.contribution.contribution_base, employer_of_row(row, facts)
                full = full_pay_of(given, one.subject_pay)
                due = cost(one.subject_pay, full, base, row.status, 3, work.performance, employer, law.cost)
                assert costed[k] == cost_figures(due)
        assert compared > 100


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
