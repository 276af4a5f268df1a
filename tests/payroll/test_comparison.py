"""Payslips and settlements compared: every difference, and what differs first."""

import json
from typing import Any

import pytest

import sharedpay as sp
from sharedpay import earnings as e

MONTH = "2026-05"
CONTRACT = sp.PermanentContract(start="2025-01-01", joint_committee="200")
SINGLE = sp.Worker(household=sp.Household(marital="single"))
PARENT = sp.Worker(household=sp.Household(marital="single", children=1, single_parent=False))


def slip(worker: sp.Worker = SINGLE, **changes: Any) -> sp.Payslip:
    given: dict[str, Any] = {"contract": CONTRACT, "gross": "2500.00", "month": MONTH} | changes
    return sp.payslip(worker=worker, **given)


def settled(
    revenue: str = "4500.00", contract: Any = CONTRACT, worker: sp.Worker = SINGLE, **options: Any
) -> sp.Settlement:
    return sp.settle(revenue, contract, worker, month=options.pop("month", MONTH), **options)


def test_a_child_more() -> None:
    found = sp.compare(slip(), slip(PARENT))
    # The reduction for one child of 2026 is 624.00 a year, 52.00 a month.
    assert {line.code: line.difference_cents for line in found.changed} == {
        "withholding_before_bonus_credit": -5200,
        "withholding_tax": -5200,
        "net": 5200,
    }
    assert {str(line.cause) for line in found.changed} == {"Dependent children, disabled ones included: 0 → 1"}
    assert all(line.cause is None for line in found.lines if not line.difference_cents)


def test_subtracting_tells_what_the_first_has_more() -> None:
    found = slip(PARENT) - slip()
    assert found == sp.compare(slip(), slip(PARENT))
    assert found["net"].difference == 52
    assert (slip() - slip(PARENT))["net"].difference == -52
    with pytest.raises(TypeError):
        slip() - 1


BOOK = sp.law.load()
REFORM = BOOK.amend({"withholding_tax.expenses_cap": {"2026-01-01": "7000.00"}})
BLUE = sp.PermanentContract(start="2025-01-01", status="blue_collar", joint_committee="200")
STUDENT = sp.PermanentContract(start="2025-01-01", status="student")


ENGAGED = sp.PermanentContract(
    start="2025-01-01", joint_committee="200", reduction=sp.FirstEngagement(rank=1, hired="2025-01-01")
)


def test_a_target_group_reduction_comes_from_what_was_asked_for() -> None:
    found = sp.compare(slip(), slip(contract=ENGAGED))
    asked = "Reduction asked for: none → First engagement (rank=1, hired=2025-01-01)"
    assert [(line.code, str(line.cause)) for line in found.changed] == [
        ("target_reduction", asked),
        ("employer_contributions_after_reductions", asked),
        ("employer_cost", asked),
    ]
    higher = sp.compare(slip(contract=ENGAGED), slip(contract=ENGAGED, gross="2600.00"))
    assert {str(line.cause) for line in higher.changed} == {"Gross pay: 2 500.00 → 2 600.00"}


@pytest.mark.parametrize(
    ("changes", "line", "cause"),
    [
        ({"gross": "2600.00"}, "net", ("input", "gross", "2 500.00", "2 600.00")),
        ({"gross": "2600.00"}, "employer_cost", ("input", "gross", "2 500.00", "2 600.00")),
        (
            {"law": REFORM},
            "withholding_tax",
            ("figure", "withholding_tax.expenses_cap", "6070.00 since 2026-01-01", "7000.00 since 2026-01-01"),
        ),
        ({"contract": BLUE}, "net", ("input", "status", "white collar", "blue collar")),
        ({"contract": BLUE}, "work_bonus_a", ("input", "status", "white collar", "blue collar")),
        ({"contract": STUDENT}, "withholding_tax", ("input", "status", "white collar", "student")),
        ({"contract": STUDENT}, "employer_cost", ("input", "status", "white collar", "student")),
        (
            {"month": "2025-12"},
            "closing_fund",
            ("figure", "employer.closing_fund_large_rate", "0.39 % since 2026-01-01", "0.23 % since 2025-01-01"),
        ),
        (
            {"earnings": [e.MealVouchers(count=20, face="8.00")]},
            "net_paid",
            ("input", "earnings", "none", "Meal vouchers (count=20, face=8.00)"),
        ),
        ({"enterprise": sp.Enterprise(category=2)}, "structural_reduction", ("input", "category", "1", "2")),
    ],
)
def test_the_first_cause_of_a_line(changes: dict[str, Any], line: str, cause: tuple[str, ...]) -> None:
    found = sp.compare(slip(), slip(**changes))[line].cause
    assert found is not None
    assert (found.kind, found.name, found.before, found.after) == cause


