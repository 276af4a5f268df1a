"""The pictures of README and manual, made from real runs: ``python docs/pictures.py`` draws them, ``make docs`` does.

A chart is what the examples of a page save when they run. The terminal and the pages of documents are drawn from the
results that the tutorial's examples leave behind. Those of the manual go to ``docs/pictures/manual/``, which is not
kept; those that the README shows are kept in ``docs/pictures/``.
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import tempfile
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

import typst
from rich.console import Console

from sharedpay.show import pdf
from sharedpay.show.terminal import styled

HERE = Path(__file__).parent
FOLDER = HERE / "pictures"
PAGES = ("tutorial.md", "how-to/draw-charts.md")
"""The pages whose examples draw."""
README = ("waterfall.svg", "curve.svg")
"""The pictures that are kept."""

_BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_PIXELS_PER_INCH = 110
_COLUMNS = 86
_TERMINAL = """<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: {char_height}px; }}
.{unique_id}-title {{ font-family: "DejaVu Sans", "Segoe UI", system-ui, sans-serif; font-size: 16px; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal"><rect width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""
"""How rich draws a terminal, without the fonts that it would fetch from the network."""


def setup(app: Any) -> dict[str, bool]:
    """Sphinx calls this: the manual's pictures are drawn before the build looks for them."""
    app.connect("config-inited", lambda *_: write(FOLDER / "manual", drawn()))
    return {"parallel_read_safe": True}


def drawn() -> dict[str, bytes]:
    """Every picture by its name."""
    pictures: dict[str, bytes] = {}
    for page in PAGES:
        names, saved = run(HERE / page)
        pictures |= saved
        if page == "tutorial.md":
            pictures |= documents(names) | terminals(names)
    return pictures


def run(page: Path) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Run the examples of a page: the names that they leave behind, and the pictures that they save."""
    names: dict[str, Any] = {"__name__": "__main__"}
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder), contextlib.redirect_stdout(io.StringIO()):
        for block in _BLOCK.findall(page.read_text(encoding="utf-8")):
            exec(compile(block, page.name, "exec", dont_inherit=True), names)  # noqa: S102 (our own pages)
        return names, {path.name: path.read_bytes() for path in sorted(Path(folder).glob("*.svg"))}


def documents(names: Mapping[str, Any]) -> dict[str, bytes]:
    """The pages of the tutorial's documents: the payslip in Dutch, the sheet of the invoice."""
    payslip = pdf.payslip_data(names["slip"], names["employer"], names["person"], "nl")
    return {
        "payslip.png": image("payslip.typ", payslip)[0],
        "invoice.png": image("settlement.typ", pdf.settlement_data(names["result"]))[0],
    }


def image(template: str, data: Mapping[str, Any]) -> list[bytes]:
    """A document as one PNG a page, from the template and the data that its PDF is made of."""
    source = resources.files("sharedpay.show").joinpath("templates", template).read_bytes()
    inputs = {"data": json.dumps(data)}
    pages = typst.compile(source, sys_inputs=inputs, ignore_system_fonts=True, format="png", ppi=_PIXELS_PER_INCH)
    return pages if isinstance(pages, list) else [pages]


def terminals(names: Mapping[str, Any]) -> dict[str, bytes]:
    """What the command shows on a terminal: the withholding tax explained, step by step."""
    steps = str(names["slip"].explain("withholding_tax")).partition("\n\nFrom\n")[0]
    return {"explanation.svg": terminal("explanation", "sharedpay payslip --explain withholding_tax", steps)}


def terminal(name: str, title: str, text: str) -> bytes:
    """A text on a terminal, as SVG."""
    console = Console(record=True, width=_COLUMNS, file=io.StringIO(), force_terminal=True)
    console.print(styled(text, "en"))
    return console.export_svg(title=title, code_format=_TERMINAL, unique_id=name).encode()


def write(folder: Path, pictures: Mapping[str, bytes]) -> None:
    """Write what differs from what is there, so that a build only copies what changed; remove what is no more."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in pictures.items():
        path = folder / name
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)
    for path in folder.iterdir():
        if path.is_file() and path.name not in pictures:
            path.unlink()


if __name__ == "__main__":
    write(FOLDER, {name: content for name, content in drawn().items() if name in README})
