"""Settlements of a batch are those of the library, to the cent; what a batch can't settle is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import sharedpay as sp
from batch.scalar import Situation, case_of, cost_figures, pay_figures, row_of, rows_of, table_of
from batch.test_against_scalar import COVERED, situations
from sharedpay import batch
from sharedpay.batch.columns import BLOCK
from sharedpay.batch.tasks import SETTLE
from sharedpay.batch.vocabulary import DUE_OUTPUTS, SHARE_OUTPUTS
from sharedpay.errors import InvalidInput, NotCovered, NotModelled, Unreachable
from sharedpay.law.book import LawBook, packaged
from sharedpay.model.earnings import BenefitInKind, Earnings, ExpenseRefund, HomeWorkTravel
from sharedpay.money import MAX_CENTS, euro_text, euros
from sharedpay.payroll import formula
from sharedpay.payroll.settlement import Settlement
from sharedpay.testing import enterprises

SHARES = [output.name for output in SHARE_OUTPUTS]
DAYS = [output.name for output in DUE_OUTPUTS]
FIGURES = [output.name for output in SETTLE.outputs if output.name not in DAYS]
OUTCOMES: dict[type[Exception], str] = {
    InvalidInput: "invalid",
    Unreachable: "invalid",
    NotCovered: "not_covered",
    NotModelled: "not_modelled",
}


class Drawn(NamedTuple):
    """An invoice, the pay that it is turned into, and what the pay holds beside its base, in cents."""

    situation: Situation
    month: str
    amount: int
    vat_rate: str
    internal: bool
    expenses: int
    benefit: int = 0
    travel: int = 0
    refund: int = 0
    fee_rate: int | None = None  # millionths


@st.composite
def drawings(draw: st.DrawFn) -> Drawn:
    situation, _, month = draw(situations(COVERED) | situations())
    amount = draw(st.integers(0, 1_000_000) | st.sampled_from([0, 1, 450_000, MAX_CENTS]) | st.integers(0, MAX_CENTS))
    few = st.just(0) | st.integers(0, 30_000)
    # A search that meets very high pay of a fund worker ends there in a payslip with earnings.
    beside = (draw(few), draw(few), draw(few)) if amount < 2_000_000 else (0, 0, 0)
    return Drawn(
        situation,
        month,
        amount,
        draw(st.sampled_from(["21", "6", "0"])),
        draw(st.booleans()),
        draw(st.just(0) | st.integers(0, 50_000)),
        benefit=beside[0],
        travel=beside[1] if month >= "2025" else 0,  # its exemption is covered since then
        refund=beside[2],
        fee_rate=draw(st.integers(0, 200_000) | st.sampled_from([0, 65_000, 999_999])),
    )


def row(
    drawn: Drawn, vat_included: bool, budget: int | None, dated: bool = False, fees: bool = False
) -> dict[str, Any]:
    columns = row_of(drawn.situation, 0, drawn.month)
    del columns["gross"]
    if dated:
        contract = drawn.situation.contract
        columns |= {"contract_start": contract.first_day, "contract_end": contract.last_day}
    return {
        **{name: value for name, value in columns.items() if name not in SIZES},
        "invoice_vat_incl" if vat_included else "invoice_ex_vat": euros(drawn.amount),
        "vat_rate": Decimal(drawn.vat_rate).scaleb(-2),
        "buyer": "internal_activity" if drawn.internal else "client",
        "expenses": euros(drawn.expenses),
        "benefits_in_kind": euros(drawn.benefit),
        "travel_contribution": euros(drawn.travel),
        "home_work_exemption": euros(exempt(drawn)),
        "own_costs_refund": euros(drawn.refund),
        **({} if budget is None else {"budget": euros(budget)}),
        **({"fee_rate": None} if fees else {}),
        **({} if drawn.fee_rate is None else {"fee_rate": Decimal(drawn.fee_rate).scaleb(-6)}),
    }


SIZES = ("category", "workers", "closing_fund", "risk_groups")


def exempt(drawn: Drawn) -> int:
    """The exempt part of the travel, as the law of the month has it; none where that is not covered."""
    try:
        slip = sp.payslip(
            sp.PermanentContract(start="2015-01-01"),
            gross="2000.00",
            month=drawn.month,
            earnings=[HomeWorkTravel(amount=euro_text(drawn.travel))],
        )
    except NotCovered:
        return 0
    return slip.run.month.home_work_exemption


def settled(drawn: Drawn, enterprise: sp.Enterprise, vat_included: bool, budget: int | None) -> Settlement:
    if drawn.fee_rate is not None:
        enterprise = enterprise.model_copy(update={"fee_rate": str(Decimal(drawn.fee_rate).scaleb(-6))})
    earnings: list[Earnings] = []
    if drawn.benefit:
        earnings.append(BenefitInKind(amount=euro_text(drawn.benefit)))
    if drawn.travel:
        earnings.append(HomeWorkTravel(amount=euro_text(drawn.travel)))
    if drawn.refund:
        earnings.append(ExpenseRefund(amount=euro_text(drawn.refund), receipts=True))
    invoice: dict[str, Any] = {"vat_rate": drawn.vat_rate, "vat_included": vat_included, "internal": drawn.internal}
    return sp.settle(
        sp.Invoice(amount=euro_text(drawn.amount), **invoice),
        drawn.situation.contract,
        sp.Worker(household=drawn.situation.household),
        month=drawn.month,
        enterprise=enterprise,
        expenses=euro_text(drawn.expenses),
        budget=None if budget is None else euro_text(budget),
        earnings=earnings,
        work_bonus_granted=drawn.situation.work_bonus_granted,
    )


def figures(result: Settlement) -> dict[str, int | None]:
    """A settlement in the columns of a batch, in cents."""
    assert result.payslip.cost is not None
    ledger = dict.fromkeys(SHARES, 0)
    for entry in result.ledger:
        ledger[f"to_{entry.payee}_{entry.code}"] += entry.cents
    return {
        "invoice_ex_vat": result.turnover.without_vat,
        "vat": result.turnover.vat,
        "invoice_vat_incl": result.turnover.total,
        "fee": result.turnover.fee,
        "employment_budget": int(result.budget * 100),
        "gross": result.spending.gross,
        "budget_used": result.spending.budget,
        **pay_figures(result.payslip.pay),
        **cost_figures(result.payslip.cost),
        **ledger,
    }


def days(result: Settlement) -> dict[str, date | None]:
    """When the entries that a settlement has are paid, by the columns of a batch."""
    return {f"due_{entry.payee}_{entry.code}": entry.due for entry in result.ledger}


def has_cost(drawn: Drawn, enterprise: sp.Enterprise) -> bool:
    try:
        return case_of(drawn.situation._replace(enterprise=enterprise), drawn.month).cost_law is not None
    except InvalidInput:  # which a batch sees before it looks at the law
        return True
    except NotCovered:
        return False


def granted_of(situation: Situation) -> str:
    """What was granted of the work bonus before; nothing where it is not said."""
    return situation.work_bonus_granted or "0.00"


def compare(
    drawn: list[Drawn],
    enterprise: sp.Enterprise,
    vat_included: bool,
    budget: int | None = None,
    dated: bool = False,
    fees: bool = False,
) -> int:
    """Holds a batch against settlements one by one; how many were settled.

    If the first says what was granted of the work bonus before, so does the table, else none of them does.
    """
    known = drawn[0].situation.work_bonus_granted is not None
    drawn = [
        one._replace(situation=one.situation._replace(work_bonus_granted=granted_of(one.situation) if known else None))
        for one in drawn
    ]
    table = table_of([row(one, vat_included, budget, dated, fees) for one in drawn])
    found = batch.settle(table, enterprise=enterprise, on_error="column")
    rows, outcomes = rows_of(found, FIGURES), found.column("outcome").to_pylist()
    due = found.select(DAYS).to_pylist()
    done = 0
    for k, one in enumerate(drawn):
        try:
            result = settled(one, enterprise, vat_included, budget)
            expected, expected_days, outcome = figures(result), days(result), "ok"
        except tuple(OUTCOMES) as error:
            expected, expected_days, outcome = dict.fromkeys(FIGURES), dict.fromkeys(DAYS), OUTCOMES[type(error)]
            if outcome != "not_covered" and not has_cost(one, enterprise):
                outcome = "not_covered"  # whatever else is wrong with it: a batch looks at the law first
        assert outcomes[k] == outcome, found.column("error")[k]
        assert rows[k] == expected
        assert {name: due[k].get(name) for name in expected_days} == expected_days
        if outcome == "ok":
            assert sum(rows[k][name] for name in SHARES) == rows[k]["invoice_vat_incl"]
            done += 1
    return done


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(drawings(), min_size=1, max_size=6),
    enterprises(),
    st.booleans(),
    st.none() | st.integers(0, 500_000),
    st.sampled_from(["all", "some", "none", "no column"]),
)
def test_a_batch_settles_as_the_library_does(
    drawn: list[Drawn], enterprise: sp.Enterprise, vat_included: bool, budget: int | None, own_fees: str
) -> None:
    stated = {"all": len(drawn), "some": (len(drawn) + 1) // 2}.get(own_fees, 0)
    drawn = [one if k < stated else one._replace(fee_rate=None) for k, one in enumerate(drawn)]
    compare(drawn, enterprise, vat_included, budget, fees=own_fees != "no column")


@pytest.mark.parametrize("enterprise", [sp.Enterprise.smart(), sp.Enterprise(fee_rate="6.5 %", reductions="credited")])
def test_every_covered_month_is_settled(enterprise: sp.Enterprise) -> None:
    months = [f"{year}-{month:02d}" for year in range(2022, 2028) for month in range(1, 13)]
    statuses: tuple[Any, ...] = ("white_collar", "artist")
    contracts = [sp.PermanentContract(start="2015-01-01", status=status) for status in statuses]
    drawn = [
        Drawn(Situation(contract=contract), month, amount, "21", False, 0)
        for month in months
        for contract in contracts
        for amount in (0, 450_000)
    ]
    assert compare(drawn, enterprise, vat_included=False) == 48 * 2 * 2  # 2023 to 2026


@pytest.mark.parametrize("status", ["white_collar", "blue_collar", "artist"])
def test_settlements_under_the_yearly_ceiling_of_the_work_bonus(status: Any) -> None:
    """Nothing of it granted yet, all of a year's but a part of a month's, and more than that."""
    months = [f"{year}-{month:02d}" for year in (2024, 2025, 2026) for month in range(1, 13)]
    contract = sp.PermanentContract(start="2015-01-01", status=status)
    drawn = [
        Drawn(Situation(contract=contract, work_bonus_granted=granted), month, 300_000, "21", False, 0)
        for month in months
        for granted in ("0.00", "3250.00", "3330.00", "3500.00", "3590.00", "9999.99")
    ]
    assert compare(drawn, sp.Enterprise(workers=5, closing_fund="none"), vat_included=False) == 33 * 6  # since 2024-04


def test_a_settlement_by_hand_in_columns() -> None:
    """The invoice of ``test_a_whole_settlement_by_hand`` in ``tests/payroll/test_settlement.py``, derived there."""
    firm = sp.Enterprise(fee_rate="6.5 %", workers=5, closing_fund="none", holiday_provision_rate="0 %")
    found = batch.settle({"invoice_ex_vat": ["3345.72"]}, month="2026-05", enterprise=firm)
    row = {name: str(value) for name, value in found.to_pylist()[0].items() if value}
    assert {name: amount for name, amount in row.items() if name.startswith("to_")} == {
        "to_member_net": "2143.94",
        "to_state_withholding_tax": "243.24",
        "to_state_vat": "702.60",
        "to_onss_personal_contribution": "99.08",
        "to_onss_special_contribution": "13.74",
        "to_onss_employer_contributions": "359.33",
        "to_enterprise_fee": "217.47",
        "to_pool_reductions_kept": "268.92",
    }
    assert (row["gross"], row["employment_budget"], row["budget_used"]) == ("2500.00", "3128.25", "3128.25")
    assert (row["invoice_ex_vat"], row["vat"], row["invoice_vat_incl"]) == ("3345.72", "702.60", "4048.32")


def test_the_days_of_payment_by_hand() -> None:
    """Of May 2026, whose work ends on Sunday 31, on Wednesday 13, or goes on to 10 February 2027.

    Seven working days after 31 May: 1, 2, 3, 4, 5, 8 and 9 June. After 13 May: 15, 18, 19, 20, 21, 22 and, the 25th
    being Whit Monday (the 14th was Ascension), 26 May.
    """
    table = {"invoice_ex_vat": ["4500.00"] * 3, "contract_end": [None, "2026-05-13", "2027-02-10"]}
    found = batch.settle(table, month="2026-05")
    assert [output for output in found.schema.names if output.startswith("due_")] == DAYS
    expected = {
        "due_member_net": ["2026-06-09", "2026-05-26", "2026-06-09"],
        "due_enterprise_fee": ["2026-06-09", "2026-05-26", "2026-06-09"],
        "due_member_holiday_provision": ["2027-05-31", "2026-05-13", "2027-02-10"],
        "due_member_year_end_provision": ["2026-12-31", "2026-05-13", "2026-12-31"],
        "due_state_withholding_tax": ["2026-06-15"] * 3,
        "due_state_vat": ["2026-06-20"] * 3,
        "due_onss_employer_contributions": ["2026-07-31"] * 3,
        "due_pool_reductions_kept": ["2026-07-31"] * 3,
        "due_holiday_fund_annual_holiday_yearly": ["2027-04-30"] * 3,
    }
    for name, texts in expected.items():
        assert found.column(name).to_pylist() == [date.fromisoformat(text) for text in texts], name
    assert found.schema.field("due_member_net").metadata[b"unit"] == b"day"


def test_days_of_many_months_and_blocks() -> None:
    """Each row has the days of its own month, in a table of several blocks as alone; those that can't be have none."""
    months = [f"{year}-{month:02d}" for year in (2025, 2026) for month in range(1, 13)]
    columns = ["due_member_net", "due_onss_personal_contribution"]
    rows = BLOCK + 5_000
    table = {
        "invoice_ex_vat": pa.array([450_000] * rows),
        "month": pa.array([months[k % 24] for k in range(rows)]),
        "contract_start": pa.array([None if k % 7 else date(2025, 6, 1) for k in range(rows)]),
    }
    found = batch.settle(table, cents=True, columns=columns, on_error="column").to_pylist()
    alone = {}
    for month in months:
        alone[month] = batch.settle({"invoice_ex_vat": ["4500.00"]}, month=month, columns=columns).to_pylist()[0]
    for k in (*range(200), *range(rows - 200, rows)):
        month = months[k % 24]
        outside = k % 7 == 0 and month < "2025-06"
        nothing = dict.fromkeys(columns)
        assert {name: found[k][name] for name in columns} == (nothing if outside else alone[month])
    assert len({row["due_member_net"] for row in alone.values()}) == 24


