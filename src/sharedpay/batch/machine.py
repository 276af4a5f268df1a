"""How numba is told to compile the rules: with :mod:`sharedpay.batch.compiled` the only module that knows it.

The very functions of ``law`` and ``payroll`` are handed to it from outside; they know nothing of it.
"""

from __future__ import annotations

import importlib
import typing
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from itertools import count
from types import FunctionType, ModuleType
from typing import Any, Final

from sharedpay import money
from sharedpay.batch import inverse, kernel, quick, rows, settling, tiles
from sharedpay.batch.inputs import Facts, Row
from sharedpay.law import (
    contributions,
    employer,
    flexi_job,
    reductions,
    special_contribution,
    withholding_tax,
    work_bonus,
)
from sharedpay.payroll import cost, net_rise, pay, search, shares, solve
from sharedpay.payroll.cost import CostLaw
from sharedpay.payroll.pay import PayLaw

RULES: Final[tuple[ModuleType, ...]] = (
    money,
    contributions,
    work_bonus,
    special_contribution,
    withholding_tax,
    employer,
    flexi_job,
    reductions,
    pay,
    cost,
    net_rise,
    shares,
    rows,
    kernel,
    inverse,
    settling,
    tiles,
)
"""The modules whose functions may be compiled; loops in :mod:`sharedpay.batch.kernel` call them."""

_INLINE: Final = {"error_model": "numpy", "forceinline": True, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
"""Rules are inlined into the loops: calling them would copy a law each time; and nobody calls one from Python."""
_LOOP: Final = {"nogil": True, "no_cfunc_wrapper": True, "error_model": "numpy"}
"""No division is asked whether its denominator is 0: the rules do, and a question at each keeps rows apart."""
_CALLED: Final = {"error_model": "numpy", "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
"""Some are called: what a search tries out, compiled once instead of at each place and quicker, and what is no rule."""
_NOT_INLINED: Final = (inverse.cost_at, inverse.net_at, settling.spent_at, tiles.take, tiles.give)
_QUICKER: Final[Mapping[Callable[..., Any], Callable[..., Any]]] = {
    money.share: quick.share,
    money.half_up: quick.half_up,
}
"""What is compiled instead of a function: the same numbers sooner."""
_OF_FLOATS: Final[Mapping[Callable[..., Any], Callable[..., Any]]] = {
    money.share: quick.float_share,
    money.half_up: quick.float_half_up,
    money.round_down: quick.float_round_down,
    kernel.put: quick.float_put,
}
"""What is compiled instead of a function for whole numbers in floats, or for columns of them."""
_FLOAT: Final = 8
"""Bytes of a float."""
USELESS: Final = {
    *("WithLifting", "InlineClosureLikes", "InlineInlinables", "InlineOverloads", "MakeFunctionToJitFunction"),
    *("RewriteDynamicRaises", "FindLiterallyCalls", "LiteralUnroll", "LiteralPropagationSubPipelinePass"),
    *("NopythonRewrites", "DumpParforDiagnostics"),
}
"""Passes of numba for closures, exceptions, literals and expressions of whole arrays."""


def numba() -> Any:
    """The module, as something without types: imported late, it takes a quarter of a second."""
    return importlib.import_module("numba")


def machine_code(loop: Callable[..., None], *, kept: bool) -> Callable[..., None]:
    """A loop that is compiled when it is first called; ``kept``: on disk, where numba's ``CACHE_DIR`` says."""
    _register()
    made: Callable[..., None] = numba().njit(cache=kept, pipeline_class=_fewer_passes(), **_LOOP)(loop)
    return made


def _same(value: int) -> int:
    return value


@cache
def _register() -> None:
    """Tells numba that the rules may be compiled, and that a unit like ``Rate(…)`` does nothing."""
    typeof_impl: Any = importlib.import_module("numba.core.typing.typeof").typeof_impl
    same = numba().njit(**_INLINE)(_same)
    typeof_impl.register(typing.NewType)(lambda _value, _context: numba().typeof(same))
    extending: Any = importlib.import_module("numba.extending")
    _read_at_once()
    for rule in _rules():
        options = {**(_CALLED if rule in _NOT_INLINED else _INLINE), "pipeline_class": _fewer_passes()}
        extending.overload(rule, jit_options=options, strict=False)(partial(_chosen, rule))


@cache
def _fewer_passes() -> Any:
    """A compiler that leaves out the passes that rules have no use for, since they are plain arithmetic."""
    compiler = importlib.import_module("numba.core.compiler")

    class Compiler(compiler.CompilerBase):  # type: ignore[misc, name-defined]
        def define_pipelines(self) -> list[Any]:
            manager = compiler.DefaultPassBuilder.define_nopython_pipeline(self.state)
            manager.passes = [entry for entry in manager.passes if entry[0].__name__ not in USELESS]
            return [manager]

    return Compiler


def _chosen(rule: Callable[..., Any], *types: Any) -> Callable[..., Any] | None:
    """What is compiled for a rule on arguments of these types."""
    if rule is rows.row_of and isinstance(types[-1], numba().types.Record):
        return None  # is read at once
    of_floats = any(isinstance(getattr(kind, "dtype", kind), numba().types.Float) for kind in types)
    quicker: Callable[..., Any] = (_OF_FLOATS if of_floats else _QUICKER).get(rule, rule)
    return quicker


def _rules() -> Iterator[Callable[..., Any]]:
    for module in RULES:
        for value in vars(module).values():
            if isinstance(value, FunctionType) and value.__module__ == module.__name__ and value is not tiles.law_of:
                yield value
    yield from (search.crossing, search.largest, search.trimmed, solve.net_reach)


def _read_at_once() -> None:
    """Tells numba how to read a law out of a record, and a row out of a record of columns of floats.

    Field by field both take long to compile; here they are a load for each number.
    """
    extending, types = importlib.import_module("numba.extending"), numba().types
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
    types = numba().types
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
