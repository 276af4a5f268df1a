"""The command ``sharedpay``: settle, payslip, solve, law, check, batch.

People get aligned text, coloured on a terminal and plain when piped; programs get ``--json``. What is wrong is one
line on stderr and exit status 2; ``check`` exits 1 when a case differs.
"""

from __future__ import annotations

import sys

try:
    try:
        import cyclopts as _cyclopts  # noqa: F401
        import rich as _rich  # noqa: F401
    except ImportError:  # pragma: no cover  proven by a test that hides the packages
        sys.stderr.write("sharedpay: the command needs its extra: pip install 'sharedpay[cli]'\n")
        raise SystemExit(2) from None
    from sharedpay.cli.main import main
except KeyboardInterrupt:
    raise SystemExit(130) from None

__all__ = ["main"]
