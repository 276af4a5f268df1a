"""The law's tables are code: whole, ordered, sourced, and each figure that follows from others follows from them.

Expected figures are typed from the law notes (the printed tables) or computed here from other figures by the
law's own rule, with exact fractions.
"""

import importlib
import inspect
import itertools
import pkgutil
import tomllib
import typing
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from importlib import resources
from typing import Any, NamedTuple

import pytest

import sharedpay.law
import sharedpay.payroll
from sharedpay.law.book import LawBook, Parameter, Version, packaged, read_value
from sharedpay.law.contributions import BranchLaw, ContributionLaw
from sharedpay.law.employer import (
    COMMERCIAL_LARGE,
    COMMERCIAL_SMALL,
    NO_CLOSING_FUND,
    NON_COMMERCIAL,
    Employer,
    EmployerLaw,
    contributions,
)
from sharedpay.law.minimum_wage import MinimumWageLaw, YouthLaw, minimum_of_age, minimum_of_hour
from sharedpay.law.person import ARTIST, BLUE_COLLAR, FLEXI, STUDENT, WHITE_COLLAR
from sharedpay.law.reductions import StructuralTable
from sharedpay.law.special_contribution import SpecialRow
from sharedpay.law.step import Step
from sharedpay.law.withholding_tax import ScaleRow
from sharedpay.law.work_bonus import Taper
from sharedpay.money import Hundredths, Rate, cents, half_up, read_rate, share

BOOK = packaged()
PARAMETERS = {parameter.key: parameter for parameter in BOOK.parameters()}
LANGUAGES = ["en", "fr", "nl", "de"]
# What a value is written as, by unit.
UNITS: dict[str, type[Any]] = {
    "rate": str,
    "factor": str,
    "EUR": str,
    "EUR/month": str,
    "EUR/quarter": str,
    "EUR/year": str,
    "count": int,
    "hours/year": int,
    "flag": bool,
}
CONFIDENCES = {"official", "two_sources", "one_source", "derived", "conflict", "estimate"}
EXTRA_KEYS = {"provenance", "low", "high", "as_of"}


def each_parameter(function: Any) -> Any:
    return pytest.mark.parametrize("parameter", PARAMETERS.values(), ids=PARAMETERS)(function)


def modules() -> Iterator[Any]:
    for package in (sharedpay.law, sharedpay.payroll):
        for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            yield importlib.import_module(found.name)


def own_tuples() -> Iterator[Any]:
    """Every `NamedTuple` that the rules and the payroll define."""
    for module in modules():
        for _, found in inspect.getmembers(module, inspect.isclass):
            if issubclass(found, tuple) and hasattr(found, "_fields") and found.__module__ == module.__name__:
                yield found


def steps() -> Iterator[tuple[str, Step]]:
    for result in own_tuples():
        for name, hint in typing.get_type_hints(result, include_extras=True).items():
            for extra in getattr(hint, "__metadata__", ()):
                if isinstance(extra, Step):
                    yield f"{result.__name__}.{name}", extra


STEPS = dict(steps())
# A law type asks for figures by the names of its fields: it has no steps, and at least one field is a parameter.
LAW_TYPES = {
    found.__name__: found
    for found in own_tuples()
    if found.__module__.startswith("sharedpay.law.") and any(field in BOOK.names for field in found._fields)
}


def plain(parameter: str, readings: bool = False) -> list[Version]:
    """The versions of a parameter, oldest first; those of named readings only when asked for."""
    return [version for version in BOOK.parameter(parameter).versions if readings or not version.reading]


# The tables' form


@each_parameter
def test_a_parameter_has_a_label_in_each_of_the_four_languages(parameter: Parameter) -> None:
    assert list(parameter.labels) == LANGUAGES
    assert all(label.strip() == label and label for label in parameter.labels.values())


def test_no_two_parameters_have_the_same_label() -> None:
    for language in LANGUAGES:
        labels = [parameter.labels[language] for parameter in PARAMETERS.values()]
        assert sorted(labels) == sorted(set(labels))


def leaves(value: Any) -> Iterator[Any]:
    match value:
        case list():
            for part in value:
                yield from leaves(part)
        case dict():
            yield from leaves(list(value.values()))
        case _:
            yield value


@each_parameter
def test_every_value_is_written_as_its_unit_wants_it(parameter: Parameter) -> None:
    for version in parameter.versions:
        if parameter.unit == "table":
            assert isinstance(version.value, list | dict)
            assert all(type(leaf) is str for leaf in leaves(version.value))
        else:
            assert all(type(leaf) is UNITS[parameter.unit] for leaf in leaves(version.value))


@each_parameter
def test_versions_stand_in_order_and_none_ends_before_it_starts(parameter: Parameter) -> None:
    starts = [version.start for version in parameter.versions]
    assert starts == sorted(starts)
    assert all(version.start <= version.end for version in parameter.versions)


