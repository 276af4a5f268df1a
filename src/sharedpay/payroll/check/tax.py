"""The withholding tax alone: from a taxable pay, the progressive scale, or the parameters in force."""

from __future__ import annotations

from sharedpay.errors import NotModelled
from sharedpay.law.person import Person
from sharedpay.law.withholding_tax import (
    DirectorLaw,
    FamilyLaw,
    PeriodLaw,
    Withholding,
    WithholdingLaw,
    bracket_tax,
    director_pay_after_deduction,
    family,
    withholding,
)
from sharedpay.money import MILLION, half_up
from sharedpay.payroll.check.inputs import Inputs
from sharedpay.payroll.check.result import Computed, Money, Value, rate
from sharedpay.payroll.codes import waived


def withholding_of_case(given: Inputs) -> Computed:
    """The withholding tax on a taxable pay, the progressive scale alone, or the parameters in force."""
    status = given.status()
    person = given.person(status)
    if given.flag("parameters"):
        given.close()
        return _cost_parameters(given, person)
    if "hourly" in given or "premium_rate" in given:
        raise NotModelled("hourly, premium_rate: the reduction for overtime is not modelled")
    if "annual_taxable_after_costs" in given and "taxable" not in given and "taxable_with_benefits" not in given:
        return _scale_only(given, person)
    given.ignore("gross", "car_benefit")
    if ("taxable" in given) == ("taxable_with_benefits" in given):
        given.problems.append("taxable: give taxable or taxable_with_benefits, one of them")
    base = given.money("taxable") + given.money("taxable_with_benefits")
    base = max(0, base - given.money("home_work_exemption"))
    credit, insurance = given.money("fiscal_work_bonus"), given.money("group_insurance_personal")
    parts = 2 if given.choice("period", ("month", "half_month"), "month") == "half_month" else 1
    statute = given.flag("self_employed_statute")
    given.close()
    values: dict[str, Value] = {"taxable": Money(base)}
    if statute:
        person = person._replace(director=1)
        base = director_pay_after_deduction(base, given.laws.get(DirectorLaw))
    if parts == 2:
        parts = given.laws.get(PeriodLaw).fortnight_factor
        base *= parts
    waive = waived(person, False, insurance)
    family_law, law = given.laws.get(FamilyLaw, waive), given.laws.get(WithholdingLaw, waive)
    reductions = family(person, family_law).family_reductions
    tax = withholding(base, person.scale, person.director, reductions, insurance * parts, 0, credit * parts, 0, law)
    return Computed(values | tax_values(tax, base, person, family_law, law, parts))


def _scale_only(given: Inputs, person: Person) -> Computed:
    taxable = given.needed_money("annual_taxable_after_costs")
    given.close()
    if person.scale == 2:
        raise NotModelled("annual_taxable_after_costs: with scale 2 give the month's taxable pay")
    law = given.laws.get(WithholdingLaw, frozenset(WithholdingLaw._fields) - {"tax_scale"})
    return Computed({"annual_scale_tax": Money(bracket_tax(taxable, law.tax_scale))})


def _cost_parameters(given: Inputs, person: Person) -> Computed:
    law = given.laws.get(WithholdingLaw, waived(person))
    rate_of_costs = law.director_expenses_rate if person.director else law.expenses_rate
    cap = law.director_expenses_cap if person.director else law.expenses_cap
    return Computed(
        {
            "cost_rate": rate(rate_of_costs),
            "cost_cap": Money(cap),
            "cost_cap_reached_at": Money(half_up(cap * MILLION, rate_of_costs)),
        }
    )


def tax_values(
    tax: Withholding, base: int, person: Person, family_law: FamilyLaw, law: WithholdingLaw, parts: int
) -> dict[str, Value]:
    """The steps of the key formula; ``parts`` is 2 when the pay is that of half a month."""
    household = family(person, family_law)
    unmarried = family(person._replace(single=0), family_law)
    no_parent = family(person._replace(single_parent=0), family_law)

    def monthly(reductions: int) -> int:
        full = withholding(base, person.scale, person.director, reductions, 0, 0, 0, 0, law)
        return half_up(full.monthly_tax, parts)

    return {
        "annual_gross": Money(tax.annual_gross),
        "annual_taxable_after_costs": Money(tax.annual_taxable),
        "annual_scale_tax": Money(tax.annual_scale_tax),
        "annual_basic_tax": Money(tax.annual_basic_tax),
        "annual_single_reduction": Money(household.own_reduction - unmarried.own_reduction),
        "annual_children_reduction": Money(household.children_reduction),
        "annual_family_reductions": Money(household.family_reductions),
        "withholding_before_reductions": Money(monthly(0)),
        "withholding_before_children": Money(monthly(household.family_reductions - household.children_reduction)),
        "children_reduction_month": Money(half_up(household.children_reduction, 12 * parts)),
        "single_parent_reduction_month": Money(half_up(household.own_reduction - no_parent.own_reduction, 12 * parts)),
        "withholding_before_bonus_credit": Money(half_up(tax.withholding_before_bonus_credit, parts)),
        "fiscal_work_bonus": Money(half_up(tax.fiscal_work_bonus, parts)),
        "withholding": Money(half_up(tax.withholding_tax, parts)),
    }
