"""What checking a case gives, and the values that a topic computes on the way."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final, Literal, NamedTuple, TypeAlias

from sharedpay.errors import SharedPayError
from sharedpay.money import MILLION, euro_text

Outcome = Literal["match", "differ", "not_covered", "not_modelled", "invalid"]


class Money(NamedTuple):
    """An amount in whole cents: compared within the tolerance of its case, unlike any other value."""

    cents: int


Value: TypeAlias = Money | Decimal | int | bool
"""A computed value: money, a rate or factor, a count, a yes or no."""
Shown: TypeAlias = str | int | bool
"""A value as the case format writes it: money and rates as text, counts and flags as they are."""


class Computed(NamedTuple):
    """What a topic computes: values by key, and for keys that it can't compute here the reason."""

    values: Mapping[str, Value]
    gaps: Mapping[str, SharedPayError] = {}


@dataclass(frozen=True, slots=True)
class Difference:
    """One line that departs from what was expected, both as the case format writes them."""

    key: str
    expected: Shown
    computed: Shown


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One checked case.

    ``status`` is the case's own (``firm``, ``disputed``, …), ``outcome`` what the check found. ``computed`` has the
    keys and formats of the case format, ``compared`` the keys that were held against it. ``first_difference`` is the
    first of them in the order of a payslip that differs. ``exact``: every compared amount agrees to the cent, not only
    within the tolerance. ``message`` says what is wrong when the outcome is neither match nor differ.
    """

    id: str
    topic: str
    status: str
    outcome: Outcome
    computed: Mapping[str, Shown] = field(default_factory=dict)
    compared: tuple[str, ...] = ()
    first_difference: Difference | None = None
    exact: bool = False
    message: str = ""

    def model_dump(self) -> dict[str, Any]:
        """The result as plain data, shaped as ``sharedpay check --json`` prints it."""
        difference = self.first_difference
        data: dict[str, Any] = {
            "id": self.id,
            "status": self.outcome,
            "computed": dict(self.computed),
            "first_difference": difference
            and {"key": difference.key, "expected": difference.expected, "computed": difference.computed},
        }
        if self.message:
            data["message"] = self.message
        return data

    def model_dump_json(self) -> str:
        """:meth:`model_dump` as one line of JSON."""
        return json.dumps(self.model_dump(), ensure_ascii=False)


def shown(value: Value) -> Shown:
    """A computed value as the case format writes it."""
    if isinstance(value, Money):
        return euro_text(value.cents)
    return format(value, "f") if isinstance(value, Decimal) else value


def rate(millionths: int) -> Decimal:
    """A rate as a plain number without idle zeros: 130_700 millionths is ``0.1307``."""
    number = Decimal(millionths) / MILLION
    return number.quantize(Decimal(1)) if number == int(number) else number.normalize()


def two_decimals(hundredths: int) -> Decimal:
    """A quantity of hundredths as a number with two decimals."""
    return Decimal(hundredths).scaleb(-2)


ORDER: Final = (
    *("invoice_ex_vat", "invoice_issued", "vat", "fee", "employment_budget", "cost_rate", "cost_cap"),
    *("cost_cap_reached_at", "a_max", "a_from", "a_zero", "a_slope", "b_max", "b_from", "b_zero", "b_slope"),
    *("max_low", "s_low", "slope_low", "s_mid", "max_mid", "slope_mid", "s_zero"),
    *("gross", "onss_base", "onss_personal", "hourly_rounded", "daily_rounded", "reference_wage", "fraction"),
    *("work_bonus_a_uncapped", "work_bonus_b_uncapped", "work_bonus_uncapped", "work_bonus_a", "work_bonus_b"),
    *("work_bonus", "onss_after_bonus", "taxable_before_benefits", "taxable_before_copyright", "taxable"),
    *("annual_gross", "annual_taxable_after_costs", "annual_scale_tax", "annual_basic_tax"),
    *("annual_single_reduction", "annual_children_reduction", "annual_family_reductions"),
    *("annual_fiscal_work_bonus", "withholding_before_reductions", "withholding_before_children"),
    *("children_reduction_month", "single_parent_reduction_month", "withholding_before_bonus_credit"),
    *("fiscal_work_bonus", "withholding", "special_contribution", "special_contribution_quarter"),
    *("special_contribution_year", "special_contribution_year_max", "net", "net_paid", "net_plus_expenses"),
    *("seizable", "kept", "computer_month", "phone_month", "internet_month", "phone_subscription_month"),
    *("meal_vouchers", "meal_voucher_worker", "meal_voucher_employer", "meal_voucher_total", "eco_vouchers_year"),
    *("co2_percent", "car_benefit_year", "co2_contribution_month", "co2_contribution_quarter"),
    *("aai_day", "aai_travel", "aai_threshold", "principal_contribution"),
    *("flexi_holiday_pay", "flexi_total", "max_hourly"),
    *("holiday_days", "supplementary_days", "supplementary_right", "quotient", "daily_benefits"),
    *("holiday_simple_day", "employer_contributions_day", "deducted_for_day", "paid_for_day"),
    *("holiday_double_legal_part", "holiday_double_complement", "holiday_double_gross", "holiday_double_contribution"),
    *("gross_current_year", "departure_simple", "departure_simple_previous", "departure_double"),
    *("departure_double_previous", "departure_total", "departure_double_subject", "departure_double_free"),
    *("departure_simple_contribution", "departure_double_contribution"),
    *("base_factor", "base_108", "fund_gross", "fund_contribution", "fund_solidarity", "fund_taxable"),
    *("fund_net_low_rate", "fund_net_high_rate", "annual_reference", "rate", "rate_holiday_pay", "rate_other"),
    *("exemption_limit", "exempt_part", "children_reduction_rate", "children_reduction_limit"),
    *("premium", "in_indemnity_base", "weekly_pay", "benefits_week", "notice_weeks", "indemnity"),
    *("special_employer_rate", "special_employer_contribution"),
    *("f", "alpha", "s0", "gamma", "s2", "delta", "s1", "factor", "reduction_base", "work_fraction", "beta"),
    *("rate_percent_with_moderation", "moderation_percent", "facial_percent", "base_contribution_year"),
    *("minimum_wage_month_age", "minimum_wage_hour", "reference_wage_floor", "total_over_quarters"),
    *("employer_contributions", "structural_reduction", "structural_reduction_month", "target_group_reduction"),
    *("employer_contributions_after_reductions", "employer_cost", "taxes_and_contributions", "total", "annual_total"),
)
"""The keys in the order of the pay, so that the first difference is where a payslip first departs."""
_PLACE: Final = {key: place for place, key in enumerate(ORDER)}


def in_order(keys: Iterable[str]) -> list[str]:
    """Keys in the order of the pay; those without a place in it come last, as they stand."""
    return sorted(keys, key=lambda key: _PLACE.get(key, len(ORDER)))
