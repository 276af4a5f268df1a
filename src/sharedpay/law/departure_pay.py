"""Departure holiday pay (pécule de départ / vertrekvakantiegeld) and the settlement after a reduction of hours.

Royal decree of 30 March 1967, art. 46: due to a white-collar worker at every end of contract, the end of a fixed term
included. The simple part bears ordinary contributions of both sides, the double part those of double pay (code 870).
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from sharedpay.law.step import Given, Step
from sharedpay.money import MILLION, Count, Hundredths, Rate, half_up, share


class DepartureLaw(NamedTuple):
    """Figures of departure pay; the flag chooses the reading that pays an unpaid double in full."""

    departure_simple_rate: Rate
    departure_double_rate: Rate
    departure_double_subject_rate: Rate
    departure_double_full_if_unpaid: Count
    personal_rate: Rate
    double_deduction_rate: Rate


class ReducedHoursLaw(NamedTuple):
    """Figures of the December settlement after a reduction of hours."""

    reduced_hours_simple_rate: Rate
    reduced_hours_double_rate: Rate


class Leaver(NamedTuple):
    """Pay of a worker who leaves: gross of the current and of the previous service year with this employer."""

    departure_current: Annotated[int, Given("gross pay of the current service year")]
    departure_previous: Annotated[int, Given("gross pay of the previous service year")] = 0
    departure_days_taken: Annotated[Hundredths, Given("days of the previous service year already taken")] = Hundredths(
        0
    )
    departure_days_right: Annotated[Hundredths, Given("days of right of the previous service year")] = Hundredths(2_000)
    departure_double_paid: Annotated[Count, Given("double pay of the previous service year is paid")] = 1
    departure_exempt: Annotated[Count, Given("category without contribution on simple departure pay")] = 0


_LEFT = (
    "(0 if departure_days_right == 0 else max(0, departure_days_right - departure_days_taken) / departure_days_right)"
)
_UNPAID = f"(0 if departure_double_paid else 1 if departure_double_full_if_unpaid else {_LEFT})"
_ARTICLE = "rd-1967-03-30#art. 46"


class DeparturePay(NamedTuple):
    """Departure holiday pay (pécule de départ / vertrekvakantiegeld), in cents."""

    departure_simple: Annotated[
        int,
        Step("Simple departure pay, current service year", "departure_current * departure_simple_rate", cite=_ARTICLE),
    ]
    departure_simple_previous: Annotated[
        int,
        Step(
            "Simple departure pay, previous service year",
            f"departure_previous * departure_simple_rate * {_LEFT}",
            cite=_ARTICLE,
        ),
    ]
    departure_double: Annotated[
        int,
        Step("Double departure pay, current service year", "departure_current * departure_double_rate", cite=_ARTICLE),
    ]
    departure_double_previous: Annotated[
        int,
        Step(
            "Double departure pay, previous service year",
            f"departure_previous * departure_double_rate * {_UNPAID}",
            cite=_ARTICLE,
        ),
    ]
    departure_total: Annotated[
        int,
        Step(
            "Departure holiday pay",
            "departure_simple + departure_simple_previous + departure_double + departure_double_previous",
            cite=_ARTICLE,
            rounding="exact",
        ),
    ]
    departure_double_subject: Annotated[
        int,
        Step(
            "Part of the double pay with contribution, current service year",
            "departure_current * departure_double_subject_rate",
            cite="rd-1969-11-28#art. 19",
        ),
    ]
    departure_double_subject_previous: Annotated[
        int,
        Step(
            "Part of the double pay with contribution, previous service year",
            f"departure_previous * departure_double_subject_rate * {_UNPAID}",
            cite="rd-1969-11-28#art. 19",
        ),
    ]
    departure_simple_contribution: Annotated[
        int,
        Step(
            "Personal contribution on simple departure pay",
            "0 if departure_exempt else (departure_simple + departure_simple_previous) * personal_rate",
            cite="law-1981-06-29#art. 38",
        ),
    ]
    departure_double_contribution: Annotated[
        int,
        Step(
            "Contribution on double departure pay, current service year",
            "departure_double_subject * double_deduction_rate",
            cite="law-1981-06-29#art. 38",
        ),
    ]
    departure_double_contribution_previous: Annotated[
        int,
        Step(
            "Contribution on double departure pay, previous service year",
            "departure_double_subject_previous * double_deduction_rate",
            cite="law-1981-06-29#art. 38",
        ),
    ]
    departure_taxable: Annotated[
        int,
        Step(
            "Taxable departure pay",
            "departure_total - departure_simple_contribution - departure_double_contribution"
            " - departure_double_contribution_previous",
            cite="annex3-2026#no. 53",
            rounding="exact",
        ),
    ]


class ReducedHours(NamedTuple):
    """December settlement after a reduction of hours with the same employer, in cents."""

    reduced_hours_simple: Annotated[
        int,
        Step(
            "Settlement of simple pay after a reduction of hours",
            "max(0, half_up(departure_current * reduced_hours_simple_rate) - simple_paid)",
            cite=_ARTICLE,
            rounding="exact",
        ),
    ]
    reduced_hours_double: Annotated[
        int,
        Step(
            "Settlement of double pay after a reduction of hours",
            "max(0, half_up(departure_current * reduced_hours_double_rate) - double_paid_before)",
            cite=_ARTICLE,
            rounding="exact",
        ),
    ]


def departure_pay(leaver: Leaver, law: DepartureLaw) -> DeparturePay:
    """Departure pay at the end of a contract: both service years, days taken and double pay already paid off."""
    right = leaver.departure_days_right
    left = max(0, right - leaver.departure_days_taken) if right else 0
    below = right or 1
    unpaid, of = (1, 1) if law.departure_double_full_if_unpaid else (left, below)
    if leaver.departure_double_paid:
        unpaid = 0
    simple = share(leaver.departure_current, law.departure_simple_rate)
    simple_previous = half_up(leaver.departure_previous * law.departure_simple_rate * left, below * MILLION)
    double = share(leaver.departure_current, law.departure_double_rate)
    double_previous = half_up(leaver.departure_previous * law.departure_double_rate * unpaid, of * MILLION)
    subject = share(leaver.departure_current, law.departure_double_subject_rate)
    subject_previous = half_up(leaver.departure_previous * law.departure_double_subject_rate * unpaid, of * MILLION)
    total = simple + simple_previous + double + double_previous
    on_simple = 0 if leaver.departure_exempt else share(simple + simple_previous, law.personal_rate)
    on_double = share(subject, law.double_deduction_rate)
    on_previous = share(subject_previous, law.double_deduction_rate)
    return DeparturePay(
        simple,
        simple_previous,
        double,
        double_previous,
        total,
        subject,
        subject_previous,
        on_simple,
        on_double,
        on_previous,
        total - on_simple - on_double - on_previous,
    )


def reduced_hours(
    departure_current: int, simple_paid: int, double_paid_before: int, law: ReducedHoursLaw
) -> ReducedHours:
    """Due in December of the year of a reduction of hours and of the next, on the gross of the service year."""
    simple = share(departure_current, law.reduced_hours_simple_rate)
    double = share(departure_current, law.reduced_hours_double_rate)
    return ReducedHours(max(0, simple - simple_paid), max(0, double - double_paid_before))
