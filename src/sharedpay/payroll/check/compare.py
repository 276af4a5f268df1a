"""Holds computed values against the expected ones of a case, by the rules of the case format."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from sharedpay.errors import InvalidInput
from sharedpay.money import euros
from sharedpay.payroll.check.inputs import written
from sharedpay.payroll.check.result import Difference, Money, Shown, Value, in_order, shown


class Terms(NamedTuple):
    """What a case wants compared.

    ``targets`` are the values to hold against, by key. ``asked`` are all keys whose value the case wants, compared or
    not. ``mistake`` is what the result must not be (``wrong_peer`` cases).
    """

    targets: Mapping[str, Any]
    asked: frozenset[str]
    tolerance: Decimal
    mistake: Mapping[str, Any]


def terms_of(case: Mapping[str, Any]) -> Terms:
    """The terms of a case. Raises :class:`InvalidInput` when its fields have the wrong shape."""
    expected, recomputed, correct = (_object(case, name) for name in ("expected", "recomputed", "correct"))
    untouched = case.get("not_recomputed") or []
    if not isinstance(untouched, list) or not all(isinstance(key, str) for key in untouched):
        raise InvalidInput("not_recomputed: must be a list of keys")
    status = case.get("status")
    targets: dict[str, Any] = dict(expected)
    mistake: dict[str, Any] = {}
    if status == "wrong_peer":
        mistake = {key: value for key, value in expected.items() if key not in untouched and value is not None}
        targets = dict(correct)
    elif status == "disputed":
        targets = {**expected, **recomputed} if recomputed or untouched else {}
    targets = {key: value for key, value in targets.items() if key not in untouched and value is not None}
    open_keys = {key for key, value in expected.items() if value is None and key not in untouched}
    asked = frozenset(targets or mistake) | open_keys
    return Terms(targets, asked, _tolerance(case.get("tolerance")), mistake)


class Verdict(NamedTuple):
    """The first difference (None: all agree) and whether all amounts agree to the cent."""

    difference: Difference | None
    exact: bool
    message: str = ""


def verdict(values: Mapping[str, Value], terms: Terms) -> Verdict:
    """Compares what was computed of the targets. Raises :class:`InvalidInput` for a target that is no value."""
    first, exact = None, True
    for key in in_order(key for key in terms.targets if key in values):
        wanted, got = terms.targets[key], values[key]
        distance = _distance(wanted, got, key)
        exact = exact and distance == 0
        if first is None and not _agrees(distance, got, terms.tolerance):
            first = Difference(key, _as_shown(wanted), shown(got))
    if first is None and terms.mistake:
        same = [
            key
            for key, wrong in terms.mistake.items()
            if key in values and _agrees(_distance(wrong, values[key], key), values[key], terms.tolerance)
        ]
        if same and len(same) == len([key for key in terms.mistake if key in values]):
            key = in_order(same)[0]
            wrong = terms.mistake[key]
            return Verdict(Difference(key, _as_shown(wrong), shown(values[key])), False, "equals the known mistake")
    return Verdict(first, exact and first is None)


def _agrees(distance: Decimal, got: Value, tolerance: Decimal) -> bool:
    return distance <= (tolerance if isinstance(got, Money) else 0)


def _distance(wanted: Any, got: Value, key: str) -> Decimal:
    """How far a computed value is from the wanted one; 1 for a yes that should be a no."""
    if isinstance(got, bool) or isinstance(wanted, bool):
        if not (isinstance(got, bool) and isinstance(wanted, bool)):
            raise InvalidInput(f"expected.{key}: {wanted!r} does not have the kind of {shown(got)!r}")
        return Decimal(int(wanted is not got))
    number = _number(wanted, f"expected.{key}")
    return abs(number - (euros(got.cents) if isinstance(got, Money) else Decimal(got)))


def _number(raw: Any, name: str) -> Decimal:
    if isinstance(raw, bool) or not isinstance(raw, (str, int, Decimal)):
        raise InvalidInput(f"{name}: {raw!r} is not a number as text, like '307.15'")
    try:
        number = Decimal(written(raw, name))
    except InvalidOperation:
        raise InvalidInput(f"{name}: {raw!r} is not a number as text, like '307.15'") from None
    if not number.is_finite() or abs(number.adjusted()) > 20:
        raise InvalidInput(f"{name}: {raw!r} is not a number as text, like '307.15'")
    return number


def _tolerance(raw: Any) -> Decimal:
    tolerance = Decimal(0) if raw is None else _number(raw, "tolerance")
    if tolerance < 0:
        raise InvalidInput(f"tolerance: {raw} is negative")
    return tolerance


def _object(case: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = case.get(name)
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise InvalidInput(f"{name}: must be an object of keys and values")
    return value


def _as_shown(raw: Any) -> Shown:
    return format(raw, "f") if isinstance(raw, Decimal) else raw
