"""The employer's topics: contributions, wage moderation, the ceiling, and the structural reduction of a quarter."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Final, NamedTuple

from sharedpay.errors import NotCovered, NotModelled
from sharedpay.law.contributions import ContributionLaw, contribution
from sharedpay.law.employer import Employer, EmployerLaw, contributions
from sharedpay.law.person import ARTIST, FLEXI, STUDENT, Month, Person
from sharedpay.law.reductions import Performance, StructuralLaw, beta_millionths
from sharedpay.model.contract import PermanentContract
from sharedpay.model.enterprise import Enterprise
from sharedpay.money import MILLION, Hundredths, Rate, half_up, share
from sharedpay.payroll.check.inputs import Inputs, gross_of
from sharedpay.payroll.check.result import Computed, Money, Value, rate, two_decimals
from sharedpay.payroll.codes import STATUS, employer_of, period_of, waived, waived_by
from sharedpay.payroll.cost import CostLaw, cost
from sharedpay.payroll.pay import Pay, full_pay_of

_KEYS: Final = (
    "employer_contributions",
    "structural_reduction",
    "employer_contributions_after_reductions",
    "employer_cost",
)


class CeilingLaw(NamedTuple):
    """The quarterly ceiling of the base contribution."""

    ceiling_quarter: int


class ModerationLaw(NamedTuple):
    """How the wage moderation follows from the base contribution."""

    moderation_multiplier_base: Rate
    moderation_multiplier_additional: Rate
    moderation_addition_category2: Rate


def employer_side(given: Inputs, status: str, paid: Pay, month: Month) -> Computed:
    """The employer's lines of a month as a third of a quarter, for an ordinary enterprise; gaps where not covered.

    Who counts days works full time, so his contract is at least half time however short the month; of a part-timer
    without contract hours the hours worked have to tell.
    """
    employer = employer_of(Enterprise(), Rate(0))
    person = Person(status=STATUS[status])
    try:
        law = given.laws.get(CostLaw, waived(person) | waived_by(employer))
    except NotCovered as gap:
        return Computed({}, dict.fromkeys(_KEYS, gap))
    work = period_of(PermanentContract(start=given.day.replace(day=1)), given.month).work
    performed = Hundredths(half_up(work.performed * min(month.counted, month.possible), month.possible))
    in_days = given.unit != "hourly_rounded"
    half_time = in_days or person.status == ARTIST or 2 * month.counted >= month.possible
    work = Performance(performed, work.per_week, int(half_time))
    base = paid.contribution.contribution_base
    due = cost(paid.subject_pay, full_pay_of(month, paid.subject_pay), base, person.status, 3, work, employer, law)
    return Computed(
        {
            "employer_contributions": Money(due.contributions.employer_contributions),
            "structural_reduction": Money(due.structural.structural_reduction),
            "employer_contributions_after_reductions": Money(due.employer_contributions_after_reductions),
            "employer_cost": Money(due.employer_cost),
        }
    )


def employer_contributions(given: Inputs) -> Computed:
    """Contributions on a pay, the moderation of a rate, or the base contribution of a year with its ceiling."""
    if "rate_percent" in given:
        return _moderated(given)
    if "base_rate_percent" in given:
        return _moderation_of_base(given)
    if "quarter_gross" in given:
        return _year_by_quarters(given)
    if "annual_gross" in given:
        return _year(given)
    return _on_pay(given)


def _on_pay(given: Inputs) -> Computed:
    status = given.status()
    gross = gross_of(given)
    employer = employer_of(Enterprise(), Rate(0))._replace(category=int(given.choice("category", ("1", "2"), "1")))
    given.close()
    person = Person(status=STATUS[status])
    due = contribution(gross, person.status, given.laws.get(ContributionLaw, waived(person)))
    values: dict[str, Value] = {
        "gross": Money(gross),
        "onss_base": Money(due.contribution_base),
        "onss_personal": Money(due.personal_contribution),
    }
    try:
        law = given.laws.get(EmployerLaw, waived(person) | waived_by(employer))
    except NotCovered as gap:
        return Computed(values, {"employer_contributions": gap})
    owed = contributions(due.contribution_base, gross, person.status, 3, employer, law)
    return Computed(values | {"employer_contributions": Money(owed.employer_contributions)})


def _moderated(given: Inputs) -> Computed:
    percent = given.needed_rate("rate_percent")
    multiplier = given.rate("moderation_multiplier")
    stated = "moderation_multiplier" in given
    given.close()
    if not stated:
        multiplier = given.laws.get(ModerationLaw).moderation_multiplier_additional
    hundredths = half_up(percent * (MILLION + multiplier) * 100, MILLION * MILLION)
    return Computed({"rate_percent_with_moderation": two_decimals(hundredths)})


def _moderation_of_base(given: Inputs) -> Computed:
    percent = given.needed_rate("base_rate_percent")
    category = given.choice("category", ("1", "2", "3"), "1")
    given.close()
    law = given.laws.get(ModerationLaw)
    multiplier, addition = law.moderation_multiplier_base, Rate(0)
    if category == "2":
        multiplier, addition = law.moderation_multiplier_additional, law.moderation_addition_category2
    moderation = Fraction(100 * multiplier, MILLION) + Fraction(multiplier * percent, MILLION * MILLION)
    moderation += Fraction(100 * addition, MILLION)
    hundredths = half_up(moderation.numerator * 100, moderation.denominator)
    return Computed(
        {
            "moderation_percent": two_decimals(hundredths),
            "facial_percent": two_decimals(hundredths + half_up(percent * 100, MILLION)),
        }
    )


def _year_by_quarters(given: Inputs) -> Computed:
    given.status()
    quarters = given.amounts("quarter_gross")
    ceilings = given.amounts("quarter_ceilings")
    base_rate = given.needed_rate("base_rate")
    if ceilings and len(ceilings) != len(quarters):
        given.problems.append("quarter_ceilings: give one for each of quarter_gross")
    given.close()
    if len(quarters) != 4:
        raise NotModelled("quarter_gross: a year's base contribution needs four quarters")
    if not ceilings:
        starts = (date(given.day.year, 3 * quarter + 1, 1) for quarter in range(4))
        ceilings = tuple(given.book.on(start).get(CeilingLaw).ceiling_quarter for start in starts)
    year = sum(share(min(gross, most), base_rate) for gross, most in zip(quarters, ceilings, strict=True))
    return Computed({"base_contribution_year": Money(year)})


def _year(given: Inputs) -> Computed:
    given.status()
    annual = given.needed_money("annual_gross")
    base_rate = given.needed_rate("base_rate")
    months = given.quantity("annual_cost_months", 1200)
    if months == 0:
        given.problems.append("annual_cost_months: must be more than 0")
    given.close()
    ceiling = given.laws.get(CeilingLaw).ceiling_quarter
    if annual * 300 > ceiling * months:
        raise NotModelled("annual_gross: above the ceiling of the base contribution; give quarter_gross")
    return Computed({"base_contribution_year": Money(half_up(annual * 1200 * base_rate, months * MILLION))})


def structural_reduction(given: Inputs) -> Computed:
    """The structural reduction of a quarter, its parameters, or its multiplier beta."""
    category = int(given.choice("category", ("1", "2", "3"), "1"))
    if given.flag("parameters"):
        given.close()
        return _parameters(given, category)
    half_time = given.flag("contract_at_least_half_time", default=True)
    if "quarter_gross" not in given and "work_fraction_global" in given:
        fraction = given.quantity("work_fraction_global")
        given.close()
        law = given.laws.get(StructuralLaw, frozenset(StructuralLaw._fields) - {"beta"})
        if fraction * 10_000 >= law.beta.full_from:
            return Computed({"beta": rate(half_up(100 * MILLION, fraction))})
        return Computed({"beta": rate(beta_millionths(fraction, int(half_time), law.beta))})
    return _quarter(given, category, half_time)


def _quarter(given: Inputs, category: int, half_time: bool) -> Computed:
    status = given.status()
    gross = given.needed_money("quarter_gross")
    if "hours_by_code" in given:
        raise NotModelled("hours_by_code: which codes count for the factor and for the fraction is not modelled")
    if "work_fraction_global" in given:
        raise NotModelled("work_fraction_global: several occupations in a quarter are not modelled")
    if "hours_worked" in given:
        performed, per_week = given.quantity("hours_worked"), given.quantity("hours_per_week_full_time")
    else:
        performed, per_week = given.quantity("days_worked"), given.quantity("days_per_week", 500)
        if "days_worked" not in given:
            given.problems.append("days_worked: is missing")
    if per_week == 0:
        given.problems.append("days_per_week: days or hours a week of a full-time worker must be more than 0")
    given.close()
    _no_category3(category)
    person = Person(status=STATUS[status])
    if person.status in (STUDENT, FLEXI):
        raise NotModelled(f"status: {status} gives no structural reduction")
    employer = Employer(category=category)
    waive = waived(person) | waived_by(employer)
    law = given.laws.get(CostLaw, waive)
    base = contribution(gross, person.status, given.laws.get(ContributionLaw, waive)).contribution_base
    work = Performance(performed, per_week, int(half_time))
    found = cost(gross, gross, base, person.status, 1, work, employer, law).structural
    return Computed(
        {
            "factor": two_decimals(found.factor),
            "reference_wage": Money(found.quarter_wage),
            "reduction_base": Money(found.full_reduction),
            "work_fraction": two_decimals(found.work_fraction),
            "structural_reduction": Money(found.structural_reduction),
            "structural_reduction_month": Money(half_up(found.structural_reduction, 3)),
        }
    )


def _parameters(given: Inputs, category: int) -> Computed:
    _no_category3(category)
    other = "structural_category1" if category == 2 else "structural_category2"
    law = given.laws.get(StructuralLaw, frozenset({other, "beta"}))
    table = law.structural_category2 if category == 2 else law.structural_category1
    return Computed(
        {
            "f": Money(table.fixed),
            "alpha": rate(table.alpha),
            "s0": Money(table.low_limit),
            "gamma": rate(table.gamma),
            "s2": Money(table.very_low_limit),
            "delta": rate(table.delta),
            "s1": Money(table.high_limit),
        }
    )


def _no_category3(category: int) -> None:
    if category == 3:
        raise NotModelled("category: 3 (sheltered workshops) is not modelled")
