"""Company cars: the published CO2 contributions of three years, the taxable benefit, and the edges of both.

Typed from employer_contributions.md sections 7 and 11; the percentage's table from the pages that the law table cites.
"""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.rule_formulas import differences
from sharedpay.errors import NotCovered
from sharedpay.law.book import packaged
from sharedpay.law.company_car import (
    DIESEL,
    ELECTRIC,
    LPG,
    PETROL,
    Car,
    CarBenefitLaw,
    CarOrderLaw,
    CO2Law,
    car_benefit,
    co2_contribution,
)
from sharedpay.money import cents, half_up
from sharedpay.payroll.check import CaseResult, check_case
from sharedpay.payroll.check.benefits import car_months

BOOK = packaged()
BENEFIT = BOOK.on("2026-06-01").get(CarBenefitLaw)


def check(day: str = "2026-06", **inputs: Any) -> CaseResult:
    return check_case({"id": "x", "topic": "company_car", "pay_date": day, "inputs": inputs, "status": "firm"})


@pytest.mark.parametrize(
    ("year", "car", "month"),
    [
        (2024, Car(fuel=DIESEL, co2=129), "71.80"),
        (2024, Car(fuel=DIESEL, co2=129, ordered_late=1), "161.55"),
        (2025, Car(fuel=PETROL, co2=182), "115.62"),
        (2025, Car(fuel=PETROL, co2_known=0), "115.62"),
        (2025, Car(fuel=DIESEL, co2=165), "117.61"),
        (2025, Car(fuel=DIESEL, co2_known=0), "117.61"),
        (2026, Car(fuel=DIESEL, co2=130), "77.38"),
        (2026, Car(fuel=DIESEL, co2=130, ordered_late=1), "309.53"),
        (2026, Car(fuel=LPG, co2=0), "33.93"),
    ],
)
def test_the_published_contributions(year: int, car: Car, month: str) -> None:
    law = BOOK.on(f"{year}-01").get(CO2Law)
    found = co2_contribution(car, law)
    assert found.co2_contribution_month == cents(month)
    assert not differences(found, car, law)


def test_a_quarter_is_three_unrounded_months() -> None:
    found = co2_contribution(Car(fuel=DIESEL, co2=130), BOOK.on("2026-01").get(CO2Law))
    assert found.co2_contribution_quarter == cents("232.15")
    assert 3 * found.co2_contribution_month == cents("232.14")


@pytest.mark.parametrize(
    ("year", "before", "late"), [(2024, "31.99", "31.99"), (2025, "33.22", "37.33"), (2026, "33.93", "42.34")]
)
def test_the_printed_minima_are_the_base_amounts_indexed(year: int, before: str, late: str) -> None:
    law = BOOK.on(f"{year}-01").get(CO2Law)
    assert co2_contribution(Car(co2=0), law).co2_contribution_month == cents(before)
    assert co2_contribution(Car(co2=0, ordered_late=1), law).co2_contribution_month == cents(late)
    for ordered in (0, 1):
        electric = Car(fuel=ELECTRIC, co2=900, ordered_late=ordered)
        assert co2_contribution(electric, law).co2_contribution_month == cents(before)
        assert not differences(co2_contribution(electric, law), electric, law)


def test_the_quotient_of_the_indices_is_not_rounded() -> None:
    # 73.75 x 1.5948 (four decimals) would be 117.62.
    assert half_up(7_375 * 15_948, 10_000) == cents("117.62")
    law = BOOK.on("2025-01").get(CO2Law)
    assert co2_contribution(Car(fuel=DIESEL, co2=165), law).co2_contribution_month == cents("117.61")


@pytest.mark.parametrize(("year", "multiplier"), [(2023, 225), (2024, 225), (2025, 275), (2026, 400)])
def test_the_multiplier_of_the_year_of_the_pay(year: int, multiplier: int) -> None:
    law = BOOK.on(f"{year}-12").get(CO2Law, frozenset({"september_health_index"}))
    assert law.co2_multiplier == multiplier


def test_the_day_of_the_order_decides_whether_there_is_a_multiplier() -> None:
    assert BOOK.on("2023-06-30").get(CarOrderLaw).co2_multiplied == 0
    assert BOOK.on("2023-07-01").get(CarOrderLaw).co2_multiplied == 1


def test_2023_has_no_index_and_no_benefit_before_2026_has_its_minimum() -> None:
    with pytest.raises(NotCovered, match="september_health_index"):
        BOOK.on("2023-12").get(CO2Law)
    with pytest.raises(NotCovered, match="car_minimum_year"):
        BOOK.on("2025-12").get(CarBenefitLaw)


@pytest.mark.parametrize(
    ("fuel", "co2", "millionths"),
    [
        (PETROL, 70, 55_000),
        (PETROL, 100, 85_000),
        (LPG, 100, 85_000),
        (PETROL, 56, 41_000),
        (PETROL, 55, 40_000),
        (PETROL, 0, 40_000),
        (PETROL, 195, 180_000),
        (PETROL, 196, 180_000),
        (DIESEL, 58, 55_000),
        (DIESEL, 100, 97_000),
        (DIESEL, 184, 180_000 + 1_000),
        (ELECTRIC, 0, 40_000),
    ],
)
def test_the_percentage_follows_the_emission_from_4_to_18(fuel: int, co2: int, millionths: int) -> None:
    car = Car(cents("50000.00"), fuel, co2)
    found = car_benefit(car, BENEFIT)
    assert found.car_co2_rate == min(180_000, millionths)
    assert not differences(found, car, BENEFIT)


