"""Target-group reductions: the printed tables, the worked examples, and every formula against the code.

Figures are typed from employer_contributions.md, sections 5, 9 and 11.
"""

from fractions import Fraction
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sharedpay.errors import NotCovered
from sharedpay.law.book import LawBook, packaged
from sharedpay.law.minimum_wage import MinimumWageLaw
from sharedpay.law.reductions import Performance, StructuralLaw, structural
from sharedpay.law.target_groups import (
    ARTISTS_GROUP,
    BRUSSELS,
    ENGAGEMENT_GROUP,
    FLANDERS,
    GERMAN_COMMUNITY,
    NO_GROUP,
    OLDER_GROUP,
    WALLONIA,
    Claim,
    EngagementLaw,
    TargetGroup,
    TargetGroupLaw,
    engagement_amount,
    target_group,
    waived_by_claim,
)
from sharedpay.money import NO_LIMIT, Hundredths, cents, euro_text
from sharedpay.payroll import formula
from sharedpay.payroll.check import CaseResult, check_case

BOOK = packaged()
FULL = Hundredths(100)


def laws_of(claim: Claim, quarter: str, hired: str, book: LawBook = BOOK) -> tuple[TargetGroupLaw, EngagementLaw]:
    waive = waived_by_claim(claim, quarter)
    return book.on(quarter).get(TargetGroupLaw, waive), book.on(hired).get(EngagementLaw, waive)


def reduction(
    claim: Claim,
    quarter: str,
    hired: str = "",
    *,
    wage: int = 700_000,
    mu: Hundredths = FULL,
    half_time: int = 1,
    parts: int = 1,
    room: int = NO_LIMIT,
    ps: int = 0,
    book: LawBook = BOOK,
) -> TargetGroup:
    law, schedule = laws_of(claim, quarter, hired or quarter, book)
    return target_group(claim, wage, mu, half_time, parts, room, ps, law, schedule)


def engagement(rank: int, use: int = 1, since: int = 0, workers: int = 6) -> Claim:
    return Claim(ENGAGEMENT_GROUP, rank, use, since or use, workers)


