"""Year-end premiums: holiday_pay.md sections 8 and 11, the rules of service, and sectors that are not covered."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.rule_formulas import differences
from sharedpay.errors import NotCovered
from sharedpay.law.book import packaged
from sharedpay.law.year_end_premium import (
    DISMISSED,
    IN_SERVICE,
    RESIGNED,
    SERIOUS_CAUSE,
    AgencyPremiumLaw,
    BrusselsPremiumLaw,
    FwbPremiumLaw,
    GeneralPremium,
    Pc200AssimilationLaw,
    Pc200JuneLaw,
    Pc200PremiumLaw,
    Pc304PremiumLaw,
    PremiumYear,
    agency_premium_due,
    brussels_premium,
    fwb_premium,
    general_premium,
    pc200_assimilated,
    pc200_premium,
)
from sharedpay.money import MAX_CENTS, Rate, cents

BOOK = packaged()
NO_SALES = frozenset({"pc200_sales_variable_cap"})


def premium(year: PremiumYear, day: str = "2026-12") -> int:
    return pc200_premium(year, BOOK.on(day).get(Pc200PremiumLaw, NO_SALES)).pc200_premium


@pytest.mark.parametrize(
    ("months", "service", "leaving", "due"),
    [
        (12, 60, IN_SERVICE, "3000.00"),
        (8, 8, IN_SERVICE, "2000.00"),
        (5, 5, IN_SERVICE, "0.00"),
        (6, 6, IN_SERVICE, "1500.00"),
        (8, 30, DISMISSED, "2000.00"),
        (8, 36, RESIGNED, "2000.00"),
        (8, 35, RESIGNED, "0.00"),
        (8, 240, SERIOUS_CAUSE, "0.00"),
    ],
)
def test_the_premium_of_joint_committee_200_in_2026(months: int, service: int, leaving: int, due: str) -> None:
    assert premium(PremiumYear(cents("3000.00"), months, service, leaving)) == cents(due)


def test_a_resignation_needed_five_years_before_2026() -> None:
    for service, due in ((59, 0), (60, cents("2000.00"))):
        assert premium(PremiumYear(cents("3000.00"), 8, service, RESIGNED), "2025-12") == due


def test_eight_months_of_1200_euros() -> None:
    assert premium(PremiumYear(cents("1200.00"), 8, 8, DISMISSED), "2023-12") == cents("800.00")


def test_the_variable_pay_of_a_sales_representative_is_capped_since_december_2025() -> None:
    law = BOOK.on("2025-12").get(Pc200PremiumLaw)
    year = PremiumYear(cents("2000.00"), sales_variable=cents("4000.00"))
    assert pc200_premium(year, law).pc200_premium == cents("5642.06")
    with pytest.raises(NotCovered, match="pc200_sales_variable_cap"):
        BOOK.on("2025-11").get(Pc200PremiumLaw)


def test_days_that_count_as_work() -> None:
    for day, unemployment in (("2025-12", 0), ("2026-12", 5)):
        law = BOOK.on(day).get(Pc200AssimilationLaw)
        assert pc200_assimilated(80, 8, law) == 60 + unemployment
        assert pc200_assimilated(3, 0, law) == 3


@pytest.mark.parametrize(("year", "amount"), [(2023, "307.94"), (2024, "312.50"), (2025, "323.69"), (2026, "330.84")])
def test_the_yearly_premium_of_june(year: int, amount: str) -> None:
    assert BOOK.on(f"{year}-06").get(Pc200JuneLaw).pc200_june_premium == cents(amount)


def test_the_derived_premium_of_2025_follows_from_those_beside_it() -> None:
    assert round(Fraction("312.50") * Fraction("1.0358"), 2) == Fraction("323.69")
    assert round(Fraction("323.69") * Fraction("1.0221"), 2) == Fraction("330.84")


def test_joint_committee_329_02_in_2023() -> None:
    laws = BOOK.on("2023-12")
    assert fwb_premium(cents("2500.00"), laws.get(FwbPremiumLaw)).fwb_premium == cents("1204.01")
    assert brussels_premium(cents("2500.00"), laws.get(BrusselsPremiumLaw)).brussels_premium == cents("1818.89")


@pytest.mark.parametrize("law", [FwbPremiumLaw, BrusselsPremiumLaw, Pc304PremiumLaw])
def test_amounts_of_other_years_are_not_covered(law: type[object]) -> None:
    with pytest.raises(NotCovered):
        BOOK.on("2024-12").get(law)


def test_a_sector_by_its_own_figures() -> None:
    # 500.00 and 5 % of 24 000.00, nine of twelve months.
    figures = GeneralPremium(cents("500.00"), Rate(50_000), cents("24000.00"), 9, 3, 9)
    assert general_premium(figures).sector_premium == cents("1275.00")
    assert general_premium(figures._replace(premium_service_reached=2)).sector_premium == 0


@pytest.mark.parametrize(
    ("days", "week", "hours", "hired", "due"),
    [(65, 5, 0, 0, 1), (64, 5, 493, 0, 0), (64, 5, 494, 0, 1), (77, 6, 0, 0, 0), (78, 6, 0, 0, 1), (60, 5, 0, 1, 1)],
)
def test_what_an_agency_worker_needs(days: int, week: int, hours: int, hired: int, due: int) -> None:
    assert agency_premium_due(days, week, hours, hired, BOOK.on("2026-06").get(AgencyPremiumLaw)) == due


AMOUNTS = st.integers(0, 700_000) | st.integers(0, MAX_CENTS)


@given(
    st.builds(PremiumYear, AMOUNTS, st.integers(0, 14), st.integers(0, 70), st.integers(0, 3), AMOUNTS),
    st.sampled_from(["2025-12", "2026-12"]),
)
def test_the_formulas_of_joint_committee_200(year: PremiumYear, day: str) -> None:
    law = BOOK.on(day).get(Pc200PremiumLaw)
    assert not differences(pc200_premium(year, law), year, law)


@given(
    st.builds(
        GeneralPremium,
        AMOUNTS,
        st.integers(0, 500_000),
        AMOUNTS,
        st.integers(0, 13),
        st.integers(0, 6),
        st.integers(0, 12),
    )
)
def test_the_formula_of_any_sector(figures: GeneralPremium) -> None:
    assert not differences(general_premium(figures), figures)


@given(AMOUNTS)
def test_the_formulas_of_joint_committee_329_02(october: int) -> None:
    laws = BOOK.on("2023-12")
    fwb, brussels = laws.get(FwbPremiumLaw), laws.get(BrusselsPremiumLaw)
    pay = Fraction(october, 100)
    assert not differences(fwb_premium(october, fwb), fwb, october_gross=pay)
    assert not differences(brussels_premium(october, brussels), brussels, october_gross=pay)
