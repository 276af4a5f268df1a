"""Severance: contracts_and_rights.md sections 2 and 12, and formulas against the rules."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.rule_formulas import differences
from sharedpay.law.book import packaged
from sharedpay.law.person import BLUE_COLLAR, WHITE_COLLAR
from sharedpay.law.severance import (
    Dismissal,
    Severance,
    SeveranceLaw,
    SeveranceSpecialLaw,
    severance,
    severance_special,
)
from sharedpay.money import MAX_CENTS, Hundredths, cents

BOOK = packaged()
AMOUNTS = st.integers(0, 700_000) | st.integers(0, MAX_CENTS)


def euros(**amounts: int) -> dict[str, Any]:
    return {name: Fraction(amount, 100) for name, amount in amounts.items()}


def indemnity(monthly: str, weeks: str, benefits: str, status: int = WHITE_COLLAR, weekly: str = "0.00") -> Severance:
    ended = Dismissal(cents(monthly), Hundredths(cents(weeks)), cents(benefits), cents(weekly))
    return severance(ended, status, BOOK.on("2026-10").get(SeveranceLaw))


def test_eleven_weeks_of_3000_euros_with_benefits() -> None:
    # contracts_and_rights.md section 12; the reference pay is that of contracts.jsonl.
    found = indemnity("3000.00", "11", "5760.00")
    expected = ("692.31", "110.77", "8833.88", "8833.88", "1154.59", "7679.29", "41760.16", "8833.88")
    assert found == tuple(map(cents, expected))


def test_twelve_weeks_of_a_blue_collar_worker() -> None:
    found = indemnity("0.00", "12", "0.00", BLUE_COLLAR, "570.00")
    assert (found.severance_indemnity, found.severance_base) == (cents("6840.00"), cents("7387.20"))
    assert found.severance_contribution == cents("965.51")


def test_a_fixed_term_with_18_days_left_is_a_matter_of_weeks() -> None:
    # contracts.jsonl: 18 / 7 weeks are 2.57.
    assert indemnity("0.00", "2.57", "0.00", weekly="692.31").severance_indemnity == cents("1779.24")


def test_the_reading_of_the_normal_taxable_pay_as_reference() -> None:
    law = BOOK.reading("severance_reference_normal_taxable").on("2025-10").get(SeveranceLaw)
    ended = Dismissal(cents("3000.00"), Hundredths(1_100), normal_reference=cents("31294.80"))
    assert severance(ended, WHITE_COLLAR, law).severance_reference == cents("31294.80")


@pytest.mark.parametrize(
    ("yearly", "rate", "due"),
    [
        ("50165.99", 0, "0.00"),
        ("50166.00", 10_000, "660.00"),
        ("61436.99", 10_000, "660.00"),
        ("61437.00", 20_000, "1320.00"),
        ("72707.00", 30_000, "1980.00"),
        ("104000.00", 30_000, "1980.00"),
    ],
)
def test_the_special_contribution_on_66000_euros(yearly: str, rate: int, due: str) -> None:
    law = BOOK.on("2026-10").get(SeveranceSpecialLaw)
    assert severance_special(cents("66000.00"), cents(yearly), law) == (rate, cents(due))


def test_only_the_weeks_for_service_since_2014_bear_the_special_contribution() -> None:
    # 30 weeks of 1000.00, 12 of them for service before 2014: 18000.00 of 30000.00, 3 % of it 540.00.
    law = BOOK.on("2026-10").get(SeveranceLaw)
    ended = Dismissal(0, Hundredths(3_000), 0, cents("1000.00"), severance_weeks_before=Hundredths(1_200))
    found = severance(ended, WHITE_COLLAR, law)
    assert (found.severance_indemnity, found.severance_since_2014) == (cents("30000.00"), cents("18000.00"))
    special = severance_special(
        found.severance_since_2014, cents("80000.00"), BOOK.on("2026-10").get(SeveranceSpecialLaw)
    )
    assert special.severance_special == cents("540.00")


@given(
    st.builds(
        Dismissal,
        AMOUNTS,
        st.integers(0, 10_000).map(Hundredths),
        AMOUNTS,
        st.just(0) | st.integers(0, 500_000),
        AMOUNTS,
        st.just(Hundredths(0)),
    ),
    st.integers(0, 100),
    st.integers(0, 2),
    st.sampled_from(["", "severance_reference_normal_taxable"]),
)
def test_the_formulas_of_severance(ended: Dismissal, older: int, status: int, reading: str) -> None:
    ended = ended._replace(severance_weeks_before=Hundredths(ended.severance_weeks * older // 100))
    law = (BOOK.reading(reading) if reading else BOOK).on("2026-05").get(SeveranceLaw)
    assert not differences(severance(ended, status, law), ended, law, status=status)
    special = BOOK.on("2026-05").get(SeveranceSpecialLaw)
    for yearly in (
        ended.severance_yearly_benefits,
        *(row.start - status for row in special.severance_special_rates[1:]),
    ):
        done = severance_special(ended.severance_monthly, yearly, special)
        given_to_it = euros(severance_since_2014=ended.severance_monthly, severance_yearly_pay=yearly)
        assert not differences(done, special, **given_to_it)
