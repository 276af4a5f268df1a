"""Every case of ``tests/cases`` against the law, and the rules by which cases are compared."""

from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from sharedpay.law.book import packaged
from sharedpay.payroll.check import TOPICS, CaseResult, check_case, check_lines, summary
from sharedpay.payroll.check.result import ORDER

FOLDER = Path(__file__).parent / "cases"

LATER = dict.fromkeys(
    (
        *("notice", "public_holiday", "working_time", "rights", "macro"),
        # Breaking a fixed term needs the length of the notice.
        *("term-2026-fixed-term-04", "term-2026-fixed-term-06"),
    ),
    "later",
)
"""Topics and cases of later issues, and why: their cases have to say that they are not computed, until they are."""


@cache
def cases() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for path in sorted(FOLDER.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            case = json.loads(line)
            assert case["id"] not in found
            found[case["id"]] = case
    return found


@cache
def deviations() -> frozenset[str]:
    """The ids in the first table of ``deviations.md``."""
    text = (FOLDER / "deviations.md").read_text(encoding="utf-8").split("## ")[1]
    return frozenset(re.findall(r"^\| `?([\w.-]+)`? \|", text, re.MULTILINE)) - {"id"}


@pytest.mark.parametrize("name", list(cases()))
def test_case(name: str) -> None:
    case = cases()[name]
    result = check_case(case)
    assert (result.id, result.topic, result.status) == (name, case["topic"], case["status"])
    json.loads(result.model_dump_json())
    if LATER.keys() & {name, case["topic"]}:
        assert result.outcome in ("not_modelled", "not_covered"), result
        assert result.message
    elif name in deviations():
        assert result.outcome != "match", "a deviation that has gone: strike it off"
    elif case["status"] in ("firm", "wrong_peer"):
        assert result.outcome == "match", result
        assert result.compared, result
    else:
        assert result.outcome != "invalid", result
        assert result.message or result.outcome in ("match", "differ")


def test_deviations_are_firm_cases_of_computed_topics() -> None:
    for name in deviations():
        assert cases()[name]["status"] == "firm"
        assert cases()[name]["topic"] not in LATER


def test_topics_are_computed_or_later() -> None:
    topics = {case["topic"] for case in cases().values()}
    assert topics - set(LATER) <= set(TOPICS)


def test_counts() -> None:
    results = [check_case(case) for case in cases().values() if not LATER.keys() & {case["id"], case["topic"]}]
    firm = summary(result for result in results if result.status == "firm")
    assert firm[""] == Counter(match=413, exact=376, not_covered=1)
    assert firm["gross_to_net"] == Counter(match=317, exact=281)
    everything = summary(results)
    assert everything[""]["differ"] == 2
    assert everything[""]["invalid"] == 0


def test_summary_counts_by_topic_and_outcome() -> None:
    counts = summary(
        [
            CaseResult("a", "x", "firm", "match", exact=True),
            CaseResult("b", "x", "firm", "differ"),
            CaseResult("c", "y", "firm", "match"),
        ]
    )
    assert counts["x"]["match"] == counts["x"]["differ"] == counts["x"]["exact"] == 1
    assert counts["y"]["match"] == 1
    assert counts["y"]["exact"] == 0
    assert counts[""]["match"] == 2


# The rules of comparison

SLIP: dict[str, Any] = {
    "id": "slip",
    "topic": "gross_to_net",
    "pay_date": "2026-05",
    "inputs": {"status": "white_collar", "gross": "2300.00", "household": {"marital": "single", "partner": "none"}},
    "status": "firm",
}


def slip(**changes: Any) -> CaseResult:
    return check_case({**SLIP, **changes})


def with_inputs(**changes: Any) -> CaseResult:
    return slip(inputs={**SLIP["inputs"], **changes})


def test_without_expected_everything_is_computed() -> None:
    result = slip()
    assert result.outcome == "match"
    assert result.compared == ()
    assert not result.exact
    assert result.computed["net"] == "2105.93"
    assert result.computed["work_bonus_a"] == "125.04"
    assert result.computed["annual_scale_tax"] == "6435.51"
    assert result.computed["fraction"] == "1.00"
    assert "employer_cost" in result.computed


def test_the_dump_has_the_shape_of_the_command_line() -> None:
    assert set(slip().model_dump()) == {"id", "status", "computed", "first_difference"}
    assert slip().model_dump()["status"] == "match"
    data = slip(expected={"net": "2122.35"}).model_dump()
    assert data["first_difference"] == {"key": "net", "expected": "2122.35", "computed": "2105.93"}


def test_tolerance_is_inclusive_and_zero_if_missing() -> None:
    assert slip(expected={"net": "2105.93"}).exact
    assert slip(expected={"net": "2105.94"}).outcome == "differ"
    close = slip(expected={"net": "2105.94"}, tolerance="0.01")
    assert close.outcome == "match"
    assert not close.exact
    assert slip(expected={"net": "2105.95"}, tolerance="0.01").outcome == "differ"


def test_rates_and_fractions_have_no_tolerance() -> None:
    half = {"status": "white_collar", "gross": "1200.00", "hours_worked": "19", "hours_full_time": "38"}
    base = {**SLIP, "topic": "work_bonus", "inputs": half, "tolerance": "5.00"}
    assert check_case({**base, "expected": {"fraction": "0.5"}}).outcome == "match"
    assert check_case({**base, "expected": {"fraction": "0.51"}}).outcome == "differ"


def test_null_is_computed_and_not_compared() -> None:
    result = slip(expected={"net": None, "taxable": "2281.04"})
    assert result.outcome == "match"
    assert result.compared == ("taxable",)
    assert result.computed["net"] == "2105.93"


def test_not_recomputed_is_shown_and_not_compared() -> None:
    result = slip(expected={"net": "1.00", "taxable": "2281.04", "nonsense": "1"}, not_recomputed=["net", "nonsense"])
    assert result.outcome == "match"
    assert result.computed["net"] == "2105.93"


def test_a_key_that_is_not_computed_is_not_modelled_unless_another_differs() -> None:
    result = slip(expected={"eco_vouchers_year": "250.00", "net": "2105.93"})
    assert result.outcome == "not_modelled"
    assert "eco_vouchers_year" in result.message
    assert slip(expected={"eco_vouchers_year": None}).outcome == "not_modelled"
    assert slip(expected={"eco_vouchers_year": "250.00", "net": "1.00"}).outcome == "differ"


def test_the_first_difference_follows_the_pay_and_not_the_case() -> None:
    result = slip(expected={"net": "1.00", "withholding": "1.00", "onss_personal": "300.61", "work_bonus": "1.00"})
    assert result.first_difference is not None
    assert result.first_difference.key == "work_bonus"
    assert list(result.computed) == sorted(result.computed, key=ORDER.index)


def test_every_computed_key_has_a_place_in_the_order() -> None:
    for case in cases().values():
        assert set(check_case(case).computed) <= set(ORDER)


def test_disputed_cases_are_held_against_what_was_recomputed() -> None:
    recomputed = {"net": "2105.93"}
    assert slip(status="disputed", expected={"net": "2122.35"}, recomputed=recomputed).compared == ("net",)
    assert slip(status="disputed", expected={"net": "2122.35"}, recomputed=recomputed).outcome == "match"
    assert (
        slip(status="disputed", expected={"net": "1.00", "taxable": "1.00"}, recomputed=recomputed).outcome == "differ"
    )
    nothing = slip(status="disputed", expected={"net": "1.00"})
    assert (nothing.outcome, nothing.compared) == ("match", ())


def test_a_wrong_peer_has_to_be_corrected_and_not_repeated() -> None:
    peer = {"status": "wrong_peer", "expected": {"net": "2122.35"}}
    assert slip(**peer, correct={"net": "2105.93"}).outcome == "match"
    wrong = slip(**peer, correct={"net": "2100.00"})
    assert wrong.first_difference is not None
    assert wrong.first_difference.expected == "2100.00"
    assert slip(**peer).outcome == "match"
    repeated = slip(status="wrong_peer", expected={"net": "2105.93"})
    assert repeated.outcome == "differ"
    assert "mistake" in repeated.message
    assert slip(status="wrong_peer", expected={"net": "2105.93"}, correct={"net": "2105.93"}).outcome == "differ"


def test_employer_lines_are_left_out_where_not_covered_unless_asked() -> None:
    early = {"pay_date": "2021-01"}
    assert slip(**early).outcome == "match"
    assert "employer_cost" not in slip(**early).computed
    assert slip(**early, expected={"employer_cost": "3000.00"}).outcome == "not_covered"
    assert slip(**early, expected={"employer_cost": None}).outcome == "not_covered"
    assert slip(**early, expected={"employer_cost": "1.00"}, not_recomputed=["employer_cost"]).outcome == "match"


def test_an_amended_law_is_used() -> None:
    law = packaged().amend({"contributions.personal_rate": {"2026-01-01": "13.00 %"}})
    assert check_case(SLIP, law).computed["onss_personal"] == "299.00"


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"topic": None}, "topic"),
        ({"pay_date": None}, "pay_date"),
        ({"pay_date": "2026"}, "pay_date"),
        ({"pay_date": "2026-13"}, "pay_date"),
        ({"pay_date": 202605}, "pay_date"),
        ({"inputs": None}, "inputs"),
        ({"inputs": []}, "inputs"),
        ({"inputs": {"gross": 2300.5}}, "float"),
        ({"inputs": {"gross": "2.300,00"}}, "gross"),
        ({"inputs": {"gross": "-1.00"}}, "gross"),
        ({"inputs": {"gross": "9" * 50}}, "gross"),
        ({"inputs": {"status": "white_collar"}}, "gross: is missing"),
        ({"inputs": {"gross": "1.00", "status": "boss"}}, "white_collar"),
        ({"inputs": {"gross": "1.00", "scale": 4}}, "scale"),
        ({"inputs": {"gross": "1.00", "household": {"children": 1.5}}}, "children"),
        ({"inputs": {"gross": "1.00", "household": {"marital": "single", "partner": "own_income"}}}, "partner"),
        ({"inputs": {"gross": "1.00", "household": {"kids": 1}}}, "kids"),
        ({"inputs": {"gross": "1.00", "hours_worked": "19"}}, "hours_full_time"),
        ({"inputs": {"gross": "1.00", "days_worked": 5, "days_possible": 0}}, "days_possible"),
        ({"inputs": {"gross": "1.00", "director": "yes"}}, "director"),
        ({"expected": []}, "expected"),
        ({"expected": {"net": "about 2000"}}, "expected.net"),
        ({"expected": {"net": True}}, "expected.net"),
        ({"expected": {"net": "1E+999999999"}}, "expected.net"),
        ({"tolerance": "-0.01"}, "tolerance"),
        ({"tolerance": "a cent"}, "tolerance"),
        ({"not_recomputed": "net"}, "not_recomputed"),
    ],
)
def test_malformed_cases_are_invalid(changes: dict[str, Any], word: str) -> None:
    result = slip(**changes)
    assert result.outcome == "invalid", result
    assert word in result.message


