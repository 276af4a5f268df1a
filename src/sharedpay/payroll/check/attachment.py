"""The topic of attachment and transfer of pay."""

from __future__ import annotations

from typing import Final

from sharedpay.law.attachment import AttachmentLaw, Claim, Thresholds, attachment
from sharedpay.payroll.check.inputs import Inputs
from sharedpay.payroll.check.result import Computed, Money

_INCOME: Final = ("work", "replacement")


def garnishment(given: Inputs) -> Computed:
    """What may be taken of a net pay, within the law's bounds or those that the case states."""
    net = given.needed_money("net")
    stated = given.amounts("thresholds")
    if stated and (len(stated) != 4 or list(stated) != sorted(stated)):
        given.problems.append("thresholds: must be four amounts, each no less than the one before it")
    replacement = int(given.choice("income", _INCOME, "work") == "replacement")
    children = given.person("white_collar").children
    given.close()
    waive = {"attachment_rates" if replacement else "attachment_replacement_rates"}
    if not children:
        waive.add("attachment_child")
    if stated:
        waive.add("attachment_thresholds")
    law = given.laws.get(AttachmentLaw, frozenset(waive))
    if stated:
        law = law._replace(attachment_thresholds=Thresholds(*stated))
    found = attachment(Claim(net, replacement_income=replacement, children_at_charge=children), law)
    return Computed({"seizable": Money(found.attachable), "kept": Money(found.net_kept)})
