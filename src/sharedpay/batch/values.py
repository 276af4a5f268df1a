"""One Arrow array as whole numbers: cents, hundredths, millionths, counts, codes, days; what can't be read is marked.

Text is read by the readers of :mod:`sharedpay.money`, each distinct text once, so a column of texts means what the same
text means in a payslip.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sharedpay.batch.problems import Flaw
from sharedpay.batch.vocabulary import Column, day_number
from sharedpay.errors import InvalidInput
from sharedpay.law.book import read_date
from sharedpay.model.contract import COMMITTEE
from sharedpay.money import cents, hundredths, read_rate

Numbers = npt.NDArray[np.signedinteger[Any]]
Mask = npt.NDArray[np.bool_]
_FLAGS: Final = {"true": 1, "false": 0, "yes": 1, "no": 0, "1": 1, "0": 0, "1.0": 1, "0.0": 0}
_WHOLE: Final = re.compile(r"([0-9]+)(\.0{1,2})?")
"""A whole number, also as others write it that has decimals: ``2``, ``2.0`` or ``2.00``, but no ``1.000``."""
_DECIMALS: Final = {"money": 2, "quantity": 2, "rate": 6}
_FEW_WORDS: Final = 64
"""Words of a dictionary that are looked for among those that have been read before, batch after batch."""
_IN_ORDER: Final = bytes(range(128))
"""A table of numbers in which each stands at its own place."""
_FAR_AMOUNT: Final = 10**12
_FAR_COUNT: Final = 2**60
"""Beyond every amount, in euros, and every count that is allowed."""
_UNREADABLE: Final = -(2**62)
"""Stands for a text or a word that can't be read; outside of every allowed range."""
_EMPTY: Final = _UNREADABLE + 1
"""Stands for an empty text, which says no more than a null; outside of every allowed range too."""


class Reading(NamedTuple):
    """How numbers are meant: ``cents`` when plain integers are cents, ``exact_floats`` when floats are allowed."""

    cents: bool = False
    exact_floats: bool = False


class Found(NamedTuple):
    """The values of a block as whole numbers of any width, and the rows with each flaw, whose values mean nothing."""

    values: Numbers
    flaws: tuple[tuple[Flaw, Mask], ...]


def read(column: Column, array: pa.Array, reading: Reading) -> Found:
    """The values of a column. Raises :class:`InvalidInput` for a type that the column can't have."""
    flaws: list[tuple[Flaw, Mask]] = []
    missing = None
    if pa.types.is_dictionary(array.type):
        array = decodable(array)
        array = array.dictionary_decode() if array.dictionary.null_count else array
    if pa.types.is_null(array.type):
        missing = np.ones(len(array), np.bool_)
        flawed = () if column.optional else ((Flaw.MISSING, missing),)
        return Found(np.full(len(array), column.default, np.int64), flawed)
    if array.null_count:
        missing = np.asarray(array.is_null().to_numpy(zero_copy_only=False), np.bool_)
        if not column.optional:
            flaws.append((Flaw.MISSING, missing))
    values = _numbers(column, array, reading, flaws)
    if column.kind == "day":
        values = values.astype(np.int64)
    least, most = (0, len(column.words) - 1) if column.kind == "code" else (column.least, column.most)
    if column.kind in ("month", "flag", "committee"):
        least, most = _EDGES[column.kind]
    for mask in (*(mask for _, mask in flaws), *(() if missing is None else (missing,))):
        values = np.where(mask, least, values)
    if len(values) and (values.min() < least or values.max() > most):
        outside = (values < least) | (values > most)
        unreadable, empty = values == _UNREADABLE, values == _EMPTY
        found = [(Flaw.RANGE, outside & ~unreadable & ~empty), (Flaw.UNREADABLE, unreadable)]
        if column.optional:
            missing = empty if missing is None else missing | empty
        else:
            found.append((Flaw.MISSING, empty))
        flaws += [(flaw, mask) for flaw, mask in found if mask.any()]
        values = np.where(outside, least, values)
    if missing is not None and column.optional:
        values = np.where(missing, column.default, values)
    return Found(values, tuple(flaws))


def decodable(array: pa.DictionaryArray) -> pa.DictionaryArray:
    """With plain words instead of views of text, as Polars writes them: Arrow can take nothing from those."""
    if not pa.types.is_string_view(array.dictionary.type):
        return array
    return pa.DictionaryArray.from_arrays(array.indices, array.dictionary.cast(pa.string()), safe=False)


