"""Flexi-jobs: holiday pay with each pay, the employer's 28 % on both, and the closed ledger around them."""

from decimal import Decimal
from typing import Any

import pytest

import sharedpay as sp
from sharedpay import earnings as e

FLEXI = sp.PermanentContract(start="2024-01-01", status="flexi", weekly_hours="10")


def test_holiday_pay_is_paid_with_the_pay_and_bears_the_employers_contribution() -> None:
    # Holiday notes 8: 7.67 % of 1000.00 is 76.70; 28 % of 1076.70 is 301.48 (301.476). The worker keeps all.
    slip = sp.payslip(FLEXI, gross="1000.00", month="2026-05")
    assert str(slip["flexi_holiday_pay"].amount) == "76.70"
    assert slip.net == Decimal("1076.70")
    assert slip.employer_contributions == Decimal("301.48")
    assert slip.employer_cost == Decimal("1378.18")


def test_in_2023_the_employer_owed_25_percent_of_both() -> None:
    contract = sp.PermanentContract(start="2023-01-01", status="flexi")
    # 25 % of 1076.70 is 269.18 (269.175).
    assert sp.payslip(contract, gross="1000.00", month="2023-05").employer_contributions == Decimal("269.18")


def test_the_supplements_of_a_flexi_job_bear_holiday_pay_too() -> None:
    # 10 hours at 18.00 and 50 %: 270.00 with 1000.00; 7.67 % of 1270.00 is 97.41 (97.409).
    extra = [e.Overtime(hours="10", hourly="18.00")]
    slip = sp.payslip(FLEXI, gross="1000.00", month="2025-05", earnings=extra)
    assert str(slip["flexi_holiday_pay"].amount) == "97.41"
    assert slip.net == Decimal("1367.41")
    # 28 % of 1367.41 is 382.87 (382.8748).
    assert slip.employer_cost == Decimal("1367.41") + Decimal("382.87")
    assert slip.explain("gross").value == "1 000.00"


def test_a_settlement_pays_it_and_closes() -> None:
    result = sp.settle("2000.00", FLEXI, month="2026-05", earnings=[e.Advance(amount="50.00")])
    assert sum(entry.amount for entry in result.ledger) == result.invoice
    assert result.net == result.payslip.gross + result.payslip["flexi_holiday_pay"].amount
    assert sp.Payslip.model_validate_json(result.payslip.model_dump_json()) == result.payslip


@pytest.mark.parametrize("target", ["1076.70", "1076.71"])
def test_the_gross_for_a_net_counts_it(target: str) -> None:
    # 1000.00 gives 1076.70; 1000.01 gives 1000.01 + 76.70 (76.700767).
    found = sp.gross_for_net(target, FLEXI, month="2026-05")
    assert found.amount == Decimal("1000.00") + (Decimal(target) - Decimal("1076.70"))


def findings(**options: Any) -> list[str]:
    return [str(note) for note in sp.payslip(FLEXI, gross="1000.00", month="2026-05", **options).findings]


def test_what_a_year_leaves_untaxed_is_checked_against_what_came_before() -> None:
    # 18440.00 less 1076.70 is 17363.30.
    assert findings(flexi_income_before="17363.30") == []
    (found,) = findings(flexi_income_before="17363.31")
    assert "comes to 18440.01: what is above 18440.00 is taxed" in found
    other = sp.law.load().reading("flexi_cap_12000")
    assert "above 12000.00" in findings(flexi_income_before="11000.00", law=other)[0]
    assumed = [str(note) for note in sp.payslip(FLEXI, gross="1", month="2026-05", flexi_income_before="0").assumptions]
    assert any("Sources disagree" in text and "flexi_untaxed_year" in text for text in assumed)
    contract = sp.PermanentContract(start="2023-01-01", status="flexi")
    with pytest.raises(sp.NotCovered, match="flexi_untaxed_year"):
        sp.payslip(contract, gross="1000.00", month="2023-05", flexi_income_before="0")


def test_flexi_pay_is_at_most_150_percent_of_the_functions_base_pay() -> None:
    # 10 hours a week over 21 days are 42 hours: 14.91 x 150 % is 22.37 (22.365), times 42 hours 939.54.
    contract = sp.PermanentContract(start="2026-01-01", status="flexi", weekly_hours="10", base_hourly="14.91")
    assert sp.payslip(contract, gross="939.54", month="2026-05").findings == ()
    (found,) = sp.payslip(contract, gross="939.55", month="2026-05").findings
    assert str(found) == "The flexi pay of 939.55 for 42.00 hours is above 22.37 an hour, the most for this function."


def test_flexi_jobs_are_forbidden_for_artistic_functions_since_2024() -> None:
    artistic = sp.PermanentContract(start="2026-01-01", status="flexi", artistic=True)
    with pytest.raises(sp.InvalidInput, match="artistic: flexi-jobs are forbidden"):
        sp.payslip(artistic, gross="1000.00", month="2026-05")
    stated = sp.PermanentContract(start="2026-01-01", status="flexi", artistic=False)
    codes = [{note.code for note in sp.payslip(one, gross="1", month="2026-05").assumptions} for one in (FLEXI, stated)]
    assert codes[0] - codes[1] == {"flexi_function"}
    with pytest.raises(sp.InvalidInput, match="artistic: is for status 'flexi', not 'artist'"):
        sp.PermanentContract(start="2026-01-01", status="artist", artistic=True)


def test_the_inputs_of_flexi_jobs_are_for_flexi_jobs() -> None:
    ordinary = sp.PermanentContract(start="2026-01-01")
    with pytest.raises(sp.InvalidInput, match="flexi_income_before: is for status 'flexi', not 'white_collar'"):
        sp.payslip(ordinary, gross="1000.00", month="2026-05", flexi_income_before="0")
    with pytest.raises(sp.InvalidInput, match=r"flexi_income_before: -1.00 is negative"):
        findings(flexi_income_before="-1")
    with pytest.raises(sp.InvalidInput, match=r"base_hourly: 0\.00 must be above 0"):
        sp.PermanentContract(start="2026-01-01", status="flexi", base_hourly="0.00")
