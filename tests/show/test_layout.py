"""Text laid out for a page: tables, wrapping, every width."""

import textwrap
from typing import get_args

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import sharedpay as sp
from sharedpay import earnings as e
from sharedpay.payroll.extras import Payee
from sharedpay.show import law_text, layout, terminal, text, vocabulary

MONTH = "2026-05"
WORKER = sp.Worker(household=sp.Household(marital="married", partner="low_income", children=3, disabled_children=1))
CONTRACT = sp.FixedTermContract(
    start="2026-05-04", end="2026-08-31", status="artist", weekly_hours="30.5", joint_committee="227"
)
EARNINGS = [
    e.DoubleHolidayPay(months=12),
    e.MealVouchers(count=20, face="8.00"),
    e.CompanyCar(catalogue_value="30000", fuel="petrol", co2=100, first_registration="2024-03-01"),
    e.PensionPlan(personal="50", employer="100"),
    e.CopyrightPay(amount="200"),
    e.Advance(amount="100"),
    e.Attachment(claim="500"),
]
PERMANENT = sp.PermanentContract(start="2026-01-01")
SLIP = sp.payslip(PERMANENT, WORKER, gross="2345.67", month=MONTH, earnings=[e.DoubleHolidayPay(months=12)])
OTHER = sp.payslip(PERMANENT, WORKER, gross="345.67", month="2026-01")
RESULTS = {
    "payslip": sp.payslip(CONTRACT, WORKER, gross="12345.67", month=MONTH),
    "settlement": sp.settle("9999999", sp.PermanentContract(start="2026-01-01"), WORKER, month=MONTH),
    "settlement with earnings": sp.settle(
        "9000", sp.PermanentContract(start="2026-01-01"), WORKER, month=MONTH, earnings=EARNINGS
    ),
    "explanation": sp.payslip(CONTRACT, WORKER, gross="2345.67", month=MONTH).explain("structural_reduction"),
    "solution": sp.gross_for_net("1800", CONTRACT, WORKER, month=MONTH),
    "marginal": sp.marginal(SLIP),
    "comparison": sp.compare(OTHER, SLIP),
    "nothing differs": SLIP - SLIP,
    "quarter": sp.quarter([sp.payslip(PERMANENT, WORKER, gross="2500.00", month=f"2026-{i:02d}") for i in (1, 2, 3)]),
    "year": sp.year([OTHER, SLIP]),
    "fit": sp.gross_for_cost("1800", CONTRACT, WORKER, month=MONTH),
}


@pytest.mark.parametrize("name", RESULTS)
@pytest.mark.parametrize("width", [60, 66, 72, 80, 100, 140])
def test_a_page_fits_its_width_and_says_the_same_on_any(name: str, width: int) -> None:
    page = text.page(RESULTS[name], width)
    assert max(map(len, page.splitlines())) <= width
    assert sorted(page.replace("…", "").split()) == sorted(text.page(RESULTS[name], 500).replace("…", "").split())


@pytest.mark.parametrize("name", RESULTS)
def test_printing_gives_the_page_of_80_columns(name: str) -> None:
    assert str(RESULTS[name]).split() == text.page(RESULTS[name], 80).split()
    assert max(map(len, text.page(RESULTS[name]).splitlines())) <= 80


@pytest.mark.parametrize("name", RESULTS)
def test_styles_leave_the_words_alone(name: str) -> None:
    page = text.page(RESULTS[name], 80)
    assert terminal.styled(page).plain == page


@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_pages_of_the_law_fit_their_width(width: int) -> None:
    book = sp.law.load()
    pages = [law_text.table_of(book.on(MONTH), "", width), law_text.diff(book.diff("2025-12", MONTH), "a", "b", width)]
    pages += [law_text.parameter(parameter, None, book.sources, width) for parameter in book.parameters()]
    for page in pages:
        # A word that is longer than the page can't be helped.
        assert [line for line in page.splitlines() if len(line) > width and " " in line.strip()[6:]] == []


def test_columns_are_aligned() -> None:
    rows = [("a", "1"), ("bcd", "100")]
    assert layout.table(rows, "lr", "  ") == ["  a      1", "  bcd  100"]


def test_the_widest_left_column_gives_way() -> None:
    rows = [("one two three four", "1"), ("five", "22")]
    assert layout.table(rows, "lr", "", 16) == ["one two        1", "  three four", "five          22"]


