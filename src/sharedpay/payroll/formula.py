"""The small language of a step's formula: read, evaluated with exact fractions, and shown with the numbers in it.

It is the arithmetic of Python expressions over names: ``+ - * /``, comparisons, ``and or not in``, a choice
``x if y else z``, ``a.b``, ``rows[n]`` and a few functions. Money in it is in euros and a rate is a plain number.
"""

from __future__ import annotations

import ast
import math
import operator
import typing
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from functools import cache
from types import SimpleNamespace
from typing import Any

from sharedpay.law import company_car, exceptional_pay, person, target_groups, year_end_premium
from sharedpay.law.employer import COMMERCIAL_LARGE, COMMERCIAL_SMALL, NO_CLOSING_FUND
from sharedpay.law.step import Given, Step
from sharedpay.money import Hundredths, Rate

CODES: dict[str, int] = {
    name: value
    for part in (person, target_groups, company_car, exceptional_pay, year_end_premium)
    for name, value in vars(part).items()
    if name.isupper() and name not in ("NO_LIMIT", "MILLION")
} | {
    "NO_CLOSING_FUND": NO_CLOSING_FUND,
    "COMMERCIAL_SMALL": COMMERCIAL_SMALL,
    "COMMERCIAL_LARGE": COMMERCIAL_LARGE,
}
"""Names of the small codes that a formula may compare with."""


def half_up(exact: Fraction) -> Fraction:
    """To two decimals, an exact half up."""
    return Fraction(math.floor(exact * 100 + Fraction(1, 2)), 100)


def down(exact: Fraction) -> Fraction:
    """Cut to two decimals."""
    return Fraction(math.floor(exact * 100), 100)


def _bracket(income: Fraction, rows: list[Any]) -> Any | None:
    """The row of a progressive scale for an income: the largest bound below it."""
    return max((row for row in rows if row.over < income and income > 0), key=lambda row: row.over, default=None)


def _special_row(base: Fraction, rows: list[Any]) -> Any | None:
    """The row of the special contribution for a base: the largest start that it reaches."""
    return max((row for row in rows if row.start <= base), key=lambda row: row.start)


_ROWS: dict[str, Callable[[Fraction, list[Any]], Any | None]] = {
    "bracket_tax": _bracket,
    "special_amount": _special_row,
}


def row_of(function: str, base: Fraction, rows: list[Any]) -> int:
    """Which row of a scale the functions ``bracket_tax`` and ``special_amount`` read for a base; -1 for none."""
    row = _ROWS[function](base, rows)
    return -1 if row is None else rows.index(row)


def bracket_tax(income: Fraction, rows: list[Any]) -> Fraction:
    """The tax of a progressive scale: the printed fixed amount plus the rate of what exceeds the bound."""
    row = _bracket(income, rows)
    return Fraction(0) if row is None else half_up(row.fixed + row.rate * (income - row.over))


def special_amount(base: Fraction, rows: list[Any]) -> Fraction:
    """The amount of a household column of the special contribution."""
    row = typing.cast(Any, _special_row(base, rows))
    return Fraction(min(max(half_up(row.fixed + row.rate * (base - row.over)), row.min), row.max))


def part(position: Fraction, total: Fraction, *weights: Fraction) -> Fraction:
    """One part of a total divided to the cent by weights: odd cents go to the largest remainders, the earlier first."""
    exact = [total * 100 * weight / sum(weights) for weight in weights]
    missing = int(total * 100) - sum(math.floor(each) for each in exact)
    place = int(position)
    before = sum((each % 1, -i) > (exact[place] % 1, -place) for i, each in enumerate(exact))
    return Fraction(math.floor(exact[place]) + (before < missing), 100)


def row_up_to(amount: Fraction, rows: list[Any]) -> Any:
    """The first row whose upper bound, inclusive, holds an amount; the last one for more."""
    return next((row for row in rows if amount <= row.up_to), rows[-1])


def for_children(children: Fraction, values: list[Any]) -> Any:
    """What a list holds for a number of children of one or more; its last for more than it has."""
    return values[min(int(children), len(values)) - 1]


def rate_from(amount: Fraction, rows: list[Any]) -> Fraction:
    """The rate of the last row whose start an amount reaches; none before the first."""
    return Fraction(next((row.rate for row in reversed(rows) if amount >= row.start), 0))


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "part": part,
    "holiday_pay_rate": lambda amount, rows: row_up_to(amount, rows).holiday_pay,
    "other_rate": lambda amount, rows: row_up_to(amount, rows).other,
    "rate_up_to": lambda amount, rows: row_up_to(amount, rows).rate,
    "rate_from": rate_from,
    "children_amount": for_children,
    "children_rate": lambda children, rows: for_children(children, rows).rate,
    "children_limit": lambda children, rows: for_children(children, rows).limit,
    "min": min,
    "max": max,
    "floor": lambda exact: Fraction(math.floor(exact)),
    "down": down,
    "half_up": half_up,
    "bracket_tax": bracket_tax,
    "special_amount": special_amount,
}

