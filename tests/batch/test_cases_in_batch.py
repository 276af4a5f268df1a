"""Every case of the case files that columns can state gives the same figures through the batch as through its check.

That are ordinary months, the single rules of such a month, and Belgian invoices. What a batch can't state: pay of a
quarter, an hour or a year, holiday pay, premiums, notices, cars, vouchers and the like, a taxable pay without its
gross, rates that a case brings along, foreign enterprises.
"""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sharedpay import batch
from sharedpay.batch.tasks import SETTLE
from sharedpay.batch.vocabulary import COST_OUTPUTS, INPUTS, NET_PAID, PAY_OUTPUTS
from sharedpay.errors import InvalidInput, NotCovered
from sharedpay.model.enterprise import Enterprise
from sharedpay.money import euro_text
from sharedpay.payroll.check import CaseResult, check_case

FOLDER = Path(__file__).parents[1] / "cases"
CONTEXT = {"joint_committee", "employer_size_class", "region", "sector"}


MONTHS = {"gross_to_net", "personal_contribution", "special_contribution", "work_bonus"}


def _cases() -> dict[str, dict[str, Any]]:
    found = {}
    for path in sorted(FOLDER.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            found[case["id"]] = case
    return found


CASES = _cases()


def _row(case: dict[str, Any]) -> dict[str, Any]:
    """A case as a row of one: its keys are the columns."""
    inputs = {**case["inputs"], **case["inputs"].get("household", {})}
    inputs.pop("household", None)
    row = {key: value for key, value in inputs.items() if value is not None and key not in CONTEXT}
    return {"month": case["pay_date"], **row}


@cache
def _checked(name: str) -> CaseResult:
    return check_case(CASES[name])


def _stated(case: dict[str, Any]) -> bool:
    """Whether a case is a month with a gross, all in columns."""
    row = _row(case)
    return case["topic"] in MONTHS and "gross" in row and not set(row) - set(INPUTS)


MONTHLY = [name for name, case in CASES.items() if _stated(case)]
INVOICES = [
    name
    for name, case in CASES.items()
    if case["topic"] == "revenue" and {"invoice_ex_vat", "invoice_vat_incl"} & set(case["inputs"])
]


def test_the_cases_that_columns_can_state() -> None:
    found = Counter(CASES[name]["topic"] for name in MONTHLY)
    assert found["gross_to_net"] == sum(case["topic"] == "gross_to_net" for case in CASES.values()) > 300
    assert (found["personal_contribution"], found["special_contribution"], found["work_bonus"]) == (3, 6, 5)
    assert len(INVOICES) == 1


@pytest.mark.parametrize("name", MONTHLY)
def test_a_case_in_a_batch(name: str) -> None:
    case = CASES[name]
    table = {key: [value] for key, value in _row(case).items()}
    checked = _checked(name)
    computed = checked.computed
    if checked.outcome == "not_covered" and not computed:
        with pytest.raises(NotCovered):
            batch.pay(table)
        return
    costed = "employer_cost" in computed
    result = (batch.cost if costed else batch.pay)(table)
    outputs = (*PAY_OUTPUTS, *COST_OUTPUTS) if costed else PAY_OUTPUTS
    compared = [output.name for output in outputs if output.name in computed]
    assert compared, checked.message
    for output in compared:
        assert euro_text(int(result.column(output)[0].as_py() * 100)) == computed[output], output
    if case["topic"] == "gross_to_net":
        assert len(compared) == len(outputs)


@pytest.mark.parametrize("name", [name for name in MONTHLY if CASES[name]["topic"] == "gross_to_net"])
def test_a_case_is_what_an_invoice_of_its_cost_becomes(name: str) -> None:
    """An enterprise that charges nothing and credits reductions: the largest gross for the cost, and its figures."""
    case = CASES[name]
    computed = _checked(name).computed
    if "employer_cost" not in computed:
        return
    row = {key: [value] for key, value in _row(case).items() if key != "gross"}
    invoice = {"invoice_ex_vat": [computed["employer_cost"]], "vat_rate": "0"}
    free = Enterprise(reductions="credited")
    refused = set(row) & set(SETTLE.refused)
    if refused:
        with pytest.raises(InvalidInput, match=f"column '{min(refused)}' "):
            batch.settle({**row, **invoice}, enterprise=free)
        return
    found = batch.settle({**row, **invoice}, enterprise=free)
    gross = found.column("gross")[0].as_py()
    assert gross >= Decimal(computed["gross"])
    alone = batch.cost({**row, "gross": [str(gross)]})
    for output in alone.schema.names:
        if output != "net_paid":
            assert found.column(output) == alone.column(output), output
    if str(gross) == computed["gross"]:
        for output in (*PAY_OUTPUTS, *COST_OUTPUTS):
            if output is not NET_PAID:
                assert str(found.column(output.name)[0].as_py()) == computed[output.name]


@pytest.mark.parametrize("name", INVOICES)
def test_an_invoice_in_a_batch(name: str) -> None:
    case = CASES[name]
    given = case["inputs"]
    stated = ("invoice_ex_vat", "invoice_vat_incl", "vat_rate", "expenses", "fee_rate")
    columns = {key: [given[key]] for key in stated if key in given}
    found = batch.settle(columns, month=case["pay_date"])
    computed = _checked(name).computed
    for key in ("invoice_ex_vat", "vat", "fee", "employment_budget"):
        assert str(found.column(key)[0].as_py()) == computed[key], key
