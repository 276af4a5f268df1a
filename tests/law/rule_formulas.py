"""Holds the formula texts of a rule's result against its values, for chosen arguments (edges, worked examples)."""

from fractions import Fraction
from typing import Any

from sharedpay.payroll import formula


def differences(result: Any, *parts: Any, **given: Fraction | int) -> list[str]:
    """The steps whose formula gives another value than the rule.

    ``parts`` are the tuples it was given: inputs and figures of law. ``given`` are its plain inputs as the formulas
    count them: euros, whole numbers.
    """
    values: dict[str, Any] = {name: Fraction(value) for name, value in given.items()}
    for part in parts:
        values |= formula.quantities(part)
    values |= formula.values_of(result)
    found = []
    for name, step in formula.steps(type(result)):
        exact = formula.rounded(formula.evaluate(step.formula, values), step.rounding)
        if exact != values[name]:
            found.append(f"{name}: {step.formula} gives {exact}, the rule {values[name]}")
    return found
