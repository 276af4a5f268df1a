"""When contracts run, by columns: their days in the month of a row, as in :func:`sharedpay.payroll.codes.period_of`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from sharedpay.batch import inputs
from sharedpay.batch.vocabulary import NO_END

Values = Mapping[str, Any]
"""Columns by name: arrays, or one number for all rows."""


def with_term(values: Values, months: Any, days_stated: bool) -> tuple[dict[str, Any], list[tuple[int, Any]]]:
    """The columns with what follows from the term of the contract, and what is wrong with it: problems and their rows.

    ``days_worked`` are the working days of the contract in the month, unless the table states them.
    """
    start, end = values["contract_start"], values["contract_end"]
    first_of_month, last_of_month = month_edges(months)
    first, last = np.maximum(start, first_of_month), np.minimum(end, last_of_month)
    wrong = [(inputs.END_BEFORE_START, end < start), (inputs.OUTSIDE_CONTRACT, last < first)]
    made: dict[str, Any] = {"fixed_term": _narrow(end < NO_END, np.int8)}
    if days_stated:
        wrong.append((inputs.MORE_DAYS_THAN_CONTRACT, values["days_worked"] > (last - first + 1) * 100))
    else:
        per_week = values["days_per_week"]
        days = _working_days_until(last, per_week) - _working_days_until(first - 1, per_week)
        made["days_worked"] = _narrow(days * 100, np.int32)
    return {**values, **made}, wrong


def month_edges(months: Any) -> tuple[Any, Any]:
    """The first and the last day of months that are counted from year 0, in days since 1970."""
    least = int(np.min(months))
    numbers = np.arange(least, int(np.max(months)) + 2) - 1970 * 12
    firsts = numbers.astype("datetime64[M]").astype("datetime64[D]").astype(np.int32)
    places = months - least
    return firsts[places], firsts[places + 1] - 1


def _working_days_until(day: Any, per_week: Any) -> Any:
    """Working days of weeks of five or six days since a Monday, the day included; 1970 began on a Thursday."""
    weeks, rest = np.divmod(day + 3, 7)
    return weeks * per_week + np.minimum(rest + 1, per_week)


def _narrow(value: Any, width: type[Any]) -> Any:
    return value.astype(width) if isinstance(value, np.ndarray) else int(value)
