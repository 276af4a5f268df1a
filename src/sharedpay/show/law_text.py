"""The law as text: the figures of a day, one figure through time, what changed, the sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sharedpay.law.book import Laws, Parameter, Source, Version
from sharedpay.show.language import Language, language
from sharedpay.show.layout import WIDTH, table, wrapped
from sharedpay.show.text import value_lines, value_text
from sharedpay.show.vocabulary import CONFIDENCES

KINDS = {
    "administration": "administration",
    "collective_agreement": "collective agreement",
    "derivation": "derivation",
    "enterprise": "enterprise",
    "law": "law",
    "official_text": "official text",
    "press": "press",
    "royal_decree": "royal decree",
    "secondary": "secondary",
    "secretariat": "secretariat",
    "union": "union",
}
"""How each kind of document is called."""
_LEAST = 16
"""Columns that the values of a day need beside their names; where there are fewer they go below them."""


def table_of(laws: Laws, area: str = "", width: int = WIDTH, lang: str | None = None) -> str:
    """The figures in force on a day, by area: value, since when, and how sure."""
    words = language(lang)
    found: dict[str, list[tuple[str, str, str, str]]] = {}
    for parameter, version in laws:
        if area in ("", parameter.area):
            row = (
                parameter.name,
                words.formula(value_text(version.value, lang)),
                words.date(version.start),
                _sure(version, words),
            )
            found.setdefault(parameter.area, []).append(row)
    lines = [words.say("The law on {date}", date=words.date(laws.date))]
    for name, rows in found.items():
        lines += ["", name, *_figures(rows, width, words)]
    return "\n".join(lines)


def _figures(rows: list[tuple[str, str, str, str]], width: int, words: Language) -> list[str]:
    """Figures as a table with their values cut where there is no room for all of them."""
    longest = [max(len(row[i]) for row in rows) for i in (0, 2, 3)]
    room = width - 2 - sum(longest) - 3 * 2
    if room >= _LEAST:
        return table(((name, _cut(value, room), *rest) for name, value, *rest in rows), "llll", "  ")
    lines = []
    for name, value, since, sure in rows:
        lines += [f"  {name}", f"    {_cut(value, width - 4)}"]
        lines.append("    " + words.say("since {since}, {sure}", since=since, sure=sure))
    return lines


def parameter(
    figure: Parameter,
    marked: Version | None,
    sources: Mapping[str, Source],
    width: int = WIDTH,
    lang: str | None = None,
) -> str:
    """One figure with its labels and all its versions, notes and sources; ``>`` stands before the one asked for."""
    words = language(lang)
    lines = [figure.key]
    for code, label in figure.labels.items():
        lines += wrapped(f"{code}  {label}", "  ", "      ", width)
    for version in figure.versions:
        mark = ">" if version is marked else " "
        period = words.say("{first} to {last}", first=words.date(version.start), last=words.date(version.end))
        times = f"{period}  {_sure(version, words)}{_conditions(version, words)}"
        lines += ["", *wrapped(times, f"{mark} ", "      ", width)]
        for row in value_lines(version.value, lang):
            lines += wrapped(words.formula(row), width=width)
        lines += wrapped(version.note, "    ", "    ", width) if version.note else []
        for source in version.sources:
            lines += wrapped(f"[{source}] {sources[source].title}", width=width)
    return "\n".join(lines)


def _sure(version: Version, words: Language) -> str:
    return words.say(CONFIDENCES[version.confidence])


def _conditions(version: Version, words: Language) -> str:
    known = words.say("published {date}", date=words.date(version.published)) if version.published else ""
    reading = words.say("reading {name}", name=version.reading) if version.reading else ""
    both = ", ".join(part for part in (reading, known) if part)
    return f"  ({both})" if both else ""


def diff(
    changed: Iterable[tuple[Parameter, Version | None, Version | None]],
    before: str,
    after: str,
    width: int = WIDTH,
    lang: str | None = None,
) -> str:
    """What changed between two days."""
    words = language(lang)
    lines = [words.say("The law from {before} to {after}", before=words.local(before), after=words.local(after))]
    area = ""
    for figure, old, new in changed:
        if figure.area != area:
            area = figure.area
            lines += ["", area]
        lines += [f"  {figure.name}", *_side("-", old, width, words), *_side("+", new, width, words)]
    return "\n".join(lines if area else [*lines, "", "  " + words.say("nothing changed")])


def _side(sign: str, version: Version | None, width: int, words: Language) -> Iterator[str]:
    """One side of a difference, each row of a scale on a line of its own."""
    for row in value_lines(version.value, words.code) if version else [words.say("not covered")]:
        yield from wrapped(f"{sign} {words.formula(row)}", width=width)


def sources(
    documents: Iterable[Source], readings: Mapping[str, list[str]], width: int = WIDTH, lang: str | None = None
) -> str:
    """Every document, by kind, and the named readings with the figures that they change."""
    words = language(lang)
    kinds: dict[str, list[Source]] = {}
    for source in documents:
        kinds.setdefault(source.kind, []).append(source)
    lines = [words.say("Sources of the law")]
    for kind, found in kinds.items():
        lines += ["", words.say(KINDS[kind])]
        for source in found:
            dated = f" ({words.date(source.date)})" if source.date else ""
            lines += wrapped(f"{source.id}: {source.title}{dated}", "  ", "      ", width)
            lines += [f"      {source.address}"] if source.address else []
    lines += ["", words.say("Named readings of conflicts")]
    for name, keys in readings.items():
        lines += wrapped(f"{name}: {', '.join(keys)}", "  ", "      ", width)
    return "\n".join(lines)


def _cut(value: str, width: int) -> str:
    return value if len(value) <= width else value[: width - 1] + "…"
