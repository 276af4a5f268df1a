"""Students: a pay whose hours cross the yearly quota (contingent étudiant / studentencontingent) falls in two parts.

The hours of all employers in a calendar year count together. Those within the quota bear the solidarity contribution,
those beyond it ordinary contributions, within the same pay.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from sharedpay.law.step import Given, Step
from sharedpay.money import Count, Hundredths, half_up


class StudentQuotaLaw(NamedTuple):
    """Hours a year under the solidarity contribution, over all employers."""

    student_hours_quota: Count


class StudentTime(NamedTuple):
    """The hours of the pay, and those of the same year before it with any employer, in hundredths."""

    student_hours: Annotated[Hundredths, Given("hours of the pay")]
    student_hours_before: Annotated[Hundredths, Given("student hours of the year before it, at all employers")] = (
        Hundredths(0)
    )


class StudentSplit(NamedTuple):
    """A student's pay by hours: what bears the solidarity contribution and what ordinary law; the two add up."""

    quota_hours: Annotated[
        Hundredths,
        Step(
            "Hours within the yearly quota",
            "min(student_hours, max(0, student_hours_quota - student_hours_before))",
            cite="rd-1969-11-28#art. 17bis",
            rounding="exact",
        ),
    ]
    hours_beyond: Annotated[
        Hundredths,
        Step(
            "Hours beyond the yearly quota",
            "student_hours - quota_hours",
            cite="rd-1969-11-28#art. 17bis",
            rounding="exact",
        ),
    ]
    student_pay: Annotated[
        int,
        Step(
            "Pay under the solidarity contribution",
            "gross * quota_hours / student_hours if student_hours > 0"
            " else gross if student_hours_before < student_hours_quota else 0",
            cite="rd-1969-11-28#art. 17bis",
        ),
    ]
    ordinary_pay: Annotated[
        int,
        Step(
            "Pay under ordinary contributions",
            "gross - student_pay",
            cite="rd-1969-11-28#art. 17bis",
            rounding="exact",
        ),
    ]


def split_hours(gross: int, time: StudentTime, law: StudentQuotaLaw) -> StudentSplit:
    """``gross`` in proportion to the hours within and beyond the quota: the larger remainder takes the odd cent.

    Of two parts that is rounding the first half up. A pay without hours follows the next hour.
    """
    quota = law.student_hours_quota * 100
    within = min(time.student_hours, max(0, quota - time.student_hours_before))
    if time.student_hours > 0:
        pay = half_up(gross * within, time.student_hours)
    else:
        pay = gross if time.student_hours_before < quota else 0
    return StudentSplit(Hundredths(within), Hundredths(time.student_hours - within), pay, gross - pay)
