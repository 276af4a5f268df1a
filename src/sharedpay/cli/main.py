"""From the words of a command line to an exit status."""

from __future__ import annotations

import difflib
import math
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from itertools import pairwise
from typing import Literal, NoReturn, get_args, get_origin

from cyclopts import (
    App,
    CoercionError,
    CycloptsError,
    MissingArgumentError,
    RepeatArgumentError,
    UnknownCommandError,
    UnknownOptionError,
    UnusedCliTokensError,
)

from sharedpay.cli import batch, chart, check, completion, diff, law, pay  # noqa: F401  they join the application
from sharedpay.cli.app import app
from sharedpay.errors import SharedPayError
from sharedpay.show.language import CODES, Language, language


def main(arguments: Iterable[str] | None = None) -> None:
    """Run the command with ``arguments`` (those of the process if left out) and leave with its exit status."""
    with _interruptible():
        _run(list(sys.argv[1:] if arguments is None else arguments))


@contextmanager
def _interruptible() -> Iterator[None]:
    """Leaves with status 130 when interrupted, with what the interruption has to say.

    Being interrupted again at once changes nothing before that is said, and ends the process after it.
    """
    ours = (
        threading.current_thread() is threading.main_thread()
        and signal.getsignal(signal.SIGINT) is signal.default_int_handler
    )
    if ours:
        signal.signal(signal.SIGINT, _Interruptions())
    after: signal.Handlers | Callable[..., object] = signal.default_int_handler
    try:
        yield
    except KeyboardInterrupt as interruption:
        after = signal.SIG_DFL
        _close_output()
        _fail(str(interruption), 130)
    finally:
        if ours:
            signal.signal(signal.SIGINT, after)


class _Interruptions:
    """Interrupts, and not again within a second: what was begun is let go of meanwhile.

    One that Python could not pass on, as in the middle of clearing up an object, does not stand in the way of the next.
    """

    def __init__(self) -> None:
        self._last = -math.inf

    def __call__(self, *_: object) -> None:
        now = time.monotonic()
        if now - self._last > 1:
            self._last = now
            raise KeyboardInterrupt


def _run(tokens: Sequence[str]) -> NoReturn:
    words = _language(tokens)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    try:
        status = app(tokens, exit_on_error=False, print_error=False, result_action="return_value")
        sys.stdout.flush()
    except CycloptsError as error:
        _fail(_said(error, words))
    except SharedPayError as error:
        _fail(words.error(error))
    except BrokenPipeError:
        _close_output()
        raise SystemExit(1) from None
    except OSError as error:
        _close_output()
        _fail(words.say("output: can't be written: {reason}", reason=words.problem(error.strerror or str(error))))
    raise SystemExit(status or 0)


def _language(tokens: Sequence[str]) -> Language:
    """The language that the command line asks for, also where the rest of it can't be read."""
    asked = [after for before, after in pairwise(tokens) if before == "--lang"]
    asked += [token.removeprefix("--lang=") for token in tokens if token.startswith("--lang=")]
    return language(asked[-1] if asked and asked[-1] in CODES else "en")


def _said(error: CycloptsError, words: Language) -> str:
    """What is wrong with the options, in one line; what the parser says itself is English."""
    command = " ".join(["sharedpay", *(error.command_chain or ())])
    if isinstance(error, MissingArgumentError) and error.argument is not None:
        name = error.keyword or error.argument.name
        given = error.keyword or any(token.keyword for token in error.argument.tokens)
        needed, missing = (
            words.say("{option} needs a value", option=name),
            words.say("{option} is missing", option=name),
        )
        message = needed if given else missing
    elif isinstance(error, UnusedCliTokensError):
        message = words.say("too many arguments: {arguments}", arguments=" ".join(error.unused_tokens or ()))
    elif isinstance(error, UnknownCommandError) and error.app is not None and error.unused_tokens:
        message = _unknown(error.unused_tokens[0], error.app, words)
    elif isinstance(error, UnknownOptionError):
        message = _no_option(error, words)
    elif isinstance(error, RepeatArgumentError):
        message = words.say("{option} is given twice", option=error.token.keyword or error.token.value)
    elif isinstance(error, CoercionError) and error.token is not None and error.msg is None:
        option = error.token.keyword or (error.argument.name if error.argument is not None else "")
        choices = get_args(error.target_type) if get_origin(error.target_type) is Literal else ()
        message = words.say("{option}: '{value}' can't be read", option=option, value=error.token.value)
        if choices:
            allowed = ", ".join(map(str, choices))
            message = words.problem(f"{option}: {error.token.value!r} is not allowed; allowed: {allowed}")
    else:
        message = " ".join(str(error).split()).rstrip(".")
        message = message[:1].lower() + message[1:]
    return words.say("{problem}; see '{command} --help'", problem=message, command=command)


def _no_option(error: UnknownOptionError, words: Language) -> str:
    """That there is no such option, with the one that was probably meant."""
    given = (error.token.keyword or error.token.value).split("=", 1)[0]
    known = [name for argument in error.argument_collection if argument.parse for name in argument.names]
    near = difflib.get_close_matches(given, known, n=1)
    if near:
        return words.say("there is no option '{option}', the nearest is '{near}'", option=given, near=near[0])
    return words.say("there is no option '{option}'", option=given)


def _unknown(command: str, among: App, words: Language) -> str:
    """That there is no such command, with the one that was probably meant, else with all there are."""
    known = sorted((name for name in among if not name.startswith("-")), key=lambda name: among[name].sort_key or 0)
    near = difflib.get_close_matches(command, known, n=1)
    if near:
        return words.say("there is no command '{command}', the nearest is '{near}'", command=command, near=near[0])
    return words.say("there is no command '{command}', there are {list}", command=command, list=", ".join(known))


def _fail(message: str, status: int = 2) -> NoReturn:
    """Leaves with what is wrong in one line, or quietly if there is nothing to say."""
    if message:
        sys.stderr.write(f"sharedpay: {' '.join(message.split())}\n")
    raise SystemExit(status)


def _close_output() -> None:
    """Let what is still to be written go nowhere, so that Python does not complain about it at its end."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # no real file behind it
        return
