"""Exceptional pay, arrears, severance: withholding_tax.md sections 8, 11, 13 and contracts_and_rights.md section 2."""

import itertools
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from law.rule_formulas import differences
from sharedpay.errors import NotCovered, NotModelled
from sharedpay.law.book import packaged
from sharedpay.law.exceptional_pay import (
    HOLIDAY_COLUMN,
    OTHER_COLUMN,
    ArrearsLaw,
    ExceptionalLaw,
    ReferenceLaw,
    arrears,
    exceptional,
    reference,
    refuse_children,
)
from sharedpay.law.holiday_pay import DoubleLaw, deduction_on_double
from sharedpay.law.person import ARTIST, BLUE_COLLAR, WHITE_COLLAR
from sharedpay.money import MAX_CENTS, NO_LIMIT, cents

BOOK = packaged()
YEARS = (2024, 2025, 2026)
READINGS = (
    "exceptional_reference_gross",
    "exceptional_child_reference_gross",
    "exceptional_child_exemption_all_or_nothing",
)
AMOUNTS = st.integers(0, 700_000) | st.integers(0, MAX_CENTS)


def laws(day: str, reading: str = "") -> tuple[ReferenceLaw, ExceptionalLaw]:
    found = (BOOK.reading(reading) if reading else BOOK).on(day)
    return found.get(ReferenceLaw), found.get(ExceptionalLaw)


def withheld(
    day: str, taxable: str, normal: str, column: int, children: int = 0, reading: str = "", status: int = WHITE_COLLAR
) -> tuple[int, int, int]:
    """The reference pay, the rate and the tax."""
    of_reference, law = laws(day, reading)
    yearly = reference(cents(normal), status, of_reference)
    done = exceptional(cents(taxable), yearly.reference_pay, yearly.child_reference, column, children, law)
    return yearly.reference_pay, done.exceptional_rate, done.exceptional_withholding


@pytest.mark.parametrize(
    ("day", "taxable", "normal", "column", "children", "expected"),
    # withholding_tax.md section 13 and the double pay of holiday_pay.md section 11.
    [
        ("2026-12", "2607.90", "3000.00", OTHER_COLUMN, 0, ("31294.80", 403_800, "1053.07")),
        ("2026-05", "2426.71", "3000.00", HOLIDAY_COLUMN, 0, ("31294.80", 363_400, "881.87")),
        ("2026-05", "2831.17", "3500.00", HOLIDAY_COLUMN, 0, ("36510.60", 423_900, "1200.13")),
        ("2026-12", "3477.20", "4000.00", OTHER_COLUMN, 3, ("41726.40", 464_400, "1614.81")),
        ("2024-06", "2164.88", "2676.32", HOLIDAY_COLUMN, 0, ("27918.24", 363_400, "786.72")),
        ("2026-10", "4994.75", "3000.00", HOLIDAY_COLUMN, 0, ("31294.80", 363_400, "1815.09")),
        # withholding.jsonl: 27 430.00 - 26 079.00 = 1 351.00 exempt of 2 022.26, 36.34 % of the rest less 35 %.
        ("2024-01", "2022.26", "2500.00", HOLIDAY_COLUMN, 3, ("26079.00", 363_400, "158.56")),
    ],
)
def test_the_worked_examples(
    day: str, taxable: str, normal: str, column: int, children: int, expected: tuple[str, int, str]
) -> None:
    assert withheld(day, taxable, normal, column, children) == (cents(expected[0]), expected[1], cents(expected[2]))


def test_the_reference_pay_of_fund_workers_takes_the_contribution_on_108_percent() -> None:
    # 3 000.00 x 1.08 = 3 240.00; 13.07 % is 423.47; 12 x 2 576.53.
    for status in (BLUE_COLLAR, ARTIST):
        assert withheld("2026-05", "0.00", "3000.00", OTHER_COLUMN, status=status)[0] == cents("30918.36")


def test_upper_bounds_are_inclusive() -> None:
    _, law = laws("2026-05")
    for bound, below, above in (("10675.00", 0, 232_200), ("59900.00", 514_800, 535_000)):
        rates = [exceptional(0, cents(bound) + more, 0, OTHER_COLUMN, 0, law).exceptional_rate for more in (0, 1)]
        assert rates == [below, above]


