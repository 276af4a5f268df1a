"""The topics of exceptional pay: withholding tax of premiums and holiday pay, year-end premiums, severance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from sharedpay.errors import InvalidInput, NotCovered, NotModelled, SharedPayError
from sharedpay.law.book import Laws
from sharedpay.law.contributions import ContributionLaw, contribution
from sharedpay.law.exceptional_pay import (
    HOLIDAY_COLUMN,
    OTHER_COLUMN,
    ArrearsLaw,
    ExceptionalLaw,
    ReferenceLaw,
    arrears,
    exceptional,
    reference,
    refuse_children,
    row_of,
)
from sharedpay.law.holiday_pay import DoubleLaw, deduction_on_double
from sharedpay.law.person import FLEXI, STUDENT, Person
from sharedpay.law.severance import Dismissal, SeveranceLaw, SeveranceSpecialLaw, severance, severance_special
from sharedpay.law.year_end_premium import (
    DISMISSED,
    IN_SERVICE,
    BrusselsPremiumLaw,
    FwbPremiumLaw,
    Pc200PremiumLaw,
    PremiumYear,
    brussels_premium,
    fwb_premium,
    pc200_premium,
)
from sharedpay.money import cents, half_up
from sharedpay.payroll.check.inputs import Inputs, written
from sharedpay.payroll.check.result import Computed, Money, Value, rate
from sharedpay.payroll.codes import STATUS, waived

_COLUMNS: Final = {"holiday_pay": HOLIDAY_COLUMN, "other": OTHER_COLUMN}


def exceptional_withholding(given: Inputs) -> Computed:
    """The tax of an allowance, or the figures of nos 53-55 for a reference pay or a number of children."""
    if "annual_reference_from" in given:
        return _row(given)
    status = given.status()
    person = given.person(status)
    column = _COLUMNS[given.choice("kind", tuple(_COLUMNS), "other")]
    stated, amount = given.money("taxable_amount"), given.money("amount")
    references = references_of(given, status)
    known = "taxable_amount" in given or "amount" in given
    if "taxable_amount" in given and "amount" in given:
        given.problems.append("taxable_amount: give it or amount, one of them")
    if known and references is None:
        given.problems.append("annual_reference: is missing; give it, annual_gross_normal or gross")
    given.close()
    if person.status in (STUDENT, FLEXI):
        raise NotModelled(f"status: exceptional pay of {status} workers is not modelled")
    values: dict[str, Value] = {}
    if "amount" in given:
        due = _contribution(amount, column, person, given.laws)
        if column == HOLIDAY_COLUMN:
            values |= {"holiday_double_gross": Money(amount), "holiday_double_contribution": Money(due)}
        else:
            values["onss_personal"] = Money(due)
        stated = amount - due
    if known:
        values["taxable"] = Money(stated)
    found = tax_on(stated if known else None, references, column, person, given.laws)
    values |= found.values
    withheld = values.get("withholding")
    if "amount" in given and isinstance(withheld, Money):
        values["net"] = Money(stated - withheld.cents)
    return Computed(values, {**found.gaps, **({"net": found.gaps["rate"]} if "rate" in found.gaps else {})})


def _row(given: Inputs) -> Computed:
    """Both rates of one row of no. 53, between the bounds that the case states."""
    first, last = given.money("annual_reference_from"), given.money("annual_reference_to")
    given.close()
    law = given.laws.get(ExceptionalLaw)
    row = row_of(first, law.exceptional_rates)
    if "annual_reference_to" in given and row_of(last, law.exceptional_rates) != row:
        raise NotModelled("annual_reference_to: the bounds are not those of one row")
    return Computed({"rate_holiday_pay": rate(row.holiday_pay), "rate_other": rate(row.other)})


def _contribution(amount: int, column: int, person: Person, laws: Laws) -> int:
    if column == HOLIDAY_COLUMN:
        return deduction_on_double(amount, laws.get(DoubleLaw))
    return contribution(amount, person.status, laws.get(ContributionLaw, waived(person))).personal_contribution


def references_of(given: Inputs, status: str) -> tuple[int, int] | None:
    """The reference pay and the pay for the limits for children: stated, or from the normal gross of a month."""
    if "annual_reference" in given:
        given.ignore("gross", "annual_gross_normal")
        stated = given.money("annual_reference")
        return stated, stated
    if "annual_gross_normal" in given:
        normal = half_up(given.money("annual_gross_normal"), 12)
    elif "gross" in given:
        normal = given.money("gross")
    else:
        return None
    try:
        found = reference(normal, STATUS[status], given.laws.get(ReferenceLaw))
    except NotCovered:
        # Where the reference isn't covered the rates aren't either, and tell the gap.
        return 0, 0
    return found.reference_pay, found.child_reference


def tax_on(
    taxable: int | None, references: tuple[int, int] | None, column: int, person: Person, laws: Laws
) -> Computed:
    """The values of nos 53-55 that an allowance, a reference pay and the children give; gaps outside the tables."""
    keys = (
        *("rate", "rate_holiday_pay", "rate_other", "exempt_part", "exemption_limit"),
        *("children_reduction_rate", "children_reduction_limit", "annual_reference", "withholding"),
    )
    try:
        law = laws.get(ExceptionalLaw)
        refuse_children(person.children, law)
    except (NotCovered, NotModelled) as gap:
        return Computed({}, dict.fromkeys(keys, gap))
    values: dict[str, Value] = {}
    if person.children:
        reduced = law.exceptional_reductions[min(person.children, len(law.exceptional_reductions)) - 1]
        values["exemption_limit"] = Money(law.exceptional_exemption_limits[person.children - 1])
        values["children_reduction_rate"] = rate(reduced.rate)
        values["children_reduction_limit"] = Money(reduced.limit)
    if references is not None:
        row = row_of(references[0], law.exceptional_rates)
        values["annual_reference"] = Money(references[0])
        values |= {"rate_holiday_pay": rate(row.holiday_pay), "rate_other": rate(row.other)}
        done = exceptional(taxable or 0, *references, column, person.children, law)
        values |= {
            "rate": rate(done.exceptional_rate),
            "children_reduction_rate": rate(done.exceptional_children_rate),
        }
        if taxable is not None:
            values["exempt_part"] = Money(done.exceptional_exempt)
            values["withholding"] = Money(done.exceptional_withholding)
    return Computed(values)


def year_end(given: Inputs) -> Computed:
    """The year-end premium of joint committee 200 or 329.02; other sectors are not covered."""
    committee = given.values.get("joint_committee")
    sector = given.values.get("sector")
    day = given.day.isoformat()
    if committee == "200":
        return _pc200(given)
    if committee == "329.02" and sector in ("fwb", "brussels"):
        october = given.needed_money("october_gross")
        given.close()
        if sector == "fwb":
            return Computed({"premium": Money(fwb_premium(october, given.laws.get(FwbPremiumLaw)).fwb_premium)})
        found = brussels_premium(october, given.laws.get(BrusselsPremiumLaw))
        return Computed({"premium": Money(found.brussels_premium)})
    given.close()
    raise NotCovered(
        f"year_end_premium of joint committee {committee}" + (f", {sector}" if sector else ""),
        day,
        "joint committees 200 and 329.02 (sectors fwb and brussels)",
    )


def _pc200(given: Inputs) -> Computed:
    """From the first to the last day of service in the year, written MM-DD; service as long as the year's."""
    gross = given.needed_money("gross")
    hired, left = given.values.get("hired"), given.values.get("left")
    given.ignore("hired", "left")
    months = 12
    try:
        first, last = _month_day(hired, "01-01"), _month_day(left, "12-31")
        starts = first[0] + (first[1] > 1)
        ends = last[0] - (last[1] < _LAST_DAYS[last[0] - 1])
        months = max(0, ends - starts + 1)
    except ValueError:
        given.problems.append(f"hired, left: {hired!r} and {left!r} are not days like '03-01'")
    given.close()
    service = months if hired is not None else 12
    law = given.laws.get(Pc200PremiumLaw, frozenset({"pc200_sales_variable_cap"}))
    found = pc200_premium(PremiumYear(gross, months, service, DISMISSED if left is not None else IN_SERVICE), law)
    return Computed({"premium": Money(found.pc200_premium), "in_indemnity_base": True})


