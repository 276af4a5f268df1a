"""Pages as a browser and a screen reader take them: well formed, escaped, with structure, in every light."""

import re
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion

import sharedpay as sp
from sharedpay import earnings as e
from sharedpay.payroll.causes import Cause
from sharedpay.payroll.comparison import Change, Comparison
from sharedpay.payroll.explain import ExplainedFigure, ExplainedStep, Explanation
from sharedpay.show import html, html_parts
from sharedpay.show.html_style import DARK, LIGHT
from sharedpay.show.language import CODES, language
from sharedpay.show.vocabulary import PAYEES

MONTH = "2026-05"
CONTRACT = sp.PermanentContract(start="2026-01-01", joint_committee="200")
SLIP = sp.payslip(
    CONTRACT, gross="2000.00", month=MONTH, earnings=[e.DoubleHolidayPay(months=12), e.Advance(amount="50")]
)
SETTLEMENT = sp.settle("4500.00", CONTRACT, month=MONTH)
RESULTS: dict[str, Any] = {
    "payslip": SLIP,
    "payslip without an employer": sp.payslip(sp.PermanentContract(start="2020-01-01"), gross="2500", month="2021-01"),
    "settlement": SETTLEMENT,
    "explanation": SLIP.explain("withholding_tax"),
    "explanation of a gross": SLIP.explain("gross"),
    "marginal": sp.marginal(SETTLEMENT),
    "comparison": sp.compare(SLIP, sp.payslip(CONTRACT, gross="2500.00", month=MONTH)),
    "nothing differs": SLIP - SLIP,
    "year": sp.year([SLIP, SLIP]),
    "quarter": sp.quarter([sp.payslip(CONTRACT, gross="2500.00", month=f"2026-0{month}") for month in (7, 8, 9)]),
}
VOID = {"meta", "br"}


