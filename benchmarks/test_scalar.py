"""One pay at a time: what a service or a notebook waits for. Each line states its aim on a 2-core machine."""

import subprocess
import sys
from typing import Any

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

import sharedpay as sp
from sharedpay.payroll.case import prepare

CONTRACT = sp.PermanentContract(start="2026-01-01", joint_committee="200")
WORKER = sp.Worker(household=sp.Household(children=1, single_parent=False))
CASE = prepare(CONTRACT, WORKER, "2026-05")
SLIP = sp.payslip(CONTRACT, WORKER, gross="2500.00", month="2026-05")
OWN = sp.Enterprise(fee_rate="6.5 %")


def start(code: str) -> None:
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.fixture
def bench(benchmark: BenchmarkFixture, request: pytest.FixtureRequest) -> Any:
    benchmark.group = "one pay at a time"
    benchmark.name = request.node.get_closest_marker("aim").args[0]
    return benchmark


@pytest.mark.aim("an interpreter alone (to take off the next line)")
def test_bare_interpreter(bench: Any) -> None:
    bench.pedantic(start, ("pass",), rounds=7, warmup_rounds=1)


@pytest.mark.aim("cold import sharedpay, interpreter included (aim: 0.2 s)")
def test_cold_import(bench: Any) -> None:
    bench.pedantic(start, ("import sharedpay",), rounds=7, warmup_rounds=1)


@pytest.mark.aim("one pure pay() (aim: 20 us)")
def test_pure_pay(bench: Any) -> None:
    assert bench(CASE.pay, 250_000).net == 219_594


@pytest.mark.aim("one pure cost()")
def test_pure_cost(bench: Any) -> None:
    assert bench(CASE.cost_of, 250_000).employer_cost == 291_958


@pytest.mark.aim("one Payslip with its lines (aim: 120 us)")
def test_payslip(bench: Any) -> None:
    slip = bench(lambda: sp.payslip(CONTRACT, WORKER, gross="2500.00", month="2026-05"))
    assert str(slip.net) == "2195.94"


@pytest.mark.aim("a Payslip to JSON (aim: 200 us)")
def test_payslip_to_json(bench: Any) -> None:
    assert bench(SLIP.model_dump_json).startswith('{"engine_version"')


@pytest.mark.aim("one figure explained")
def test_explanation(bench: Any) -> None:
    assert bench(SLIP.explain, "withholding_tax").value == "191.24"


@pytest.mark.aim("one settle, actual inversion (aim: 3 ms)")
def test_settle_actual(bench: Any) -> None:
    result = bench(lambda: sp.settle("4500.00", CONTRACT, WORKER, month="2026-05", enterprise=OWN))
    assert result.budget == result.employer_cost


@pytest.mark.aim("one settle with an estimate's range: three inversions (aim: 3 ms)")
def test_settle_smart(bench: Any) -> None:
    assert bench(lambda: sp.settle("4500.00", CONTRACT, WORKER, month="2026-05")).span is not None


@pytest.mark.aim("gross for a net, every cent within reach looked at")
def test_gross_for_net(bench: Any) -> None:
    found = bench.pedantic(lambda: sp.gross_for_net("2000.00", CONTRACT, WORKER, month="2026-05"), rounds=5)
    assert found.kind == "several"
