"""The quarter's truth against the monthly estimates: figures of the employer's law notes, section 11."""

from decimal import Decimal

import pytest

import sharedpay as sp

CONTRACT = sp.PermanentContract(start="2026-01-01")
MONTHS = ("2026-07", "2026-08", "2026-09")


def slips(
    *grosses: str, months: tuple[str, ...] = MONTHS, contract: sp.PermanentContract = CONTRACT
) -> list[sp.Payslip]:
    return [sp.payslip(contract, gross=gross, month=month) for gross, month in zip(grosses, months, strict=True)]


def test_the_structural_reduction_of_a_full_quarter_of_6771() -> None:
    # 23, 21 and 22 working days: J 66, f 0.98, S 6635.58, R 1203.71, mu 1.02.
    settled = sp.quarter(slips("2257.00", "2257.00", "2257.00"))
    found = settled.cost.structural
    assert (found.factor, found.quarter_wage, found.full_reduction, found.work_fraction) == (98, 663_558, 120_371, 102)
    assert settled["structural_reduction"].truth == 120_371


def test_the_special_contribution_of_the_quarter_of_6771() -> None:
    # Worker notes 12: 33.20 for Q 6771.00; each month's advance is 10.33 + 0.74 = 11.07, in all 33.21.
    line = sp.quarter(slips("2257.00", "2257.00", "2257.00"))["special_contribution"]
    assert (line.estimate, line.truth, line.difference) == (3_321, 3_320, Decimal("-0.01"))


def test_unequal_months_are_settled_on_their_sum() -> None:
    # 1500.00 + 1500.00 + 4000.00 = 7000.00: 30.99 + 1.10 % of (7000.00 - 3 x 2190.18) is 35.71; the third month alone
    # paid 27.35 + 3.38 % of (4000.00 - 3737.00) = 36.24.
    line = sp.quarter(slips("1500.00", "1500.00", "4000.00"))["special_contribution"]
    assert (line.estimate, line.truth) == (3_624, 3_571)


def test_the_text_and_the_data_name_estimate_and_truth() -> None:
    settled = sp.quarter(slips("2257.00", "2257.00", "2257.00"))
    assert "monthly estimates  quarterly truth" in str(settled)
    assert settled.model_dump()["lines"][1]["quarterly_truth"] == "1203.71"
    with pytest.raises(sp.InvalidInput, match="no 'net'"):
        settled["net"]


def test_payslips_that_are_no_quarter_are_refused() -> None:
    with pytest.raises(sp.InvalidInput, match="2026-08, 2026-09, 2026-10 are not the three months of a quarter"):
        sp.quarter(slips("2257.00", "2257.00", "2257.00", months=("2026-08", "2026-09", "2026-10")))
    with pytest.raises(sp.InvalidInput, match="nothing are not the three months"):
        sp.quarter([])
    other = sp.PermanentContract(start="2025-01-01")
    mixed = [*slips("2257.00", "2257.00", "2257.00")[:2], sp.payslip(other, gross="2257.00", month="2026-09")]
    with pytest.raises(sp.InvalidInput, match="more than one contract"):
        sp.quarter(mixed)
    bonus = sp.payslip(CONTRACT, gross="2257.00", month="2026-09", earnings=[sp.earnings.Bonus(amount="10")])
    with pytest.raises(sp.NotModelled, match="earnings"):
        sp.quarter([*slips("2257.00", "2257.00", "2257.00")[:2], bonus])


def test_a_quarter_without_employer_figures_is_not_covered() -> None:
    old = sp.PermanentContract(start="2020-01-01")
    with pytest.raises(sp.NotCovered):
        sp.quarter(slips("2257.00", "2257.00", "2257.00", months=("2021-01", "2021-02", "2021-03"), contract=old))
