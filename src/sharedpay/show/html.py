"""Results as HTML: what a notebook shows, and pages to save, print and send.

Each piece carries its own style, for light and dark screens and for paper, and no script. Everything that is written
goes through :func:`_tag`, which escapes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from sharedpay.errors import InvalidInput, NotModelled
from sharedpay.money import rate_text
from sharedpay.payroll.comparison import Comparison
from sharedpay.payroll.explain import ExplainedFigure, Explanation, money, title_of
from sharedpay.payroll.line import Line
from sharedpay.payroll.marginal import Marginal
from sharedpay.payroll.notes import Note
from sharedpay.payroll.payslip import Payslip
from sharedpay.payroll.quarter import Quarter
from sharedpay.payroll.settlement import Settlement
from sharedpay.show import differences, text
from sharedpay.show.html_style import STYLE

_INSIDE_NUMBERS = re.compile(r" (?=%)|(?<=\d) (?=\d{3}\b)")
"""Spaces that no line may end at."""

Shown = Payslip | Settlement | Explanation | Marginal | Comparison | Quarter


class Markup(str):
    """Text that is HTML already and is not escaped again."""

    __slots__ = ()


class Cell(NamedTuple):
    """One cell of a table: what it says, and its class (``n`` for a number, ``d`` for a date)."""

    content: str
    style: str = ""


Row = tuple[str, Sequence[Cell]]
"""A row of a table: its class, and its cells, of which the first one is the row's heading."""


def fragment(result: Shown, lang: str = "en") -> str:
    """A result as a piece of a page, with its style: a ``section`` whose heading is an ``h2``.

    Raises :class:`~sharedpay.errors.NotModelled` for an unknown language, :class:`~sharedpay.errors.InvalidInput` for
    something that is no result.
    """
    return _tag("style", Markup(STYLE)) + _section(result, lang, 2)


def page(result: Shown, lang: str = "en") -> str:
    """A result as a page of its own, to save, print or send. Raises as :func:`fragment` does."""
    title, _ = _parts(result, lang, 1)
    head = [
        Markup('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'),
        Markup('<meta name="color-scheme" content="light dark">'),
        _tag("title", title),
        _tag("style", Markup(STYLE)),
    ]
    body = _tag("body", _tag("main", _section(result, lang, 1)), class_="sharedpay-page")
    return f"<!doctype html>\n{_tag('html', _tag('head', *head), body, lang=lang)}\n"


def _section(result: Shown, lang: str, level: int) -> Markup:
    title, parts = _parts(result, lang, level)
    return _tag("section", _tag(f"h{level}", title), *parts, class_="sharedpay", lang=lang)


def _parts(result: Shown, lang: str, level: int) -> tuple[str, list[Markup]]:
    """The title of a result and what stands below it, with headings of the next level."""
    if lang != "en":
        raise NotModelled(f"pages in {lang!r} are not there yet; lang='en' is")
    below = level + 1
    match result:
        case Payslip():
            return _payslip(result, below)
        case Settlement():
            return _settlement(result, below)
        case Explanation():
            return _explanation(result, below)
        case Marginal():
            return _marginal(result)
        case Comparison():
            return _comparison(result, below)
        case Quarter():
            return _quarter(result)
    raise InvalidInput(f"result: {result!r} can't be shown as a page")


def _payslip(slip: Payslip, level: int) -> tuple[str, list[Markup]]:
    case, period = slip.case, slip.case.period
    facts = [
        ("Contract", text.contract_text(case.contract)),
        ("Household", text.household_text(case.worker.household)),
        ("Period", f"{period.first} to {period.last}: {period.days} of {period.possible_days} working days"),
    ]
    end = 1 + max(place for place, line in enumerate(slip.lines) if line.kind == "net")
    head = ("", "base", "rate", "EUR")
    parts = [_facts(facts), _table("From gross to net", head, map(_line, slip.lines[:end]))]
    if slip.lines[end:]:
        parts.append(_table("What the employer pays on top", head, map(_line, slip.lines[end:])))
    parts += [*_notes("Findings", slip.findings, level), *_notes("Assumptions", slip.assumptions, level)]
    return f"Payslip of {slip.month}", [*parts, _footer(slip)]