def test_the_reading_of_the_gross_reference_takes_another_row() -> None:
    # Conflict 1: 12 x 2 676.32 = 32 115.84 is in the row of 39.37 %.
    plain, read = (withheld("2024-06", "2164.88", "2676.32", HOLIDAY_COLUMN, reading=r) for r in ("", READINGS[0]))
    assert (plain[:2], read[:2]) == ((2_791_824, 363_400), (3_211_584, 393_700))


def test_the_reading_of_the_gross_for_children_changes_their_limits_only() -> None:
    # One child: R 25 036.32 of 2 400.00 is below 28 940.00 and so is 28 800.00; of 2 450.00 the gross 29 400.00 is not.
    for normal, reduced in (("2400.00", 75_000), ("2450.00", 0)):
        of_reference, law = laws("2026-05", READINGS[1])
        yearly = reference(cents(normal), WHITE_COLLAR, of_reference)
        assert yearly.child_reference == 12 * cents(normal) != yearly.reference_pay
        done = exceptional(100_000, yearly.reference_pay, yearly.child_reference, OTHER_COLUMN, 1, law)
        assert done.exceptional_children_rate == reduced
        assert withheld("2026-05", "1000.00", normal, OTHER_COLUMN, 1)[2] < done.exceptional_tax


def test_the_exemption_is_partial_or_in_the_reading_all_or_nothing() -> None:
    # Three children in 2026: limit 28 960.00, R 28 000.00: 960.00 fit.
    for reading, exempt in (("", (96_000, 96_000)), (READINGS[2], (96_000, 0))):
        _, law = laws("2026-05", reading)
        found = [exceptional(pay, 2_800_000, 2_800_000, OTHER_COLUMN, 3, law) for pay in (96_000, 96_001)]
        assert tuple(each.exceptional_exempt for each in found) == exempt


def test_six_children_have_the_reduction_of_five_and_thirteen_are_refused() -> None:
    _, law = laws("2026-05")
    five, six = (
        exceptional(cents("9000.00"), cents("40520.00"), cents("40520.00"), OTHER_COLUMN, n, law) for n in (5, 6)
    )
    assert five.exceptional_children_rate == six.exceptional_children_rate == 750_000
    assert (five.exceptional_exempt, six.exceptional_exempt) == (cents("2920.00"), cents("9000.00"))
    refuse_children(12, law)
    with pytest.raises(NotModelled, match="12 children, not for 13"):
        refuse_children(13, law)


@pytest.mark.parametrize("day", ["2023-12-31", "2027-01-01"])
def test_years_without_a_table_are_not_covered(day: str) -> None:
    with pytest.raises(NotCovered):
        BOOK.on(day).get(ExceptionalLaw)


# The tables


@pytest.mark.parametrize("year", YEARS)
def test_rates_rise_with_the_reference_pay_and_holiday_pay_bears_no_more_than_other_pay(year: int) -> None:
    rows = laws(f"{year}-05")[1].exceptional_rates
    assert len(rows) == 11
    for low, high in itertools.pairwise(rows):
        assert low.up_to < high.up_to
        assert low.holiday_pay < high.holiday_pay
        assert low.other < high.other
    assert all(row.holiday_pay <= row.other for row in rows)
    assert rows[-1] == (NO_LIMIT, 535_000, 535_000)
    assert rows[0][1:] == (0, 0)


@pytest.mark.parametrize("year", YEARS)
def test_limits_for_children_rise_with_each_child(year: int) -> None:
    law = laws(f"{year}-05")[1]
    limits = law.exceptional_exemption_limits
    assert len(limits) == 12
    steps = [later - earlier for earlier, later in itertools.pairwise(limits)]
    # From the third child on every child raises the limit by the same amount.
    assert 0 < steps[0] < steps[1]
    assert len(set(steps[2:])) == 1
    assert [row.rate for row in law.exceptional_reductions] == [75_000, 200_000, 350_000, 550_000, 750_000]
    assert [row.limit for row in law.exceptional_reductions] == sorted(row.limit for row in law.exceptional_reductions)


