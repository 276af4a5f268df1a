"""The year of the permanent contract, reckoned a second time by hand from the figures of the law of 2026."""

import runpy
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from examples.figures import euros, falling, percent, r2

EXAMPLE = Path(__file__).parents[2] / "examples" / "year_permanent.py"
GROSS = Fraction(3000)
# Monday to Friday in each month of 2026.
WORKING_DAYS = (22, 20, 22, 22, 21, 22, 23, 21, 22, 22, 21, 23)
# Component A of the work bonus of a white-collar worker; B stops at 2 833.36 or later, always below 3 000.
BONUS = {
    1: ("123.00", "0.2807", "2833.36", "3271.48"),
    3: ("123.00", "0.2442", "2833.36", "3336.98"),
    4: ("125.04", "0.2738", "2880.32", "3336.98"),
    7: ("127.54", "0.3196", "2937.93", "3336.98"),
    9: ("127.54", "0.2739", "2937.93", "3403.62"),
}
# Structural reduction of each quarter: S0, gamma, S2 (alpha is 0.14).
STRUCTURAL = (
    ("11458.57", "0.15", "9547.20"),
    ("11458.57", "0.16", "9547.20"),
    ("11687.74", "0.16", "9738.14"),
    ("11687.74", "0.16", "9738.14"),
)
PERSONAL = r2(GROSS * percent("13.07"))


@pytest.fixture(scope="module")
def example() -> dict[str, Any]:
    """The names of the example once it has run."""
    return runpy.run_path(str(EXAMPLE))


def bonus_of(month: int) -> Fraction:
    return falling(GROSS, *BONUS[max(start for start in BONUS if start <= month)])


def tax_of(month: int) -> Fraction:
    """The key formula of 2026 for a single person, and the credit of 33.14 % of component A."""
    taxable = 12 * (GROSS - PERSONAL + bonus_of(month))
    after_costs = taxable - min(r2(taxable * percent("30")), euros("6070.00"))
    assert euros("16710") < after_costs < euros("29500")
    yearly = r2(euros("4469.93") + (after_costs - euros("16710")) * percent("42.80")) - euros("2987.98")
    return r2(yearly / 12) - r2(bonus_of(month) * percent("33.14"))


# May: 85 % and 7 % of 3 000, 13.07 % of the first; 36.34 % for a reference pay of 12 x 2 607.90 = 31 294.80.
DOUBLE = r2(GROSS * percent("85")) + r2(GROSS * percent("7"))
DOUBLE_CONTRIBUTION = r2(r2(GROSS * percent("85")) * percent("13.07"))
DOUBLE_TAX = r2((DOUBLE - DOUBLE_CONTRIBUTION) * percent("36.34"))
# December: a whole month's pay, twelve of twelve months; 40.38 % in the column of other premiums.
PREMIUM_TAX = r2((GROSS - PERSONAL) * percent("40.38"))


def special_of(month: int) -> Fraction:
    """10.33 + 1.10 % above 2 190.18; in December, with the premium, 39.61 + 1.10 % above 4 100.00."""
    if month == 12:
        return r2(euros("39.61") + (2 * GROSS - 4100) * percent("1.10"))
    return r2(euros("10.33") + (GROSS - euros("2190.18")) * percent("1.10"))


def net_of(month: int) -> Fraction:
    net = GROSS - PERSONAL + bonus_of(month) - tax_of(month) - special_of(month)
    if month == 5:
        net += DOUBLE - DOUBLE_CONTRIBUTION - DOUBLE_TAX
    if month == 12:
        net += GROSS - PERSONAL - PREMIUM_TAX
    return net


def contributions_on(pay: Fraction, quarter: int) -> Fraction:
    """Category 1, commercial, 20 workers and more, joint committee 200; asbestos until the third quarter."""
    rates = ["25", "0.02", "0.39", "0.10", "1.69", "0.10", "0.23", *(["0.01"] if quarter < 4 else [])]
    return sum((r2(pay * percent(rate)) for rate in rates), Fraction(0))


