"""Bad input: one `InvalidInput` that lists all that is wrong, each with what is allowed, never a wrong result."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

import sharedpay as sp

CONTRACT = sp.PermanentContract(start="2026-01-01")
PART_TIME = sp.PermanentContract(start="2026-01-01", weekly_hours="19")
EUROS = "give euros as text, int or Decimal"
NO_FLOAT = f"{EUROS}, like '2500.00' (a float can't hold every cent)"
FEW_CENTS = "is not an amount of euros with at most two decimals, like '2500.00'"


def problems(call: Callable[..., Any], **inputs: Any) -> tuple[str, ...]:
    with pytest.raises(sp.InvalidInput) as raised:
        call(**inputs)
    assert str(raised.value) == "; ".join(raised.value.problems)
    return raised.value.problems


def of_payslip(**inputs: Any) -> tuple[str, ...]:
    return problems(sp.payslip, **{"contract": CONTRACT, "gross": "2500.00", "month": "2026-05", **inputs})


def of_settle(**inputs: Any) -> tuple[str, ...]:
    return problems(sp.settle, **{"revenue": "4500.00", "contract": CONTRACT, "month": "2026-05", **inputs})


@pytest.mark.parametrize(
    ("gross", "problem"),
    [
        ("-1", "gross: -1 is negative; it must be from 0 to 10000000.00"),
        (Decimal("-0.01"), "gross: -0.01 is negative; it must be from 0 to 10000000.00"),
        (2500.0, f"gross: 2500.0 is a float; {NO_FLOAT}"),
        (True, f"gross: True is a bool; {EUROS}, like '2500.00'"),
        (None, f"gross: None is a NoneType; {EUROS}"),
        ([2500], f"gross: [2500] is a list; {EUROS}"),
        ("", f"gross: '' {FEW_CENTS}"),
        ("2,500.00", f"gross: '2,500.00' {FEW_CENTS}"),
        ("2500.005", f"gross: '2500.005' {FEW_CENTS}"),
        ("1e3", f"gross: '1e3' {FEW_CENTS}"),
        ("10000000.01", "gross: 10000000.01 is beyond 10 000 000.00 euros, the largest amount that is computed"),
        (10_000_001, "gross: 10000001 is beyond 10 000 000.00 euros, the largest amount that is computed"),
    ],
)
def test_a_gross_that_is_no_amount_of_euros_is_refused(gross: Any, problem: str) -> None:
    assert of_payslip(gross=gross) == (problem,)


@pytest.mark.parametrize("gross", ["NaN", "Infinity", "-Infinity", "2500.005", "1E+400", "1E-400"])
def test_a_decimal_that_is_no_whole_number_of_cents_is_refused(gross: str) -> None:
    (problem,) = of_payslip(gross=Decimal(gross))
    assert problem.startswith(f"gross: {Decimal(gross)} is not a whole number of cents")


@pytest.mark.parametrize("month", ["2026-13", "2026-5", "May 2026", "2026-05-01", "", 202605, None])
def test_a_month_that_is_none_is_refused(month: Any) -> None:
    assert of_payslip(month=month) == (f"month: {month!r} is not a month like '2026-05'",)


def test_a_month_outside_the_contract_is_refused() -> None:
    assert of_payslip(month="2025-12") == ("month: 2025-12 is outside the contract, which runs from 2026-01-01",)
    term = sp.FixedTermContract(start="2026-03-10", end="2026-04-30")
    for month in ("2026-02", "2026-05"):
        assert of_payslip(contract=term, month=month) == (
            f"month: {month} is outside the contract, which runs from 2026-03-10 to 2026-04-30",
        )


@pytest.mark.parametrize("days", [-1, 32, 1.5, "3", True])
def test_days_worked_are_a_whole_number_within_the_contract(days: Any) -> None:
    allowed = "must be a whole number from 0 to 31, the days from 2026-05-01 to 2026-05-31"
    assert of_payslip(days_worked=days) == (f"days_worked: {days!r} {allowed}",)


def test_hours_worked_are_for_part_time_and_no_more_than_a_month_has() -> None:
    assert of_payslip(hours_worked="10") == (
        "hours_worked: is for part-time contracts; a full-time month counts days_worked",
    )
    (problem,) = of_payslip(contract=PART_TIME, hours_worked="744.01")
    assert problem.startswith("hours_worked: 744.01 is more than a month has")
    assert of_payslip(contract=PART_TIME, hours_worked=10.5) == (
        "hours_worked: 10.5 is a float; give it as text, int or Decimal",
    )
    assert of_payslip(contract=PART_TIME, hours_worked="-1") == (
        "hours_worked: -1 must be zero or more, with at most two decimals",
    )


def test_a_payment_is_not_before_its_month() -> None:
    assert of_payslip(paid_on="2026-04-30") == ("paid_on: 2026-04-30 is before the month 2026-05",)


@pytest.mark.parametrize(
    ("inputs", "problem"),
    [
        ({"children": 1.5}, "children: 1.5 is not allowed: input should be a valid integer"),
        ({"children": "2"}, "children: '2' is not allowed: input should be a valid integer"),
        ({"children": True}, "children: True is not allowed: input should be a valid integer"),
        ({"children": -1}, "children: -1 is not allowed: input should be greater than or equal to 0"),
        ({"children": 31}, "children: 31 is not allowed: input should be less than or equal to 30"),
        ({"marital": "widowed"}, "marital: 'widowed' is not allowed; allowed: 'single', 'married'"),
        (
            {"marital": "married", "partner": "rich"},
            "partner: 'rich' is not allowed; allowed: 'own_income', 'low_income', 'low_pension', 'no_income'",
        ),
        (
            {"marital": "married"},
            "partner: a married worker's partner is own_income, low_income, low_pension or no_income",
        ),
        (
            {"partner": "no_income"},
            "partner: 'no_income' given for a single person; leave it out, or marital is 'married'",
        ),
        ({"partner_disabled": True}, "partner_disabled: a single person has no partner"),
        (
            {"children": 1, "disabled_children": 2},
            "disabled_children: 2 of 1 children can't be disabled",
        ),
        ({"single_parent": True}, "single_parent: needs at least one dependent child"),
        (
            {"marital": "married", "partner": "own_income", "children": 1, "single_parent": True},
            "single_parent: a married worker is no single parent",
        ),
        (
            {"scale": 3, "children": 1},
            "scale: whether reductions for the household apply under scale III is unknown; leave them out",
        ),
        ({"scale": 4}, "scale: 4 is not allowed; allowed: 1, 2, 3"),
        (
            {"kids": 1},
            (
                "kids: no such input; allowed: marital, partner, children, disabled_children, single_parent, disabled,"
                " partner_disabled, seniors_in_care, other_dependants, scale"
            ),
        ),
    ],
)
def test_an_impossible_household_is_refused(inputs: dict[str, Any], problem: str) -> None:
    assert problems(sp.Household, **inputs) == (problem,)


def test_an_impossible_worker_is_refused() -> None:
    assert problems(sp.Worker, birth_year=1800) == (
        "birth_year: 1800 is not allowed: input should be greater than or equal to 1900",
    )
    assert problems(sp.Worker, household={"children": 1.5, "marital": "x"}) == (
        "household.marital: 'x' is not allowed; allowed: 'single', 'married'",
        "household.children: 1.5 is not allowed: input should be a valid integer",
    )


STATUSES = "'white_collar', 'blue_collar', 'artist', 'student', 'flexi'"


@pytest.mark.parametrize(
    ("inputs", "problem"),
    [
        ({"status": "employee"}, f"status: 'employee' is not allowed; allowed: {STATUSES}"),
        ({"start": "1 May 2026"}, "start: '1 May 2026' is not a day like '2026-05-01'"),
        ({"start": "2026-02-30"}, "start: '2026-02-30' is not a day like '2026-05-01'"),
        ({"start": 20260501}, "start: 20260501 is not a day like '2026-05-01'"),
        ({"weekly_hours": "40"}, "weekly_hours: 40.00 must be above 0, at most full_time_hours 38.00"),
        ({"weekly_hours": 0}, "weekly_hours: 0.00 must be above 0, at most full_time_hours 38.00"),
        ({"weekly_hours": 19.5}, "weekly_hours: 19.5 is a float; give it as text, int or Decimal"),
        ({"weekly_hours": "19.555"}, "weekly_hours: 19.555 must be zero or more, with at most two decimals"),
        ({"weekly_hours": "half"}, "weekly_hours: 'half' is not a number written with the digits 0 to 9"),
        ({"full_time_hours": "50.01"}, "full_time_hours: 50.01 is beyond 50 hours a week"),
        ({"days_per_week": 7}, "days_per_week: 7 is not allowed; allowed: 5, 6"),
        ({"director": True, "status": "artist"}, "director: is for status 'white_collar', not 'artist'"),
        ({"artist_point_80": True}, "artist_point_80: is for status 'artist', not 'white_collar'"),
        (
            {"joint_committee": "PC 200"},
            r"joint_committee: 'PC 200' is not allowed: string should match pattern '^[0-9]{3}(\.[0-9]{2}){0,2}$'",
        ),
    ],
)
def test_an_impossible_contract_is_refused(inputs: dict[str, Any], problem: str) -> None:
    assert problems(sp.PermanentContract, **{"start": "2026-01-01", **inputs}) == (problem,)


def test_a_fixed_term_ends_and_not_before_it_starts() -> None:
    assert problems(sp.FixedTermContract, start="2026-05-02", end="2026-05-01") == (
        "end: 2026-05-01 is before the start 2026-05-02",
    )
    assert problems(sp.FixedTermContract, start="2026-05-02") == ("end: is missing",)


@pytest.mark.parametrize(
    ("inputs", "problem"),
    [
        ({"fee_rate": "6,5 %"}, "fee_rate: '6,5 %' is not a rate like '13.07 %' or '0.1307'"),
        ({"fee_rate": "0.0650001"}, "fee_rate: '0.0650001' does not fit six decimals"),
        ({"fee_rate": "100 %"}, "fee_rate: 100 % must be below 100 %"),
        ({"margin_rate": "1"}, "margin_rate: 1 must be below 100 %; write '1 %' or '0.01'"),
        ({"fee_rate": "6.5"}, "fee_rate: 6.5 must be below 100 %; write '6.5 %' or '0.065'"),
        ({"fee_rate": "120"}, "fee_rate: 120 must be below 100 %"),
        ({"coefficient": "0.99"}, "coefficient: 0.99 is below 1: the budget must at least hold the gross"),
        ({"method": "coefficient"}, "coefficient: method 'coefficient' needs one, like '1.541'"),
        ({"payroll_cost": "-1"}, "payroll_cost: -1.00 is negative"),
        ({"payroll_cost": 1.5}, f"payroll_cost: 1.5 is a float; {NO_FLOAT}"),
        ({"workers": 0}, "workers: 0 is not allowed: input should be greater than or equal to 1"),
        ({"category": 3}, "category: 3 is not allowed; allowed: 1, 2"),
        ({"reductions": "shared"}, "reductions: 'shared' is not allowed; allowed: 'kept_by_pool', 'credited'"),
    ],
)
def test_an_impossible_enterprise_is_refused(inputs: dict[str, Any], problem: str) -> None:
    assert problems(sp.Enterprise, **inputs) == (problem,)


@pytest.mark.parametrize("rate", [0.065, True, None])
def test_a_rate_is_text_or_an_exact_number(rate: Any) -> None:
    if rate is None:
        assert sp.Enterprise(fee_rate=Decimal("0.065")) == sp.Enterprise(fee_rate="0.065")
        assert sp.Enterprise(fee_rate=0) == sp.Enterprise(fee_rate="0")
        return
    (problem,) = problems(sp.Enterprise, fee_rate=rate)
    assert problem.startswith(f"fee_rate: {rate!r} is a {type(rate).__name__}; ")


@pytest.mark.parametrize(
    ("inputs", "problem"),
    [
        ({"amount": "-1"}, "amount: -1.00 is negative; a credit note is settled as a smaller invoice"),
        ({"amount": 100.0}, f"amount: 100.0 is a float; {NO_FLOAT}"),
        ({}, "amount: is missing"),
        (
            {"amount": 1, "vat_rate": "12"},
            "vat_rate: '12' is not allowed; allowed: '21', '6', '0', 'exempt'",
        ),
        ({"amount": 1, "currency": "USD"}, "exchange_rate: needed for USD: euros for one unit, like '0.92'"),
        ({"amount": 1, "exchange_rate": "0.92"}, "exchange_rate: an invoice in EUR has none"),
        ({"amount": 1, "currency": "USD", "exchange_rate": "0"}, "exchange_rate: must be more than 0"),
        (
            {"amount": 1, "currency": "usd"},
            "currency: 'usd' is not allowed: string should match pattern '^[A-Z]{3}$'",
        ),
    ],
)
def test_an_impossible_invoice_is_refused(inputs: dict[str, Any], problem: str) -> None:
    assert problems(sp.Invoice, **inputs) == (problem,)


def test_a_settlement_spends_no_more_than_the_invoices_bring() -> None:
    # 100.00 less a fee of 6.50 leaves 93.50.
    assert of_settle(revenue="100", expenses="95") == (
        "expenses: 95.00 is more than the 93.50 that the invoices leave after the fee",
    )
    assert of_settle(revenue="100", budget="95") == ("budget: 95.00 is more than the 93.50 there is",)
    assert of_settle(revenue=[]) == ("revenue: at least one invoice is needed",)
    assert of_settle(revenue=[sp.Invoice(amount=9_000_000), sp.Invoice(amount=9_000_000)]) == (
        "revenue: 18000000.00 is beyond 10 000 000.00 euros, the most that is computed",
    )


def test_no_input_of_the_wrong_kind_gets_through() -> None:
    assert of_payslip(contract="permanent", worker="me", enterprise="Smart") == (
        "contract: 'permanent' is not a PermanentContract or a FixedTermContract",
        "worker: 'me' is not a Worker",
        "enterprise: 'Smart' is not an Enterprise",
    )
    assert of_settle(revenue=[100, "200"]) == ("revenue: 100 is not an Invoice", "revenue: '200' is not an Invoice")


def test_all_that_is_wrong_with_a_payslip_comes_in_one_error() -> None:
    assert of_payslip(
        gross=-1.5, month="2025-12", paid_on="soon", known_on="once", hours_worked=1.5, work_bonus_granted="-3"
    ) == (
        f"gross: -1.5 is a float; {NO_FLOAT}",
        "paid_on: 'soon' is not a date like '2026-05-01' or a month like '2026-05'",
        "hours_worked: 1.5 is a float; give it as text, int or Decimal",
        "known_on: 'once' is not a date like '2026-05-01' or a month like '2026-05'",
        "month: 2025-12 is outside the contract, which runs from 2026-01-01",
        "work_bonus_granted: -3.00 is negative",
    )


def test_days_and_hours_that_are_both_wrong_are_both_listed() -> None:
    assert of_payslip(days_worked=40, hours_worked="10") == (
        "days_worked: 40 must be a whole number from 0 to 31, the days from 2026-05-01 to 2026-05-31",
        "hours_worked: is for part-time contracts; a full-time month counts days_worked",
    )


def test_all_that_is_wrong_with_a_settlement_comes_in_one_error() -> None:
    assert of_settle(revenue="100.005", expenses=1.5, budget="-2", month="2025-05") == (
        f"revenue: '100.005' {FEW_CENTS}",
        f"expenses: 1.5 is a float; {NO_FLOAT}",
        "budget: -2 is negative",
        "month: 2025-05 is outside the contract, which runs from 2026-01-01",
    )
    assert of_settle(revenue=None, vat_rate="12") == (f"revenue: None is a NoneType; {EUROS}",)


def test_all_that_is_wrong_with_a_target_comes_in_one_error() -> None:
    of_case = {"contract": CONTRACT, "month": "2025-01"}
    outside = "month: 2025-01 is outside the contract, which runs from 2026-01-01"
    assert problems(sp.gross_for_net, net="-1", **of_case) == ("net: -1 is negative", outside)
    assert problems(sp.gross_for_cost, budget=1.5, **of_case) == (f"budget: 1.5 is a float; {NO_FLOAT}", outside)
    assert problems(sp.revenue_for_net, net=2.5, expenses="-1", **of_case) == (
        f"net: 2.5 is a float; {NO_FLOAT}",
        "expenses: -1 is negative",
        outside,
    )


def test_all_that_is_wrong_between_the_fields_comes_in_one_error() -> None:
    assert problems(sp.Household, partner="no_income", partner_disabled=True, children=1, disabled_children=2) == (
        "partner: 'no_income' given for a single person; leave it out, or marital is 'married'",
        "partner_disabled: a single person has no partner",
        "disabled_children: 2 of 1 children can't be disabled",
    )
    assert problems(
        sp.FixedTermContract,
        start="2026-05-02",
        end="2026-05-01",
        status="artist",
        director=True,
        weekly_hours="60",
        full_time_hours="55",
    ) == (
        "weekly_hours: 60.00 must be above 0, at most full_time_hours 55.00",
        "full_time_hours: 55.00 is beyond 50 hours a week",
        "director: is for status 'white_collar', not 'artist'",
        "end: 2026-05-01 is before the start 2026-05-02",
    )
    assert problems(sp.Enterprise, fee_rate="120 %", margin_rate="100 %", coefficient="0.9", payroll_cost="-1") == (
        "fee_rate: 120 % must be below 100 %",
        "margin_rate: 100 % must be below 100 %",
        "coefficient: 0.9 is below 1: the budget must at least hold the gross",
        "payroll_cost: -1.00 is negative",
    )
    assert problems(sp.Invoice, amount="-1", currency="USD") == (
        "amount: -1.00 is negative; a credit note is settled as a smaller invoice",
        "exchange_rate: needed for USD: euros for one unit, like '0.92'",
    )


def test_all_fields_of_the_wrong_kind_come_in_one_error() -> None:
    assert problems(sp.Household, marital="x", children=1.5, disabled="yes", kids=2) == (
        "marital: 'x' is not allowed; allowed: 'single', 'married'",
        "children: 1.5 is not allowed: input should be a valid integer",
        "disabled: 'yes' is not allowed: input should be a valid boolean",
        (
            "kids: no such input; allowed: marital, partner, children, disabled_children, single_parent, disabled,"
            " partner_disabled, seniors_in_care, other_dependants, scale"
        ),
    )
    assert problems(sp.FixedTermContract, start="2 May", end="31-05-2026", status="boss") == (
        "start: '2 May' is not a day like '2026-05-01'",
        f"status: 'boss' is not allowed; allowed: {STATUSES}",
        "end: '31-05-2026' is not a day like '2026-05-01'",
    )


def test_inputs_cannot_be_changed_afterwards() -> None:
    for frozen in (CONTRACT, sp.Household(), sp.Worker(), sp.Enterprise(), sp.Invoice(amount=1)):
        with pytest.raises(Exception, match="frozen"):
            setattr(frozen, next(iter(type(frozen).model_fields)), "x")


def test_what_is_wrong_between_fields_is_said_beside_what_is_wrong_with_one() -> None:
    # What needs the number of children can't be said; that a single person has no partner can.
    household = {"partner": "rich", "children": 1.5, "disabled_children": 2, "partner_disabled": True}
    said = (
        "partner: 'rich' is not allowed; allowed: 'own_income', 'low_income', 'low_pension', 'no_income'",
        "children: 1.5 is not allowed: input should be a valid integer",
        "partner_disabled: a single person has no partner",
    )
    assert problems(sp.Household, **household) == said
    assert problems(sp.Worker, household=household) == tuple(f"household.{problem}" for problem in said)
    assert problems(sp.FixedTermContract, end="2025-01-01", weekly_hours="40", director=True, status="artist") == (
        "start: is missing",
        "weekly_hours: 40.00 must be above 0, at most full_time_hours 38.00",
        "director: is for status 'white_collar', not 'artist'",
    )
    claim = sp.FirstEngagement(rank=1, hired="2027-01-01")
    assert problems(sp.PermanentContract, start="soon", status="student", reduction=claim) == (
        "start: 'soon' is not a day like '2026-05-01'",
        "reduction: status 'student' has no contributions that a target group reduces",
    )
    assert problems(sp.earnings.DoubleHolidayPay, months=13, monthly="-1", received="3", received_subject="4") == (
        "months: 13 is not allowed: input should be less than or equal to 12",
        "monthly: -1.00 is negative",
        "received_subject: 4.00 is more than the 3.00 received",
    )
    assert problems(sp.Invoice, amount="-1", vat_rate="12", currency="USD") == (
        "vat_rate: '12' is not allowed; allowed: '21', '6', '0', 'exempt'",
        "amount: -1.00 is negative; a credit note is settled as a smaller invoice",
        "exchange_rate: needed for USD: euros for one unit, like '0.92'",
    )
    assert of_payslip(month="May", student_hours_before="10") == (
        "student_hours_before: is for status 'student', not 'white_collar'",
        "month: 'May' is not a month like '2026-05'",
    )


ARABIC_INDIC_12 = "\u0661\u0662"


def test_digits_of_other_scripts_are_refused() -> None:
    assert of_payslip(gross=ARABIC_INDIC_12) == (f"gross: {ARABIC_INDIC_12!r} {FEW_CENTS}",)
    hours = (f"weekly_hours: {ARABIC_INDIC_12!r} is not a number written with the digits 0 to 9",)
    assert problems(sp.PermanentContract, start="2026-01-01", weekly_hours=ARABIC_INDIC_12) == hours
    fee = (f"fee_rate: {ARABIC_INDIC_12!r} is not a rate like '13.07 %' or '0.1307'",)
    assert problems(sp.Enterprise, fee_rate=ARABIC_INDIC_12) == fee
    for kind, field in ((sp.PermanentContract, "joint_committee"), (sp.earnings.SeverancePay, "weeks")):
        (problem,) = problems(kind, **{"start": "2026-01-01"} if field != "weeks" else {}, **{field: ARABIC_INDIC_12})
        assert problem.startswith(f"{field}: {ARABIC_INDIC_12!r} is not allowed: string should match pattern")
