"""The same budget as an employee and as an artist: contributions, holiday pay, tax.

``marimo edit examples/notebooks/employee_or_artist.py``
"""

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="medium", app_title="Employee or artist?")


@app.cell
def _():
    import marimo as mo

    import sharedpay as sp
    from sharedpay.show import charts

    return charts, mo, sp


@app.cell
def _(mo):
    mo.md("""
    # Employee or artist?

    An artist's pay bears contributions on 108 % of it, and the holiday fund pays the holidays. An employee's
    holidays are set aside
    by the cooperative. The same invoice therefore gives another gross, another net, and another holiday pay.
    """)
    return


@app.cell
def _(mo):
    invoice = mo.ui.slider(1500, 8000, step=100, value=4500, label="Invoice without VAT (EUR)", show_value=True)
    invoice
    return invoice


@app.cell
def _(invoice, sp):
    term = {"start": "2026-05-01", "end": "2026-05-31"}
    contracts = {
        "employee": sp.FixedTermContract(**term),
        "artist": sp.FixedTermContract(**term, status="artist", artist_point_80=False),
        "artist, flat 11.11 %": sp.FixedTermContract(**term, status="artist", artist_point_80=True),
    }
    settled = {name: sp.settle(invoice.value, contract, month="2026-05") for name, contract in contracts.items()}
    return contracts, settled


@app.cell
def _(mo, settled):
    mo.ui.table(
        [
            {
                "": name,
                "gross": str(result.gross),
                "net": str(result.net),
                "withholding tax": str(result.payslip["withholding_tax"].amount),
                "to social security": str(result.by_payee()["onss"]),
            }
            for name, result in settled.items()
        ],
        selection=None,
    )
    return


@app.cell
def _(mo):
    mo.md("""
    ## Where every cent goes
    """)
    return


@app.cell
def _(charts, mo, settled):
    mo.vstack([charts.payees(settled["employee"]), charts.payees(settled["artist"])])
    return


@app.cell
def _(mo):
    mo.md("""
    ## The holidays

    The employee's are a provision of the ledger. The artist's come next year from the fund: 15.38 % of 108 % of the
    gross, less
    13.07 % on the subject part, 1 % solidarity and a withholding.
    """)
    return


@app.cell
def _(mo, settled):
    fund = settled["artist"].payslip["annual_holiday_yearly"].amount
    mo.md(f"""
    Set aside for the employee: **{settled["employee"]["holiday_provision"].amount} EUR**. For the artist the
    employer pays the
    fund, of which {fund} EUR only next year.
    """)
    return


@app.cell
def _(mo):
    mo.md("""
    ## The flat rate

    The flat 11.11 % asks for a declaration under point 80 of Annex III; it is never supposed. It is a withholding,
    no final tax:
    the assessment of the year settles it. And the reductions for a household and for low pay don't apply under it.
    """)
    return


@app.cell
def _(settled):
    settled["artist, flat 11.11 %"].payslip.explain("withholding_tax")
    return


if __name__ == "__main__":
    app.run()
