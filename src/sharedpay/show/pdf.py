"""Documents to hand out, as PDF: the payslip, and the sheet that says what becomes of an invoice.

Made with typst (extra ``pdf``) from the templates beside this file: they lay out, everything that is written comes from
here. The fonts are those that typst carries, so that a document looks the same on every machine.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib import resources
from typing import Any

from sharedpay.errors import NotModelled
from sharedpay.model.identity import EmployerIdentity, WorkerIdentity
from sharedpay.money import cents, euro_text, rate_text, split
from sharedpay.payroll.explain import money
from sharedpay.payroll.line import Line
from sharedpay.payroll.payslip import MONTHLY, Payslip
from sharedpay.payroll.settlement import Settlement
from sharedpay.show import text
from sharedpay.show.palette import PAYEE_COLOURS

_SIGNS = {"deduction": "−", "withheld": "−", "employer_reduction": "−", "bonus": "+", "paid": "+", "employer": "+"}


def payslip(slip: Payslip, employer: EmployerIdentity, worker: WorkerIdentity, lang: str = "en") -> bytes:
    """The payslip of a worker on one page, with what the royal decree of 27 September 1966 asks of one.

    Raises :class:`~sharedpay.errors.NotModelled` when typst is not installed.
    """
    return _compiled("payslip.typ", payslip_data(slip, employer, worker, lang))


def payslip_data(slip: Payslip, employer: EmployerIdentity, worker: WorkerIdentity, lang: str = "en") -> dict[str, Any]:
    """Everything that stands on the payslip, as the template takes it."""
    own, cost = _halves(slip.lines)
    return {
        "lang": lang,
        "title": "Payslip",
        "author": employer.name,
        "period": slip.month,
        "employer_heading": "Employer",
        "employer": _facts(
            ("Name", employer.name),
            ("Address", employer.address),
            ("ONSS number", employer.onss_number),
            ("Enterprise number", employer.enterprise_number),
        ),
        "worker_heading": "Worker",
        "worker": _facts(
            ("Name", worker.name),
            ("Staff number", worker.staff_number),
            ("Address", worker.address),
            ("Function", worker.function),
            ("Account", worker.account),
            ("Household", text.household_text(slip.case.worker.household)),
        ),
        "work_heading": "Contract and work",
        "work": _work(slip),
        "columns": ["", "base", "rate", "EUR"],
        "lines": [_row(line) for line in own],
        "totals_heading": "Totals",
        "totals": _totals(slip),
        "cost_heading": "What the employer pays on top",
        "employer_lines": [_row(line) for line in cost],
        "remarks": [str(note) for note in (*slip.findings, *slip.assumptions)],
        "footer": f"sharedpay {slip.engine_version}, law {slip.law_digest[:12]}",
    }


def settlement(result: Settlement, lang: str = "en") -> bytes:
    """What becomes of an invoice, on two pages for a talk with a client: who gets what, then the closed ledger.

    Raises :class:`~sharedpay.errors.NotModelled` when typst is not installed.
    """
    return _compiled("settlement.typ", settlement_data(result, lang))


def settlement_data(result: Settlement, lang: str = "en") -> dict[str, Any]:
    """Everything that stands on the sheet, as the template takes it."""
    total = result.turnover.total
    payees = {payee: cents(amount) for payee, amount in result.by_payee().items()}
    order = sorted(payees, key=list(PAYEE_COLOURS).index)
    shares = [max(0, payees[payee]) for payee in order]
    tenths = split(1000, shares) if any(shares) else shares
    span = result.span
    return {
        "lang": lang,
        "title": "What becomes of an invoice",
        "author": "sharedpay",
        "subtitle": f"Pay of {result.payslip.month}",
        "headline": [
            ("Invoice with VAT", money(total)),
            ("Invoice without VAT", money(result.turnover.without_vat)),
            ("Gross", money(result.spending.gross)),
            ("Net", money(result.payslip.run.net)),
        ],
        "parts_heading": "Where every cent goes",
        "part_columns": ["to", "EUR", "%"],
        "parts": [
            {
                "name": text.PAYEES[payee],
                "what": ", ".join(dict.fromkeys(entry.label for entry in result.ledger if entry.payee == payee)),
                "amount": money(payees[payee]),
                "percent": f"{tenth // 10}.{tenth % 10}",
                "share": max(0, payees[payee]),
                "colour": PAYEE_COLOURS[payee],
            }
            for payee, tenth in zip(order, tenths, strict=True)
        ],
        "parts_total": ["Invoice with VAT", money(total), "100.0"],
        "way_heading": "From the invoice to the net",
        "way": text.way(result),
        "ledger_heading": "The ledger: to whom, for what, when",
        "ledger_columns": ["to", "what", "when", "EUR"],
        "ledger": [
            (text.PAYEES[entry.payee], entry.label, str(entry.due or ""), money(entry.cents)) for entry in result.ledger
        ],
        "ledger_total": ["", "Invoice with VAT", "", money(total)],
        "range_heading": "An estimate",
        "range_text": "One figure is not published. Over the range of what is known of it:",
        "range_columns": ["", "at least", "at most"],
        "range": []
        if span is None
        else [
            ("Gross", money(span.low_gross), money(span.high_gross)),
            ("Net", money(span.low_net), money(span.high_net)),
        ],
        "remarks_heading": "What this rests on",
        "remarks": [str(note) for note in (*result.payslip.findings, *result.assumptions)],
        "footer": f"sharedpay {result.payslip.engine_version}, law {result.payslip.law_digest[:12]}",
    }


def _halves(lines: Sequence[Line]) -> tuple[Sequence[Line], Sequence[Line]]:
    """The lines down to what is paid out, and those of the employer's side."""
    end = 1 + max(place for place, line in enumerate(lines) if line.kind == "net")
    return lines[:end], lines[end:]


