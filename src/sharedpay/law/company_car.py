"""Company car (voiture de société / bedrijfswagen): the worker's taxable benefit and the employer's contribution.

Income tax code (CIR 92 / WIB 92) art. 36, par. 2 (benefit); law of 29 June 1981, art. 38, par. 3quater (solidarity
contribution on CO2, indexed each year with the health index of September).
"""

from __future__ import annotations

from typing import Annotated, Final, NamedTuple

from sharedpay.law.step import Given, Step
from sharedpay.money import MILLION, Count, Hundredths, Rate, half_up

PETROL: Final = 0
DIESEL: Final = 1
LPG: Final = 2
ELECTRIC: Final = 3


class Car(NamedTuple):
    """One company car in one month; money in cents.

    ``car_months`` counts the months since the first registration, a started one as a whole: 1 in the first month.
    ``ordered_late`` says that the contract was signed when the multiplier was law (:class:`CarOrderLaw`).
    """

    catalogue_value: Annotated[int, Given("catalogue value with options and VAT")] = 0
    fuel: Annotated[Count, Given("fuel: petrol, diesel, LPG or electric")] = PETROL
    co2: Annotated[Count, Given("CO2 emission in grams a kilometre")] = 0
    co2_known: Annotated[Count, Given("the CO2 emission is known")] = 1
    car_months: Annotated[Count, Given("months since the first registration")] = 1
    car_own_share: Annotated[int, Given("what the worker pays for the car")] = 0
    ordered_late: Annotated[Count, Given("ordered from 1 July 2023")] = 0


class CarBenefitLaw(NamedTuple):
    """Figures of the taxable benefit of one income year; amounts in cents, emissions in grams a kilometre."""

    car_value_numerator: Count
    car_value_denominator: Count
    car_base_rate: Rate
    car_gram_rate: Rate
    car_lowest_rate: Rate
    car_highest_rate: Rate
    car_reference_petrol: Count
    car_reference_diesel: Count
    car_yearly_ageing: Rate
    car_age_floor: Rate
    car_minimum_year: int


class CarBenefit(NamedTuple):
    """Taxable benefit of a company car of one month, in cents. It bears no personal contribution."""

    car_co2_rate: Annotated[
        Rate,
        Step(
            "CO2 percentage",
            "car_lowest_rate if fuel == ELECTRIC else min(car_highest_rate, max(car_lowest_rate, car_base_rate"
            " + (co2 - (car_reference_diesel if fuel == DIESEL else car_reference_petrol)) * car_gram_rate))",
            cite="cir-92#art. 36",
            rounding="exact",
        ),
    ]
    car_age_factor: Annotated[
        Rate,
        Step(
            "Age factor",
            "max(car_age_floor, 1 - floor((car_months - 1) / 12) * car_yearly_ageing)",
            cite="cir-92#art. 36",
            rounding="exact",
        ),
    ]
    car_benefit_year: Annotated[
        int,
        Step(
            "Benefit of a year",
            "max(car_minimum_year, catalogue_value * car_value_numerator / car_value_denominator"
            " * car_co2_rate * car_age_factor)",
            cite="cir-92#art. 36",
        ),
    ]
    car_benefit_month: Annotated[int, Step("Benefit of a month", "car_benefit_year / 12", cite="cir-92#art. 36")]
    car_taxable_benefit: Annotated[
        int,
        Step(
            "Taxable benefit of the company car",
            "max(0, car_benefit_month - car_own_share)",
            cite="cir-92#art. 36",
            rounding="exact",
        ),
    ]


class CarOrderLaw(NamedTuple):
    """Whether a car ordered on this date bears the multiplier: the law of the day of the order."""

    co2_multiplied: Count


class CO2Law(NamedTuple):
    """Figures of the CO2 contribution: whole-year amounts before indexation in cents, the index of one year."""

    co2_gram_year: int
    co2_deduction_petrol: int
    co2_deduction_diesel: int
    co2_deduction_lpg: int
    co2_unknown_petrol: Count
    co2_unknown_diesel: Count
    co2_minimum: int
    co2_minimum_late: int
    co2_multiplier: Hundredths
    september_health_index: Hundredths
    co2_index_base: Hundredths


