"""The topics of an ordinary month: gross to net and its single rules, and net to gross."""

from __future__ import annotations

from typing import Final, NamedTuple

from sharedpay.errors import InvalidInput, NotCovered, NotModelled, Unreachable
from sharedpay.law.contributions import ContributionLaw, contribution
from sharedpay.law.person import (
    ARTIST,
    BLUE_COLLAR,
    FLEXI,
    STUDENT,
    WITH_INCOME,
    WITHOUT_INCOME,
    Month,
    Person,
)
from sharedpay.law.special_contribution import SpecialLaw, SpecialQuarterLaw, special, special_of_quarter
from sharedpay.law.work_bonus import Taper, WorkBonus, WorkBonusCapLaw, WorkBonusLaw, work_bonus, yearly_room
from sharedpay.money import MAX_CENTS, NO_LIMIT, cents, share
from sharedpay.payroll.check.employer import employer_side
from sharedpay.payroll.check.inputs import Inputs, gross_of
from sharedpay.payroll.check.result import Computed, Money, Value, rate, two_decimals
from sharedpay.payroll.check.tax import tax_values
from sharedpay.payroll.codes import STATUS, waived
from sharedpay.payroll.pay import Pay, PayLaw, pay
from sharedpay.payroll.solve import net_solutions

_QUARTER: Final = {WITH_INCOME: "quarter_with_income", WITHOUT_INCOME: "quarter_without_income"}


class _Setting(NamedTuple):
    """A month ready to be computed, all but its gross."""

    status: str
    person: Person
    month: Month
    law: PayLaw
    unit: str


def _setting(given: Inputs) -> _Setting:
    status = given.status()
    person = given.person(status)
    if given.flag("self_employed_statute"):
        raise NotModelled("self_employed_statute: contributions of the self-employed statute are not modelled")
    counted, possible = given.month_share()
    month = Month(
        0,
        counted=counted,
        possible=possible,
        benefits_in_kind=given.money("benefits_in_kind"),
        holiday_recovery=given.money("holiday_recovery"),
        car_benefit=given.money("car_benefit"),
        home_work_exemption=given.money("home_work_exemption"),
        copyright_amount=given.money("copyright_amount"),
        group_insurance=given.money("group_insurance_personal"),
        bonus_room=_bonus_room(given, person),
    )
    if given.problems:
        raise InvalidInput(given.problems)
    law = given.laws.get(PayLaw, waived(person, False, month.group_insurance))
    return _Setting(status, person, month, law, given.unit)


def _bonus_room(given: Inputs, person: Person) -> int:
    """What the yearly ceiling of the work bonus still allows; no limit where nothing is stated of earlier months."""
    granted = given.money("work_bonus_granted") + given.money("granted_this_year")
    if "annual_cap" in given:
        return max(0, given.money("annual_cap") - granted)
    if "work_bonus_granted" not in given and "granted_this_year" not in given:
        return NO_LIMIT
    return yearly_room(granted, person.status, given.laws.get(WorkBonusCapLaw))


def gross_to_net(given: Inputs) -> Computed:
    """An ordinary month, from gross to what is paid, with the employer's side where it is covered."""
    gross = gross_of(given)
    setting = _setting(given)
    worker_share = given.money("meal_voucher_worker")
    untaxed = given.money("own_costs_refund") + given.money("untaxed_allowances")
    given.close()
    month = setting.month._replace(gross=gross)
    paid = pay(month, setting.person, setting.law)
    values = _pay_values(paid, setting)
    values["net_paid"] = Money(paid.net - worker_share + untaxed)
    side = employer_side(given, setting.status, paid, month)
    return Computed({"gross": Money(gross), **values, **side.values}, side.gaps)


def student(given: Inputs) -> Computed:
    """A student within the yearly hours: the solidarity contribution only."""
    gross = gross_of(given)
    within = given.flag("within_quota", default=True)
    given.ignore("status")
    given.close()
    if not within:
        raise NotModelled(
            "within_quota: hours beyond the quota bear ordinary contributions; check them as gross_to_net"
        )
    person = Person(status=STUDENT)
    setting = _Setting("student", person, Month(gross), given.laws.get(PayLaw, waived(person)), "")
    paid = pay(setting.month, person, setting.law)
    side = employer_side(given, "student", paid, setting.month)
    values = {"gross": Money(gross), **_pay_values(paid, setting), **side.values}
    due = side.values.get("employer_contributions")
    if isinstance(due, Money):
        values["total"] = Money(paid.contribution.personal_contribution + due.cents)
    return Computed(values, side.gaps)


def net_to_gross(given: Inputs) -> Computed:
    """The gross that gives a net. Of several, the one nearest to the case's; without any, the nearest below."""
    target = given.needed_money("target_net")
    setting = _setting(given)
    given.close()

    def pay_of(gross: int) -> Pay:
        return pay(setting.month._replace(gross=gross), setting.person, setting.law)

    if pay_of(MAX_CENTS).net < target:
        raise Unreachable("target_net: needs a gross beyond 10 000 000.00, the most that is computed")
    found = net_solutions(pay_of, target, setting.month.counted, setting.law)
    try:
        wanted = cents(given.targets.get("gross", 0), "expected.gross")
    except InvalidInput:
        wanted = 0
    answers = found.exact or tuple(near for near in (found.below,) if near is not None)
    if not answers:
        raise Unreachable("target_net: no gross gives this net or less")
    gross = min(answers, key=lambda answer: abs(answer - wanted))
    return Computed({"gross": Money(gross), **_pay_values(pay_of(gross), setting)})


