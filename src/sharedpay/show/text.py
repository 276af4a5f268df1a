"""Payslips, settlements, explanations and tables of the law as aligned plain text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

from sharedpay.model.contract import Contract
from sharedpay.model.worker import Household
from sharedpay.money import rate_text
from sharedpay.payroll.branches import BRANCHES, Branches, Part
from sharedpay.payroll.explain import ExplainedFigure, Explanation, money, title_of
from sharedpay.payroll.line import Line
from sharedpay.payroll.notes import Note
from sharedpay.payroll.payslip import Payslip
from sharedpay.payroll.quarter import Quarter
from sharedpay.payroll.settlement import Settlement

WIDTH = 80
"""Columns that text is laid out for when nobody says how many there are."""
_LEAST = 12
"""Columns that a cell is never made narrower than."""

SIGNS = {
    "deduction": "-",
    "withheld": "-",
    "employer_reduction": "-",
    "bonus": "+",
    "paid": "+",
    "employer": "+",
}
"""The sign of each kind of line."""
PAYEES = {
    "member": "member",
    "state": "State",
    "onss": "ONSS",
    "holiday_fund": "holiday fund",
    "enterprise": "enterprise",
    "pool": "pool",
    "insurer": "insurer",
    "payroll_office": "payroll office",
    "activity": "activity",
    "creditor": "creditor",
    "voucher_issuer": "voucher issuer",
}
"""How each payee is called."""


def page(result: object, width: int = WIDTH) -> str:
    """Anything that can be looked at, for a page of ``width`` columns."""
    if isinstance(result, Payslip):
        return payslip(result, width)
    if isinstance(result, Settlement):
        return settlement(result, width)
    if isinstance(result, Explanation):
        return explanation(result, width)
    if isinstance(result, Branches):
        return branches(result, width)
    return "\n".join(wrapped(str(result), "", width=width))


def table(rows: Iterable[Sequence[str]], align: str, indent: str = "", width: int | None = None) -> list[str]:
    """Rows as aligned lines; ``align`` has a letter a column, ``l`` or ``r``.

    Where they are wider than ``width``, the cells of the widest left-aligned column are wrapped.
    """
    cells = [tuple(row) for row in rows]
    widths = [max((len(row[i]) for row in cells), default=0) for i in range(len(align))]
    excess = len(indent) + sum(widths) + 2 * (len(widths) - 1) - (width or 10_000)
    if excess > 0 and "l" in align:
        widest = max((i for i, side in enumerate(align) if side == "l"), key=lambda i: widths[i])
        widths[widest] = max(widths[widest] - excess, min(_LEAST, widths[widest]))
        cells = [row for whole in cells for row in _split(whole, widest, widths[widest])]
    return [
        (
            indent
            + "  ".join(
                cell.ljust(width) if side == "l" else cell.rjust(width)
                for cell, width, side in zip(row, widths, align, strict=True)
            )
        ).rstrip()
        for row in cells
    ]


def _split(row: tuple[str, ...], column: int, width: int) -> list[tuple[str, ...]]:
    """A row as several, so that one of its cells is no wider than ``width``."""
    first, *more = textwrap.wrap(row[column], width, subsequent_indent="  ") or [""]
    blank = ("",) * len(row)
    return [
        (*row[:column], first, *row[column + 1 :]),
        *((*blank[:column], part, *blank[column + 1 :]) for part in more),
    ]


def notes(title: str, remarks: Iterable[Note | str], width: int = WIDTH) -> list[str]:
    """Remarks as a list under a title; nothing when there are none."""
    lines = []
    for remark in remarks:
        lines += wrapped(str(remark), "  - ", "    ", width)
    return ["", title, *lines] if lines else []


def payslip(slip: Payslip, width: int = WIDTH) -> str:
    """A payslip: from gross to net, then the employer's side, then what it rests on."""
    case = slip.case
    period = case.period
    head = [
        f"Payslip of {slip.month}",
        *wrapped(contract_text(case.contract), "  ", width=width),
        *wrapped(household_text(case.worker.household), "  ", width=width),
        f"  {period.first} to {period.last}: {period.days} of {period.possible_days} working days",
        "",
    ]
    longest = max(len(money(line.cents)) for line in slip.lines)
    rows = [("", "base", "rate", "EUR"), *(_line_row(line, longest) for line in slip.lines)]
    employer_at = 2 + max(i for i, line in enumerate(slip.lines) if line.kind == "net")
    if employer_at < len(rows):
        rows[employer_at:employer_at] = [("",) * 4, ("Employer", "", "", "")]
    body = table(rows, "lrrr", "  ", width)
    remarks = [*notes("Findings", slip.findings, width), *notes("Assumptions", slip.assumptions, width)]
    return "\n".join([*head, *body, *remarks, "", _footer(slip)])


