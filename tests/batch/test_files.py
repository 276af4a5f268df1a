"""Files of every kind in and out: the same figures, bounded by nothing but the disk, whole or not there."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import re
import resource
import struct
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from batch.filing import KINDS, as_texts, load, people, save
from sharedpay import batch
from sharedpay.batch import place
from sharedpay.errors import InvalidInput, NotCovered

ROWS = 70_000
TABLE = people(ROWS)
MONTH: Any = {"month": "2026-05", "keep": ["id"]}
WANTED = batch.cost(TABLE, **MONTH)


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_read_to_the_cent(tmp_path: Path, kind: str) -> None:
    source = save(TABLE, tmp_path / f"in.{kind}")
    before = source.read_bytes()
    done = batch.file(source, tmp_path / "out.parquet", "cost", **MONTH)
    assert (done.rows, done.failed) == (ROWS, 0)
    assert load(tmp_path / "out.parquet").equals(WANTED)
    assert source.read_bytes() == before
    assert left_in(tmp_path) == [f"in.{kind}", "out.parquet"]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_written_to_the_cent(tmp_path: Path, kind: str) -> None:
    source = save(TABLE, tmp_path / "in.parquet")
    batch.file(source, tmp_path / f"out.{kind}", "cost", **MONTH)
    written = load(tmp_path / f"out.{kind}")
    if kind == "csv":
        assert written.to_pylist() == as_texts(WANTED)
        return
    assert written.schema.equals(WANTED.schema, check_metadata=True)
    assert written.schema.field("net").type == pa.decimal128(12, 2)
    assert json.loads(written.schema.metadata[b"sharedpay"])["task"] == "cost"
    assert written.equals(WANTED)


@pytest.mark.parametrize("task", ["pay", "gross_for_cost", "gross_for_net"])
def test_other_tasks_go_through_files_too(tmp_path: Path, task: str) -> None:
    column = {"pay": "gross", "gross_for_cost": "budget", "gross_for_net": "target_net"}[task]
    table = pa.table({column: ["1500.00", "2500.00", "3100.55"]})
    batch.file(save(table, tmp_path / "in.csv"), tmp_path / "out.arrow", task, month="2026-05")
    compute = {"pay": batch.pay, "gross_for_cost": batch.gross_for_cost, "gross_for_net": batch.gross_for_net}[task]
    assert load(tmp_path / "out.arrow").equals(compute(table, month="2026-05"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_without_rows_gives_one_without_rows(tmp_path: Path, kind: str) -> None:
    source = save(TABLE.slice(0, 0), tmp_path / f"in.{kind}")
    assert batch.file(source, tmp_path / "out.parquet", "cost", **MONTH).rows == 0
    assert load(tmp_path / "out.parquet").schema.names == WANTED.schema.names


@pytest.mark.parametrize("kind", KINDS)
def test_rows_that_can_not_be_computed_stay_and_say_why(tmp_path: Path, kind: str) -> None:
    # More than one block, so that each brings other sentences for its column of errors.
    gross = ["2500.00"] * ROWS
    gross[1], gross[ROWS - 1] = "abc", "-5.00"
    source = save(pa.table({"gross": gross}), tmp_path / "in.csv")
    target = tmp_path / f"out.{kind}"
    done = batch.file(source, target, month="2026-05", on_error="column", columns=["net"])
    assert (done.rows, done.failed) == (ROWS, 2)
    rows = load(target).to_pylist()
    assert [k for k, row in enumerate(rows) if row["net"] is None] == [1, ROWS - 1]
    assert {row["outcome"] for row in rows} == {"ok", "invalid"}
    assert rows[1]["error"].startswith("gross: can't be read")
    assert rows[ROWS - 1]["error"] == "gross: must be from 0.00 to 10000000.00"


def test_progress_tells_rows_and_the_share_that_was_read(tmp_path: Path) -> None:
    for kind in KINDS:
        told: list[batch.Progress] = []
        source = save(TABLE, tmp_path / f"in.{kind}")
        batch.file(source, tmp_path / f"out_{kind}.arrow", "pay", progress=told.append, **MONTH)
        assert told[-1].rows == ROWS
        assert told[-1].total == (ROWS if kind == "parquet" else None)
        assert [one.share for one in told] == sorted(one.share for one in told)
        assert told[-1].share == 1


def test_an_amount_in_csv_is_read_as_it_is_written(tmp_path: Path) -> None:
    # 0.29 * 100 is 28.999999999999996 and 1.005 is 1.00499999999999989 in floats.
    (tmp_path / "in.csv").write_text("gross\n0.29\n9999999.99\n", encoding="utf-8")
    batch.file(tmp_path / "in.csv", tmp_path / "out.csv", month="2026-05", columns=["onss_base"])
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == '"onss_base"\n0.29\n9999999.99\n'
    (tmp_path / "bad.csv").write_text("gross\n1.005\n", encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"gross in row 0 \(1.005\): can't be read as a number with at most two"):
        batch.file(tmp_path / "bad.csv", tmp_path / "no.csv", month="2026-05")


@pytest.mark.parametrize("start", ["\n", "\r\n\r\n", "\ufeff\n"])
def test_empty_lines_before_the_names_are_skipped(tmp_path: Path, start: str) -> None:
    (tmp_path / "in.csv").write_bytes(f"{start}id,gross\n007,2500.10\n0080,100.5\n".encode())
    batch.file(tmp_path / "in.csv", tmp_path / "out.csv", month="2026-05", keep=["id"], columns=["onss_base"])
    said = (tmp_path / "out.csv").read_text(encoding="utf-8")
    assert said == '"id","onss_base"\n"007",2500.10\n"0080",100.50\n'


def test_csv_with_semicolons_and_commas(tmp_path: Path) -> None:
    text = '\ufeffgross;id;children\r\n"2500,00";"a;b";1\r\n100;"line\nbreak";0\r\n'
    (tmp_path / "in.csv").write_bytes(text.encode())
    european: Any = {
        "delimiter": ";",
        "decimal_mark": ",",
        "month": "2026-05",
        "keep": ["id"],
        "columns": ["onss_base"],
    }
    batch.file(tmp_path / "in.csv", tmp_path / "out.csv", **european)
    said = (tmp_path / "out.csv").read_text(encoding="utf-8")
    assert said == '"id";"onss_base"\n"a;b";"2500,00"\n"line\nbreak";"100,00"\n'


def test_a_count_has_the_decimal_mark_of_its_file_and_no_mark_of_thousands(tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    comma: Any = {"delimiter": ";", "decimal_mark": ",", "month": "2026-05", "task": "cost", "columns": ["net"]}
    source.write_text("gross;workers\n2500,00;1,0\n2500,00;1,00\n2500,00;1\n2500,00;1000\n", encoding="utf-8")
    batch.file(source, tmp_path / "out.csv", **(comma | {"columns": ["employer_cost"]}))
    _, *ones, thousand = (tmp_path / "out.csv").read_text(encoding="utf-8").splitlines()
    assert len(set(ones)) == 1 != len({*ones, thousand})
    for workers in ("1.000", "1.0", "1,000"):
        source.write_text(f"gross;workers\n2500,00;{workers}\n", encoding="utf-8")
        with pytest.raises(InvalidInput, match=rf"workers in row 0 \({re.escape(workers)}\): must be a whole number"):
            batch.file(source, tmp_path / "other.csv", **comma)
    source.write_text("gross,workers\n2500.00,1.000\n", encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"workers in row 0 \(1\.000\): must be a whole number"):
        batch.file(source, tmp_path / "other.csv", month="2026-05", task="cost")


def test_a_link_to_itself_is_no_file_to_write_to(source: Path) -> None:
    target = source.with_name("out.csv")
    target.symlink_to(target)
    with pytest.raises(InvalidInput, match=r"out\.csv is no regular file"):
        batch.file(source, target, overwrite=True, **PAY)


def test_a_cell_that_is_carried_through_keeps_its_comma(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("id;gross\n1;2500,10\n", encoding="utf-8")
    european: Any = {"delimiter": ";", "decimal_mark": ",", "month": "2026-05", "columns": ["onss_base"]}
    batch.file(tmp_path / "in.csv", tmp_path / "out.csv", keep=["id", "gross"], **european)
    said = (tmp_path / "out.csv").read_text(encoding="utf-8")
    assert said == '"id";"gross";"onss_base"\n"1";"2500,10";"2500,10"\n'


@pytest.mark.parametrize("amount", ["2.500,00", "12.50", "2,500,00"])
def test_an_amount_that_could_mean_two_things_is_refused_as_it_is_written(tmp_path: Path, amount: str) -> None:
    (tmp_path / "in.csv").write_text(f"gross\n{amount}\n", encoding="utf-8")
    with pytest.raises(InvalidInput, match=rf"gross in row 0 \({amount}\): can't be read"):
        batch.file(tmp_path / "in.csv", tmp_path / "out.csv", month="2026-05", delimiter=";", decimal_mark=",")


def test_an_empty_cell_is_missing(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text("gross,children\n2500.00,\n", encoding="utf-8")
    with pytest.raises(InvalidInput, match="children in row 0: is missing"):
        batch.file(tmp_path / "in.csv", tmp_path / "out.csv", month="2026-05")


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_was_cut_off_is_an_error(tmp_path: Path, kind: str) -> None:
    source = save(TABLE, tmp_path / f"in.{kind}")
    content = source.read_bytes()
    half = content[: len(content) // 2]
    # Lines of text that end in full are a shorter file: what shows is a line without its last cells.
    source.write_bytes(half[: half.rindex(b",")] if kind == "csv" else half)
    with pytest.raises(InvalidInput, match=rf"^file: .*in\.{kind} can't be read"):
        batch.file(source, tmp_path / "out.parquet", "cost", **MONTH)
    assert left_in(tmp_path) == [f"in.{kind}"]


def test_a_stream_that_was_cut_off_between_batches_is_an_error(tmp_path: Path) -> None:
    source = save(TABLE, tmp_path / "in.arrows")
    source.write_bytes(source.read_bytes()[:-8])
    with pytest.raises(InvalidInput, match="its end mark is missing"):
        batch.file(source, tmp_path / "out.parquet", **MONTH)


def test_a_corrupt_row_group_is_named(tmp_path: Path) -> None:
    source = save(TABLE, tmp_path / "in.parquet")
    place = pq.read_metadata(source).row_group(2).column(1).data_page_offset
    content = bytearray(source.read_bytes())
    for k in range(place + 200, place + 240):
        content[k] ^= 0xFF
    source.write_bytes(content)
    with pytest.raises(InvalidInput, match=r"in\.parquet can't be read in row group 2 of 4: "):
        batch.file(source, tmp_path / "out.parquet", **MONTH)
    assert left_in(tmp_path) == ["in.parquet"]


def test_a_corrupt_row_group_after_rows_were_written_leaves_nothing(tmp_path: Path) -> None:
    """Of a file without checksums, most of which is already in the part file of its result."""
    source = tmp_path / "in.parquet"
    pq.write_table(TABLE, source, row_group_size=20_000, compression="snappy")
    place = pq.read_metadata(source).row_group(3).column(1).data_page_offset
    content = bytearray(source.read_bytes())
    content[place + 40 : place + 4000] = bytes(3960)
    source.write_bytes(content)
    told: list[batch.Progress] = []
    with pytest.raises(InvalidInput, match=r"^file: .*in\.parquet can't be read in row group 3 of 4: \w"):
        batch.file(source, tmp_path / "out.arrow", progress=told.append, threads=1, **MONTH)
    assert told[-1].rows > 40_000
    assert left_in(tmp_path) == ["in.parquet"]


ENDS = struct.pack("<4i", 0, 2, 4, 6)


# Arrow files have no checksums; what these hold would be read beyond its memory, and the process would die of it.
@pytest.mark.parametrize("kind", ["arrow", "arrows"])
@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        (b"white_collar", b"white\xffcollar", r"(in batch 0 of 4|to its end): .*Invalid UTF8"),
        # Where the texts of a column end.
        (
            ENDS,
            struct.pack("<4i", 0, 2**30, 4, 6),
            r"(in batch \d of 4|to its end): .*[Oo]ffset",
        ),
        (
            ENDS,
            struct.pack("<4i", 0, 2, -4, 6),
            r"(in batch \d of 4|to its end): .*[Oo]ffset",
        ),
        (b"disabled_children", b"disabled\xffchildren", r"as arrows?: it is not text in UTF-8"),
    ],
)
def test_damaged_texts_are_an_error_and_no_crash(
    tmp_path: Path, kind: str, right: bytes, wrong: bytes, said: str
) -> None:
    source = save(TABLE, tmp_path / f"in.{kind}")
    content = source.read_bytes()
    assert right in content
    source.write_bytes(content.replace(right, wrong))
    with pytest.raises(InvalidInput, match=rf"^file: .*in\.{kind} can't be read {said}"):
        batch.file(source, tmp_path / "out.parquet", "cost", **MONTH)
    assert left_in(tmp_path) == [f"in.{kind}"]


def test_a_wrong_schema_is_told_before_anything_is_written(tmp_path: Path) -> None:
    """Every column of it, also of a file without rows."""
    table = pa.table({"gross": pa.array([[1]]), "children": pa.array([b"1"]), "status": pa.array([1.5])})
    for rows in (1, 0):
        source = save(table.slice(0, rows), tmp_path / "in.arrow")
        with pytest.raises(InvalidInput) as caught:
            batch.file(source, tmp_path / "out.parquet", month="2026-05")
        assert [problem.partition("; it must be ")[0] for problem in caught.value.problems] == [
            "status: a column of double can't be read",
            "gross: a column of list<item: int64> can't be read",
            "children: a column of binary can't be read",
        ]
        assert left_in(tmp_path) == ["in.arrow"]


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_file_is_an_error(tmp_path: Path, kind: str) -> None:
    (tmp_path / f"in.{kind}").touch()
    with pytest.raises(InvalidInput, match=rf"in\.{kind} can't be read: it is empty"):
        batch.file(tmp_path / f"in.{kind}", tmp_path / "out.csv", **MONTH)


@pytest.mark.parametrize("kind", ["parquet", "arrow", "arrows"])
def test_a_file_of_another_kind_is_an_error(tmp_path: Path, kind: str) -> None:
    (tmp_path / f"in.{kind}").write_text("gross\n2500.00\n" * 20, encoding="utf-8")
    with pytest.raises(InvalidInput, match=rf"in\.{kind} can't be read as {kind}: "):
        batch.file(tmp_path / f"in.{kind}", tmp_path / "out.csv", **MONTH)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"gross,gross\n1,2\n", "has the column 'gross' twice"),
        (b"gross,children\n1\n", "can't be read"),
        (b"gross\n\xff\xfe\n", "can't be read"),
        (b"\n\n", "can't be read as csv"),
        (b"\xff\n1\n", "it is not text in UTF-8"),
        (b"gros\n2500\n", "column 'gros' is unknown; did you mean 'gross'"),
        (b"children\n1\n", "column 'gross' is missing"),
    ],
)
def test_csv_that_can_not_be_used_is_an_error(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "in.csv").write_bytes(content)
    with pytest.raises(InvalidInput, match=said):
        batch.file(tmp_path / "in.csv", tmp_path / "out.csv", month="2026-05")
    assert left_in(tmp_path) == ["in.csv"]


@pytest.mark.parametrize(
    ("content", "delimiter", "other"),
    [
        ("gross;children\n2500.00;1\n", ",", "';'"),
        ('"gross";"children"\n"2500.00";"1"\n', ",", "';'"),
        ("\n\ngross;children\n", ",", "';'"),
        ("gross\tchildren\n2500.00\t1\n", ",", r"'\\t'"),
        ("gross,children\n2500.00,1\n", ";", "','"),
    ],
)
def test_another_delimiter_is_said_to_be_there(tmp_path: Path, content: str, delimiter: str, other: str) -> None:
    (tmp_path / "in.csv").write_text(content, encoding="utf-8")
    said = (
        rf"in\.csv seems to have {other} between its cells and not '{delimiter}'; say delimiter={other} \(--delimiter"
    )
    with pytest.raises(InvalidInput, match=said):
        batch.file(tmp_path / "in.csv", tmp_path / "out.csv", month="2026-05", delimiter=delimiter)


def test_one_column_may_have_any_name_in_quotes(tmp_path: Path) -> None:
    (tmp_path / "in.csv").write_text('"a;b"\n1\n', encoding="utf-8")
    choices: Any = {"constants": {"gross": "2500.00"}, "keep": ["a;b"], "columns": ["net"]}
    batch.file(tmp_path / "in.csv", tmp_path / "out.csv", month="2026-05", **choices)
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == '"a;b","net"\n"1",2143.94\n'


@pytest.mark.parametrize(
    ("source", "target", "options", "said"),
    [
        ("in.xlsx", "out.csv", {}, "in: .*in.xlsx has the suffix '.xlsx', which is no format; known: .parquet"),
        ("in.csv", "out", {}, "out: .*out has no suffix that tells its format"),
        (
            "in.csv",
            "out.x",
            {"target_format": "xls"},
            "out: 'xls' is not allowed; allowed: parquet, csv, arrow, arrows",
        ),
        ("in.csv", "out.csv", {"delimiter": "||"}, "delimiter: '||' is not allowed"),
        ("in.csv", "out.csv", {"decimal_mark": "'"}, 'decimal_mark: "\'" is not allowed'),
        ("no.csv", "out.csv", {}, "no.csv can't be read: No such file"),
        ("in.csv", "in.csv", {"overwrite": True}, "would be written over itself"),
        ("in.csv", "link.csv", {"overwrite": True}, "would be written over itself"),
        ("in.csv", "there.csv", {}, "there.csv is there already; say overwrite"),
        ("in.csv", "folder.csv", {"overwrite": True}, "folder.csv is no regular file"),
        ("folder.csv", "out.csv", {}, "folder.csv can't be read: Is a directory"),
        ("in.csv", "nowhere/out.csv", {}, "out.csv can't be written: No such file"),
        ("in.csv", "out.csv", {"task": "net"}, "task: 'net' is not allowed"),
    ],
)
def test_files_that_can_not_be_used_are_an_error(
    tmp_path: Path, source: str, target: str, options: dict[str, Any], said: str
) -> None:
    (tmp_path / "in.csv").write_text("gross\n2500.00\n", encoding="utf-8")
    (tmp_path / "there.csv").write_text("mine", encoding="utf-8")
    (tmp_path / "link.csv").symlink_to("in.csv")
    (tmp_path / "folder.csv").mkdir()
    before = left_in(tmp_path)
    with pytest.raises(InvalidInput, match=said.replace("||", r"\|\|")):
        batch.file(tmp_path / source, tmp_path / target, month="2026-05", **options)
    assert left_in(tmp_path) == before
    assert (tmp_path / "in.csv").read_text(encoding="utf-8") == "gross\n2500.00\n"
    assert (tmp_path / "there.csv").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("kind", "column", "said"),
    [
        ("csv", pa.array([["a", "b"]]), "list<.*>"),
        ("csv", pa.array([b"a"], pa.binary_view()), "binary_view"),
        ("csv", pa.nulls(1, pa.month_day_nano_interval()), "month_day_nano_interval"),
        ("parquet", pa.nulls(1, pa.month_day_nano_interval()), "month_day_nano_interval"),
        ("parquet", pa.RunEndEncodedArray.from_arrays([1], ["a"]), "run_end_encoded<.*>"),
        ("parquet", pa.UnionArray.from_sparse(pa.array([0], pa.int8()), [pa.array([1])]), "sparse_union<.*>"),
        ("arrow", pa.nulls(1, pa.dictionary(pa.int8(), pa.binary_view())), "dictionary<values=binary_view, .*>"),
    ],
)
def test_a_column_that_a_kind_of_file_can_not_hold_is_told_before_anything_is_written(
    tmp_path: Path, kind: str, column: pa.Array, said: str
) -> None:
    source = save(pa.table({"gross": ["abc"], "tags": column}), tmp_path / "in.arrow")
    with pytest.raises(InvalidInput, match=rf"^tags: a column of {said} can't be written as {kind}; leave it out of"):
        batch.file(source, tmp_path / f"out.{kind}", month="2026-05", keep=["tags"])
    assert left_in(tmp_path) == ["in.arrow"]


@pytest.mark.parametrize("source", ["arrow", "arrows"])
@pytest.mark.parametrize("kind", KINDS)
def test_texts_and_categories_of_polars_are_carried_through(tmp_path: Path, source: str, kind: str) -> None:
    texts = pa.array(["a", None, "b", "a text of more than twelve bytes"], pa.string_view())
    codes = pa.DictionaryArray.from_arrays(pa.array([3, 0, None, 2], pa.uint32()), texts)
    table = pa.table({"gross": ["2500.00"] * 4, "text": texts, "team": codes})
    keep = ["text", "team"]
    batch.file(
        save(table, tmp_path / f"in.{source}"), tmp_path / f"out.{kind}", month="2026-05", keep=keep, columns=["net"]
    )
    written = load(tmp_path / f"out.{kind}").select(keep)
    assert written.schema.types == [pa.string(), pa.string()]
    assert written.column("text").to_pylist() == ["a", None, "b", "a text of more than twelve bytes"]
    assert written.column("team").to_pylist() == ["a text of more than twelve bytes", "a", None, "b"]


WORDS: list[list[str | None]] = [["artist", None], ["student", "artist", None]]


def coded(batches: list[dict[str, pa.Array]], path: Path) -> Path:
    """Writes batches with words of their own, as a stream can have them."""
    made = [pa.record_batch({"gross": ["2500.00"] * 2, **columns}) for columns in batches]
    with pa.ipc.new_stream(path, made[0].schema) as writer:
        for one in made:
            writer.write_batch(one)
    return path


@pytest.mark.parametrize("kept", [[], ["status"]])
@pytest.mark.parametrize("kind", [pa.string(), pa.string_view()])
def test_small_batches_whose_codes_arrow_can_not_join_are_put_together(
    tmp_path: Path, kind: pa.DataType, kept: list[str]
) -> None:
    codes = [pa.DictionaryArray.from_arrays(pa.array([0, 1]), pa.array(words, kind)) for words in WORDS]
    source = coded([{"status": one} for one in codes], tmp_path / "in.arrows")
    told: list[batch.Progress] = []
    choices: Any = {"month": "2026-05", "keep": kept, "columns": ["net"], "on_error": "column"}
    batch.file(source, tmp_path / "out.arrow", progress=told.append, **choices)
    assert [one.rows for one in told] == [4]
    written = load(tmp_path / "out.arrow")
    assert [net is None for net in written.column("net").to_pylist()] == [False, True, False, False]
    assert [written.column(name).to_pylist() for name in kept] == [["artist", None, "student", "artist"]][: len(kept)]


def test_small_batches_that_arrow_can_not_join_at_all_are_computed_one_by_one(tmp_path: Path) -> None:
    codes = [pa.DictionaryArray.from_arrays(pa.array([0, 1]), pa.array(words)) for words in WORDS]
    lists = [pa.ListArray.from_arrays(pa.array([0, 1, 2], pa.int32()), one) for one in codes]
    source = coded([{"tags": one} for one in lists], tmp_path / "in.arrows")
    batch.file(source, tmp_path / "out.arrows", month="2026-05", keep=["tags"], columns=["net"])
    with pa.ipc.open_stream(tmp_path / "out.arrows") as reader:
        tags = [tags for one in reader for tags in one.column("tags").to_pylist()]
    assert tags == [["artist"], [None], ["student"], ["artist"]]


def test_a_target_is_replaced_only_when_the_new_one_is_whole(tmp_path: Path) -> None:
    source = save(pa.table({"gross": ["2500.00"], "month": ["2035-01"]}), tmp_path / "in.csv")
    target = tmp_path / "out.csv"
    target.write_text("the last one", encoding="utf-8")
    with pytest.raises(NotCovered):
        batch.file(source, target, overwrite=True)
    assert target.read_text(encoding="utf-8") == "the last one"
    save(pa.table({"gross": ["2500.00"], "month": ["2026-05"]}), source)
    batch.file(source, target, overwrite=True, columns=["net"])
    assert target.read_text(encoding="utf-8") == '"net"\n2143.94\n'
    assert left_in(tmp_path) == ["in.csv", "out.csv"]


def test_what_a_killed_run_left_is_written_over_and_a_running_one_is_not(tmp_path: Path) -> None:
    source = save(pa.table({"gross": ["2500.00"]}), tmp_path / "in.csv")
    part = tmp_path / ".out.csv.part"
    part.write_text("what was left " * 100, encoding="utf-8")
    with part.open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(InvalidInput, match=r"out\.csv is being written by another run"):
            batch.file(source, tmp_path / "out.csv", month="2026-05")
        assert part.exists()
    batch.file(source, tmp_path / "out.csv", month="2026-05", columns=["net"])
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == '"net"\n2143.94\n'
    assert left_in(tmp_path) == ["in.csv", "out.csv"]


PAY: Any = {"month": "2026-05", "columns": ["net"]}
PAID = '"net"\n2143.94\n'


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return save(pa.table({"gross": ["2500.00"]}), tmp_path / "in.csv")


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o666, 0o444])
def test_a_file_that_is_replaced_keeps_its_permissions_and_no_one_else_reads_its_part(source: Path, mode: int) -> None:
    target = source.with_name("out.csv")
    target.touch()
    target.chmod(mode)
    meanwhile: list[int] = []
    part = place.part_of(target)
    batch.file(source, target, overwrite=True, progress=lambda _: meanwhile.append(part.stat().st_mode), **PAY)
    assert target.read_text(encoding="utf-8") == PAID
    assert target.stat().st_mode & 0o7777 == mode
    assert [found & 0o077 & ~mode for found in meanwhile] == [0]


def test_a_new_file_has_the_permissions_of_any_other(source: Path) -> None:
    target, other = source.with_name("out.csv"), source.with_name("other")
    for overwrite in (False, True):
        batch.file(source, target, overwrite=overwrite, **PAY)
        other.touch()
        assert target.stat().st_mode == other.stat().st_mode
        target.unlink()


@pytest.mark.parametrize(
    "made",
    [
        lambda part, mine: part.symlink_to(mine),
        lambda part, mine: part.symlink_to(mine.with_name("nowhere")),
        lambda part, _: os.mkfifo(part),
        lambda part, _: part.mkdir(),
    ],
    ids=["link", "link to nowhere", "pipe", "folder"],
)
@pytest.mark.parametrize("there", [False, True], ids=["new", "replaced"])
def test_what_no_run_left_in_the_place_of_a_part_is_refused(
    source: Path, made: Callable[[Path, Path], None], there: bool
) -> None:
    target, mine = source.with_name("out.csv"), source.with_name("mine")
    mine.write_text("mine", encoding="utf-8")
    if there:
        target.write_text("the last one", encoding="utf-8")
    made(place.part_of(target), mine)
    before = left_in(source.parent)
    with pytest.raises(InvalidInput, match=r"^out: .*\.out\.csv\.part, where the file is written first, is no regular"):
        batch.file(source, target, overwrite=there, **PAY)
    assert left_in(source.parent) == before
    assert mine.read_text(encoding="utf-8") == "mine"


def test_what_comes_to_the_place_of_a_part_when_it_was_looked_at_is_not_written_to(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, mine = source.with_name("out.csv"), source.with_name("mine")
    mine.write_text("mine", encoding="utf-8")
    look = place._remove_left_over

    def late(part: Path, target: Path) -> None:
        look(part, target)
        part.symlink_to(mine)

    monkeypatch.setattr(place, "_remove_left_over", late)
    with pytest.raises(InvalidInput, match=r"\.out\.csv\.part, where .* is no regular file"):
        batch.file(source, target, **PAY)
    assert mine.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("mode", [0o600, 0o644])
def test_nothing_is_written_to_what_was_left_over(source: Path, mode: int) -> None:
    """Whoever could read what a killed run left, or has it open, sees nothing of a later one."""
    target, mine = source.with_name("out.csv"), source.with_name("mine")
    target.touch(mode)
    mine.write_text("mine", encoding="utf-8")
    part = place.part_of(target)
    part.hardlink_to(mine)
    meanwhile: list[int] = []
    batch.file(source, target, overwrite=True, progress=lambda _: meanwhile.append(part.stat().st_mode), **PAY)
    assert [found & 0o777 for found in meanwhile] == [mode]
    assert mine.read_text(encoding="utf-8") == "mine"
    assert target.read_text(encoding="utf-8") == PAID


def test_where_nothing_can_be_locked_no_run_places_what_another_is_writing(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fcntl, "flock", not_permitted)
    target = source.with_name("out.csv")
    part = place.part_of(target)

    def other(_: object) -> None:
        part.unlink()
        part.write_text("half of", encoding="utf-8")

    with pytest.raises(InvalidInput, match=r"out\.csv is being written by another run"):
        batch.file(source, target, progress=other, **PAY)
    assert not target.exists()
    assert part.read_text(encoding="utf-8") == "half of"
    part.unlink()
    batch.file(source, target, **PAY)
    assert target.read_text(encoding="utf-8") == PAID


def test_a_run_that_fails_removes_no_part_of_another(source: Path) -> None:
    """The other one waits for the lock to be let go of, and makes its own part at once."""
    target = source.with_name("out.csv")
    part = place.part_of(target)
    writing = place.whole_file(target)
    file = writing.__enter__()
    close = file.close

    def slow() -> None:
        close()
        part.write_text("another's", encoding="utf-8")

    file.close = slow  # type: ignore[method-assign]
    assert not writing.__exit__(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert part.read_text(encoding="utf-8") == "another's"


def test_a_second_name_that_a_killed_run_left_of_a_whole_file_is_removed(source: Path) -> None:
    target = source.with_name("out.csv")
    target.write_text("the last one", encoding="utf-8")
    place.part_of(target).hardlink_to(target)
    with pytest.raises(NotCovered):
        batch.file(source, target, month="2035-01", overwrite=True)
    assert target.read_text(encoding="utf-8") == "the last one"
    batch.file(source, target, overwrite=True, **PAY)
    assert target.read_text(encoding="utf-8") == PAID
    assert left_in(source.parent) == ["in.csv", "out.csv"]


def not_permitted(*_: object) -> None:
    raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))


@pytest.mark.parametrize("links", [True, False], ids=["links", "no links"])
def test_a_file_that_appears_while_another_is_written_is_not_lost(
    source: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    if not links:
        monkeypatch.setattr(os, "link", not_permitted)
    target = source.with_name("out.csv")
    batch.file(source, target, **PAY)
    assert target.read_text(encoding="utf-8") == PAID
    target.unlink()

    def appear(_: object) -> None:
        target.write_text("mine", encoding="utf-8")

    with pytest.raises(InvalidInput, match=r"out\.csv is there already; say overwrite \(--overwrite\) to replace it"):
        batch.file(source, target, progress=appear, **PAY)
    assert target.read_text(encoding="utf-8") == "mine"
    assert left_in(source.parent) == ["in.csv", "out.csv"]


def test_a_file_that_appears_at_the_very_end_is_not_lost_either(source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When nothing but the system itself could still tell that the name is taken."""
    target = source.with_name("out.csv")
    link = os.link

    def late(part: Path, name: Path) -> None:
        target.write_text("mine", encoding="utf-8")
        link(part, name)

    monkeypatch.setattr(os, "link", late)
    with pytest.raises(InvalidInput, match=r"out\.csv is there already"):
        batch.file(source, target, **PAY)
    assert target.read_text(encoding="utf-8") == "mine"
    assert left_in(source.parent) == ["in.csv", "out.csv"]


