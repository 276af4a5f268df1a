"""Millions of pays at once: the same rules as a payslip, over columns, compiled.

>>> from sharedpay import batch
>>> table = batch.pay({"gross": ["2500.00", "3200.00"]}, month="2026-05")
>>> table.column("net").to_pylist()
[Decimal('2143.94'), Decimal('2292.60')]

Columns are called as in the case format: :data:`sharedpay.batch.vocabulary.INPUTS` lists them, with what they may
hold and what it means to leave one out. In a table without a column ``marital`` whoever has a ``partner`` is married;
with that column, a partner of a single person is refused. An empty (null) ``partner`` is none, an empty ``fee_rate``
the fee of the enterprise; other columns but the days of the contract have no empty cells. A month is a third of a
quarter of such months for the employer's side, as in a payslip. A contract runs from ``contract_start`` to
``contract_end``, both included and both open where empty or left out: its working days in the month count, and with
an end it is a fixed term. Two columns are as the case format defines them and not as a payslip does: ``net_paid``,
from which benefits in kind and the worker's group insurance are not taken off, and ``employer_cost``, which holds the
value of benefits in kind and no refunds, untaxed allowances, travel or vouchers.

Needs the extra ``sharedpay[batch]``, without which this import raises :class:`~sharedpay.errors.MissingExtra`. Numba
alone may be missing, or be turned off with ``SHAREDPAY_BATCH=python``: then it runs in plain Python, with a warning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from os import PathLike
from typing import Any, Literal, Unpack

from sharedpay.errors import MissingExtra

try:
    import numpy as np  # noqa: F401  what the modules below need as well
    import pyarrow as pa
except ModuleNotFoundError:
    raise MissingExtra("sharedpay.batch needs its extra: pip install 'sharedpay[batch]'") from None

from sharedpay.batch.compare import Comparison, compare
from sharedpay.batch.files import Done, Progress, run_file
from sharedpay.batch.population import population
from sharedpay.batch.run import Choices, run_stream, run_table
from sharedpay.batch.tasks import COST, GROSS_FOR_COST, GROSS_FOR_NET, PAY, SETTLE, task_of

__all__ = [
    "Choices",
    "Comparison",
    "Done",
    "Progress",
    "compare",
    "cost",
    "file",
    "gross_for_cost",
    "gross_for_net",
    "pay",
    "population",
    "settle",
    "stream",
]


def pay(table: Any, **choices: Unpack[Choices]) -> pa.Table:
    """Gross to net of every row of a table, under the law of its month.

    ``table``: anything with ``__arrow_c_stream__`` (Polars, pandas, PyArrow, DuckDB) or a mapping of names to arrays
    or single values. ``choices``: see :class:`Choices`. The result has a row for each row, its columns are
    :data:`sharedpay.batch.vocabulary.PAY_OUTPUTS`, each with its formula, citation, unit and the law's digest as
    metadata.

    Raises :class:`~sharedpay.errors.InvalidInput` naming columns and rows (counted from 0) with all that is wrong, and
    :class:`~sharedpay.errors.NotCovered` when only figures of the law are missing.
    """
    return run_table(PAY, table, choices)


def cost(table: Any, **choices: Unpack[Choices]) -> pa.Table:
    """As :func:`pay`, with the employer's side: contributions, structural reduction and cost of every row.

    Months in which the employer's figures are not covered are errors here; :func:`pay` needs less.
    """
    return run_table(COST, table, choices)


def settle(table: Any, **choices: Unpack[Choices]) -> pa.Table:
    """The invoice of every row turned into pay, as :func:`sharedpay.settle` does for one: the closed ledger in columns.

    Columns: ``invoice_ex_vat`` or ``invoice_vat_incl``, ``vat_rate`` (0.21, 0.06 or 0), ``buyer``, ``expenses``,
    ``fee_rate`` for the fee on each invoice (the enterprise's where empty), and ``budget`` for what the pay may use
    at most; those of :func:`pay` but for the gross, which is found. ``enterprise``: one for all rows, Smart if left
    out.

    The result has the invoice, the fee, the employment budget and the gross, every figure of :func:`cost`, and a
    column ``to_…`` for each payee and entry of the ledger, which add up to ``invoice_vat_incl`` to the cent. The column
    ``due_…`` of an entry is the day it is paid (``pay_date`` only says the month); entries that stay, or are paid at an
    unknown date, have none. Earnings whose cost no column tells (company cars, vouchers, premiums, pension plans) are
    refused. Raises as :func:`cost`, and :class:`~sharedpay.errors.NotModelled` where a coefficient is asked for that
    nobody publishes.
    """
    return run_table(SETTLE, table, choices)


def gross_for_cost(table: Any, **choices: Unpack[Choices]) -> pa.Table:
    """The largest gross whose employer cost fits the ``budget`` of every row.

    As :func:`sharedpay.gross_for_cost` without an enterprise that charges its own.
    """
    return run_table(GROSS_FOR_COST, table, choices)


def gross_for_net(table: Any, **choices: Unpack[Choices]) -> pa.Table:
    """Every gross that gives the ``target_net`` of every row: how many answers, and the nearest misses.

    As :func:`sharedpay.gross_for_net`; ``gross`` is null where no gross gives the net to the cent.
    """
    return run_table(GROSS_FOR_NET, table, choices)


def stream(
    batches: Any,
    task: Literal["pay", "cost", "settle", "gross_for_cost", "gross_for_net"] = "pay",
    **choices: Unpack[Choices],
) -> Iterator[pa.RecordBatch]:
    """A task on batch after batch, in order, with the memory of a few blocks whatever there is to come.

    ``batches``: a ``RecordBatchReader``, anything with ``__arrow_c_stream__``, or an iterable of record batches of
    one schema. Choices that can't be whatever the columns are refused at once; what is about columns too, if there is a
    schema to tell, else with the first result.
    """
    return run_stream(task_of(task), batches, choices)


def file(
    source: str | PathLike[str],
    target: str | PathLike[str],
    task: str = "pay",
    *,
    source_format: str | None = None,
    target_format: str | None = None,
    delimiter: str = ",",
    decimal_mark: Literal[".", ","] = ".",
    overwrite: bool = False,
    progress: Callable[[Progress], None] | None = None,
    **choices: Unpack[Choices],
) -> Done:
    """A task from a file to a file, with the memory of a few blocks whatever the size.

    ``source`` and ``target``: Parquet (``.parquet``), CSV (``.csv``), an Arrow file (``.arrow``) or an Arrow stream
    (``.arrows``); ``source_format`` and ``target_format`` say so where the suffix doesn't. CSV is UTF-8 with a line of
    names; all its cells are read as text, so amounts are exact; ``delimiter`` and ``decimal_mark`` hold for both files.

    ``target`` gets its name when it is complete and safe on the disk; before that it is ``.NAME.part`` beside it, which
    a run that was killed leaves behind and the next one writes over. A target that exists is only replaced with
    ``overwrite``, and the source never is. ``progress`` is called after each block.

    Raises :class:`InvalidInput` for files that can't be read or written, and as :func:`pay` for what is in them.
    """
    return run_file(
        task_of(task),
        source,
        target,
        source_format=source_format,
        target_format=target_format,
        delimiter=delimiter,
        decimal_mark=decimal_mark,
        overwrite=overwrite,
        progress=progress,
        **choices,
    )
