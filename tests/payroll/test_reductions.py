"""Target-group reductions that a contract asks for: on the payslip, in the ledger, in the quarter and backwards.

Figures are typed from employer_contributions.md, sections 4 and 5. The pay of most tests is that of August 2026: 21
days of 5 a week, so f = 65 / 21 = 3.10 and mu = 63 / 65 = 0.97, from which on beta times mu is one.
"""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sharedpay as sp
from sharedpay.money import euro_text
from sharedpay.payroll.budget import claim_start, prices_of, spending_of
from sharedpay.payroll.case import prepare
from sharedpay.payroll.check import check_case

MONTH = "2026-08"
BRUSSELS = sp.ArtistReduction(region="brussels")
ARTIST = sp.FixedTermContract(start="2026-07-01", end="2026-09-30", status="artist", reduction=BRUSSELS)
FIRST = sp.PermanentContract(start="2026-07-01", reduction=sp.FirstEngagement(rank=1))
SECOND = sp.PermanentContract(start="2024-05-01", reduction=sp.FirstEngagement(rank=2))
OLDER = sp.PermanentContract(
    start="2025-01-01", reduction=sp.OlderWorkerReduction(region="wallonia", birth_date="1967-12-31")
)


def slip(contract: Any, gross: str, month: str = MONTH, **options: Any) -> sp.Payslip:
    return sp.payslip(contract, gross=gross, month=month, **options)


def notes(result: Any) -> list[str]:
    return [note.code for note in result.assumptions]


# The payslip


def test_the_first_worker_gets_what_the_structural_reduction_leaves() -> None:
    # S 7750.00: 0.14 x 3937.74 + 0.16 x 1988.14 = 551.28 + 318.10 = 869.38, a third 289.79. Reducible is 25 % of
    # 2500.00, 625.00: so 335.21 is left for a third of 2000.00.
    found = slip(FIRST, "2500.00")
    assert found["structural_reduction"].amount == Decimal("289.79")
    assert found["target_reduction"].amount == Decimal("335.21")
    assert found["target_reduction"].kind == "employer_reduction"
    before = slip(sp.PermanentContract(start="2026-07-01"), "2500.00")
    assert before.employer_contributions - found.employer_contributions == Decimal("335.21")
    assert before.employer_cost - found.employer_cost == Decimal("335.21")
    assert before.net == found.net
    assert "target_reduction" not in [line.code for line in before]


@pytest.mark.parametrize(
    ("left_out", "monthly"),
    # Hired in 2024Q2, so 2026Q3 is quarter 10. Of 1550 x5, 1050 x4, 450 x4 the 10th is 450.00 and the 9th 1050.00.
    [(0, "150.00"), (1, "350.00"), (5, "516.67")],
)
def test_the_second_worker_has_the_quarter_of_use_that_the_hire_and_the_quarters_left_out_give(
    left_out: int, monthly: str
) -> None:
    asked = sp.FirstEngagement(rank=2, quarters_left_out=left_out)
    contract = sp.PermanentContract(start="2024-05-01", reduction=asked)
    later = sp.PermanentContract(
        start="2026-08-01", reduction=sp.FirstEngagement(rank=2, hired="2024-05-01", quarters_left_out=left_out)
    )
    for each in (contract, later):
        assert slip(each, "4000.00")["target_reduction"].amount == Decimal(monthly)


def test_a_new_right_needs_as_many_workers_as_the_rank() -> None:
    contract = sp.PermanentContract(start="2026-07-01", reduction=sp.FirstEngagement(rank=3))
    for workers, monthly in ((2, "0.00"), (3, "333.33")):
        found = slip(contract, "4000.00", enterprise=sp.Enterprise(workers=workers))
        assert found["target_reduction"].amount == Decimal(monthly)
        assert "engagement_workers" in notes(found)


@pytest.mark.parametrize(
    ("gross", "monthly"),
    # 3 x 2233.61 = 6700.83. 2161.56 x 3.10 = 6700.836, a cent less is 6700.805: 6700.84 and 6700.81.
    [("2500.00", "172.33"), ("2161.56", "172.33"), ("2161.55", "0.00")],
)
def test_an_artist_has_a_third_of_the_cap_from_the_floor_on(gross: str, monthly: str) -> None:
    assert slip(ARTIST, gross)["target_reduction"].amount == Decimal(monthly)


