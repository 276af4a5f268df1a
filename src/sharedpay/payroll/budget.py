"""From an employment budget to gross pay: what one pay costs the budget, and the largest gross that fits.

``actual`` itemises the cost (gross, contributions, provisions, insurance) and adds the pooled margin;
``coefficient`` multiplies the gross, and the pooled margin is what that leaves.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

from sharedpay.errors import NotModelled, Unreachable
from sharedpay.law.book import Laws, Version
from sharedpay.law.flexi_job import flexi_pay
from sharedpay.law.person import ARTIST, BLUE_COLLAR, WHITE_COLLAR
from sharedpay.law.shared_enterprise import CoefficientLaw, FeeLaw, MarginLaw, ProvisionLaw
from sharedpay.law.target_groups import ARTISTS_GROUP
from sharedpay.model.enterprise import Enterprise, rate_of
from sharedpay.money import MAX_CENTS, Rate, cents, euro_text, read_rate
from sharedpay.payroll.case import Case
from sharedpay.payroll.run import due_by_formulas, employer_side, run
from sharedpay.payroll.search import largest
from sharedpay.payroll.shares import Charges, Spending, spending

NO_COEFFICIENT = (
    "coefficient: none is published nor estimated for this contract; give coefficient='…' to the Enterprise,"
    " or method='actual'"
)
"""What :class:`NotModelled` says of a contract without a coefficient."""


class Estimate(NamedTuple):
    """A figure that nobody publishes: its value, its range and what it rests on, all as the table has them."""

    name: str
    value: Rate
    low: Rate
    high: Rate
    basis: str


@dataclass(frozen=True, slots=True)
class Prices:
    """How an enterprise prices a pay in a case: its charges on the day, and the estimate among them."""

    enterprise: Enterprise
    charges: Charges
    estimate: Estimate | None

    def at(self, value: Rate) -> Prices:
        """The same prices with another value for the estimated figure."""
        estimated = "coefficient" if self.charges.coefficient else "margin_rate"
        return replace(self, charges=self.charges._replace(**{estimated: value}))


def prices_of(case: Case) -> Prices:
    """The prices of the case's enterprise on the first day of its month. Raises as :func:`charges_of` does."""
    fixed_term = case.contract.last_day is not None
    student = case.contract.status == "student"
    return Prices(case.enterprise, *charges_of(case.enterprise, case.laws, case.person.status, fixed_term, student))


def charges_of(
    enterprise: Enterprise, laws: Laws, status: int, fixed_term: bool, student: bool = False
) -> tuple[Charges, Estimate | None]:
    """What an enterprise charges a contract, and the figure among it that is an estimate.

    ``student``: a student's contract, whatever the ``status`` that his hours beyond the yearly quota have.

    Raises :class:`NotCovered` when a dated figure of the cooperative is missing, :class:`NotModelled` for a coefficient
    that nobody publishes nor estimates (permanent contracts, students, flexi-jobs).
    """
    smart = enterprise.figures == "smart"
    estimate = None
    coefficient = Rate(0)
    margin_rate = rate_of(enterprise.margin_rate)
    if enterprise.method == "coefficient":
        if enterprise.coefficient is None:
            name = _coefficient_name(status, fixed_term, student)
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
    if status != WHITE_COLLAR:
        holiday_rate = Rate(0)
    elif enterprise.holiday_provision_rate is None and smart:
        holiday_rate = laws.get(ProvisionLaw).holiday_provision_rate
    charges = Charges(
        fee_rate,
        margin_rate,
        coefficient,
        holiday_rate,
        rate_of(enterprise.year_end_provision_rate),
        rate_of(enterprise.insurance_rate),
        cents(enterprise.payroll_cost),
        int(enterprise.reductions == "credited"),
    )
    return charges, estimate


def _coefficient_name(status: int, fixed_term: bool, student: bool) -> str:
    if status in (BLUE_COLLAR, ARTIST) and not student:
        return "coefficient_108"
    if status == WHITE_COLLAR and not student and fixed_term:
        return "coefficient_white_collar_fixed_term"
    raise NotModelled(NO_COEFFICIENT)


def _estimate(name: str, version: Version) -> Estimate | None:
    if version.confidence != "estimate":
        return None
    extra = version.extra
    basis = str(extra.get("as_of", version.start.year))
    return Estimate(name, read_rate(version.value), read_rate(extra["low"]), read_rate(extra["high"]), basis)


def spending_of(case: Case, prices: Prices, gross: int) -> Spending:
    """What ``gross`` cents take from the budget, by the formulas alone, for searches that try amounts out.

    Raises :class:`NotCovered` where the employer's side is missing.
    """
    if case.plain:
        flexi = flexi_pay(gross, case.person.status, case.pay_law.flexi)
        return spending(gross, flexi.flexi_holiday_pay, 0, case.cost_of(gross), 0, prices.charges)
    result = run(case, gross)
    extras = sum(extra.cost for extra in result.extras)
    within = 0 if case.crossing is None else case.crossing.split(gross).student_pay
    holiday_pay = result.pay.flexi.flexi_holiday_pay
    return spending(gross, holiday_pay, within, due_by_formulas(result, case), extras - within, prices.charges)


def largest_gross(case: Case, price: Callable[[int], int], budget: int) -> int:
    """The largest gross whose ``price`` fits a budget, all in cents.

    Raises :class:`Unreachable` when not even a gross of nothing fits: a flat payroll cost, or what is paid beside it,
    is above the budget.

    From the gross on that gives an artist his reduction, a pay costs up to the whole reduction less than just below
    it: so the pays from there on are searched first, and those below only when none of these fits.
    """
    # What an earlier employer has paid makes a pay cost less than its gross.
    most = MAX_CENTS if case.earnings else min(budget, MAX_CENTS)
    reach = REACH + REACH_BESIDE * len(case.earnings)
    start = claim_start(case, most)
    if start is not None:
        found = largest(price, budget, start, most, reach)
        if found >= start:
            return found
        most = start - 1
    found = largest(price, budget, 0, most, reach)
    if found < 0:
        raise Unreachable(f"a budget of {euro_text(budget)} holds no pay: the smallest one costs {euro_text(price(0))}")
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


REACH = 20
"""Cents of gross that :func:`largest_gross` looks beyond the crossing.

The law so far needs none on either side of an artist's floor: a cent more of gross never costs less, since what its
roundings can take off (a cent of the relief above the ceiling, a cent more of a reduction) is never more than that
cent. The reach is for other laws: a cost has some twenty roundings of half a cent at most, and but for them rises by at
least a cent for each cent.
"""
REACH_BESIDE = 10
"""Cents that each of the earnings adds to it.

Holidays that an earlier employer has paid come off, each item rounded by itself: n of them take off up to n cents at
once, where the rest of the pay costs 10 cents a euro more at least. Twenty were seen to set a cost back by 100 cents.
"""


def gross_for_budget(case: Case, prices: Prices, budget: int) -> int:
    """The largest gross in cents whose cost fits ``budget`` cents.

    Raises as :func:`largest_gross`, and :class:`NotModelled` where the employer's side of what was found is not.
    """
    found = largest_gross(case, lambda gross: spending_of(case, prices, gross).budget, budget)
    employer_side(run(case, found), case)
    return found
