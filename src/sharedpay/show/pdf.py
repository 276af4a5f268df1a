"""Documents to hand out, as PDF: the payslip, and the sheet that says what becomes of an invoice.

Made with typst (extra ``pdf``) from the templates beside this file: they lay out, everything that is written comes from
here. The fonts are those that typst carries, so that a document looks the same on every machine.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib import resources
from typing import Any

from sharedpay.errors import MissingExtra
from sharedpay.model.identity import EmployerIdentity, WorkerIdentity
from sharedpay.money import euro_text, rate_text
from sharedpay.payroll.explain import title_of
from sharedpay.payroll.line import Line, plain_code
from sharedpay.payroll.lines import MONTHLY
from sharedpay.payroll.payslip import Payslip
from sharedpay.payroll.settlement import Settlement
from sharedpay.show import text
from sharedpay.show.language import Language, language
from sharedpay.show.palette import PAYEE_COLOURS
from sharedpay.show.shares import shares
from sharedpay.show.vocabulary import PAYEES

_SIGNS = {"deduction": "−", "withheld": "−", "employer_reduction": "−", "bonus": "+", "paid": "+", "employer": "+"}


def payslip(slip: Payslip, employer: EmployerIdentity, worker: WorkerIdentity, lang: str | None = None) -> bytes:
    """The payslip of a worker on one page, with what the royal decree of 27 September 1966 asks of one.

    Raises :class:`~sharedpay.errors.MissingExtra` when typst is not installed.
    """
    return _compiled("payslip.typ", payslip_data(slip, employer, worker, lang))


def payslip_data(
    slip: Payslip, employer: EmployerIdentity, worker: WorkerIdentity, lang: str | None = None
) -> dict[str, Any]:
    """Everything that stands on the payslip, as the template takes it."""
    words = language(lang)
    own, cost = _halves(slip.lines)
    return {
        "lang": words.code,
        "title": words.say("Payslip"),
        "author": employer.name,
        "period": words.month(slip.month),
        "employer_heading": words.say("Employer"),
        "employer": _facts(
            (words.say("Name"), employer.name),
            (words.say("Address"), employer.address),
            (words.say("ONSS number"), employer.onss_number),
            (words.say("Enterprise number"), employer.enterprise_number),
        ),
        "worker_heading": words.say("Worker"),
        "worker": _facts(
            (words.say("Name"), worker.name),
            (words.say("Staff number"), worker.staff_number),
            (words.say("Address"), worker.address),
            (words.say("Function"), worker.function),
            (words.say("Account"), worker.account),
            (words.say("Household"), text.household_text(slip.case.worker.household, words.code)),
        ),
        "work_heading": words.say("Contract and work"),
        "work": _work(slip, words),
        "columns": ["", words.say("base"), words.say("rate"), "EUR"],
        "lines": [_row(line, words) for line in own],
        "totals_heading": words.say("Totals"),
        "totals": _totals(slip, words),
        "cost_heading": words.say("What the employer pays on top"),
        "employer_lines": [_row(line, words) for line in cost],
        "remarks": [words.note(note) for note in (*slip.findings, *slip.assumptions)],
        "footer": text.footer(slip, words.code),
    }


def settlement(result: Settlement, lang: str | None = None) -> bytes:
    """What becomes of an invoice, on two pages for a talk with a client: who gets what, then the closed ledger.

    Raises :class:`~sharedpay.errors.MissingExtra` when typst is not installed.
    """
    return _compiled("settlement.typ", settlement_data(result, lang))


def settlement_data(result: Settlement, lang: str | None = None) -> dict[str, Any]:
    """Everything that stands on the sheet, as the template takes it."""
    words = language(lang)
    say, money = words.say, words.money
    total = result.turnover.total
    span = result.span
    return {
        "lang": words.code,
        "title": words.say("What becomes of an invoice"),
        "author": "sharedpay",
        "subtitle": words.say("Pay of {month}", month=words.month(result.payslip.month)),
        "headline": [
            (words.say("Invoice with VAT"), money(total)),
            (words.say("Invoice without VAT"), money(result.turnover.without_vat)),
            (words.say("Gross"), money(result.spending.gross)),
            (words.say("Net"), money(result.payslip.run.net)),
        ],
        "parts_heading": words.say("Where every cent goes"),
        "part_columns": [words.say("to"), "EUR", "%"],
        "parts": [
            {
                "name": say(PAYEES[share.payee]),
                "what": ", ".join(
                    dict.fromkeys(say(entry.label) for entry in result.ledger if entry.payee == share.payee)
                ),
                "amount": money(share.cents),
                "percent": words.local(share.percent),
                "share": share.width,
                "colour": PAYEE_COLOURS[share.payee],
            }
            for share in shares(result)
        ],
        "parts_total": [words.say("Invoice with VAT"), money(total), words.local("100.0")],
        "way_heading": words.say("From the invoice to the net"),
        "way": [(name, amount.replace("-", "−")) for name, amount in text.way(result, words.code)],
        "ledger_heading": words.say("The ledger: to whom, for what, when"),
        "ledger_columns": [words.say("to"), words.say("what"), words.say("when"), "EUR"],
        "ledger": [
            (say(PAYEES[entry.payee]), say(entry.label), words.date(entry.due), money(entry.cents).replace("-", "−"))
            for entry in result.ledger
        ],
        "ledger_total": ["", words.say("Invoice with VAT"), "", money(total)],
        "range_heading": words.say("An estimate"),
        "range_text": words.say("One figure is not published. Over the range of what is known of it:"),
        "range_columns": ["", words.say("at least"), words.say("at most")],
        "range": []
        if span is None
        else [
            (words.say("Gross"), money(span.low_gross), money(span.high_gross)),
            (words.say("Net"), money(span.low_net), money(span.high_net)),
        ],
        "remarks_heading": words.say("What this rests on"),
        "remarks": [words.note(note) for note in (*result.payslip.findings, *result.assumptions)],
        "footer": text.footer(result.payslip, words.code),
    }


def _halves(lines: Sequence[Line]) -> tuple[Sequence[Line], Sequence[Line]]:
    """The lines down to what is paid out, and those of the employer's side."""
    end = 1 + max(place for place, line in enumerate(lines) if line.kind == "net")
    return lines[:end], lines[end:]


