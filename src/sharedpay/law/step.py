"""What a field of a rule's result says about itself.

A rule's result is a ``NamedTuple`` whose every field is a step that the law names. The annotation of the field
carries a :class:`Step`: the formula in words of the rule, the article, and how the value was rounded. Explanations
are made from it, and a test evaluates every formula with exact fractions against the code.
"""

from __future__ import annotations

from typing import Literal, NamedTuple


class Step(NamedTuple):
    """One step of a rule.

    ``formula`` is an arithmetic expression over the names of the rule's inputs, its parameters and its earlier
    steps. Money in it is in euros and rates are plain numbers, so that it reads like the law.
    ``cite`` is ``source-id#article`` with an id of ``sources.toml``.
    ``rounding`` says what happens to the formula's exact value: ``"half_up"`` to two decimals (the default), or
    ``"exact"`` when the formula itself already gives a whole number of cents.
    ``title`` is the English name of the step on a payslip or in an explanation.
    """

    title: str
    formula: str
    cite: str = ""
    rounding: Literal["half_up", "exact"] = "half_up"


class Given(NamedTuple):
    """An input of a rule: what it is, in words."""

    title: str
