"""Documents that the command writes."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from cli.command import Command

PAYSLIP = ("payslip", "--gross", "2500", "--month", "2026-05")
INVOICE = ("settle", "4500", "--month", "2026-05")
NAMES = (
    *("--employer-name", "Example", "--employer-address", "Brussels", "--onss-number", "1"),
    *("--worker-name", "Alex Example", "--staff-number", "2"),
)


def text_of(document: Path) -> str:
    """The text of a document's pages as a reader selects it."""
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(document).pages)


def test_the_command_writes_documents(run: Command, tmp_path: Path) -> None:
    out = tmp_path / "slip.pdf"
    ran = run(*PAYSLIP, "--pdf", str(out), *NAMES)
    assert ran.status == 0
    assert "Alex Example" in PdfReader(out).pages[0].extract_text()
    assert run(*INVOICE, "--pdf", str(out)).status == 0
    assert len(PdfReader(out).pages) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["slip.pdf"]


@pytest.mark.parametrize("lang", ["en", "fr", "nl", "de"])
def test_a_settlement_writes_the_payslip_that_its_gross_has(run: Command, tmp_path: Path, lang: str) -> None:
    contract = ("--start", "2026-01-01", "--joint-committee", "200", "--lang", lang)
    ours, plain = tmp_path / "ours.pdf", tmp_path / "plain.pdf"
    gross = run(*INVOICE, *contract, "--payslip-pdf", str(ours), *NAMES, "--json").data["spending"]["gross"]
    assert (
        run(
            "payslip", "--gross", gross, "--month", "2026-05", *contract, "--workers", "20", "--pdf", str(plain), *NAMES
        ).status
        == 0
    )
    assert len(PdfReader(ours).pages) == 1
    assert "Alex Example" in text_of(ours)
    assert text_of(ours) == text_of(plain)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ours.pdf", "plain.pdf"]


@pytest.mark.parametrize(
    ("lang", "title"),
    [
        ("en", "Payslip of 2026-05"),
        ("fr", "Fiche de paie de mai 2026"),
        ("nl", "Loonfiche van mei 2026"),
        ("de", "Lohnzettel für Mai 2026"),
    ],
)
def test_the_command_writes_pages_in_the_language_that_is_asked_for(
    run: Command, tmp_path: Path, lang: str, title: str
) -> None:
    out = tmp_path / "slip.html"
    assert run(*PAYSLIP, "--html", str(out), "--lang", lang).status == 0
    page = out.read_text(encoding="utf-8")
    assert f'<html lang="{lang}">' in page
    assert f"<h1>{title}</h1>" in page


def test_the_command_names_what_a_document_lacks(run: Command, tmp_path: Path) -> None:
    out = str(tmp_path / "slip.pdf")
    missing = run(*PAYSLIP, "--pdf", out, "--employer-name", "Example").problem
    assert missing == (
        "--employer-address: is missing; --onss-number: is missing; --worker-name: is missing;"
        " --staff-number: is missing"
    )
    for command, option in ((PAYSLIP, "--pdf"), (INVOICE, "--payslip-pdf")):
        problem = run(*command, "--employer-name", "Example").problem
        assert problem == f"{option}: who stands on the document was given, but no file to write it to"
    nothing = run(*INVOICE, "--pdf", out, "--payslip-pdf", str(tmp_path / "names.pdf")).problem
    assert nothing.startswith("--employer-name: is missing; --employer-address: is missing")
    page = tmp_path / "page.html"
    assert run(*INVOICE, "--pdf", str(page)).problem == f"--pdf: {page} must end in .pdf"
    wrong = run(*INVOICE, "--html", out, "--payslip-pdf", str(page), "--lang", "nl", *NAMES).problem
    assert wrong == f"--html: {out} moet eindigen op .html; --payslip-pdf: {page} moet eindigen op .pdf"
    assert run(*PAYSLIP, "--html", out, "--lang", "fr").problem == f"--html : {out} doit finir par .html"
    nowhere = str(tmp_path / "nowhere" / "slip.pdf")
    assert "can't be written" in run(*INVOICE, "--pdf", nowhere).problem
    assert list(tmp_path.iterdir()) == []