def test_days_in_files(tmp_path: Path) -> None:
    source, target = tmp_path / "invoices.csv", tmp_path / "settled.csv"
    source.write_text("invoice_ex_vat,contract_end\n4500.00,\n4500.00,2026-05-13\n", encoding="utf-8")
    batch.file(source, target, "settle", month="2026-05", columns=["fee", "due_member_net"])
    assert target.read_text(encoding="utf-8").splitlines()[1:] == ["292.50,2026-06-09", "292.50,2026-05-26"]


def test_fees_with_a_decimal_comma(tmp_path: Path) -> None:
    source, target = tmp_path / "invoices.csv", tmp_path / "settled.csv"
    source.write_text("invoice_ex_vat;fee_rate\n4500,00;6,5 %\n4500,00;0,08\n", encoding="utf-8")
    batch.file(source, target, "settle", month="2026-05", columns=["fee"], delimiter=";", decimal_mark=",")
    assert target.read_text(encoding="utf-8").replace('"', "").splitlines() == ["fee", "292,50", "360,00"]


def test_columns_of_the_table_come_before_the_enterprise() -> None:
    table = {"invoice_ex_vat": ["4500.00"] * 2, "workers": [5, 20]}
    small, large = batch.settle(table, month="2026-05", columns=["gross"]).column("gross").to_pylist()
    alone = batch.settle({"invoice_ex_vat": ["4500.00"]}, month="2026-05", enterprise=sp.Enterprise.smart(workers=5))
    assert small == alone.column("gross")[0].as_py() > large