def test_all_problems_of_a_case_come_at_once() -> None:
    message = with_inputs(gross="x", scale=9, car_benefit="y").message
    assert all(word in message for word in ("gross", "scale", "car_benefit"))


def test_what_is_unknown_is_not_modelled() -> None:
    assert slip(topic="tips").outcome == "not_modelled"
    assert slip(topic=["tips"]).outcome == "not_modelled"
    result = with_inputs(shares="100.00")
    assert result.outcome == "not_modelled"
    assert "shares" in result.message
    assert slip(pay_date="2019-05").outcome == "not_covered"


def test_lines() -> None:
    lines = [
        json.dumps(SLIP),
        "",
        "{broken",
        "[]",
        '{"topic": "gross_to_net", "pay_date": "2026-05", "inputs": {"gross": 2300.00}, "expected": {"net": 2105.93}}',
        '{"topic": "gross_to_net", "pay_date": "2026-05", "inputs": {"gross": NaN}}',
        '{"topic": "gross_to_net", "pay_date": "2026-05", "inputs": {"gross": 1e400}}',
    ]
    results = list(check_lines(lines))
    assert [result.outcome for result in results] == ["match", "invalid", "invalid", "match", "invalid", "invalid"]
    assert results[1].id == "line 3"
    assert "line 3" in results[1].message
    assert results[3].id == "line 5"
    assert results[3].exact