def branches(found: Branches, width: int = WIDTH) -> str:
    """The contributions of a payslip by branch, then what goes to supplementary pensions."""
    parts: tuple[Part, ...] = ("before_bonus", "after_bonus", "employer")
    amounts = {(share.part, share.branch): share.cents for share in found.shares}
    rows: list[tuple[str, ...]] = [("", "worker", "after work bonus", "employer's reference")]
    for branch, label in BRANCHES.items():
        shown = (amounts.get((part, branch)) for part in parts)
        rows.append((label, *("" if cents is None else money(cents) for cents in shown)))
    totals = (sum(share.cents for share in found.shares if share.part == part) for part in parts)
    rows.append(("In all", *map(money, totals)))
    body = table(rows, "lrrr", "  ", width)
    remark = "Notional: one global rate is levied. The employer's reference shares are before reductions, and not all"
    lines = [
        f"Contributions of {found.month} by branch",
        "",
        *body,
        "",
        *wrapped(f"{remark} he owes.", "", width=width),
    ]
    if found.second_pillar:
        longest = max(len(money(line.cents)) for line in found.second_pillar)
        pillar = (_line_row(line, longest) for line in found.second_pillar)
        lines += ["", "Second pillar, paid beside them", *table(pillar, "lrrr", "  ", width)]
    return "\n".join(lines)


def _line_row(line: Line, longest: int) -> tuple[str, ...]:
    base = "" if line.base_cents is None or line.millionths is None else money(line.base_cents)
    rate = "" if line.millionths is None else rate_text(line.millionths).replace(".00 %", " %")
    sign = "=" if line.kind in ("net", "cost") else SIGNS.get(line.kind, "")
    return (line.label, base, rate, f"{sign} {money(line.cents):>{longest}}")


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


def way(result: Settlement) -> list[tuple[str, str]]:
    """The way from the invoice to the net, each step with its amount."""
    turnover, spending, run = result.turnover, result.spending, result.payslip.run
    steps = [("Invoice without VAT", turnover.without_vat), ("Contribution to the enterprise", -turnover.fee)]
    if result.expenses_cents:
        steps.append(("Expenses repaid", -result.expenses_cents))
    steps += [
        ("Employment budget", turnover.without_vat - turnover.fee - result.expenses_cents),
        ("  of which this pay uses", spending.budget),
        ("Gross", spending.gross),
        ("Net", run.net),
    ]
    if run.paid_out != run.net:
        steps.append(("Paid out", run.paid_out))
    return [(name, money(amount)) for name, amount in steps]


def settlement(result: Settlement, width: int = WIDTH) -> str:
    """A settlement: from the invoice to the budget, the closed ledger, and what it rests on."""
    rows = [(PAYEES[entry.payee], entry.label, str(entry.due or ""), money(entry.cents)) for entry in result.ledger]
    head, total = ("to", "what", "when", "EUR"), ("", "Invoice with VAT", "", money(result.turnover.total))
    ledger = table([head, *rows, total], "lllr", "  ", width)
    steps = table(way(result), "lr", "  ", width)
    lines = [f"Settlement of {result.payslip.month}", "", *steps, "", "Where every cent goes", *ledger]
    if result.span is not None and result.estimate is not None:
        span = result.span
        lines += [
            "",
            "An estimate: over the published range",
            f"  gross from {money(span.low_gross)} to {money(span.high_gross)}",
            f"  net from {money(span.low_net)} to {money(span.high_net)}",
        ]
    lines += notes("Findings", result.payslip.findings, width)
    lines += notes("Assumptions", result.assumptions, width)
    return "\n".join([*lines, "", _footer(result.payslip)])


