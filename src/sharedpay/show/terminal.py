"""What the command shows on a terminal: the plain text with headings, totals and outcomes set off in colour."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from sharedpay.show.text import table

if TYPE_CHECKING:
    from rich.text import Text

    from sharedpay.payroll.check import CaseResult

_STYLES = (
    (re.compile(r"^\S.*$", re.MULTILINE), "bold"),
    (re.compile(r"^  (Employer|Gross |Net ).*$", re.MULTILINE), "bold"),
    (re.compile(r"^  .* =  .*$", re.MULTILINE), "bold green"),
    (re.compile(r"^ +Invoice with VAT .*$", re.MULTILINE), "bold green"),
    (re.compile(r"^ +[-+] .*$", re.MULTILINE), "dim"),
    (re.compile(r"\[[^\]\n]*\]"), "cyan"),
    (re.compile(r"\b(differ|invalid)\b"), "bold red"),
)


def styled(body: str) -> Text:
    """The same text with styles, for a console."""
    from rich.text import Text  # noqa: PLC0415  only a terminal needs it

    text = Text(body)
    for pattern, style in _STYLES:
        text.highlight_regex(pattern, style)
    return text


def check_results(results: Iterable[CaseResult], counts: Mapping[str, Mapping[str, int]]) -> str:
    """Checked cases: those that don't match, each with its cause, then the counts by topic."""
    columns = ("match", "exact", "differ", "not_covered", "not_modelled", "invalid")
    amiss = []
    for result in results:
        found = result.first_difference
        if found is not None:
            amiss.append(
                (result.outcome, result.id, f"{found.key}: {found.expected} expected, {found.computed} computed")
            )
        elif result.outcome != "match":
            amiss.append((result.outcome, result.id, result.message))
    rows = [("topic", *(column.replace("_", " ") for column in columns))]
    rows += [(topic, *(str(found.get(column, 0)) for column in columns)) for topic, found in counts.items() if topic]
    rows.append(("all", *(str(counts[""].get(column, 0)) for column in columns)))
    lines = [" ".join(["  ", *cells]) for cells in amiss]
    return "\n".join([*(["Not matched", *lines, ""] if lines else []), "Checked", *table(rows, "lrrrrrr", "  ")])