def test_a_wrapped_cell_takes_the_room_of_the_empty_ones_after_it() -> None:
    rows = [("gross pay of the month", "", "1"), ("tax on the pay", "200", "30")]
    assert layout.table(rows, "lrr", "", 21) == [
        "gross pay of the    1",
        "  month",
        "tax on the    200  30",
        "  pay",
    ]


def test_the_later_lines_of_a_wrapped_cell_take_all_there_is() -> None:
    rows = [("temporary unemployment of it", "200", "30")]
    assert layout.table(rows, "lrr", "", 21) == ["temporary     200  30", "  unemployment of it"]


def test_a_styled_page_sets_off_totals_and_articles_but_no_index_of_a_formula() -> None:
    body = "  Gross pay  1 000.00\n  Gross pay  1 000.00  gross\n    [Annex\n    III]  scale[min(1, 2)]"
    spans = {(body[span.start : span.end], span.style) for span in terminal.styled(body).spans}
    assert spans == {("  Gross pay  1 000.00", "bold"), ("[Annex\n    III]", "cyan")}


def test_an_empty_table_is_nothing() -> None:
    assert layout.table([], "lr") == []


@example([(" aaaaaaaaaaaaaaaaaaaaaa a", "10")], 30)
@given(st.lists(st.tuples(st.text("ab ", max_size=40), st.integers(0, 10**6).map(str))), st.integers(30, 90))
def test_a_wrapped_table_loses_no_letter(rows: list[tuple[str, str]], width: int) -> None:
    lines = layout.table(rows, "lr", "  ", width)
    assert all(len(line) <= width for line in lines)
    letters = sorted("".join("".join(row) for row in rows).replace(" ", ""))
    assert sorted("".join(lines).replace(" ", "")) == letters


@given(st.text("ab %-", min_size=1, max_size=200), st.integers(20, 100))
def test_wrapped_lines_keep_every_word(sentence: str, width: int) -> None:
    assert " ".join(layout.wrapped(sentence, width=width)).split() == sentence.split()


def test_a_number_keeps_its_per_cent_sign() -> None:
    lines = layout.wrapped("The rate of this contribution is 13.07 % of pay", "", width=38)
    assert lines == ["The rate of this contribution is", "  13.07 % of pay"]


def test_values_of_the_tables_read_as_words() -> None:
    assert text.value_text(True) == "yes"
    assert text.value_text([1, 2]) == "1 | 2"
    assert text.value_lines([{"over": "0.00", "rate": "1 %"}, {"over": "5.00", "rate": "2 %"}]) == [
        "over 0.00, rate 1 %",
        "over 5.00, rate 2 %",
    ]
    assert text.value_lines("6070.00") == ["6070.00"]
    assert text.value_lines([]) == [""]


def test_the_employer_stands_after_the_net() -> None:
    lines = text.page(RESULTS["payslip"]).splitlines()
    assert lines.index("  Employer") > next(i for i, line in enumerate(lines) if line.startswith("  Net pay"))
    assert lines.count("  Employer") == 1


def test_what_a_household_and_a_contract_are_in_words() -> None:
    assert text.household_text(WORKER.household) == "married, partner with low income, 3 children (1 disabled)"
    assert text.contract_text(CONTRACT) == (
        "artist, fixed term from 2026-05-04 to 2026-08-31, 30.50 of 38.00 hours, joint committee 227"
    )


def test_long_sentences_hang() -> None:
    lines = text.notes("Notes", ["word " * 30], 40)
    assert lines[:2] == ["", "Notes"]
    assert lines[2].startswith("  - ")
    assert all(line.startswith("    ") for line in lines[3:])
    assert textwrap.dedent("\n".join(lines[3:])) != "\n".join(lines[3:])


def test_every_payee_has_a_name() -> None:
    assert set(vocabulary.PAYEES) == set(get_args(Payee))


def test_a_settlement_shows_the_net_of_all_pays_and_what_is_paid_out() -> None:
    result = RESULTS["settlement with earnings"]
    assert isinstance(result, sp.Settlement)
    rows = dict(line.strip().rsplit("  ", 1) for line in text.page(result).splitlines()[2:9] if line.strip())
    shown = {name.strip(): amount.replace(" ", "") for name, amount in rows.items()}
    assert (shown["Gross"], shown["Net"]) == (str(result.gross), str(result.net))
    assert shown["Paid out"] == str(result.payslip.net_paid) != shown["Net"]