@pytest.mark.parametrize(
    ("gross", "birth", "monthly"),
    # October 2025, 23 days: f 2.83. 6248.21 x 2.83 = 17682.43, a cent more 17682.46, above 17682.44.
    [
        ("4000.00", "1967-12-31", "333.33"),  # 58 on the last day of the quarter: 1000.00
        ("4000.00", "1968-01-01", "133.33"),  # 57: 400.00
        ("4000.00", "1960-12-31", "500.00"),  # 65: 1500.00
        ("4000.00", "1971-01-01", "0.00"),  # 54
        ("6248.21", "1967-12-31", "333.33"),
        ("6248.22", "1967-12-31", "0.00"),
    ],
)
def test_an_older_worker_in_wallonia_by_age_up_to_the_limit(gross: str, birth: str, monthly: str) -> None:
    asked = sp.OlderWorkerReduction(region="wallonia", birth_date=birth)
    found = slip(sp.PermanentContract(start="2025-01-01", reduction=asked), gross, "2025-10")
    assert found["target_reduction"].amount == Decimal(monthly)


@pytest.mark.parametrize("contract", [FIRST, SECOND, ARTIST])
def test_a_payslip_with_a_claim_round_trips_and_explains(contract: Any) -> None:
    found = slip(contract, "2500.00")
    assert sp.Payslip.model_validate_json(found.model_dump_json()) == found
    assert "reduction_claimed" in notes(found)
    explained = found.explain("target_reduction")
    assert explained.value == f"{found['target_reduction'].amount:,.2f}"
    assert "lump_sum" in [step.name for step in explained.steps]
    assert explained.figures
    assert found.explain("claimed_reduction").value == explained.value
    with pytest.raises(sp.InvalidInput, match="no 'lump_sum'"):
        slip(sp.PermanentContract(start="2026-07-01"), "2500.00").explain("lump_sum")


def test_the_schedule_that_was_used_is_that_of_the_hire() -> None:
    explained = slip(SECOND, "4000.00").explain("target_reduction")
    assert ("engagement_second", "2017-01-01") in [(figure.name, figure.since) for figure in explained.figures]


@pytest.mark.parametrize("region", ["brussels", "german_community", "wallonia"])
def test_a_claim_without_figures_leaves_the_net_and_no_cost(region: Any) -> None:
    asked = sp.OlderWorkerReduction(region=region, birth_date="1964-01-01")
    found = slip(sp.PermanentContract(start="2026-01-01", reduction=asked), "2500.00")
    assert found.net == slip(sp.PermanentContract(start="2026-01-01"), "2500.00").net
    assert "no_cost" in notes(found)
    with pytest.raises(sp.NotCovered):
        _ = found.employer_cost
    with pytest.raises(sp.NotCovered):
        found.explain("target_reduction")


def test_a_claim_that_can_not_be_is_refused() -> None:
    with pytest.raises(sp.InvalidInput, match="for status 'artist', not 'white_collar'"):
        sp.PermanentContract(start="2026-01-01", reduction=BRUSSELS)
    with pytest.raises(sp.InvalidInput, match="'student' has no contributions"):
        sp.PermanentContract(start="2026-01-01", status="student", reduction=sp.FirstEngagement(rank=1))
    with pytest.raises(sp.InvalidInput, match="after the contract's start"):
        sp.PermanentContract(start="2026-01-01", reduction=sp.FirstEngagement(rank=1, hired="2026-01-02"))
    with pytest.raises(sp.InvalidInput, match="birth_date"):
        sp.PermanentContract(
            start="2026-01-01", reduction=sp.OlderWorkerReduction(region="wallonia", birth_date="2026-01-01")
        )
    with pytest.raises(sp.InvalidInput, match="rank"):
        sp.FirstEngagement(rank=7)
    early = sp.PermanentContract(start="2026-07-01", reduction=sp.FirstEngagement(rank=2, quarters_left_out=1))
    with pytest.raises(sp.InvalidInput, match="more than the 0 quarters"):
        slip(early, "2500.00")


