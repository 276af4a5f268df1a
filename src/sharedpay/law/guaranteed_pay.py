"""Guaranteed pay in sickness (salaire garanti / gewaarborgd loon): law of 3 July 1978, art. 52 and 71 ff.

A white-collar worker who is permanent or engaged for three months or more keeps the full pay for the first calendar
days of a sickness; it bears ordinary contributions. What follows, and the pay of others, is not computed here.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from sharedpay.law.step import Step
from sharedpay.money import Count, Hundredths, half_up


class GuaranteedLaw(NamedTuple):
    """Calendar days at full pay, and the months below which a contract is short."""

    guaranteed_full_days: Count
    guaranteed_short_months: Count


class GuaranteedPay(NamedTuple):
    """Guaranteed pay inside a month's gross, in cents; calendar days of the sickness beyond those in full."""

    guaranteed_pay: Annotated[
        int,
        Step(
            "Guaranteed pay in sickness",
            "0 if working_days == 0 else gross / working_days * sick_days",
            cite="law-1978-07-03#art. 52 and 71 ff.",
        ),
    ]
    guaranteed_days_beyond: Annotated[
        Count,
        Step(
            "Calendar days beyond those at full pay",
            "max(0, sick_until_day - guaranteed_full_days)",
            cite="law-1978-07-03#art. 52 and 71 ff.",
            rounding="exact",
        ),
    ]


def guaranteed_pay(
    gross: int, working_days: Count, sick_days: Hundredths, sick_until_day: Count, law: GuaranteedLaw
) -> GuaranteedPay:
    """Full pay of the sick ones among the working days that a gross pays, up to calendar day ``sick_until_day``."""
    full = half_up(gross * sick_days, 100 * working_days) if working_days else 0
    return GuaranteedPay(full, max(0, sick_until_day - law.guaranteed_full_days))
