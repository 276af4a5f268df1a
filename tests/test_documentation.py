"""Every example of README.md, of docs/ and of docstrings runs, and prints what stands below it, exactly.

In a page, from top to bottom:

* a ``python`` block runs; all those of a page share their names, as in one script;
* a ``text`` block that is the next block after it is what it prints;
* in a ``console`` block each line ``$ sharedpay …`` runs, and the lines below it, down to the next ``$``, are what it
  prints (its errors included). With no lines below, the command has to succeed and its output is not compared.
  Other commands (``$ make demo``) are not run.
* an output whose last line is ``…`` goes on after it: only what stands above is compared.

A page's examples run in a folder of their own that holds copies of ``examples/`` and ``tests/cases/``.
"""

import codeop
import contextlib
import difflib
import doctest
import importlib
import io
import itertools
import re
import runpy
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import pytest

import sharedpay
import sharedpay.errors
from sharedpay.batch.vocabulary import INPUTS
from sharedpay.law.book import packaged

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
GENERATED = ROOT / "docs" / "law"
PAGES = [
    page
    for page in [README, *sorted((ROOT / "docs").rglob("*.md"))]
    if page.is_file() and GENERATED not in page.parents
]
CODE = ROOT / "src"
MODULES = [file for file in sorted(CODE.rglob("*.py")) if ">>> " in file.read_text(encoding="utf-8")]
COPIED = ("examples", "tests/cases")

ENVIRONMENT = {"COLUMNS": "80", "LC_ALL": "C.UTF-8", "NO_COLOR": "1", "PYTHONUTF8": "1"}
COMMAND = "import sys; sys.argv[0] = 'sharedpay'; from sharedpay.cli import main; sys.exit(main())"

FENCE = re.compile(r"(?P<indent> *)(?P<marks>`{3,}|~{3,})\s*(?P<language>[\w+-]*)")
UNTESTED_PYTHON = {"py", "py3", "python3", "pycon", "ipython"}
UNTESTED_SHELL = {"", "sh", "bash", "shell", "zsh", "shell-session", "text"}


class Block(NamedTuple):
    """One fenced block; ``line`` is that of its first line of content, counted from 1."""

    language: str
    line: int
    text: str


class Command(NamedTuple):
    """One command of a console block; ``shown_line`` is where the output that stands below it starts."""

    line: int
    words: list[str]
    shown_line: int
    shown: str


def read_blocks(source: str) -> list[Block]:
    blocks = []
    lines = enumerate(source.splitlines(), start=1)
    for number, line in lines:
        opening = FENCE.match(line)
        if not opening:
            continue
        content = []
        for _, inner in lines:
            if re.fullmatch(rf" *{opening['marks']}{opening['marks'][0]}* *", inner):
                break
            content.append(re.sub(rf"^ {{0,{len(opening['indent'])}}}", "", inner))
        blocks.append(Block(opening["language"], number + 1, "\n".join(content)))
    return blocks


def read_commands(block: Block) -> Iterator[Command]:
    lines = block.text.split("\n")
    position = 0
    while position < len(lines):
        line = block.line + position
        text = lines[position]
        position += 1
        if not text.startswith("$ "):
            continue
        while text.endswith("\\"):
            text = text[:-1] + lines[position].removeprefix(">")
            position += 1
        start = position
        while position < len(lines) and not lines[position].startswith("$ "):
            position += 1
        shown = "\n".join(lines[start:position]).rstrip("\n")
        words = shlex.split(text.removeprefix("$ "), comments=True)
        if words and words[0] == "sharedpay":
            yield Command(line, words[1:], block.line + start, shown)


def difference(name: str, line: int, shown: str, printed: str) -> str:
    """Nothing when both are the same; else where the page departs from what was printed, and how."""
    printed = printed.rstrip("\n")
    shown = shown.rstrip("\n")
    if shown.endswith("\n…"):
        shown = shown.removesuffix("\n…").rstrip("\n")
        printed = "\n".join(printed.split("\n")[: len(shown.split("\n"))])
    if printed == shown:
        return ""
    wanted, found = shown.split("\n"), printed.split("\n")
    same = sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], zip(wanted, found, strict=False)))
    rows = ["  " + row.rstrip("\n") for row in difflib.ndiff(wanted, found)]
    heading = f"{name}:{line + same}: differs from what is printed ('-' stands in the page, '+' is printed):"
    return "\n".join([heading, *rows])


