"""A figure explained: the steps that led to it, their formulas with the numbers in them, parameters and articles.

Everything is read from the run itself: the values are those of the results, the formulas those of their steps, and
the tests prove that the two agree.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from sharedpay.errors import InvalidInput, NotModelled
from sharedpay.law.book import Parameter, Source, Version
from sharedpay.law.employer import Employer
from sharedpay.law.person import ARTIST, BLUE_COLLAR, Month, Person
from sharedpay.law.reductions import BetaTable, Performance, StructuralTable
from sharedpay.law.step import Step
from sharedpay.law.work_bonus import Taper
from sharedpay.money import NO_LIMIT
from sharedpay.payroll import formula
from sharedpay.payroll.case import Case, figures_in_use
from sharedpay.payroll.cost import Cost, CostLaw
from sharedpay.payroll.pay import Pay, PayLaw


@dataclass(frozen=True, slots=True)
class ExplainedStep:
    """One step: its value as text, its formula in names and in numbers, and the article it implements."""

    name: str
    title: str
    value: str
    formula: str
    numbers: str
    article: str


@dataclass(frozen=True, slots=True)
class ExplainedFigure:
    """One figure of the law that was used: value, since when, where it stands and how sure it is."""

    name: str
    label: str
    value: Any
    since: str
    sources: tuple[str, ...]
    confidence: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ExplainedInput:
    """What the figure started from: an input of the pay, or a step of another rule that can be explained in turn."""

    name: str
    title: str
    value: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a figure is what it is. ``steps`` end with the figure itself; ``inputs`` are what they started from."""

    code: str
    title: str
    value: str
    steps: tuple[ExplainedStep, ...]
    figures: tuple[ExplainedFigure, ...]
    inputs: tuple[ExplainedInput, ...]

    def model_dump(self) -> dict[str, Any]:
        """The explanation as plain data."""
        return asdict(self)

    def model_dump_json(self, indent: int | None = None) -> str:
        """The explanation as JSON text."""
        return json.dumps(self.model_dump(), indent=indent, ensure_ascii=False)

    def __str__(self) -> str:
        from sharedpay.show import text  # noqa: PLC0415  the one upward import: how it looks is decided in show

        return text.explanation(self)


@cache
def all_steps() -> dict[str, Step]:
    """Every step of gross to net and of the employer's cost, by name, in the order of the computation."""
    return dict([*formula.steps(Pay), *formula.steps(Cost)])


@cache
def _rules() -> dict[str, str]:
    """The rule that each step belongs to: the name of its result type."""
    found: dict[str, str] = {}

    def walk(result: Any) -> None:
        for name, hint in formula.hints(result).items():
            if formula.step_of(hint):
                found[name] = result.__name__
            elif formula.is_result(hint):
                walk(hint)

    walk(Pay)
    walk(Cost)
    return found


_TABLES: Mapping[str, type[Any]] = {
    "bonus_a": Taper,
    "bonus_b": Taper,
    "structural": StructuralTable,
    "beta": BetaTable,
}
"""Names that stand in formulas for a row of figures, with the type of the row."""


@cache
def _units() -> dict[str, str]:
    """How each name of the formulas is shown: ``cents``, ``rate``, ``hundredths``, ``count`` or ``table``."""
    units = {"parts": "count"}

    def walk(part: Any, prefix: str = "") -> None:
        for name, hint in formula.hints(part).items():
            if isinstance(hint, type) and issubclass(hint, tuple) and hint not in _TABLES.values():
                walk(hint)
            else:
                units[prefix + name] = formula.unit_of(hint)

    for part in (Month, Person, Employer, Performance, PayLaw, CostLaw, Pay, Cost):
        walk(part)
    for name, row in _TABLES.items():
        walk(row, f"{name}.")
    return units


def title_of(name: str) -> str:
    """The English name of a step or an input of the computation."""
    step = all_steps().get(name)
    if step:
        return step.title
    for inputs in (Month, Person, Employer, Performance):
        given = formula.given_of(formula.hints(inputs).get(name))
        if given:
            return given.title[:1].upper() + given.title[1:]
    return name


def environment(case: Case, paid: Pay, costed: Cost | None) -> dict[str, Any]:
    """The value of every name that the formulas of a payslip use: inputs, parameters, steps."""
    values: dict[str, Any] = formula.quantities(case.inputs) | formula.quantities(case.person)
    values["gross"] = Fraction(paid.bonus_wage - case.inputs.benefits_in_kind, 100)
    for law in (*case.pay_law, *(case.cost_law or ())):
        values |= formula.quantities(law)
    values["bonus_a"] = values[_figure_of("bonus_a", case)]
    values["bonus_b"] = values[_figure_of("bonus_b", case)]
    values |= formula.values_of(paid)
    if costed is not None and case.cost_law is not None:
        values |= formula.quantities(case.employer) | formula.quantities(case.period.work)
        values["structural"] = values[_figure_of("structural", case)]
        values["parts"] = Fraction(3)
        values |= formula.values_of(costed)
    return values