def _row(line: Line) -> dict[str, str]:
    product = line.base_cents is not None and line.millionths is not None
    return {
        "kind": line.kind,
        "label": line.label,
        "base": money(line.base_cents) if product and line.base_cents is not None else "",
        "rate": rate_text(line.millionths) if line.millionths is not None else "",
        "amount": f"{_SIGNS.get(line.kind, '')} {money(line.cents)}".strip(),
    }


def _work(slip: Payslip) -> list[tuple[str, str]]:
    case = slip.case
    period, contract = case.period, case.contract
    unit = "hours" if contract.part_time else "days"
    return _facts(
        ("Contract", text.contract_text(contract)),
        ("Joint committee", contract.joint_committee or ""),
        ("Period", f"{period.first} – {period.last}"),
        ("Work paid", f"{euro_text(period.counted)} {unit} of {euro_text(period.possible)}"),
        ("Base pay", f"{money(slip.run.gross)} EUR for the period"),
        ("Paid on", str(case.options.paid_on or "")),
    )


def _totals(slip: Payslip) -> list[tuple[str, str]]:
    """The totals that the decree names, each the sum of its lines."""

    def total(*kinds: str, where: str = "") -> int:
        return sum(line.cents for line in slip.lines if line.kind in kinds and where in line.code)

    tax = total("deduction", where="withholding")
    elsewhere = total("deduction", where="certificate_deducted")
    contributions = total("deduction") - tax - total("bonus") - elsewhere
    codes = {line.code for line in slip.lines}
    gross = sum(
        line.cents
        for line in slip.lines
        if line.kind == "pay" and (line.code in MONTHLY or f"{line.code}_contribution" in codes)
    )
    gross -= elsewhere
    bases = [line.base_cents or 0 for line in slip.lines if line.code.endswith("_withholding")]
    return [
        ("Gross", money(gross)),
        *([("Without contributions", money(total("pay") - gross))] if total("pay") != gross else []),
        ("Social security", money(contributions)),
        ("Taxable", money(slip.pay.taxable + sum(bases))),
        ("Withholding tax", money(tax)),
        ("Net", money(slip.run.net)),
        ("Paid out", money(slip.run.paid_out)),
    ]


def _facts(*rows: tuple[str, str]) -> list[tuple[str, str]]:
    """The rows that say something."""
    return [row for row in rows if row[1]]


def _compiled(template: str, data: dict[str, Any]) -> bytes:
    try:
        import typst  # noqa: PLC0415  an extra
    except ImportError:
        raise NotModelled("pdf: documents need the extra: pip install 'sharedpay[pdf]'") from None
    source = resources.files("sharedpay.show").joinpath("templates", template).read_bytes()
    # Archivable and accessible: the text is tagged, selectable and says its language.
    return typst.compile(
        source,
        sys_inputs={"data": json.dumps(data)},
        ignore_system_fonts=True,
        pdf_standards=["a-2a", "ua-1"],
    )
