"""Benefits, allowances, vouchers, flexi pay and the supplementary pension against the printed figures of the notes.

Typed from worker_contributions.md sections 3, 8 and 12, withholding_tax.md and contracts_and_rights.md section 9.
"""

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.rule_formulas import differences
from sharedpay.errors import NotCovered
from sharedpay.law.benefits import (
    BicycleLaw,
    HomeWorking,
    HomeWorkingLaw,
    InKind,
    InKindLaw,
    MealLaw,
    TravelLaw,
    benefits_in_kind,
    bicycle,
    home_working,
    meals_in_kind,
    travel_exemption,
)
from sharedpay.law.book import packaged
from sharedpay.law.flexi_job import FlexiCeilingLaw, FlexiPayLaw, FlexiYearLaw, flexi_ceiling, flexi_pay
from sharedpay.law.meal_vouchers import EcoLaw, VoucherLaw, Vouchers, eco_vouchers, meal_vouchers
from sharedpay.law.person import FLEXI
from sharedpay.law.supplementary_pension import SupplementaryPensionLaw, supplementary_pension
from sharedpay.money import Hundredths, cents
from sharedpay.payroll.check import CaseResult, check_case
from sharedpay.payroll.check.benefits import voucher_limits

BOOK = packaged()
EXTRAS = frozenset({"own_internet_month", "own_computer_month", "own_screen_month"})
MAY = BOOK.on("2026-05-01")
AMOUNTS = st.integers(0, 30_000) | st.integers(0, 10**9)


def check(topic: str, day: str, **inputs: Any) -> CaseResult:
    return check_case({"id": "x", "topic": topic, "pay_date": day, "inputs": inputs, "status": "firm"})


def test_flat_benefits_of_a_month() -> None:
    # 72, 36, 60 and 48 a year.
    law = MAY.get(InKindLaw)
    assert benefits_in_kind(InKind(1, 1, 1, 1), law) == (600, 300, 500, 400, 1_800)
    assert benefits_in_kind(InKind(phone=1), law).flat_benefits == 300
    for flags in itertools.product((0, 1), repeat=4):
        items = InKind(*flags)
        assert not differences(benefits_in_kind(items, law), items, law)


def test_a_meal_is_worth_1_09_from_2026() -> None:
    assert meals_in_kind(20, MAY.get(MealLaw)).meal_benefit == 2_180
    with pytest.raises(NotCovered):
        BOOK.on("2025-12-31").get(MealLaw)


@pytest.mark.parametrize(
    ("day", "limit"),
    [
        ("2022-12-01", "145.81"),
        ("2023-01-01", "148.73"),
        ("2023-11-30", "148.73"),
        ("2023-12-01", "151.70"),
        ("2024-06-01", "154.74"),
        ("2025-03-01", "157.83"),
        ("2026-03-01", "160.99"),
        ("2026-08-31", "160.99"),
        ("2026-09-01", "164.21"),
    ],
)
def test_the_largest_allowance_for_working_at_home(day: str, limit: str) -> None:
    law = BOOK.on(day).get(HomeWorkingLaw, EXTRAS)
    assert home_working(HomeWorking(cents("200.00")), law).home_working_limit == cents(limit)


@pytest.mark.parametrize(
    ("internet", "computer", "screen", "more"),
    [(0, 0, 0, 0), (1, 0, 0, 20), (0, 1, 0, 20), (0, 0, 1, 10), (0, 1, 1, 20), (1, 1, 1, 40), (1, 0, 1, 30)],
)
def test_a_screen_counts_only_without_an_own_computer(internet: int, computer: int, screen: int, more: int) -> None:
    law = MAY.get(HomeWorkingLaw)
    paid = HomeWorking(cents("170.00"), internet, computer, screen)
    found = home_working(paid, law)
    assert found.home_working_limit == cents("160.99") + 100 * more
    assert found.home_working_free + found.home_working_excess == paid.home_working_allowance
    assert found.home_working_excess == max(0, cents("170.00") - found.home_working_limit)
    assert not differences(found, paid, law)


