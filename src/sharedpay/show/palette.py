"""One colour for each payee, on paper and on screen, told apart without red and green and by their lightness."""

from __future__ import annotations

from sharedpay.payroll.extras import Payee

PAYEE_COLOURS: dict[Payee, str] = {
    "member": "#0b6e4f",
    "state": "#b3541e",
    "onss": "#2b5c9e",
    "holiday_fund": "#7fa6d6",
    "insurer": "#8a6fb0",
    "payroll_office": "#b8a5d0",
    "enterprise": "#d9a404",
    "pool": "#e8cf7a",
    "activity": "#7d8894",
    "creditor": "#5a3d2b",
    "voucher_issuer": "#58a88b",
}
"""The colour of each payee, in the order in which payees are shown."""
