"""Four languages: every message translated, nothing beside the catalogues, numbers and dates only written otherwise."""

import ast
import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

import sharedpay as sp
from sharedpay import earnings as e
from sharedpay.model.base import Input
from sharedpay.model.reduction import ArtistReduction, OlderWorkerReduction
from sharedpay.money import MAX_CENTS
from sharedpay.payroll.causes import ITEMS
from sharedpay.payroll.titles import TITLES
from sharedpay.show import messages, terminal, text
from sharedpay.show.language import CODES, language

OTHERS = CODES[1:]
MONTH = "2026-05"
CONTRACT = sp.PermanentContract(start="2026-01-01", joint_committee="200")
WORKER = sp.Worker(household=sp.Household(children=2, disabled_children=1))
SLIP = sp.payslip(
    CONTRACT,
    WORKER,
    gross="2500.00",
    month=MONTH,
    earnings=[e.DoubleHolidayPay(months=12), e.MealVouchers(count=20, face="8.00"), e.Advance(amount="100")],
)
SETTLED = sp.settle("4500", CONTRACT, month=MONTH)
OLDER = sp.payslip(sp.PermanentContract(start="2025-01-01"), WORKER, gross="2500.00", month="2025-12")
MONTHS = [sp.payslip(CONTRACT, WORKER, gross="2500.00", month=f"2026-{month:02d}") for month in (7, 8, 9)]
RESULTS = {
    "payslip": SLIP,
    "settlement": SETTLED,
    "solution": sp.gross_for_net("2000", CONTRACT, month=MONTH),
    "marginal": sp.marginal(SETTLED),
    "marginal of a gross": sp.marginal(SLIP),
    "comparison": sp.compare(OLDER, SLIP),
    "comparison of settlements": sp.compare(SETTLED, sp.settle("4500", CONTRACT, WORKER, month=MONTH, vat_rate="6")),
    "quarter": sp.quarter(MONTHS),
    "year": sp.year([*MONTHS, SLIP]),
}


def stable(page: str) -> str:
    footer = re.compile(r"^sharedpay [\d.]+, (\w+) [0-9a-f]{12}$", re.MULTILINE)
    return footer.sub(r"sharedpay (version), \1 (digest)", page)


def holes(message: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(message) if name is not None)


@pytest.mark.parametrize("code", OTHERS)
def test_the_catalogue_has_every_message_of_the_code_and_no_other(code: str) -> None:
    ids = {message.id for message in messages.read(code)}
    current = {message.id for message in messages.template()} | {""}
    assert (current - ids, ids - current) == (set(), set()), "run `make messages`"


@pytest.mark.parametrize("code", OTHERS)
def test_no_message_is_untranslated_or_fuzzy(code: str) -> None:
    assert messages.untranslated(messages.read(code)) == []


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_fills_in_the_same_values_and_keeps_its_edges(code: str) -> None:
    for message in messages.read(code):
        if message.id:
            said, id_ = str(message.string), str(message.id)
            assert holes(said) == holes(id_), id_
            assert said.startswith(" ") or not id_.startswith(" "), id_
            assert said.endswith(" ") == id_.endswith(" "), id_


FACES = {
    *("show/text.py", "show/differences.py", "show/periods.py", "show/layout.py", "show/vocabulary.py"),
    *("show/law_text.py", "show/terminal.py", "show/pdf.py", "show/html.py", "show/html_parts.py"),
    *("show/charts.py", "show/chart_lines.py", "show/chart_rows.py", "show/chart_notes.py", "show/kinks.py"),
}
"""The files that write what people read."""


QUIET = {"re.compile", "rate_text", "language", *messages.ERRORS}
"""Calls whose texts are no words, or sentences of errors, which are extracted as wholes."""