def _line(line: Line) -> Row:
    product = line.base_cents is not None and line.millionths is not None
    sign = {"+": "+", "-": "−"}.get(text.SIGNS.get(line.kind, ""), "")
    return (
        {"net": "total", "cost": "total", "subtotal": "sub"}.get(line.kind, ""),
        [
            Cell(line.label),
            Cell(money(line.base_cents) if product and line.base_cents is not None else "", "n"),
            Cell("" if line.millionths is None else rate_text(line.millionths).replace(".00 %", " %"), "n"),
            Cell(f"{sign} {money(line.cents)}".strip(), "n"),
        ],
    )


def _settlement(result: Settlement, level: int) -> tuple[str, list[Markup]]:
    steps = [("sub" if name.startswith(" ") else "", name.strip(), amount) for name, amount in text.way(result)]
    way: list[Row] = [
        ("total" if i == len(steps) - 1 else style, [Cell(name), Cell(_minus(amount), "n")])
        for i, (style, name, amount) in enumerate(steps)
    ]
    ledger: list[Row] = [
        (
            "",
            [
                Cell(text.PAYEES[entry.payee]),
                Cell(entry.label),
                Cell(str(entry.due or ""), "d"),
                Cell(_minus(money(entry.cents)), "n"),
            ],
        )
        for entry in result.ledger
    ]
    total = ("total", [Cell("Invoice with VAT"), Cell(""), Cell(""), Cell(money(result.turnover.total), "n")])
    parts = [
        _table("From the invoice to the net", ("", "EUR"), way),
        _table("Where every cent goes", ("to", "what", "when", "EUR"), [*ledger, total]),
    ]
    span = result.span
    if span is not None and result.estimate is not None:
        rows: list[Row] = [
            ("", [Cell("Gross"), Cell(money(span.low_gross), "n"), Cell(money(span.high_gross), "n")]),
            ("", [Cell("Net"), Cell(money(span.low_net), "n"), Cell(money(span.high_net), "n")]),
        ]
        parts.append(_table("An estimate: over the published range", ("", "at least", "at most"), rows))
    parts += [
        *_notes("Findings", result.payslip.findings, level),
        *_notes("Assumptions", result.assumptions, level),
    ]
    return f"Settlement of {result.payslip.month}", [*parts, _footer(result.payslip)]


def _explanation(explained: Explanation, level: int) -> tuple[str, list[Markup]]:
    steps = [
        _tag(
            "li",
            _tag("strong", step.title),
            ": ",
            _tag("span", step.value, class_="n"),
            _tag("code", f"= {step.formula}"),
            _tag("code", f"= {step.numbers}") if step.numbers not in (step.value, step.formula, "0") else Markup(),
            _tag("cite", step.article),
        )
        for step in explained.steps
    ]
    parts = []
    if steps:
        parts += [_tag(f"h{level}", "Steps"), _tag("ol", *steps, class_="steps")]
    if explained.inputs:
        rows: list[Row] = [("", [Cell(item.title), Cell(item.value, "n")]) for item in explained.inputs]
        parts.append(_table("What it started from", ("", "value"), rows))
    documents: dict[str, int] = {}
    if explained.figures:
        head = ("figure", "value", "since", "how sure", "documents")
        parts.append(_table("Figures of the law", head, [_figure(one, documents) for one in explained.figures]))
    if documents:
        parts += [_tag(f"h{level}", "Documents"), _tag("ol", *(_tag("li", title) for title in documents))]
    return f"{explained.title}: {explained.value}", parts


def _figure(figure: ExplainedFigure, documents: dict[str, int]) -> Row:
    """A figure of the law; its documents are numbered as they come."""
    numbers = [str(documents.setdefault(title, len(documents) + 1)) for title in figure.sources]
    value = Markup("<br>".join(map(_escaped, text.value_lines(figure.value))))
    cells = (Cell(figure.label), Cell(value), Cell(figure.since, "d"), Cell(figure.confidence.replace("_", " ")))
    return "", [*cells, Cell(", ".join(numbers))]


