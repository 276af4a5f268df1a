"""The coverage page is made from the tables, and stays so."""

from datetime import date
from pathlib import Path

from sharedpay.law.book import packaged
from sharedpay.show.coverage import NOT_MODELLED, gaps, in_words, page, periods, weakness

PAGE = Path(__file__).parents[2] / "docs" / "coverage.md"


def test_the_page_is_what_the_tables_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(packaged()), "make it again: python -m sharedpay.show.coverage"


def test_versions_that_touch_are_one_period_and_gaps_stay() -> None:
    book = packaged()
    assert list(periods(book.parameter("expenses_cap"))) == [
        (date(2021, 1, 1), date(2021, 12, 31)),
        (date(2023, 1, 1), date(2026, 12, 31)),
    ]


def test_an_estimate_is_named_as_weak() -> None:
    assert weakness(packaged().parameter("margin_rate")) == "estimate"
    assert weakness(packaged().parameter("personal_rate")) == ""


def test_gaps_are_what_lies_between_the_periods_and_after_the_last() -> None:
    book = packaged()
    assert in_words(gaps(book.parameter("expenses_cap"), date(2026, 12, 31))) == "2022-01 to 2022-12"
    assert in_words(gaps(book.parameter("expenses_cap"), date(2027, 3, 31))) == "2022-01 to 2022-12, 2027-01 to 2027-03"
    assert list(gaps(book.parameter("personal_rate"), date(2026, 12, 31))) == []


def test_what_is_not_modelled_belongs_to_areas_of_the_law() -> None:
    areas = packaged().areas.keys()
    assert all(each.areas and set(each.areas) <= areas for each in NOT_MODELLED)
