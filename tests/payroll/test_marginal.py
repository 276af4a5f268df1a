"""The marginal euro: exact differences of two runs, every cent of the step accounted for."""

import json
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sharedpay as sp
from sharedpay import earnings as e

MONTH = "2026-05"
CONTRACT = sp.PermanentContract(start="2026-01-01", joint_committee="200")
CENTS = st.integers(1, 50_000).map(lambda cents: Decimal(cents).scaleb(-2))


def settled(revenue: object = "4500.00", **options: object) -> sp.Settlement:
    return sp.settle(revenue, CONTRACT, month=MONTH, **options)  # type: ignore[arg-type]


@given(st.integers(100_000, 3_000_000), CENTS, st.sampled_from(["21", "6", "0", "exempt"]))
def test_of_a_revenue_every_cent_goes_somewhere(revenue: int, step: Decimal, rate: str) -> None:
    before = settled(Decimal(revenue).scaleb(-2), vat_rate=rate)
    after = settled(Decimal(revenue).scaleb(-2) + step, vat_rate=rate)
    found = sp.marginal(before, step)
    assert found.total == step + after.vat - before.vat == found.step + found.on_top
    assert sum(found.by_payee().values()) == found.total == sum(found.by_date().values())
    assert found.net == after.net - before.net
    old, new = before.by_payee(), after.by_payee()
    for payee in old | new:
        assert new.get(payee, Decimal(0)) - old.get(payee, Decimal(0)) == found.by_payee().get(payee, 0)


@given(st.integers(10_000, 1_000_000), CENTS, st.booleans())
def test_of_a_gross_every_cent_goes_somewhere(gross: int, step: Decimal, extras: bool) -> None:
    earnings = [e.DoubleHolidayPay(months=12), e.MealVouchers(count=20, face="8.00"), e.Attachment(claim="300")]
    slips = [
        sp.payslip(CONTRACT, gross=Decimal(cents).scaleb(-2), month=MONTH, earnings=earnings if extras else ())
        for cents in (gross, gross + int(step * 100))
    ]
    found = sp.marginal(slips[0], step)
    assert found.total == slips[1].employer_cost - slips[0].employer_cost
    assert found.on_top == found.total - step
    assert found.net == slips[1].net_paid - slips[0].net_paid


def test_one_euro_by_hand() -> None:
    found = sp.marginal(settled())
    amounts = {line.code: line.cents for line in found.lines}
    # 6.5 % of 4 500 is 292.50; of 4 501 it is 292.565, so 292.57. VAT is 21 % of one euro.
    assert (amounts["fee"], amounts["vat"]) == (7, 21)
    assert found.total == Decimal("1.21")


def test_a_hundred_euros_of_gross_by_hand() -> None:
    found = sp.marginal(sp.payslip(CONTRACT, gross="2500.00", month=MONTH), 100)
    amounts = {line.code: line.cents for line in found.lines}
    # 13.07 % of contributions, and 26.99 % of component B of the work bonus that tapers off.
    assert amounts["personal_contribution"] == 1307 + 2699
    member, state, onss = (
        sum(line.cents for line in found.lines if line.code == code)
        for code in ("net", "withholding_tax", "special_contribution")
    )
    assert member + state + onss + amounts["personal_contribution"] == 10_000
    assert found.by_date() == {
        date(2026, 6, 9): Decimal(member).scaleb(-2),
        date(2026, 6, 15): Decimal(state).scaleb(-2),
        date(2026, 7, 31): found.total - Decimal(member + state).scaleb(-2),
    }


def test_above_a_set_budget_the_next_euro_stays_in_the_activity() -> None:
    found = sp.marginal(settled(budget="3000.00"), "10.00")
    # The fee is 6.5 % of ten euros, the VAT 21 %.
    assert {line.code: line.cents for line in found.lines} == {"vat": 210, "fee": 65, "unspent": 935}


def test_a_step_beside_an_invoice_that_includes_vat_or_is_in_dollars() -> None:
    for invoice in (
        sp.Invoice(amount="5445.00", vat_included=True),
        sp.Invoice(amount="5000.00", currency="USD", exchange_rate="0.9", vat_rate="exempt"),
    ):
        found = sp.marginal(settled(invoice), "100.00")
        assert found.step == Decimal("100.00")
        assert found.on_top == (21 if invoice.vat_included else 0)


def test_a_month_without_employer_figures_or_days_of_payment() -> None:
    slip = sp.payslip(sp.PermanentContract(start="2020-01-01"), gross="2500.00", month="2021-01")
    found = sp.marginal(slip)
    assert found.total == found.step == 1
    assert set(found.by_date()) == {None}


def test_what_can_not_be() -> None:
    slip = sp.payslip(CONTRACT, gross="2500.00", month=MONTH)
    for step in ("0.00", "-1.00"):
        with pytest.raises(sp.InvalidInput, match=r"step: .* must be more than zero"):
            sp.marginal(slip, step)
    with pytest.raises(sp.InvalidInput, match=r"step: .* beyond 10 000 000.00"):
        sp.marginal(slip, "9999000.00")
    with pytest.raises(sp.InvalidInput, match=r"step: .* float"):
        sp.marginal(slip, 1.0)  # type: ignore[arg-type]
    with pytest.raises(sp.InvalidInput, match="not a Settlement or a Payslip"):
        sp.marginal("slip")  # type: ignore[arg-type]


def test_a_step_into_what_is_not_modelled_says_so() -> None:
    artist = sp.PermanentContract(start="2026-01-01", status="artist")
    slip = sp.payslip(artist, gross="26000.00", month=MONTH)
    with pytest.raises(sp.NotModelled, match="ceiling on very high pay"):
        sp.marginal(slip, "5000.00")


def test_it_prints_and_dumps() -> None:
    found = sp.marginal(settled())
    assert json.loads(found.model_dump_json()) == found.model_dump()
    assert sum(Decimal(line["amount"]) for line in found.model_dump()["lines"]) == found.total
    assert str(found).splitlines()[0] == "The next 1.00 invoiced without VAT, from 4 500.00"
    assert "Total" in str(found)
    assert max(map(len, str(found).splitlines())) <= 80
