"""Whole cents, exact rates, one rounding: compared with Python's own exact fractions and decimals."""

import math
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sharedpay.errors import InvalidInput, SharedPayError
from sharedpay.money import (
    MAX_CENTS,
    NO_LIMIT,
    Hundredths,
    Rate,
    cents,
    euro_text,
    euros,
    half_up,
    hundredths,
    read_rate,
    share,
    split,
)

AMOUNTS = st.integers(-MAX_CENTS, MAX_CENTS)
RATES = st.integers(0, 2_000_000).map(Rate)


@given(st.integers(-(10**18), 10**18), st.integers(1, 10**9))
def test_half_up_gives_the_nearest_integer_and_a_half_goes_up(numerator: int, denominator: int) -> None:
    exact = Fraction(numerator, denominator)
    rounded = half_up(numerator, denominator)
    assert rounded == math.floor(exact + Fraction(1, 2))
    assert -Fraction(1, 2) <= exact - rounded < Fraction(1, 2)


@given(st.integers(0, 10**12), st.sampled_from([2**twos * 5**fives for twos in range(7) for fives in range(7)]))
def test_half_up_is_the_rounding_that_decimals_call_half_up(numerator: int, denominator: int) -> None:
    exact = Decimal(numerator) / Decimal(denominator)
    assert half_up(numerator, denominator) == exact.quantize(Decimal(1), ROUND_HALF_UP)


@pytest.mark.parametrize(
    ("numerator", "denominator", "expected"),
    [(5, 2, 3), (-5, 2, -2), (-3, 2, -1), (1, 2, 1), (-1, 2, 0), (0, 7, 0), (14, 10, 1), (15, 10, 2), (16, 10, 2)],
)
def test_half_up_at_and_beside_the_half(numerator: int, denominator: int, expected: int) -> None:
    assert half_up(numerator, denominator) == expected


@given(AMOUNTS, RATES)
def test_share_is_the_exact_product_rounded_half_up(amount: int, rate: Rate) -> None:
    assert share(amount, rate) == math.floor(Fraction(amount) * Fraction(rate, 10**6) + Fraction(1, 2))


def test_share_of_2350_euros_at_13_07_percent_rounds_the_half_cent_up() -> None:
    # 2 350.00 x 13.07 % = 307.145 (worker_contributions.md, section 12).
    assert share(235_000, Rate(130_700)) == 30_715


WEIGHTS = st.lists(st.integers(0, 10**9), min_size=1, max_size=12).filter(any)


@given(AMOUNTS, WEIGHTS)
def test_the_parts_of_a_split_add_up_to_the_total(total: int, weights: list[int]) -> None:
    parts = split(total, weights)
    assert len(parts) == len(weights)
    assert sum(parts) == total


@given(AMOUNTS, WEIGHTS)
def test_every_part_of_a_split_is_less_than_a_cent_from_its_exact_share(total: int, weights: list[int]) -> None:
    for part, weight in zip(split(total, weights), weights, strict=True):
        assert abs(part - Fraction(total * weight, sum(weights))) < 1


@given(AMOUNTS, WEIGHTS)
def test_the_cents_that_are_left_go_to_the_largest_remainders_and_then_to_the_first(
    total: int, weights: list[int]
) -> None:
    exact = [Fraction(total * weight, sum(weights)) for weight in weights]
    got = [part - math.floor(share) for part, share in zip(split(total, weights), exact, strict=True)]
    assert set(got) <= {0, 1}
    order = [(-(share - math.floor(share)), place) for place, share in enumerate(exact)]
    raised = [key for key, more in zip(order, got, strict=True) if more]
    left = [key for key, more in zip(order, got, strict=True) if not more]
    assert not raised or not left or max(raised) < min(left)


@given(AMOUNTS, WEIGHTS, st.integers(1, 1000))
def test_a_split_depends_on_the_proportion_of_the_weights_only(total: int, weights: list[int], times: int) -> None:
    assert split(total, [weight * times for weight in weights]) == split(total, weights)


def test_nothing_goes_to_a_weight_of_zero() -> None:
    assert split(100, [0, 1, 0, 2]) == (0, 33, 0, 67)


@pytest.mark.parametrize("weights", [[], [0], [0, 0], [-1, 2], [3, -3]])
def test_weights_that_say_nothing_or_are_negative_are_refused(weights: list[int]) -> None:
    with pytest.raises(InvalidInput, match="weights"):
        split(100, weights)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2500.00", 250_000),
        ("2500", 250_000),
        ("2500.5", 250_050),
        ("0.01", 1),
        ("-0.01", -1),
        ("+3.10", 310),
        ("-12.3", -1_230),
        ("  7.00 ", 700),
        ("007.00", 700),
        (2500, 250_000),
        (-1, -100),
        (0, 0),
        (Decimal("2500.00"), 250_000),
        (Decimal("2.5E+3"), 250_000),
        (Decimal("-0.10"), -10),
        (Decimal("1.1000"), 110),
        ("10000000.00", MAX_CENTS),
        ("-10000000.00", -MAX_CENTS),
    ],
    ids=repr,
)
def test_euros_are_read_as_people_write_them(written: str | int | Decimal, expected: int) -> None:
    assert cents(written) == expected