def personal_contribution(given: Inputs) -> Computed:
    """The worker's contribution on a gross, before the work bonus."""
    status = given.status()
    gross = gross_of(given)
    given.close()
    waive = waived(Person(status=STATUS[status]))
    due = contribution(gross, STATUS[status], given.laws.get(ContributionLaw, waive))
    return Computed(
        {
            "gross": Money(gross),
            "onss_base": Money(due.contribution_base),
            "onss_personal": Money(due.personal_contribution),
        }
    )


def work_bonus_of_case(given: Inputs) -> Computed:
    """The work bonus with its steps, or the parameters in force."""
    status = given.status()
    person = Person(status=STATUS[status])
    waive = waived(person)
    if given.flag("parameters"):
        given.close()
        law = given.laws.get(WorkBonusLaw, waive)
        fund = person.status in (BLUE_COLLAR, ARTIST)
        return Computed(_taper_values(*((law.blue_a, law.blue_b) if fund else (law.white_a, law.white_b))))
    gross = given.needed_money("gross") + given.money("benefits_in_kind")
    counted, possible = given.month_share()
    room = _bonus_room(given, person)
    given.close()
    due = contribution(gross, person.status, given.laws.get(ContributionLaw, waive))
    bonus = work_bonus(
        gross,
        counted,
        possible,
        due.personal_contribution,
        room,
        person.status,
        given.laws.get(WorkBonusLaw, waive),
    )
    return Computed(
        {
            "onss_base": Money(due.contribution_base),
            "onss_personal": Money(due.personal_contribution),
            **_bonus_values(bonus, given.unit),
        }
    )


def _taper_values(a: Taper, b: Taper) -> dict[str, Value]:
    if b.low_max == 0:
        return {
            "max_low": Money(a.low_max),
            "s_low": Money(a.full_until),
            "slope_low": rate(a.low_slope),
            "s_mid": Money(a.low_until),
            "max_mid": Money(a.max),
            "slope_mid": rate(a.slope),
            "s_zero": Money(a.until),
        }
    values: dict[str, Value] = {}
    for name, part in (("a", a), ("b", b)):
        values |= {
            f"{name}_max": Money(part.low_max),
            f"{name}_from": Money(part.full_until),
            f"{name}_zero": Money(part.until),
            f"{name}_slope": rate(part.slope),
        }
    return values


def special_contribution(given: Inputs) -> Computed:
    """The special contribution of a month and, for three equal months, of the quarter and the year."""
    status = given.status()
    person = given.person(status)
    gross = given.needed_money("gross")
    months = given.count("months_in_quarter")
    given.close()
    if months not in (0, 3):
        raise NotModelled("months_in_quarter: only 3, three equal months, is modelled")
    if person.status in (STUDENT, FLEXI):
        raise NotModelled(f"status: {status} pays no special contribution")
    waive = waived(person)
    base = contribution(gross, person.status, given.laws.get(ContributionLaw, waive)).contribution_base
    advance = special(base, person.special_scale, given.laws.get(SpecialLaw, waive))
    values: dict[str, Value] = {
        "onss_base": Money(base),
        "special_contribution": Money(advance.special_contribution),
    }
    try:
        quarter_law = given.laws.get(SpecialQuarterLaw)
    except NotCovered as gap:
        keys = ("special_contribution_quarter", "special_contribution_year", "special_contribution_year_max")
        return Computed(values, dict.fromkeys(keys, gap))
    rows = getattr(quarter_law, _QUARTER.get(person.special_scale, "quarter_individual"))
    values["special_contribution_year_max"] = Money(4 * max(row.fixed for row in rows))
    if months:
        quarter = special_of_quarter((base, base, base), person.special_scale, quarter_law)
        values["special_contribution_quarter"] = Money(quarter)
        values["special_contribution_year"] = Money(4 * quarter)
    return Computed(values)


def _pay_values(paid: Pay, setting: _Setting) -> dict[str, Value]:
    bonus, tax, law = paid.work_bonus, paid.withholding, setting.law
    return {
        "onss_base": Money(paid.contribution.contribution_base),
        "onss_personal": Money(paid.contribution.personal_contribution),
        **_bonus_values(bonus, setting.unit),
        "taxable_before_benefits": Money(paid.taxable_before_benefits),
        "taxable_before_copyright": Money(paid.taxable_before_copyright),
        "taxable": Money(paid.taxable),
        **tax_values(tax, paid.withholding_base, setting.person, law.family, law.withholding, 1),
        "annual_fiscal_work_bonus": Money(
            share(12 * bonus.work_bonus_a, law.work_bonus.fiscal_rate_a)
            + share(12 * bonus.work_bonus_b, law.work_bonus.fiscal_rate_b)
        ),
        "special_contribution": Money(paid.special.special_contribution),
        "net": Money(paid.net),
        "net_paid": Money(paid.net),
    }


def _bonus_values(bonus: WorkBonus, unit: str) -> dict[str, Value]:
    values: dict[str, Value] = {
        "reference_wage": Money(bonus.reference_wage),
        "fraction": two_decimals(bonus.fraction),
        "work_bonus_a_uncapped": Money(bonus.work_bonus_a_uncapped),
        "work_bonus_b_uncapped": Money(bonus.work_bonus_b_uncapped),
        "work_bonus_uncapped": Money(bonus.work_bonus_a_uncapped + bonus.work_bonus_b_uncapped),
        "work_bonus_a": Money(bonus.work_bonus_a),
        "work_bonus_b": Money(bonus.work_bonus_b),
        "work_bonus": Money(bonus.work_bonus),
        "onss_after_bonus": Money(bonus.contribution_due),
    }
    return {unit: Money(bonus.unit_wage), **values} if unit else values
