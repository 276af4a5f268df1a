"""The branches of social security: what is divided adds up, to the cent, and is marked as notional."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sharedpay.law.book import packaged
from sharedpay.law.branches import (
    EmployerBranches,
    EmployerBranchLaw,
    WorkerBranches,
    employer_branches,
    worker_branches,
)
from sharedpay.law.contributions import BranchLaw
from sharedpay.law.employer import EmployerLaw
from sharedpay.money import MAX_CENTS, cents, read_rate, share, split
from sharedpay.payroll import formula

LAWS = packaged().on("2026-07-01")
WORKER, EMPLOYER = LAWS.get(BranchLaw), LAWS.get(EmployerBranchLaw)
AMOUNTS = st.integers(0, 300) | st.integers(0, 200_000) | st.integers(0, MAX_CENTS)


def test_a_month_by_hand() -> None:
    # 2500.00: 326.75 in all; 187.50 + 88.75 + 28.75 + 21.75, no remainder. Due after a bonus of 100.00: 226.75, in
    # which 130.1167, 61.5885, 19.9513 and 15.0935: the odd two cents go to the remainders .88 and .67.
    found = worker_branches(cents("326.75"), cents("226.75"), WORKER)
    assert found[:4] == tuple(map(cents, ("187.50", "88.75", "28.75", "21.75")))
    assert found[4:] == tuple(map(cents, ("130.12", "61.59", "19.95", "15.09")))


def test_the_rounded_contribution_is_divided_and_no_rounded_branch_added_up() -> None:
    # 108.00: 14.12 in all (14.1156). Rounded branches would be 8.10, 3.83, 1.24 and 0.94: one cent short.
    assert worker_branches(cents("14.12"), 0, WORKER)[:4] == tuple(map(cents, ("8.10", "3.84", "1.24", "0.94")))


def test_an_employer_by_hand() -> None:
    # 1000.00: 8.86 + 3.80 + 2.35 + 1.46 + 1.00 + 0.30 = 17.77 per cent.
    found = employer_branches(100_000, EMPLOYER)
    assert found == tuple(map(cents, ("177.70", "88.60", "38.00", "23.50", "14.60", "10.00", "3.00")))


def test_the_reference_shares_are_the_printed_ones_and_no_division_of_a_facial_rate() -> None:
    printed = ("8.86 %", "3.80 %", "2.35 %", "1.46 %", "1.00 %", "0.30 %")
    assert tuple(EMPLOYER) == tuple(map(read_rate, printed))
    law = LAWS.get(EmployerLaw)
    bases = {law.category1_base_rate, law.category2_base_rate, law.category1_facial_rate, law.category2_facial_rate}
    assert sum(EMPLOYER) not in bases


@pytest.mark.parametrize("result", [WorkerBranches, EmployerBranches])
def test_every_amount_is_marked_as_notional(result: Any) -> None:
    steps = dict(formula.steps(result))
    assert list(steps) == list(result._fields)
    assert all(step.title.endswith("(notional)") for step in steps.values())


@given(AMOUNTS, AMOUNTS)
def test_every_formula_of_the_worker_gives_what_the_rule_computed(contribution: int, due: int) -> None:
    found = worker_branches(contribution, due, WORKER)
    assert sum(found[:4]) == contribution
    assert sum(found[4:]) == due
    assert min(found) >= 0
    values: dict[str, Any] = {
        "personal_contribution": Fraction(contribution, 100),
        "contribution_due": Fraction(due, 100),
    }
    values |= formula.quantities(WORKER)
    for name, step in formula.steps(WorkerBranches):
        assert formula.evaluate(step.formula, values) == Fraction(getattr(found, name), 100), name


@given(AMOUNTS)
def test_every_formula_of_the_employer_gives_what_the_rule_computed(base: int) -> None:
    found = employer_branches(base, EMPLOYER)
    assert sum(found[1:]) == found.reference_total
    values: dict[str, Any] = {"contribution_base": Fraction(base, 100)}
    values |= formula.quantities(EMPLOYER) | formula.values_of(found)
    for name, step in formula.steps(EmployerBranches):
        assert formula.rounded(formula.evaluate(step.formula, values), step.rounding) == values[name], name


@given(AMOUNTS)
def test_a_branch_is_within_a_cent_of_its_share(contribution: int) -> None:
    for branch, rate in zip(worker_branches(contribution, 0, WORKER)[:4], WORKER, strict=True):
        assert abs(branch - Fraction(contribution * rate, sum(WORKER))) < 1


@given(AMOUNTS, st.lists(st.integers(0, 100_000), min_size=1, max_size=6).filter(any))
def test_the_part_of_the_formula_language_is_the_division_of_money(total: int, weights: list[int]) -> None:
    for place, expected in enumerate(split(total, weights)):
        exact = formula.part(Fraction(place), Fraction(total, 100), *(Fraction(weight, 10**6) for weight in weights))
        assert exact == Fraction(expected, 100)


def test_a_whole_pay_has_the_branches_of_its_contribution() -> None:
    for gross in range(0, 400_000, 977):
        due = share(gross, read_rate("13.07 %"))
        assert sum(worker_branches(due, 0, WORKER)) == due
