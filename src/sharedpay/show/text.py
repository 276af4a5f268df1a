"""Payslips, settlements, explanations and tables of the law as aligned plain text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sharedpay.model.contract import Contract
from sharedpay.model.worker import Household
from sharedpay.money import euro_text, rate_text
from sharedpay.payroll.branches import BRANCHES, Branches, Part
from sharedpay.payroll.comparison import Comparison
from sharedpay.payroll.explain import ExplainedFigure, Explanation, title_of
from sharedpay.payroll.line import Line
from sharedpay.payroll.marginal import Marginal
from sharedpay.payroll.notes import Note
from sharedpay.payroll.payslip import Payslip
from sharedpay.payroll.period import Year
from sharedpay.payroll.quarter import Quarter
from sharedpay.payroll.settlement import Settlement
from sharedpay.payroll.solve import Fit, Solution
from sharedpay.show import differences, periods
from sharedpay.show.language import Language, language
from sharedpay.show.layout import WIDTH, table, wrapped
from sharedpay.show.vocabulary import COLUMNS, CONFIDENCES, HOUSEHOLD, PAYEES, STATUSES

SIGNS = {
    "deduction": "-",
    "withheld": "-",
    "employer_reduction": "-",
    "bonus": "+",
    "paid": "+",
    "employer": "+",
}
"""The sign of each kind of line."""


def page(result: object, width: int = WIDTH, lang: str | None = None) -> str:
    """Anything that can be looked at, for a page of ``width`` columns, in a language; an explanation has its own."""
    if isinstance(result, Payslip):
        return payslip(result, width, lang)
    if isinstance(result, Settlement):
        return settlement(result, width, lang)
    if isinstance(result, Explanation):
        return explanation(result, width)
    if isinstance(result, Branches):
        return branches(result, width, lang)
    if isinstance(result, Quarter):
        return periods.quarter(result, width, lang)
    if isinstance(result, Year):
        return periods.year(result, width, lang)
    if isinstance(result, Marginal):
        return differences.marginal(result, width, lang)
    if isinstance(result, Comparison):
        return differences.comparison(result, width, lang)
    if isinstance(result, Solution):
        return "\n".join(wrapped(solution(result, lang), "", width=width))
    if isinstance(result, Fit):
        return "\n".join(wrapped(fit(result, lang), "", width=width))
    return "\n".join(wrapped(str(result), "", width=width))


def notes(title: str, remarks: Iterable[Note | str], width: int = WIDTH, lang: str | None = None) -> list[str]:
    """Remarks as a list under a title (a message); nothing when there are none."""
    words = language(lang)
    lines = []
    for remark in remarks:
        lines += wrapped(words.note(remark), "  - ", "    ", width)
    return ["", words.say(title), *lines] if lines else []


def payslip(slip: Payslip, width: int = WIDTH, lang: str | None = None) -> str:
    """A payslip: from gross to net, then the employer's side, then what it rests on."""
    words = language(lang)
    case = slip.case
    period = case.period
    days = words.say(
        "{first} to {last}: {days} of {possible} working days",
        first=words.date(period.first),
        last=words.date(period.last),
        days=period.days,
        possible=period.possible_days,
    )
    head = [
        words.say("Payslip of {month}", month=words.month(slip.month)),
        *wrapped(contract_text(case.contract, lang), "  ", width=width),
        *wrapped(household_text(case.worker.household, lang), "  ", width=width),
        *wrapped(days, "  ", width=width),
        "",
    ]
    longest = max(len(words.money(line.cents)) for line in slip.lines)
    heads = ("", words.say("base"), words.say("rate"), "EUR")
    rows = [heads, *(_line_row(line, longest, words) for line in slip.lines)]
    employer_at = 2 + max(i for i, line in enumerate(slip.lines) if line.kind == "net")
    if employer_at < len(rows):
        rows[employer_at:employer_at] = [("",) * 4, (words.say("Employer"), "", "", "")]
    body = table(rows, "lrrr", "  ", width)
    remarks = [*notes(FINDINGS, slip.findings, width, lang), *notes(ASSUMPTIONS, slip.assumptions, width, lang)]
    return "\n".join([*head, *body, *remarks, "", footer(slip, lang)])


