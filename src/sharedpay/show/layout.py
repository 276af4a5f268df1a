"""Plain text for a page: aligned tables, and sentences wrapped to its columns."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Sequence

WIDTH = 80
"""Columns that text is laid out for when nobody says how many there are."""
_LEAST = 12
"""Columns that a cell is never made narrower than."""

HELD = re.compile(r" (?=[%:;])|(?<=\d) (?=\d{3}\b)|(?<=[.°§]) (?=\d)")
"""Spaces that no line ends at: within a number, before a per cent sign or a French colon, after ``art.``."""


def table(rows: Iterable[Sequence[str]], align: str, indent: str = "", width: int | None = None) -> list[str]:
    """Rows as aligned lines; ``align`` has a letter a column, ``l`` or ``r``.

    Where they are wider than ``width``, the cells of left-aligned columns are wrapped, the widest first; each takes the
    room of the empty cells after it, its later lines all there is. A word is only broken when there is no other way.
    """
    cells = [tuple(row) for row in rows]
    widths = [max((len(row[i]) for row in cells), default=0) for i in range(len(align))]
    excess = len(indent) + sum(widths) + 2 * (len(widths) - 1) - (width or 10_000)
    columns = sorted((i for i, side in enumerate(align) if side == "l"), key=lambda i: -widths[i])
    whole_words = [(i, max((len(word) + 2 for row in cells for word in row[i].split()), default=0)) for i in columns]
    narrowed = set()
    for column, least in (*whole_words, *((i, 0) for i in columns)):
        taken = min(excess, widths[column] - max(least, _LEAST))
        if taken > 0:
            widths[column] -= taken
            excess -= taken
            narrowed.add(column)
    for column in sorted(narrowed):
        cells = [row for whole in cells for row in _split(whole, column, widths)]
    return [_line(row, widths, align, indent) for row in cells]


def _line(row: Sequence[str], widths: Sequence[int], align: str, indent: str) -> str:
    """A row as a line: each cell at its column, over the empty ones after it where it is wider."""
    line, start = indent, len(indent)
    for cell, width, side in zip(row, widths, align, strict=True):
        if cell:
            line = line.ljust(start) + (cell if side == "l" else cell.rjust(width))
        start += width + 2
    return line.rstrip()


def heads(names: Sequence[str]) -> list[tuple[str, ...]]:
    """Names of columns as rows of a table: in two lines where one has several words, so that columns stay narrow."""
    parts = [name.rpartition(" ") for name in names]
    rows = [tuple(first for first, _, _ in parts), tuple(last for _, _, last in parts)]
    return rows if any(rows[0]) else rows[1:]


def _split(row: tuple[str, ...], column: int, widths: Sequence[int]) -> list[tuple[str, ...]]:
    """A row as several, so that one of its cells fits its column and the empty ones after it."""
    room = widths[column]
    for cell, width in zip(row[column + 1 :], widths[column + 1 :], strict=True):
        if cell:
            break
        room += 2 + width
    text = " ".join(row[column].split())
    first, *more = textwrap.wrap(text, room) or [""]
    if more:
        rest = text.removeprefix(first).lstrip()
        whole = sum(widths[column:]) + 2 * (len(widths[column:]) - 1)
        more = textwrap.wrap(rest, whole, initial_indent="  ", subsequent_indent="  ")
    blank = ("",) * len(row)
    return [
        (*row[:column], first, *row[column + 1 :]),
        *((*blank[:column], part, *blank[column + 1 :]) for part in more),
    ]


def wrapped(sentence: str, first: str = "    ", later: str = "", width: int = WIDTH) -> list[str]:
    """A sentence in lines of at most ``width`` columns; a number stays whole."""
    lines = textwrap.wrap(
        HELD.sub("\N{NO-BREAK SPACE}", sentence),
        width,
        initial_indent=first,
        subsequent_indent=later or first + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]
