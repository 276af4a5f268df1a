"""What made two payslips or settlements differ: the first input, figure of the law or price that is not the same.

It is looked for in the order of the computation, among what a line really rests on, in the formulas of its steps.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, NamedTuple

from sharedpay.errors import NotCovered
from sharedpay.law.book import Parameter, Version
from sharedpay.law.employer import Employer
from sharedpay.law.person import Month, Person
from sharedpay.law.reductions import Performance
from sharedpay.law.step import Step
from sharedpay.model.base import Input
from sharedpay.money import euro_text
from sharedpay.payroll import formula
from sharedpay.payroll.case import Case
from sharedpay.payroll.explain import all_steps, environment, figure_of, show, title_of
from sharedpay.payroll.extras import Extra
from sharedpay.payroll.payslip import Payslip
from sharedpay.payroll.remarks import figures_in_use
from sharedpay.payroll.settlement import Settlement

CAUSES = {
    "earnings": "Earnings",
    "month": "Month",
    "status": "Status",
    "reduction": "Reduction asked for",
    "revenue": "Invoice without VAT",
    "vat_rate": "VAT rate",
    "expenses": "Expenses repaid",
    "budget": "Budget",
    "figures": "Figures",
    "method": "Method",
    "fee_rate": "Fee rate",
    "margin_rate": "Margin rate",
    "coefficient": "Coefficient",
    "reductions": "Reductions of contributions",
    "holiday_provision_rate": "Holiday provision rate",
    "year_end_provision_rate": "Year-end provision rate",
    "insurance_rate": "Insurance rate",
    "payroll_cost": "Payroll office",
    "workers": "Workers",
    "closing_fund": "Closing fund",
    "category": "Category",
    "risk_groups": "Contribution for risk groups",
}
"""What can differ before anything is computed; what stands in formulas has its title there."""


CHOICES = (
    "none",
    "all",
    "not stated",
    "exempt",
    "yes",
    "no",
    "smart",
    "own",
    "actual",
    "coefficient",
    "kept by pool",
    "credited",
    "commercial",
    "non commercial",
)
"""What stands for a choice in a cause, beside amounts and statuses."""


ITEMS = {
    "holiday_days": "Holidays",
    "sick_days": "Days of sickness",
    "overtime": "Overtime",
    "hospital_insurance": "Hospital insurance",
    "variable_holiday_pay": "Holiday pay on variable pay",
    "meal_vouchers": "Meal vouchers",
    "company_car": "Company car",
    "first_engagement": "First engagement",
    "older_worker": "Older worker",
    "artist": "Artist",
}
"""What earnings and reductions are called that no line of a payslip is named after as a whole."""


class Cause(NamedTuple):
    """What differs first: an ``input``, a ``figure`` of the law or a ``price`` of the enterprise, on both sides."""

    kind: Literal["input", "figure", "price"]
    name: str
    title: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.title}: {self.before} → {self.after}"


@dataclass(slots=True)
class _Side:
    """One side: its case, and the value of every name in formulas, of the pay or of one of its extras."""

    case: Case
    values: Mapping[str, Any]

    def value(self, name: str) -> Any:
        """The value of a name; None where this side doesn't have it."""
        try:
            return formula.evaluate(name, self.values)
        except (KeyError, AttributeError):
            return None

    def relevant(self, step: Step, other: _Side) -> list[str]:
        """The names that a step's value rests on, on this side or the other: the conditions only where they differ."""
        mine, theirs = self._chosen(step), other._chosen(step)
        names = [] if ast.dump(mine) == ast.dump(theirs) else _conditions(step.formula)
        return [*dict.fromkeys([*names, *formula.names(mine), *formula.names(theirs)])]

    def _chosen(self, step: Step) -> ast.expr:
        try:
            return formula.chosen(step.formula, self.values)
        except (KeyError, AttributeError):
            return formula.parse(step.formula)


def _conditions(text: str) -> list[str]:
    """The names in the conditions of a formula."""
    tests = (node.test for node in ast.walk(formula.parse(text)) if isinstance(node, ast.IfExp))
    return [name for test in tests for name in formula.names(test)]


