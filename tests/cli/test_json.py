"""``--json``: what programs read is what Python gets."""

import json
from pathlib import Path
from typing import Any

import pytest

import sharedpay as sp
from cli.command import Command
from sharedpay import earnings as e
from sharedpay.cli import pay as cli_pay
from sharedpay.payroll.check import check_lines
from sharedpay.payroll.solve import Answer, Solution

MONTH = "2026-05"
OPTIONS = (
    "--month",
    MONTH,
    "--start",
    "2026-01-01",
    "--joint-committee",
    "200",
    "--children",
    "1",
    "--no-single-parent",
)
CONTRACT = sp.PermanentContract(start="2026-01-01", joint_committee="200")
WORKER = sp.Worker(household=sp.Household(children=1, single_parent=False))
CASES = Path(__file__).parent.parent / "cases"


def plain(data: Any) -> Any:
    """Data as JSON keeps it."""
    return json.loads(json.dumps(data))


def test_payslip(run: Command) -> None:
    data = run("payslip", "--gross", "2500", *OPTIONS, "--json").data
    assert data == plain(sp.payslip(CONTRACT, WORKER, gross="2500", month=MONTH).model_dump())
    assert (
        sp.Payslip.model_validate_json(json.dumps(data)).net
        == sp.payslip(CONTRACT, WORKER, gross="2500", month=MONTH).net
    )


def test_payslip_of_options_that_all_mean_something(run: Command) -> None:
    words = ("--end", "2026-06-30", "--weekly-hours", "19", "--hours-worked", "60", "--paid-on", "2026-06-05")
    more = ("--known-on", "2026-06-30", "--work-bonus-granted", "100", "--risk-groups", "--workers", "5")
    data = run("payslip", "--gross", "900", *OPTIONS, *words, *more, "--json").data
    contract = sp.FixedTermContract(start="2026-01-01", end="2026-06-30", joint_committee="200", weekly_hours="19")
    slip = sp.payslip(
        contract,
        WORKER,
        gross="900",
        month=MONTH,
        hours_worked="60",
        paid_on="2026-06-05",
        known_on="2026-06-30",
        work_bonus_granted="100",
        enterprise=sp.Enterprise(risk_groups=True, workers=5),
    )
    assert data == plain(slip.model_dump())


def test_a_contract_made_of_defaults_is_an_assumption(run: Command) -> None:
    data = run("payslip", "--gross", "2500", "--month", MONTH, "--json").data
    slip = sp.payslip(sp.PermanentContract(start="2026-05-01"), gross="2500", month=MONTH).model_dump()
    first, *others = data["assumptions"]
    assert first.startswith("The contract was not stated")
    assert {**data, "assumptions": others} == plain(slip)


def test_settle(run: Command) -> None:
    data = run("settle", "4500", *OPTIONS, "--json").data
    assert data == plain(sp.settle("4500", CONTRACT, WORKER, month=MONTH).model_dump())


@pytest.mark.parametrize("figures", ["smart", "own"])
def test_settle_with_choices_of_the_enterprise(run: Command, figures: str) -> None:
    chosen = ("--figures", figures, "--fee-rate", "5 %", "--reductions", "credited", "--payroll-cost", "25")
    data = run("settle", "4500", *OPTIONS, *chosen, "--vat-rate", "6", "--budget", "3000", "--json").data
    choices: dict[str, Any] = {"fee_rate": "5 %", "reductions": "credited", "payroll_cost": "25"}
    enterprise = sp.Enterprise.smart(**choices) if figures == "smart" else sp.Enterprise(**choices)
    result = sp.settle(
        "4500", CONTRACT, WORKER, month=MONTH, enterprise=enterprise, vat_rate="6", budget="3000"
    ).model_dump()
    assert data == plain(result)


def test_explain(run: Command) -> None:
    slip = sp.payslip(CONTRACT, WORKER, gross="2500", month=MONTH)
    data = run("payslip", "--gross", "2500", *OPTIONS, "--explain", "net", "--json").data
    assert data == plain(slip.explain("net").model_dump())


def test_solve_for_a_net(run: Command) -> None:
    data = run("solve", "--net", "2000", *OPTIONS, "--json").data
    answer = sp.gross_for_net("2000", CONTRACT, WORKER, month=MONTH)
    slip = sp.payslip(CONTRACT, WORKER, gross=answer.amounts[0], month=MONTH)
    remarks = {"assumptions": [str(note) for note in slip.assumptions], "findings": [str(n) for n in slip.findings]}
    assert data == plain({**answer.model_dump(), **remarks})


def test_solve_for_a_cost(run: Command) -> None:
    data = run("solve", "--cost", "4000", *OPTIONS, "--json").data
    assert data.items() >= sp.gross_for_cost("4000", CONTRACT, WORKER, month=MONTH).model_dump().items()


def test_solve_for_a_cost_of_an_enterprise_says_what_that_cost_holds(run: Command) -> None:
    data = run("solve", "--cost", "4000", *OPTIONS, "--margin-rate", "6 %", "--json").data
    enterprise = sp.Enterprise(margin_rate="6 %")
    answer = sp.gross_for_cost("4000", CONTRACT, WORKER, month=MONTH, enterprise=enterprise)
    assert data.items() >= answer.model_dump().items()
    assert any("set aside" in sentence for sentence in data["assumptions"])


