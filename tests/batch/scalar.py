"""The same pays one by one, through the models and the rules, to hold the batch against."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple, cast
from unittest.mock import patch

import pyarrow as pa

from sharedpay.batch import tiling
from sharedpay.batch.run import Choices, run_table
from sharedpay.batch.tasks import Task
from sharedpay.batch.vocabulary import COST_OUTPUTS, INPUTS, PAY_OUTPUTS
from sharedpay.errors import NotCovered, NotModelled
from sharedpay.law.person import Month
from sharedpay.model.contract import Contract, PermanentContract
from sharedpay.model.earnings import PensionPlan
from sharedpay.model.enterprise import Enterprise
from sharedpay.model.worker import Household, Worker
from sharedpay.money import euros
from sharedpay.payroll.case import Case, prepare
from sharedpay.payroll.cost import Cost
from sharedpay.payroll.pay import Pay

IN_MONTH = {
    "benefits_in_kind": "benefits_in_kind",
    "car_benefit": "car_benefit",
    "home_work_exemption": "home_work_exemption",
    "holiday_recovery": "holiday_recovery",
    "copyright_amount": "copyright_amount",
    "group_insurance_personal": "group_insurance",
    "travel_contribution": "travel_contribution",
    "overtime_reduction": "overtime_reduction",
    "premium_base": "premium_base",
}
"""The columns of what a pay holds beside its gross, and what a month calls them."""
BESIDE_NET = {"meal_voucher_worker": -1, "own_costs_refund": 1, "untaxed_allowances": 1}
"""The columns of what is paid out beside the net, or held back from it."""
Amounts = Mapping[str, int]
"""Cents by column, of those of :data:`IN_MONTH` and :data:`BESIDE_NET`; what is left out is nothing."""


def ways(task: Task, table: Any, **choices: Any) -> Iterator[pa.Table]:
    """The results of a task by tiles wherever they can serve, and without them."""
    with patch.object(tiling, "_FEWEST", 0):
        yield run_table(task, table, cast("Choices", choices))
    yield run_table(task._replace(tiles=None), table, cast("Choices", choices))


class Situation(NamedTuple):
    """One pay as the models have it, but for the month and the gross."""

    household: Household = Household()
    contract: Contract = PermanentContract(start="2015-01-01")
    enterprise: Enterprise = Enterprise()
    work_bonus_granted: str | None = None


def row_of(situation: Situation, gross: int, month: str) -> dict[str, Any]:
    """The pay as a row of a batch."""
    household, contract, enterprise = situation.household, situation.contract, situation.enterprise
    row = {
        "month": month,
        "gross": Decimal(gross).scaleb(-2),
        "status": contract.status,
        "marital": household.marital,
        "partner": household.partner or "none",
        "children": household.children,
        "disabled_children": household.disabled_children,
        "single_parent": bool(household.single_parent),
        "disabled": household.disabled,
        "partner_disabled": household.partner_disabled,
        "seniors_in_care": household.seniors_in_care,
        "other_dependants": household.other_dependants,
        "scale": household.scale or 0,
        "director": contract.director,
        "artist_point_80": bool(contract.artist_point_80),
        "weekly_hours": Decimal(contract.weekly_hours),
        "full_time_hours": Decimal(contract.full_time_hours),
        "days_per_week": contract.days_per_week,
        "category": enterprise.category,
        "workers": enterprise.workers,
        "closing_fund": enterprise.closing_fund,
        "risk_groups": enterprise.risk_groups,
        "joint_committee": contract.joint_committee or "999",
    }
    if situation.work_bonus_granted is not None:
        row["work_bonus_granted"] = Decimal(situation.work_bonus_granted)
    return row


def columns_of(amounts: Amounts) -> dict[str, Decimal]:
    """The amounts beside the gross as columns of a row."""
    return {name: euros(amounts.get(name, 0)) for name in (*IN_MONTH, *BESIDE_NET)}


def table_of(rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """Rows as columns, amounts as decimals."""
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    money = {name for name, column in INPUTS.items() if column.kind == "money"}
    return pa.table(
        {name: pa.array(values, pa.decimal128(12, 2)) if name in money else values for name, values in columns.items()}
    )


def case_of(situation: Situation, month: str, days_worked: int | None = None, insured: bool = False) -> Case:
    """The pay prepared by the library; ``insured``: in a group insurance. Raises what it raises."""
    return prepare(
        situation.contract,
        Worker(household=situation.household),
        month,
        enterprise=situation.enterprise,
        earnings=[PensionPlan(personal="1.00")] if insured else [],
        days_worked=days_worked,
        work_bonus_granted=situation.work_bonus_granted,
    )


def month_of(case: Case, gross: int, amounts: Amounts) -> Month:
    """The month of a pay, each amount where it belongs by its name."""
    beside: dict[str, Any] = {field: amounts.get(name, 0) for name, field in IN_MONTH.items()}
    return case.inputs._replace(gross=gross, **beside)


def pay_figures(paid: Pay) -> dict[str, int]:
    """A pay in the columns of a batch, in cents."""
    return {
        "onss_base": paid.contribution.contribution_base,
        "onss_personal": paid.contribution.personal_contribution,
        "work_bonus_a": paid.work_bonus.work_bonus_a,
        "work_bonus_b": paid.work_bonus.work_bonus_b,
        "work_bonus": paid.work_bonus.work_bonus,
        "onss_after_bonus": paid.work_bonus.contribution_due,
        "taxable_before_benefits": paid.taxable_before_benefits,
        "taxable_before_copyright": paid.taxable_before_copyright,
        "taxable": paid.taxable,
        "withholding_before_bonus_credit": paid.withholding.withholding_before_bonus_credit,
        "fiscal_work_bonus": paid.withholding.fiscal_work_bonus,
        "withholding": paid.withholding.withholding_tax,
        "special_contribution": paid.special.special_contribution,
        "net": paid.net,
    }


def cost_figures(due: Cost) -> dict[str, int]:
    """A cost in the columns of a batch, in cents."""
    return {
        "employer_contributions": due.contributions.employer_contributions,
        "structural_reduction": due.structural.structural_reduction,
        "employer_contributions_after_reductions": due.employer_contributions_after_reductions,
        "employer_cost": due.employer_cost,
    }


class Result(NamedTuple):
    """How a row of a batch goes, and its figures in cents: None where there are none."""

    outcome: str
    figures: Mapping[str, int | None]


class Expected(NamedTuple):
    """What a batch of pays says of a row, and one of costs."""

    pay: Result
    cost: Result


def failed(outcome: str) -> Expected:
    """A row without figures."""
    pay = dict.fromkeys(output.name for output in PAY_OUTPUTS)
    return Expected(Result(outcome, pay), Result(outcome, pay | dict.fromkeys(output.name for output in COST_OUTPUTS)))


def expected_of(case: Case, gross: int, amounts: Amounts) -> Expected:
    """A pay with what it holds beside its gross, its net and the employer's cost."""
    month = month_of(case, gross, amounts)
    paid = case.pay_month(month)
    paid_out = paid.net + sum(sign * amounts.get(name, 0) for name, sign in BESIDE_NET.items())
    figures = {**pay_figures(paid), "net_paid": paid_out}
    less_than_nothing = failed("invalid")
    pay = less_than_nothing.pay if paid_out < 0 else Result("ok", figures)
    try:
        due = case.cost_month(month)
    except NotCovered:
        return Expected(pay, failed("not_covered").cost)
    except NotModelled:
        return Expected(pay, failed("not_modelled").cost)
    return Expected(pay, less_than_nothing.cost if paid_out < 0 else Result("ok", figures | cost_figures(due)))


def rows_of(table: pa.Table, names: Iterable[str]) -> list[dict[str, int]]:
    """A batch's results by row, in cents."""
    columns = {name: table.column(name).to_pylist() for name in names}
    return [
        {
            name: int(values[k] * 100) if isinstance(values[k], Decimal) else values[k]
            for name, values in columns.items()
        }
        for k in range(table.num_rows)
    ]
