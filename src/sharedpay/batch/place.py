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
_WRITTEN: Final = os.O_WRONLY | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
"""How a part is opened: never through a link, where a system can tell."""


@contextmanager
def whole_file(target: Path, *, overwrite: bool = False) -> Iterator[BinaryIO]:
    """A file to write to that takes the name of ``target`` at the end of the block; when that fails, none is left.

    It is written as ``.NAME.part`` in the same folder, and has the permissions of what it replaces. What a killed run
    left there is written over, what a run that goes on is writing is not. Raises :class:`InvalidInput` when that is so,
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
            _place(part, target, overwrite=overwrite)
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
            _check_part(part, target)
            if fcntl is None:
                return _only_one(part, target)
            file = os.fdopen(os.open(part, _WRITTEN, _permissions(target) | stat.S_IWUSR), "wb")
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


def _check_part(part: Path, target: Path) -> None:
    """Raises :class:`InvalidInput` for what no run leaves: writing to it could write to another file.

    A run that was killed when it had just placed its file leaves a second name of it, which is removed.
    """
    try:
        found = part.lstat()
    except FileNotFoundError:
        return
    if stat.S_ISREG(found.st_mode) and found.st_nlink <= 1:
        return
    if not (target.exists() and os.path.samestat(found, target.lstat())):
        raise InvalidInput(f"out: {part}, where the file is written first, is no regular file with one name; remove it")
    part.unlink(missing_ok=True)


def _only_one(part: Path, target: Path) -> BinaryIO:
    """The part file where files can't be locked, but none that is open can be removed."""
    try:
        part.unlink(missing_ok=True)
        return part.open("xb")
    except (FileExistsError, PermissionError):
        if part.exists():
            raise InvalidInput(f"out: {target} is being written by another run") from None
        raise


def _permissions(target: Path) -> int:
    """Those of a file; if there is none, those of any new one, which the umask narrows."""
    return stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666


def _emptied(file: BinaryIO) -> BinaryIO:
    file.truncate(0)
    return file


def _is_at(file: BinaryIO, path: Path) -> bool:
    """Whether an open file has this name and no other."""
    found = os.fstat(file.fileno())
    try:
        return found.st_nlink <= 1 and os.path.samestat(found, path.lstat())
    except FileNotFoundError:
        return False


def _place(part: Path, target: Path, *, overwrite: bool) -> None:
    """Gives the part its name, with the permissions of what it replaces."""
    if not overwrite:
        try:
            target.hardlink_to(part)
        except OSError:  # the name is taken, as is said below, or the file system knows no links
            pass
        else:
            part.unlink(missing_ok=True)
            return
    check_target(target, overwrite=overwrite)
    if target.exists() and _permissions(part) != _permissions(target):
        part.chmod(_permissions(target))
    part.replace(target)


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
