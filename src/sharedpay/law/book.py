"""The law book: loads the dated tables beside the rules, checks them, and serves the figures of a date.

A rule asks for its own law type, a ``NamedTuple`` whose field names are the parameter names::

    book.on("2026-05-01").get(WithholdingLaw)

Every figure has a valid time (``from``, ``to``) and, where it was changed after the fact, a known time
(``published``). A named reading of a conflict (``book.reading("strict_upper_edge")``) and an amendment
(``book.amend(…)``) give new books with digests of their own. A date that no version holds raises
:class:`~sharedpay.errors.NotCovered`; the last known value is never used beyond its time.
"""

from __future__ import annotations

import hashlib
import json
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from fractions import Fraction
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from sharedpay.errors import InvalidInput, NotCovered
from sharedpay.money import NO_LIMIT, Rate, cents, read_rate

L = typing.TypeVar("L")
Confidence = typing.Literal["official", "two_sources", "one_source", "derived", "conflict", "estimate", "amendment"]


@dataclass(frozen=True, slots=True)
class Version:
    """One value of a parameter from ``start`` to ``end`` (both inclusive), as it is written in the table.

    ``published`` is the day it became known (None: known all along), ``reading`` the named option that switches it
    on. ``verified`` is the last day on which the value was checked; ``extra`` holds what estimates carry: provenance,
    low, high, as_of.
    """

    start: date
    end: date
    value: Any
    sources: tuple[str, ...]
    confidence: Confidence
    note: str = ""
    published: date | None = None
    reading: str = ""
    verified: date | None = None
    extra: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One dated figure of the law: its labels in four languages, its unit, its article and its versions in order."""

    area: str
    name: str
    labels: Mapping[str, str]
    unit: str
    cite: str
    versions: tuple[Version, ...]

    @property
    def key(self) -> str:
        """``area.name``, the name that amendments and errors use."""
        return f"{self.area}.{self.name}"


@dataclass(frozen=True, slots=True)
class Source:
    """One document: its own title, its kind, its date and its address where known; ``short`` names it in passing."""

    id: str
    title: str
    kind: str
    date: date | None = None
    address: str = ""
    short: str = ""


def read_date(text: str | date, name: str = "date") -> date:
    """An ISO date, or a month (its first day). Raises :class:`InvalidInput` for anything else."""
    if isinstance(text, datetime):
        return text.date()
    if isinstance(text, date):
        return text
    try:
        return date.fromisoformat(f"{text}-01" if len(text) == 7 else text)
    except (ValueError, TypeError):
        raise InvalidInput(f"{name}: {text!r} is not a date like '2026-05-01' or a month like '2026-05'") from None


def read_value(raw: Any, kind: Any, name: str) -> Any:
    """A value of a table in the shape that a rule wants: cents, millionths, counts, flags, rows of those.

    ``kind`` is the annotation of the field: ``int``, :data:`~sharedpay.money.Rate`, ``Fraction``, a ``NamedTuple`` or
    ``tuple[…, ...]`` of one of them. Euro amounts are text in the table, counts integers, flags booleans.
    """
    if typing.get_origin(kind) is tuple:
        item = typing.get_args(kind)[0]
        return tuple(read_value(part, item, name) for part in raw)
    if isinstance(kind, type) and issubclass(kind, tuple):
        hints = typing.get_type_hints(kind)
        row = {("start" if key == "from" else key): part for key, part in raw.items()}
        unknown = sorted(set(row) - set(hints))
        defaults = getattr(kind, "_field_defaults", {})
        missing = [key for key in hints if key not in row and key not in defaults]
        if unknown or missing:
            raise InvalidInput(f"{name}: {raw!r} must have the keys {', '.join(hints)}")
        return kind(**{key: read_value(part, hints[key], f"{name}.{key}") for key, part in row.items()})
    if raw == "none":
        return NO_LIMIT
    if kind is Rate:
        return read_rate(raw, name)
    if kind is Fraction:
        return Fraction(raw)
    if isinstance(raw, (bool, int)):
        return int(raw)
    return cents(raw, name)


class Laws:
    """The law of one date, as known on another: what :meth:`LawBook.on` gives.

    ``get`` hands a rule its figures; ``version`` says where one of them comes from.
    """

    def __init__(self, book: LawBook, day: date, known_on: date | None) -> None:
        self.book = book
        self.date = day
        self.known_on = known_on
        self._got: dict[tuple[type, frozenset[str]], Any] = {}
        self._figures: dict[tuple[type, frozenset[str]], Mapping[str, tuple[Parameter, Version]]] = {}

    def __repr__(self) -> str:
        known = f", known_on={self.known_on}" if self.known_on else ""
        return f"<the law on {self.date}{known}, digest {self.book.digest[:12]}>"

    def version(self, name: str) -> Version:
        """The version of a parameter in force. Raises :class:`NotCovered` when no version holds the date."""
        parameter = self.book.parameter(name)
        found: Version | None = None
        for version in parameter.versions:
            if not version.start <= self.date <= version.end:
                continue
            if version.reading and version.reading not in self.book.readings:
                continue
            if version.published and self.known_on and version.published > self.known_on:
                continue
            if found is None or _precedence(version) >= _precedence(found):
                found = version
        if found is None:
            raise NotCovered(parameter.key, self.date.isoformat(), self.book.covered(parameter, self.date))
        return found

    def get(self, law: type[L], waive: frozenset[str] = frozenset()) -> L:
        """The figures that a rule asks for, as its own ``NamedTuple``.

        ``waive`` names figures that the case at hand multiplies by nothing (the director's costs of an employee): where
        one of them isn't covered it is 0 instead of an error. Raises :class:`NotCovered` for any other gap.
        """
        key = (law, waive)
        if key not in self._got:
            self._got[key] = self._read(law, waive)
        return typing.cast(L, self._got[key])

    def _read(self, law: type[Any], waive: frozenset[str]) -> Any:
        values = {}
        for name, kind in _hints(law).items():
            if isinstance(kind, type) and issubclass(kind, tuple) and name not in self.book.names:
                values[name] = self.get(kind, waive)
                continue
            try:
                values[name] = read_value(self.version(name).value, kind, name)
            except NotCovered:
                if name not in waive:
                    raise
                values[name] = _empty(kind)
        return law(**values)

    def figures(self, law: type[Any], waive: frozenset[str] = frozenset()) -> Mapping[str, tuple[Parameter, Version]]:
        """Where the figures of :meth:`get` come from, by name; waived ones are left out."""
        key = (law, waive)
        if key not in self._figures:
            found: dict[str, tuple[Parameter, Version]] = {}
            for name, kind in _hints(law).items():
                if name in self.book.names:
                    if name not in waive:
                        found[name] = (self.book.names[name], self.version(name))
                else:
                    found |= self.figures(kind, waive)
            self._figures[key] = found
        return self._figures[key]

    def __iter__(self) -> Iterator[tuple[Parameter, Version]]:
        """Every parameter that has a figure on this date, with the version in force."""
        for parameter in self.book.parameters():
            try:
                yield parameter, self.version(parameter.name)
            except NotCovered:
                continue


class LawBook:
    """All tables: ``load`` reads the packaged ones or a folder of your own.

    Books are values: ``amend`` and ``reading`` give new ones and leave this one alone. ``digest`` names the content.
    """

    def __init__(
        self,
        areas: Mapping[str, Mapping[str, Parameter]],
        sources: Mapping[str, Source],
        verified: Mapping[str, date],
        readings: frozenset[str] = frozenset(),
    ) -> None:
        self.areas = areas
        self.sources = sources
        self.verified = verified
        self.readings = readings
        self.names: dict[str, Parameter] = {}
        for area in areas.values():
            for parameter in area.values():
                if parameter.name in self.names:
                    raise InvalidInput(f"{parameter.key} has the same name as {self.names[parameter.name].key}")
                self.names[parameter.name] = parameter
        self._on: dict[tuple[date, date | None], Laws] = {}

    @classmethod
    def load(cls, folder: Path | None = None) -> LawBook:
        """The packaged law, or the tables of ``folder`` (``*.toml``, one per area, and ``sources.toml``)."""
        if folder is None:
            return packaged()
        return _load({path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.toml"))})

    def parameters(self) -> Iterator[Parameter]:
        """Every parameter, by area and name as the tables have them."""
        for area in self.areas.values():
            yield from area.values()

    def parameter(self, name: str) -> Parameter:
        """A parameter by ``name`` or ``area.name``. Raises :class:`InvalidInput` that suggests the nearest names."""
        found = self.names.get(str(name).rpartition(".")[2])
        if found is None or (found.key != name and "." in name):
            import difflib  # noqa: PLC0415  only a mistake needs it

            near = difflib.get_close_matches(
                str(name), [*self.names, *(p.key for p in self.parameters())], n=3, cutoff=0.5
            )
            hint = f"; did you mean {', '.join(near)}?" if near else ""
            raise InvalidInput(f"parameter: there is no {name!r} in the law book{hint}")
        return found

    def covered(self, parameter: Parameter, day: date) -> str:
        """The covered periods nearest to a date, in words."""
        versions = [v for v in parameter.versions if not v.reading]
        before = max((v.end for v in versions if v.end < day), default=None)
        after = min((v.start for v in versions if v.start > day), default=None)
        if before and after:
            return f"until {before} and again from {after}"
        if before:
            return f"until {before}"
        return f"from {after}" if after else "never"

    def on(self, day: str | date, known_on: str | date | None = None) -> Laws:
        """The law in force on a day; with ``known_on``, without what was published after that other day.

        A version without a day of publication counts as always known, an amendment too.
        """
        key = (read_date(day), read_date(known_on, "known_on") if known_on else None)
        if key not in self._on:
            self._on[key] = Laws(self, *key)
        return self._on[key]

    def reading(self, *names: str) -> LawBook:
        """The same book with named readings of conflicts switched on. Raises :class:`InvalidInput` for unknown ones."""
        known = self.known_readings()
        wrong = [name for name in names if name not in known]
        if wrong:
            raise InvalidInput(f"reading: unknown {', '.join(map(repr, wrong))}; known: {', '.join(sorted(known))}")
        return LawBook(self.areas, self.sources, self.verified, self.readings | set(names))

    def known_readings(self) -> dict[str, list[str]]:
        """Every named reading, with the keys of the parameters that it changes."""
        found: dict[str, list[str]] = {}
        for parameter in self.parameters():
            for version in parameter.versions:
                if version.reading and parameter.key not in found.setdefault(version.reading, []):
                    found[version.reading].append(parameter.key)
        return found

    def amend(self, changes: Mapping[str, Mapping[str, Any]]) -> LawBook:
        """A book with other figures: ``{"area.name": {"2027-01-01": value}}``, each value in force from its date.

        An amended value wins over the table from its date until the next amendment of the same parameter, without
        end. Values are written as in the tables. Raises :class:`InvalidInput` for an unknown parameter or a value of
        another shape than the table's.
        """
        given: object = changes
        if not isinstance(given, Mapping):
            raise InvalidInput(
                f"changes: {given!r} is not allowed; give a mapping of names of figures to mappings of days to values"
            )
        areas = {name: dict(area) for name, area in self.areas.items()}
        for key, values in changes.items():
            named = self.parameter(key)
            if not isinstance(values, Mapping):
                example = {"2027-01-01": values}
                raise InvalidInput(f"{key}: {values!r} has no day; write from when it holds, like {example}")
            parameter = areas[named.area][named.name]
            days = sorted((read_date(day, key), value) for day, value in values.items())
            added = []
            for i, (day, value) in enumerate(days):
                _same_shape(parameter, value)
                end = days[i + 1][0] - timedelta(days=1) if i + 1 < len(days) else date.max
                added.append(Version(day, end, value, (), "amendment"))
            areas[parameter.area][parameter.name] = Parameter(
                parameter.area,
                parameter.name,
                parameter.labels,
                parameter.unit,
                parameter.cite,
                (*parameter.versions, *added),
            )
        return LawBook(areas, self.sources, self.verified, self.readings)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the figures, their times and the readings in force: equal digests compute equal results."""
        content: dict[str, Any] = {"readings": sorted(self.readings)}
        for parameter in self.parameters():
            content[parameter.key] = [
                [str(v.start), str(v.end), v.value, str(v.published), v.reading, v.confidence == "amendment"]
                for v in parameter.versions
            ]
        return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()

    def diff(self, before: str | date, after: str | date) -> list[tuple[Parameter, Version | None, Version | None]]:
        """The parameters whose value differs between two days, with the version of each (None: not covered)."""
        first, second = self.on(before), self.on(after)
        changed = []
        for parameter in self.parameters():
            old, new = _or_none(first, parameter), _or_none(second, parameter)
            if (old and old.value) != (new and new.value):
                changed.append((parameter, old, new))
        return changed


def _or_none(laws: Laws, parameter: Parameter) -> Version | None:
    try:
        return laws.version(parameter.name)
    except NotCovered:
        return None


def _precedence(version: Version) -> tuple[bool, bool, date, date]:
    """What wins where several versions hold a date: an amendment, a chosen reading, what was published last."""
    return (
        version.confidence == "amendment",
        bool(version.reading),
        version.published or date.min,
        version.start,
    )


def _empty(kind: Any) -> Any:
    """What a waived figure is: 0, or rows of nothing."""
    if typing.get_origin(kind) is tuple:
        item = typing.get_args(kind)[0]
        return (_empty(item),) * (8 if item is int else 1)
    if isinstance(kind, type) and issubclass(kind, tuple):
        return kind(*(_empty(hint) for hint in typing.get_type_hints(kind).values()))
    return 0


_HINTS: dict[type[Any], dict[str, Any]] = {}


def _hints(law: type[Any]) -> dict[str, Any]:
    if law not in _HINTS:
        _HINTS[law] = typing.get_type_hints(law)
    return _HINTS[law]


def _same_shape(parameter: Parameter, value: Any) -> None:
    """Refuses an amended value that the rules could not read: same kind, same keys; as many numbers in a plain list."""
    models = [version.value for version in parameter.versions]
    model = next((one for one in models if one != "none"), "none")
    problem = f"{parameter.key}: {value!r} must be written like {model!r}"
    rows: list[Any] = value if isinstance(value, list) else [value]
    wanted: list[Any] = model if isinstance(model, list) else [model]
    if isinstance(value, list) is not isinstance(model, list) or not rows:
        raise InvalidInput(problem)
    if isinstance(wanted[0], dict):
        known = [row for one in models for row in (one if isinstance(one, list) else [one])]
        allowed = {key: part for row in known for key, part in row.items()}
        needed = set(allowed).intersection(*known)
        fits = all(
            isinstance(row, dict)
            and needed <= set(row) <= set(allowed)
            and all(_written_alike(part, allowed[key], "table") for key, part in row.items())
            for row in rows
        )
    else:
        fits = len(rows) == len(wanted) and all(_written_alike(row, wanted[0], parameter.unit) for row in rows)
    if not fits:
        raise InvalidInput(problem)


def _written_alike(value: Any, model: Any, unit: str) -> bool:
    """Whether a number is written as the tables write it: text that its unit can read, a count or a flag."""
    if type(value) is not type(model):
        return False
    if not isinstance(value, str) or value == "none":
        return True
    readers: dict[str, Callable[[str], Any]] = {"rate": read_rate, "factor": Fraction}
    for read in (cents, read_rate) if unit == "table" else (readers.get(unit, cents),):
        try:
            read(value)
        except (InvalidInput, ValueError):
            continue
        return True
    return False


def _load(files: Mapping[str, str]) -> LawBook:
    import tomllib  # noqa: PLC0415  only the first use of a book needs it

    tables = {name.removesuffix(".toml"): tomllib.loads(text) for name, text in files.items()}
    sources = {name: Source(name, **entry) for name, entry in tables.pop("sources", {}).items()}
    areas: dict[str, dict[str, Parameter]] = {}
    verified: dict[str, date] = {}
    for area, table in tables.items():
        covered = table.pop("covered")
        verified[area] = covered["verified"]
        areas[area] = {
            name: Parameter(
                area,
                name,
                entry["label"],
                entry["unit"],
                entry.get("cite", ""),
                tuple(_version(raw, covered) for raw in entry["version"]),
            )
            for name, entry in table.items()
        }
    return LawBook(areas, sources, verified)


_KNOWN_KEYS = frozenset({"from", "to", "value", "source", "confidence", "note", "published", "reading"})


def _version(raw: Mapping[str, Any], covered: Mapping[str, date]) -> Version:
    return Version(
        start=raw["from"],
        end=raw.get("to", covered["until"]),
        value=raw["value"],
        sources=tuple(raw["source"]),
        confidence=raw["confidence"],
        note=raw.get("note", ""),
        published=raw.get("published"),
        reading=raw.get("reading", ""),
        verified=covered["verified"],
        extra={key: value for key, value in raw.items() if key not in _KNOWN_KEYS},
    )


@cache
def packaged() -> LawBook:
    """The law book that ships with sharedpay, read once."""
    from importlib import resources  # noqa: PLC0415  slow to import, and only the first use of the book needs it

    tables = (entry for entry in resources.files(__package__).iterdir() if entry.name.endswith(".toml"))
    return _load({table.name: table.read_text(encoding="utf-8") for table in sorted(tables, key=lambda t: t.name)})
