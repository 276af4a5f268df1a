"""Flexi-jobs (flexi-jobs): holiday pay with each pay, the ceiling of the hourly pay and the yearly tax-free ceiling.

Law of 16 November 2015, art. 5; the contributions of a flexi-job stand in :mod:`.contributions` and :mod:`.employer`.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from sharedpay.law.person import FLEXI
from sharedpay.law.step import Step
from sharedpay.money import Count, Rate, share


class FlexiPayLaw(NamedTuple):
    """Holiday pay of a flexi-job as a share of its pay."""

    flexi_holiday_rate: Rate


class FlexiCeilingLaw(NamedTuple):
    """Most that flexi pay may be of the base pay of the function."""

    flexi_max_share: Rate


class FlexiFunctionLaw(NamedTuple):
    """Whether flexi-jobs are forbidden for artistic functions."""

    flexi_artistic_forbidden: Count


class FlexiYearLaw(NamedTuple):
    """Flexi income of a year that is free of tax for who has no pension, in cents."""

    flexi_untaxed_year: int


class FlexiPay(NamedTuple):
    """Holiday pay of a flexi-job (pécule de vacances flexi / flexivakantiegeld) with the pay it stands on, in cents."""

    flexi_holiday_pay: Annotated[
        int,
        Step("Flexi holiday pay", "gross * flexi_holiday_rate if status == FLEXI else 0", cite="law-2015-11-16#art. 5"),
    ]
    flexi_total: Annotated[
        int,
        Step(
            "Gross with flexi holiday pay", "gross + flexi_holiday_pay", cite="law-2015-11-16#art. 5", rounding="exact"
        ),
    ]


def flexi_pay(gross: int, status: int, law: FlexiPayLaw) -> FlexiPay:
    """The holiday pay that is paid together with flexi pay (supplements included); no other status has any."""
    holiday_pay = share(gross, law.flexi_holiday_rate) if status == FLEXI else 0
    return FlexiPay(holiday_pay, gross + holiday_pay)


def flexi_ceiling(base_hourly: int, law: FlexiCeilingLaw) -> int:
    """The largest hourly flexi pay where the function's base pay is ``base_hourly``."""
    return share(base_hourly, law.flexi_max_share)
