"""A figure explained: the steps that led to it, their formulas with the numbers in them, parameters and articles.

Everything is read from the run itself: the values are those of the results, the formulas those of their steps, and
the tests prove that the two agree.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from sharedpay.errors import InvalidInput, NotCovered
from sharedpay.law.book import Parameter, Source, Version
from sharedpay.law.branches import EmployerBranches, EmployerBranchLaw, WorkerBranches
from sharedpay.law.contributions import BranchLaw
from sharedpay.law.employer import Employer
from sharedpay.law.person import ARTIST, BLUE_COLLAR, Month, Person
from sharedpay.law.reductions import BetaTable, Performance, StructuralTable
from sharedpay.law.step import Step
from sharedpay.law.target_groups import Claim, EngagementLaw, TargetGroup, TargetGroupLaw
from sharedpay.law.work_bonus import Taper
from sharedpay.money import NO_LIMIT
from sharedpay.payroll import formula
from sharedpay.payroll.branches import divided
from sharedpay.payroll.case import Case
from sharedpay.payroll.cost import Cost, CostLaw
from sharedpay.payroll.extras import Extra
from sharedpay.payroll.pay import Pay, PayLaw
from sharedpay.payroll.remarks import figures_in_use
from sharedpay.payroll.run import Run, employer_side
from sharedpay.payroll.titles import title_of_line

if TYPE_CHECKING:
    from sharedpay.show.language import Language


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
    """Why a figure is what it is. ``steps`` end with the figure itself; ``inputs`` are what they started from.

    Titles, labels and values are in the language ``lang``; formulas name the fields of the rules.
    """

    code: str
    title: str
    value: str
    steps: tuple[ExplainedStep, ...]
    figures: tuple[ExplainedFigure, ...]
    inputs: tuple[ExplainedInput, ...]
    lang: str = "en"

    def model_dump(self) -> dict[str, Any]:
        """The explanation as plain data."""
        return asdict(self)

    def model_dump_json(self, indent: int | None = None) -> str:
        """The explanation as JSON text."""
        return json.dumps(self.model_dump(), indent=indent, ensure_ascii=False)

    def __str__(self) -> str:
        from sharedpay.show import text  # noqa: PLC0415  the one upward import: how it looks is decided in show

        return text.explanation(self)

    def _repr_html_(self) -> str:
        from sharedpay.show import html  # noqa: PLC0415  the one upward import: how it looks is decided in show

        return html.fragment(self)


@cache
def all_steps() -> dict[str, Step]:
    """Every step of gross to net and of the employer's cost, by name, in the order of the computation."""
    return dict([*formula.steps(Pay), *formula.steps(Cost)])


_BRANCHES = (WorkerBranches, EmployerBranches)


@cache
def _beside() -> dict[str, Step]:
    """The steps that only some payslips have: of a reduction that is asked for, and of the branches."""
    return dict(pair for result in (TargetGroup, *_BRANCHES) for pair in formula.steps(result))


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

    for result in (Pay, TargetGroup, Cost, *_BRANCHES):
        walk(result)
    return found


_TABLES: Mapping[str, type[Any]] = {
    "bonus_a": Taper,
    "bonus_b": Taper,
    "structural": StructuralTable,
    "beta": BetaTable,
    "beta_target": BetaTable,
}
"""Names that stand in formulas for a row of figures, with the type of the row."""


@cache
def units_of_names() -> dict[str, str]:
    """How each name of the formulas is shown: ``cents``, ``rate``, ``hundredths``, ``count`` or ``table``."""
    units = {"parts": "count"}

    def walk(part: Any, prefix: str = "") -> None:
        for name, hint in formula.hints(part).items():
            if isinstance(hint, type) and issubclass(hint, tuple) and hint not in _TABLES.values():
                walk(hint)
            else:
                units[prefix + name] = formula.unit_of(hint)

    inputs = (Month, Person, Employer, Performance, Claim)
    laws = (PayLaw, CostLaw, TargetGroupLaw, EngagementLaw, BranchLaw, EmployerBranchLaw)
    for part in (*inputs, *laws, Pay, TargetGroup, Cost, *_BRANCHES):
        walk(part)
    for name, row in _TABLES.items():
        walk(row, f"{name}.")
    return units


def title_of(name: str, say: Callable[[str], str] = str) -> str:
    """The name of a step or an input of the computation: in English, or as ``say`` puts it into another language."""
    step = all_steps().get(name) or _beside().get(name)
    if step:
        return say(step.title)
    for inputs in (Month, Person, Employer, Performance, Claim):
        given = formula.given_of(formula.hints(inputs).get(name))
        if given:
            title = say(given.title)
            return title[:1].upper() + title[1:]
    return title_of_line(name, say) or name.replace("_", " ").capitalize()


