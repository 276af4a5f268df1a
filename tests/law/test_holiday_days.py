"""Single holidays: holiday_pay.md sections 3, 5, 6 and 11, and formulas against the rules."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.rule_formulas import differences
from sharedpay.errors import NotCovered
from sharedpay.law.book import packaged
from sharedpay.law.holiday_days import (
    CarryOverLaw,
    NewEmployerLaw,
    SupplementaryLaw,
    UntakenLaw,
    certificate_account,
    certificate_days,
    fund_recovery,
    simple_pay,
    supplementary_pay,
    untaken_days,
    youth_days,
)
from sharedpay.law.holiday_pay import DoubleLaw, HolidayMonth, double_pay
from sharedpay.money import MAX_CENTS, Hundredths, cents

BOOK = packaged()
LAWS = BOOK.on("2026-05")
AMOUNTS = st.integers(0, 700_000) | st.integers(0, MAX_CENTS)
QUANTITIES = st.integers(0, 3_000).map(Hundredths)


def test_a_day_of_a_certificate_and_the_account_of_december() -> None:
    law = LAWS.get(NewEmployerLaw)
    assert certificate_days(cents("140.00"), 1, Hundredths(1_000), law) == (140_000, 126_000, 14_000)
    # The certificates paid 1 200.00 for days worth 1 400.00: 60.00 come back.
    assert certificate_account(126_000, 120_000, 140_000).certificate_account == 6_000
    assert certificate_account(126_000, 150_000, 140_000).certificate_account == -14_000
    with pytest.raises(NotCovered):
        BOOK.on("2023-12-31").get(NewEmployerLaw)


def test_days_untaken_on_31_december() -> None:
    # 3 000.00 in 23 working days, five days: 652.17; 92 % x 3 000.00 / 20 x 4 days = 552.00; 13.07 % of 510.00.
    found = untaken_days(cents("3000.00"), 23, 5, Hundredths(500), Hundredths(400), LAWS.get(UntakenLaw))
    assert found == (cents("652.17"), cents("552.00"), cents("66.66"))


def test_days_are_carried_over_for_24_months_and_bear_contributions_since_december_2024() -> None:
    for day, plain, read in (("2024-11", 0, 0), ("2024-12", 1, 0), ("2025-09", 1, 0), ("2025-10", 1, 1)):
        book = BOOK.reading("carry_over_contributions_from_2025_10")
        laws = [each.on(day).get(CarryOverLaw) for each in (BOOK, book)]
        assert laws == [(24, plain), (24, read)]
    with pytest.raises(NotCovered):
        BOOK.on("2023-12-31").get(CarryOverLaw)


def test_supplementary_pay_and_its_recovery() -> None:
    law = LAWS.get(SupplementaryLaw)
    assert supplementary_pay(cents("1000.00"), law) == (cents("130.70"), cents("869.30"))
    assert fund_recovery(cents("1000.00"), cents("1328.83"), law).supplementary_recovered == cents("664.42")
    assert fund_recovery(cents("500.00"), cents("1328.83"), law).supplementary_recovered == cents("500.00")
    # A white-collar worker gives it back from the next double pay, on which it has borne its contribution.
    month = HolidayMonth(cents("3000.00"), double_received=cents("1000.00"), double_received_subject=cents("1000.00"))
    back = double_pay(month, LAWS.get(DoubleLaw))
    assert (back.double_pay, back.double_contributory) == (cents("1760.00"), cents("1550.00"))


@pytest.mark.parametrize(
    ("days", "left_over", "quotient", "benefits"),
    [
        (1_000, 0, 1_263, 1_250),  # 10 x 8 x 6 / 38
        (1_000, 13, 1_263, 1_250),
        (1_000, 14, 1_263, 1_250),  # 12.49
        (1_000, 39, 1_263, 1_200),  # 12.24
        (1_000, 38, 1_263, 1_250),  # 12.25
        (1_000, 1_300, 1_263, 0),
        (800, 0, 1_011, 1_000),
        (700, 0, 884, 900),  # 8.84
    ],
)
def test_youth_days_are_rounded_to_halves_from_a_quarter_on(
    days: int, left_over: int, quotient: int, benefits: int
) -> None:
    found = youth_days(Hundredths(days), Hundredths(800), Hundredths(3_800), Hundredths(left_over))
    assert found == (quotient, benefits)


def test_a_day_of_3000_euros_in_22_days() -> None:
    assert simple_pay(cents("3000.00"), 22, Hundredths(100)).simple_holiday_pay == cents("136.36")


def test_the_pay_of_days_is_rounded_once() -> None:
    # 3 000.00 / 22 x 3 = 409.0909...; 90 % of it 368.1818...: a rounded day of 136.36 would give 409.08 and 368.17.
    assert simple_pay(cents("3000.00"), 22, Hundredths(300)).simple_holiday_pay == cents("409.09")
    found = certificate_days(cents("3000.00"), 22, Hundredths(300), LAWS.get(NewEmployerLaw))
    assert found.certificate_deducted == cents("368.18")


@given(AMOUNTS, AMOUNTS, AMOUNTS, QUANTITIES, QUANTITIES, st.integers(0, 31), st.integers(0, 6))
def test_the_formulas_of_single_days(
    pay: int, other: int, third: int, days: Hundredths, more: Hundredths, working: int, week: int
) -> None:
    euros, second, last = (Fraction(amount, 100) for amount in (pay, other, third))
    count, double_days = Fraction(days, 100), Fraction(more, 100)
    assert not differences(
        simple_pay(pay, working, days), holiday_gross=euros, working_days=working, holiday_days=count
    )
    new = LAWS.get(NewEmployerLaw)
    assert not differences(
        certificate_days(pay, working, days, new),
        new,
        holiday_gross=euros,
        working_days=working,
        certificate_days=count,
    )
    account = certificate_account(pay, other, third)
    assert not differences(
        account, certificate_deductions=euros, certificate_simple=second, certificate_pay_of_days=last
    )
    untaken = LAWS.get(UntakenLaw)
    assert not differences(
        untaken_days(pay, working, week, days, more, untaken),
        untaken,
        december_pay=euros,
        december_working_days=working,
        days_per_week=week,
        untaken_days=count,
        untaken_double_days=double_days,
    )
    extra = LAWS.get(SupplementaryLaw)
    assert not differences(supplementary_pay(pay, extra), extra, supplementary_gross=euros)
    assert not differences(fund_recovery(pay, other, extra), extra, supplementary_gross=euros, next_fund_gross=second)


@given(QUANTITIES, QUANTITIES, st.integers(0, 4_000).map(Hundredths), QUANTITIES)
def test_the_formulas_of_youth_days(
    days: Hundredths, hours: Hundredths, weekly: Hundredths, left_over: Hundredths
) -> None:
    found = youth_days(days, hours, weekly, left_over)
    assert not differences(
        found,
        youth_days=Fraction(days, 100),
        hours_per_day=Fraction(hours, 100),
        weekly_hours=Fraction(weekly, 100),
        paid_days_left=Fraction(left_over, 100),
    )
    assert found.youth_benefits % 50 == 0
