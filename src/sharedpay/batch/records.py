"""Laws as records of plain numbers, which loops in machine code take."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np


def record(law: Any) -> Any:
    """A law, a ``NamedTuple`` of numbers and rows of them, as one record that a compiled loop reads at no cost.

    Rules find the same names in it. Its type is the shape of the law: laws of one shape run the same machine code.
    """
    return np.array(list(leaves(law)), np.int64).view(_shape(law, np.int64))


def float_record(law: Any) -> Any:
    """As :func:`record`, with whole numbers in floats."""
    return np.array(list(leaves(law)), np.float64).view(_shape(law, np.float64))


def leaves(value: Any) -> Iterator[int]:
    """The numbers of a law, in the order of its fields."""
    if isinstance(value, tuple):
        for part in value:
            yield from leaves(part)
    else:
        yield value


def _shape(value: Any, number: type[np.int64 | np.float64]) -> np.dtype[Any]:
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return np.dtype([(name, _shape(part, number)) for name, part in zip(value._fields, value, strict=True)])
    if isinstance(value, tuple):
        return np.dtype((_shape(value[0], number), (len(value),)))
    return np.dtype(number)