def unreadable(column: Column, kind: pa.DataType, reading: Reading) -> tuple[str, ...]:
    """Why a column can't be of a type, whatever its values; nothing if it can."""
    try:
        read(column, pa.nulls(1, kind), reading)
    except InvalidInput as error:
        return error.problems
    return ()


_EDGES: Final = {"month": (1900 * 12, 2200 * 12 - 1), "flag": (0, 1), "committee": (0, 1)}


def _numbers(column: Column, array: pa.Array, reading: Reading, flaws: list[tuple[Flaw, Mask]]) -> Numbers:
    if pa.types.is_dictionary(array.type) and not _is_text(array.type.value_type):
        array = array.dictionary_decode()
    kind = array.type
    if pa.types.is_dictionary(kind) or _is_text(kind):
        return _of_texts(column, array)
    if column.kind in ("month", "day"):
        return _months(column, array) if column.kind == "month" else _days(column, array)
    if pa.types.is_boolean(kind) and column.kind == "flag":
        return _of_bits(array)
    if column.kind == "committee":
        return _of_texts(column, pc.cast(array, pa.string())) if pa.types.is_integer(kind) else _refuse(column, kind)
    if pa.types.is_integer(kind):
        return _of_integers(column, array, reading, flaws)
    if pa.types.is_decimal(kind) and column.kind != "code":
        return _of_decimals(column, array, reading, flaws)
    if pa.types.is_floating(kind) and column.kind != "code":
        return _of_floats(column, array, reading, flaws)
    return _refuse(column, kind)


def _refuse(column: Column, kind: pa.DataType) -> Numbers:
    raise InvalidInput(f"{column.name}: a column of {kind} can't be read; it must be {column.allowed}")


def _is_text(kind: pa.DataType) -> bool:
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _decimals(column: Column) -> int:
    return _DECIMALS.get(column.kind, 0)


def _plain(array: pa.Array) -> Numbers:
    """The numbers of an array of integers as it has them, signed; 0 under its nulls."""
    if array.null_count:
        array = array.fill_null(0)
    values = np.asarray(array.to_numpy(zero_copy_only=False))
    return values if values.dtype.kind == "i" else values.astype(np.int64)


