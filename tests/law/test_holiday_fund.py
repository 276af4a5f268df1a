"""Holiday pay of a fund: holiday_pay.md sections 7 and 11, its chain against exact fractions, its days."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.rule_formulas import differences
from sharedpay.errors import NotCovered
from sharedpay.law.book import packaged
from sharedpay.law.holiday_fund import (
    FundDaysLaw,
    FundEmployerLaw,
    FundHoliday,
    FundLaw,
    FundTax,
    FundTaxLaw,
    fund_days,
    fund_employer,
    fund_holiday,
    fund_tax,
    taxable_share,
)
from sharedpay.money import MAX_CENTS, MILLION, cents

BOOK = packaged()
LAW = BOOK.on("2026-05").get(FundLaw)
TAX = BOOK.on("2026-05").get(FundTaxLaw)
DAYS = BOOK.on("2026-05").get(FundDaysLaw)


def paid(gross: int, assimilated: int = 0) -> tuple[FundHoliday, FundTax]:
    holiday = fund_holiday(gross, assimilated, LAW)
    return holiday, fund_tax(gross, assimilated, holiday.fund_taxable, LAW, TAX)


@pytest.mark.parametrize(
    ("gross", "base", "holiday_pay", "onss", "solidarity", "taxable", "tax", "net"),
    [
        ("8000.00", "8640.00", "1328.83", "76.79", "13.29", "1238.75", "212.57", "1026.18"),
        ("30000.00", "32400.00", "4983.12", "287.96", "49.83", "4645.33", "1078.65", "3566.68"),
        # holidays.jsonl
        ("38400.00", "41472.00", "6378.39", "368.59", "63.78", "5946.02", "1380.67", "4565.36"),
    ],
)
def test_the_worked_examples_of_2026(
    gross: str, base: str, holiday_pay: str, onss: str, solidarity: str, taxable: str, tax: str, net: str
) -> None:
    holiday, taxed = paid(cents(gross))
    assert (holiday.fund_base, holiday.fund_gross) == (cents(base), cents(holiday_pay))
    assert (holiday.fund_contribution, holiday.fund_solidarity) == (cents(onss), cents(solidarity))
    assert (holiday.fund_taxable, taxed.fund_withholding, taxed.fund_net) == tuple(map(cents, (taxable, tax, net)))


def test_taxable_pay_is_14_33744_percent_of_the_base() -> None:
    assert Fraction(taxable_share(LAW), MILLION**2) == Fraction("0.1433744")


@pytest.mark.parametrize(("day", "threshold"), [("2024-05", 165_000), ("2025-05", 170_000), ("2026-05", 174_000)])
def test_the_low_rate_holds_up_to_the_threshold(day: str, threshold: int) -> None:
    law = BOOK.on(day).get(FundTaxLaw)
    rates = [fund_tax(0, 0, threshold + more, LAW, law).fund_tax_rate for more in (0, 1)]
    assert rates == [171_600, 232_200]


@pytest.mark.parametrize("day", ["2010-05-01", "2022-12-31", "2023-05-01", "2027-05-01"])
def test_years_without_a_threshold_are_not_covered(day: str) -> None:
    with pytest.raises(NotCovered):
        BOOK.on(day).get(FundTaxLaw)


@given(st.integers(0, MAX_CENTS), st.integers(0, 1_000_000))
def test_the_formulas_of_the_fund(gross: int, assimilated: int) -> None:
    euros = {"fund_service_gross": Fraction(gross, 100), "fund_assimilated_pay": Fraction(assimilated, 100)}
    holiday, taxed = paid(gross, assimilated)
    assert not differences(holiday, LAW, **euros)
    assert not differences(taxed, LAW, TAX, fund_taxable=Fraction(holiday.fund_taxable, 100), **euros)
    # The lines are rounded by themselves: their sums are off by no more than their roundings.
    assert abs(holiday.fund_taxable - taxed.fund_withholding - taxed.fund_net) <= 1
    off = holiday.fund_gross - holiday.fund_contribution - holiday.fund_solidarity - holiday.fund_taxable
    assert abs(off) <= 2


@pytest.mark.parametrize(
    ("days", "holidays"),
    [(231, 20), (365, 20), (230, 19), (221, 19), (220, 18), (200, 16), (192, 16), (191, 15), (163, 14), (162, 13),
     (125, 10), (124, 9), (64, 5), (63, 4), (20, 2), (19, 1), (10, 1), (9, 0), (0, 0)],
)  # fmt: skip
def test_the_days_of_article_36(days: int, holidays: int) -> None:
    assert fund_days(days, DAYS) == holidays


def test_more_work_never_gives_fewer_days_and_each_day_is_reached() -> None:
    earned = [fund_days(days, DAYS) for days in range(367)]
    assert earned == sorted(earned)
    assert set(earned) == set(range(21))


@given(st.integers(0, MAX_CENTS), st.integers(0, MAX_CENTS))
def test_the_formulas_of_the_employers_parts(quarter: int, year: int) -> None:
    law = packaged().on("2026-05").get(FundEmployerLaw)
    found = fund_employer(quarter, year, law)
    assert not differences(found, law, quarter_gross=Fraction(quarter, 100), year_base=Fraction(year, 100))
