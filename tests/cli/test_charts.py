"""Charts that the command draws, and two payslips that it compares."""

import json
from pathlib import Path

import pytest

import sharedpay as sp
from cli.command import Command
from sharedpay.show.language import language

MONTH = ("--month", "2026-05")
DRAWN = {
    "invoice": ("invoice", "4500", "OUT", *MONTH),
    "payees": ("invoice", "4500", "OUT", *MONTH, "--kind", "payees", "--status", "artist"),
    "curve": ("curve", "OUT", *MONTH, "--low", "1900", "--high", "2300", "--children", "1"),
    "months": ("months", "OUT", "--gross", "2500", "--year", "2026"),
    "laws": ("laws", "OUT", "--before", "2025-12", "--after", "2026-01", "--low", "1900", "--high", "2300"),
}


@pytest.mark.parametrize("name", DRAWN)
def test_a_chart_is_drawn_into_a_file(run: Command, tmp_path: Path, name: str) -> None:
    out = tmp_path / "chart.svg"
    ran = run("chart", *(str(out) if word == "OUT" else word for word in DRAWN[name]))
    assert (ran.status, ran.out, ran.err) == (0, "", "")
    assert out.read_text(encoding="utf-8").startswith("<svg")


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "Paid out"), ("fr", "Montant payé"), ("nl", "Uitbetaald"), ("de", "Ausgezahlt")],
)
def test_a_chart_and_a_comparison_are_in_the_language_that_is_asked_for(
    run: Command, tmp_path: Path, lang: str, said: str
) -> None:
    out = tmp_path / "chart.svg"
    assert run("chart", "invoice", "4500", str(out), *MONTH, "--lang", lang).status == 0
    assert said in out.read_text(encoding="utf-8")
    before, after = (written(run, tmp_path / count, "--children", count) for count in ("1", "2"))
    compared = run("diff", before, after, "--lang", lang).out
    assert language(lang).say("First causes") in compared


def test_a_chart_can_be_a_png(run: Command, tmp_path: Path) -> None:
    out = tmp_path / "chart.PNG"
    assert run("chart", "invoice", "4500", str(out), *MONTH).status == 0
    assert out.read_bytes().startswith(b"\x89PNG")


def test_another_kind_of_file_is_refused_before_anything_is_drawn(run: Command, tmp_path: Path) -> None:
    out = tmp_path / "chart.jpg"
    assert run("chart", "invoice", "4500", str(out), *MONTH).problem == f"out: {out} must end in .svg or .png"
    assert list(tmp_path.iterdir()) == []


def written(run: Command, path: Path, *words: str) -> str:
    path.write_text(run("payslip", "--gross", "2500", *MONTH, *words, "--json").out, encoding="utf-8")
    return str(path)


def test_two_payslips_are_compared_with_the_first_cause(run: Command, tmp_path: Path) -> None:
    before = written(run, tmp_path / "a.json")
    after = written(run, tmp_path / "b.json", "--children", "2")
    text = run("diff", before, after).text
    assert "Dependent children, disabled ones included: 0 → 2" in text
    # Two children take 138.00 off the tax of a month of 2026: 1656.00 a year.
    assert "Net pay                                    2 143.94  2 281.94     +138.00  [1]" in text
    data = run("diff", before, after, "--json").data
    assert {"code": "net", "difference": "138.00"}.items() <= next(
        {**line}.items() for line in data["lines"] if line["code"] == "net"
    )


def test_payslips_that_can_not_be_read_are_named(run: Command, tmp_path: Path) -> None:
    good = written(run, tmp_path / "a.json")
    other = tmp_path / "other.json"
    other.write_text("{}", encoding="utf-8")
    assert f"file: {tmp_path / 'none.json'} can't be read" in run("diff", good, str(tmp_path / "none.json")).problem
    assert f"{other}: payslip: this JSON is no payslip" in run("diff", good, str(other)).problem
    other.write_text("no JSON", encoding="utf-8")
    assert f"{other}: payslip: this JSON is no payslip" in run("diff", good, str(other)).problem


def test_a_settlement_is_not_compared_as_a_payslip_but_its_payslip_is(run: Command, tmp_path: Path) -> None:
    settled = tmp_path / "settled.json"
    data = run("settle", "4500", *MONTH, "--json").data
    settled.write_text(json.dumps(data), encoding="utf-8")
    assert run("diff", str(settled), str(settled)).problem == (
        f"{settled}: this is a settlement; diff compares payslips, as 'sharedpay payslip --json' writes them: take the"
        " part 'payslip' of this file"
    )
    assert "de sa partie « payslip »" in run("diff", str(settled), str(settled), "--lang", "fr").problem
    settled.write_text(json.dumps(data["payslip"]), encoding="utf-8")
    assert run("diff", str(settled), str(settled)).status == 0


def test_a_page_for_a_browser_is_written(run: Command, tmp_path: Path) -> None:
    for words in (("payslip", "--gross", "2500", *MONTH), ("settle", "4500", *MONTH)):
        out = tmp_path / "page.html"
        assert run(*words, "--html", str(out)).status == 0
        assert out.read_text(encoding="utf-8").startswith("<!doctype html>")


def test_a_reduction_is_a_kind_and_its_values(run: Command) -> None:
    words = ("payslip", "--gross", "2500", *MONTH, "--start", "2026-01-01", "--status", "artist")
    contract = sp.PermanentContract(
        start="2026-01-01", status="artist", reduction=sp.ArtistReduction(region="brussels")
    )
    slip = sp.payslip(contract, gross="2500", month="2026-05")
    assert run(*words, "--reduction", "artist region=brussels", "--json").data == slip.model_dump()
    assert "allowed: first_engagement, artist, older_worker" in run(*words, "--reduction", "artists").problem
    assert "region: is missing" in run(*words, "--reduction", "artist").problem


def test_the_year_of_a_student_and_of_a_flexi_job_can_be_stated(run: Command) -> None:
    student = ("payslip", "--gross", "1000", *MONTH, "--status", "student", "--student-hours-before", "640")
    assert "student_pay" in [line["code"] for line in run(*student, "--json").data["lines"]]
    flexi = (
        "payslip",
        "--gross",
        "1000",
        *MONTH,
        "--status",
        "flexi",
        "--flexi-income-before",
        "18000",
        "--no-artistic",
    )
    notes = run(*flexi, "--json").data
    assert notes["findings"] != []
    assert not any("artistic" in note for note in notes["assumptions"])