def _marginal(result: Marginal) -> tuple[str, list[Markup]]:
    rows: list[Row] = [
        (
            "",
            [
                Cell(text.PAYEES[line.payee]),
                Cell(line.label),
                Cell(str(line.due or ""), "d"),
                Cell(_minus(differences.signed(line.cents)), "n"),
            ],
        )
        for line in result.lines
    ]
    total = differences.signed(sum(line.cents for line in result.lines))
    rows.append(("total", [Cell("Total"), Cell(""), Cell(""), Cell(_minus(total), "n")]))
    table = _table("Where it goes", ("to", "what", "when", "EUR"), rows)
    return differences.marginal_title(result), [table, _tag("p", differences.marginal_sums(result))]


def _comparison(result: Comparison, level: int) -> tuple[str, list[Markup]]:
    title = differences.comparison_title(result)
    if not result.changed:
        return title, [_tag("p", differences.NOTHING)]
    causes: dict[str, int] = {}
    rows: list[Row] = []
    for line in result.changed:
        number = causes.setdefault(str(line.cause), len(causes) + 1) if line.cause else 0
        amounts = ("" if amount is None else _minus(money(amount)) for amount in (line.before, line.after))
        cells = [Cell(amount, "n") for amount in (*amounts, _minus(differences.signed(line.difference_cents)))]
        kind = "total" if line.code in ("net", "net_paid", "employer_cost") else ""
        rows.append((kind, [Cell(f"{line.label} [{number}]" if number else line.label), *cells]))
    return title, [
        _table("Lines that differ", ("", "before", "after", "difference"), rows),
        _tag(f"h{level}", "First causes"),
        _tag("ol", *(_tag("li", cause) for cause in causes)),
        _tag("p", differences.same_text(result)),
    ]


def _quarter(settled: Quarter) -> tuple[str, list[Markup]]:
    rows: list[Row] = [
        (
            "",
            [
                Cell(title_of(line.code)),
                *(
                    Cell(_minus(money(amount)), "n")
                    for amount in (line.estimate, line.truth, line.truth - line.estimate)
                ),
            ],
        )
        for line in settled.lines
    ]
    head = ("", "monthly estimates", "quarterly truth", "difference")
    return f"Quarter of {', '.join(settled.months)}", [_table("What the quarter settles", head, rows)]


def _minus(amount: str) -> str:
    """An amount with a true minus sign."""
    return amount.replace("-", "−")


def _facts(rows: Iterable[tuple[str, str]]) -> Markup:
    return _tag("dl", *(part for name, said in rows for part in (_tag("dt", name), _tag("dd", said))))


def _table(caption: str, head: Sequence[str], rows: Iterable[Row]) -> Markup:
    """A table with a caption, a heading for each column and each row, in a box that scrolls by itself when too wide."""
    rows = list(rows)
    numbers = [bool(rows) and cell.style == "n" for cell in (rows[0][1] if rows else ())]
    headings = (
        _tag("th", name, scope="col", class_="n" if number else "") if name else _tag("td")
        for name, number in zip(head, numbers, strict=True)
    )
    body = (
        _tag(
            "tr",
            _tag("th", cells[0].content, scope="row"),
            *(_tag("td", cell.content, class_=cell.style) for cell in cells[1:]),
            class_=style,
        )
        for style, cells in rows
    )
    table = _tag("table", _tag("caption", caption), _tag("thead", _tag("tr", *headings)), _tag("tbody", *body))
    return _tag("div", table, class_="scroll", role="region", aria_label=caption, tabindex="0")


def _notes(title: str, remarks: Iterable[Note | str], level: int) -> list[Markup]:
    items = [_tag("li", str(remark)) for remark in remarks]
    return [_tag(f"h{level}", title), _tag("ul", *items)] if items else []


def _footer(slip: Payslip) -> Markup:
    return _tag("footer", f"sharedpay {slip.engine_version}, law {slip.law_digest[:12]}")


def _tag(name: str, *content: str, **attributes: str) -> Markup:
    """An element: its content is escaped unless it is :class:`Markup`; attributes that are empty are left out."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"' for key, value in attributes.items() if value
    )
    return Markup(f"<{name}{given}>{''.join(map(_escaped, content))}</{name}>")


def _escaped(content: str) -> Markup:
    """Text as markup; the digits of a number and its per cent sign stay together."""
    return content if isinstance(content, Markup) else Markup(_INSIDE_NUMBERS.sub("&nbsp;", escape(content)))
