"""Attachment and transfer of pay (saisie et cession sur rémunération / loonbeslag en loonoverdracht).

Judicial Code, art. 1409 to 1412: which part of the net pay a creditor may take.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from sharedpay.law.step import Given, Step
from sharedpay.money import NO_LIMIT, Count, Rate, share


class Thresholds(NamedTuple):
    """Bounds of the slices of the monthly net pay, in cents: nothing may be taken up to ``first``."""

    first: int
    second: int
    third: int
    fourth: int


class SliceRates(NamedTuple):
    """Share that may be taken of the slice that ends at each bound, and of what is above the last one."""

    second: Rate
    third: Rate
    fourth: Rate
    above: Rate


class Claim(NamedTuple):
    """A claim on the net pay of a month; money in cents.

    ``claim`` is what is still owed. Maintenance claims go before all others and have no limit.
    """

    net_of_pay: Annotated[int, Given("net pay of the month")]
    claim: Annotated[int, Given("what is still owed to the creditor")] = NO_LIMIT
    maintenance: Annotated[Count, Given("the claim is maintenance")] = 0
    replacement_income: Annotated[Count, Given("there is only replacement income")] = 0
    children_at_charge: Annotated[Count, Given("children at charge for the attachment")] = 0


class AttachmentLaw(NamedTuple):
    """Bounds, shares and the amount for each child on one date."""

    attachment_thresholds: Thresholds
    attachment_rates: SliceRates
    attachment_replacement_rates: SliceRates
    attachment_child: int


_SLICE = (
    "max(0, {0} - attachment_thresholds.{1})"
    " * (attachment_replacement_rates.{2} if replacement_income else attachment_rates.{2})"
)


class Attachment(NamedTuple):
    """What a creditor may take of a month's net pay and what he takes, in cents."""

    slice_second: Annotated[
        int,
        Step(
            "First slice that may be taken",
            _SLICE.format("min(net_of_pay, attachment_thresholds.second)", "first", "second"),
            cite="judicial-code#art. 1409",
        ),
    ]
    slice_third: Annotated[
        int,
        Step(
            "Second slice that may be taken",
            _SLICE.format("min(net_of_pay, attachment_thresholds.third)", "second", "third"),
            cite="judicial-code#art. 1409",
        ),
    ]
    slice_fourth: Annotated[
        int,
        Step(
            "Third slice that may be taken",
            _SLICE.format("min(net_of_pay, attachment_thresholds.fourth)", "third", "fourth"),
            cite="judicial-code#art. 1409",
        ),
    ]
    slice_above: Annotated[
        int,
        Step(
            "What is above the last bound",
            _SLICE.format("net_of_pay", "fourth", "above"),
            cite="judicial-code#art. 1409",
        ),
    ]
    child_deduction: Annotated[
        int,
        Step(
            "Less for children at charge",
            "children_at_charge * attachment_child",
            cite="judicial-code#art. 1409",
            rounding="exact",
        ),
    ]
    attachable: Annotated[
        int,
        Step(
            "Most that may be taken",
            "max(0, net_of_pay) if maintenance"
            " else max(0, slice_second + slice_third + slice_fourth + slice_above - child_deduction)",
            cite="judicial-code#art. 1409, 1412",
            rounding="exact",
        ),
    ]
    attached: Annotated[
        int,
        Step("Taken for the creditor", "min(claim, attachable)", cite="judicial-code#art. 1409", rounding="exact"),
    ]
    net_kept: Annotated[
        int,
        Step("Net pay that is kept", "net_of_pay - attached", cite="judicial-code#art. 1409", rounding="exact"),
    ]


def attachment(claim: Claim, law: AttachmentLaw) -> Attachment:
    """What is taken of a net pay for a claim; each slice is a step."""
    net, bounds = claim.net_of_pay, law.attachment_thresholds
    rates = law.attachment_replacement_rates if claim.replacement_income else law.attachment_rates
    second = share(max(0, min(net, bounds.second) - bounds.first), rates.second)
    third = share(max(0, min(net, bounds.third) - bounds.second), rates.third)
    fourth = share(max(0, min(net, bounds.fourth) - bounds.third), rates.fourth)
    above = share(max(0, net - bounds.fourth), rates.above)
    children = claim.children_at_charge * law.attachment_child
    most = max(0, net) if claim.maintenance else max(0, second + third + fourth + above - children)
    taken = min(claim.claim, most)
    return Attachment(second, third, fourth, above, children, most, taken, net - taken)
