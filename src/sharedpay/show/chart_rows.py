"""How charts are laid out: rows of bars with their words above them, a key, a title and a footer, at any width.

The words stand above the bars rather than beside them, so that a chart of 400 pixels says as much as one of 900.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sharedpay.show.altair_extra import alt
from sharedpay.show.language import Language
from sharedpay.show.layout import HELD

INK, SOFT, GRID = "#1b1f24", "#545c66", "#d5dbe1"
"""The colours of words, of quieter words and of lines in the background, on white."""
FONT = "DejaVu Sans, Segoe UI, system-ui, sans-serif"
_LETTER = 6.6
"""Pixels that a letter of 11 points takes, rather more than less."""
_SMALL = 6.0
"""Pixels that a letter of 10 points takes."""
WIDTH = 640
"""Pixels that a chart is drawn for when nobody says how wide: legible on a page and on a screen."""
AXIS = 56
"""Pixels left of a drawing that its vertical axis takes."""


Drawing = alt.LayerChart | alt.FacetChart
"""A part of a chart, as Altair types layers."""


class Bar(NamedTuple):
    """One row: its name, what stands at its right, the parts of its bar (from, to, colour), and quieter words below."""

    name: str
    amount: str
    parts: Sequence[tuple[float, float, str]]
    details: str = ""
    strong: bool = False


def euros_of(cents: int) -> float:
    """Cents as a number of euros with two decimals: the one place where money becomes a float, to be drawn."""
    return round(cents / 100, 2)


def bars(rows: Iterable[Bar], width: int) -> Drawing:
    """Rows of bars on one scale of euros, which is left out: every row says its amount."""
    words: list[dict[str, Any]] = []
    pieces: list[dict[str, Any]] = []
    y = 0
    for row in rows:
        weight = "bold" if row.strong else "normal"
        for index, line in enumerate(_lines(row.name, width - (len(row.amount) + 2) * _LETTER, _LETTER)):
            words.append({"x": 0, "y": y + 9, "text": line, "align": "left", "weight": weight, "size": 11})
            if index == 0:
                words.append(
                    {"x": width, "y": y + 9, "text": row.amount, "align": "right", "weight": weight, "size": 11}
                )
            y += 15
        y += 3
        pieces += [
            {"from": start, "to": end, "y": y, "y2": y + 13, "colour": shade, "inner": place > 0}
            for place, (start, end, shade) in enumerate(row.parts)
        ]
        y += 18
        for line in _lines(row.details, width, _SMALL) if row.details else ():
            words.append({"x": 0, "y": y + 6, "text": line, "align": "left", "weight": "soft", "size": 10})
            y += 13
        y += 8
    across = alt.X("from:Q", axis=None, scale=alt.Scale(nice=False))
    down, to = alt.Y("y:Q", axis=None, scale=None), alt.Y2("y2:Q")
    colour = alt.Color("colour:N", scale=None)
    filled = alt.Chart(alt.InlineData(values=pieces)).mark_rect().encode(across, down, alt.X2("to:Q"), to, colour)
    # A white line where two parts meet: printed in grey, two colours may look alike.
    meeting = alt.InlineData(values=[piece for piece in pieces if piece["inner"]])
    seams = alt.Chart(meeting).mark_rule(color="white", strokeWidth=1.5).encode(across, down, to)
    layers: list[Any] = [filled, seams]
    layers += _words(words)
    return alt.layer(*layers).properties(width=width, height=y)


def _words(words: Sequence[dict[str, Any]]) -> list[alt.Chart]:
    """Words at their pixels: one layer for each way that they look."""
    looks = dict.fromkeys((word["align"], word["weight"], word["size"]) for word in words)
    return [
        alt.Chart(
            alt.InlineData(
                values=[
                    {"px": word["x"], "py": word["y"], "text": word["text"]}
                    for word in words
                    if (word["align"], word["weight"], word["size"]) == (align, weight, size)
                ]
            )
        )
        .mark_text(
            align=align,
            baseline="middle",
            fontSize=size,
            font=FONT,
            fontWeight="bold" if weight == "bold" else "normal",
            color=SOFT if weight == "soft" else INK,
        )
        .encode(x=alt.X("px:Q", axis=None, scale=None), y=alt.Y("py:Q", axis=None, scale=None), text="text:N")
        for align, weight, size in looks
    ]


def key(entries: Iterable[tuple[str, str]], width: int, left: int = 0) -> Drawing:
    """What each colour means: squares with names, in as many lines as they need, ``left`` pixels further left."""
    squares: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    x, y = 0.0 - left, 8
    for name, colour in entries:
        needed = 18 + _LETTER * len(name) + 14
        if x > -left and x + left + needed > width:
            x, y = 0.0 - left, y + 18
        squares.append({"x": x, "x2": x + 11, "y": y - 6, "y2": y + 5, "colour": colour})
        words.append({"x": x + 17, "y": y, "text": name, "align": "left", "weight": "normal", "size": 11})
        x += needed
    layer = (
        alt.Chart(alt.InlineData(values=squares))
        .mark_rect()
        .encode(
            x=alt.X("x:Q", axis=None, scale=None),
            x2="x2:Q",
            y=alt.Y("y:Q", axis=None, scale=None),
            y2="y2:Q",
            color=alt.Color("colour:N", scale=None),
        )
    )
    return alt.layer(layer, *_words(words)).properties(width=width - left, height=y + 10)


def lines_of_text(lines: Iterable[str], width: int, left: int = 0) -> Drawing:
    """Sentences below a chart, wrapped to its width and set in where they go on, ``left`` pixels further left."""
    words: list[dict[str, Any]] = []
    y = 7
    for line in lines:
        for index, piece in enumerate(_lines(line, width - 16, _SMALL)):
            words.append(
                {"x": (16 if index else 0) - left, "y": y, "text": piece, "align": "left", "weight": "soft", "size": 10}
            )
            y += 14
    return alt.layer(*_words(words)).properties(width=width - left, height=y)


def framed(
    parts: Sequence[Any],
    *,
    title: str,
    subtitle: str,
    footer: Iterable[str],
    width: int,
    words: Language,
    left: int = 0,
) -> alt.VConcatChart:
    """A chart of parts below each other, with its title, what it shows in which unit, and what it rests on."""
    thousands, decimal = words.separators
    numbers = {"thousands": thousands, "decimal": decimal, "grouping": [3], "currency": ["", ""]}
    heading = alt.TitleParams(
        _lines(title, width, 9.6),
        subtitle=_lines(subtitle, width, _LETTER),
        anchor="start",
        fontSize=15,
        subtitleFontSize=11,
        subtitlePadding=6,
        offset=12,
        color=INK,
        subtitleColor=SOFT,
        font=FONT,
        subtitleFont=FONT,
    )
    whole = alt.vconcat(*parts, lines_of_text(footer, width, left), spacing=8 if left else 14, title=heading)
    chart: alt.VConcatChart = (
        whole.resolve_scale(x="independent", y="independent", color="independent")
        .configure(background="white", font=FONT, padding=12, locale={"number": numbers})
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=INK, titleColor=INK, gridColor=GRID, domainColor=SOFT, tickColor=SOFT, labelFontSize=11
        )
    )
    return chart


def _lines(sentence: str, width: float, letter: float) -> list[str]:
    """A sentence in lines that fit a width; a number stays whole."""
    held = HELD.sub("\N{NO-BREAK SPACE}", sentence)
    return textwrap.wrap(held, max(20, int(width / letter)), break_on_hyphens=False) or [""]
