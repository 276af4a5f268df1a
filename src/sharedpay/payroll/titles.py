"""Names of the payslip's lines that are no step of a rule: what the earnings add."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from sharedpay.payroll.line import number_of, plain_code

TITLES: Final = {
    "net_paid": "Paid out",
    "student_pay": "Student pay within the yearly hours",
    "double_holiday_pay": "Double holiday pay",
    "departure_holiday_pay": "Departure holiday pay",
    "year_end_premium": "Year-end premium",
    "bonus": "Bonus",
    "simple_holiday_pay": "of which holidays",
    "certificate_deducted": "Holiday pay received from earlier employers",
    "variable_simple": "Holiday pay on variable pay",
    "guaranteed_pay": "of which guaranteed pay in sickness",
    "severance_pay": "Indemnity in lieu of notice",
    "severance_special_contribution": "Special contribution on the indemnity",
    "copyright_pay": "Copyright",
    "benefit_in_kind": "Benefit in kind",
    "benefit_not_paid_out": "Benefit in kind, not paid out",
    "company_car": "Company car, taxable benefit",
    "car_share": "Worker's share of the company car",
    "meal_vouchers": "Meal vouchers, worker's share",
    "meal_vouchers_employer": "Meal vouchers, employer's share",
    "home_work_travel": "Home-work travel",
    "home_working_allowance": "Home-working allowance",
    "bicycle_allowance": "Bicycle allowance",
    "eco_vouchers": "Eco vouchers",
    "amateur_arts_indemnity": "Amateur arts indemnity",
    "amateur_arts_contribution": "Amateur arts indemnity, contribution of the principal",
    "expense_refund": "Expenses repaid",
    "overtime_pay": "Overtime",
    "pension_plan": "Supplementary pension",
    "pension_personal": "Pension plan, personal contribution",
    "pension_premium": "Pension plan, employer's premium",
    "pension_contribution": "Contribution on the pension premium",
    "pension_premium_tax": "Tax on the pension premium",
    "co2_contribution": "CO2 contribution of the company car",
    "advance": "Advance already paid",
    "attachment": "Attachment of pay",
}
"""The English name of each line."""

PARTS: Final = {
    "_employer_contributions": "{pay}, employer contributions",
    "_contribution": "{pay}, personal contribution",
    "_withholding": "{pay}, withholding tax",
}
"""The English name of a line that belongs to a pay of its own, by the ending of its code."""


def title_of_line(code: str, say: Callable[[str], str] = str) -> str | None:
    """The name of a line by its code: those of a pay of its own are named after it. None for other codes.

    ``say`` puts a message into the wanted language.
    """
    plain, number = plain_code(code), number_of(code)
    mark = f" ({number})" if number else ""
    if plain in TITLES:
        return say(TITLES[plain]) + mark
    for ending, part in PARTS.items():
        pay = plain.removesuffix(ending)
        if pay != plain and pay in TITLES:
            return say(part).format(pay=say(TITLES[pay]) + mark)
    return None
