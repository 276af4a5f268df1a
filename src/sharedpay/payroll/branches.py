"""Which branch of social security the contributions of a payslip finance: notional shares, second pillar beside them.

One global rate is levied, and no part of it is paid to a branch: the shares are those that the law names (law of
29 June 1981, art. 38; branches / takken).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Literal, NamedTuple

from sharedpay.errors import NotModelled
from sharedpay.law.branches import (
    EmployerBranches,
    EmployerBranchLaw,
    WorkerBranches,
    employer_branches,
    worker_branches,
)
from sharedpay.law.contributions import BranchLaw
from sharedpay.law.person import FLEXI, STUDENT
from sharedpay.money import euro_text, euros
from sharedpay.payroll.case import Case
from sharedpay.payroll.line import Line, plain_code
from sharedpay.payroll.pay import Pay

Part = Literal["before_bonus", "after_bonus", "employer"]
"""What is divided: the worker's contribution before or after the work bonus, or the employer's reference shares."""

BRANCHES: Final = {
    "pension": "Pensions",
    "health_care": "Health care",
    "sickness_benefits": "Sickness benefits",
    "unemployment": "Unemployment",
    "occupational_diseases": "Occupational diseases",
    "work_accidents": "Work accidents",
}
"""The branches with their English names."""

_SECOND_PILLAR: Final = ("pension_personal", "pension_premium", "pension_contribution", "pension_premium_tax")


class Divided(NamedTuple):
    """The contributions of one pay by branch, in cents, with the law of both divisions."""

    worker: WorkerBranches
    employer: EmployerBranches
    worker_law: BranchLaw
    employer_law: EmployerBranchLaw


class BranchShare(NamedTuple):
    """The share of one branch in one contribution; ``code`` can be given to ``Payslip.explain``."""

    part: Part
    branch: str
    code: str
    cents: int

    @property
    def label(self) -> str:
        """The English name of the branch."""
        return BRANCHES[self.branch]

    @property
    def amount(self) -> Decimal:
        """The amount in euros."""
        return euros(self.cents)


@dataclass(frozen=True, slots=True)
class Branches:
    """The contributions of a payslip by branch. Made by :meth:`~sharedpay.payroll.payslip.Payslip.branches`.

    ``shares`` are all notional: those of the worker add up to his contribution before and after the work bonus, those
    of the employer are reference shares before reductions and no division of what he owes. ``second_pillar`` are the
    payslip's lines of supplementary pensions, which are real payments.
    """

    month: str
    shares: tuple[BranchShare, ...]
    second_pillar: tuple[Line, ...]

    def total(self, part: Part) -> Decimal:
        """The sum of one division, euros."""
        return euros(sum(share.cents for share in self.shares if share.part == part))

    def model_dump(self) -> dict[str, Any]:
        """Everything as plain data, money as text in euros."""
        return {
            "month": self.month,
            "shares": [
                {
                    "part": share.part,
                    "branch": share.branch,
                    "code": share.code,
                    "label": share.label,
                    "amount": euro_text(share.cents),
                    "notional": True,
                }
                for share in self.shares
            ],
            "second_pillar": [line.model_dump() | {"notional": False} for line in self.second_pillar],
        }

    def model_dump_json(self, indent: int | None = None) -> str:
        """:meth:`model_dump` as JSON text."""
        return json.dumps(self.model_dump(), indent=indent, ensure_ascii=False)

    def __str__(self) -> str:
        from sharedpay.show import text  # noqa: PLC0415  the one upward import: how it looks is decided in show

        return text.branches(self)


def divided(case: Case, paid: Pay) -> Divided:
    """The contributions of a pay by branch.

    Raises :class:`NotModelled` for students and flexi-jobs, :class:`~sharedpay.errors.NotCovered` without figures.
    """
    if case.person.status in (STUDENT, FLEXI):
        raise NotModelled("branches: no text divides the contributions of students and flexi-jobs over the branches")
    worker, employer = case.laws.get(BranchLaw), case.laws.get(EmployerBranchLaw)
    return Divided(
        worker_branches(paid.contribution.personal_contribution, paid.work_bonus.contribution_due, worker),
        employer_branches(paid.contribution.contribution_base, employer),
        worker,
        employer,
    )


def branches_of(case: Case, paid: Pay, lines: tuple[Line, ...]) -> Branches:
    """The branches of a payslip with these lines."""
    found = divided(case, paid)
    amounts = found.worker._asdict() | found.employer._asdict()
    shapes: tuple[tuple[Part, str], ...] = (
        ("before_bonus", "branch_{}"),
        ("after_bonus", "branch_{}_due"),
        ("employer", "reference_{}"),
    )
    shares = (
        BranchShare(part, branch, shape.format(branch), amounts[shape.format(branch)])
        for part, shape in shapes
        for branch in BRANCHES
        if shape.format(branch) in amounts
    )
    return Branches(case.month, tuple(shares), tuple(line for line in lines if plain_code(line.code) in _SECOND_PILLAR))
