"""The pages of the legal areas, made from the tables and rules before each build: figures, formulas, sources, gaps.

They are written to ``docs/law/``, which is not kept: the tables and the rules are.
"""

from __future__ import annotations

import importlib
import inspect
import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sharedpay.law.book import LawBook, Parameter, Version, packaged
from sharedpay.law.step import Step
from sharedpay.payroll.formula import hints, step_of
from sharedpay.show.coverage import NOT_MODELLED, gaps, in_words, periods, periods_text, unmodelled_table, weakness
from sharedpay.show.text import value_text

HERE = Path(__file__).parent
NO_BREAK = "\N{NO-BREAK SPACE}"
WEAK = {
    "conflict": "Sources disagree, and a note says which reading it is and why",
    "estimate": "Estimated, not published",
    "one source": "Known from one source only",
}
"""How sure figures are that are less than sure, as :func:`sharedpay.show.coverage.weakness` says it, and in words."""
LANGUAGES = {"en": "English", "fr": "French", "nl": "Dutch", "de": "German"}


def setup(app: Any) -> dict[str, bool]:
    """Sphinx calls this: the pages are written before the build reads its sources."""
    app.connect("config-inited", lambda *_: write(packaged(), HERE / "law"))
    return {"parallel_read_safe": True}


def write(book: LawBook, folder: Path) -> None:
    """A page for each area and the page of all documents."""
    folder.mkdir(exist_ok=True)
    wanted = {"sources.md": sources_page(book), **{f"{area}.md": area_page(book, area) for area in book.areas}}
    wanted["index.md"] = index_page(book)
    for name, text in wanted.items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
    for path in folder.glob("*.md"):
        if path.name not in wanted:
            path.unlink()


def index_page(book: LawBook) -> str:
    """The list of the areas, with what the rule of each says of itself."""
    lines = [
        "# The law",
        "",
        "A page for each legal area: what is computed, with which figures, from when to when, how sure.",
        "",
    ]
    lines += ["```{toctree}", ":maxdepth: 1", "", *sorted(book.areas), "sources", "```", ""]
    return "\n".join(lines)


def area_page(book: LawBook, area: str) -> str:
    """One area: its rule in words, its formulas, what is unknown, and every version of every figure."""
    module = importlib.import_module(f"sharedpay.law.{area}")
    lines = [f"# {title_of(area)}", "", *prose(module), ""]
    lines += formulas(book, module)
    lines += unknowns(book, area)
    lines += ["## Figures", ""]
    for parameter in book.areas[area].values():
        lines += figure(book, parameter)
    return "\n".join(lines) + "\n"


def prose(documented: Any) -> list[str]:
    """The docstring of a module or a class; an area that it names is a link, any other name is code."""
    text = re.sub(
        r":mod:`\.(\w+)`", lambda found: f"[{title_of(found[1])}]({found[1]}.md)", inspect.getdoc(documented) or ""
    )
    return re.sub(r":\w+:`[~.]?([^`]+)`", r"`\1`", text).splitlines()


def title_of(area: str) -> str:
    """An area's name in words."""
    return area.replace("_", " ").capitalize()


def formulas(book: LawBook, module: Any) -> Iterator[str]:
    """Every step of the area's rules: title, formula, article."""
    classes = [item for item in vars(module).values() if inspect.isclass(item)]
    results = [item for item in classes if item.__module__ == module.__name__ and any(own_steps(item))]
    if results:
        yield from ("## Formulas", "", "Each of these texts is evaluated by the tests against the code.", "")
    for result in results:
        yield from (f"### {result.__name__}", "", *prose(result), "")
        for name, step in own_steps(result):
            rounding = "" if step.rounding == "exact" else "Rounded to the cent. "
            yield from (
                f"{step.title} (`{name}`)",
                f": `{step.formula}`",
                "",
                f"  {rounding}{article(book, step.cite)}",
                "",
            )


def own_steps(result: type) -> Iterator[tuple[str, Step]]:
    """The steps of a rule's result by field; none for anything else."""
    for name, hint in (hints(result) if hasattr(result, "_fields") else {}).items():
        step = step_of(hint)
        if step:
            yield name, step


def article(book: LawBook, cite: str) -> str:
    """The document and the article that a step cites, the document with a link to its entry."""
    document, _, where = cite.partition("#")
    source = book.sources.get(document)
    name = f"[{source.short or source.title}](sources.md#{document})" if source else document
    return f"{name}, {where}." if where else f"{name}."


