"""The worked examples of the law notes, row by row, and two withholdings followed by hand, figure by figure.

Expected figures are typed from the notes: worker_contributions.md section 12, withholding_tax.md section 13 and
employer_contributions.md section 11, the rows of the areas that are here. Amounts are written in euros.
"""

from typing import Any

import pytest

from sharedpay.law.book import LawBook, packaged
from sharedpay.law.contributions import Contribution, ContributionLaw, contribution
from sharedpay.law.employer import Employer, EmployerLaw, contributions
from sharedpay.law.person import (
    ARTIST,
    BLUE_COLLAR,
    FLEXI,
    INDIVIDUAL,
    STUDENT,
    WHITE_COLLAR,
    WITH_INCOME,
    WITHOUT_INCOME,
    Person,
)
from sharedpay.law.reductions import BetaTable, Performance, Structural, StructuralLaw, beta_millionths, structural
from sharedpay.law.special_contribution import SpecialLaw, SpecialQuarterLaw, special, special_of_quarter
from sharedpay.law.withholding_tax import (
    DirectorLaw,
    FamilyLaw,
    PeriodLaw,
    Withholding,
    WithholdingLaw,
    director_pay_after_deduction,
    family,
    withholding,
)
from sharedpay.law.work_bonus import WorkBonus, WorkBonusCapLaw, WorkBonusLaw, work_bonus
from sharedpay.money import NO_LIMIT, Count, Rate, cents, half_up, hundredths

BOOK = packaged()
STUDENT_OR_FLEXI_ONLY = frozenset({"student_worker_rate", "flexi_worker_rate"})
RARE = frozenset(
    {
        "risk_groups_rate",
        "director_expenses_rate",
        "director_expenses_cap",
        "group_insurance_rate",
        "artist_flat_rate",
        "senior_reduction",
    }
)


def personal(gross: str, status: int, day: str) -> Contribution:
    return contribution(cents(gross), status, BOOK.on(day).get(ContributionLaw, STUDENT_OR_FLEXI_ONLY))


# Personal contribution (worker_contributions.md, section 12)


@pytest.mark.parametrize(
    ("gross", "status", "base", "due"),
    [
        ("2350.00", WHITE_COLLAR, "2350.00", "307.15"),
        ("2242.81", WHITE_COLLAR, "2242.81", "293.14"),
        ("2191.27", WHITE_COLLAR, "2191.27", "286.40"),
        ("699.65", BLUE_COLLAR, "755.62", "98.76"),
        ("778.87", BLUE_COLLAR, "841.18", "109.94"),
        ("91.26", BLUE_COLLAR, "98.56", "12.88"),
        ("1500.00", ARTIST, "1620.00", "211.73"),
        ("2295.00", BLUE_COLLAR, "2478.60", "323.95"),
        ("3000.00", WHITE_COLLAR, "3000.00", "392.10"),
    ],
)
def test_the_personal_contribution_is_13_07_percent_of_the_base(gross: str, status: int, base: str, due: str) -> None:
    # 2 478.60 is the base of 153 hours at 15.00 (employer notes); 13.07 % of it is 323.95302.
    assert personal(gross, status, "2026-07-01") == (cents(base), cents(due))


def test_a_student_within_the_hours_owes_2_71_percent() -> None:
    assert personal("1439.06", STUDENT, "2026-07-01") == (cents("1439.06"), cents("39.00"))


def test_a_flexi_worker_owes_nothing() -> None:
    assert personal("1500.00", FLEXI, "2026-07-01").personal_contribution == 0


# Work bonus


def bonus(
    gross: str,
    day: str,
    status: int = WHITE_COLLAR,
    counted: str = "1",
    possible: str = "1",
    room: int = NO_LIMIT,
    book: LawBook = BOOK,
) -> WorkBonus:
    return work_bonus(
        cents(gross),
        hundredths(counted),
        hundredths(possible),
        personal(gross, status, day).personal_contribution,
        room,
        status,
        book.on(day).get(WorkBonusLaw),
    )


