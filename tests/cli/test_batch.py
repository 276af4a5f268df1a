"""The command ``batch``: files in and out, one line for what is wrong, and no wrong file whenever it is stopped."""

import json
import os
import pty
import re
import select
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

import sharedpay as sp
from batch.filing import load, people, save
from cli.command import Command
from sharedpay import batch

RUN = (sys.executable, "-c", "from sharedpay.cli import main; main()")
ROWS = 150_000
SAID = "150 000"
"""The same as people read it."""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "in.csv"
    path.write_text("id,gross\na,2500.00\nb,3200.00\n", encoding="utf-8")
    return path


def test_a_file_becomes_another_one(run: Command, small: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    ran = run("batch", str(small), str(target), "--month", "2026-05", "--keep", "id", "--column", "net")
    assert ran.text == f"2 rows in {target}\n"
    # The nets are those of the docstring of sharedpay.batch, which is tested.
    assert target.read_text(encoding="utf-8") == '"id","net"\n"a",2143.94\n"b",2292.60\n'


def test_invoices_are_settled_under_the_terms_that_are_given(run: Command, tmp_path: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("invoice_ex_vat\n4500.00\n", encoding="utf-8")
    words = ("--task", "settle", "--month", "2026-05", "--column", "fee", "--column", "net")
    assert run("batch", str(source), str(target), *words).status == 0
    plain = sp.settle("4500", sp.PermanentContract(start="2026-01-01"), month="2026-05")
    assert target.read_text(encoding="utf-8") == f'"fee","net"\n{plain.fee},{plain.net}\n'
    # 10 % of 4500.00.
    assert run("batch", str(source), str(target), *words, "--fee-rate", "10 %", "--overwrite").status == 0
    assert target.read_text(encoding="utf-8").startswith('"fee","net"\n450.00,')


def test_a_summary_for_programs(run: Command, tmp_path: Path) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.parquet"
    source.write_text("gross\n2500.00\nabc\n", encoding="utf-8")
    words = ("--month", "2026-05", "--task", "cost", "--on-error", "column", "--constant", "children=1")
    said = run("batch", str(source), str(target), *words, "--json").data
    assert said["seconds"] > 0
    assert {**said, "seconds": 0} == {
        "in": str(source),
        "out": str(target),
        "task": "cost",
        "rows": 2,
        "failed": 1,
        "seconds": 0,
        "law_digest": load(target).schema.field("net").metadata[b"law_digest"].decode(),
    }
    wanted = batch.cost({"gross": ["2500.00"]}, month="2026-05", constants={"children": 1})
    assert load(target).slice(0, 1).column("employer_cost").equals(wanted.column("employer_cost"))
    again = run("batch", str(source), str(target), *words, "--overwrite")
    assert again.text == f"2 rows, 1 of them without a result, in {target}\n"


def test_formats_delimiter_and_decimal_mark(run: Command, tmp_path: Path) -> None:
    source, target = tmp_path / "in.txt", tmp_path / "out.txt"
    source.write_text("gross\tchildren\n2500,00\t0\n", encoding="utf-8")
    csv = ("--source-format", "csv", "--target-format", "csv", "--delimiter", r"\t", "--decimal-mark", ",")
    run("batch", str(source), str(target), "--month", "2026-05", "--column", "net", "--column", "onss_base", *csv)
    assert target.read_text(encoding="utf-8") == '"net"\t"onss_base"\n"2143,94"\t"2500,00"\n'


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "column 'month' is missing; column 'id' is unknown"),
        (("--month", "2026-05"), "column 'id' is unknown"),
        (("--month", "2019-05", "--keep", "id"), "is not covered on 2019-05-01"),
        (("--month", "2026-05", "--keep", "id", "--task", "nets"), "task: 'nets' is not allowed; allowed: pay, cost"),
        (("--month", "2026-05", "--keep", "id", "--constant", "children"), "constant: 'children' is no value"),
        (
            ("--month", "2026-05", "--keep", "id", "--constant", "children=x"),
            "children in all rows ('x'): must be a whole number",
        ),
        (("--constant", "a=1", "--constant", "a=2"), "constant: 'a' is given twice"),
        (("--month", "2026-05", "--keep", "id", "--on-error", "skip"), "on_error: 'skip' is not allowed"),
        (
            ("--month", "2026-05", "--keep", "id", "--column", "nett"),
            "columns: 'nett' is no result here; did you mean 'net'",
        ),
        (("--target-format", "xls"), "out: 'xls' is not allowed; allowed: parquet, csv, arrow, arrows"),
        (("--threads", "many"), "threads"),
    ],
)
def test_what_is_wrong_is_one_line(run: Command, small: Path, words: tuple[str, ...], said: str) -> None:
    target = small.with_name("out.parquet")
    assert all(part in run("batch", str(small), str(target), *words).problem for part in said.split("; "))
    assert [path.name for path in small.parent.iterdir()] == ["in.csv"]


