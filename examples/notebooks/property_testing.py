"""A pay rule of your own, searched for counter-examples (``marimo edit examples/notebooks/property_testing.py``)."""

import marimo

__generated_with = "0.25.2"
app = marimo.App(width="medium", app_title="Property-testing a pay rule")


@app.cell
def _():
    import marimo as mo
    from hypothesis import given, settings

    import sharedpay as sp
    from sharedpay.testing import cases

    return cases, given, mo, settings, sp


@app.cell
def _(mo):
    mo.md("""
    # Property-testing a pay rule

    Someone in the office says: *a euro more of gross never lowers the net*. It sounds right. Let a machine look for
    a case where it is
    wrong: `sharedpay.testing` draws contracts, households, months and amounts, near the edges of every figure of
    the law.
    """)
    return


@app.cell
def _(cases, given, settings, sp):
    counter_examples = set()

    @settings(max_examples=300, deadline=None, derandomize=True, database=None)
    @given(cases())
    def look(case):
        slips = [
            sp.payslip(case.contract, case.worker, gross=gross, month=case.month)
            for gross in (max(0, case.gross - 1), case.gross)
        ]
        if slips[1].net < slips[0].net:
            counter_examples.add((case.month, case.contract.status, case.gross - 1, slips[0].net, slips[1].net))

    look()
    return counter_examples, look


@app.cell
def _(counter_examples, mo):
    mo.md(f"""
    A euro more of gross gives less net in **{len(counter_examples)}** of the pays it drew. The law has such places:
    where a bonus or a
    reduction ends at once, or a contribution starts at once.
    """)
    return


@app.cell
def _(counter_examples, mo):
    names = ("month", "status", "gross", "net", "net of a euro more")
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

    @settings(max_examples=100, deadline=None, derandomize=True, database=None)
    @given(cases())
    def holds(case):
        slip = sp.payslip(case.contract, case.worker, gross=case.gross, month=case.month)
        lines_add_up(slip)
        net_not_above_gross(slip)

    holds()
    return holds, lines_add_up, net_not_above_gross


if __name__ == "__main__":
    app.run()
