"""Meal vouchers and eco vouchers (titres-repas, éco-chèques / maaltijdcheques, ecocheques).

Royal decree of 28 November 1969, art. 19bis and 19quater. A voucher within all limits is no pay; one that breaks a
limit is, and is not computed here.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from sharedpay.law.step import Given, Step
from sharedpay.money import Count, Hundredths


class Vouchers(NamedTuple):
    """The meal vouchers of one month; money in cents."""

    vouchers: Annotated[Count, Given("meal vouchers, one for each day worked")]
    voucher_face: Annotated[int, Given("face value of a meal voucher")]
    voucher_worker_share: Annotated[int, Given("worker's share in a meal voucher")]


class VoucherLaw(NamedTuple):
    """Limits of a meal voucher, in cents."""

    voucher_worker_min: int
    voucher_employer_max: int
    voucher_face_max: int


class MealVouchers(NamedTuple):
    """The meal vouchers of one month, in cents."""

    voucher_employer_share: Annotated[
        int,
        Step(
            "Employer's share in a voucher",
            "voucher_face - voucher_worker_share",
            cite="rd-1969-11-28#art. 19bis",
            rounding="exact",
        ),
    ]
    vouchers_accepted: Annotated[
        Count,
        Step(
            "Vouchers within their limits",
            "1 if voucher_worker_share >= voucher_worker_min and voucher_employer_share <= voucher_employer_max"
            " and voucher_face <= voucher_face_max else 0",
            cite="rd-1969-11-28#art. 19bis",
            rounding="exact",
        ),
    ]
    vouchers_total: Annotated[
        int,
        Step("Meal vouchers, face value", "vouchers * voucher_face", cite="rd-1969-11-28#art. 19bis", rounding="exact"),
    ]
    vouchers_worker: Annotated[
        int,
        Step(
            "Meal vouchers, worker's share",
            "vouchers * voucher_worker_share",
            cite="rd-1969-11-28#art. 19bis",
            rounding="exact",
        ),
    ]
    vouchers_employer: Annotated[
        int,
        Step(
            "Meal vouchers, employer's share",
            "vouchers_total - vouchers_worker",
            cite="rd-1969-11-28#art. 19bis",
            rounding="exact",
        ),
    ]


class EcoSteps(NamedTuple):
    """Eco vouchers of a year by work fraction: ``full`` from ``full_from`` on, and so on down; money in cents."""

    full_from: Hundredths
    full: int
    middle_from: Hundredths
    middle: int
    half_from: Hundredths
    half: int
    less: int


class EcoLaw(NamedTuple):
    """Eco vouchers of joint committee 200."""

    eco_vouchers: EcoSteps


class EcoVouchers(NamedTuple):
    """Eco vouchers of a whole reference year, in cents."""

    eco_vouchers_year: Annotated[
        int,
        Step(
            "Eco vouchers of a year",
            "eco_vouchers.full if employment_fraction >= eco_vouchers.full_from"
            " else eco_vouchers.middle if employment_fraction >= eco_vouchers.middle_from"
            " else eco_vouchers.half if employment_fraction >= eco_vouchers.half_from else eco_vouchers.less",
            cite="rd-1969-11-28#art. 19quater",
            rounding="exact",
        ),
    ]


def meal_vouchers(given: Vouchers, law: VoucherLaw) -> MealVouchers:
    """What the vouchers are worth and who pays for them; ``vouchers_accepted`` is 0 when they break a limit."""
    employer_share = given.voucher_face - given.voucher_worker_share
    accepted = 0
    if given.voucher_worker_share >= law.voucher_worker_min and employer_share <= law.voucher_employer_max:
        accepted = int(given.voucher_face <= law.voucher_face_max)
    total = given.vouchers * given.voucher_face
    worker = given.vouchers * given.voucher_worker_share
    return MealVouchers(employer_share, accepted, total, worker, total - worker)


def eco_vouchers(employment_fraction: Hundredths, law: EcoLaw) -> EcoVouchers:
    """The eco vouchers of a whole year in joint committee 200 for a share of full-time work."""
    steps = law.eco_vouchers
    if employment_fraction >= steps.full_from:
        return EcoVouchers(steps.full)
    if employment_fraction >= steps.middle_from:
        return EcoVouchers(steps.middle)
    return EcoVouchers(steps.half if employment_fraction >= steps.half_from else steps.less)
