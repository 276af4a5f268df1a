"""Students: a pay that crosses the yearly hours falls in two parts, to the cent."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sharedpay.errors import NotCovered
from sharedpay.law.book import packaged
from sharedpay.law.contributions import ContributionLaw, contribution
from sharedpay.law.employer import Employer, EmployerLaw, contributions
from sharedpay.law.person import STUDENT
from sharedpay.law.student import StudentQuotaLaw, StudentSplit, StudentTime, split_hours
from sharedpay.money import MAX_CENTS, Hundredths, cents, split
from sharedpay.payroll import formula

QUOTA = StudentQuotaLaw(650)


def hours(worked: int, before: int = 0) -> StudentTime:
    return StudentTime(Hundredths(worked), Hundredths(before))


@pytest.mark.parametrize(
    ("day", "quota"),
    [("2022-12-31", 475), ("2023-01-01", 600), ("2024-12-31", 600), ("2025-01-01", 650), ("2026-10-01", 650)],
)
def test_the_quota_is_the_printed_one(day: str, quota: int) -> None:
    assert packaged().on(day).get(StudentQuotaLaw).student_hours_quota == quota


def test_the_quota_of_2025_was_not_known_before_its_law_was_published() -> None:
    # Law of 10 April 2025, published on 8 May, back to 1 January.
    assert packaged().on("2025-03-01", "2025-05-08").get(StudentQuotaLaw).student_hours_quota == 650
    with pytest.raises(NotCovered):
        packaged().on("2025-03-01", "2025-05-07").get(StudentQuotaLaw)


@pytest.mark.parametrize(
    ("worked", "before", "within", "student_pay"),
    [
        (5_400, 0, 5_400, "1000.00"),
        (5_400, 59_600, 5_400, "1000.00"),  # the last hour is the 650th
        (5_400, 59_601, 5_399, "999.81"),  # 5399/5400 of it is 999.8148
        (3_000, 64_000, 1_000, "333.33"),
        (3_000, 63_000, 2_000, "666.67"),
        (3_000, 65_000, 0, "0.00"),
        (3_000, 90_000, 0, "0.00"),
        (0, 64_999, 0, "1000.00"),  # a premium without hours
        (0, 65_000, 0, "0.00"),
    ],
)
def test_the_hours_from_the_651st_on_are_ordinary(worked: int, before: int, within: int, student_pay: str) -> None:
    found = split_hours(100_000, hours(worked, before), QUOTA)
    assert found.quota_hours == within
    assert found.student_pay == cents(student_pay)
    assert found.student_pay + found.ordinary_pay == 100_000
    assert found.quota_hours + found.hours_beyond == worked


def test_the_solidarity_contribution_of_the_worked_example() -> None:
    # employer_contributions.md, section 11: 1976.00 in 2026Q3.
    laws = packaged().on("2026-07-01")
    waive = frozenset({"risk_groups_rate"})
    assert contribution(197_600, STUDENT, laws.get(ContributionLaw)).personal_contribution == cents("53.55")
    due = contributions(197_600, 197_600, STUDENT, 3, Employer(), laws.get(EmployerLaw, waive))
    assert due.employer_contributions == cents("107.30")


def test_the_case_of_2020_has_the_amounts_of_the_later_rates() -> None:
    # tests/cases/deviations.md: 54 hours of 10.87; October 2023 is a quarter without the asbestos fund.
    laws = packaged().on("2023-10-01")
    assert contribution(58_698, STUDENT, laws.get(ContributionLaw)).personal_contribution == cents("15.91")
    due = contributions(58_698, 58_698, STUDENT, 3, Employer(), laws.get(EmployerLaw, frozenset({"risk_groups_rate"})))
    assert due.employer_contributions == cents("31.81")


TIMES = st.builds(hours, st.just(0) | st.integers(0, 40_000), st.integers(0, 70_000) | st.integers(64_000, 65_100))
PAYS = st.integers(0, 500_000) | st.integers(0, MAX_CENTS)


@given(PAYS, TIMES)
def test_every_formula_gives_what_the_rule_computed(pay: int, time: StudentTime) -> None:
    found = split_hours(pay, time, QUOTA)
    values: dict[str, Any] = {"gross": Fraction(pay, 100)}
    values |= formula.quantities(time) | formula.quantities(QUOTA) | formula.values_of(found)
    for name, step in formula.steps(StudentSplit):
        assert formula.rounded(formula.evaluate(step.formula, values), step.rounding) == values[name], name


@given(PAYS, TIMES.filter(lambda time: time.student_hours > 0))
def test_the_split_is_that_of_the_largest_remainder(pay: int, time: StudentTime) -> None:
    found = split_hours(pay, time, QUOTA)
    assert (found.student_pay, found.ordinary_pay) == split(pay, [found.quota_hours, found.hours_beyond])


@given(PAYS, TIMES, st.integers(0, 10_000))
def test_more_hours_before_never_leave_more_to_the_solidarity_contribution(
    pay: int, time: StudentTime, more: int
) -> None:
    later = time._replace(student_hours_before=Hundredths(time.student_hours_before + more))
    assert split_hours(pay, later, QUOTA).student_pay <= split_hours(pay, time, QUOTA).student_pay