def in_cents(expected: dict[str, str]) -> dict[str, int]:
    return {name: cents(amount) for name, amount in expected.items()}


def fields(result: Any, names: Any) -> dict[str, int]:
    return {name: getattr(result, name) for name in names}


HOURS: list[tuple[str, str, str, str, dict[str, str]]] = [
    (
        "2026-07",
        "778.87",
        "51",
        "174.8",
        {"reference_wage": "2669.20", "fraction": "0.29", "work_bonus_a": "39.94", "work_bonus_b": "22.71"},
    ),
    (
        "2026-07",
        "761.43",
        "51",
        "174.8",
        {"reference_wage": "2609.76", "work_bonus_a": "39.94", "work_bonus_b": "27.74"},
    ),
    ("2026-07", "699.65", "46", "174.8", {"fraction": "0.26", "work_bonus_a": "35.81", "work_bonus_b": "21.16"}),
    ("2026-05", "91.26", "6", "159.6", {"fraction": "0.04", "work_bonus_a": "5.40", "work_bonus_b": "5.28"}),
    ("2026-06", "669.23", "44", "167.2", {"work_bonus_a": "35.11", "work_bonus_b": "25.55"}),
]


@pytest.mark.parametrize(("month", "gross", "hours", "possible", "expected"), HOURS)
def test_the_work_bonus_of_a_blue_collar_worker_paid_by_the_hour(
    month: str, gross: str, hours: str, possible: str, expected: dict[str, str]
) -> None:
    result = bonus(gross, month, BLUE_COLLAR, hours, possible)
    assert fields(result, expected) == in_cents(expected)


def test_an_incomplete_month_is_brought_back_to_a_whole_one_by_the_day() -> None:
    expected = {"unit_wage": "106.05", "reference_wage": "2439.15", "fraction": "0.83"}
    assert fields(bonus("2015.00", "2026-07", counted="19", possible="23"), expected) == in_cents(expected)


def test_pay_per_hour_is_not_rounded_in_the_reading_that_leaves_it_out() -> None:
    # 778.87 x 174.8 / 51 = 2 669.5388, against 15.27 x 174.8 = 2 669.196 when the hour is rounded.
    unrounded = BOOK.reading("bonus_unrounded_hourly")
    result = bonus("778.87", "2026-07", BLUE_COLLAR, "51", "174.8", book=unrounded)
    assert result.reference_wage == cents("2669.54")


@pytest.mark.parametrize(
    ("month", "gross", "contribution_due", "a", "b"),
    [
        ("2026-09", "2257.00", "294.99", "127.54", "167.45"),
        ("2024-04", "2000.00", "261.40", "115.91", "145.49"),
        ("2026-05", "1547.99", "202.32", "125.04", "77.28"),
        ("2026-10", "1547.99", "202.32", "127.54", "74.78"),
    ],
)
def test_the_work_bonus_never_exceeds_the_contribution_and_component_b_is_cut_first(
    month: str, gross: str, contribution_due: str, a: str, b: str
) -> None:
    result = bonus(gross, month)
    assert (result.work_bonus_a, result.work_bonus_b) == (cents(a), cents(b))
    assert result.bonus_ceiling == result.work_bonus == cents(contribution_due)
    assert result.contribution_due == 0


def test_component_b_of_april_2024_was_156_30_before_it_was_cut() -> None:
    assert bonus("2000.00", "2024-04").work_bonus_b_uncapped == cents("156.30")


def test_the_yearly_ceiling_cuts_component_b_first() -> None:
    # The third row of the hours above, with 3 550.00 of 3 594.36 already granted: 44.36 are left.
    cap = BOOK.on("2026-07").get(WorkBonusCapLaw)
    assert (cap.annual_cap, cap.annual_cap_blue_factor) == (cents("3594.36"), 1_000_000)
    room = cap.annual_cap - cents("3550.00")
    result = bonus("699.65", "2026-07", BLUE_COLLAR, "46", "174.8", room)
    assert (result.work_bonus_a, result.work_bonus_b) == (cents("35.81"), cents("8.55"))


