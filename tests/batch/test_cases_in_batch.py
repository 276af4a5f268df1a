"""Every ordinary month of the case files gives the same figures through the batch as through the check of cases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from sharedpay import batch
from sharedpay.batch.vocabulary import COST_OUTPUTS, INPUTS, PAY_OUTPUTS
from sharedpay.errors import NotCovered
from sharedpay.money import euro_text
from sharedpay.payroll.check import check_case

FOLDER = Path(__file__).parents[1] / "cases"
CONTEXT = {"joint_committee", "employer_size_class", "region", "sector"}


def _cases() -> dict[str, dict[str, Any]]:
    found = {}
    for path in sorted(FOLDER.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            if case["topic"] == "gross_to_net":
                found[case["id"]] = case
    return found


CASES = _cases()


def _row(case: dict[str, Any]) -> dict[str, Any]:
    """A case as a row of one: its keys are the columns."""
    inputs = {**case["inputs"], **case["inputs"].get("household", {})}
    inputs.pop("household", None)
    row = {key: value for key, value in inputs.items() if value is not None and key not in CONTEXT}
    return {"month": case["pay_date"], **row}


def test_the_files_hold_ordinary_months() -> None:
    assert len(CASES) > 300


@pytest.mark.parametrize("name", list(CASES))
def test_a_case_in_a_batch(name: str) -> None:
    case = CASES[name]
    row = _row(case)
    unknown = set(row) - set(INPUTS)
    assert not unknown, f"the batch has no column {unknown}"
    table = {key: [value] for key, value in row.items()}
    checked = check_case(case)
    computed = checked.computed
    if checked.outcome == "not_covered" and "net" not in computed:
        with pytest.raises(NotCovered):
            batch.pay(table)
        return
    assert "net" in computed, checked.message
    costed = "employer_cost" in computed
    outputs = (*PAY_OUTPUTS, *COST_OUTPUTS) if costed else PAY_OUTPUTS
    result = (batch.cost if costed else batch.pay)(table)
    for output in outputs:
        amount = result.column(output.name)[0].as_py()
        assert euro_text(int(amount * 100)) == computed[output.name], output.name
