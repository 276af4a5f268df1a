"""What numba is told to compile: the very functions of ``law`` and ``payroll``, which know nothing of it.

How it compiles them says :mod:`sharedpay.batch.pipeline`, how they find a law and a row :mod:`sharedpay.batch.reading`.
"""

from __future__ import annotations

import importlib
import typing
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from types import FunctionType, ModuleType
from typing import Any, Final

from sharedpay import money
from sharedpay.batch import inverse, kernel, quick, rows, settling, tiles
from sharedpay.batch.pipeline import pipeline
from sharedpay.batch.reading import read_at_once
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

_ALL: Final = {"error_model": "numpy", "no_cfunc_wrapper": True, "_nrt": False}
"""No division is asked whether its denominator is 0: the rules do, and a question at each keeps rows apart. Nothing
takes memory."""
_INLINE: Final = {**_ALL, "forceinline": True, "no_cpython_wrapper": True}
"""Rules are inlined into the loops: calling them would copy a law each time; and nobody calls one from Python."""
_LOOP: Final = {**_ALL, "nogil": True}
_CALLED: Final = {**_ALL, "no_cpython_wrapper": True}
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


def numba() -> Any:
    """The module, as something without types: imported late, it takes a quarter of a second."""
    return importlib.import_module("numba")


def machine_code(loop: Callable[..., None], *, kept: bool) -> Callable[..., None]:
    """A loop that is compiled when it is first called; ``kept``: on disk, where numba's ``CACHE_DIR`` says."""
    _register()
    made: Callable[..., None] = numba().njit(cache=kept, pipeline_class=pipeline(), **_LOOP)(loop)
    return made


@cache
def _register() -> None:
    """Tells numba that the rules may be compiled, and that a unit like ``Rate(…)`` does nothing."""
    _units_do_nothing()
    read_at_once()
    extending: Any = importlib.import_module("numba.extending")
    for rule in _rules():
        options = {**(_CALLED if rule in _NOT_INLINED else _INLINE), "pipeline_class": pipeline()}
        extending.overload(rule, jit_options=options, strict=False)(partial(_chosen, rule))


def _units_do_nothing() -> None:
    templates = importlib.import_module("numba.core.typing.templates")
    typeof_impl: Any = importlib.import_module("numba.core.typing.typeof").typeof_impl
    lower_builtin = importlib.import_module("numba.extending").lower_builtin
    number = numba().types.Number

    class Unit(templates.AbstractTemplate):  # type: ignore[misc, name-defined]
        key = typing.NewType

        def generic(self, arguments: Any, keywords: Any) -> Any:
            if len(arguments) == 1 and isinstance(arguments[0], number) and not keywords:
                return templates.signature(arguments[0], arguments[0])
            return None

    typeof_impl.register(typing.NewType)(lambda _value, _context: numba().types.Function(Unit))
    lower_builtin(Unit.key, number)(lambda _target, _builder, _signature, arguments: arguments[0])


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
