"""When this process began to load sharedpay: what changes on the disk later is not what it runs."""

import time
from typing import Final

BEGAN: Final = time.time_ns()
"""Nanoseconds since 1970. Loaded before anything else of the package."""