def test_the_extras_of_working_at_home_start_in_december_2023() -> None:
    with pytest.raises(NotCovered):
        BOOK.on("2023-11-30").get(HomeWorkingLaw)


def test_home_work_travel_is_exempt_up_to_41_70_or_by_the_other_reading_41_67() -> None:
    assert travel_exemption(cents("100.00"), MAY.get(TravelLaw)).exempt_travel == cents("41.70")
    assert travel_exemption(cents("30.00"), MAY.get(TravelLaw)).exempt_travel == cents("30.00")
    other = BOOK.reading("home_work_monthly_annual_12")
    assert other.on("2026-05-01").get(TravelLaw).travel_exemption_month == cents("41.67")
    assert other.on("2025-05-01").get(TravelLaw).travel_exemption_month == cents("41.70")
    with pytest.raises(NotCovered):
        BOOK.on("2024-12-31").get(TravelLaw)


@given(AMOUNTS, st.integers(0, 200_000))
def test_a_bicycle_allowance_divides_into_what_is_free_and_what_is_pay(allowance: int, kilometres: int) -> None:
    found = bicycle(allowance, Hundredths(kilometres), MAY.get(BicycleLaw))
    assert found.bicycle_free + found.bicycle_excess == allowance
    assert 0 <= found.bicycle_free <= found.bicycle_limit


def test_a_hundred_kilometres_by_bicycle_are_36_euros_in_2026() -> None:
    assert bicycle(cents("40.00"), Hundredths(10_000), MAY.get(BicycleLaw)) == (3_600, 3_600, 400)


@pytest.mark.parametrize(
    ("day", "count", "face", "worker", "employer"),
    [("2026-05", 9, "8.00", "9.81", "62.19"), ("2026-09", 20, "10.00", "21.80", "178.20")],
)
def test_meal_vouchers_of_a_month(day: str, count: int, face: str, worker: str, employer: str) -> None:
    law = BOOK.on(day).get(VoucherLaw)
    given_out = Vouchers(count, cents(face), cents("1.09"))
    found = meal_vouchers(given_out, law)
    assert (found.vouchers_worker, found.vouchers_employer) == (cents(worker), cents(employer))
    assert found.vouchers_accepted == 1
    assert not differences(found, given_out, law)


@pytest.mark.parametrize(
    ("day", "face", "share", "accepted"),
    [
        ("2025-12-31", "8.00", "1.09", 1),
        ("2025-12-31", "8.01", "1.10", 0),
        ("2026-01-01", "8.01", "1.10", 1),
        ("2026-01-01", "10.00", "1.09", 1),
        ("2026-01-01", "10.00", "1.08", 0),
        ("2026-01-01", "9.98", "1.08", 0),
        ("2026-01-01", "10.01", "1.10", 0),
        ("2026-01-01", "10.01", "1.20", 0),
    ],
)
def test_a_voucher_that_breaks_a_limit_is_not_accepted(day: str, face: str, share: str, accepted: int) -> None:
    law = BOOK.on(day).get(VoucherLaw)
    given_out = Vouchers(20, cents(face), cents(share))
    found = meal_vouchers(given_out, law)
    assert found.vouchers_accepted == accepted
    assert not differences(found, given_out, law)


def test_the_limits_are_named_when_a_voucher_breaks_one() -> None:
    assert all(limit in voucher_limits(MAY.get(VoucherLaw)) for limit in ("1.09", "8.91", "10.00"))
    result = check("benefits", "2026-05", days_worked=20, meal_voucher_face="11.00")
    assert result.outcome == "not_modelled"
    assert "8.91" in result.message


@pytest.mark.parametrize(
    ("fraction", "amount"),
    [(100, 250), (80, 250), (79, 200), (60, 200), (59, 150), (50, 150), (49, 100), (0, 100)],
)
def test_eco_vouchers_of_joint_committee_200_go_in_steps(fraction: int, amount: int) -> None:
    assert eco_vouchers(Hundredths(fraction), MAY.get(EcoLaw)).eco_vouchers_year == 100 * amount


