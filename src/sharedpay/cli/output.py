"""How the command writes: text for people, JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from rich.console import Console

from sharedpay.errors import InvalidInput
from sharedpay.show import terminal
from sharedpay.show.language import Language, language
from sharedpay.show.layout import WIDTH

Item = TypeVar("Item")

_WIDEST = 100
"""Columns beyond which lines are not longer on a wider terminal: they would be hard to read."""


def print_json(data: Any, indent: int | None = 2) -> None:
    """Data for programs; letters beyond ASCII only where the output can hold them."""
    unicode = (sys.stdout.encoding or "").lower().startswith("utf")
    sys.stdout.write(json.dumps(data, indent=indent, ensure_ascii=not unicode) + "\n")


def width() -> int:
    """Columns to lay text out for: those of the terminal, as far as lines stay readable."""
    console = Console()
    return min(console.width, _WIDEST) if console.is_terminal else WIDTH


def print_text(body: str, lang: str) -> None:
    """Text as it is when piped; on a terminal with headings and totals set off."""
    console = Console(highlight=False, soft_wrap=True)
    if console.is_terminal:
        console.print(terminal.styled(body, lang))
    else:
        sys.stdout.write(body + "\n")


def grouped(count: int, words: Language) -> str:
    """A number in groups of three, as the language writes it."""
    return words.local(f"{count:,}".replace(",", " "))


def counted(items: Iterable[Item], lang: str) -> Iterator[Item]:
    """The items, and while they pass how many there were, on a terminal; nothing when errors are piped."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich import progress as bars  # noqa: PLC0415  only a terminal needs it

    words = language(lang)
    columns = (bars.SpinnerColumn(), bars.TextColumn("{task.fields[said]}"), bars.TimeElapsedColumn())
    with bars.Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("", total=None, said="")
        for count, item in enumerate(items, 1):
            yield item
            shown.update(task, said=words.say("{count} cases", count=grouped(count, words)))


def write_file(path: Path, content: bytes) -> None:
    """A whole file, or none: what was there stays until the new one is complete."""
    part = path.with_name(f".{path.name}.part")
    try:
        part.write_bytes(content)
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise InvalidInput(f"file: {path} can't be written: {error.strerror or error}") from None
