"""A reform: the same people under two laws, who gains and who loses, and what it means for each payee.

All sums are whole cents over all rows. A month of the employer's side is a third of a quarter of such months.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Unpack

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from sharedpay.batch.columns import table_of
from sharedpay.batch.results import decimals
from sharedpay.batch.run import Choices, Run
from sharedpay.batch.tasks import COST
from sharedpay.errors import InvalidInput
from sharedpay.law.book import LawBook
from sharedpay.money import euro_text

Cents = npt.NDArray[np.int64]
Group = tuple[str, int, int, int]
"""A name, how many rows, and the sum of their amounts under both laws, in cents."""
_COLUMNS: Final = (
    *("taxable_before_benefits", "net", "onss_after_bonus", "withholding", "special_contribution"),
    *("employer_contributions_after_reductions", "employer_cost"),
)
PAYEES: Final[Mapping[str, tuple[str, ...]]] = {
    "worker": ("net",),
    "State (withholding tax)": ("withholding",),
    "ONSS (worker)": ("onss_after_bonus", "special_contribution"),
    "ONSS (employer)": ("employer_contributions_after_reductions",),
    "employer cost": ("employer_cost",),
}
"""Who gets what of a pay; the last one is what the employers pay in all."""
_HOUSEHOLD: Final = ("marital", "partner", "children")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a change of the law does to some people.

    ``rows``: ``net_a``, ``net_b`` and ``net_change`` of every row. ``payees``, ``deciles`` (by gross pay) and
    ``households`` are tables: how many rows, what they get under both laws, and the change; net pays, but for
    ``payees``. ``gainers`` and ``losers`` count net pays.
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
        for title, table in (("payee", self.payees), ("gross", self.deciles), ("household", self.households)):
            lines += [*_text(title, table), ""]
        return "\n".join(lines).rstrip()


def compare(table: Any, law_a: LawBook, law_b: LawBook, **choices: Unpack[Choices]) -> Comparison:
    """The pays of a table under two law books; ``law_b`` may be a reform of ``law_a``, made with its ``amend``.

    ``choices`` as in :func:`sharedpay.batch.pay`, without those about results. Raises as
    :func:`sharedpay.batch.cost`.
    """
    wrong = sorted({"law", "money", "columns", "keep", "on_error"} & set(choices))
    if wrong:
        raise InvalidInput([f"{name}: a comparison has its own" for name in wrong])
    held, single = table_of(table)
    kept = [name for name in _HOUSEHOLD if name in held.schema.names]
    asked: Choices = {**choices, "columns": _COLUMNS, "money": "cents"}
    a = Run(COST, held.schema, {**asked, "law": law_a, "keep": kept}, single).table(held)
    b = Run(COST, held.schema, {**asked, "law": law_b}, single).table(held)
    net_a, net_b = _cents(a, "net"), _cents(b, "net")
    change = net_b - net_a
    payees = [(name, a.num_rows, _sum(a, columns), _sum(b, columns)) for name, columns in PAYEES.items()]
    return Comparison(
        rows=pa.table({name: _euros(cents) for name, cents in _named(net_a, net_b, change).items()}),
        payees=_table("payee", payees),
        deciles=_table("gross", _deciles(a, net_a, net_b)),
        households=_table("household", _households(a.select(kept), net_a, net_b)),
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


def _table(title: str, groups: Iterable[Group]) -> pa.Table:
    """Groups with their sums under both laws and the change, euros."""
    names, rows, before, after = zip(*groups, strict=True) if (groups := list(groups)) else ((), (), (), ())
    a, b = np.array(before, np.int64), np.array(after, np.int64)
    sums = {"a": _euros(a), "b": _euros(b), "change": _euros(b - a)}
    return pa.table({title: pa.array(names, pa.string()), "rows": pa.array(rows, pa.int64()), **sums})


def _deciles(table: pa.Table, net_a: Cents, net_b: Cents) -> Iterator[Group]:
    """Ten groups of rows by their gross pay under the first law, from the lowest to the highest."""
    gross = _cents(table, "taxable_before_benefits") + _cents(table, "onss_after_bonus")
    for part in np.array_split(np.argsort(gross, kind="stable"), 10):
        if len(part):
            span = f"{euro_text(int(gross[part[0]]))} to {euro_text(int(gross[part[-1]]))}"
            yield span, len(part), int(net_a[part].sum()), int(net_b[part].sum())


def _households(columns: pa.Table, net_a: Cents, net_b: Cents) -> Iterator[Group]:
    """Groups of rows with the same household, as far as the table states it; children counted to three and more."""
    if not columns.num_columns:
        return
    texts = []
    for name in columns.schema.names:
        values = pc.cast(columns.column(name), pa.string())
        if name == "children":
            number = pc.min_element_wise(pc.cast(values, pa.int8()), pa.scalar(3, pa.int8()))
            values = pc.binary_join_element_wise(pc.cast(number, pa.string()), pa.scalar("children"), " ")
        texts.append(values)
    joined = pc.binary_join_element_wise(*texts, ", ").combine_chunks().dictionary_encode()
    names, places = joined.dictionary.to_pylist(), np.asarray(joined.indices.to_numpy())
    for place in sorted(range(len(names)), key=lambda place: str(names[place])):
        here = places == place
        label = str(names[place]).replace("1 children", "1 child").replace("3 children", "3 or more children")
        yield label, int(here.sum()), int(net_a[here].sum()), int(net_b[here].sum())


def _text(title: str, table: pa.Table) -> Iterator[str]:
    """A table as aligned text."""
    rows = [tuple(map(str, row.values())) for row in table.to_pylist()]
    head = (title, "rows", "a", "b", "change")
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    for row in (head, *rows):
        cells = [row[0].ljust(widths[0]), *(text.rjust(width) for text, width in zip(row[1:], widths[1:], strict=True))]
        yield "  ".join(cells)
