"""The public holiday functions: worked examples of holiday_pay.md, what they refuse, and their data."""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sharedpay.errors import InvalidInput, NotCovered, NotModelled
from sharedpay.law.book import packaged
from sharedpay.payroll import holiday_pay
from sharedpay.payroll.holiday_results import HolidayCertificate

# Days of right


@pytest.mark.parametrize(
    ("months", "week", "days"),
    [
        (12, 5, 20),
        (6, 5, 10),
        (12, 6, 24),
        (12, 4, 16),
        (12, 1, 4),
        (7, 5, Fraction(35, 3)),
        ("4.50", 5, Fraction(15, 2)),
    ],
)
def test_days_of_right_are_exact(months: int | str, week: int, days: int | Fraction) -> None:
    assert holiday_pay.entitlement(months, holiday_year=2026, days_per_week=week).days == days


def test_all_employers_of_the_service_year_count_and_together_give_four_weeks_at_most() -> None:
    assert holiday_pay.entitlement([3, 4, "0.50"], holiday_year=2026).days == Fraction(25, 2)
    assert holiday_pay.entitlement([9, 9], holiday_year=2026).days == 20


def test_whole_days_need_a_rounding_by_name() -> None:
    right = holiday_pay.entitlement(7, holiday_year=2026)
    assert (right.whole("up"), right.whole("down"), right.whole("half_up")) == (12, 11, 12)
    assert right.model_dump() == {"holiday_year": 2026, "days_per_week": 5, "days": "35/3"}
    wrong: Any = "nearest"
    with pytest.raises(InvalidInput, match="half_up"):
        right.whole(wrong)


@pytest.mark.parametrize(("year", "error"), [(2022, NotCovered), (2027, NotCovered), (0, InvalidInput)])
def test_years_that_are_not_covered(year: int, error: type[Exception]) -> None:
    with pytest.raises(error):
        holiday_pay.entitlement(12, holiday_year=year)


@pytest.mark.parametrize("week", [0, 7, "5"])
def test_a_regime_has_one_to_six_days(week: Any) -> None:
    with pytest.raises(InvalidInput, match="days_per_week"):
        holiday_pay.entitlement(12, holiday_year=2026, days_per_week=week)


@given(st.integers(0, 1_200), st.integers(1, 6))
def test_more_months_never_give_fewer_days(hundredths: int, week: int) -> None:
    fewer, more = (
        holiday_pay.entitlement(Decimal(months).scaleb(-2), holiday_year=2026, days_per_week=week).days
        for months in (hundredths, hundredths + 50)
    )
    assert fewer <= more <= 4 * week


def test_supplementary_days_of_someone_hired_on_1_july_2023_from_the_public_sector() -> None:
    # 2023: 10; 2024: 10 ordinary and 10; 2025: 20 ordinary.
    ordinary = [
        holiday_pay.entitlement(months, holiday_year=y).days for y, months in ((2023, 0), (2024, 6), (2025, 12))
    ]
    assert ordinary == [0, 10, 20]
    more = [
        holiday_pay.supplementary(6, ordinary[0], holiday_year=2023),
        holiday_pay.supplementary(12, ordinary[1], holiday_year=2024, started=True),
        holiday_pay.supplementary(12, ordinary[2], holiday_year=2025, started=True),
    ]
    assert more == [10, 10, 0]


def test_the_first_supplementary_week_comes_after_three_months() -> None:
    days = [holiday_pay.supplementary(months, 0, holiday_year=2026) for months in (2, "2.99", 3, 4)]
    assert days == [0, 0, 5, Fraction(20, 3)]


def test_days_lost_to_a_suspension_are_carried_over_to_the_end_of_the_second_year() -> None:
    assert holiday_pay.carry_over_until(2024) == date(2026, 12, 31)
    with pytest.raises(NotCovered):
        holiday_pay.carry_over_until(2023)


# Double pay


def test_double_pay_with_its_tax() -> None:
    paid = holiday_pay.double("3000.00", month="2026-05")
    assert (paid.gross, paid.contribution, paid.taxable) == (276_000, 33_329, 242_671)
    assert (paid.withholding, paid.net) == (88_187, 154_484)
    assert paid["double_subject"] == Decimal("2550.00")
    assert paid["exceptional_withholding"] == Decimal("881.87")
    with pytest.raises(KeyError):
        paid["tips"]


def test_the_payslip_of_june_2024() -> None:
    paid = holiday_pay.double("2676.32", month="2024-06")
    assert (paid.withholding, paid.net) == (78_672, 137_816)


def test_a_half_year_and_the_tax_on_the_normal_pay() -> None:
    # holidays.jsonl: 36.34 % of 1 213.36.
    paid = holiday_pay.double("3000.00", month="2026-05", months=6)
    assert (paid.withholding, paid.net) == (44_094, 77_242)
    # A normal pay of 2 000.00: R 20 863.20, 31.30 %.
    assert holiday_pay.double("3000.00", month="2026-05", months=6, normal_monthly="2000.00").withholding == 37_978


