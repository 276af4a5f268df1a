"""The loops over the rows of a block: plain Python, compiled by :mod:`sharedpay.batch.compiled` where numba is there.

``which`` says for each row which of the laws holds, less than 0 for none of them; rows with a problem are left alone as
well. Outputs are cents; with a ``wide`` each takes two places, the low and the high half of a 128-bit decimal.
"""

from __future__ import annotations

from collections.abc import MutableSequence, Sequence
from typing import NamedTuple

from sharedpay.batch.inputs import FINE, FUND_ABOVE_CEILING, LESS_THAN_NOTHING, Facts, Inputs, Row
from sharedpay.batch.rows import (
    employer_of_row,
    month_of_row,
    person_of_row,
    room_of_row,
    row_of,
    work_of_row,
)
from sharedpay.payroll.cost import Cost, CostLaw, above_what_is_known, cost
from sharedpay.payroll.pay import Pay, PayLaw, full_pay_of, pay

Cells = MutableSequence[int]
Wide = int | None
"""None for whole cents: a loop is compiled for each, so that it does not ask at every amount."""


class PayCells(NamedTuple):
    """Where the figures of gross to net go, in the order of :data:`sharedpay.batch.vocabulary.PAY_OUTPUTS`."""

    onss_base: Cells
    onss_personal: Cells
    work_bonus_a: Cells
    work_bonus_b: Cells
    work_bonus: Cells
    onss_after_bonus: Cells
    taxable_before_benefits: Cells
    taxable_before_copyright: Cells
    taxable: Cells
    withholding_before_bonus_credit: Cells
    fiscal_work_bonus: Cells
    withholding: Cells
    special_contribution: Cells
    net: Cells
    net_paid: Cells


class CostCells(NamedTuple):
    """Where the employer's figures go, in the order of :data:`sharedpay.batch.vocabulary.COST_OUTPUTS`."""

    employer_contributions: Cells
    structural_reduction: Cells
    employer_contributions_after_reductions: Cells
    employer_cost: Cells


def put(cells: Cells, i: int, wide: Wide, cents: int) -> None:
    """Writes one amount: plain, or as the two halves of a 128-bit decimal."""
    if wide is None:
        cells[i] = cents
    else:
        cells[i * 2] = cents
        cells[i * 2 + 1] = cents >> 63


def put_pay(cells: PayCells, i: int, wide: Wide, paid: Pay, untaxed: int) -> None:
    """Writes the figures of gross to net of one row; ``untaxed`` is what is paid out beside the net."""
    put(cells.onss_base, i, wide, paid.contribution.contribution_base)
    put(cells.onss_personal, i, wide, paid.contribution.personal_contribution)
    put(cells.work_bonus_a, i, wide, paid.work_bonus.work_bonus_a)
    put(cells.work_bonus_b, i, wide, paid.work_bonus.work_bonus_b)
    put(cells.work_bonus, i, wide, paid.work_bonus.work_bonus)
    put(cells.onss_after_bonus, i, wide, paid.work_bonus.contribution_due)
    put(cells.taxable_before_benefits, i, wide, paid.taxable_before_benefits)
    put(cells.taxable_before_copyright, i, wide, paid.taxable_before_copyright)
    put(cells.taxable, i, wide, paid.taxable)
    put(cells.withholding_before_bonus_credit, i, wide, paid.withholding.withholding_before_bonus_credit)
    put(cells.fiscal_work_bonus, i, wide, paid.withholding.fiscal_work_bonus)
    put(cells.withholding, i, wide, paid.withholding.withholding_tax)
    put(cells.special_contribution, i, wide, paid.special.special_contribution)
    put(cells.net, i, wide, paid.net)
    put(cells.net_paid, i, wide, paid.net + untaxed)


def put_cost(cells: CostCells, i: int, wide: Wide, due: Cost) -> None:
    """Writes the employer's figures of one row."""
    put(cells.employer_contributions, i, wide, due.contributions.employer_contributions)
    put(cells.structural_reduction, i, wide, due.structural.structural_reduction)
    put(cells.employer_contributions_after_reductions, i, wide, due.employer_contributions_after_reductions)
    put(cells.employer_cost, i, wide, due.employer_cost)


def beside_net(row: Row, net: int) -> tuple[int, int]:
    """What is paid out beside the net of a row, below 0 when the worker pays, and what is wrong with both together."""
    untaxed = row.own_costs_refund + row.untaxed_allowances - row.meal_voucher_worker
    return untaxed, LESS_THAN_NOTHING if net + untaxed < 0 else FINE


def pay_of_row(row: Row, facts: Facts, law: PayLaw) -> tuple[Pay, int, int]:
    """Gross to net of a row, what is paid out beside the net, and what is wrong."""
    month = month_of_row(row.gross, work_of_row(row, facts), room_of_row(row, facts), row)
    paid = pay(month, person_of_row(row), law)
    untaxed, problem = beside_net(row, paid.net)
    return paid, untaxed, problem


def cost_of_row(row: Row, facts: Facts, law: PayLaw, cost_law: CostLaw) -> tuple[Pay, int, Cost, int]:
    """As :func:`pay_of_row`, with the employer's side before what is wrong."""
    work = work_of_row(row, facts)
    month = month_of_row(row.gross, work, room_of_row(row, facts), row)
    paid = pay(month, person_of_row(row), law)
    base = paid.contribution.contribution_base
    full = full_pay_of(month, paid.subject_pay)
    employer = employer_of_row(row, facts)
    due = cost(paid.subject_pay, full, base, row.status, 3, work.performance, employer, cost_law)
    untaxed, problem = beside_net(row, paid.net)
    if above_what_is_known(base, row.status, 3, cost_law.employer.ceiling_quarter):
        problem = FUND_ABOVE_CEILING
    return paid, untaxed, due, problem


def pay_rows(
    which: Sequence[int],
    inputs: Inputs,
    months: Sequence[Facts],
    laws: Sequence[PayLaw],
    problems: Cells,
    wide: Wide,
    cells: PayCells,
) -> None:
    """Gross to net of the rows of a block."""
    for i in range(len(which)):
        if which[i] < 0 or problems[i]:
            continue
        paid, untaxed, problems[i] = pay_of_row(row_of(i, inputs), months[which[i]], laws[which[i]])
        if not problems[i]:
            put_pay(cells, i, wide, paid, untaxed)


def cost_rows(
    which: Sequence[int],
    inputs: Inputs,
    months: Sequence[Facts],
    laws: Sequence[PayLaw],
    cost_laws: Sequence[CostLaw],
    problems: Cells,
    wide: Wide,
    cells: PayCells,
    cost_cells: CostCells,
) -> None:
    """Gross to net and the employer's side of the rows of a block."""
    for i in range(len(which)):
        if which[i] < 0 or problems[i]:
            continue
        k = which[i]
        paid, untaxed, due, problems[i] = cost_of_row(row_of(i, inputs), months[k], laws[k], cost_laws[k])
        if not problems[i]:
            put_pay(cells, i, wide, paid, untaxed)
            put_cost(cost_cells, i, wide, due)
