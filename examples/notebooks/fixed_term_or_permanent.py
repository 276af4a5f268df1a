"""The same work under a fixed term or a permanent contract: what changes, and when.

``marimo edit examples/notebooks/fixed_term_or_permanent.py``
"""

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="medium", app_title="Fixed term or permanent?")


@app.cell
def _():
    import marimo as mo

    import sharedpay as sp
    from sharedpay.show import charts

    return charts, mo, sp


@app.cell
def _(mo):
    mo.md("""
    # Fixed term or permanent?

    You have work for three months, April to June 2026, for 4 500.00 EUR a month. Under a permanent contract your
    holiday pay is
    set aside and paid next year. Under a fixed term it is paid when the contract ends. Which pays more, and when?
    """)
    return


@app.cell
def _(sp):
    months = ["2026-04", "2026-05", "2026-06"]
    contracts = {
        "permanent": sp.PermanentContract(start="2026-04-01"),
        "fixed term": sp.FixedTermContract(start="2026-04-01", end="2026-06-30"),
    }
    settled = {
        name: [sp.settle("4500.00", contract, month=month) for month in months] for name, contract in contracts.items()
    }
    return contracts, months, settled


@app.cell
def _(mo):
    mo.md("""
    ## Month by month

    The rates are the same: status decides them, not the term. So the monthly net is the same as well.
    """)
    return


@app.cell
def _(mo, months, settled):
    mo.ui.table(
        [
            {"month": month, **{name: str(results[place].net) for name, results in settled.items()}}
            for place, month in enumerate(months)
        ],
        selection=None,
    )
    return


@app.cell
def _(mo):
    mo.md("""
    ## When the term ends

    A white-collar worker who leaves is paid departure holiday pay: 15.34 % of the gross of the year, half of it the
    simple pay,
    half the double. It bears contributions and withholding of its own, and it comes out of what was set aside.
    """)
    return


@app.cell
def _(settled, sp):
    earned = sum(result.gross for result in settled["fixed term"])
    departure = sp.earnings.DepartureHolidayPay(current_year=earned, work_bonus="none")
    last = sp.payslip(
        sp.FixedTermContract(start="2026-04-01", end="2026-06-30"),
        gross=settled["fixed term"][-1].gross,
        month="2026-06",
        earnings=[departure],
    )
    aside = sum(result["holiday_provision"].amount for result in settled["fixed term"])
    return aside, departure, earned, last


@app.cell
def _(aside, earned, last, mo):
    mo.md(f"""
    Over the term you earned {earned} EUR gross, and {aside} EUR were set aside. The departure holiday pay is
    **{last["departure_holiday_pay"].amount} EUR** gross; {last["departure_holiday_pay_contribution"].amount} EUR of
    contributions and {last["departure_holiday_pay_withholding"].amount} EUR of withholding tax go off it.
    """)
    return


@app.cell
def _(charts, last, settled):
    charts.months([*(result.payslip for result in settled["fixed term"][:2]), last])
    return


@app.cell
def _(last):
    last
    return


@app.cell
def _(mo):
    mo.md("""
    ## What to take from it

    The term changes *when* holiday pay is paid and how it is taxed, not what a month gives. Certificates of the
    departure are
    deducted by the next employer, so the same holidays are not paid twice.
    """)
    return


if __name__ == "__main__":
    app.run()
