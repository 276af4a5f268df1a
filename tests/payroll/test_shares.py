"""The pure arithmetic of a settlement: every formula that its steps show is true, and shares close."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

import sharedpay as sp
from law.rule_formulas import differences
from sharedpay.money import MAX_CENTS, Rate, euro_text
from sharedpay.payroll.budget import prices_of, spending_of
from sharedpay.payroll.case import prepare
from sharedpay.payroll.settlement import turnover_of
from sharedpay.payroll.shares import Bill, Charges, Turnover, shares, spending, turnover

CASE = prepare(sp.PermanentContract(start="2026-01-01", status="artist"), None, "2026-05")
RATES = st.sampled_from([0, 1, 65_000, 153_700, 999_999]) | st.integers(0, 999_999)
FLAGS = st.integers(0, 1)
AMOUNTS = st.integers(0, 700_000) | st.integers(0, 2_623_456)
"""Up to a third of 85 000 euros at 108 %, beyond which the cost of a fund worker may not be known."""
BILLS = st.builds(Bill, AMOUNTS | st.integers(0, MAX_CENTS), st.sampled_from([0, 6, 21]), FLAGS, FLAGS)
CHARGES = st.builds(
    Charges,
    RATES,
    RATES,
    st.just(0) | st.integers(10**6, 10**9),
    RATES,
    RATES,
    RATES,
    st.integers(0, 10_000),
    FLAGS,
)


@given(BILLS, RATES)
def test_the_formulas_of_a_turnover_give_what_the_rule_computed(bill: Bill, fee_rate: int) -> None:
    found = turnover(bill, Rate(fee_rate))
    assert not differences(found, bill, fee_rate=Fraction(fee_rate, 10**6))
    assert found.total == bill.amount + (0 if bill.vat_included else found.vat)


@given(st.lists(st.sampled_from(["21", "6", "0", "exempt"]), max_size=4), AMOUNTS, st.booleans(), st.booleans(), RATES)
def test_invoices_are_turned_over_one_by_one(rates: list[str], amount: int, inside: bool, own: bool, fee: int) -> None:
    invoices = [sp.Invoice(amount=euro_text(amount), vat_rate=r, vat_included=inside, internal=own) for r in rates]  # type: ignore[arg-type]
    alone = [turnover(Bill(amount, int(r) if r != "exempt" else 0, int(inside), int(own)), Rate(fee)) for r in rates]
    assert turnover_of(invoices, Rate(fee)) == tuple(map(sum, zip(*alone, strict=True))) if alone else (0, 0, 0)


@given(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS, CHARGES)
def test_the_formulas_of_a_spending_give_what_the_rule_computed(
    gross: int, flexi: int, within: int, extra: int, charges: Charges
) -> None:
    costed = CASE.cost_of(gross)
    within = min(within, gross)
    found = spending(gross, flexi, within, costed, extra, charges)
    euros = {"gross_pay": Fraction(gross, 100), "extra_cost": Fraction(extra, 100)}
    euros |= {"flexi_paid": Fraction(flexi, 100), "student_within": Fraction(within, 100)}
    euros |= {
        "employer_contributions": Fraction(costed.contributions.employer_contributions, 100),
        "employer_contributions_after_reductions": Fraction(costed.employer_contributions_after_reductions, 100),
    }
    assert not differences(found, charges, **euros)
    priced = replace(prices_of(CASE), charges=charges)
    assert spending_of(CASE, priced, gross) == spending(gross, 0, 0, costed, 0, charges)


@given(AMOUNTS, AMOUNTS, AMOUNTS, CHARGES)
def test_shares_add_up_to_the_invoice(gross: int, revenue: int, repaid: int, charges: Charges) -> None:
    earned = Turnover(revenue, revenue // 5, revenue // 16)
    paid, costed = CASE.pay(gross), CASE.cost_of(gross)
    spent = spending(gross, 0, 0, costed, 0, charges)
    assert sum(shares(earned, spent, paid, costed, paid.net, repaid)) == earned.total
