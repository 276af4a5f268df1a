"""The law as text: the figures of a day, one figure through time, what changed, the sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sharedpay.law.book import Laws, Parameter, Source, Version
from sharedpay.show.text import WIDTH, table, value_lines, value_text, wrapped

_LEAST = 16
"""Columns that the values of a day need beside their names; where there are fewer they go below them."""


def table_of(laws: Laws, area: str = "", width: int = WIDTH) -> str:
    """The figures in force on a day, by area: value, since when, and how sure."""
    found: dict[str, list[tuple[str, str, str, str]]] = {}
    for parameter, version in laws:
        if area in ("", parameter.area):
            row = (parameter.name, value_text(version.value), str(version.start), _sure(version))
            found.setdefault(parameter.area, []).append(row)
    lines = [f"The law on {laws.date}"]
    for name, rows in found.items():
        lines += ["", name, *_figures(rows, width)]
    return "\n".join(lines)


def _figures(rows: list[tuple[str, str, str, str]], width: int) -> list[str]:
    """Figures as a table with their values cut where there is no room for all of them."""
    longest = [max(len(row[i]) for row in rows) for i in (0, 2, 3)]
    room = width - 2 - sum(longest) - 3 * 2
    if room >= _LEAST:
        return table(((name, _cut(value, room), *rest) for name, value, *rest in rows), "llll", "  ")
    lines = []
    for name, value, since, sure in rows:
        lines += [f"  {name}", f"    {_cut(value, width - 4)}", f"    since {since}, {sure}"]
    return lines


def parameter(figure: Parameter, marked: Version | None, sources: Mapping[str, Source], width: int = WIDTH) -> str:
    """One figure with its labels and all its versions, notes and sources; ``>`` stands before the one asked for."""
    lines = [figure.key]
    for language, label in figure.labels.items():
        lines += wrapped(f"{language}  {label}", "  ", "      ", width)
    for version in figure.versions:
        mark = ">" if version is marked else " "
        times = f"{version.start} to {version.end}  {_sure(version)}{_conditions(version)}"
        lines += ["", *wrapped(times, f"{mark} ", "      ", width)]
        for row in value_lines(version.value):
            lines += wrapped(row, width=width)
        lines += wrapped(version.note, "    ", "    ", width) if version.note else []
        for source in version.sources:
            lines += wrapped(f"[{source}] {sources[source].title}", width=width)
    return "\n".join(lines)


def _sure(version: Version) -> str:
    return version.confidence.replace("_", " ")


def _conditions(version: Version) -> str:
    known = f"published {version.published}" if version.published else ""
    reading = f"reading {version.reading}" if version.reading else ""
    both = ", ".join(part for part in (reading, known) if part)
    return f"  ({both})" if both else ""


def diff(
    changed: Iterable[tuple[Parameter, Version | None, Version | None]], before: str, after: str, width: int = WIDTH
) -> str:
    """What changed between two days."""
    lines = [f"The law from {before} to {after}"]
    area = ""
    for figure, old, new in changed:
        if figure.area != area:
            area = figure.area
            lines += ["", area]
        lines += [f"  {figure.name}", *_side("-", old, width), *_side("+", new, width)]
    return "\n".join(lines if area else [*lines, "", "  nothing changed"])


def _side(sign: str, version: Version | None, width: int) -> Iterator[str]:
    """One side of a difference, each row of a scale on a line of its own."""
    for row in value_lines(version.value) if version else ["not covered"]:
        yield from wrapped(f"{sign} {row}", width=width)


def sources(documents: Iterable[Source], readings: Mapping[str, list[str]], width: int = WIDTH) -> str:
    """Every document, by kind, and the named readings with the figures that they change."""
    kinds: dict[str, list[Source]] = {}
    for source in documents:
        kinds.setdefault(source.kind, []).append(source)
    lines = ["Sources of the law"]
    for kind, found in kinds.items():
        lines += ["", kind.replace("_", " ")]
        for source in found:
            dated = f" ({source.date})" if source.date else ""
            lines += wrapped(f"{source.id}: {source.title}{dated}", "  ", "      ", width)
            lines += [f"      {source.address}"] if source.address else []
    lines += ["", "Named readings of conflicts"]
    for name, keys in readings.items():
        lines += wrapped(f"{name}: {', '.join(keys)}", "  ", "      ", width)
    return "\n".join(lines)


def _cut(value: str, width: int) -> str:
    return value if len(value) <= width else value[: width - 1] + "…"
