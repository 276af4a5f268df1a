"""The command ``law``: the figures of a day, one of them, what changed, the sources."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated, Any

from cyclopts import App
from cyclopts import Parameter as Option

from sharedpay.cli.app import app
from sharedpay.cli.options import Output, law_of
from sharedpay.cli.output import print_json, print_text, width
from sharedpay.errors import InvalidInput, NotCovered
from sharedpay.law.book import LawBook, Laws, Parameter, read_date
from sharedpay.payroll.payslip import engine_version
from sharedpay.show import law_text

law_app = App(
    name="law",
    sort_key=4,
    version=engine_version,
    help="The figures of the law: on a day, one of them, what changed, the sources.",
)
app.command(law_app)


@law_app.default
def law_show(
    name: Annotated[str, Option(show_default=False)] = "",
    /,
    *,
    on: str | None = None,
    output: Output | None = None,
) -> None:
    """The figures of a day by area, or every version of one figure.

    Parameters
    ----------
    name
        An area (withholding_tax) or a figure (expenses_cap); everything if left out.
    on
        The day, like 2026-05-01; the last covered day if left out.

    """
    output = output or Output()
    law = law_of(output)
    day = read_date(on, "on") if on else max(version.end for p in law.parameters() for version in p.versions)
    laws = law.on(day)
    if name in ("", *law.areas):
        found = {p.key: {**_version(v), "unit": p.unit} for p, v in laws if name in ("", p.area)}
        if not found:
            raise _nothing_covered(laws, [p for p in law.parameters() if name in ("", p.area)], name or "the law")
        if output.json:
            print_json({"date": laws.date.isoformat(), "digest": law.digest, "figures": found})
        else:
            print_text(law_text.table_of(laws, name, width(), output.lang), output.lang)
        return
    parameter = _parameter(law, name)
    marked = laws.version(parameter.name) if on else None
    if output.json:
        versions = [_version(version) for version in parameter.versions]
        print_json(
            {
                "name": parameter.key,
                "labels": dict(parameter.labels),
                "unit": parameter.unit,
                **({"on": _version(marked)} if marked else {}),
                "versions": versions,
            }
        )
    else:
        print_text(law_text.parameter(parameter, marked, law.sources, width(), output.lang), output.lang)


def _parameter(law: LawBook, name: str) -> Parameter:
    """A figure by its name. Raises :class:`InvalidInput` that names the nearest figures and areas."""
    found = law.names.get(name.rpartition(".")[2])
    if found is not None and name in (found.name, found.key):
        return found
    names = [*law.areas, *law.names]
    near = [known for known in names if name and known.startswith(name)]
    near += [known for known in difflib.get_close_matches(name, names, n=4, cutoff=0.5) if known not in near]
    near = [found.key] if found is not None else near
    hint = f"did you mean {', '.join(near[:4])}?" if near else f"the areas are {', '.join(law.areas)}"
    raise InvalidInput(f"law: there is no {name!r}; {hint}")


def _nothing_covered(laws: Laws, parameters: Sequence[Parameter], name: str) -> NotCovered:
    """The error of a day on which none of the figures is covered."""
    versions = [version for parameter in parameters for version in parameter.versions]
    first, last = min(version.start for version in versions), max(version.end for version in versions)
    return NotCovered(name, laws.date.isoformat(), f"from {first} to {last}")


@law_app.command
def diff(before: str, after: str, /, *, output: Output | None = None) -> None:
    """What changed in the law between two days or months.

    Parameters
    ----------
    before
        The first day or month, like 2025-12.
    after
        The second one, like 2026-01.

    """
    output = output or Output()
    changed = law_of(output).diff(read_date(before, "before"), read_date(after, "after"))
    if output.json:
        print_json(
            [
                {"name": p.key, "before": old and _version(old), "after": new and _version(new)}
                for p, old, new in changed
            ]
        )
    else:
        print_text(law_text.diff(changed, before, after, width(), output.lang), output.lang)


@law_app.command
def sources(*, output: Output | None = None) -> None:
    """Every document that the law rests on, and the named readings where sources conflict."""
    output = output or Output()
    law = law_of(output)
    readings = law.known_readings()
    if output.json:
        found = {
            source.id: {**asdict(source), "date": source.date and source.date.isoformat()}
            for source in law.sources.values()
        }
        print_json({"sources": found, "readings": readings})
    else:
        print_text(law_text.sources(law.sources.values(), readings, width(), output.lang), output.lang)


def _version(version: Any) -> dict[str, Any]:
    return {
        "from": version.start.isoformat(),
        "to": version.end.isoformat(),
        "value": version.value,
        "confidence": version.confidence,
        "sources": list(version.sources),
        "note": version.note,
        "published": version.published and version.published.isoformat(),
        "reading": version.reading,
        **version.extra,
    }