class CO2Contribution(NamedTuple):
    """The employer's solidarity contribution for one car, in cents."""

    co2_counted: Annotated[
        Count,
        Step(
            "CO2 emission that counts",
            "co2 if co2_known else co2_unknown_diesel if fuel == DIESEL else co2_unknown_petrol",
            cite="law-1981-06-29#art. 38, par. 3quater",
            rounding="exact",
        ),
    ]
    co2_year_unindexed: Annotated[
        int,
        Step(
            "Contribution of a year before indexation",
            "12 * co2_minimum if fuel == ELECTRIC else max(12 * (co2_minimum_late if ordered_late else co2_minimum),"
            " (co2_counted * co2_gram_year - (co2_deduction_petrol if fuel == PETROL"
            " else co2_deduction_diesel if fuel == DIESEL else co2_deduction_lpg))"
            " * (co2_multiplier if ordered_late else 1))",
            cite="law-1981-06-29#art. 38, par. 3quater",
            rounding="exact",
        ),
    ]
    co2_contribution_month: Annotated[
        int,
        Step(
            "CO2 contribution of a month",
            "co2_year_unindexed / 12 * september_health_index / co2_index_base",
            cite="law-1981-06-29#art. 38, par. 3quater",
        ),
    ]
    co2_contribution_quarter: Annotated[
        int,
        Step(
            "CO2 contribution of a quarter",
            "co2_year_unindexed / 4 * september_health_index / co2_index_base",
            cite="law-1981-06-29#art. 38, par. 3quater",
        ),
    ]


def car_benefit(car: Car, law: CarBenefitLaw) -> CarBenefit:
    """The taxable benefit of a car whose CO2 emission is known; a month is a twelfth of the year's benefit."""
    if car.fuel == ELECTRIC:
        rate = law.car_lowest_rate
    else:
        reference = law.car_reference_diesel if car.fuel == DIESEL else law.car_reference_petrol
        exact = law.car_base_rate + (car.co2 - reference) * law.car_gram_rate
        rate = Rate(min(law.car_highest_rate, max(law.car_lowest_rate, exact)))
    age = Rate(max(law.car_age_floor, MILLION - (car.car_months - 1) // 12 * law.car_yearly_ageing))
    value = car.catalogue_value * law.car_value_numerator * rate * age
    year = max(law.car_minimum_year, half_up(value, law.car_value_denominator * MILLION * MILLION))
    month = half_up(year, 12)
    return CarBenefit(rate, age, year, month, max(0, month - car.car_own_share))


def co2_contribution(car: Car, law: CO2Law) -> CO2Contribution:
    """The contribution that the employer owes for a car used privately; the quotient of the indices is not rounded.

    A car whose emission is unknown counts with a fixed one (petrol and diesel only). An electric car bears the
    minimum, without multiplier.
    """
    counted = car.co2
    if not car.co2_known:
        counted = law.co2_unknown_diesel if car.fuel == DIESEL else law.co2_unknown_petrol
    if car.fuel == PETROL:
        deduction = law.co2_deduction_petrol
    elif car.fuel == DIESEL:
        deduction = law.co2_deduction_diesel
    else:
        deduction = law.co2_deduction_lpg
    if car.fuel == ELECTRIC:
        year = 12 * law.co2_minimum
    elif car.ordered_late:
        by_emission = half_up((counted * law.co2_gram_year - deduction) * law.co2_multiplier, 100)
        year = max(12 * law.co2_minimum_late, by_emission)
    else:
        year = max(12 * law.co2_minimum, counted * law.co2_gram_year - deduction)
    indexed = year * law.september_health_index
    return CO2Contribution(
        counted,
        year,
        half_up(indexed, 12 * law.co2_index_base),
        half_up(indexed, 4 * law.co2_index_base),
    )
