"""One run of a case for one gross: the month's pay, its cost and everything that the earnings add, in whole cents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sharedpay.errors import InvalidInput, NotModelled
from sharedpay.law.person import Month
from sharedpay.model.earnings import Attachment, Earnings
from sharedpay.money import euro_text
from sharedpay.payroll.case import Case
from sharedpay.payroll.cost import Cost
from sharedpay.payroll.extras import Context, Extra, extras_of, told_apart
from sharedpay.payroll.pay import Pay
from sharedpay.payroll.student import student_part


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
    if case.plain:
        month = case.inputs._replace(gross=gross)
        paid = case.pay_month(month)
        costed = _cost_or_none(case, month)
        return Run(gross, month, paid, costed, (), paid.net, paid.net, costed.employer_cost if costed else 0)
    context = context_of(case, gross)
    extras = extras_of((item for item in case.earnings if not isinstance(item, Attachment)), context)
    if case.crossing is not None:
        _refuse_beside_two_parts(extras)
        extras = (student_part(gross, case.crossing, context), *extras)
    base = _base(case, gross)
    month = month_with(case.inputs._replace(gross=base), extras)
    paid = case.pay_month(month)
    costed = _cost_or_none(case, month)
    net = paid.net + sum(extra.net for extra in extras)
    taken = 0
    for item in sorted(_attachments(case.earnings), key=lambda item: not item.maintenance):
        left = net + sum(extra.paid for extra in extras)
        found = extras_of([item], context._replace(net=net, payable=max(0, left), attached=taken))
        taken -= 0 if item.maintenance else sum(extra.paid for extra in found)
        extras += found
    extras = told_apart(extras)
    return Run(
        gross,
        month,
        paid,
        costed,
        extras,
        net,
        net + sum(extra.paid for extra in extras),
        _spent(base, paid, costed, extras) if costed else 0,
    )


def sound(case: Case, gross: int) -> Run:
    """As :func:`run`, of a gross that a payslip can be made of.

    Raises :class:`NotModelled` where an extra needs a larger gross, :class:`InvalidInput` where more comes off the pay
    than there is.
    """
    result = run(case, gross)
    for extra in result.extras:
        if extra.not_modelled:
            raise NotModelled(extra.not_modelled)
    _refuse_less_than_nothing(result)
    return result


def _refuse_less_than_nothing(result: Run) -> None:
    """Raises :class:`InvalidInput` where more comes off a pay than there is to pay out."""
    if result.paid_out >= 0:
        return
    left = result.net + sum(extra.paid for extra in result.extras if extra.paid > 0)
    short, gross = euro_text(-result.paid_out), euro_text(result.gross)
    if left < 0:
        raise InvalidInput(
            f"earnings: the tax on them is more than the pay with a gross of {gross}: {short} are missing; what is paid"
            " out must be zero or more"
        )
    off, most = euro_text(left - result.paid_out), euro_text(left)
    codes = dict.fromkeys(extra.code for extra in result.extras if extra.paid < 0)
    raise InvalidInput(
        f"earnings: {off} comes off a pay of {most}, {short} too much; {', '.join(codes)} may take at most {most}"
    )


def net_at(case: Case, gross: int) -> int:
    """The net of all pays of a gross, in cents, for searches that try amounts out."""
    return case.pay(gross).net if case.plain else run(case, gross).net


def cost_at(case: Case, gross: int) -> int:
    """What the employer spends on a gross and all beside it, by the formulas alone as :meth:`Case.cost_of` has it."""
    if case.plain:
        return case.cost_of(gross).employer_cost
    result = run(case, gross)
    return _spent(_base(case, gross), result.pay, due_by_formulas(result, case), result.extras)


def _spent(base: int, paid: Pay, due: Cost, extras: Iterable[Extra]) -> int:
    """What the employer spends on a base pay, with the contributions due on the month, and on all beside it."""
    contributions = due.employer_contributions_after_reductions
    return base + paid.flexi.flexi_holiday_pay + contributions + sum(extra.cost for extra in extras)


def _base(case: Case, gross: int) -> int:
    """What of a gross the month's rules apply to: all of it, or the part beyond a student's yearly hours."""
    return gross if case.crossing is None else case.crossing.split(gross).ordinary_pay


def _attachments(earnings: Iterable[Earnings]) -> Iterator[Attachment]:
    return (item for item in earnings if isinstance(item, Attachment))


def _refuse_beside_two_parts(extras: Iterable[Extra]) -> None:
    """Raises :class:`NotModelled` for earnings that no source divides over the two parts of a student's pay."""
    for extra in extras:
        if extra.month:
            raise NotModelled(f"{extra.code}: beside a student's pay that crosses the yearly hours it is not modelled")


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


def due_by_formulas(result: Run, case: Case) -> Cost:
    """The employer's side of a run, also where it can't be known, for searches that try amounts out.

    Raises :class:`NotCovered` where the month has no employer figures.
    """
    return result.cost or case.cost_by_formulas(result.month)


def employer_side(result: Run, case: Case) -> Cost:
    """The employer's side of a run. Raises :class:`NotCovered` or :class:`NotModelled` where the month has none."""
    return case.cost_month(result.month) if result.cost is None else result.cost
