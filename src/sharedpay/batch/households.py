"""Households and contracts by columns: scale and reductions, and what is impossible, as in :mod:`sharedpay.model`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final, NamedTuple

import numpy as np

from sharedpay.batch import inputs
from sharedpay.batch.values import looked_up
from sharedpay.batch.vocabulary import CLOSING_FUND, MARITAL, PARTNER, VAT_PERCENTS
from sharedpay.errors import InvalidInput
from sharedpay.law.person import ARTIST, NO_LOW_PARTNER, WHITE_COLLAR
from sharedpay.model.enterprise import Enterprise
from sharedpay.model.worker import Household
from sharedpay.money import Rate
from sharedpay.payroll.codes import employer_of, person_of

_LEAST_WORKERS: Final = (1, 10, 20)
"""From how many workers on the law counts another size: funds and unemployment contribution look at it."""
Values = Mapping[str, Any]
"""Columns by name: arrays, or one number for all rows."""


class Situation(NamedTuple):
    """What follows from ``marital``, ``partner`` and ``scale``; all 0 where no household can be so."""

    scale: int
    special_scale: int
    single: int
    low_partner: int


_BITS: Final = Situation(scale=2, special_scale=2, single=1, low_partner=2)
"""How many bits each takes of the byte that stands for a situation."""


@cache
def situations(marital_known: bool) -> bytes:
    """What follows from every combination, as ``Household`` and the rules see it: the byte of each situation.

    Without a column ``marital`` whoever has a partner is married, and with a ``scale`` but no partner the household
    is not known: no reduction for a single person.
    """
    found = bytearray()
    for marital in range(len(MARITAL)):
        for partner in range(len(PARTNER)):
            for scale in range(4):
                married = marital if marital_known else int(partner != 0)
                found.append(_packed(_situation(married, partner, scale, marital_known or partner != 0)))
    return bytes(found)


def _packed(situation: Situation) -> int:
    byte = 0
    for value, bits in zip(situation, _BITS, strict=True):
        if value >> bits:
            raise OverflowError(f"{situation}: {value} does not fit {bits} bits")
        byte = byte << bits | value
    return byte


def _unpacked(byte: Any) -> Situation:
    """The situation that a byte stands for, or those of a column of bytes."""
    found = []
    for bits in reversed(_BITS):
        found.append(byte & ((1 << bits) - 1))
        byte = byte >> bits
    return Situation(*reversed(found))


def _situation(married: int, partner: int, scale: int, known: bool) -> Situation:
    try:
        stated: dict[str, Any] = {"marital": MARITAL[married]}
        if partner:
            stated["partner"] = PARTNER[partner]
        if scale:
            stated["scale"] = scale
        household = Household(**stated)
    except InvalidInput:
        return Situation(0, 0, 0, 0)
    person = person_of(household, "white_collar")
    unknown = bool(scale) and not known
    return Situation(
        person.scale,
        person.special_scale,
        0 if unknown else person.single,
        NO_LOW_PARTNER if unknown else person.low_partner,
    )


def with_situation(values: Values, marital_known: bool) -> tuple[dict[str, Any], list[tuple[int, Any]]]:
    """The columns with those of the household put in place, and what is wrong with it: problems and their rows."""
    marital, partner = values["marital"], values["partner"]
    place = (marital * len(PARTNER) + partner) * 4 + values["scale"]
    table = situations(marital_known)
    found = _unpacked(table[place] if isinstance(place, int) else looked_up(table, place))
    married = marital if marital_known else partner != 0
    made = {**values, **found._asdict(), "married": married}
    no_household = found.scale == 0
    if not some(no_household):
        return made, []
    return made, [
        (inputs.MARRIED_WITHOUT_PARTNER, no_household & (married != 0)),
        (inputs.SINGLE_WITH_PARTNER, no_household & (married == 0)),
    ]


@cache
def _sizes() -> Mapping[str, bytes]:
    """``fund_class`` and ``ten_or_more`` by closing fund and by size, as :func:`employer_of` sees an enterprise."""
    firms = (Enterprise(closing_fund=fund, workers=least) for fund in CLOSING_FUND for least in _LEAST_WORKERS)
    employers = [employer_of(firm, Rate(0)) for firm in firms]
    return {name: bytes(getattr(one, name) for one in employers) for name in ("fund_class", "ten_or_more")}


def with_size(workers: Any, closing_fund: Any) -> dict[str, Any]:
    """What the employer's contributions ask of ``workers`` and ``closing_fund``, each a column or one number."""
    size = sum((workers >= least) * 1 for least in _LEAST_WORKERS[1:])
    place = closing_fund * len(_LEAST_WORKERS) + size
    return {
        name: table[place] if isinstance(place, int) else looked_up(table, place.astype(np.int8))
        for name, table in _sizes().items()
    }


def impossible(values: Values, work: int) -> Iterator[tuple[int, Any]]:
    """What is wrong between the columns of :func:`with_situation`: each problem's number and its rows."""
    children, parent, married = values["children"], values["single_parent"], values["married"]
    if some(values["partner_disabled"]):
        yield inputs.SINGLE_WITH_DISABLED_PARTNER, (values["partner_disabled"] != 0) & (married == 0)
    if some(values["disabled_children"]):
        yield inputs.MORE_DISABLED_THAN_CHILDREN, values["disabled_children"] > children
    if some(parent):
        yield inputs.SINGLE_PARENT_MARRIED, (parent != 0) & (married != 0)
        yield inputs.SINGLE_PARENT_WITHOUT_CHILD, (parent != 0) & (children == 0)
    third = values["scale"] == 3
    if some(third):
        reduced = ("children", "disabled", "partner_disabled", "seniors_in_care", "other_dependants")
        yield inputs.SCALE_3_WITH_HOUSEHOLD, third & (sum((values[name] != 0) * 1 for name in reduced) != 0)
    if some(values["director"]):
        yield inputs.DIRECTOR_NOT_WHITE_COLLAR, (values["director"] != 0) & (values["status"] != WHITE_COLLAR)
    if some(values["artist_point_80"]):
        yield inputs.POINT_80_NOT_ARTIST, (values["artist_point_80"] != 0) & (values["status"] != ARTIST)
    if some(values["vat_rate"] != max(VAT_PERCENTS)):
        yield inputs.UNKNOWN_VAT_RATE, ~np.isin(values["vat_rate"], VAT_PERCENTS)
    if work >= inputs.WEEKLY_HOURS:
        weekly, full = values["weekly_hours"], values["full_time_hours"]
        yield inputs.MORE_HOURS_THAN_FULL_TIME, weekly > full
        if work == inputs.WEEKLY_HOURS_WORKED:
            yield inputs.HOURS_OF_FULL_TIMER, weekly == full


def some(value: Any) -> bool:
    """Whether a column, or the one number for all rows, is anywhere else than 0."""
    return bool(value.any()) if isinstance(value, np.ndarray) else bool(value)
