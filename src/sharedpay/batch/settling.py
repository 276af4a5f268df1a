"""Invoices turned into pay, row by row: the very functions of a settlement, around the search for the gross."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sharedpay.batch.inputs import (
    BUDGET_TOO_HIGH,
    BUDGET_TOO_SMALL,
    EXPENSES_TOO_HIGH,
    FUND_ABOVE_CEILING,
    LESS_THAN_NOTHING,
    NO_COEFFICIENT,
    NO_PAY_FITS,
    Facts,
    Inputs,
    Row,
)
from sharedpay.batch.inverse import Setting, due_at, setting_of
from sharedpay.batch.kernel import Cells, CostCells, PayCells, Wide, put, put_cost, put_pay
from sharedpay.batch.laws import FIXED_TERM, PriceLaw
from sharedpay.batch.rows import month_of_row
from sharedpay.batch.vocabulary import FEE_OF_ENTERPRISE
from sharedpay.law.flexi_job import flexi_pay
from sharedpay.money import MAX_CENTS, NO_LIMIT, Rate
from sharedpay.payroll.budget import REACH
from sharedpay.payroll.cost import CostLaw, above_what_is_known
from sharedpay.payroll.pay import PayLaw, pay
from sharedpay.payroll.search import largest
from sharedpay.payroll.shares import Bill, Charges, Shares, Spending, Turnover, shares, spending, turnover


class SettleCells(NamedTuple):
    """Where the figures around the pay go, in the order of :data:`sharedpay.batch.vocabulary.SETTLE_OUTPUTS`."""

    invoice_ex_vat: Cells
    vat: Cells
    invoice_vat_incl: Cells
    fee: Cells
    employment_budget: Cells
    gross: Cells
    budget_used: Cells


class ShareCells(NamedTuple):
    """Where the entries of the ledger go, in the order of :data:`sharedpay.batch.vocabulary.SHARE_OUTPUTS`."""

    to_member_net: Cells
    to_member_expenses: Cells
    to_member_holiday_provision: Cells
    to_member_year_end_provision: Cells
    to_state_withholding_tax: Cells
    to_state_vat: Cells
    to_onss_personal_contribution: Cells
    to_onss_special_contribution: Cells
    to_onss_employer_contributions: Cells
    to_holiday_fund_annual_holiday_yearly: Cells
    to_insurer_insurance: Cells
    to_payroll_office_payroll_cost: Cells
    to_enterprise_fee: Cells
    to_pool_reductions_kept: Cells
    to_pool_margin: Cells
    to_activity_unspent: Cells


def put_settlement(cells: SettleCells, i: int, wide: Wide, earned: Turnover, available: int, spent: Spending) -> None:
    """Writes the figures around the pay of one row."""
    put(cells.invoice_ex_vat, i, wide, earned.without_vat)
    put(cells.vat, i, wide, earned.vat)
    put(cells.invoice_vat_incl, i, wide, earned.without_vat + earned.vat)
    put(cells.fee, i, wide, earned.fee)
    put(cells.employment_budget, i, wide, available)
    put(cells.gross, i, wide, spent.gross)
    put(cells.budget_used, i, wide, spent.budget)


def put_shares(cells: ShareCells, i: int, wide: Wide, divided: Shares) -> None:
    """Writes who gets what in one row."""
    put(cells.to_member_net, i, wide, divided.net)
    put(cells.to_member_expenses, i, wide, divided.expenses)
    put(cells.to_member_holiday_provision, i, wide, divided.holiday_provision)
    put(cells.to_member_year_end_provision, i, wide, divided.year_end_provision)
    put(cells.to_state_withholding_tax, i, wide, divided.withholding_tax)
    put(cells.to_state_vat, i, wide, divided.vat)
    put(cells.to_onss_personal_contribution, i, wide, divided.personal_contribution)
    put(cells.to_onss_special_contribution, i, wide, divided.special_contribution)
    put(cells.to_onss_employer_contributions, i, wide, divided.employer_contributions)
    put(cells.to_holiday_fund_annual_holiday_yearly, i, wide, divided.annual_holiday_yearly)
    put(cells.to_insurer_insurance, i, wide, divided.insurance)
    put(cells.to_payroll_office_payroll_cost, i, wide, divided.payroll_cost)
    put(cells.to_enterprise_fee, i, wide, divided.fee)
    put(cells.to_pool_reductions_kept, i, wide, divided.reductions_kept)
    put(cells.to_pool_margin, i, wide, divided.margin)
    put(cells.to_activity_unspent, i, wide, divided.unspent)


def extra_cost_of(row: Row) -> int:
    """What the employer spends on a row beside its pay."""
    return row.own_costs_refund + row.untaxed_allowances + row.travel_contribution


def spent_at(gross: int, setting: Setting, law: PayLaw, cost_law: CostLaw, charges: Charges) -> int:
    """What a gross takes from the budget."""
    due = due_at(gross, setting, law, cost_law)
    flexi = flexi_pay(gross, setting.row.status, law.flexi)
    return spending(gross, flexi.flexi_holiday_pay, 0, due, extra_cost_of(setting.row), charges).budget


def settle_rows(
    which: Sequence[int],
    inputs: Inputs,
    months: Sequence[Facts],
    laws: Sequence[PayLaw],
    cost_laws: Sequence[CostLaw],
    prices: Sequence[PriceLaw],
    problems: Cells,
    wide: Wide,
    pay_cells: PayCells,
    cost_cells: CostCells,
    cells: SettleCells,
    share_cells: ShareCells,
) -> None:
    """The settlement of the invoice of each row of a block."""
    for i in range(len(which)):
        if which[i] < 0 or problems[i]:
            continue
        law = laws[which[i]]
        cost_law = cost_laws[which[i]]
        setting = setting_of(i, inputs, months[which[i]])
        row = setting.row
        charges = prices[which[i]].by_status[row.status + FIXED_TERM * row.fixed_term]
        if charges.coefficient < 0:
            problems[i] = NO_COEFFICIENT
            continue
        fee_rate = charges.fee_rate if row.fee_rate == FEE_OF_ENTERPRISE else Rate(row.fee_rate)
        earned = turnover(Bill(row.invoice, row.vat_rate, row.vat_included, row.buyer), fee_rate)
        available = earned.without_vat - earned.fee - row.expenses
        if available < 0:
            problems[i] = EXPENSES_TOO_HIGH
            continue
        budget = available if row.target == NO_LIMIT else row.target
        if budget > available:
            problems[i] = BUDGET_TOO_HIGH
            continue
        gross = largest(spent_at, budget, 0, min(budget, MAX_CENTS), REACH, setting, law, cost_law, charges)
        if gross < 0:
            problems[i] = NO_PAY_FITS if row.target == NO_LIMIT else BUDGET_TOO_SMALL
            continue
        paid = pay(month_of_row(gross, setting.work, setting.room, row), setting.person, law)
        base = paid.contribution.contribution_base
        if above_what_is_known(base, row.status, 3, cost_law.employer.ceiling_quarter):
            problems[i] = FUND_ABOVE_CEILING
            continue
        untaxed = row.own_costs_refund + row.untaxed_allowances - row.benefits_in_kind
        if paid.net + untaxed < 0:
            problems[i] = LESS_THAN_NOTHING
            continue
        due = due_at(gross, setting, law, cost_law)
        spent = spending(gross, paid.flexi.flexi_holiday_pay, 0, due, extra_cost_of(row), charges)
        put_pay(pay_cells, i, wide, paid, untaxed)
        put_cost(cost_cells, i, wide, due)
        put_settlement(cells, i, wide, earned, available, spent)
        divided = shares(earned, spent, paid, due, paid.net + untaxed, row.expenses)
        put_shares(share_cells, i, wide, divided)