# In French, Dutch and German as the catalogues have it: a whole sentence each, with no English left in it.
@pytest.mark.parametrize(
    ("words", "cells", "french", "dutch", "german"),
    [
        (
            ("--month", "2026-05"),
            "grosss\n1",
            "la colonne 'grosss' est inconnue ; vouliez-vous dire 'gross' ? ; pour la reprendre telle quelle,",
            "de kolom 'grosss' is onbekend; bedoelde u 'gross'?; om ze over te nemen, noem ze in keep; de",
            "die Spalte 'grosss' ist unbekannt; meinten Sie 'gross'?; um sie zu übernehmen, nennen Sie sie in keep;",
        ),
        (
            ("--month", "2026-05"),
            "gross\nabc\n5\n",
            "gross dans la ligne 0 (abc) : ne peut pas être lu comme un nombre avec au plus deux décimales ; ce doit",
            "gross in rij 0 (abc): kan niet gelezen worden als een getal met hoogstens twee decimalen; het moet van",
            "gross in Zeile 0 (abc): kann nicht als Zahl mit höchstens zwei Dezimalen gelesen werden; es muss von 0.00",
        ),
        (
            ("--month", "2026-05", "--constant", "children=x"),
            "gross\n5",
            "children dans toutes les lignes ('x') : doit être un nombre entier de 0 à 30",
            "children in alle rijen ('x'): moet een geheel getal van 0 tot 30 zijn",
            "children in allen Zeilen ('x'): muss eine ganze Zahl von 0 bis 30 sein",
        ),
        (
            ("--month", "2019-05"),
            "gross\n5\n6",
            "n'est pas couvert au 2019-05-01 (dans les lignes 0, 1) ; couvert : à partir du 2021-01-01",
            "is niet gedekt op 2019-05-01 (in rijen 0, 1); gedekt: vanaf 2021-01-01",
            "ist nicht abgedeckt am 2019-05-01 (in den Zeilen 0, 1); abgedeckt: ab 2021-01-01",
        ),
        (
            ("--month", "2026-05", "--column", "nett"),
            "gross\n5",
            "columns : 'nett' n'est pas un résultat ici ; vouliez-vous dire 'net' ",
            "columns: 'nett' is hier geen resultaat; bedoelde u 'net' ",
            "columns: 'nett' ist hier kein Ergebnis; meinten Sie 'net' ",
        ),
        (
            ("--month", "2026-05", "--task", "settle"),
            "invoice_ex_vat,premium_base\n5,1",
            "la colonne 'premium_base' ne dit pas ce que l'employeur y dépense : décomptez une telle paie seule",
            "de kolom 'premium_base' zegt niet wat de werkgever eraan besteedt: reken zo'n loon apart af",
            "die Spalte 'premium_base' sagt nicht, was der Arbeitgeber dafür ausgibt: rechnen Sie",
        ),
    ],
)
def test_what_is_wrong_in_the_language_that_is_asked_for(
    run: Command, tmp_path: Path, words: tuple[str, ...], cells: str, french: str, dutch: str, german: str
) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text(cells, encoding="utf-8")
    for lang, said in (("fr", french), ("nl", dutch), ("de", german)):
        problem = run("batch", str(source), str(target), *words, "--lang", lang).problem
        assert said in problem


