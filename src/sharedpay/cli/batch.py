"""The command ``batch``: a file of pays into a file of results."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Group
from cyclopts import Parameter as Option

from sharedpay.cli.app import app
from sharedpay.cli.options import EmployerOptions, EnterpriseOptions, Flag, Output, enterprise_of, law_of
from sharedpay.cli.output import grouped, print_json, print_text
from sharedpay.errors import InvalidInput
from sharedpay.show.language import Language, language

if TYPE_CHECKING:
    from sharedpay.batch import Done, Progress

Words = Annotated[tuple[str, ...], Option(negative=(), show_default=False, consume_multiple=False)]


@Option(name="*", group=Group("Rows", sort_key=1))
@dataclass(frozen=True)
class RowOptions:
    """What is in the rows, and what of it is wanted."""

    task: str = "pay"
    "What to compute: pay (default), cost, settle, gross_for_cost or gross_for_net."
    month: str | None = None
    "Month of all rows, for a file without that column."
    constant: Words = ()
    "An input that is the same for all rows, like 'children=2', any number of times."
    keep: Words = ()
    "A column to carry through, any number of times."
    column: Words = ()
    "A result to write, any number of times; all if left out."
    on_error: str | None = None
    "raise (default), or column: rows that can't be computed stay empty and say why."
    money: str | None = None
    "Results as decimal euros (default) or whole cents."
    cents: Annotated[bool, Flag] = False
    "Plain whole numbers in columns of money are cents."
    floats: str | None = None
    "refuse (default), or exact: take floats that stand for exactly a cent."
    known_on: str | None = None
    "Nothing that was published after this day; figures without a day of publication count as always known."


@Option(name="*", group=Group("Files", sort_key=2))
@dataclass(frozen=True)
class FileOptions:
    """The files."""

    source_format: str | None = None
    "parquet, csv, arrow or arrows (a stream); by the suffix of IN if left out."
    target_format: str | None = None
    "The same for OUT."
    delimiter: str = ","
    "What stands between the cells of CSV."
    decimal_mark: str = "."
    "What stands before the cents in CSV: . or ,"
    overwrite: Annotated[bool, Flag] = False
    "Replace OUT if it is there."
    threads: int | None = None
    "As many as there are processors if left out."


@app.command(sort_key=6)
def batch(
    source: Annotated[Path, Option(name="IN")],
    target: Annotated[Path, Option(name="OUT")],
    /,
    *,
    rows: RowOptions | None = None,
    files: FileOptions | None = None,
    enterprise: EnterpriseOptions | None = None,
    employer: EmployerOptions | None = None,
    output: Output | None = None,
) -> None:
    """Compute every row of a Parquet, CSV or Arrow file into another one.

    OUT is there whole or not at all: a run that fails, or is killed, leaves nothing under that name.
    A pay needs a column gross and a month. The manual lists all columns on its page
    "Columns of a batch" (docs/columns.md).
    Rows count from 0 where one is named: row 0 of CSV is the line below the names.

    Parameters
    ----------
    source
        The file to read: .parquet, .csv, .arrow or .arrows.
    target
        The file to write.

    """
    asked, chosen, output = rows or RowOptions(), files or FileOptions(), output or Output()
    choices = _choices(asked, output)
    employing = enterprise_of(enterprise, employer)
    if employing is not None:
        choices["enterprise"] = employing
    words = language(output.lang)
    mark: Any = chosen.decimal_mark
    with _interruption_said(target, words):
        compute = _compute(words)
        with _watched(output, words) as progress:
            done = compute(
                source,
                target,
                asked.task,
                source_format=chosen.source_format,
                target_format=chosen.target_format,
                delimiter="\t" if chosen.delimiter == "\\t" else chosen.delimiter,
                decimal_mark=mark,
                overwrite=chosen.overwrite,
                progress=progress,
                **choices,
                **({} if chosen.threads is None else {"threads": chosen.threads}),
            )
    if output.json:
        print_json({"in": str(source), "out": str(target), "task": asked.task, **done._asdict()})
    else:
        print_text(_summary(done, target, words), output.lang)


def _choices(asked: RowOptions, output: Output) -> dict[str, Any]:
    pairs = [text.partition("=") for text in asked.constant]
    problems = [f"constant: {name!r} is no value; write name=value" for name, equals, _ in pairs if not equals]
    double = sorted({name for name, _, _ in pairs if [other for other, _, _ in pairs].count(name) > 1})
    problems += [f"constant: {name!r} is given twice" for name in double]
    if problems:
        raise InvalidInput(problems)
    found = {
        "month": asked.month,
        "constants": {name: value for name, _, value in pairs} or None,
        "keep": asked.keep or None,
        "columns": asked.column or None,
        "on_error": asked.on_error,
        "money": asked.money,
        "cents": asked.cents or None,
        "floats": asked.floats,
        "known_on": asked.known_on,
        "law": law_of(output),
    }
    return {name: value for name, value in found.items() if value is not None}


def _compute(words: Language) -> Callable[..., Done]:
    """What computes files; it needs an extra of its own. Its warnings are lines on stderr."""
    warnings.showwarning = lambda message, *_, **__: print(f"sharedpay: {words.problem(str(message))}", file=sys.stderr)
    from sharedpay.batch import file  # noqa: PLC0415  only this command needs it

    return file


@contextmanager
def _interruption_said(target: Path, words: Language) -> Iterator[None]:
    """An interruption says that nothing was written, unless it came when the file had just been placed."""
    before = _file_at(target)
    try:
        yield
    except KeyboardInterrupt:
        if _file_at(target) != before:
            raise
        message = words.say("interrupted; nothing was written to {file}", file=target)
        raise KeyboardInterrupt(message) from None


def _file_at(path: Path) -> int | None:
    """Which file has a name."""
    try:
        return path.stat().st_ino
    except OSError:
        return None


@contextmanager
def _watched(output: Output, words: Language) -> Iterator[Callable[[Progress], None] | None]:
    """A bar on a terminal with rows, rate and what remains; nothing when errors are piped."""
    if output.json or not sys.stderr.isatty():
        yield None
        return
    from rich import progress as bars  # noqa: PLC0415  only a terminal needs it
    from rich.console import Console  # noqa: PLC0415

    columns = (
        bars.BarColumn(),
        bars.TaskProgressColumn(),
        bars.TextColumn("{task.fields[said]}"),
        bars.TimeRemainingColumn(),
    )
    with bars.Progress(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("", total=1.0, said="")

        def tell(found: Progress) -> None:
            rate = int(found.rows / (shown.tasks[0].elapsed or 1))
            share = found.rows / found.total if found.total else found.share
            said = words.say("{rows} rows, {rate} a second", rows=grouped(found.rows, words), rate=grouped(rate, words))
            shown.update(task, completed=share, said=said)

        yield tell


def _summary(done: Done, target: Path, words: Language) -> str:
    rows, failed = grouped(done.rows, words), grouped(done.failed, words)
    if done.rows == 1:
        one = words.say("1 row without a result in {file}", file=target)
        return one if done.failed else words.say("1 row in {file}", file=target)
    some = words.say("{rows} rows, {failed} of them without a result, in {file}", rows=rows, failed=failed, file=target)
    return some if done.failed else words.say("{rows} rows in {file}", rows=rows, file=target)
