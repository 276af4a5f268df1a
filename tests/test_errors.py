"""Errors go from one process to another as they are: batches run in many."""

from __future__ import annotations

import pickle
import sys

import pytest

from sharedpay.errors import InvalidInput, MissingExtra, NotCovered, NotModelled, SharedPayError, Unreachable


@pytest.mark.parametrize(
    "error",
    [
        InvalidInput("gross: must be an amount"),
        InvalidInput(["gross: must be an amount", "month: is missing"]),
        NotCovered("employer.rate", "2019-05-01", "from 2023-01-01"),
        NotCovered("employer.rate", "2019-05-01", "from 2023-01-01", "in rows 0, 1"),
        NotModelled("a pay like that"),
        MissingExtra("a part needs its extra"),
        Unreachable("no gross"),
    ],
)
def test_an_error_that_was_pickled_says_the_same(error: SharedPayError) -> None:
    again = pickle.loads(pickle.dumps(error))  # noqa: S301  our own
    assert type(again) is type(error)
    assert str(again) == str(error)
    assert vars(again) == vars(error)


def test_without_its_extra_a_batch_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("sharedpay.batch")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match=r"^sharedpay.batch needs its extra: pip install 'sharedpay\[batch\]'$"):
        __import__("sharedpay.batch")