_BINARY: dict[type[ast.AST], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: lambda a, b: Fraction(a) / Fraction(b),
}
_COMPARE: dict[type[ast.AST], Callable[[Any, Any], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.Eq: operator.eq,
    ast.In: lambda a, b: a in b,
    ast.NotIn: lambda a, b: a not in b,
}


@cache
def parse(formula: str) -> ast.expr:
    """The syntax tree of a formula. Raises ``SyntaxError`` for text that is none."""
    return ast.parse(formula, mode="eval").body


def evaluate(formula: str | ast.expr, values: Mapping[str, Any]) -> Any:
    """The exact value of a formula, with ``values`` for its names (money in euros, as fractions)."""
    node = parse(formula) if isinstance(formula, str) else formula
    match node:
        case ast.Constant():
            return Fraction(str(node.value))
        case ast.Name():
            return CODES[node.id] if node.id in CODES else values[node.id]
        case ast.Attribute():
            return getattr(evaluate(node.value, values), node.attr)
        case ast.Subscript():
            return evaluate(node.value, values)[int(evaluate(node.slice, values))]
        case ast.Tuple():
            return [evaluate(item, values) for item in node.elts]
        case ast.BinOp():
            return _BINARY[type(node.op)](evaluate(node.left, values), evaluate(node.right, values))
        case ast.UnaryOp(op=ast.Not()):
            return not evaluate(node.operand, values)
        case ast.UnaryOp(op=ast.USub()):
            return -evaluate(node.operand, values)
        case ast.BoolOp():
            parts = (bool(evaluate(part, values)) for part in node.values)
            return any(parts) if isinstance(node.op, ast.Or) else all(parts)
        case ast.Compare():
            return _COMPARE[type(node.ops[0])](evaluate(node.left, values), evaluate(node.comparators[0], values))
        case ast.IfExp():
            return evaluate(node.body if evaluate(node.test, values) else node.orelse, values)
        case ast.Call(func=ast.Name() as called):
            return FUNCTIONS[called.id](*(evaluate(argument, values) for argument in node.args))
    raise SyntaxError(f"a formula can't hold {ast.unparse(node)}")


def rounded(exact: Any, rounding: str) -> Fraction:
    """A formula's exact value as the step keeps it: half up to two decimals, or untouched."""
    return half_up(Fraction(exact)) if rounding == "half_up" else Fraction(exact)


def chosen(formula: str, values: Mapping[str, Any]) -> ast.expr:
    """The formula with every choice decided for these values: what was really computed."""

    class Decide(ast.NodeTransformer):
        def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
            taken = node.body if evaluate(node.test, values) else node.orelse
            return typing.cast(ast.AST, self.visit(taken))

    return typing.cast(ast.expr, Decide().visit(ast.parse(formula, mode="eval").body))


def names(node: ast.expr) -> Iterator[str]:
    """The names that a formula reads, in order, each once: ``bonus_a.slope`` with its dot, functions left out."""
    seen: set[str] = set(FUNCTIONS) | set(CODES)
    inner: set[int] = set()
    for part in ast.walk(node):
        if id(part) in inner:
            continue
        if isinstance(part, ast.Attribute):
            inner.update(map(id, ast.walk(part.value)))
            name = ast.unparse(part)
        elif isinstance(part, ast.Name):
            name = part.id
        else:
            continue
        if name not in seen:
            seen.add(name)
            yield name


def with_numbers(node: ast.expr, show: Callable[[str], str], values: Mapping[str, Any]) -> str:
    """The formula with ``show(name)`` in the place of every name, and the row of a scale in the place of the scale."""

    class Fill(ast.NodeTransformer):
        def visit_Name(self, part: ast.Name) -> ast.AST:
            return part if part.id in FUNCTIONS or part.id in CODES else ast.Name(id=show(part.id))

        def visit_Attribute(self, part: ast.Attribute) -> ast.AST:
            return ast.Name(id=show(ast.unparse(part)))

        def visit_Subscript(self, part: ast.Subscript) -> ast.AST:
            return ast.Name(id=show(ast.unparse(part)))

        def visit_Call(self, part: ast.Call) -> ast.AST:
            if isinstance(part.func, ast.Name) and part.func.id in _ROWS:
                base, rows = part.args
                row = _ROWS[part.func.id](evaluate(base, values), evaluate(rows, values))
                return ast.Name(id=row_text(self.visit(base), row))
            part.args = [self.visit(argument) for argument in part.args]
            return part

    return readable(Fill().visit(ast.parse(ast.unparse(node), mode="eval").body))


def row_text(base: ast.expr, row: Any | None) -> str:
    """A row of a scale applied to a base: ``4 469.93 + (22 741.04 - 16 710.00) * 42.8 %``."""
    if row is None:
        return "0"
    inner = ast.unparse(base)
    excess = f"({inner} - {amount_text(row.over)})" if row.over else (f"({inner})" if " - " in inner else inner)
    parts = [amount_text(row.fixed)] if row.fixed or not row.rate else []
    return " + ".join([*parts, *([f"{excess} * {decimal_text(row.rate * 100)} %"] if row.rate else [])])


def amount_text(euros: Fraction) -> str:
    """Euros as people read them: ``2 500.00``."""
    cents = int(euros * 100)
    return f"{'-' if cents < 0 else ''}{abs(cents) // 100:,}.{abs(cents) % 100:02d}".replace(",", " ")


def decimal_text(number: Fraction) -> str:
    """A number of at most six decimals, without trailing zeros."""
    whole, part = divmod(int(number * 1_000_000), 1_000_000)
    return f"{whole}.{part:06d}".rstrip("0").rstrip(".")


def readable(node: ast.expr) -> str:
    """A formula as people write it: × for times."""
    return ast.unparse(node).replace(" * ", " × ")


def in_units(value: Any, hint: Any) -> Any:
    """An integer of the rules as the formula language counts it: euros, plain rates, days; rows as objects."""
    if typing.get_origin(hint) is typing.Annotated:
        inner, *extras = typing.get_args(hint)
        return Fraction(value) if "count" in extras else in_units(value, inner)
    if typing.get_origin(hint) is tuple:
        item = typing.get_args(hint)[0]
        return [in_units(part, item) for part in value]
    if isinstance(hint, type) and issubclass(hint, tuple):
        return SimpleNamespace(**quantities(value))
    if hint is Rate:
        return Fraction(value, 1_000_000)
    if hint is Hundredths:
        return Fraction(value, 100)
    return Fraction(value, 100)


_HINTS: dict[type[Any], dict[str, Any]] = {}


def hints(result: type[Any]) -> dict[str, Any]:
    """The annotations of a ``NamedTuple`` with their steps."""
    if result not in _HINTS:
        _HINTS[result] = typing.get_type_hints(result, include_extras=True)
    return _HINTS[result]


def quantities(part: Any) -> dict[str, Any]:
    """The fields of one ``NamedTuple`` in the formula language's units; fields that are rules' results are left out."""
    return {
        name: in_units(getattr(part, name), hint) for name, hint in hints(type(part)).items() if not is_result(hint)
    }


def is_result(hint: Any) -> bool:
    """Whether a field holds the result of a rule: a ``NamedTuple`` with steps, or one that holds such."""
    return (
        isinstance(hint, type)
        and issubclass(hint, tuple)
        and any(step_of(inner) is not None or is_result(inner) for inner in hints(hint).values())
    )


def step_of(hint: Any) -> Step | None:
    """The :class:`~sharedpay.law.step.Step` of an annotation, if it has one."""
    return next((extra for extra in typing.get_args(hint)[1:] if isinstance(extra, Step)), None)


def given_of(hint: Any) -> Given | None:
    """The :class:`~sharedpay.law.step.Given` of an annotation, if it has one."""
    return next((extra for extra in typing.get_args(hint)[1:] if isinstance(extra, Given)), None)


def steps(result: type[Any]) -> Iterator[tuple[str, Step]]:
    """The steps of a result type, those of the results in it included, in the order of the computation."""
    for name, hint in hints(result).items():
        step = step_of(hint)
        if step:
            yield name, step
        elif is_result(hint):
            yield from steps(hint)


def values_of(result: Any) -> dict[str, Any]:
    """All quantities of a result, those of the results in it included."""
    found = quantities(result)
    for name, hint in hints(type(result)).items():
        if is_result(hint):
            found |= values_of(getattr(result, name))
    return found


def unit_of(hint: Any) -> str:
    """How a field counts: ``cents``, ``rate``, ``hundredths``, ``count`` or ``table``."""
    if typing.get_origin(hint) is typing.Annotated:
        inner, *extras = typing.get_args(hint)
        return "count" if "count" in extras else unit_of(inner)
    if hint is Rate:
        return "rate"
    if hint is Hundredths:
        return "hundredths"
    return "cents" if hint is int else "table"
