"""The inverses against brute force: every cent of a window much wider than the search looks at."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, example, given, reject, settings
from hypothesis import strategies as st

import sharedpay as sp
from sharedpay import earnings as e
from sharedpay.money import MAX_CENTS, cents, euros, share
from sharedpay.payroll.budget import REACH, gross_for_budget, prices_of, spending_of
from sharedpay.payroll.case import Case, prepare
from sharedpay.payroll.pay import pay
from sharedpay.payroll.payslip import slip_of
from sharedpay.payroll.search import crossing, largest, solutions
from sharedpay.payroll.settlement import Settlement
from sharedpay.payroll.solve import Solution, net_reach, revenue_for_budget
from sharedpay.testing import PayCase, cases, enterprises

CONTRACT = sp.PermanentContract(start="2021-01-01")
STUDENT = sp.PermanentContract(start="2026-01-01", status="student")
COUPLE = sp.Worker(household=sp.Household(marital="married", partner="own_income"))


def some(part: int) -> settings:
    """A part of the usual number of examples, for what takes long."""
    return settings(max_examples=max(3, settings().max_examples // part))


def prepared(case: PayCase, **options: Any) -> Case:
    return prepare(case.contract, case.worker, case.month, **options)


# The search itself, on functions of which everything is known.


def brute(values: Sequence[int], target: int) -> tuple[list[int], int | None, int | None]:
    exact = [x for x, value in enumerate(values) if value == target]
    below = max((value for value in values if value < target), default=None)
    above = min((value for value in values if value > target), default=None)
    return exact, below, above


def widest_step_back(values: Sequence[int]) -> int:
    """The widest distance from x to a larger y whose value is no larger: what the search's reach has to be."""
    widest, highest = 0, list(values)
    for i in range(1, len(highest)):
        highest[i] = max(highest[i], highest[i - 1])
    x = 0
    lowest = list(values)
    for i in reversed(range(len(lowest) - 1)):
        lowest[i] = min(lowest[i], lowest[i + 1])
    for y, low in enumerate(lowest):
        while highest[x] < low:
            x += 1
        widest = max(widest, y - x)
    return widest


ROUGH = st.lists(st.integers(-5, 6), min_size=1, max_size=60).map(
    lambda steps: [sum(steps[:i]) for i in range(len(steps) + 1)]
)


@given(ROUGH, st.integers(-40, 60))
def test_a_search_within_the_widest_step_back_finds_what_brute_force_finds(values: list[int], target: int) -> None:
    reach, high = widest_step_back(values), len(values) - 1
    exact, below, above = brute(values, target)
    found = solutions(values.__getitem__, target, 0, high, reach + 1)
    assert list(found.exact) == exact
    assert (found.below is None) == (below is None)
    assert (found.above is None) == (above is None)
    assert found.below is None or values[found.below] == below
    assert found.above is None or values[found.above] == above
    fitting = [x for x, value in enumerate(values) if value <= target]
    assert largest(values.__getitem__, target, 0, high, reach + 1) == (fitting[-1] if fitting else -1)


@given(ROUGH, st.integers(-40, 60))
def test_a_crossing_is_where_the_function_passes_the_target(values: list[int], target: int) -> None:
    x = crossing(values.__getitem__, target, 0, len(values) - 1)
    if values[0] > target:
        assert x == 0
    elif values[-1] <= target:
        assert x == len(values) - 1
    else:
        assert values[x] <= target < values[x + 1]


# Gross for a net.


def checked(solution: Solution, case: Case, middle: int, window: int) -> None:
    """A solution is what every cent of the window says."""
    low, high = max(0, middle - window), min(MAX_CENTS, middle + window)
    nets = {gross: case.pay(gross).net for gross in range(low, high + 1)}
    target = solution.target_cents
    exact = [gross for gross, net in nets.items() if net == target]
    assert [answer.chosen for answer in solution.answers] == exact
    assert all(answer.net == target for answer in solution.answers)
    for nearest, misses in (
        (solution.below, [net for net in nets.values() if net < target]),
        (solution.above, [-net for net in nets.values() if net > target]),
    ):
        if nearest is None:
            assert not misses
        else:
            assert abs(max(misses)) == nearest.net == case.pay(nearest.chosen).net
    assert solution.kind == ("none" if not exact else "exact" if len(exact) == 1 else "several")


