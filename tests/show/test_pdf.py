"""Documents as people and machines read them back: every mandatory statement, one page, two pages, selectable text."""

import io
import re
import sys

import pytest
from pypdf import PdfReader

import sharedpay as sp
from sharedpay import earnings as e
from sharedpay.errors import MissingExtra
from sharedpay.show.language import CODES, language

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


def written(amount: object, lang: str) -> str:
    """An amount as a page shows it: 2 500.00 in English, 2 500,00 in French, 2.500,00 in Dutch and German."""
    whole, _, fraction = str(amount).partition(".")
    space, point = {"en": (" ", "."), "fr": (" ", ","), "nl": (".", ","), "de": (".", ",")}[lang]
    return f"{int(whole):,}".replace(",", space) + f"{point}{fraction}"


# What the royal decree of 27 September 1966 asks of a payslip, by its numbers, as a reader finds it: English, French,
# Dutch, German. Amounts stand in angle brackets.
MANDATORY = {
    "1 employer's name and address": (
        "Employer Name Example Cooperative SC Address Rue de l'Exemple 1, 1000 Brussels",
        "Employeur Nom Example Cooperative SC Adresse Rue de l'Exemple 1, 1000 Brussels",
        "Werkgever Naam Example Cooperative SC Adres Rue de l'Exemple 1, 1000 Brussels",
        "Arbeitgeber Name Example Cooperative SC Adresse Rue de l'Exemple 1, 1000 Brussels",
    ),
    "employer's number": (
        "ONSS number 000-1234567-89 Enterprise number 0000.000.000",
        "Numéro ONSS 000-1234567-89 Numéro d'entreprise 0000.000.000",
        "RSZ-nummer 000-1234567-89 Ondernemingsnummer 0000.000.000",
        "LSS-Nummer 000-1234567-89 Unternehmensnummer 0000.000.000",
    ),
    "2 worker": (
        "Worker Name Alex Example",
        "Travailleur Nom Alex Example",
        "Werknemer Naam Alex Example",
        "Arbeitnehmer Name Alex Example",
    ),
    "3 staff number": (
        "Staff number 4711",
        "Numéro de personnel 4711",
        "Personeelsnummer 4711",
        "Personalnummer 4711",
    ),
    "4 period": (
        "Period 2026-05-01 – 2026-05-31",
        "Période 01/05/2026 – 31/05/2026",
        "Periode 1/5/2026 – 31/5/2026",
        "Zeitraum 1.5.2026 – 31.5.2026",
    ),
    "joint committee": (
        "Joint committee 200 Period",
        "Commission paritaire 200 Période",
        "Paritair comité 200 Periode",
        "Paritätische Kommission 200 Zeitraum",
    ),
    "5 work": (
        "Work paid <21.00> days of <21.00>",
        "Travail payé <21.00> jours sur <21.00>",
        "Betaald werk <21.00> dagen van <21.00>",
        "Bezahlte Arbeit <21.00> Tage von <21.00>",
    ),
    "6 base pay": (
        "Base pay <3000.00> EUR for the period",
        "Salaire de base <3000.00> EUR pour la période",
        "Basisloon <3000.00> EUR voor de periode",
        "Grundlohn <3000.00> EUR für den Zeitraum",
    ),
    # 3000.00, double holiday pay 2760.00 (92 %), bonus 400.00 and the phone's flat 36.00 a year: 3.00 a month.
    "7 gross in all": (
        "Totals Gross <6163.00>",
        "Totaux Brut <6163.00>",
        "Totalen Bruto <6163.00>",
        "Summen Brutto <6163.00>",
    ),
    "7 pay": ("Gross pay <3000.00>", "Salaire brut <3000.00>", "Brutoloon <3000.00>", "Bruttolohn <3000.00>"),
    "7 premiums": (
        "Double holiday pay <2760.00>",
        "Double pécule de vacances <2760.00>",
        "Dubbel vakantiegeld <2760.00>",
        "Doppeltes Urlaubsgeld <2760.00>",
    ),
    "7 benefit in kind": (
        "Benefit in kind <3.00>",
        "Avantage en nature <3.00>",
        "Voordeel in natura <3.00>",
        "Sachbezug <3.00>",
    ),
    # 13.07 % of 3 003.00.
    "8 social security": (
        "Personal contribution (ONSS) <3003.00> 13.07 % − <392.49>",
        "Cotisation personnelle (ONSS) <3003.00> 13,07 % − <392.49>",
        "Persoonlijke bijdrage (RSZ) <3003.00> 13,07% − <392.49>",
        "Persönlicher Beitrag (LSS) <3003.00> 13,07 % − <392.49>",
    ),
    "8 social security in all": (
        "Social security <{security}>",
        "Sécurité sociale <{security}>",
        "Sociale zekerheid <{security}>",
        "Soziale Sicherheit <{security}>",
    ),
    "9 without contributions": (
        "Without contributions <60.00>",
        "Sans cotisations <60.00>",
        "Zonder bijdragen <60.00>",
        "Ohne Beiträge <60.00>",
    ),
    "10 taxable": (
        "Taxable <{taxable}>",
        "Imposable <{taxable}>",
        "Belastbaar <{taxable}>",
        "Steuerpflichtig <{taxable}>",
    ),
    "11 withholding tax": (
        "Withholding tax − <{monthly_tax}>",
        "Précompte professionnel − <{monthly_tax}>",
        "Bedrijfsvoorheffing − <{monthly_tax}>",
        "Berufssteuervorabzug − <{monthly_tax}>",
    ),
    "11 withholding tax in all": (
        "Withholding tax <{tax}>",
        "Précompte professionnel <{tax}>",
        "Bedrijfsvoorheffing <{tax}>",
        "Berufssteuervorabzug <{tax}>",
    ),
    "12 free of tax": (
        "Expenses repaid + <34.20>",
        "Frais remboursés + <34.20>",
        "Terugbetaalde kosten + <34.20>",
        "Erstattete Kosten + <34.20>",
    ),
    "13 net": ("Net pay <{net}>", "Salaire net <{net}>", "Nettoloon <{net}>", "Nettolohn <{net}>"),
    "14 advance": (
        "Advance already paid − <100.00>",
        "Avance déjà payée − <100.00>",
        "Al betaald voorschot − <100.00>",
        "Bereits gezahlter Vorschuss − <100.00>",
    ),
    "14 attachment": (
        "Attachment of pay − <500.00>",
        "Saisie sur salaire − <500.00>",
        "Loonbeslag − <500.00>",
        "Lohnpfändung − <500.00>",
    ),
    "15 paid out": ("Paid out <{paid}>", "Montant payé <{paid}>", "Uitbetaald <{paid}>", "Ausgezahlt <{paid}>"),
}


