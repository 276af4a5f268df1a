"""The topics of what stands beside the pay: benefits, company cars, copyright, amateur arts, flexi-jobs."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from sharedpay.errors import InvalidInput, NotCovered, NotModelled, SharedPayError
from sharedpay.law.amateur_arts import AmateurArtsLaw, AmateurIndexLaw, amateur_indexed, amateur_year
from sharedpay.law.benefits import InKind, InKindLaw, benefits_in_kind
from sharedpay.law.book import read_date
from sharedpay.law.company_car import (
    ELECTRIC,
    LPG,
    Car,
    CarBenefitLaw,
    CarOrderLaw,
    CO2Law,
    car_benefit,
    co2_contribution,
)
from sharedpay.law.copyright import CopyrightLaw, copyright_tax
from sharedpay.law.flexi_job import FlexiCeilingLaw, FlexiPayLaw, flexi_ceiling, flexi_pay
from sharedpay.law.meal_vouchers import EcoLaw, VoucherLaw, Vouchers, eco_vouchers, meal_vouchers
from sharedpay.law.person import FLEXI
from sharedpay.money import Hundredths, euro_text, half_up, hundredths
from sharedpay.payroll.benefits import FUELS
from sharedpay.payroll.check.inputs import Inputs, written
from sharedpay.payroll.check.result import Computed, Money, Value, rate

_CO2_KEYS: Final = ("co2_contribution_month", "co2_contribution_quarter")
_IN_KIND: Final = InKind._fields


def benefits(given: Inputs) -> Computed:
    """Flat benefits in kind of a month, meal vouchers of a month, eco vouchers of a year."""
    values: dict[str, Value] = {}
    items = InKind(*(int(given.flag(name)) for name in _IN_KIND))
    vouchers = _vouchers_of(given) if any(key.startswith("meal_voucher") for key in given.values) else None
    fraction = given.quantity("work_fraction")
    committee = given.choice("joint_committee", ("200",), "200") if "work_fraction" in given else ""
    given.close()
    if any(name in given for name in _IN_KIND):
        found = benefits_in_kind(items, given.laws.get(InKindLaw))
        values |= {f"{name}_month": Money(cents) for name, cents in zip(_IN_KIND, found, strict=False)}
    if vouchers is not None:
        values |= _voucher_values(given, vouchers)
    if committee:
        values["eco_vouchers_year"] = Money(eco_vouchers(fraction, given.laws.get(EcoLaw)).eco_vouchers_year)
    return Computed(values)


def _vouchers_of(given: Inputs) -> Vouchers:
    """The vouchers as stated; a share that is missing is what the others leave, or the smallest share of the worker."""
    face, worker = given.money("meal_voucher_face"), given.money("meal_voucher_worker_share")
    employer = given.money("meal_voucher_employer_share")
    if "meal_voucher_worker_share" not in given:
        least = given.laws.get(VoucherLaw).voucher_worker_min
        both = "meal_voucher_face" in given and "meal_voucher_employer_share" in given
        worker = face - employer if both else least
    if "meal_voucher_face" not in given:
        face = worker + employer
    elif "meal_voucher_employer_share" in given and face != worker + employer:
        given.problems.append("meal_voucher_face: is not the sum of the shares of worker and employer")
    if face < worker:
        given.problems.append("meal_voucher_face: is less than the worker's share")
    if "days_worked" not in given and any(
        key in given for key in ("hours_worked", "hours_per_voucher", "days_per_week")
    ):
        raise NotModelled("meal vouchers by hours or by year are not modelled; give days_worked")
    days = given.quantity("days_worked")
    if "days_worked" not in given or days % 100:
        given.problems.append("days_worked: give a whole number; there is one voucher for each day worked")
    return Vouchers(days // 100, face, worker)


def _voucher_values(given: Inputs, vouchers: Vouchers) -> dict[str, Value]:
    law = given.laws.get(VoucherLaw)
    found = meal_vouchers(vouchers, law)
    if not found.vouchers_accepted:
        raise NotModelled(voucher_limits(law))
    return {
        "meal_vouchers": vouchers.vouchers,
        "meal_voucher_worker": Money(found.vouchers_worker),
        "meal_voucher_employer": Money(found.vouchers_employer),
        "meal_voucher_total": Money(found.vouchers_total),
    }


def voucher_limits(law: VoucherLaw) -> str:
    """The limits of a meal voucher in words, for a voucher that breaks one."""
    return (
        f"meal vouchers beyond their limits are pay and are not modelled: the worker's share is at least "
        f"{euro_text(law.voucher_worker_min)}, the employer's at most {euro_text(law.voucher_employer_max)}, the face "
        f"value at most {euro_text(law.voucher_face_max)}"
    )


def company_car(given: Inputs) -> Computed:
    """The taxable benefit of a car with a catalogue value, and the CO2 contribution of any car."""
    catalogue = given.money("catalogue_value")
    fuel = FUELS[given.choice("fuel", tuple(FUELS), "petrol")]
    co2, known = given.count("co2"), "co2" in given or fuel == ELECTRIC
    registered = _day(given, "first_registration")
    ratio = _ratio(given)
    multiplier = given.quantity("multiplier", 100)
    late = "multiplier" in given and multiplier != 100
    minimum = given.money("unindexed_minimum")
    only_minimum = "unindexed_minimum" in given and "fuel" not in given
    if "fuel" not in given and not only_minimum:
        given.problems.append(f"fuel: is missing; one of {', '.join(FUELS)}")
    if "catalogue_value" in given and registered is None:
        given.problems.append("first_registration: is missing; the age of the car counts")
    if registered is not None and registered > given.day:
        given.problems.append("first_registration: is after pay_date")
    given.close()
    months = car_months(registered, given.day) if registered is not None else 1
    car = Car(catalogue, fuel, co2, int(known), months, ordered_late=int(late))
    values: dict[str, Value] = {}
    gaps: dict[str, SharedPayError] = {}
    if "catalogue_value" in given:
        if not known:
            raise NotModelled("co2: the benefit of a car whose CO2 emission is unknown is not modelled")
        found = car_benefit(car, given.laws.get(CarBenefitLaw))
        values |= {"co2_percent": rate(100 * found.car_co2_rate), "car_benefit_year": Money(found.car_benefit_year)}
    if only_minimum:
        car = car._replace(fuel=ELECTRIC, co2_known=1)
    try:
        if "multiplier" not in given:
            _refuse_unknown_order(given, registered)
        values |= _co2_values(given, car, ratio, Hundredths(multiplier), minimum)
    except (NotCovered, NotModelled) as gap:
        gaps = dict.fromkeys(_CO2_KEYS, gap)
        if not values:
            raise
    return Computed(values, gaps)


def _refuse_unknown_order(given: Inputs, registered: date | None) -> None:
    if registered is not None and given.book.on(registered).get(CarOrderLaw).co2_multiplied:
        raise NotModelled("multiplier: of a car registered since the multiplier the day of the order decides; give it")


def _co2_values(
    given: Inputs, car: Car, ratio: tuple[Hundredths, Hundredths] | None, multiplier: Hundredths, minimum: int
) -> dict[str, Value]:
    if car.fuel == LPG and not car.co2_known:
        raise NotModelled("co2: the law has no emission for an LPG car whose emission is unknown")
    waive = set()
    if ratio:
        waive |= {"september_health_index", "co2_index_base"}
    if not car.ordered_late:
        waive |= {"co2_multiplier", "co2_minimum_late"}
    elif minimum:
        waive |= {"co2_minimum_late"}
    law = given.laws.get(CO2Law, frozenset(waive))
    if ratio:
        law = law._replace(september_health_index=ratio[0], co2_index_base=ratio[1])
    if minimum:
        law = law._replace(co2_minimum=minimum, co2_minimum_late=minimum)
    if car.ordered_late:
        law = law._replace(co2_multiplier=multiplier)
    found = co2_contribution(car, law)
    amounts = (found.co2_contribution_month, found.co2_contribution_quarter)
    return dict(zip(_CO2_KEYS, map(Money, amounts), strict=True))


def car_months(registered: date, day: date) -> int:
    """Months since the first registration on a day, a started one as a whole: 1 in the month of the registration."""
    return 12 * (day.year - registered.year) + day.month - registered.month + 1


def _day(given: Inputs, key: str) -> date | None:
    given.ignore(key)
    raw = given.values.get(key)
    if raw is None:
        return None
    try:
        return read_date(written(raw, key), key)
    except InvalidInput as error:
        given.problems += error.problems
        return None


def _ratio(given: Inputs) -> tuple[Hundredths, Hundredths] | None:
    """A quotient of two indices as stated, ``181.93/114.08`` or ``1``: kept as the two of them, never divided."""
    given.ignore("index_ratio")
    raw = given.values.get("index_ratio")
    if raw is None:
        return None
    text = str(written(raw, "index_ratio"))
    found = re.fullmatch(r"([0-9]{1,6}(?:\.[0-9]{1,2})?)(?:/([0-9]{1,6}(?:\.[0-9]{1,2})?))?", text)
    if found is None or not hundredths(found[2] or "1"):
        given.problems.append(f"index_ratio: {text!r} is not a quotient of two indices like '185.85/114.08'")
        return None
    return hundredths(found[1]), hundredths(found[2] or "1")


def copyright_of_case(given: Inputs) -> Computed:
    """The withholding on copyright income of a year."""
    amount = given.needed_money("copyright_gross")
    given.close()
    law = given.laws.get(CopyrightLaw)
    found = copyright_tax(amount, 0, law)
    if found.copyright_above_ceiling:
        raise NotModelled(
            f"copyright_gross: above {euro_text(law.copyright_ceiling)} a year it is pay, which is not modelled"
        )
    return Computed({"withholding": Money(found.copyright_withholding)})


def amateur_arts(given: Inputs) -> Computed:
    """The limits of the amateur arts indemnity (from stated base amounts, if any) and the principal's contribution."""
    bases = {
        "aai_day": given.money("base_day"),
        "aai_travel": given.money("base_travel"),
        "aai_threshold": given.money("base_threshold"),
    }
    threshold, paid = given.money("threshold"), given.money("paid_in_year")
    given.close()
    law = given.laws.get(AmateurArtsLaw)
    limits = {"aai_day": law.amateur_day_max, "aai_travel": law.amateur_travel_max}
    limits["aai_threshold"] = law.amateur_threshold
    for key, base in bases.items():
        if base:
            limits[key] = amateur_indexed(base, given.laws.get(AmateurIndexLaw))
    if "threshold" in given:
        limits["aai_threshold"] = threshold
    values: dict[str, Value] = {key: Money(amount) for key, amount in limits.items()}
    if "paid_in_year" in given:
        law = law._replace(amateur_threshold=limits["aai_threshold"])
        values["principal_contribution"] = Money(amateur_year(paid, law).amateur_contribution)
    return Computed(values)


def flexi(given: Inputs) -> Computed:
    """Flexi pay of an hour, or of the hours stated, with its holiday pay; the largest hourly pay of a function."""
    given.choice("status", ("flexi",), "flexi")
    hourly, minimum = given.money("hourly"), given.money("minimum_hourly")
    hours = given.quantity("hours_worked", 100)
    if "hourly" not in given and "minimum_hourly" not in given:
        given.problems.append("hourly: is missing")
    given.close()
    values: dict[str, Value] = {}
    gaps: dict[str, SharedPayError] = {}
    if "hourly" in given:
        found = flexi_pay(half_up(hours * hourly, 100), FLEXI, given.laws.get(FlexiPayLaw))
        values = {"flexi_holiday_pay": Money(found.flexi_holiday_pay), "flexi_total": Money(found.flexi_total)}
    if "minimum_hourly" in given:
        try:
            values["max_hourly"] = Money(flexi_ceiling(minimum, given.laws.get(FlexiCeilingLaw)))
        except NotCovered as gap:
            gaps["max_hourly"] = gap
    return Computed(values, gaps)
