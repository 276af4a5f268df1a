"""Results as HTML: what a notebook shows, and pages to save, print and send.

They are in the language that was chosen, or the one that is asked for; an explanation is in its own. Each piece carries
its own style, for light and dark screens and for paper, and no script. Everything that is written goes through
:func:`~sharedpay.show.html_parts.tag`, which escapes it.
"""

from __future__ import annotations

from collections.abc import Iterable

from sharedpay.errors import InvalidInput
from sharedpay.money import rate_text
from sharedpay.payroll.causes import Cause
from sharedpay.payroll.comparison import Comparison
from sharedpay.payroll.explain import ExplainedFigure, Explanation, title_of
from sharedpay.payroll.ledger import Entry
from sharedpay.payroll.line import Line
from sharedpay.payroll.marginal import Marginal
from sharedpay.payroll.notes import Note
from sharedpay.payroll.payslip import Payslip
from sharedpay.payroll.period import Year
from sharedpay.payroll.quarter import Quarter
from sharedpay.payroll.settlement import Settlement
from sharedpay.show import differences, periods, text
from sharedpay.show.html_parts import Cell, Markup, Row, bar, escaped, facts, key, table, tag
from sharedpay.show.html_style import STYLE
from sharedpay.show.language import Language, language
from sharedpay.show.palette import PAYEE_COLOURS
from sharedpay.show.shares import shares
from sharedpay.show.vocabulary import CONFIDENCES, PAYEES

Shown = Payslip | Settlement | Explanation | Marginal | Comparison | Quarter | Year


def fragment(result: Shown, lang: str | None = None) -> str:
    """A result as a piece of a page, with its style: a ``section`` whose heading is an ``h2``.

    Raises :class:`~sharedpay.errors.InvalidInput` for an unknown language, and for something that is no result.
    """
    return tag("style", Markup(STYLE)) + _section(result, _words(result, lang), 2)


def page(result: Shown, lang: str | None = None) -> str:
    """A result as a page of its own, to save, print or send. Raises as :func:`fragment` does."""
    words = _words(result, lang)
    title, _ = _parts(result, words, 1)
    head = [
        Markup('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'),
        Markup('<meta name="color-scheme" content="light dark">'),
        tag("title", title),
        tag("style", Markup(STYLE)),
    ]
    body = tag("body", tag("main", _section(result, words, 1)), class_="sharedpay-page")
    return f"<!doctype html>\n{tag('html', tag('head', *head), body, lang=words.code)}\n"


def _words(result: Shown, lang: str | None) -> Language:
    """The language of a piece: an explanation was made in one."""
    return language(result.lang if isinstance(result, Explanation) else lang)


def _section(result: Shown, words: Language, level: int) -> Markup:
    title, parts = _parts(result, words, level)
    return tag("section", tag(f"h{level}", title), *parts, class_="sharedpay", lang=words.code)


def _parts(result: Shown, words: Language, level: int) -> tuple[str, list[Markup]]:
    """The title of a result and what stands below it, with headings of the next level."""
    below = level + 1
    match result:
        case Payslip():
            return _payslip(result, words, below)
        case Settlement():
            return _settlement(result, words, below)
        case Explanation():
            return _explanation(result, words, below)
        case Marginal():
            return _marginal(result, words)
        case Comparison():
            return _comparison(result, words, below)
        case Quarter():
            return _quarter(result, words)
        case Year():
            return _year(result, words)
    raise InvalidInput(f"result: {result!r} can't be shown as a page")


def _payslip(slip: Payslip, words: Language, level: int) -> tuple[str, list[Markup]]:
    case, period = slip.case, slip.case.period
    days = words.say(
        "{first} to {last}: {days} of {possible} working days",
        first=words.date(period.first),
        last=words.date(period.last),
        days=period.days,
        possible=period.possible_days,
    )
    stated = [
        (words.say("Contract"), text.contract_text(case.contract, words.code)),
        (words.say("Household"), text.household_text(case.worker.household, words.code)),
        (words.say("Period"), days),
    ]
    end = 1 + max(place for place, line in enumerate(slip.lines) if line.kind == "net")
    head = ("", words.say("base"), words.say("rate"), "EUR")
    own, employer = ([_line(line, words) for line in part] for part in (slip.lines[:end], slip.lines[end:]))
    parts = [facts(stated), table(words.say("From gross to net"), head, own)]
    if employer:
        parts.append(table(words.say("What the employer pays on top"), head, employer))
    parts += _remarks(slip, slip.assumptions, words, level)
    return words.say("Payslip of {month}", month=words.month(slip.month)), [*parts, _footer(slip, words)]


