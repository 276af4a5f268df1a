"""The year of forty one-day artist contracts, reckoned a second time by hand from the figures of the law of 2025."""

import runpy
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from examples.figures import euros, falling, percent, r2

EXAMPLE = Path(__file__).parents[2] / "examples" / "year_artist.py"
# Rehearsals at 200 euros and shows at 400 euros in each month, and its days from Monday to Friday.
MONTHS = {
    2: (3, 1, 20),
    3: (1, 3, 21),
    4: (2, 2, 22),
    5: (1, 3, 22),
    6: (2, 2, 21),
    9: (4, 2, 22),
    10: (2, 3, 23),
    11: (2, 2, 20),
    12: (3, 2, 23),
}
# Structural reduction of each quarter: gamma and S2 (S0 is 11 013.62, 11 233.89 from April; alpha is 0.14).
STRUCTURAL = {
    1: ("11013.62", "0.40", "6943.32"),
    2: ("11233.89", "0.21", "8400.00"),
    3: ("11233.89", "0.15", "9360.00"),
    4: ("11233.89", "0.15", "9360.00"),
}


class Day(NamedTuple):
    """One contract of one day, in euros."""

    gross: Fraction
    personal: Fraction
    bonus: Fraction
    tax: Fraction
    net: Fraction
    yearly_holiday: Fraction
    contributions: Fraction
    reduction: Fraction
    margin: Fraction


def contributions_on(gross: Fraction, quarter: int) -> Fraction:
    """Category 1, commercial, 20 workers and more, on 108 %; asbestos in the first half of 2025."""
    base = r2(gross * percent("108"))
    rates = ["25", "5.57", "10.27", "0.02", "0.23", "0.17", "1.69", "0.10", *(["0.01"] if quarter < 3 else [])]
    return sum((r2(base * percent(rate)) for rate in rates), Fraction(0))


def budget_of(gross: Fraction, quarter: int) -> Fraction:
    """What a gross takes from the budget: its cost, the reduction left to the pool, and 6.1 % of the whole."""
    return r2((gross + contributions_on(gross, quarter)) / (1 - percent("6.1")))


def gross_of(revenue: Fraction, quarter: int) -> Fraction:
    """The largest gross that fits the invoice less 6.5 %; a cent more does not."""
    budget = revenue - r2(revenue * percent("6.5"))
    gross = r2(budget * percent("63.5"))
    while budget_of(gross + Fraction(1, 100), quarter) <= budget:
        gross += Fraction(1, 100)
    assert budget_of(gross, quarter) <= budget
    return gross


def reduction_of(gross: Fraction, quarter: int) -> Fraction:
    """One day: f = 65, mu = 3 x 1 / 65 = 0.05, and 1.18 for artists, for whom there is no floor; a third of it."""
    upper, gamma, lower = STRUCTURAL[quarter]
    counted = gross * 65
    full = r2(max(Fraction(0), euros(upper) - counted) * percent("14"))
    full += r2(max(Fraction(0), euros(lower) - counted) * euros(gamma))
    of_quarter = min(full, r2(full * Fraction(5, 100) * Fraction(118, 100)))
    return min(r2(r2(gross * percent("108")) * percent("25")), r2(of_quarter / 3))


@cache
def day_of(revenue: Fraction, month: int) -> Day:
    """One contract of one day: fund worker, flat 11.11 %, no special contribution on so small a pay."""
    quarter, working_days = (month + 2) // 3, MONTHS[month][2]
    gross = gross_of(revenue, quarter)
    base = r2(gross * percent("108"))
    personal = r2(base * percent("13.07"))
    # The work bonus looks at a full month of such days, and gives the share of one day, in two decimals.
    full_month, part = gross * working_days, r2(Fraction(1, working_days))
    component_a = falling(full_month, "130.24", "0.2638", "2777.83", "3271.48")
    component_b = falling(full_month, "175.63", "0.2915", "2175.25", "2777.83")
    bonus_a = min(r2(component_a * part), personal)
    bonus = bonus_a + min(r2(component_b * part), personal - bonus_a)
    taxable = gross - personal + bonus
    tax = r2(taxable * percent("11.11"))
    assert base < euros("1945.38")
    contributions, reduction = contributions_on(gross, quarter), reduction_of(gross, quarter)
    budget = revenue - r2(revenue * percent("6.5"))
    assert budget_of(gross, quarter) <= budget
    margin = budget_of(gross, quarter) - gross - contributions
    yearly = r2(base * percent("10.27"))
    return Day(gross, personal, bonus, tax, taxable - tax, yearly, contributions, reduction, margin)


