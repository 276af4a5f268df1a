"""Overtime: the rates of withholding_tax.md section 5, the yearly hours, and 2026 which is not covered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.rule_formulas import differences
from sharedpay.errors import NotCovered
from sharedpay.law.book import packaged
from sharedpay.law.overtime import OvertimeLaw, OvertimeWork, overtime
from sharedpay.money import Hundredths, Rate

LAW = packaged().on("2025-06-01").get(OvertimeLaw)


def work(hours: int, hourly: int, premium: int = 500_000, before: int = 0, horeca: int = 0) -> OvertimeWork:
    return OvertimeWork(Hundredths(hours), Hundredths(before), hourly, Rate(premium), horeca)


@pytest.mark.parametrize(
    ("premium", "reduction", "premium_pay"),
    # 10 hours at 20.00: 66.81 % with a premium of 20 %, else 57.75 %.
    [(200_000, 13_362, 4_000), (500_000, 11_550, 10_000), (1_000_000, 11_550, 20_000)],
)
def test_ten_hours_at_twenty_euros(premium: int, reduction: int, premium_pay: int) -> None:
    done = work(1_000, 2_000, premium)
    found = overtime(done, LAW)
    assert found == (20_000, premium_pay, 1_000, reduction)
    assert not differences(found, done, LAW)


@pytest.mark.parametrize(
    ("before", "horeca", "reduced"),
    [(0, 0, 1_000), (17_000, 0, 1_000), (17_500, 0, 500), (18_000, 0, 0), (20_000, 0, 0), (20_000, 1, 1_000),
     (35_550, 1, 450), (36_000, 1, 0)],
)  # fmt: skip
def test_only_the_hours_of_the_year_give_the_reduction(before: int, horeca: int, reduced: int) -> None:
    done = work(1_000, 2_000, before=before, horeca=horeca)
    found = overtime(done, LAW)
    assert found.overtime_reduced_hours == reduced
    assert found.overtime_base_pay == 20_000
    assert not differences(found, done, LAW)


@given(st.integers(0, 20_000), st.integers(0, 10_000), st.sampled_from([200_000, 500_000, 1_000_000]))
def test_a_reduction_is_never_more_than_the_pay_and_the_formulas_hold(hours: int, hourly: int, premium: int) -> None:
    done = work(hours, hourly, premium)
    found = overtime(done, LAW)
    assert found.overtime_hours_reduction <= found.overtime_base_pay
    assert not differences(found, done, LAW)


@pytest.mark.parametrize("day", ["2022-12-31", "2026-01-01"])
def test_the_hours_are_known_from_2023_to_2025(day: str) -> None:
    with pytest.raises(NotCovered):
        packaged().on(day).get(OvertimeLaw)