@each_parameter
def test_no_date_has_two_values_under_the_same_reading_and_the_same_knowledge(parameter: Parameter) -> None:
    def layer(version: Version) -> tuple[str, str]:
        return version.reading, str(version.published)

    for _, same in itertools.groupby(sorted(parameter.versions, key=layer), layer):
        for earlier, later in itertools.pairwise(sorted(same, key=lambda version: version.start)):
            assert earlier.end < later.start


@each_parameter
def test_a_version_says_how_sure_it_is_and_carries_no_misspelt_key(parameter: Parameter) -> None:
    for version in parameter.versions:
        assert version.confidence in CONFIDENCES
        assert set(version.extra) <= EXTRA_KEYS
        assert version.sources


@each_parameter
def test_an_estimate_has_its_range_around_it(parameter: Parameter) -> None:
    for version in parameter.versions:
        if version.confidence == "estimate":
            low, high = read_rate(version.extra["low"]), read_rate(version.extra["high"])
            assert low <= read_rate(version.value) <= high
            assert version.note
            assert version.extra["as_of"]


@each_parameter
def test_conflicts_derived_readings_and_changes_after_the_fact_say_what_they_are(parameter: Parameter) -> None:
    for version in parameter.versions:
        if version.confidence == "conflict" or version.reading or version.published:
            assert version.note, f"{parameter.key} of {version.start} has no note"


@each_parameter
def test_every_conflict_has_another_reading_to_choose_or_is_one(parameter: Parameter) -> None:
    for version in parameter.versions:
        if version.confidence == "conflict" and not version.reading:
            others = [other for other in parameter.versions if other.reading or other.published]
            assert any(other.start <= version.end and version.start <= other.end for other in others)


def test_every_named_reading_is_one_of_the_law_notes() -> None:
    # Sections 9 (employer), 10 (worker) and 11 (withholding) of the notes, those of the areas that are here.
    assert set(BOOK.known_readings()) == {
        "s2_2024_05_x102",
        "strict_upper_edge",
        "annual_cap_blue_108",
        "annual_cap_at_year_end",
        "bonus_unrounded_hourly",
        "onss_practice_5_90",
        "csss_sum_of_monthly_excess",
        "first_three_quarters",
        "isolated_2024",
        # Benefits, attachment, flexi-jobs and target groups.
        "home_work_monthly_annual_12",
        "garnishment_t2_2025_1495",
        "garnishment_t2_2025_1491",
        "flexi_cap_12000",
        "fe1_bill_2026_04",
        "fe_announced_13q",
        # Exceptional pay, severance and holiday pay.
        "exceptional_reference_gross",
        "exceptional_child_reference_gross",
        "exceptional_child_exemption_all_or_nothing",
        "severance_reference_normal_taxable",
        "variable_shortcut",
        "departure_double_full_if_unpaid",
        "carry_over_contributions_from_2025_10",
    }


@pytest.mark.parametrize("area", BOOK.areas)
def test_a_table_ends_no_later_than_its_area_is_covered_and_says_when_it_was_checked(area: str) -> None:
    text = resources.files("sharedpay.law").joinpath(f"{area}.toml").read_text(encoding="utf-8")
    covered = tomllib.loads(text)["covered"]
    assert set(covered) == {"until", "verified"}
    assert BOOK.verified[area] == covered["verified"] <= covered["until"]
    for parameter in BOOK.areas[area].values():
        assert all(version.end <= covered["until"] for version in parameter.versions)
        assert all(version.start <= covered["verified"] for version in parameter.versions)


# Sources


@each_parameter
def test_every_source_of_a_figure_is_a_document_of_the_list(parameter: Parameter) -> None:
    for version in parameter.versions:
        assert set(version.sources) <= set(BOOK.sources)
        assert len(set(version.sources)) == len(version.sources)


@pytest.mark.parametrize("name", STEPS)
def test_every_step_cites_an_article_of_a_document_of_the_list(name: str) -> None:
    source, _, article = STEPS[name].cite.partition("#")
    assert source in BOOK.sources
    assert article
    assert STEPS[name].title


@pytest.mark.parametrize("source", BOOK.sources)
def test_every_document_of_the_list_supports_a_figure_or_a_step(source: str) -> None:
    versions = [version for parameter in PARAMETERS.values() for version in parameter.versions]
    in_tables = {name for version in versions for name in version.sources}
    assert source in in_tables | {step.cite.partition("#")[0] for step in STEPS.values()}


@pytest.mark.parametrize("source", BOOK.sources.values(), ids=list(BOOK.sources))
def test_a_document_has_a_title_a_kind_and_a_whole_address_or_none(source: Any) -> None:
    kinds = {"law", "royal_decree", "collective_agreement", "official_text", "administration", "union"}
    assert source.kind in kinds | {"secretariat", "press", "enterprise", "secondary", "derivation"}
    assert source.title
    assert source.address == "" or source.address.startswith(("https://", "http://"))
    assert source.date is None or source.date <= date(2026, 10, 4)


def test_the_documents_stand_in_alphabetical_order() -> None:
    assert list(BOOK.sources) == sorted(BOOK.sources)


# What the rules ask for