def _figure_of(name: str, case: Case) -> str:
    """The parameter behind a name of a formula: the worker's column, the employer's category."""
    root = name.partition(".")[0]
    if root in ("bonus_a", "bonus_b"):
        column = "blue" if case.person.status in (BLUE_COLLAR, ARTIST) else "white"
        return f"{column}_{root[-1]}"
    if root == "structural":
        return f"structural_category{case.employer.category}"
    return root


def explain_step(case: Case, paid: Pay, costed: Cost | None, code: str, lang: str) -> Explanation:
    """The explanation of one step of a payslip: see :meth:`~sharedpay.payroll.payslip.Payslip.explain`.

    The steps are those of the rule that computes it; what it takes from other rules stands among the inputs.
    """
    steps, rules = all_steps(), _rules()
    if lang != "en":
        raise NotModelled(f"explanations in {lang!r} are not there yet; lang='en' is")
    if code not in steps and code != "gross":
        raise InvalidInput(f"explain: there is no {code!r}; there are gross, {', '.join(steps)}")
    if costed is None and code in dict(formula.steps(Cost)):
        raise case.cost_gap or InvalidInput(f"explain: {code!r} needs the employer's side")
    values = environment(case, paid, costed)
    used = figures_in_use(case)
    explained: dict[str, ExplainedStep] = {}
    figures: dict[str, ExplainedFigure] = {}
    inputs: dict[str, ExplainedInput] = {}

    def visit(name: str) -> None:
        step = steps[name]
        computed = formula.chosen(step.formula, values)
        for part in formula.names(computed):
            figure = _figure_of(part, case)
            if part in steps and rules[part] == rules[name]:
                if part not in explained:
                    visit(part)
            elif figure in case.laws.book.names:
                if figure in used:
                    figures.setdefault(figure, _explained_figure(*used[figure], case))
            else:
                inputs.setdefault(part, ExplainedInput(part, title_of(part), show(part, values)))
        explained[name] = ExplainedStep(
            name,
            step.title,
            show(name, values),
            formula.readable(formula.parse(step.formula)),
            formula.with_numbers(computed, lambda part: show(part, values), values),
            article_of(case, step.cite),
        )

    if code in steps:
        visit(code)
    return Explanation(
        code,
        title_of(code),
        show(code, values),
        tuple(explained[name] for name in steps if name in explained),
        tuple(figures.values()),
        tuple(inputs.values()),
    )


def show(name: str, values: Mapping[str, Any]) -> str:
    """The value of a name as text: money with two decimals and spaces, rates in per cent, counts as they are."""
    value = formula.evaluate(name, values)
    unit = "cents" if "[" in name else _units()[name]
    if unit == "table":
        return name
    if unit == "count":
        return str(value)
    if unit == "rate":
        return f"{formula.decimal_text(value * 100)} %"
    if unit == "hundredths":
        return formula.decimal_text(value)
    return "no limit" if value * 100 >= NO_LIMIT else formula.amount_text(value)


def money(amount: int) -> str:
    """Cents as people read them: ``2 500.00``."""
    return formula.amount_text(Fraction(amount, 100))


def _explained_figure(parameter: Parameter, version: Version, case: Case) -> ExplainedFigure:
    return ExplainedFigure(
        parameter.name,
        parameter.labels["en"],
        version.value,
        version.start.isoformat(),
        tuple(case.laws.book.sources[source].title for source in version.sources),
        version.confidence,
        version.note,
    )


def article_of(case: Case, cite: str) -> str:
    """``source-id#article`` in words: the article and the document's title."""
    source_id, _, article = cite.partition("#")
    source = case.laws.book.sources.get(source_id)
    title = (source.short or source.title) if source else source_id
    return f"{title}, {article}" if article else title


def sources_of(case: Case) -> tuple[Source, ...]:
    """The documents of the steps and figures of a case, steps first, each once."""
    book = case.laws.book
    ids: list[str] = [step.cite.partition("#")[0] for step in all_steps().values() if step.cite]
    for _, version in figures_in_use(case).values():
        ids.extend(version.sources)
    return tuple(book.sources[source] for source in dict.fromkeys(ids) if source in book.sources)
