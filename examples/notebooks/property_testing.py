"""A pay rule of your own, searched for counter-examples (``marimo edit examples/notebooks/property_testing.py``)."""

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="medium", app_title="Property-testing a pay rule")


@app.cell
def _():
    import decimal

    import marimo as mo
    from hypothesis import given, seed, settings

    import sharedpay as sp
    from sharedpay.testing import cases, gross_edges

    return cases, decimal, given, gross_edges, mo, seed, settings, sp


@app.cell
def _(mo):
    mo.md("""
    # Property-testing a pay rule

    Someone in the office says: *a cent more of gross never lowers the net*. It sounds right. Let a machine look for a
    case where it is wrong: `sharedpay.testing` draws contracts, households and months, and knows the amounts at which
    the law of a month changes.
    """)
    return


@app.cell
def _(cases, decimal, given, gross_edges, seed, settings, sp):
    cent = decimal.Decimal("0.01")
    counter_examples = set()

    @seed(2026)
    @settings(max_examples=60, deadline=None, database=None)
    @given(cases())
    def look(case):
        def net(gross):
            return sp.payslip(case.contract, case.worker, gross=gross, month=case.month).net

        for edge in gross_edges(case.month):
            if net(edge) < net(max(edge - cent, 0)):
                counter_examples.add((case.month, case.contract.status, edge - cent, net(edge - cent), net(edge)))

    look()
    return counter_examples, look


@app.cell
def _(counter_examples, mo):
    mo.md(f"""
    It found **{len(counter_examples)}** pays that a cent more of gross makes smaller. The law has such places:
    where
    a bonus or a reduction ends at once, or a contribution starts at once.
    """)
    return


@app.cell
def _(counter_examples, mo):
    names = ("month", "status", "gross", "net", "net of a cent more")
    mo.ui.table([dict(zip(names, map(str, found), strict=True)) for found in sorted(counter_examples)], selection=None)
    return


@app.cell
def _(mo):
    mo.md("""
    ## The weaker property that holds

    The net never exceeds the gross by more than what the law adds, lines add up, the ledger closes: these hold
    everywhere, and are
    what sharedpay's own tests search. Each is a function to import.
    """)
    return


@app.cell
def _(cases, given, settings, sp):
    from sharedpay.testing import lines_add_up, net_not_above_gross

    @settings(max_examples=100, deadline=None, database=None)
    @given(cases())
    def holds(case):
        slip = sp.payslip(case.contract, case.worker, gross=case.gross, month=case.month)
        lines_add_up(slip)
        net_not_above_gross(slip)

    holds()
    return holds, lines_add_up, net_not_above_gross


if __name__ == "__main__":
    app.run()