def fields() -> Iterator[tuple[str, str, Any]]:
    for law in LAW_TYPES.values():
        for name, kind in typing.get_type_hints(law).items():
            if name in BOOK.names or not (isinstance(kind, type) and issubclass(kind, tuple)):
                yield law.__name__, name, kind


ASKED = {f"{law}.{name}": (name, kind) for law, name, kind in fields()}


def test_the_law_types_are_found() -> None:
    assert {"ContributionLaw", "WorkBonusLaw", "WithholdingLaw", "FamilyLaw", "EmployerLaw", "StructuralLaw"} < set(
        LAW_TYPES
    )


def item(kind: Any) -> Any:
    """What a field holds, one or several of it."""
    return typing.get_args(kind)[0] if typing.get_origin(kind) is tuple else kind


def is_row(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, tuple)


@pytest.mark.parametrize("asked", ASKED)
def test_every_version_of_a_figure_is_readable_in_the_shape_that_its_rule_asks_for(asked: str) -> None:
    name, kind = ASKED[asked]
    for version in BOOK.parameter(name).versions:
        value = read_value(version.value, kind, name)
        rows = value if typing.get_origin(kind) is tuple else [value]
        assert rows
        assert all(isinstance(row, item(kind) if is_row(item(kind)) else int) for row in rows)


@pytest.mark.parametrize("asked", ASKED)
def test_a_figure_is_asked_for_in_its_own_unit(asked: str) -> None:
    name, kind = ASKED[asked]
    unit = BOOK.parameter(name).unit
    assert (item(kind) is Rate) == (unit == "rate")
    assert is_row(item(kind)) == (unit == "table")


@each_parameter
def test_a_figure_that_no_rule_asks_for_is_readable_too(parameter: Parameter) -> None:
    readers: dict[str, Any] = {"rate": Rate, "factor": Fraction, "table": StructuralTable}
    asked = [kind for name, kind in ASKED.values() if name == parameter.name]
    for version in parameter.versions:
        assert read_value(version.value, asked[0] if asked else readers.get(parameter.unit, int), parameter.name) != ()


# Contributions


def test_the_branch_rates_add_up_to_the_personal_rate_of_13_07_percent() -> None:
    laws = BOOK.on("2026-10-01")
    assert sum(laws.get(BranchLaw)) == laws.get(ContributionLaw).personal_rate == 130_700


@pytest.mark.parametrize(
    ("quarter", "rate"),
    [
        *((f"{year}-{month:02d}", "5.43 %") for year in (2023, 2024, 2025, 2026) for month in (1, 4)),
        *((f"{year}-{month:02d}", "5.42 %") for year in (2023, 2024, 2025) for month in (7, 10)),
        ("2026-07", "5.43 %"),
        ("2026-10", "5.42 %"),
    ],
)
def test_the_employer_of_a_student_owes_5_43_percent_where_the_asbestos_fund_is_collected_and_else_5_42(
    quarter: str, rate: str
) -> None:
    # Asbestos quarters: Q1 and Q2, in 2026 Q3 as well (employer_contributions.md, section 2).
    law = BOOK.on(f"{quarter}-01").get(EmployerLaw, frozenset({"risk_groups_rate"}))
    due = contributions(1_000_000, 1_000_000, STUDENT, 1, Employer(), law)
    assert due.employer_contributions == share(1_000_000, read_rate(rate))


@pytest.mark.parametrize(("day", "rate"), [("2023-12-31", "25.00 %"), ("2024-01-01", "28.00 %")])
def test_the_employer_of_a_flexi_worker_owes_25_percent_until_2023_and_then_28(day: str, rate: str) -> None:
    law = BOOK.on(day).get(EmployerLaw, frozenset({"risk_groups_rate"}))
    assert contributions(1_000_000, 1_000_000, FLEXI, 1, Employer(), law).employer_contributions == share(
        1_000_000, read_rate(rate)
    )


# Employer rates


def percent(exact: Fraction) -> Rate:
    """A rate in per cent to two decimals, half up."""
    hundredths_of_percent = exact * 10_000
    return Rate(100 * half_up(hundredths_of_percent.numerator, hundredths_of_percent.denominator))


def rate_of(name: str) -> Fraction:
    """The last version of a rate."""
    return Fraction(read_rate(BOOK.parameter(name).versions[-1].value), 10**6)


@pytest.mark.parametrize("category", [1, 2])
def test_the_facial_rate_is_the_base_and_the_wage_moderation(category: int) -> None:
    base, moderation, facial = (rate_of(f"category{category}_{part}_rate") for part in ("base", "moderation", "facial"))
    assert base + moderation == facial


def test_the_wage_moderation_follows_from_its_multipliers() -> None:
    base, additional = rate_of("moderation_multiplier_base"), rate_of("moderation_multiplier_additional")
    category1 = base + base * rate_of("category1_base_rate")
    category2 = additional + additional * rate_of("category2_base_rate") + rate_of("moderation_addition_category2")
    assert percent(category1) == read_rate("5.12 %") == rate_of("category1_moderation_rate") * 10**6
    assert percent(category2) == read_rate("7.48 %") == rate_of("category2_moderation_rate") * 10**6