def test_a_short_month_in_days_keeps_the_reduction_of_a_full_timer_in_the_check_as_well() -> None:
    # 3 of 21 days: f 65 / 3 = 21.67, S 300.00 x 21.67 = 6501.00; mu 9 / 65 = 0.14, below 0.275; R 0.14 x 5186.74 +
    # 0.16 x 3237.14 = 726.14 + 517.94 = 1244.08; x 0.14 x 1.18 = 205.52, a third 68.51.
    inputs = {"gross": "300.00", "days_worked": 3, "days_possible": 21}
    checked = check_case({"id": "t", "topic": "gross_to_net", "pay_date": MONTH, "inputs": inputs}).computed
    assert checked["structural_reduction"] == "68.51"
    plain = sp.PermanentContract(start="2026-07-01")
    assert slip(plain, "300.00", days_worked=3)["structural_reduction"].amount == Decimal("68.51")


# The settlement


@pytest.mark.parametrize(
    ("contract", "reductions"),
    # 2500.00 in August 2026: structural 289.79, and of the target group 335.21 (first worker), 150.00 (second, quarter
    # 10) and 172.33 (artist, a third of 517.00).
    [(FIRST, "625.00"), (SECOND, "439.79"), (ARTIST, "462.12")],
)
def test_both_reductions_stay_in_the_pool_or_lower_what_the_contract_pays(contract: Any, reductions: str) -> None:
    found = slip(contract, "2500.00", enterprise=sp.Enterprise())
    full = found["gross"].amount + found["employer_contributions"].amount
    kept = sp.settle(full, contract, month=MONTH, enterprise=sp.Enterprise(reductions="kept_by_pool"))
    assert kept.gross == Decimal("2500.00")
    assert kept["reductions_kept"].amount == Decimal(reductions)
    credited = sp.settle(
        full - Decimal(reductions), contract, month=MONTH, enterprise=sp.Enterprise(reductions="credited")
    )
    assert credited.gross == Decimal("2500.00")
    assert "reductions_kept" not in [entry.code for entry in credited.ledger]
    for each in (kept, credited):
        assert sum(entry.amount for entry in each.ledger) == each.invoice


def test_a_range_that_ends_where_nothing_is_known_is_not_given() -> None:
    # The ceiling of 88434.00 a quarter at 108 % is 27294.44 a month. 45570.00 pays 27290.80, the least margin more.
    contract = sp.FixedTermContract(start="2026-07-01", end="2026-09-30", status="artist")
    near = sp.settle("45570.00", contract, month=MONTH, enterprise=sp.Enterprise.smart())
    assert near.gross < Decimal("27294.44")
    assert near.estimate is not None
    assert near.span is None
    assert "no_span" in notes(near)
    below = sp.settle("45400.00", contract, month=MONTH, enterprise=sp.Enterprise.smart())
    assert below.span is not None
    assert "no_span" not in notes(below)


# The quarter


def test_the_quarter_of_a_first_worker() -> None:
    # 6771.00 in 66 days: Ps 1203.71 of a facial 1692.75 leaves 489.04. The months leave, at f 2.83, 3.10 and 2.95:
    # 564.25 less a third of 742.06 + 536.13 (S 6387.31), 656.75 + 438.63 (S 6996.70), 704.14 + 492.80 (S 6658.15).
    settled = sp.quarter([slip(FIRST, "2257.00", f"2026-{month}") for month in ("07", "08", "09")])
    line = settled["target_reduction"]
    assert line.truth == 48_904
    assert line.estimate == (56_425 - 42_606) + (56_425 - 36_513) + (56_425 - 39_898)
    assert settled["employer_cost"].truth == 677_100 + settled["employer_contributions_after_reductions"].truth


