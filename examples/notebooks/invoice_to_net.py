"""From an invoice to a net: a story to read and to play with.

``marimo edit examples/notebooks/invoice_to_net.py``
"""

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="medium", app_title="From an invoice to a net")


@app.cell
def _():
    import marimo as mo

    import sharedpay as sp
    from sharedpay.show import charts

    return charts, mo, sp


@app.cell
def _(mo):
    mo.md("""
    # From an invoice to a net

    You find a client and agree on a price. The cooperative invoices it, collects it, employs you, and pays your
    wage. What
    is left of the price for you, and where does the rest go? Move the sliders: everything below follows.
    """)
    return


@app.cell
def _(mo):
    invoice = mo.ui.slider(1500, 9000, step=100, value=4500, label="Invoice without VAT (EUR)", show_value=True)
    children = mo.ui.slider(0, 4, value=1, label="Dependent children", show_value=True)
    mo.vstack([invoice, children])
    return children, invoice


@app.cell
def _(children, invoice, sp):
    contract = sp.PermanentContract(start="2026-01-01", joint_committee="200")
    worker = sp.Worker(household=sp.Household(marital="single", children=children.value, single_parent=False))
    result = sp.settle(invoice.value, contract, worker, month="2026-05")
    return contract, result, worker


@app.cell
def _(mo, result):
    mo.md(f"""
    Of an invoice of **{result.revenue} EUR** the cooperative keeps its contribution of {result.fee} EUR. The
    employment
    budget that is left, {result.budget} EUR, holds a gross pay of {result.gross} EUR. You receive **{result.net}
    EUR net**,
    and {result["holiday_provision"].amount} EUR are set aside for your holiday pay.
    """)
    return


@app.cell
def _(charts, result):
    charts.waterfall(result)
    return


@app.cell
def _(result):
    result
    return


@app.cell
def _(mo):
    mo.md("""
    ## Who gets what

    The ledger is closed: its entries add up to the invoice with VAT, to the cent, always.
    """)
    return


@app.cell
def _(charts, result):
    charts.payees(result)
    return


@app.cell
def _(mo, result):
    mo.ui.table(
        [
            {"to": entry.payee, "what": entry.label, "when": str(entry.due or ""), "EUR": str(entry.amount)}
            for entry in result.ledger
        ],
        selection=None,
        pagination=False,
    )
    return


@app.cell
def _(mo, result):
    mo.md(f"""Sum of the entries: {sum(entry.amount for entry in result.ledger)} EUR; invoice: {result.invoice} EUR.""")
    return


@app.cell
def _(mo):
    mo.md("""
    ## Why is the withholding tax what it is?

    Every figure can be asked. The tax is computed on a year, as Annex III prescribes, and divided by twelve at the
    end.
    """)
    return


@app.cell
def _(result):
    result.payslip.explain("withholding_tax")
    return


@app.cell
def _(mo):
    mo.md("""
    ## Backwards

    Which invoice gives a net of 2 000.00 EUR? The search is exact: one answer, several, or the two nearest.
    """)
    return


@app.cell
def _(contract, mo, sp, worker):
    mo.md(str(sp.revenue_for_net("2000.00", contract, worker, month="2026-05")))
    return


if __name__ == "__main__":
    app.run()
