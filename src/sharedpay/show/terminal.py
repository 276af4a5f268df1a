"""What the command shows on a terminal: the plain text with headings, totals and outcomes set off in colour."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from sharedpay.show.language import Language, language
from sharedpay.show.layout import WIDTH, heads, table, wrapped

if TYPE_CHECKING:
    from rich.text import Text

    from sharedpay.payroll.check import CaseResult

_STYLES = (
    (re.compile(r"^(?!sharedpay \d)\S.*$", re.MULTILINE), "bold"),
    (re.compile(r"^  \S.*  = +[\d .\xa0]+[.,]\d\d$", re.MULTILINE), "bold green"),
    (re.compile(r"^    - .*(\n      \S.*)*$", re.MULTILINE), "red"),
    (re.compile(r"^    \+ .*(\n      \S.*)*$", re.MULTILINE), "green"),
    (re.compile(r"^    = .*(\n      \S.*)*$", re.MULTILINE), "dim"),
    (re.compile(r"(?<=\s)\[[^\]]*\]"), "cyan"),
    (re.compile(r"^sharedpay \d.*$", re.MULTILINE), "dim"),
)


HEADS = ("Employer", "Gross", "Gross pay", "Net", "Net pay")
TOTALS = ("Invoice with VAT", "Total", "In all")


def styled(body: str, lang: str | None = None) -> Text:
    """The same text with styles, for a console; headings and totals are found by their words in that language."""
    from rich.text import Text  # noqa: PLC0415  only a terminal needs it

    text = Text(body)
    say = language(lang).say
    names = "|".join(re.escape(say(head)) for head in HEADS)
    totals = "|".join(re.escape(say(total)) for total in TOTALS)
    amiss = "|".join(re.escape(say(OUTCOMES[outcome])) for outcome in ("differ", "invalid"))
    own = (
        (re.compile(rf"^  ({names})(  .*\d)?$", re.MULTILINE), "bold"),
        (re.compile(rf"^  ({amiss})\b", re.MULTILINE), "bold red"),
        (re.compile(rf"^ +({totals})  .*$", re.MULTILINE), "bold green"),
    )
    for pattern, style in (*own, *_STYLES):
        text.highlight_regex(pattern, style)
    return text


OUTCOMES = {
    "match": "match",
    "exact": "exact",
    "differ": "differ",
    "not_covered": "not covered",
    "not_modelled": "not modelled",
    "invalid": "invalid",
}
"""How each outcome of a case is called."""
_COLUMNS = tuple(OUTCOMES)
_TOPIC = re.compile(r"topic: '([^']*)' is not computed")


def check_results(
    results: Iterable[CaseResult],
    counts: Mapping[str, Mapping[str, int]],
    width: int = WIDTH,
    lang: str | None = None,
) -> str:
    """Checked cases: those that differ, each with its cause, what could not be computed, and the counts by topic."""
    words = language(lang)
    amiss: list[str] = []
    undone: dict[tuple[str, str], list[str]] = {}
    topics: dict[str, int] = {}
    for result in results:
        difference = result.first_difference
        why = result.message.partition(";")[0]
        topic = _TOPIC.match(why)
        if difference is not None:
            found = words.say(
                "{key}: {expected} expected, {computed} computed",
                key=difference.key,
                expected=difference.expected,
                computed=difference.computed,
            )
            amiss += wrapped(f"{words.say(OUTCOMES[result.outcome])}  {result.id}  {found}", "  ", "      ", width)
        elif result.outcome == "invalid":
            what = result.message.removeprefix(f"{result.id}: ")
            amiss += wrapped(
                f"{words.say(OUTCOMES[result.outcome])}  {result.id}  {words.problem(what)}", "  ", "      ", width
            )
        elif topic:
            topics[topic[1]] = topics.get(topic[1], 0) + 1
        elif result.outcome != "match":
            undone.setdefault((result.outcome, why), []).append(result.id)
    lines = [words.say("Not matched"), *amiss, ""] if amiss else []
    if undone or topics:
        lines.append(words.say("Not computed"))
        for (outcome, why), names in undone.items():
            which = names[0] if len(names) == 1 else words.say("{count} cases", count=len(names))
            lines += wrapped(f"{words.say(OUTCOMES[outcome])}  {which}  {words.problem(why)}", "  ", "      ", width)
        if topics:
            count = sum(topics.values())
            cases = words.say("1 case") if count == 1 else words.say("{count} cases", count=count)
            said = words.say("{cases}  of topics {topics}", cases=cases, topics=", ".join(topics))
            lines += wrapped(f"{words.say(OUTCOMES['not_modelled'])}  {said}", "  ", "      ", width)
        lines.append("")
    return "\n".join([*lines, words.say("Checked"), *_counts(counts, width, words)])


def _counts(counts: Mapping[str, Mapping[str, int]], width: int, words: Language) -> list[str]:
    """How many cases there are by topic and outcome. A column that no case is in says nothing and is left out."""
    shown = [column for column in _COLUMNS if column in _COLUMNS[:3] or counts[""].get(column)]
    rows = heads([words.say("topic"), *(words.say(OUTCOMES[column]) for column in shown)])
    rows += [(topic, *(str(found.get(column, 0)) for column in shown)) for topic, found in counts.items() if topic]
    rows.append((words.say("all"), *(str(counts[""].get(column, 0)) for column in shown)))
    return table(rows, "l" + "r" * len(shown), "  ", width)