RATES: list[Any] = [
    ["0", "6.5 %", "0.1", "99.9999 %"],
    [Decimal(0), Decimal("0.065"), Decimal("0.1"), Decimal("0.999999")],
    pa.array(["0", "6.5 %", "0.1", "99.9999 %"]).dictionary_encode(),
    [0.0, 0.065, 0.1, 0.999999],
]


@pytest.mark.parametrize("rates", RATES)
def test_each_row_has_a_fee_of_its_own(rates: Any) -> None:
    """4500.00 euros: 6.5 % of them are 292.50, 10 % are 450.00, and 99.9999 % leave 0.0045, rounded to nothing."""
    table = {"invoice_ex_vat": ["4500.00"] * 4, "fee_rate": rates}
    found = batch.settle(table, month="2026-05", enterprise=sp.Enterprise(fee_rate="20 %"), floats="exact")
    assert [str(fee) for fee in found.column("fee").to_pylist()] == ["0.00", "292.50", "450.00", "4500.00"]
    left = [str(budget) for budget in found.column("employment_budget").to_pylist()]
    assert left == ["4500.00", "4207.50", "4050.00", "0.00"]


EMPTY: list[Any] = [
    ["8 %", None, "0"],
    [Decimal("0.08"), None, Decimal(0)],
    [0.08, None, 0.0],
    pa.array(["8 %", None, "0"]).dictionary_encode(),
    pa.DictionaryArray.from_arrays(pa.array([2, 1, 0]), pa.array(["0", None, "8 %"])),
]


