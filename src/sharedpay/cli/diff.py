"""The command ``diff``: two payslips compared, line by line, each difference with its first cause."""

from __future__ import annotations

import json
from pathlib import Path

from sharedpay.cli.app import app
from sharedpay.cli.options import Output, law_of
from sharedpay.cli.output import print_json, print_text, width
from sharedpay.errors import InvalidInput
from sharedpay.law.book import LawBook
from sharedpay.payroll.comparison import compare
from sharedpay.payroll.payslip import Payslip
from sharedpay.show import text


@app.command(sort_key=7)
def diff(before: Path, after: Path, /, *, output: Output | None = None) -> None:
    """What differs between two payslips, and the first cause of each difference.

    Parameters
    ----------
    before
        A payslip, as 'sharedpay payslip --json' writes it.
    after
        Another one.

    """
    output = output or Output()
    law = law_of(output)
    found = compare(_payslip(before, law), _payslip(after, law))
    if output.json:
        print_json(found.model_dump(output.lang))
    else:
        print_text(text.page(found, width(), output.lang), output.lang)


def _payslip(path: Path, law: LawBook) -> Payslip:
    try:
        content = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not text in UTF-8"
        raise InvalidInput(f"file: {path} can't be read: {reason}") from None
    if _is_settlement(content):
        raise InvalidInput(
            f"{path}: this is a settlement; diff compares payslips, as 'sharedpay payslip --json' writes them: take the"
            " part 'payslip' of this file"
        )
    try:
        return Payslip.model_validate_json(content, law)
    except InvalidInput as error:
        raise InvalidInput([f"{path}: {problem}" for problem in error.problems]) from None


def _is_settlement(content: str) -> bool:
    """Whether a text is what 'sharedpay settle --json' writes."""
    try:
        data = json.loads(content)
    except ValueError:
        return False
    return isinstance(data, dict) and {"ledger", "payslip"} <= data.keys()
