"""Who gets the entries of a settlement, and on which day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from sharedpay.law.shared_enterprise import DelayLaw
from sharedpay.payroll.case import Case
from sharedpay.payroll.codes import month_bounds
from sharedpay.payroll.extras import Payee

PAYEE_OF: Mapping[str, Payee] = {
    "net": "member",
    "expenses": "member",
    "holiday_provision": "member",
    "year_end_provision": "member",
    "withholding_tax": "state",
    "vat": "state",
    "personal_contribution": "onss",
    "special_contribution": "onss",
    "employer_contributions": "onss",
    "annual_holiday_yearly": "holiday_fund",
    "insurance": "insurer",
    "payroll_cost": "payroll_office",
    "fee": "enterprise",
    "reductions_kept": "pool",
    "margin": "pool",
    "unspent": "activity",
}
"""Who gets each of the :class:`~sharedpay.payroll.shares.Shares`, in the order of the ledger."""
DUE_OF: Final[Mapping[str, str]] = {
    "net": "pay",
    "expenses": "pay",
    "holiday_provision": "holiday",
    "year_end_provision": "year_end",
    "withholding_tax": "tax",
    "vat": "vat",
    "personal_contribution": "onss",
    "special_contribution": "onss",
    "employer_contributions": "onss",
    "annual_holiday_yearly": "holiday_fund",
    "fee": "pay",
    "reductions_kept": "onss",
    "margin": "pay",
}
"""On which of the :class:`DueDates` each entry is paid; the others stay, or are paid at an unknown date."""


class DueDates(NamedTuple):
    """When the payees of a month's pay are paid."""

    pay: date
    tax: date
    vat: date
    onss: date
    holiday_fund: date
    holiday: date
    year_end: date

    def of_entry(self, code: str) -> date | None:
        """When an entry of the ledger is paid; None for what stays or is paid at an unknown date."""
        name = DUE_OF.get(code)
        found: date | None = None if name is None else getattr(self, name)
        return found

    def of(self, payee: Payee) -> date:
        """When a payee is paid what an extra owes it."""
        by_payee: dict[Payee, date] = {"state": self.tax, "onss": self.onss, "holiday_fund": self.holiday_fund}
        return by_payee.get(payee, self.pay)


def due_dates(month: str, worked_until: date, contract_end: date | None, delay: int) -> DueDates:
    """The days of a month's pay: of work until a day in it, ``delay`` working days before the pay."""
    first, last = month_bounds(month)
    next_month = last + timedelta(days=1)
    after_quarter = _first_of_quarter_after(first)
    return DueDates(
        pay=add_working_days(worked_until, delay),
        tax=next_month.replace(day=15),
        vat=next_month.replace(day=20),
        onss=month_bounds(after_quarter.strftime("%Y-%m"))[1],
        holiday_fund=date(first.year + 1, 4, 30),
        holiday=contract_end or date(first.year + 1, 5, 31),
        year_end=min(contract_end or date.max, date(first.year, 12, 31)),
    )


def due_dates_of(case: Case) -> DueDates:
    """The days of a case; its pay is paid on the day that was stated, if any.

    Raises :class:`~sharedpay.errors.NotCovered` where the month has no figure for when pay is paid.
    """
    delay = case.laws.get(DelayLaw).pay_delay_days
    due = due_dates(case.month, case.period.last, case.contract.last_day, delay)
    return due._replace(pay=case.options.paid_on or due.pay)


def _first_of_quarter_after(day: date) -> date:
    month = (day.month - 1) // 3 * 3 + 4
    return date(day.year + (month > 12), (month - 1) % 12 + 1, 1)


@lru_cache(maxsize=64)
def public_holidays(year: int) -> frozenset[date]:
    """The ten Belgian public holidays (jours fériés / feestdagen) of a year: law of 4 January 1974."""
    from dateutil.easter import easter  # noqa: PLC0415  only a settlement needs it

    sunday = easter(year)
    moving = (sunday + timedelta(days=shift) for shift in (1, 39, 50))
    fixed = ((1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25))
    return frozenset([*moving, *(date(year, month, day) for month, day in fixed)])


def add_working_days(day: date, count: int) -> date:
    """The day that lies ``count`` working days later: Monday to Friday without public holidays."""
    while count:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in public_holidays(day.year):
            count -= 1
    return day
