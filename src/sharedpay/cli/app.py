"""The application that the commands join."""

from __future__ import annotations

from cyclopts import App

from sharedpay.payroll.payslip import engine_version

app = App(
    name="sharedpay",
    help="Belgian pay from an invoice to a net, exact to the cent and explained.",
    help_format="plaintext",
    version=engine_version,
    suppress_keyboard_interrupt=False,
)
