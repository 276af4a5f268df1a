"""Inputs written as a kind and its values, like ``meal_vouchers count=20 face=8.00``: earnings and reductions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Literal, TypeVar, get_args, get_origin

from sharedpay.errors import InvalidInput
from sharedpay.model.base import Input
from sharedpay.model.earnings import Earnings, earnings_kind
from sharedpay.model.reduction import REDUCTIONS, Reduction

M = TypeVar("M", bound=Input)


def earnings_of(phrases: Iterable[str]) -> list[Earnings]:
    """Earnings out of phrases. Raises :class:`InvalidInput` with all that is wrong with them and what is allowed."""
    problems: list[str] = []
    found: list[Earnings] = []
    for phrase in phrases:
        try:
            found.append(_made(earnings_kind(_kind(phrase)), phrase))
        except InvalidInput as error:
            problems += [f"earning {phrase!r}: {problem}" for problem in error.problems]
    if problems:
        raise InvalidInput(problems)
    return found


def reduction_of(phrase: str) -> Reduction:
    """A target-group reduction out of a phrase. Raises :class:`InvalidInput` as :func:`earnings_of` does."""
    kinds = {model.model_fields["kind"].default: model for model in REDUCTIONS}
    kind = _kind(phrase)
    if kind not in kinds:
        raise InvalidInput(f"reduction {phrase!r}: no kind {kind!r}; allowed: {', '.join(kinds)}")
    try:
        found: Reduction = _made(kinds[kind], phrase)
    except InvalidInput as error:
        raise InvalidInput([f"reduction {phrase!r}: {problem}" for problem in error.problems]) from None
    return found


def _kind(phrase: str) -> str:
    return (phrase.split() or [""])[0]


def _made(model: type[M], phrase: str) -> M:
    """The input that a phrase describes, of the model that its kind names."""
    pairs = [word.partition("=") for word in phrase.split()[1:]]
    problems = [f"{name!r} is no value; write name=value" for name, equals, _ in pairs if not equals]
    try:
        made = model(**{name: _read_as(model, name, value) for name, equals, value in pairs if equals})
    except InvalidInput as error:
        raise InvalidInput([*problems, *error.problems]) from None
    if problems:
        raise InvalidInput(problems)
    return made


def _read_as(model: type[Input], name: str, value: str) -> str | int | bool:
    """A value as the kind of its field: whole numbers and yes or no are not text."""
    field = model.model_fields.get(name)
    kinds = set(_kinds(field.annotation)) if field else set()
    if bool in kinds and value in ("yes", "no"):
        return value == "yes"
    return int(value) if int in kinds and value.isdecimal() and len(value) < 10 else value


def _kinds(annotation: Any) -> Iterator[type]:
    """The plain types that an annotation is made of."""
    if get_origin(annotation) is Literal:
        yield from (type(choice) for choice in get_args(annotation))
    elif get_args(annotation):
        for part in get_args(annotation):
            yield from _kinds(part)
    elif isinstance(annotation, type):
        yield annotation
