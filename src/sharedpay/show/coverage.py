"""The coverage page: which figures are covered on which dates, and what is not modelled; made from the law book."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from sharedpay.law.book import LawBook, Parameter

NOT_MODELLED = {
    "several contracts with one employer in a month or a quarter": "each contract is computed alone",
    "a quarter whose law changes, with an indemnity in lieu of notice, or in which a student crosses the hours": (
        "how its parts are settled is not told by a source"
    ),
    "vouchers, allowances, amateur arts and copyright above their tax-free limits": "they are ordinary pay there",
    "guaranteed pay beyond thirty days, or under three months of contract": "the insurer's part is not computed",
    "notice periods, public holidays after a contract, rights to benefits": "no function computes them",
    "directors under the self-employed statute": "only the deduction of no. 25.2 is there, for checks",
    "weekly, daily and hourly withholding": "months, and fortnights in checks",
    "scale III with reductions for the household": "whether they apply is unknown",
    "apprentices, occasional workers in agriculture, paid sportspersons": "lump sums are not covered",
    "category 3 of the structural reduction": "sheltered, social and adapted work",
    "the ceiling on very high pay over several contracts": "the month's estimate is of one contract",
    "hospital insurance paid by the employer": "its tax and contributions are unknown",
    "sector scales and funds other than the fund of joint committee 200": "their figures are not covered",
}
"""Situations that raise ``NotModelled`` or can't be stated, and why."""


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
    lines += ["## Not modelled", "", "| what | why |", "|---|---|"]
    lines += [f"| {what} | {why} |" for what, why in NOT_MODELLED.items()]
    return "\n".join(lines) + "\n"


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


def periods_text(parameter: Parameter) -> str:
    """The covered periods in words: months where they start and end with one."""
    return ", ".join(f"{_month(start)} to {_month(end)}" for start, end in periods(parameter))


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