@pytest.mark.parametrize(
    ("name", "day", "before_moderation"),
    [
        # employer_contributions.md, section 2: rate -> total with moderation.
        ("closing_fund_small_rate", "2023-01-01", "0.07 %"),
        ("closing_fund_small_rate", "2024-01-01", "0.06 %"),
        ("closing_fund_small_rate", "2025-01-01", "0.17 %"),
        ("closing_fund_small_rate", "2026-01-01", "0.32 %"),
        ("closing_fund_large_rate", "2023-01-01", "0.12 %"),
        ("closing_fund_large_rate", "2024-01-01", "0.11 %"),
        ("closing_fund_large_rate", "2025-01-01", "0.22 %"),
        ("closing_fund_large_rate", "2026-01-01", "0.37 %"),
        ("closing_fund_special_rate", "2023-01-01", "0.09 %"),
        ("closing_fund_special_rate", "2024-01-01", "0.09 %"),
        ("closing_fund_special_rate", "2025-01-01", "0.16 %"),
        ("closing_fund_special_rate", "2026-01-01", "0.09 %"),
        ("unemployment_rate", "2026-01-01", "1.60 %"),
    ],
)
def test_the_total_of_an_additional_code_is_its_rate_with_moderation(
    name: str, day: str, before_moderation: str
) -> None:
    total = Fraction(read_rate(before_moderation), 10**6) * (1 + rate_of("moderation_multiplier_additional"))
    assert read_rate(BOOK.on(day).version(name).value) == percent(total)


# Category 1, commercial, in a quarter with the asbestos fund (employer_contributions.md, section 2).
TOTALS = {
    2023: ("25.30 %", "26.99 %", "27.05 %"),
    2024: ("25.29 %", "26.98 %", "27.04 %"),
    2025: ("25.48 %", "27.17 %", "27.22 %"),
    2026: ("25.57 %", "27.26 %", "27.31 %"),
}
SIZES = {
    "below 10": Employer(fund_class=COMMERCIAL_SMALL, ten_or_more=0),
    "10 to 19": Employer(fund_class=COMMERCIAL_SMALL, ten_or_more=1),
    "from 20": Employer(fund_class=COMMERCIAL_LARGE, ten_or_more=1),
}
YEAR_QUARTERS = list(itertools.product(TOTALS, (1, 2, 3, 4)))
ASBESTOS_QUARTERS = {2023: (1, 2), 2024: (1, 2), 2025: (1, 2), 2026: (1, 2, 3)}


def total_rate(status: int, employer: Employer, day: date) -> Rate:
    """All that the employer owes of a base of 10 000.00 euros, on which every rate gives whole cents."""
    law = BOOK.on(day).get(EmployerLaw, frozenset({"risk_groups_rate"}))
    return Rate(contributions(1_000_000, 1_000_000, status, 1, employer, law).employer_contributions)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize(("year", "quarter"), YEAR_QUARTERS)
def test_the_employers_total_is_the_printed_one(size: str, year: int, quarter: int) -> None:
    printed = read_rate(TOTALS[year][list(SIZES).index(size)])
    without = 0 if quarter in ASBESTOS_QUARTERS[year] else read_rate("0.01 %")
    for month in range(3 * quarter - 2, 3 * quarter + 1):
        assert total_rate(WHITE_COLLAR, SIZES[size], date(year, month, 1)) == printed - without


@pytest.mark.parametrize(("year", "quarter"), YEAR_QUARTERS)
def test_a_fund_worker_costs_5_57_and_10_27_percent_more(year: int, quarter: int) -> None:
    day = date(year, 3 * quarter, 1)
    for status, employer in itertools.product((BLUE_COLLAR, ARTIST), SIZES.values()):
        more = total_rate(status, employer, day) - total_rate(WHITE_COLLAR, employer, day)
        assert more == read_rate("15.84 %")


@pytest.mark.parametrize(("size", "of_gross"), list(zip(SIZES, ("44.72 %", "46.55 %", "46.60 %"), strict=True)))
def test_the_total_of_a_fund_worker_in_2026_is_the_printed_share_of_gross_pay(size: str, of_gross: str) -> None:
    of_base = total_rate(BLUE_COLLAR, SIZES[size], date(2026, 1, 1))
    assert percent(Fraction(of_base, 10**6) * Fraction(108, 100)) == read_rate(of_gross)


@pytest.mark.parametrize(("year", "fund"), [(2023, "0.02 %"), (2024, "0.01 %"), (2025, "0.01 %"), (2026, "0.01 %")])
def test_a_non_commercial_employer_owes_its_own_closing_fund(year: int, fund: str) -> None:
    none = total_rate(WHITE_COLLAR, Employer(fund_class=NO_CLOSING_FUND), date(year, 1, 1))
    special = read_rate(BOOK.on(date(year, 1, 1)).version("closing_fund_special_rate").value)
    owed = total_rate(WHITE_COLLAR, Employer(fund_class=NON_COMMERCIAL), date(year, 1, 1))
    assert owed == none + read_rate(fund) + special