@some(6)
@given(cases(), st.integers(-200, 200))
@example(PayCase(CONTRACT, COUPLE, Decimal("1095.10"), "2021-01"), 0)
@example(PayCase(CONTRACT, COUPLE, Decimal("1095.10"), "2026-05"), -300)
@example(PayCase(CONTRACT, sp.Worker(), Decimal("5659.73"), "2021-01"), 0)
def test_gross_for_net_finds_every_answer_and_no_other(drawn: PayCase, shift: int) -> None:
    case, gross = prepared(drawn), cents(drawn.gross)
    target = max(0, case.pay(gross).net + shift)
    assume(target <= case.pay(MAX_CENTS).net)
    solution = sp.gross_for_net(euros(target), drawn.contract, drawn.worker, month=drawn.month)
    reach = net_reach(case.pay_law)
    checked(solution, case, gross, 2 * reach)
    if shift == 0:
        assert drawn.gross in solution.amounts


# What the reach rests on was measured with compiled rules over every cent up to 15 000.00 and the households, working
# times and months there are; these are the widest places, with a company car the widest of all.
WIDEST: dict[str, tuple[str, dict[str, Any], dict[str, Any], dict[str, int], int, int]] = {
    "2026, fund worker, 38 %, car": (
        "2026-09",
        {"status": "blue_collar"},
        {"marital": "married", "partner": "own_income", "scale": 3},
        {"counted": 8_888, "possible": 23_389, "car_benefit": 500_000},
        96_654,
        4_892,
    ),
    "2026, director, 47 %": (
        "2026-03",
        {"director": True},
        {"marital": "married", "partner": "own_income", "scale": 3},
        {"counted": 10_646, "possible": 22_771, "bonus_room": 15_249},
        109_266,
        1_826,
    ),
    "2021, fund worker, 59 %, car": (
        "2021-01",
        {"status": "blue_collar"},
        {"marital": "married", "partner": "own_income", "scale": 3},
        {"counted": 11_288, "possible": 19_269, "car_benefit": 500_000},
        99_593,
        7_703,
    ),
    "2021, full time": ("2021-01", {}, {}, {}, 195_596, 2_567),
}


@pytest.mark.parametrize(("month", "terms", "household", "inputs", "start", "width"), WIDEST.values(), ids=WIDEST)
def test_the_reach_is_wider_than_the_widest_step_back(
    month: str, terms: dict[str, Any], household: dict[str, Any], inputs: dict[str, Any], start: int, width: int
) -> None:
    contract = sp.PermanentContract(start="2021-01-01", **terms)
    case = prepare(contract, sp.Worker(household=sp.Household(**household)), month)
    given_month = case.inputs._replace(**inputs)

    def net(gross: int) -> int:
        return pay(given_month._replace(gross=gross), case.person, case.pay_law).net

    assert net(start + width) <= net(start)
    reach = net_reach(case.pay_law)
    values = [net(gross) for gross in range(max(0, start - reach), start + 2 * reach)]
    assert widest_step_back(values) == width < reach


def test_a_net_may_come_from_one_gross_from_several_or_from_none() -> None:
    # A student keeps 97.29 %: 2500.00 - 67.75, and a cent of gross more or less is a cent of net more or less here.
    one = sp.gross_for_net("2432.25", STUDENT, month="2026-05")
    assert (one.kind, one.amount) == ("exact", Decimal("2500.00"))
    assert str(one) == "A net of 2432.25 comes from a gross of 2500.00."
    # Just below the first step of the special contribution of a couple: 5.15 less net from a gross of 1095.10 on.
    several = sp.gross_for_net("1090.00", CONTRACT, COUPLE, month="2026-05")
    assert several.kind == "several"
    assert len(several.amounts) == len(set(several.amounts)) > 1
    assert list(several.amounts) == sorted(several.amounts)
    with pytest.raises(sp.Unreachable, match=f"{len(several.answers)} answers"):
        _ = several.amount
    assert several.model_dump()["kind"] == "several"
    # A law that nobody made: from 2000.00 on the net jumps up by 10 euros.
    rows = [
        {"from": "0.00", "fixed": "10.00", "rate": "0 %", "over": "0.00"},
        {"from": "2000.00", "fixed": "0.00", "rate": "0 %", "over": "0.00"},
    ]
    book = sp.law.load().amend({"special_contribution.month_individual": {"2026-01-01": rows}})
    before = sp.payslip(CONTRACT, gross="1999.99", month="2026-05", law=book).net
    none = sp.gross_for_net(before + 1, CONTRACT, month="2026-05", law=book)
    assert (none.kind, none.amounts) == ("none", ())
    assert none.below is not None
    assert none.above is not None
    assert (none.below.net, none.above.chosen) == (cents(before), 200_000)
    with pytest.raises(sp.Unreachable, match=r"to the cent; the nearest: 1999\.98 gives .* and 2000\.00 gives "):
        _ = none.amount