def shown_texts(source: str) -> list[str]:
    """The words in a file of code that people could read: no docstrings, patterns, markup, names of codes."""
    tree = ast.parse(source)
    quiet = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in QUIET:
            quiet |= {id(part) for part in ast.walk(node)}
    found = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in quiet
    ]
    found = [words for words in found if not words.startswith("<")]
    return [words for words in found if re.search(r"[a-z]{2} [a-z]|^ *[A-Z][a-z]+", words, re.ASCII)]


@pytest.mark.parametrize("file", sorted(FACES))
def test_no_text_skips_the_catalogue(file: str) -> None:
    ids = {message.id for message in messages.template()}
    styles = {"bold green", "bold red", "DejaVu Sans, Segoe UI, system-ui, sans-serif"}
    found = shown_texts((messages.PACKAGE / file).read_text(encoding="utf-8"))
    assert [words for words in found if words not in ids | styles] == []


def test_a_text_that_skips_the_catalogue_is_found() -> None:
    assert shown_texts('lines.append("Where it goes"); width = f"{a} to the end"') == ["Where it goes", " to the end"]


def test_what_is_made_of_pieces_is_extracted_whole() -> None:
    source = """
raise InvalidInput(f"{name}: {value!r} is " + ("wrong" if bad else "odd"))
problems.append(f"of: {', '.join(parts)} go together")
TITLES = {"code": "The title"}
step = Step("A step", "a + b", "law#costs")
"""
    found = {text: is_error for _, text, is_error in messages.messages(source)}
    assert found == {
        "{name}: {value} is wrong": True,
        "{name}: {value} is odd": True,
        "of: {list} go together": True,
        "The title": False,
        "A step": False,
        "costs": False,
    }


@pytest.mark.parametrize(
    ("code", "amount", "rate", "day", "month"),
    [
        ("en", "-12 345.60", "13.07 %", "2026-05-09", "2026-05"),
        # CLDR: Belgian French groups with a (narrow) no-break space, Dutch and German with a point.
        ("fr", "-12\N{NO-BREAK SPACE}345,60", "13,07\N{NO-BREAK SPACE}%", "09/05/2026", "mai 2026"),
        ("nl", "-12.345,60", "13,07%", "9/5/2026", "mei 2026"),
        ("de", "-12.345,60", "13,07\N{NO-BREAK SPACE}%", "9.5.2026", "Mai 2026"),
    ],
)
def test_numbers_and_dates_are_written_as_people_do(code: str, amount: str, rate: str, day: str, month: str) -> None:
    words = language(code)
    assert words.money(-1_234_560) == amount
    assert words.local("13.07 %") == rate
    assert words.date(date(2026, 5, 9)) == day
    assert words.month("2026-05") == month


@given(st.sampled_from(OTHERS), st.integers(-MAX_CENTS, MAX_CENTS))
def test_no_digit_of_an_amount_changes(code: str, cents: int) -> None:
    digits = re.sub(r"\D", "", language(code).money(cents))
    assert digits == f"{abs(cents):03d}"


@given(st.sampled_from(OTHERS), st.integers(0, 10**6), st.integers(0, 4))
def test_no_digit_of_a_rate_changes(code: str, number: int, decimals: int) -> None:
    part = f".{number % 10**decimals:0{decimals}d}" if decimals else ""
    digits = re.sub(r"\D", "", language(code).local(f"{number}{part} %"))
    assert digits == f"{number}{part}".replace(".", "")


@pytest.mark.parametrize("code", OTHERS)
def test_codes_years_and_names_are_no_numbers(code: str) -> None:
    kept = "joint committee 200, year 2026, exempt_tax_scale_1, code 852, art. 289ter/1"
    assert language(code).local(kept) == kept


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("width", [60, 120])
@pytest.mark.parametrize("name", RESULTS)
def test_pages(name: str, width: int, code: str, snapshot: SnapshotAssertion) -> None:
    page = text.page(RESULTS[name], width, code)
    assert max(map(len, page.splitlines())) <= width
    assert terminal.styled(page, code).plain == page
    assert stable(page) == snapshot


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("width", [60, 120])
def test_explanations(width: int, code: str, snapshot: SnapshotAssertion) -> None:
    explained = SLIP.explain("withholding_tax", code)
    page = text.page(explained, width)
    assert max(map(len, page.splitlines())) <= width
    assert page == snapshot


