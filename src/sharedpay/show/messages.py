"""The catalogues kept in step with the code: every text that people can see is extracted and stands in ``locale/``.

``python -m sharedpay.show.messages`` (``make messages``) adds what is new to the three ``.po`` files, drops what is
gone and says how much is still to be translated. Translating is editing these files, nothing else.

What counts as a message, found in the syntax of the code:

- the first argument of ``….say("…")``, and the titles of ``Step("…", …)`` and ``Given("…")``;
- the values of the vocabularies named in :data:`VOCABULARIES`;
- the sentences of the errors, wherever a problem is made, and the parts of them that are called ``hint``, ``where``,
  ``reason`` or ``allowed``; what is filled in has the name of its variable;
- the short names of the documents of the law, and what leads to a place in them.
"""

from __future__ import annotations

import ast
import itertools
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sharedpay.show.language import ARTICLES, CODES

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

PACKAGE = Path(__file__).parent.parent
LOCALE = Path(__file__).parent / "locale"

VOCABULARIES = frozenset(
    {
        *("TITLES", "PARTS", "SENTENCES", "LABELS"),
        *(
            "PAYEES",
            "BRANCHES",
            "STATUSES",
            "HOUSEHOLD",
            "CONFIDENCES",
            "COLUMNS",
            "KINDS",
            "OUTCOMES",
            "FINDINGS",
            "ASSUMPTIONS",
        ),
        *("ARTICLES", "NO_LIMIT", "HEADS", "TOTALS"),
        *("CAUSES", "CHOICES", "ITEMS"),
        *("PLAIN_PYTHON", "REFUSALS", "SYSTEM", "NO_COEFFICIENT", "FUND_ABOVE_CEILING"),
    }
)
"""Names of constants whose texts (the values of a table, the items of a list) are messages."""
ERRORS = frozenset({"InvalidInput", "NotCovered", "NotModelled", "MissingExtra", "Unreachable", "Wrong"})
"""Calls whose texts are sentences of errors."""
PIECES = frozenset({"hint", "where", "reason", "allowed"})
"""What is called so holds a part of such a sentence."""

ENGLISH_ONLY = ("payroll/check/", "show/coverage.py", "show/messages.py", "testing/")
"""What speaks to those who write programs and cases, in the language of the code."""


def messages(source: str) -> Iterator[tuple[int, str, bool]]:
    """The messages of a file of code: line, text, and whether it is the sentence of an error."""
    for node in ast.walk(ast.parse(source)):
        for text, is_error in _found(node):
            yield getattr(node, "lineno", 0), text, is_error


def _found(node: ast.AST) -> Iterator[tuple[str, bool]]:
    match node:
        case ast.Call(func=ast.Attribute(attr="say" | "title"), args=[ast.Constant(value=str(text)), *_]):
            yield text, False
        case ast.Call(func=ast.Name(id="Step" | "Given"), args=[ast.Constant(value=str(text)), *rest]):
            yield text, False
            for part in rest[1:] + [word.value for word in node.keywords if word.arg == "cite"]:
                if isinstance(part, ast.Constant) and "#" in str(part.value):
                    yield from ((place, False) for place in _places(str(part.value)))
        case (
            ast.Assign(targets=[ast.Name(id=name)], value=value)
            | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
        ) if name in VOCABULARIES:
            yield from ((text, False) for text in _vocabulary(value))
        case _:
            for part in _problems(node):
                yield from ((text, True) for text in _sentences(part))


def _problems(node: ast.AST) -> list[ast.expr]:
    """The expressions of a piece of code that say what is wrong."""
    match node:
        case ast.Call(func=ast.Name(id="NotCovered"), args=[_, _, *parts]):
            return parts
        case ast.Call(func=ast.Name(id=name), args=parts) if name in ERRORS:
            return parts
        case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="append" | "extend"), args=parts) if (
            "problem" in name
        ):
            return parts
        case ast.Call(func=ast.Attribute(value=ast.Call(func=ast.Name(id="super")), attr="__init__"), args=parts):
            return parts
        case (
            ast.Assign(targets=[ast.Name(id=name)], value=ast.expr() as value)
            | ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value)
            | ast.AugAssign(target=ast.Name(id=name), value=value)
        ) if "problem" in name or name in PIECES:
            return [value]
        case ast.keyword(arg=name, value=value) if name in PIECES:
            return [value]
        case ast.FunctionDef(name=name) if name in ("covered", "allowed") or name.startswith("impossible_"):
            return [part.value for part in ast.walk(node) if isinstance(part, ast.Return) and part.value]
        case ast.Yield(value=ast.JoinedStr() | ast.Constant() as value):
            return [value]
        case ast.Lambda(body=ast.BoolOp(op=ast.And(), values=[*_, ast.JoinedStr() | ast.Constant() as value])):
            return [value]
        case _:
            return []