def test_a_net_of_nothing_comes_from_a_gross_of_nothing() -> None:
    solution = sp.gross_for_net(0, CONTRACT, month="2026-05")
    assert Decimal("0.00") in solution.amounts
    assert solution.below is None


def test_a_net_beyond_the_domain_is_unreachable() -> None:
    with pytest.raises(sp.Unreachable, match=r"needs a gross beyond 10 000 000\.00"):
        sp.gross_for_net("9999999", CONTRACT, month="2026-05")


# Gross for a cost.


@given(cases(employer=True), enterprises(), st.integers(0, 3_000_000) | st.integers(0, MAX_CENTS))
def test_gross_for_cost_is_the_largest_that_fits(drawn: PayCase, enterprise: sp.Enterprise, budget: int) -> None:
    try:
        case = prepared(drawn, enterprise=enterprise)
        prices = prices_of(case)
    except (sp.NotCovered, sp.NotModelled):
        reject()
    try:
        fit = sp.gross_for_cost(euros(budget), drawn.contract, drawn.worker, month=drawn.month, enterprise=enterprise)
    except (sp.NotCovered, sp.NotModelled):
        reject()
    except sp.Unreachable:
        assert spending_of(case, prices, 0).budget > budget
        return
    assert spending_of(case, prices, fit.gross_cents).budget == fit.cost_cents <= budget
    assert fit.left >= 0
    for more in (1, 2, 3, REACH, REACH + 1, 100, 1_000, 10_000, 100_000):
        if fit.gross_cents + more <= MAX_CENTS:
            assert spending_of(case, prices, fit.gross_cents + more).budget > budget


@some(12)
@given(cases(employer=True), st.sampled_from(["kept_by_pool", "credited"]), st.integers(1, 1_000_000))
def test_no_gross_within_fifty_euros_fits_better(drawn: PayCase, policy: Any, budget: int) -> None:
    enterprise = sp.Enterprise.smart(reductions=policy)
    case = prepared(drawn, enterprise=enterprise)
    prices = prices_of(case)
    gross = gross_for_budget(case, prices, budget)
    near = range(max(0, gross - 5_000), gross + 5_000)
    assert gross == max(one for one in near if spending_of(case, prices, one).budget <= budget)


@given(cases(employer=True), enterprises(), st.integers(1, 100))
def test_a_larger_gross_never_costs_less(drawn: PayCase, enterprise: sp.Enterprise, more: int) -> None:
    try:
        case = prepared(drawn, enterprise=enterprise)
        prices = prices_of(case)
        gross = min(cents(drawn.gross), MAX_CENTS - more)
        less, larger = spending_of(case, prices, gross), spending_of(case, prices, gross + more)
    except (sp.NotCovered, sp.NotModelled):
        assume(False)
    assert larger.budget >= less.budget
    assert case.cost_of(gross + more).employer_cost >= case.cost_of(gross).employer_cost


@given(cases(employer=True))
def test_a_cost_leads_back_to_its_gross(drawn: PayCase) -> None:
    case = prepared(drawn)
    cost = case.cost_of(cents(drawn.gross)).employer_cost
    assume(cost <= MAX_CENTS)
    fit = sp.gross_for_cost(euros(cost), drawn.contract, drawn.worker, month=drawn.month)
    # Where the next cent costs nothing more, the larger gross is the answer.
    assert fit.gross >= drawn.gross
    assert fit.cost_cents == cost
    assert fit.gross_cents - cents(drawn.gross) <= 1


