"""The rules compiled, once on a machine.

What :mod:`sharedpay.batch.machine` makes of them is kept on disk under a digest of their sources and of the versions of
the tools, so that a changed rule can never meet an old machine code. Without numba, or with ``SHAREDPAY_BATCH=python``,
the same loops run in plain Python, and a warning says so once.
"""

from __future__ import annotations

import gc
import hashlib
import importlib.util
import os
import shutil
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import cache, partial
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final

from sharedpay._began import BEGAN, FOLDER, folder
from sharedpay.batch.machine import machine_code, numba

PLAIN_PYTHON: Final = (
    (
        "numba is not installed: the batch runs in plain Python, some hundred times slower; for the speed:"
        " pip install 'sharedpay[batch]'"
    ),
    "SHAREDPAY_BATCH=python: the batch runs in plain Python, some hundred times slower",
    "numba is told to compile nothing (NUMBA_DISABLE_JIT): the batch runs in plain Python, some hundred times slower",
)
"""Why nothing is compiled."""
_KEPT_FOLDERS: Final = 8
_lock = threading.Lock()


def why_plain() -> str | None:
    """Why the batch runs in plain Python, one of :data:`PLAIN_PYTHON`; None if it is compiled."""
    missing, unwanted, turned_off = PLAIN_PYTHON
    if importlib.util.find_spec("numba") is None:
        return missing
    if os.environ.get("SHAREDPAY_BATCH") == "python":
        return unwanted
    return turned_off if _turned_off() else None


def compiled(loop: Callable[..., None]) -> Callable[..., None]:
    """A loop over rows as machine code, or as it stands where nothing is compiled."""
    if why := why_plain():
        _warn_once(why)
        return loop
    with _lock:
        return partial(_call, _compiled(loop))


def _call(loop: Any, *arguments: Any) -> None:
    """Calls a loop, which is compiled by its first call."""
    with nullcontext() if loop.signatures else _no_collection():
        loop(*arguments)


@contextmanager
def _no_collection() -> Iterator[None]:
    """No garbage is looked for meanwhile: compiling makes millions of objects, and hardly any is garbage.

    The collector is off for all of the process, and on again afterwards if it was on before. Then all objects count as
    old ones: what is garbage is found when those are next looked at, not by a search among millions of young ones.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        if not gc.get_freeze_count():  # what someone has frozen stays so
            gc.freeze()
            gc.unfreeze()
        gc.enable()


@cache
def _turned_off() -> bool:
    with _no_collection():
        return bool(numba().config.DISABLE_JIT)


@cache
def _warn_once(why: str) -> None:
    warnings.warn(why, RuntimeWarning, stacklevel=2)


@cache
def _compiled(loop: Callable[..., None]) -> Callable[..., None]:
    with _no_collection():
        config = numba().config
        before = config.CACHE_DIR
        folder = cache_folder()
        config.CACHE_DIR = str(folder) if folder else ""
        try:
            return machine_code(loop, kept=folder is not None)
        finally:
            config.CACHE_DIR = before


@cache
def digest() -> str:
    """What the machine code depends on: the sources of the rules, of the loops, and the versions of the tools."""
    made_of = hashlib.sha256()
    for package, source in _sources():
        made_of.update(f"{package} {source.name}\n".encode() + source.read_bytes())
    tools = [f"{tool} {metadata.version(tool)}" for tool in ("numba", "llvmlite", "numpy")]
    made_of.update(f"{tools} {sys.version}".encode())
    return made_of.hexdigest()[:32]


def _sources() -> Iterator[tuple[str, Traversable]]:
    """The files that hold the rules and the loops, each with its package."""
    yield "sharedpay", resources.files("sharedpay").joinpath("money.py")
    for package in ("sharedpay.law", "sharedpay.payroll", "sharedpay.batch"):
        for source in sorted(resources.files(package).iterdir(), key=lambda entry: entry.name):
            if source.name.endswith(".py"):
                yield package, source


def _loaded_as_they_are() -> bool:
    """Whether no source changed since this process began to load them: a digest would be of what it does not run."""
    states = (source.stat() for _, source in _sources() if isinstance(source, Path))
    return folder() == FOLDER and all(max(state.st_mtime_ns, state.st_ctime_ns) < BEGAN for state in states)


def cache_folder() -> Path | None:
    """Where the machine code is kept: a folder of its own for each digest.

    In ``SHAREDPAY_CACHE_DIR``, else in the user's cache folder. None when no folder can be written, and when a source
    has changed since it was loaded.
    """
    if not _loaded_as_they_are():
        return None
    chosen = os.environ.get("SHAREDPAY_CACHE_DIR")
    base = Path(chosen) if chosen else _user_cache() / "sharedpay"
    folder = base / "compiled" / digest()
    try:
        new = not folder.exists()
        folder.mkdir(parents=True, exist_ok=True)
        os.utime(folder)
        if new:
            _tidy(folder.parent)
        return folder if os.access(folder, os.W_OK) else None
    except OSError:
        return None


def _user_cache() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def _tidy(parent: Path) -> None:
    """Forgets machine code of other digests that was used longest ago."""
    folders = sorted((entry for entry in parent.iterdir() if entry.is_dir()), key=lambda entry: entry.stat().st_mtime)
    for old in folders[:-_KEPT_FOLDERS]:
        shutil.rmtree(old, ignore_errors=True)