def _vocabulary(value: ast.expr) -> Iterator[str]:
    match value:
        case ast.Constant(value=str(text)):
            yield text
        case ast.Dict(values=parts) | ast.Tuple(elts=parts):
            for part in parts:
                yield from _vocabulary(part)
        case _:
            return


def _places(cite: str) -> Iterator[str]:
    """The place in a document, if it is told in words of its own rather than with ``art.`` and a number."""
    place = cite.partition("#")[2]
    if place and not any(word in ARTICLES for word in re.findall(r"[A-Za-z]+\.?", place)):
        yield place


def _sentences(value: ast.expr) -> Iterator[str]:
    """The sentences that an expression can give; what is filled in stands as ``{name}``."""
    if isinstance(value, (ast.List, ast.Tuple)):
        for part in value.elts:
            yield from _sentences(part)
    elif isinstance(value, (ast.ListComp, ast.GeneratorExp)):
        yield from _sentences(value.elt)
    elif isinstance(value, ast.IfExp):
        yield from _sentences(value.body)
        yield from _sentences(value.orelse)
    else:
        for parts in _texts(value):
            text = _named(parts)
            if " " in text and re.search(r"[A-Za-z]{2}", re.sub(r"\{\w+\}", "", text)):
                yield text


_Parts = tuple[str | ast.expr, ...]


def _texts(value: ast.expr) -> list[_Parts]:
    """The texts that an expression can give, as words and what is filled in between them."""
    match value:
        case ast.Constant(value=str(text)):
            return [(text,)]
        case ast.JoinedStr(values=parts):
            return [tuple(itertools.chain(*each)) for each in itertools.product(*map(_texts, parts))]
        case ast.FormattedValue(value=inner):
            return _texts(inner) if isinstance(inner, ast.IfExp) else [(inner,)]
        case ast.BinOp(op=ast.Add()):
            return [left + right for left in _texts(value.left) for right in _texts(value.right)]
        case ast.IfExp():
            return _texts(value.body) + _texts(value.orelse)
        case _:
            return [(value,)]


def _named(parts: Iterable[str | ast.expr]) -> str:
    """The words with a name in the place of everything that is filled in."""
    used: list[str] = []
    text = ""
    for part in parts:
        if isinstance(part, str):
            text += part
            continue
        match part:
            case ast.Name(id=name) | ast.Attribute(attr=name):
                hole = name.strip("_")
            case ast.Call(func=ast.Attribute(attr="join")):
                hole = "list"
            case _:
                hole = "value"
        used.append(hole)
        count = used.count(hole)
        text += f"{{{hole if count == 1 else f'{hole}{count}'}}}"
    return text


def template() -> Catalog:
    """Every message of the package, with the files that it stands in."""
    from babel.messages.catalog import Catalog  # noqa: PLC0415  only the catalogues need it

    found = Catalog(domain="sharedpay")
    for path in sorted(PACKAGE.rglob("*.py")):
        if not path.relative_to(PACKAGE).as_posix().startswith(ENGLISH_ONLY):
            for line, text, is_error in messages(path.read_text(encoding="utf-8")):
                _add(found, text, path, line, ["error"] if is_error else [])
    sources = PACKAGE / "law" / "sources.toml"
    for source in tomllib.loads(sources.read_text(encoding="utf-8")).values():
        if "short" in source:
            _add(found, source["short"], sources, 0, [])
    return found


def _add(found: Catalog, text: str, path: Path, line: int, comments: list[str]) -> None:
    found.add(text, locations=[(path.relative_to(PACKAGE).as_posix(), line)], auto_comments=comments)


def read(code: str) -> Catalog:
    """The catalogue of a language as it stands in ``locale/``."""
    from babel.messages.pofile import read_po  # noqa: PLC0415  only the catalogues need it

    with path_of(code).open("rb") as file:
        return read_po(file, code, "sharedpay")


def path_of(code: str) -> Path:
    """The file of a language's catalogue."""
    return LOCALE / code / "LC_MESSAGES" / "sharedpay.po"


def updated(code: str) -> Catalog:
    """The catalogue of a language with exactly the messages of the code; new ones are empty."""
    catalogue, current = read(code), template()
    current.creation_date = catalogue.creation_date
    catalogue.update(current, no_fuzzy_matching=True)
    return catalogue


def untranslated(catalogue: Any) -> list[str]:
    """The messages without a translation, or with one that is only a guess."""
    return [message.id for message in catalogue if message.id and (not message.string or message.fuzzy)]


def main() -> None:
    """Bring the catalogues in step with the code."""
    from babel.messages.pofile import write_po  # noqa: PLC0415  only the catalogues need it

    for code in CODES[1:]:
        catalogue = updated(code)
        with path_of(code).open("wb") as file:
            write_po(file, catalogue, width=120, ignore_obsolete=True, include_lineno=False)
        missing = untranslated(catalogue)
        sys.stdout.write(f"{code}: {len(catalogue)} messages, {len(missing)} without a translation\n")
        sys.stdout.writelines(f"  {text}\n" for text in missing)


if __name__ == "__main__":
    main()