@dataclass(slots=True)
class Why:
    """Finds the first cause of a difference between two payslips."""

    before: Payslip
    after: Payslip
    _sides: tuple[_Side, _Side] = field(init=False)

    def __post_init__(self) -> None:
        slips = (self.before, self.after)
        a, b = (_Side(slip.case, environment(slip.case, slip.run)) for slip in slips)
        self._sides = (a, b)

    def line(self, code: str) -> Cause | None:
        """The first cause of a line."""
        a, b = self._sides
        extras = [_extra_of(slip, code) for slip in (self.before, self.after)]
        if code == "gross":
            return _input("gross", a, b)
        if code == "target_reduction":
            return _input("target_reduction", a, b) or self.line("structural_reduction") or self.line("subject_pay")
        if any(extras):
            return self._extra(*extras)
        if code in all_steps():
            if a.value(code) is None or b.value(code) is None:
                return self._gap()
            return _first_cause(all_steps(), code, a, b) or self._earnings()
        return self._earnings()

    def cost(self) -> Cause | None:
        """The first cause of another cost for the same gross, for what a budget holds."""
        a, b = self._sides
        return _first_cause(all_steps(), "employer_cost", a, b, but="gross") or self._earnings()

    def _extra(self, before: Extra | None, after: Extra | None) -> Cause | None:
        """The cause of a line of an extra: other earnings, or what its own rules started from."""
        found = self._earnings()
        if found is not None or before is None or after is None:
            return found
        a, b = (
            _Side(slip.case, {**extra.inputs, **_values(extra)})
            for slip, extra in ((self.before, before), (self.after, after))
        )
        steps = dict(pair for result in before.results for pair in formula.steps(type(result)))
        return next((found for name in steps if (found := _first_cause(steps, name, a, b))), None)

    def _earnings(self) -> Cause | None:
        a, b = self.before.case.earnings, self.after.case.earnings
        if a == b:
            return None
        return Cause(
            "input", "earnings", CAUSES["earnings"], *(", ".join(map(_words, items)) or "none" for items in (a, b))
        )

    def _gap(self) -> Cause:
        """Why the employer's side is there on one side only: another month or another status."""
        a, b = self.before.case, self.after.case
        if a.month != b.month:
            return Cause("input", "month", CAUSES["month"], a.month, b.month)
        return _input("status", *self._sides) or Cause(
            "input",
            "gross",
            title_of("gross"),
            euro_text(self.before["gross"].cents),
            euro_text(self.after["gross"].cents),
        )


def _words(item: Input) -> str:
    """One of the earnings or a reduction in words: what it is called, and what was stated of it as it is typed."""
    stated = item.model_dump(mode="json", exclude_defaults=True)
    kind = str(item.model_dump()["kind"])
    name = ITEMS.get(kind) or title_of(kind)
    said = ", ".join(f"{option}={value}" for option, value in stated.items() if option != "kind")
    return f"{name} ({said})" if said else name


def _extra_of(slip: Payslip, code: str) -> Extra | None:
    """The extra whose line has a code that is no step of the pay."""
    if code in all_steps():
        return None
    return next((extra for extra in slip.run.extras if code in (line.code for line in extra.lines)), None)


def _values(extra: Extra) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for part in (*extra.law, *extra.results):
        found |= formula.values_of(part)
    return found


def _first_cause(steps: Mapping[str, Step], code: str, a: _Side, b: _Side, but: str = "") -> Cause | None:
    """What differs first among all that a step rests on, in the order of the computation."""
    wanted: set[str] = set()
    queue = [code]
    while queue:
        name = queue.pop()
        if name in steps and name not in wanted:
            wanted.add(name)
            queue += a.relevant(steps[name], b)
    for name in (name for name in steps if name in wanted and a.value(name) != b.value(name)):
        for part in a.relevant(steps[name], b):
            if part in steps or part == but or a.value(part) == b.value(part):
                continue
            found = _figure(part, a, b) or _input(part, a, b)
            if found is not None:
                return found
    return None


