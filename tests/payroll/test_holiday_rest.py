"""The rarer parts of holidays, by the examples of the law notes and by hand."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

import sharedpay as sp

holidays = sp.holiday_pay


def test_days_left_on_31_december() -> None:
    # 3 000.00 in 23 working days, five days: 652.17; 92 % x 3 000.00 / 20 x 4 days = 552.00, 13.07 % of 510.00 = 66.66.
    found = holidays.untaken("3000.00", year=2026, working_days=23, days=5, double_days=4)
    assert found["untaken_simple"] == Decimal("652.17")
    # 36.34 % of 485.34, the rate of a reference pay of 31 294.80.
    assert (found.gross, found.contribution, found.taxable, found.withholding) == (55_200, 6_666, 48_534, 17_637)
    with pytest.raises(sp.InvalidInput, match="more than there are"):
        holidays.untaken("3000.00", year=2026, working_days=23, days=3, double_days=4)


def test_supplementary_days_and_what_takes_them_back() -> None:
    found = holidays.supplementary_days_pay("500.00", month="2026-06")
    assert (found.contribution, found.taxable, found.withholding) == (6_535, 43_465, None)
    # The next double pay of 2 760.00 gives 500.00 back; 2 550.00 - 500.00 still bear 13.07 % = 267.94.
    double = holidays.double("3000.00", month="2026-05", received="500.00", received_subject="500.00", tax=False)
    assert (double.gross, double.contribution) == (226_000, 26_794)
    assert holidays.supplementary_recovery("500.00", "800.00", year=2026) == Decimal("400.00")
    assert holidays.supplementary_recovery("300.00", "800.00", year=2026) == Decimal("300.00")


def test_a_reduction_of_hours_is_settled_in_december() -> None:
    # 7.67 % of 30 000.00 = 2 301.00 of each, less 2 000.00 and less more than that.
    found = holidays.reduced_hours("30000.00", year=2026, simple_paid="2000.00", double_paid="2400.00")
    assert (found.reduced_hours_simple, found.reduced_hours_double) == (30_100, 0)


def test_youth_days() -> None:
    # 10 days of 8 hours in a week of 38 hours: 12.63, to halves 12.5.
    assert holidays.youth(10, 8, 38) == Fraction(25, 2)
    with pytest.raises(sp.InvalidInput, match="more than 0"):
        holidays.youth(10, 8, 0)


def test_the_employers_parts_and_their_days() -> None:
    found = holidays.fund_contributions(["1000.00", "2000.00", "0", "500.00"], year=2026)
    # 108 %: 1 080.00, 2 160.00, 0.00, 540.00; 5.57 % of each; 10.27 % of 3 780.00 = 388.206.
    assert [part.amount for part in found] == [6_016, 12_031, 0, 3_008, 38_821]
    days = [date(2026, 4, 30), date(2026, 7, 31), date(2026, 10, 31), date(2027, 1, 31), date(2027, 4, 30)]
    assert [part.due for part in found] == days
    with pytest.raises(sp.InvalidInput, match="four are needed"):
        holidays.fund_contributions(["1.00"], year=2026)


def test_an_artist_with_other_contracts_holds_both_schemes() -> None:
    fund, employer = holidays.schemes("8000.00", "10000.00", service_year=2025)
    # The fund: 15.38 % of 8 640.00, by the law notes; 2 x 7.67 % of 10 000.00 from the employer.
    assert (fund.gross, fund.net, fund.month) == (132_883, 102_618, "2026-05")
    # 13.07 % of 767.00 = 100.25, and of 680.00 = 88.88.
    assert (employer.gross, employer.contribution, employer.withholding) == (153_400, 10_025 + 8_888, None)


def test_days_of_a_fund_worker_grow_with_the_days_worked() -> None:
    assert holidays.fund_days(0, holiday_year=2026) == 0
    assert holidays.fund_days(231, holiday_year=2026) == 20
    with pytest.raises(sp.InvalidInput, match="whole number"):
        holidays.fund_days(-1, holiday_year=2026)