@pytest.mark.parametrize("rates", EMPTY)
def test_an_empty_fee_is_that_of_the_enterprise(rates: Any) -> None:
    """Of 4500.00 euros 8 % are 360.00; Smart's 6.5 % are 292.50; another enterprise's 20 % are 900.00."""
    table = {"invoice_ex_vat": ["4500.00"] * 3, "fee_rate": rates}
    for enterprise, fee in ((None, "292.50"), (sp.Enterprise(fee_rate="20 %"), "900.00"), (sp.Enterprise(), "0.00")):
        choices: Any = {} if enterprise is None else {"enterprise": enterprise}
        found = batch.settle(table, month="2026-05", columns=["fee"], floats="exact", **choices)
        assert [str(amount) for amount in found.column("fee").to_pylist()] == ["360.00", fee, "0.00"]


@pytest.mark.parametrize(
    "nothing", [None, [None], pa.array([None], pa.string()), pa.array([None], pa.decimal128(9, 6))]
)
def test_a_fee_column_that_is_all_empty_is_as_none(nothing: Any) -> None:
    invoice = {"invoice_ex_vat": ["4500.00"]}
    assert batch.settle({**invoice, "fee_rate": nothing}, month="2026-05").equals(
        batch.settle(invoice, month="2026-05")
    )


