"""What changes, as aligned plain text: the marginal euro, and two results compared."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from sharedpay.law.book import packaged
from sharedpay.payroll.causes import CAUSES, Cause
from sharedpay.payroll.comparison import Change, Comparison
from sharedpay.payroll.explain import title_of
from sharedpay.payroll.marginal import Marginal
from sharedpay.show.language import Language, language
from sharedpay.show.layout import WIDTH, table, wrapped
from sharedpay.show.vocabulary import COLUMNS, PAYEES

_ITEM = re.compile(r"(?P<name>[^ (),][^(),]*?)(?P<stated> \([^)]*\))?(?=, |$)")
"""One of the earnings in a cause: its name, and what was stated of it."""


def signed(cents: int, words: Language) -> str:
    """Cents with their sign: what is more and what is less."""
    return f"+{words.money(cents)}" if cents > 0 else words.money(cents)


def marginal_title(result: Marginal, words: Language) -> str:
    """What a marginal tells, in one line."""
    step, start = words.money(result.step_cents), words.money(result.start_cents)
    if result.of == "revenue":
        return words.say("The next {step} invoiced without VAT, from {start}", step=step, start=start)
    return words.say("The next {step} of gross, from {start}", step=step, start=start)


def marginal(result: Marginal, width: int = WIDTH, lang: str | None = None) -> str:
    """Where the next euro goes: every entry with its payee and day, then what the step and its top are."""
    words = language(lang)
    say = words.say
    rows = [
        (say(PAYEES[line.payee]), say(line.label), words.date(line.due), signed(line.cents, words))
        for line in result.lines
    ]
    head = (words.say("to"), words.say("what"), words.say("when"), "EUR")
    total = ("", words.say("Total"), "", signed(sum(line.cents for line in result.lines), words))
    title = wrapped(marginal_title(result, words), "", "  ", width)
    body = table([head, *rows, total], "lllr", "  ", width)
    return "\n".join([*title, "", *body, "", *wrapped(marginal_sums(result, words), "  ", width=width)])


def marginal_sums(result: Marginal, words: Language) -> str:
    """What came on top of the step, and what the member has at once."""
    on_top, net = words.local(str(result.on_top)), words.local(str(result.net))
    if result.of == "revenue":
        return words.say("VAT on top: {on_top}; to the member's account: {net}", on_top=on_top, net=net)
    return words.say("Employer's part on top: {on_top}; to the member's account: {net}", on_top=on_top, net=net)


def comparison_title(result: Comparison, words: Language) -> str:
    """What is compared, in one line."""
    before, after = map(words.month, result.months)
    if result.of == "payslip":
        if before == after:
            return words.say("Payslips of {month} compared", month=before)
        return words.say("Payslips of {before} and {after} compared", before=before, after=after)
    if before == after:
        return words.say("Settlements of {month} compared", month=before)
    return words.say("Settlements of {before} and {after} compared", before=before, after=after)


def comparison(result: Comparison, width: int = WIDTH, lang: str | None = None) -> str:
    """Two results line by line: those that differ, each cause once with its number."""
    words = language(lang)
    title = wrapped(comparison_title(result, words), "", "  ", width)
    if not result.changed:
        return "\n".join([*title, "", f"  {nothing_differs(words)}"])
    causes: dict[Cause, int] = {}
    rows: list[tuple[str, ...]] = [("", words.say("before"), words.say("after"), words.say("difference"), "")]
    for line in result.changed:
        number = causes.setdefault(line.cause, len(causes) + 1) if line.cause else 0
        cells = ("" if amount is None else words.money(amount) for amount in (line.before, line.after))
        difference = signed(line.difference_cents, words)
        rows.append((change_label(result, line, words), *cells, difference, f"[{number}]" if number else ""))
    lines = [*title, "", *table(rows, "lrrrl", "  ", width), "", words.say("First causes")]
    for cause, number in causes.items():
        lines += wrapped(f"[{number}] {cause_text(cause, words)}", "  ", "      ", width)
    return "\n".join([*lines, "", f"  {same_text(result, words)}"])


def nothing_differs(words: Language) -> str:
    """What is said of two equal results."""
    return words.say("Nothing differs.")


def same_text(result: Comparison, words: Language) -> str:
    """How many lines are the same on both sides."""
    same = len(result.lines) - len(result.changed)
    if same == 0:
        return words.say("No line is the same.")
    if same == 0:
        return words.say("No line is the same.")
    return words.say("1 line is the same.") if same == 1 else words.say("{count} lines are the same.", count=same)


def change_label(result: Comparison, line: Change, words: Language) -> str:
    """The name of a line that differs."""
    return title_of(line.code, words.say) if result.of == "payslip" else words.say(line.label)


def cause_text(cause: Cause, words: Language) -> str:
    """What differs first, on both sides."""
    before, after = (_side(cause, side, words) for side in (cause.before, cause.after))
    return words.say("{title}: {value}", title=cause_title(cause, words), value=f"{before} → {after}")


def cause_title(cause: Cause, words: Language) -> str:
    """The name of what differs first."""
    if cause.kind == "figure" and cause.name in _labels():
        return _labels()[cause.name][words.code]
    if cause.title == CAUSES.get(cause.name):
        return words.say(cause.title)
    return title_of(cause.name, words.say)


@cache
def _labels() -> dict[str, Mapping[str, str]]:
    """The four names of each figure of the law."""
    return {parameter.key: parameter.labels for parameter in packaged().parameters()}


def _side(cause: Cause, side: str, words: Language) -> str:
    """One side of a cause: an amount, a choice, a month, earnings, or a figure of the law and since when it holds."""
    if cause.kind == "figure" and " since " in side:
        value, _, start = side.rpartition(" since ")
        parts = ", ".join(_part(part, words) for part in value.split(", "))
        return words.say("{value} since {start}", value=words.formula(parts), start=words.local(start))
    if cause.name == "month":
        return words.month(side)
    if cause.name in ("earnings", "reduction"):
        return _ITEM.sub(lambda item: f"{words.say(item['name'])}{item['stated'] or ''}", side)
    return words.local(words.say(side))


def _part(part: str, words: Language) -> str:
    """The column of a scale with its value; anything else as it is."""
    name, _, value = part.partition(" ")
    return f"{words.say(COLUMNS[name])} {value}" if name in COLUMNS else words.say(part)
