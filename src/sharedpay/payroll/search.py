"""Integer search over cents: costs and net pays as functions of gross pay.

Such a function rises piecewise linearly, but for roundings and a few cliffs it steps back a little. So a crossing is
found first, then every cent within ``reach`` of it is tried. ``reach`` is safe when it is at least the widest distance
over which the function rises by nothing, from x to a larger y with f(y) <= f(x): whatever lies further from a crossing
can't meet the target, nor come nearer to it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

Function = Callable[[int], int]


class Found(NamedTuple):
    """All arguments that meet the target, and the nearest values that miss it on either side (None at an end)."""

    exact: tuple[int, ...]
    below: int | None
    above: int | None


def crossing(function: Function, target: int, low: int, high: int) -> int:
    """An argument at which ``function`` is at most ``target`` while it is more one cent further.

    An end of the range when the function crosses the target outside of it.
    """
    at_low, at_high = function(low), function(high)
    if at_low > target:
        return low
    if at_high <= target:
        return high
    guess = low
    for _ in range(4):
        if high - low <= 2:
            break
        guess = low + (target - at_low) * (high - low) // (at_high - at_low)
        guess = min(max(guess, low + 1), high - 1)
        value = function(guess)
        if value <= target:
            low, at_low = guess, value
        else:
            high, at_high = guess, value
    low, high = _close_in(function, target, guess, low, high)
    while high - low > 1:
        middle = (low + high) // 2
        if function(middle) <= target:
            low = middle
        else:
            high = middle
    return low


def _close_in(function: Function, target: int, guess: int, low: int, high: int) -> tuple[int, int]:
    """A narrower bracket around a good guess: strides that double until the target is crossed."""
    stride = 1
    if guess == low:
        while low + stride < high and function(low + stride) <= target:
            low += stride
            stride *= 2
        return low, min(high, low + stride)
    while high - stride > low and function(high - stride) > target:
        high -= stride
        stride *= 2
    return max(low, high - stride), high


def largest(function: Function, target: int, low: int, high: int, reach: int) -> int | None:
    """The largest argument from ``low`` to ``high`` whose value is at most ``target``; None when there is none."""
    found = crossing(function, target, low, high)
    for argument in range(min(found + reach, high), max(found - reach, low) - 1, -1):
        if function(argument) <= target:
            return argument
    return None


def solutions(function: Function, target: int, low: int, high: int, reach: int) -> Found:
    """Every argument from ``low`` to ``high`` whose value is ``target``, and the nearest misses below and above."""
    found = crossing(function, target, low, high)
    exact: list[int] = []
    below: tuple[int, int] | None = None
    above: tuple[int, int] | None = None
    for argument in range(max(found - reach, low), min(found + reach, high) + 1):
        value = function(argument)
        if value == target:
            exact.append(argument)
        elif value < target:
            if below is None or value > below[0]:
                below = (value, argument)
        elif above is None or value < above[0]:
            above = (value, argument)
    return Found(tuple(exact), below[1] if below else None, above[1] if above else None)