@pytest.mark.parametrize(("room", "a", "b"), [("20.00", "20.00", "0.00"), ("0.00", "0.00", "0.00")])
def test_a_ceiling_below_component_a_cuts_that_as_well(room: str, a: str, b: str) -> None:
    result = bonus("699.65", "2026-07", BLUE_COLLAR, "46", "174.8", cents(room))
    assert (result.work_bonus_a, result.work_bonus_b) == (cents(a), cents(b))


def test_the_whole_component_is_rounded_and_never_the_part_taken_off() -> None:
    # 127.54 - 0.2739 x 50.00 = 113.845 -> 113.85 (section 4.2).
    result = bonus("2987.93", "2026-09")
    assert (result.full_bonus_a, result.full_bonus_b) == (cents("113.85"), 0)


@pytest.mark.parametrize(
    ("month", "gross", "printed"),
    [
        ("2023-08", "2300.00", "188.31"),
        ("2023-08", "2700.00", "88.55"),
        ("2021-01", "1800.00", "178.11"),
        ("2021-01", "2190.18", "92.51"),
    ],
)
def test_the_work_bonus_before_april_2024_has_one_component(month: str, gross: str, printed: str) -> None:
    result = bonus(gross, month)
    assert (result.work_bonus_a, result.work_bonus_b) == (cents(printed), 0)


def test_a_wage_at_the_upper_limit_gets_a_bonus_but_in_the_strict_reading() -> None:
    # June 2024: 118.22 - 0.2442 x (3 207.40 - 2 723.36) = 0.017 -> 0.02 at the limit itself (conflict 2).
    strict = BOOK.reading("strict_upper_edge")
    assert bonus("3207.40", "2024-06").work_bonus_a == cents("0.02")
    assert bonus("3207.40", "2024-06", book=strict).work_bonus_a == 0
    assert bonus("3207.39", "2024-06", book=strict).work_bonus_a == cents("0.02")
    assert bonus("3207.41", "2024-06").work_bonus_a == 0


@pytest.mark.parametrize("status", [STUDENT, FLEXI])
def test_students_and_flexi_workers_have_no_work_bonus(status: int) -> None:
    result = bonus("2257.00", "2026-09", status)
    assert (result.work_bonus, result.fiscal_bonus_a, result.fiscal_bonus_b) == (0, 0, 0)


# Special contribution


def test_the_monthly_advance_of_2257_euros_is_11_07() -> None:
    # 10.33 + 1.10 % of (2 257.00 - 2 190.18) = 10.33 + 0.74.
    assert special(cents("2257.00"), INDIVIDUAL, BOOK.on("2026-09").get(SpecialLaw)).special_contribution == 1_107


QUARTER_COLUMNS = (INDIVIDUAL, WITH_INCOME, WITHOUT_INCOME)


@pytest.mark.parametrize(
    ("quarter", "due"),
    [
        ("6771.00", ("33.20", "45.53", "45.53")),
        ("13931.88", ("136.78", "124.29", "124.29")),
        ("20000.00", ("182.82", "154.92", "182.82")),
    ],
)
def test_the_special_contribution_of_a_quarter_by_household(quarter: str, due: tuple[str, ...]) -> None:
    law = BOOK.on("2026-07").get(SpecialQuarterLaw)
    bases = (cents(quarter), 0, 0)
    assert [special_of_quarter(bases, column, law) for column in QUARTER_COLUMNS] == [cents(text) for text in due]


