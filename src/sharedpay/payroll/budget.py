"""From an employment budget to gross pay: what one pay costs the budget, and the largest gross that fits.

``actual`` itemises the cost (gross, contributions, provisions, insurance) and adds the pooled margin;
``coefficient`` multiplies the gross, and the pooled margin is what that leaves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

from sharedpay.errors import NotModelled, Unreachable
from sharedpay.law.book import Version
from sharedpay.law.flexi_job import FlexiPay, flexi_pay
from sharedpay.law.person import ARTIST, BLUE_COLLAR, WHITE_COLLAR
from sharedpay.law.shared_enterprise import CoefficientLaw, FeeLaw, MarginLaw, ProvisionLaw
from sharedpay.law.target_groups import ARTISTS_GROUP
from sharedpay.model.enterprise import Enterprise, rate_of
from sharedpay.money import MAX_CENTS, MILLION, Rate, cents, euro_text, half_up, read_rate, share
from sharedpay.payroll.case import Case
from sharedpay.payroll.cost import Cost
from sharedpay.payroll.run import employer_side, run
from sharedpay.payroll.search import largest


class Estimate(NamedTuple):
    """A figure that nobody publishes: its value, its range and what it rests on, all as the table has them."""

    name: str
    value: Rate
    low: Rate
    high: Rate
    basis: str


class Spending(NamedTuple):
    """What one pay takes from the employment budget, in cents. ``budget`` is the sum of the others.

    ``contributions`` are those that the contract is charged: after reductions only where the enterprise credits them.
    ``flexi_holiday_pay`` is paid with the gross of a flexi-job; a coefficient covers it.
    ``extras`` is what the earnings beside the base pay cost in all.
    """

    gross: int
    flexi_holiday_pay: int
    contributions: int
    holiday_provision: int
    year_end_provision: int
    insurance: int
    payroll_cost: int
    extras: int
    margin: int
    budget: int


@dataclass(frozen=True, slots=True)
class Prices:
    """How an enterprise prices a pay in a case: its rates on the day, and the estimates among them."""

    enterprise: Enterprise
    fee_rate: Rate
    margin_rate: Rate
    coefficient: Rate | None
    holiday_provision_rate: Rate
    year_end_provision_rate: Rate
    insurance_rate: Rate
    payroll_cost: int
    estimate: Estimate | None

    def at(self, value: Rate) -> Prices:
        """The same prices with another value for the estimated figure."""
        if self.coefficient is not None:
            return replace(self, coefficient=value)
        return replace(self, margin_rate=value)

    def spending(self, gross: int, flexi: FlexiPay, costed: Cost, extras: int = 0, within: int = 0) -> Spending:
        """What a pay takes from the budget.

        ``within`` is the part of the gross that is student pay within the yearly hours: it gives no right to holidays.
        """
        credited = self.enterprise.reductions == "credited"
        contributions = (
            costed.employer_contributions_after_reductions if credited else costed.contributions.employer_contributions
        )
        holiday = share(gross - within, self.holiday_provision_rate)
        year_end = share(gross, self.year_end_provision_rate)
        insurance = share(gross, self.insurance_rate)
        holiday_pay = flexi.flexi_holiday_pay
        true_cost = gross + holiday_pay + contributions + holiday + year_end + insurance + self.payroll_cost + extras
        if self.coefficient is not None:
            budget = share(gross, self.coefficient) + extras
        else:
            budget = half_up(true_cost * MILLION, MILLION - self.margin_rate)
        return Spending(
            gross,
            holiday_pay,
            contributions,
            holiday,
            year_end,
            insurance,
            self.payroll_cost,
            extras,
            budget - true_cost,
            budget,
        )


def prices_of(case: Case) -> Prices:
    """The prices of the case's enterprise on the first day of its month.

    Raises :class:`NotCovered` when a dated figure of the cooperative is missing, :class:`NotModelled` for a coefficient
    that nobody publishes nor estimates (permanent contracts, students, flexi-jobs).
    """
    enterprise, laws = case.enterprise, case.laws
    smart = enterprise.figures == "smart"
    estimate = None
    coefficient = None
    margin_rate = rate_of(enterprise.margin_rate)
    if enterprise.method == "coefficient":
        if enterprise.coefficient is None:
            name = _coefficient_name(case)
            coefficient = getattr(laws.get(CoefficientLaw), name)
            estimate = _estimate(name, laws.version(name))
        else:
            coefficient = rate_of(enterprise.coefficient)
    elif enterprise.margin_rate is None and smart:
        margin_rate = laws.get(MarginLaw).margin_rate
        estimate = _estimate("margin_rate", laws.version("margin_rate"))
    fee_rate = rate_of(enterprise.fee_rate)
    if enterprise.fee_rate is None and smart:
        fee_rate = laws.get(FeeLaw).fee_rate
    holiday_rate = rate_of(enterprise.holiday_provision_rate)
    if case.person.status != WHITE_COLLAR:
        holiday_rate = Rate(0)
    elif enterprise.holiday_provision_rate is None and smart:
        holiday_rate = laws.get(ProvisionLaw).holiday_provision_rate
    return Prices(
        enterprise,
        fee_rate,
        margin_rate,
        coefficient,
        holiday_rate,
        rate_of(enterprise.year_end_provision_rate),
        rate_of(enterprise.insurance_rate),
        cents(enterprise.payroll_cost),
        estimate,
    )


def _coefficient_name(case: Case) -> str:
    student = case.contract.status == "student"
    if case.person.status in (BLUE_COLLAR, ARTIST) and not student:
        return "coefficient_108"
    if case.person.status == WHITE_COLLAR and not student and case.contract.last_day is not None:
        return "coefficient_white_collar_fixed_term"
    raise NotModelled(
        "coefficient: none is published nor estimated for this contract; give coefficient='…' to the Enterprise,"
        " or method='actual'"
    )


def _estimate(name: str, version: Version) -> Estimate | None:
    if version.confidence != "estimate":
        return None
    extra = version.extra
    basis = f"as of {extra.get('as_of', version.start.year)}"
    return Estimate(name, read_rate(version.value), read_rate(extra["low"]), read_rate(extra["high"]), basis)


def spending_of(case: Case, prices: Prices, gross: int) -> Spending:
    """What ``gross`` cents take from the budget. Raises :class:`NotCovered` where the employer's side is missing."""
    if not case.earnings and case.crossing is None:
        flexi = flexi_pay(gross, case.person.status, case.pay_law.flexi)
        return prices.spending(gross, flexi, case.cost_of(gross))
    result = run(case, gross)
    extras = sum(extra.cost for extra in result.extras)
    within = 0 if case.crossing is None else case.crossing.split(gross).student_pay
    return prices.spending(gross, result.pay.flexi, employer_side(result, case), extras - within, within)


