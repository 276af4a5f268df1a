"""The quarter's truth against the monthly estimates: figures of the employer's law notes, section 11."""

from decimal import Decimal

import pytest

import sharedpay as sp
from sharedpay.law.contributions import ContributionLaw, contribution
from sharedpay.law.person import ARTIST, BLUE_COLLAR, WHITE_COLLAR
from sharedpay.payroll.cost import above_what_is_known

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


def test_holidays_paid_by_an_earlier_employer_are_in_w_of_the_quarter() -> None:
    # The notes' quarter of 6771.00 once more, with a third of July's days paid before: W is the same, so is R.
    days = [sp.earnings.HolidayDays(days="7", earned_elsewhere="7")]
    july = sp.payslip(CONTRACT, gross="2257.00", month=MONTHS[0], earnings=days)
    settled = sp.quarter([july, *slips("2257.00", "2257.00", months=MONTHS[1:])])
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
    head = str(settled).splitlines()[2:4]
    assert [line.split() for line in head] == [["monthly", "quarterly"], ["estimates", "truth", "difference"]]
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
    months = ("2025-07", "2025-08", "2025-09")
    leaving = [
        sp.payslip(other, gross="2257.00", month=month, earnings=[sp.earnings.SeverancePay(weeks="3")])
        for month in months
    ]
    with pytest.raises(sp.NotModelled, match="indemnity in lieu of notice"):
        sp.quarter(leaving)
    rich = sp.payslip(CONTRACT, gross="2257.00", month="2026-09", earnings=[sp.earnings.Bonus(amount="90000")])
    with pytest.raises(sp.NotModelled, match="above the ceiling"):
        sp.quarter([*slips("2257.00", "2257.00", "2257.00")[:2], rich])


def test_a_quarter_of_a_fund_worker_is_known_up_to_the_ceiling_at_108_percent() -> None:
    artist = sp.PermanentContract(start="2025-01-01", status="artist")

    def settled(bonus: str) -> sp.Quarter:
        months = [sp.payslip(artist, gross="26234.56", month=month) for month in ("2025-07", "2025-08")]
        items = [sp.earnings.Bonus(amount=bonus)]
        return sp.quarter([*months, sp.payslip(artist, gross="26234.56", month="2025-09", earnings=items)])

    # 3 x 26 234.56 = 78 703.68 gives 84 999.97; the bonus adds 0.03 to 85 000.00 or 0.04 to 85 000.01.
    assert settled("0.03").cost.contributions.ceiling_relief == 0
    with pytest.raises(sp.NotModelled, match="at 100 or at 108 % is unknown"):
        settled("0.04")


def test_the_ceiling_of_a_quarter_counts_at_108_percent_for_fund_workers_only() -> None:
    # 85 000 / 1.08 = 78 703.704: 78 703.70 gives 85 000.00 (84 999.996), a cent more 85 000.01.
    law = sp.law.on("2025-07-01").get(ContributionLaw)
    known, unknown = (contribution(pay, ARTIST, law).contribution_base for pay in (7_870_370, 7_870_371))
    assert (known, unknown) == (8_500_000, 8_500_001)
    for status in (ARTIST, BLUE_COLLAR):
        assert not above_what_is_known(known, status, 1, 8_500_000)
        assert above_what_is_known(unknown, status, 1, 8_500_000)
    assert not above_what_is_known(unknown, WHITE_COLLAR, 1, 8_500_000)


def with_earnings(gross: str, *items: sp.earnings.Earnings) -> sp.Quarter:
    last = sp.payslip(CONTRACT, gross=gross, month="2026-09", earnings=list(items))
    return sp.quarter([*slips(gross, gross, gross)[:2], last])


def test_a_bonus_counts_for_the_contributions_and_for_the_structural_reduction() -> None:
    settled = with_earnings("2257.00", sp.earnings.Bonus(amount="1000.00"))
    # W 6771.00 + 1000.00 = 7771.00, J 66: f 0.98, S 7615.58; .14 x (11687.74 - 7615.58) = 570.10,
    # .16 x (9738.14 - 7615.58) = 339.61, together 909.71; mu 1.02, beta 1 / 1.02.
    assert (settled.cost.structural.quarter_wage, settled["structural_reduction"].truth) == (761_558, 90_971)
    # 7771.00: 19.88 % 1544.87, 5.12 % 397.88; 0.02 % 1.55, 0.01 % 0.78, 0.39 % 30.31, 0.10 % 7.77, 1.69 % 131.33,
    # 0.10 % 7.77: 2122.26, less 909.71.
    assert settled["employer_contributions"].truth == 212_226
    assert settled["employer_contributions_after_reductions"].truth == 212_226 - 90_971
    # 10.33 + 1.10 % of what the quarter's 7771.00 has above 3 x 2190.18: 3 x 10.33 + 13.21.
    assert settled["special_contribution"].truth == 4_420
    assert settled["employer_cost"].truth == 777_100 + 212_226 - 90_971


def test_double_holiday_pay_changes_nothing_in_the_quarter_but_its_cost() -> None:
    plain, double = with_earnings("2257.00"), with_earnings("2257.00", sp.earnings.DoubleHolidayPay(months=12))
    for code in ("employer_contributions", "structural_reduction", "special_contribution"):
        assert double[code] == plain[code]
    # 92 % of 2257.00 = 2076.44: 1918.45 + 157.99, each part rounded.
    assert double["employer_cost"].truth == plain["employer_cost"].truth + 207_644


def test_departure_holiday_pay_bears_contributions_outside_the_wage_of_the_reduction() -> None:
    leaves = sp.earnings.DepartureHolidayPay(current_year="10000.00", work_bonus="none")
    settled = with_earnings("2257.00", leaves)
    assert settled.cost.structural.quarter_wage == 663_558
    # The simple part is 767.00: 19.88 % of 6771.00 + 767.00 = 1498.55.
    assert settled.cost.contributions.base_contribution == 149_855


def test_a_quarter_without_employer_figures_is_not_covered() -> None:
    old = sp.PermanentContract(start="2020-01-01")
    with pytest.raises(sp.NotCovered):
        sp.quarter(slips("2257.00", "2257.00", "2257.00", months=("2021-01", "2021-02", "2021-03"), contract=old))