@pytest.mark.parametrize(
    ("day", "column", "pay", "due"),
    [
        # Conflict 9 of the notes, and the official examples of social_security.jsonl.
        ("2021-01", WITH_INCOME, "1095.10", "9.30"),
        ("2021-01", WITH_INCOME, "1095.09", "0.00"),
        ("2021-01", WITH_INCOME, "1500.00", "9.30"),
        ("2021-01", WITH_INCOME, "7000.00", "51.64"),
        ("2021-01", INDIVIDUAL, "2190.18", "18.60"),
        ("2021-01", INDIVIDUAL, "7000.00", "60.94"),
        ("2026-09", WITH_INCOME, "1500.00", "5.15"),
        ("2026-09", INDIVIDUAL, "1900.00", "0.00"),
    ],
)
def test_the_monthly_advance_at_the_edges_and_in_the_middle(day: str, column: int, pay: str, due: str) -> None:
    assert special(cents(pay), column, BOOK.on(day).get(SpecialLaw)).special_contribution == cents(due)


# Withholding tax (withholding_tax.md, section 13)


def tax(
    taxable: str | int,
    day: str,
    person: Person | None = None,
    bonus_a: str = "0",
    bonus_b: str = "0",
    flat: int = 0,
    director: int = 0,
) -> Withholding:
    """The withholding of a month; the work bonus granted in it lowers the tax."""
    laws = BOOK.on(day)
    worker = person or Person()
    rates = laws.get(WorkBonusLaw)
    # 33.14 % of A and 52.54 % of B, each rounded by itself (section 5).
    assert (rates.fiscal_rate_a, rates.fiscal_rate_b) == (331_400, 525_400 if day >= "2024-04" else 0)
    credit = half_up(cents(bonus_a) * 3_314, 10_000) + half_up(cents(bonus_b) * 5_254, 10_000)
    return withholding(
        cents(taxable) if isinstance(taxable, str) else taxable,
        worker.scale,
        director,
        family_reductions=family(worker, laws.get(FamilyLaw, RARE)).family_reductions,
        group_insurance=0,
        overtime_reduction=0,
        fiscal_bonus=credit,
        flat_rate=flat,
        law=laws.get(WithholdingLaw, RARE - ({"artist_flat_rate"} if flat else set())),
    )


MARRIED = Person(single=0)
SCALE_2 = Person(scale=2, single=0)


@pytest.mark.parametrize(
    ("day", "taxable", "person", "due"),
    [
        ("2026-05", "2500.00", Person(), "381.01"),
        ("2026-05", "2500.00", Person(children=1), "329.01"),
        ("2026-05", "2500.00", SCALE_2, "35.99"),
        ("2026-05", "3000.00", Person(), "596.93"),
        ("2026-05", "3042.55", Person(), "617.41"),
        ("2025-05", "3259.87", Person(children=1), "691.21"),
        ("2024-05", "3259.87", Person(children=1), "717.77"),
        ("2023-05", "2308.06", Person(), "361.98"),
    ],
)
def test_the_withholding_of_an_ordinary_month(day: str, taxable: str, person: Person, due: str) -> None:
    assert tax(taxable, day, person).withholding_tax == cents(due)


@pytest.mark.parametrize(
    ("day", "taxable", "a", "b", "before", "due"),
    [
        ("2026-05", "2266.96", "125.04", "162.95", "281.27", "154.22"),
        # 2 508.43 + 261.45 of a car - 41.70 of home-work travel.
        ("2025-05", "2728.18", "120.59", "12.10", "495.03", "448.71"),
    ],
)
def test_the_credit_on_the_work_bonus_comes_off_the_monthly_tax(
    day: str, taxable: str, a: str, b: str, before: str, due: str
) -> None:
    result = tax(taxable, day, bonus_a=a, bonus_b=b)
    assert result.withholding_before_bonus_credit == cents(before)
    assert result.withholding_tax == cents(due)


def test_the_credit_on_the_work_bonus_never_exceeds_the_tax() -> None:
    # 35.99 of tax; the credit of A 127.54 and B 171.99 would be 42.27 + 90.36 = 132.63.
    result = tax("2500.00", "2026-09", SCALE_2, bonus_a="127.54", bonus_b="171.99")
    assert (result.fiscal_work_bonus, result.withholding_tax) == (cents("35.99"), 0)


