"""A year of a permanent contract: twelve pays with all that a year brings, its quarters, and who got what.

A white-collar worker of joint committee 200, single, 3 000 euros a month since 2025: a sick week in February, double
holiday pay in May, three weeks of holidays in July and one in December, with the year-end premium.
"""

from decimal import Decimal

import sharedpay as sp
from sharedpay.money import euros

contract = sp.PermanentContract(start="2025-01-01", status="white_collar", joint_committee="200")
worker = sp.Worker(household=sp.Household(marital="single"))
extras: dict[str, list[sp.earnings.Earnings]] = {
    "2026-02": [sp.earnings.SickDays(days="5", until_day=7)],
    "2026-05": [sp.earnings.DoubleHolidayPay(months=12)],
    "2026-07": [sp.earnings.HolidayDays(days="15")],
    "2026-12": [sp.earnings.HolidayDays(days="5"), sp.earnings.YearEndPremium(full_months=12, seniority_months=24)],
}

months = [f"2026-{month:02d}" for month in range(1, 13)]
slips = [sp.payslip(contract, worker, gross="3000.00", month=month, earnings=extras.get(month, [])) for month in months]
year = sp.year(slips)
quarters = [sp.quarter(slips[first : first + 3]) for first in range(0, 12, 3)]

NAMES = {
    "guaranteed_pay": "of which sick days",
    "simple_holiday_pay": "of which holidays",
    "double_holiday_pay": "double holiday pay",
    "year_end_premium": "year-end premium",
}

print("month       gross  contribution  work bonus  withholding       net      cost")
for slip in slips:
    deducted = [line for line in slip if line.kind == "deduction"]
    own = sum(line.amount for line in deducted if line.code.endswith("contribution"))
    tax = sum(line.amount for line in deducted if line.code.endswith(("withholding", "withholding_tax")))
    bonus = slip["work_bonus_a"].amount + slip["work_bonus_b"].amount
    print(f"{slip.month}{slip.gross:>10}{own:>14}{bonus:>12}{tax:>13}{slip.net:>10}{slip.employer_cost:>10}")
    for line in slip:
        if line.code in NAMES:
            print(f"  {NAMES[line.code]:<20}{line.amount:>10}")
print(f"2026   {year.gross:>10}{year.net:>49}{year.employer_cost:>10}")

print("\nquarter             contributions  reduction  special  employer cost")
for quarter in quarters:
    due, cut, special, cost = (
        euros(quarter[code].truth)
        for code in ("employer_contributions", "structural_reduction", "special_contribution", "employer_cost")
    )
    print(f"{quarter.months[0]} to {quarter.months[2]}{due:>13}{cut:>11}{special:>9}{cost:>15}")

print("\nthe ledger: paid on       member      state       onss")
for day in sorted({entry.due for entry in year.ledger if entry.due}):
    got = {entry.payee: Decimal(0) for entry in year.ledger}
    for entry in year.ledger:
        if entry.due == day:
            got[entry.payee] += entry.amount
    columns = "".join(f"{got[payee] or '':>11}" for payee in ("member", "state", "onss"))
    print(f"            {day}{columns}")
totals = year.by_payee()
print(f"            in all    {totals['member']:>11}{totals['state']:>11}{totals['onss']:>11}")