# Inputs that no case has


def test_household_without_marital() -> None:
    single = slip(pay_date="2023-01")
    scale = slip(pay_date="2023-01", inputs={"gross": "2300.00", "scale": 1, "household": {"children": 0}})
    assert single.computed["annual_single_reduction"] == "144.00"
    assert scale.computed["annual_single_reduction"] == "0.00"
    assert scale.computed["special_contribution"] == single.computed["special_contribution"]


def test_what_is_paid_beside_the_net() -> None:
    paid = with_inputs(meal_voucher_worker="21.80", own_costs_refund="50.00", untaxed_allowances="10.00")
    assert paid.computed["net"] == "2105.93"
    assert paid.computed["net_paid"] == "2144.13"


def test_the_yearly_ceiling_of_the_work_bonus() -> None:
    assert with_inputs(work_bonus_granted="0.00").computed["work_bonus"] == "281.65"
    assert with_inputs(work_bonus_granted="9000.00").computed["work_bonus"] == "0.00"
    bonus = {
        "topic": "work_bonus",
        "inputs": {"gross": "2300.00", "granted_this_year": "900.00", "annual_cap": "1000.00"},
    }
    assert slip(**bonus).computed["work_bonus"] == "100.00"


def test_net_to_gross_finds_the_gross_of_a_net() -> None:
    inverse = slip(topic="net_to_gross", inputs={"target_net": "2105.93"}, expected={"gross": "2300.00"})
    assert inverse.outcome == "match", inverse
    assert inverse.computed["net"] == "2105.93"


