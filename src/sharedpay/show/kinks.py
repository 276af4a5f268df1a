"""Where a pay changes course: the grosses at which a rule takes another branch, to the cent, each with its rule.

A rule's formula says which branch it takes: the side of a choice, the smaller of a ``min``, the row of a scale. Between
two grosses with different branches the change is found by halving, so a kink stands at the very cent from which on the
rule computes otherwise.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import pairwise
from typing import Any, NamedTuple

from sharedpay.payroll import formula
from sharedpay.payroll.case import Case
from sharedpay.payroll.explain import all_steps, environment
from sharedpay.payroll.run import run

GRID = 120
"""Into how many parts a range is cut to look for kinks: two changes and back within one part go unseen."""


class Kink(NamedTuple):
    """The first gross, in cents, from which on the steps ``names`` take another branch; ``titles`` name them."""

    gross: int
    names: tuple[str, ...]
    titles: tuple[str, ...]


def kinks(case: Case, low: int, high: int) -> tuple[Kink, ...]:
    """The kinks of a case between two grosses in cents, those within a euro of each other as one."""
    found: dict[int, list[str]] = {}
    grid = [low + (high - low) * i // GRID for i in range(GRID + 1)]
    before = branches(case, grid[0])
    for start, end in pairwise(grid):
        after = branches(case, end)
        for name in [name for name in after if before.get(name) != after[name]]:
            found.setdefault(_turn(case, name, start, end), []).append(name)
        before = after
    order = list(all_steps())
    return tuple(
        Kink(gross, names, tuple(all_steps()[name].title for name in names))
        for gross, names in _near(sorted(found.items()), order)
    )


def _near(found: Iterable[tuple[int, list[str]]], order: list[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Kinks of several rules within a euro are one turn of the curve; the rule that comes first names it first."""
    first, names = -1000, list[str]()
    for gross, more in found:
        if gross - first > 100:
            if names:
                yield first, tuple(sorted(set(names), key=order.index))
            first, names = gross, []
        names += more
    if names:
        yield first, tuple(sorted(set(names), key=order.index))


def _turn(case: Case, name: str, low: int, high: int) -> int:
    """The first gross above ``low`` at which a step takes the branch that it has at ``high``."""
    target = branches(case, high, (name,))[name]
    while high - low > 1:
        middle = (low + high) // 2
        if branches(case, middle, (name,))[name] == target:
            high = middle
        else:
            low = middle
    return high


def branches(case: Case, gross: int, names: Iterable[str] | None = None) -> dict[str, tuple[Any, ...]]:
    """The branch that each step takes for a gross, of all steps or of some."""
    values = environment(case, run(case, gross))
    steps = all_steps()
    wanted = steps if names is None else names
    return {name: tuple(_branches(formula.parse(steps[name].formula), values)) for name in wanted if name in values}


def _branches(node: ast.AST, values: Mapping[str, Any]) -> Iterator[Any]:
    """What a formula decides, in order: choices, the winner of each ``min`` and ``max``, the row of each scale."""
    match node:
        case ast.IfExp():
            taken = bool(formula.evaluate(node.test, values))
            yield taken
            yield from _branches(node.body if taken else node.orelse, values)
            return
        case ast.Call(func=ast.Name(id="min" | "max" as wins), args=args):
            results = [Fraction(formula.evaluate(argument, values)) for argument in args]
            best = min(results) if wins == "min" else max(results)
            yield results.index(best)
        case ast.Call(func=ast.Name(id="bracket_tax" | "special_amount" as table), args=[base, rows]):
            yield formula.row_of(table, formula.evaluate(base, values), formula.evaluate(rows, values))
    for child in ast.iter_child_nodes(node):
        yield from _branches(child, values)
