"""An explanation shows formula, numbers, figures and articles of a payslip's own computation."""

import json

import pytest

import sharedpay as sp
from sharedpay.payroll.explain import all_steps
from sharedpay.testing import explanations_agree

CONTRACT = sp.PermanentContract(start="2026-01-01", joint_committee="200")
WORKER = sp.Worker(household=sp.Household(children=1))
SLIP = sp.payslip(CONTRACT, WORKER, gross="2500.00", month="2026-05")


def test_every_line_and_every_step_of_some_payslips_is_explained() -> None:
    explanations_agree(SLIP)
    for status in ("blue_collar", "artist", "student", "flexi"):
        contract = sp.PermanentContract(start="2026-01-01", status=status, weekly_hours="19")
        explanations_agree(sp.payslip(contract, WORKER, gross="1300.00", month="2026-09"))


def test_an_explanation_holds_the_formula_the_numbers_and_the_article() -> None:
    explanation = SLIP.explain("personal_contribution")
    assert (explanation.title, explanation.value) == ("Personal contribution (ONSS)", "326.75")
    last = explanation.steps[-1]
    assert last.formula.startswith("contribution_base × (student_worker_rate if status == STUDENT")
    assert last.numbers == "2 500.00 × 13.07 %"
    assert last.article.endswith("art. 38")
    (figure,) = [figure for figure in explanation.figures if figure.name == "personal_rate"]
    assert (figure.value, figure.since, figure.confidence) == ("13.07 %", "2003-01-01", "official")
    assert figure.sources


def test_only_the_branch_that_was_taken_is_shown_with_its_figures() -> None:
    explanation = SLIP.explain("withholding_tax")
    names = {figure.name for figure in explanation.figures}
    assert {"tax_scale", "exempt_tax_scale_1", "expenses_cap"} <= names
    assert not {"exempt_tax_scale_2", "director_expenses_cap", "artist_flat_rate", "marital_quotient_cap"} & names


def test_the_steps_stand_in_the_order_of_the_computation_and_end_with_the_figure() -> None:
    order = list(all_steps())
    for code in order:
        steps = [step.name for step in SLIP.explain(code).steps]
        assert steps == sorted(steps, key=order.index)
        assert steps[-1] == code


def test_what_other_rules_computed_stands_among_the_inputs() -> None:
    explanation = SLIP.explain("withholding_tax")
    inputs = {given.name: given.value for given in explanation.inputs}
    assert inputs["withholding_base"] == "2 400.92"
    assert inputs["family_reductions"] == "624.00"


def test_the_gross_explains_itself() -> None:
    explanation = SLIP.explain("gross")
    assert (explanation.title, explanation.value, explanation.steps) == ("Gross pay", "2 500.00", ())


def test_the_net_is_explained_when_nothing_is_asked() -> None:
    assert SLIP.explain() == SLIP.explain("net")


def test_an_unknown_step_is_refused_with_those_there_are() -> None:
    with pytest.raises(sp.InvalidInput, match="explain: there is no 'bonus'; there are gross, flexi_holiday_pay"):
        SLIP.explain("bonus")


def test_the_employer_side_of_a_month_without_figures_cannot_be_explained() -> None:
    slip = sp.payslip(sp.PermanentContract(start="2021-01-01"), gross="2500.00", month="2021-01")
    explanations_agree(slip)
    with pytest.raises(sp.NotCovered, match="is not covered on 2021-01-01"):
        slip.explain("employer_cost")


def test_an_explanation_is_plain_data_too() -> None:
    explanation = SLIP.explain("work_bonus_b")
    data = json.loads(explanation.model_dump_json())
    assert data["code"] == "work_bonus_b"
    assert data["value"] == "102.63"
    assert [step["name"] for step in data["steps"]] == [step.name for step in explanation.steps]