def test_where_files_can_not_be_locked_one_that_can_not_be_removed_is_being_written(
    source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows; what its system does is played by an error."""
    monkeypatch.setattr(place, "fcntl", None)
    target = source.with_name("out.csv")
    part = place.part_of(target)
    part.write_text("what was left " * 100, encoding="utf-8")
    with monkeypatch.context() as others:
        others.setattr(os, "unlink", not_permitted)
        with pytest.raises(InvalidInput, match=r"out\.csv is being written by another run"):
            batch.file(source, target, **PAY)
        assert part.exists()
    batch.file(source, target, **PAY)
    assert target.read_text(encoding="utf-8") == PAID
    assert left_in(source.parent) == ["in.csv", "out.csv"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", str(disk)]
    try:
        done = subprocess.run(mount, capture_output=True, encoding="utf-8", check=False)
    except FileNotFoundError:
        pytest.skip("there is no mount here")
    if done.returncode:
        pytest.skip(f"a small disk can't be mounted here: {done.stderr.strip()}")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)  # noqa: S607


@pytest.mark.parametrize("kind", KINDS)
def test_a_full_disk_is_an_error_and_leaves_nothing(tmp_path: Path, small_disk: Path, kind: str) -> None:
    source = save(TABLE, tmp_path / "in.parquet")
    with pytest.raises(InvalidInput, match=rf"out\.{kind} can't be written: No space left on device; free some"):
        batch.file(source, small_disk / f"out.{kind}", "cost", **MONTH)
    assert left_in(small_disk) == []


@pytest.fixture
def most_bytes() -> Iterator[Callable[[int], None]]:
    """Limits the size of files that this process may write, which needs no right."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    yield lambda size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_that_may_not_grow_is_an_error_wherever_it_stops(
    tmp_path: Path, most_bytes: Callable[[int], None], kind: str
) -> None:
    source = save(TABLE, tmp_path / "in.parquet")
    target = tmp_path / f"out.{kind}"
    batch.file(source, target, "cost", **MONTH)
    whole = target.read_bytes()
    # At its first byte, in its midst, in its end, and a byte before it is whole; with an older file to be replaced.
    for size in (0, 1, len(whole) // 3, len(whole) - 40, len(whole) - 1):
        target.write_bytes(b"the last one")
        most_bytes(size)
        with pytest.raises(InvalidInput, match=rf"^out: .*out\.{kind} can't be written: .*free some space or name a"):
            batch.file(source, target, "cost", overwrite=True, **MONTH)
        most_bytes(resource.RLIM_INFINITY)
        assert target.read_bytes() == b"the last one"
        assert left_in(tmp_path) == ["in.parquet", f"out.{kind}"]
    most_bytes(len(whole))
    batch.file(source, target, "cost", overwrite=True, **MONTH)
    assert target.read_bytes() == whole


def test_a_folder_that_can_not_be_written_to_is_an_error(tmp_path: Path) -> None:
    source = save(pa.table({"gross": ["2500.00"]}), tmp_path / "in.csv")
    folder = tmp_path / "locked"
    folder.mkdir()
    if os.geteuid() == 0:
        folder = Path("/proc")  # nothing stops root but a file system that takes no files
        if not folder.is_dir():
            pytest.skip("root may write everywhere here")
    else:
        folder.chmod(0o500)
    with pytest.raises(InvalidInput, match=r"out: .*out\.csv can't be written: "):
        batch.file(source, folder / "out.csv", month="2026-05")
