"""Extras that only change what is paid out: advances, refunds of expenses."""

from __future__ import annotations

from sharedpay.errors import NotCovered, NotModelled
from sharedpay.model.earnings import Advance, ExpenseRefund, HospitalInsurance
from sharedpay.money import cents
from sharedpay.payroll.extras import Context, Extra, Outflow, handles
from sharedpay.payroll.line import Line


@handles(Advance)
def advance(item: Advance, context: Context) -> Extra:
    """An advance was paid before: it comes off what is paid out, and its entry says that the member had it."""
    amount = cents(item.amount)
    line = Line("advance", "withheld", amount)
    return Extra(
        "advance", (line,), paid=-amount, outflows=(Outflow("advance", "member", amount, context.period.first),)
    )


@handles(ExpenseRefund)
def expense_refund(item: ExpenseRefund, context: Context) -> Extra:
    """Expenses against receipts are repaid whole. Raises :class:`NotCovered` for flat amounts without receipts."""
    if not item.receipts:
        raise NotCovered("expense_refund without receipts", context.laws.date.isoformat(), "never: flat rates unknown")
    amount = cents(item.amount)
    return Extra("expense_refund", (Line("expense_refund", "paid", amount),), paid=amount, cost=amount)


@handles(HospitalInsurance)
def hospital_insurance(_item: HospitalInsurance, _context: Context) -> Extra:
    """Raises :class:`NotModelled`: how contributions and tax treat it is unknown."""
    raise NotModelled("hospital insurance: its contributions and tax are unknown here")
