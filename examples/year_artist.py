"""A year of forty one-day artist contracts through a shared enterprise, from invoices to the holiday fund.

Twenty rehearsals invoiced at 200 euros and twenty shows at 400 euros in 2025, each under its own contract of one day,
with the declaration that gives the flat withholding. The holiday pay comes from the fund in May 2026.
"""

from decimal import Decimal

import sharedpay as sp

REHEARSAL, SHOW = "200.00", "400.00"
DAYS = {
    "2025-02": {3: REHEARSAL, 4: REHEARSAL, 10: REHEARSAL, 14: SHOW},
    "2025-03": {3: REHEARSAL, 7: SHOW, 14: SHOW, 21: SHOW},
    "2025-04": {2: REHEARSAL, 3: REHEARSAL, 11: SHOW, 25: SHOW},
    "2025-05": {5: REHEARSAL, 9: SHOW, 16: SHOW, 23: SHOW},
    "2025-06": {2: REHEARSAL, 3: REHEARSAL, 13: SHOW, 20: SHOW},
    "2025-09": {1: REHEARSAL, 2: REHEARSAL, 8: REHEARSAL, 9: REHEARSAL, 19: SHOW, 26: SHOW},
    "2025-10": {1: REHEARSAL, 2: REHEARSAL, 3: SHOW, 10: SHOW, 17: SHOW},
    "2025-11": {3: REHEARSAL, 4: REHEARSAL, 14: SHOW, 21: SHOW},
    "2025-12": {1: REHEARSAL, 2: REHEARSAL, 3: REHEARSAL, 12: SHOW, 19: SHOW},
}

worker = sp.Worker(household=sp.Household(marital="single"))
smart = sp.Enterprise.smart()


def settled(month: str, day: int, amount: str) -> sp.Settlement:
    """One invoice, one contract of one day, one pay."""
    date = f"{month}-{day:02d}"
    contract = sp.FixedTermContract(start=date, end=date, status="artist", artist_point_80=True)
    return sp.settle(amount, contract, worker, month=month, enterprise=smart)


pays = [settled(month, day, amount) for month, days in DAYS.items() for day, amount in days.items()]
year = sp.year(pays)
fund = sp.holiday_pay.fund(year.gross, year=2026)

print("month    days  invoiced    gross contribution work bonus withholding      net")
for month in DAYS:
    own = [pay for pay in pays if pay.payslip.month == month]
    slips = [pay.payslip for pay in own]
    personal, bonus_a, bonus_b, tax = (
        sum((slip[code].amount for slip in slips), Decimal(0))
        for code in ("personal_contribution", "work_bonus_a", "work_bonus_b", "withholding_tax")
    )
    revenue, gross, net = (sum(getattr(pay, name) for pay in own) for name in ("revenue", "gross", "net"))
    print(f"{month}{len(own):>6}{revenue:>10}{gross:>9}{personal:>13}{bonus_a + bonus_b:>11}{tax:>12}{net:>9}")
revenue = sum(pay.revenue for pay in pays)
bonus = year["work_bonus_a"] + year["work_bonus_b"]
print(
    f"2025   {len(pays):>6}{revenue:>10}{year.gross:>9}{year['personal_contribution']:>13}{bonus:>11}"
    f"{year['withholding_tax']:>12}{year.net:>9}"
)

print("\nthe ledger: every cent of the invoices, VAT included            EUR")
totals: dict[tuple[str, str], Decimal] = {}
for entry in year.ledger:
    totals[entry.payee, entry.label] = totals.get((entry.payee, entry.label), Decimal(0)) + entry.amount
for (payee, label), amount in sorted(totals.items()):
    print(f"  {payee:<14}{label:<44}{amount:>9}")
print(f"  {'in all':<58}{sum(totals.values()):>9}")

steps = fund.model_dump()
print(f"\nholiday pay of the fund in May 2026, on 108 % of {year.gross}")
for name in ("gross", "contribution", "taxable", "withholding", "net"):
    print(f"  {name:<58}{steps[name]:>9}")
