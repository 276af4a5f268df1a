"""The rules compiled: the only module that knows numba.

The very functions of ``law`` and ``payroll`` are handed to numba from outside; they know nothing of it. What it makes
of them is kept on disk under a digest of their sources and of the versions of the tools, so that a changed rule can
never meet an old machine code. Without numba the same loops run in plain Python, and a warning says so once.
"""

from __future__ import annotations

import gc
import hashlib
import importlib
import importlib.util
import os
import shutil
import sys
import threading
import typing
import warnings
from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from importlib import metadata, resources
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any, Final

from sharedpay import money
from sharedpay.batch import inverse, kernel, quick, rows, settling, tiles
from sharedpay.batch.records import read_at_once
from sharedpay.law import (
    contributions,
    employer,
    flexi_job,
    reductions,
    special_contribution,
    withholding_tax,
    work_bonus,
)
from sharedpay.payroll import cost, net_rise, pay, search, shares, solve

RULES: Final[tuple[ModuleType, ...]] = (
    money,
    contributions,
    work_bonus,
    special_contribution,
    withholding_tax,
    employer,
    flexi_job,
    reductions,
    pay,
    cost,
    net_rise,
    shares,
    rows,
    kernel,
    inverse,
    settling,
    tiles,
)
"""The modules whose functions may be compiled; loops in :mod:`sharedpay.batch.kernel` call them."""

