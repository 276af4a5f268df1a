"""Personal social security contributions (cotisations personnelles / persoonlijke bijdragen).

Law of 29 June 1981, art. 38 (rates); royal decree of 28 November 1969, art. 19 (the 108 % base).
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from sharedpay.law.person import ARTIST, BLUE_COLLAR, FLEXI, STUDENT
from sharedpay.law.step import Step
from sharedpay.money import Rate, share


class ContributionLaw(NamedTuple):
    """Figures of the personal contribution on one date."""

    personal_rate: Rate
    base_factor: Rate
    student_worker_rate: Rate
    flexi_worker_rate: Rate


class BranchLaw(NamedTuple):
    """How the 13.07 % divides over the branches of social security: a notional split."""

    branch_pension_rate: Rate
    branch_health_care_rate: Rate
    branch_sickness_benefits_rate: Rate
    branch_unemployment_rate: Rate


class Contribution(NamedTuple):
    """Personal contribution (cotisation personnelle / persoonlijke bijdrage) of one pay, in cents."""

    contribution_base: Annotated[
        int,
        Step(
            "Contribution base",
            "subject_pay * base_factor if status in (BLUE_COLLAR, ARTIST) else subject_pay",
            cite="rd-1969-11-28#art. 19",
        ),
    ]
    personal_contribution: Annotated[
        int,
        Step(
            "Personal contribution (ONSS)",
            "contribution_base * (student_worker_rate if status == STUDENT"
            " else flexi_worker_rate if status == FLEXI else personal_rate)",
            cite="law-1981-06-29#art. 38",
        ),
    ]


def contribution(subject_pay: int, status: int, law: ContributionLaw) -> Contribution:
    """The base (108 % of pay for blue-collar workers and artists) and the worker's contribution on it.

    ``subject_pay`` is pay at 100 % in cents. Two roundings for the 108 % statuses, one for the others.
    """
    base = share(subject_pay, law.base_factor) if status in (BLUE_COLLAR, ARTIST) else subject_pay
    if status == STUDENT:
        rate = law.student_worker_rate
    elif status == FLEXI:
        rate = law.flexi_worker_rate
    else:
        rate = law.personal_rate
    return Contribution(base, share(base, rate))
