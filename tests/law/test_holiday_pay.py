"""Holiday pay of white-collar workers: holiday_pay.md sections 2-6, 9 and 11, and formulas against the rules."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from law.rule_formulas import differences
from sharedpay.law.book import packaged
from sharedpay.law.departure_pay import (
    DepartureLaw,
    DeparturePay,
    Leaver,
    ReducedHoursLaw,
    departure_pay,
    reduced_hours,
)
from sharedpay.law.holiday_pay import (
    DoubleLaw,
    DoublePay,
    HolidayMonth,
    VariableLaw,
    double_pay,
    variable_simple,
)
from sharedpay.money import MAX_CENTS, Hundredths, cents, share

BOOK = packaged()
LAWS = BOOK.on("2026-05")
AMOUNTS = st.integers(0, 700_000) | st.integers(0, MAX_CENTS)
QUANTITIES = st.integers(0, 3_000).map(Hundredths)


def double(monthly: str, months: int = 12, reading: str = "", **more: Any) -> DoublePay:
    law = (BOOK.reading(reading) if reading else BOOK).on("2026-05").get(DoubleLaw)
    return double_pay(HolidayMonth(cents(monthly), months, **more), law)


@pytest.mark.parametrize(
    ("monthly", "months", "expected"),
    [
        ("3000.00", 12, ("2550.00", "210.00", "2760.00", "2550.00", "333.29", "2426.71")),
        ("3000.00", 6, ("1275.00", "105.00", "1380.00", "1275.00", "166.64", "1213.36")),
        ("2676.32", 12, ("2274.87", "187.34", "2462.21", "2274.87", "297.33", "2164.88")),
        # holidays.jsonl
        ("15479.88", 12, ("13157.90", "1083.59", "14241.49", "13157.90", "1719.74", "12521.75")),
        ("7739.94", 12, ("6578.95", "541.80", "7120.75", "6578.95", "859.87", "6260.88")),
    ],
)
def test_double_pay(monthly: str, months: int, expected: tuple[str, ...]) -> None:
    assert double(monthly, months) == tuple(map(cents, expected))


def test_nine_months_of_3300_euros() -> None:
    assert double("3300.00", 9).double_pay == cents("2277.00")


def test_the_payslip_of_june_2024_leaves_1378_16() -> None:
    # 2 462.21 - 297.33 - 786.72 of tax.
    assert double("2676.32").double_taxable - cents("786.72") == cents("1378.16")


def test_variable_pay_adds_its_monthly_mean() -> None:
    # 6 000.00 in ten months: 600.00 a month; 92 % of 3 600.00, half a year.
    found = double("3000.00", 6, variable_pay=cents("6000.00"), variable_months=10)
    assert found.double_pay == cents("1656.00")
    # The shortcut takes 7.67 % of the whole, whatever the months: 1 380.00 + 460.20.
    read = double("3000.00", 6, "variable_shortcut", variable_pay=cents("6000.00"), variable_months=10)
    assert read.double_pay == cents("1840.20")


def test_what_was_received_is_deducted_once_with_the_part_that_bore_contributions() -> None:
    # A certificate of six months at 3 000.00: 6.80 % and 0.87 % of 18 000.00.
    more: dict[str, Any] = {"double_received": cents("1380.60"), "double_received_subject": cents("1224.00")}
    found = double("3000.00", 12, **more)
    assert found.double_pay == cents("1379.40")
    assert found.double_contributory == cents("1326.00")
    assert double("1000.00", 12, **more)[2:] == (0, 0, 0, 0)


def test_the_day_of_variable_pay_and_its_shortcut() -> None:
    # 12 000.00 of twelve months, 20 days: 12 000 / (20.83 x 12) x 20 = 960.15; 24 days of 25: 960.00; 8 %: 960.00.
    law, read = LAWS.get(VariableLaw), BOOK.reading("variable_shortcut").on("2026-05").get(VariableLaw)
    found = [
        variable_simple(cents("12000.00"), 12, week, Hundredths(days), each).variable_simple
        for week, days, each in ((5, 2_000, law), (6, 2_400, law), (5, 2_000, read))
    ]
    assert found == [cents("960.15"), cents("960.00"), cents("960.00")]
    assert variable_simple(cents("12000.00"), 0, 5, Hundredths(2_000), law).variable_simple == 0


def left(paid: int, reading: str = "", exempt: int = 0) -> DeparturePay:
    law = (BOOK.reading(reading) if reading else BOOK).on("2026-10").get(DepartureLaw)
    leaver = Leaver(cents("30000.00"), cents("36000.00"), Hundredths(1_200), Hundredths(2_000), paid, exempt)
    return departure_pay(leaver, law)


def test_departure_after_12_of_20_days_with_the_double_paid() -> None:
    expected = ("2301.00", "1104.48", "2301.00", "0.00", "5706.48", "2040.00", "0.00", "445.10", "266.63", "0.00")
    assert left(1) == tuple(map(cents, (*expected, "4994.75")))


def test_an_unpaid_double_is_due_in_proportion_or_in_the_reading_in_full() -> None:
    plain, read = left(0), left(0, "departure_double_full_if_unpaid")
    assert (plain.departure_double_previous, read.departure_double_previous) == (cents("1104.48"), cents("2761.20"))
    assert plain.departure_simple_previous == read.departure_simple_previous == cents("1104.48")
    assert read.departure_double_subject_previous == cents("2448.00")


def test_agency_work_bears_no_contribution_on_the_simple_part() -> None:
    assert left(1, exempt=1).departure_simple_contribution == 0
    assert left(1, exempt=1).departure_taxable == cents("4994.75") + cents("445.10")


def test_the_circular_of_23005_55_euros() -> None:
    law = BOOK.on("2020-01").get(DepartureLaw)
    found = departure_pay(Leaver(cents("23005.55")), law)
    assert found.departure_double_subject == cents("1564.38")
    assert found.departure_double - found.departure_double_subject == cents("200.15")


def test_the_settlement_after_a_reduction_of_hours() -> None:
    law = LAWS.get(ReducedHoursLaw)
    assert reduced_hours(cents("36000.00"), cents("1380.00"), cents("3000.00"), law) == (cents("1381.20"), 0)


def test_the_parts_of_double_pay_are_92_percent_and_of_departure_pay_a_twelfth_of_it() -> None:
    law, of_departure = LAWS.get(DoubleLaw), LAWS.get(DepartureLaw)
    assert law.double_subject_rate + law.double_free_rate == 920_000
    assert of_departure.departure_simple_rate == of_departure.departure_double_rate == round(920_000 / 12, -2)
    assert of_departure.departure_double_rate - of_departure.departure_double_subject_rate == 8_700


# Formulas


@given(
    st.builds(HolidayMonth, AMOUNTS, st.integers(0, 12), AMOUNTS, st.integers(0, 12), AMOUNTS, AMOUNTS),
    st.sampled_from(["", "variable_shortcut"]),
)
def test_the_formulas_of_double_pay(month: HolidayMonth, reading: str) -> None:
    law = (BOOK.reading(reading) if reading else BOOK).on("2026-05").get(DoubleLaw)
    for each in (month, month._replace(variable_pay=0, double_received=0, double_received_subject=0)):
        found = double_pay(each, law)
        assert not differences(found, each, law)
        assert 0 <= found.double_contributory <= found.double_pay


@given(AMOUNTS, st.integers(0, 12), st.integers(1, 6), QUANTITIES, st.sampled_from(["", "variable_shortcut"]))
def test_the_formula_of_variable_pay(pay: int, months: int, week: int, days: Hundredths, reading: str) -> None:
    law = (BOOK.reading(reading) if reading else BOOK).on("2026-05").get(VariableLaw)
    assert not differences(
        variable_simple(pay, months, week, days, law),
        law,
        variable_pay=Fraction(pay, 100),
        variable_months=months,
        days_per_week=week,
        holiday_days=Fraction(days, 100),
    )


@given(
    st.builds(Leaver, AMOUNTS, AMOUNTS, QUANTITIES, QUANTITIES, st.integers(0, 1), st.integers(0, 1)),
    st.sampled_from(["", "departure_double_full_if_unpaid"]),
)
def test_the_formulas_of_departure_pay(leaver: Leaver, reading: str) -> None:
    law = (BOOK.reading(reading) if reading else BOOK).on("2026-05").get(DepartureLaw)
    assert not differences(departure_pay(leaver, law), leaver, law)


@given(AMOUNTS, st.integers(0, 11))
def test_another_month_of_service_never_lowers_double_pay(pay: int, months: int) -> None:
    law = LAWS.get(DoubleLaw)
    fewer, more = (double_pay(HolidayMonth(pay, n), law) for n in (months, months + 1))
    assert fewer.double_pay <= more.double_pay
    assert more.double_deduction == share(more.double_subject, law.double_deduction_rate)


@given(AMOUNTS, QUANTITIES, QUANTITIES)
def test_a_day_taken_never_raises_departure_pay(pay: int, taken: Hundredths, right: Hundredths) -> None:
    assume(right > 0)
    law = LAWS.get(DepartureLaw)
    leaver = Leaver(0, pay, taken, right, 0)
    later = leaver._replace(departure_days_taken=Hundredths(taken + 100))
    assert departure_pay(later, law).departure_total <= departure_pay(leaver, law).departure_total


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_the_formulas_of_reduced_hours(gross: int, simple: int, double_before: int) -> None:
    law = LAWS.get(ReducedHoursLaw)
    assert not differences(
        reduced_hours(gross, simple, double_before, law),
        law,
        departure_current=Fraction(gross, 100),
        simple_paid=Fraction(simple, 100),
        double_paid_before=Fraction(double_before, 100),
    )