def test_half_a_month_doubles_and_halves() -> None:
    whole = slip(topic="withholding", inputs={"taxable": "4000.00", "scale": 2}).computed
    half = slip(topic="withholding", inputs={"taxable": "2000.00", "scale": 2, "period": "half_month"}).computed
    assert whole["annual_gross"] == half["annual_gross"]
    assert abs(float(whole["withholding"]) - 2 * float(half["withholding"])) < 0.02


def test_a_director_under_the_self_employed_statute() -> None:
    inputs = {"taxable": "5000.00", "scale": 1}
    employee = slip(topic="withholding", inputs=inputs).computed
    statute = slip(topic="withholding", inputs={**inputs, "self_employed_statute": True}).computed
    assert statute["annual_gross"] != employee["annual_gross"]
    assert slip(topic="withholding", pay_date="2024-05", inputs={**inputs, "self_employed_statute": True}).outcome == (
        "not_covered"
    )


def test_work_bonus_parameters_in_both_shapes() -> None:
    def parameters(day: str) -> CaseResult:
        return slip(topic="work_bonus", pay_date=day, inputs={"status": "white_collar", "parameters": True})

    assert parameters("2023-07").computed["s_mid"] == "2571.45"
    assert set(parameters("2024-04").computed) == {
        f"{part}_{name}" for part in "ab" for name in ("max", "from", "zero", "slope")
    }


def test_the_special_contribution_of_a_quarter_before_april_2022_is_not_covered() -> None:
    inputs = {"gross": "4000.00", "months_in_quarter": 3}
    early = slip(topic="special_contribution", pay_date="2021-01", inputs=inputs)
    assert early.outcome == "match"
    assert "special_contribution_quarter" not in early.computed
    asked = {"special_contribution_quarter": None}
    assert (
        slip(topic="special_contribution", pay_date="2021-01", inputs=inputs, expected=asked).outcome == "not_covered"
    )


def test_students_are_computed_where_their_rates_are_covered() -> None:
    result = slip(topic="student", inputs={"hours_worked": "54", "hourly": "15.00", "within_quota": True})
    assert result.computed["gross"] == "810.00"
    assert result.computed["onss_personal"] == "21.95"
    assert slip(topic="student", inputs={"gross": "810.00", "within_quota": False}).outcome == "not_modelled"


@pytest.mark.parametrize(("category", "base", "table"), [("1", "19.88", "5.12"), ("2", "24.92", "7.48")])
def test_the_moderation_follows_from_the_base_contribution(category: str, base: str, table: str) -> None:
    inputs = {"category": category, "base_rate_percent": base}
    assert slip(topic="employer_contributions", inputs=inputs).computed["moderation_percent"] == table


def test_quarters_of_a_year_take_the_ceilings_of_the_law() -> None:
    quarters = ["139318.89"] * 4
    inputs = {"quarter_gross": quarters, "base_rate": "0.25"}
    assert slip(topic="employer_contributions", inputs=inputs).computed["base_contribution_year"] == "87567.00"
    above = {"annual_gross": "600000.00", "annual_cost_months": "12.92", "base_rate": "0.25"}
    assert slip(topic="employer_contributions", inputs=above).outcome == "not_modelled"


@pytest.mark.parametrize(("fraction", "beta"), [("1.02", "0.980392"), ("0.40", "1.18"), ("0.20", "1.18")])
def test_beta(fraction: str, beta: str) -> None:
    inputs = {"work_fraction_global": fraction, "contract_at_least_half_time": True}
    result = slip(topic="structural_reduction", pay_date="2026-07", inputs=inputs)
    assert result.computed["beta"] == beta


def test_an_invoice_to_a_client_and_to_another_activity() -> None:
    inputs = {"invoice_ex_vat": "1000.00", "vat_rate": "0.21", "expenses": "35.00"}
    computed = slip(topic="revenue", inputs=inputs).computed
    assert (computed["vat"], computed["fee"], computed["employment_budget"]) == ("210.00", "65.00", "900.00")
    assert computed["invoice_issued"] is True
    internal = slip(topic="revenue", inputs={**inputs, "buyer": "internal_activity"}).computed
    assert (internal["vat"], internal["fee"], internal["invoice_issued"]) == ("0.00", "0.00", False)
