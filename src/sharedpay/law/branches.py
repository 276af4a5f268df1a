"""Which branch of social security a contribution finances: a notional split, since one global rate is levied.

Law of 29 June 1981, art. 38 (branches / branches / takken). The worker's contribution is rounded first and then
divided, never added up from rounded branches. The employer's reference shares are figures of the law that the global
rate has replaced: they show what the law counts for a branch, and are no division of the rate of 19.88 or 24.92 %.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from sharedpay.law.contributions import BranchLaw
from sharedpay.law.step import Step
from sharedpay.money import Rate, share, split


class EmployerBranchLaw(NamedTuple):
    """Employer's reference shares by branch: notional."""

    reference_pension_rate: Rate
    reference_health_care_rate: Rate
    reference_sickness_benefits_rate: Rate
    reference_unemployment_rate: Rate
    reference_occupational_diseases_rate: Rate
    reference_work_accidents_rate: Rate


_WORKER = "branch_pension_rate, branch_health_care_rate, branch_sickness_benefits_rate, branch_unemployment_rate"
_EMPLOYER = (
    "reference_pension_rate, reference_health_care_rate, reference_sickness_benefits_rate,"
    " reference_unemployment_rate, reference_occupational_diseases_rate, reference_work_accidents_rate"
)
_PAR_2 = "law-1981-06-29#art. 38 par. 2"
_PAR_3 = "law-1981-06-29#art. 38 par. 3"


class WorkerBranches(NamedTuple):
    """The worker's contribution by branch, before the work bonus and as it is due after it: notional.

    The work bonus lowers all branches in proportion: what is due is divided at the same rates, so what the bonus takes
    off a branch is the difference. Both divisions add up to their total, to the cent.
    """

    branch_pension: Annotated[
        int, Step("Pensions (notional)", f"part(0, personal_contribution, {_WORKER})", _PAR_2, "exact")
    ]
    branch_health_care: Annotated[
        int, Step("Health care (notional)", f"part(1, personal_contribution, {_WORKER})", _PAR_2, "exact")
    ]
    branch_sickness_benefits: Annotated[
        int, Step("Sickness benefits (notional)", f"part(2, personal_contribution, {_WORKER})", _PAR_2, "exact")
    ]
    branch_unemployment: Annotated[
        int, Step("Unemployment (notional)", f"part(3, personal_contribution, {_WORKER})", _PAR_2, "exact")
    ]
    branch_pension_due: Annotated[
        int, Step("Pensions after the work bonus (notional)", f"part(0, contribution_due, {_WORKER})", _PAR_2, "exact")
    ]
    branch_health_care_due: Annotated[
        int,
        Step("Health care after the work bonus (notional)", f"part(1, contribution_due, {_WORKER})", _PAR_2, "exact"),
    ]
    branch_sickness_benefits_due: Annotated[
        int,
        Step(
            "Sickness benefits after the work bonus (notional)",
            f"part(2, contribution_due, {_WORKER})",
            _PAR_2,
            "exact",
        ),
    ]
    branch_unemployment_due: Annotated[
        int,
        Step("Unemployment after the work bonus (notional)", f"part(3, contribution_due, {_WORKER})", _PAR_2, "exact"),
    ]


class EmployerBranches(NamedTuple):
    """The employer's reference shares by branch, before reductions and the ceiling: notional, and not all he owes."""

    reference_total: Annotated[
        int,
        Step(
            "Employer's reference shares (notional)",
            f"contribution_base * ({_EMPLOYER.replace(',', ' +')})",
            _PAR_3,
        ),
    ]
    reference_pension: Annotated[
        int, Step("Pensions, employer (notional)", f"part(0, reference_total, {_EMPLOYER})", _PAR_3, "exact")
    ]
    reference_health_care: Annotated[
        int, Step("Health care, employer (notional)", f"part(1, reference_total, {_EMPLOYER})", _PAR_3, "exact")
    ]
    reference_sickness_benefits: Annotated[
        int, Step("Sickness benefits, employer (notional)", f"part(2, reference_total, {_EMPLOYER})", _PAR_3, "exact")
    ]
    reference_unemployment: Annotated[
        int, Step("Unemployment, employer (notional)", f"part(3, reference_total, {_EMPLOYER})", _PAR_3, "exact")
    ]
    reference_occupational_diseases: Annotated[
        int,
        Step("Occupational diseases, employer (notional)", f"part(4, reference_total, {_EMPLOYER})", _PAR_3, "exact"),
    ]
    reference_work_accidents: Annotated[
        int, Step("Work accidents, employer (notional)", f"part(5, reference_total, {_EMPLOYER})", _PAR_3, "exact")
    ]


def worker_branches(personal_contribution: int, contribution_due: int, law: BranchLaw) -> WorkerBranches:
    """The ordinary contribution of 13.07 % by branch, before and after the work bonus.

    Not for students within their quota nor flexi-jobs: no text divides the solidarity contribution.
    """
    return WorkerBranches(*split(personal_contribution, law), *split(contribution_due, law))


def employer_branches(contribution_base: int, law: EmployerBranchLaw) -> EmployerBranches:
    """The reference shares on a contribution base (108 % of pay for fund workers); 0 where no base rate is owed."""
    total = share(contribution_base, Rate(sum(law)))
    return EmployerBranches(total, *split(total, law))
