"""Amateur arts indemnity: printed amounts, their index rule, and the principal's contribution.

Typed from contracts_and_rights.md sections 7 and 12.
"""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sharedpay.errors import NotCovered
from sharedpay.law.amateur_arts import (
    AmateurArtsLaw,
    AmateurIndexLaw,
    amateur_day,
    amateur_indexed,
    amateur_year,
)
from sharedpay.law.book import packaged
from sharedpay.money import cents
from sharedpay.payroll.check import CaseResult, check_case

BOOK = packaged()
PRINTED = {
    2024: ("77.22", "22.06", "551.56"),
    2025: ("80.18", "22.91", "572.72"),
    2026: ("81.91", "23.40", "585.06"),
}


def law(year: int) -> AmateurArtsLaw:
    return BOOK.on(f"{year}-06").get(AmateurArtsLaw)


@pytest.mark.parametrize("year", PRINTED)
def test_the_amounts_are_70_20_and_500_euros_with_the_index_of_september(year: int) -> None:
    assert law(year)[:3] == tuple(map(cents, PRINTED[year]))
    index = BOOK.on(f"{year}-06").get(AmateurIndexLaw)
    assert tuple(amateur_indexed(cents(base), index) for base in ("70.00", "20.00", "500.00")) == law(year)[:3]


def test_what_is_not_printed_says_that_it_is_derived() -> None:
    laws = BOOK.on("2026-06")
    for name in ("amateur_day_max", "amateur_travel_max", "amateur_threshold"):
        assert laws.version(name).confidence == "derived"
        assert laws.version(name).note
    assert (law(2026).amateur_days_year, law(2026).amateur_days_in_a_row) == (30, 7)


@pytest.mark.parametrize(
    ("paid", "owed"), [("551.56", "0.00"), ("551.57", "27.58"), ("600.00", "30.00"), ("0.00", "0.00")]
)
def test_the_principal_owes_5_percent_of_the_whole_once_above_the_threshold(paid: str, owed: str) -> None:
    assert amateur_year(cents(paid), law(2024)).amateur_contribution == cents(owed)


@pytest.mark.parametrize(
    ("indemnity", "travel", "excess"),
    [("81.91", "23.40", "0.00"), ("81.92", "0.00", "0.01"), ("0.00", "23.41", "0.01"), ("90.00", "30.00", "14.69")],
)
def test_a_day_has_a_limit_and_its_travel_another(indemnity: str, travel: str, excess: str) -> None:
    found = amateur_day(cents(indemnity), cents(travel), law(2026))
    assert found == (cents(indemnity) + cents(travel), cents(excess))


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_more_paid_never_owes_less(paid: int, more: int) -> None:
    assert (
        amateur_year(paid, law(2026)).amateur_contribution <= amateur_year(paid + more, law(2026)).amateur_contribution
    )


def test_before_2024_there_was_another_scheme() -> None:
    with pytest.raises(NotCovered):
        law(2023)


def check(day: str, **inputs: Any) -> CaseResult:
    return check_case({"topic": "aai", "pay_date": day, "inputs": inputs})


def test_cases() -> None:
    assert check("2026-05", base_day="70.00", base_travel="20.00", base_threshold="500.00").computed == {
        "aai_day": "81.91",
        "aai_travel": "23.40",
        "aai_threshold": "585.06",
    }
    assert check("2024-12", paid_in_year="600.00").computed["principal_contribution"] == "30.00"
    assert check("2024-12", paid_in_year="600.00", threshold="600.00").computed["principal_contribution"] == "0.00"
    assert check("2023-12", paid_in_year="600.00").outcome == "not_covered"
    assert check("2024-12", paid_in_year="-1.00").outcome == "invalid"