def _figure(name: str, a: _Side, b: _Side) -> Cause | None:
    """A figure of the law that differs; or, where the two sides read different figures, the input that chooses."""
    one, other = figure_of(name, a.case), figure_of(name, b.case)
    if one not in a.case.laws.book.names:
        return None
    if one != other:
        return _input("category" if name.startswith("structural") else "status", a, b)
    before, after = _version(one, a.case), _version(one, b.case)
    if before is None or after is None:
        return None
    parameter = before[0]
    texts = _figure_texts(name.partition(".")[2], before[1], after[1])
    return Cause("figure", parameter.key, parameter.labels["en"], *texts)


def _figure_texts(part: str, before: Version, after: Version) -> list[str]:
    """A figure on both sides: its part that a formula reads, or the first row of a table that differs."""
    values: list[Any] = [before.value, after.value]
    if isinstance(values[0], list) and isinstance(values[1], list):
        longest = max(map(len, values))
        rows = [[*value, *[None] * (longest - len(value))] for value in values]
        place = next((i for i, (one, other) in enumerate(zip(*rows, strict=True)) if one != other), 0)
        values = [row[place] for row in rows]
        part = ""
    if isinstance(values[0], dict) and isinstance(values[1], dict):
        differing = [part] if part else [name for name in values[1] if values[0].get(name) != values[1][name]]
        texts = [", ".join(f"{name} {value.get(name, 'none')}" for name in differing) for value in values]
    else:
        texts = ["none" if value is None else str(value) for value in values]
    return [f"{text} since {version.start}" for text, version in zip(texts, (before, after), strict=True)]


def _version(name: str, case: Case) -> tuple[Parameter, Version] | None:
    try:
        return figures_in_use(case).get(name) or (case.laws.book.names[name], case.laws.version(name))
    except NotCovered:
        return None


@cache
def _units() -> dict[str, str]:
    parts = (Month, Person, Employer, Performance)
    return {name: formula.unit_of(hint) for part in parts for name, hint in formula.hints(part).items()}


def _input(name: str, a: _Side, b: _Side) -> Cause | None:
    """An input that differs."""
    if a.value(name) == b.value(name):
        return None
    if name == "target_reduction":
        asked = [side.case.contract.reduction for side in (a, b)]
        texts = ["none" if one is None else _words(one) for one in asked]
        return None if asked[0] == asked[1] else Cause("input", "reduction", CAUSES["reduction"], *texts)
    if name == "status":
        return Cause(
            "input", "status", CAUSES["status"], *(side.case.contract.status.replace("_", " ") for side in (a, b))
        )
    values = ("none" if side.value(name) is None else show(name, side.values, _units()) for side in (a, b))
    return Cause("input", name, title_of(name), *values)


def price_causes(before: Settlement, after: Settlement) -> Iterator[Cause]:
    """What differs between two settlements before there is a gross, in the order of the computation."""
    sides = (before, after)
    asked = {
        "revenue": [str(side.revenue) for side in sides],
        "vat_rate": [_vat_rates(side) for side in sides],
        "expenses": [euro_text(side.expenses_cents) for side in sides],
        "budget": ["all" if side.limit is None else euro_text(side.limit) for side in sides],
    }
    for name, texts in asked.items():
        if texts[0] != texts[1]:
            yield Cause("input", name, CAUSES[name], *texts)
    choices = [side.payslip.case.enterprise.model_dump() for side in sides]
    for name in choices[0]:
        a, b = (choice[name] for choice in choices)
        if a != b and name != "name":
            yield Cause("price", name, CAUSES[name], *(_choice(value) for value in (a, b)))
    for name in ("fee_rate", "margin_rate", "holiday_provision_rate"):
        found = [_version(name, side.payslip.case) for side in sides]
        if found[0] and found[1] and found[0][1].value != found[1][1].value:
            parameter = found[0][0]
            texts = _figure_texts("", found[0][1], found[1][1])
            yield Cause("figure", parameter.key, parameter.labels["en"], *texts)


def _vat_rates(side: Settlement) -> str:
    rates = dict.fromkeys(invoice.vat_rate for invoice in side.invoices)
    return ", ".join(rate if rate == "exempt" else f"{rate} %" for rate in rates)


def _choice(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "not stated" if value is None else str(value).replace("_", " ")
