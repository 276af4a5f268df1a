"""A student's pay that crosses the yearly hours: two parts of one pay, each under its own law.

The part within the quota bears the solidarity contribution of both sides and no tax; the part beyond is ordinary pay:
contributions, work bonus, withholding tax, special contribution, employer contributions and structural reduction are
those of the part, with the share of the month's days or hours that lies beyond.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any, NamedTuple

from sharedpay.law.contributions import contribution
from sharedpay.law.employer import contributions
from sharedpay.law.person import STUDENT
from sharedpay.law.student import StudentQuotaLaw, StudentSplit, StudentTime, split_hours
from sharedpay.model.contract import Contract
from sharedpay.money import Hundredths, half_up
from sharedpay.payroll.codes import Period, hours_paid
from sharedpay.payroll.extras import Context, Extra, Outflow
from sharedpay.payroll.line import Line


class Crossing(NamedTuple):
    """The hours of a student's pay against the quota of the year."""

    time: StudentTime
    law: StudentQuotaLaw

    def split(self, gross: int) -> StudentSplit:
        """What of a gross, in cents, lies within the quota and what beyond."""
        return split_hours(gross, self.time, self.law)

    @property
    def within(self) -> bool:
        """Whether all of the pay lies within the quota; a pay without hours follows the next hour."""
        one_cent = self.split(1)
        return one_cent.hours_beyond == 0 and one_cent.student_pay == 1

    @property
    def beyond(self) -> bool:
        """Whether all of it lies beyond."""
        one_cent = self.split(1)
        return one_cent.quota_hours == 0 and one_cent.student_pay == 0


def crossing_of(contract: Contract, period: Period, before: Hundredths, law: StudentQuotaLaw) -> Crossing:
    """The hours of a contract in a month after ``before`` hours of the year at all employers."""
    return Crossing(StudentTime(hours_paid(contract, period), before), law)


def period_beyond(period: Period, crossing: Crossing) -> Period:
    """The period with the days or hours of the part beyond the quota."""
    hours = crossing.time.student_hours
    counted = Hundredths(half_up(period.counted * crossing.split(0).hours_beyond, hours)) if hours else period.counted
    return period._replace(counted=counted, work=period.work._replace(performed=counted))


def student_part(gross: int, crossing: Crossing, context: Context) -> Extra:
    """The part of ``gross`` cents within the quota, with the contributions of both sides on it."""
    split = crossing.split(gross)
    pay = split.student_pay
    law = context.pay_law.contributions
    personal = contribution(pay, STUDENT, law)
    withheld = personal.personal_contribution
    lines = [
        Line("student_pay", "subtotal", pay),
        Line("student_pay_contribution", "deduction", withheld, pay, law.student_worker_rate),
    ]
    results: tuple[Any, ...] = (split, personal)
    laws: tuple[Any, ...] = (crossing.law, law)
    owed = 0
    if context.employer_law is not None:
        due = contributions(pay, pay, STUDENT, 1, context.employer, context.employer_law)
        owed = due.employer_contributions
        results, laws = (*results, due), (*laws, context.employer_law)
        lines.append(Line("student_pay_employer_contributions", "employer", owed))
    return Extra(
        "student_pay",
        tuple(lines),
        net=pay - withheld,
        cost=pay + owed,
        outflows=(
            Outflow("personal_contribution", "onss", withheld),
            Outflow("student_employer_contributions", "onss", owed),
        ),
        results=results,
        law=laws,
        inputs={
            "gross": Fraction(gross, 100),
            "subject_pay": Fraction(pay, 100),
            "student_hours": Fraction(crossing.time.student_hours, 100),
            "student_hours_before": Fraction(crossing.time.student_hours_before, 100),
            "status": Fraction(STUDENT),
            "parts": Fraction(1),
            "fund_class": Fraction(context.employer.fund_class),
            "category": Fraction(context.employer.category),
            "ten_or_more": Fraction(context.employer.ten_or_more),
            "risk_groups": Fraction(context.employer.risk_groups),
        },
    )
