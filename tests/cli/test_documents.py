"""Documents that the command writes."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from cli.command import Command

PAYSLIP = ("payslip", "--gross", "2500", "--month", "2026-05")


def test_the_command_writes_documents(run: Command, tmp_path: Path) -> None:
    out = tmp_path / "slip.pdf"
    names = (
        "--employer-name",
        "Example",
        "--employer-address",
        "Brussels",
        "--onss-number",
        "1",
        "--staff-number",
        "2",
    )
    ran = run(*PAYSLIP, "--pdf", str(out), *names, "--worker-name", "Alex Example")
    assert ran.status == 0
    assert "Alex Example" in PdfReader(out).pages[0].extract_text()
    assert run("settle", "4500", "--month", "2026-05", "--pdf", str(out)).status == 0
    assert len(PdfReader(out).pages) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["slip.pdf"]


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
    assert "no --pdf FILE" in run(*PAYSLIP, "--employer-name", "Example").problem
    nowhere = str(tmp_path / "nowhere" / "slip.pdf")
    assert "can't be written" in run("settle", "4500", "--month", "2026-05", "--pdf", nowhere).problem
    assert list(tmp_path.iterdir()) == []