def test_solve_for_a_revenue(run: Command) -> None:
    words = ("--net", "2000", "--of", "revenue", "--expenses", "50")
    data = run("solve", *words, *OPTIONS, "--json").data
    answer = sp.revenue_for_net("2000", CONTRACT, WORKER, month=MONTH, expenses="50")
    assert data.items() >= answer.model_dump().items()
    settled = sp.settle(answer.amounts[0], CONTRACT, WORKER, month=MONTH, expenses="50")
    assert str(settled.net) == "2000.00"
    assert data["assumptions"] == [str(note) for note in settled.assumptions]


def test_solve_of_a_net_that_no_pay_gives(run: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    # Nets that no gross gives are rare, so this one is made up.
    none = Solution("gross", 200_000, (), Answer(209_394, 199_999), Answer(209_395, 200_001))
    monkeypatch.setattr(cli_pay, "gross_for_net", lambda *_, **__: none)
    words = ("solve", "--net", "2000", "--month", MONTH)
    data = run(*words, "--json").data
    assert data.items() >= none.model_dump().items()
    assert data["assumptions"]
    assert "the nearest: 2093.94 gives 1999.99 and" in " ".join(run(*words).text.split())


def test_solve_of_a_net_beyond_all_pay(run: Command) -> None:
    assert "needs a gross beyond" in run("solve", "--net", "9999999.99", "--month", MONTH).problem


def test_law_of_a_day(run: Command) -> None:
    data = run("law", "withholding_tax", "--on", MONTH, "--json").data
    laws = sp.law.on(MONTH)
    assert (data["date"], data["digest"]) == ("2026-05-01", sp.law.load().digest)
    figures = {p.key: version.value for p, version in laws if p.area == "withholding_tax"}
    assert {key: figure["value"] for key, figure in data["figures"].items()} == figures


def test_law_of_everything(run: Command) -> None:
    data = run("law", "--on", MONTH, "--json").data
    assert list(data["figures"]) == [parameter.key for parameter, _ in sp.law.on(MONTH)]


def test_law_of_a_figure(run: Command) -> None:
    data = run("law", "withholding_tax.expenses_cap", "--on", MONTH, "--json").data
    parameter = sp.law.load().parameter("expenses_cap")
    assert (data["name"], data["unit"], data["labels"]) == (parameter.key, parameter.unit, dict(parameter.labels))
    assert [version["value"] for version in data["versions"]] == [version.value for version in parameter.versions]
    assert data["on"]["value"] == "6070.00"


def test_law_diff(run: Command) -> None:
    data = run("law", "diff", "2025-12", "2026-01", "--json").data
    changed = sp.law.load().diff("2025-12", "2026-01")
    wanted = [(p.key, old and old.value, new and new.value) for p, old, new in changed]
    got = [(x["name"], x["before"] and x["before"]["value"], x["after"] and x["after"]["value"]) for x in data]
    assert got == plain(wanted) or got == wanted


def test_law_sources(run: Command) -> None:
    data = run("law", "sources", "--json").data
    book = sp.law.load()
    assert data["readings"] == book.known_readings()
    assert {key: source["title"] for key, source in data["sources"].items()} == {
        key: source.title for key, source in book.sources.items()
    }


def test_check_prints_one_object_a_line(run: Command) -> None:
    ran = run("check", str(CASES / "withholding.jsonl"), str(CASES / "revenue.jsonl"), "--json")
    lines = [json.loads(line) for line in ran.out.splitlines()]
    wanted = []
    for name in ("withholding", "revenue"):
        with (CASES / f"{name}.jsonl").open(encoding="utf-8") as file:
            wanted += [result.model_dump() for result in check_lines(file)]
    assert lines == plain(wanted)
    for line in lines:
        assert {"id", "status", "computed", "first_difference"} <= set(line) <= {*line, "message"}
        assert line["status"] in {"match", "differ", "not_covered", "not_modelled", "invalid"}


def test_earnings_of_the_command_are_those_of_python(run: Command) -> None:
    words = ("double_holiday_pay months=6", "expense_refund amount=20.50 receipts=yes", "overtime hours=3 hourly=18")
    given = [word for phrase in words for word in ("--earning", phrase)]
    start = ("--gross", "3000", "--month", "2025-05", "--start", "2025-01-01")
    slip = sp.payslip(
        sp.PermanentContract(start="2025-01-01"),
        gross="3000",
        month="2025-05",
        earnings=[
            e.DoubleHolidayPay(months=6),
            e.ExpenseRefund(amount="20.50", receipts=True),
            e.Overtime(hours="3", hourly="18"),
        ],
    )
    assert run("payslip", *start, *given, "--json").data == slip.model_dump()


def test_an_earning_may_hold_a_choice_of_numbers_and_text_of_digits(run: Command) -> None:
    words = ("--earning", "overtime hours=3 hourly=18 premium=20", "--earning", "severance_pay weeks=11")
    data = run("payslip", "--gross", "3000", "--month", "2025-05", *words, "--json").data
    assert [item.get("premium", item.get("weeks")) for item in data["earnings"]] == [20, "11"]