def test_an_empty_fee_in_a_file(tmp_path: Path) -> None:
    source, target = tmp_path / "invoices.csv", tmp_path / "settled.csv"
    source.write_text("invoice_ex_vat,fee_rate\n4500.00,\n4500.00,8 %\n", encoding="utf-8")
    batch.file(source, target, "settle", month="2026-05", columns=["fee"])
    assert target.read_text(encoding="utf-8").splitlines()[1:] == ["292.50", "360.00"]


def test_only_rows_without_a_fee_need_the_published_one() -> None:
    """In a law book whose fee of Smart ends before the month."""
    book = packaged()
    fee = book.parameter("shared_enterprise.fee_rate")
    ended = replace(fee, versions=tuple(replace(one, end=date(2026, 4, 30)) for one in fee.versions))
    areas = {**book.areas, "shared_enterprise": {**book.areas["shared_enterprise"], "fee_rate": ended}}
    book = LawBook(areas, book.sources, book.verified)
    invoices = {"invoice_ex_vat": ["4500.00"] * 2}
    found = batch.settle({**invoices, "fee_rate": ["8 %", None]}, month="2026-05", law=book, on_error="column")
    assert found.column("outcome").to_pylist() == ["ok", "not_covered"]
    assert "fee_rate" in found.column("error")[1].as_py()
    with pytest.raises(NotCovered, match=r"fee_rate.*in rows 0, 1"):
        batch.settle(invoices, month="2026-05", law=book)
    with pytest.raises(NotCovered, match="fee_rate"):
        sp.settle(sp.Invoice(amount="4500.00"), sp.PermanentContract(start="2020-01-01"), month="2026-05", law=book)