@pytest.mark.parametrize("code", CODES)
def test_labels_of_json(code: str, snapshot: SnapshotAssertion) -> None:
    slip, settled = SLIP.model_dump(code), SETTLED.model_dump(code)
    labels = {line["code"]: line["label"] for line in slip["lines"]}
    entries = {entry["code"]: entry["label"] for entry in settled["ledger"]}
    assert {"lines": labels, "ledger": entries, "assumptions": settled["assumptions"]} == snapshot


@pytest.mark.parametrize("code", CODES)
def test_json_in_any_language_reads_back(code: str) -> None:
    assert sp.Payslip.model_validate_json(SLIP.model_dump_json(lang=code)) == SLIP


def test_only_the_words_of_json_depend_on_the_language() -> None:
    english, dutch = SLIP.model_dump(), SLIP.model_dump("nl")
    for data in (english, dutch):
        del data["assumptions"], data["findings"]
        for line in data["lines"]:
            del line["label"]
    assert english == dutch


def test_what_changes_has_its_words_in_json_too() -> None:
    marginal, compared = RESULTS["marginal"], RESULTS["comparison"]
    assert isinstance(marginal, sp.Marginal)
    assert isinstance(compared, sp.Comparison)
    assert "Bedrijfsvoorheffing" in {line["label"] for line in marginal.model_dump("nl")["lines"]}
    lines = {line["code"]: line for line in compared.model_dump("de")["lines"]}
    assert lines["withholding_tax"]["label"] == "Berufssteuervorabzug"
    assert lines["structural_reduction"]["cause"]["title"] == "In der Periode bezahlte Tage oder Stunden"
    assert lines["asbestos"]["cause"] == {
        "kind": "figure",
        "name": "employer.asbestos_rate",
        "title": "Asbestfonds",
        "before": "0 % since 2025-07-01",
        "after": "0.01 % since 2026-01-01",
    }


def test_every_choice_and_earning_of_a_cause_is_said_in_the_language() -> None:
    contract = sp.PermanentContract(start="2026-01-01", status="blue_collar", joint_committee="200")
    earned = [e.HolidayDays(days=1), e.MealVouchers(count=2, face="8")]
    compared = sp.compare(
        sp.payslip(CONTRACT, gross="2500", month=MONTH, earnings=earned),
        sp.payslip(contract, gross="2500", month=MONTH),
    )
    page = text.page(compared, 200, "fr")
    assert "Statut : employé → ouvrier" in page
    assert "Éléments de la paie : Vacances (days=1.00), Titres-repas (count=2, face=8.00) → aucun" in page
    settled = sp.compare(SETTLED, sp.settle("4500", CONTRACT, month=MONTH, vat_rate="exempt"))
    assert "Btw-tarief: 21% → vrijgesteld" in text.page(settled, 200, "nl")
    pooled = sp.compare(
        SETTLED, sp.settle("4500", CONTRACT, month=MONTH, enterprise=sp.Enterprise.smart(reductions="credited"))
    )
    assert "Beitragsermäßigungen: vom Pool einbehalten → gutgeschrieben" in text.page(pooled, 200, "de")


def test_every_kind_of_earning_and_reduction_has_a_name_of_its_own() -> None:
    items: list[type[Input]] = [*e.Earnings.__subclasses__(), sp.FirstEngagement, ArtistReduction, OlderWorkerReduction]
    kinds = [item.model_fields["kind"].default for item in items]
    assert len(kinds) > 20
    for kind in kinds:
        assert ITEMS.get(kind) or TITLES.get(kind), kind


