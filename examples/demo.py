"""What becomes of an invoice of 4 500 euros: the settlement, its payslip, and one figure explained."""

import sharedpay as sp

worker = sp.Worker(household=sp.Household(marital="single", children=1, single_parent=False))
contract = sp.PermanentContract(start="2026-01-01", status="white_collar", joint_committee="200")

result = sp.settle("4500.00", contract, worker, month="2026-05", enterprise=sp.Enterprise.smart())

print(result)
print()
print(result.payslip)
print()
print(result.payslip.explain("withholding_tax"))