def test_a_fee_that_the_table_states_needs_no_published_one() -> None:
    book = packaged().amend({"shared_enterprise.fee_rate": {"2026-05-01": "7 %"}})
    invoice = {"invoice_ex_vat": ["1000.00"]}
    assert batch.settle(invoice, month="2026-05", law=book).column("fee")[0].as_py() == 70
    stated = batch.settle({**invoice, "fee_rate": "0.08"}, month="2026-05", law=book)
    assert stated.column("fee")[0].as_py() == 80


def test_the_formulas_of_the_shares_are_true() -> None:
    """Each says in the columns of the result, those of the table and the charges how its cents came about."""
    firm = sp.Enterprise(
        fee_rate="6.5 %",
        margin_rate="6.1 %",
        holiday_provision_rate="15.37 %",
        year_end_provision_rate="8.33 %",
        insurance_rate="1 %",
        payroll_cost="12.00",
    )
    stated = {
        "own_costs_refund": "25.00",
        "benefits_in_kind": "18.00",
        "expenses": "100.00",
        "untaxed_allowances": "7.00",
        "invoice_ex_vat": "5000.00",
    }
    for status in ("blue_collar", "white_collar"):
        found = batch.settle({"status": [status], **stated}, month="2026-05", enterprise=firm).to_pylist()[0]
        values = {name: Fraction(value) for name, value in {**stated, **found}.items() if name not in DAYS}
        values |= {"credited": Fraction(0), "payroll_cost": Fraction(12)}
        values |= {"year_end_provision_rate": Fraction("0.0833"), "insurance_rate": Fraction("0.01")}
        values |= {"holiday_yearly_rate": Fraction("0.1027")}
        values["holiday_provision_rate"] = Fraction("0.1537" if status == "white_collar" else 0)
        for output in SHARE_OUTPUTS:
            if "what the pay costs" in output.formula or (status == "white_collar" and "yearly_rate" in output.formula):
                continue
            exact = formula.evaluate(output.formula, values)
            assert formula.rounded(exact, "half_up") == values[output.name], output.name


def test_a_stream_settles() -> None:
    table = table_of([{"budget": Decimal(k * 100)} for k in range(1, 9)]).rename_columns(["invoice_ex_vat"])
    whole = batch.settle(table, month="2026-05")
    assert next(batch.stream(table.to_batches(), "settle", month="2026-05")).to_pylist() == whole.to_pylist()


