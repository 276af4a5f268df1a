"""Copyright income: the worked examples of withholding_tax.md section 13, the tranches, the ceiling and the share."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.rule_formulas import differences
from sharedpay.errors import NotCovered
from sharedpay.law.book import packaged
from sharedpay.law.copyright import CopyrightLaw, CopyrightShareLaw, copyright_costs, copyright_share, copyright_tax
from sharedpay.money import cents
from sharedpay.payroll.check import CaseResult, check_case

BOOK = packaged()


def law(year: int) -> CopyrightLaw:
    return BOOK.on(f"{year}-01").get(CopyrightLaw)


@pytest.mark.parametrize(("gross", "tax"), [("15000.00", "1125.00"), ("20000.00", "1609.13")])
def test_worked_examples_of_2022(gross: str, tax: str) -> None:
    assert copyright_tax(cents(gross), 0, law(2022)).copyright_withholding == cents(tax)


@pytest.mark.parametrize(
    ("year", "first", "second", "ceiling"),
    [
        (2022, 17_090, 34_170, 64_070),
        (2024, 19_480, 38_970, 73_070),
        (2025, 20_100, 40_190, 75_360),
        (2026, 20_590, 41_180, 77_220),
    ],
)
def test_the_tranches_and_the_ceiling(year: int, first: int, second: int, ceiling: int) -> None:
    assert law(year)[:2] == (100 * first, 100 * second)
    assert law(year).copyright_ceiling == 100 * ceiling
    at, above = (copyright_tax(100 * ceiling + more, 0, law(year)).copyright_above_ceiling for more in (0, 1))
    assert (at, above) == (0, 1)


def test_the_largest_costs_of_2026_are_15442_50() -> None:
    assert copyright_costs(cents("41180.00"), law(2026)) == cents("15442.50")
    assert copyright_costs(cents("77220.00"), law(2026)) == cents("15442.50")


def test_2023_is_not_covered() -> None:
    with pytest.raises(NotCovered, match="copyright_first_tranche"):
        law(2023)


@given(st.lists(st.integers(0, 3_000_000), min_size=1, max_size=12), st.sampled_from([2022, 2024, 2025, 2026]))
def test_a_year_in_parts_has_the_costs_of_the_year(parts: list[int], year: int) -> None:
    before = net = 0
    for part in parts:
        found = copyright_tax(part, before, law(year))
        assert not differences(
            found, law(year), copyright_paid=Fraction(part, 100), copyright_before=Fraction(before, 100)
        )
        before, net = before + part, net + found.copyright_net
    assert net == sum(parts) - copyright_costs(sum(parts), law(year))


def test_beside_pay_copyright_is_at_most_30_percent_of_the_total() -> None:
    share = BOOK.on("2026-01").get(CopyrightShareLaw)
    assert copyright_share(cents("300.00"), cents("700.00"), share) == (cents("300.00"), 0)
    assert copyright_share(cents("300.01"), cents("699.99"), share) == (cents("300.00"), 1)
    assert copyright_share(cents("100.00"), 0, share).copyright_above_share == cents("70.00")
    for counted, beside in ((30_000, 70_000), (30_001, 69_999), (12_345, 1)):
        given_to_it = {"copyright_counted": Fraction(counted, 100), "pay_beside_copyright": Fraction(beside, 100)}
        assert not differences(copyright_share(counted, beside, share), share, **given_to_it)
    with pytest.raises(NotCovered):
        BOOK.on("2024-12-31").get(CopyrightShareLaw)


def check(day: str, gross: str) -> CaseResult:
    return check_case({"topic": "copyright", "pay_date": day, "inputs": {"copyright_gross": gross}})


def test_cases() -> None:
    assert check("2026-05", "20590.00").computed == {"withholding": "1544.25"}
    above: Any = check("2026-05", "77220.01")
    assert above.outcome == "not_modelled"
    assert "77220.00" in above.message
    assert check("2023-05", "100.00").outcome == "not_covered"
