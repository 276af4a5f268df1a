"""How fast a net can rise with the gross: what lets a search for a gross skip most of the cents around it.

From one gross to another that is k cents larger:

- Pay that bears contributions rises by k at most. The contribution after the work bonus never falls: the one before it
  rises with the pay, and the bonus falls, since its components fall with the reference wage, or is the whole of it.
  So the pay after contributions rises by k at most, and may fall a lot. That of a flexi-job rises by its holiday pay as
  well, which is less than k, and neither tax nor special contribution is taken off it.
- The special contribution never falls.
- The tax before credits never falls while its base rises; where the base falls, the tax falls by less than the base.
  In 2021 the base is taken down to a multiple of some euros, so that the tax falls by less than such a multiple.
- The credit on the bonus rises only where the bonus is the whole contribution: with the contribution, and by what
  component B gains when A falls. Where the bonus is less, it falls, and so it does at every larger gross.

But for roundings, and but for a few cents by which printed tables step the other way (:func:`steps_back`). So a net
rises by k and a few cents. An amended law may hold other tables: :func:`is_tame` looks at what else this rests on.
"""

from __future__ import annotations

from typing import Final

from sharedpay.law.person import INDIVIDUAL, WITH_INCOME, WITHOUT_INCOME
from sharedpay.law.special_contribution import SpecialLaw, special
from sharedpay.law.work_bonus import Taper, component
from sharedpay.money import MILLION, NO_LIMIT, Rate, share
from sharedpay.payroll.pay import Pay, PayLaw
from sharedpay.payroll.search import Rise

ROUNDINGS: Final = 6
"""Cents that the roundings of tax and contributions can add."""
CREDIT_ROUNDINGS: Final = 12
"""Cents that the roundings of the bonus can add where its credit rises."""


def net_rise(paid: Pay, counted: int, law: PayLaw) -> Rise:
    """How fast the net rises from a pay on; ``counted`` are the days or hours of the work bonus, in hundredths."""
    if not is_tame(law):
        return Rise(1, NO_LIMIT)
    noise = ROUNDINGS + 2 * steps_back(law)
    if law.withholding.taxable_multiple > 1:
        noise += law.withholding.taxable_multiple
    bonus = paid.work_bonus
    uncapped = bonus.work_bonus_a_uncapped + bonus.work_bonus_b_uncapped
    if bonus.bonus_ceiling > 0 and uncapped <= bonus.bonus_ceiling:
        return Rise(1, noise)
    # Of a flexi-job the ceiling of the bonus is nothing. For all others, a cent more an hour or a day moves the
    # reference wage by all counted hours or days at once.
    return Rise(2, noise + CREDIT_ROUNDINGS + counted // 100)


def steps_back(law: PayLaw) -> int:
    """Cents by which the bonus rises, and the special contribution and the tax fall, where a row of a table ends."""
    bonus = law.work_bonus
    found = component_rises(bonus.white_a) + component_rises(bonus.white_b)
    found += component_rises(bonus.blue_a) + component_rises(bonus.blue_b)
    return found + special_falls(law.special)


def component_rises(taper: Taper) -> int:
    """Cents by which a component of the bonus rises where a zone of it ends; within a zone it falls."""
    found = 0
    for edge in (taper.full_until, taper.low_until, taper.until):
        found += max(0, component(edge + 1, taper, 0) - component(edge, taper, 0))
    return found


def special_falls(law: SpecialLaw) -> int:
    """Cents by which the special contribution falls where a row starts; within a row it rises."""
    found = 0
    for row in law.month_individual:
        found += special_falls_at(row.start, INDIVIDUAL, law)
    for row in law.month_with_income:
        found += special_falls_at(row.start, WITH_INCOME, law)
    for row in law.month_without_income:
        found += special_falls_at(row.start, WITHOUT_INCOME, law)
    return found


def special_falls_at(start: int, column: int, law: SpecialLaw) -> int:
    """Cents by which the special contribution of a household column falls where a row starts."""
    before = special(start - 1, column, law).special_contribution
    return max(0, before - special(start, column, law).special_contribution)


def is_tame(law: PayLaw) -> bool:
    """Whether no rate takes more than all, the tax scale is continuous, and the credit rises slower than the gross."""
    tax = law.withholding
    before = 0
    over = 0
    rate = 0
    for row in tax.tax_scale:
        # The amount that is printed for a row is what the rows before it make, to a cent or so.
        reached = before + share(row.over - over, Rate(rate))
        if abs(row.fixed - reached) > 2 or row.rate > MILLION:
            return False
        before = row.fixed
        over = row.over
        rate = row.rate
    most = max(tax.expenses_rate, tax.director_expenses_rate, tax.marital_quotient_rate, tax.artist_flat_rate)
    bonus = law.work_bonus
    slope = max(bonus.white_a.slope, bonus.white_a.low_slope, bonus.blue_a.slope, bonus.blue_a.low_slope)
    contribution = share(law.contributions.base_factor, law.contributions.personal_rate)
    credit = share(contribution, max(bonus.fiscal_rate_a, bonus.fiscal_rate_b))
    credit += share(2 * slope, Rate(max(0, bonus.fiscal_rate_b - bonus.fiscal_rate_a)))
    most = max(most, law.flexi.flexi_holiday_rate)
    return most <= MILLION and contribution <= MILLION and credit <= MILLION
