"""Every formula that a step shows is true: evaluated with exact fractions it gives what the rule computed.

The rules run in whole cents; a formula's text is evaluated from the law's figures, the inputs and the earlier steps
with `Fraction`, which knows nothing of the rules. So each is the oracle of the other. Steps are discovered: a rule
whose result stands in `Pay` or `Cost` is tested without a line here, and one that doesn't is pointed out.
"""

import ast
import importlib
import inspect
import itertools
import pkgutil
import random
import re
import typing
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sharedpay.law
import sharedpay.payroll
from law.rule_formulas import differences as rule_differences
from sharedpay.errors import NotCovered
from sharedpay.law.amateur_arts import AmateurArtsLaw, AmateurWork, amateur_day, amateur_indemnity, amateur_year
from sharedpay.law.book import packaged
from sharedpay.law.employer import NO_CLOSING_FUND, NON_COMMERCIAL, Employer
from sharedpay.law.person import ARTIST, BLUE_COLLAR, FLEXI, STUDENT, WHITE_COLLAR, Month, Person
from sharedpay.law.reductions import Performance
from sharedpay.law.step import Step
from sharedpay.money import MAX_CENTS, NO_LIMIT, Hundredths, Rate
from sharedpay.payroll import formula
from sharedpay.payroll.cost import Cost, CostLaw, cost, reduced
from sharedpay.payroll.pay import Pay, PayLaw, full_pay_of, pay

# Without these a month has no net at all; what else is missing on a date counts as nothing, on both sides.
CORE = frozenset({"personal_rate", "white_a", "white_b", "tax_scale", "taxable_multiple", "month_individual"})
READINGS = sorted(packaged().known_readings())


class World(NamedTuple):
    """The law of the pay and of the cost at one moment, under one reading."""

    name: str
    pay: PayLaw
    cost: CostLaw


def month_starts() -> Iterator[date]:
    for year, month in itertools.product(range(2021, 2027), range(1, 13)):
        yield date(year, month, 1)


@cache
def worlds() -> tuple[World, ...]:
    """Every law that was ever in force in a covered month: by date, by day of knowledge, by reading; each once."""
    book = packaged()
    published = {version.published for parameter in book.parameters() for version in parameter.versions}
    before = {day.replace(day=1) for day in published if day}
    found: dict[tuple[PayLaw, CostLaw], World] = {}
    for reading, known_on in [("", None), *(("", day) for day in sorted(before)), *((r, None) for r in READINGS)]:
        read = book.reading(reading) if reading else book
        for start in month_starts():
            laws = read.on(start, known_on)
            try:
                of_pay = laws.get(PayLaw, frozenset(book.names) - CORE)
            except NotCovered:
                continue
            of_cost = laws.get(CostLaw, frozenset(book.names))
            name = f"{start:%Y-%m} {known_on or ''} {reading}"
            found.setdefault((of_pay, of_cost), World(name, of_pay, of_cost))
            # No law so far uses all that component B can do, so here is one that nobody made: A and B exchanged.
            bonus = of_pay.work_bonus
            other = of_pay._replace(
                work_bonus=bonus._replace(
                    white_a=bonus.white_b, white_b=bonus.white_a, blue_a=bonus.blue_b, blue_b=bonus.blue_a
                )
            )
            found.setdefault((other, of_cost), World(f"{name} exchanged", other, of_cost))
    return tuple(found.values())


def numbers(law: Any) -> Iterator[int]:
    """All whole numbers in a law, however deep."""
    for part in law:
        if isinstance(part, tuple):
            yield from numbers(part)
        else:
            yield part


