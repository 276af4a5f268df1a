"""Supplementary pension paid by the employer (deuxième pilier / tweede pijler).

Law of 29 June 1981, art. 38, par. 3ter: a special contribution on the employer's premium; the yearly tax on insurance
premiums comes beside it. The worker's own contribution lowers his withholding tax (:mod:`.withholding_tax`).
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from sharedpay.law.step import Step
from sharedpay.money import Count, Rate, share


class SupplementaryPensionLaw(NamedTuple):
    """What the employer owes on a premium."""

    pension_contribution_rate: Rate
    pension_premium_tax_rate: Rate


class SupplementaryPension(NamedTuple):
    """What a premium for a supplementary pension costs the employer, in cents."""

    pension_contribution: Annotated[
        int,
        Step(
            "Special contribution on the pension premium",
            "pension_premium * pension_contribution_rate",
            cite="law-1981-06-29#art. 38, par. 3ter",
        ),
    ]
    pension_premium_tax: Annotated[
        int,
        Step(
            "Tax on the pension premium",
            "0 if social_plan else pension_premium * pension_premium_tax_rate",
            cite="securex-supplementary-pension#annual tax",
        ),
    ]
    pension_premium_cost: Annotated[
        int,
        Step(
            "Cost of the pension premium",
            "pension_premium + pension_contribution + pension_premium_tax",
            cite="law-1981-06-29#art. 38, par. 3ter",
            rounding="exact",
        ),
    ]


def supplementary_pension(
    pension_premium: int, social_plan: Count, law: SupplementaryPensionLaw
) -> SupplementaryPension:
    """What the employer's premium costs, the worker's own share left out; social pension plans bear no tax."""
    contribution = share(pension_premium, law.pension_contribution_rate)
    tax = 0 if social_plan else share(pension_premium, law.pension_premium_tax_rate)
    return SupplementaryPension(contribution, tax, pension_premium + contribution + tax)