REFUSED_EUROS: list[tuple[Any, str]] = [
    (2500.0, "float can't hold every cent"),
    (float("nan"), "float"),
    (True, "bool"),
    (None, "NoneType"),
    ([2500], "list"),
    (Fraction(1, 3), "Fraction"),
    (b"2500.00", "bytes"),
    ("", "not an amount"),
    ("  ", "not an amount"),
    ("12.345", "at most two decimals"),
    ("2,500.00", "not an amount"),
    ("2500,00", "not an amount"),
    ("2 500.00", "not an amount"),
    ("1e3", "not an amount"),
    ("€ 12", "not an amount"),
    (".50", "not an amount"),
    ("12.", "not an amount"),
    ("--1", "not an amount"),
    ("nan", "not an amount"),
    ("Infinity", "not an amount"),
    (Decimal("12.345"), "whole number of cents"),
    (Decimal("NaN"), "whole number of cents"),
    (Decimal("-Infinity"), "whole number of cents"),
    ("10000000.01", "beyond 10 000 000.00"),
    ("-10000000.01", "beyond 10 000 000.00"),
    (10_000_001, "beyond 10 000 000.00"),
    (Decimal("10000000.01"), "beyond 10 000 000.00"),
]


@pytest.mark.parametrize(("written", "why"), REFUSED_EUROS, ids=lambda value: repr(value)[:30])
def test_what_is_no_whole_number_of_cents_is_refused_with_its_name(written: Any, why: str) -> None:
    with pytest.raises(InvalidInput, match=why) as caught:
        cents(written, "gross")
    assert str(caught.value).startswith("gross: ")
    assert isinstance(caught.value, (ValueError, SharedPayError))


@given(AMOUNTS)
def test_cents_survive_every_way_of_writing_them(amount: int) -> None:
    assert cents(euros(amount)) == amount
    assert cents(euro_text(amount)) == amount
    assert euros(amount).as_tuple().exponent == -2
    assert str(euros(amount)) == euro_text(amount)


@pytest.mark.parametrize(("amount", "text"), [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (-1230, "-12.30"), (99, "0.99")])
def test_plain_text_has_two_decimals_and_its_sign_in_front(amount: int, text: str) -> None:
    assert euro_text(amount) == text


@pytest.mark.parametrize(
    ("printed", "millionths"),
    [
        ("13.07 %", 130_700),
        ("13.07%", 130_700),
        ("0.1307", 130_700),
        ("0.2699", 269_900),
        (" 108 % ", 1_080_000),
        ("0 %", 0),
        ("1", 1_000_000),
        ("0.000001", 1),
        ("0.0001 %", 1),
    ],
)
def test_a_printed_rate_is_read_exactly(printed: str, millionths: int) -> None:
    assert read_rate(printed) == millionths


@pytest.mark.parametrize(
    "printed", ["", "%", "-1 %", "13,07 %", "13.07 pct", "1e-3", ".5", "5.", "1/3", "13.07 %%", "1_0 %"]
)
def test_what_is_no_rate_is_refused(printed: str) -> None:
    with pytest.raises(InvalidInput, match="is not a rate like"):
        read_rate(printed)


@pytest.mark.parametrize("printed", ["1.3153277", "0.0000001", "0.00001 %"])
def test_a_rate_finer_than_a_millionth_is_refused_rather_than_rounded(printed: str) -> None:
    with pytest.raises(InvalidInput, match="does not fit six decimals"):
        read_rate(printed, "factor_s1")


@given(st.integers(0, 10**9))
def test_every_millionth_is_read_back_from_its_decimals(millionths: int) -> None:
    assert read_rate(f"{millionths // 10**6}.{millionths % 10**6:06d}") == millionths


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("174.8", 17_480),
        ("7.60", 760),
        (" +7.600 ", 760),
        (38, 3_800),
        (Decimal("0.5"), 50),
        ("0", 0),
        (Decimal("1e2"), 10_000),
    ],
)
def test_days_and_hours_are_read_in_hundredths(written: str | int | Decimal, expected: int) -> None:
    assert hundredths(written) == Hundredths(expected)


REFUSED_QUANTITIES: list[tuple[Any, str]] = [
    (7.6, "float"),
    (False, "bool"),
    ("seven", "not a number"),
    (None, "not a number"),
    ([], "not a number"),
    ("-0.01", "zero or more"),
    (-1, "zero or more"),
    ("7.605", "two decimals"),
    (Decimal("nan"), "zero or more"),
    (Decimal("inf"), "zero or more"),
    *((text, "not a number") for text in ("nan", "inf", "3_8", "1e1", "", ".5", "5.", "1 000", "\u0663")),
    *((odd, "not a number") for odd in (Fraction(1, 2), (0, (3, 8), 0), b"38")),
]


@pytest.mark.parametrize(("written", "why"), REFUSED_QUANTITIES, ids=repr)
def test_a_negative_or_finer_quantity_is_refused_with_its_name(written: Any, why: str) -> None:
    with pytest.raises(InvalidInput, match=why) as caught:
        hundredths(written, "hours_worked")
    assert str(caught.value).startswith("hours_worked: ")


def test_no_limit_is_beyond_whatever_the_largest_amount_can_become_in_a_year() -> None:
    assert NO_LIMIT > 12 * 3 * MAX_CENTS


@pytest.mark.parametrize("text", ["\u0663\u0664", "\uff11\uff12.50", "\u00b2"])
def test_digits_of_other_scripts_are_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="not an amount of euros"):
        cents(text)
