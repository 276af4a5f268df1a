"""What a change of the law does to one household, then to a hundred thousand.

``marimo edit examples/notebooks/reform.py``
"""

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="medium", app_title="A reform, on one household and on many")


@app.cell
def _():
    import marimo as mo

    import sharedpay as sp
    from sharedpay import batch
    from sharedpay.show import charts

    return batch, charts, mo, sp


@app.cell
def _(mo):
    mo.md("""
    # A reform, on one household and on many

    The law is a value. A reform is another one: amend a figure, hand the new book in, compare. Here the cap of the
    lump-sum
    professional expenses goes up. Who gains?
    """)
    return


@app.cell
def _(mo):
    cap = mo.ui.slider(6100, 8000, step=100, value=7000, label="New cap of the expenses (EUR a year)", show_value=True)
    cap
    return cap


@app.cell
def _(cap, sp):
    law = sp.law.load()
    reform = law.amend({"withholding_tax.expenses_cap": {"2026-01-01": f"{cap.value}.00"}})
    return law, reform


@app.cell
def _(mo):
    mo.md("""
    ## One household
    """)
    return


@app.cell
def _(law, reform, sp):
    contract = sp.PermanentContract(start="2026-01-01")
    couple = sp.Worker(household=sp.Household(marital="married", partner="own_income", children=2))
    before, after = (sp.payslip(contract, couple, gross="3500.00", month="2026-05", law=book) for book in (law, reform))
    return after, before, contract, couple


@app.cell
def _(after, before, mo):
    mo.md(f"""
    A couple with two incomes and two children, a gross of 3 500.00 EUR: the net goes from {before.net} to
    **{after.net} EUR**, {after.net - before.net} EUR a month. The first step that differs is the expenses:
    {before.pay.withholding.expenses / 100:.2f} EUR a year before, {after.pay.withholding.expenses / 100:.2f} after.
    """)
    return


@app.cell
def _(charts, contract, couple, law, reform):
    charts.laws(contract, couple, before="2026-05", after="2026-05", law_before=law, law_after=reform)
    return


@app.cell
def _(mo):
    mo.md("""
    ## A hundred thousand people who do not exist

    The population is drawn from a documented distribution with a seed, so everyone who repeats this gets the same.
    The same rules,
    compiled, run over its columns.
    """)
    return


@app.cell
def _(batch, law, reform):
    people = batch.population(100_000, seed=1)
    found = batch.compare(people, law, reform, month="2026-05")
    return found, people


@app.cell
def _(found, mo):
    mo.plain_text(str(found))
    return


if __name__ == "__main__":
    app.run()
