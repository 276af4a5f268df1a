"""A file that appears under its name when it is complete, and not before."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

import pyarrow as pa

from sharedpay.errors import InvalidInput

try:
    import fcntl
except ImportError:  # Windows: there an open file can't be removed, which tells as much
    fcntl = None  # type: ignore[assignment]

_FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""How a disk says that it, or what one may have of it, is full."""


@contextmanager
def whole_file(target: Path, *, overwrite: bool = False) -> Iterator[BinaryIO]:
    """A file to write to that takes the name of ``target`` at the end of the block; when that fails, none is left.

    It is written as ``.NAME.part`` in the same folder. What a killed run left there is written over, what a run that
    goes on is writing is not. Raises :class:`InvalidInput` when that is so, when ``target`` exists and may not be
    replaced, or when the folder can't be written to.
    """
    part = part_of(target)
    check_target(target, overwrite=overwrite)
    file = _locked(part, target)
    try:
        yield file
        with told(target):
            file.flush()
            os.fsync(file.fileno())
            if fcntl is None:  # pragma: no cover  Windows renames no open file
                file.close()
            check_target(target, overwrite=overwrite)
            part.replace(target)
            file.close()
            _sync_folder(target.parent)
    except BaseException:
        with suppress(OSError):  # what could not be written can't be flushed either
            file.close()
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise


@contextmanager
def told(target: Path) -> Iterator[None]:
    """Errors of writing in our own words: which file can't be written, and why."""
    try:
        yield
    except (OSError, pa.ArrowException) as error:
        reason = reason_of(error)
        raise InvalidInput(f"out: {target} can't be written: {reason}") from None


def reason_of(error: Exception) -> str:
    """The first line of what an error says, and what to do about a full disk."""
    if isinstance(error, UnicodeDecodeError):
        reason = "it is not text in UTF-8"
    else:
        said = str(getattr(error, "strerror", None) or error)
        reason = (said.strip().splitlines() or [type(error).__name__])[0]
    if getattr(error, "errno", None) in _FULL:
        reason = f"{reason}; free some space or name a file elsewhere, then run it again"
    return reason


def part_of(target: Path) -> Path:
    """Where a file stands while it is written."""
    return target.with_name(f".{target.name}.part")


def check_target(target: Path, *, overwrite: bool) -> None:
    """Raises :class:`InvalidInput` for a target that is no file, or that may not be replaced."""
    if os.path.lexists(target):
        if not target.is_file():
            raise InvalidInput(f"out: {target} is no regular file")
        if not overwrite:
            raise InvalidInput(f"out: {target} is there already; say overwrite (--overwrite) to replace it")


def _locked(part: Path, target: Path) -> BinaryIO:
    """The part file, empty and ours alone."""
    while True:
        with told(target):
            file = part.open("ab")
        if fcntl is None:  # pragma: no cover  Windows
            return _emptied(file)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            raise InvalidInput(f"out: {target} is being written by another run") from None
        except OSError:  # a file system without locks
            return _emptied(file)
        # Another run may have given the file its name, or removed it, before it was locked here.
        if _is_at(file, part):
            return _emptied(file)
        file.close()


def _emptied(file: BinaryIO) -> BinaryIO:
    file.truncate(0)
    file.seek(0)
    return file


def _is_at(file: BinaryIO, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False


def _sync_folder(folder: Path) -> None:
    """Lets the new name survive a loss of power, where folders can be synced."""
    try:
        number = os.open(folder, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(number)
    except OSError:
        return
    finally:
        os.close(number)
