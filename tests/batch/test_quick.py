"""The quicker roundings of compiled loops are those of money, on all that the bound lets through."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sharedpay.batch import compiled, quick
from sharedpay.batch.bounds import LARGEST
from sharedpay.money import MILLION, Rate, half_up, share

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

    compiled._register()

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
