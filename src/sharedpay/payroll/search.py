"""Integer search over cents: costs and net pays as functions of gross pay.

The function takes the argument and a context, what holds for the whole search; a batch compiles these very searches.
Such a function rises piecewise linearly, but for roundings and a few cliffs it steps back a little. So a crossing is
found first, then every cent within ``reach`` of it is tried. ``reach`` is safe when it is at least the widest distance
over which the function rises by nothing, from x to a larger y with f(y) <= f(x): whatever lies further from a crossing
can't meet the target, nor come nearer to it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from sharedpay.money import NO_LIMIT

Function = Callable[..., int]
"""A cost or a net of an amount in cents and of the context of the search."""


class Rise(NamedTuple):
    """How fast a function rises: from an argument to one that is k larger by ``steepest`` * k + ``noise`` at most."""

    steepest: int
    noise: int


UNKNOWN: Final = Rise(1, NO_LIMIT)
"""Nothing is known of a function: no argument can be skipped."""


class Found(NamedTuple):
    """All arguments that meet the target, and the nearest values that miss it on either side (None at an end)."""

    exact: tuple[int, ...]
    below: int | None
    above: int | None


def crossing(function: Function, target: int, low: int, high: int, *context: Any) -> int:
    """An argument at which ``function`` is at most ``target`` while it is more one cent further.

    An end of the range when the function crosses the target outside of it.
    """
    at_low = function(low, *context)
    at_high = function(high, *context)
    if at_low > target:
        return low
    if at_high <= target:
        return high
    tries = 4
    stride = 0
    upward = True
    while high - low > 1:
        if tries:
            probe = low + (target - at_low) * (high - low) // (at_high - at_low)
            probe = min(max(probe, low + 1), high - 1)
        elif low + stride < high and stride:
            probe = low + stride if upward else high - stride
        else:
            probe = (low + high) // 2
        value = function(probe, *context)
        below = value <= target
        if below:
            low = probe
            at_low = value
        else:
            high = probe
            at_high = value
        if tries:
            # The last good guess is near: strides that double until the target is crossed give a narrow bracket.
            tries -= 1
            stride = 1
            upward = below
        else:
            stride = 2 * stride if below == upward else 0
    return low


def largest(function: Function, target: int, low: int, high: int, reach: int, *context: Any) -> int:
    """The largest argument from ``low`` to ``high`` whose value is at most ``target``; ``low - 1`` for none."""
    found = crossing(function, target, low, high, *context)
    argument = min(found + reach, high)
    least = max(found - reach, low)
    while argument >= least:
        if function(argument, *context) <= target:
            return argument
        argument -= 1
    return low - 1


def trimmed(function: Function, target: int, low: int, high: int, rise: Rise, *context: Any) -> tuple[int, int]:
    """The part of a range outside of which no value is ``target`` nor nearest to it, on either side.

    Where the function passes the target it does so by ``steepest + noise`` at most, so a value further away is neither.
    From a value too low (or, going down, too high) by more than that, all arguments are skipped that can't come back.
    """
    near = rise.steepest + 2 * rise.noise
    skipping = True
    while skipping and low < high:
        step = (target - near - function(low, *context)) // rise.steepest
        skipping = step > 0
        low = min(low + max(0, step), high)
    skipping = True
    while skipping and low < high:
        step = (function(high, *context) - near - target) // rise.steepest
        skipping = step > 0
        high = max(high - max(0, step), low)
    return low, high


def solutions(
    function: Function, target: int, low: int, high: int, reach: int, rise: Callable[[int], Rise] = lambda _: UNKNOWN
) -> Found:
    """Every argument from ``low`` to ``high`` whose value is ``target``, and the nearest misses below and above.

    ``rise``: how fast the function rises from an argument on.
    """
    found = crossing(function, target, low, high)
    low, high = max(found - reach, low), min(found + reach, high)
    low, high = trimmed(function, target, low, high, rise(low))
    exact: list[int] = []
    below: tuple[int, int] | None = None
    above: tuple[int, int] | None = None
    for argument in range(low, high + 1):
        value = function(argument)
        if value == target:
            exact.append(argument)
        elif value < target:
            if below is None or value > below[0]:
                below = (value, argument)
        elif above is None or value < above[0]:
            above = (value, argument)
    return Found(tuple(exact), below[1] if below else None, above[1] if above else None)