def _of_bits(array: pa.Array) -> Numbers:
    """The bits of an array of booleans; under its nulls whatever stands there."""
    if not len(array):
        return np.empty(0, np.int8)
    first, rest = divmod(array.offset, 8)
    packed = np.frombuffer(array.buffers()[1], np.uint8)[first : first + (rest + len(array) + 7) // 8]
    return np.unpackbits(packed, bitorder="little")[rest : rest + len(array)].view(np.int8)


def _of_integers(column: Column, array: pa.Array, reading: Reading, flaws: list[tuple[Flaw, Mask]]) -> Numbers:
    if column.kind == "money" and not reading.cents:
        raise InvalidInput(
            f"{column.name}: whole numbers may be euros or cents; say cents=True (or unit=cents in the field's"
            " metadata) if they are cents, or give decimals or text in euros"
        )
    if pa.types.is_uint64(array.type):
        array = pc.cast(pc.min_element_wise(array, pa.scalar(2**62, pa.uint64())), pa.int64())
    values = _plain(array)
    if column.kind in ("quantity", "rate"):
        if values.itemsize <= 2 and column.kind == "quantity":
            return values.astype(np.int32) * 100
        values = values.astype(np.int64)
        beyond = (values > 2**40) | (values < -(2**40))
        if beyond.any():
            flaws.append((Flaw.RANGE, beyond))
            values = np.where(beyond, 0, values)
        factor: int = 10 ** _decimals(column)
        return values * factor
    return values


def _of_decimals(column: Column, array: pa.Array, reading: Reading, flaws: list[tuple[Flaw, Mask]]) -> Numbers:
    """Decimals as whole numbers of their last allowed place, by their bits where they are plain 128-bit ones."""
    decimals, places = _decimals(column), array.type.scale
    if reading.cents and column.kind == "money" and places <= 0:
        raise InvalidInput(
            f"{column.name}: decimals are euros, but with cents=True those without places may be cents; give integers"
            " of 64 bits if they are cents, or decimals with two places"
        )
    if not decimals - 18 <= places <= decimals + 18 or (pa.types.is_decimal256(array.type) and places < 0):
        raise InvalidInput(f"{column.name}: decimals with {array.type.scale} places can't be read; give two")
    if pa.types.is_decimal256(array.type):
        beyond = pc.greater(pc.abs(array), pa.scalar(_FAR_AMOUNT, array.type)).fill_null(False)
        flaws += [(Flaw.RANGE, beyond.to_numpy(zero_copy_only=False))] if pc.any(beyond).as_py() else []
        array = pc.if_else(beyond, pa.scalar(0, array.type), array)
    if places > decimals:
        cut = pc.cast(array, pa.decimal128(38, decimals), safe=False)
        rest = pc.not_equal(cut.cast(array.type), array).fill_null(False)
        flaws += [(Flaw.FRACTION, rest.to_numpy(zero_copy_only=False))] if pc.any(rest).as_py() else []
        array, places = cut, decimals
    if not pa.types.is_decimal128(array.type):
        array = pc.cast(array, pa.decimal128(38, places))
    buffer = array.buffers()[1]
    halves = np.frombuffer(buffer, np.int64)[2 * array.offset : 2 * (array.offset + len(array))].reshape(-1, 2)
    low, high = halves[:, 0], halves[:, 1]
    missing = np.asarray(array.is_null().to_numpy(zero_copy_only=False), np.bool_) if array.null_count else None
    if missing is None and places == decimals and not np.bitwise_or.reduce(high):
        return low.copy()
    values = low.copy()
    beyond = (high != (low >> 63)) | (low > 2**60) | (low < -(2**60))
    if missing is not None:
        beyond &= ~missing
        values[missing] = 0
    if beyond.any():
        flaws.append((Flaw.RANGE, beyond))
        values[beyond] = 0
    if places < decimals:
        factor = 10 ** (decimals - places)
        beyond = np.abs(values) > 2**60 // factor
        if beyond.any():
            flaws.append((Flaw.RANGE, beyond))
            values = np.where(beyond, 0, values)
        values = values * factor
    return values


def _of_floats(column: Column, array: pa.Array, reading: Reading, flaws: list[tuple[Flaw, Mask]]) -> Numbers:
    """Floats whose nearest cent is what they stand for. Raises :class:`InvalidInput` unless floats are allowed."""
    if not reading.exact_floats:
        raise InvalidInput(
            f"{column.name}: floats can't hold every cent; give decimals, text or whole cents, or say floats='exact'"
            " to take those that stand for exactly a cent and refuse the others"
            if column.kind == "money"
            else f"{column.name}: floats can't hold every decimal; give decimals or text, or say floats='exact'"
            " to take those that stand for exactly one that is allowed and refuse the others"
            if _decimals(column)
            else f"{column.name}: floats may hold fractions; give whole numbers, or say floats='exact'"
            " to take those that are whole and refuse the others"
        )
    numbers = np.asarray(array.to_numpy(zero_copy_only=False), np.float64)
    missing = np.asarray(array.is_null().to_numpy(zero_copy_only=False), np.bool_)
    odd = ~np.isfinite(numbers) & ~missing
    if odd.any():
        flaws.append((Flaw.NOT_A_NUMBER, odd))
    numbers = np.where(np.isfinite(numbers), numbers, 0.0)
    factor = 10.0 ** (0 if reading.cents and column.kind == "money" else _decimals(column))
    beyond = np.abs(numbers) * factor > 2.0**50
    if beyond.any():
        flaws.append((Flaw.RANGE, beyond))
        numbers = np.where(beyond, 0.0, numbers)
    whole = np.rint(numbers * factor)
    fraction = whole / factor != numbers
    if fraction.any():
        flaws.append((Flaw.FRACTION, fraction))
    return whole.astype(np.int64)


_DAY_IN: Final = {"s": 86_400, "ms": 86_400_000, "us": 86_400_000_000, "ns": 86_400_000_000_000}
_FAR_DAY: Final = 10_000_000
"""Days from 1970 to beyond every day that is allowed."""


def _days(column: Column, array: pa.Array) -> Numbers:
    """Days since 1970, out of dates or times."""
    kind = array.type
    if pa.types.is_timestamp(kind):
        if kind.tz is not None:
            array = pc.local_timestamp(array)
        per_day = _DAY_IN[kind.unit]
    elif pa.types.is_date(kind):
        per_day = 1 if pa.types.is_date32(kind) else _DAY_IN["ms"]
    else:
        return _refuse(column, kind)
    days = _plain(array.cast(pa.int32() if kind == pa.date32() else pa.int64())) // per_day
    return np.clip(days, -_FAR_DAY, _FAR_DAY)


def _months(column: Column, array: pa.Array) -> Numbers:
    """Months counted from year 0, out of dates or times."""
    days = _days(column, array)
    if not len(days):
        return days
    first = int(days.min())
    if int(days.max()) - first > 366 * 400:
        return days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) + 1970 * 12
    table = np.arange(first, int(days.max()) + 1).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return np.asarray((table + 1970 * 12)[days - first])


