"""What goes into a batch: any make of table, every kind of number and word, and every flaw named with its row."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

import sharedpay as sp
from sharedpay import batch
from sharedpay.batch.households import Situation, _packed, _unpacked
from sharedpay.batch.problems import Flaw
from sharedpay.batch.tasks import TASKS
from sharedpay.batch.values import Reading, read
from sharedpay.batch.vocabulary import INPUTS
from sharedpay.errors import InvalidInput
from sharedpay.model.contract import PermanentContract
from sharedpay.model.worker import Household
from sharedpay.money import MAX_CENTS, cents, euros, hundredths
from sharedpay.payroll.codes import STATUS

EUROS = [Decimal("2500.00"), Decimal("0.01"), Decimal("3210.99"), Decimal("10000000.00")]
CENTS = [250_000, 1, 321_099, 1_000_000_000]


class Frame:
    """A data frame of another make: all it offers is the Arrow PyCapsule interface."""

    def __init__(self, table: pa.Table) -> None:
        self._table = table

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._table.__arrow_c_stream__(requested_schema)


def nets(table: Any, **choices: Any) -> list[Any]:
    found: list[Any] = batch.pay(table, month="2026-05", columns=["net"], **choices).column("net").to_pylist()
    return found


EXPECTED = [Decimal("2143.94"), Decimal("0.01"), Decimal("2298.26")]
PLAIN = ["2500.00", "0.01", "3210.99"]


@pytest.mark.parametrize(
    "data",
    [
        {"gross": PLAIN},
        {"gross": [Decimal(text) for text in PLAIN]},
        {"gross": np.array(PLAIN)},
        {"gross": np.array([Decimal(text) for text in PLAIN], object)},
        {"gross": pa.array(PLAIN, pa.large_string())},
        {"gross": pa.array(PLAIN).dictionary_encode()},
        {"gross": pa.array([Decimal(text) for text in PLAIN], pa.decimal256(40, 2))},
        {"gross": pa.array([Decimal(text) for text in PLAIN], pa.decimal128(20, 6))},
        {"gross": pa.array([Decimal(text) for text in PLAIN], pa.decimal128(38, 18))},
        {"gross": pa.array([Decimal(text) for text in PLAIN], pa.decimal256(76, 20))},
        pa.table({"gross": PLAIN}),
        pa.record_batch({"gross": PLAIN}),
        pa.table({"gross": pa.chunked_array([PLAIN[:1], PLAIN[1:]])}),
        pa.table({"gross": ["7.77", *PLAIN]}).slice(1),
        pa.table({"gross": [Decimal("7.77"), *map(Decimal, PLAIN)]}).slice(1),
        Frame(pa.table({"gross": PLAIN})),
    ],
)
def test_tables_of_every_make(data: Any) -> None:
    first = nets(data)
    assert first == nets({"gross": [250_000, 1, 321_099]}, cents=True)
    assert first[:2] == EXPECTED[:2]


def test_cents_are_declared() -> None:
    with pytest.raises(InvalidInput, match="gross: whole numbers may be euros or cents"):
        nets({"gross": [250_000]})
    field = pa.field("gross", pa.int64(), metadata={"unit": "cents"})
    assert nets(pa.table([[250_000]], schema=pa.schema([field]))) == EXPECTED[:1]
    for kind in (pa.int32(), pa.uint32(), pa.uint64()):
        assert nets({"gross": pa.array([250_000], kind)}, cents=True) == EXPECTED[:1]


def test_floats_are_refused_unless_exact() -> None:
    with pytest.raises(InvalidInput, match="floats can't hold every cent"):
        nets({"gross": [2500.0]})
    for name, said in (("days_worked", "can't hold every decimal"), ("children", "may hold fractions")):
        with pytest.raises(InvalidInput, match=f"{name}: floats {said}; give"):
            nets({"gross": ["2500"], name: [1.0]})
    assert nets({"gross": [2500.0, 0.01]}, floats="exact") == EXPECTED[:2]
    with pytest.raises(InvalidInput, match=r"gross in row 1 \(0.001\): is not a whole number of cents"):
        nets({"gross": [2500.0, 0.001]}, floats="exact")
    for odd in (float("nan"), float("inf")):
        with pytest.raises(InvalidInput, match=r"gross in row 1 .*NaN or infinite"):
            nets({"gross": np.array([2500.0, odd])}, floats="exact")
    with pytest.raises(InvalidInput, match=r"gross in row 0 \(1e\+30\): must be from"):
        nets({"gross": [1e30]}, floats="exact")


@given(st.lists(st.integers(0, MAX_CENTS), min_size=1, max_size=20))
def test_money_is_read_to_the_cent(amounts: list[int]) -> None:
    column = INPUTS["gross"]
    decimals = pa.array([euros(amount) for amount in amounts], pa.decimal128(12, 2))
    texts = pa.array([str(euros(amount)) for amount in amounts])
    floats = pa.array([amount / 100 for amount in amounts])
    for array, reading in (
        (decimals, Reading()),
        (decimals.cast(pa.decimal128(30, 10)), Reading()),
        (texts, Reading()),
        (floats, Reading(exact_floats=True)),
        (pa.array(amounts), Reading(cents=True)),
    ):
        found = read(column, array, reading)
        assert not found.flaws
        assert found.values.tolist() == amounts


@given(st.text(alphabet="0123456789.-+e _", max_size=12))
def test_text_means_what_it_means_in_a_payslip(text: str) -> None:
    found = read(INPUTS["gross"], pa.array([text]), Reading())
    try:
        amount = cents(text)
    except InvalidInput:
        assert found.flaws
        return
    assert (found.values.tolist() == [amount] and not found.flaws) if amount >= 0 else found.flaws


WRITTEN = (
    st.from_regex(r"\A[0-9]{1,9}(\.[0-9]{1,3})?\Z") | st.text(alphabet="0123456789.-+e \n", max_size=6) | st.none()
)


@given(st.lists(WRITTEN, min_size=1, max_size=30))
def test_texts_in_one_column_are_read_as_each_alone(texts: list[str | None]) -> None:
    """Those that are plainly written are read all at once, the others one by one."""
    for name, reader in (("gross", cents), ("days_worked", hundredths)):
        column = INPUTS[name]
        found = read(column, pa.array(texts, pa.string()), Reading())
        for place, text in enumerate(texts):
            wrong = any(mask[place] for _, mask in found.flaws)
            try:
                amount = -1 if text is None else reader(text)
            except InvalidInput:
                amount = -1
            assert wrong == (not column.least <= amount <= column.most)
            assert wrong or found.values[place] == amount


@pytest.mark.parametrize(
    ("name", "values", "said"),
    [
        ("gross", [Decimal(1), None], "gross in row 1: is missing"),
        ("gross", [Decimal(1), Decimal("-0.01")], r"gross in row 1 \(-0.01\): must be from 0.00 to 10000000.00"),
        ("gross", [Decimal(1), Decimal("10000000.01")], "gross in row 1 .*must be from"),
        ("gross", pa.array([Decimal(1), Decimal(2**70)], pa.decimal128(38, 0)), "gross in row 1 .*must be from"),
        ("gross", pa.array([Decimal(1), (2**128 + Decimal(1))], pa.decimal256(50, 2)), "gross in row 1 .*must be from"),
        ("gross", pa.array([Decimal(10**6), Decimal("1.001")], pa.decimal128(38, 18)), "gross in row 1 .*not a whole"),
        ("children", ["1", "9" * 30], r"children in row 1 \(9+\): must be a whole number from 0 to 30"),
        ("gross", [Decimal(1), Decimal("1.001")], "gross in row 1 .*not a whole number of cents"),
        ("gross", ["1", "2,50"], "gross in row 1 .*can't be read as a number"),
        ("gross", [None, None], "gross in rows 0, 1: is missing"),
        ("status", ["artist", "employee"], r"status in row 1 \(employee\): must be one of white_collar, blue_collar"),
        ("status", [0, 5], r"status in row 1 \(5\): must be one of"),
        ("children", [1, 31], r"children in row 1 \(31\): must be a whole number from 0 to 30"),
        ("children", [1, -1], "children in row 1"),
        ("children", ["1", "two"], "children in row 1"),
        ("children", ["1.0", "1.5"], r"children in row 1 \(1.5\): must be a whole number from 0 to 30"),
        ("children", pa.array([1, 2**63], pa.uint64()), "children in row 1"),
        ("disabled", [True, None], "disabled in row 1: is missing"),
        ("disabled", ["true", "maybe"], r"disabled in row 1 \(maybe\): must be true or false"),
        ("days_worked", [Decimal("1.5"), Decimal("1.005")], "days_worked in row 1 .*not a whole number of hundredths"),
        ("days_worked", [1, 32], "days_worked in row 1 .*must be from 0 to 31"),
        ("days_worked", pa.array([1, -(2**63)]), "days_worked in row 1"),
        ("days_worked", pa.array([1, 2**62]), "days_worked in row 1"),
        ("days_per_week", [5, 4], "days_per_week in row 1 .*from 5 to 6"),
        (
            "joint_committee",
            ["200", "n/a"],
            r"joint_committee in row 1 \(n/a\): must be a joint committee like '200' or",
        ),
        ("joint_committee", [200, 2000], r"joint_committee in row 1 \(2000\): must be a joint committee like"),
        ("workers", [1, 0], "workers in row 1"),
    ],
)
def test_every_flaw_names_column_row_and_what_is_allowed(name: str, values: Any, said: str) -> None:
    table = {"gross": ["1000.00", "2000.00"], name: values}
    with pytest.raises(InvalidInput, match=said):
        batch.pay(table, month="2026-05")
    shown = batch.pay(table, month="2026-05", on_error="column")
    outcomes = shown.column("outcome").to_pylist()
    assert outcomes[1] == "invalid"
    assert shown.column("error")[1].as_py().startswith(name)
    assert shown.column("net")[1].as_py() is None
    if outcomes[0] == "ok":
        alone = {key: value[:1] for key, value in table.items()}
        assert shown.column("net")[0] == batch.pay(alone, month="2026-05").column("net")[0]


def test_many_bad_rows_are_counted() -> None:
    with pytest.raises(InvalidInput, match="gross in rows 10, 11, 12, 13, 14 and 299985 more: is missing"):
        batch.pay({"gross": pa.array([1] * 10 + [None] * 299_990, pa.int64())}, month="2026-05", cents=True)


def test_all_that_is_wrong_comes_in_one_error() -> None:
    with pytest.raises(InvalidInput) as caught:
        batch.pay({"gros": ["1"], "childern": [1], "status": ["artist"]})
    assert [problem.split(";")[0] for problem in caught.value.problems] == [
        "column 'gros' is unknown",
        "column 'childern' is unknown",
        "column 'gross' is missing",
        "column 'month' is missing",
    ]
    assert "did you mean 'gross'" in caught.value.problems[0]
    assert "did you mean 'children'" in caught.value.problems[1]
    assert caught.value.problems[3].endswith("say month='2026-05' (--month 2026-05)")


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"pay_date": ["2026-05"]}, "month: give it or pay_date, not both"),
        ({"hours_worked": [1]}, "hours_worked: needs hours_full_time"),
        ({"hours_full_time": [1]}, "hours_full_time: needs hours_worked"),
        ({"hours_worked": [1], "hours_full_time": [2], "days_worked": [1]}, "give hours or days, not both"),
        ({"full_time_hours": [38]}, "full_time_hours: needs weekly_hours"),
        ({"days_possible": [20]}, "days_possible: needs days_worked"),
        (
            {"weekly_hours": [19], "hours_worked": [80], "hours_full_time": [160]},
            "hours_full_time: is for hours_worked",
        ),
        ({"children": [1, 2]}, "must be of one length"),
        ({"children": [1.0]}, "children: floats"),
        ({"status": [1.5]}, "status: a column of double can't be read"),
        ({"children": [[1]]}, "children: a column of list.* can't be read"),
        ({"gross": pa.array([1]).dictionary_encode()}, "gross: whole numbers may be euros or cents"),
        ({"gross": pa.array([Decimal(1)], pa.decimal128(38, 30))}, "gross: decimals with 30 places can't be read"),
        ({"status": [1.5], "children": [[1]]}, "status: a column of double.*; children: a column of list"),
        ({"status": pa.array([1.5]).dictionary_encode()}, "status: a column of double can't be read"),
        ({"children": [object()]}, "children: is no column of one kind"),
    ],
)
def test_columns_that_do_not_fit(table: dict[str, Any], said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        batch.pay({"gross": ["1000.00"], "month": ["2026-05"], **table})


STARTS = {"gross": "2500.00", "budget": "4000.00", "target_net": "2000.00", "invoice_ex_vat": "4500.00"}
WHY = {
    "gross": "is what is looked for",
    "budget": "is for gross_for_cost and settle alone",
    "target_net": "is for gross_for_net alone",
    "invoice_ex_vat": "is for settle alone",
}
STARTS_OF = {
    "pay": ["gross"],
    "cost": ["gross"],
    "gross_for_cost": ["budget"],
    "gross_for_net": ["target_net"],
    "settle": ["invoice_ex_vat", "budget"],
}


@pytest.mark.parametrize("task", STARTS_OF)
def test_what_a_task_does_not_start_from_is_refused_and_can_be_carried_through(task: Any) -> None:
    def run(names: Iterable[str], **choices: Any) -> list[dict[str, Any]]:
        (found,) = batch.stream(pa.table({name: [STARTS[name]] for name in names}), task, month="2026-05", **choices)
        return list(found.to_pylist())

    others = [name for name in STARTS if name not in STARTS_OF[task]]
    with pytest.raises(InvalidInput) as caught:
        run(STARTS)
    assert caught.value.problems == tuple(f"column {name!r} {WHY[name]}" for name in others)
    results = sorted({output.name for output in TASKS[task].outputs} - set(STARTS))
    (alone,) = run(STARTS_OF[task], columns=results)
    assert run(STARTS, keep=others, columns=results) == [{name: STARTS[name] for name in others} | alone]


def test_whole_decimals_are_not_taken_for_euros_where_whole_numbers_are_cents() -> None:
    whole = pa.table({"gross": pa.array([Decimal(250_000)], pa.decimal128(38, 0))})
    with pytest.raises(InvalidInput, match="gross: decimals are euros, but with cents=True"):
        batch.pay(whole, month="2026-05", cents=True)
    assert batch.pay(whole, month="2026-05") == batch.pay({"gross": ["250000.00"]}, month="2026-05")


def test_single_values_alone_do_not_say_how_many_rows_there_are() -> None:
    with pytest.raises(InvalidInput, match="give one as a list"):
        batch.pay({"gross": "2500.00", "children": 1}, month="2026-05")


@pytest.mark.parametrize("words", [["artist", "student"], ["artist", None]])
def test_dictionaries_of_views_of_text(words: list[str | None]) -> None:
    """As Polars hands them over; with more words than rows, and with a word that is none."""
    places = pa.array([0], pa.uint8())
    viewed = pa.DictionaryArray.from_arrays(places, pa.array(words, pa.string_view()))
    expected = batch.pay({"gross": ["2500.00"], "status": ["artist"]}, month="2026-05")
    assert batch.pay(pa.table({"gross": ["2500.00"], "status": viewed}), month="2026-05") == expected


@pytest.mark.parametrize("kind", [pa.string(), pa.string_view()])
def test_chunks_of_dictionaries_that_differ_and_hold_a_null(kind: pa.DataType) -> None:
    words: list[list[str | None]] = [["artist", None], ["student", "artist", None]]
    chunks = [pa.DictionaryArray.from_arrays(pa.array([0]), pa.array(some, kind)) for some in words]
    table = pa.table({"gross": ["2500.00"] * 2, "status": pa.chunked_array(chunks)})
    expected = batch.pay({"gross": ["2500.00"] * 2, "status": ["artist", "student"]}, month="2026-05")
    assert batch.pay(table, month="2026-05") == expected
    kept = batch.pay(table, month="2026-05", keep=["status"])
    assert kept.schema.field("status").type == table.schema.field("status").type
    assert kept.column("status").to_pylist() == ["artist", "student"]


def test_chunks_with_more_words_together_than_codes_of_one_byte() -> None:
    chunks = [pa.array([str(k) for k in range(start, start + 100)]) for start in (1_000, 1_100)]
    codes = [chunk.dictionary_encode().cast(pa.dictionary(pa.int8(), pa.string())) for chunk in chunks]
    table = pa.table({"gross": pa.chunked_array(codes)})
    expected = batch.pay({"gross": pa.chunked_array(chunks)}, month="2026-05")
    assert batch.pay(table, month="2026-05") == expected


@pytest.mark.parametrize("names", [[None], [None, None], ["team", None]])
def test_an_index_of_pandas_without_a_name_is_no_column(names: list[str | None], tmp_path: Path) -> None:
    people = pd.DataFrame({"gross": [*PLAIN, *PLAIN]}).set_index([pd.Index(range(6), name=name) for name in names])
    people = people[[True, True, False, False, False, True]]
    added = f"__index_level_{len(names) - 1}__"
    assert added in pa.table(people).schema.names
    keep = [name for name in names if name]
    expected = nets({"gross": people["gross"].to_list()})
    assert nets(people, keep=keep) == expected
    people.to_parquet(tmp_path / "people.parquet")
    batch.file(tmp_path / "people.parquet", tmp_path / "pays.parquet", keep=[*keep, added], month="2026-05")
    found = pq.read_table(tmp_path / "pays.parquet")
    assert found.column("net").to_pylist() == expected
    assert found.column(added).to_pylist() == [0, 1, 5]


def test_an_index_with_a_name_is_a_column_as_any_other() -> None:
    people = pd.DataFrame({"gross": PLAIN}, pd.Index([3, 5, 8], name="__index_level_0"))
    with pytest.raises(InvalidInput, match="column '__index_level_0' is unknown; to carry it through"):
        nets(people)
    plain = pa.table({"gross": PLAIN, "__index_level_0__": PLAIN})
    with pytest.raises(InvalidInput, match="column '__index_level_0__' is unknown; to carry it through"):
        nets(plain)


def test_no_table_at_all() -> None:
    with pytest.raises(InvalidInput, match="a int holds no columns"):
        batch.pay(7)


@pytest.mark.parametrize("data", [pd.Series(["2500.00"]), pd.DataFrame({"gross": ["2500.00", 1]})])
def test_what_is_no_table_in_arrow_is_told_in_our_words(data: Any) -> None:
    name = type(data).__name__
    with pytest.raises(
        InvalidInput, match=f"table: this {name} can't be read as columns, each of one kind of values"
    ) as caught:
        batch.pay(data, month="2026-05")
    assert isinstance(caught.value.__cause__, pa.ArrowException)
    with pytest.raises(InvalidInput, match=f"batches: this {name} can't be read as columns, each of one kind"):
        batch.stream(data, month="2026-05")


@pytest.mark.parametrize("error", [pa.ArrowMemoryError, MemoryError, AttributeError, OSError])
def test_what_is_no_fault_of_a_table_is_not_said_to_be(error: type[Exception]) -> None:
    class Broken:
        def __arrow_c_stream__(self, requested_schema: object = None) -> object:
            raise error("elsewhere")

    with pytest.raises(error, match="elsewhere"):
        batch.pay(Broken(), month="2026-05")
    with pytest.raises(error, match="elsewhere"):
        list(batch.stream(Broken(), month="2026-05"))


@pytest.mark.parametrize(
    ("batches", "said"),
    [
        (7, "a int is none"),
        ({"gross": ["2500.00"]}, "a dict is none"),
    ],
)
def test_what_is_no_stream_is_said_at_once(batches: Any, said: str) -> None:
    wrong: Any = {"nonsense": 1}
    with pytest.raises(InvalidInput, match=f"batches: {said}; give a RecordBatchReader, a table, or record batches"):
        batch.stream(batches, month="2026-05")
    with pytest.raises(InvalidInput, match=f"nonsense: no such choice; .*; batches: {said}"):
        batch.stream(batches, month="2026-05", **wrong)


def test_a_stream_is_of_record_batches() -> None:
    good, wrong = pa.record_batch({"gross": ["2500.00"]}), pa.table({"gross": ["2500.00"]})
    with pytest.raises(InvalidInput, match="batches: a Table is no record batch; give a RecordBatchReader, a table"):
        list(batch.stream([good, wrong], month="2026-05"))


@pytest.mark.parametrize("batches", [[], pa.table({"gross": pa.array([], pa.string())}), iter([])])
def test_choices_of_a_stream_are_checked_at_once_also_without_batches(batches: Any) -> None:
    wrong: Any = {"nonsense": 1}
    with pytest.raises(InvalidInput, match="nonsense: no such choice"):
        batch.stream(batches, month="2026-05", **wrong)


def test_choices_are_checked() -> None:
    wrong: Any = {"on_error": "ignore", "money": "float", "floats": "round", "nonsense": 1}
    with pytest.raises(InvalidInput) as caught:
        batch.pay({"gross": ["1"]}, month="2026-05", **wrong)
    assert len(caught.value.problems) == 4
    with pytest.raises(InvalidInput, match="columns: 'nett' is no result here; did you mean 'net'"):
        batch.pay({"gross": ["1"]}, month="2026-05", columns=["nett"])
    table = pa.table([["1"], ["2"], ["2026-05"]], ["gross", "gross", "month"])
    with pytest.raises(InvalidInput) as caught:
        batch.pay(table, month="2026-05")
    assert caught.value.problems == (
        "column 'gross' is given twice, in the table",
        "column 'month' is given twice, in the table and for all rows (month, constants)",
    )
    with pytest.raises(InvalidInput) as caught:
        batch.pay({"gross": ["1"]}, month="2026-05", constants={"childen": 1})
    assert (
        str(caught.value)
        == "constants: column 'childen' is unknown; did you mean 'children' or 'disabled_children' or 'scale'?"
    )
    with pytest.raises(InvalidInput, match="column 'month' is given twice, as month and in constants"):
        batch.pay({"gross": ["1"]}, month="2026-05", constants={"month": "2026-06"})
    with pytest.raises(InvalidInput, match=r"month in all rows \('May'\): must be a month like"):
        batch.pay({"gross": ["1"]}, month="May")


MONTHS: list[Any] = [
    ["2024-03", "2026-05"],
    ["2024-03-31", "2026-05-01"],
    [date(2024, 3, 31), date(2026, 5, 1)],
    [datetime(2024, 3, 31, 23), datetime(2026, 5, 1)],  # noqa: DTZ001  a column of local times
    np.array(["2024-03-31", "2026-05-01"], "datetime64[D]"),
    pa.array(["2024-03", "2026-05"]).dictionary_encode(),
    pa.array([1_711_843_200_000 + 49_000_000, 1_777_593_600_000 + 49_000_000]).cast(pa.date64(), safe=False),
    *(pa.array([1_711_843_200, 1_777_593_600]).cast(pa.timestamp("s")).cast(pa.timestamp(u)) for u in ("ms", "ns")),
    pa.array([1_711_843_200 - 3_600, 1_777_593_600 - 3_600]).cast(pa.timestamp("s", tz="Europe/Brussels")),
]
"""The two days are 19 813 and 20 574 days of 86 400 seconds after 1970; in Brussels they begin an hour sooner."""


@pytest.mark.parametrize("months", MONTHS)
def test_months_of_every_kind(months: Any) -> None:
    mixed = batch.pay({"gross": ["2500.00"] * 2, "month": months}).column("net").to_pylist()
    assert mixed == batch.pay({"gross": ["2500.00"] * 2, "pay_date": months}).column("net").to_pylist()
    assert mixed == [nets_of("2024-03"), nets_of("2026-05")]
    assert mixed[0] != mixed[1]


def test_a_time_so_far_that_its_days_do_not_fit_32_bits_is_refused() -> None:
    """2**32 days after a day of 2026, which would be that day again."""
    far = pa.array([(2**32 + 20_574) * 86_400]).cast(pa.timestamp("s"))
    result = batch.pay({"gross": ["2500.00"], "month": far}, on_error="column")
    assert result.column("outcome").to_pylist() == ["invalid"]


def nets_of(month: str) -> Any:
    return batch.pay({"gross": ["2500.00"]}, month=month).column("net")[0].as_py()


HOUSEHOLDS: dict[str, Any] = {
    "marital": st.sampled_from(["single", "married"]),
    "partner": st.sampled_from(["none", "own_income", "low_income", "low_pension", "no_income"]),
    "children": st.integers(0, 2),
    "disabled_children": st.integers(0, 2),
    "single_parent": st.booleans(),
    "disabled": st.booleans(),
    "partner_disabled": st.booleans(),
    "seniors_in_care": st.integers(0, 1),
    "other_dependants": st.integers(0, 1),
    "scale": st.integers(0, 3),
}
CONTRACTS: dict[str, Any] = {
    "status": st.sampled_from(["white_collar", "blue_collar", "artist", "student", "flexi"]),
    "director": st.booleans(),
    "artist_point_80": st.booleans(),
    "weekly_hours": st.sampled_from(["38.00", "19.00", "40.00"]),
}


@given(st.lists(st.fixed_dictionaries(HOUSEHOLDS | CONTRACTS), min_size=1, max_size=20))
def test_impossible_combinations_are_those_of_the_models(rows: list[dict[str, Any]]) -> None:
    table = {name: [row[name] for row in rows] for name in rows[0]}
    result = batch.pay({"gross": ["2500.00"] * len(rows), **table}, month="2026-05", on_error="column")
    for row, outcome in zip(rows, result.column("outcome").to_pylist(), strict=True):
        household = {name: row[name] for name in HOUSEHOLDS}
        household["partner"] = None if row["partner"] == "none" else row["partner"]
        household["scale"] = row["scale"] or None
        try:
            Household(**household)
            PermanentContract(start="2020-01-01", **{name: row[name] for name in CONTRACTS})
        except InvalidInput:
            assert outcome == "invalid", row
        else:
            assert outcome == "ok", row


PARTNERS: list[Any] = [
    ["no_income", None, "none"],
    [4, None, 0],
    pa.array(["no_income", None, "none"]).dictionary_encode(),
    pa.DictionaryArray.from_arrays(pa.array([0, 1, 2]), pa.array(["no_income", None, "none"])),
]


@pytest.mark.parametrize("partners", PARTNERS)
@pytest.mark.parametrize("marital", [{}, {"marital": ["married", "single", "single"]}])
def test_an_empty_partner_is_none(partners: Any, marital: dict[str, Any]) -> None:
    slips = [
        sp.payslip(
            sp.PermanentContract(start="2020-01-01"),
            gross="2500.00",
            month="2026-05",
            worker=sp.Worker(household=household),
        ).net
        for household in (Household(marital="married", partner="no_income"), Household())
    ]
    assert slips[0] > slips[1]
    assert nets({"gross": ["2500.00"] * 3, "partner": partners, **marital}) == [*slips, slips[1]]


def test_an_empty_partner_of_a_married_worker_is_refused_as_none_is() -> None:
    for nothing in (None, [None], ["none"]):
        with pytest.raises(InvalidInput, match="a married worker's partner is own_income"):
            nets({"gross": ["2500.00"], "marital": ["married"], "partner": nothing})


def test_whoever_has_a_partner_is_married_in_a_table_without_marital() -> None:
    partners = {"gross": ["2500.00"] * 2, "partner": ["no_income", "own_income"]}
    assert nets(partners) == nets({**partners, "marital": ["married"] * 2})
    with pytest.raises(InvalidInput, match=r"partner in rows 0, 1 .*given for a single person"):
        nets({**partners, "marital": ["single"] * 2})


@pytest.mark.parametrize("name", [name for name, column in INPUTS.items() if not column.optional])
def test_nothing_in_a_dictionary_is_missing(name: str) -> None:
    """As an index without a word, and as an index of a word that is nothing."""
    array = pa.DictionaryArray.from_arrays(pa.array([0, None, 0]), pa.array([None, "1"]))
    ((_, mask), *_) = read(INPUTS[name], array, Reading()).flaws
    assert mask.tolist() == [True] * 3


@pytest.mark.parametrize("name", INPUTS)
@pytest.mark.parametrize("coded", [False, True])
def test_an_empty_text_is_nothing(name: str, coded: bool) -> None:
    """As every empty cell is where all cells are quoted; a null beside it is no other thing."""
    column = INPUTS[name]
    texts = pa.array(["", None, "", "?"])
    found = read(column, texts.dictionary_encode() if coded else texts, Reading())
    wrong = {flaw: np.any([mask for f, mask in found.flaws if f is flaw], axis=0).tolist() for flaw, _ in found.flaws}
    nothing = [True, True, True, False]
    assert wrong.pop(Flaw.UNREADABLE) == [False, False, False, True]
    assert wrong == ({} if column.optional else {Flaw.MISSING: nothing})
    if column.optional:
        assert found.values.tolist()[:3] == [column.default] * 3


def test_an_empty_text_is_told_to_be_missing_and_kept_as_it_is() -> None:
    table = {"gross": ["2500.00", "2500.00"], "contract_end": ["", "2026-05-15"], "id": ["", "b"]}
    found = batch.pay(table, month="2026-05", keep=["id", "contract_end"])
    table["contract_end"][0] = "2026-12-31"
    assert found.drop_columns(["contract_end"]) == batch.pay(table, month="2026-05", keep=["id"])
    assert found.select(["id", "contract_end"]).to_pydict() == {"id": ["", "b"], "contract_end": ["", "2026-05-15"]}
    with pytest.raises(InvalidInput, match=r"children in row 1: is missing \(null\); it must be a whole number"):
        nets({"gross": ["2500.00"] * 2, "children": ["0", ""]})
    with pytest.raises(InvalidInput, match=r"children in all rows \(''\): is missing"):
        nets({"gross": ["2500.00"]}, constants={"children": ""})


def test_a_file_of_quoted_cells_is_that_of_plain_ones(tmp_path: Path) -> None:
    rows = [["gross", "partner", "contract_end"], ["2500.00", "", ""], ["2500.00", "no_income", "2026-05-15"]]
    for name, mark in (("plain", ""), ("quoted", '"')):
        lines = (",".join(f"{mark}{cell}{mark}" for cell in row) for row in rows)
        (tmp_path / f"{name}.csv").write_text("\n".join(lines))
        batch.file(tmp_path / f"{name}.csv", tmp_path / f"{name}.parquet", month="2026-05")
    plain, quoted = (pq.read_table(tmp_path / f"{name}.parquet") for name in ("plain", "quoted"))
    assert plain == quoted


def test_an_empty_table_has_its_columns() -> None:
    result = batch.cost({"gross": pa.array([], pa.decimal128(12, 2))}, month="2026-05")
    assert result.num_rows == 0
    assert "employer_cost" in result.schema.names


@pytest.mark.parametrize("start", [0, 1, 7, 8, 13])
def test_a_part_of_a_column_of_flags_is_that_part(start: int) -> None:
    flags = [place % 3 == 0 for place in range(40)]
    table = pa.table({"gross": pa.array([250_000] * 40), "disabled": pa.array(flags)})
    found = batch.pay(table.slice(start, 21), month="2026-05", cents=True, columns=["withholding"])
    each = {flag: batch.pay({"gross": ["2500"], "disabled": [flag]}, month="2026-05") for flag in (False, True)}
    expected = [each[flag].column("withholding")[0] for flag in flags[start : start + 21]]
    assert expected[0] != expected[1] or expected[1] != expected[2]
    assert found.column("withholding").to_pylist() == [value.as_py() for value in expected]


@pytest.mark.parametrize("words", [list(STATUS), list(STATUS)[::-1], ["flexi", "white_collar", "artist"]])
def test_a_dictionary_may_have_its_words_in_any_order(words: list[str]) -> None:
    places = [place % len(words) for place in range(30)]
    coded = pa.DictionaryArray.from_arrays(pa.array(places, pa.int8()), words)
    plain = [words[place] for place in places]
    found, expected = (
        batch.pay({"gross": ["2500.00"] * 30, "status": status}, month="2026-05") for status in (coded, plain)
    )
    assert found.equals(expected)


def test_an_unknown_word_of_a_dictionary_is_wrong_only_where_it_stands() -> None:
    coded = pa.DictionaryArray.from_arrays(pa.array([0, 2, 0], pa.int8()), ["white_collar", "student", "nobody"])
    found = batch.pay({"gross": ["2500"] * 3, "status": coded}, month="2026-05", on_error="column")
    assert found.column("outcome").to_pylist() == ["ok", "invalid", "ok"]


@pytest.mark.parametrize("width", [pa.int8(), pa.uint8(), pa.int16(), pa.int32(), pa.int64()])
@pytest.mark.parametrize("order", [1, -1])
def test_an_index_beyond_a_dictionary_is_unreadable(width: pa.DataType, order: int) -> None:
    """No Arrow array should have one, but whoever hands over columns may not have looked."""
    words = ["white_collar", "blue_collar"][::order]
    beyond = [2, 127] if width == pa.uint8() else [2, -1]
    coded = pa.DictionaryArray.from_arrays(pa.array([0, *beyond, 1], width), pa.array(words), safe=False)
    found = batch.pay({"gross": ["2500"] * 4, "status": coded}, month="2026-05", on_error="column")
    assert found.column("outcome").to_pylist() == ["ok", "invalid", "invalid", "ok"]


@pytest.mark.parametrize("count", [70, 200, 300])
def test_a_dictionary_may_have_more_words_than_an_index_reaches(count: int) -> None:
    words = (["white_collar", "blue_collar"] * count)[:count]
    coded = pa.DictionaryArray.from_arrays(pa.array([0, 1, 0], pa.int8()), words)
    found, expected = (
        batch.pay({"gross": ["2500"] * 3, "status": status}, month="2026-05") for status in (coded, words[:3])
    )
    assert found.equals(expected)


def test_an_empty_flag_is_missing_where_it_stands() -> None:
    flags = pa.array([True, None, False, None, True, None, True, False, None, True, False])
    (flaw, mask), *_ = read(INPUTS["disabled"], flags.slice(3, 6), Reading()).flaws
    assert flaw is Flaw.MISSING
    assert mask.tolist() == [True, False, True, False, False, True]


@pytest.mark.parametrize("written", [("true", "false"), ("True", "False"), ("TRUE", "FALSE"), ("Yes", "No")])
def test_a_flag_may_be_written_as_every_program_writes_it(written: tuple[str, str]) -> None:
    texts = pa.array([*written, "maybe"])
    found = read(INPUTS["disabled"], texts, Reading())
    assert found.values.tolist()[:2] == [1, 0]
    ((flaw, mask),) = found.flaws
    assert flaw is Flaw.UNREADABLE
    assert mask.tolist() == [False, False, True]


@pytest.mark.parametrize(
    "written", ["200", "200.01", "329.02", "329.02.01", "2001", "200abc", "200 ", "200.1", "20", "200\n"]
)
def test_a_joint_committee_is_written_as_in_a_contract(written: str) -> None:
    found = read(INPUTS["joint_committee"], pa.array([written]), Reading())
    try:
        PermanentContract(start="2020-01-01", joint_committee=written)
    except InvalidInput:
        assert [flaw for flaw, _ in found.flaws] == [Flaw.UNREADABLE]
    else:
        assert not found.flaws
        assert found.values.tolist() == [written.startswith("200")]


def test_a_joint_committee_may_be_a_whole_number() -> None:
    found = read(INPUTS["joint_committee"], pa.array([200, 329, 20, -200, 2000]), Reading())
    assert found.values.tolist()[:2] == [1, 0]
    ((_, mask),) = found.flaws
    assert mask.tolist() == [False, False, True, True, True]


def test_whole_numbers_are_whole_where_pandas_writes_them_as_floats() -> None:
    written = pd.DataFrame({"children": [2, None, 1], "disabled": [1, None, 0]}).to_csv(index=False).splitlines()[1:]
    for place, (name, numbers) in enumerate({"children": [2, 1], "disabled": [1, 0]}.items()):
        found = read(INPUTS[name], pa.array([line.split(",")[place] for line in written]), Reading())
        ((flaw, mask),) = found.flaws
        assert (flaw, mask.tolist()) == (Flaw.MISSING, [False, True, False])
        assert found.values[[0, 2]].tolist() == numbers


@pytest.mark.parametrize("text", ["1.", ".0", "1.01", "1e0", "1_0", "+1", "-0", " 1", "\u0661", "1\n", "nan"])
@pytest.mark.parametrize("name", ["children", "disabled"])
def test_what_is_no_whole_number_is_unreadable(name: str, text: str) -> None:
    ((flaw, _),) = read(INPUTS[name], pa.array([text]), Reading()).flaws
    assert flaw is Flaw.UNREADABLE


CONSTANTS: list[dict[str, Any]] = [
    {"gross": "2500.00"},
    {"gross": "2500.00", "marital": "married"},
    {"gross": "2500.00", "marital": "married", "partner": "low_income", "children": 3, "scale": 2},
    {"gross": "2500.00", "marital": "single", "partner": "no_income"},
    {"gross": "2500.00", "single_parent": True, "children": 1, "disabled_children": 2},
    {"gross": "2500.00", "status": "student", "director": True},
    {"gross": "9000.00", "status": "artist", "artist_point_80": True, "workers": 9, "closing_fund": "non_commercial"},
    {"gross": "10.00", "meal_voucher_worker": "900.00"},
    {"gross": "300000.01", "scale": 3, "children": 1},
]


@pytest.mark.parametrize("month", ["2023-05", "2026-05"])
@pytest.mark.parametrize("constants", CONSTANTS, ids=str)
def test_a_number_for_all_rows_is_a_column_of_it(constants: dict[str, Any], month: str) -> None:
    columns = {name: [value] * 3 for name, value in constants.items()}
    only = {"month": [month] * 3}
    found = batch.cost({**only, **constants}, on_error="column")
    assert found.equals(batch.cost({**only, **columns}, on_error="column"))
    assert found.equals(batch.cost(columns, month=month, on_error="column"))


def test_a_byte_stands_for_one_situation() -> None:
    every = [Situation(*values) for values in product(range(4), range(4), range(2), range(4))]
    assert [_unpacked(_packed(situation)) for situation in every] == every
    assert max(map(_packed, every)) <= np.iinfo(np.int8).max
    with pytest.raises(OverflowError, match="4 does not fit 2 bits"):
        _packed(Situation(4, 0, 0, 0))
