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


def read_at_once(law_of: Callable[[Any], Any], row_of: Callable[[int, Any], Any]) -> None:
    """Tells numba how to read a law out of a record of floats, and a row out of a record of columns of floats.

    What ``law_of`` and ``row_of`` do field by field, which takes long to compile, is a load for each number here.
    """
    extending = importlib.import_module("numba.extending")
    numba = importlib.import_module("numba")
    kind_of_row = numba.types.NamedUniTuple(numba.float64, len(Row._fields), Row)

    @extending.type_callable(law_of)  # type: ignore[untyped-decorator]
    def _type_of_law(_context: Any) -> Callable[[Any], Any]:
        return _tuple_of

    @extending.type_callable(row_of)  # type: ignore[untyped-decorator]
    def _type_of_row(_context: Any) -> Callable[[Any, Any], Any]:
        return lambda _i, inputs: kind_of_row if isinstance(inputs, numba.types.Record) else None

    @extending.lower_builtin(law_of, numba.types.Record)  # type: ignore[untyped-decorator]
    def _law(target: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        first, places = _numbers(builder, arguments[0]), count()

        def value(kind: Any) -> Any:
            if isinstance(kind, numba.types.BaseTuple):
                return target.make_tuple(builder, kind, [value(part) for part in kind.types])
            return builder.load(builder.gep(first, [target.get_constant(numba.intp, next(places))]))

        return value(signature.return_type)

    @extending.lower_builtin(row_of, numba.types.Integer, numba.types.Record)  # type: ignore[untyped-decorator]
    def _row(target: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        first = builder.gep(_numbers(builder, arguments[1]), [arguments[0]])
        height = signature.args[1].typeof(Row._fields[0]).shape[0]
        places = (target.get_constant(numba.intp, column * height) for column in range(len(Row._fields)))
        values = [builder.load(builder.gep(first, [place])) for place in places]
        return target.make_tuple(builder, kind_of_row, values)


def _numbers(builder: Any, record: Any) -> Any:
    """The floats that a record holds, from the first."""
    return builder.bitcast(record, importlib.import_module("llvmlite.ir").DoubleType().as_pointer())


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
