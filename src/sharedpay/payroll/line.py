"""One line of a payslip."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Literal, NamedTuple

from sharedpay.money import MILLION, Rate, euro_text, euros

Kind = Literal[
    "pay", "deduction", "bonus", "subtotal", "net", "paid", "withheld", "employer", "employer_reduction", "cost"
]
"""What a line does: ``pay`` and ``bonus`` add to the net and ``deduction`` lowers it; ``paid`` is added to the net and
``withheld`` taken off it before it is paid out; ``employer`` adds to the cost and ``employer_reduction`` lowers it;
``subtotal`` is information; ``net`` and ``cost`` are totals."""

SIGN: dict[Kind, int] = {"pay": 1, "bonus": 1, "deduction": -1}
"""Lines that make up the net, with their sign."""
PAID_SIGN: dict[Kind, int] = {**SIGN, "paid": 1, "withheld": -1}
"""Lines that make up what is paid out, with their sign."""


_NUMBER = re.compile(r"_([0-9]+)(?=_|$)")


def numbered(code: str, number: int, of: str) -> str:
    """The code of a line of the second, third … of earnings ``of`` one kind: ``bonus_2``, ``bonus_2_withholding``."""
    return f"{of}_{number}{code.removeprefix(of)}" if code.startswith(of) else f"{code}_{number}"


def plain_code(code: str) -> str:
    """The code of a line without the number that tells several earnings of one kind apart.

    >>> plain_code("bonus_2_withholding"), plain_code("bonus")
    ('bonus_withholding', 'bonus')
    """
    return _NUMBER.sub("", code)


def number_of(code: str) -> str | None:
    """The number in the code of a line; None where it has none."""
    found = _NUMBER.search(code)
    return found and found[1]


class Line(NamedTuple):
    """One line of a payslip. ``cents`` is a positive magnitude; ``kind`` says whether it adds or takes off.

    Lines of the second of two earnings of one kind have a 2 in their ``code``: ``bonus_2``, ``bonus_2_withholding``.
    ``base_cents`` and ``millionths`` are the base and the rate where the line is their product, else None.
    """

    code: str
    kind: Kind
    cents: int
    base_cents: int | None = None
    millionths: Rate | None = None

    @property
    def label(self) -> str:
        """The English name of the line."""
        from sharedpay.payroll.explain import title_of  # noqa: PLC0415  explain knows the titles and needs lines

        return title_of(self.code)

    @property
    def amount(self) -> Decimal:
        """The amount in euros."""
        return euros(self.cents)

    @property
    def base(self) -> Decimal | None:
        """The base in euros, if the line has one."""
        return None if self.base_cents is None else euros(self.base_cents)

    @property
    def rate(self) -> Decimal | None:
        """The rate as a plain number, ``0.1307`` for 13.07 %, if the line has one."""
        return None if self.millionths is None else Decimal(self.millionths) / MILLION

    def model_dump(self) -> dict[str, str | None]:
        """The line as plain data, money as text in euros."""
        return {
            "code": self.code,
            "label": self.label,
            "kind": self.kind,
            "base": None if self.base_cents is None else euro_text(self.base_cents),
            "rate": None if self.rate is None else str(self.rate),
            "amount": euro_text(self.cents),
        }