def branches(found: Branches, width: int = WIDTH, lang: str | None = None) -> str:
    """The contributions of a payslip by branch, then what goes to supplementary pensions."""
    words = language(lang)
    parts: tuple[Part, ...] = ("before_bonus", "after_bonus", "employer")
    amounts = {(share.part, share.branch): share.cents for share in found.shares}
    heads = ("", words.say("worker"), words.say("after work bonus"), words.say("employer's reference"))
    rows: list[tuple[str, ...]] = [heads]
    for branch, label in BRANCHES.items():
        shown = (amounts.get((part, branch)) for part in parts)
        rows.append((words.say(label), *("" if cents is None else words.money(cents) for cents in shown)))
    totals = (sum(share.cents for share in found.shares if share.part == part) for part in parts)
    rows.append((words.say("In all"), *map(words.money, totals)))
    remark = words.say(
        "Notional: one global rate is levied. The employer's reference shares are before reductions, not all he owes."
    )
    lines = [
        *wrapped(words.say("Contributions of {month} by branch", month=words.month(found.month)), "", "  ", width),
        "",
        *table(rows, "lrrr", "  ", width),
        "",
        *wrapped(remark, "", width=width),
    ]
    if found.second_pillar:
        longest = max(len(words.money(line.cents)) for line in found.second_pillar)
        pillar = (_line_row(line, longest, words) for line in found.second_pillar)
        lines += ["", words.say("Second pillar, paid beside them"), *table(pillar, "lrrr", "  ", width)]
    return "\n".join(lines)


FINDINGS = "Findings"
ASSUMPTIONS = "Assumptions"


def _line_row(line: Line, longest: int, words: Language) -> tuple[str, ...]:
    base = "" if line.base_cents is None or line.millionths is None else words.money(line.base_cents)
    rate = "" if line.millionths is None else words.local(rate_text(line.millionths).replace(".00 %", " %"))
    sign = "=" if line.kind in ("net", "cost") else SIGNS.get(line.kind, "")
    return (title_of(line.code, words.say), base, rate, f"{sign} {words.money(line.cents):>{longest}}")


def footer(slip: Payslip, lang: str | None = None) -> str:
    """What computed a result."""
    return language(lang).say(
        "sharedpay {version}, law {digest}", version=slip.engine_version, digest=slip.law_digest[:12]
    )


def contract_text(contract: Contract, lang: str | None = None, *, committee: bool = True) -> str:
    """A contract in one line, with or without its joint committee."""
    words = language(lang)
    first, last = words.date(contract.first_day), words.date(contract.last_day)
    parts = [words.say(STATUSES[contract.status])]
    if contract.last_day:
        parts.append(words.say("fixed term from {first} to {last}", first=first, last=last))
    else:
        parts.append(words.say("permanent from {first}", first=first))
    if contract.part_time:
        weekly, full = words.local(str(contract.weekly_hours)), words.local(str(contract.full_time_hours))
        parts.append(words.say("{weekly} of {full} hours", weekly=weekly, full=full))
    else:
        parts.append(words.say("full time"))
    if contract.joint_committee and committee:
        parts.append(words.say("joint committee {committee}", committee=contract.joint_committee))
    return ", ".join(parts)


def household_text(household: Household, lang: str | None = None) -> str:
    """A household in one line."""
    words = language(lang)
    parts = [words.say(HOUSEHOLD[household.marital])]
    if household.partner:
        parts.append(words.say(HOUSEHOLD[household.partner]))
    if household.children:
        one = household.children == 1
        children = words.say("1 child") if one else words.say("{count} children", count=household.children)
        if household.disabled_children:
            children += words.say(" ({count} disabled)", count=household.disabled_children)
        parts.append(children)
    flags = ("single_parent", "disabled", "partner_disabled")
    parts += [words.say(HOUSEHOLD[flag]) for flag in flags if getattr(household, flag)]
    if household.seniors_in_care:
        parts.append(words.say("{count} seniors in care", count=household.seniors_in_care))
    if household.other_dependants:
        parts.append(words.say("{count} other dependants", count=household.other_dependants))
    if household.scale:
        parts.append(words.say("scale {number}", number=household.scale))
    return ", ".join(parts)


