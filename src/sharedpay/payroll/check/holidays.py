"""The topics of holidays: double pay, departure, holiday fund, pay of a day, days of right."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final

from sharedpay.errors import InvalidInput, NotCovered, NotModelled
from sharedpay.law.departure_pay import DepartureLaw, Leaver, departure_pay
from sharedpay.law.exceptional_pay import HOLIDAY_COLUMN
from sharedpay.law.holiday_days import NewEmployerLaw, certificate_days, simple_pay, youth_days
from sharedpay.law.holiday_fund import (
    FundDaysLaw,
    FundHoliday,
    FundLaw,
    FundTaxLaw,
    fund_days,
    fund_holiday,
    fund_tax,
    taxable_share,
)
from sharedpay.law.holiday_pay import DoubleLaw, HolidayMonth, deduction_on_double, double_pay
from sharedpay.money import MILLION, Hundredths, cents, half_up
from sharedpay.payroll import holiday_pay
from sharedpay.payroll.check.exceptional import references_of, tax_on
from sharedpay.payroll.check.inputs import Inputs, written
from sharedpay.payroll.check.result import Computed, Money, Value, rate, two_decimals

_REASONS: Final = ("serious_cause", "end_of_fixed_term", "dismissal", "resignation", "mutual_agreement")
_WITHOUT_NOTICE: Final = ("serious_cause", "end_of_fixed_term")
_FUND_STATUSES: Final = ("blue_collar", "artist")


def _white_collar(given: Inputs) -> None:
    if given.status() != "white_collar":
        raise NotModelled(f"status: {given.status()} workers have no holiday pay of the employer; see holiday_fund")


def holiday_double(given: Inputs) -> Computed:
    """The double pay of a month pro rata, or the contribution on a stated double pay, with its tax."""
    _white_collar(given)
    person = given.person("white_collar")
    months = given.count("months", 12)
    stated = given.money("holiday_double_gross")
    references = references_of(given, "white_collar")
    if "holiday_double_gross" not in given:
        given.needed_money("gross")
    if not 0 <= months <= 12:
        given.problems.append(f"months: {months} is more than 12")
    given.close()
    law = given.laws.get(DoubleLaw)
    if "holiday_double_gross" in given:
        due = deduction_on_double(stated, law)
        values: dict[str, Value] = {}
        total, taxable = stated, stated - due
    else:
        found = double_pay(HolidayMonth(given.money("gross"), months), law)
        total, due, taxable = found.double_pay, found.double_deduction, found.double_taxable
        values = {
            "holiday_double_legal_part": Money(found.double_subject),
            "holiday_double_complement": Money(found.double_free),
        }
    values |= {
        "holiday_double_gross": Money(total),
        "holiday_double_contribution": Money(due),
        "taxable": Money(taxable),
    }
    if references is None:
        return Computed(values)
    taxed = tax_on(taxable, references, HOLIDAY_COLUMN, person, given.laws)
    values |= taxed.values
    withheld = taxed.values.get("withholding")
    if isinstance(withheld, Money):
        values["net"] = Money(taxable - withheld.cents)
    return Computed(values, {**taxed.gaps, **({"net": taxed.gaps["rate"]} if taxed.gaps else {})})


def holiday_departure(given: Inputs) -> Computed:
    """Departure pay of both service years, its contributions and, with a reference pay, its tax."""
    _white_collar(given)
    if "certificate_simple" in given:
        simple, days = given.money("certificate_simple"), given.count("days")
        given.close()
        if not days:
            raise InvalidInput("days: must be more than 0")
        return Computed({"holiday_simple_day": Money(half_up(simple, days))})
    person = given.person("white_collar")
    reason = given.choice("reason", ("", *_REASONS), "")
    given.ignore("contract_start", "contract_end")
    current = _monthly(given) if "monthly_pay" in given else given.needed_money("gross_current_year")
    leaver = Leaver(
        current,
        given.money("gross_previous_year"),
        given.quantity("days_taken"),
        given.quantity("days_right", 2_000),
        int(given.flag("double_previous_paid", default=True)),
    )
    references = references_of(given, "white_collar")
    given.close()
    found = departure_pay(leaver, given.laws.get(DepartureLaw))
    subject = found.departure_double_subject + found.departure_double_subject_previous
    double = found.departure_double + found.departure_double_previous
    on_double = found.departure_double_contribution + found.departure_double_contribution_previous
    values: dict[str, Value] = {
        "gross_current_year": Money(current),
        "departure_simple": Money(found.departure_simple),
        "departure_double": Money(found.departure_double),
        "departure_simple_previous": Money(found.departure_simple_previous),
        "departure_double_previous": Money(found.departure_double_previous),
        "departure_double_subject": Money(subject),
        "departure_double_free": Money(double - subject),
        "departure_simple_contribution": Money(found.departure_simple_contribution),
        "departure_double_contribution": Money(on_double),
        "departure_total": Money(found.departure_total),
        "taxable": Money(found.departure_taxable),
    }
    if reason in _WITHOUT_NOTICE:
        values |= {"notice_weeks": 0, "indemnity": Money(0)}
    if references is None:
        gap = NotModelled("annual_reference: is missing; the tax of departure pay needs it, or the normal gross")
        return Computed(values, dict.fromkeys(("rate", "withholding", "net", "annual_reference"), gap))
    taxed = tax_on(found.departure_taxable, references, HOLIDAY_COLUMN, person, given.laws)
    return Computed({**values, **taxed.values}, taxed.gaps)


def _monthly(given: Inputs) -> int:
    """The gross of a service year from ``[[amount, months], …]``."""
    given.ignore("monthly_pay")
    rows: Any = given.values["monthly_pay"]
    problem = "monthly_pay: must be a list of [amount, number of months]"
    total = 0
    for row in rows if isinstance(rows, list) and len(rows) <= 100 else [None]:
        if not isinstance(row, list) or len(row) != 2 or type(row[1]) is not int or not 0 <= row[1] <= 12:
            given.problems.append(problem)
            continue
        try:
            total += cents(written(row[0], "monthly_pay"), "monthly_pay") * row[1]
        except InvalidInput as error:
            given.problems += error.problems
    if total < 0:
        given.problems.append("monthly_pay: must add up to zero or more")
    return total


def holiday_fund(given: Inputs) -> Computed:
    """Holiday pay of a fund; a base of 100.00 gives unrounded percentages."""
    if given.choice("status", _FUND_STATUSES, "blue_collar") not in _FUND_STATUSES:
        given.problems.append("status: only blue_collar and artist have holiday pay of a fund")
    gross, base = given.money("gross_service_year"), given.money("base_108")
    if ("gross_service_year" in given) == ("base_108" in given):
        given.problems.append("gross_service_year: give it or base_108, one of them")
    given.close()
    law = given.laws.get(FundLaw)
    values: dict[str, Value] = {"base_factor": rate(law.base_factor)}
    if base == 10_000:
        return Computed({**values, "base_108": Money(base), **_percentages(law, given)})
    holiday = fund_holiday(gross, base, law)
    values |= _fund_values(holiday)
    keys = ("rate", "withholding", "net")
    try:
        taxed = fund_tax(gross, base, holiday.fund_taxable, law, given.laws.get(FundTaxLaw))
    except NotCovered as gap:
        return Computed(values, dict.fromkeys(keys, gap))
    values |= {
        "rate": rate(taxed.fund_tax_rate),
        "withholding": Money(taxed.fund_withholding),
        "net": Money(taxed.fund_net),
    }
    return Computed(values)


def _fund_values(holiday: FundHoliday) -> dict[str, Value]:
    return {
        "base_108": Money(holiday.fund_base),
        "fund_gross": Money(holiday.fund_gross),
        "fund_contribution": Money(holiday.fund_contribution),
        "fund_solidarity": Money(holiday.fund_solidarity),
        "fund_taxable": Money(holiday.fund_taxable),
    }


def _percentages(law: FundLaw, given: Inputs) -> dict[str, Value]:
    """The chain of a base of 100.00 in per cent, to five decimals."""
    tax = given.laws.get(FundTaxLaw, frozenset({"fund_threshold"}))
    share = taxable_share(law)
    exact = {
        "fund_gross": Fraction(law.fund_rate, MILLION),
        "fund_contribution": Fraction(law.fund_double_subject_rate * law.fund_worker_rate, MILLION**2),
        "fund_solidarity": Fraction(law.fund_rate * law.fund_solidarity_rate, MILLION**2),
        "fund_taxable": Fraction(share, MILLION**2),
        "fund_net_low_rate": Fraction(share * (MILLION - tax.fund_low_rate), MILLION**3),
        "fund_net_high_rate": Fraction(share * (MILLION - tax.fund_high_rate), MILLION**3),
    }
    return {
        name: Decimal(half_up(value.numerator * 10**7, value.denominator)).scaleb(-5) for name, value in exact.items()
    }


def holiday_simple(given: Inputs) -> Computed:
    """The pay of one holiday with the employer's contributions, or of days that a certificate has paid for."""
    _white_collar(given)
    values: dict[str, Value] = {}
    if "daily_gross" in given:
        daily, days = given.money("daily_gross"), given.quantity("days_taken_with_certificate", 100)
        given.close()
        found = certificate_days(daily, 1, days, given.laws.get(NewEmployerLaw))
        return Computed(
            {"deducted_for_day": Money(found.certificate_deducted), "paid_for_day": Money(found.certificate_paid)}
        )
    gross, working = given.needed_money("gross"), given.count("working_days_month")
    if not working:
        given.problems.append("working_days_month: is missing; it must be more than 0")
    employer = given.rate("employer_rate")
    given.close()
    values["holiday_simple_day"] = Money(simple_pay(gross, working, Hundredths(100)).simple_holiday_pay)
    if "employer_rate" in given:
        values["employer_contributions_day"] = Money(half_up(gross * employer, working * MILLION))
    return Computed(values)


