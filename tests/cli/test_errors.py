"""Whatever is wrong is one clear line on stderr and exit status 2."""

import contextlib
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cli.command import Command
from sharedpay.cli import main

PAYSLIP = ("payslip", "--gross", "2500", "--month", "2026-05")
SETTLE = ("settle", "4500", "--month", "2026-05")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("payslip", "--gross", "abc", "--month", "2026-05"), "gross: 'abc' is not an amount of euros"),
        (("payslip", "--gross", "2500.123", "--month", "2026-05"), "at most two decimals"),
        (("payslip", "--gross", "-5", "--month", "2026-05"), "gross: -5 is negative"),
        (("payslip", "--gross", "2500", "--month", "2026-13"), "month: '2026-13' is not a month like '2026-05'"),
        (("payslip", "--gross", "2500", "--month", "May"), "month: 'May' is not a month like '2026-05'"),
        (("payslip", "--gross", "2500"), "--month is missing; see 'sharedpay payslip --help'"),
        (("payslip", "--month", "2026-05"), "--gross is missing; see 'sharedpay payslip --help'"),
        (("payslip", "--gross"), "--gross needs a value"),
        ((*PAYSLIP, "--gross", "2600"), "--gross is given twice"),
        ((*PAYSLIP, "--bogus", "1"), "there is no option '--bogus'"),
        ((*PAYSLIP, "--childrn", "1"), "there is no option '--childrn', the nearest is '--children'"),
        ((*PAYSLIP, "--children", "1.5"), "children: '1.5' is not allowed"),
        ((*PAYSLIP, "--children", "-1"), "children: '-1' is not allowed"),
        (
            (*PAYSLIP, "--children", "two", "--lang", "fr"),
            "children : 'two' n'est pas permis : il faut un nombre entier",
        ),
        (
            (*PAYSLIP, "--children", "two", "--lang", "nl"),
            "children: 'two' is niet toegelaten: het moet een geheel getal zijn",
        ),
        (
            (*PAYSLIP, "--children", "31", "--lang", "de"),
            "children: 31 ist nicht erlaubt: es darf höchstens 30 sein",
        ),
        ((*SETTLE, "--workers", "0", "--lang", "nl"), "workers: 0 is niet toegelaten: het moet minstens 1 zijn"),
        ((*PAYSLIP, "--children", "9" * 5000), "input should be a valid integer"),
        ((*PAYSLIP, "--status", "boss"), "allowed: 'white_collar', 'blue_collar', 'artist', 'student', 'flexi'"),
        ((*PAYSLIP, "--end", "2026-04-01"), "month: 2026-05 is outside the contract"),
        ((*PAYSLIP, "--end", ""), "end: '' is not a day like '2026-05-01'"),
        ((*PAYSLIP, "--start", "2026-05-20", "--end", "2026-05-10"), "end: 2026-05-10 is before the start 2026-05-20"),
        ((*PAYSLIP, "--known-on", "later"), "known_on: 'later' is not a date"),
        ((*PAYSLIP, "--paid-on", "2030-01-01"), "is not covered on 2030-01-01; covered: until 2026-12-31"),
        (
            ("payslip", "--gross", "2500", "--month", "2019-05"),
            "is not covered on 2019-05-01; covered: from 2021-01-01",
        ),
        (
            ("payslip", "--gross", "2500", "--month", "2031-05"),
            "is not covered on 2031-05-01; covered: until 2026-12-31",
        ),
        ((*PAYSLIP, "--lang", "fr", "--end", "2026-04-01"), "month : 2026-05 est en dehors du contrat"),
        ((*SETTLE, "77", "--lang=de"), "zu viele Argumente: 77; siehe 'sharedpay settle --help'"),
        ((*PAYSLIP, "--lang", "xx"), "--lang: 'xx' is not allowed; allowed: en, fr, nl, de"),
        ((*PAYSLIP, "--reading", "mine"), "reading: unknown 'mine'; known: annual_cap_at_year_end, "),
        ((*PAYSLIP, "--explain", "withholding"), "there is no 'withholding'; did you mean withholding_tax, "),
        ((*PAYSLIP, "--explain", "zz"), "there is no 'zz'; the lines are gross, contribution_base, "),
        ((*PAYSLIP, "--fee-rate", "6 %"), "there is no option '--fee-rate'"),
        (("settle", "--month", "2026-05"), "--revenue is missing"),
        (("settle", "4500"), "--month is missing"),
        (("settle", "abc", "--month", "2026-05"), "revenue: 'abc' is not an amount of euros"),
        (("settle", "-5", "--month", "2026-05"), "revenue: -5.00 is negative"),
        ((*SETTLE, "77"), "too many arguments: 77"),
        ((*SETTLE, "--vat-rate", "12"), "vat_rate: '12' is not allowed; allowed: '21', '6', '0', 'exempt'"),
        ((*SETTLE, "--expenses", "9999"), "expenses: 9999.00 is more than the 4207.50"),
        ((*SETTLE, "--budget", "9999"), "budget: 9999.00 is more than the 4207.50"),
        ((*SETTLE, "--fee-rate", "much"), "fee_rate: 'much' is not a rate"),
        (
            (*SETTLE, "--fee-rate", "6.5", "--lang", "nl"),
            "fee_rate: 6.5 moet minder dan 100 % zijn; schrijf '6.5 %' of '0.065'",
        ),
        ((*SETTLE, "--method", "coefficient"), "coefficient: none is published nor estimated"),
        (("settle", "1", "--month", "2026-05", "--payroll-cost", "50"), "holds no pay"),
        (("solve", "--month", "2026-05"), "give either --net or --cost"),
        (("solve", "--month", "2026-05", "--net", "1", "--cost", "2"), "give either --net or --cost"),
        (
            ("solve", "--month", "2026-05", "--net", "1", "--of", "luck"),
            "--of: 'luck' is not allowed; allowed: gross, revenue",
        ),
        (("solve", "--month", "2026-05", "--cost", "1", "--of", "revenue"), "--of revenue goes with --net"),
        (("solve", "--month", "2026-05", "--net", "1", "--expenses", "2"), "expenses: go with --of revenue"),
        (("solve", "--month", "2026-05", "--net", "-2000"), "net: -2000 is negative"),
        (("law", "expenses_cp"), "law: there is no 'expenses_cp'; did you mean expenses_cap"),
        (("law", "withholding"), "did you mean withholding_tax"),
        (("law", "work_bonus.expenses_cap"), "did you mean withholding_tax.expenses_cap?"),
        (("law", "zzzzzz"), "the areas are "),
        (("law", "--on", "soon"), "on: 'soon' is not a date"),
        (("law", "--on", "1990-01"), "the law is not covered on 1990-01-01"),
        (
            ("law", "withholding_tax", "--on", "2019-01"),
            "withholding_tax is not covered on 2019-01-01; covered: from 2021",
        ),
        (("law", "expenses_cap", "--on", "2019-01"), "withholding_tax.expenses_cap is not covered on 2019-01-01"),
        (("law", "expenses_cp", "--lang", "nl"), "law: er is geen 'expenses_cp'; bedoelde u expenses_cap"),
        (("law", "diff", "2025-12"), "AFTER is missing; see 'sharedpay law diff --help'"),
        (("law", "diff", "2025-12", "soon"), "after: 'soon' is not a date"),
        (("law", "diff", "soon", "2025-12"), "before: 'soon' is not a date"),
        (("law", "sources", "--reading", "mine"), "reading: unknown 'mine'"),
        (("check",), "no FILES given"),
        (("check", "--bogus", "a.jsonl"), "unknown option --bogus"),
        (("check", "nowhere.jsonl"), "nowhere.jsonl can't be read: No such file or directory"),
        (("check", "."), "can't be read: Is a directory"),
        (
            ("fly",),
            "there is no command 'fly', there are settle, payslip, solve, law, check, batch, diff, chart, completion;",
        ),
        (("payslp", "--gross", "1"), "there is no command 'payslp', the nearest is 'payslip'; see 'sharedpay --help'"),
        (("setle", "--lang", "fr"), "il n'y a pas de commande « setle », la plus proche est « settle » ; voir"),
        (("setle", "--lang", "nl"), "er is geen commando 'setle', het dichtst ligt 'settle'; zie 'sharedpay --help'"),
        (
            ("setle", "--lang", "de"),
            "es gibt keinen Befehl 'setle', am nächsten liegt 'settle'; siehe 'sharedpay --help'",
        ),
        (("chart", "setle"), "there is no command 'setle', there are invoice, curve, months, laws; see"),
        (("--fly",), "there is no command '--fly'"),
    ],
    ids=lambda value: " ".join(value)[:60] if isinstance(value, tuple) else "",
)
def test_what_is_wrong_is_said_in_one_line(
    run: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert said in run(*words).problem


def test_all_that_is_wrong_with_the_parties_comes_at_once(run: Command) -> None:
    words = ("--status", "boss", "--marital", "single", "--partner", "no_income", "--workers", "0")
    problem = run(*PAYSLIP, *words).problem
    assert all(name in problem for name in ("status: 'boss'", "partner: 'no_income'", "workers: 0"))


def test_a_file_that_is_no_text(run: Command, tmp_path: Path) -> None:
    file = tmp_path / "picture"
    file.write_bytes(b"\x89PNG\xff\xfe")
    assert "picture can't be read: it is not text in UTF-8" in run("check", str(file)).problem


def test_what_was_checked_before_a_missing_file_is_not_taken_for_all(run: Command, tmp_path: Path) -> None:
    good = tmp_path / "good.jsonl"
    good.write_text("", encoding="utf-8")
    assert "missing" in run("check", str(good), str(tmp_path / "missing")).problem


WORDS = st.sampled_from(
    [
        *("payslip", "settle", "solve", "law", "diff", "sources", "check", "--json", "--help", "--version"),
        *("--gross", "2500", "--month", "2026-05", "2022-05", "2021-01", "--net", "--cost", "--of", "revenue", "4500"),
        *("--children", "1", "--marital", "married", "--partner", "no_income", "--status", "artist", "student"),
        *("--explain", "net", "--on", "expenses_cap", "withholding_tax", "2025-12", "--end", "2026-05-20", "-", "--"),
        *("--method", "coefficient", "--fee-rate", "6 %", "--expenses", "--days-worked", "--hours-worked", "10"),
    ]
)
START = st.sampled_from([(), PAYSLIP, SETTLE, ("solve", "--month", "2026-05"), ("law",), ("law", "diff")])


@settings(max_examples=150)
@given(START, st.lists(WORDS | st.text(max_size=6), max_size=6))
def test_no_command_line_ends_in_a_traceback(start: tuple[str, ...], more: list[str]) -> None:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdin", io.StringIO(""))
        with pytest.raises(SystemExit) as left:
            main([*start, *more])
    assert left.value.code in (0, 1, 2)
    assert err.getvalue().count("\n") == int(left.value.code == 2)


def test_earnings_that_are_none_are_named_with_what_is_allowed(run: Command) -> None:
    words = ("--earning", "bonu amount=3", "--earning", "bonus amount", "--earning", "bonus amount=-1 colour=2")
    problem = run("payslip", "--gross", "2500", "--month", "2026-05", *words).problem
    assert "earning 'bonu amount=3': no kind 'bonu'; allowed: double_holiday_pay, departure_holiday_pay," in problem
    assert "earning 'bonus amount': 'amount' is no value; write name=value" in problem
    assert "earning 'bonus amount': amount: is missing" in problem
    assert "earning 'bonus amount=-1 colour=2': colour: no such input; allowed: kind, amount" in problem
