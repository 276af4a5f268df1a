"""Laws and rows as records of plain numbers, and how machine code reads one at once into the tuples of the rules."""

from __future__ import annotations

import importlib
import typing
from collections.abc import Callable, Iterator
from functools import cache
from itertools import count
from typing import Any

import numpy as np

from sharedpay.batch.inputs import Facts, Row
from sharedpay.payroll.cost import CostLaw
from sharedpay.payroll.pay import PayLaw


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


@cache
def law_reader() -> Callable[[Any], Any]:
    """What reads a law out of a record in machine code: into the tuples that :func:`float_record` was made of."""
    numba, numbers = importlib.import_module("numba"), _numbers()

    def reader(_context: Any, kind: Any) -> Any:
        def write(target: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
            first, places = numbers(builder, arguments[0]), count()

            def value(part: Any) -> Any:
                if isinstance(part, numba.types.BaseTuple):
                    return target.make_tuple(builder, part, [value(each) for each in part.types])
                return builder.load(builder.gep(first, [target.get_constant(numba.intp, next(places))]))

            return value(result)

        result = _tuple_of(kind)
        return result(kind), write

    read = importlib.import_module("numba.extending").intrinsic(reader)
    return lambda record: read(record)  # noqa: PLW0108 (what is compiled must be a function of Python)


@cache
def row_reader() -> Callable[[int, Any], Any]:
    """What reads a :class:`Row` in machine code out of a record of columns that begins with those of the row."""
    numba, numbers = importlib.import_module("numba"), _numbers()

    def reader(_context: Any, place: Any, kind: Any) -> Any:
        def write(target: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
            first = builder.gep(numbers(builder, arguments[1]), [arguments[0]])
            height = kind.typeof(Row._fields[0]).shape[0]
            places = (target.get_constant(numba.intp, column * height) for column in range(len(Row._fields)))
            values = [builder.load(builder.gep(first, [each])) for each in places]
            return target.make_tuple(builder, result, values)

        result = numba.types.NamedUniTuple(numba.float64, len(Row._fields), Row)
        return result(place, kind), write

    read = importlib.import_module("numba.extending").intrinsic(reader)
    return lambda i, inputs: read(i, inputs)  # noqa: PLW0108 (what is compiled must be a function of Python)


def _numbers() -> Callable[[Any, Any], Any]:
    """What takes the place of a record for that of the floats that it holds."""
    pointer = importlib.import_module("llvmlite.ir").DoubleType().as_pointer()
    return lambda builder, place: builder.bitcast(place, pointer)


def _tuple_of(kind: Any) -> Any:
    """The type of the tuple that a record stands for."""
    types = importlib.import_module("numba").types
    if isinstance(kind, types.Record):
        return types.BaseTuple.from_types(
            [_tuple_of(kind.typeof(name)) for name in kind.fields], _tuples()[tuple(kind.fields)]
        )
    if isinstance(kind, types.NestedArray):
        return types.BaseTuple.from_types([_tuple_of(kind.dtype)] * kind.shape[0])
    return kind


@cache
def _tuples() -> dict[tuple[str, ...], Any]:
    """The kinds of laws and of the tuples in them, by their fields."""

    def within(law: Any) -> Iterator[Any]:
        yield law
        for part in typing.get_type_hints(law).values():
            for kind in (part, *typing.get_args(part)):
                if hasattr(kind, "_fields"):
                    yield from within(kind)

    return {kind._fields: kind for law in (Facts, PayLaw, CostLaw) for kind in within(law)}