def everything(name: str) -> Fraction:
    """A field summed over the forty contracts."""
    total = Fraction(0)
    for month, (rehearsals, shows, _) in MONTHS.items():
        total += rehearsals * getattr(day_of(Fraction(200), month), name)
        total += shows * getattr(day_of(Fraction(400), month), name)
    return total


@pytest.fixture(scope="module")
def example() -> dict[str, Any]:
    """The names of the example once it has run."""
    return runpy.run_path(str(EXAMPLE))


def test_every_contract(example: dict[str, Any]) -> None:
    assert sum(rehearsals + shows for rehearsals, shows, _ in MONTHS.values()) == len(example["pays"]) == 40
    for pay in example["pays"]:
        day, slip = day_of(Fraction(pay.revenue), int(pay.payslip.month[5:])), pay.payslip
        assert pay.gross == day.gross
        assert slip["personal_contribution"].amount == day.personal
        assert slip["work_bonus_a"].amount + slip["work_bonus_b"].amount == day.bonus
        assert slip["withholding_tax"].amount == day.tax
        assert slip["special_contribution"].amount == 0
        assert slip["structural_reduction"].amount == day.reduction
        assert slip["employer_contributions"].amount == day.contributions
        assert pay.net == day.net


def test_the_ledger_of_the_year(example: dict[str, Any]) -> None:
    got = {(entry.payee, entry.code): Fraction(0) for entry in example["year"].ledger}
    for entry in example["year"].ledger:
        got[entry.payee, entry.code] += Fraction(entry.cents, 100)
    invoices = 20 * Fraction(200) + 20 * Fraction(400)
    unspent = got.pop(("activity", "unspent"), Fraction(0))
    assert got == {
        ("state", "vat"): invoices * percent("21"),
        ("enterprise", "fee"): invoices * percent("6.5"),
        ("member", "net"): everything("net"),
        ("state", "withholding_tax"): everything("tax"),
        ("onss", "personal_contribution"): everything("personal") - everything("bonus"),
        ("onss", "employer_contributions"): everything("contributions")
        - everything("reduction")
        - everything("yearly_holiday"),
        ("holiday_fund", "annual_holiday_yearly"): everything("yearly_holiday"),
        ("pool", "reductions_kept"): everything("reduction"),
        ("pool", "margin"): everything("margin"),
    }
    assert sum(got.values()) + unspent == invoices * percent("121") == 14_520


def test_the_holiday_pay_of_the_fund(example: dict[str, Any]) -> None:
    fund, base = example["fund"], everything("gross") * percent("108")
    double = base * percent("6.80") * percent("13.07")
    taxable = base * percent("15.38") * percent("99") - double
    assert Fraction(fund.gross, 100) == r2(base * percent("15.38"))
    assert Fraction(fund.contribution, 100) == r2(double) + r2(base * percent("15.38") * percent("1"))
    assert Fraction(fund.taxable, 100) == r2(taxable)
    assert Fraction(fund.withholding, 100) == r2(taxable * percent("17.16"))
    assert Fraction(fund.net, 100) == r2(taxable * percent("82.84"))


def test_what_it_prints_fits_eighty_columns(capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_path(str(EXAMPLE))
    lines = capsys.readouterr().out.splitlines()
    assert "2025       40  12000.00  7191.29      1015.20     178.43      705.97  5648.55" in lines
    assert max(map(len, lines)) <= 80
