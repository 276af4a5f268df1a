"""The pictures that the README shows are what a run draws today, small, and complete without the network."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree as ET

import pytest

ROOT = Path(__file__).parent.parent
KEPT = sorted((ROOT / "docs" / "pictures").glob("*.*"))


def load() -> ModuleType:
    """The script ``docs/pictures.py``, which is no part of any package."""
    spec = importlib.util.spec_from_file_location("pictures", ROOT / "docs" / "pictures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def drawn() -> dict[str, bytes]:
    found: dict[str, bytes] = load().drawn()
    return found


def texts(picture: bytes) -> list[str]:
    """What stands in a picture: its words and numbers, not where a machine's fonts put them."""
    root = ET.fromstring(picture)  # noqa: S314 (our own pictures)
    return [item.text for item in root.iter("{http://www.w3.org/2000/svg}text") if item.text]


@pytest.mark.parametrize("path", KEPT, ids=lambda path: path.name)
def test_a_kept_picture_says_what_a_run_draws_today(path: Path, drawn: dict[str, bytes]) -> None:
    assert len(texts(path.read_bytes())) > 10
    assert texts(path.read_bytes()) == texts(drawn[path.name]), "run `make docs` and commit docs/pictures"


def test_the_kept_pictures_are_those_of_the_readme() -> None:
    shown = re.findall(r"docs/pictures/([\w.-]+)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert [path.name for path in KEPT] == sorted(set(shown)) == sorted(load().README)


def test_pictures_are_small_and_need_nothing_from_elsewhere(drawn: dict[str, bytes]) -> None:
    for name, content in drawn.items():
        assert len(content) < 400_000, name
        if name.endswith(".svg"):
            addresses = set(re.findall(rb"https?://[^\"' )]+", content))
            assert addresses <= {b"http://www.w3.org/2000/svg", b"http://www.w3.org/1999/xlink"}, name
            assert str(ROOT).encode() not in content, name


def test_every_picture_is_drawn_and_shown(drawn: dict[str, bytes]) -> None:
    shown = {
        name
        for page in (ROOT / "docs").rglob("*.md")
        for name in re.findall(r"\{figure\} (?:\.\./)?pictures/(?:manual/)?([\w.-]+)", page.read_text(encoding="utf-8"))
    }
    assert shown == set(drawn)
