"""Runs the command as it runs in a pipe, whatever the terminal of the tests is."""

import pytest

from cli.command import Command, Ran
from sharedpay.cli import main


@pytest.fixture(autouse=True)
def plain(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FORCE_COLOR", "TTY_COMPATIBLE", "TTY_INTERACTIVE", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Command:
    def run(*words: str) -> Ran:
        capsys.readouterr()
        with pytest.raises(SystemExit) as left:
            main(words)
        printed = capsys.readouterr()
        status = left.value.code
        assert isinstance(status, int)
        return Ran(status, printed.out, printed.err)

    return run