def test_the_ceiling_on_very_high_pay_is_indexed_by_2_percent() -> None:
    none, *amounts = [version.value for version in plain("ceiling_quarter")]
    assert none == "none"
    assert amounts == ["85000.00", "86700.00", "88434.00"]
    assert_indexed(amounts)


def assert_indexed(amounts: list[str]) -> None:
    """Each amount is the one before it times 1.02, to the cent."""
    for earlier, later in itertools.pairwise(map(cents, amounts)):
        assert later == share(earlier, Rate(1_020_000))


# Structural reduction: from the second quarter of a chain on, each amount is the one before times 1.02.
QUARTERS = {
    "2023Q1": "2023-01-01",
    "2024Q1": "2024-01-01",
    "2024Q2": "2024-04-01",
    "2024Q3": "2024-07-01",
    "2025Q2": "2025-04-01",
    "2025Q3": "2025-07-01",
    "2026Q1": "2026-01-01",
    "2026Q2": "2026-04-01",
    "2026Q3": "2026-07-01",
}
STRUCTURAL: dict[str, list[tuple[str, ...]]] = {
    # S0, gamma, S2 and S1 by quarter (employer_contributions.md, section 4).
    "structural_category1": [
        ("10585.95", "0.4000", "6375.19"),
        ("10797.67", "0.4000", "6502.69"),
        ("10797.67", "0.4000", "6807.18"),
        ("11013.62", "0.4000", "6943.32"),
        ("11233.89", "0.2100", "8400.00"),
        ("11233.89", "0.1500", "9360.00"),
        ("11458.57", "0.1500", "9547.20"),
        ("11458.57", "0.1600", "9547.20"),
        ("11687.74", "0.1600", "9738.14"),
    ],
    "structural_category2": [
        ("8892.89", "0.4000", "6547.52", "15524.27"),
        ("9070.75", "0.4000", "6678.47", "15834.76"),
        ("9070.75", "0.4000", "6995.54", "15834.76"),
        ("9252.17", "0.4000", "7135.45", "16151.46"),
        ("9780.00", "0.1500", "9780.00", "16474.49"),
        ("9780.00", "0.1500", "9780.00", "16474.49"),
        ("9975.60", "0.1500", "9975.60", "16803.98"),
        ("9975.60", "0.1600", "9975.60", "16803.98"),
        ("10175.11", "0.1600", "10175.11", "17140.06"),
    ],
    "structural_category3": [
        ("11470.54", "0.4000", "6375.19"),
        ("11699.95", "0.4000", "6502.69"),
        ("11699.95", "0.4000", "6807.18"),
        ("11933.95", "0.4000", "6943.32"),
        ("12172.63", "0.2100", "8400.00"),
        ("12172.63", "0.1500", "9360.00"),
        ("12416.08", "0.1500", "9547.20"),
        ("12416.08", "0.1600", "9547.20"),
        ("12664.40", "0.1600", "9738.14"),
    ],
    "structural_category3_without_moderation": [
        ("10890.57", "0.4000", "6375.19"),
        ("11108.38", "0.4000", "6502.69"),
        ("11108.38", "0.4000", "6807.18"),
        ("11330.55", "0.4000", "6943.32"),
        ("11557.16", "0.2100", "8400.00"),
        ("11557.16", "0.1500", "9360.00"),
        ("11788.30", "0.1500", "9547.20"),
        ("11788.30", "0.1600", "9547.20"),
        ("12024.07", "0.1600", "9738.14"),
    ],
}
# F, alpha before and from 2025Q2, delta.
STRUCTURAL_CONSTANTS = {
    "structural_category1": ("0.00", "0.1400", "0.1400", "0.0000"),
    "structural_category2": ("79.00", "0.2557", "0.2300", "0.0600"),
    "structural_category3": ("0.00", "0.1400", "0.1400", "0.0000"),
    "structural_category3_without_moderation": ("495.00", "0.1785", "0.1785", "0.0000"),
}


@pytest.mark.parametrize("name", STRUCTURAL)
def test_the_structural_reduction_has_the_printed_figures_of_every_quarter(name: str) -> None:
    fixed, alpha_before, alpha_since, delta = STRUCTURAL_CONSTANTS[name]
    for (quarter, day), row in zip(QUARTERS.items(), STRUCTURAL[name], strict=True):
        value = BOOK.on(day).version(name).value
        wanted = {
            "fixed": fixed,
            "alpha": alpha_since if quarter >= "2025Q2" else alpha_before,
            "low_limit": row[0],
            "gamma": row[1],
            "very_low_limit": row[2],
            "delta": delta,
        }
        if len(row) == 4:
            wanted["high_limit"] = row[3]
        assert value == wanted, f"{name} in {quarter}"