def explanation(explained: Explanation, width: int = WIDTH) -> str:
    """An explanation: the figure, its steps with formula and numbers, its figures of law, and what it started from.

    The documents of the figures stand at its end, and their numbers in brackets where they are used.
    """
    documents: dict[str, int] = {}
    lines = [f"{explained.title}: {explained.value}"]
    for step in explained.steps:
        lines += ["", *_beside(f"{step.title}: {step.value}", f"[{step.article}]", width)]
        lines += wrapped(f"= {step.formula}", width=width)
        if step.numbers not in (step.value, step.formula, "0"):
            lines += wrapped(f"= {step.numbers}", width=width)
    if explained.inputs:
        lines += ["", "From"]
        lines += table(((item.title, item.value, item.name) for item in explained.inputs), "lrl", "  ", width)
    if explained.figures:
        lines += ["", "Figures of the law"]
        for figure in explained.figures:
            lines += _figure_lines(figure, documents, width)
    if documents:
        lines += ["", "Documents"]
        for title, number in documents.items():
            lines += wrapped(f"[{number}] {title}", "  ", "      ", width)
    return "\n".join(lines)


def _figure_lines(figure: ExplainedFigure, documents: dict[str, int], width: int) -> list[str]:
    """One figure of the law: value, since when, how sure, in which documents; a table with a row on each line."""
    numbers = ", ".join(str(documents.setdefault(title, len(documents) + 1)) for title in figure.sources)
    rows = value_lines(figure.value)
    said = f": {rows[0]}" if len(rows) == 1 else ""
    sure = figure.confidence.replace("_", " ")
    lines = _beside(f"{figure.name}{said}, since {figure.since} ({sure})", f"[{numbers}]" if numbers else "", width)
    lines += wrapped(figure.label, "      ", width=width)
    if not said:
        for row in rows:
            lines += wrapped(row, "      ", width=width)
    return lines


def _beside(sentence: str, reference: str, width: int) -> list[str]:
    """A sentence with its reference at the end of the line, or on the next one where it doesn't fit."""
    whole = f"  {sentence}   {reference}".rstrip()
    if len(whole) <= width:
        return [whole]
    return [*wrapped(sentence, "  ", "      ", width), *wrapped(reference, "      ", "      ", width)]


def wrapped(sentence: str, first: str = "    ", later: str = "", width: int = WIDTH) -> list[str]:
    """A sentence in lines of at most ``width`` columns; a number and its per cent sign stay together."""
    held = sentence.replace(" %", "\N{NO-BREAK SPACE}%")
    lines = textwrap.wrap(
        held,
        width,
        initial_indent=first,
        subsequent_indent=later or first + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]


def value_lines(value: Any) -> list[str]:
    """A value of a table of the law: a line for each row of a scale, one line for anything else."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [value_text(row) for row in value]
    return [value_text(value)]


def value_text(value: Any) -> str:
    """A value of a table of the law in one line."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return ", ".join(f"{key} {part}" for key, part in value.items())
    if isinstance(value, list):
        return " | ".join(value_text(part) for part in value)
    return str(value)


def quarter(settled: Quarter, width: int = WIDTH) -> str:
    """A quarter: what its months estimated, what it owes, and the difference."""
    rows = [("", "monthly estimates", "quarterly truth", "difference")]
    rows += [
        (title_of(line.code), money(line.estimate), money(line.truth), money(line.truth - line.estimate))
        for line in settled.lines
    ]
    return "\n".join([f"Quarter of {', '.join(settled.months)}", "", *table(rows, "lrrr", "  ", width)])
