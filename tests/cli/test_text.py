"""The text that people read. Snapshots keep its shape; figures that have a source of their own are asserted."""

import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from cli.command import Command, row

CASES = Path(__file__).parent.parent / "cases"
ORDINARY = ("--start", "2026-01-01", "--joint-committee", "200")


def case(file: str, name: str) -> dict[str, str]:
    """What a case expects."""
    with (CASES / file).open(encoding="utf-8") as lines:
        found = next(item for item in map(json.loads, lines) if item["id"] == name)
    expected: dict[str, str] = found["expected"]
    return expected


def amounts(text: str) -> list[Decimal]:
    """The last amount of every row of a settlement's ledger but the total."""
    ledger = text.split("Where every cent goes\n")[1].split("\n\n", maxsplit=1)[0].splitlines()[1:-1]
    return [Decimal(line.rsplit("  ", 1)[1].replace(" ", "")) for line in ledger]


def test_settle_with_as_little_as_possible(run: Command, snapshot: SnapshotAssertion) -> None:
    text = run("settle", "4500", "--month", "2026-05").text
    # The published contribution of 6.5 % on the invoice, VAT of 21 %.
    assert text.count("292.50") == 2
    assert row(text, "Employment budget") == "4207.50"
    assert row(text, "Invoice with VAT") == "5445.00"
    assert sum(amounts(text)) == Decimal("5445.00")
    assert text == snapshot


def test_settle_with_expenses_vat_included_and_a_family(run: Command, snapshot: SnapshotAssertion) -> None:
    words = ("settle", "5445", "--vat-included", "--month", "2026-05", *ORDINARY, "--expenses", "100")
    text = run(*words, "--children", "1", "--no-single-parent").text
    assert row(text, "Invoice without VAT") == "4500.00"
    assert row(text, "Employment budget") == "4107.50"
    assert sum(amounts(text)) == Decimal("5445.00")
    assert text == snapshot


def test_settle_by_coefficient(run: Command, snapshot: SnapshotAssertion) -> None:
    words = ("settle", "3000", "--vat-rate", "exempt", "--month", "2026-05", "--end", "2026-05-29")
    text = run(*words, "--method", "coefficient", "--coefficient", "1.5").text
    # 3 000 less 6.5 % is 2 805.00, and 1.5 euros of it give one of gross.
    assert row(text, "Gross") == "1870.00"
    assert sum(amounts(text)) == Decimal("3000.00")
    assert text == snapshot


def test_payslip_with_as_little_as_possible(run: Command, snapshot: SnapshotAssertion) -> None:
    expected = case("gross_to_net.jsonl", "g2n-2026-05-expert-2300")
    text = run("payslip", "--gross", "2300", "--month", "2026-05").text
    labels = {
        "Personal contribution (ONSS)": "onss_personal",
        "Work bonus, component A": "work_bonus_a",
        "Work bonus, component B": "work_bonus_b",
        "Taxable pay": "taxable",
        "Withholding before the credit on the work bonus": "withholding_before_bonus_credit",
        "Tax credit on the work bonus": "fiscal_work_bonus",
        "Withholding tax": "withholding",
    }
    assert {key: row(text, label) for label, key in labels.items()} == {key: expected[key] for key in labels.values()}
    assert text == snapshot


def test_payslip_of_a_blue_collar_worker(run: Command, snapshot: SnapshotAssertion) -> None:
    words = ("payslip", "--gross", "2100", "--month", "2026-01", "--status", "blue_collar", "--workers", "12")
    text = run(*words, "--marital", "married", "--partner", "no_income").text
    assert row(text, "Net pay") == case("gross_to_net.jsonl", "g2n-2026-01-wm1-2100.00")["net"]
    assert text == snapshot


def test_payslip_of_part_of_a_month(run: Command, snapshot: SnapshotAssertion) -> None:
    text = run("payslip", "--gross", "900", "--month", "2026-03", "--start", "2026-03-16", "--end", "2026-03-27").text
    assert "10 of 22 working days" in text
    # 13.07 % of 900.00, by hand.
    assert row(text, "Personal contribution (ONSS)") == "117.63"
    assert text == snapshot


def test_the_employer_lines_go_from_the_base_by_code_to_the_cost(run: Command) -> None:
    words = ("payslip", "--gross", "2100", "--month", "2026-05", "--status", "artist")
    employer = run(*words).text.split("\n  Employer\n")[1].split("\n\n")[0]
    assert [re.split(r" {2,}", line.strip())[0] for line in employer.splitlines()] == [
        "Base contribution",
        "Wage moderation",
        "Annual holiday, quarterly part",
        "Annual holiday, yearly part",
        "Work accidents",
        "Asbestos fund",
        "Closing fund, base",
        "Closing fund, special",
        "Unemployment, ten workers and more",
        "Temporary unemployment",
        "Employer contributions before reductions",
        "Structural reduction",
        "Employer contributions after reductions",
        "Employer cost",
    ]