def way(result: Settlement, lang: str | None = None) -> list[tuple[str, str]]:
    """The way from the invoice to the net, each step with its amount."""
    words = language(lang)
    turnover, spending, run = result.turnover, result.spending, result.payslip.run
    steps = [
        (words.say("Invoice without VAT"), turnover.without_vat),
        (words.say("Contribution to the enterprise"), -turnover.fee),
    ]
    if result.expenses_cents:
        steps.append((words.say("Expenses repaid"), -result.expenses_cents))
    steps += [
        (words.say("Employment budget"), turnover.without_vat - turnover.fee - result.expenses_cents),
        ("  " + words.say("of which this pay uses"), spending.budget),
        (words.say("Gross"), spending.gross),
        (words.say("Net"), run.net),
    ]
    if run.paid_out != run.net:
        steps.append((words.say("Paid out"), run.paid_out))
    return [(name, words.money(amount)) for name, amount in steps]


def settlement(result: Settlement, width: int = WIDTH, lang: str | None = None) -> str:
    """A settlement: from the invoice to the budget, the closed ledger, and what it rests on."""
    words = language(lang)
    say, money = words.say, words.money
    rows = [
        (say(PAYEES[entry.payee]), say(entry.label), words.date(entry.due), money(entry.cents))
        for entry in result.ledger
    ]
    head = (words.say("to"), words.say("what"), words.say("when"), "EUR")
    total = ("", words.say("Invoice with VAT"), "", money(result.turnover.total))
    ledger = table([head, *rows, total], "lllr", "  ", width)
    steps = table(way(result, lang), "lr", "  ", width)
    title = words.say("Settlement of {month}", month=words.month(result.payslip.month))
    lines = [title, "", *steps, "", words.say("Where every cent goes"), *ledger]
    if result.span is not None and result.estimate is not None:
        span = result.span
        lines += [
            "",
            *wrapped(words.say("An estimate: over the published range"), "", "  ", width),
            "  " + words.say("gross from {low} to {high}", low=money(span.low_gross), high=money(span.high_gross)),
            "  " + words.say("net from {low} to {high}", low=money(span.low_net), high=money(span.high_net)),
        ]
    lines += notes(FINDINGS, result.payslip.findings, width, lang)
    lines += notes(ASSUMPTIONS, result.assumptions, width, lang)
    return "\n".join([*lines, "", footer(result.payslip, lang)])


def explanation(explained: Explanation, width: int = WIDTH) -> str:
    """An explanation: the figure, its steps with formula and numbers, its figures of law, and what it started from.

    It is written in the explanation's own language. The documents of the figures stand at its end, and their numbers
    in brackets where they are used.
    """
    words = language(explained.lang)
    documents: dict[str, int] = {}
    lines = wrapped(_said(explained.title, explained.value, words), "", "  ", width)
    for step in explained.steps:
        lines += ["", *_beside(_said(step.title, step.value, words), f"[{step.article}]", width)]
        lines += wrapped(f"{step.name} = {step.formula}", width=width)
        if step.numbers not in (step.value, step.formula, "0"):
            lines += wrapped(f"= {step.numbers}", width=width)
    if explained.inputs:
        lines += ["", words.say("From")]
        lines += table(((item.title, item.value, item.name) for item in explained.inputs), "lrl", "  ", width)
    if explained.figures:
        lines += ["", words.say("Figures of the law")]
        for figure in explained.figures:
            lines += _figure_lines(figure, documents, width, words)
    if documents:
        lines += ["", words.say("Documents")]
        for title, number in documents.items():
            lines += wrapped(f"[{number}] {title}", "  ", "      ", width)
    return "\n".join(lines)