@pytest.mark.parametrize(
    ("lang", "said", "unread"),
    [
        (
            "fr",
            "2 lignes, dont 1 sans résultat, dans {}",
            "fichier : {} ne peut pas être lu : ce fichier ou ce dossier",
        ),
        ("nl", "2 rijen, waarvan 1 zonder resultaat, in {}", "bestand: {} kan niet gelezen worden: dat bestand of die"),
        (
            "de",
            "2 Zeilen, davon 1 ohne Ergebnis, in {}",
            "Datei: {} kann nicht gelesen werden: diese Datei oder dieser",
        ),
    ],
)
def test_the_summary_and_a_missing_file_in_the_language_that_is_asked_for(
    run: Command, tmp_path: Path, lang: str, said: str, unread: str
) -> None:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_text("gross\n2500.00\nabc\n", encoding="utf-8")
    words = (str(target), "--month", "2026-05", "--on-error", "column", "--lang", lang)
    assert run("batch", str(source), *words).text == f"{said.format(target)}\n"
    nowhere = tmp_path / "nowhere.csv"
    assert unread.format(nowhere) in run("batch", str(nowhere), *words, "--overwrite").problem


def test_without_its_extra_the_command_says_what_to_install(small: Path) -> None:
    code = textwrap.dedent("""
        import sys
        sys.modules["pyarrow"] = None
        from sharedpay.cli import main
        main()
    """)
    words = ("batch", str(small), str(small.with_name("out.csv")), "--month", "2026-05")
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "sharedpay: sharedpay.batch needs its extra: pip install 'sharedpay[batch]'\n"


def test_without_numba_the_command_warns_in_the_language_that_is_asked_for(small: Path) -> None:
    code = textwrap.dedent("""
        import sys
        sys.modules["numba"] = None
        from sharedpay.cli import main
        main()
    """)
    words = ("batch", str(small), str(small.with_name("out.csv")), "--month", "2026-05", "--keep", "id", "--lang", "nl")
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout == f"2 rijen in {small.with_name('out.csv')}\n"
    assert done.stderr.startswith("sharedpay: numba is niet geïnstalleerd: de reeks draait in gewone Python")
    assert done.stderr.count("\n") == 1


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save(people(ROWS), tmp_path_factory.mktemp("crowd") / "in.parquet")