_LAST_DAYS: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _month_day(raw: Any, default: str) -> tuple[int, int]:
    month, _, day = str(default if raw is None else raw).partition("-")
    found = int(month), int(day)
    if not (1 <= found[0] <= 12 and 1 <= found[1] <= 31):
        raise ValueError(raw)
    return found


def termination_pay(given: Inputs) -> Computed:
    """An indemnity for stated weeks of notice, its tax, and the employer's special contribution."""
    status = given.status()
    if any(key in given for key in ("contract_start", "contract_end", "broken_on")):
        raise NotModelled(
            "contract_start, contract_end, broken_on: how long a notice is, is not modelled; give the weeks"
        )
    weekly, weeks = given.money("weekly_pay"), given.quantity("notice_weeks")
    benefits = _benefits(given)
    yearly, indemnity = given.money("annual_pay"), given.money("indemnity")
    stated = given.money("annual_reference")
    given.close()
    if STATUS[status] in (STUDENT, FLEXI):
        raise NotModelled(f"status: the indemnity of {status} workers is not modelled")
    values: dict[str, Value] = {}
    gaps: dict[str, SharedPayError] = {}
    taxable = 0
    if "weekly_pay" in given:
        law = given.laws.get(SeveranceLaw)
        if law.severance_reference_taxable and "annual_reference" not in given:
            raise InvalidInput("annual_reference: is missing; this reading needs the normal taxable pay of a year")
        found = severance(
            Dismissal(0, weeks, benefits, severance_weekly_stated=weekly, normal_reference=stated), STATUS[status], law
        )
        taxable = found.severance_taxable
        stated = stated if "annual_reference" in given else found.severance_reference
        values = {
            "weekly_pay": Money(weekly),
            "benefits_week": Money(found.severance_benefits_week),
            "gross": Money(found.severance_indemnity),
            "indemnity": Money(found.severance_indemnity),
            "onss_base": Money(found.severance_base),
            "onss_personal": Money(found.severance_contribution),
            "taxable": Money(taxable),
            "annual_reference": Money(stated),
        }
    if "weekly_pay" in given or "annual_reference" in given:
        try:
            taxed = arrears(taxable, stated, given.laws.get(ArrearsLaw))
            values["rate"] = rate(taxed.arrears_rate)
            if "weekly_pay" in given:
                values["withholding"] = Money(taxed.arrears_withholding)
                values["net"] = Money(taxable - taxed.arrears_withholding)
        except NotCovered as gap:
            gaps = dict.fromkeys(("rate", "withholding", "net"), gap)
    if "annual_pay" in given:
        special = severance_special(indemnity, yearly, given.laws.get(SeveranceSpecialLaw))
        values["special_employer_rate"] = rate(special.severance_special_rate)
        if "indemnity" in given:
            values["special_employer_contribution"] = Money(special.severance_special)
    return Computed(values, gaps)


def _benefits(given: Inputs) -> int:
    """The yearly benefits by kind, added up."""
    given.ignore("benefits_year")
    raw = given.values.get("benefits_year")
    if raw is None:
        return 0
    if not isinstance(raw, Mapping):
        given.problems.append("benefits_year: must be an object of amounts")
        return 0
    total = 0
    for kind, amount in raw.items():
        try:
            total += cents(written(amount, f"benefits_year.{kind}"), f"benefits_year.{kind}")
        except InvalidInput as error:
            given.problems += error.problems
    if total < 0:
        given.problems.append("benefits_year: must add up to zero or more")
    return total
