"""The completion scripts name every command and are scripts of their shell."""

import shutil
import subprocess

import pytest

from cli.command import Command

SHELLS = ("bash", "zsh", "fish")


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_knows_commands_and_options(run: Command, shell: str) -> None:
    ran = run("completion", shell)
    assert (ran.status, ran.err) == (0, "")
    assert all(word in ran.out for word in ("settle", "payslip", "solve", "law", "check", "joint-committee"))


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_is_one_of_its_shell(run: Command, shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    script = run("completion", shell).out
    done = subprocess.run([shell, "-n"], input=script, capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_another_shell_is_refused_with_those_there_are(run: Command) -> None:
    assert "fish" in run("completion", "tcsh").problem
