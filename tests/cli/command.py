"""What running the command gives, and its text without what changes with every edit of the law."""

import json
import re
from collections.abc import Callable
from typing import Any, NamedTuple


class Ran(NamedTuple):
    """Exit status and what was printed."""

    status: int
    out: str
    err: str

    @property
    def text(self) -> str:
        """The text of a success, 80 columns wide at most, without version and digest."""
        assert (self.status, self.err) == (0, "")
        return stable(self.out)

    @property
    def data(self) -> Any:
        """The JSON of a success."""
        assert (self.status, self.err) == (0, "")
        return json.loads(self.out)

    @property
    def problem(self) -> str:
        """The one line of an error."""
        assert self.status == 2
        assert self.out == ""
        assert self.err.startswith("sharedpay: ")
        assert self.err.endswith("\n")
        assert self.err.count("\n") == 1
        assert "Traceback" not in self.err
        return self.err.removeprefix("sharedpay: ").rstrip("\n")


Command = Callable[..., Ran]


def stable(text: str) -> str:
    return re.sub(
        r"^sharedpay [\d.]+, law [0-9a-f]{12}$", "sharedpay (version), law (digest)", text, flags=re.MULTILINE
    )


def row(text: str, label: str) -> str:
    """What stands to the right of a label: ``2 143.94`` for ``Net pay``."""
    found: list[str] = re.findall(rf"^ *{re.escape(label)}  .*?(-?\d[\d ]*\.\d\d)$", text, flags=re.MULTILINE)
    assert len(found) == 1, (label, found)
    return found[0].replace(" ", "")
