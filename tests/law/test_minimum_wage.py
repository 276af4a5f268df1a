"""The topic minimum_wage: by age and by hour, from the case's own figure or the law's."""

from typing import Any

import pytest

from sharedpay.payroll.check import CaseResult, check_case


def wage(pay_date: str, **inputs: Any) -> CaseResult:
    return check_case({"id": "w", "topic": "minimum_wage", "pay_date": pay_date, "inputs": inputs})


@pytest.mark.parametrize(
    ("age_class", "printed"),
    [
        # contracts_and_rights.md, section 12: RMMMG 2111.89.
        ("age_16", "1414.97"),
        ("age_17", "1541.68"),
        ("student_18", "1668.39"),
        ("student_19", "1795.11"),
        ("student_20", "1900.70"),
        ("adult", "2111.89"),
    ],
)
def test_the_minimum_of_an_age_is_the_printed_one(age_class: str, printed: str) -> None:
    assert wage("2025-02", age_class=age_class).computed == {"minimum_wage_month_age": printed}
    stated = wage("2025-02", age_class=age_class, minimum_wage_month="2111.89")
    assert stated.computed == {"minimum_wage_month_age": printed}


@pytest.mark.parametrize(("weekly", "printed"), [("38", "12.8252"), ("39", "12.4964"), ("40", "12.1840")])
def test_the_minimum_of_an_hour_has_four_decimals(weekly: str, printed: str) -> None:
    assert wage("2025-02", weekly_hours=weekly).computed["minimum_wage_hour"] == printed


@pytest.mark.parametrize(
    ("pay_date", "inputs", "outcome"),
    [
        ("2020-02", {"age_class": "age_17"}, "not_covered"),
        ("2021-02", {}, "not_covered"),
        ("2021-06", {"minimum_wage_month": "1700.00", "age_class": "age_17"}, "not_covered"),
        ("2025-02", {"contract_type": "art1bis"}, "not_modelled"),
        ("2025-02", {"age_class": "student_17"}, "invalid"),
        ("2025-02", {"weekly_hours": "0"}, "invalid"),
        ("2025-02", {"minimum_wage_month": "-1.00"}, "invalid"),
    ],
)
def test_what_is_not_known_is_not_computed(pay_date: str, inputs: dict[str, Any], outcome: str) -> None:
    result = wage(pay_date, **inputs)
    assert result.outcome == outcome
    assert result.message
