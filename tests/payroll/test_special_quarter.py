"""The special contribution of a quarter: two advances and a third month that settles what the quarter owes."""

import itertools
from fractions import Fraction
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sharedpay.law.book import packaged
from sharedpay.law.person import INDIVIDUAL, WITH_INCOME, WITHOUT_INCOME
from sharedpay.law.special_contribution import SpecialLaw, SpecialQuarterLaw, special, special_of_quarter
from sharedpay.money import MAX_CENTS, cents

MONTH = packaged().on("2026-07-01").get(SpecialLaw)
PLAIN = packaged().on("2026-07-01").get(SpecialQuarterLaw)
BY_MONTHS = packaged().reading("csss_sum_of_monthly_excess").on("2026-07-01").get(SpecialQuarterLaw)
READINGS = {"quarter": PLAIN, "sum of monthly excess": BY_MONTHS}
COLUMNS = {"individual": INDIVIDUAL, "with_income": WITH_INCOME, "without_income": WITHOUT_INCOME}
MAXIMA = {INDIVIDUAL: "182.82", WITH_INCOME: "154.92", WITHOUT_INCOME: "182.82"}

BASES = st.integers(0, 700_000) | st.integers(0, MAX_CENTS) | st.sampled_from([194_538, 219_018, 373_700, 603_882])
SCALES = st.sampled_from(list(COLUMNS.values()))
LAWS = st.sampled_from(list(READINGS.values()))


class Row(NamedTuple):
    """From a quarter's pay on: a fixed part and a percentage of what exceeds a threshold, within limits, in euros."""

    start: str
    fixed: str
    percent: str = "0"
    over: str = "0"
    least: str = "0"
    most: str = "999"


# worker_contributions.md, section 5, as it is printed: the threshold counts in each of the three months.
PRINTED = {
    INDIVIDUAL: [
        Row("0", "0"),
        Row("5836.14", "0", "4.22", "1945.38"),
        Row("6570.54", "30.99", "1.10", "2190.18"),
        Row("11211", "82.05", "3.38", "3737"),
        Row("12300", "118.83", "1.10", "4100"),
        Row("18116.46", "182.82"),
    ],
    WITH_INCOME: [
        Row("0", "0"),
        Row("3285.29", "15.45"),
        Row("5836.14", "0", "5.90", "1945.38", least="15.45"),
        Row("6570.54", "43.32", "1.10", "2190.18", most="154.92"),
    ],
    WITHOUT_INCOME: [
        Row("0", "0"),
        Row("5836.14", "0", "5.90", "1945.38"),
        Row("6570.54", "43.32", "1.10", "2190.18", most="182.82"),
    ],
}


