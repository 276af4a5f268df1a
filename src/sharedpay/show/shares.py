"""Who gets how much of an invoice, as parts of a whole: for the bar of a page and of a document."""

from __future__ import annotations

from typing import NamedTuple

from sharedpay.money import cents, split
from sharedpay.payroll.extras import Payee
from sharedpay.payroll.settlement import Settlement
from sharedpay.show.palette import PAYEE_COLOURS


class Share(NamedTuple):
    """What one payee gets: cents, and tenths of a per cent that add up to the whole; none where the pool pays in."""

    payee: Payee
    cents: int
    tenths: int

    @property
    def width(self) -> int:
        """The part of a bar, in cents: there is none below zero."""
        return max(0, self.cents)

    @property
    def percent(self) -> str:
        """The per cent with one decimal."""
        return f"{self.tenths // 10}.{self.tenths % 10}"


def shares(result: Settlement) -> list[Share]:
    """The shares of an invoice in the order in which payees are shown."""
    paid = {payee: cents(amount) for payee, amount in result.by_payee().items()}
    order = sorted(paid, key=list(PAYEE_COLOURS).index)
    widths = [max(0, paid[payee]) for payee in order]
    tenths = split(1000, widths) if any(widths) else widths
    return [Share(payee, paid[payee], tenth) for payee, tenth in zip(order, tenths, strict=True)]
