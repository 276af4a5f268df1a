"""Checks cases: the topic computes, the terms compare, and what can't be computed says why."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from sharedpay.errors import InvalidInput, NotCovered, NotModelled, SharedPayError
from sharedpay.law.book import LawBook, packaged
from sharedpay.payroll.check import (
    attachment,
    benefits,
    employer,
    exceptional,
    holidays,
    month,
    revenue,
    target_groups,
    tax,
)
from sharedpay.payroll.check.compare import Terms, terms_of, verdict
from sharedpay.payroll.check.inputs import Inputs
from sharedpay.payroll.check.result import CaseResult, Computed, Outcome, in_order, shown

TOPICS: Final[Mapping[str, Callable[[Inputs], Computed]]] = {
    "gross_to_net": month.gross_to_net,
    "net_to_gross": month.net_to_gross,
    "withholding": tax.withholding_of_case,
    "work_bonus": month.work_bonus_of_case,
    "special_contribution": month.special_contribution,
    "personal_contribution": month.personal_contribution,
    "student": month.student,
    "employer_contributions": employer.employer_contributions,
    "structural_reduction": employer.structural_reduction,
    "target_group": target_groups.target_group_of_case,
    "minimum_wage": target_groups.minimum_wage,
    "benefits": benefits.benefits,
    "company_car": benefits.company_car,
    "copyright": benefits.copyright_of_case,
    "aai": benefits.amateur_arts,
    "flexi": benefits.flexi,
    "garnishment": attachment.garnishment,
    "exceptional_withholding": exceptional.exceptional_withholding,
    "holiday_double": holidays.holiday_double,
    "holiday_departure": holidays.holiday_departure,
    "holiday_fund": holidays.holiday_fund,
    "holiday_simple": holidays.holiday_simple,
    "holiday_rights": holidays.holiday_rights,
    "year_end": exceptional.year_end,
    "termination_pay": exceptional.termination_pay,
    "revenue": revenue.revenue,
    "revenue_foreign": revenue.revenue_foreign,
}
"""What can be checked: the topic of a case and what computes it."""


def check_case(case: Mapping[str, Any], law: LawBook | None = None) -> CaseResult:
    """Computes a case from its inputs and compares it with what it expects.

    ``law`` is the packaged book if left out; its law of the month of ``pay_date`` counts. Never raises for a bad case:
    the result's ``outcome`` is then ``invalid``, ``not_covered`` or ``not_modelled`` and its ``message`` says why.
    """
    if not isinstance(case, Mapping):
        return _failed({}, InvalidInput(f"case: {case!r} is not an object with topic, pay_date and inputs"))
    try:
        terms = terms_of(case)
        return _compared(case, _compute(case, terms, law or packaged()), terms)
    except SharedPayError as error:
        return _failed(case, error)


def check_lines(lines: Iterable[str], law: LawBook | None = None) -> Iterator[CaseResult]:
    """Checks JSON lines, one case a line; blank lines are skipped, a line that is no JSON object gives ``invalid``.

    A case without an id is named by its line.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        name = f"line {number}"
        try:
            case = json.loads(line, parse_float=Decimal, parse_constant=_no_number)
        except (ValueError, RecursionError) as error:
            yield CaseResult(name, "", "", "invalid", message=f"line {number}: is no JSON ({error})")
            continue
        if not isinstance(case, dict):
            yield CaseResult(name, "", "", "invalid", message=f"line {number}: is not a JSON object")
            continue
        yield check_case({**case, "id": case.get("id") or name}, law)


def summary(results: Iterable[CaseResult]) -> dict[str, Counter[str]]:
    """How many results each topic has by outcome, ``exact`` among the matches; ``""`` counts all topics together."""
    counts: dict[str, Counter[str]] = {"": Counter()}
    for result in results:
        for topic in {result.topic, ""}:
            counter = counts.setdefault(topic, Counter())
            counter[result.outcome] += 1
            counter["exact"] += result.exact
    return counts


def _compute(case: Mapping[str, Any], terms: Terms, book: LawBook) -> Computed:
    inputs = case.get("inputs")
    problems = [f"{name}: is missing" for name in ("topic", "pay_date", "inputs") if case.get(name) is None]
    if inputs is not None and not isinstance(inputs, Mapping):
        problems.append("inputs: must be an object of keys and values")
    if problems:
        raise InvalidInput(problems)
    topic = case["topic"]
    if not isinstance(topic, str) or topic not in TOPICS:
        raise NotModelled(f"topic: {topic!r} is not computed; computed are {', '.join(TOPICS)}")
    return TOPICS[topic](Inputs(case["inputs"], case["pay_date"], book, terms.targets))


def _compared(case: Mapping[str, Any], computed: Computed, terms: Terms) -> CaseResult:
    values = computed.values
    found = verdict(values, terms)
    missing = in_order(key for key in terms.asked if key not in values)
    compared = tuple(in_order(key for key in terms.targets if key in values))
    outcome: Outcome = "match"
    message = found.message
    if found.difference is not None:
        outcome = "differ"
    elif missing:
        gap = next((computed.gaps[key] for key in missing if key in computed.gaps), None)
        outcome = _OUTCOMES[type(gap)] if gap is not None else "not_modelled"
        message = str(gap) if gap is not None else f"not computed for this topic and these inputs: {', '.join(missing)}"
    return CaseResult(
        *_names(case),
        outcome=outcome,
        computed={key: shown(values[key]) for key in in_order(values)},
        compared=compared,
        first_difference=found.difference,
        exact=outcome == "match" and bool(compared) and found.exact,
        message=message,
    )


_OUTCOMES: Final[Mapping[type[SharedPayError], Outcome]] = {
    NotCovered: "not_covered",
    NotModelled: "not_modelled",
    InvalidInput: "invalid",
}


def _failed(case: Mapping[str, Any], error: SharedPayError) -> CaseResult:
    return CaseResult(*_names(case), outcome=_OUTCOMES.get(type(error), "invalid"), message=str(error))


def _names(case: Mapping[str, Any]) -> tuple[str, str, str]:
    return str(case.get("id") or ""), str(case.get("topic") or ""), str(case.get("status") or "")


def _no_number(text: str) -> None:
    raise ValueError(f"{text} is no number")
