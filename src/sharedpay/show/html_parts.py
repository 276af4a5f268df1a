"""The pieces that pages are made of: elements, tables, facts. Whatever is written into them is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from sharedpay.show.layout import HELD


class Markup(str):
    """Text that is HTML already and is not escaped again."""

    __slots__ = ()


class Cell(NamedTuple):
    """One cell of a table: what it says, and its class (``n`` for a number, ``d`` for a date, ``v`` for a value)."""

    content: str
    style: str = ""


Row = tuple[str, Sequence[Cell]]
"""A row of a table: its class, and its cells, of which the first one is the row's heading."""


def facts(rows: Iterable[tuple[str, str]]) -> Markup:
    """What is known of something: its names, each with what it says."""
    return tag("dl", *(part for name, said in rows for part in (tag("dt", name), tag("dd", said))))


def table(caption: str, head: Sequence[str], rows: Iterable[Row], style: str = "") -> Markup:
    """A table with a caption, a heading for each column and each row, in a box that scrolls by itself when too wide.

    The name of a row takes the room of the empty cells between it and its last one. On a narrow screen the cells of
    a row stand below each other with the style ``stack``, those of a ``ledger`` in two lines, and three numbers below
    their name with ``named``.
    """
    rows = list(rows)
    numbers = [bool(rows) and cell.style == "n" for cell in (rows[0][1] if rows else ())]
    headings = (
        tag("th", name, scope="col", class_="n" if number else "") if name else tag("td")
        for name, number in zip(head, numbers, strict=True)
    )
    body = (_row(kind, cells) for kind, cells in rows)
    parts = [tag("caption", caption), tag("thead", tag("tr", *headings)), tag("tbody", *body)]
    whole = tag("table", *parts, class_=style)
    return tag("div", whole, class_="scroll", role="region", aria_label=caption, tabindex="0")


def _row(style: str, cells: Sequence[Cell]) -> Markup:
    name, *middle, last = cells
    span = ""
    if middle and not any(cell.content for cell in middle):
        middle, span = [], str(len(cells) - 1)
    shown = (tag("td", cell.content, class_=cell.style) for cell in (*middle, last))
    return tag("tr", tag("th", name.content, scope="row", colspan=span), *shown, class_=style)


def bar(label: str, parts: Iterable[tuple[str, int]]) -> Markup:
    """A bar of coloured parts as wide as there is room; its whole is the sum of their widths."""
    rectangles, end = [], 0
    for colour, width in parts:
        rectangles.append(tag("rect", x=str(end), width=str(width), height="1", fill=colour))
        end += width
    box = {"viewBox": f"0 0 {end} 1", "preserveAspectRatio": "none"}
    return tag("svg", *rectangles, class_="bar", role="img", aria_label=label, **box)


def key(rows: Iterable[tuple[str, str, str, str]]) -> Markup:
    """What the colours of a bar stand for: colour, name, amount, per cent."""
    items = (
        tag(
            "li",
            tag("svg", tag("rect", width="1", height="1", fill=colour), viewBox="0 0 1 1", aria_hidden="true"),
            tag("span", name),
            tag("span", amount, class_="n"),
            tag("span", percent, class_="n"),
        )
        for colour, name, amount, percent in rows
    )
    return tag("ul", *items, class_="key")


def tag(name: str, *content: str, **attributes: str) -> Markup:
    """An element: its content is escaped unless it is :class:`Markup`; attributes that are empty are left out."""
    given = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"' for key, value in attributes.items() if value
    )
    return Markup(f"<{name}{given}>{''.join(map(escaped, content))}</{name}>")


def escaped(content: str) -> Markup:
    """Text as markup; a number stays whole."""
    return content if isinstance(content, Markup) else Markup(HELD.sub("&nbsp;", escape(content)))
