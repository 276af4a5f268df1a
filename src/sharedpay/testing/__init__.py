"""For property tests: strategies that draw valid workers, contracts, pays and invoices, and what must hold of results.

With Hypothesis, which this package alone imports::

    from hypothesis import given
    import sharedpay as sp
    from sharedpay.testing import cases, lines_add_up, net_not_above_gross

    @given(cases())
    def test_my_payroll(case):
        slip = sp.payslip(case.contract, case.worker, gross=case.gross, month=case.month)
        lines_add_up(slip)
        net_not_above_gross(slip)

``st.from_type(sp.Worker)`` and the like work wherever Hypothesis and sharedpay are installed, without importing this
package. The invariants are plain functions that raise ``AssertionError``; most ask for no more than a few attributes,
so that they hold for payslips and ledgers of other programs too.
"""

from sharedpay.testing.invariants import (
    amounts_are_whole_cents,
    cost_not_below_gross,
    explanations_agree,
    json_round_trips,
    ledger_closes,
    lines_add_up,
    more_relief_never_lowers_net,
    net_not_above_gross,
    nothing_negative,
    parts_add_up,
    spending_adds_up,
    vat_is_inside,
)
from sharedpay.testing.strategies import (
    PayCase,
    cases,
    contracts,
    earnings,
    enterprises,
    fixed_term_contracts,
    gross_amounts,
    gross_edges,
    households,
    invoices,
    months,
    permanent_contracts,
    workers,
)

__all__ = [
    "PayCase",
    "amounts_are_whole_cents",
    "cases",
    "contracts",
    "cost_not_below_gross",
    "earnings",
    "enterprises",
    "explanations_agree",
    "fixed_term_contracts",
    "gross_amounts",
    "gross_edges",
    "households",
    "invoices",
    "json_round_trips",
    "ledger_closes",
    "lines_add_up",
    "months",
    "more_relief_never_lowers_net",
    "net_not_above_gross",
    "nothing_negative",
    "parts_add_up",
    "permanent_contracts",
    "spending_adds_up",
    "vat_is_inside",
    "workers",
]
