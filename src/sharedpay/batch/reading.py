"""How numba reads a law out of a record and a row out of a record of columns: at once, a load for each number.

Field by field both take long to compile. What is read is a tuple like any other: one that is handed on as a single
value compiles sooner, but then the loops don't compute several rows at a time.
"""

from __future__ import annotations

import importlib
import typing
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import count
from typing import Any, Final

from sharedpay.batch import rows, tiles
from sharedpay.batch.inputs import Facts, Row
from sharedpay.payroll.cost import CostLaw
from sharedpay.payroll.pay import PayLaw

_FLOAT: Final = 8
"""Bytes of a float."""


def read_at_once() -> None:
    """Tells numba how to read a law and a row."""
    extending, types = importlib.import_module("numba.extending"), importlib.import_module("numba.types")
    kind_of_row = types.NamedUniTuple(types.float64, len(Row._fields), Row)

    @extending.type_callable(tiles.law_of)  # type: ignore[untyped-decorator]
    def _type_of_law(_context: Any) -> Callable[[Any], Any]:
        return _tuple_of

    @extending.lower_builtin(tiles.law_of, types.Record)  # type: ignore[untyped-decorator]
    def _law(target: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        first, places = _numbers(builder, arguments[0]), count()

        def value(kind: Any) -> Any:
            if isinstance(kind, types.BaseTuple):
                return target.make_tuple(builder, kind, [value(part) for part in kind.types])
            return builder.load(builder.gep(first, [target.get_constant(types.intp, next(places))]))

        return value(signature.return_type)

    @extending.type_callable(rows.row_of)  # type: ignore[untyped-decorator]
    def _type_of_row(_context: Any) -> Callable[[Any, Any], Any]:
        return lambda _i, inputs: kind_of_row if isinstance(inputs, types.Record) else None

    @extending.lower_builtin(rows.row_of, types.Integer, types.Record)  # type: ignore[untyped-decorator]
    def _row(target: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        place, columns = builder.gep(_numbers(builder, arguments[1]), [arguments[0]]), signature.args[1]
        offsets = [columns.offset(name) // _FLOAT for name in Row._fields]
        values = [builder.load(builder.gep(place, [target.get_constant(types.intp, offset)])) for offset in offsets]
        return target.make_tuple(builder, kind_of_row, values)


def _numbers(builder: Any, record: Any) -> Any:
    """The place of the first of the floats that a record holds."""
    return builder.bitcast(record, importlib.import_module("llvmlite.ir").DoubleType().as_pointer())


def _tuple_of(record: Any) -> Any:
    """The type of the tuple that a record stands for."""
    types = importlib.import_module("numba.types")
    if isinstance(record, types.Record):
        fields = tuple(record.fields)
        return types.BaseTuple.from_types([_tuple_of(record.typeof(name)) for name in fields], tuples()[fields])
    if isinstance(record, types.NestedArray):
        return types.BaseTuple.from_types([_tuple_of(record.dtype)] * record.shape[0])
    return record


@cache
def tuples() -> Mapping[tuple[str, ...], Any]:
    """The kinds of laws and of the tuples in them by their fields, which no two of them share."""

    def within(law: Any) -> Iterator[Any]:
        yield law
        for part in typing.get_type_hints(law).values():
            for kind in (part, *typing.get_args(part)):
                if hasattr(kind, "_fields"):
                    yield from within(kind)

    found: dict[tuple[str, ...], Any] = {}
    for law in (Facts, PayLaw, CostLaw):
        for kind in within(law):
            if found.setdefault(kind._fields, kind) is not kind:
                raise TypeError(f"{kind.__name__} and {found[kind._fields].__name__} have the same fields")
    return found
