"""Two payslips or two settlements compared line by line, each difference with its first cause.

The first cause is what differs first in the order of the computation: an input (``children 0 → 1``), a figure of the
law, a price of the enterprise. :mod:`sharedpay.payroll.causes` finds it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from sharedpay.errors import InvalidInput
from sharedpay.money import euro_text, euros
from sharedpay.payroll.causes import Cause, Why, price_causes
from sharedpay.payroll.ledger import LABELS
from sharedpay.payroll.line import Line
from sharedpay.payroll.payslip import Payslip
from sharedpay.payroll.settlement import Settlement


class Change(NamedTuple):
    """One line on both sides, in cents; None where it is missing. ``cause`` is None for a line that stays as it is."""

    code: str
    label: str
    payee: str | None
    before: int | None
    after: int | None
    cause: Cause | None = None

    @property
    def difference_cents(self) -> int:
        """What the line has more after than before, in cents."""
        return (self.after or 0) - (self.before or 0)

    @property
    def difference(self) -> Decimal:
        """What the line has more after than before, euros."""
        return euros(self.difference_cents)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two results line by line. ``lines`` holds all lines of both, ``changed`` those that differ.

    ``months`` are those of the two sides. Made by :func:`compare`, or by subtracting one payslip from another.
    """

    of: Literal["payslip", "settlement"]
    months: tuple[str, str]
    lines: tuple[Change, ...]

    @property
    def changed(self) -> tuple[Change, ...]:
        """The lines that differ."""
        return tuple(line for line in self.lines if line.difference_cents)

    def __getitem__(self, code: str) -> Change:
        for line in self.lines:
            if line.code == code:
                return line
        raise InvalidInput(f"comparison: no {code!r}; there are {', '.join(line.code for line in self.lines)}")

    def model_dump(self, lang: str = "en") -> dict[str, Any]:
        """Everything as plain data: money as text in euros, labels and the titles of causes in a language."""
        from sharedpay.show import differences  # noqa: PLC0415  the one upward import: words are chosen in show
        from sharedpay.show.language import language  # noqa: PLC0415

        words = language(lang)
        return {
            "of": self.of,
            "months": list(self.months),
            "lines": [
                {
                    "code": line.code,
                    "label": differences.change_label(self, line, words),
                    "payee": line.payee,
                    "before": None if line.before is None else euro_text(line.before),
                    "after": None if line.after is None else euro_text(line.after),
                    "difference": euro_text(line.difference_cents),
                    "cause": None
                    if line.cause is None
                    else {**line.cause._asdict(), "title": differences.cause_title(line.cause, words)},
                }
                for line in self.lines
            ],
        }

    def model_dump_json(self, indent: int | None = None, lang: str = "en") -> str:
        """:meth:`model_dump` as JSON text."""
        return json.dumps(self.model_dump(lang), indent=indent, ensure_ascii=False)

    def __str__(self) -> str:
        from sharedpay.show import text  # noqa: PLC0415  the one upward import: how it looks is decided in show

        return text.page(self)

    def _repr_html_(self) -> str:
        from sharedpay.show import html  # noqa: PLC0415  the one upward import: show decides how it looks

        return html.fragment(self)


def compare(before: Payslip | Settlement, after: Payslip | Settlement) -> Comparison:
    """What changes from ``before`` to ``after``, two payslips or two settlements, and why.

    Raises :class:`InvalidInput` for anything else.
    """
    if isinstance(before, Payslip) and isinstance(after, Payslip):
        return _payslips(before, after)
    if isinstance(before, Settlement) and isinstance(after, Settlement):
        return _settlements(before, after)
    kinds = f"{type(before).__name__} and {type(after).__name__}"
    raise InvalidInput(f"compare: two payslips or two settlements can be compared, not {kinds}")


def _payslips(before: Payslip, after: Payslip) -> Comparison:
    why = Why(before, after)
    old, new = ({line.code: line for line in slip.lines} for slip in (before, after))
    changes: list[Change] = []
    for code in _both(list(old), list(new)):
        a, b = old.get(code), new.get(code)
        shown = b or a
        assert shown is not None  # noqa: S101  the code is on one side at least
        change = Change(code, shown.label, None, _cents(a, code, before), _cents(b, code, after))
        if change.difference_cents:
            earlier = next((each.cause for each in changes if each.cause), None)
            change = change._replace(cause=why.line(code) or earlier)
        changes.append(change)
    return Comparison("payslip", (before.month, after.month), tuple(changes))


def _cents(line: Line | None, code: str, slip: Payslip) -> int | None:
    """What a line says. A payslip without earnings has no line for what is paid out, and pays its net."""
    if line is None:
        return slip.run.paid_out if code == "net_paid" else None
    return line.cents


def _both(before: list[str], after: list[str]) -> list[str]:
    """The codes of both sides in the order of the first; those of the second only stand after what precedes them."""
    merged = list(before)
    for place, code in enumerate(after):
        if code not in merged:
            merged.insert(merged.index(after[place - 1]) + 1 if place else 0, code)
    return merged


_FROM_STEP = {
    "net": "net",
    "withholding_tax": "withholding_tax",
    "personal_contribution": "contribution_due",
    "special_contribution": "special_contribution",
    "employer_contributions": "employer_contributions_after_reductions",
    "annual_holiday_yearly": "annual_holiday_yearly",
    "reductions_kept": "structural_reduction",
}
"""Entries of the ledger with the step of the pay that they are."""


def _settlements(before: Settlement, after: Settlement) -> Comparison:
    why = Why(before.payslip, after.payslip)
    prices = list(price_causes(before, after))
    old, new = _by_code(before), _by_code(after)
    paid_from_another_gross = before.spending.gross != after.spending.gross
    changes = []
    for key in [*old, *(key for key in new if key not in old)]:
        code, payee = key
        change = Change(code, LABELS[code], payee, old.get(key), new.get(key))
        if change.difference_cents:
            change = change._replace(cause=_entry_cause(code, why, prices, paid_from_another_gross))
        changes.append(change)
    return Comparison("settlement", (before.payslip.month, after.payslip.month), tuple(changes))


def _entry_cause(code: str, why: Why, prices: list[Cause], other_gross: bool) -> Cause | None:
    """The first cause of an entry: of the invoice, of the budget and so of the gross, or of the pay itself."""
    own = {"vat": ("revenue", "vat_rate"), "fee": ("revenue", "fee_rate"), "expenses": ("expenses",)}.get(code)
    if own is not None:
        return next((cause for cause in prices if cause.name.rpartition(".")[2] in own), prices[0] if prices else None)
    priced = next((cause for cause in prices if cause.name != "vat_rate"), None)
    if other_gross:
        return priced or why.cost()
    return (why.line(_FROM_STEP[code]) if code in _FROM_STEP else priced) or why.cost() or priced


def _by_code(result: Settlement) -> dict[tuple[str, str], int]:
    totals: dict[tuple[str, str], int] = {}
    for entry in result.ledger:
        totals[entry.code, entry.payee] = totals.get((entry.code, entry.payee), 0) + entry.cents
    return totals
