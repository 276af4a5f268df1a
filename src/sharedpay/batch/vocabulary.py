"""The columns of a batch: what goes in, what comes out, in the words of the case format.

An input column that a table leaves out counts as its default, the same as in :mod:`sharedpay.model`: a white-collar
worker, full time, single, no children, in an ordinary enterprise. One default looks at another column: in a table
without ``marital``, whoever has a ``partner`` is married.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final, Literal, NamedTuple

from sharedpay.law.step import Step
from sharedpay.money import MAX_CENTS, MILLION, NO_LIMIT, Rate, euro_text, rate_text
from sharedpay.payroll.codes import STATUS
from sharedpay.payroll.cost import Cost
from sharedpay.payroll.due import DUE_OF, PAYEE_OF
from sharedpay.payroll.formula import steps
from sharedpay.payroll.ledger import LABELS
from sharedpay.payroll.pay import Pay
from sharedpay.payroll.shares import Spending, Turnover

Kind = Literal["money", "quantity", "rate", "count", "flag", "code", "month", "day", "committee"]
"""How a column counts: ``money`` in euros (kept as cents), ``quantity`` of days or hours with at most two decimals
(kept as hundredths), ``rate`` a share with at most six (kept as millionths), ``count`` a whole number, ``flag`` yes or
no, ``code`` one of a few words, ``month`` a month or a day in it, ``day`` a day or nothing (kept as days since 1970),
``committee`` the number of a joint committee."""


class Column(NamedTuple):
    """One input column: its kind, the numbers or words that are allowed, and what a table without it means.

    ``without`` says so where the default does not speak for itself. ``optional``: whether a cell may be empty (null,
    or the text ``""``), which means the default.
    """

    name: str
    kind: Kind
    least: int = 0
    most: int = MAX_CENTS
    default: int = 0
    words: tuple[str, ...] = ()
    without: str = ""
    optional: bool = False

    @property
    def left_out(self) -> str:
        """What a table without the column means, in words."""
        if self.without:
            return self.without
        if self.kind == "code":
            return self.words[self.default]
        if self.kind == "flag":
            return "false"
        if self.kind == "money":
            return euro_text(self.default)
        return f"{self.default / 100:g}" if self.kind == "quantity" else str(self.default)

    @property
    def allowed(self) -> str:
        """What the column may hold, in words."""
        if self.words:
            return f"one of {', '.join(self.words)}"
        if self.kind == "money":
            return f"from {euro_text(self.least)} to {euro_text(self.most)}"
        if self.kind == "quantity":
            return f"from {self.least / 100:g} to {self.most / 100:g}"
        if self.kind == "rate":
            return f"a rate like '6.5 %' or '0.065', from {rate_text(Rate(self.least))} to {rate_text(Rate(self.most))}"
        if self.kind == "count":
            return f"a whole number from {self.least} to {self.most}"
        if self.kind == "flag":
            return "true or false"
        if self.kind == "day":
            return "a day like '2026-05-31', or empty"
        if self.kind == "committee":
            return "a joint committee like '200' or '329.02'"
        return "a month like '2026-05' or a day like '2026-05-31'"


MARITAL: Final = ("single", "married")
PARTNER: Final = ("none", "own_income", "low_income", "low_pension", "no_income")
CLOSING_FUND: Final = ("commercial", "non_commercial", "none")
BUYER: Final = ("client", "internal_activity")
VAT_PERCENTS: Final = (0, 6, 21)
"""The rates of VAT of an invoice, in per cent, which are the hundredths that a ``vat_rate`` of 0.21 is kept as."""
MOST_HOURS: Final = 74_400
"""Hours that the longest month has, in hundredths."""


def day_number(day: date) -> int:
    """A day as the days since 1970 that a column keeps."""
    return (day - date(1970, 1, 1)).days


FIRST_DAY: Final = day_number(date.min)
"""The first day that there is, 0001-01-01: since when a contract runs that does not say it."""
NO_END: Final = day_number(date.max) + 1
"""The day after the last one that there is, 9999-12-31: when a permanent contract ends."""

FEE_OF_ENTERPRISE: Final = -1
"""Stands for the fee that the enterprise charges, where a row has none of its own."""

_COLUMNS: Final = (
    Column("month", "month", without="the month that all rows have: `month=…`"),
    Column("pay_date", "month", without="`month` says it"),
    Column("status", "code", words=tuple(STATUS)),
    Column("gross", "money", without="can't be, unless it is what is looked for"),
    Column("marital", "code", words=MARITAL, without="married for whoever has a partner, else single"),
    Column("partner", "code", words=PARTNER, optional=True),
    Column("children", "count", most=30),
    Column("disabled_children", "count", most=30),
    Column("single_parent", "flag"),
    Column("disabled", "flag"),
    Column("partner_disabled", "flag"),
    Column("seniors_in_care", "count", most=30),
    Column("other_dependants", "count", most=30),
    Column("scale", "count", most=3, without="0: the scale that follows from the household"),
    Column("director", "flag"),
    Column("artist_point_80", "flag"),
    Column(
        "contract_start",
        "day",
        least=FIRST_DAY,
        most=NO_END - 1,
        default=FIRST_DAY,
        without="before the month",
        optional=True,
    ),
    Column(
        "contract_end",
        "day",
        least=FIRST_DAY,
        most=NO_END,
        default=NO_END,
        without="a permanent contract",
        optional=True,
    ),
    Column("hours_worked", "quantity", most=MOST_HOURS, without="all hours of the contract"),
    Column(
        "hours_full_time",
        "quantity",
        least=1,
        most=MOST_HOURS,
        default=1,
        without="for `hours_worked` without `weekly_hours`, can't be",
    ),
    Column("weekly_hours", "quantity", least=1, most=5_000, default=3_800, without="full time"),
    Column("full_time_hours", "quantity", least=1, most=5_000, default=3_800),
    Column("days_worked", "quantity", most=3_100, without="all days of the contract in the month"),
    Column("days_possible", "quantity", least=1, most=3_100, default=1, without="the working days of the month"),
    Column("days_per_week", "count", least=5, most=6, default=5),
    Column("benefits_in_kind", "money"),
    Column("car_benefit", "money"),
    Column("home_work_exemption", "money"),
    Column("holiday_recovery", "money"),
    Column("copyright_amount", "money"),
    Column("group_insurance_personal", "money"),
    Column("travel_contribution", "money"),
    Column("overtime_reduction", "money"),
    Column("premium_base", "money"),
    Column("work_bonus_granted", "money", without="the yearly ceiling of the work bonus is not looked at"),
    Column("meal_voucher_worker", "money"),
    Column("own_costs_refund", "money"),
    Column("untaxed_allowances", "money"),
    Column("category", "count", least=1, most=2, default=1),
    Column("workers", "count", least=1, most=MAX_CENTS, default=20),
    Column("closing_fund", "code", words=CLOSING_FUND),
    Column("risk_groups", "flag"),
    Column("joint_committee", "committee", without="not 200: no funds of a sector"),
    Column("target_net", "money", without="can't be where a gross is looked for that gives it"),
    Column("budget", "money", default=NO_LIMIT, without="all that an invoice leaves; for `gross_for_cost`, can't be"),
    Column("invoice_ex_vat", "money", without="`invoice_vat_incl` says it"),
    Column("invoice_vat_incl", "money", without="`invoice_ex_vat` says it"),
    Column(
        "vat_rate",
        "quantity",
        most=max(VAT_PERCENTS),
        default=max(VAT_PERCENTS),
        words=tuple(f"{percent / 100:g}" for percent in reversed(VAT_PERCENTS)),
    ),
    Column("buyer", "code", words=BUYER),
    Column("expenses", "money"),
    Column(
        "fee_rate",
        "rate",
        most=MILLION - 1,
        default=FEE_OF_ENTERPRISE,
        without="the fee of the enterprise",
        optional=True,
    ),
)
INPUTS: Final[Mapping[str, Column]] = {column.name: column for column in _COLUMNS}
"""Every input column by its name, in the order of the documentation."""
AMOUNTS: Final = tuple(name for name, column in INPUTS.items() if column.kind == "money")
"""The input columns that hold money."""


class Output(NamedTuple):
    """One column of a result: its name in the case format, the step that computes it and what that step says."""

    name: str
    step: str
    title: str
    formula: str
    cite: str = ""
    unit: Literal["money", "count", "day"] = "money"


_PAY_STEPS: Final = (
    ("onss_base", "contribution_base"),
    ("onss_personal", "personal_contribution"),
    ("work_bonus_a", "work_bonus_a"),
    ("work_bonus_b", "work_bonus_b"),
    ("work_bonus", "work_bonus"),
    ("onss_after_bonus", "contribution_due"),
    ("taxable_before_benefits", "taxable_before_benefits"),
    ("taxable_before_copyright", "taxable_before_copyright"),
    ("taxable", "taxable"),
    ("withholding_before_bonus_credit", "withholding_before_bonus_credit"),
    ("fiscal_work_bonus", "fiscal_work_bonus"),
    ("withholding", "withholding_tax"),
    ("special_contribution", "special_contribution"),
    ("net", "net"),
)
_COST_STEPS: Final = (
    ("employer_contributions", "employer_contributions"),
    ("structural_reduction", "structural_reduction"),
    ("employer_contributions_after_reductions", "employer_contributions_after_reductions"),
    ("employer_cost", "employer_cost"),
)


def _outputs(names: Iterable[tuple[str, str]], result: type[tuple[object, ...]]) -> tuple[Output, ...]:
    said: dict[str, Step] = dict(steps(result))
    return tuple(Output(name, step, said[step].title, said[step].formula, said[step].cite) for name, step in names)


NET_PAID: Final = Output(
    "net_paid",
    "",
    "Amount paid out",
    "net - meal_voucher_worker + own_costs_refund + untaxed_allowances",
    "law-1965-04-12#art. 23",
)
PAY_OUTPUTS: Final = (*_outputs(_PAY_STEPS, Pay), NET_PAID)
"""What :func:`sharedpay.batch.pay` computes, in the order of a payslip."""
COST_OUTPUTS: Final = _outputs(_COST_STEPS, Cost)
"""What :func:`sharedpay.batch.cost` computes beside the pay."""


FIT_OUTPUTS: Final = (
    Output("gross", "", "Largest gross whose cost fits the budget", "max(gross such that employer_cost <= budget)"),
    Output("employer_cost", "", "Employer cost", "gross + employer_contributions_after_reductions"),
    Output("left", "", "What the budget has left", "budget - employer_cost"),
)
"""What :func:`sharedpay.batch.gross_for_cost` computes."""
NET_OUTPUTS: Final = (
    Output("answers", "", "How many gross amounts give the net", "", unit="count"),
    Output("gross", "", "The answer, the smallest one of several", "min(gross such that net == target_net)"),
    Output("gross_last", "", "The largest answer", "max(gross such that net == target_net)"),
    Output("gross_below", "", "Gross of the nearest smaller net", "gross such that net == net_below"),
    Output("net_below", "", "Nearest smaller net", "max(net such that net < target_net)"),
    Output("gross_above", "", "Gross of the nearest larger net", "gross such that net == net_above"),
    Output("net_above", "", "Nearest larger net", "min(net such that net > target_net)"),
)
"""What :func:`sharedpay.batch.gross_for_net` computes: no answer leaves ``gross`` null, never a guess."""


_SHARES: Final[Mapping[str, str]] = {
    "net": "net + own_costs_refund + untaxed_allowances - benefits_in_kind",
    "expenses": "expenses",
    "holiday_provision": "gross * holiday_provision_rate",
    "year_end_provision": "gross * year_end_provision_rate",
    "withholding_tax": "withholding",
    "vat": "vat",
    "personal_contribution": "onss_after_bonus",
    "special_contribution": "special_contribution",
    "employer_contributions": "employer_contributions_after_reductions - to_holiday_fund_annual_holiday_yearly",
    "annual_holiday_yearly": "onss_base * holiday_yearly_rate",
    "insurance": "gross * insurance_rate",
    "payroll_cost": "payroll_cost",
    "fee": "fee",
    "reductions_kept": "0 if credited else structural_reduction",
    "margin": "budget_used - what the pay costs, provisions and insurance included",
    "unspent": "employment_budget - budget_used",
}
SETTLE_OUTPUTS: Final = (
    *_outputs((("invoice_ex_vat", "without_vat"), ("vat", "vat")), Turnover),
    Output("invoice_vat_incl", "", "Invoice with VAT", "invoice_ex_vat + vat"),
    *_outputs((("fee", "fee"),), Turnover),
    Output("employment_budget", "", "Employment budget", "invoice_ex_vat - fee - expenses"),
    Output("gross", "", "Largest gross that fits the budget", "max(gross such that budget_used <= employment_budget)"),
    *_outputs((("budget_used", "budget"),), Spending),
)
"""What :func:`sharedpay.batch.settle` computes around the pay and its cost."""
SHARE_OUTPUTS: Final = tuple(
    Output(f"to_{PAYEE_OF[code]}_{code}", "", LABELS[code], formula) for code, formula in _SHARES.items()
)
"""Who gets what of an invoice, a column for each payee and entry of the ledger: they add up to the invoice with VAT."""
_DAYS: Final[Mapping[str, str]] = {
    "pay": "last day of the contract in the month + pay_delay_days working days",
    "tax": "15th of the next month",
    "vat": "20th of the next month",
    "onss": "last day of the month after the quarter",
    "holiday_fund": "30 April of the next year",
    "holiday": "contract_end or else 31 May of the next year",
    "year_end": "min(contract_end, 31 December)",
}
DUE_OUTPUTS: Final = tuple(
    Output(f"due_{PAYEE_OF[code]}_{code}", due, LABELS[code], _DAYS[due], unit="day") for code, due in DUE_OF.items()
)
"""When each entry of the ledger is paid that has a known day, whether there is anything to pay or not."""


def nearest(name: str, names: Iterable[str]) -> str:
    """``; did you mean …?`` for a name that is not there, empty when nothing looks like it."""
    near = difflib.get_close_matches(name, list(names), n=3, cutoff=0.5)
    hint = f"; did you mean {' or '.join(map(repr, near))}?"
    return hint if near else ""
