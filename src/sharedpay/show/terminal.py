"""What the command shows on a terminal: the plain text with headings, totals and outcomes set off in colour."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from sharedpay.show.text import WIDTH, table, wrapped

if TYPE_CHECKING:
    from rich.text import Text

    from sharedpay.payroll.check import CaseResult

_STYLES = (
    (re.compile(r"^(?!sharedpay \d)\S.*$", re.MULTILINE), "bold"),
    (re.compile(r"^  (Employer|Gross( pay)?  .*|Net( pay)?  .*)$", re.MULTILINE), "bold"),
    (re.compile(r"^  \S.*  = +[\d ]+\.\d\d$", re.MULTILINE), "bold green"),
    (re.compile(r"^ +Invoice with VAT  .*$", re.MULTILINE), "bold green"),
    (re.compile(r"^    - .*(\n      \S.*)*$", re.MULTILINE), "red"),
    (re.compile(r"^    \+ .*(\n      \S.*)*$", re.MULTILINE), "green"),
    (re.compile(r"^    = .*(\n      \S.*)*$", re.MULTILINE), "dim"),
    (re.compile(r"\[[^\]\n]*\]"), "cyan"),
    (re.compile(r"^  (differ|invalid)\b", re.MULTILINE), "bold red"),
    (re.compile(r"^sharedpay \d.*$", re.MULTILINE), "dim"),
)


def styled(body: str) -> Text:
    """The same text with styles, for a console."""
    from rich.text import Text  # noqa: PLC0415  only a terminal needs it

    text = Text(body)
    for pattern, style in _STYLES:
        text.highlight_regex(pattern, style)
    return text


_COLUMNS = ("match", "exact", "differ", "not_covered", "not_modelled", "invalid")
_TOPIC = re.compile(r"topic: '([^']*)' is not computed")


def check_results(results: Iterable[CaseResult], counts: Mapping[str, Mapping[str, int]], width: int = WIDTH) -> str:
    """Checked cases: those that differ, each with its cause, what could not be computed, and the counts by topic."""
    amiss: list[str] = []
    undone: dict[tuple[str, str], list[str]] = {}
    topics: dict[str, int] = {}
    for result in results:
        difference = result.first_difference
        why = result.message.partition(";")[0]
        topic = _TOPIC.match(why)
        if difference is not None:
            found = f"{difference.key}: {difference.expected} expected, {difference.computed} computed"
            amiss += wrapped(f"{result.outcome}  {result.id}  {found}", "  ", "      ", width)
        elif result.outcome == "invalid":
            what = result.message.removeprefix(f"{result.id}: ")
            amiss += wrapped(f"{result.outcome}  {result.id}  {what}", "  ", "      ", width)
        elif topic:
            topics[topic[1]] = topics.get(topic[1], 0) + 1
        elif result.outcome != "match":
            undone.setdefault((result.outcome, why), []).append(result.id)
    lines = ["Not matched", *amiss, ""] if amiss else []
    if undone or topics:
        lines.append("Not computed")
        for (outcome, why), names in undone.items():
            which = names[0] if len(names) == 1 else f"{len(names)} cases"
            lines += wrapped(f"{outcome.replace('_', ' ')}  {which}  {why}", "  ", "      ", width)
        if topics:
            cases = "1 case" if sum(topics.values()) == 1 else f"{sum(topics.values())} cases"
            lines += wrapped(f"not modelled  {cases}  of topics {', '.join(topics)}", "  ", "      ", width)
        lines.append("")
    return "\n".join([*lines, "Checked", *_counts(counts, width)])


def _counts(counts: Mapping[str, Mapping[str, int]], width: int) -> list[str]:
    """How many cases there are by topic and outcome. A column that no case is in says nothing and is left out."""
    shown = [column for column in _COLUMNS if column in _COLUMNS[:3] or counts[""].get(column)]
    heads = [column.rpartition("_") for column in shown]
    rows = [("", *(first for first, _, _ in heads)), ("topic", *(last for _, _, last in heads))]
    rows += [(topic, *(str(found.get(column, 0)) for column in shown)) for topic, found in counts.items() if topic]
    rows.append(("all", *(str(counts[""].get(column, 0)) for column in shown)))
    lines = table(rows, "l" + "r" * len(shown), "  ", width)
    return lines if any(first for first, _, _ in heads) else lines[1:]
