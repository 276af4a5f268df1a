"""A file that appears under its name when it is complete, and not before."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Final

import pyarrow as pa

from sharedpay.errors import InvalidInput

try:
    import fcntl
except ImportError:  # Windows, where an open file can't be removed, which tells as much
    fcntl = None  # type: ignore[assignment]

_FULL: Final = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""How a disk says that it, or what one may have of it, is full."""
_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_LEFT: Final = os.O_RDWR | getattr(os, "O_NOFOLLOW", 0)
"""How a part that is there is opened: never through a link, and for writing, which some systems want of who locks."""


@contextmanager
def whole_file(target: Path, *, overwrite: bool = False) -> Iterator[BinaryIO]:
    """A file to write to that takes the name of ``target`` at the end of the block; when the block fails, none is left.

    It is written as ``.NAME.part`` in the same folder, and has the permissions of what it replaces. What a killed run
    left there is removed, what a run that goes on is writing is not. Raises :class:`InvalidInput` when that is so,
    when something else is there, when ``target`` exists, also at the end, and may not be replaced, or when the folder
    can't be written to.
    """
    part = part_of(target)
    check_target(target, overwrite=overwrite)
    file = _locked(part, target)
    try:
        yield file
        with told(target):
            file.flush()
            os.fsync(file.fileno())
            if fcntl is None:  # Windows renames no open file
                file.close()
            else:
                _check_ours(file, part, target)
            _place(part, target, overwrite=overwrite)
            file.close()
            _sync_folder(target.parent)
    except BaseException:
        _let_go(file, part)
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
    """The part file, new and ours alone."""
    while True:
        with told(target):
            _remove_left_over(part, target)
            try:
                file = os.fdopen(os.open(part, _NEW, _permissions(target) | stat.S_IWUSR), "wb")
            except FileExistsError:  # another run has just made it
                continue
        try:
            _lock(file, target)
        except InvalidInput:
            file.close()
            raise
        # Another run may have taken it for what was left over before it was locked here.
        if _is_at(file, part):
            return file
        file.close()


def _remove_left_over(part: Path, target: Path) -> None:
    """Removes what a killed run has left. Raises :class:`InvalidInput` for what is another's or what none leaves."""
    with suppress(FileNotFoundError):
        if not stat.S_ISREG(part.lstat().st_mode):
            raise InvalidInput(f"out: {part}, where the file is written first, is no regular file; remove it")
        if fcntl is None:
            try:
                part.unlink()
            except PermissionError:  # as for any open file
                raise _another_run(target) from None
            return
        with os.fdopen(os.open(part, _LEFT), "rb") as left:
            _lock(left, target)
            if _is_at(left, part):
                part.unlink()


def _lock(file: BinaryIO, target: Path) -> None:
    """Locks a part until it is closed, where that can be. Raises :class:`InvalidInput` if another run has it."""
    if fcntl is None:
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise _another_run(target) from None
    except OSError:  # a file system without locks
        return


def _let_go(file: BinaryIO, part: Path) -> None:
    """Removes a part that is not wanted while it is still locked: once it is closed the name may be another's."""
    with suppress(OSError, ValueError):  # it is closed once it has its own name
        if _is_at(file, part) and fcntl is not None:
            part.unlink()
    with suppress(OSError):  # what could not be written can't be flushed either
        file.close()
    if fcntl is None:  # Windows removes no open file, nor that of another run
        with suppress(OSError):
            part.unlink()


def _permissions(target: Path) -> int:
    """Those of a file; if there is none, those of any new one, which the umask narrows."""
    return stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666


def _check_ours(file: BinaryIO, part: Path, target: Path) -> None:
    """Raises :class:`InvalidInput` where the part is another run's by now, as no lock has kept it from that."""
    if not _is_at(file, part):
        raise _another_run(target)


def _another_run(target: Path) -> InvalidInput:
    return InvalidInput(f"out: {target} is being written by another run")


def _is_at(file: BinaryIO, path: Path) -> bool:
    """Whether an open file has this name."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.lstat())
    except FileNotFoundError:
        return False


def _place(part: Path, target: Path, *, overwrite: bool) -> None:
    """Gives the part its name, and the permissions of what it replaces."""
    if not overwrite:
        try:
            target.hardlink_to(part)
        except OSError:  # the name is taken, as is said below, or the file system knows no links
            pass
        else:
            part.unlink(missing_ok=True)
            return
    check_target(target, overwrite=overwrite)
    before = _permissions(target) if target.exists() else None
    part.replace(target)
    if before is not None and before != _permissions(target):
        target.chmod(before)


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
