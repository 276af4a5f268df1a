"""Copyright income (droits d'auteur / auteursrechten) paid by an employer: movable income with its own withholding.

Income tax code (CIR 92 / WIB 92) art. 17, 37 and 269. It bears no contributions; beyond its yearly ceiling or its share
of the total pay it is ordinary pay, which is not computed here.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from sharedpay.law.step import Step
from sharedpay.money import Rate, half_up, share


class CopyrightLaw(NamedTuple):
    """Tranches of the lump-sum costs, the ceiling and the withholding of one income year, in cents."""

    copyright_first_tranche: int
    copyright_second_tranche: int
    copyright_first_cost_rate: Rate
    copyright_second_cost_rate: Rate
    copyright_rate: Rate
    copyright_ceiling: int


class CopyrightShareLaw(NamedTuple):
    """Largest share of the total that copyright income paid together with pay may be."""

    copyright_share_rate: Rate


_COSTS = (
    "min({0}, copyright_first_tranche) * copyright_first_cost_rate"
    " + max(0, min({0}, copyright_second_tranche) - copyright_first_tranche) * copyright_second_cost_rate"
)


class CopyrightTax(NamedTuple):
    """Withholding on copyright income paid after other copyright income of the year, in cents."""

    copyright_total: Annotated[
        int,
        Step(
            "Copyright income of the year", "copyright_before + copyright_paid", cite="cir-92#art. 37", rounding="exact"
        ),
    ]
    copyright_costs_year: Annotated[
        int,
        Step("Lump-sum costs on the year's income", _COSTS.format("copyright_total"), cite="ajp-copyright#costs"),
    ]
    copyright_costs_before: Annotated[
        int,
        Step("Lump-sum costs already taken", _COSTS.format("copyright_before"), cite="ajp-copyright#costs"),
    ]
    copyright_net: Annotated[
        int,
        Step(
            "Copyright income after costs",
            "copyright_paid - (copyright_costs_year - copyright_costs_before)",
            cite="ajp-copyright#costs",
            rounding="exact",
        ),
    ]
    copyright_withholding: Annotated[
        int, Step("Withholding tax on copyright income", "copyright_net * copyright_rate", cite="cir-92#art. 269")
    ]
    copyright_above_ceiling: Annotated[
        int,
        Step(
            "Copyright income above the yearly ceiling",
            "max(0, copyright_total - copyright_ceiling)",
            cite="cir-92#art. 37",
            rounding="exact",
        ),
    ]


class CopyrightShare(NamedTuple):
    """How much copyright income may stand beside a pay, in cents."""

    copyright_limit: Annotated[
        int,
        Step(
            "Largest copyright income beside the pay",
            "(copyright_counted + pay_beside_copyright) * copyright_share_rate",
            cite="cir-92#art. 17",
        ),
    ]
    copyright_above_share: Annotated[
        int,
        Step(
            "Copyright income above its share",
            "max(0, copyright_counted - copyright_limit)",
            cite="cir-92#art. 17",
            rounding="exact",
        ),
    ]


def copyright_costs(income: int, law: CopyrightLaw) -> int:
    """The lump-sum costs on a year's copyright income: two tranches, nothing above the second."""
    first = min(income, law.copyright_first_tranche) * law.copyright_first_cost_rate
    second = max(0, min(income, law.copyright_second_tranche) - law.copyright_first_tranche)
    return half_up(first + second * law.copyright_second_cost_rate, 1_000_000)


def copyright_tax(copyright_paid: int, copyright_before: int, law: CopyrightLaw) -> CopyrightTax:
    """The withholding on ``copyright_paid`` after ``copyright_before`` of the same year.

    The tranches of costs are yearly. ``copyright_above_ceiling`` more than 0 is pay and no copyright income.
    """
    total = copyright_before + copyright_paid
    year, before = copyright_costs(total, law), copyright_costs(copyright_before, law)
    net = copyright_paid - (year - before)
    return CopyrightTax(total, year, before, net, share(net, law.copyright_rate), max(0, total - law.copyright_ceiling))


def copyright_share(copyright_counted: int, pay_beside_copyright: int, law: CopyrightShareLaw) -> CopyrightShare:
    """Whether copyright income stays within its share of the total of pay and copyright income."""
    limit = share(copyright_counted + pay_beside_copyright, law.copyright_share_rate)
    return CopyrightShare(limit, max(0, copyright_counted - limit))
