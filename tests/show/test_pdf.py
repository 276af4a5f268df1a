"""Documents as people and machines read them back: every mandatory statement, one page, two pages, selectable text."""

import io
import re
import sys

import pytest
from pypdf import PdfReader

import sharedpay as sp
from sharedpay import earnings as e

EMPLOYER = sp.EmployerIdentity(
    name="Example Cooperative SC",
    address="Rue de l'Exemple 1, 1000 Brussels",
    onss_number="000-1234567-89",
    enterprise_number="0000.000.000",
)
WORKER = sp.WorkerIdentity(name="Alex Example", staff_number="4711", address="Voorbeeldstraat 2, 9000 Gent")
CONTRACT = sp.PermanentContract(start="2024-01-01", joint_committee="200")
EARNINGS = [
    e.DoubleHolidayPay(),
    e.Bonus(amount="400"),
    e.BenefitInKind(item="phone"),
    e.HomeWorkTravel(amount="60"),
    e.MealVouchers(count=20, face="8.00"),
    e.ExpenseRefund(amount="34.20"),
    e.Advance(amount="100"),
    e.Attachment(claim="500"),
]


def pages(document: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(document)).pages]


def spaced(amount: object) -> str:
    """An amount as a page shows it: 2 500.00."""
    whole, _, fraction = str(amount).partition(".")
    return f"{int(whole):,}".replace(",", " ") + f".{fraction}"


def test_a_payslip_says_everything_that_the_royal_decree_of_1966_asks() -> None:
    slip = sp.payslip(CONTRACT, gross="3000", month="2026-05", earnings=EARNINGS)
    (page,) = pages(slip.pdf(EMPLOYER, WORKER))
    named = {
        "1 employer's name and address": "Example Cooperative SC Address Rue de l'Exemple 1, 1000 Brussels",
        "employer's number": "000-1234567-89",
        "2 worker": "Name Alex Example",
        "3 staff number": "Staff number 4711",
        "4 period": "2026-05-01 – 2026-05-31",
        "joint committee": "Joint committee 200",
        "5 work": "21.00 days of 21.00",
        "6 base pay": "Base pay 3 000.00 EUR",
        # 3000.00, double holiday pay 2760.00 (92 %), bonus 400.00 and the phone's flat 36.00 a year: 3.00 a month.
        "7 gross in all": "Gross 6 163.00",
        "7 benefit in kind": "Benefit in kind 3.00",
        "8 social security": "Personal contribution (ONSS)",
        "9 without contributions": "Without contributions 60.00",
        "12 free of tax": "Expenses repaid + 34.20",
        "13 net": f"Net pay {spaced(slip.net)}",
        "14 advance": "Advance already paid − 100.00",
        "14 attachment": "Attachment of pay − 500.00",
        "15 paid out": f"Paid out {spaced(slip.net_paid)}",
    }
    assert [name for name, words in named.items() if words not in page] == []


def test_the_totals_of_a_payslip_are_those_of_its_lines() -> None:
    slip = sp.payslip(CONTRACT, gross="3000", month="2026-05", earnings=EARNINGS)
    (page,) = pages(slip.pdf(EMPLOYER, WORKER))
    found = re.search(
        r"Totals Gross ([\d ]+\.\d\d) Without contributions ([\d ]+\.\d\d) Social security ([\d ]+\.\d\d)"
        r" Taxable ([\d ]+\.\d\d) Withholding tax ([\d ]+\.\d\d) Net ([\d ]+\.\d\d)",
        page,
    )
    assert found is not None
    gross, without, security, _, tax, net = (int(re.sub(r"\D", "", amount)) for amount in found.groups())
    assert gross + without - security - tax == net


def test_long_names_and_forty_lines_stay_on_one_page() -> None:
    long = "Cooperative of the Example with a Very Long Name " * 4
    employer = sp.EmployerIdentity(name=long, address=long, onss_number="1" * 60, enterprise_number="2" * 60)
    worker = sp.WorkerIdentity(name="Alexandra-Example " * 8, staff_number="9" * 60, address=long, function=long)
    items = [e.ExpenseRefund(amount=f"{i}.00") for i in range(1, 25)]
    slip = sp.payslip(CONTRACT, gross="3000", month="2026-05", earnings=[*EARNINGS, *items])
    assert len(slip.lines) > 60
    (page,) = pages(slip.pdf(employer, worker))
    assert "Employer cost" in page
    assert "sharedpay" in page


def test_text_of_a_name_is_text_and_no_markup() -> None:
    worker = sp.WorkerIdentity(name="#let Alex = *Example* $x$ <b>", staff_number="\\n_1_")
    (page,) = pages(sp.payslip(CONTRACT, gross="3000", month="2026-05").pdf(EMPLOYER, worker))
    assert "#let Alex = *Example* $x$ <b>" in page
    assert "\\n_1_" in page


def test_a_settlement_is_a_picture_and_its_ledger() -> None:
    result = sp.settle("4500", CONTRACT, month="2026-05", expenses="120")
    picture, ledger = pages(result.pdf())
    assert f"Net {spaced(result.net)}" in picture
    assert "100.0" in picture
    for entry in result.ledger:
        assert f"{entry.label} {entry.due or ''}".strip() in ledger
        assert spaced(entry.amount) in ledger
    assert "Invoice with VAT 5 445.00" in ledger


@pytest.mark.parametrize("revenue", ["0.01", "9999999"])
def test_a_settlement_of_any_size_has_two_pages(revenue: str) -> None:
    assert len(pages(sp.settle(revenue, CONTRACT, month="2026-05").pdf())) == 2


def test_without_typst_a_document_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(sp.NotModelled, match=r"pip install 'sharedpay\[pdf\]'"):
        sp.settle("4500", CONTRACT, month="2026-05").pdf()