@pytest.mark.parametrize(
    ("months", "per_cent"),
    [(1, 100), (12, 100), (13, 94), (24, 94), (25, 88), (37, 82), (49, 76), (60, 76), (61, 70), (72, 70), (200, 70)],
)
def test_a_car_loses_6_percent_a_year_down_to_70(months: int, per_cent: int) -> None:
    car = Car(cents("50000.00"), PETROL, 100, car_months=months)
    found = car_benefit(car, BENEFIT)
    assert found.car_age_factor == 10_000 * per_cent
    assert not differences(found, car, BENEFIT)


def test_a_benefit_by_hand() -> None:
    # 50 000 x 6/7 x 8.5 % x 0.70 = 2 550.00; a month 212.50, less 100.00 of the worker's.
    car = Car(cents("50000.00"), PETROL, 100, car_months=78, car_own_share=cents("100.00"))
    found = car_benefit(car, BENEFIT)
    assert found[2:] == (cents("2550.00"), cents("212.50"), cents("112.50"))
    assert car_benefit(car._replace(car_own_share=30_000), BENEFIT).car_taxable_benefit == 0
    small = car_benefit(car._replace(catalogue_value=cents("10000.00")), BENEFIT)
    assert (small.car_benefit_year, small.car_benefit_month) == (cents("1690.00"), cents("140.83"))


def test_a_started_month_counts_as_a_whole() -> None:
    assert car_months(date(2020, 1, 1), date(2026, 6, 1)) == 78
    assert car_months(date(2026, 6, 30), date(2026, 6, 1)) == 1
    assert car_months(date(2025, 6, 15), date(2026, 6, 1)) == 13


@given(st.integers(0, 10**8), st.sampled_from([PETROL, DIESEL, LPG]), st.integers(0, 400), st.integers(1, 200))
def test_a_dearer_dirtier_younger_car_is_never_a_smaller_benefit(value: int, fuel: int, co2: int, months: int) -> None:
    car = Car(value, fuel, co2, car_months=months)
    year = car_benefit(car, BENEFIT).car_benefit_year
    assert year >= BENEFIT.car_minimum_year
    assert year <= car_benefit(car._replace(catalogue_value=value + 1), BENEFIT).car_benefit_year
    assert year <= car_benefit(car._replace(co2=co2 + 1), BENEFIT).car_benefit_year
    assert year >= car_benefit(car._replace(car_months=months + 1), BENEFIT).car_benefit_year


def test_cases_state_a_quotient_a_multiplier_or_a_minimum() -> None:
    assert check(fuel="diesel", co2=130, multiplier="4.00").computed["co2_contribution_month"] == "309.53"
    assert check("2023-01", fuel="diesel", co2=130, index_ratio="185.85/114.08").outcome == "match"
    minimum = check("2026-01", unindexed_minimum="25.99", index_ratio="185.85/114.08", fuel="petrol", multiplier="4.00")
    assert minimum.computed["co2_contribution_month"] == "472.44"  # 72.50 x 4 x 185.85 / 114.08
    assert check("2026-01", unindexed_minimum="25.99").computed["co2_contribution_month"] == "42.34"
    assert check(fuel="electric").computed["co2_contribution_quarter"] == "101.80"


def test_the_order_of_a_young_car_has_to_be_known() -> None:
    young: dict[str, Any] = {
        "catalogue_value": "50000.00",
        "fuel": "petrol",
        "co2": 100,
        "first_registration": "2024-01-01",
    }
    result = check(**young)
    assert set(result.computed) == {"co2_percent", "car_benefit_year"}
    assert check(fuel="petrol", co2=100, first_registration="2024-01-01").outcome == "not_modelled"
    assert "co2_contribution_month" in check(**young, multiplier="4.00").computed
    assert "co2_contribution_month" in check(**young, multiplier="1").computed


@pytest.mark.parametrize(
    ("inputs", "outcome"),
    [
        ({"co2": 100}, "invalid"),
        ({"fuel": "steam"}, "invalid"),
        ({"fuel": "lpg"}, "not_modelled"),
        ({"fuel": "petrol", "catalogue_value": "1.00"}, "invalid"),
        ({"fuel": "petrol", "catalogue_value": "1.00", "first_registration": "2020-01-01"}, "not_modelled"),
        ({"fuel": "petrol", "catalogue_value": "1.00", "co2": 1, "first_registration": "2027-01-01"}, "invalid"),
        ({"fuel": "petrol", "catalogue_value": "1.00", "co2": 1, "first_registration": "soon"}, "invalid"),
        ({"fuel": "petrol", "co2": 1, "index_ratio": "1/0"}, "invalid"),
        ({"fuel": "petrol", "co2": 1, "index_ratio": "a/b"}, "invalid"),
        ({"fuel": "petrol", "co2": 1, "doors": 4}, "not_modelled"),
    ],
)
def test_cases_that_can_not_be_computed(inputs: dict[str, Any], outcome: str) -> None:
    assert check(**inputs).outcome == outcome
