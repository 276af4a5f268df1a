"""The notebooks run from top to bottom, and what their stories say of the figures holds."""

import importlib.util
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[2] / "examples" / "notebooks"


def run(name: str) -> dict[str, Any]:
    """The names that a notebook defines once it has run."""
    spec = importlib.util.spec_from_file_location(name, FOLDER / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    notebook = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(notebook)
    _, names = notebook.app.run()
    return dict(names)


def test_an_invoice_becomes_a_closed_ledger() -> None:
    result = run("invoice_to_net")["result"]
    assert sum(entry.amount for entry in result.ledger) == result.invoice == Decimal("5445.00")


def test_the_term_changes_no_monthly_net_but_when_holiday_pay_is_paid() -> None:
    names = run("fixed_term_or_permanent")
    nets = {name: [result.net for result in results] for name, results in names["settled"].items()}
    assert nets["permanent"] == nets["fixed term"]
    # 7.67 % simple and 7.67 % double, each rounded.
    part = (names["earned"] * Decimal("0.0767")).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert names["last"]["departure_holiday_pay"].amount == 2 * part


def test_an_artist_pays_the_holiday_fund_and_sets_nothing_aside() -> None:
    settled = run("employee_or_artist")["settled"]
    assert "holiday_fund" in settled["artist"].by_payee()
    assert "holiday_provision" not in [entry.code for entry in settled["artist"].ledger]
    assert settled["artist, flat 11.11 %"].payslip["withholding_tax"].rate == Decimal("0.1111")


def test_a_higher_cap_of_expenses_costs_nobody_anything() -> None:
    names = run("reform")
    assert names["after"].net > names["before"].net


def test_a_cent_more_of_gross_can_lower_the_net() -> None:
    found = run("property_testing")["counter_examples"]
    assert found
    assert all(more < net for *_, net, more in found)


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.py")), ids=lambda file: file.stem)
def test_each_notebook_has_its_test(file: Path) -> None:
    assert f'run("{file.stem}")' in Path(__file__).read_text(encoding="utf-8")
