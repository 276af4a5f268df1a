"""The command as a process of its own: pipes, missing packages, terminals, encodings."""

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

import sharedpay as sp
from cli.command import Command
from sharedpay.cli.main import _Interruptions
from sharedpay.show import text

RUN = (sys.executable, "-c", "from sharedpay.cli import main; main()")
CASES = Path(__file__).parent.parent / "cases"
PAYSLIP = ("payslip", "--gross", "2500", "--month", "2026-05", "--start", "2026-01-01")
SLIP = sp.payslip(sp.PermanentContract(start="2026-01-01"), gross="2500", month="2026-05")


def environment(**more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in {"FORCE_COLOR", "NO_COLOR", "COLUMNS"}}
    return {**kept, "LC_ALL": "C.UTF-8", **more}


def on_terminal(columns: int, *words: str, **more: str) -> str:
    """What the command writes to a terminal of so many columns."""
    ours, theirs = pty.openpty()
    settings = environment(TERM="xterm-256color", COLUMNS=str(columns), **more)
    process = subprocess.Popen([*RUN, *words], stdout=theirs, stderr=theirs, stdin=theirs, env=settings)
    os.close(theirs)
    written = b""
    while select.select([ours], [], [], 30)[0]:
        try:
            part = os.read(ours, 65536)
        except OSError:  # how Linux says that the other side is closed
            break
        if not part:
            break
        written += part
    os.close(ours)
    assert process.wait(30) == 0
    return written.decode().replace("\r\n", "\n")


def bare(styled: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", styled)


def test_a_terminal_sees_how_many_cases_were_checked(tmp_path: Path) -> None:
    case = (CASES / "gross_to_net.jsonl").read_text(encoding="utf-8").splitlines()[0]
    many = tmp_path / "many.jsonl"
    many.write_text(f"{case}\n" * 1_200, encoding="utf-8")
    shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", on_terminal(100, "check", str(many), "--lang", "nl"))
    assert "1.200 gevallen" in shown


@pytest.mark.parametrize(("columns", "width"), [(60, 60), (80, 80), (96, 96), (240, 100)])
def test_a_terminal_gets_colour_and_lines_that_fit_it(columns: int, width: int) -> None:
    written = on_terminal(columns, *PAYSLIP)
    assert "\x1b[" in written
    assert bare(written) == text.page(SLIP, width) + "\n"


def test_a_terminal_without_colour_gets_the_same_words() -> None:
    assert bare(on_terminal(80, *PAYSLIP, NO_COLOR="1")) == text.page(SLIP, 80) + "\n"


def test_json_is_never_coloured() -> None:
    assert on_terminal(80, *PAYSLIP, "--json") == SLIP_JSON


SLIP_JSON = SLIP.model_dump_json(indent=2) + "\n"


def test_a_pipe_gets_plain_text_of_80_columns_whatever_the_terminal() -> None:
    done = subprocess.run(
        [*RUN, *PAYSLIP], env=environment(COLUMNS="200"), capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout == text.page(SLIP, 80) + "\n"
    assert done.stderr == ""


@pytest.mark.parametrize(
    "words",
    [("law",), ("law", "sources"), ("law", "--json"), ("check", "--json", *map(str, sorted(CASES.glob("*.jsonl"))))],
    ids=["law", "sources", "json", "check"],
)
def test_a_closed_pipe_is_quiet(words: tuple[str, ...]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run([*RUN, *words], env=environment(), stdout=writer, stderr=subprocess.PIPE, check=False)
    os.close(writer)
    assert done.stderr == b""
    assert done.returncode == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("words", [("law",), PAYSLIP], ids=["long", "short"])
def test_a_full_disk_is_one_line(words: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*RUN, *words], env=environment(), stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.stderr == b"sharedpay: output: can't be written: No space left on device\n"
    assert done.returncode == 2


def test_an_interruption_is_quiet() -> None:
    process = subprocess.Popen(
        [*RUN, "check", "-"], env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdin is not None
    # What is written is read only once the command has started, so nothing has to be timed but that.
    process.stdin.write(b"\n" * 200_000)
    process.stdin.flush()
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    _, problem = process.communicate(timeout=30)
    assert problem == b""
    assert process.returncode == 130


@pytest.mark.parametrize("module", ["cyclopts", "sharedpay.cli.pay", "babel.messages.pofile"])
def test_an_interruption_while_the_command_loads_is_quiet_too(module: str) -> None:
    code = textwrap.dedent(f"""
        import signal, sys
        class Interrupting:
            def find_spec(name, *_):
                if name == "{module}":
                    signal.raise_signal(signal.SIGINT)
        sys.meta_path.insert(0, Interrupting)
        from sharedpay.cli import main
        main()
    """)
    words = (*PAYSLIP, "--lang", "fr")
    done = subprocess.run([sys.executable, "-c", code, *words], env=environment(), capture_output=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


def test_what_an_interruption_does_is_the_same_after_the_command_as_before(run: Command) -> None:
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert run(*PAYSLIP).status == 0
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_an_interruption_that_python_can_not_pass_on_does_not_stand_in_the_way_of_the_next(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(time, "monotonic", iter([100.0, 100.9, 101.8]).__next__)
    interrupt = _Interruptions()
    with pytest.raises(KeyboardInterrupt):
        interrupt()
    interrupt()  # at once after it: what was begun is being let go of
    with pytest.raises(KeyboardInterrupt):
        interrupt()


def test_standard_input_is_a_file_too() -> None:
    lines = (CASES / "withholding.jsonl").read_text(encoding="utf-8")
    words = ("check", "-", "--json")
    done = subprocess.run(
        [*RUN, *words], env=environment(), input=lines, capture_output=True, encoding="utf-8", check=True
    )
    assert len(done.stdout.splitlines()) == len(lines.splitlines())


def test_standard_input_that_is_no_text() -> None:
    done = subprocess.run(
        [*RUN, "check", "-"], env=environment(), input=b"\xff\xfe\n", capture_output=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr == b"sharedpay: file: - can't be read: it is not text in UTF-8\n"


@pytest.mark.parametrize("words", [(*PAYSLIP, "--explain", "withholding_tax"), ("law", "sources")], ids=["x", "é"])
def test_an_output_that_does_not_know_all_letters_is_no_problem(words: tuple[str, ...]) -> None:
    settings = environment(PYTHONIOENCODING="ascii")
    done = subprocess.run([*RUN, *words], env=settings, capture_output=True, encoding="ascii", check=True)
    assert done.stderr == ""
    assert "?" in done.stdout


def test_json_keeps_every_letter_in_any_encoding() -> None:
    settings = environment(PYTHONIOENCODING="ascii")
    words = ("law", "expenses_cap", "--json")
    done = subprocess.run([*RUN, *words], env=settings, capture_output=True, encoding="ascii", check=True)
    assert json.loads(done.stdout)["labels"]["de"] == "Pauschale Werbungskosten, Höchstbetrag"


@pytest.mark.parametrize("hidden", ["cyclopts", "rich"])
def test_without_its_extra_the_command_says_what_to_install(hidden: str) -> None:
    code = textwrap.dedent(f"""
        import sys
        sys.modules["{hidden}"] = None
        from sharedpay.cli import main
        main()
    """)
    done = subprocess.run([sys.executable, "-c", code, *PAYSLIP], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "sharedpay: the command needs its extra: pip install 'sharedpay[cli]'\n"


def test_the_installed_script_runs() -> None:
    script = Path(sys.executable).parent / "sharedpay"
    if not script.exists():
        pytest.skip("sharedpay is not installed beside this Python")
    done = subprocess.run([script, "--version"], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == SLIP.engine_version
