"""The inverses over columns: the searches of :mod:`sharedpay.payroll.search`, compiled, with the same answers."""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence
from typing import Final, NamedTuple

from sharedpay.batch.inputs import BUDGET_TOO_SMALL, FUND_ABOVE_CEILING, UNREACHABLE, Facts, Inputs, Row
from sharedpay.batch.kernel import Cells, Wide, put
from sharedpay.batch.rows import Work, employer_of_row, month_of_row, person_of_row, room_of_row, row_of, work_of_row
from sharedpay.law.contributions import contribution
from sharedpay.law.employer import Employer
from sharedpay.law.flexi_job import flexi_pay
from sharedpay.law.person import Person
from sharedpay.money import MAX_CENTS
from sharedpay.payroll.budget import REACH
from sharedpay.payroll.cost import Cost, CostLaw, above_what_is_known, cost
from sharedpay.payroll.net_rise import net_rise
from sharedpay.payroll.pay import PayLaw, full_pay_of, pay, subject_of
from sharedpay.payroll.search import crossing, largest, trimmed
from sharedpay.payroll.solve import net_reach

NOTHING: Final = -(2**63)
"""Stands in a cell that has no value; it becomes a null."""


class FitCells(NamedTuple):
    """Where the largest gross for a budget goes, what it costs and what is left of the budget."""

    gross: Cells
    employer_cost: Cells
    left: Cells


class NetCells(NamedTuple):
    """Where the gross for a net goes: how many answers, the first and the last of them, and the nearest misses."""

    answers: MutableSequence[int]
    gross: Cells
    gross_last: Cells
    gross_below: Cells
    net_below: Cells
    gross_above: Cells
    net_above: Cells


class Setting(NamedTuple):
    """One row of which all but the gross is known."""

    row: Row
    work: Work
    person: Person
    employer: Employer
    room: int


def base_at(gross: int, setting: Setting, law: PayLaw) -> int:
    """The contribution base of a gross."""
    month = month_of_row(gross, setting.work, setting.room, setting.row)
    subject = subject_of(month, flexi_pay(gross, setting.person.status, law.flexi))
    return contribution(subject, setting.person.status, law.contributions).contribution_base


def due_at(gross: int, setting: Setting, law: PayLaw, cost_law: CostLaw) -> Cost:
    """The employer's side of a gross."""
    month = month_of_row(gross, setting.work, setting.room, setting.row)
    subject = subject_of(month, flexi_pay(gross, setting.person.status, law.flexi))
    base = contribution(subject, setting.person.status, law.contributions).contribution_base
    full = full_pay_of(month, subject)
    return cost(subject, full, base, setting.person.status, 3, setting.work.performance, setting.employer, cost_law)


def cost_at(gross: int, setting: Setting, law: PayLaw, cost_law: CostLaw) -> int:
    """The employer's cost of a gross."""
    return due_at(gross, setting, law, cost_law).employer_cost


def net_at(gross: int, setting: Setting, law: PayLaw) -> int:
    """The net of a gross."""
    return pay(month_of_row(gross, setting.work, setting.room, setting.row), setting.person, law).net


def setting_of(i: int, inputs: Inputs, facts: Facts) -> Setting:
    """A row without its gross."""
    row = row_of(i, inputs)
    return Setting(
        row, work_of_row(row, facts), person_of_row(row), employer_of_row(row, facts), room_of_row(row, facts)
    )


def fit_rows(
    which: Sequence[int],
    inputs: Inputs,
    months: Sequence[Facts],
    laws: Sequence[PayLaw],
    cost_laws: Sequence[CostLaw],
    problems: Cells,
    wide: Wide,
    cells: FitCells,
) -> None:
    """The largest gross for the budget of each row of a block."""
    for i in range(len(which)):
        if which[i] < 0 or problems[i]:
            continue
        law = laws[which[i]]
        cost_law = cost_laws[which[i]]
        setting = setting_of(i, inputs, months[which[i]])
        budget = setting.row.target
        gross = largest(cost_at, budget, 0, min(budget, MAX_CENTS), REACH, setting, law, cost_law)
        if gross < 0:
            problems[i] = BUDGET_TOO_SMALL
            continue
        base = base_at(gross, setting, law)
        if above_what_is_known(base, setting.person.status, 3, cost_law.employer.ceiling_quarter):
            problems[i] = FUND_ABOVE_CEILING
            continue
        due = due_at(gross, setting, law, cost_law)
        put(cells.gross, i, wide, gross)
        put(cells.employer_cost, i, wide, due.employer_cost)
        put(cells.left, i, wide, budget - due.employer_cost)


class Answers(NamedTuple):
    """What gives a net between two amounts of gross; :data:`NOTHING` where there is no such thing."""

    many: int
    first: int
    last: int
    below: int
    net_below: int
    above: int
    net_above: int


def answers_between(target: int, low: int, high: int, setting: Setting, law: PayLaw) -> Answers:
    """Every gross from ``low`` to ``high`` that gives the net ``target``, and the nearest misses."""
    count = 0
    first = NOTHING
    last = NOTHING
    below = NOTHING
    net_below = NOTHING
    above = NOTHING
    net_above = NOTHING
    for gross in range(low, high + 1):
        net = net_at(gross, setting, law)
        if net == target:
            count += 1
            last = gross
            if count == 1:
                first = gross
        elif net < target:
            if below == NOTHING or net > net_below:
                below = gross
                net_below = net
        elif above == NOTHING or net < net_above:
            above = gross
            net_above = net
    return Answers(count, first, last, below, net_below, above, net_above)


def net_rows(
    which: Sequence[int],
    inputs: Inputs,
    months: Sequence[Facts],
    laws: Sequence[PayLaw],
    problems: Cells,
    wide: Wide,
    cells: NetCells,
) -> None:
    """Every gross that gives the net of each row of a block, counted, and the nearest misses."""
    for i in range(len(which)):
        if which[i] < 0 or problems[i]:
            continue
        law = laws[which[i]]
        setting = setting_of(i, inputs, months[which[i]])
        target = setting.row.target
        if net_at(MAX_CENTS, setting, law) < target:
            problems[i] = UNREACHABLE
            continue
        reach = net_reach(law)
        found = crossing(net_at, target, 0, MAX_CENTS, setting, law)
        low = max(found - reach, 0)
        high = min(found + reach, MAX_CENTS)
        paid = pay(month_of_row(low, setting.work, setting.room, setting.row), setting.person, law)
        low, high = trimmed(net_at, target, low, high, net_rise(paid, setting.work.counted, law), setting, law)
        answers = answers_between(target, low, high, setting, law)
        cells.answers[i] = answers.many
        put(cells.gross, i, wide, answers.first)
        put(cells.gross_last, i, wide, answers.last)
        put(cells.gross_below, i, wide, answers.below)
        put(cells.net_below, i, wide, answers.net_below)
        put(cells.gross_above, i, wide, answers.above)
        put(cells.net_above, i, wide, answers.net_above)
