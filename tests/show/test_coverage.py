"""The coverage page is made from the tables, and stays so."""

from datetime import date
from pathlib import Path

from sharedpay.law.book import packaged
from sharedpay.show.coverage import page, periods, weakness

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