@pytest.mark.parametrize("name", STRUCTURAL)
def test_the_limits_of_the_structural_reduction_are_indexed_by_2_percent(name: str) -> None:
    """Royal decrees set S2 anew in 2024Q2, 2025Q2 and 2025Q3, and for category 2 S0 in 2025Q2."""
    low = dict(zip(QUARTERS, (row[0] for row in STRUCTURAL[name]), strict=True))
    very_low = dict(zip(QUARTERS, (row[2] for row in STRUCTURAL[name]), strict=True))
    if name == "structural_category2":
        assert_indexed([low["2023Q1"], low["2024Q1"], low["2024Q3"]])
        assert_indexed([low["2025Q2"], low["2026Q1"], low["2026Q3"]])
        high = dict(zip(QUARTERS, (row[3] for row in STRUCTURAL[name]), strict=True))
        assert_indexed([high[quarter] for quarter in ("2023Q1", "2024Q1", "2024Q3", "2025Q2", "2026Q1", "2026Q3")])
    else:
        assert_indexed([low[quarter] for quarter in ("2023Q1", "2024Q1", "2024Q3", "2025Q2", "2026Q1", "2026Q3")])
    assert_indexed([very_low["2023Q1"], very_low["2024Q1"]])
    assert_indexed([very_low["2024Q2"], very_low["2024Q3"], first_instruction(name)])
    assert_indexed([very_low["2025Q3"], very_low["2026Q1"], very_low["2026Q3"]])


def first_instruction(name: str) -> str:
    """S2 of 2025Q2 as it was known before the decree of 2 July 2025."""
    return str(BOOK.on("2025-04-01", known_on="2025-07-14").version(name).value["very_low_limit"])


# Withholding tax


class ScaleLaw(NamedTuple):
    """Only the scale, as a rule would ask for it."""

    tax_scale: tuple[ScaleRow, ...]


YEARS = (2021, 2023, 2024, 2025, 2026)


@pytest.mark.parametrize("year", YEARS)
def test_the_tax_scale_rises_and_its_fixed_amounts_add_up_row_by_row(year: int) -> None:
    rows = BOOK.on(date(year, 1, 1)).get(ScaleLaw).tax_scale
    assert (rows[0].over, rows[0].fixed) == (0, 0)
    assert [row.rate for row in rows] == [267_500, 428_000, 481_500, 535_000]
    exact = Fraction(0)
    for steps_so_far, (row, following) in enumerate(itertools.pairwise(rows), start=1):
        assert row.over < following.over
        # To the cent when each row is rounded by itself, and within half a cent a row of the exact tax.
        assert following.fixed == row.fixed + share(following.over - row.over, row.rate)
        exact += Fraction(row.rate, 10**6) * (following.over - row.over)
        assert abs(following.fixed - exact) <= Fraction(steps_so_far, 2)


@pytest.mark.parametrize(
    ("year", "exempt_sum"),
    # The exempt sums of withholding_tax.yaml; 2021 by 2 113.25 / 26.75 %.
    [(2021, "7900.00"), (2023, "9620.00"), (2024, "10580.00"), (2025, "10900.00"), (2026, "11170.00")],
)
def test_the_tax_on_the_exempt_sum_is_the_first_rate_of_it_and_twice_that_in_scale_2(
    year: int, exempt_sum: str
) -> None:
    laws = BOOK.on(date(year, 6, 1))
    once = share(cents(exempt_sum), Rate(267_500))
    assert cents(laws.version("exempt_tax_scale_1").value) == once
    assert cents(laws.version("exempt_tax_scale_2").value) == 2 * once


@pytest.mark.parametrize("year", YEARS[1:])
def test_the_maximum_of_the_costs_is_reached_at_the_printed_pay(year: int) -> None:
    laws = BOOK.on(date(year, 6, 1))
    cap, rate = cents(laws.version("expenses_cap").value), read_rate(laws.version("expenses_rate").value)
    assert rate == read_rate("30 %")
    assert cents(laws.version("expenses_bound").value) == half_up(cap * 10**6, rate)


@pytest.mark.parametrize("year", YEARS)
def test_reductions_for_children_are_whole_monthly_amounts_and_rise_with_each_child(year: int) -> None:
    laws = BOOK.on(date(year, 6, 1))
    amounts = [0, *map(cents, laws.version("child_reductions").value)]
    assert len(amounts) == 9
    assert all(amount % 1_200 == 0 for amount in amounts)
    more = [later - earlier for earlier, later in itertools.pairwise(amounts)]
    beyond = cents(laws.version("child_reduction_beyond").value)
    assert 0 < more[0] < more[1] < more[2]
    assert beyond % 1_200 == 0
    assert beyond > more[2]


@pytest.mark.parametrize("name", [name for name in BOOK.areas["withholding_tax"] if name.endswith("_reduction")])
def test_a_reduction_for_the_household_is_twelve_times_a_whole_number_of_half_euros(name: str) -> None:
    assert all(cents(version.value) % (12 * 50) == 0 for version in BOOK.parameter(name).versions)


# Work bonus

BONUS_SINCE_2024 = [version.start for version in plain("white_a") if version.start >= date(2024, 4, 1)]