def run_command(words: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", COMMAND, *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def check_page(name: str, source: str) -> list[str]:
    """Run all blocks of a page, in the current folder; return what differs."""
    problems = []
    names: dict[str, Any] = {"__name__": "__main__"}
    blocks = read_blocks(source)
    for block, following in itertools.zip_longest(blocks, blocks[1:]):
        if block.language == "python":
            # Leading newlines give tracebacks the lines of the page.
            code = "\n" * (block.line - 1) + block.text
            output = io.StringIO()
            try:
                with contextlib.redirect_stdout(output):
                    exec(compile(code, name, "exec", dont_inherit=True), names)  # noqa: S102 (our own pages)
            except Exception as error:
                error.add_note(f"in the python block at {name}:{block.line}")
                raise
            if following and following.language == "text":
                problems.append(difference(name, following.line, following.text, output.getvalue()))
        elif block.language == "console":
            for command in read_commands(block):
                done = run_command(command.words)
                if command.shown:
                    problems.append(difference(name, command.shown_line, command.shown, done.stdout))
                elif done.returncode:
                    problems.append(f"{name}:{command.line}: ends with status {done.returncode}:\n{done.stdout}")
    return [problem for problem in problems if problem]


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder where examples may write, as the current one."""
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("LANG", "LANGUAGE", "FORCE_COLOR", "PYTHONWARNINGS"):
        monkeypatch.delenv(name, raising=False)
    for name, value in ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.usefixtures("workplace")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_the_examples_of_a_page_print_what_it_says(page: Path) -> None:
    problems = check_page(page.relative_to(ROOT).as_posix(), page.read_text(encoding="utf-8"))
    assert not problems, "\n\n".join(problems)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_no_example_of_a_page_escapes_the_test(page: Path) -> None:
    for block in read_blocks(page.read_text(encoding="utf-8")):
        where = f"{page.relative_to(ROOT).as_posix()}:{block.line}"
        assert block.language not in UNTESTED_PYTHON, f"{where}: call the block 'python', so that it is run"
        if block.language in UNTESTED_SHELL:
            assert not re.search(r"^(\$ )?sharedpay [a-z]", block.text, re.MULTILINE), (
                f"{where}: call the block 'console' and start the command with '$ ', so that it is run"
            )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_the_examples_of_a_page_can_be_typed_into_a_session(page: Path) -> None:
    """Line by line, as ``python`` without arguments reads them: a block of statements ends with an empty line."""
    read = codeop.CommandCompiler()
    for block in read_blocks(page.read_text(encoding="utf-8")):
        typed: list[str] = []
        for line in [*block.text.split("\n"), ""] if block.language == "python" else []:
            typed.append(line)
            if read("\n".join(typed), f"{page.name}:{block.line}") is not None:
                typed = []
        assert not typed, f"{page.name}:{block.line}: goes on after its last line"


def test_the_manual_builds_without_a_warning(tmp_path: Path) -> None:
    options = ["-q", "-W", "--keep-going", "-b", "html", "-d", str(tmp_path / "trees")]
    build = [sys.executable, "-m", "sphinx", *options, str(ROOT / "docs"), str(tmp_path / "out")]
    done = subprocess.run(build, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")
    page = (tmp_path / "out" / "law" / "withholding_tax.html").read_text(encoding="utf-8")
    assert "6070.00" in page
    assert "scale III with reductions for the household" in page
    for area in packaged().areas:
        assert 'id="unknowns"' in (tmp_path / "out" / "law" / f"{area}.html").read_text(encoding="utf-8")


def test_the_page_of_columns_is_what_the_code_reads() -> None:
    kept = (ROOT / "docs" / "columns.md").read_text(encoding="utf-8")
    assert kept == runpy.run_path(str(ROOT / "docs" / "batch_columns.py"))["page"](), (
        "make it again: python docs/batch_columns.py"
    )
    assert all(f"| `{name}` | " in kept for name in INPUTS)
    assert "married for whoever has a partner, else single" in kept


def test_the_reference_names_everything_public() -> None:
    page = (ROOT / "docs" / "reference.md").read_text(encoding="utf-8")
    whole = {name for name in sharedpay.__all__ if isinstance(getattr(sharedpay, name), ModuleType)}
    errors = {name for name in sharedpay.__all__ if hasattr(sharedpay.errors, name)}  # their module stands there whole
    missing = [name for name in sharedpay.__all__ if not re.search(rf"\b{name}\b", page)]
    assert set(missing) <= errors - whole


@pytest.mark.parametrize("file", MODULES, ids=lambda file: file.relative_to(CODE).as_posix())
def test_the_examples_of_docstrings_give_what_they_say(file: Path) -> None:
    parts = file.relative_to(CODE).with_suffix("").parts
    module = importlib.import_module(".".join(parts[:-1] if parts[-1] == "__init__" else parts))
    result = doctest.testmod(module)
    assert result.attempted
    assert not result.failed


@pytest.mark.skipif(not README.is_file(), reason="there is no README.md here")
def test_the_readme_shows_both_kinds_of_example() -> None:
    blocks = read_blocks(README.read_text(encoding="utf-8"))
    languages = [(one.language, following.language) for one, following in itertools.pairwise(blocks)]
    assert ("python", "text") in languages, "README.md has no python block with its output in a text block below it"
    commands = [command for block in blocks if block.language == "console" for command in read_commands(block)]
    assert any(command.shown for command in commands), "README.md has no '$ sharedpay' command with its output"


def test_a_page_that_says_the_truth_passes() -> None:
    page = (
        "# A page\n\n```python\nx = 2\n```\n\n```python\nprint(x)\nprint('é')\n```\n\nIt prints\n\n```text\n2\né\n```\n"
    )
    assert check_page("page.md", page) == []


def test_a_page_without_examples_passes() -> None:
    assert check_page("page.md", "# A page\n") == []


def test_a_difference_is_reported_with_its_file_and_line() -> None:
    page = "# A page\n\n```python\nprint('one')\nprint('two')\n```\n\n```text\none\nthree\n```\n"
    (problem,) = check_page("page.md", page)
    assert problem.startswith("page.md:10: differs")
    assert "- three" in problem
    assert "+ two" in problem


def test_output_that_is_missing_or_too_much_is_a_difference() -> None:
    (missing,) = check_page("page.md", "```python\nprint('one')\n```\n```text\none\ntwo\n```\n")
    assert missing.startswith("page.md:6: differs")
    (too_much,) = check_page("page.md", "```python\nprint('one\\ntwo')\n```\n```text\none\n```\n")
    assert too_much.startswith("page.md:6: differs")


def test_an_error_names_the_block_and_the_line() -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        check_page("page.md", "text\n\n```python\nx = 1\nx / 0\n```\n")
    assert caught.value.__notes__ == ["in the python block at page.md:4"]
    assert caught.traceback[-1].lineno + 1 == 5


def test_commands_are_read_with_what_stands_below_them() -> None:
    console = (
        "$ make demo\nthings\n$ sharedpay payslip \\\n    --gross '2 500'\nline one\n\nline two\n$ sharedpay law\n"
    )
    (block,) = read_blocks(f"```console\n{console}```\n")
    assert list(read_commands(block)) == [
        Command(4, ["payslip", "--gross", "2 500"], 6, "line one\n\nline two"),
        Command(9, ["law"], 10, ""),
    ]


def test_blocks_in_lists_lose_their_indentation() -> None:
    assert read_blocks("1. one\n\n   ```python\n   if x:\n       y\n   ```\n") == [Block("python", 4, "if x:\n    y")]