def _line(line: Line, words: Language) -> Row:
    base = words.money(line.base_cents) if line.base_cents is not None and line.millionths is not None else ""
    rate = "" if line.millionths is None else words.local(rate_text(line.millionths).replace(".00 %", " %"))
    sign = {"+": "+", "-": "−"}.get(text.SIGNS.get(line.kind, ""), "")
    return (
        {"net": "total", "cost": "total", "subtotal": "sub"}.get(line.kind, ""),
        [
            Cell(title_of(line.code, words.say)),
            Cell(base, "n"),
            Cell(rate, "n"),
            Cell(f"{sign} {words.money(line.cents)}".strip(), "n"),
        ],
    )


def _settlement(result: Settlement, words: Language, level: int) -> tuple[str, list[Markup]]:
    steps = text.way(result, words.code)
    way: list[Row] = [
        (
            "total" if i == len(steps) - 1 else "sub" if name.startswith(" ") else "",
            [Cell(name.strip()), Cell(_minus(amount), "n")],
        )
        for i, (name, amount) in enumerate(steps)
    ]
    ledger = [_entry(entry, words.money(entry.cents), words) for entry in result.ledger]
    ledger.append(_total(words.say("Invoice with VAT"), words.money(result.turnover.total)))
    parts = [
        table(words.say("From the invoice to the net"), ("", "EUR"), way),
        *_where(result, words),
        table(words.say("The ledger: to whom, for what, when"), _ledger_head(words), ledger, "ledger"),
    ]
    span = result.span
    if span is not None and result.estimate is not None:
        rows: list[Row] = [
            ("", [Cell(name), Cell(words.money(low), "n"), Cell(words.money(high), "n")])
            for name, low, high in (
                (words.say("Gross"), span.low_gross, span.high_gross),
                (words.say("Net"), span.low_net, span.high_net),
            )
        ]
        head = ("", words.say("at least"), words.say("at most"))
        parts.append(table(words.say("An estimate: over the published range"), head, rows))
    parts += _remarks(result.payslip, result.assumptions, words, level)
    title = words.say("Settlement of {month}", month=words.month(result.payslip.month))
    return title, [*parts, _footer(result.payslip, words)]


def _where(result: Settlement, words: Language) -> list[Markup]:
    """Who gets how much as a bar, and in words and numbers below it; nothing of an invoice of nothing."""
    parts = shares(result)
    title = words.say("Where every cent goes")
    drawn = bar(title, ((PAYEE_COLOURS[share.payee], share.width) for share in parts))
    said = key(
        (
            PAYEE_COLOURS[share.payee],
            words.title(PAYEES[share.payee]),
            _minus(words.money(share.cents)),
            words.local(f"{share.percent} %"),
        )
        for share in parts
    )
    return [tag("figure", tag("figcaption", title), drawn, said)] if any(share.width for share in parts) else []


def _ledger_head(words: Language) -> tuple[str, ...]:
    return (words.say("to"), words.say("what"), words.say("when"), "EUR")


def _entry(entry: Entry, amount: str, words: Language) -> Row:
    """One entry of a ledger: to whom, for what, when, how much."""
    cells = [Cell(words.say(PAYEES[entry.payee])), Cell(words.say(entry.label)), Cell(words.date(entry.due), "d")]
    return "", [*cells, Cell(_minus(amount), "n")]


def _total(name: str, amount: str) -> Row:
    """The last row of a ledger."""
    return "total", [Cell(name), Cell(""), Cell(""), Cell(_minus(amount), "n")]


def _explanation(explained: Explanation, words: Language, level: int) -> tuple[str, list[Markup]]:
    steps = [
        tag(
            "li",
            tag("strong", step.title),
            words.say("{title}: {value}", title="", value=""),
            tag("span", step.value, class_="n"),
            tag("code", f"= {step.formula}"),
            tag("code", f"= {step.numbers}") if step.numbers not in (step.value, step.formula, "0") else Markup(),
            tag("cite", step.article),
        )
        for step in explained.steps
    ]
    parts = []
    if steps:
        parts += [tag(f"h{level}", words.say("Steps")), tag("ol", *steps, class_="steps")]
    if explained.inputs:
        rows: list[Row] = [("", [Cell(item.title), Cell(item.value, "n")]) for item in explained.inputs]
        parts.append(table(words.say("What it started from"), ("", words.say("value")), rows))
    documents: dict[str, int] = {}
    if explained.figures:
        head = (words.say("figure"), words.say("value"), words.say("since"), words.say("documents"))
        figures = [_figure(one, documents, words) for one in explained.figures]
        parts.append(table(words.say("Figures of the law"), head, figures, "stack"))
    if documents:
        listed = tag("ol", *(tag("li", title) for title in documents))
        parts += [tag(f"h{level}", words.say("Documents")), listed]
    return words.say("{title}: {value}", title=explained.title, value=explained.value), parts


