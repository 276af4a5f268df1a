"""Many months as aligned plain text: a quarter settled, and a year."""

from __future__ import annotations

from collections.abc import Iterable

from sharedpay.payroll.explain import title_of
from sharedpay.payroll.period import Year
from sharedpay.payroll.quarter import Quarter
from sharedpay.show.language import Language, language
from sharedpay.show.layout import WIDTH, heads, table, wrapped
from sharedpay.show.vocabulary import PAYEES


def quarter(settled: Quarter, width: int = WIDTH, lang: str | None = None) -> str:
    """A quarter: what its months estimated, what it owes, and the difference."""
    words = language(lang)
    head = ("", words.say("monthly estimates"), words.say("quarterly truth"), words.say("difference"))
    rows = [
        (title_of(line.code, words.say), *map(words.money, (line.estimate, line.truth, line.truth - line.estimate)))
        for line in settled.lines
    ]
    return "\n".join(
        [
            *wrapped(quarter_title(settled, words), "", "  ", width),
            "",
            *table([*heads(head), *rows], "lrrr", "  ", width),
        ]
    )


def quarter_title(settled: Quarter, words: Language) -> str:
    """Which quarter it is."""
    return words.say("Quarter of {months}", months=", ".join(map(words.month, settled.months)))


def months_of(of: Year) -> dict[str, tuple[int, ...]]:
    """Gross, net, paid out and cost of each month of a year with pay in it, in cents; its pays are added up."""
    found: dict[str, tuple[int, ...]] = {}
    for slip in of.payslips:
        run = slip.run
        found[slip.month] = _added(
            [found.get(slip.month, (0, 0, 0, 0)), (run.gross, run.net, run.paid_out, run.employer_cost)]
        )
    return found


def sums_of(of: Year) -> tuple[int, ...]:
    """What the months of a year come to."""
    return _added(months_of(of).values())


def _added(rows: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(sum(column) for column in zip(*rows, strict=True))


def year(of: Year, width: int = WIDTH, lang: str | None = None) -> str:
    """A year: what each month paid and cost, and who gets what in all."""
    words = language(lang)
    rows = [(words.month_of_year(month), *map(words.money, amounts)) for month, amounts in months_of(of).items()]
    rows.append((words.say("Total"), *map(words.money, sums_of(of))))
    body = table([*heads(year_head(words)), *rows], "lrrrr", "  ", width)
    payees = [(words.title(PAYEES[payee]), words.money(cents)) for payee, cents in payees_of(of)]
    total = (words.say("In all"), words.money(sum(entry.cents for entry in of.ledger)))
    paid = [words.say("Where every cent goes"), *table([("", "EUR"), *payees, total], "lr", "  ", width)]
    return "\n".join([*wrapped(year_title(of, words), "", "  ", width), "", *body, "", *paid])


def year_title(of: Year, words: Language) -> str:
    """Which year it is, and of how many pays."""
    if len(of.payslips) == 1:
        return words.say("Year {year}: 1 pay", year=of.year)
    return words.say("Year {year}: {count} pays", year=of.year, count=len(of.payslips))


def year_head(words: Language) -> tuple[str, ...]:
    """The heads of the table of months."""
    return (words.say("month"), words.say("base pay"), words.say("net"), words.say("paid out"), words.say("cost"))


def payees_of(of: Year) -> list[tuple[str, int]]:
    """What each payee gets in all, in cents."""
    totals: dict[str, int] = {}
    for entry in of.ledger:
        totals[entry.payee] = totals.get(entry.payee, 0) + entry.cents
    return list(totals.items())