def test_children_lower_the_tax_of_double_pay() -> None:
    alone, with_three = (holiday_pay.double(2500, month="2026-05", children=n) for n in (0, 3))
    assert (with_three.withholding or 0) < (alone.withholding or 0)
    with pytest.raises(NotModelled, match="12 children"):
        holiday_pay.double(2500, month="2026-05", children=13)
    with pytest.raises(InvalidInput, match="children"):
        holiday_pay.double(2500, month="2026-05", children=-1)


def test_variable_pay_is_named_among_the_assumptions_when_the_reference_leaves_it_out() -> None:
    paid = holiday_pay.double("3000.00", month="2026-05", months=12, variable="7200.00")
    assert paid.gross == 331_200
    assert paid.assumptions == ("the reference pay of the tax is the fixed pay",)
    assert not holiday_pay.double(3000, month="2026-05", months=12, variable=7200, normal_monthly=3600).assumptions


def test_months_that_are_left_out_are_twelve_and_said() -> None:
    paid = holiday_pay.double("3000.00", month="2026-05")
    assert paid.gross == holiday_pay.double("3000.00", month="2026-05", months=12).gross == 276_000
    assert paid.assumptions == ("twelve months in the service year: none were stated",)


def test_a_certificate_is_deducted_from_the_double_pay() -> None:
    paid = holiday_pay.double(3000, month="2026-05", received="1380.60", received_subject="1224.00")
    assert (paid.gross, paid["double_contributory"]) == (137_940, Decimal("1326.00"))
    # Without the part that bore contributions 85/92 of it count: 1 275.55.
    assert holiday_pay.double(3000, month="2026-05", received="1380.60")["double_contributory"] == Decimal("1274.45")
    with pytest.raises(InvalidInput, match="received_subject"):
        holiday_pay.double(3000, month="2026-05", received=1, received_subject=2)


def test_before_2024_there_is_double_pay_without_its_tax_only() -> None:
    with pytest.raises(NotCovered):
        holiday_pay.double(3000, month="2023-05")
    paid = holiday_pay.double(3000, month="2023-05", tax=False)
    assert (paid.gross, paid.withholding, paid.net) == (276_000, None, None)


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"months": 13}, "months"),
        ({"variable_months": 0}, "variable_months"),
        ({"variable": "-1.00"}, "variable"),
        ({"monthly": "-1.00"}, "monthly"),
        ({"monthly": 3000.0}, "float"),
        ({"month": "2026"}, "month"),
    ],
)
def test_double_pay_refuses(changes: dict[str, Any], word: str) -> None:
    arguments: dict[str, Any] = {"monthly": "3000.00", "month": "2026-05", **changes}
    with pytest.raises(InvalidInput, match=word):
        holiday_pay.double(arguments.pop("monthly"), **arguments)


def test_all_wrong_amounts_are_named_at_once() -> None:
    with pytest.raises(InvalidInput) as error:
        holiday_pay.double("x", month="2026-05", variable="y", received="-1")
    assert [problem.split(":")[0] for problem in error.value.problems] == ["monthly", "variable", "received"]


# Departure


def test_departure_pay_with_its_tax() -> None:
    given: dict[str, Any] = {"days_taken": 12, "normal_monthly": 3000, "work_bonus": "none"}
    stated: dict[str, Any] = {"days_of_right": 20, "double_paid": True}
    paid = holiday_pay.departure(30000, month="2026-10", previous_year=36000, **given, **stated)
    assert (paid.gross, paid.contribution, paid.taxable) == (570_648, 71_173, 499_475)
    assert paid.withholding == 181_509
    assert paid.assumptions == ("simple departure pay gives no work bonus",)
    left_out = holiday_pay.departure(30000, month="2026-10", previous_year=36000, **given)
    assert (left_out.gross, left_out.withholding) == (paid.gross, paid.withholding)
    assert left_out.assumptions == (
        "simple departure pay gives no work bonus",
        "20 days of right of the previous service year: none were stated",
        "the double pay of the previous service year is paid: nothing was stated",
    )


def test_the_work_bonus_on_simple_departure_pay_is_unknown_unless_it_is_nil() -> None:
    with pytest.raises(NotModelled, match="work_bonus='none'"):
        holiday_pay.departure(30000, month="2026-10", normal_monthly="2500.00")
    with pytest.raises(NotModelled, match="work_bonus='none'"):
        holiday_pay.departure(30000, month="2026-10", tax=False)
    paid = holiday_pay.departure(30000, month="2026-10", normal_monthly="4500.00")
    assert paid.gross == 460_200
    assert paid.assumptions == ()