def _figure(figure: ExplainedFigure, documents: dict[str, int], words: Language) -> Row:
    """A figure of the law; its documents are numbered as they come."""
    numbers = [str(documents.setdefault(title, len(documents) + 1)) for title in figure.sources]
    rows = (words.formula(row) for row in text.value_lines(figure.value, words.code))
    value = Markup("<br>".join(map(escaped, rows)))
    sure = words.say(CONFIDENCES.get(figure.confidence, figure.confidence))
    since = Markup("<br>".join(map(escaped, (words.local(figure.since), sure))))
    cells = (Cell(figure.label), Cell(value, "v"), Cell(since, "d"))
    return "", [*cells, Cell(f"[{', '.join(numbers)}]" if numbers else "")]


def _marginal(result: Marginal, words: Language) -> tuple[str, list[Markup]]:
    rows = [_entry(line, differences.signed(line.cents, words), words) for line in result.lines]
    total = differences.signed(sum(line.cents for line in result.lines), words)
    rows.append(_total(words.say("Total"), total))
    where = table(words.say("Where it goes"), _ledger_head(words), rows, "ledger")
    return differences.marginal_title(result, words), [where, tag("p", differences.marginal_sums(result, words))]


def _comparison(result: Comparison, words: Language, level: int) -> tuple[str, list[Markup]]:
    title = differences.comparison_title(result, words)
    if not result.changed:
        return title, [tag("p", differences.nothing_differs(words))]
    causes: dict[Cause, int] = {}
    rows: list[Row] = []
    for line in result.changed:
        number = causes.setdefault(line.cause, len(causes) + 1) if line.cause else 0
        label = differences.change_label(result, line, words)
        amounts = ["" if amount is None else words.money(amount) for amount in (line.before, line.after)]
        amounts.append(differences.signed(line.difference_cents, words))
        kind = "total" if line.code in ("net", "net_paid", "employer_cost") else ""
        cells = [Cell(_minus(amount), "n") for amount in amounts]
        rows.append((kind, [Cell(f"{label} [{number}]" if number else label), *cells]))
    head = ("", words.say("before"), words.say("after"), words.say("difference"))
    return title, [
        table(words.say("Lines that differ"), head, rows, "named"),
        tag(f"h{level}", words.say("First causes")),
        tag("ol", *(tag("li", differences.cause_text(cause, words)) for cause in causes)),
        tag("p", differences.same_text(result, words)),
    ]


def _quarter(settled: Quarter, words: Language) -> tuple[str, list[Markup]]:
    rows: list[Row] = [
        (
            "",
            [
                Cell(title_of(line.code, words.say)),
                *_amounts((line.estimate, line.truth, line.truth - line.estimate), words),
            ],
        )
        for line in settled.lines
    ]
    head = ("", words.say("monthly estimates"), words.say("quarterly truth"), words.say("difference"))
    return periods.quarter_title(settled, words), [table(words.say("What the quarter settles"), head, rows, "named")]


def _year(year: Year, words: Language) -> tuple[str, list[Markup]]:
    months = periods.months_of(year).items()
    rows: list[Row] = [("", [Cell(words.month_of_year(month)), *_amounts(amounts, words)]) for month, amounts in months]
    rows.append(("total", [Cell(words.say("Total")), *_amounts(periods.sums_of(year), words)]))
    paid: list[Row] = [
        ("", [Cell(words.title(PAYEES[payee])), *_amounts([cents], words)]) for payee, cents in periods.payees_of(year)
    ]
    paid.append(("total", [Cell(words.say("In all")), *_amounts([sum(entry.cents for entry in year.ledger)], words)]))
    return periods.year_title(year, words), [
        table(words.say("Month by month"), periods.year_head(words), rows),
        table(words.say("Where every cent goes"), ("", "EUR"), paid),
    ]


def _amounts(cents: Iterable[int], words: Language) -> list[Cell]:
    return [Cell(_minus(words.money(amount)), "n") for amount in cents]


def _minus(amount: str) -> str:
    """An amount with a true minus sign."""
    return amount.replace("-", "−")


def _remarks(slip: Payslip, assumptions: Iterable[Note | str], words: Language, level: int) -> list[Markup]:
    """What was found amiss and what was assumed, each as a list under its heading."""
    parts = []
    for title, remarks in ((text.FINDINGS, slip.findings), (text.ASSUMPTIONS, assumptions)):
        items = [tag("li", words.note(remark)) for remark in remarks]
        parts += [tag(f"h{level}", words.say(title)), tag("ul", *items)] if items else []
    return parts


def _footer(slip: Payslip, words: Language) -> Markup:
    return tag("footer", text.footer(slip, words.code))
