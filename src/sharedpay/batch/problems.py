"""What can be wrong with a row, as a small number in a block and as a sentence for people."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from typing import Final, NamedTuple

from sharedpay.batch import inputs
from sharedpay.batch.vocabulary import INPUTS
from sharedpay.payroll.budget import NO_COEFFICIENT
from sharedpay.payroll.case import FUND_ABOVE_CEILING


class Flaw(IntEnum):
    """What can be wrong with one value of a column."""

    MISSING = 0
    NOT_A_NUMBER = 1
    FRACTION = 2
    RANGE = 3
    UNREADABLE = 4


class Wrong(NamedTuple):
    """What is wrong with a row: the column that it is about, and what is the matter, without the value.

    ``beside``: other columns whose values say why.
    """

    column: str
    text: str
    beside: tuple[str, ...] = ()


NOT_MODELLED: Final = (inputs.FUND_ABOVE_CEILING, inputs.NO_COEFFICIENT)
"""Problems that are no fault of the row: nobody knows what it needs."""
_FIRST: Final = 32
_PLACES: Final = {name: place for place, name in enumerate(INPUTS)}
_NAMES: Final = tuple(INPUTS)

_OF_ROW: Final[Mapping[int, Wrong]] = {
    inputs.MARRIED_WITHOUT_PARTNER: Wrong(
        "partner",
        "a married worker's partner is own_income, low_income, low_pension or no_income",
    ),
    inputs.SINGLE_WITH_PARTNER: Wrong("partner", "given for a single person; it is none, or marital is married"),
    inputs.SINGLE_WITH_DISABLED_PARTNER: Wrong("partner_disabled", "a single person has no partner"),
    inputs.MORE_DISABLED_THAN_CHILDREN: Wrong("disabled_children", "more disabled children than children"),
    inputs.SINGLE_PARENT_MARRIED: Wrong("single_parent", "a married worker is no single parent"),
    inputs.SINGLE_PARENT_WITHOUT_CHILD: Wrong("single_parent", "needs at least one dependent child"),
    inputs.SCALE_3_WITH_HOUSEHOLD: Wrong(
        "scale",
        "whether reductions for the household apply under scale 3 is unknown; leave them out",
    ),
    inputs.DIRECTOR_NOT_WHITE_COLLAR: Wrong("director", "is for status white_collar"),
    inputs.POINT_80_NOT_ARTIST: Wrong("artist_point_80", "is for status artist"),
    inputs.MORE_HOURS_THAN_FULL_TIME: Wrong("weekly_hours", "more than full_time_hours"),
    inputs.HOURS_OF_FULL_TIMER: Wrong("hours_worked", "is for part-timers; a full-time month counts days_worked"),
    inputs.UNREACHABLE: Wrong("target_net", "needs a gross beyond 10 000 000.00, the most that is computed"),
    inputs.BUDGET_TOO_SMALL: Wrong("budget", "holds no pay at all"),
    inputs.UNKNOWN_VAT_RATE: Wrong("vat_rate", f"must be {INPUTS['vat_rate'].allowed}"),
    inputs.EXPENSES_TOO_HIGH: Wrong("expenses", "more than the invoice leaves after the fee"),
    inputs.BUDGET_TOO_HIGH: Wrong("budget", "more than the invoice leaves after fee and expenses"),
    inputs.NO_PAY_FITS: Wrong("invoice", "leaves a budget that holds no pay at all"),
    inputs.OUTSIDE_CONTRACT: Wrong(
        "month",
        "is outside the contract, which runs from contract_start to contract_end",
        ("contract_start", "contract_end"),
    ),
    inputs.END_BEFORE_START: Wrong("contract_end", "is before contract_start", ("contract_start",)),
    inputs.MORE_DAYS_THAN_CONTRACT: Wrong("days_worked", "more than the days that the contract has in the month"),
    inputs.NO_COEFFICIENT: Wrong("status", NO_COEFFICIENT),
    inputs.FUND_ABOVE_CEILING: Wrong("status", FUND_ABOVE_CEILING),
    inputs.LESS_THAN_NOTHING: Wrong(
        "gross", "leaves less than nothing to pay out once vouchers, benefits and the tax on them are off"
    ),
}


def number_of(column: str, flaw: Flaw) -> int:
    """The number of a flaw of a column, beyond those of the checks of a row."""
    return _FIRST + _PLACES[column] * len(Flaw) + flaw


def wrong_of(number: int) -> Wrong:
    """What is wrong with a row that has a problem of this number. Not for gaps in the law."""
    if number < _FIRST:
        return _OF_ROW[number]
    place, flaw = divmod(number - _FIRST, len(Flaw))
    column = INPUTS[_NAMES[place]]
    if flaw == Flaw.MISSING:
        return Wrong(column.name, f"is missing (null); it must be {column.allowed}")
    if flaw == Flaw.NOT_A_NUMBER:
        return Wrong(column.name, "is NaN or infinite")
    if flaw == Flaw.FRACTION:
        if column.kind == "money":
            return Wrong(column.name, "is not a whole number of cents")
        if column.kind == "rate":
            return Wrong(column.name, "has more than six decimals")
        fine = column.kind == "quantity"
        return Wrong(column.name, f"is not a whole number of {'hundredths' if fine else 'units'}")
    if flaw == Flaw.UNREADABLE and column.kind in ("money", "quantity"):
        return Wrong(column.name, f"can't be read as a number with at most two decimals; it must be {column.allowed}")
    return Wrong(column.name, f"must be {column.allowed}")
