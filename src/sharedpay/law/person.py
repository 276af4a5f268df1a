"""Who is paid and for what, as small integers: the inputs that the rules share.

The pydantic models of :mod:`sharedpay.model` and the columns of a batch are turned into these; the rules see nothing
else. Money is in cents, days and hours in hundredths, yes and no are 1 and 0.
"""

from __future__ import annotations

from typing import Annotated, Final, NamedTuple

from sharedpay.law.step import Given
from sharedpay.money import NO_LIMIT, Count, Hundredths

WHITE_COLLAR: Final = 0
BLUE_COLLAR: Final = 1
ARTIST: Final = 2
STUDENT: Final = 3
FLEXI: Final = 4

INDIVIDUAL: Final = 0
WITH_INCOME: Final = 1
WITHOUT_INCOME: Final = 2

NO_LOW_PARTNER: Final = 0
LOW_INCOME: Final = 1
LOW_PENSION: Final = 2


class Person(NamedTuple):
    """One worker as the rules see it."""

    status: Annotated[Count, Given("status: white collar, blue collar, artist, student or flexi")] = WHITE_COLLAR
    scale: Annotated[Count, Given("scale of the withholding tax (1, 2 or 3)")] = 1
    special_scale: Annotated[Count, Given("household column of the special contribution")] = INDIVIDUAL
    single: Annotated[Count, Given("lives alone for the tax (isolated beneficiary)")] = 1
    children: Annotated[Count, Given("dependent children, disabled ones included")] = 0
    disabled_children: Annotated[Count, Given("disabled children among them")] = 0
    single_parent: Annotated[Count, Given("unmarried or widowed with dependent children")] = 0
    disabled: Annotated[Count, Given("the worker is disabled")] = 0
    partner_disabled: Annotated[Count, Given("the partner is disabled")] = 0
    low_partner: Annotated[Count, Given("partner with a low own income or a low pension")] = NO_LOW_PARTNER
    seniors: Annotated[Count, Given("dependants of 65 or more in dependency")] = 0
    other_dependants: Annotated[Count, Given("other dependants")] = 0
    director: Annotated[Count, Given("paid as a company director")] = 0


class Month(NamedTuple):
    """What one month of one contract holds.

    ``counted`` and ``possible`` are the J and D (days) or H and U (hours) of the work bonus; equal when the month is
    full time and complete. ``bonus_room`` is what the yearly ceiling of the work bonus still leaves.
    """

    gross: Annotated[int, Given("gross pay")]
    counted: Annotated[Hundredths, Given("days or hours counted (J or H)")] = Hundredths(1)
    possible: Annotated[Hundredths, Given("days or hours of a full month (D or U)")] = Hundredths(1)
    benefits_in_kind: Annotated[int, Given("benefits in kind that bear contributions")] = 0
    holiday_recovery: Annotated[int, Given("holiday pay already paid elsewhere")] = 0
    car_benefit: Annotated[int, Given("taxable benefit of a company car")] = 0
    home_work_exemption: Annotated[int, Given("exempt part of the home-work travel contribution")] = 0
    copyright_amount: Annotated[int, Given("copyright income inside the pay")] = 0
    group_insurance: Annotated[int, Given("personal contribution to a group insurance")] = 0
    bonus_room: Annotated[int, Given("work bonus that the yearly ceiling still allows")] = NO_LIMIT
    flat_rate: Annotated[Count, Given("artist declared under point 80: flat withholding")] = 0
    travel_contribution: Annotated[int, Given("employer's share of home-work travel, paid with the pay")] = 0
    overtime_reduction: Annotated[int, Given("tax reduction for overtime")] = 0
    premium_base: Annotated[int, Given("contribution base of premiums paid in the month")] = 0