def test_gross_for_cost_by_hand() -> None:
    # 2500.00 costs 2913.83 after reductions (see test_payslip.py, without the sector fund's 5.75).
    fit = sp.gross_for_cost("2913.83", CONTRACT, month="2026-05")
    assert (fit.gross, fit.cost, fit.left) == (Decimal("2500.00"), Decimal("2913.83"), Decimal("0.00"))
    assert sp.gross_for_cost("2913.82", CONTRACT, month="2026-05").gross == Decimal("2499.99")
    assert str(fit) == "A budget of 2913.83 holds a gross of 2500.00, which costs 2913.83."
    assert fit.model_dump() == {"budget": "2913.83", "gross": "2500.00", "cost": "2913.83", "left": "0.00"}
    assert sp.gross_for_cost(0, CONTRACT, month="2026-05").gross == 0


# What a pay holds beside its base counts in all of them.

BESIDE: dict[str, list[e.Earnings]] = {
    "in kind": [e.BenefitInKind(amount="200")],
    "a car, vouchers and a train": [
        e.CompanyCar(catalogue_value="30000", fuel="diesel", co2=90, first_registration="2023-06-01", own_share="50"),
        e.MealVouchers(count=20, face="8.00"),
        e.HomeWorkTravel(amount="80"),
    ],
    "a pension plan and an advance": [e.PensionPlan(personal="50", employer="100"), e.Advance(amount="75")],
    "copyright": [e.CopyrightPay(amount="300")],
}


@pytest.mark.parametrize("earnings", BESIDE.values(), ids=BESIDE)
@pytest.mark.parametrize("gross", ["2500.00", "3344.87"])
def test_what_is_paid_beside_the_gross_counts_in_the_inverses(earnings: list[e.Earnings], gross: str) -> None:
    options: dict[str, Any] = {"month": "2026-05", "earnings": earnings}
    slip = sp.payslip(CONTRACT, gross=gross, **options)
    solution = sp.gross_for_net(slip.net, CONTRACT, **options)
    assert slip.gross in solution.amounts
    nets = {
        gross: net_of(prepare(CONTRACT, None, **options), gross)
        for gross in range(cents(gross) - 500, cents(gross) + 500)
    }
    assert [gross for gross, net in nets.items() if net == slip.run.net] == [
        answer.chosen for answer in solution.answers if answer.chosen in nets
    ]
    fit = sp.gross_for_cost(slip.employer_cost, CONTRACT, **options)
    assert (fit.gross, fit.cost) == (slip.gross, slip.employer_cost)
    invoiced = sp.revenue_for_net(slip.net, CONTRACT, **options)
    assert {sp.settle(amount, CONTRACT, **options).net for amount in invoiced.amounts} == {slip.net}


def net_of(case: Case, gross: int) -> int:
    return slip_of(case, gross).run.net


@pytest.mark.parametrize(
    "apart",
    [e.Bonus(amount="500"), e.DoubleHolidayPay(), e.YearEndPremium(amount="1000")],
    ids=lambda apart: type(apart).__name__,
)
def test_no_gross_is_found_for_a_net_with_a_pay_that_is_taxed_apart(apart: e.Earnings) -> None:
    options: dict[str, Any] = {"month": "2026-05", "earnings": [apart]}
    for inverse in (sp.gross_for_net, sp.revenue_for_net):
        with pytest.raises(sp.NotModelled, match=f"the gross for a net beside {type(apart).__name__} is not modelled"):
            inverse("2200", CONTRACT, **options)
    slip = sp.payslip(CONTRACT, gross="2500", **options)
    assert sp.gross_for_cost(slip.employer_cost, CONTRACT, **options).gross == Decimal(2500)


def test_a_gross_that_no_payslip_can_be_made_of_is_no_answer() -> None:
    options: dict[str, Any] = {"month": "2026-05", "earnings": [e.Advance(amount="5000")]}
    for inverse, target in ((sp.gross_for_net, "2000"), (sp.gross_for_cost, "2500")):
        with pytest.raises(sp.InvalidInput, match=r"earnings: 5000\.00 comes off a pay of"):
            inverse(target, CONTRACT, **options)