def printed_due(bases: tuple[int, int, int], scale: int, by_months: bool) -> int:
    """What the printed scale asks of a quarter, in euros with exact fractions, rounded half up to cents."""
    months = [Fraction(base, 100) for base in bases]
    row = [row for row in PRINTED[scale] if Fraction(row.start) <= sum(months)][-1]
    over = Fraction(row.over)
    excess = sum(max(Fraction(0), month - over) for month in months) if by_months else sum(months) - 3 * over
    due = Fraction(row.fixed) + Fraction(row.percent) / 100 * excess
    to_the_cent = Fraction((200 * due + 1) // 2, 100)
    most = Fraction(MAXIMA[scale]) if by_months else Fraction(row.most)
    return int(100 * min(max(to_the_cent, Fraction(row.least)), most))


def third_month(bases: tuple[int, int, int], scale: int, law: SpecialQuarterLaw) -> int:
    """What the last month of a quarter deducts: what is due less the advances of the first two months."""
    first, second = (special(base, scale, MONTH).special_contribution for base in bases[:2])
    return special_of_quarter(bases, scale, law) - first - second


@given(st.tuples(BASES, BASES, BASES), SCALES, LAWS)
def test_a_quarter_owes_what_the_printed_scale_asks_of_it(
    bases: tuple[int, int, int], scale: int, law: SpecialQuarterLaw
) -> None:
    assert special_of_quarter(bases, scale, law) == printed_due(bases, scale, law is BY_MONTHS)


@given(st.tuples(BASES, BASES, BASES), SCALES, LAWS)
def test_the_three_months_add_up_to_what_the_printed_scale_asks_of_the_quarter(
    bases: tuple[int, int, int], scale: int, law: SpecialQuarterLaw
) -> None:
    advances = [special(base, scale, MONTH).special_contribution for base in bases[:2]]
    assert sum(advances) + third_month(bases, scale, law) == printed_due(bases, scale, law is BY_MONTHS)


@given(BASES, SCALES, LAWS)
def test_in_a_quarter_of_equal_months_the_third_is_within_three_cents_of_an_advance(
    base: int, scale: int, law: SpecialQuarterLaw
) -> None:
    """Two fixed parts and two roundings of half a cent, against one of the quarter: at most three cents in all."""
    advance = special(base, scale, MONTH).special_contribution
    assert abs(third_month((base, base, base), scale, law) - advance) <= 3


@given(BASES, SCALES)
def test_both_readings_agree_on_a_quarter_of_equal_months(base: int, scale: int) -> None:
    months = (base, base, base)
    assert special_of_quarter(months, scale, PLAIN) == special_of_quarter(months, scale, BY_MONTHS)


@given(st.tuples(BASES, BASES, BASES), SCALES)
def test_the_sum_of_monthly_excess_is_never_less_than_the_excess_of_the_quarter(
    bases: tuple[int, int, int], scale: int
) -> None:
    assert special_of_quarter(bases, scale, BY_MONTHS) >= special_of_quarter(bases, scale, PLAIN)


@given(st.tuples(BASES, BASES, BASES), SCALES, LAWS)
def test_the_order_of_the_months_changes_nothing_in_what_is_due(
    bases: tuple[int, int, int], scale: int, law: SpecialQuarterLaw
) -> None:
    dues = {special_of_quarter((a, b, c), scale, law) for a, b, c in itertools.permutations(bases)}
    assert len(dues) == 1


@given(st.tuples(BASES, BASES, BASES), SCALES, LAWS)
def test_a_quarter_never_owes_more_than_its_maximum_nor_less_than_nothing(
    bases: tuple[int, int, int], scale: int, law: SpecialQuarterLaw
) -> None:
    assert 0 <= special_of_quarter(bases, scale, law) <= cents(MAXIMA[scale])


@given(st.tuples(BASES, BASES, BASES), SCALES)
def test_the_quarter_as_a_whole_looks_at_its_total_only(bases: tuple[int, int, int], scale: int) -> None:
    total = sum(bases)
    assert special_of_quarter((total, 0, 0), scale, PLAIN) == special_of_quarter(bases, scale, PLAIN)


@pytest.mark.parametrize(("column", "due"), list(zip(COLUMNS, ("33.20", "45.53", "45.53"), strict=True)))
def test_three_months_of_2257_euros_owe_the_printed_quarter(column: str, due: str) -> None:
    # Q 6 771.00: 30.99 + 1.10 % of 200.46 = 33.20, and 43.32 + 2.21 = 45.53 (section 12).
    bases = (225_700, 225_700, 225_700)
    assert special_of_quarter(bases, COLUMNS[column], PLAIN) == cents(due)


def test_a_third_month_without_pay_gives_back_what_was_advanced_too_much() -> None:
    # Two months of 2 257.00, advances 11.07 each; Q = 4 514.00 is below 5 836.14, so nothing is due: 22.14 back.
    assert special(225_700, INDIVIDUAL, MONTH).special_contribution == cents("11.07")
    assert third_month((225_700, 225_700, 0), INDIVIDUAL, PLAIN) == -cents("22.14")


def test_unequal_months_tell_the_two_readings_apart() -> None:
    # 1 500.00, 2 300.00 and 2 771.00: Q = 6 571.00. As a whole 30.99 + 1.10 % of 0.46 = 31.00 (30.99506);
    # month by month 30.99 + 1.10 % of (109.82 + 580.82 = 690.64) = 30.99 + 7.59704 = 38.59.
    bases = (150_000, 230_000, 277_100)
    assert special_of_quarter(bases, INDIVIDUAL, PLAIN) == cents("31.00")
    assert special_of_quarter(bases, INDIVIDUAL, BY_MONTHS) == cents("38.59")
