"""The target-group reduction that a contract asks for: what its rule takes, and what it gives beside a cost."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final, NamedTuple

from sharedpay.errors import InvalidInput
from sharedpay.law.book import LawBook, Laws
from sharedpay.law.reductions import Performance
from sharedpay.law.target_groups import (
    ARTISTS_GROUP,
    BRUSSELS,
    ENGAGEMENT_GROUP,
    FLANDERS,
    GERMAN_COMMUNITY,
    OLDER_GROUP,
    WALLONIA,
    Claim,
    EngagementLaw,
    TargetGroup,
    TargetGroupLaw,
    target_group,
    waived_by_claim,
)
from sharedpay.model.contract import Contract
from sharedpay.model.enterprise import Enterprise
from sharedpay.model.reduction import ArtistReduction, FirstEngagement
from sharedpay.payroll.cost import Cost

_REGION: Final = {
    "flanders": FLANDERS,
    "brussels": BRUSSELS,
    "wallonia": WALLONIA,
    "german_community": GERMAN_COMMUNITY,
}


class Claimed(NamedTuple):
    """A claim with its law: ``laws`` are those of the quarter's first day, ``hired_laws`` those of the hire."""

    claim: Claim
    law: TargetGroupLaw
    hired: EngagementLaw
    laws: Laws
    hired_laws: Laws
    waive: frozenset[str]

    def target_group(self, due: Cost, parts: int, work: Performance) -> TargetGroup:
        """What the claim gives after the structural reduction of ``due``, of a quarter (1) or of a month (3)."""
        found = due.structural
        return target_group(
            self.claim,
            found.quarter_wage,
            found.work_fraction,
            work.half_time,
            parts,
            due.contributions.reducible_contributions,
            found.structural_reduction,
            self.law,
            self.hired,
        )


def claim_of(contract: Contract, enterprise: Enterprise, month: date) -> Claim:
    """The claim of a contract in the quarter of ``month`` as the rule sees it.

    Raises :class:`InvalidInput` when more quarters were left out than there were before this one.
    """
    asked = contract.reduction
    if isinstance(asked, FirstEngagement):
        since = _quarter_number(month) - _quarter_number(asked.hired_day or contract.first_day) + 1
        if asked.quarters_left_out >= since:
            raise InvalidInput(
                f"reduction.quarters_left_out: {asked.quarters_left_out} is more than the {since - 1} quarters"
                " from the hire to this one"
            )
        use = since - asked.quarters_left_out
        return Claim(ENGAGEMENT_GROUP, asked.rank, use, since, enterprise.workers)
    if isinstance(asked, ArtistReduction):
        return Claim(ARTISTS_GROUP, claim_region=_REGION[asked.region])
    if asked is None:
        return Claim()
    age = _age(asked.birthday, _quarter_end(month))
    return Claim(OLDER_GROUP, claim_region=_REGION[asked.region], age_at_quarter_end=age)


def claimed(contract: Contract, enterprise: Enterprise, month: date, book: LawBook, known_on: date | None) -> Claimed:
    """The claim of a contract with the law that it needs. Raises :class:`NotCovered` where that is not there."""
    claim = claim_of(contract, enterprise, month)
    start = month.replace(month=month.month - (month.month - 1) % 3, day=1)
    waive = waived_by_claim(claim, start.isoformat())
    asked = contract.reduction
    hire = (asked.hired_day if isinstance(asked, FirstEngagement) else None) or contract.first_day
    laws = book.on(start, known_on)
    hired_laws = book.on(hire, known_on) if isinstance(asked, FirstEngagement) else laws
    return Claimed(
        claim, laws.get(TargetGroupLaw, waive), hired_laws.get(EngagementLaw, waive), laws, hired_laws, waive
    )


def _quarter_number(day: date) -> int:
    return day.year * 4 + (day.month - 1) // 3


def _quarter_end(day: date) -> date:
    number = _quarter_number(day) + 1
    return date(number // 4, number % 4 * 3 + 1, 1) - timedelta(days=1)


def _age(birth: date, day: date) -> int:
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