def taper(name: str, day: date, reading: str = "") -> Taper:
    book = BOOK.reading(reading) if reading else BOOK
    value: Taper = read_value(book.on(day).version(name).value, Taper, name)
    return value


def of_minimum(day: date, factor: str) -> int:
    """The guaranteed minimum of a day times a factor, to the cent."""
    exact = Fraction(factor) * cents(BOOK.on(day).version("guaranteed_month").value)
    return half_up(exact.numerator, exact.denominator)


def slope_of(fall: int, width: int) -> Rate:
    """A slope to four decimals."""
    return Rate(100 * half_up(10_000 * fall, width))


@pytest.mark.parametrize(
    ("day", "reading"),
    [*((day, "") for day in BONUS_SINCE_2024), (date(2024, 5, 1), "s2_2024_05_x102")],
    ids=lambda value: str(value) or "plain",
)
def test_the_work_bonus_since_april_2024_follows_from_the_guaranteed_minimum(day: date, reading: str) -> None:
    # worker_contributions.md, section 4.4; only S2 is read from the table.
    lowest, middle = of_minimum(day, "1.03"), of_minimum(day, "1.3153277")
    white_max_a, white_max_b = of_minimum(day, "0.0571"), of_minimum(day, "0.0770")
    highest = taper("white_a", day, reading).until
    for column, factor in (("white", Rate(1_000_000)), ("blue", Rate(1_080_000))):
        max_a, max_b = share(white_max_a, factor), share(white_max_b, factor)
        slope_a, slope_b = slope_of(max_a, highest - middle), slope_of(max_b, middle - lowest)
        wanted_a = Taper(middle, middle, max_a, slope_a, highest, max_a, slope_a)
        wanted_b = Taper(lowest, lowest, max_b, slope_b, middle, max_b, slope_b)
        assert taper(f"{column}_a", day, reading) == wanted_a
        assert taper(f"{column}_b", day, reading) == wanted_b


def test_the_factors_of_the_minimum_are_those_of_the_tables() -> None:
    values = [BOOK.parameter(f"factor_{name}").versions[-1].value for name in ("max_a", "max_b", "s0", "s1")]
    assert list(map(Fraction, values)) == list(map(Fraction, ("0.0571", "0.0770", "1.03", "1.3153277")))


@pytest.mark.parametrize(
    "version", [v for v in plain("white_a") if v.start < date(2024, 4, 1)], ids=lambda version: str(version.start)
)
def test_the_work_bonus_before_april_2024_follows_from_the_guaranteed_minimum(version: Version) -> None:
    day = version.start
    white, blue = taper("white_a", day), taper("blue_a", day)
    assert white.full_until == blue.full_until == of_minimum(day, "1.03")
    assert white.max == of_minimum(day, "0.1265")
    assert blue.max == share(white.max, Rate(1_080_000))
    assert white.slope == slope_of(white.max, white.until - white.full_until)
    assert blue.slope == slope_of(blue.max, blue.until - blue.full_until)
    if day >= date(2023, 7, 1):
        assert white.low_max == of_minimum(day, "0.1341")
        assert blue.low_max == share(white.low_max, Rate(1_080_000))
        assert white.low_until == blue.low_until
    else:
        for one in (white, blue):
            assert (one.low_max, one.low_slope, one.low_until) == (one.max, one.slope, one.full_until)


@pytest.mark.parametrize("name", ["white_a", "white_b", "blue_a", "blue_b"])
def test_a_component_of_the_work_bonus_falls_without_a_jump_to_nothing(name: str) -> None:
    """Slopes have four decimals, so an end may be off by the width of the slope times half their last one."""
    for version in plain(name, readings=True):
        one: Taper = read_value(version.value, Taper, name)
        assert one.full_until <= one.low_until <= one.until
        low_end = one.low_max - Fraction(one.low_slope * (one.low_until - one.full_until), 10**6)
        mid_start = one.max - Fraction(one.slope * (one.low_until - one.full_until), 10**6)
        slack = Fraction(50 * (one.until - one.full_until), 10**6) + Fraction(1, 2)
        assert abs(low_end - mid_start) <= 2 * slack
        assert abs(one.max - Fraction(one.slope * (one.until - one.full_until), 10**6)) <= slack


@pytest.mark.parametrize("day", [date(year, month, 1) for year in (2024, 2025, 2026) for month in range(1, 13)][3:])
def test_the_yearly_ceiling_is_twelve_times_both_maxima(day: date) -> None:
    both = taper("white_a", day).max + taper("white_b", day).max
    assert cents(BOOK.on(day).version("annual_cap").value) == 12 * both
    december = date(day.year, 12, 1)
    at_year_end = BOOK.reading("annual_cap_at_year_end").on(day).version("annual_cap").value
    assert at_year_end == BOOK.on(december).version("annual_cap").value


# Special contribution

COLUMNS = ("individual", "with_income", "without_income")
SPECIAL_ROWS = tuple[SpecialRow, ...]