def test_an_employee_of_2025_keeps_what_the_union_computed() -> None:
    # 3 750.00 - 490.13 - 691.21 - 31.60 = 2 537.06; 31.60 is 14.44 + 1.10 % of 1 559.82 with a spouse who earns.
    due = personal("3750.00", WHITE_COLLAR, "2025-05")
    advance = special(due.contribution_base, WITH_INCOME, BOOK.on("2025-05").get(SpecialLaw)).special_contribution
    withheld = tax("3259.87", "2025-05", MARRIED._replace(children=1)).withholding_tax
    assert (due.personal_contribution, withheld, advance) == (cents("490.13"), cents("691.21"), cents("31.60"))
    assert bonus("3750.00", "2025-05").work_bonus == 0
    assert cents("3750.00") - due.personal_contribution - withheld - advance == cents("2537.06")


def test_the_artist_of_point_80_bears_11_11_percent_of_taxable_pay() -> None:
    taxable = cents("1500.00") - personal("1500.00", ARTIST, "2026-05").personal_contribution
    assert taxable == cents("1288.27")
    assert tax(taxable, "2026-05", flat=1).withholding_tax == cents("143.13")


def test_a_fortnight_bears_half_the_tax_of_a_month_of_twice_its_pay() -> None:
    # withholding.jsonl: taxable 2 000.00 for half a month, scale II: 302.89 (fortnight rule, section 7).
    factor = BOOK.on("2026-09").get(PeriodLaw).fortnight_factor
    month = tax(factor * cents("2000.00"), "2026-09", SCALE_2).withholding_tax
    assert factor == 2
    assert half_up(month, factor) == cents("302.89")


def test_2500_euros_on_scale_1_with_one_child_by_hand() -> None:
    laws = BOOK.on("2026-05")
    household = family(Person(children=1), laws.get(FamilyLaw))
    expected_family = {
        "children_reduction": "624.00",  # one child
        "own_reduction": "0.00",  # nothing for single people since 2024
        "partner_reduction": "0.00",
        "dependants_reduction": "0.00",
        "family_reductions": "624.00",
    }
    assert household.counted_children == 1
    assert fields(household, expected_family) == in_cents(expected_family)
    expected = {
        "annual_gross": "30000.00",  # 2 500.00 x 12
        "expenses": "6070.00",  # 30 % is 9 000.00, more than the maximum
        "annual_taxable": "23930.00",  # 30 000.00 - 6 070.00
        "partner_share": "0.00",  # none on scale I
        "annual_scale_tax": "7560.09",  # 4 469.93 + 42.80 % of (23 930 - 16 710 = 7 220) = 4 469.93 + 3 090.16
        "annual_basic_tax": "4572.11",  # - 2 987.98, the tax on 11 170.00
        "annual_tax": "3948.11",  # - 624.00
        "monthly_tax": "329.01",  # / 12 = 329.00917
        "withholding_before_bonus_credit": "329.01",
        "fiscal_work_bonus": "0.00",
        "withholding_tax": "329.01",
    }
    assert fields(tax("2500.00", "2026-05", Person(children=1)), expected) == in_cents(expected)


def test_2500_euros_on_scale_2_without_children_by_hand() -> None:
    expected = {
        "annual_gross": "30000.00",
        "expenses": "6070.00",
        "annual_taxable": "23930.00",
        "partner_share": "7179.00",  # 30 % of 23 930.00, less than 13 790.00
        # 26.75 % of 7 179.00 is 1 920.3825 -> 1 920.38; of 16 751.00: 4 469.93 + 42.80 % of 41.00 = 4 487.48
        "annual_scale_tax": "6407.86",
        "annual_basic_tax": "431.90",  # - 5 975.96, twice the tax of scale I
        "annual_tax": "431.90",
        "monthly_tax": "35.99",  # / 12 = 35.99167
        "withholding_before_bonus_credit": "35.99",
        "fiscal_work_bonus": "0.00",
        "withholding_tax": "35.99",
    }
    assert fields(tax("2500.00", "2026-05", SCALE_2), expected) == in_cents(expected)


