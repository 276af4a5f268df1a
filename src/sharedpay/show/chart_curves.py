"""Charts of many pays: net, cost and marginal rate along a range, and what two laws make of it."""

from __future__ import annotations

from typing import Any, Literal

from sharedpay.errors import InvalidInput
from sharedpay.law.book import LawBook
from sharedpay.model.contract import Contract
from sharedpay.model.enterprise import Enterprise
from sharedpay.model.worker import Worker
from sharedpay.money import cents
from sharedpay.payroll.budget import prices_of, spending_of
from sharedpay.payroll.case import Amount, Case, prepare
from sharedpay.payroll.explain import all_steps, article_of
from sharedpay.payroll.run import Run, run
from sharedpay.payroll.solve import revenue_for_budget
from sharedpay.show import chart_notes
from sharedpay.show.altair_extra import alt
from sharedpay.show.chart_lines import NET, OTHER, WHOLE, Point, amounts_panel, differences_panel, marginal_panel
from sharedpay.show.chart_rows import AXIS, WIDTH, framed, key, lines_of_text
from sharedpay.show.kinks import Kink, kinks
from sharedpay.show.language import Language, language

_POINTS = 160
"""Into how many parts the range of a curve is cut."""


def curve(
    contract: Contract,
    worker: Worker | None = None,
    *,
    month: str,
    of: Literal["gross", "revenue"] = "gross",
    low: Amount = "500.00",
    high: Amount = "6000.00",
    width: int = WIDTH,
    lang: str | None = None,
    enterprise: Enterprise | None = None,
    **options: Any,
) -> alt.VConcatChart:
    """Net and cost against the gross, or net and gross against the revenue, with the marginal rate below.

    ``low`` and ``high``: the range of gross, euros, for a revenue too: it goes as far as the budgets of these. The
    marginal rate is the part of one more euro that doesn't reach the net. The kinks, where a rule takes another branch,
    stand at their exact cent with the rule's name and article. ``enterprise`` (Smart for a revenue if left out) and
    the other ``options`` are those of :func:`~sharedpay.payroll.payslip.payslip`.

    Raises :class:`InvalidInput` for a range that is none, :class:`InvalidInput` for an unknown language, and what a
    payslip raises.
    """
    words = language(lang)
    first, last = _range(low, high)
    if of not in ("gross", "revenue"):
        raise InvalidInput(f"of: {of!r} must be 'gross' or 'revenue'")
    smart = Enterprise.smart() if of == "revenue" and enterprise is None else enterprise
    case = prepare(contract, worker, month, enterprise=smart, **options)
    turns = [kink for kink in kinks(case, first, last) if _bends(case, kink, first, last)]
    grosses = sorted({*_steps(first, last), *(kink.gross for kink in turns)})
    points = [_point(case, gross, of) for gross in grosses]
    places = [_point(case, kink.gross, of).at for kink in turns]
    if of == "gross":
        other, x_title = words.say("Employer cost, dashed"), words.say("Gross, EUR a month")
        title = words.say("Net and employer cost against the gross")
    else:
        other, x_title = words.say("Gross, dashed"), words.say("Invoice without VAT, EUR a month")
        title = words.say("Net and gross against the revenue")
    names = [(words.say("Net"), NET), (other, OTHER), (words.say("Marginal rate"), WHOLE)]
    numbered = [
        f"{i}. {_named(case, place, kink, words)}" for i, (place, kink) in enumerate(zip(places, turns, strict=True), 1)
    ]
    drawn = width - AXIS
    parts = [
        key(names, width, AXIS),
        amounts_panel(points, places, drawn),
        marginal_panel(points, places, (x_title, words.say("per cent")), drawn),
    ]
    if numbered:
        parts.append(lines_of_text([words.say("Where a rule takes another branch:"), *numbered], width, AXIS))
    return framed(
        parts,
        title=title,
        subtitle=words.say(
            "{month}: EUR a month; the marginal rate is the part of one more euro that does not reach the net",
            month=words.title(words.month(month)),
        ),
        footer=[*chart_notes.who(case, words), chart_notes.engine(case, words)],
        width=width,
        words=words,
        left=AXIS,
    )


