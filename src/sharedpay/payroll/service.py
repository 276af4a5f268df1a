"""Service that the dates of a contract give, for premiums of which the months were not stated."""

from __future__ import annotations

from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from sharedpay.model.contract import Contract


def whole_months(contract: Contract, year: int, until: date | None = None) -> int:
    """The calendar months of a year that the contract covers from their first to their last day, to ``until``."""
    first = max(contract.first_day, date(year, 1, 1))
    after = min(last_day(contract, year), until or date.max) + timedelta(days=1)
    begun = 12 * first.year + first.month + (first.day > 1)
    return max(0, 12 * after.year + after.month - begun)


def months_of_service(contract: Contract, until: date) -> int:
    """The months from the first day of the contract to ``until``, begun ones left out."""
    passed = relativedelta(until + timedelta(days=1), contract.first_day)
    return max(0, 12 * passed.years + passed.months)


def last_day(contract: Contract, year: int) -> date:
    """The last day of a year under the contract."""
    return min(contract.last_day or date.max, date(year, 12, 31))
