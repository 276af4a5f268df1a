"""What all inputs share: frozen, strict, and one ``InvalidInput`` that lists all that is wrong."""

from __future__ import annotations

import contextlib
import typing
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, TypeAlias

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ModelWrapValidatorHandler,
    PlainSerializer,
    TypeAdapter,
    ValidationError,
    model_validator,
)

from sharedpay.errors import InvalidInput

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


def _day(value: Any) -> date:
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(value)
    except (ValueError, TypeError):
        raise InvalidInput(f"value: {value!r} is not a day like '2026-05-01'") from None


if TYPE_CHECKING:
    Day: TypeAlias = date | str
else:
    # Type checkers see what may be given; what is kept is a date.
    Day = Annotated[date, BeforeValidator(_day), PlainSerializer(lambda day: day.isoformat(), when_used="json")]


class Input(BaseModel):
    """Base of the inputs. Unknown names, wrong types and impossible combinations raise ``InvalidInput``."""

    # Validators are built when a model is first used: building them all would be a third of the time of an import.
    model_config: ClassVar[ConfigDict] = ConfigDict(
        frozen=True, extra="forbid", strict=True, validate_default=False, defer_build=True
    )

    def __init__(self, **data: Any) -> None:
        try:
            super().__init__(**data)
        except ValidationError as error:
            raise InvalidInput(problems_of(error, type(self))) from None

    @model_validator(mode="wrap")
    @classmethod
    def _possible(cls, data: Any, handler: ModelWrapValidatorHandler[typing.Self]) -> typing.Self:
        try:
            found = handler(data)
        except ValidationError as error:
            raise InvalidInput([*problems_of(error, cls), *_between_the_rest(cls, data, error)]) from None
        problems = [] if found is data else [said for rule in found.impossible() if (said := rule())]
        if problems:
            raise InvalidInput(problems)
        return found

    def impossible(self) -> Iterable[Rule]:
        """The rules between the fields: each says in one sentence what is wrong, or nothing.

        Fields are read inside the rules only, so that a field that is wrong by itself silences those that need it, and
        no other.
        """
        return ()


Rule: TypeAlias = Callable[[], Any]


def _between_the_rest(model: type[Input], data: Any, error: ValidationError) -> Iterator[str]:
    """What is wrong between the fields that are right by themselves."""
    places = [item["loc"] for item in error.errors()]
    if not isinstance(data, dict) or () in places:
        return
    wrong = {place[0] for place in places}
    rest = model.model_construct()
    for name, field in model.model_fields.items():
        if name in wrong:
            rest.__dict__.pop(name, None)
        elif name in data:
            rest.__dict__[name] = TypeAdapter(field.rebuild_annotation()).validate_python(data[name])
    for rule in rest.impossible():
        with contextlib.suppress(AttributeError):
            said = rule()
            if said:
                yield said


def problems_of(error: ValidationError, model: type[BaseModel]) -> list[str]:
    """The sentences of an ``InvalidInput``: field, value, what is allowed."""
    problems: list[str] = []
    for item in error.errors():
        cause = item.get("ctx", {}).get("error")
        where = ".".join(str(part) for part in item["loc"])
        if isinstance(cause, InvalidInput):
            problems.extend(_placed(problem, where) for problem in cause.problems)
            continue
        where = where or model.__name__
        if item["type"] == "extra_forbidden":
            problems.append(f"{where}: no such input; allowed: {', '.join(model.model_fields)}")
        elif item["type"] == "missing":
            problems.append(f"{where}: is missing")
        elif item["type"] == "literal_error":
            choices = item["ctx"]["expected"].replace(" or ", ", ")  # no word in it that is of one language
            problems.append(f"{where}: {item['input']!r} is not allowed; allowed: {choices}")
        else:
            problems.append(f"{where}: {item['input']!r} is not allowed: {allowed(item)}")
    return problems


def allowed(item: ErrorDetails) -> str:
    """What a field may hold, in words that the catalogues know; those of pydantic where it says something rarer."""
    limits = item.get("ctx", {})
    match item["type"]:
        case "int_type":
            return "input should be a valid integer"
        case "bool_type":
            return "input should be a valid boolean"
        case "string_type":
            return "input should be a valid string"
        case "greater_than_equal":
            return f"input should be greater than or equal to {limits['ge']}"
        case "less_than_equal":
            return f"input should be less than or equal to {limits['le']}"
        case "string_pattern_mismatch":
            return f"string should match pattern '{limits['pattern']}'"
        case "string_too_short" if limits["min_length"] == 1:
            return "string should have at least 1 character"
        case "string_too_long":
            return f"string should have at most {limits['max_length']} characters"
        case _:
            return _lower(item["msg"])


def _placed(problem: str, where: str) -> str:
    """A problem with the name of the field that it was found in: ``value: …`` is about the field itself."""
    if problem.startswith("value: "):
        return f"{where}{problem.removeprefix('value')}"
    return f"{where}.{problem}" if where else problem


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
