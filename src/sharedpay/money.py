"""Whole cents, exact rates, one rounding.

Money inside sharedpay is an ``int`` number of cents. A rate is an ``int`` number of millionths with a name of its
own, :data:`Rate`; a number that the law carries with two decimals (days, hours, fractions) is an ``int`` number of
hundredths, :data:`Hundredths`. Nothing here or in the rules is ever a float.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, NewType, TypeAlias

from sharedpay.errors import InvalidInput

Rate = NewType("Rate", int)
"""A rate in millionths: ``"13.07 %"`` is 130_700 and ``"0.2699"`` is 269_900."""

Hundredths = NewType("Hundredths", int)
"""A quantity with two decimals (days, hours, a work fraction): 7.60 hours is 760."""

Count: TypeAlias = Annotated[int, "count"]
"""A number of things, a small code or a flag: an ``int`` that is no money."""

MILLION = 1_000_000
MAX_CENTS = 1_000_000_000
"""Ten million euros: the largest amount a month's pay or an invoice may have, either way of zero."""

NO_LIMIT = 10**15
"""Stands where the law sets no maximum: larger than any amount the domain allows."""

_FAR = 10**9
_EUROS = re.compile(r"[+-]?[0-9]{1,18}(\.[0-9]{1,2})?")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_RATE = re.compile(r"([0-9]{1,12}(?:\.[0-9]{1,12})?)\s*(%?)")


def half_up(numerator: int, denominator: int) -> int:
    """The integer nearest to ``numerator / denominator``; an exact half goes up. ``denominator`` is positive.

    The one rounding of sharedpay (Annex III AR/CIR 92 no. 12: thousandths of five or more round up).

    >>> half_up(307145, 10), half_up(5, 2), half_up(14, 10)
    (30715, 3, 1)
    """
    return (2 * numerator + denominator) // (2 * denominator)


def share(amount: int, rate: Rate) -> int:
    """``amount`` cents times ``rate``, to the cent, half up.

    >>> share(235000, Rate(130700))
    30715
    """
    return (2 * amount * rate + MILLION) // (2 * MILLION)


def round_down(numerator: int, denominator: int) -> int:
    """The largest integer that is not above ``numerator / denominator``, where a law takes whole units only.

    >>> round_down(1_299, 100), round_down(-1, 12)
    (12, -1)
    """
    return numerator // denominator


def split(total: int, weights: Sequence[int]) -> tuple[int, ...]:
    """``total`` divided in proportion to ``weights`` so that the parts add up to it: largest remainder first.

    Ties go to the earlier part. Raises :class:`InvalidInput` for a negative weight or weights that are all zero.

    >>> split(100, [1, 1, 1])
    (34, 33, 33)
    """
    whole = sum(weights)
    if whole <= 0 or any(weight < 0 for weight in weights):
        raise InvalidInput("weights: must be zero or more, and not all zero")
    parts = [total * weight // whole for weight in weights]
    missing = total - sum(parts)
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(total * weights[i] % whole), i))
    for i in by_remainder[:missing]:
        parts[i] += 1
    return tuple(parts)


def cents(value: str | int | Decimal, name: str = "amount") -> int:
    """Euros as people write them, in cents: ``"2500.00"``, ``2500`` or ``Decimal("2500.00")`` is 250_000.

    Raises :class:`InvalidInput` for a float (it can't hold cents), for more than two decimals, and for anything
    that isn't a number of euros.
    """
    if isinstance(value, (bool, float)):
        raise InvalidInput(
            f"{name}: {value!r} is a {type(value).__name__}; give euros as text, int or Decimal, like '2500.00'"
            + (" (a float can't hold every cent)" if isinstance(value, float) else "")
        )
    if isinstance(value, int):
        amount = value * 100
    elif isinstance(value, Decimal):
        if not value.is_finite() or not -_FAR <= value <= _FAR or (Fraction(value) * 100).denominator != 1:
            raise InvalidInput(f"{name}: {value} is not a whole number of cents from -10 to 10 million euros")
        amount = int(value * 100)
    elif isinstance(value, str):
        text = value.strip()
        if not _EUROS.fullmatch(text):
            raise InvalidInput(f"{name}: {value!r} is not an amount of euros with at most two decimals, like '2500.00'")
        sign = -1 if text.startswith("-") else 1
        whole, _, part = text.lstrip("+-").partition(".")
        amount = sign * (int(whole) * 100 + int(part.ljust(2, "0") or 0))
    else:
        raise InvalidInput(f"{name}: {value!r} is a {type(value).__name__}; give euros as text, int or Decimal")
    if not -MAX_CENTS <= amount <= MAX_CENTS:
        raise InvalidInput(f"{name}: {value} is beyond 10 000 000.00 euros, the largest amount that is computed")
    return amount


def euros(amount: int) -> Decimal:
    """Cents as a ``Decimal`` of euros with two decimals.

    >>> euros(250000)
    Decimal('2500.00')
    """
    return Decimal(amount).scaleb(-2)


def euro_text(amount: int) -> str:
    """Cents as plain text, ``-12.30`` style, for JSON and cases."""
    sign = "-" if amount < 0 else ""
    return f"{sign}{abs(amount) // 100}.{abs(amount) % 100:02d}"


def rate_text(rate: int) -> str:
    """A rate in per cent with at least two decimals: 130_700 is ``13.07 %``."""
    whole, part = divmod(rate, 10_000)
    return f"{whole}.{f'{part:04d}'.rstrip('0').ljust(2, '0')} %"


def factor_text(rate: int) -> str:
    """A rate as a plain number without trailing zeros: 1_541_000 is ``1.541``."""
    whole, part = divmod(rate, MILLION)
    return f"{whole}.{part:06d}".rstrip("0").rstrip(".")


def read_rate(text: str, name: str = "rate") -> Rate:
    """A printed rate, exactly: ``"13.07 %"`` and ``"0.1307"`` are both 130_700 millionths.

    Raises :class:`InvalidInput` when it is no rate or needs more than six decimals.
    """
    found = _RATE.fullmatch(text.strip())
    if not found:
        raise InvalidInput(f"{name}: {text!r} is not a rate like '13.07 %' or '0.1307'")
    millionths = Fraction(found[1]) * (10_000 if found[2] else MILLION)
    if millionths.denominator != 1:
        raise InvalidInput(f"{name}: {text!r} does not fit six decimals")
    return Rate(int(millionths))


def hundredths(value: str | int | Decimal, name: str = "quantity") -> Hundredths:
    """A quantity with at most two decimals, in hundredths: ``"174.8"`` is 17_480.

    Raises :class:`InvalidInput` for a float, a negative or a finer number, and for anything that isn't a number.
    """
    if isinstance(value, (bool, float)):
        raise InvalidInput(f"{name}: {value!r} is a {type(value).__name__}; give it as text, int or Decimal")
    written = isinstance(value, str) and _NUMBER.fullmatch(value.strip())
    if not (written or isinstance(value, (int, Decimal))):
        raise InvalidInput(f"{name}: {value!r} is not a number written with the digits 0 to 9")
    number = Decimal(value)
    if not number.is_finite() or not 0 <= number <= _FAR or (Fraction(number) * 100).denominator != 1:
        raise InvalidInput(f"{name}: {value} must be zero or more, with at most two decimals")
    return Hundredths(int(number * 100))
