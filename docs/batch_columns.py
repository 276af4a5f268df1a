"""The page of a batch's columns, made from the vocabulary before each build; ``docs/columns.md`` is not kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sharedpay.batch.vocabulary import INPUTS, Column

PAGE = Path(__file__).parent / "columns.md"
HEAD = """# Columns of a batch

What goes into `sharedpay.batch` and the command `sharedpay batch`, named as in the case format. Where a table leaves a
column out, every row counts as the last column here says. A cell may be empty (null) only where that is said, and
counts the same. In a settlement `category`, `workers`, `closing_fund` and `risk_groups` are those of the enterprise
if left out.

{.figures}
| column | may hold | left out |
|---|---|---|
"""


def setup(app: Any) -> dict[str, bool]:
    """Sphinx calls this: the page is written before the build reads its sources."""
    app.connect("config-inited", lambda *_: write())
    return {"parallel_read_safe": True}


def write() -> None:
    """The page, if it isn't there as it should be."""
    text = HEAD + "".join(map(line, INPUTS.values()))
    if not PAGE.exists() or PAGE.read_text(encoding="utf-8") != text:
        PAGE.write_text(text, encoding="utf-8")


def line(column: Column) -> str:
    """The row of one column."""
    holds = ", ".join(f"`{word}`" for word in column.words) or column.allowed.removesuffix(", or empty")
    return f"| `{column.name}` | {holds}{', or empty' if column.optional else ''} | {column.left_out} |\n"
