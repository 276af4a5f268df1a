"""What holds of every payslip and every settlement, to the cent: searched for counter-examples, at edges on purpose."""

import itertools
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

import sharedpay as sp
from sharedpay.law.contributions import BranchLaw, contribution
from sharedpay.law.person import ARTIST, BLUE_COLLAR, WITH_INCOME
from sharedpay.model.contract import Status
from sharedpay.money import MAX_CENTS, cents, euros, half_up, share, split
from sharedpay.payroll.case import Case, prepare
from sharedpay.payroll.settlement import Settlement
from sharedpay.testing import (
    PayCase,
    amounts_are_whole_cents,
    cases,
    cost_not_below_gross,
    enterprises,
    explanations_agree,
    gross_edges,
    invoices,
    json_round_trips,
    ledger_closes,
    lines_add_up,
    months,
    more_relief_never_lowers_net,
    net_not_above_gross,
    nothing_negative,
    parts_add_up,
    spending_adds_up,
    vat_is_inside,
)
from sharedpay.testing.strategies import STATUSES


def some(part: int) -> settings:
    """A part of the usual number of examples, for what takes long."""
    return settings(max_examples=max(5, settings().max_examples // part))


def slip_of(case: PayCase, **options: Any) -> sp.Payslip:
    return sp.payslip(case.contract, case.worker, **{"gross": case.gross, "month": case.month, **options})


def prepared(case: PayCase) -> Case:
    return prepare(case.contract, case.worker, case.month)


# Payslips.


@given(cases())
def test_the_lines_of_every_payslip_add_up(case: PayCase) -> None:
    slip = slip_of(case)
    lines_add_up(slip)
    nothing_negative(slip)
    amounts_are_whole_cents(slip)
    assert slip.gross == case.gross


@given(cases())
def test_no_net_is_above_its_gross_and_no_cost_below_it(case: PayCase) -> None:
    slip = slip_of(case)
    net_not_above_gross(slip)
    cost_not_below_gross(slip)


def test_at_every_edge_of_every_month_the_lines_add_up() -> None:
    households = itertools.cycle(
        [
            sp.Household(),
            sp.Household(marital="married", partner="own_income"),
            sp.Household(marital="married", partner="no_income", children=3),
        ]
    )
    found: set[Any] = set()
    for year, number in itertools.product(range(2021, 2027), range(1, 13)):
        month = f"{year}-{number:02d}"
        for status in STATUSES[:3]:
            contract = sp.PermanentContract(start="2021-01-01", status=status)
            try:
                case = prepare(contract, sp.Worker(household=next(households)), month)
            except sp.NotCovered:
                continue
            if (case.pay_law, case.cost_law, status) in found:
                continue
            found.add((case.pay_law, case.cost_law, status))
            for edge in gross_edges(month):
                slip = slip_of(PayCase(contract, case.worker, edge, month))
                lines_add_up(slip)
                net_not_above_gross(slip)
                cost_not_below_gross(slip)
    assert len(found) > 50


@some(3)
@given(cases())
def test_a_payslip_is_the_same_after_json(case: PayCase) -> None:
    json_round_trips(slip_of(case))


@some(3)
@given(cases(), st.data())
def test_no_figure_of_a_payslip_can_be_changed_in_its_json(case: PayCase, data: st.DataObject) -> None:
    slip = slip_of(case)
    text = slip.model_dump_json()
    line = data.draw(st.sampled_from(slip.lines))
    wrong = data.draw(st.integers(0, MAX_CENTS).map(euros).filter(lambda amount: amount != line.amount))
    said, changed = f'"amount": "{line.amount}"', f'"amount": "{wrong}"'
    before, code, after = text.partition(f'"code": "{line.code}"')
    with pytest.raises(sp.InvalidInput, match="payslip: line "):
        sp.Payslip.model_validate_json(before + code + after.replace(said, changed, 1))


@some(6)
@given(cases())
def test_every_step_of_every_payslip_is_explained(case: PayCase) -> None:
    explanations_agree(slip_of(case))


@pytest.mark.parametrize("status", STATUSES)
def test_every_month_either_computes_or_says_that_it_is_not_covered(status: Status) -> None:
    contract = sp.PermanentContract(start="2019-01-01", status=status)
    households = [
        sp.Household(),
        sp.Household(marital="married", partner="low_pension", children=9, seniors_in_care=1, other_dependants=1),
        sp.Household(marital="married", partner="no_income", partner_disabled=True, disabled=True),
    ]
    computed, gaps = set(), set()
    for year, number in itertools.product(range(2020, 2028), range(1, 13)):
        month = f"{year}-{number:02d}"
        for household in households:
            try:
                slip = sp.payslip(contract, sp.Worker(household=household), gross="2500.00", month=month)
            except sp.NotCovered as gap:
                gaps.add((gap.parameter, gap.date[:7] == month, bool(gap.covered)))
                continue
            computed.add(month)
            lines_add_up(slip)
            try:
                result = sp.settle("4500.00", contract, sp.Worker(household=household), month=month)
            except sp.NotCovered:
                assert year < 2023
                continue
            ledger_closes(result)
    assert all(parameter and same_month and covered for parameter, same_month, covered in gaps)
    assert computed - {"2021-01"} == {f"{y}-{m:02d}" for y in range(2023, 2027) for m in range(1, 13)}


# Splitting.


@given(months(), st.integers(0, MAX_CENTS), st.lists(st.integers(0, 10**6), min_size=1, max_size=12))
def test_no_split_loses_a_cent(month: str, gross: int, weights: list[int]) -> None:
    assume(any(weights))
    parts = split(gross, weights)
    assert sum(parts) == gross
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - Fraction(gross * weight, sum(weights))) < 1
    personal = prepare(sp.PermanentContract(start="2021-01-01"), None, month)
    branches = tuple(personal.laws.get(BranchLaw))
    due = contribution(gross, personal.person.status, personal.pay_law.contributions).personal_contribution
    assert sum(branches) == personal.pay_law.contributions.personal_rate
    parts_add_up(due, split(due, branches))


@given(cases(), st.data())
def test_the_sums_of_a_payslip_can_be_split_without_loss(case: PayCase, data: st.DataObject) -> None:
    slip = slip_of(case)
    days = data.draw(st.lists(st.integers(1, 31), min_size=1, max_size=6))
    for line in slip:
        parts_add_up(line.amount, map(euros, split(line.cents, days)))


@given(cases(statuses=["white_collar", "blue_collar", "artist"]), st.data())
def test_splitting_a_pay_changes_its_contribution_base_by_roundings_at_most(case: PayCase, data: st.DataObject) -> None:
    ready, gross = prepared(case), cents(case.gross)
    law, status = ready.pay_law.contributions, ready.person.status
    parts = split(gross, data.draw(st.lists(st.integers(1, 100), min_size=1, max_size=8)))
    bases = [contribution(part, status, law).contribution_base for part in parts]
    whole = contribution(gross, status, law).contribution_base
    if status in (BLUE_COLLAR, ARTIST):
        # Half a cent of rounding for each part and for the whole: less than a cent a part.
        assert abs(sum(bases) - whole) <= (len(parts) + 1) // 2
    else:
        assert sum(bases) == whole


# Relief for the household.

RELIEFS: dict[str, Callable[[dict[str, Any]], dict[str, Any]]] = {
    "one more child": lambda h: {"children": min(30, h["children"] + 1)},
    "a disabled child": lambda h: {"children": h["children"] or 1, "disabled_children": h["disabled_children"] or 1},
    "one more disabled child": lambda h: {"disabled_children": min(h["children"], h["disabled_children"] + 1)},
    "disabled": lambda _: {"disabled": True},
    "single parent": lambda h: {"single_parent": True} if h["children"] and h["marital"] == "single" else {},
    "one more dependant": lambda h: {"other_dependants": min(30, h["other_dependants"] + 1)},
    "one more senior": lambda h: {"seniors_in_care": min(30, h["seniors_in_care"] + 1)},
    "disabled partner": lambda h: {"partner_disabled": h["marital"] == "married"},
    "pension instead of income": lambda h: {"partner": "low_pension"} if h["partner"] == "low_income" else {},
}


@given(cases(statuses=["white_collar", "blue_collar", "artist"]))
def test_more_relief_never_lowers_the_net(case: PayCase) -> None:
    household = case.worker.household.model_dump()
    assume(household["scale"] != 3)
    less = slip_of(case)
    for relief in RELIEFS.values():
        worker = sp.Worker(household=sp.Household(**household | relief(household)))
        try:
            more = slip_of(case._replace(worker=worker))
        except sp.NotCovered:
            continue
        more_relief_never_lowers_net(less, more)


@pytest.mark.parametrize("relief", RELIEFS)
def test_each_relief_raises_some_net(relief: str) -> None:
    plain = sp.Household().model_dump()
    starts: dict[str, dict[str, Any]] = {
        "single parent": {"children": 1, "single_parent": False},
        "one more disabled child": {"children": 3},
        "disabled partner": {"marital": "married", "partner": "no_income"},
        "pension instead of income": {"marital": "married", "partner": "low_income"},
    }
    household = plain | starts.get(relief, {})
    contract = sp.PermanentContract(start="2026-01-01")
    less, more = (
        sp.payslip(contract, sp.Worker(household=sp.Household(**one)), gross="4000.00", month="2026-05").net
        for one in (household, household | RELIEFS[relief](household))
    )
    assert more > less


# The net rises with the gross, but for some places. This is the whole list: what a single cent more of gross can take
# off the net, measured over every cent up to 15 000.00, every law, status and household, and many working times.


class Cliff(NamedTuple):
    """Where a cent more of gross lowers the net: by how many cents at most, and a place where it does by ``shown``."""

    drop: int
    applies: Callable[[Case, int], bool]
    month: str
    terms: dict[str, Any]
    household: dict[str, Any]
    gross: str
    shown: int


COUPLE = {"marital": "married", "partner": "own_income"}


def _base(case: Case, gross: int) -> int:
    return case.pay(gross).contribution.contribution_base


def _sets_in(case: Case, gross: int) -> bool:
    """Whether the special contribution of a couple with two incomes begins with this cent."""
    return case.person.special_scale == WITH_INCOME and _base(case, gross) < 109_510 <= _base(case, gross + 1)


def _bonus_ends(case: Case, gross: int) -> bool:
    return case.pay(gross).work_bonus.work_bonus > case.pay(gross + 1).work_bonus.work_bonus == 0


CLIFFS = {
    "the special contribution of couples sets in with 5.15": Cliff(
        515,
        lambda case, gross: case.month >= "2022-04" and _sets_in(case, gross),
        "2026-05",
        {},
        COUPLE,
        "1095.09",
        514,
    ),
    "in 2021 it set in with 9.30": Cliff(
        930, lambda case, gross: case.month < "2022-04" and _sets_in(case, gross), "2021-01", {}, COUPLE, "1095.09", 929
    ),
    "in 2021 taxable pay counted in steps of 15 euros": Cliff(
        803, lambda case, _: case.pay_law.withholding.taxable_multiple > 1, "2021-01", {}, {}, "5659.72", 803
    ),
    "the hourly pay of incomplete months is rounded to the cent": Cliff(
        80,
        lambda case, _: case.inputs.counted != case.inputs.possible,
        "2026-07",
        {"status": "blue_collar", "weekly_hours": "25.37", "full_time_hours": "50"},
        {"scale": 3},
        "1306.45",
        48,
    ),
    "the last cents of the work bonus go at once": Cliff(
        5, _bonus_ends, "2023-01", {}, {"marital": "married", "partner": "no_income"}, "3082.66", 5
    ),
    "two sums of a pay are rounded up at once": Cliff(2, lambda *_: True, "2026-05", {}, {}, "2300.34", 2),
}


@given(cases())
@example(
    PayCase(sp.PermanentContract(start="2021-01-01"), sp.Worker(household=sp.Household()), Decimal("2.67"), "2024-01")
)
def test_the_net_rises_with_the_gross_but_for_the_known_cliffs(case: PayCase) -> None:
    ready = prepared(case)
    for gross in range(max(0, cents(case.gross) - 30), min(MAX_CENTS, cents(case.gross) + 30)):
        drop = ready.pay(gross).net - ready.pay(gross + 1).net
        # A cent of gross adds a cent of net at most, and another where the tax credit of the work bonus is rounded up.
        assert drop >= -2
        if drop > 0:
            allowed = {what: cliff.drop for what, cliff in CLIFFS.items() if cliff.applies(ready, gross)}
            assert drop <= sum(allowed.values()), f"{euros(gross)}: {drop} cents less, allowed {allowed}"


@pytest.mark.parametrize("name", CLIFFS)
def test_every_known_cliff_is_there(name: str) -> None:
    cliff = CLIFFS[name]
    contract = sp.PermanentContract(start="2021-01-01", **cliff.terms)
    case = prepare(contract, sp.Worker(household=sp.Household(**cliff.household)), cliff.month)
    gross = cents(cliff.gross)
    assert cliff.applies(case, gross)
    assert case.pay(gross).net - case.pay(gross + 1).net == cliff.shown <= cliff.drop


# Settlements.


def settled(case: PayCase, revenue: Any, enterprise: sp.Enterprise, **options: Any) -> Settlement:
    """A settlement, or no example where the enterprise's figures don't exist or the budget holds no pay."""
    try:
        return sp.settle(revenue, case.contract, case.worker, month=case.month, enterprise=enterprise, **options)
    except (sp.NotCovered, sp.NotModelled, sp.Unreachable):
        assume(False)
        raise


@given(cases(employer=True), enterprises(), st.lists(invoices(), min_size=1, max_size=3), st.data())
def test_every_ledger_closes(
    case: PayCase, enterprise: sp.Enterprise, documents: list[sp.Invoice], data: st.DataObject
) -> None:
    whole = settled(case, documents, enterprise)
    spent = data.draw(st.sampled_from([Decimal(0), whole.budget, whole.budget.quantize(Decimal(1)) // 3]))
    limit = data.draw(st.sampled_from([None, whole.budget - spent, (whole.budget - spent) // 2]))
    for result in (whole, settled(case, documents, enterprise, expenses=spent, budget=limit)):
        ledger_closes(result)
        spending_adds_up(result)
        amounts_are_whole_cents(result.ledger)
        net_not_above_gross(result)
        lines_add_up(result.payslip)
        assert result.invoice == result.revenue + result.vat
        assert result.revenue == result.fee + result.budget + euros(result.expenses_cents)
        assert result.net == sum((entry.amount for entry in result.ledger if entry.code == "net"), Decimal(0))
        assert all(entry.amount > 0 for entry in result.ledger if entry.code != "margin")
        # With the itemised cost the pool never adds.
        assert result.spending.margin >= 0 or enterprise.method == "coefficient"


@given(cases(employer=True), enterprises(), invoices())
def test_vat_and_fee_are_those_of_the_invoice(case: PayCase, enterprise: sp.Enterprise, invoice: sp.Invoice) -> None:
    result = settled(case, invoice, enterprise)
    rate = 0 if invoice.vat_rate == "exempt" else int(invoice.vat_rate)
    if invoice.internal:
        assert (result.vat, result.fee) == (Decimal(0), Decimal(0))
        return
    if invoice.vat_included:
        vat_is_inside(result.invoice, rate, result.vat)
    else:
        assert cents(result.vat) == half_up(cents(result.revenue) * rate, 100)
    if invoice.exchange_rate is None:
        assert euros(cents(invoice.amount)) == (result.invoice if invoice.vat_included else result.revenue)
    # The fee is charged on the invoice without VAT, whatever is spent of it.
    assert cents(result.fee) == share(cents(result.revenue), result.prices.charges.fee_rate)
    with_expenses = settled(case, invoice, enterprise, expenses=result.budget // 2)
    assert with_expenses.fee == result.fee


@given(cases(employer=True), enterprises(), st.integers(1, 2_000_000))
def test_employer_contributions_are_charged_on_gross_and_not_on_the_budget(
    case: PayCase, enterprise: sp.Enterprise, revenue: int
) -> None:
    result = settled(case, euros(revenue), enterprise)
    slip = slip_of(case, gross=result.gross, enterprise=enterprise)
    assert slip.lines == result.payslip.lines
    costed = slip.cost
    assert costed is not None
    credited = enterprise.reductions == "credited"
    after = costed.employer_contributions_after_reductions
    assert result.spending.contributions == (after if credited else costed.contributions.employer_contributions)


@given(cases(employer=True), enterprises(), st.integers(1, 2_000_000))
def test_reductions_go_to_the_pool_or_to_the_contract_and_nowhere_else(
    case: PayCase, enterprise: sp.Enterprise, revenue: int
) -> None:
    result = settled(case, euros(revenue), enterprise)
    costed = result.payslip.cost
    assert costed is not None
    kept = sum(entry.cents for entry in result.ledger if entry.code == "reductions_kept")
    reductions = costed.structural.structural_reduction + costed.claimed_reduction
    assert kept == (0 if enterprise.reductions == "credited" else reductions)
    spending = result.spending
    provided = sum(entry.cents for entry in result.ledger if entry.code.endswith("_provision"))
    assert provided == spending.holiday_provision + spending.year_end_provision
    if result.prices.charges.coefficient:
        assert spending.budget == share(spending.gross, result.prices.charges.coefficient)
    else:
        margin = result.prices.charges.margin_rate
        assert spending.budget == half_up((spending.budget - spending.margin) * 10**6, 10**6 - margin)


@given(cases(employer=True), st.integers(0, 2_000_000), st.booleans())
def test_a_settlement_needs_no_more_than_an_amount(case: PayCase, revenue: int, vat_included: bool) -> None:
    result = sp.settle(euros(revenue), case.contract, case.worker, month=case.month, vat_included=vat_included)
    ledger_closes(result)
    assert cents(result.invoice if vat_included else result.revenue) == revenue
    span = result.span
    assert span is not None
    assert span.low_gross <= cents(result.gross) <= span.high_gross
    assert result.model_dump()["payslip"] == result.payslip.model_dump()
