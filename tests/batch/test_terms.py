"""Contracts that begin or end in the month: the same figures as a payslip and a settlement one by one."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sharedpay as sp
from batch.scalar import Situation, case_of, cost_figures, pay_figures, row_of, rows_of, table_of
from batch.test_settle import Drawn, compare, drawings
from batch.test_tiles import both, people
from sharedpay import batch
from sharedpay.batch.tasks import COST
from sharedpay.batch.terms import with_term
from sharedpay.batch.vocabulary import COST_OUTPUTS, FIRST_DAY, NO_END
from sharedpay.errors import InvalidInput, NotCovered, NotModelled
from sharedpay.model.contract import Contract
from sharedpay.money import MAX_CENTS
from sharedpay.show.language import language
from sharedpay.testing import contracts, enterprises, households

MONTHS = ["2023-02", "2024-02", "2025-07", "2026-05", "2026-12"]
DAY_0 = date(1970, 1, 1)


class Termed(NamedTuple):
    """A pay of a contract with its days, and the days worked if they are stated."""

    situation: Situation
    gross: int
    month: str
    days: int


def terms(month: str) -> st.SearchStrategy[Contract]:
    """Contracts of a month, and now and then of any other."""
    return contracts(month) | contracts(month) | contracts(month) | contracts()


@st.composite
def termed(draw: st.DrawFn) -> Termed:
    month = draw(st.sampled_from(MONTHS))
    situation = Situation(draw(households()), draw(terms(month)), draw(enterprises()))
    gross = draw(st.integers(0, 700_000) | st.integers(0, MAX_CENTS))
    return Termed(situation, gross, month, draw(st.integers(0, 31)))


def row(one: Termed, days_stated: bool, columns: frozenset[str]) -> dict[str, Any]:
    contract = one.situation.contract
    more: dict[str, Any] = {"contract_start": contract.first_day, "contract_end": contract.last_day}
    if days_stated:
        more["days_worked"] = one.days
    stated = row_of(one.situation, one.gross, one.month)
    return {**stated, **{name: value for name, value in more.items() if name in columns | {"days_worked"}}}


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(termed(), min_size=1, max_size=8), st.booleans(), st.sampled_from(["both", "start", "end"]))
def test_a_batch_of_terms_is_what_payslips_are(drawn: list[Termed], days_stated: bool, which: str) -> None:
    columns = frozenset(f"contract_{name}" for name in ("start", "end") if which in (name, "both"))
    if which == "start":
        drawn = [one for one in drawn if one.situation.contract.last_day is None]
    elif which == "end":
        drawn = [one for one in drawn if one.situation.contract.first_day < date(2023, 1, 1)]
    if not drawn:
        return
    table = table_of([row(one, days_stated, columns) for one in drawn])
    paid, costed = batch.pay(table, on_error="column"), batch.cost(table, on_error="column")
    for k, one in enumerate(drawn):
        outcome, pay_expected, cost_outcome, cost_expected = expected(one, days_stated)
        assert paid.column("outcome")[k].as_py() == outcome, paid.column("error")[k].as_py()
        assert costed.column("outcome")[k].as_py() == cost_outcome, costed.column("error")[k].as_py()
        assert rows_of(paid.slice(k, 1), pay_expected)[0] == pay_expected
        assert rows_of(costed.slice(k, 1), cost_expected)[0] == cost_expected


def expected(one: Termed, days_stated: bool) -> tuple[str, dict[str, Any], str, dict[str, Any]]:
    """How a payslip goes, its figures, how its employer's side goes, and those figures."""
    nothing: dict[str, Any] = dict.fromkeys(output.name for output in COST_OUTPUTS)
    try:
        case = case_of(one.situation, one.month, one.days if days_stated else None)
    except (InvalidInput, NotCovered) as error:
        outcome = "invalid" if isinstance(error, InvalidInput) else "not_covered"
        return outcome, {"net": None}, outcome, nothing
    figures = pay_figures(case.pay(one.gross))
    try:
        due = case.cost_month(case.inputs._replace(gross=one.gross))
    except (NotCovered, NotModelled) as error:
        return "ok", figures, "not_covered" if isinstance(error, NotCovered) else "not_modelled", nothing
    return "ok", figures, "ok", cost_figures(due)


@pytest.mark.parametrize("stated", [True, False], ids=["days stated", "days counted"])
def test_terms_in_tiles(stated: bool) -> None:
    """Many rows of one month at a time, some of whose contracts end before it or begin later."""
    count = 3_000
    random = np.random.default_rng(6)
    starts = np.datetime64("2026-05-01") + random.integers(-40, 40, count)
    table = people(count, seed=6) | {
        "contract_start": starts,
        "contract_end": starts + random.integers(0, 60, count),
        **({"days_worked": random.integers(0, 12, count)} if stated else {}),
    }
    tiled, plain = both(COST, table, month="2026-05")
    assert tiled.equals(plain)
    assert tiled.column("outcome").to_pylist().count("ok") > 500