def special_rows(name: str, day: str = "2026-01-01") -> tuple[SpecialRow, ...]:
    rows: tuple[SpecialRow, ...] = read_value(BOOK.on(day).version(name).value, SPECIAL_ROWS, name)
    return rows


@pytest.mark.parametrize("column", COLUMNS)
def test_the_monthly_scale_of_the_special_contribution_is_a_third_of_the_quarterly_one(column: str) -> None:
    def third(amount: int) -> int:
        return amount if amount >= 10**15 else half_up(amount, 3)

    wanted = [
        # The edge is the first whole cent that is at least a third of the quarter's.
        SpecialRow(-(-row.start // 3), third(row.fixed), row.rate, row.over, third(row.min), third(row.max))
        for row in special_rows(f"quarter_{column}")
    ]
    assert list(special_rows(f"month_{column}")) == wanted


@pytest.mark.parametrize("column", COLUMNS)
def test_a_row_of_the_quarterly_scale_starts_at_three_times_its_monthly_threshold(column: str) -> None:
    for row in special_rows(f"quarter_{column}"):
        assert row.rate == 0 or row.start == 3 * row.over


@pytest.mark.parametrize(
    ("name", "day"),
    [
        *((f"{period}_{column}", "2026-01-01") for period in ("month", "quarter") for column in COLUMNS),
        *((f"month_{column}", "2021-01-01") for column in COLUMNS),
    ],
)
def test_the_special_contribution_rises_without_a_jump_but_the_first_and_the_printed_cents(name: str, day: str) -> None:
    """The printed fixed parts are off by at most three cents a quarter (118.86 at 12 300.00, printed 118.83)."""
    rows = special_rows(name, day)
    months = 3 if name.startswith("quarter") else 1
    assert rows[0] == SpecialRow(0, 0, Rate(0), 0)
    for row, following in itertools.pairwise(rows):
        assert row.start < following.start
        before = row.fixed + share(following.start - months * row.over, row.rate)
        before = min(max(before, row.min), row.max)
        after = max(following.fixed, following.min)
        first_step = row is rows[0] and row.rate == 0
        assert abs(after - before) <= 3 or first_step


# Minimum wage


@pytest.mark.parametrize(
    ("month", "printed"),
    [
        # worker_contributions.md, section 9.
        ("2022-12", "1954.99"),
        ("2023-11", "1994.18"),
        ("2024-04", "2029.88"),
        ("2024-05", "2070.48"),
        ("2025-02", "2111.89"),
        ("2026-01", "2154.11"),
        ("2026-04", "2189.81"),
        ("2026-07", "2233.61"),
    ],
)
def test_the_guaranteed_minimum_changes_in_the_printed_months(month: str, printed: str) -> None:
    first = date.fromisoformat(f"{month}-01")
    assert BOOK.on(first).get(MinimumWageLaw).guaranteed_month == cents(printed)
    assert BOOK.on(first).version("guaranteed_month").start == first


@pytest.mark.parametrize(
    ("month", "weekly_hours", "printed"),
    [
        # rmmmg.hourly_38h of worker_contributions.yaml and the wage document of 1 February 2025 for 39 hours.
        ("2024-05", 3_800, "12.5738"),
        ("2025-02", 3_800, "12.8252"),
        ("2025-02", 3_900, "12.4964"),
        ("2026-01", 3_800, "13.0816"),
        ("2026-04", 3_800, "13.2984"),
        ("2026-07", 3_800, "13.5644"),
    ],
)
def test_the_minimum_of_an_hour_is_the_printed_one(month: str, weekly_hours: int, printed: str) -> None:
    law = BOOK.on(month).get(MinimumWageLaw)
    assert minimum_of_hour(law.guaranteed_month, Hundredths(weekly_hours)) == Fraction(printed) * 10_000


@pytest.mark.parametrize(
    ("month", "age", "student", "printed"),
    [
        ("2024-05", 20, 1, "1863.43"),
        ("2024-05", 19, 1, "1759.91"),
        ("2024-05", 18, 1, "1635.68"),
        ("2024-05", 17, 1, "1511.45"),
        ("2024-05", 16, 1, "1387.22"),
        ("2024-05", 17, 0, "1511.45"),
        ("2024-05", 15, 0, "1387.22"),
        ("2024-05", 18, 0, "2070.48"),
        ("2024-05", 21, 1, "2070.48"),
        ("2025-02", 17, 0, "1541.68"),
        ("2025-02", 19, 1, "1795.11"),
        ("2025-02", 20, 1, "1900.70"),
    ],
)
def test_the_minimum_of_minors_and_students_is_the_printed_one(
    month: str, age: int, student: int, printed: str
) -> None:
    laws = BOOK.on(month)
    assert minimum_of_age(age, student, laws.get(YouthLaw), laws.get(MinimumWageLaw)) == cents(printed)


def test_the_packaged_book_is_the_tables_that_stand_beside_the_rules() -> None:
    with resources.as_file(resources.files("sharedpay.law")) as folder:
        assert LawBook.load(folder).digest == BOOK.digest
