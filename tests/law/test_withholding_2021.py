"""The official withholding tables of 2021, whole: every row, for employees and for directors, on all three scales.

The tables are those of the royal decree of 16 December 2020, before reductions for the household and for single
people. They are compared with the ordinary rule and the figures of 2021, to the cent.
"""

import csv
from pathlib import Path

import pytest

from sharedpay.law.book import packaged
from sharedpay.law.withholding_tax import WithholdingLaw, withholding
from sharedpay.money import cents

CASES = Path(__file__).parent.parent / "cases"
ROWS = {1: 209, 2: 207, 3: 252}

# Group insurance and the flat rate of artists play no part in these tables, and their figures of 2021 are not known.
LAW = packaged().on("2021-01-01").get(WithholdingLaw, frozenset({"group_insurance_rate", "artist_flat_rate"}))


def rows(scale: int) -> list[dict[str, str]]:
    with (CASES / f"withholding_2021_01_scale{scale}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def tax(taxable: int, scale: int, director: int = 0, law: WithholdingLaw = LAW) -> int:
    return withholding(
        taxable,
        scale,
        director,
        family_reductions=0,
        group_insurance=0,
        overtime_reduction=0,
        fiscal_bonus=0,
        flat_rate=0,
        law=law,
    ).withholding_tax


@pytest.mark.parametrize(("scale", "number"), list(ROWS.items()))
def test_the_whole_table_is_here(scale: int, number: int) -> None:
    assert len(rows(scale)) == number
    assert list(rows(scale)[0]) == ["taxable_floor", "employee", "director"]


@pytest.mark.parametrize("column", ["employee", "director"])
@pytest.mark.parametrize("scale", ROWS)
def test_every_value_of_the_official_table_comes_out_to_the_cent(scale: int, column: str) -> None:
    printed = {row["taxable_floor"]: cents(row[column]) for row in rows(scale)}
    computed = {floor: tax(cents(floor), scale, int(column == "director")) for floor in printed}
    assert computed == printed


@pytest.mark.parametrize("scale", ROWS)
def test_a_pay_within_a_row_of_15_euros_bears_the_tax_of_its_lower_bound(scale: int) -> None:
    for row in rows(scale):
        for inside in (1, 7_50, 14_99):
            assert tax(cents(row["taxable_floor"]) + inside, scale) == cents(row["employee"])


def test_a_monthly_tax_rounded_half_up_would_not_give_the_official_table() -> None:
    rounded = LAW._replace(month_truncated=0)
    right = [tax(cents(row["taxable_floor"]), 1, law=rounded) == cents(row["employee"]) for row in rows(1)]
    assert right.count(False) > 50
