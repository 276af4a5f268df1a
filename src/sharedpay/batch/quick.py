"""The roundings of :mod:`sharedpay.money` for compiled loops: the same numbers sooner.

Of integers, by unsigned division.

A division that rounds towards minus infinity costs a processor three times what one of a number without a sign does.
So :func:`share` adds a multiple of the denominator that lifts every number of the domain above zero, and takes it off
again.

Of whole numbers in 64-bit floats, by multiplication, several rows at a time. Below 2**51 the sum with a half is exact,
and its product with 1 / d is nearer to the true quotient than that is to a whole number (it is half of 1 / d away at
least), so the floor is that of the division.

A whole float is written so that its number stands in its last bits: a processor may know no way from floats to integers
of 64 bits for several rows at a time, but all can add.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from sharedpay.money import MILLION

_WHOLE: Final = 2**62 // MILLION
_LIFT: Final = _WHOLE * MILLION
"""The largest multiple of a million below 2**62, the bound that :mod:`sharedpay.batch.bounds` watches over."""
_CARRIER: Final = 1.5 * 2.0**52
"""Added to a whole float within 2**51, it leaves the number in the last bits of the sum."""
CARRIER_BITS: Final = 0x4338_0000_0000_0000
"""The bits of :data:`_CARRIER`: taken off those of such a sum, they leave the number as an integer."""


def share(amount: Any, rate: Any) -> Any:
    """:func:`sharedpay.money.share` for products within 2**62."""
    return np.int64(np.uint64(amount * rate + (MILLION // 2 + _LIFT)) // np.uint64(MILLION)) - _WHOLE


def half_up(numerator: Any, denominator: Any) -> Any:
    """:func:`sharedpay.money.half_up` for numbers within 2**62."""
    doubled = 2 * numerator + denominator
    sign = doubled >> 63
    return np.int64(np.uint64(doubled ^ sign) // np.uint64(2 * denominator)) ^ sign


def float_share(amount: Any, rate: Any) -> Any:
    """:func:`sharedpay.money.share` for whole floats with products within 2**51."""
    return np.floor((amount * rate + (MILLION // 2 + 0.5)) * (1 / MILLION))


def float_half_up(numerator: Any, denominator: Any) -> Any:
    """:func:`sharedpay.money.half_up` for whole floats within 2**50."""
    return np.floor((2 * numerator + denominator + 0.5) * (1 / (2 * denominator)))


def float_round_down(numerator: Any, denominator: Any) -> Any:
    """:func:`sharedpay.money.round_down` for whole floats within 2**51."""
    return np.floor((numerator + 0.5) * (1 / denominator))


def float_put(cells: Any, i: int, _wide: None, cents: Any) -> None:
    """:func:`sharedpay.batch.kernel.put` for whole floats within 2**51, to be read as bits by :data:`CARRIER_BITS`."""
    cells[i] = cents + _CARRIER
