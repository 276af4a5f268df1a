"""Holidays and sick days inside a month's pay, and days that an earlier employer has paid for."""

from decimal import Decimal

import pytest

import sharedpay as sp

CONTRACT = sp.PermanentContract(start="2026-01-01", joint_committee="200")
JULY = "2026-07"  # 23 working days


def july(*items: sp.earnings.Earnings, gross: str = "3000.00", contract: sp.PermanentContract = CONTRACT) -> sp.Payslip:
    return sp.payslip(contract, sp.Worker(), gross=gross, month=JULY, earnings=list(items))


def test_holidays_are_shown_inside_the_gross_and_change_nothing() -> None:
    slip = july(sp.earnings.HolidayDays(days="10"))
    assert slip["simple_holiday_pay"].amount == Decimal("1304.35")  # 3000 x 10 / 23 = 1304.3478
    assert slip["simple_holiday_pay"].kind == "subtotal"
    plain = july()
    assert (slip.net, slip.taxable, slip.employer_cost) == (plain.net, plain.taxable, plain.employer_cost)


def test_days_earned_elsewhere_bear_no_contributions_a_second_time() -> None:
    slip = july(sp.earnings.HolidayDays(days="10", earned_elsewhere="3"))
    # 90 % of 3000 x 3 / 23 = 352.1739; 3000.00 - 352.17 = 2647.83; 13.07 % of it 346.07.
    assert slip["certificate_deducted"].amount == Decimal("352.17")
    assert slip["contribution_base"].amount == Decimal("2647.83")
    assert slip["personal_contribution"].amount == Decimal("346.07")
    # The work bonus looks at the whole pay: A of W 3000.00 is what it is without the deduction.
    assert slip["work_bonus_a"] == july()["work_bonus_a"]
    assert sp.Payslip.model_validate_json(slip.model_dump_json()) == slip


def test_days_earned_elsewhere_count_for_the_structural_reduction() -> None:
    # Employer's notes, section 4: W has remuneration code 12 in it, so W stays 3000.00. f = 13 x 5 / 21 = 3.10;
    # S = 9300.00; R = 14 % of (11458.57 - 9300.00) + 16 % of (9547.20 - 9300.00) = 302.20 + 39.55 = 341.75; a third.
    days = [sp.earnings.HolidayDays(days="10", earned_elsewhere="10")]
    slip = sp.payslip(CONTRACT, gross="3000.00", month="2026-05", earnings=days)
    assert slip["structural_reduction"].amount == Decimal("113.92")
    # 90 % of 3000 x 10 / 21 = 1285.71 was paid elsewhere: 25 % and 13.07 % are owed on 1714.29 alone.
    assert slip["contribution_base"].amount == Decimal("1714.29")
    explained = slip.explain("structural_reduction")
    assert "9 300.00" in str(explained)


def test_the_ledger_of_a_settlement_with_days_earned_elsewhere_closes() -> None:
    days = [sp.earnings.HolidayDays(days="10", earned_elsewhere="3")]
    settled = sp.settle("6000.00", CONTRACT, month=JULY, earnings=days)
    assert sum(entry.amount for entry in settled.ledger) == settled.invoice == Decimal("7260.00")
    assert settled.gross > sp.settle("6000.00", CONTRACT, month=JULY).gross


def test_before_2024_nothing_is_known_of_a_deduction_by_day() -> None:
    old = sp.PermanentContract(start="2023-01-01")
    days = [sp.earnings.HolidayDays(days="1", earned_elsewhere="1")]
    with pytest.raises(sp.NotCovered, match="certificate_day_rate"):
        sp.payslip(old, gross="3000.00", month="2023-07", earnings=days)


def test_variable_pay_adds_its_mean_to_the_holidays() -> None:
    slip = july(sp.earnings.VariableHolidayPay(days="10", variable="1200.00"))
    # 1200 / (20.83 x 12) x 10 = 48.0077
    assert slip["variable_simple"].amount == Decimal("48.01")
    assert slip.net == july(gross="3048.01").net


def test_double_pay_received_elsewhere_is_deducted_once() -> None:
    slip = july(sp.earnings.DoubleHolidayPay(months=12, received="920.00"))
    # 2760.00 - 920.00; 85/92 of 920.00 bore the contribution: 13.07 % of 2550.00 - 850.00 = 222.19.
    assert slip["double_holiday_pay"].amount == Decimal("1840.00")
    assert slip["double_holiday_pay_contribution"].amount == Decimal("222.19")
    with pytest.raises(sp.InvalidInput, match="received_subject"):
        sp.earnings.DoubleHolidayPay(received="1.00", received_subject="2.00")


def test_a_sick_week_is_paid_in_full() -> None:
    slip = july(sp.earnings.SickDays(days="5", until_day=7))
    assert slip["guaranteed_pay"].amount == Decimal("652.17")  # 3000 x 5 / 23 = 652.1739
    assert slip.net == july().net
    assert "Law of 3 July 1978" in str(slip.explain("guaranteed_pay"))


def test_what_is_not_known_of_days_off_is_refused() -> None:
    with pytest.raises(sp.NotModelled, match="beyond day 30"):
        july(sp.earnings.SickDays(days="5", until_day=31))
    short = sp.FixedTermContract(start="2026-07-01", end="2026-09-29")
    sick = [sp.earnings.SickDays(days="5", until_day=7)]
    with pytest.raises(sp.NotModelled, match="less than 3 months"):
        sp.payslip(short, gross="3000.00", month=JULY, earnings=sick)
    long = sp.FixedTermContract(start="2026-07-01", end="2026-09-30")
    assert sp.payslip(long, gross="3000.00", month=JULY, earnings=sick)["guaranteed_pay"].cents == 65_217
    with pytest.raises(sp.InvalidInput, match=r"has 24\.00 days, the gross pays 23"):
        july(sp.earnings.HolidayDays(days="24"))
    most = sp.earnings.HolidayDays(days="23", earned_elsewhere="23")
    with pytest.raises(sp.InvalidInput, match=r"HolidayDays \+ HolidayDays has 46\.00 days, the gross pays 23"):
        july(most, most)
    # A day is a holiday or a day of sickness: 12 and 12 are no days of a month of 23, 12 and 11 are.
    sick_leave = sp.earnings.SickDays(days="12", until_day=16)
    with pytest.raises(sp.InvalidInput, match=r"SickDays \+ HolidayDays has 24\.00 days, the gross pays 23"):
        july(sick_leave, sp.earnings.HolidayDays(days="12"))
    assert july(sick_leave, sp.earnings.HolidayDays(days="11"))["guaranteed_pay"].cents == 156_522  # 3000 x 12 / 23
    artist = sp.PermanentContract(start="2026-01-01", status="artist")
    with pytest.raises(sp.InvalidInput, match="is for white-collar workers"):
        july(sp.earnings.HolidayDays(days="2"), contract=artist)
    with pytest.raises(sp.InvalidInput, match=r"is more than the 1\.00 days"):
        sp.earnings.HolidayDays(days="1", earned_elsewhere="2")
    with pytest.raises(sp.InvalidInput, match="hold no"):
        sp.earnings.SickDays(days="8", until_day=7)