def test_explain_the_withholding_tax(run: Command, snapshot: SnapshotAssertion) -> None:
    expected = case("gross_to_net.jsonl", "g2n-2026-05-expert-2300")
    text = run("payslip", "--gross", "2300", "--month", "2026-05", "--explain", "withholding_tax").text

    def euros(key: str) -> str:
        return f"{Decimal(expected[key]):,}".replace(",", " ")

    assert text.startswith(f"Withholding tax: {euros('withholding')}\n")
    assert f"Yearly pay after costs: {euros('annual_taxable_after_costs')} " in text
    assert f"Tax of the scale: {euros('annual_scale_tax')} " in text
    assert text == snapshot


def test_explain_the_special_contribution_of_a_settlement(run: Command, snapshot: SnapshotAssertion) -> None:
    text = run("settle", "4500", "--month", "2026-05", "--explain", "special_contribution").text
    assert text.startswith("Special social security contribution: ")
    assert text == snapshot


def test_explain_lines_that_earnings_add(run: Command) -> None:
    # 2 760.00 less 333.29 at 36.34 %, and 20 vouchers of 1.09.
    payslip = ("payslip", "--gross", "3000", "--month", "2026-05", "--earning", "double_holiday_pay months=12")
    text = run(*payslip, "--explain", "double_holiday_pay_withholding").text
    assert text.startswith("Double holiday pay, withholding tax: 881.87\n")
    vouchers = ("--earning", "meal_vouchers count=20 face=10.00", "--explain", "meal_vouchers")
    assert run(*payslip, *vouchers).text.startswith("Meal vouchers, worker's share: 21.80\n")


def test_explain_a_step_of_the_employer(run: Command, snapshot: SnapshotAssertion) -> None:
    text = run("payslip", "--gross", "2500", "--month", "2026-05", "--explain", "closing_fund").text
    # 0.39 % of 2 500.00: commercial enterprise of 20 workers or more, 2026.
    assert text.startswith("Closing fund, base: 9.75\n")
    assert text == snapshot


@pytest.mark.parametrize(
    ("words", "withheld"),
    [
        (("--children", "1", "--no-single-parent"), "329.01"),
        (("--marital", "married", "--partner", "no_income"), "35.99"),
    ],
    ids=["scale I, one child", "scale II"],
)
def test_the_official_examples_of_2026_for_2500_taxable(run: Command, words: tuple[str, ...], withheld: str) -> None:
    # The gross whose taxable pay is 2 500.00: its withholding before the credit on the work bonus is the example's.
    low, high = 200_000, 300_000
    while low < high:
        middle = (low + high) // 2
        gross = f"{middle // 100}.{middle % 100:02d}"
        text = run("payslip", "--gross", gross, "--month", "2026-05", *words).text
        if Decimal(row(text, "Taxable pay")) < 2500:
            low = middle + 1
        else:
            high = middle
    gross = f"{low // 100}.{low % 100:02d}"
    text = run("payslip", "--gross", gross, "--month", "2026-05", *words).text
    assert row(text, "Taxable pay") == "2500.00"
    assert row(text, "Withholding before the credit on the work bonus") == withheld


def test_law_of_an_area(run: Command, snapshot: SnapshotAssertion) -> None:
    text = run("law", "minimum_wage", "--on", "2026-01").text
    # National Labour Council, guaranteed minimum income from 1 February 2025 and from 1 January 2026.
    assert "2154.11" in text
    assert text == snapshot


def test_law_of_a_figure_marks_the_version_of_the_day(run: Command, snapshot: SnapshotAssertion) -> None:
    text = run("law", "expenses_cap", "--on", "2025-06").text
    marked = text.split("\n> ")[1]
    assert marked.startswith("2025-01-01 to 2025-12-31")
    # Annex III for 2025, no. 28.
    assert marked.splitlines()[1].strip() == "5930.00"
    assert text == snapshot


def test_law_of_a_figure_with_readings_marks_the_one_in_force(run: Command) -> None:
    plain = run("law", "white_a", "--on", "2024-06").text
    chosen = run("law", "white_a", "--on", "2024-06", "--reading", "s2_2024_05_x102").text
    assert plain.count("\n> ") == chosen.count("\n> ") == 1
    assert "reading" not in plain.split("\n> ")[1].splitlines()[0]
    assert "(reading s2_2024_05_x102)" in chosen.split("\n> ")[1].splitlines()[0]


def test_law_diff(run: Command, snapshot: SnapshotAssertion) -> None:
    text = run("law", "diff", "2025-12", "2026-01").text
    # Annex III for 2025 and for 2026, no. 28; the guaranteed minimum income of both.
    assert "  expenses_cap\n    - 5930.00\n    + 6070.00\n" in text
    assert "  guaranteed_month\n    - 2111.89\n    + 2154.11\n" in text
    # Tables are added all the time: the shape is kept with those of two areas.
    shown = [part for part in text.split("\n\n") if part.startswith(("The law", "minimum_wage\n", "work_bonus\n"))]
    assert shown == snapshot


