"""How numba compiles: with the passes that plain arithmetic needs, and parts of a loop no further than it needs them.

numba makes machine code of each function before it makes that of the loop which calls it. Of a rule only the
intermediate code is ever read, so that is where its compilation ends; and it is only tidied, since the loop is
optimised in full with all of its parts in it.
"""

from __future__ import annotations

import importlib
import re
from functools import cache
from typing import Any, Final

USELESS: Final = {
    *("WithLifting", "InlineClosureLikes", "InlineInlinables", "InlineOverloads", "MakeFunctionToJitFunction"),
    *("RewriteDynamicRaises", "FindLiterallyCalls", "LiteralUnroll", "LiteralPropagationSubPipelinePass"),
    *("NopythonRewrites", "DumpParforDiagnostics", "AnnotateTypes", "NoPythonSupportedFeatureValidation"),
    "IRLegalization",
}
"""Passes of numba for closures, exceptions, literals and expressions of whole arrays, for what is printed of a function
and for counting references to memory, which no loop takes or gives back."""
_LOWERING: Final = "NativeLowering"
_KNOWN: Final = ((0, 62), (0, 69))
"""The first release of numba whose workings are those that are changed here, and the first that may have others."""


@cache
def pipeline() -> Any:
    """The class that compiles loops and their parts for numba.

    A part is what has no wrapper for Python: only compiled code can call it. With a release of numba whose workings are
    not known here it is numba's own class, which takes longer.
    """
    compiler = importlib.import_module("numba.core.compiler")
    release = re.match(r"(\d+)\.(\d+)", importlib.import_module("numba").__version__)
    if not release or not _KNOWN[0] <= (int(release[1]), int(release[2])) < _KNOWN[1]:
        return compiler.Compiler
    machinery = importlib.import_module("numba.core.compiler_machinery")
    typed_passes = importlib.import_module("numba.core.typed_passes")
    codegen = importlib.import_module("numba.core.codegen")
    function = importlib.import_module("numba._dynfunc").make_function

    class Part(codegen.JITCodeLibrary):  # type: ignore[misc, name-defined]
        """The intermediate code of a part, tidied once it holds what the part calls; never machine code."""

        def _optimize_functions(self, module: Any) -> None:
            """Nothing yet: it is tidied whole."""

        def _optimize_final_module(self) -> None:
            tidy = {"opt": 1, "loop_vectorize": False, "slp_vectorize": False, "cost": "cheap"}
            passes, builder = self._codegen._module_pass_manager(**tidy)  # noqa: SLF001 (there is no other way)
            passes.run(self._final_module, builder)

        def _finalize_final_module(self) -> None:
            self._finalized = True

    @machinery.register_pass(mutates_CFG=True, analysis_only=False)
    class PartLowering(typed_passes.NativeLowering):  # type: ignore[misc, name-defined]
        """Lowers a part. What Python would call is made up: numba finds a part by it, and never calls it."""

        _name = "part_lowering"

        def run_pass(self, state: Any) -> bool:
            state.library = Part(state.targetctx.codegen(), state.func_id.func_qualname)
            state.flags.no_compile = True
            super().run_pass(state)
            made = state.cr
            stand_in = function(made.fndesc.lookup_module(), made.fndesc.qualname, "", 0, made.env, (state.library,))
            state.targetctx.insert_user_function(stand_in, made.fndesc, [state.library])
            state.cr = made._replace(cfunc=stand_in)
            return True

    class Pipeline(compiler.CompilerBase):  # type: ignore[misc, name-defined]
        def define_pipelines(self) -> list[Any]:
            manager = compiler.DefaultPassBuilder.define_nopython_pipeline(self.state)
            part = self.state.flags.no_cpython_wrapper
            manager.passes = [
                (PartLowering if part and made.__name__ == _LOWERING else made, says)
                for made, says in manager.passes
                if made.__name__ not in USELESS
            ]
            return [manager]

    return Pipeline