def _named(case: Case, place: int, kink: Kink, words: Language) -> str:
    """A kink in words: where it stands, of which rules, by which article."""
    titles = ", ".join(map(words.say, kink.titles))
    article = article_of(case, all_steps()[kink.names[0]].cite, words.article)
    return words.say("{title}: {value}", title=words.money(place), value=f"{titles} ({article})")


def laws(
    contract: Contract,
    worker: Worker | None = None,
    *,
    before: str,
    after: str,
    law_before: LawBook | None = None,
    law_after: LawBook | None = None,
    low: Amount = "500.00",
    high: Amount = "6000.00",
    width: int = WIDTH,
    lang: str | None = None,
    **options: Any,
) -> alt.VConcatChart:
    """Two laws compared: how much more net the same gross gives, and how much more it costs, against the gross.

    ``before`` and ``after`` are months; ``law_before`` and ``law_after`` law books, the packaged one if left out: two
    dates of one book, or one month under two. The footer names the figures that differ. Raises as :func:`curve` does.
    """
    words = language(lang)
    first, last = _range(low, high)
    cases = [
        prepare(contract, worker, month, law=law, **options)
        for month, law in ((before, law_before), (after, law_after))
    ]
    net, cost = list[tuple[int, int]](), list[tuple[int, int]]()
    for gross in _steps(first, last):
        old, new = (run(case, gross) for case in cases)
        net.append((gross, new.net - old.net))
        if old.cost is not None and new.cost is not None:
            cost.append((gross, new.employer_cost - old.employer_cost))
    drawn = width - AXIS
    names = [(words.say("Net"), NET)]
    if cost:
        names.append((words.say("Employer cost, dashed"), OTHER))
    if before == after:
        title = words.say("{month} under two laws", month=words.title(words.month(before)))
    else:
        title = words.say("{after} against {before}", after=words.title(words.month(after)), before=words.month(before))
    titles = (words.say("Gross, EUR a month"), words.say("EUR more"))
    return framed(
        [key(names, width, AXIS), differences_panel(net, cost, (first, last), titles, drawn)],
        title=title,
        subtitle=words.say("What the same gross gives more of net and costs more, EUR a month; below zero it is less"),
        footer=[
            *chart_notes.who(cases[1], words),
            chart_notes.differing(cases[0], cases[1], words),
            *(chart_notes.engine(case, words) for case in cases),
        ],
        width=width,
        words=words,
        left=AXIS,
    )


def _point(case: Case, gross: int, of: str) -> Point:
    """The point of a curve for a gross."""
    result: Run = run(case, gross)
    if of == "gross":
        return Point(gross, result.net, None if result.cost is None else result.employer_cost)
    prices = prices_of(case)
    return Point(revenue_for_budget(spending_of(case, prices, gross).budget, prices), result.net, gross)


def _bends(case: Case, kink: Kink, low: int, high: int) -> bool:
    """Whether a kink shows: the net or the cost goes on by another slope, of half a cent a euro or more, or jumps."""
    reach = 2000
    if kink.gross - reach < low or kink.gross + reach > high:
        return False
    before, here, after = (run(case, kink.gross + shift) for shift in (-reach, 0, reach))
    net = abs(after.net - 2 * here.net + before.net)
    cost = abs(after.employer_cost - 2 * here.employer_cost + before.employer_cost)
    return max(net, cost) * 200 >= reach


def _steps(low: int, high: int) -> list[int]:
    return [low + (high - low) * i // _POINTS for i in range(_POINTS + 1)]


def _range(low: Amount, high: Amount) -> tuple[int, int]:
    first, last = cents(low, "low"), cents(high, "high")
    if not 0 <= first < last or last - first < 10_000:
        raise InvalidInput(f"low, high: {low} to {high} must be a range from 0 up, at least 100 euros wide")
    return first, last