def environment(case: Case, result: Run) -> dict[str, Any]:
    """The value of every name that the formulas of a payslip use: inputs, parameters, steps."""
    values: dict[str, Any] = formula.quantities(result.month) | formula.quantities(case.person)
    for law in (*case.pay_law, *(case.cost_law or ())):
        values |= formula.quantities(law)
    values["bonus_a"] = values[figure_of("bonus_a", case)]
    values["bonus_b"] = values[figure_of("bonus_b", case)]
    values |= formula.values_of(result.pay)
    if result.cost is not None:
        values |= formula.quantities(case.employer) | formula.quantities(case.period.work)
        values["structural"] = values[figure_of("structural", case)]
        values["parts"] = Fraction(3)
        values["target_reduction"] = Fraction(0)
        values |= formula.values_of(result.cost)
        found = case.target_group(result.cost)
        if case.claim is not None and found is not None:
            for part in (case.claim.claim, case.claim.law, case.claim.hired):
                values |= formula.quantities(part)
            values |= formula.values_of(found)
    return values


def figure_of(name: str, case: Case) -> str:
    """The parameter behind a name of a formula: the worker's column, the employer's category."""
    root = name.partition(".")[0]
    if root in ("bonus_a", "bonus_b"):
        column = "blue" if case.person.status in (BLUE_COLLAR, ARTIST) else "white"
        return f"{column}_{root[-1]}"
    if root == "structural":
        return f"structural_category{case.employer.category}"
    return root


@dataclass(frozen=True, slots=True)
class _Scope:
    """Where an explanation looks: the steps and their rules, the value of every name, and the figures of the law."""

    case: Case
    steps: Mapping[str, Step]
    rules: Mapping[str, str]
    values: Mapping[str, Any]
    units: Mapping[str, str]
    words: Language

    def is_figure(self, name: str) -> bool:
        """Whether a name of a formula is a figure of the law."""
        return name not in self.steps and figure_of(name, self.case) in self.case.laws.book.names

    def figure(self, name: str) -> tuple[Parameter, Version] | None:
        """The figure of the law behind a name; None for one that is waived and not covered."""
        found = figure_of(name, self.case)
        try:
            used = figures_in_use(self.case).get(found)
            return used or (self.case.laws.book.names[found], self.case.laws.version(found))
        except NotCovered:
            return None

    def show(self, name: str) -> str:
        """The value of a name as text."""
        return self.words.local(show(name, self.values, self.units))


def explain_step(case: Case, result: Run, code: str, words: Language) -> Explanation:
    """The explanation of one step of a payslip: see :meth:`~sharedpay.payroll.payslip.Payslip.explain`.

    The steps are those of the rule that computes it; what it takes from other rules stands among the inputs.
    """
    for extra in result.extras:
        if code == extra.code or code in (line.code for line in extra.lines):
            return _explained_extra(case, extra, code, words)
    steps = all_steps() | (dict(formula.steps(TargetGroup)) if case.contract.reduction is not None else {})
    if code in _TOTALS and (result.extras or code == "net_paid"):
        return _explained_total(case, result, code, words)
    of_branches = code in dict(pair for branch in _BRANCHES for pair in formula.steps(branch))
    if of_branches:
        steps = steps | _beside()
    if code not in steps and code != "gross":
        raise InvalidInput(f"explain: there is no {code!r}; there are gross, {', '.join(steps)}")
    if result.cost is None and (code in _beside() or code in dict(formula.steps(Cost))) and not of_branches:
        employer_side(result, case)
    values = environment(case, result)
    if of_branches:
        for part in divided(case, result.pay):
            values |= formula.values_of(part)
    scope = _Scope(case, steps, _rules(), values, units_of_names(), words)
    explained = _explained(scope, code, [code] if code in steps else [])
    return replace(explained, value=words.money(result.gross)) if code == "gross" else explained


_TOTALS = ("net", "net_paid", "employer_cost")


