"""Payslips, settlements, explanations and tables of the law as aligned plain text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

from sharedpay.model.contract import Contract
from sharedpay.model.worker import Household
from sharedpay.money import rate_text
from sharedpay.payroll.explain import Explanation, money
from sharedpay.payroll.notes import Note
from sharedpay.payroll.payslip import Line, Payslip
from sharedpay.payroll.settlement import Settlement

WIDTH = 100
"""Width that long sentences are wrapped to."""

_SIGNS = {"deduction": "-", "employer_reduction": "-", "bonus": "+", "employer": "+"}
_PAYEES = {
    "member": "member",
    "state": "State",
    "onss": "ONSS",
    "holiday_fund": "holiday fund",
    "enterprise": "enterprise",
    "pool": "pool",
    "insurer": "insurer",
    "payroll_office": "payroll office",
    "activity": "activity",
}


def table(rows: Iterable[Sequence[str]], align: str, indent: str = "") -> list[str]:
    """Rows as aligned lines; ``align`` has a letter a column, ``l`` or ``r``."""
    cells = [tuple(row) for row in rows]
    widths = [max((len(row[i]) for row in cells), default=0) for i in range(len(align))]
    return [
        indent
        + "  ".join(
            cell.ljust(width) if side == "l" else cell.rjust(width)
            for cell, width, side in zip(row, widths, align, strict=True)
        ).rstrip()
        for row in cells
    ]


def notes(title: str, remarks: Iterable[Note | str]) -> list[str]:
    """Remarks as a list under a title; nothing when there are none."""
    lines = []
    for remark in remarks:
        lines += wrapped(str(remark), "  - ", "    ")
    return ["", title, *lines] if lines else []


def payslip(slip: Payslip) -> str:
    """A payslip: from gross to net, then the employer's side, then what it rests on."""
    case = slip.case
    head = [
        f"Payslip of {slip.month}",
        f"  {contract_text(case.contract)}",
        f"  {household_text(case.worker.household)}",
        f"  {case.period.first} to {case.period.last}: {case.period.days} of {case.period.possible_days} working days",
        "",
    ]
    net_at = next(i for i, line in enumerate(slip.lines) if line.kind == "net")
    rows = [_line_row(line) for line in slip.lines]
    lines = table([("", "base", "rate", "", "EUR"), *rows], "lrrlr", "  ")
    body = lines[: net_at + 2]
    if len(lines) > net_at + 2:
        body += ["", "  Employer", *lines[net_at + 2 :]]
    return "\n".join(
        [*head, *body, *notes("Findings", slip.findings), *notes("Assumptions", slip.assumptions), "", _footer(slip)]
    )


def _line_row(line: Line) -> tuple[str, ...]:
    base = "" if line.base_cents is None or line.millionths is None else money(line.base_cents)
    rate = "" if line.millionths is None else rate_text(line.millionths)
    sign = "=" if line.kind in ("net", "cost") else _SIGNS.get(line.kind, "")
    return (line.label, base, rate, sign, money(line.cents))


def _footer(slip: Payslip) -> str:
    return f"sharedpay {slip.engine_version}, law {slip.law_digest[:12]}"


def contract_text(contract: Contract) -> str:
    """A contract in one line."""
    kind = "fixed term" if contract.last_day else "permanent"
    until = f" to {contract.last_day}" if contract.last_day else ""
    committee = f", joint committee {contract.joint_committee}" if contract.joint_committee else ""
    hours = f"{contract.weekly_hours} of {contract.full_time_hours} hours" if contract.part_time else "full time"
    status = contract.status.replace("_", " ")
    return f"{status}, {kind} from {contract.first_day}{until}, {hours}{committee}"


