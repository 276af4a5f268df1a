"""A task on a Dask data frame: each partition is a table of its own (extra ``sharedpay[dask]``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Unpack

import pyarrow as pa

from sharedpay.batch.formats import plain_schema
from sharedpay.batch.run import Choices, run_table
from sharedpay.batch.tasks import task_of

if TYPE_CHECKING:
    from dask.dataframe import DataFrame


def on_dask(frame: DataFrame, task: str = "pay", **choices: Unpack[Choices]) -> DataFrame:
    """A task of :mod:`sharedpay.batch` with a Dask data frame in and out; nothing is computed before it is asked for.

    Amounts are exact: the columns of the result are those of Arrow, under the index of ``frame``. A partition is
    computed on one thread, since Dask runs as many at a time as there are cores, unless ``threads`` says otherwise.
    Wrong columns and choices raise :class:`~sharedpay.errors.InvalidInput` at once, wrong rows when they are computed;
    rows count within their partition.
    """
    import pandas as pd  # noqa: PLC0415  an extra

    found = task_of(task)
    wanted: Any = {"threads": 1, **choices}

    def work(part: pd.DataFrame) -> pd.DataFrame:
        table = run_table(found, pa.Table.from_pandas(part, preserve_index=False).replace_schema_metadata(), wanted)
        result = table.cast(plain_schema(table.schema)).to_pandas(types_mapper=pd.ArrowDtype)
        return result.set_index(part.index)

    lazy: Any = frame
    result: DataFrame = lazy.map_partitions(work, meta=work(lazy._meta))  # noqa: SLF001  Dask's empty partition
    return result
