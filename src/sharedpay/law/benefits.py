"""Benefits in kind and allowances beside the pay: flat values, working at home, home-work travel, bicycle.

Avantages en nature / voordelen in natura. Flat values are those of the royal decree implementing the income tax code
(AR/CIR 92, art. 18); they bear contributions and tax and are taken out of the net again. An allowance within its
limit bears neither; what exceeds the limit is ordinary pay.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from sharedpay.law.step import Given, Step
from sharedpay.money import Count, Hundredths, half_up


class InKind(NamedTuple):
    """Which flat benefits a worker has for private use in a month (1 or 0)."""

    computer: Annotated[Count, Given("computer for private use")] = 0
    phone: Annotated[Count, Given("phone or tablet for private use")] = 0
    internet: Annotated[Count, Given("internet connection for private use")] = 0
    phone_subscription: Annotated[Count, Given("phone subscription for private use")] = 0


class InKindLaw(NamedTuple):
    """Flat values of benefits in kind, in cents a year."""

    computer_year: int
    phone_year: int
    internet_year: int
    phone_subscription_year: int


class InKindBenefits(NamedTuple):
    """Flat benefits in kind of one month, in cents: a twelfth of the year's value each."""

    computer_benefit: Annotated[int, Step("Computer", "computer * computer_year / 12", cite="rd-cir-92#art. 18")]
    phone_benefit: Annotated[int, Step("Phone or tablet", "phone * phone_year / 12", cite="rd-cir-92#art. 18")]
    internet_benefit: Annotated[
        int, Step("Internet connection", "internet * internet_year / 12", cite="rd-cir-92#art. 18")
    ]
    phone_subscription_benefit: Annotated[
        int,
        Step("Phone subscription", "phone_subscription * phone_subscription_year / 12", cite="rd-cir-92#art. 18"),
    ]
    flat_benefits: Annotated[
        int,
        Step(
            "Flat benefits in kind",
            "computer_benefit + phone_benefit + internet_benefit + phone_subscription_benefit",
            cite="rd-cir-92#art. 18",
            rounding="exact",
        ),
    ]


class MealLaw(NamedTuple):
    """Value of a main meal that the employer provides, in cents."""

    meal_value: int


class MealsInKind(NamedTuple):
    """Meals provided in a month, in cents."""

    meal_benefit: Annotated[
        int, Step("Meals provided", "meals * meal_value", cite="rd-1969-11-28#art. 20", rounding="exact")
    ]


class HomeWorking(NamedTuple):
    """An office allowance of one month and what the worker uses of his own (1 or 0)."""

    home_working_allowance: Annotated[int, Given("allowance for working at home")]
    own_internet: Annotated[Count, Given("the worker uses an internet connection of his own")] = 0
    own_computer: Annotated[Count, Given("the worker uses a computer of his own")] = 0
    own_screen: Annotated[Count, Given("the worker uses a second screen or printer of his own")] = 0


class HomeWorkingLaw(NamedTuple):
    """Flat amounts accepted without proof for working at home, in cents a month."""

    home_working_month: int
    own_internet_month: int
    own_computer_month: int
    own_screen_month: int


class HomeWorkingLimit(NamedTuple):
    """What of an office allowance is free of contributions and tax, in cents."""

    home_working_limit: Annotated[
        int,
        Step(
            "Largest free allowance for working at home",
            "home_working_month + (own_internet_month if own_internet else 0) + (own_computer_month if own_computer"
            " else own_screen_month if own_screen else 0)",
            cite="onss-instructions-2026-3#office costs",
            rounding="exact",
        ),
    ]
    home_working_free: Annotated[
        int,
        Step(
            "Free allowance for working at home",
            "min(home_working_allowance, home_working_limit)",
            cite="onss-instructions-2026-3#office costs",
            rounding="exact",
        ),
    ]
    home_working_excess: Annotated[
        int,
        Step(
            "Part of the allowance that is pay",
            "home_working_allowance - home_working_free",
            cite="onss-instructions-2026-3#office costs",
            rounding="exact",
        ),
    ]


class TravelLaw(NamedTuple):
    """Exempt part of the employer's home-work travel contribution, in cents a month."""

    travel_exemption_month: int


class TravelExemption(NamedTuple):
    """What the withholding tax leaves out for home-work travel, in cents."""

    exempt_travel: Annotated[
        int,
        Step(
            "Exempt home-work travel",
            "min(travel_paid, travel_exemption_month)",
            cite="cir-92#art. 38",
            rounding="exact",
        ),
    ]


class BicycleLaw(NamedTuple):
    """Exempt bicycle allowance, in cents a kilometre."""

    bicycle_kilometre: int


class BicycleLimit(NamedTuple):
    """What of a bicycle allowance is free of contributions and tax, in cents."""

    bicycle_limit: Annotated[
        int,
        Step("Largest free bicycle allowance", "bicycle_kilometres * bicycle_kilometre", cite="cir-92#art. 38"),
    ]
    bicycle_free: Annotated[
        int,
        Step(
            "Free bicycle allowance",
            "min(bicycle_allowance, bicycle_limit)",
            cite="cir-92#art. 38",
            rounding="exact",
        ),
    ]
    bicycle_excess: Annotated[
        int,
        Step(
            "Part of the bicycle allowance that is pay",
            "bicycle_allowance - bicycle_free",
            cite="cir-92#art. 38",
            rounding="exact",
        ),
    ]


def benefits_in_kind(items: InKind, law: InKindLaw) -> InKindBenefits:
    """The flat benefits in kind of a month: contributory and taxable, then taken out of the net."""
    computer = half_up(items.computer * law.computer_year, 12)
    phone = half_up(items.phone * law.phone_year, 12)
    internet = half_up(items.internet * law.internet_year, 12)
    subscription = half_up(items.phone_subscription * law.phone_subscription_year, 12)
    return InKindBenefits(computer, phone, internet, subscription, computer + phone + internet + subscription)


def meals_in_kind(meals: Count, law: MealLaw) -> MealsInKind:
    """The value of ``meals`` main meals that the employer provides for nothing."""
    return MealsInKind(meals * law.meal_value)


def home_working(paid: HomeWorking, law: HomeWorkingLaw) -> HomeWorkingLimit:
    """The free part of an office allowance; a second screen or printer counts only without an own computer.

    The extras are covered later than the allowance: a caller waives those that this worker does not have.
    """
    limit = law.home_working_month
    if paid.own_internet:
        limit += law.own_internet_month
    if paid.own_computer:
        limit += law.own_computer_month
    elif paid.own_screen:
        limit += law.own_screen_month
    free = min(paid.home_working_allowance, limit)
    return HomeWorkingLimit(limit, free, paid.home_working_allowance - free)


def travel_exemption(travel_paid: int, law: TravelLaw) -> TravelExemption:
    """The part of the taxable pay that is left out for home-work travel, with lump-sum costs only.

    ``travel_paid`` is what the employer contributes to the travel in the month, a car's benefit included.
    """
    return TravelExemption(min(travel_paid, law.travel_exemption_month))


def bicycle(bicycle_allowance: int, bicycle_kilometres: Hundredths, law: BicycleLaw) -> BicycleLimit:
    """The free part of a bicycle allowance for kilometres of home-work travel; its yearly ceiling is unknown."""
    limit = half_up(bicycle_kilometres * law.bicycle_kilometre, 100)
    free = min(bicycle_allowance, limit)
    return BicycleLimit(limit, free, bicycle_allowance - free)