@pytest.mark.parametrize(("count", "cost"), [(20, "755.20"), (5, "779.63"), (10, "800.00")])
def test_many_roundings_set_a_cost_back_further(count: int, cost: str) -> None:
    days = str(20 // count)
    paid = [e.HolidayDays(days=days, earned_elsewhere=days)] * count
    case = prepare(CONTRACT, None, "2026-05", earnings=paid)
    fit = sp.gross_for_cost(cost, CONTRACT, month="2026-05", earnings=paid)
    costs = {gross: slip_of(case, gross).run.employer_cost for gross in range(fit.gross_cents, fit.gross_cents + 500)}
    assert [gross for gross, found in costs.items() if found <= cents(cost)] == [fit.gross_cents]


def test_where_no_payslip_can_be_made_near_a_net_the_reason_is_said() -> None:
    for inverse in (sp.gross_for_net, sp.revenue_for_net):
        with pytest.raises(sp.NotModelled, match="copyright of 500"):
            inverse("100", CONTRACT, month="2026-05", earnings=[e.CopyrightPay(amount="500")])
        with pytest.raises(sp.InvalidInput, match=r"earnings: 5000\.00 comes off a pay"):
            inverse("10", CONTRACT, month="2026-05", earnings=[e.HomeWorkTravel(amount="80"), e.Advance(amount="5000")])


@pytest.mark.parametrize("days", ["5", "15", "20"])
def test_a_pay_may_cost_less_than_its_gross_where_an_earlier_employer_has_paid_holidays(days: str) -> None:
    paid = [e.HolidayDays(days=days, earned_elsewhere=days)]
    options: dict[str, Any] = {"month": "2026-05", "earnings": paid}
    slip = sp.payslip(CONTRACT, gross="2500.00", **options)
    assert days == "5" or slip.employer_cost < slip.gross
    fit = sp.gross_for_cost(slip.employer_cost, CONTRACT, **options)
    assert fit.cost == slip.employer_cost
    assert slip.gross <= fit.gross < slip.gross + Decimal("0.10")
    assert sp.payslip(CONTRACT, gross=fit.gross + Decimal("0.01"), **options).employer_cost > slip.employer_cost
    settled = sp.settle("4000", CONTRACT, enterprise=sp.Enterprise(), **options)
    case = prepare(CONTRACT, None, enterprise=sp.Enterprise(), **options)
    prices, budget = prices_of(case), cents("4000")
    assert spending_of(case, prices, cents(settled.gross)).budget <= budget
    assert spending_of(case, prices, cents(settled.gross) + 1).budget > budget
    for inverse in (sp.gross_for_net, sp.revenue_for_net):
        with pytest.raises(sp.NotModelled, match="beside holidays that an earlier employer has paid"):
            inverse(slip.net, CONTRACT, **options)
    assert sp.gross_for_net(2000, CONTRACT, month="2026-05", earnings=[e.HolidayDays(days=days)]).answers


@pytest.mark.parametrize(
    "beside", [e.HomeWorkTravel(amount="80"), e.Bonus(amount="500"), e.MealVouchers(count=20, face="8.00")]
)
def test_a_budget_below_what_is_paid_beside_the_gross_holds_no_pay(beside: e.Earnings) -> None:
    with pytest.raises(sp.Unreachable, match=r"a budget of 10\.00 holds no pay: the smallest one costs"):
        sp.gross_for_cost("10", CONTRACT, month="2026-05", earnings=[beside])


def test_a_miss_that_no_payslip_can_be_made_of_is_none() -> None:
    beside = [e.Advance(amount="5000")]
    solution = sp.gross_for_net("5000.00", CONTRACT, month="2026-05", earnings=beside)
    assert solution.below is None
    for answer in (*solution.answers, solution.above):
        assert answer is not None
        assert sp.payslip(CONTRACT, gross=euros(answer.chosen), month="2026-05", earnings=beside).run.net == answer.net


# The invoice for a net.

PLAIN = st.sampled_from([sp.Enterprise.smart(), sp.Enterprise.smart(reductions="credited"), sp.Enterprise()])


def settled(revenue: int, drawn: PayCase, enterprise: sp.Enterprise, expenses: int = 0) -> Settlement:
    """A settlement, or no example where it, or an end of its range, is above what is modelled of very high pay."""
    try:
        return sp.settle(
            euros(revenue),
            drawn.contract,
            drawn.worker,
            month=drawn.month,
            enterprise=enterprise,
            expenses=euros(expenses),
        )
    except sp.NotModelled:
        reject()


@some(3)
@given(cases(employer=True), PLAIN, st.sampled_from([0, 0, 12_345]))
def test_the_invoice_for_a_net_gives_that_net(drawn: PayCase, enterprise: sp.Enterprise, expenses: int) -> None:
    # Of blue-collar workers and artists nothing is modelled above 26 234.55, from July 2025 on.
    assume(drawn.gross <= (26_234 if drawn.contract.status in ("blue_collar", "artist") else 100_000))
    net = prepared(drawn).pay(cents(drawn.gross)).net
    solution = sp.revenue_for_net(
        euros(net),
        drawn.contract,
        drawn.worker,
        month=drawn.month,
        enterprise=enterprise,
        expenses=euros(expenses),
    )
    for answer in solution.answers:
        assert answer.net == net
        assert cents(settled(answer.chosen, drawn, enterprise, expenses).net) == net
        if answer.chosen:
            # A cent less is too little: not even the expenses, or a smaller gross.
            try:
                smaller = settled(answer.chosen - 1, drawn, enterprise, expenses)
            except sp.InvalidInput:
                continue
            assert smaller.gross < settled(answer.chosen, drawn, enterprise, expenses).gross
    for miss in (solution.below, solution.above):
        if miss is not None:
            assert cents(settled(miss.chosen, drawn, enterprise, expenses).net) == miss.net != net
    # The gross that the net came from is a cent or nothing off, where a cent of budget holds two cents of gross.
    assert solution.kind != "none" or not settled_exactly(drawn, enterprise)


def settled_exactly(drawn: PayCase, enterprise: sp.Enterprise) -> bool:
    """Whether the drawn gross is the largest that its own budget holds."""
    case = prepared(drawn, enterprise=enterprise)
    prices, gross = prices_of(case), cents(drawn.gross)
    return gross_for_budget(case, prices, spending_of(case, prices, gross).budget) == gross


@given(cases(employer=True), PLAIN)
def test_a_gross_leads_back_to_itself_through_its_invoice(drawn: PayCase, enterprise: sp.Enterprise) -> None:
    case, gross = prepared(drawn, enterprise=enterprise), cents(drawn.gross)
    prices = prices_of(case)
    revenue = revenue_for_budget(spending_of(case, prices, gross).budget, prices)
    assume(revenue <= MAX_CENTS)
    assert 0 <= cents(settled(revenue, drawn, enterprise).gross) - gross <= 1


@given(cases(employer=True), PLAIN, st.integers(1, 2_000_000))
def test_an_invoice_leads_back_to_itself_through_its_gross(
    drawn: PayCase, enterprise: sp.Enterprise, revenue: int
) -> None:
    result = settled(revenue, drawn, enterprise)
    # The invoice that the pay and what is left need, rounded up to the cent: at most one cent less pays the same.
    left = cents(result["unspent"].amount) if any(entry.code == "unspent" for entry in result.ledger) else 0
    needed = revenue_for_budget(result.spending.budget + left, result.prices)
    assert 0 <= revenue - needed <= 1


@given(st.integers(0, MAX_CENTS), st.integers(0, 999_000))
def test_the_revenue_for_a_budget_is_the_smallest_that_leaves_it(budget: int, fee: int) -> None:
    prices = prices_of(
        prepare(CONTRACT, None, "2026-05", enterprise=sp.Enterprise(fee_rate=f"{fee // 10_000}.{fee % 10_000:04d} %"))
    )
    assert prices.charges.fee_rate == fee
    revenue = revenue_for_budget(budget, prices)
    assert revenue - share(revenue, prices.charges.fee_rate) >= budget
    assert not revenue or revenue - 1 - share(revenue - 1, prices.charges.fee_rate) < budget


def test_a_net_whose_invoice_is_beyond_the_domain_is_unreachable() -> None:
    net = prepare(CONTRACT, None, "2026-05").pay(900_000_000).net
    assert sp.gross_for_net(euros(net), CONTRACT, month="2026-05").amounts
    with pytest.raises(sp.Unreachable, match=r"needs invoices beyond 10 000 000\.00"):
        sp.revenue_for_net(euros(net), CONTRACT, month="2026-05")


def test_revenue_for_net_names_revenues() -> None:
    solution = sp.revenue_for_net("2432.25", STUDENT, month="2026-05")
    assert (solution.of, solution.kind) == ("revenue", "exact")
    # 5.43 % of 2500.00 is 135.75; 2635.75 / (1 - 0.061) = 2806.98; 2806.98 / (1 - 0.065) = 3002.12.
    assert solution.amount == Decimal("3002.12")
    assert sp.settle("3002.12", STUDENT, month="2026-05").gross == Decimal("2500.00")
    assert solution.model_dump()["answers"] == [{"revenue": "3002.12", "net": "2432.25"}]
    assert str(solution) == "A net of 2432.25 comes from a revenue of 3002.12."
