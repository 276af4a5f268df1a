"""A task on a Spark data frame: each partition is a stream of its own (extra ``sharedpay[spark]`` and a Java runtime).

Every executor needs sharedpay with the extra ``batch``. A partition is computed on one thread, since Spark runs as many
at a time as it has cores, unless ``threads`` says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Unpack

import pyarrow as pa

from sharedpay.batch.formats import plain, plain_schema
from sharedpay.batch.run import Choices, Run, run_stream
from sharedpay.batch.tasks import task_of

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def on_spark(frame: DataFrame, task: str = "pay", **choices: Unpack[Choices]) -> DataFrame:
    """A task of :mod:`sharedpay.batch` with a Spark data frame in and out; nothing is computed before it is asked for.

    Wrong columns and choices raise :class:`~sharedpay.errors.InvalidInput` at once; what is wrong with a row fails the
    job with the same words, in which rows count within their partition, unless ``on_error`` is ``"column"``.
    """
    from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema  # noqa: PLC0415  an extra

    found = task_of(task)
    wanted: Any = {"threads": 1, **choices}
    schema = plain_schema(Run(found, to_arrow_schema(frame.schema), wanted).schema)

    def work(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in run_stream(task_of(task), batches, wanted):
            yield plain(batch, schema)

    return frame.mapInArrow(work, from_arrow_schema(schema))