def test_the_official_terms() -> None:
    # SPF Finances / FOD Financiën / FÖD Finanzen and ONSS / RSZ / LSS name them so.
    terms = {
        "withholding_tax": ("Précompte professionnel", "Bedrijfsvoorheffing", "Berufssteuervorabzug"),
        "work_bonus": ("Bonus à l'emploi", "Werkbonus", "Beschäftigungsbonus"),
        "structural_reduction": ("Réduction structurelle", "Structurele vermindering", "Strukturelle Ermäßigung"),
    }
    for code, names in terms.items():
        assert tuple(SLIP.explain(code, lang).title for lang in OTHERS) == names


def test_the_chosen_language_is_the_one_that_is_printed() -> None:
    code = """
import sharedpay as sp
slip = sp.payslip(sp.PermanentContract(start="2026-01-01"), gross="2500", month="2026-05")
sp.use_language("nl")
print(str(slip).splitlines()[0], slip.explain("net").lang, slip.explain("net", "de").title, slip["net"].label, sep="|")
print(slip.model_dump()["lines"][0]["label"])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == "Loonfiche van mei 2026|nl|Nettolohn|Net pay\nGross pay\n"


@pytest.mark.parametrize("lang", ["", "EN", "nl_BE", "it"])
def test_another_language_is_refused(lang: str) -> None:
    with pytest.raises(sp.InvalidInput, match="is not a language that is there; there are en, fr, nl, de"):
        SLIP.explain("net", lang)
    with pytest.raises(sp.InvalidInput, match="is not a language"):
        sp.use_language(lang)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (
            "fr",
            "weekly_hours : 50.00 doit être supérieur à 0 et au plus full_time_hours 38.00; end : 2025",
        ),
        ("nl", "weekly_hours: 50.00 moet meer dan 0 zijn, hoogstens full_time_hours 38.00; end: 2025"),
        ("de", "weekly_hours: 50.00 muss über 0 liegen, höchstens full_time_hours 38.00; end: 2025"),
    ],
)
def test_every_problem_of_an_error_is_said_in_the_language(code: str, said: str) -> None:
    with pytest.raises(sp.InvalidInput) as caught:
        sp.FixedTermContract(start="2026-01-01", end="2025-01-01", weekly_hours="50")
    assert language(code).error(caught.value).startswith(said)
    assert language("en").error(caught.value) == str(caught.value)


def test_the_reason_inside_a_remark_is_translated_with_its_dates() -> None:
    slip = sp.payslip(sp.PermanentContract(start="2021-01-01"), gross="2500", month="2021-01")
    (note,) = [note for note in slip.assumptions if note.code == "no_cost"]
    assert str(note).startswith("The employer's side is missing: ")
    said = language("de").note(note)
    assert said.startswith("Die Arbeitgeberseite fehlt: ")
    assert said.endswith(" ist nicht abgedeckt am 1.1.2021; abgedeckt: ab 1.1.2023.")


def test_a_sentence_of_unknown_origin_stays_as_it_is() -> None:
    assert language("fr").problem("Something else entirely.") == "Something else entirely."


GLOSSARY = Path(__file__).parents[2] / "docs" / "glossary.md"


def glossary() -> list[tuple[str, ...]]:
    rows = [line for line in GLOSSARY.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    return [tuple(cell.strip() for cell in row.strip("|").split("|")) for row in rows[1:]]


def test_the_glossary_says_what_the_catalogues_say() -> None:
    rows = glossary()
    assert len(rows) > 40
    assert rows == sorted(rows, key=lambda row: row[0].lower())
    said = {message.id for message in messages.template()}
    for english, *terms in rows:
        assert terms == [language(code).say(english) for code in OTHERS], english
        assert english in said


def test_explanations_of_json_name_their_language() -> None:
    data = json.loads(SLIP.explain("net", "fr").model_dump_json())
    assert (data["lang"], data["title"], data["value"]) == ("fr", "Salaire net", SLIP.explain("net", "fr").value)