def schedule(rank: int, hired: str, book: LawBook = BOOK) -> list[int]:
    """The lump sums of the quarters of use, in euros, until they end."""
    quarter = "2026-07-01"
    law, found = laws_of(engagement(rank), quarter, hired, book)
    amounts = (engagement_amount(engagement(rank, use, workers=rank), law, found) // 100 for use in range(1, 16))
    return [amount for amount in amounts if amount]


# First engagements


@pytest.mark.parametrize(
    ("quarter", "reading", "printed"),
    [
        ("2022-01-01", "", "4000.00"),
        ("2023-10-01", "", "4000.00"),
        ("2024-01-01", "", "3100.00"),
        ("2026-04-01", "", "3100.00"),
        ("2026-04-01", "fe1_bill_2026_04", "2000.00"),
        ("2026-01-01", "fe1_bill_2026_04", "3100.00"),
        ("2026-07-01", "", "2000.00"),
        ("2026-10-01", "fe1_bill_2026_04", "2000.00"),
    ],
)
def test_the_first_worker_has_the_amount_of_the_quarter_without_end(quarter: str, reading: str, printed: str) -> None:
    book = BOOK.reading(reading) if reading else BOOK
    for use in (1, 14, 36):
        assert reduction(engagement(1, use), quarter, "2017-01-01", book=book).target_reduction == cents(printed)


SECOND = [1550] * 5 + [1050] * 4 + [450] * 4
THIRD = [1050] * 9 + [450] * 4


@pytest.mark.parametrize(
    ("rank", "hired", "printed"),
    [
        (2, "2017-01-01", SECOND),
        (2, "2026-06-30", SECOND),
        (2, "2026-07-01", [1000] * 12),
        (3, "2020-05-04", THIRD),
        (3, "2026-06-30", THIRD),
        (3, "2026-07-01", [1000] * 12),
        *((rank, "2023-12-31", THIRD) for rank in (4, 5, 6)),
        *((rank, "2024-01-01", []) for rank in (4, 5, 6)),
        *((rank, "2026-06-30", []) for rank in (4, 5, 6)),
        *((rank, "2026-07-01", [1000] * 12) for rank in (4, 5)),
        (6, "2026-07-01", []),
        (7, "2020-01-01", []),
    ],
)
def test_the_schedule_is_that_of_the_day_of_the_hire(rank: int, hired: str, printed: list[int]) -> None:
    assert schedule(rank, hired) == printed


def test_the_worked_totals_of_the_third_worker() -> None:
    assert sum(schedule(3, "2026-06-30")) == 11_250
    assert sum(schedule(3, "2026-07-01")) == 12_000


@pytest.mark.parametrize("rank", [2, 3, 4, 5])
def test_the_other_reading_has_thirteen_quarters_for_new_hires_only(rank: int) -> None:
    book = BOOK.reading("fe_announced_13q")
    assert schedule(rank, "2026-07-01", book) == [1000] * 13
    assert schedule(rank, "2020-01-01", book) == schedule(rank, "2020-01-01")
    assert schedule(6, "2026-07-01", book) == []


@pytest.mark.parametrize("day", ["2017-01-01", "2024-01-01", "2026-07-01"])
@pytest.mark.parametrize("reading", ["", "fe_announced_13q"])
def test_every_schedule_has_an_amount_for_each_quarter_of_use(day: str, reading: str) -> None:
    found = (BOOK.reading(reading) if reading else BOOK).on(day).get(EngagementLaw)
    for amounts in found[:4]:
        assert len(amounts) >= found.engagement_quarters


def test_quarters_are_chosen_inside_twenty() -> None:
    for hired in ("2020-01-01", "2026-07-01"):
        assert reduction(engagement(2, 3, since=20), "2026-07-01", hired).target_reduction > 0
        assert reduction(engagement(2, 3, since=21), "2026-07-01", hired).target_reduction == 0


def test_new_rights_need_as_many_workers_in_the_quarter() -> None:
    for workers, printed in ((2, 0), (3, 100_000), (9, 100_000)):
        assert reduction(engagement(3, workers=workers), "2026-07-01", "2026-07-01").target_reduction == printed
    assert reduction(engagement(3, workers=1), "2026-07-01", "2026-06-30").target_reduction == 105_000


@pytest.mark.parametrize(("quarter", "hired"), [("2023-01-01", "2016-12-31"), ("2021-10-01", "2020-01-01")])
def test_hires_and_quarters_outside_the_tables_are_not_covered(quarter: str, hired: str) -> None:
    with pytest.raises(NotCovered):
        reduction(engagement(1), quarter, hired)


# Artists


def artist(region: int) -> Claim:
    return Claim(ARTISTS_GROUP, claim_region=region)


@pytest.mark.parametrize(
    ("quarter", "floor"),
    [
        ("2025-04-01", "6335.67"),
        ("2025-10-01", "6335.67"),
        ("2026-01-01", "6462.33"),
        ("2026-04-01", "6569.43"),
        ("2026-07-01", "6700.83"),
    ],
)
def test_an_artist_needs_three_times_the_minimum_of_the_quarters_first_month(quarter: str, floor: str) -> None:
    found = reduction(artist(BRUSSELS), quarter, wage=cents(floor))
    assert found.artist_wage_floor == cents(floor) == 3 * BOOK.on(quarter).get(MinimumWageLaw).guaranteed_month
    assert (found.lump_sum, found.target_reduction) == (72_650, 51_700)
    assert reduction(artist(BRUSSELS), quarter, wage=cents(floor) - 1).target_reduction == 0


@pytest.mark.parametrize(
    ("region", "quarter", "lump_sum"),
    [
        (FLANDERS, "2026-01-01", 72_650),
        (FLANDERS, "2026-04-01", 0),
        (BRUSSELS, "2026-07-01", 72_650),
        (WALLONIA, "2026-07-01", 72_650),
        (WALLONIA, "2024-01-01", 72_650),
    ],
)
def test_the_artists_reduction_ends_in_flanders_in_april_2026(region: int, quarter: str, lump_sum: int) -> None:
    assert reduction(artist(region), quarter).lump_sum == lump_sum


@pytest.mark.parametrize("name", ["artist_brussels", "artist_wallonia"])
def test_the_artists_reduction_is_marked_from_july_2026(name: str) -> None:
    version = BOOK.on("2026-07-01").version(name)
    assert version.confidence == "one_source"
    assert "Low confidence" in version.note
    assert BOOK.on("2026-06-30").version(name).confidence == "two_sources"


def test_the_cap_is_on_the_reduction_and_not_on_the_lump_sum() -> None:
    # 726.50 x 0.60 x 1.05 = 457.695; 726.50 x 0.70 x 1.15 = 584.83, more than 517.00.
    assert reduction(artist(BRUSSELS), "2026-07-01", mu=Hundredths(60)).target_quarter == cents("457.70")
    assert reduction(artist(BRUSSELS), "2026-07-01", mu=Hundredths(70)).target_quarter == cents("517.00")


# Older workers


@pytest.mark.parametrize(
    ("region", "quarter", "age", "wage", "printed"),
    [
        (WALLONIA, "2025-04-01", 54, 0, 0),
        (WALLONIA, "2025-04-01", 55, 0, 400),
        (WALLONIA, "2025-10-01", 57, 1_768_244, 400),
        (WALLONIA, "2025-10-01", 57, 1_768_245, 0),
        (WALLONIA, "2025-10-01", 58, 0, 1000),
        (WALLONIA, "2025-10-01", 64, 0, 1000),
        (WALLONIA, "2025-10-01", 65, 0, 1500),
        (FLANDERS, "2024-01-01", 60, 0, 0),
        (FLANDERS, "2024-01-01", 61, 1_394_500, 600),
        (FLANDERS, "2024-01-01", 61, 1_394_501, 0),
        (FLANDERS, "2024-10-01", 62, 1_854_500, 1500),
    ],
)
def test_an_older_worker_has_the_lump_sum_of_age_and_region(
    region: int, quarter: str, age: int, wage: int, printed: int
) -> None:
    claim = Claim(OLDER_GROUP, claim_region=region, age_at_quarter_end=age)
    assert reduction(claim, quarter, wage=wage).target_reduction == 100 * printed


@pytest.mark.parametrize(
    ("region", "quarter"),
    [
        (WALLONIA, "2023-01-01"),
        (WALLONIA, "2025-01-01"),
        (WALLONIA, "2026-01-01"),
        (WALLONIA, "2026-07-01"),  # a right that may still run
        (FLANDERS, "2023-01-01"),
        (FLANDERS, "2025-01-01"),
        (FLANDERS, "2026-01-01"),
        (BRUSSELS, "2025-04-01"),
        (BRUSSELS, "2026-07-01"),
        (GERMAN_COMMUNITY, "2025-04-01"),
    ],
)
def test_an_older_worker_elsewhere_is_not_covered(region: int, quarter: str) -> None:
    with pytest.raises(NotCovered):
        reduction(Claim(OLDER_GROUP, claim_region=region, age_at_quarter_end=62), quarter)


def test_an_artist_without_a_known_region_is_not_covered() -> None:
    for region in (0, GERMAN_COMMUNITY):
        with pytest.raises(NotCovered, match="no amount for the region"):
            reduction(artist(region), "2026-01-01")


# The multiplier, the month and the order of capping


@pytest.mark.parametrize(
    ("mu", "half_time", "printed"),
    [
        # G 2000.00: beta 1 below 0.55, 1 + (mu - 0.55) to 0.80, then 1 / mu.
        (0, 1, "0.00"),
        (20, 0, "0.00"),
        (20, 1, "400.00"),
        (27, 0, "0.00"),
        (28, 0, "560.00"),
        (54, 1, "1080.00"),
        (55, 1, "1100.00"),
        (60, 1, "1260.00"),
        (79, 1, "1959.20"),
        (80, 1, "2000.00"),
        (102, 1, "2000.00"),
    ],
)
def test_the_multiplier_beta(mu: int, half_time: int, printed: str) -> None:
    found = reduction(engagement(1), "2026-07-01", mu=Hundredths(mu), half_time=half_time)
    assert euro_text(found.target_quarter) == printed


def test_the_target_group_is_cut_before_the_structural_reduction() -> None:
    # W 6771.00, J 66, D 5 in 2026Q3: Ps 1203.71 of a facial 25 % of 1692.75.
    work = Performance(Hundredths(6_600), Hundredths(500))
    ps = structural(677_100, 0, 1, 1, 169_275, work, BOOK.on("2026-07-01").get(StructuralLaw))
    assert (ps.work_fraction, ps.structural_reduction) == (102, 120_371)
    found = reduction(
        engagement(1), "2026-07-01", wage=ps.quarter_wage, mu=ps.work_fraction, room=169_275, ps=ps.structural_reduction
    )
    assert (found.target_quarter, found.target_reduction) == (cents("2000.00"), cents("489.04"))


def test_a_month_is_a_third_of_the_quarter() -> None:
    assert reduction(engagement(1), "2026-07-01", parts=3).target_reduction == cents("666.67")
    assert reduction(engagement(1), "2026-07-01", parts=3, room=50_000, ps=30_000).target_reduction == 20_000
    assert reduction(engagement(1), "2026-07-01", room=50_000, ps=50_000).target_reduction == 0


def test_without_a_claim_nothing_is_needed_and_nothing_is_reduced() -> None:
    found = reduction(Claim(), "2015-01-01")
    assert found == TargetGroup(0, found.artist_wage_floor, 0, 0, 0, 0, 0, 0)


# Formulas


class World(NamedTuple):
    """One claim with the law that it needs."""

    claim: Claim
    law: TargetGroupLaw
    hired: EngagementLaw


QUARTERS = [f"{year}-{month:02d}-01" for year in range(2023, 2027) for month in (1, 4, 7, 10)]
HIRES = ["2017-01-01", "2023-12-31", "2024-01-01", "2026-07-01"]


@st.composite
def worlds(draw: st.DrawFn) -> World:
    claim = Claim(
        draw(st.sampled_from([NO_GROUP, ENGAGEMENT_GROUP, ARTISTS_GROUP, OLDER_GROUP])),
        draw(st.integers(1, 7)),
        draw(st.integers(1, 15)),
        draw(st.integers(1, 22)),
        draw(st.integers(0, 7)),
        draw(st.sampled_from([FLANDERS, BRUSSELS, WALLONIA, GERMAN_COMMUNITY])),
        draw(st.integers(50, 67)),
    )
    everything = frozenset(BOOK.names)
    law = BOOK.on(draw(st.sampled_from(QUARTERS))).get(TargetGroupLaw, everything)
    return World(claim, law, BOOK.on(draw(st.sampled_from(HIRES))).get(EngagementLaw, everything))


WAGES = st.integers(0, 2_500_000) | st.sampled_from(
    [
        edge + more
        for edge in (633_567, 646_233, 656_943, 670_083, 1_394_500, 1_768_244, 1_854_500)
        for more in (-1, 0, 1)
    ]
)
FRACTIONS = st.integers(0, 130) | st.sampled_from([0, 27, 28, 54, 55, 56, 79, 80, 81])


@settings(max_examples=8 * settings().max_examples)
@given(worlds(), WAGES, FRACTIONS, st.integers(0, 1), st.sampled_from([1, 3]), st.integers(0, 300_000), st.data())
def test_every_formula_gives_what_the_rule_computed(
    world: World, wage: int, mu: int, half_time: int, parts: int, room: int, data: st.DataObject
) -> None:
    ps = data.draw(st.integers(0, room))
    found = target_group(world.claim, wage, Hundredths(mu), half_time, parts, room, ps, world.law, world.hired)
    assert 0 <= found.target_reduction <= room - ps
    values: dict[str, Any] = {
        "quarter_wage": Fraction(wage, 100),
        "work_fraction": Fraction(mu, 100),
        "half_time": Fraction(half_time),
        "parts": Fraction(parts),
        "reducible_contributions": Fraction(room, 100),
        "structural_reduction": Fraction(ps, 100),
    }
    for part in world:
        values |= formula.quantities(part)
    values |= formula.values_of(found)
    for name, step in formula.steps(TargetGroup):
        assert formula.rounded(formula.evaluate(step.formula, values), step.rounding) == values[name], name


def test_a_formula_reads_only_steps_that_are_computed_before_it() -> None:
    order = [name for name, _ in formula.steps(TargetGroup)]
    for name, step in formula.steps(TargetGroup):
        used = [part for part in formula.names(formula.parse(step.formula)) if part in order]
        assert all(order.index(part) < order.index(name) for part in used)


# The topic of the cases


def case(pay_date: str, **inputs: Any) -> CaseResult:
    return check_case({"id": "t", "topic": "target_group", "pay_date": pay_date, "inputs": inputs})


def test_the_topic_computes_from_the_law_what_a_case_does_not_state() -> None:
    assert case("2024-02", kind="third_engagement").computed == {"total_over_quarters": "11250.00"}
    assert case("2026-08", kind="fifth_engagement").computed == {"total_over_quarters": "12000.00"}
    assert case("2025-05", kind="artist", multiple=3).computed == {"reference_wage_floor": "6335.67"}
    assert case("2026-05", kind="first_engagement").computed == {"target_group_reduction": "3100.00"}
    assert case("2026-08", kind="artist", region="wallonia").computed == {"target_group_reduction": "517.00"}
    assert case("2026-08", kind="artist", region="flanders").computed == {"target_group_reduction": "0.00"}
    assert case("2016-05", kind="artist", amount="726.50", work_fraction="0.60").computed == {
        "target_group_reduction": "457.70"
    }


@pytest.mark.parametrize(
    ("inputs", "outcome"),
    [
        ({}, "invalid"),
        ({"kind": "tutor"}, "invalid"),
        ({"kind": "artist"}, "not_modelled"),
        ({"kind": "first_engagement", "base_rate": "0.25"}, "not_modelled"),
        ({"schedule": "1050.00"}, "invalid"),
        ({"schedule": [["1050.00"]]}, "invalid"),
        ({"schedule": [["1050.00", -1]]}, "invalid"),
        ({"schedule": [["many", 3]]}, "invalid"),
    ],
)
def test_what_the_topic_can_not_read_is_said(inputs: dict[str, Any], outcome: str) -> None:
    result = case("2026-05", **inputs)
    assert result.outcome == outcome
    assert result.message
