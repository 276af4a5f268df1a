"""``--help``: every command explains itself, its options in groups."""

import re
from pathlib import Path

import pytest

from cli.command import Command

CONTRACT, HOUSEHOLD, ENTERPRISE, PAY, OUTPUT = "Contract", "Household", "Enterprise", "Pay", "Output"


def groups(help_text: str) -> list[str]:
    return re.findall(r"^╭─ (\w+) ─", help_text, flags=re.MULTILINE)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ((), ["Commands"]),
        (("settle",), ["Parameters", CONTRACT, HOUSEHOLD, ENTERPRISE, PAY, "Document", OUTPUT]),
        (("payslip",), ["Parameters", CONTRACT, HOUSEHOLD, ENTERPRISE, PAY, "Document", OUTPUT]),
        (("solve",), ["Parameters", CONTRACT, HOUSEHOLD, ENTERPRISE, PAY, OUTPUT]),
        (("law",), ["Commands", "Arguments", "Parameters", OUTPUT]),
        (("law", "diff"), ["Arguments", OUTPUT]),
        (("law", "sources"), [OUTPUT]),
        (("check",), ["Arguments", OUTPUT]),
        (("batch",), ["Arguments", "Rows", "Files", ENTERPRISE, OUTPUT]),
    ],
    ids=" ".join,
)
def test_options_stand_in_groups(run: Command, words: tuple[str, ...], shown: list[str]) -> None:
    text = run(*words, "--help").text
    assert text.startswith(" ".join(["Usage: sharedpay", *words]))
    assert groups(text) == shown
    assert max(map(len, text.splitlines())) <= 80


def test_a_batch_says_where_its_columns_are_listed(run: Command) -> None:
    page = Path("docs") / "columns.md"
    assert page.as_posix() in run("batch", "--help").text
    assert (Path(__file__).parents[2] / page).is_file()


def test_commands_stand_in_the_order_of_their_use(run: Command) -> None:
    text = run("--help").text
    assert re.findall(r"^│ (\w+) ", text, flags=re.MULTILINE) == [
        *("settle", "payslip", "solve", "law", "check", "batch", "diff", "chart", "completion"),
    ]


def test_nothing_at_all_is_a_question_for_help(run: Command) -> None:
    assert run().text == run("--help").text


@pytest.mark.parametrize("words", [(), ("settle",), ("law",), ("law", "diff")], ids=" ".join)
def test_the_version_is_that_of_sharedpay(run: Command, words: tuple[str, ...]) -> None:
    from importlib import metadata

    assert run(*words, "--version").text == f"{metadata.version('sharedpay')}\n"