def started(source: Path, target: Path, *more: str) -> subprocess.Popen[bytes]:
    words = ("batch", str(source), str(target), "--month", "2026-05", "--task", "cost", "--keep", "id")
    return subprocess.Popen([*RUN, *words, *more], stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def wait_for_part(process: subprocess.Popen[bytes], target: Path, size: int) -> None:
    """Until so many bytes are written, or all of them."""
    part = target.with_name(f".{target.name}.part")
    for _ in range(30_000):
        try:
            if part.stat().st_size >= size:
                return
        except FileNotFoundError:
            pass
        if process.poll() is not None:
            return
        time.sleep(0.001)
    raise AssertionError("nothing was written")


def test_a_run_that_is_killed_leaves_no_wrong_file_and_the_next_one_completes(crowd: Path, tmp_path: Path) -> None:
    before = crowd.read_bytes()
    wanted = batch.cost(load(crowd), month="2026-05", keep=["id"])
    target = tmp_path / "out.arrow"
    # Before anything is written, at its first bytes, and further and further on; a whole file has some 48 million.
    for size in (-1, 0, 1, 5_000_000, 20_000_000, 40_000_000):
        process = started(crowd, target)
        if size < 0:
            time.sleep(0.2)
        else:
            wait_for_part(process, target, size)
        process.kill()
        process.communicate(timeout=30)
        if target.exists():  # it was quicker than the signal
            assert load(target).equals(wanted)
            target.unlink()
        assert crowd.read_bytes() == before
    process = started(crowd, target)
    assert process.communicate(timeout=60) == (f"{SAID} rows in {target}\n".encode(), b"")
    assert load(target).equals(wanted)
    assert [path.name for path in tmp_path.iterdir()] == ["out.arrow"]


def test_a_run_that_is_interrupted_says_so_and_leaves_nothing(crowd: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.arrow"
    process = started(crowd, target)
    wait_for_part(process, target, 1)
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=30)
    assert said == (b"", f"sharedpay: interrupted; nothing was written to {target}\n".encode())
    assert process.returncode == 130
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_is_interrupted_again_and_again_says_so_once_and_leaves_what_was_there(
    crowd: Path, tmp_path: Path
) -> None:
    target = tmp_path / "out.arrow"
    target.write_text("the last one", encoding="utf-8")
    process = started(crowd, target, "--overwrite")
    wait_for_part(process, target, 1)
    while process.poll() is None:
        process.send_signal(signal.SIGINT)
        time.sleep(0.001)
    said = process.communicate(timeout=30)
    assert said == (b"", f"sharedpay: interrupted; nothing was written to {target}\n".encode())
    assert process.returncode in (130, -signal.SIGINT)
    assert target.read_text(encoding="utf-8") == "the last one"
    assert [path.name for path in tmp_path.iterdir()] == ["out.arrow"]


def test_a_run_that_is_interrupted_when_its_file_is_placed_does_not_say_that_nothing_was_written(small: Path) -> None:
    code = textwrap.dedent("""
        import signal
        from sharedpay.batch import place
        place._sync_folder = lambda _: signal.raise_signal(signal.SIGINT)
        from sharedpay.cli import main
        main()
    """)
    target = small.with_name("out.csv")
    words = ("batch", str(small), str(target), "--month", "2026-05", "--keep", "id", "--column", "net")
    done = subprocess.run([sys.executable, "-c", code, *words], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")
    assert target.read_text(encoding="utf-8") == '"id","net"\n"a",2143.94\n"b",2292.60\n'


def test_a_full_disk_and_a_damaged_file_are_one_line_each(crowd: Path, tmp_path: Path) -> None:
    """The disk's end is played by the most that a file may have; with the damaged part past what is written first."""
    target = tmp_path / "out.arrow"
    small_disk = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000)); "
    words = ("batch", str(crowd), str(target), "--month", "2026-05", "--keep", "id")
    for lang, said in (
        ("en", f"out: {target} can't be written: File too large; free some space or name a file elsewhere,"),
        ("fr", f"out : {target} ne peut pas être écrit : fichier trop grand ; libérez de la place ou nommez"),
        ("nl", f"out: {target} kan niet geschreven worden: bestand te groot; maak plaats vrij of noem"),
        ("de", f"out: {target} kann nicht geschrieben werden: Datei zu groß; schaffen Sie Platz oder nennen"),
    ):
        command = [sys.executable, "-c", small_disk + RUN[2], *words, "--lang", lang]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
        assert done.stderr.startswith(f"sharedpay: {said}"), done.stderr
        assert list(tmp_path.iterdir()) == []
    damaged = tmp_path / "in.parquet"
    content = bytearray(crowd.read_bytes())
    place = pq.read_metadata(crowd).row_group(6).column(1).data_page_offset
    content[place + 100 : place + 140] = bytes(40)
    damaged.write_bytes(content)
    done = subprocess.run([*RUN, "batch", str(damaged), *words[2:]], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert done.stderr.startswith(f"sharedpay: file: {damaged} can't be read in row group 6 of 8: ")
    assert [path.name for path in tmp_path.iterdir()] == ["in.parquet"]


def test_a_terminal_sees_a_bar_and_what_it_leaves_is_the_summary(crowd: Path, tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    target = tmp_path / "out.arrow"
    words = ("batch", str(crowd), str(target), "--month", "2026-05", "--keep", "id")
    settings = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "CI")}
    process = subprocess.Popen(
        [*RUN, *words], stdout=theirs, stderr=theirs, env={**settings, "TERM": "xterm", "COLUMNS": "100"}
    )
    os.close(theirs)
    written = b""
    while select.select([ours], [], [], 30)[0]:
        try:
            part = os.read(ours, 65536)
        except OSError:  # how Linux says that the other side is closed
            break
        if not part:
            break
        written += part
    os.close(ours)
    assert process.wait(30) == 0
    shown = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", written.decode()).replace("\r", "\n")
    assert f"100% {SAID} rows, " in shown
    assert re.search(r"[1-9][\d ]* a second", shown)
    assert shown.replace("\n", "").endswith(f"{SAID} rows in {target}")


def test_a_summary_is_all_that_a_pipe_sees(crowd: Path, tmp_path: Path) -> None:
    words = ("batch", str(crowd), str(tmp_path / "out.csv"), "--month", "2026-05", "--keep", "id", "--json")
    done = subprocess.run([*RUN, *words], capture_output=True, encoding="utf-8", check=True)
    assert done.stderr == ""
    assert json.loads(done.stdout)["rows"] == ROWS