FAMILIES: list[tuple[Person, str]] = [
    # Monthly amounts of 2026 times twelve: withholding_tax.yaml.
    (Person(children=8), "21996.00"),
    (Person(children=10), "29724.00"),  # 21 996.00 + 2 x 3 864.00
    (Person(children=2, disabled_children=1), "4404.00"),  # counts as three
    (Person(children=1, single_parent=1), "1248.00"),  # 624.00 + 624.00
    (Person(disabled=1), "624.00"),
    (Person(scale=2, single=0, disabled=1, partner_disabled=1), "1248.00"),
    (Person(single=0, partner_disabled=1), "0.00"),  # on scale II only (annex 5)
    (Person(single=0, low_partner=1), "1740.00"),
    (Person(single=0, low_partner=2), "3474.00"),
    (Person(seniors=2), "3984.00"),
    (Person(other_dependants=3), "1872.00"),
    (Person(scale=2, single=0, children=1, single_parent=1), "624.00"),  # 4.1 stands in the annex of scale I only
]


@pytest.mark.parametrize(("person", "yearly"), FAMILIES)
def test_the_household_takes_off_the_printed_amounts_of_2026(person: Person, yearly: str) -> None:
    assert family(person, BOOK.on("2026-05").get(FamilyLaw)).family_reductions == cents(yearly)


def test_an_isolated_person_had_26_euros_a_month_in_2021_12_in_2023_and_nothing_since() -> None:
    waive = RARE | {name for name in FamilyLaw._fields if name not in ("single_reduction", "child_reductions")}
    for day, yearly in (("2021-01", "312.00"), ("2023-05", "144.00"), ("2024-05", "0.00"), ("2026-05", "0.00")):
        law = BOOK.on(day).get(FamilyLaw, waive)
        assert family(Person(), law).own_reduction == cents(yearly)
        assert family(SCALE_2, law).own_reduction == 0


@pytest.mark.parametrize(
    ("monthly", "left"),
    [
        ("1000.00", "615.00"),  # - 385.00
        ("1465.00", "1080.00"),
        ("3000.00", "2284.97"),  # - 385.00 - 21.50 % of 1 535.00 = 330.025 -> 330.03
        ("6310.00", "4883.32"),  # - 385.00 - 21.50 % of 4 845.00 = 1 041.675 -> 1 041.68
        ("9290.00", "7431.22"),  # - 1 426.68 - 14.50 % of 2 980.00 = 432.10
        ("20000.00", "18141.22"),  # - 1 858.78
        ("300.00", "0.00"),
    ],
)
def test_a_self_employed_director_takes_off_the_deduction_of_no_25_2(monthly: str, left: str) -> None:
    law = BOOK.on("2026-05").get(DirectorLaw)
    assert director_pay_after_deduction(cents(monthly), law) == cents(left)


# Structural reduction and employer contributions (employer_contributions.md, section 11)


def reduction(
    pay: str,
    day: str,
    work: Performance,
    status: int = WHITE_COLLAR,
    category: int = 1,
    parts: int = 1,
    reducible: int = NO_LIMIT,
) -> Structural:
    return structural(cents(pay), status, category, parts, reducible, work, BOOK.on(day).get(StructuralLaw))


def days(number: str, per_week: str = "5", half_time: Count = 1, fraction_only: str = "0") -> Performance:
    return Performance(hundredths(number), hundredths(per_week), half_time, hundredths(fraction_only))


