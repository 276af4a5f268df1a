"""Guaranteed pay in sickness: thirty calendar days in full (law of 3 July 1978)."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from law.rule_formulas import differences
from sharedpay.law.book import packaged
from sharedpay.law.guaranteed_pay import GuaranteedLaw, guaranteed_pay
from sharedpay.money import MAX_CENTS, Hundredths, cents

LAW = packaged().on("2026-02").get(GuaranteedLaw)


def test_a_week_of_3000_euros_in_twenty_days_is_a_quarter_of_the_pay() -> None:
    assert guaranteed_pay(cents("3000.00"), 20, Hundredths(500), 7, LAW) == (cents("750.00"), 0)
    assert guaranteed_pay(cents("3000.00"), 20, Hundredths(500), 33, LAW).guaranteed_days_beyond == 3


@given(st.integers(0, MAX_CENTS), st.integers(0, 31), st.integers(0, 3_100).map(Hundredths), st.integers(1, 366))
def test_the_formulas_of_guaranteed_pay(gross: int, working: int, days: Hundredths, until: int) -> None:
    assert not differences(
        guaranteed_pay(gross, working, days, until, LAW),
        LAW,
        gross=Fraction(gross, 100),
        working_days=working,
        sick_days=Fraction(days, 100),
        sick_until_day=until,
    )
