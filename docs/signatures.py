"""The reference shows what may be typed: an input's fields with their defaults, and nothing that pydantic adds."""

from __future__ import annotations

import inspect
from typing import Any

from docutils import nodes

from sharedpay.model.base import Input

_HIDDEN = {"__init__", "__new__", "model_config", "model_fields", "Weeks"}


def setup(app: Any) -> dict[str, bool]:
    """Sphinx calls this."""
    app.connect("autodoc-process-signature", signature)
    app.connect("autodoc-skip-member", lambda _app, _what, name, *_: True if name in _HIDDEN else None)
    app.connect("autodoc-process-docstring", without_aliases)
    # After autodoc's own, which adds the types of what a constructor takes.
    app.connect("object-description-transform", prose_only, priority=900)
    return {"parallel_read_safe": True}


def signature(
    _app: Any, what: str, _name: str, item: Any, _options: Any, found: str | None, _returned: Any
) -> tuple[str, None] | None:
    """The fields of an input; nothing for other classes, which are results that a function makes."""
    if what != "class" or found is None or not inspect.isclass(item):
        return None
    if not issubclass(item, Input):
        return "", None
    fields = {name: field for name, field in item.model_fields.items() if name != "kind"}
    parts = [name if field.is_required() else f"{name}={field.default!r}" for name, field in fields.items()]
    return f"({', '.join(parts)})", None


def without_aliases(_app: Any, _what: str, _name: str, _item: Any, _options: Any, lines: list[str]) -> None:
    """The fields of a tuple go without the words that Python gives them."""
    if lines and lines[0].startswith("Alias for field number"):
        lines.clear()


def prose_only(_app: Any, domain: str, kind: str, content: Any) -> None:
    """A class says in its text what its fields are: no second list of them with pydantic's types."""
    if (domain, kind) == ("py", "class"):
        for child in [child for child in content.children if isinstance(child, nodes.field_list)]:
            content.remove(child)