def test_the_structural_reduction_of_a_full_time_quarter() -> None:
    expected = {
        "factor": "0.98",
        "quarter_wage": "6635.58",
        "full_reduction": "1203.71",
        "work_fraction": "1.02",
        "structural_reduction": "1203.71",
    }
    assert fields(reduction("6771.00", "2026-07", days("66")), expected) == in_cents(expected)


# Performance codes of the factor (J, H) and of the fraction (X, Z): section 4, steps 2 and 4.
FACTOR_CODES = {1, 3, 4, 5, 20, 38}
FRACTION_CODES = {1, 2, 3, 4, 5, 12, 16, 17, 20, 38, 72}


def test_holidays_of_a_blue_collar_worker_count_for_the_fraction_and_not_for_the_factor() -> None:
    hours_by_code = {1: 195, 2: 15, 50: 9}
    of_factor = sum(hours for code, hours in hours_by_code.items() if code in FACTOR_CODES)
    of_fraction = sum(hours for code, hours in hours_by_code.items() if code in FRACTION_CODES)
    assert (of_factor, of_fraction) == (195, 210)
    work = days(str(of_factor), "38", fraction_only=str(of_fraction - of_factor))
    expected = {
        "factor": "2.53",
        "quarter_wage": "7365.72",
        "full_reduction": "984.67",
        "work_fraction": "0.43",
        "structural_reduction": "499.62",
    }
    assert fields(reduction("2911.35", "2026-07", work, BLUE_COLLAR), expected) == in_cents(expected)


def test_the_structural_reduction_of_a_month_is_a_third_of_three_such_months() -> None:
    expected = {
        "factor": "2.95",
        "quarter_wage": "6658.15",
        "full_reduction": "1196.94",
        "quarter_reduction": "1196.94",
        "structural_reduction": "398.98",
    }
    assert fields(reduction("2257.00", "2026-10", days("22"), parts=3), expected) == in_cents(expected)


def test_the_structural_reduction_of_category_2_adds_its_lump_sum() -> None:
    # W = S = 9 000.00: 79.00 + 0.23 x 1 175.11 = 270.28 + 0.16 x 1 175.11 = 188.02; 65 days are a factor of 1.
    expected = {
        "factor": "1.00",
        "quarter_wage": "9000.00",
        "low_part": "270.28",
        "very_low_part": "188.02",
        "high_part": "0.00",
        "full_reduction": "537.30",
    }
    assert fields(reduction("9000.00", "2026-07", days("65"), category=2), expected) == in_cents(expected)


@pytest.mark.parametrize(
    ("fraction", "half_time", "beta"),
    [("0.20", 0, "0"), ("0.20", 1, "1.18"), ("0.60", 1, "1.194"), ("0.60", 0, "1.194")],
)
def test_beta_is_nil_below_the_floor_then_1_18_and_then_rises(fraction: str, half_time: int, beta: str) -> None:
    table: BetaTable = BOOK.on("2026-07").get(StructuralLaw).beta
    whole, _, part = beta.partition(".")
    assert beta_millionths(hundredths(fraction), half_time, table) == int(whole) * 10**6 + int(part.ljust(6, "0") or 0)


@pytest.mark.parametrize(
    ("number", "half_time", "share_of_full"),
    [
        # mu = days / 65; below 0.275 nothing without a half-time contract; mu x beta up to 0.80, then the whole.
        ("17", 0, 0),  # 0.26
        ("17", 1, 26 * 118),  # 0.26 x 1.18
        ("18", 0, 28 * 118),  # 0.28 x 1.18
        ("35", 0, 54 * 118),  # 0.54 x 1.18
        ("52", 0, 10_000),  # 0.80
        ("65", 0, 10_000),
        ("78", 0, 10_000),  # 1.20: never more than the whole
    ],
)
def test_a_share_of_the_quarter_gives_its_share_of_the_reduction(
    number: str, half_time: int, share_of_full: int
) -> None:
    result = reduction("1000.00", "2026-07", days(number, half_time=half_time))
    assert result.structural_reduction == half_up(result.full_reduction * share_of_full, 10_000)


