"""Flexi-jobs: holiday pay with each pay, the employer's 28 % on both, and the closed ledger around them."""

from decimal import Decimal

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
