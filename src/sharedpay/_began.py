"""When this process began to load sharedpay, and from where: what changes on the disk later is not what it runs."""

import time
from pathlib import Path
from typing import Final

BEGAN: Final = time.time_ns()
"""Nanoseconds since 1970. Loaded before anything else of the package."""


def folder() -> tuple[int, int] | None:
    """Which folder the package stands in now; None where it is in no folder, as in an archive."""
    try:
        found = Path(__file__).parent.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


FOLDER: Final = folder()
"""Where it was loaded from: a link to a release may lead to another one since."""
