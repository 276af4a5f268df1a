"""A year: sums of its pays and one ledger."""

from decimal import Decimal

import pytest

import sharedpay as sp

CONTRACT = sp.PermanentContract(start="2026-01-01")


def test_a_year_sums_payslips_and_settlements_and_closes() -> None:
    settled = sp.settle("4500.00", CONTRACT, month="2026-02")
    bonus = [sp.earnings.Bonus(amount="100.00"), sp.earnings.Attachment(claim="50.00")]
    slip = sp.payslip(CONTRACT, gross="2500.00", month="2026-01", earnings=bonus)
    whole = sp.year([settled, slip])
    assert [each.month for each in whole.payslips] == ["2026-01", "2026-02"]
    assert whole.gross == settled.gross + Decimal("2500.00")
    assert whole.net == settled.net + slip.net
    assert sum(whole.by_payee().values()) == settled.invoice + slip.employer_cost
    assert whole.by_payee()["creditor"] == Decimal("50.00")
    days = [entry.due for entry in whole.ledger if entry.due]
    assert days == sorted(days)
    assert whole.model_dump()["months"] == ["2026-01", "2026-02"]


def test_pays_that_are_no_year_are_refused() -> None:
    slip = sp.payslip(CONTRACT, gross="2500.00", month="2026-01")
    with pytest.raises(sp.InvalidInput, match="no year at all"):
        sp.year([])
    before = sp.payslip(sp.PermanentContract(start="2025-01-01"), gross="2500.00", month="2025-12")
    with pytest.raises(sp.InvalidInput, match="of 2025, 2026"):
        sp.year([slip, before])
    parent = sp.Worker(household=sp.Household(marital="single", children=1, single_parent=True))
    with pytest.raises(sp.InvalidInput, match="more than one worker"):
        sp.year([slip, sp.payslip(CONTRACT, parent, gross="2500.00", month="2026-02")])
    with pytest.raises(sp.InvalidInput, match="no 'bonus'"):
        sp.year([slip])["bonus"]
