"""What the employer owes on top of gross pay, line by line, before and after reductions: pure, in whole cents."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from sharedpay.law.employer import Contributions, Employer, EmployerLaw, contributions
from sharedpay.law.person import ARTIST, BLUE_COLLAR
from sharedpay.law.reductions import Performance, Structural, StructuralLaw, structural
from sharedpay.law.step import Step
from sharedpay.money import half_up


class CostLaw(NamedTuple):
    """Everything that the employer's side asks of the law of one month."""

    employer: EmployerLaw
    reductions: StructuralLaw


class Cost(NamedTuple):
    """The employer's cost of one pay, in cents.

    Of a month it is an estimate, since the law counts by quarter: the ceiling and the structural reduction suppose a
    quarter of three such months.
    """

    contributions: Contributions
    full_pay: Annotated[
        int,
        Step(
            "Pay at 100 % W, with what an earlier employer paid of the holidays",
            "max(subject_pay, gross + benefits_in_kind)",
            cite="rd-2003-05-16#art. 2",
            rounding="exact",
        ),
    ]
    capped_pay: Annotated[
        int,
        Step(
            "Pay that counts for the reduction",
            "min(full_pay, half_up(ceiling_quarter / parts))",
            cite="rd-2003-05-16#art. 2",
            rounding="exact",
        ),
    ]
    structural: Structural
    claimed_reduction: Annotated[
        int, Step("Reduction asked for", "target_reduction", cite="rd-2003-05-16#art. 2", rounding="exact")
    ]
    employer_contributions_after_reductions: Annotated[
        int,
        Step(
            "Employer contributions after reductions",
            "employer_contributions - structural_reduction - claimed_reduction",
            cite="law-1981-06-29#art. 38",
            rounding="exact",
        ),
    ]
    employer_cost: Annotated[
        int,
        Step(
            "Employer cost",
            "subject_pay + employer_contributions_after_reductions",
            cite="law-1981-06-29#art. 38",
            rounding="exact",
        ),
    ]


def above_what_is_known(contribution_base: int, status: int, parts: int, ceiling_quarter: int) -> bool:
    """Whether 108 % of the pay of a blue-collar worker or artist is above the ceiling on very high pay.

    No source tells whether his pay counts there at 100 or at 108 %, so what lies above at 108 % is unknown.
    ``parts`` is 1 for the pay of a quarter, 3 for a month that stands for a third of one.
    """
    return status in (BLUE_COLLAR, ARTIST) and contribution_base * parts > ceiling_quarter


def cost(
    subject_pay: int,
    full_pay: int,
    contribution_base: int,
    status: int,
    parts: int,
    work: Performance,
    employer: Employer,
    law: CostLaw,
) -> Cost:
    """The employer's side of pay ``subject_pay``: of a quarter (``parts`` 1) or of a month as a third of one (3).

    ``full_pay`` is that pay with what an earlier employer paid of its holidays (remuneration code 12), which bears no
    contributions again but counts for the reduction. Without a target-group reduction: :func:`reduced` takes one off.
    """
    due = contributions(contribution_base, subject_pay, status, parts, employer, law.employer)
    ceiling = half_up(law.employer.ceiling_quarter, parts)
    capped = min(full_pay, ceiling)
    reduction = structural(capped, status, employer.category, parts, due.reducible_contributions, work, law.reductions)
    after = due.employer_contributions - reduction.structural_reduction
    return Cost(due, full_pay, capped, reduction, 0, after, subject_pay + after)


def reduced(due: Cost, target_reduction: int) -> Cost:
    """A cost of which the target-group reduction that was asked for is taken off."""
    return due._replace(
        claimed_reduction=target_reduction,
        employer_contributions_after_reductions=due.employer_contributions_after_reductions - target_reduction,
        employer_cost=due.employer_cost - target_reduction,
    )
