"""Reckoning by hand for the tests of the examples: exact fractions, rounded half up, nothing of sharedpay."""

from fractions import Fraction
from math import floor


def r2(amount: Fraction | int) -> Fraction:
    """Euros rounded half up to the cent."""
    return Fraction(floor(amount * 100 + Fraction(1, 2)), 100)


def euros(text: str) -> Fraction:
    """``"3 000.00"`` or ``"13.07"`` exactly."""
    return Fraction(text.replace(" ", ""))


def percent(text: str) -> Fraction:
    """``"13.07"`` per cent exactly."""
    return Fraction(text) / 100


def falling(wage: Fraction, most: str, slope: str, start: str, until: str) -> Fraction:
    """A component of the work bonus: ``most`` up to ``start``, then less by ``slope``, nothing above ``until``."""
    if wage > euros(until):
        return Fraction(0)
    return max(Fraction(0), r2(euros(most) - euros(slope) * max(Fraction(0), wage - euros(start))))
