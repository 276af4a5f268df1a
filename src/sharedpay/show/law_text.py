"""The law as text: the figures of a day, one figure through time, what changed, the sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from sharedpay.law.book import Laws, Parameter, Source, Version
from sharedpay.show.text import table, value_text, wrapped


def table_of(laws: Laws, area: str = "") -> str:
    """The figures in force on a day, by area: value, since when, and how sure."""
    rows: dict[str, list[tuple[str, ...]]] = {}
    for parameter, version in laws:
        if area in ("", parameter.area):
            value = _short(value_text(version.value))
            rows.setdefault(parameter.area, []).append((parameter.name, value, str(version.start), version.confidence))
    lines = [f"The law on {laws.date}"]
    for name, found in rows.items():
        lines += ["", name, *table(found, "llll", "  ")]
    return "\n".join(lines)


def parameter(figure: Parameter, day: date | None, sources: Mapping[str, Source]) -> str:
    """One figure with its labels and all its versions, notes and sources; ``>`` marks the version of ``day``."""
    lines = [figure.key, *(f"  {language}  {label}" for language, label in figure.labels.items())]
    for version in figure.versions:
        mark = ">" if day is not None and version.start <= day <= version.end else " "
        lines += ["", f"{mark} {version.start} to {version.end}  {version.confidence}{_conditions(version)}"]
        lines += wrapped(value_text(version.value))
        lines += wrapped(version.note) if version.note else []
        for source in version.sources:
            lines += wrapped(f"[{source}] {sources[source].title}")
    return "\n".join(lines)


def _conditions(version: Version) -> str:
    known = f"published {version.published}" if version.published else ""
    reading = f"reading {version.reading}" if version.reading else ""
    both = ", ".join(part for part in (reading, known) if part)
    return f"  ({both})" if both else ""


def diff(changed: Iterable[tuple[Parameter, Version | None, Version | None]], before: str, after: str) -> str:
    """What changed between two days."""
    lines = [f"The law from {before} to {after}"]
    area = ""
    for figure, old, new in changed:
        if figure.area != area:
            area = figure.area
            lines += ["", area]
        lines.append(f"  {figure.name}")
        lines += wrapped(f"- {value_text(old.value) if old else 'not covered'}")
        lines += wrapped(f"+ {value_text(new.value) if new else 'not covered'}")
    return "\n".join(lines if area else [*lines, "", "  nothing changed"])


def sources(documents: Iterable[Source], readings: Mapping[str, list[str]]) -> str:
    """Every document, by kind, and the named readings with the figures that they change."""
    kinds: dict[str, list[Source]] = {}
    for source in documents:
        kinds.setdefault(source.kind, []).append(source)
    lines = ["Sources of the law"]
    for kind, found in kinds.items():
        lines += ["", kind.replace("_", " ")]
        for source in found:
            lines += wrapped(f"{source.id}: {source.title}{f' ({source.date})' if source.date else ''}", "  ", "      ")
            lines += [f"      {source.address}"] if source.address else []
    lines += [
        "",
        "Named readings of conflicts",
        *table(((n, ", ".join(keys)) for n, keys in readings.items()), "ll", "  "),
    ]
    return "\n".join(lines)


def _short(value: str, width: int = 48) -> str:
    return value if len(value) <= width else value[: width - 1] + "…"