def test_rates_are_the_same_each_year_and_bounds_grow_by_the_index() -> None:
    for before, after in itertools.pairwise(laws(f"{year}-05")[1] for year in YEARS):
        for old, new in zip(before.exceptional_rates[:-1], after.exceptional_rates[:-1], strict=True):
            assert old[1:] == new[1:]
            assert Fraction(102, 100) < Fraction(new.up_to, old.up_to) < Fraction(104, 100)
        for earlier, later in zip(before.exceptional_exemption_limits, after.exceptional_exemption_limits, strict=True):
            assert Fraction(102, 100) < Fraction(later, earlier) < Fraction(104, 100)


@pytest.mark.parametrize("year", [2007, 2024, 2025])
def test_rates_of_arrears_rise_to_48_percent_with_the_same_percentages_each_year(year: int) -> None:
    rows = BOOK.on(f"{year}-05").get(ArrearsLaw).arrears_rates
    assert [row.rate for row in rows] == [row.rate for row in BOOK.on("2025-05").get(ArrearsLaw).arrears_rates]
    assert rows[-1] == (NO_LIMIT, 480_000)
    for low, high in itertools.pairwise(rows):
        assert low.up_to < high.up_to
        assert low.rate < high.rate


@pytest.mark.parametrize("day", ["2006-12-31", "2008-01-01", "2023-12-31", "2026-01-01"])
def test_arrears_of_other_years_are_not_covered(day: str) -> None:
    with pytest.raises(NotCovered):
        BOOK.on(day).get(ArrearsLaw)


def test_the_tax_of_an_indemnity_by_the_table_of_2025() -> None:
    # 41 670.00 is the last cent of 29.93 %.
    law = BOOK.on("2025-10").get(ArrearsLaw)
    assert arrears(cents("7679.29"), cents("41670.00"), law) == (299_300, cents("2298.41"))
    assert arrears(cents("7679.29"), cents("41670.01"), law).arrears_rate == 313_000


# Formulas


def euros(**amounts: int) -> dict[str, Any]:
    return {name: Fraction(amount, 100) for name, amount in amounts.items()}


@given(
    AMOUNTS,
    AMOUNTS,
    st.sampled_from([0, 1_000_000_000]) | st.integers(900_000, 6_500_000),
    st.integers(0, 14),
    st.integers(0, 1),
    st.sampled_from(YEARS),
    st.sampled_from(["", *READINGS]),
)
@example(96_000, 250_000, 2_800_000, 3, OTHER_COLUMN, 2026, READINGS[2])
def test_the_formulas_of_exceptional_pay(
    taxable: int, normal: int, stated: int, children: int, column: int, year: int, reading: str
) -> None:
    of_reference, law = laws(f"{year}-05", reading)
    yearly = reference(normal, children % 3, of_reference)
    assert not differences(yearly, of_reference, normal_gross=Fraction(normal, 100), status=children % 3)
    edges = [row.up_to + more for row in law.exceptional_rates[:-1] for more in (0, 1)]
    for pay in (yearly.reference_pay, stated, edges[stated % len(edges)]):
        done = exceptional(taxable, pay, yearly.child_reference, column, children, law)
        assert 0 <= done.exceptional_withholding <= max(0, taxable)
        assert not differences(
            done,
            law,
            column=column,
            children=children,
            **euros(taxable_amount=taxable, reference_pay=pay, child_reference=yearly.child_reference),
        )
        beside = exceptional(taxable, pay, pay, column, children, law)
        assert not differences(
            beside,
            law,
            column=column,
            children=children,
            **euros(taxable_amount=taxable, reference_pay=pay, child_reference=pay),
        )


@given(AMOUNTS, AMOUNTS, st.sampled_from([2007, 2024, 2025]))
def test_the_formulas_of_arrears(taxable: int, pay: int, year: int) -> None:
    law = BOOK.on(f"{year}-05").get(ArrearsLaw)
    for yearly in (pay, *(row.up_to + pay % 2 for row in law.arrears_rates[:-1])):
        done = arrears(taxable, yearly, law)
        assert not differences(done, law, **euros(taxable_amount=taxable, arrears_reference=yearly))


@given(st.integers(0, MAX_CENTS))
def test_the_contribution_on_a_double_pay_is_on_85_of_92_parts(double: int) -> None:
    exact = Fraction(double * 85, 92) * Fraction(1307, 10_000)
    assert deduction_on_double(double, BOOK.on("2026-05").get(DoubleLaw)) == (exact + Fraction(1, 2)) // 1
