"""The lines of a payslip, from gross to net and then those of the employer's side, in their order."""

from __future__ import annotations

from collections.abc import Iterator

from sharedpay.law.person import ARTIST, BLUE_COLLAR, FLEXI, STUDENT
from sharedpay.payroll.case import Case
from sharedpay.payroll.cost import Cost
from sharedpay.payroll.line import SIGN, Line, plain_code
from sharedpay.payroll.run import Run


def lines_of(case: Case, gross: int, result: Run) -> Iterator[Line]:
    """The lines from gross to net, then those of the employer's side; those that can't apply are left out."""
    law, status, paid = case.pay_law, case.person.status, result.pay
    extra = [line for item in result.extras for line in item.lines]
    fund = status in (BLUE_COLLAR, ARTIST)
    personal, bonus, tax = paid.contribution, paid.work_bonus, paid.withholding
    if status == STUDENT:
        rate = law.contributions.student_worker_rate
    elif status == FLEXI:
        rate = law.contributions.flexi_worker_rate
    else:
        rate = law.contributions.personal_rate
    base = personal.contribution_base
    yield Line("gross", "pay", gross)
    yield from (line for line in extra if plain_code(line.code) in MONTHLY)
    if status == FLEXI:
        rated = law.flexi.flexi_holiday_rate
        yield Line("flexi_holiday_pay", "pay", paid.flexi.flexi_holiday_pay, result.month.gross, rated)
    subject = paid.subject_pay
    yield Line("contribution_base", "subtotal", base, subject, law.contributions.base_factor if fund else None)
    yield Line("personal_contribution", "deduction", personal.personal_contribution, base, rate)
    if status not in (STUDENT, FLEXI):
        yield Line("work_bonus_a", "bonus", bonus.work_bonus_a)
        yield Line("work_bonus_b", "bonus", bonus.work_bonus_b)
    yield Line("taxable", "subtotal", paid.taxable)
    if status not in (STUDENT, FLEXI):
        if case.inputs.flat_rate:
            flat = law.withholding.artist_flat_rate
            yield Line("withholding_tax", "deduction", tax.withholding_tax, paid.withholding_base, flat)
        else:
            yield Line("withholding_before_bonus_credit", "subtotal", tax.withholding_before_bonus_credit)
            yield Line("fiscal_work_bonus", "subtotal", tax.fiscal_work_bonus)
            yield Line("withholding_tax", "deduction", tax.withholding_tax, paid.withholding_base)
        yield Line("special_contribution", "deduction", paid.special.special_contribution, paid.special_base)
    extra = [line for line in extra if plain_code(line.code) not in MONTHLY]
    yield from (line for line in extra if line.kind in SIGN)
    yield Line("net", "net", result.net)
    if case.earnings:
        yield from (line for line in extra if line.kind in ("paid", "withheld", "subtotal"))
        yield Line("net_paid", "net", result.paid_out)
    if result.cost is not None and case.cost_law is not None:
        yield from _employer_lines(case, base, result.cost)
        yield from (line for line in extra if line.kind in ("employer", "employer_reduction"))
        yield Line("employer_cost", "cost", result.employer_cost)


MONTHLY = frozenset(
    {
        *("gross", "benefit_in_kind", "overtime_pay", "flexi_holiday_pay", "student_pay", "variable_simple"),
        *("simple_holiday_pay", "certificate_deducted", "guaranteed_pay"),
    }
)
"""Lines of extras that are pay of the month itself and bear its contributions, or are inside its gross or off it."""


_EMPLOYER_RATES: tuple[tuple[str, str | None], ...] = (
    ("annual_holiday", "holiday_quarterly_rate"),
    ("annual_holiday_yearly", "holiday_yearly_rate"),
    ("work_accidents", "work_accidents_rate"),
    ("asbestos", "asbestos_rate"),
    ("closing_fund", None),
    ("closing_fund_special", "closing_fund_special_rate"),
    ("risk_groups_contribution", "risk_groups_rate"),
    ("unemployment", "unemployment_rate"),
    ("temporary_unemployment", "temporary_unemployment_rate"),
)
"""Lines with the parameter that is their rate, in the order of their contribution codes."""


def _employer_lines(case: Case, base: int, costed: Cost) -> Iterator[Line]:
    due = costed.contributions
    assert case.cost_law is not None  # noqa: S101  the caller has just checked it
    rates = case.cost_law.employer
    yield Line("base_contribution", "employer", due.base_contribution, base)
    yield Line("wage_moderation", "employer", due.wage_moderation, base)
    for code, rate in _EMPLOYER_RATES:
        amount = getattr(due, code)
        if amount:
            yield Line(code, "employer", amount, base, getattr(rates, rate) if rate else None)
    if due.sector_contribution:
        yield Line("sector_contribution", "employer", due.sector_contribution, base, case.employer.sector_rate)
    if due.ceiling_relief:
        yield Line("ceiling_relief", "employer_reduction", due.ceiling_relief)
    yield Line("employer_contributions", "subtotal", due.employer_contributions)
    yield Line("structural_reduction", "employer_reduction", costed.structural.structural_reduction)
    if case.claim is not None:
        yield Line("target_reduction", "employer_reduction", costed.claimed_reduction)
    yield Line("employer_contributions_after_reductions", "subtotal", costed.employer_contributions_after_reductions)