@st.composite
def termed_invoices(draw: st.DrawFn) -> Drawn:
    drawn = draw(drawings())
    return drawn._replace(situation=drawn.situation._replace(contract=draw(terms(drawn.month))))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(termed_invoices(), min_size=1, max_size=5), enterprises(), st.booleans())
def test_invoices_of_terms_are_settled_as_the_library_does(
    drawn: list[Drawn], enterprise: sp.Enterprise, vat_included: bool
) -> None:
    compare(drawn, enterprise, vat_included, dated=True)


@pytest.mark.parametrize("month", ["2025-12", "2026-05"])
def test_smart_settles_every_kind_of_contract(month: str) -> None:
    kinds: list[Any] = ["white_collar", "blue_collar", "artist", "student", "flexi"]
    drawn = [
        Drawn(Situation(contract=contract), month, 450_000, "21", False, 0)
        for status in kinds
        for contract in (
            sp.PermanentContract(start="2026-05-11" if month == "2026-05" else "2025-12-10", status=status),
            sp.FixedTermContract(start="2025-12-10", end="2026-05-15", status=status),
        )
    ]
    for method in ("actual", "coefficient"):
        done = compare(drawn, sp.Enterprise.smart(method=method), vat_included=False, dated=True)
        # A coefficient is known since 2026 for blue-collar workers, artists, and fixed terms of white-collar workers.
        assert done == (10 if method == "actual" else 5 if month == "2026-05" else 0)


def test_the_coefficient_of_a_fixed_term_by_hand() -> None:
    """935.00 / 1.541 = 606.7488…: 606.74 costs 934.98634, rounded 934.99, and 606.75 costs 935.00175, just 935.00."""
    table = {
        "invoice_ex_vat": ["1000.00"] * 3,
        "contract_end": [None, date(2026, 5, 31), date(2027, 1, 31)],
    }
    smart = sp.Enterprise.smart(method="coefficient")
    found = batch.settle(table, month="2026-05", enterprise=smart, on_error="column")
    assert found.column("outcome").to_pylist() == ["not_modelled", "ok", "ok"]
    assert found.column("gross").to_pylist() == [None, Decimal("606.75"), Decimal("606.75")]


DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 31))


@given(DAYS, st.none() | DAYS, st.sampled_from([5, 6]))
def test_the_days_of_a_contract_in_a_month(start: date, end: date | None, per_week: int) -> None:
    """Counted by the calendar of numpy, which knows of weeks."""
    first, last = np.datetime64("2026-05-01"), np.datetime64("2026-05-31")
    begin, until = max(np.datetime64(start), first), min(np.datetime64(end or date(9999, 1, 1)), last)
    counted = np.busday_count(begin, until + 1, "1111100" if per_week == 5 else "1111110")
    values = {
        "contract_start": np.array([(start - DAY_0).days], np.int32),
        "contract_end": NO_END if end is None else np.array([(end - DAY_0).days], np.int32),
        "days_per_week": per_week,
    }
    found, wrong = with_term(values, 2026 * 12 + 4, days_stated=False)
    assert any(np.any(rows) for _, rows in wrong) == (until < begin)
    assert bool(found["fixed_term"]) == (end is not None)
    if until >= begin:
        assert found["days_worked"].tolist() == [counted * 100]


def test_days_worked_of_a_part_timer_by_hand() -> None:
    """19 hours a week over 5 days are 3.80 a day: 10 days are 38.00 hours, and 7 of them 26.60."""
    days = {"gross": ["400.00"] * 2, "weekly_hours": ["19"] * 2, "days_worked": [10, 7]}
    hours = {"gross": ["400.00"] * 2, "weekly_hours": ["19"] * 2, "hours_worked": ["38.00", "26.60"]}
    assert batch.cost(days, month="2026-05").equals(batch.cost(hours, month="2026-05"))


def test_a_week_of_a_month_is_five_days_of_it() -> None:
    """Monday 11 to Friday 15 May 2026, a holiday among them, and the weekends around: five days of a full-timer."""
    week = {"gross": ["600.00"], "contract_start": ["2026-05-09"], "contract_end": ["2026-05-17"]}
    assert batch.cost(week, month="2026-05").equals(
        batch.cost({"gross": ["600.00"], "days_worked": [5]}, month="2026-05")
    )
    saturdays = batch.cost({**week, "days_per_week": 6}, month="2026-05")
    assert saturdays.equals(batch.cost({"gross": ["600.00"], "days_worked": [7], "days_per_week": 6}, month="2026-05"))


DATES: list[Any] = [
    ["2026-05-11", None, "2020-02-29"],
    [date(2026, 5, 11), None, date(2020, 2, 29)],
    np.array(["2026-05-11", "NaT", "2020-02-29"], "datetime64[D]"),
    np.array(["2026-05-11", "NaT", "2020-02-29"], "datetime64[ns]"),
    pa.array([date(2026, 5, 11), None, date(2020, 2, 29)], pa.date64()),
    pa.array(["2026-05-11", None, "2020-02-29"]).dictionary_encode(),
]