def test_each_line_of_earnings_has_the_cause_of_its_own_rule() -> None:
    slips = [slip(gross=gross, earnings=[e.DoubleHolidayPay()]) for gross in ("2500.00", "2600.00")]
    found = sp.compare(*slips)
    cause = found["double_holiday_pay_withholding"].cause
    assert cause is not None
    assert cause.before != cause.after
    assert found["double_holiday_pay"].difference == 92


PAIRS = [
    (slip(), slip(PARENT, gross="3111.11", earnings=[e.DoubleHolidayPay(), e.Advance(amount="50")])),
    (slip(), slip(contract=BLUE, month="2025-03")),
    (slip(), slip(contract=STUDENT)),
    (slip(contract=sp.PermanentContract(start="2020-01-01"), month="2021-01"), slip()),
    (slip(), slip(days_worked=10)),
    (slip(), slip(work_bonus_granted="3400.00")),
    (slip(), slip(law=REFORM)),
    (settled(), settled("5200.00", worker=PARENT)),
    (settled(), settled(contract=BLUE)),
    (settled(), settled(enterprise=sp.Enterprise.smart(method="coefficient", coefficient="1.5"))),
    (settled(), settled(vat_rate="6", expenses="100.00", budget="2000.00")),
    (settled(), settled(month="2025-12")),
    (settled(), settled(earnings=[e.MealVouchers(count=20, face="8.00")])),
    (settled(), settled(law=REFORM)),
]


@pytest.mark.parametrize(("before", "after"), PAIRS)
def test_every_difference_is_there_and_has_a_cause_that_differs(before: Any, after: Any) -> None:
    for found, sign in ((sp.compare(before, after), 1), (sp.compare(after, before), -1)):
        assert found.changed
        for line in found.changed:
            assert line.cause is not None, line
            assert line.cause.before != line.cause.after, line
        slips = [side if isinstance(side, sp.Payslip) else side.payslip for side in (before, after)]
        code = next(line.code for line in reversed(found.lines) if line.code in ("net", "net_paid"))
        assert found[code].difference == sign * (slips[1].net_paid - slips[0].net_paid)
        assert json.loads(found.model_dump_json()) == found.model_dump()
        assert max(map(len, str(found).splitlines())) <= 80


@pytest.mark.parametrize(
    ("changes", "entry", "cause"),
    [
        ({"revenue": "4600.00"}, "net", "Invoice without VAT: 4500.00 → 4600.00"),
        ({"vat_rate": "6"}, "vat", "VAT rate: 21 % → 6 %"),
        ({"expenses": "100.00"}, "expenses", "Expenses repaid: 0.00 → 100.00"),
        ({"budget": "3000.00"}, "withholding_tax", "Budget: all → 3000.00"),
        ({"enterprise": sp.Enterprise.smart(fee_rate="7 %")}, "fee", "Fee rate: not stated → 7 %"),
        (
            {"enterprise": sp.Enterprise.smart(reductions="credited")},
            "reductions_kept",
            "Reductions of contributions: kept by pool → credited",
        ),
        ({"worker": PARENT}, "withholding_tax", "Dependent children, disabled ones included: 0 → 1"),
        ({"contract": BLUE}, "annual_holiday_yearly", "Status: white collar → blue collar"),
    ],
)
def test_the_first_cause_of_an_entry(changes: dict[str, Any], entry: str, cause: str) -> None:
    assert str(sp.compare(settled(), settled(**changes))[entry].cause) == cause


def test_the_entries_of_a_comparison_add_up_to_the_invoices() -> None:
    found = sp.compare(settled(), settled("5200.00", worker=PARENT))
    assert sum(line.difference for line in found.lines) == 700 + 147


def test_equal_results_differ_in_nothing() -> None:
    found = sp.compare(slip(), slip())
    assert found.changed == ()
    assert "Nothing differs." in str(found)


def test_only_equals_can_be_compared() -> None:
    with pytest.raises(sp.InvalidInput, match="not Payslip and Settlement"):
        sp.compare(slip(), settled())
    with pytest.raises(sp.InvalidInput, match="there are gross, "):
        sp.compare(slip(), slip())["nothing"]
