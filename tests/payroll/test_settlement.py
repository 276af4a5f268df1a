"""The settlement, by hand: fee, budget, VAT, levy, and a whole ledger figure by figure."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

import sharedpay as sp
from sharedpay.money import cents
from sharedpay.payroll.budget import Prices, prices_of
from sharedpay.payroll.case import prepare
from sharedpay.payroll.due import add_working_days, public_holidays
from sharedpay.payroll.settlement import Settlement, turnover_of
from sharedpay.payroll.solve import revenue_for_budget
from sharedpay.testing import ledger_closes, spending_adds_up, vat_is_inside

CONTRACT = sp.PermanentContract(start="2026-01-01")
MONTH = "2026-05"


def settle(revenue: Any, enterprise: sp.Enterprise | None = None, **options: Any) -> Settlement:
    result = sp.settle(revenue, options.pop("contract", CONTRACT), month=MONTH, enterprise=enterprise, **options)
    ledger_closes(result)
    spending_adds_up(result)
    return result


def prices(enterprise: sp.Enterprise) -> Prices:
    return prices_of(prepare(CONTRACT, None, MONTH, enterprise=enterprise))


def test_an_invoice_of_1000_pays_a_fee_of_65_and_leaves_935() -> None:
    # 6.5 % of 1000.00 is 65.00; 1000.00 - 65.00 = 935.00.
    result = settle("1000.00")
    assert (result.revenue, result.fee, result.budget) == (Decimal("1000.00"), Decimal("65.00"), Decimal("935.00"))


def test_a_labour_cost_of_1000_needs_an_invoice_of_1069_52() -> None:
    # 1000.00 / (1 - 0.065) = 1069.5187, rounded 1069.52; its fee is 69.52, which leaves 1000.00.
    # A cent less would pay the same fee (69.51815 is rounded to 69.52) and leave 999.99.
    smart = prices(sp.Enterprise.smart())
    assert revenue_for_budget(100_000, smart) == 106_952
    assert settle("1069.52").fee == Decimal("69.52")
    assert settle("1069.52").budget == Decimal("1000.00")
    assert settle("1069.51").budget == Decimal("999.99")


def test_the_whole_levy_is_12_20_per_cent_of_the_invoice() -> None:
    # 0.065 + 0.061 × (1 - 0.065) = 0.122035, with the whole budget employed.
    result = settle("10000.00")
    assert result["fee"].amount == Decimal("650.00")
    # The pay takes 9349.99 or 9350.00 of the budget of 9350.00; 6.1 % of it are 570.35.
    assert Decimal(0) <= result.budget - result.employer_cost <= Decimal("0.02")
    assert abs(result["margin"].amount - Decimal("570.35")) <= Decimal("0.01")
    levy = (result["fee"].amount + result["margin"].amount) / result.revenue
    assert levy.quantize(Decimal("0.0001")) == Decimal("0.1220")


def test_vat_inside_an_amount_is_a_part_of_it_and_not_a_share_of_it() -> None:
    # 1000.00 × 0.06 / 1.06 = 56.6038, rounded 56.60, and not 60.00.
    result = settle("1000.00", vat_rate="6", vat_included=True)
    assert result.vat == Decimal("56.60")
    assert result.revenue == Decimal("943.40")
    assert result.invoice == Decimal("1000.00")
    # The fee is on the amount without VAT: 6.5 % of 943.40 is 61.321.
    assert result.fee == Decimal("61.32")
    vat_is_inside(Decimal("1000.00"), 6, result.vat)


def test_vat_on_top_is_passed_on() -> None:
    # 21 % of 1000.00 is 210.00.
    result = settle("1000.00")
    assert (result.vat, result.invoice) == (Decimal("210.00"), Decimal("1210.00"))
    assert result["vat"].payee == "state"
    for rate in ("0", "exempt"):
        free = settle("1000.00", vat_rate=rate)
        assert (free.vat, free.invoice, free.fee) == (Decimal(0), Decimal("1000.00"), Decimal("65.00"))


@pytest.mark.parametrize("vat_included", [False, True])
def test_an_internal_buyer_pays_no_vat_and_no_second_fee(vat_included: bool) -> None:
    result = settle(sp.Invoice(amount="1000.00", internal=True, vat_included=vat_included))
    assert (result.revenue, result.fee, result.vat, result.invoice) == (
        Decimal(1000),
        Decimal(0),
        Decimal(0),
        Decimal(1000),
    )
    assert result.budget == 1000


def test_foreign_amounts_are_converted_to_the_cent_before_the_fee() -> None:
    # 1234.56 USD at 0.923456 are 1140.0618…, rounded 1140.06 EUR; 6.5 % of that is 74.1039.
    result = settle(sp.Invoice(amount="1234.56", currency="USD", exchange_rate="0.923456", vat_rate="0"))
    assert (result.revenue, result.fee) == (Decimal("1140.06"), Decimal("74.10"))


def test_several_invoices_pay_the_fee_and_the_vat_each() -> None:
    # 0.065 × 0.10 = 0.0065, rounded 0.01, three times; in one invoice 0.065 × 0.30 = 0.0195, rounded 0.02.
    small = sp.Invoice(amount="0.10", vat_rate="0")
    smart = prices(sp.Enterprise.smart())
    assert turnover_of([small] * 3, smart.charges.fee_rate).fee == 3
    assert turnover_of([sp.Invoice(amount="0.30", vat_rate="0")], smart.charges.fee_rate).fee == 2
    result = settle([sp.Invoice(amount="1000.00"), sp.Invoice(amount="106.00", vat_rate="6", vat_included=True)])
    # 210.00 on top of the first; 106.00 × 6 / 106 = 6.00 inside the second.
    assert (result.vat, result.revenue, result.invoice) == (Decimal(216), Decimal(1100), Decimal(1316))
    # 65.00 and 6.50.
    assert result.fee == Decimal("71.50")


def test_a_whole_settlement_by_hand() -> None:
    # An enterprise of 5 workers that charges 6.5 % and nothing else: no closing fund, no provisions, no margin.
    firm = sp.Enterprise(fee_rate="6.5 %", workers=5, closing_fund="none", holiday_provision_rate="0 %")
    result = settle("3345.72", firm)
    # The invoice: 3345.72 and 21 % of it, 702.6012.
    assert (result.vat, result.invoice) == (Decimal("702.60"), Decimal("4048.32"))
    # The fee: 6.5 % of 3345.72 is 217.4718. The budget: 3345.72 - 217.47.
    assert (result.fee, result.budget) == (Decimal("217.47"), Decimal("3128.25"))
    # The cost of 2500.00: 25 % 625.00, work accidents 0.02 % 0.50, asbestos 0.01 % 0.25, temporary unemployment
    # 0.10 % 2.50; fewer than ten workers owe no contribution for unemployment. 2500.00 + 628.25 = 3128.25.
    assert result.gross == Decimal("2500.00")
    assert result.spending.contributions == 62_825
    assert result.employer_cost == Decimal("3128.25")
    # The structural reduction stays in the pool. May 2026 has 21 working days: f = 13 × 5 / 21 = 3.10 (3.0952…),
    # S = 7750.00, R = 0.14 × (11458.57 - 7750.00) + 0.16 × (9547.20 - 7750.00) = 519.20 + 287.55 = 806.75;
    # mu = 3 × 21 / 65 = 0.97, so all of it; a third is 268.9167.
    assert result["reductions_kept"].amount == Decimal("268.92")
    assert result["employer_contributions"].amount == Decimal("628.25") - Decimal("268.92")
    # The worker: 13.07 % is 326.75; bonus A 125.04; B 168.62 - 0.2699 × (2500.00 - 2255.50) = 168.62 - 65.99 = 102.63.
    assert result["personal_contribution"].amount == Decimal("326.75") - Decimal("125.04") - Decimal("102.63")
    # Taxable 2500.00 - 99.08 = 2400.92, a year 28811.04, less costs of 6070.00 (the most) 22741.04.
    # 4469.93 + 42.80 % of 6031.04 (2581.29) = 7051.22, less 2987.98 = 4063.24, a month 338.60.
    # Less 33.14 % of 125.04 (41.44) and 52.54 % of 102.63 (53.92): 243.24.
    assert result["withholding_tax"].amount == Decimal("243.24")
    # Special contribution: 10.33 + 1.10 % of (2500.00 - 2190.18), 3.41.
    assert result["special_contribution"].amount == Decimal("13.74")
    # 2400.92 - 243.24 - 13.74.
    assert result.net == Decimal("2143.94")
    assert {entry.code: str(entry.amount) for entry in result.ledger} == {
        "net": "2143.94",
        "withholding_tax": "243.24",
        "vat": "702.60",
        "personal_contribution": "99.08",
        "special_contribution": "13.74",
        "employer_contributions": "359.33",
        "fee": "217.47",
        "reductions_kept": "268.92",
    }
    assert {payee: str(amount) for payee, amount in result.by_payee().items()} == {
        "member": "2143.94",
        "state": "945.84",
        "onss": "472.15",
        "enterprise": "217.47",
        "pool": "268.92",
    }


def test_the_reductions_of_an_enterprise_that_credits_them_raise_the_gross() -> None:
    kept = settle("3345.72", sp.Enterprise(fee_rate="6.5 %", holiday_provision_rate="0 %"))
    credited = settle("3345.72", sp.Enterprise(fee_rate="6.5 %", holiday_provision_rate="0 %", reductions="credited"))
    assert credited.gross > kept.gross
    assert "reductions_kept" not in {entry.code for entry in credited.ledger}


def test_a_coefficient_divides_the_budget_and_leaves_a_margin() -> None:
    # 935.00 / 1.541 = 606.7488…: 606.74 would cost 934.98634, rounded 934.99; 606.75 costs 935.00175, rounded 935.00.
    term = sp.FixedTermContract(start="2026-05-01", end="2026-05-31")
    result = settle("1000.00", sp.Enterprise.smart(method="coefficient"), contract=term)
    assert result.gross == Decimal("606.75")
    assert result.employer_cost == Decimal("935.00")
    assert result["margin"].payee == "pool"
    assert result.estimate is not None
    assert result.span is not None
    assert result.span.low_gross < 60_675 < result.span.high_gross


def test_a_coefficient_below_the_cost_makes_the_pool_add() -> None:
    result = settle("1000.00", sp.Enterprise(method="coefficient", coefficient="1"))
    assert result["margin"].amount < 0
    assert "negative_margin" in {note.code for note in result.assumptions}


def test_no_coefficient_is_invented() -> None:
    with pytest.raises(sp.NotModelled, match="none is published nor estimated"):
        settle("1000.00", sp.Enterprise.smart(method="coefficient"))


def test_expenses_are_repaid_out_of_the_budget_but_pay_the_fee() -> None:
    # The fee is on the invoice, not on the invoice less expenses: 65.00, then 935.00 - 135.00 = 800.00.
    result = settle("1000.00", expenses="135.00")
    assert (result.fee, result.budget) == (Decimal("65.00"), Decimal("800.00"))
    assert result["expenses"].amount == Decimal("135.00")
    assert result["expenses"].payee == "member"


def test_what_is_not_spent_stays_in_the_activity() -> None:
    result = settle("1000.00", budget="500.00")
    assert result.employer_cost <= 500
    assert result["unspent"].amount == Decimal("935.00") - result.employer_cost
    assert result["unspent"].payee == "activity"
    assert result["unspent"].due is None


def test_a_budget_that_holds_no_pay_is_unreachable() -> None:
    with pytest.raises(sp.Unreachable, match=r"a budget of 0\.93 holds no pay: the smallest one costs 12\.00"):
        settle("1.00", sp.Enterprise(fee_rate="6.5 %", payroll_cost="12.00"))


def test_everybody_is_paid_on_a_day() -> None:
    artist = sp.PermanentContract(start="2026-01-01", status="artist")
    due = {entry.code: entry.due for entry in settle("4500.00", contract=artist).ledger}
    # Seven working days after Sunday 31 May: 1 to 5 June, 8 June, 9 June.
    assert due["net"] == date(2026, 6, 9)
    assert due["withholding_tax"] == date(2026, 6, 15)
    assert due["vat"] == date(2026, 6, 20)
    assert due["employer_contributions"] == due["personal_contribution"] == date(2026, 7, 31)
    assert due["annual_holiday_yearly"] == date(2027, 4, 30)
    paid = {entry.code: entry.due for entry in settle("4500.00", paid_on="2026-06-02").ledger}
    assert paid["net"] == date(2026, 6, 2)


def test_the_last_month_of_the_year_is_due_in_the_next() -> None:
    result = sp.settle("4500.00", CONTRACT, month="2026-12")
    due = {entry.code: entry.due for entry in result.ledger}
    assert due["withholding_tax"] == date(2027, 1, 15)
    assert due["employer_contributions"] == date(2027, 1, 31)
    # New Year's Day 2027 is a Friday: 4 to 8 January, then Monday and Tuesday.
    assert due["net"] == date(2027, 1, 12)


def test_public_holidays_are_no_working_days() -> None:
    # Easter 2026 is 5 April: Monday 6 April, Ascension 14 May, Whit Monday 25 May.
    assert {date(2026, 4, 6), date(2026, 5, 14), date(2026, 5, 25)} < public_holidays(2026)
    assert len(public_holidays(2026)) == 10
    assert add_working_days(date(2026, 4, 30), 1) == date(2026, 5, 4)
    assert add_working_days(date(2026, 5, 13), 1) == date(2026, 5, 15)
    assert add_working_days(date(2026, 5, 13), 0) == date(2026, 5, 13)


def test_what_a_settlement_rests_on_is_said() -> None:
    stated = {note.code for note in settle("1000.00", sp.Enterprise.smart()).assumptions}
    assumed = {note.code for note in settle("1000.00").assumptions}
    assert assumed - stated == {"enterprise"}
    assert {"margin_estimate", "reductions_kept", "holiday_provision", "no_year_end", "no_insurance"} < stated


def test_what_a_stated_enterprise_leaves_open_is_said() -> None:
    def said(enterprise: sp.Enterprise) -> set[str]:
        return {note.code for note in settle("1000.00", enterprise).assumptions}

    open_ = {"enterprise", "enterprise_rest", "no_margin", "no_holiday_provision"}
    assert said(sp.Enterprise.smart()) & open_ == set()
    assert said(sp.Enterprise.smart(fee_rate="6 %")) & open_ == {"enterprise_rest"}
    assert said(sp.Enterprise(fee_rate="6 %")) & open_ == {"no_margin", "no_holiday_provision"}
    assert said(sp.Enterprise(margin_rate="3 %", holiday_provision_rate="0 %")) & open_ == set()
    assert said(sp.Enterprise(method="coefficient", coefficient="1.6")) & open_ == {"no_holiday_provision"}


def test_an_unknown_entry_is_refused_with_those_there_are() -> None:
    with pytest.raises(sp.InvalidInput, match="ledger: no 'bonus'; there are net, "):
        settle("1000.00")["bonus"]


def test_a_settlement_as_data_holds_every_figure_as_text() -> None:
    result = settle("1000.00")
    data = result.model_dump()
    assert data["invoice"] == "1210.00"
    assert data["employment_budget"] == "935.00"
    assert sum(cents(entry["amount"]) for entry in data["ledger"]) == 121_000
    assert data["estimate"] == "margin_rate"
    assert data["payslip"]["totals"]["net"] == str(result.net)
    assert '"fee": "65.00"' in result.model_dump_json()


def test_months_without_employer_figures_have_no_settlement() -> None:
    with pytest.raises(sp.NotCovered, match="is not covered on 2021-01-01"):
        sp.settle("1000.00", sp.PermanentContract(start="2021-01-01"), month="2021-01")


def test_a_budget_beside_earnings_may_try_pays_that_are_not_modelled() -> None:
    # The search starts from the whole budget, far above the ceiling on an artist's pay; the answer lies below it.
    artist = sp.PermanentContract(start="2024-01-01", status="artist")
    result = sp.settle("40000", artist, month="2026-05", earnings=[sp.earnings.ExpenseRefund(amount="100.00")])
    plain = sp.settle("40000", artist, month="2026-05", expenses="100.00")
    assert result.gross <= plain.gross
    assert sum(entry.amount for entry in result.ledger) == result.invoice
    with pytest.raises(sp.NotModelled, match="above the ceiling"):
        sp.settle("90000", artist, month="2026-05", earnings=[sp.earnings.ExpenseRefund(amount="100.00")])
