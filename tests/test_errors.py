"""Errors go from one process to another as they are: batches run in many."""

from __future__ import annotations

import pickle

import pytest

from sharedpay.errors import InvalidInput, NotCovered, NotModelled, SharedPayError, Unreachable


@pytest.mark.parametrize(
    "error",
    [
        InvalidInput("gross: must be an amount"),
        InvalidInput(["gross: must be an amount", "month: is missing"]),
        NotCovered("employer.rate", "2019-05-01", "from 2023-01-01"),
        NotCovered("employer.rate", "2019-05-01", "from 2023-01-01", "in rows 0, 1"),
        NotModelled("a pay like that"),
        Unreachable("no gross"),
    ],
)
def test_an_error_that_was_pickled_says_the_same(error: SharedPayError) -> None:
    again = pickle.loads(pickle.dumps(error))  # noqa: S301  our own
    assert type(again) is type(error)
    assert str(again) == str(error)
    assert vars(again) == vars(error)