@pytest.mark.parametrize("starts", DATES)
def test_days_of_every_kind(starts: Any) -> None:
    found = batch.pay({"gross": ["2000.00"] * 3, "contract_start": starts}, month="2026-05").column("net").to_pylist()
    whole = batch.pay({"gross": ["2000.00"]}, month="2026-05").column("net")[0].as_py()
    slip = sp.payslip(sp.PermanentContract(start="2026-05-11"), gross="2000.00", month="2026-05")
    assert found == [slip.net, whole, whole] != [whole] * 3


def test_no_days_at_all_are_a_permanent_contract() -> None:
    plain = batch.pay({"gross": ["2000.00"] * 2}, month="2026-05")
    for nothing in ([None, None], None, pa.array([None, None], pa.date32()), pa.array([None, None], pa.string())):
        stated = {"gross": ["2000.00"] * 2, "contract_start": nothing, "contract_end": nothing}
        assert batch.pay(stated, month="2026-05").equals(plain)
    far = {"gross": ["2000.00"] * 2, "contract_start": "0001-01-01", "contract_end": "9999-12-31"}
    assert batch.pay(far, month="2026-05").equals(plain)
    assert ((date.min - DAY_0).days, (date.max - DAY_0 + timedelta(1)).days) == (FIRST_DAY, NO_END)


def test_months_of_their_own() -> None:
    """The same contract in three months: before, in and after its first month."""
    table = {"gross": ["2000.00"] * 3, "month": ["2026-04", "2026-05", "2026-06"], "contract_start": "2026-05-11"}
    found = batch.pay(table, on_error="column")
    assert found.column("outcome").to_pylist() == ["invalid", "ok", "ok"]
    slips = [sp.payslip(sp.PermanentContract(start="2026-05-11"), gross="2000.00", month=m) for m in table["month"][1:]]
    assert found.column("net").to_pylist()[1:] == [slip.net for slip in slips]


@pytest.mark.parametrize(
    ("table", "text"),
    [
        (
            {"contract_start": ["2026-06-01"]},
            r"month in row 0 \(contract_start 2026-06-01\): is outside the contract, which runs from contract_start",
        ),
        ({"contract_end": [date(2026, 4, 30)]}, r"month in row 0 \(contract_end 2026-04-30\): is outside the contract"),
        (
            {"contract_start": ["2026-05-12"], "contract_end": ["2026-05-11"]},
            r"contract_end in row 0 \(2026-05-11 / contract_start 2026-05-12\): is before contract_start",
        ),
        (
            {"contract_start": ["2026-05-11"], "days_worked": [22]},
            r"days_worked in row 0 \(22\): more than the days that the contract has",
        ),
        ({"weekly_hours": [19], "days_worked": [10], "days_possible": [20]}, "days_possible: is for days_worked alone"),
        ({"contract_start": ["2026-05"]}, r"contract_start in row 0 \(2026-05\): must be a day like '2026-05-31'"),
        ({"contract_start": ["tomorrow"]}, "must be a day like '2026-05-31', or empty"),
        ({"contract_end": [20_260_531]}, "contract_end: a column of int64 can't be read; it must be a day like"),
        ({"contract_end": "31/05/2026"}, r"contract_end in all rows \('31/05/2026'\): must be a day like"),
    ],
)
def test_terms_that_can_not_be(table: dict[str, Any], text: str) -> None:
    with pytest.raises(InvalidInput, match=text):
        batch.pay({"gross": ["1000.00"], **table}, month="2026-05")


def test_a_month_outside_of_the_contract_is_shown_with_its_days() -> None:
    table: dict[str, Any] = {
        "gross": ["1000.00"] * 3,
        "month": ["2026-04", "2026-05", "2026-06"],
        "contract_start": ["2026-05-01", None, "2026-05-01"],
        "contract_end": [None, None, "2026-05-31"],
    }
    shown = "2026-04 / contract_start 2026-05-01, 2026-06 / contract_start 2026-05-01 / contract_end 2026-05-31"
    with pytest.raises(InvalidInput) as raised:
        batch.pay(table)
    (said,) = raised.value.problems
    assert said.startswith(f"month in rows 0, 2 ({shown}): is outside the contract")
    assert language("fr").problem(said).startswith(f"month dans les lignes 0, 2 ({shown}) : ")


@pytest.mark.parametrize("name", ["contract_start", "contract_end", "month"])
@pytest.mark.parametrize(("days", "year"), [(10_000_000, "29349"), (-10_000_000, "-25410")])
def test_days_that_python_does_not_have(name: str, days: int, year: str) -> None:
    """Ten million days are 27379 years of 365.2425 days and some: the year 1970 and they make 29349, or -25410."""
    table = {"gross": ["1000.00"], "month": ["2026-05"], name: pa.array([days], pa.int32()).cast(pa.date32())}
    with pytest.raises(InvalidInput, match=rf"{name} in row 0 \({year}-.*\): must be a (day|month) like"):
        batch.pay(table)


def test_an_empty_table_of_terms() -> None:
    table = pa.table({"gross": pa.array([], pa.decimal128(12, 2)), "contract_start": pa.array([], pa.date32())})
    assert batch.pay(table, month="2026-05").num_rows == 0