def _explained_total(case: Case, result: Run, code: str, words: Language) -> Explanation:
    """The explanation of a total of a pay with more than its base: that of the base, and a sum with what each adds."""
    own = explain_step(case, result._replace(extras=()), "net" if code == "net_paid" else code, words)
    added = {"net": "net", "net_paid": "paid", "employer_cost": "cost"}[code]
    total = {"net": result.net, "net_paid": result.paid_out, "employer_cost": result.employer_cost}[code]
    parts = [(extra.code, getattr(extra, added)) for extra in result.extras if getattr(extra, added)]
    if code == "net_paid":
        parts = [(extra.code, extra.net) for extra in result.extras if extra.net] + parts
    base = total - sum(cents for _, cents in parts)
    sum_of = [("base pay", base), *parts]
    step = ExplainedStep(
        code,
        title_of(code, words.say) if code == "net_paid" else words.say("{title} in all", title=own.title),
        words.money(total),
        " + ".join(name for name, _ in sum_of),
        " + ".join(words.money(cents) for _, cents in sum_of).replace("+ -", "- "),
        own.steps[-1].article,
    )
    return replace(own, code=code, title=title_of(code, words.say), value=words.money(total), steps=(*own.steps, step))


def _explained_extra(case: Case, extra: Extra, code: str, words: Language) -> Explanation:
    """The explanation of one of the earnings or of a line of it: all steps of its rules, in their order."""
    steps = dict(pair for result in extra.results for pair in formula.steps(type(result)))
    values: dict[str, Any] = dict(extra.inputs)
    units = dict.fromkeys(extra.inputs, "cents")
    for part in (*extra.law, *extra.results):
        values |= formula.values_of(part)
        units |= {name: formula.unit_of(hint) for name, hint in formula.hints(type(part)).items()}
    scope = _Scope(case, steps, dict.fromkeys(steps, ""), values, units, words)
    explained = _explained(scope, code, list(steps))
    total = next((line for line in extra.lines if line.code == code), None)
    return explained if total is None else replace(explained, value=words.money(total.cents))


def _explained(scope: _Scope, code: str, wanted: list[str]) -> Explanation:
    """The wanted steps, those of the same rule that they rest on, the figures and the inputs."""
    words = scope.words
    shown = partial(show, values=scope.values, units=scope.units)
    explained: dict[str, ExplainedStep] = {}
    figures: dict[str, ExplainedFigure] = {}
    inputs: dict[str, ExplainedInput] = {}

    def visit(name: str) -> None:
        step = scope.steps[name]
        computed = formula.chosen(step.formula, scope.values)
        for part in formula.names(computed):
            if part in scope.steps and scope.rules[part] == scope.rules[name]:
                if part not in explained:
                    visit(part)
                continue
            if not scope.is_figure(part):
                inputs.setdefault(part, ExplainedInput(part, title_of(part, words.say), scope.show(part)))
                continue
            figure = scope.figure(part)
            if figure is not None:
                figures.setdefault(figure[0].name, _explained_figure(*figure, scope.case, words.code))
        explained[name] = ExplainedStep(
            name,
            words.say(step.title),
            scope.show(name),
            formula.readable(formula.parse(step.formula)),
            words.formula(formula.with_numbers(computed, shown, scope.values)),
            article_of(scope.case, step.cite, words.article),
        )

    for name in wanted:
        if name not in explained:
            visit(name)
    return Explanation(
        code,
        title_of(code, words.say),
        scope.show(code) if code in scope.values else "",
        tuple(explained[name] for name in scope.steps if name in explained),
        tuple(figures.values()),
        tuple(inputs.values()),
        words.code,
    )


def show(name: str, values: Mapping[str, Any], units: Mapping[str, str]) -> str:
    """The value of a name as text: money with two decimals and spaces, rates in per cent, counts as they are."""
    value = formula.evaluate(name, values)
    unit = units.get(name, "cents")
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


def _explained_figure(parameter: Parameter, version: Version, case: Case, lang: str) -> ExplainedFigure:
    return ExplainedFigure(
        parameter.name,
        parameter.labels[lang],
        version.value,
        version.start.isoformat(),
        tuple(case.laws.book.sources[source].title for source in version.sources),
        version.confidence,
        version.note,
    )


def article_of(case: Case, cite: str, said: Callable[[str], str] = str) -> str:
    """``source-id#article`` in words: the document's title and the article, which ``said`` puts into a language."""
    source_id, _, article = cite.partition("#")
    source = case.laws.book.sources.get(source_id)
    title = (source.short or source.title) if source else source_id
    return f"{said(title)}, {said(article)}" if article else said(title)


def sources_of(case: Case) -> tuple[Source, ...]:
    """The documents of the steps and figures of a case, steps first, each once."""
    book = case.laws.book
    ids: list[str] = [step.cite.partition("#")[0] for step in all_steps().values() if step.cite]
    for _, version in figures_in_use(case).values():
        ids.extend(version.sources)
    return tuple(book.sources[source] for source in dict.fromkeys(ids) if source in book.sources)