def household_text(household: Household) -> str:
    """A household in one line."""
    parts: list[str] = [household.marital]
    if household.partner:
        parts.append(f"partner with {household.partner.replace('_', ' ')}")
    if household.children:
        disabled = f" ({household.disabled_children} disabled)" if household.disabled_children else ""
        parts.append(f"{household.children} {'child' if household.children == 1 else 'children'}{disabled}")
    flags = ("single_parent", "disabled", "partner_disabled")
    parts += [flag.replace("_", " ") for flag in flags if getattr(household, flag)]
    if household.seniors_in_care:
        parts.append(f"{household.seniors_in_care} seniors in care")
    if household.other_dependants:
        parts.append(f"{household.other_dependants} other dependants")
    if household.scale:
        parts.append(f"scale {household.scale}")
    return ", ".join(parts)


def settlement(result: Settlement) -> str:
    """A settlement: from the invoice to the budget, the closed ledger, and what it rests on."""
    turnover, spending = result.turnover, result.spending
    way = [
        ("Invoice without VAT", money(turnover.without_vat)),
        ("Contribution to the enterprise", f"-{money(turnover.fee)}"),
        ("Expenses repaid", f"-{money(result.expenses_cents)}"),
        ("Employment budget", money(turnover.without_vat - turnover.fee - result.expenses_cents)),
        ("  of which this pay uses", money(spending.budget)),
        ("Gross", money(result.payslip.pay.subject_pay)),
        ("Net", money(result.payslip.pay.net)),
    ]
    if not result.expenses_cents:
        del way[2]
    rows = [(_PAYEES[entry.payee], entry.label, str(entry.due or ""), money(entry.cents)) for entry in result.ledger]
    head, total = ("to", "what", "when", "EUR"), ("", "Invoice with VAT", "", money(turnover.total))
    ledger = table([head, *rows, total], "lllr", "  ")
    lines = [f"Settlement of {result.payslip.month}", "", *table(way, "lr", "  "), "", "Where every cent goes", *ledger]
    if result.span is not None and result.estimate is not None:
        span = result.span
        lines += [
            "",
            "An estimate: over the published range",
            f"  gross from {money(span.low_gross)} to {money(span.high_gross)}",
            f"  net from {money(span.low_net)} to {money(span.high_net)}",
        ]
    lines += notes("Findings", result.payslip.findings)
    lines += notes("Assumptions", result.assumptions)
    return "\n".join([*lines, "", _footer(result.payslip)])


def explanation(explained: Explanation) -> str:
    """An explanation: the figure, its steps with formula and numbers, its figures of law, and what it started from."""
    lines = [f"{explained.title}: {explained.value}"]
    for step in explained.steps:
        lines += ["", f"  {step.title}: {step.value}   [{step.article}]", *wrapped(f"= {step.formula}")]
        if step.numbers not in (step.value, step.formula, "0"):
            lines += wrapped(f"= {step.numbers}")
    if explained.inputs:
        lines += ["", "From"]
        lines += table(((item.title, item.value, item.name) for item in explained.inputs), "lrl", "  ")
    if explained.figures:
        lines += ["", "Figures of the law"]
        for figure in explained.figures:
            value = value_text(figure.value)
            lines += wrapped(f"{figure.name}: {value}, since {figure.since} ({figure.confidence})", "  ")
            lines += wrapped(f"{figure.label}. {'; '.join(figure.sources)}", "      ", "      ")
    return "\n".join(lines)


def wrapped(sentence: str, first: str = "    ", later: str = "") -> list[str]:
    """A sentence in lines of at most :data:`WIDTH`; a number and its per cent sign stay together."""
    held = sentence.replace(" %", "\N{NO-BREAK SPACE}%")
    lines = textwrap.wrap(held, WIDTH, initial_indent=first, subsequent_indent=later or first + "  ")
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]


def value_text(value: Any) -> str:
    """A value of a table of the law in one line."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return ", ".join(f"{key} {part}" for key, part in value.items())
    if isinstance(value, list):
        return " | ".join(value_text(part) for part in value)
    return str(value)
