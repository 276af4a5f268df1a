"""The command ``check``: cases computed and compared with what they expect."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter as Option

from sharedpay.cli.app import app
from sharedpay.cli.options import Output, law_of
from sharedpay.cli.output import counted, print_json, print_text, width
from sharedpay.errors import InvalidInput
from sharedpay.show import terminal


@app.command(sort_key=5)
def check(*files: Annotated[Path, Option(allow_leading_hyphen=True)], output: Output | None = None) -> int:
    """Compute the cases of JSON-lines files and compare them with what they expect.

    Exit status 1 when a case differs or can't be read.

    Parameters
    ----------
    files
        Files in the case format, one case a line; - is standard input.

    """
    from sharedpay.payroll.check import check_lines, summary  # noqa: PLC0415  only this command needs it

    output = output or Output()
    law = law_of(output)
    if not files:
        raise InvalidInput("check: no FILES given; '-' is standard input")
    options = [str(path) for path in files if str(path).startswith("-") and str(path) != "-"]
    if options:
        raise InvalidInput(f"check: unknown option {options[0]}; a file of that name is ./{options[0]}")
    found = (result for path in files for result in check_lines(_lines(path), law=law))
    results = []
    for result in found if output.json else counted(found, output.lang):
        results.append(result)
        if output.json:
            print_json(result.model_dump(), indent=None)
    if not output.json:
        print_text(terminal.check_results(results, summary(results), width(), output.lang), output.lang)
    return int(any(result.outcome in ("differ", "invalid") for result in results))


def _lines(path: Path) -> Iterator[str]:
    standard = str(path) == "-"
    try:
        if standard:
            if isinstance(sys.stdin, TextIOWrapper):
                sys.stdin.reconfigure(encoding="utf-8", errors="strict")
            yield from sys.stdin
        else:
            with path.open(encoding="utf-8") as file:
                yield from file
    except UnicodeDecodeError:
        raise InvalidInput(f"file: {path} can't be read: it is not text in UTF-8") from None
    except OSError as error:
        raise InvalidInput(f"file: {path} can't be read: {error.strerror or error}") from None