@cache
def edges(world: World) -> tuple[int, ...]:
    """Amounts where something may change: each one of the law, a cent less and a cent more, and the domain's ends."""
    near = {amount + more for amount in numbers(world.pay) for more in (-1, 0, 1)}
    third = {amount // 3 + more for amount in numbers(world.cost) for more in (0, 1)}
    return tuple(sorted(amount for amount in near | third | {0, 1, MAX_CENTS} if 0 <= amount <= MAX_CENTS))


class Run(NamedTuple):
    """One pay and its cost, and the value of every name that a formula may use."""

    month: Month
    person: Person
    world: World
    pay: Pay
    cost: Cost
    values: Mapping[str, Any]


def environment(
    month: Month, person: Person, employer: Employer, work: Performance, parts: int, world: World
) -> dict[str, Any]:
    """What a formula may name before any step: inputs, figures of law, the worker's column, the employer's table."""
    values: dict[str, Any] = {"parts": Fraction(parts)}
    for part in (month, person, employer, work, *world.pay, *world.cost):
        values |= formula.quantities(part)
    column = "blue" if person.status in (BLUE_COLLAR, ARTIST) else "white"
    values["bonus_a"], values["bonus_b"] = values[f"{column}_a"], values[f"{column}_b"]
    values["structural"] = values[f"structural_category{employer.category}"]
    return values


def run(month: Month, person: Person, employer: Employer, work: Performance, parts: int, world: World) -> Run:
    paid = pay(month, person, world.pay)
    base = paid.contribution.contribution_base
    costed = cost(
        paid.subject_pay, full_pay_of(month, paid.subject_pay), base, person.status, parts, work, employer, world.cost
    )
    target = (costed.contributions.reducible_contributions - costed.structural.structural_reduction) // 3
    costed = reduced(costed, target)
    values = environment(month, person, employer, work, parts, world) | {"target_reduction": Fraction(target, 100)}
    return Run(month, person, world, paid, costed, values | formula.values_of(paid) | formula.values_of(costed))


def differences(done: Run, steps: Mapping[str, Step]) -> list[str]:
    """The steps whose formula gives another value than the rule, in words."""
    found = []
    for name, step in steps.items():
        exact = formula.rounded(formula.evaluate(step.formula, done.values), step.rounding)
        if exact != done.values[name]:
            found.append(f"{name}: {step.formula} gives {exact}, the rule {done.values[name]} ({done.world.name})")
    return found


STEPS = dict([*formula.steps(Pay), *formula.steps(Cost)])

AMOUNTS = st.integers(0, 700_000) | st.integers(0, MAX_CENTS)
SELDOM = st.just(0) | st.integers(0, 100_000)
FLAGS = st.integers(0, 1)
HOURS = st.tuples(st.integers(0, 18_000), st.integers(1, 18_000)) | st.integers(1, 18_000).map(lambda n: (n, n))
WORK = st.builds(
    Performance,
    st.integers(0, 70_000).map(Hundredths),
    st.sampled_from([500, 600, 3_800, 3_600, 4_000]).map(Hundredths),
    FLAGS,
    st.sampled_from([0, 0, 100, 1_500]).map(Hundredths),
)
EMPLOYERS = st.builds(
    Employer, st.integers(1, 2), st.integers(NO_CLOSING_FUND, NON_COMMERCIAL), FLAGS, FLAGS, st.integers(0, 20_000)
)


@st.composite
def runs(draw: st.DrawFn, status: int) -> Run:
    """Any pay of the domain: random, or with one of its amounts on purpose at an edge of the law."""
    world = draw(st.sampled_from(worlds()))
    at_edge = st.sampled_from(edges(world))
    counted, possible = draw(HOURS)
    person = Person(
        status,
        scale=draw(st.integers(1, 3)),
        special_scale=draw(st.integers(0, 2)),
        single=draw(FLAGS),
        children=draw(st.integers(0, 11)),
        disabled_children=draw(st.integers(0, 3)),
        single_parent=draw(FLAGS),
        disabled=draw(FLAGS),
        partner_disabled=draw(FLAGS),
        low_partner=draw(st.integers(0, 2)),
        seniors=draw(st.integers(0, 2)),
        other_dependants=draw(st.integers(0, 2)),
        director=draw(st.sampled_from([0, 0, 1])),
    )
    month = Month(
        draw(AMOUNTS | at_edge),
        Hundredths(counted),
        Hundredths(possible),
        bonus_room=draw(st.just(NO_LIMIT) | st.integers(0, 40_000)),
        flat_rate=draw(st.sampled_from([0, 0, 1])),
        group_insurance=draw(SELDOM),
        overtime_reduction=draw(SELDOM),
    )
    if draw(st.booleans()):
        month = month._replace(
            benefits_in_kind=draw(SELDOM),
            holiday_recovery=draw(SELDOM | AMOUNTS),
            car_benefit=draw(SELDOM),
            home_work_exemption=draw(SELDOM),
            copyright_amount=draw(SELDOM | AMOUNTS),
            travel_contribution=draw(SELDOM),
            premium_base=draw(SELDOM | AMOUNTS),
        )
    elif draw(st.booleans()):
        # The yearly pay after costs exactly at a bound of the tax scale, or a cent beside it: through the car benefit.
        law = world.pay.withholding
        bound = draw(st.sampled_from(law.tax_scale)).over
        yearly = max(bound + law.expenses_cap, bound * 10**6 // (10**6 - law.expenses_rate)) + draw(st.integers(-2, 2))
        month = month._replace(car_benefit=max(0, yearly // 12 - pay(month, person, world.pay).taxable))
    return run(month, person, draw(EMPLOYERS), draw(WORK), draw(st.sampled_from([1, 3])), world)


STATUSES = {
    "white_collar": WHITE_COLLAR,
    "blue_collar": BLUE_COLLAR,
    "artist": ARTIST,
    "student": STUDENT,
    "flexi": FLEXI,
}


@pytest.mark.parametrize("status", STATUSES.values(), ids=STATUSES)
def test_every_formula_gives_what_its_rule_computed(status: int) -> None:
    @settings(max_examples=8 * settings().max_examples)
    @given(runs(status))
    def holds(done: Run) -> None:
        assert not differences(done, STEPS)

    holds()


def test_every_formula_holds_at_every_edge_of_every_law() -> None:
    person = Person(single=0, scale=2)
    employer = Employer(risk_groups=1, sector_rate=Rate(2_300))
    work = Performance(Hundredths(2_200), Hundredths(500))
    tried: set[int] = set()
    for world in worlds():
        for i, amount in enumerate(sorted({*edges(world)} - tried)):
            status = (WHITE_COLLAR, BLUE_COLLAR, STUDENT)[i % 3]
            worker = person._replace(status=status, scale=1 + i // 3 % 3, special_scale=i % 3, children=i % 10)
            firm = employer._replace(category=1 + i % 2, fund_class=i % 4)
            assert not differences(run(Month(amount), worker, firm, work, 3, world), STEPS)
        tried |= {*edges(world)}
    assert len(tried) > 500


def members(kind: Callable[[Any], bool]) -> Iterator[Any]:
    """What the rules and the payroll define of a kind, in the modules that are here."""
    for package in (sharedpay.law, sharedpay.payroll):
        for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            module = importlib.import_module(found.name)
            for _, member in inspect.getmembers(module, kind):
                if member.__module__ == module.__name__:
                    yield member


def named_tuples() -> Iterator[Any]:
    return (found for found in members(inspect.isclass) if issubclass(found, tuple) and hasattr(found, "_fields"))


def result_types() -> Iterator[Any]:
    """Every `NamedTuple` whose own fields carry steps."""
    return (found for found in named_tuples() if any(map(formula.step_of, formula.hints(found).values())))


def inside(result: Any) -> Iterator[Any]:
    """A result type and those of the results in it."""
    yield result
    for hint in formula.hints(result).values():
        if formula.is_result(hint):
            yield from inside(hint)


STANDALONE = {
    rule.__name__: rule
    for rule in members(inspect.isfunction)
    # What a rule returns is named plainly; other hints of a module may name what only type checkers import.
    if rule.__globals__.get(rule.__annotations__.get("return")) in {*result_types()} - {*inside(Pay), *inside(Cost)}
}
"""Rules whose result stands neither in the pay nor in the cost."""


@pytest.mark.parametrize("name", STANDALONE)
def test_the_formulas_of_a_rule_that_stands_alone_are_evaluated_in_a_test_of_its_own(name: str) -> None:
    """Such a rule has a domain of its own: its test draws from it and asks `rule_formulas` or `formula` itself."""
    tests = [file.read_text(encoding="utf-8") for file in Path(__file__).parent.parent.rglob("test_*.py")]
    oracle = re.compile(r"\bfrom law\.rule_formulas import differences\b|\bformula\.rounded\(")
    assert any(oracle.search(text) and re.search(rf"\b{name}\(", text) for text in tests)


@given(AMOUNTS, AMOUNTS, st.sampled_from([2024, 2025, 2026]), st.integers(-1, 1))
def test_the_formulas_of_the_amateur_arts_give_what_the_rules_computed(
    indemnity: int, travel: int, year: int, beside: int
) -> None:
    law = packaged().on(date(year, 6, 1)).get(AmateurArtsLaw)
    for paid, costs in ((indemnity, travel), (law.amateur_day_max + beside, law.amateur_travel_max - beside)):
        euros = {"amateur_indemnity": Fraction(paid, 100), "amateur_travel": Fraction(costs, 100)}
        assert not rule_differences(amateur_day(paid, costs, law), law, **euros)
    for paid in (indemnity, law.amateur_threshold + beside):
        assert not rule_differences(amateur_year(paid, law), law, amateur_paid=Fraction(paid, 100))
        work = AmateurWork(1 + paid % 31, indemnity, travel, paid % 30, max(0, law.amateur_threshold + beside))
        assert not rule_differences(amateur_indemnity(work, law), work, law)


def test_every_result_with_steps_is_of_the_pay_of_the_cost_or_of_one_rule_and_so_is_tested_above() -> None:
    found = set(result_types())
    assert {Pay, Cost} < found
    alone = {part for rule in STANDALONE.values() for part in inside(typing.get_type_hints(rule)["return"])}
    assert found == {*inside(Pay), *inside(Cost), *alone}


def test_no_two_steps_have_the_same_name() -> None:
    names = [name for result in result_types() for name, hint in formula.hints(result).items() if formula.step_of(hint)]
    assert len(names) == len(set(names)) >= len(STEPS)


def test_every_field_of_a_result_is_a_step_or_the_result_of_another_rule() -> None:
    for result in result_types():
        for name, hint in formula.hints(result).items():
            assert formula.step_of(hint) or formula.is_result(hint), f"{result.__name__}.{name} explains nothing"


def sample_runs() -> Iterator[Run]:
    """Some three thousand fixed pays that take every branch of every rule."""
    draw = random.Random(2026)  # noqa: S311  no secret: the same pays each time
    for world in worlds():
        tapers = world.pay.work_bonus[:4]
        columns = [WHITE_COLLAR, WHITE_COLLAR, BLUE_COLLAR, BLUE_COLLAR]
        bounds = [
            (status, bound)
            for status, taper in zip(columns, tapers, strict=True)
            for bound in (taper[1], taper[4], taper[4] + 1)
        ]
        for i in range(18):
            whole = i < len(bounds)
            amount = draw.choice([draw.choice(edges(world)), draw.randrange(1_000 ** draw.choice([2, 2, 3]))])
            status = draw.choice([WHITE_COLLAR, WHITE_COLLAR, BLUE_COLLAR, ARTIST, STUDENT, FLEXI])
            counted, possible = draw.choice([(0, 22), (1_900, 2_300), (5_100, 17_480), (23, 22)])
            if whole:
                (status, amount), counted = bounds[i], possible
            month = Month(
                amount,
                Hundredths(counted),
                Hundredths(possible),
                bonus_room=draw.choice([NO_LIMIT, NO_LIMIT, 4_436, 0, 11_111]),
                group_insurance=draw.choice([0, 2_501, 900_000]),
                flat_rate=int(i % 11 == 3),
                overtime_reduction=draw.choice([0, 1_155, 700_000]),
            )
            if not whole:
                month = month._replace(
                    benefits_in_kind=draw.choice([0, 0, 4_321]),
                    holiday_recovery=draw.choice([0, 0, 1_234, 900_000]),
                    car_benefit=draw.choice([0, 14_083]),
                    home_work_exemption=draw.choice([0, 4_170, 900_000]),
                    copyright_amount=draw.choice([0, 0, 30_000, 900_000]),
                    travel_contribution=draw.choice([0, 5_000]),
                    premium_base=draw.choice([0, 0, 123_456]),
                )
            person = Person(
                status=status,
                scale=draw.choice([1, 2, 3]),
                special_scale=draw.choice([0, 1, 2]),
                single=draw.choice([0, 1]),
                children=draw.choice([0, 1, 3, 8, 9]),
                disabled_children=draw.choice([0, 1, 2]),
                single_parent=draw.choice([0, 1]),
                disabled=draw.choice([0, 1]),
                partner_disabled=draw.choice([0, 1]),
                low_partner=draw.choice([0, 1, 2]),
                seniors=draw.choice([0, 1, 2]),
                other_dependants=draw.choice([0, 1, 2]),
                director=int(i % 7 == 2),
            )
            employer = Employer(
                draw.choice([1, 2]), draw.choice([0, 1, 2, 3]), draw.choice([0, 1]), draw.choice([0, 1]), Rate(2_300)
            )
            work = Performance(
                Hundredths(draw.choice([0, 1, 300, 1_155, 1_440, 2_201, 6_600])),
                Hundredths(500),
                draw.choice([0, 1]),
                Hundredths(draw.choice([0, 100])),
            )
            yield run(month, person, employer, work, draw.choice([1, 3]), world)


@pytest.fixture(scope="module")
def samples() -> list[Run]:
    return list(sample_runs())


def test_every_formula_holds_on_the_fixed_samples(samples: list[Run]) -> None:
    for done in samples:
        assert not differences(done, STEPS)


@pytest.mark.parametrize("name", STEPS)
def test_every_name_of_a_formula_has_a_value(samples: list[Run], name: str) -> None:
    for part in formula.names(formula.parse(STEPS[name].formula)):
        assert part != name
        value = formula.evaluate(part, samples[0].values)
        assert isinstance(value, Fraction | list), f"{part} is no number and no row of numbers"


@pytest.mark.parametrize("name", STEPS)
def test_a_formula_reads_only_steps_that_are_computed_before_it(name: str) -> None:
    order = list(STEPS)
    used = [part for part in formula.names(formula.parse(STEPS[name].formula)) if part in STEPS]
    assert all(order.index(part) < order.index(name) for part in used)


@pytest.mark.parametrize("name", STEPS)
def test_a_formula_that_is_a_cent_off_is_found_in_every_pay(samples: list[Run], name: str) -> None:
    wrong = STEPS[name]._replace(formula=f"({STEPS[name].formula}) + 0.01")
    assert all(differences(done, {name: wrong}) for done in samples[:20])


def mutants(text: str) -> Iterator[str]:
    """The formula with one mistake: each operator, comparison, choice, number and function replaced in turn."""
    tree = ast.parse(text, mode="eval")
    for place, node in enumerate(ast.walk(tree)):
        for wrong in mistakes(node):
            copy = ast.parse(text, mode="eval")
            target = next(itertools.islice(ast.walk(copy), place, None))
            yield ast.unparse(Replace(target, wrong).visit(copy))


class Replace(ast.NodeTransformer):
    """Puts one node in the place of another."""

    def __init__(self, target: ast.AST, wrong: ast.AST) -> None:
        self.target = target
        self.wrong = wrong

    def visit(self, node: ast.AST) -> Any:
        return self.wrong if node is self.target else self.generic_visit(node)


def mistakes(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.BinOp(left=left, right=right, op=ast.Add() | ast.Sub() as op):
            other: ast.operator = ast.Sub() if isinstance(op, ast.Add) else ast.Add()
            yield ast.BinOp(left, other, right)
        case ast.BinOp(left=left, right=right, op=ast.Mult()):
            yield left
            yield right
        case ast.BinOp(left=left, op=ast.Div()):
            yield left
        case ast.Compare(left=left, ops=[ast.Lt() | ast.LtE() as compared], comparators=right):
            yield ast.Compare(left, [ast.LtE() if isinstance(compared, ast.Lt) else ast.Lt()], right)
            yield ast.Compare(left, [ast.Gt()], right)
        case ast.Compare(left=left, ops=[ast.In() | ast.NotIn() as compared], comparators=right):
            yield ast.Compare(left, [ast.NotIn() if isinstance(compared, ast.In) else ast.In()], right)
        case ast.IfExp(body=body, orelse=orelse):
            yield body
            yield orelse
        case ast.BoolOp(values=[*parts]):
            yield from parts
        case ast.Call(func=ast.Name("min" | "max" as name), args=[*parts]):
            yield ast.Call(ast.Name("max" if name == "min" else "min"), parts, [])
            yield from parts
        case ast.Call(func=ast.Name("down" | "half_up" | "floor"), args=[part]):
            yield part
        case ast.Constant(value=int() as number) if number > 1:
            yield ast.Constant(number + 1)


# Changes that are no mistakes: what such a formula then says at some place, and why it comes to the same.
HARMLESS = {
    ("annual_gross", "if taxable_multiple < 0.01"): "cut down to a multiple of a cent, whole cents stay what they are",
    ("annual_gross", "floor("): "cut down to a multiple of a cent, whole cents stay what they are",
    ("bonus_ceiling", "else min(personal_contribution, bonus_room)"): "neither is ever below zero",
    ("counted_children", "children + disabled_children"): "no disabled child adds nothing",
    ("dependants_reduction", "seniors * senior_reduction +"): "no senior adds nothing",
    ("dependants_reduction", "+ other_dependants"): "no dependant adds nothing",
    ("subject_pay", "max(0, flexi_total +"): "flexi_total is gross for all but flexi-jobs",
    ("reducible_contributions", "else contribution_base"): "relief is of the same rate on less than the base",
    ("quarter_reduction", "work_fraction <= beta.low_until"): "beta rises from there",
    ("quarter_reduction", "work_fraction <= beta.floor_below"): "the floor has three decimals, the fraction two",
    ("quarter_reduction", "work_fraction <= beta.full_from"): "0.80 x (1.18 + 0.25 x 0.28) is one",
    ("quarter_reduction", "* beta.slope))"): "from the full band on the product is more than one",
    ("quarter_reduction", "else full_reduction * work_fraction * beta.low if"): "0.55 x 1.18 is less than one",
    ("quarter_reduction", "else full_reduction * work_fraction * (beta.low +"): "0.80 x 1.25 is one, and less below",
}


def harmless(name: str, wrong: str) -> bool:
    right = ast.unparse(formula.parse(STEPS[name].formula))
    places: tuple[Callable[[str, str], bool], ...] = (str.__contains__, str.startswith, str.endswith)
    texts = [text for step, text in HARMLESS if step == name]
    return any(place(wrong, text) and not place(right, text) for text in texts for place in places)


@pytest.mark.parametrize("name", STEPS)
def test_every_small_mistake_in_a_formula_is_found(samples: list[Run], name: str) -> None:
    survivors = []
    for wrong in dict.fromkeys(mutants(STEPS[name].formula)):
        step = {name: STEPS[name]._replace(formula=wrong)}
        if not any(fails(done, step) for done in samples):
            survivors.append(wrong)
    assert [wrong for wrong in survivors if not harmless(name, wrong)] == []


def fails(done: Run, steps: Mapping[str, Step]) -> bool:
    try:
        return bool(differences(done, steps))
    except (ArithmeticError, IndexError, TypeError):
        return True


@pytest.mark.parametrize("name", [name for name, step in STEPS.items() if step.rounding == "half_up"])
def test_a_step_that_says_half_up_needs_its_rounding(samples: list[Run], name: str) -> None:
    unrounded = {name: STEPS[name]._replace(rounding="exact")}
    assert any(differences(done, unrounded) for done in samples)
