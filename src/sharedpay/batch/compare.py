"""A reform: the same people under two laws, who gains and who loses, and what it means for each payee.

All sums are whole cents over all rows. A month of the employer's side is a third of a quarter of such months.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any, Final, Unpack

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sharedpay.batch.columns import Source, table_of
from sharedpay.batch.results import decimals
from sharedpay.batch.run import Choices, Run, impossible_law
from sharedpay.batch.tasks import COST
from sharedpay.batch.values import read
from sharedpay.batch.vocabulary import MARITAL, PARTNER
from sharedpay.errors import InvalidInput
from sharedpay.law.book import LawBook
from sharedpay.money import euro_text, half_up

Cents = npt.NDArray[np.int64]

_COLUMNS: Final = (
    *("taxable_before_benefits", "net", "onss_after_bonus", "withholding", "special_contribution"),
    *("employer_contributions_after_reductions", "employer_cost"),
)
COLUMNS_OF: Final[Mapping[str, tuple[str, ...]]] = {
    "worker": ("net",),
    "State (withholding tax)": ("withholding",),
    "ONSS (worker)": ("onss_after_bonus", "special_contribution"),
    "ONSS (employer)": ("employer_contributions_after_reductions",),
    "employer cost": ("employer_cost",),
}
"""Who gets what of a pay; the last one is what the employers pay in all."""
_HOUSEHOLD: Final[Mapping[str, tuple[str, ...]]] = {
    "marital": MARITAL,
    "partner": PARTNER,
    "children": ("0 children", "1 child", "2 children", "3+ children"),
}
"""The columns that say what household a row is, and the words for their numbers; three children stand for more too."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a change of the law does to some people.

    ``rows``: ``net_a``, ``net_b`` and ``net_change`` of every row. ``payees`` is a table of what each gets under both
    laws and the change; ``deciles`` (by gross pay) and ``households`` are tables of net pays: how many rows, how many
    of them gain and lose, the sums and the change. ``gainers`` and ``losers`` count the net pays of all rows.
    """

    rows: pa.Table
    payees: pa.Table
    deciles: pa.Table
    households: pa.Table
    gainers: int
    losers: int
    law_digests: tuple[str, str]

    @property
    def unchanged(self) -> int:
        """How many net pays stay as they are."""
        return int(self.rows.num_rows) - self.gainers - self.losers

    def __str__(self) -> str:
        count = self.rows.num_rows
        lines = [f"{count} pays: {self.gainers} gain, {self.losers} lose, {self.unchanged} stay as they are", ""]
        lines += [*_aligned("payee", ("a", "b", "change"), map(_payee_cells, self.payees.to_pylist())), ""]
        for title, table in (("gross", self.deciles), ("household", self.households)):
            head = ("pays", "gain", "lose", "net change", "each")
            if table.num_rows:
                lines += [*_aligned(title, head, map(_group_cells, table.to_pylist())), ""]
        return "\n".join(lines).rstrip()


def compare(table: Any, law_a: LawBook, law_b: LawBook, **choices: Unpack[Choices]) -> Comparison:
    """The pays of a table under two law books; ``law_b`` may be a reform of ``law_a``, made with its ``amend``.

    ``choices`` as in :func:`sharedpay.batch.pay`, without those about results. Raises as
    :func:`sharedpay.batch.cost`.
    """
    wrong = sorted({"law", "money", "columns", "keep", "on_error"} & set(choices))
    problems = [f"{name}: a comparison has its own" for name in wrong]
    problems += [*impossible_law("law_a", law_a), *impossible_law("law_b", law_b)]
    if problems:
        raise InvalidInput(problems)
    held, single = table_of(table)
    asked: Choices = {**choices, "columns": _COLUMNS, "money": "cents"}
    first = Run(COST, held.schema, {**asked, "law": law_a}, single)
    a = first.table(held)
    b = Run(COST, held.schema, {**asked, "law": law_b}, single).table(held)
    net_a, net_b = _cents(a, "net"), _cents(b, "net")
    change = net_b - net_a
    sums = [(_sum(a, columns), _sum(b, columns)) for columns in COLUMNS_OF.values()]
    groups = Groups(net_a, net_b)
    return Comparison(
        rows=pa.table({name: _euros(cents) for name, cents in _named(net_a, net_b, change).items()}),
        payees=pa.table({"payee": pa.array(COLUMNS_OF, pa.string()), **_changes(np.array(sums, np.int64))}),
        deciles=groups.table("gross", _deciles(a)),
        households=groups.table("household", _households(held, first.job.plan.sources)),
        gainers=int((change > 0).sum()),
        losers=int((change < 0).sum()),
        law_digests=(law_a.digest, law_b.digest),
    )


def _named(net_a: Cents, net_b: Cents, change: Cents) -> dict[str, Cents]:
    return {"net_a": net_a, "net_b": net_b, "net_change": change}


def _cents(table: pa.Table, name: str) -> Cents:
    return np.asarray(table.column(name).to_numpy(), np.int64)


def _sum(table: pa.Table, columns: tuple[str, ...]) -> int:
    return sum(int(_cents(table, name).sum()) for name in columns)


def _euros(cents: Cents) -> pa.Array:
    return decimals(cents, 18)


def _changes(sums: Cents) -> dict[str, pa.Array]:
    """Sums under both laws, a pair in a row, and their change as columns, euros."""
    a, b = np.ascontiguousarray(sums.reshape(-1, 2).T)
    return {"a": _euros(a), "b": _euros(b), "change": _euros(b - a)}


class Groups:
    """Net pays under both laws, added up over groups of rows."""

    def __init__(self, net_a: Cents, net_b: Cents) -> None:
        self._a, self._b = net_a, net_b

    def table(self, title: str, groups: Iterable[tuple[str, npt.NDArray[Any]]]) -> pa.Table:
        """A row for each group: its name, how many pays, how many of them gain and lose, their sums and the change."""
        names, counts, sums = [], [], []
        for name, here in groups:
            a, b = self._a[here], self._b[here]
            names.append(name)
            counts.append((len(a), int((b > a).sum()), int((b < a).sum())))
            sums.append((int(a.sum()), int(b.sum())))
        rows, gainers, losers = np.array(counts, np.int64).reshape(-1, 3).T
        return pa.table(
            {
                title: pa.array(names, pa.string()),
                "rows": pa.array(rows),
                "gainers": pa.array(gainers),
                "losers": pa.array(losers),
                **_changes(np.array(sums, np.int64)),
            }
        )


def _deciles(table: pa.Table) -> Iterator[tuple[str, npt.NDArray[Any]]]:
    """Ten groups of rows by their gross pay under the first law, from the lowest to the highest."""
    gross = _cents(table, "taxable_before_benefits") + _cents(table, "onss_after_bonus")
    for part in np.array_split(np.argsort(gross, kind="stable"), 10):
        if len(part):
            yield f"{euro_text(int(gross[part[0]]))} to {euro_text(int(gross[part[-1]]))}", part


def _households(table: pa.Table, sources: Mapping[str, Source]) -> Iterator[tuple[str, npt.NDArray[Any]]]:
    """Groups of rows with the same household, as far as the table states it; children counted to three and more."""
    stated = [name for name in _HOUSEHOLD if name in sources]
    if not stated:
        return
    places = np.zeros(table.num_rows, np.int8)
    for name in stated:
        numbers = _numbers(table, sources[name])
        places = places * len(_HOUSEHOLD[name]) + np.minimum(numbers, len(_HOUSEHOLD[name]) - 1)
    households = enumerate(product(*(_HOUSEHOLD[name] for name in stated)))
    for place, words in sorted(households, key=lambda household: household[1]):
        rows = places == place
        if rows.any():
            yield ", ".join(words).replace("single, none", "single"), rows


def _numbers(table: pa.Table, source: Source) -> npt.NDArray[np.int8] | int:
    """The values of an input of words or counts as the batch itself reads them; one number if all are the same."""
    if source.place is None:
        return source.constant
    chunks = table.column(source.column.name).chunks
    numbers = [read(source.column, chunk, source.reading).values.astype(np.int8) for chunk in chunks]
    return np.concatenate([np.empty(0, np.int8), *numbers])


def _payee_cells(row: Mapping[str, Any]) -> tuple[str, ...]:
    return row["payee"], *(f"{row[name]:,}".replace(",", " ") for name in ("a", "b", "change"))


def _group_cells(row: Mapping[str, Any]) -> tuple[str, ...]:
    """A group in words: its size, the parts of it that gain and lose, and the change in all and for each pay."""
    name, count, gainers, losers, _, _, change = row.values()
    each = half_up(int(change * 100), count)
    parts = (f"{half_up(100 * part, count)} %" for part in (gainers, losers))
    return name, str(count), *parts, f"{change:,}".replace(",", " "), euro_text(each)


def _aligned(title: str, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """A table as text: names to the left, the rest to the right."""
    table = [(title, *head), *rows]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        cells = [row[0].ljust(widths[0]), *(text.rjust(width) for text, width in zip(row[1:], widths[1:], strict=True))]
        yield "  ".join(cells)