def _row(line: Line, words: Language) -> dict[str, str]:
    product = line.base_cents is not None and line.millionths is not None
    return {
        "kind": line.kind,
        "label": title_of(line.code, words.say),
        "base": words.money(line.base_cents) if product and line.base_cents is not None else "",
        "rate": words.local(rate_text(line.millionths)) if line.millionths is not None else "",
        "amount": f"{_SIGNS.get(line.kind, '')} {words.money(line.cents)}".strip(),
    }


def _work(slip: Payslip, words: Language) -> list[tuple[str, str]]:
    case = slip.case
    period, contract = case.period, case.contract
    values = {"worked": words.local(euro_text(period.counted)), "possible": words.local(euro_text(period.possible))}
    if contract.part_time:
        work = words.say("{worked} hours of {possible}", **values)
    else:
        work = words.say("{worked} days of {possible}", **values)
    return _facts(
        (words.say("Contract"), text.contract_text(contract, words.code, committee=False)),
        (words.say("Joint committee"), contract.joint_committee or ""),
        (words.say("Period"), f"{words.date(period.first)} – {words.date(period.last)}"),
        (words.say("Work paid"), work),
        (words.say("Base pay"), words.say("{amount} EUR for the period", amount=words.money(slip.run.gross))),
        (words.say("Paid on"), words.date(case.options.paid_on)),
    )


def _totals(slip: Payslip, words: Language) -> list[tuple[str, str]]:
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
        if line.kind == "pay" and (plain_code(line.code) in MONTHLY or f"{line.code}_contribution" in codes)
    )
    gross -= elsewhere
    bases = [line.base_cents or 0 for line in slip.lines if line.code.endswith("_withholding")]
    money = words.money
    return [
        (words.say("Gross"), money(gross)),
        *([(words.say("Without contributions"), money(total("pay") - gross))] if total("pay") != gross else []),
        (words.say("Social security"), money(contributions)),
        (words.say("Taxable"), money(slip.pay.taxable + sum(bases))),
        (words.say("Withholding tax"), money(tax)),
        (words.say("Net"), money(slip.run.net)),
        (words.say("Paid out"), money(slip.run.paid_out)),
    ]


def _facts(*rows: tuple[str, str]) -> list[tuple[str, str]]:
    """The rows that say something."""
    return [row for row in rows if row[1]]


def _compiled(template: str, data: dict[str, Any]) -> bytes:
    try:
        import typst  # noqa: PLC0415  an extra
    except ModuleNotFoundError:
        raise MissingExtra("pdf: documents need the extra: pip install 'sharedpay[pdf]'") from None
    source = resources.files("sharedpay.show").joinpath("templates", template).read_bytes()
    # Archivable and accessible: the text is tagged, selectable and says its language.
    return typst.compile(
        source,
        sys_inputs={"data": json.dumps(data)},
        ignore_system_fonts=True,
        pdf_standards=["a-2a", "ua-1"],
    )