def test_law_diff_of_days_between_which_nothing_changed(run: Command, snapshot: SnapshotAssertion) -> None:
    assert run("law", "diff", "2025-10-01", "2025-10-31").text == snapshot


def test_law_sources_names_documents_and_readings(run: Command) -> None:
    text = run("law", "sources").text
    assert "\n  key-formula-2026: Formule-clé 2026" in text
    assert "\nNamed readings of conflicts\n" in text
    assert "\n  strict_upper_edge: work_bonus.upper_edge_closed" in text


SCALE_1 = {
    "id": "scale-1",
    "topic": "withholding",
    "pay_date": "2026-05",
    "inputs": {"taxable": "2500.00", "household": {"marital": "single", "children": 1}},
    "expected": {"withholding": "329.01"},
}
SCALE_2 = {
    "id": "scale-2",
    "topic": "withholding",
    "pay_date": "2026-05",
    "inputs": {"taxable": "2500.00", "household": {"marital": "married", "partner": "no_income"}},
    "expected": {"withholding": "35.99"},
}


def write(folder: Path, *lines: object) -> str:
    file = folder / "cases.jsonl"
    file.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8")
    return str(file)


def test_check_of_the_official_examples(run: Command, tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    text = run("check", write(tmp_path, SCALE_1, "", SCALE_2)).text
    assert re.search(r"^  all +2 +2 +0$", text, re.MULTILINE)
    assert text == snapshot


def test_check_shows_what_does_not_match(run: Command, tmp_path: Path, snapshot: SnapshotAssertion) -> None:
    wrong = {**SCALE_1, "id": "wrong", "expected": {"withholding": "329.02"}}
    beyond = {**SCALE_1, "id": "beyond", "pay_date": "2031-05"}
    unknown = {**SCALE_1, "id": "unknown", "topic": "weather"}
    more = {**unknown, "id": "more", "topic": "tides"}
    ran = run("check", write(tmp_path, SCALE_1, wrong, beyond, unknown, more, "{no json", "[]"))
    assert (ran.status, ran.err) == (1, "")
    assert "  differ  wrong  withholding: 329.02 expected, 329.01 computed\n" in ran.out
    assert "  not modelled  2 cases  of topics weather, tides\n" in ran.out
    assert re.search(r"^  all +1 +1 +1 +1 +2 +2$", ran.out, re.MULTILINE)
    assert max(map(len, ran.out.splitlines())) <= 80
    assert ran.out == snapshot


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        ([SCALE_1], 0),
        ([], 0),
        ([{**SCALE_1, "pay_date": "2031-05"}], 0),
        ([{**SCALE_1, "topic": "weather"}], 0),
        ([{**SCALE_1, "expected": {"withholding": "1.00"}}], 1),
        (["nonsense"], 1),
        ([{"topic": "withholding"}], 1),
    ],
    ids=["match", "nothing", "not covered", "not modelled", "differs", "no JSON", "incomplete"],
)
def test_check_says_by_its_status_whether_all_is_well(
    run: Command, tmp_path: Path, lines: list[object], status: int
) -> None:
    assert run("check", write(tmp_path, *lines)).status == status
    assert run("check", write(tmp_path, *lines), "--json").status == status


def test_check_tells_how_all_shipped_cases_fare_in_short_lines(run: Command) -> None:
    ran = run("check", *map(str, sorted(CASES.glob("*.jsonl"))))
    assert ran.err == ""
    assert max(map(len, ran.out.splitlines())) <= 80
    assert len(ran.out.splitlines()) < 80


@pytest.mark.parametrize(
    "words",
    [
        ("settle", "4500", "--month", "2026-05"),
        ("payslip", "--gross", "2500", "--month", "2026-05"),
        ("payslip", "--gross", "12500", "--month", "2026-05", "--status", "artist", "--joint-committee", "227"),
        ("payslip", "--gross", "2500", "--month", "2026-05", "--explain", "net"),
        ("payslip", "--gross", "2500", "--month", "2026-05", "--explain", "structural_reduction"),
        ("solve", "--net", "2000", "--month", "2026-05"),
        ("law",),
        ("law", "work_bonus"),
        ("law", "white_a"),
        ("law", "diff", "2025-12", "2026-01"),
    ],
    ids=" ".join,
)
def test_no_line_is_longer_than_the_page(run: Command, words: tuple[str, ...]) -> None:
    lines = run(*words).text.splitlines()
    assert [line for line in lines if len(line) > 80] == []
    assert [line for line in lines if line != line.rstrip()] == []
