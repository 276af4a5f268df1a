"""The two roundings of :mod:`sharedpay.money` for compiled loops: the same numbers, by unsigned division.

A division that rounds towards minus infinity costs a processor three times what one of a number without a sign does.
So :func:`share` adds a multiple of the denominator that lifts every number of the domain above zero, and takes it off
again.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from sharedpay.money import MILLION

_WHOLE: Final = 2**62 // MILLION
_LIFT: Final = _WHOLE * MILLION
"""The largest multiple of a million below 2**62, the bound that :mod:`sharedpay.batch.bounds` watches over."""


def share(amount: Any, rate: Any) -> Any:
    """:func:`sharedpay.money.share` for products within 2**62."""
    return np.int64(np.uint64(amount * rate + (MILLION // 2 + _LIFT)) // np.uint64(MILLION)) - _WHOLE


def half_up(numerator: Any, denominator: Any) -> Any:
    """:func:`sharedpay.money.half_up` for numbers within 2**62."""
    doubled = 2 * numerator + denominator
    sign = doubled >> 63
    return np.int64(np.uint64(doubled ^ sign) // np.uint64(2 * denominator)) ^ sign