class Tree(HTMLParser):
    """Checks that every element is closed where it should be, and keeps the elements with their attributes and text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.said: list[str] = []
        self.text: dict[str, list[str]] = {}
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] not in ("style", "title"):
            self.said.append(data.replace("\N{NO-BREAK SPACE}", " "))
        for tag in self.open:
            self.text.setdefault(tag, []).append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def in_language(name: str, lang: str) -> Any:
    """A result; an explanation is made in its language."""
    result = RESULTS[name]
    return SLIP.explain(result.code, lang) if isinstance(result, Explanation) else result


@pytest.mark.parametrize("lang", CODES)
@pytest.mark.parametrize("name", RESULTS)
def test_a_page_is_well_formed_and_has_structure(name: str, lang: str) -> None:
    page = html.page(in_language(name, lang), lang)
    tree = Tree(page)
    assert page.startswith("<!doctype html>\n<html")
    assert tree.all("html") == [{"lang": lang}]
    assert len(tree.all("title")) == len(tree.all("main")) == len(tree.all("h1")) == 1
    levels = [int(tag[1]) for tag, _ in tree.elements if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))
    assert len(tree.all("caption")) == len(tree.all("table"))
    assert all(cell.get("scope") in ("col", "row") for cell in tree.all("th"))
    assert tree.text["title"] == tree.text["h1"]
    assert not tree.all("script")
    assert "http" not in page


@pytest.mark.parametrize("name", RESULTS)
def test_a_notebook_shows_the_same_as_a_section_of_its_own(name: str) -> None:
    result = RESULTS[name]
    piece = result._repr_html_()
    tree = Tree(piece)
    assert piece == html.fragment(result)
    assert [attributes["lang"] for attributes in tree.all("section")] == ["en"]
    assert not tree.all("h1")
    assert len(tree.all("h2")) == 1
    assert tree.said == [said for said in Tree(html.page(result)).said if said.strip()]


def test_every_row_of_a_table_has_its_heading_and_every_column() -> None:
    for result in RESULTS.values():
        for row in re.findall(r"<tbody>(.*?)</tbody>", html.page(result)):
            for cells in re.findall(r"<tr.*?>(.*?)</tr>", row):
                assert cells.startswith('<th scope="row"')
        for table in re.findall(r"<table.*?>(.*?)</table>", html.page(result)):
            rows = re.findall(r"<tr.*?</tr>", table)
            spans = [re.findall(r'<t[hd](?: scope="row" colspan="(\d)")?', row) for row in rows]
            assert len({sum(int(span or 1) for span in row) for row in spans}) == 1


@pytest.mark.parametrize("lang", CODES[1:])
@pytest.mark.parametrize("name", ["payslip", "settlement", "comparison", "explanation"])
def test_a_page_in_another_language_says_the_same_amounts(name: str, lang: str) -> None:
    english, other = (html.page(in_language(name, code), code) for code in ("en", lang))
    amounts = [
        [re.sub(r"\D", "", cell) for cell in re.findall(r'<td class="n">([^<]*)</td>', page)]
        for page in (english, other)
    ]
    assert amounts[0] == amounts[1]
    assert len(amounts[0]) > 2


@pytest.mark.parametrize("lang", CODES)
@pytest.mark.parametrize("name", RESULTS)
def test_the_body_of_a_page(name: str, lang: str, snapshot: SnapshotAssertion) -> None:
    page = html.page(in_language(name, lang), lang).partition("<main>")[2]
    assert re.sub(r"sharedpay [\d.]+, (\w+) [0-9a-f]{12}", r"sharedpay (version), \1 (digest)", page) == snapshot


def test_the_chosen_language_is_the_one_of_a_notebook() -> None:
    sp.use_language("nl")
    try:
        assert SLIP._repr_html_() == html.fragment(SLIP, "nl") != html.fragment(SLIP, "en")
        assert language("nl").say("From gross to net") in SLIP._repr_html_()
    finally:
        sp.use_language("en")


def test_every_line_and_total_is_on_the_page() -> None:
    said = " ".join(Tree(html.page(SLIP)).said)
    for line in SLIP.lines:
        assert line.label in said
        assert f"{line.amount:,}".replace(",", " ") in said
    for note in (*SLIP.findings, *SLIP.assumptions):
        assert str(note).replace("\N{NO-BREAK SPACE}", " ") in said
    assert SLIP.findings


@pytest.mark.parametrize("lang", CODES)
def test_the_bar_of_a_settlement_is_its_invoice_and_says_so_in_words(lang: str) -> None:
    page = html.page(SETTLEMENT, lang)
    bars = [attributes for attributes in Tree(page).all("svg") if attributes.get("role") == "img"]
    assert [attributes["aria-label"] for attributes in bars] == [language(lang).say("Where every cent goes")]
    parts = [(int(x), int(width)) for x, width in re.findall(r'<rect x="(\d+)" width="(\d+)"', page)]
    assert [x for x, _ in parts] == [sum(width for _, width in parts[:place]) for place in range(len(parts))]
    assert sum(width for _, width in parts) == 544500  # 4 500.00 and 21 % of VAT
    said = re.findall(r"<span>([^<]*)</span><span class=\"n\">([^<]*)</span><span class=\"n\">([^<]*)</span>", page)
    assert [int(re.sub(r"\D", "", amount)) for _, amount, _ in said] == [width for _, width in parts]
    assert sum(int(re.sub(r"\D", "", percent)) for _, _, percent in said) == 1000
    assert sorted(name for name, _, _ in said) == sorted(
        language(lang).title(PAYEES[payee]) for payee in SETTLEMENT.by_payee()
    )


def test_an_invoice_of_nothing_has_no_bar() -> None:
    nothing = sp.settle("0", CONTRACT, month=MONTH)
    assert not nothing.invoice
    assert not Tree(html.page(nothing)).all("svg")


BAD = "<script>alert('x')</script>&\""


def test_nothing_that_is_written_becomes_markup() -> None:
    step = ExplainedStep(BAD, BAD, BAD, BAD, f"{BAD}2", BAD)
    figure = ExplainedFigure(BAD, BAD, [{BAD: BAD}], BAD, (BAD,), BAD)
    cause = Cause("input", BAD, BAD, BAD, BAD)
    for result in (
        Explanation(BAD, BAD, BAD, (step,), (figure,), ()),
        Comparison("payslip", (BAD, BAD), (Change("net", BAD, None, 1, 2, cause),)),
    ):
        for text in (html.page(result), html.fragment(result)):
            assert not Tree(text).all("script")
            assert "<script" not in text
            assert "&lt;script&gt;" in text


def test_attributes_are_escaped_too() -> None:
    table = html_parts.table(BAD, ("", "a"), [("", [html_parts.Cell(BAD), html_parts.Cell(BAD)])])
    assert Tree(table).all("div")[0]["aria-label"] == BAD


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("colours", [LIGHT, DARK])
@pytest.mark.parametrize("words", ["ink", "soft", "key"])
@pytest.mark.parametrize("ground", ["paper", "band"])
def test_words_stand_out_from_their_ground(colours: dict[str, str], words: str, ground: str) -> None:
    lighter, darker = sorted((luminance(colours[words]), luminance(colours[ground])), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def test_the_digits_of_a_number_stay_together() -> None:
    assert "1&nbsp;840.00" in html.page(SLIP)
    assert "13.07&nbsp;%" in html.page(SLIP)


def test_what_can_not_be_shown_says_so() -> None:
    with pytest.raises(sp.InvalidInput, match="'xx' is not a language"):
        html.page(SLIP, lang="xx")
    with pytest.raises(sp.InvalidInput, match="can't be shown"):
        html.page("text")  # type: ignore[arg-type]