def holiday_rights(given: Inputs) -> Computed:
    """Days of right: by months, by days for fund workers, supplementary days, youth and senior benefit days."""
    if "hours_per_day" in given:
        return _youth(given)
    status = given.choice("status", ("white_collar", *_FUND_STATUSES), "white_collar")
    if "days_worked_and_assimilated" in given:
        days = given.count("days_worked_and_assimilated")
        given.close()
        if status not in _FUND_STATUSES:
            raise NotModelled("days_worked_and_assimilated: white-collar workers have days by months")
        return Computed({"holiday_days": fund_days(days, given.laws.get(FundDaysLaw))})
    week = given.count("days_per_week", 5)
    if status != "white_collar":
        raise NotModelled("months: fund workers have days by days worked; give days_worked_and_assimilated")
    if "hired" in given:
        return _supplementary(given, week)
    months = given.count("months")
    given.close()
    found = holiday_pay.entitlement(months, holiday_year=given.day.year, days_per_week=week, law=given.book)
    return Computed({"holiday_days": _days(found.days)})


def _supplementary(given: Inputs, week: int) -> Computed:
    """A first job after work that gave no rights: supplementary days of the holiday year."""
    given.choice("previous_employment", ("public_sector", "none", "self_employed", "abroad"), "none")
    year = given.count("holiday_year", given.day.year)
    raw = given.values["hired"]
    given.ignore("hired")
    given.close()
    try:
        hired = date.fromisoformat(raw)
    except (TypeError, ValueError):
        raise InvalidInput(f"hired: {raw!r} is not a day like '2023-07-01'") from None

    def worked(in_year: int) -> int:
        """Whole months of work in a year."""
        first = 13 if hired.year > in_year else 1 if hired.year < in_year else hired.month + (hired.day > 1)
        return 13 - first

    ordinary = holiday_pay.entitlement(worked(year - 1), holiday_year=year, days_per_week=week, law=given.book)
    more = holiday_pay.supplementary(
        worked(year), ordinary.days, holiday_year=year, days_per_week=week, started=hired.year < year, law=given.book
    )
    return Computed(
        {
            "holiday_days": _days(ordinary.days),
            "supplementary_days": _days(more),
            "supplementary_right": more > 0,
        }
    )


def _youth(given: Inputs) -> Computed:
    days, hours = given.quantity("days"), given.quantity("hours_per_day")
    weekly, left = given.quantity("weekly_hours"), given.quantity("paid_days_left")
    given.ignore("hours")
    if not weekly:
        given.problems.append("weekly_hours: is missing; it must be more than 0")
    given.close()
    found = youth_days(days, hours, weekly, left)
    return Computed(
        {"quotient": two_decimals(found.youth_quotient), "daily_benefits": two_decimals(found.youth_benefits)}
    )


def _days(days: Fraction) -> Value:
    """Days as a whole number where they are one; else to two decimals, to be shown (no rounding of days is known)."""
    if days.denominator == 1:
        return int(days)
    return two_decimals(Hundredths(half_up(days.numerator * 100, days.denominator)))