NO_NUMBA: Final = (
    "numba is not installed: the batch runs in plain Python, some hundred times slower; for the speed:"
    " pip install 'sharedpay[batch]'"
)
_INLINE: Final = {"error_model": "numpy", "forceinline": True, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
"""Rules are inlined into the loops: calling them would copy a law each time; and nobody calls one from Python."""
_LOOP: Final = {"no_cfunc_wrapper": True, "error_model": "numpy"}
"""No division is asked whether its denominator is 0: the rules do, and a question at each keeps rows apart."""
_CALLED: Final = {"error_model": "numpy", "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
"""What a search tries out is called: compiled once instead of at each of its places, and quicker there."""
_TRIED: Final = (inverse.cost_at, inverse.net_at, settling.spent_at, tiles.take, tiles.give)
_QUICKER: Final[Mapping[Callable[..., Any], Callable[..., Any]]] = {
    money.share: quick.share,
    money.half_up: quick.half_up,
}
"""What is compiled instead of a function: the same numbers sooner."""
_OF_FLOATS: Final[Mapping[Callable[..., Any], Callable[..., Any]]] = {
    money.share: quick.float_share,
    money.half_up: quick.float_half_up,
    money.round_down: quick.float_round_down,
    kernel.put: quick.float_put,
}
"""What is compiled instead of a function for whole numbers in floats."""
_USELESS: Final = {
    *("WithLifting", "InlineClosureLikes", "InlineInlinables", "InlineOverloads", "MakeFunctionToJitFunction"),
    *("RewriteDynamicRaises", "FindLiterallyCalls", "LiteralUnroll", "LiteralPropagationSubPipelinePass"),
    *("NopythonRewrites", "DumpParforDiagnostics"),
}
"""Passes of numba for closures, exceptions, literals and expressions of whole arrays."""
_KEPT_FOLDERS: Final = 8
_lock = threading.Lock()
_lock_of_collector = threading.Lock()


def has_numba() -> bool:
    """Whether numba is there. ``SHAREDPAY_BATCH=python`` says to do without it."""
    return os.environ.get("SHAREDPAY_BATCH") != "python" and importlib.util.find_spec("numba") is not None


def compiled(loop: Callable[..., None]) -> Callable[..., None]:
    """A loop of :mod:`sharedpay.batch.kernel` as machine code, or as it stands where numba is missing."""
    if not has_numba():
        _warn_once()
        return loop
    with _lock:
        return _compiled(loop)


@cache
def _warn_once() -> None:
    warnings.warn(NO_NUMBA, RuntimeWarning, stacklevel=2)


@cache
def _compiled(loop: Callable[..., None]) -> Callable[..., None]:
    numba = _numba()
    _register()
    config = numba.config
    before = config.CACHE_DIR
    folder = cache_folder()
    config.CACHE_DIR = str(folder) if folder else ""
    try:
        options = {**_LOOP, "pipeline_class": _fewer_passes(), "cache": folder is not None}
        made: Callable[..., None] = numba.njit(nogil=True, **options)(loop)
    finally:
        config.CACHE_DIR = before
    return made


def _numba() -> Any:
    """The module, as something without types: imported late, it takes a quarter of a second."""
    return importlib.import_module("numba")


def _compile_without_collector() -> None:
    """Lets no garbage be looked for while numba compiles: it makes millions of objects, of which hardly one is garbage.

    That takes a tenth off. Whoever has the collector off keeps it off.
    """
    event = importlib.import_module("numba.core.event")
    before: list[bool] = []

    class Compiling(event.Listener):  # type: ignore[misc, name-defined]
        def on_start(self, _event: Any) -> None:
            with _lock_of_collector:
                before.append(gc.isenabled())
                gc.disable()

        def on_end(self, _event: Any) -> None:
            with _lock_of_collector:
                if before.pop():
                    gc.enable()

    event.register("numba:compile", Compiling())


def _same(value: int) -> int:
    return value


@cache
def _register() -> None:
    """Tells numba that the rules may be compiled, and that a unit like ``Rate(…)`` does nothing."""
    numba = _numba()
    _compile_without_collector()
    typeof_impl: Any = importlib.import_module("numba.core.typing.typeof").typeof_impl
    same = numba.njit(**_INLINE)(_same)
    typeof_impl.register(typing.NewType)(lambda _value, _context: numba.typeof(same))
    extending: Any = importlib.import_module("numba.extending")
    read_at_once(tiles.law_of, rows.row_of)
    for rule in _rules():
        options = {**(_CALLED if rule in _TRIED else _INLINE), "pipeline_class": _fewer_passes()}
        extending.overload(rule, jit_options=options, strict=False)(partial(_chosen, rule))


@cache
def _fewer_passes() -> Any:
    """A compiler that leaves out the passes that rules have no use for, since they are plain arithmetic."""
    compiler = importlib.import_module("numba.core.compiler")

    class Compiler(compiler.CompilerBase):  # type: ignore[misc, name-defined]
        def define_pipelines(self) -> list[Any]:
            manager = compiler.DefaultPassBuilder.define_nopython_pipeline(self.state)
            manager.passes = [entry for entry in manager.passes if entry[0].__name__ not in _USELESS]
            return [manager]

    return Compiler


def _chosen(rule: Callable[..., Any], *types: Any) -> Callable[..., Any]:
    """What is compiled for a rule on arguments of these types."""
    numba = _numba()
    of_floats = any(isinstance(kind, numba.types.Float) for kind in types)
    return (_OF_FLOATS if of_floats else _QUICKER).get(rule, rule)


def _rules() -> Iterator[Callable[..., Any]]:
    for module in RULES:
        for value in vars(module).values():
            if isinstance(value, FunctionType) and value.__module__ == module.__name__ and value is not tiles.law_of:
                yield value
    yield from (search.crossing, search.largest, search.trimmed, solve.net_reach)


@cache
def digest() -> str:
    """What the machine code depends on: the sources of the rules, of the loops, and the versions of the tools."""
    made_of = hashlib.sha256()
    for package in ("sharedpay.law", "sharedpay.payroll", "sharedpay.batch"):
        for source in sorted(resources.files(package).iterdir(), key=lambda entry: entry.name):
            if source.name.endswith(".py"):
                made_of.update(f"{package} {source.name}\n".encode() + source.read_bytes())
    made_of.update(resources.files("sharedpay").joinpath("money.py").read_bytes())
    tools = [f"{tool} {metadata.version(tool)}" for tool in ("numba", "llvmlite", "numpy")]
    made_of.update(f"{tools} {sys.version}".encode())
    return made_of.hexdigest()[:32]


def cache_folder() -> Path | None:
    """Where the machine code is kept: a folder of its own for each digest. None when no folder can be written.

    In ``SHAREDPAY_CACHE_DIR``, else in the user's cache folder.
    """
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
