"""The quicker roundings of compiled loops are those of money, on all that the bound lets through."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sharedpay.batch import machine, quick
from sharedpay.batch.bounds import LARGEST
from sharedpay.batch.tiles import LARGEST_WHOLE
from sharedpay.money import MILLION, Rate, half_up, round_down, share

EDGE = LARGEST - MILLION - 1


@given(st.integers(-EDGE // 2, EDGE // 2), st.integers(0, 10**9))
def test_share(amount: int, rate: int) -> None:
    if abs(2 * amount * rate) + MILLION > LARGEST:
        amount //= max(1, 4 * rate)
    assert int(quick.share(amount, rate)) == share(amount, Rate(rate))


@given(st.integers(-EDGE // 2, EDGE // 2), st.integers(1, 10**8))
def test_half_up(numerator: int, denominator: int) -> None:
    assert int(quick.half_up(numerator, denominator)) == half_up(numerator, denominator)


def test_compiled_they_are_the_same_at_every_edge() -> None:
    """The machine code itself: both sides of zero, of a half and of the largest number."""
    import numba

    machine._register()

    @numba.njit
    def both(amounts: Any, rates: Any, shares: Any, halves: Any) -> None:
        for k in range(len(amounts)):
            shares[k] = share(amounts[k], rates[k])
            halves[k] = half_up(amounts[k], 1 + rates[k])

    cases = [
        (sign * amount + step, rate)
        for sign in (-1, 1)
        for amount in (0, 1, 250_000, 10**9, LARGEST // 2 - 10**9)
        for step in range(-3, 4)
        for rate in (0, 1, 130_700, 500_000, 999_999)
        if abs(2 * (sign * amount + step) * rate) + MILLION <= LARGEST
    ]
    amounts, rates = (np.array(column, np.int64) for column in zip(*cases, strict=True))
    shares, halves = np.empty_like(amounts), np.empty_like(amounts)
    both(amounts, rates, shares, halves)
    assert shares.tolist() == [share(amount, Rate(rate)) for amount, rate in cases]
    assert halves.tolist() == [half_up(amount, 1 + rate) for amount, rate in cases]


WHOLE = st.integers(1 - LARGEST_WHOLE, LARGEST_WHOLE - 1)
DENOMINATORS = st.integers(1, 10**9) | st.sampled_from([1, 2, 3, 7, 12, 100, 1_300, MILLION, 100 * MILLION])


@given(WHOLE, st.integers(0, 10**9))
def test_share_of_floats(product: int, rate: int) -> None:
    amount = product // max(1, rate)
    if abs(amount * rate) + MILLION < LARGEST_WHOLE:
        assert quick.float_share(float(amount), float(rate)) == share(amount, Rate(rate))


@given(WHOLE, DENOMINATORS, st.integers(-1, 1))
def test_roundings_of_floats(whole: int, denominator: int, beside: int) -> None:
    """Anywhere, and on both sides of the numbers at which a rounding goes up."""
    for number in (whole, whole // denominator * denominator + beside):
        if abs(number) < LARGEST_WHOLE:
            assert quick.float_round_down(float(number), float(denominator)) == round_down(number, denominator)
    half = (2 * whole // denominator * denominator + denominator) // 2
    for number in (whole // 2, half + beside):
        if abs(2 * number) + denominator < LARGEST_WHOLE:
            assert quick.float_half_up(float(number), float(denominator)) == half_up(number, denominator)


def test_roundings_of_floats_compiled_are_the_same_at_every_edge() -> None:
    """The machine code itself, several numbers at a time: beside each multiple and half of a denominator."""
    import numba

    machine._register()
    rate = Rate(130_700)

    @numba.njit(error_model="numpy")
    def all_three(numbers: Any, below: Any, found: Any) -> None:
        for k in range(len(numbers)):
            found[0, k] = half_up(numbers[k], below[k])
            found[1, k] = round_down(numbers[k], below[k])
            found[2, k] = half_up(numbers[k], 100 * MILLION)
            found[3, k] = share(numbers[k], rate)

    cases = [
        (
            sign * (LARGEST_WHOLE // 4 >> shift) // denominator * denominator + denominator // 2 * half + step,
            denominator,
        )
        for sign in (-1, 1)
        for shift in (0, 1, 20, 45)
        for denominator in (1, 2, 3, 12, 99, 1_300, 65_537, MILLION, 100 * MILLION)
        for half in (0, 1)
        for step in range(-2, 3)
    ]
    cases = [(number, denominator) for number, denominator in cases if abs(2 * number) + denominator < LARGEST_WHOLE]
    numbers, denominators = (np.array(column, np.float64) for column in zip(*cases, strict=True))
    found = np.empty((4, len(cases)))
    all_three(numbers, denominators, found)
    assert found[0].tolist() == [half_up(*case) for case in cases]
    assert found[1].tolist() == [round_down(*case) for case in cases]
    assert found[2].tolist() == [half_up(number, 100 * MILLION) for number, _ in cases]
    small = [abs(number * rate) + MILLION < LARGEST_WHOLE for number, _ in cases]
    assert sum(small) > 100
    assert found[3, small].tolist() == [
        share(number, rate) for (number, _), fits in zip(cases, small, strict=True) if fits
    ]