def test_the_structural_reduction_stops_at_the_contributions_that_it_may_lower() -> None:
    result = reduction("6771.00", "2026-07", days("66"), reducible=cents("1000.00"))
    assert (result.quarter_reduction, result.structural_reduction) == (cents("1203.71"), cents("1000.00"))


@pytest.mark.parametrize("status", [STUDENT, FLEXI])
def test_students_and_flexi_workers_have_no_structural_reduction(status: int) -> None:
    assert reduction("1000.00", "2026-07", days("65"), status).structural_reduction == 0


def test_no_work_gives_no_reduction() -> None:
    assert reduction("0.00", "2026-07", days("0")).structural_reduction == 0
    assert reduction("0.00", "2026-07", days("0", fraction_only="10")).structural_reduction == 0


def test_the_facial_rate_on_6771_euros_is_what_may_be_reduced() -> None:
    # 25.00 % of 6 771.00 = 1 692.75 (the cap of the target-group example).
    law = BOOK.on("2026-07").get(EmployerLaw)
    due = contributions(cents("6771.00"), cents("6771.00"), WHITE_COLLAR, 1, Employer(), law)
    assert due.reducible_contributions == due.base_and_moderation == cents("1692.75")


def test_the_employer_of_a_student_owes_5_43_percent_in_the_third_quarter_of_2026() -> None:
    law = BOOK.on("2026-07").get(EmployerLaw)
    due = contributions(cents("1976.00"), cents("1976.00"), STUDENT, 1, Employer(), law)
    assert due.employer_contributions == cents("107.30")
    assert personal("1976.00", STUDENT, "2026-07").personal_contribution == cents("53.55")


def test_pay_above_the_ceiling_bears_no_base_contribution() -> None:
    # 139 318.89 each quarter of 2026: 25 % of 86 700.00 twice and of 88 434.00 twice = 87 567.00.
    pay = cents("139318.89")
    base = 0
    for day in ("2026-01", "2026-04", "2026-07", "2026-10"):
        law = BOOK.on(day).get(EmployerLaw, RARE)
        due = contributions(pay, pay, WHITE_COLLAR, 1, Employer(), law)
        base += due.base_and_moderation - due.ceiling_relief
    # Each quarter rounds the contribution and the relief by itself; both halves of a cent fall the same way.
    assert base == cents("87567.00")


def test_a_third_of_a_quarter_above_the_ceiling_gives_a_third_of_the_relief() -> None:
    law = BOOK.on("2026-07").get(EmployerLaw)
    # 3 x 40 000.00 - 88 434.00 = 31 566.00; 25 % of it is 7 891.50, a third 2 630.50.
    due = contributions(cents("40000.00"), cents("40000.00"), WHITE_COLLAR, 3, Employer(), law)
    assert due.ceiling_relief == cents("2630.50")


def test_before_july_2025_there_is_no_ceiling() -> None:
    law = BOOK.on("2025-06").get(EmployerLaw, RARE)
    due = contributions(cents("500000.00"), cents("500000.00"), WHITE_COLLAR, 1, Employer(), law)
    assert due.ceiling_relief == 0


def test_the_base_of_153_hours_at_15_euros_is_108_percent_of_the_pay() -> None:
    assert personal("2295.00", BLUE_COLLAR, "2026-07").contribution_base == cents("2478.60")


def test_a_sector_fund_and_risk_groups_are_shares_of_the_base() -> None:
    # PC 200: 0.23 %; risk groups 0.10 %, on 2 000.00.
    employer = Employer(sector_rate=Rate(2_300), risk_groups=1)
    law = BOOK.on("2026-07").get(EmployerLaw)
    due = contributions(cents("2000.00"), cents("2000.00"), WHITE_COLLAR, 1, employer, law)
    assert (due.sector_contribution, due.risk_groups_contribution) == (cents("4.60"), cents("2.00"))