def _of_texts(column: Column, array: pa.Array) -> Numbers:
    """Texts, each distinct one read once by the reader of its kind."""
    if pa.types.is_dictionary(array.type) and len(array.dictionary) > len(array):
        array = array.dictionary_decode()
    if not pa.types.is_dictionary(array.type):
        array = pc.dictionary_encode(pc.cast(array, pa.string()))
    texts = array.dictionary
    table = _table_of_words(column, tuple(texts.to_pylist())) if len(texts) <= _FEW_WORDS else _table(column, texts)
    places = _plain(array.indices)
    if len(places) and places.view(f"u{places.itemsize}").max() >= len(table):  # below 0, or beyond the dictionary
        places = np.where((places < 0) | (places >= len(table)), np.int64(len(table)), places)
        table = np.append(table, _UNREADABLE)
    if np.abs(table).max() <= 127:
        table = table.astype(np.int8)
        if places.dtype == np.int8:
            numbers = table[: len(_IN_ORDER)].tobytes()
            return places if numbers == _IN_ORDER[: len(numbers)] else looked_up(numbers, places)
    return np.asarray(table.take(places))


@lru_cache(1_000)
def _table_of_words(column: Column, words: tuple[str, ...]) -> Numbers:
    """As :func:`_table`, for words that occur again and again."""
    return _table(column, pa.array(words, pa.string()))


def _table(column: Column, texts: pa.Array) -> Numbers:
    """The number of each text: amounts that are plainly written all at once, everything else one by one."""
    table = np.full(max(1, len(texts)), _UNREADABLE, np.int64)
    others: Any = range(len(texts))
    if column.kind in ("money", "quantity"):
        plain = pc.match_substring_regex(texts, _PLAINLY_WRITTEN).fill_null(False)
        mask = plain.to_numpy(zero_copy_only=False)
        amounts = pc.cast(texts.filter(plain), pa.decimal128(9, 2))
        table[: len(texts)][mask] = _of_decimals(column, amounts, Reading(), [])
        others = np.flatnonzero(~mask)
    reader = _reader(column)
    for place in others:
        text = texts[place].as_py()
        table[place] = reader(text) if text else _EMPTY
    return table


_PLAINLY_WRITTEN: Final = r"^[0-9]{1,7}(\.[0-9]{1,2})?$"
"""What :func:`cents` and :func:`hundredths` read in any case: no sign, no spaces, at most two decimals."""


def looked_up(table: bytes, places: npt.NDArray[np.int8]) -> npt.NDArray[np.int8]:
    """What stands in a table of bytes at each place, 127 beyond its end: quicker than ``take``, which widens places."""
    return np.frombuffer(bytearray(places).translate(table.ljust(256, b"\x7f")), np.int8)


def _reader(column: Column) -> Callable[[Any], int]:
    """How a text of a column is read; texts that can't be give a number outside of every range."""
    if column.kind == "code":
        places = {word: place for place, word in enumerate(column.words)}
        return lambda text: places.get(text, _UNREADABLE)
    if column.kind == "flag":
        return lambda text: _FLAGS.get(str(text).lower(), _UNREADABLE)
    if column.kind == "committee":
        return lambda text: int(text[:3] == "200") if re.fullmatch(COMMITTEE, text) else _UNREADABLE
    return lambda text: _read(column, text)


def _read(column: Column, text: Any) -> int:
    try:
        if column.kind == "month":
            day = read_date(text)
            return day.year * 12 + day.month - 1
        if column.kind == "day":
            return day_number(date.fromisoformat(text))
        if column.kind == "money":
            return cents(text)
        if column.kind == "quantity":
            return hundredths(text)
        if column.kind == "rate":
            return read_rate(text)
        whole = _WHOLE.fullmatch(text)
        return min(int(whole[1]), _FAR_COUNT) if whole else _UNREADABLE
    except (InvalidInput, ValueError):
        return _UNREADABLE
