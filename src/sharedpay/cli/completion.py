"""The command ``completion``: what a shell needs to complete commands and options."""

from __future__ import annotations

import sys
from typing import Literal

from sharedpay.cli.app import app


@app.command(sort_key=9)
def completion(shell: Literal["bash", "zsh", "fish"], /) -> None:
    """Print the completion script of a shell.

    In bash: sharedpay completion bash > ~/.local/share/bash-completion/completions/sharedpay

    Parameters
    ----------
    shell
        bash, zsh or fish.

    """
    sys.stdout.write(app.generate_completion(shell=shell))
