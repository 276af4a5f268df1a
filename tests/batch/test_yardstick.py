"""The batch and the pay written by hand in C agree to the cent: two ways to the same million pays."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import yardstick
from sharedpay import batch

ROWS = 1_000_000


@pytest.mark.skipif(yardstick.compiler() is None, reason="no C compiler here")
def test_the_batch_is_what_c_computes(tmp_path: Path) -> None:
    """Random rows with many at the corners; rows whose employer's side no source tells are left out by both."""
    hand_written = yardstick.build(tmp_path)
    table = yardstick.drawn(ROWS)
    rows = yardstick.rows_of(table)
    for month in ("2026-02", "2026-05"):
        done = hand_written.run(rows, month, 2)
        result = batch.cost(table, month=month, money="cents", on_error="column")
        outcomes = np.asarray(result.column("outcome").combine_chunks().indices)
        assert set(result.column("outcome").unique().to_pylist()) == {"ok", "not_modelled"}
        assert np.array_equal(done.known == 1, outcomes == 0)
        for name in yardstick.FIGURES:
            assert np.array_equal(result.column(name).fill_null(0).to_numpy(), done.figures[name]), name