def test_the_reading_of_an_unpaid_double() -> None:
    given_to_it: dict[str, Any] = {"previous_year": 36000, "days_taken": 12, "double_paid": False, "tax": False}
    given_to_it |= {"month": "2026-10", "work_bonus": "none"}
    law = packaged().reading("departure_double_full_if_unpaid")
    assert holiday_pay.departure(0, **given_to_it)["departure_double_previous"] == Decimal("1104.48")
    assert holiday_pay.departure(0, law=law, **given_to_it)["departure_double_previous"] == Decimal("2761.20")


def test_days_of_right_may_be_a_fraction() -> None:
    # 35/3 days of right, 5 taken: 20/35 of 7.67 % of 21 000.00.
    paid = holiday_pay.departure(
        0,
        month="2026-10",
        previous_year=21000,
        days_taken=5,
        days_of_right=Fraction(35, 3),
        work_bonus="none",
        tax=False,
    )
    assert paid["departure_simple_previous"] == Decimal("920.40")


@pytest.mark.parametrize(
    "changes", [{"days_taken": 21}, {"days_of_right": 0}, {"normal_monthly": None}, {"previous_year": "-5"}]
)
def test_departure_pay_refuses(changes: dict[str, Any]) -> None:
    arguments: dict[str, Any] = {"month": "2026-10", "previous_year": 1000, "normal_monthly": 4500, **changes}
    with pytest.raises(InvalidInput):
        holiday_pay.departure(1000, **arguments)


# Certificate


def certificate(service_year: int, gross: str, **changes: Any) -> HolidayCertificate:
    arguments: dict[str, Any] = {
        "employer": "Pool",
        "worker": "Ana",
        "first_day": date(service_year, 1, 1),
        "last_day": date(2026, 10, 11),
        "months": 12,
        **changes,
    }
    return holiday_pay.certificate(gross, service_year=service_year, **arguments)


def test_the_certificates_of_both_service_years_add_up_to_the_departure_pay() -> None:
    now = certificate(2026, "30000.00", months=9)
    before = certificate(2025, "36000.00", days_taken=12)
    assert (now.simple, now.double, now.double_subject) == (230_100, 230_100, 204_000)
    assert (before.simple, before.double) == (110_448, 0)
    assert (now.days, before.days) == (Fraction(15), Fraction(20))
    paid = holiday_pay.departure(
        30000, month="2026-10", previous_year=36000, days_taken=12, tax=False, work_bonus="none"
    )
    assert now.simple + now.double + before.simple + before.double == paid.gross
    # 300.74 and 144.36; together 445.10 as on the payslip.
    assert now.contribution_simple + before.contribution_simple == 44_510
    assert now.contribution_double == 26_663


def test_a_certificate_is_read_back_from_its_json() -> None:
    one = certificate(2025, "36000.00", months=7, days_taken="2.50", double_paid=False)
    data = json.loads(one.model_dump_json())
    assert (data["days"], data["days_taken"], data["gross"]) == ("35/3", "2.50", "36000.00")
    assert data["last_day"] == "2026-10-11"
    assert HolidayCertificate.model_validate_json(one.model_dump_json(indent=2)) == one


@pytest.mark.parametrize("text", ["{}", "[]", "no", '{"gross": "x"}'])
def test_what_is_no_certificate_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        HolidayCertificate.model_validate_json(text)


@pytest.mark.parametrize("changes", [{"service_year": 2024}, {"service_year": 2026, "first_day": date(2026, 11, 1)}])
def test_a_certificate_is_of_the_year_of_the_end_or_the_one_before(changes: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput, match="service_year"):
        certificate(gross="1.00", **changes)


# Fund and account


def test_holiday_pay_of_the_fund() -> None:
    paid = holiday_pay.fund("8000.00", year=2026)
    assert (paid.gross, paid.contribution, paid.taxable) == (132_883, 9_008, 123_875)
    assert (paid.withholding, paid.net) == (21_257, 102_618)
    assert paid.assumptions == ()
    assert "ceiling" in holiday_pay.fund("8000.00", year=2026, assimilated=500).assumptions[0]


@pytest.mark.parametrize("year", [2022, 2023, 2027])
def test_the_fund_of_other_years_is_not_covered(year: int) -> None:
    with pytest.raises(NotCovered):
        holiday_pay.fund("8000.00", year=year)


def test_the_account_of_december_is_an_estimate_that_has_to_be_asked_for() -> None:
    with pytest.raises(NotModelled, match="natural_reading"):
        holiday_pay.december_account(1260, 1200, 1400)
    assert holiday_pay.december_account(1260, 1200, 1400, estimate="natural_reading") == Decimal("60.00")


def test_a_payment_is_plain_data() -> None:
    data = json.loads(holiday_pay.fund("8000.00", year=2026).model_dump_json())
    assert data["kind"] == "fund_holiday_pay"
    assert (data["gross"], data["net"]) == ("1328.83", "1026.18")
    assert data["steps"]["fund_tax_rate"] == "17.16 %"
    assert holiday_pay.double(1, month="2023-05", tax=False).model_dump()["withholding"] is None