@pytest.mark.parametrize("lang", CODES)
def test_a_payslip_says_everything_that_the_royal_decree_of_1966_asks(lang: str) -> None:
    slip = sp.payslip(CONTRACT, gross="3000", month="2026-05", earnings=EARNINGS)
    (page,) = pages(slip.pdf(EMPLOYER, WORKER, lang))
    amounts = {line.code: line.amount for line in slip.lines}
    premiums = ("double_holiday_pay", "bonus")
    values = {
        "monthly_tax": amounts["withholding_tax"],
        "tax": amounts["withholding_tax"] + sum(amounts[f"{name}_withholding"] for name in premiums),
        "security": amounts["personal_contribution"]
        + sum(amounts[f"{name}_contribution"] for name in premiums)
        + amounts["special_contribution"]
        - amounts["work_bonus_a"]
        - amounts["work_bonus_b"],
        # What is taxed of the premiums is what is left of them after their contributions.
        "taxable": amounts["taxable"] + sum(amounts[name] - amounts[f"{name}_contribution"] for name in premiums),
        "net": slip.net,
        "paid": slip.net_paid,
    }
    place = CODES.index(lang)
    for name, said in MANDATORY.items():
        expected = re.sub(r"<([^>]*)>", lambda found: written(found[1], lang), said[place].format(**values))
        assert expected in page, name


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


@pytest.mark.parametrize(
    ("lang", "title", "total", "net", "who", "ledger_title"),
    [
        ("en", "What becomes of an invoice", "Invoice with VAT", "Net", "Where every cent goes", "The ledger"),
        ("fr", "Ce que devient une facture", "Facture TVA comprise", "Net", "Où va chaque cent", "Le registre"),
        ("nl", "Wat er van een factuur wordt", "Factuur met btw", "Netto", "Waar elke cent heen gaat", "Het register"),
        (
            "de",
            "Was aus einer Rechnung wird",
            "Rechnung mit MwSt.",
            "Netto",
            "Wohin jeder Cent geht",
            "Das Verzeichnis",
        ),
    ],
)
def test_a_settlement_is_a_picture_and_its_ledger(
    lang: str, title: str, total: str, net: str, who: str, ledger_title: str
) -> None:
    result = sp.settle("4500", CONTRACT, month="2026-05", expenses="120")
    picture, ledger = pages(result.pdf(lang))
    words = language(lang)
    # 4 500.00 and 21 % of VAT.
    assert picture.startswith(title)
    assert f"{total} {written('5445.00', lang)}" in picture
    assert f"{net} {written(result.net, lang)}" in picture
    assert who in picture
    assert written("100.0", lang) in picture
    assert ledger.startswith(ledger_title)
    for entry in result.ledger:
        row = " ".join(f"{words.say(entry.label)} {words.date(entry.due)}".split())
        assert f"{row} {written(entry.amount, lang)}" in ledger
    assert f"{total} {written('5445.00', lang)}" in ledger
    for note in result.assumptions:
        assert words.note(note).split()[-1] in ledger


@pytest.mark.parametrize("revenue", ["0.01", "9999999"])
def test_a_settlement_of_any_size_has_two_pages(revenue: str) -> None:
    assert len(pages(sp.settle(revenue, CONTRACT, month="2026-05").pdf())) == 2


def test_without_typst_a_document_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(MissingExtra, match=r"pip install 'sharedpay\[pdf\]'"):
        sp.settle("4500", CONTRACT, month="2026-05").pdf()
