"""The page of a batch's columns, made from the vocabulary: ``python docs/batch_columns.py``."""

from __future__ import annotations

from pathlib import Path

from sharedpay.batch.vocabulary import INPUTS, Column

PAGE = Path(__file__).parent / "columns.md"
HEAD = """# Columns of a batch

Made from the code by `python docs/batch_columns.py`; a test keeps it so.

What goes into `sharedpay.batch` and the command `sharedpay batch`, named as in the case format. Where a table leaves a
column out, every row counts as the last column here says. A cell may be empty (null) only where that is said, and
counts the same. In a settlement `category`, `workers`, `closing_fund` and `risk_groups` are those of the enterprise
if left out.

| column | may hold | left out |
|---|---|---|
"""


def page() -> str:
    """The whole page in Markdown."""
    return HEAD + "".join(map(line, INPUTS.values()))


def line(column: Column) -> str:
    """The row of one column."""
    holds = ", ".join(f"`{word}`" for word in column.words) or column.allowed.removesuffix(", or empty")
    return f"| `{column.name}` | {holds}{', or empty' if column.optional else ''} | {column.left_out} |\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
