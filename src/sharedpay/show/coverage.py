"""The coverage page: which figures are covered on which dates, and what is not modelled; made from the law book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from sharedpay.law.book import LawBook, Parameter


class Unmodelled(NamedTuple):
    """A situation that raises ``NotModelled`` or can't be stated, why, and the areas of law that it belongs to."""

    what: str
    why: str
    areas: tuple[str, ...] = ()


NOT_MODELLED = (
    Unmodelled(
        "several contracts with one employer in a month or a quarter",
        "each contract is computed alone",
        ("work_bonus", "special_contribution", "reductions"),
    ),
    Unmodelled(
        "a quarter whose law changes, with an indemnity in lieu of notice, or in which a student crosses the hours",
        "how its parts are settled is not told by a source",
        ("special_contribution", "reductions", "severance"),
    ),
    Unmodelled(
        "vouchers, allowances, amateur arts and copyright above their tax-free limits",
        "they are ordinary pay there",
        ("meal_vouchers", "benefits", "amateur_arts", "copyright"),
    ),
    Unmodelled(
        "guaranteed pay beyond thirty days, or under three months of contract",
        "the insurer's part is not computed",
        ("guaranteed_pay",),
    ),
    Unmodelled(
        "notice periods, public holidays after a contract, rights to benefits",
        "no function computes them",
        ("severance",),
    ),
    Unmodelled(
        "directors under the self-employed statute",
        "only the deduction of no. 25.2 is there, for checks",
        ("withholding_tax",),
    ),
    Unmodelled("weekly, daily and hourly withholding", "months, and fortnights in checks", ("withholding_tax",)),
    Unmodelled("scale III with reductions for the household", "whether they apply is unknown", ("withholding_tax",)),
    Unmodelled(
        "exceptional pay with the artists' flat rate of no. 80",
        "the combination is unknown",
        ("exceptional_pay", "withholding_tax", "year_end_premium", "holiday_pay"),
    ),
    Unmodelled(
        "exceptional pay and indemnities of students and flexi-jobs",
        "only the ordinary pay of these contracts is computed",
        ("exceptional_pay", "severance", "year_end_premium"),
    ),
    Unmodelled(
        "exemptions of exceptional pay for more than twelve children",
        "no. 54 is known up to twelve",
        ("exceptional_pay",),
    ),
    Unmodelled(
        "the work bonus on the simple part of departure holiday pay",
        'whether there is one is unknown; `work_bonus="none"` computes it without',
        ("departure_pay", "work_bonus"),
    ),
    Unmodelled(
        "the account of December for days earned at other employers",
        'it has no official formula; `estimate="natural_reading"` gives a reading',
        ("holiday_days",),
    ),
    Unmodelled("a company car whose CO2 emission is unknown", "its taxable benefit is not covered", ("company_car",)),
    Unmodelled(
        "apprentices, occasional workers in agriculture, paid sportspersons",
        "lump sums are not covered",
        ("contributions",),
    ),
    Unmodelled("the branches of the contributions of students and flexi-jobs", "no text divides them", ("branches",)),
    Unmodelled("category 3 of the structural reduction", "sheltered, social and adapted work", ("reductions",)),
    Unmodelled(
        "older workers in Brussels and the German-speaking Community",
        "their amounts are not covered",
        ("target_groups",),
    ),
    Unmodelled(
        "the employer's side of blue-collar workers and artists above the ceiling on very high pay",
        "whether their pay counts there at 100 or at 108 % is unknown",
        ("employer",),
    ),
    Unmodelled(
        "the ceiling on very high pay over several contracts", "the month's estimate is of one contract", ("employer",)
    ),
    Unmodelled(
        "a quarter with premiums above the ceiling on very high pay",
        "how it is settled is not told by a source",
        ("employer",),
    ),
    Unmodelled("hospital insurance paid by the employer", "its tax and contributions are unknown", ("benefits",)),
    Unmodelled(
        "sector scales and funds other than the fund of joint committee 200",
        "their figures are not covered",
        ("minimum_wage", "year_end_premium", "employer"),
    ),
    Unmodelled(
        "a coefficient for other contracts than the estimated ones",
        "none is published; `coefficient` of the enterprise states it",
        ("shared_enterprise",),
    ),
)
"""All of them, in the order of the coverage page; the page of each area of law shows its own."""


def page(book: LawBook) -> str:
    """The whole page in Markdown."""
    lines = [
        "# What is covered",
        "",
        "Made from the tables of the law by `python -m sharedpay.show.coverage`; a test keeps it so.",
        "",
        "A date outside the periods raises `NotCovered`, for those who need the figure; nobody else is stopped. *Weak*",
        "names the figures that rest on one source, on sources that disagree, or on an estimate.",
        "",
    ]
    for area, parameters in book.areas.items():
        lines += [f"## {area.replace('_', ' ')}", "", "| figure | covered | weak |", "|---|---|---|"]
        lines += [f"| `{p.name}` {p.labels['en']} | {periods_text(p)} | {weakness(p)} |" for p in parameters.values()]
        lines.append("")
    lines += ["## Not modelled", "", *unmodelled_table(NOT_MODELLED)]
    return "\n".join(lines) + "\n"


def unmodelled_table(situations: Iterable[Unmodelled]) -> list[str]:
    """What is not modelled and why, as a table."""
    return ["| what | why |", "|---|---|", *(f"| {each.what} | {each.why} |" for each in situations)]


def periods(parameter: Parameter) -> Iterator[tuple[date, date]]:
    """The covered periods of a figure, those that touch as one; named readings left out."""
    versions = sorted((v for v in parameter.versions if not v.reading), key=lambda v: v.start)
    current: tuple[date, date] | None = None
    for version in versions:
        if current is not None and version.start <= current[1] + timedelta(days=1):
            current = (current[0], max(current[1], version.end))
            continue
        if current is not None:
            yield current
        current = (version.start, version.end)
    if current is not None:
        yield current


def gaps(parameter: Parameter, until: date) -> Iterator[tuple[date, date]]:
    """The periods without a figure since its first one, as far as the others of its area are covered, ``until``."""
    covered = list(periods(parameter))
    starts = [start for start, _ in covered[1:]] + [until + timedelta(days=1)]
    for (_, end), start in zip(covered, starts, strict=True):
        if end + timedelta(days=1) < start:
            yield end + timedelta(days=1), start - timedelta(days=1)


def in_words(spans: Iterable[tuple[date, date]]) -> str:
    """Periods in words, by their months."""
    return ", ".join(f"{_month(start)} to {_month(end)}" for start, end in spans)


def periods_text(parameter: Parameter) -> str:
    """The covered periods in words."""
    return in_words(periods(parameter))


def weakness(parameter: Parameter) -> str:
    """The confidences below two sources, each once."""
    weak = ("one_source", "conflict", "estimate")
    return ", ".join(_once(v.confidence.replace("_", " ") for v in parameter.versions if v.confidence in weak))


def _once(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))


def _month(day: date) -> str:
    return day.strftime("%Y-%m")


if __name__ == "__main__":
    import sys

    from sharedpay.law.book import packaged

    sys.stdout.write(page(packaged()))
