"""Students and the yearly hours: within, beyond, and a pay that crosses them, against two pays computed apart."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sharedpay as sp
from sharedpay import earnings as e
from sharedpay.money import cents, euro_text, euros, half_up
from sharedpay.payroll.explain import money
from sharedpay.testing import json_round_trips, ledger_closes, lines_add_up, nothing_negative, spending_adds_up

# May 2026 has 21 working days: a half-timer of 19 hours a week works 79.80 hours.
HALF = sp.PermanentContract(start="2026-01-01", status="student", weekly_hours="19")
FULL = sp.PermanentContract(start="2026-01-01", status="student")
ORDINARY = sp.PermanentContract(start="2026-01-01", weekly_hours="19")


def slip_of(
    before: str | None, gross: str = "1000.00", contract: sp.PermanentContract = HALF, **more: Any
) -> sp.Payslip:
    return sp.payslip(contract, gross=gross, month="2026-05", student_hours_before=before, **more)


def notes(slip: sp.Payslip) -> set[str]:
    return {note.code for note in slip.assumptions}


def test_within_the_quota_nothing_changes_but_what_is_assumed() -> None:
    # 570.20 and 79.80 hours are 650.
    stated, unstated = slip_of("570.20"), slip_of(None)
    assert stated.lines == unstated.lines
    assert notes(unstated) - notes(stated) == {"student_quota"}
    assert not notes(stated) - notes(unstated)


def test_an_hour_that_begins_beyond_the_quota_is_ordinary() -> None:
    # A hundredth of an hour of 79.80 beyond: 0.13 (0.1253) of 1000.00 is ordinary pay.
    slip = slip_of("570.21")
    assert str(slip["student_pay"].amount) == "999.87"
    assert str(slip["contribution_base"].amount) == "0.13"


def test_beyond_the_quota_the_pay_is_that_of_an_ordinary_worker() -> None:
    slip, ordinary = slip_of("650"), sp.payslip(ORDINARY, gross="1000.00", month="2026-05")
    assert slip.lines == ordinary.lines
    assert "student_work" in notes(slip)
    blue = sp.PermanentContract(start="2026-01-01", status="student", weekly_hours="19", student_work="blue_collar")
    manual = sp.PermanentContract(start="2026-01-01", status="blue_collar", weekly_hours="19")
    slip = slip_of("9999", contract=blue)
    assert slip.lines == sp.payslip(manual, gross="1000.00", month="2026-05").lines
    assert "student_work" not in notes(slip)


def test_a_month_of_which_half_the_hours_are_beyond() -> None:
    # Full time, 159.60 hours, 79.80 of them within: 1250.00 each way.
    # Within: 2.71 % is 33.88 (33.875), the employer's 5.43 % 67.88 (67.875).
    # Beyond: 13.07 % is 163.38 (163.375). 10.5 of 21 days: 119.05 a day, S 2500.05, fraction 0.50.
    # A: half of 125.04 is 62.52. B: 168.62 - 0.2699 x 244.55 = 102.62 (102.615955), half of it 51.31.
    # Taxable 1250.00 - 163.38 + 113.83 = 1200.45, 14405.40 a year, after 30 % costs 10083.78: no tax is left of it.
    slip = slip_of("570.20", "2500.00", FULL)
    codes = ("student_pay", "student_pay_contribution", "student_pay_employer_contributions", "contribution_base")
    assert [str(slip[code].amount) for code in codes] == ["1250.00", "33.88", "67.88", "1250.00"]
    ordinary = ("personal_contribution", "work_bonus_a", "work_bonus_b", "taxable", "withholding_tax")
    assert [str(slip[code].amount) for code in ordinary] == ["163.38", "62.52", "51.31", "1200.45", "0.00"]
    assert slip.net == Decimal("1200.45") + Decimal("1250.00") - Decimal("33.88")
    # 25 % is 312.50; 0.02, 0.01, 0.39, 0.10, 1.69 and 0.10 % are 0.25, 0.13, 4.88, 1.25, 21.13 and 1.25.
    assert str(slip["employer_contributions"].amount) == "341.39"
    assert {"student_parts", "student_work"} <= notes(slip)


@given(st.integers(0, 60_000), st.integers(57_020, 65_100), st.sampled_from(["white_collar", "blue_collar"]))
def test_the_two_parts_are_a_students_and_an_ordinary_workers_pay(gross: int, before: int, work: Any) -> None:
    contract = sp.PermanentContract(start="2026-01-01", status="student", weekly_hours="19", student_work=work)
    slip = slip_of(euro_text(before), euro_text(gross), contract)
    within = min(7_980, max(0, 65_000 - before))
    inside = half_up(gross * within, 7_980)
    student = slip_of("0", euro_text(inside))
    apart = sp.PermanentContract(start="2026-01-01", status=work, weekly_hours="19")
    beyond = sp.payslip(apart, gross=euro_text(gross - inside), month="2026-05", hours_worked=euro_text(7_980 - within))
    assert slip.gross == euros(gross)
    assert slip.net == student.net + beyond.net
    assert slip.employer_cost == student.employer_cost + beyond.employer_cost
    assert slip.employer_contributions == student.employer_contributions + beyond.employer_contributions
    lines_add_up(slip)
    nothing_negative(slip)


@given(st.integers(0, 400_000), st.integers(56_900, 65_100))
def test_the_largest_gross_for_a_cost_is_the_largest(budget: int, before: int) -> None:
    hours = euro_text(before)
    found = sp.gross_for_cost(euro_text(budget), HALF, month="2026-05", student_hours_before=hours)
    assert slip_of(hours, euro_text(found.gross_cents)).employer_cost == found.cost <= euros(budget)
    assert slip_of(hours, euro_text(found.gross_cents + 1)).employer_cost > euros(budget)


@pytest.mark.parametrize("gross", ["800.00", "1934.56", "3000.00"])
def test_the_gross_for_a_net_finds_every_one(gross: str) -> None:
    net = slip_of("610", gross).net
    found = sp.gross_for_net(net, HALF, month="2026-05", student_hours_before="610")
    assert Decimal(gross) in found.amounts
    near = range(cents(gross) - 300, cents(gross) + 300)
    assert set(found.amounts) >= {euros(one) for one in near if slip_of("610", euro_text(one)).net == net}


@pytest.mark.parametrize("before", ["0", "600", "649.99", "650"])
def test_a_settlement_closes_over_both_parts(before: str) -> None:
    result = sp.settle("3000.00", HALF, month="2026-05", student_hours_before=before)
    ledger_closes(result)
    spending_adds_up(result)
    json_round_trips(result.payslip)
    # Holidays are earned by the ordinary part alone: 18.20 % of it.
    ordinary = result.payslip.pay.subject_pay if before != "0" else 0
    assert result.spending.holiday_provision == half_up(ordinary * 1_820, 10_000)
    net = sp.revenue_for_net(result.net, HALF, month="2026-05", student_hours_before=before)
    assert result.net in {euros(answer.net) for answer in net.answers}


def test_every_line_of_both_parts_is_explained() -> None:
    slip = slip_of("600")
    for line in slip:
        assert slip.explain(line.code).value == money(line.cents)
        assert slip.explain(line.code).steps or line.code == "gross"
    assert slip.explain("gross").value == "1 000.00"
    assert [step.value for step in slip.explain("student_pay").steps[:2]] == ["50", "29.8"]
    assert str(slip).count("Student pay within the yearly hours") == 3


def test_vouchers_go_with_it_and_what_nobody_divides_does_not() -> None:
    slip = slip_of("600", earnings=[e.MealVouchers(count=10, face="10.00"), e.Advance(amount="50.00")])
    assert slip.net_paid == slip_of("600").net - Decimal("10.90") - 50
    for item in (e.Bonus(amount="100.00"), e.BenefitInKind(item="phone"), e.HomeWorkTravel(amount="10.00")):
        with pytest.raises(sp.NotModelled, match="crosses the yearly hours"):
            slip_of("600", earnings=[item])
    with pytest.raises(sp.NotModelled, match="severance pay of status 'student'"):
        slip_of("9999", earnings=[e.SeverancePay(weeks="2")])


def test_the_quota_of_the_year_counts_and_2025_was_raised_backwards() -> None:
    contract = sp.PermanentContract(start="2023-01-01", status="student", weekly_hours="19")

    def within(month: str, known_on: str | None = None) -> bool:
        slip = sp.payslip(contract, gross="900.00", month=month, student_hours_before="560.00", known_on=known_on)
        return "work_bonus_a" not in {line.code for line in slip}

    # 79.80 hours or more: 560 and they are beyond 600 (2023, 2024) and within 650 (2025).
    assert [within(month) for month in ("2023-03", "2024-04", "2025-02")] == [False, False, True]
    # Law of 10 April 2025, published on 8 May: what held for 2025 before it, no source tells.
    assert within("2025-02", "2025-05-08")
    with pytest.raises(sp.NotCovered, match="student_hours_quota"):
        within("2025-02", "2025-05-07")


def test_hours_before_are_for_students_and_manual_work_too() -> None:
    with pytest.raises(sp.InvalidInput, match="student_hours_before: is for status 'student', not 'white_collar'"):
        slip_of("10", contract=ORDINARY)
    with pytest.raises(sp.InvalidInput, match="student_work: is for status 'student', not 'flexi'"):
        sp.PermanentContract(start="2026-01-01", status="flexi", student_work="white_collar")
    with pytest.raises(sp.InvalidInput, match="student_hours_before: -1 must be zero or more"):
        slip_of("-1")


def test_a_quarter_that_crosses_the_hours_is_not_settled() -> None:
    months = [
        sp.payslip(HALF, gross="1000.00", month=f"2026-{month:02d}", student_hours_before=before)
        for month, before in ((4, "500"), (5, "590"), (6, "670"))
    ]
    with pytest.raises(sp.NotModelled, match="crosses the yearly hours"):
        sp.quarter(months)
