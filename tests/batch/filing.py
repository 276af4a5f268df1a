"""People in files of every kind, and what such files hold."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pacsv
import pyarrow.parquet as pq

from sharedpay import batch
from sharedpay.batch.formats import plain_schema

KINDS = ("parquet", "csv", "arrow", "arrows")


def people(rows: int) -> pa.Table:
    """A population with texts in place of codes, as all kinds of files can hold it."""
    table = batch.population(rows, seed=3)
    return table.cast(plain_schema(table.schema)).append_column("id", pa.array([f"p{k}" for k in range(rows)]))


def save(table: pa.Table, path: Path, *, delimiter: str = ",", groups: int = 20_000) -> Path:
    """Writes a table with PyArrow alone."""
    kind = path.suffix[1:]
    if kind == "parquet":
        pq.write_table(table, path, row_group_size=groups, write_page_checksum=True)
    elif kind == "csv":
        pacsv.write_csv(table, path, pacsv.WriteOptions(delimiter=delimiter))
    else:
        with (pa.ipc.new_file if kind == "arrow" else pa.ipc.new_stream)(path, table.schema) as writer:
            writer.write_table(table, max_chunksize=groups)
    return path


def load(path: Path) -> pa.Table:
    """Reads a table with PyArrow alone; all cells of CSV are texts."""
    kind = path.suffix[1:]
    if kind == "parquet":
        return pq.read_table(path)
    if kind == "csv":
        names = path.read_text(encoding="utf-8").split("\n", 1)[0].replace('"', "").split(",")
        options = pacsv.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True, null_values=[""]
        )
        return pacsv.read_csv(path, convert_options=options)
    with pa.OSFile(str(path)) as file:
        return (pa.ipc.open_file if kind == "arrow" else pa.ipc.open_stream)(file).read_all()


def as_texts(table: pa.Table) -> list[dict[str, Any]]:
    """The rows with amounts as a CSV shows them."""
    return [
        {name: str(value) if isinstance(value, Decimal) else value for name, value in row.items()}
        for row in table.to_pylist()
    ]
