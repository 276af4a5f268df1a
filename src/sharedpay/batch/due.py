"""When the payees of a settlement are paid, by columns: looked up by the month and the last day of the contract."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from sharedpay.batch.vocabulary import DUE_OUTPUTS, NO_END, day_number
from sharedpay.payroll.codes import month_bounds
from sharedpay.payroll.due import DueDates, due_dates

Days = npt.NDArray[np.int32]
_LONGEST: Final = 31


class DueDays(NamedTuple):
    """The days of payment of some months, a row for each, in days since 1970.

    ``first`` and ``last`` are the days of the month; ``open`` those of contracts without an end, in the order of
    :class:`~sharedpay.payroll.due.DueDates`; ``pay`` the pay day of work until each day of the month.
    """

    first: Days
    last: Days
    open: Days
    pay: Days


def due_days_of(months: Mapping[int, tuple[str, int]], count: int) -> DueDays:
    """The days of months by their places, each with the working days from its work to its pay; 0 in other places."""
    found = DueDays(*(np.zeros((count, *more), np.int32) for more in ((), (), (len(DueDates._fields),), (_LONGEST,))))
    for place, (month, delay) in months.items():
        first, last = month_bounds(month)
        found.first[place], found.last[place] = day_number(first), day_number(last)
        found.open[place] = [day_number(day) for day in due_dates(month, last, None, delay)]
        for k in range((last - first).days + 1):
            found.pay[place, k] = day_number(due_dates(month, first + timedelta(days=k), None, delay).pay)
    return found


def put_days(cells: Mapping[str, Any], due: DueDays, places: Any, contract_end: Any) -> None:
    """Writes the days of rows into the columns that are wanted; ``places`` are their months, as ``due`` has them."""
    if len(due.first) == 1:
        places = 0
    made: dict[str, Any] = {}
    for output in DUE_OUTPUTS:
        if output.name in cells:
            if output.step not in made:
                made[output.step] = _days(output.step, due, places, contract_end)
            cells[output.name][:] = made[output.step]


def _days(kind: str, due: DueDays, places: Any, contract_end: Any) -> Any:
    """The days of one kind of :class:`~sharedpay.payroll.due.DueDates`; any number for contracts beside the month."""
    if kind == "pay" and np.any(contract_end < NO_END):
        first = due.first[places]
        worked_until = np.minimum(contract_end, due.last[places]) - first
        return due.pay[places, np.maximum(worked_until, 0)]
    days = due.open[:, DueDates._fields.index(kind)].take(places)
    if kind == "holiday":
        return np.where(contract_end < NO_END, contract_end, days)
    return np.minimum(contract_end, days) if kind == "year_end" else days