def largest_gross(case: Case, price: Callable[[int], int], budget: int) -> int | None:
    """The largest gross whose ``price`` fits a budget, all in cents; None when not even a gross of nothing does.

    From the gross on that gives an artist his reduction, a pay costs up to the whole reduction less than just below
    it: so the pays from there on are searched first, and those below only when none of these fits.
    """
    most = min(budget, MAX_CENTS)
    start = claim_start(case, most)
    found = None if start is None else largest(price, budget, start, most, REACH)
    if found is None:
        found = largest(price, budget, 0, most if start is None else start - 1, REACH)
    return found


def claim_start(case: Case, most: int) -> int | None:
    """The smallest gross above nothing, at most ``most``, from which an artist's reduction is given; None for none."""
    if case.claim is None or case.claim.claim.claimed_group != ARTISTS_GROUP or case.cost_law is None:
        return None

    def given(gross: int) -> bool:
        month = case.inputs._replace(gross=gross)
        if case.earnings:
            month = run(case, gross).month
        found = case.target_group(case.cost_by_formulas(month))
        return found is not None and found.lump_sum > 0

    if given(0) or not given(most):
        return None
    low, high = 0, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if given(middle) else (middle, high)
    return high


REACH = 40
"""Cents of gross that :func:`largest_gross` looks beyond the crossing.

The law so far needs none on either side of an artist's floor: a cent more of gross never costs less, since what its
roundings can take off (a cent of the relief above the ceiling, a cent more of a reduction) is never more than that
cent. The reach is for other laws.
"""


def gross_for_budget(case: Case, prices: Prices, budget: int) -> int:
    """The largest gross in cents whose cost fits ``budget`` cents.

    Raises :class:`Unreachable` when not even a gross of nothing fits (a flat payroll cost above the budget), and
    :class:`NotModelled` where the employer's side of what was found is not.
    """
    found = largest_gross(case, lambda gross: spending_of(case, prices, gross).budget, budget)
    if found is None:
        least = spending_of(case, prices, 0).budget
        raise Unreachable(f"a budget of {euro_text(budget)} holds no pay: the smallest one costs {euro_text(least)}")
    employer_side(run(case, found), case)
    return found