def _said(title: str, value: str, words: Language) -> str:
    return words.say("{title}: {value}", title=title, value=value)


def _figure_lines(figure: ExplainedFigure, documents: dict[str, int], width: int, words: Language) -> list[str]:
    """One figure of the law: value, since when, how sure, in which documents; a table with a row on each line."""
    numbers = ", ".join(str(documents.setdefault(title, len(documents) + 1)) for title in figure.sources)
    rows = [words.formula(row) for row in value_lines(figure.value, words.code)]
    name = _said(figure.name, rows[0], words) if len(rows) == 1 else figure.name
    since, sure = words.local(figure.since), words.say(CONFIDENCES[figure.confidence])
    sentence = words.say("{figure}, since {since} ({sure})", figure=name, since=since, sure=sure)
    lines = _beside(sentence, f"[{numbers}]" if numbers else "", width)
    lines += wrapped(figure.label, "      ", width=width)
    if len(rows) != 1:
        for row in rows:
            lines += wrapped(row, "      ", width=width)
    return lines


def _beside(sentence: str, reference: str, width: int) -> list[str]:
    """A sentence with its reference at the end of the line, or on the next one where it doesn't fit."""
    whole = f"  {sentence}   {reference}".rstrip()
    if len(whole) <= width:
        return [whole]
    return [*wrapped(sentence, "  ", "      ", width), *wrapped(reference, "      ", "      ", width)]


def value_lines(value: Any, lang: str | None = None) -> list[str]:
    """A value of a table of the law: a line for each row of a scale, one line for anything else."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [value_text(row, lang) for row in value]
    return [value_text(value, lang)]


def value_text(value: Any, lang: str | None = None) -> str:
    """A value of a table of the law in one line, as the table has it."""
    words = language(lang)
    if isinstance(value, bool):
        return words.say("yes") if value else words.say("no")
    if isinstance(value, dict):
        return ", ".join(f"{words.say(COLUMNS[key]) if key in COLUMNS else key} {part}" for key, part in value.items())
    if isinstance(value, list):
        return " | ".join(value_text(part, lang) for part in value)
    return str(value)


def solution(found: Solution, lang: str | None = None) -> str:
    """The answers of an inverse in a sentence."""
    words = language(lang)
    gross, target = found.of == "gross", words.local(euro_text(found.target_cents))
    if found.answers:
        answers = ", ".join(words.local(euro_text(answer.chosen)) for answer in found.answers)
        if len(found.answers) == 1:
            if gross:
                return words.say("A net of {net} comes from a gross of {answer}.", net=target, answer=answers)
            return words.say("A net of {net} comes from a revenue of {answer}.", net=target, answer=answers)
        values = {"net": target, "answers": answers, "count": len(found.answers)}
        if gross:
            return words.say("A net of {net} comes from a gross of {answers}: {count} answers.", **values)
        return words.say("A net of {net} comes from a revenue of {answers}: {count} answers.", **values)
    near = words.say(" and ").join(
        words.say(
            "{amount} gives {net}",
            amount=words.local(euro_text(answer.chosen)),
            net=words.local(euro_text(answer.net)),
        )
        for answer in (found.below, found.above)
        if answer is not None
    )
    if gross:
        return words.say("No gross gives a net of {net} to the cent; the nearest: {near}.", net=target, near=near)
    return words.say("No revenue gives a net of {net} to the cent; the nearest: {near}.", net=target, near=near)


def fit(found: Fit, lang: str | None = None) -> str:
    """The largest gross for a budget in a sentence."""
    words = language(lang)
    budget, gross, cost = (
        words.local(euro_text(cents)) for cents in (found.budget_cents, found.gross_cents, found.cost_cents)
    )
    return words.say(
        "A budget of {budget} holds a gross of {gross}, which costs {cost}.", budget=budget, gross=gross, cost=cost
    )