@pytest.mark.parametrize(
    ("table", "text"),
    [
        ({}, "column 'invoice_ex_vat' is missing"),
        ({"invoice_ex_vat": ["1.00"], "invoice_vat_incl": ["1.00"]}, "give it or invoice_vat_incl, not both"),
        ({"invoice_ex_vat": ["1.00"], "gross": ["1.00"]}, "'gross' is what is looked for"),
        ({"invoice_ex_vat": ["1.00"], "car_benefit": ["1.00"]}, "'car_benefit' does not say what the employer spends"),
        (
            {"invoice_ex_vat": ["9.00", "9.00"], "vat_rate": ["0.06", "0.12"]},
            r"row 1 \(0.12\): must be one of 0.21, 0.06, 0",
        ),
        ({"invoice_ex_vat": ["9.00"], "vat_rate": ["21"]}, r"row 0 \(21\): must be one of 0.21, 0.06, 0$"),
        ({"invoice_ex_vat": ["9.00"], "vat_rate": ["21 %"]}, "two decimals; it must be one of 0.21, 0.06, 0$"),
        ({"invoice_ex_vat": ["9.00"], "vat_rate": [""]}, "missing .*; it must be one of 0.21, 0.06, 0$"),
        ({"invoice_ex_vat": ["9.00"], "vat_rate": "0.12"}, "vat_rate in row 0: must be one of 0.21, 0.06, 0$"),
        (
            {"invoice_ex_vat": ["9.00"], "fee_rate": ["100 %"]},
            r"row 0 \(100 %\): must be a rate like '6.5 %' or '0.065'",
        ),
        ({"invoice_ex_vat": ["9.00"], "fee_rate": ["-1 %"]}, "must be a rate .* from 0.00 % to 99.9999 %"),
        ({"invoice_ex_vat": ["9.00"], "fee_rate": ["6,5 %"]}, "must be a rate like"),
        ({"invoice_ex_vat": ["9.00"], "fee_rate": [7]}, r"fee_rate in row 0 \(7\): must be a rate like"),
        ({"invoice_ex_vat": ["9.00"], "fee_rate": [Decimal("0.0000001")]}, "has more than six decimals"),
        ({"invoice_ex_vat": ["9.00"], "expenses": [None]}, "expenses in row 0: is missing"),
        ({"invoice_ex_vat": ["100.00"], "expenses": ["93.51"]}, r"row 0 \(93.51\): more than the invoice leaves after"),
        ({"invoice_ex_vat": ["100.00"], "budget": ["93.51"]}, "more than the invoice leaves after fee and expenses"),
        ({"invoice_ex_vat": ["10.00"], "own_costs_refund": ["50.00"]}, "leaves a budget that holds no pay"),
        ({"invoice_ex_vat": ["99.00"], "own_costs_refund": ["50.00"], "budget": ["9.00"]}, "budget .* holds no pay"),
    ],
)
def test_what_can_not_be_settled_is_refused(table: dict[str, Any], text: str) -> None:
    with pytest.raises(InvalidInput, match=text):
        batch.settle(table, month="2026-05")


def test_a_column_that_is_refused_can_be_carried_through() -> None:
    table = {"invoice_ex_vat": ["4500.00"], "car_benefit": ["300.00"]}
    found = batch.settle(table, month="2026-05", keep=["car_benefit"], columns=["budget_used"])
    plain = batch.settle({"invoice_ex_vat": ["4500.00"]}, month="2026-05", columns=["budget_used"])
    assert found.column("budget_used") == plain.column("budget_used")
    assert found.column("car_benefit").to_pylist() == ["300.00"]


def test_an_enterprise_is_for_settlements_and_is_one() -> None:
    with pytest.raises(InvalidInput, match="only a settlement has one"):
        batch.cost({"gross": ["1.00"]}, month="2026-05", enterprise=sp.Enterprise())
    with pytest.raises(InvalidInput, match="'expenses' is for settle alone"):
        batch.pay({"gross": ["1.00"], "expenses": ["1.00"]}, month="2026-05")
    wrong: Any = "Smart"
    with pytest.raises(InvalidInput, match="'Smart' is not an Enterprise"):
        batch.settle({"invoice_ex_vat": ["1.00"]}, month="2026-05", enterprise=wrong)


def test_no_coefficient_is_invented_in_columns() -> None:
    smart = sp.Enterprise.smart(method="coefficient")
    table = {"invoice_ex_vat": ["1000.00"] * 2, "status": ["white_collar", "artist"]}
    with pytest.raises(NotModelled, match="none is published nor estimated"):
        batch.settle(table, month="2026-05", enterprise=smart)
    shown = batch.settle(table, month="2026-05", enterprise=smart, on_error="column")
    assert shown.column("outcome").to_pylist() == ["not_modelled", "ok"]
    # 935.00 / 1.561 = 598.975…: 598.97 costs 934.99217, rounded 934.99, and 598.98 costs 935.00778, rounded 935.01.
    assert shown.column("gross")[1].as_py() == Decimal("598.97")
    # Smart's coefficients are estimates of 2026.
    earlier = batch.settle(table, month="2025-05", enterprise=smart, on_error="column")
    assert earlier.column("outcome").to_pylist() == ["not_modelled", "not_covered"]


def test_an_enterprise_whose_rates_are_too_large_is_refused() -> None:
    huge = sp.Enterprise(method="coefficient", coefficient="99999999999")
    with pytest.raises(InvalidInput, match=r"too large for a batch, which computes in 64 bits"):
        batch.settle({"invoice_ex_vat": ["1000.00"]}, month="2026-05", enterprise=huge)