def test_flexi_holiday_pay_is_7_67_percent() -> None:
    assert flexi_pay(993, FLEXI, BOOK.on("2022-01").get(FlexiPayLaw)) == (76, 1_069)
    assert flexi_pay(1_491, FLEXI, BOOK.on("2024-01").get(FlexiPayLaw)) == (114, 1_605)
    assert flexi_ceiling(cents("14.91"), MAY.get(FlexiCeilingLaw)) == cents("22.37")
    with pytest.raises(NotCovered):
        BOOK.on("2021-12-31").get(FlexiPayLaw)


def test_the_yearly_flexi_ceiling_has_two_readings_from_2025() -> None:
    def ceiling(day: str, *reading: str) -> int:
        return BOOK.reading(*reading).on(day).get(FlexiYearLaw).flexi_untaxed_year // 100

    assert [ceiling(f"{year}-01") for year in (2024, 2025, 2026)] == [12_000, 18_000, 18_440]
    assert [ceiling(f"{year}-12", "flexi_cap_12000") for year in (2024, 2025, 2026)] == [12_000] * 3


def test_a_pension_premium_bears_8_86_percent_and_4_40_percent_unless_the_plan_is_social() -> None:
    law = MAY.get(SupplementaryPensionLaw)
    assert supplementary_pension(10_000, 0, law) == (886, 440, 11_326)
    assert supplementary_pension(10_000, 1, law) == (886, 0, 10_886)


def test_cases_of_benefits() -> None:
    both = check("benefits", "2026-05", computer=True, internet=True)
    assert both.computed["computer_month"] == "6.00"
    assert both.computed["phone_month"] == "0.00"
    shares = check("benefits", "2026-05", days_worked=10, meal_voucher_employer_share="6.91")
    assert shares.computed["meal_voucher_total"] == "80.00"
    whole = check("benefits", "2026-05", days_worked=10, meal_voucher_employer_share="6.80", meal_voucher_face="8.00")
    assert whole.computed["meal_voucher_worker"] == "12.00"
    assert check("benefits", "2026-05", joint_committee="200", work_fraction="0.49").computed == {
        "eco_vouchers_year": "100.00"
    }
    assert check("flexi", "2024-05", minimum_hourly="14.91").computed == {"max_hourly": "22.37"}


@pytest.mark.parametrize(
    ("inputs", "outcome"),
    [
        ({"meal_voucher_face": "8.00"}, "invalid"),
        ({"meal_voucher_face": "8.00", "days_worked": "10.5"}, "invalid"),
        ({"meal_voucher_face": "1.00", "days_worked": 10}, "invalid"),
        (
            {
                "meal_voucher_face": "8.00",
                "meal_voucher_worker_share": "1.09",
                "meal_voucher_employer_share": "6.00",
                "days_worked": 10,
            },
            "invalid",
        ),
        ({"meal_voucher_face": "8.00", "hours_worked": "100", "hours_per_voucher": "7.6"}, "not_modelled"),
        ({"joint_committee": "302", "work_fraction": "0.5"}, "invalid"),
        ({"computer": "yes"}, "invalid"),
    ],
)
def test_cases_that_can_not_be_computed(inputs: dict[str, Any], outcome: str) -> None:
    assert check("benefits", "2026-05", **inputs).outcome == outcome


def test_a_flexi_case_needs_an_hourly_pay_and_the_ceiling_starts_in_2024() -> None:
    assert check("flexi", "2024-05", status="flexi").outcome == "invalid"
    early = check_case(
        {
            "topic": "flexi",
            "pay_date": "2023-05",
            "inputs": {"hourly": "12.00", "minimum_hourly": "11.00"},
            "expected": {"flexi_holiday_pay": "0.92", "max_hourly": "16.50"},
        }
    )
    assert early.outcome == "not_covered"