def test_the_quarter_of_an_artist_whose_one_month_alone_reached_the_floor() -> None:
    # S of the quarter 6635.58 is below 6700.83; of August alone 2257.00 x 3.10 = 6996.70 is not.
    settled = sp.quarter([slip(ARTIST, "2257.00", f"2026-{month}") for month in ("07", "08", "09")])
    assert (settled["target_reduction"].estimate, settled["target_reduction"].truth) == (17_233, 0)


def test_a_quarter_without_a_claim_has_no_line_of_it() -> None:
    plain = sp.PermanentContract(start="2026-07-01")
    settled = sp.quarter([slip(plain, "2257.00", f"2026-{month}") for month in ("07", "08", "09")])
    assert "target_reduction" not in [line.code for line in settled.lines]


# Backwards


def costs(contract: Any, month: str, low: int, high: int) -> dict[int, int]:
    case = prepare(contract, None, month)
    return {gross: case.cost_of(gross).employer_cost for gross in range(low, high)}


@pytest.mark.parametrize(
    ("contract", "month", "edge"), [(ARTIST, MONTH, 216_156), (OLDER, "2025-10", 624_822), (FIRST, MONTH, 386_000)]
)
def test_the_largest_gross_for_a_cost_is_that_of_all_cents_around_an_edge(contract: Any, month: str, edge: int) -> None:
    around = costs(contract, month, edge - 25_000, edge + 25_000)
    at = (around[edge - 1], around[edge])
    tried = {value + more for value in at for more in (-1, 0, 1, 57, -57)} | {sum(at) // 2, min(at) - 4_000}
    for budget in sorted(tried):
        expected = max(gross for gross, value in around.items() if value <= budget)
        found = sp.gross_for_cost(euro_text(budget), contract, month=month)
        assert found.gross_cents == expected
        assert found.cost_cents == around[expected]


def test_an_artist_just_below_the_floor_costs_more_than_one_at_it() -> None:
    around = costs(ARTIST, MONTH, 216_155, 216_157)
    assert around[216_156] < around[216_155] - 17_000
    assert claim_start(prepare(ARTIST, None, MONTH), 10_000_000) == 216_156
    assert claim_start(prepare(ARTIST, None, MONTH), 216_155) is None
    assert claim_start(prepare(FIRST, None, MONTH), 10_000_000) is None


@pytest.mark.parametrize("earnings", [(), (sp.earnings.MealVouchers(count=10, face="8.00"),)])
@pytest.mark.parametrize("reductions", ["credited", "kept_by_pool"])
def test_a_budget_is_filled_by_the_largest_of_all_cents_around_the_floor(reductions: Any, earnings: Any) -> None:
    enterprise = sp.Enterprise(reductions=reductions, margin_rate="3 %")
    case = prepare(ARTIST, None, MONTH, enterprise=enterprise, earnings=earnings)
    prices = prices_of(case)
    around = {gross: spending_of(case, prices, gross).budget for gross in range(216_156 - 16_000, 216_156 + 16_000)}
    for budget in (around[216_155], around[216_156], around[216_156] - 1, around[216_156] + 100):
        expected = max(gross for gross, value in around.items() if value <= budget)
        found = sp.settle(euro_text(budget), ARTIST, month=MONTH, enterprise=enterprise, earnings=list(earnings))
        assert found.payslip["gross"].cents == expected


CHOICES = st.sampled_from(["kept_by_pool", "credited"])


@given(st.sampled_from([FIRST, SECOND, ARTIST]), st.integers(0, 1_000_000), CHOICES)
def test_a_claim_lowers_the_cost_by_no_more_than_the_contributions(contract: Any, revenue: int, choice: Any) -> None:
    result = sp.settle(euro_text(revenue), contract, month=MONTH, enterprise=sp.Enterprise(reductions=choice))
    due = result.payslip.cost
    assert due is not None
    assert sum(entry.amount for entry in result.ledger) == result.invoice
    taken = due.structural.structural_reduction + due.claimed_reduction
    assert 0 <= due.claimed_reduction <= taken <= due.contributions.reducible_contributions
    assert result.payslip.employer_cost >= result.gross
    kept = sum(entry.cents for entry in result.ledger if entry.code == "reductions_kept")
    assert kept == (taken if choice == "kept_by_pool" else 0)
