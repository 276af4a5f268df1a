"""Revenue topics: what an invoice leaves for pay by a method that the case itself states."""

from __future__ import annotations

from typing import Final, Literal

from sharedpay.errors import InvalidInput, NotModelled
from sharedpay.law.shared_enterprise import FeeLaw
from sharedpay.model.enterprise import Invoice
from sharedpay.money import MILLION, NO_LIMIT, Rate, euro_text, half_up, share
from sharedpay.payroll.check.inputs import Inputs
from sharedpay.payroll.check.result import Computed, Money, Value
from sharedpay.payroll.settlement import turnover_of
from sharedpay.payroll.shares import Turnover

_VAT: Final[dict[int, Literal["21", "6", "0"]]] = {210_000: "21", 60_000: "6", 0: "0"}


def revenue(given: Inputs) -> Computed:
    """A Belgian invoice: VAT, fee, employment budget, and gross at a stated employer rate; or a year's pay added up."""
    country = given.choice("country", ("BE",), "BE")
    if country != "BE":
        given.close()
    if "year_end" in given:
        return _annual_total(given)
    internal = given.choice("buyer", ("client", "internal_activity"), "client") == "internal_activity"
    if "invoice_ex_vat" in given or "invoice_vat_incl" in given:
        return _invoice(given, internal)
    if internal:
        budget = given.needed_money("employment_budget")
        turnover = _turnover(given, budget, Rate(0), False, internal=True)
        given.rate("fee_rate")
        given.close()
        return Computed(_turnover_values(turnover) | {"invoice_issued": False})
    raise NotModelled("revenue: the case states no invoice; nothing to settle")


def _invoice(given: Inputs, internal: bool) -> Computed:
    included = "invoice_vat_incl" in given
    if included and "invoice_ex_vat" in given:
        given.problems.append("invoice_vat_incl: give one amount, with or without VAT")
    amount = given.money("invoice_vat_incl" if included else "invoice_ex_vat")
    turnover = _turnover(given, amount, given.rate("vat_rate"), included, internal)
    expenses, employer_rate = given.money("expenses"), given.rate("employer_rate")
    given.close()
    budget = turnover.without_vat - turnover.fee - expenses
    if budget < 0:
        raise InvalidInput(f"expenses: {euro_text(expenses)} is more than the invoice leaves after the fee")
    values = _turnover_values(turnover) | {"invoice_issued": not internal, "employment_budget": Money(budget)}
    if "employer_rate" in given:
        values["gross"] = Money(budget * MILLION // (MILLION + employer_rate))
    return Computed(values)


def _turnover(given: Inputs, amount: int, vat_rate: Rate, included: bool, internal: bool) -> Turnover:
    fee_rate = given.rate("fee_rate") if "fee_rate" in given else given.laws.get(FeeLaw).fee_rate
    if vat_rate not in _VAT:
        raise NotModelled("vat_rate: only 0.21, 0.06 and 0 are modelled")
    invoice = Invoice(amount=euro_text(amount), vat_rate=_VAT[vat_rate], vat_included=included, internal=internal)
    return turnover_of([invoice], fee_rate)


def _turnover_values(turnover: Turnover) -> dict[str, Value]:
    return {
        "invoice_ex_vat": Money(turnover.without_vat),
        "vat": Money(turnover.vat),
        "fee": Money(turnover.fee),
    }


def _annual_total(given: Inputs) -> Computed:
    year = 12 * (given.needed_money("gross") + given.money("benefits_in_kind_month"))
    year += given.money("year_end") + given.money("sector_premium") + given.money("eco_vouchers")
    year += given.money("meal_voucher_employer_share") * given.count("meal_vouchers_year")
    given.close()
    return Computed({"annual_total": Money(year)})


def revenue_foreign(given: Inputs) -> Computed:
    """The arithmetic of a similar enterprise abroad, at rates that the case states: nothing Belgian follows from it."""
    given.ignore("country", "hours_week")
    if "contract_value_year" in given:
        return _employer_rate_above_threshold(given)
    if "margin_month" in given:
        margin, fee_rate = given.needed_money("margin_month"), given.needed_rate("fee_rate")
        floor, most = given.money("fee_floor_month"), given.money("fee_cap_year", NO_LIMIT)
        given.close()
        return Computed({"fee": Money(min(max(share(margin, fee_rate), floor), most))})
    if "turnover_ex_vat" in given:
        turnover, fee_rate = given.needed_money("turnover_ex_vat"), given.needed_rate("fee_rate")
        given.close()
        fee = share(turnover, fee_rate)
        return Computed({"fee": Money(fee), "employment_budget": Money(turnover - fee)})
    if "invoice_ex_vat" in given and ("fee_rate" in given or "fee_gross_up" in given):
        return _at_flat_rates(given)
    raise NotModelled("revenue_foreign: the case states no method, only a result")


def _at_flat_rates(given: Inputs) -> Computed:
    invoice, expenses = given.needed_money("invoice_ex_vat"), given.money("expenses")
    if "fee_gross_up" in given:
        fee = invoice - half_up(invoice * MILLION, max(MILLION, given.rate("fee_gross_up")))
    else:
        fee = share(invoice, given.rate("fee_rate"))
    employer_rate, tax_rate = given.needed_rate("employer_rate"), given.needed_rate("tax_rate")
    given.close()
    budget = invoice - fee - expenses
    if budget < 0:
        raise InvalidInput(f"expenses: {euro_text(expenses)} is more than the invoice leaves after the fee")
    gross = half_up(budget * MILLION, MILLION + employer_rate)
    net = gross - share(gross, tax_rate)
    return Computed(
        {
            "fee": Money(fee),
            "employment_budget": Money(budget),
            "gross": Money(gross),
            "taxes_and_contributions": Money(budget - net),
            "net": Money(net),
            "net_plus_expenses": Money(net + expenses),
        }
    )


def _employer_rate_above_threshold(given: Inputs) -> Computed:
    """The gross whose employer contribution above a threshold and whose levy, added to it, make the contract value."""
    value, threshold = given.needed_money("contract_value_year"), given.money("threshold_year")
    employer_rate, levy_rate = given.needed_rate("employer_rate"), given.rate("levy_rate")
    given.close()
    whole = MILLION + employer_rate + levy_rate
    gross = half_up(value * MILLION + threshold * employer_rate, whole)
    if gross <= threshold:
        raise NotModelled("contract_value_year: a gross below the threshold is not modelled")
    return Computed({"gross": Money(gross), "employer_contributions": Money(share(gross - threshold, employer_rate))})
