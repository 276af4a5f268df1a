"""From the words of a command line to an exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from io import TextIOWrapper
from typing import NoReturn

from cyclopts import CycloptsError, MissingArgumentError, UnusedCliTokensError

from sharedpay.cli import batch, check, completion, law, pay  # noqa: F401  they join the application
from sharedpay.cli.app import app
from sharedpay.errors import SharedPayError


def main(arguments: Iterable[str] | None = None) -> None:
    """Run the command with ``arguments`` (those of the process if left out) and leave with its exit status."""
    tokens = list(sys.argv[1:] if arguments is None else arguments)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    try:
        status = app(tokens, exit_on_error=False, print_error=False, result_action="return_value")
        sys.stdout.flush()
    except CycloptsError as error:
        _fail(_said(error))
    except SharedPayError as error:
        _fail(str(error))
    except BrokenPipeError:
        _close_output()
        raise SystemExit(1) from None
    except OSError as error:
        _close_output()
        _fail(f"output: can't be written: {error.strerror or error}")
    except KeyboardInterrupt:
        _close_output()
        raise SystemExit(130) from None
    raise SystemExit(status or 0)


def _said(error: CycloptsError) -> str:
    """What is wrong with the options, in one line."""
    command = " ".join(["sharedpay", *(error.command_chain or ())])
    if isinstance(error, MissingArgumentError) and error.argument is not None:
        name = error.keyword or error.argument.name
        given = error.keyword or any(token.keyword for token in error.argument.tokens)
        message = f"{name} {'needs a value' if given else 'is missing'}"
    elif isinstance(error, UnusedCliTokensError):
        message = f"too many arguments: {' '.join(error.unused_tokens or ())}"
    else:
        message = " ".join(str(error).split()).rstrip(".")
        message = message[:1].lower() + message[1:]
    return f"{message}; see '{command} --help'"


def _fail(message: str) -> NoReturn:
    sys.stderr.write(f"sharedpay: {' '.join(message.split())}\n")
    raise SystemExit(2)


def _close_output() -> None:
    """Let what is still to be written go nowhere, so that Python does not complain about it at its end."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # no real file behind it
        return