def unknowns(book: LawBook, area: str) -> Iterator[str]:
    """What is not computed in an area, the dates without a figure, and the figures that are less than sure."""
    parameters = book.areas[area].values()
    yield from ("## Unknowns", "")
    situations = [each for each in NOT_MODELLED if area in each.areas]
    if situations:
        yield from (
            "Not modelled; refused where it can be stated:",
            "",
            *unmodelled_table(situations),
            "",
        )
    until = max(end for parameter in parameters for _, end in periods(parameter))
    missing: dict[str, list[str]] = {}
    for parameter in parameters:
        missing.setdefault(in_words(gaps(parameter, until)), []).append(named(parameter))
    missing.pop("", None)
    if missing:
        yield from ("Without a figure after its first one, refused with `NotCovered`:", "")
        yield from (*(f"- {dates}: {'; '.join(names)}" for dates, names in missing.items()), "")
    for confidence, heading in WEAK.items():
        weak = [named(parameter) for parameter in parameters if confidence in weakness(parameter).split(", ")]
        if weak:
            yield from (f"{heading}: {'; '.join(weak)}.", "")
    if not situations and not missing and not any(map(weakness, parameters)):
        yield from ("None: each figure is covered without a gap, by the law itself or by two sources.", "")


def named(parameter: Parameter) -> str:
    """A figure's label, linked to where it stands on its page."""
    return f"[{parameter.labels['en']}](#{anchor(parameter)})"


def anchor(parameter: Parameter) -> str:
    """The name of a figure's place."""
    return parameter.key.replace("_", "-").replace(".", "-")


def figure(book: LawBook, parameter: Parameter) -> Iterator[str]:
    """One figure: its names, where it is covered, and its versions."""
    yield from (f"({anchor(parameter)})=", f"### {parameter.labels['en']}", "")
    names = "; ".join(f"{language}: {parameter.labels[code]}" for code, language in LANGUAGES.items() if code != "en")
    where = f", {parameter.cite}" if parameter.cite else ""
    yield from (f"`{parameter.key}`, {parameter.unit}{where}. {names}.", "")
    yield from (f"Covered {periods_text(parameter)}.", "")
    yield from ("{.figures}", "| from | to | value | how sure | documents |", "|---|---|---|---|---|")
    for version in parameter.versions:
        yield f"| {version.start} | {version.end} | {value(version)} | {sure(version)} | {documents(book, version)} |"
    yield ""


def value(version: Version) -> str:
    """A value for a cell of a table: a scale as its columns and a line for each row; lines break between parts only."""
    match version.value:
        case [{}, *_] as rows:
            columns = list(dict.fromkeys(name for row in rows for name in row))
            lines = [columns, *([value_text(row.get(name, "–")) for name in columns] for row in rows)]
            return "<br>".join(cell(" · ".join(line).replace(" ", NO_BREAK)) for line in lines)
        case {} as parts:
            return cell(", ".join(f"{name} {part}".replace(" ", NO_BREAK) for name, part in parts.items()))
        case [*parts]:
            runs = [(len(list(same)), value_text(part)) for part, same in itertools.groupby(parts)]
            return cell(", ".join(f"{count}{NO_BREAK}×{NO_BREAK}{part}" if count > 1 else part for count, part in runs))
        case single:
            return cell(value_text(single).replace(" ", NO_BREAK))


def sure(version: Version) -> str:
    """The confidence of a version, the reading it belongs to and its note."""
    parts = [version.confidence.replace("_", " ")]
    parts += [f"reading `{version.reading}`"] if version.reading else []
    parts += [f"published {version.published}"] if version.published else []
    parts += [f"{version.extra['low']} to {version.extra['high']}"] if {"low", "high"} <= version.extra.keys() else []
    parts += [f"as of {version.extra['as_of']}"] if "as_of" in version.extra else []
    return cell(", ".join(parts) + (f". {version.note}" if version.note else ""))


def documents(book: LawBook, version: Version) -> str:
    """The documents of a version, linked."""
    return "; ".join(
        cell(f"[{book.sources[name].short or book.sources[name].title}](sources.md#{name})") for name in version.sources
    )


def sources_page(book: LawBook) -> str:
    """Every document once."""
    lines = ["# Documents", "", "Every document that a figure or a formula rests on.", ""]
    for source in book.sources.values():
        day = f", {source.date}" if source.date else ""
        address = f" <{source.address}>" if source.address else ""
        lines += [
            f"({source.id})=",
            f"## {source.short or source.title}",
            "",
            f"{source.title} ({source.kind}{day}).{address}",
            "",
        ]
    return "\n".join(lines)


def cell(text: str) -> str:
    """Text that stays in its cell of a table."""
    return text.replace("|", "\\|").replace("\n", " ")
