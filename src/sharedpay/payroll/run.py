"""One run of a case for one gross: the month's pay, its cost and everything that the earnings add, in whole cents."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sharedpay.errors import NotModelled
from sharedpay.law.person import Month
from sharedpay.model.earnings import Attachment, Earnings
from sharedpay.payroll.case import Case
from sharedpay.payroll.cost import Cost
from sharedpay.payroll.extras import Context, Extra, extras_of
from sharedpay.payroll.pay import Pay


class Run(NamedTuple):
    """What a case gives for a gross. ``cost`` is None where the employer's side is not covered.

    ``gross`` is the base pay as given, ``net`` the net of all pays, ``paid_out`` what reaches the member's account,
    ``employer_cost`` what the employer spends in all after reductions (meaningless without ``cost``).
    """

    gross: int
    month: Month
    pay: Pay
    cost: Cost | None
    extras: tuple[Extra, ...]
    net: int
    paid_out: int
    employer_cost: int


def run(case: Case, gross: int) -> Run:
    """Computes a case for ``gross`` cents, once, all in all."""
    if not case.earnings:
        month = case.inputs._replace(gross=gross)
        paid = case.pay_month(month)
        costed = _cost_or_none(case, month)
        return Run(gross, month, paid, costed, (), paid.net, paid.net, costed.employer_cost if costed else 0)
    context = context_of(case, gross)
    extras = extras_of((item for item in case.earnings if not isinstance(item, Attachment)), context)
    month = month_with(case.inputs._replace(gross=gross), extras)
    paid = case.pay_month(month)
    costed = _cost_or_none(case, month)
    net = paid.net + sum(extra.net for extra in extras)
    attached: Iterable[Earnings] = (item for item in case.earnings if isinstance(item, Attachment))
    extras += extras_of(attached, context._replace(net=net))
    spent = gross + paid.flexi.flexi_holiday_pay + costed.employer_contributions_after_reductions if costed else 0
    return Run(
        gross,
        month,
        paid,
        costed,
        extras,
        net,
        net + sum(extra.paid for extra in extras),
        spent + sum(extra.cost for extra in extras),
    )


def _cost_or_none(case: Case, month: Month) -> Cost | None:
    """The employer's side of a month; None where it is not covered or not modelled: the net is there all the same."""
    if case.cost_law is None:
        return None
    try:
        return case.cost_month(month)
    except NotModelled:
        return None


def context_of(case: Case, gross: int) -> Context:
    """What the extras of a case may look at."""
    return Context(
        case.contract,
        case.worker.household,
        case.period,
        case.person,
        case.employer,
        case.laws,
        case.tax_laws,
        case.pay_law,
        case.cost_law.employer if case.cost_law is not None else None,
        gross,
        bool(case.inputs.flat_rate),
    )


def month_with(month: Month, extras: Iterable[Extra]) -> Month:
    """The month with what the extras add to its fields."""
    for extra in extras:
        if extra.month:
            month = month._replace(**{name: getattr(month, name) + cents for name, cents in extra.month.items()})
    return month


def employer_side(result: Run, case: Case) -> Cost:
    """The employer's side of a run. Raises :class:`NotCovered` or :class:`NotModelled` where the month has none."""
    return case.cost_month(result.month) if result.cost is None else result.cost