def reduction_of(quarter: int, wage: Fraction) -> Fraction:
    """Full time: f = 13 x 5 / J, mu = J / 65, beta = 1 / mu."""
    upper, gamma, lower = STRUCTURAL[quarter - 1]
    days = sum(WORKING_DAYS[3 * quarter - 3 : 3 * quarter])
    counted = r2(wage * r2(Fraction(65, days)))
    full = r2(max(Fraction(0), euros(upper) - counted) * percent("14"))
    full += r2(max(Fraction(0), euros(lower) - counted) * euros(gamma))
    fraction = r2(Fraction(days, 65))
    assert fraction > Fraction(8, 10)
    return min(full, r2(full * fraction * (1 / fraction)))


def test_every_month(example: dict[str, Any]) -> None:
    for month, slip in enumerate(example["slips"], start=1):
        assert slip["personal_contribution"].amount == PERSONAL
        assert slip["work_bonus_a"].amount == bonus_of(month)
        assert slip["work_bonus_b"].amount == 0
        assert slip["withholding_tax"].amount == tax_of(month)
        assert slip["special_contribution"].amount == special_of(month)
        assert slip.net == net_of(month)


def test_sick_days_holidays_double_pay_and_premium(example: dict[str, Any]) -> None:
    slips = example["slips"]
    assert slips[1]["guaranteed_pay"].amount == r2(GROSS * 5 / 20)
    assert slips[6]["simple_holiday_pay"].amount == r2(GROSS * 15 / 23)
    assert slips[11]["simple_holiday_pay"].amount == r2(GROSS * 5 / 23)
    assert slips[4]["double_holiday_pay"].amount == DOUBLE == 2760
    assert slips[4]["double_holiday_pay_contribution"].amount == DOUBLE_CONTRIBUTION
    assert slips[4]["double_holiday_pay_withholding"].amount == DOUBLE_TAX
    assert slips[11]["year_end_premium"].amount == GROSS
    assert slips[11]["year_end_premium_contribution"].amount == PERSONAL
    assert slips[11]["year_end_premium_withholding"].amount == PREMIUM_TAX


def test_every_quarter(example: dict[str, Any]) -> None:
    for number, quarter in enumerate(example["quarters"], start=1):
        # The premium of December counts for the contributions and the reduction, the double pay for neither.
        wage = 3 * GROSS + (GROSS if number == 4 else 0)
        due, cut = contributions_on(wage, number), reduction_of(number, wage)
        # 30.99 + 1.10 % above 3 x 2 190.18; with the premium 118.83 + 1.10 % above 3 x 4 100 would start at 12 300.00,
        # so 12 000.00 is in the bracket of 3.38 % above 3 x 3 737.00: 82.05 + 3.38 % x 789.00 = 108.72.
        special = (
            r2(euros("82.05") + (wage - 11211) * percent("3.38"))
            if number == 4
            else r2(euros("30.99") + (wage - euros("6570.54")) * percent("1.10"))
        )
        paid = wage + (DOUBLE if number == 2 else 0)
        assert Fraction(quarter["employer_contributions"].truth, 100) == due
        assert Fraction(quarter["structural_reduction"].truth, 100) == cut
        assert Fraction(quarter["special_contribution"].truth, 100) == special
        assert Fraction(quarter["employer_cost"].truth, 100) == paid + due - cut


def test_the_ledger_of_the_year(example: dict[str, Any]) -> None:
    year = example["year"]
    net = sum((net_of(month) for month in range(1, 13)), Fraction(0))
    tax = sum((tax_of(month) for month in range(1, 13)), Fraction(0)) + DOUBLE_TAX + PREMIUM_TAX
    assert year.gross == 12 * GROSS
    assert year.net == year.by_payee()["member"] == net
    assert year.by_payee()["state"] == tax
    assert sum(year.by_payee().values()) == year.employer_cost
    # All of the gross, the double pay and the premium is net, tax, or a contribution of the worker.
    worker = 13 * PERSONAL + DOUBLE_CONTRIBUTION + sum(special_of(m) - bonus_of(m) for m in range(1, 13))
    assert net + tax + worker == 13 * GROSS + DOUBLE
    assert {entry.payee for entry in year.ledger} == {"member", "state", "onss"}


def test_what_it_prints_fits_eighty_columns(capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_path(str(EXAMPLE))
    lines = capsys.readouterr().out.splitlines()
    assert "2026-05   3000.00        744.63       92.27      1317.97   3789.67   6472.28" in lines
    assert max(map(len, lines)) <= 80
