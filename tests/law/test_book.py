"""The law book: dates, what was known when, readings, amendments; on the packaged law and on a made-up country."""

from datetime import date, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sharedpay.law
from sharedpay.errors import InvalidInput, NotCovered
from sharedpay.law.book import LawBook, packaged, read_date, read_value
from sharedpay.law.minimum_wage import MinimumWageLaw
from sharedpay.law.withholding_tax import FamilyLaw, WithholdingLaw
from sharedpay.law.work_bonus import WorkBonusLaw
from sharedpay.money import NO_LIMIT, Count, Rate

BOOK = packaged()


class BandRow(NamedTuple):
    start: int
    fixed: int
    rate: Rate
    most: int = NO_LIMIT


class TollLaw(NamedTuple):
    """What the rules of a made-up country would ask for."""

    toll_rate: Rate
    toll_cap: int
    bands: tuple[BandRow, ...]
    bridges: Count


class GateLaw(NamedTuple):
    gates: tuple[int, ...]
    strict: Count


class RoadLaw(NamedTuple):
    """A composed law."""

    toll: TollLaw
    gate: GateLaw


SOURCES = """
[charter]
title = "Charter of Freedonia"
kind = "law"
date = 1933-11-17
address = "https://freedonia.example/charter"

[gazette]
title = "The Gazette"
kind = "press"
"""

ROADS = """
[covered]
until = 2030-12-31
verified = 2029-06-30

[toll_rate]
label = { en = "Toll", fr = "Péage", nl = "Tol", de = "Maut" }
unit = "rate"
cite = "art. 7"
[[toll_rate.version]]
from = 2020-01-01
to = 2021-12-31
value = "5 %"
source = ["charter"]
confidence = "official"
[[toll_rate.version]]
from = 2024-03-01
value = "6.25 %"
source = ["charter", "gazette"]
confidence = "two_sources"
note = "Raised."
[[toll_rate.version]]
from = 2026-01-01
to = 2026-12-31
value = "6 %"
source = ["gazette"]
confidence = "one_source"
note = "Lowered after the fact."
published = 2026-04-15
[[toll_rate.version]]
from = 2026-01-01
to = 2026-12-31
value = "5.5 %"
source = ["gazette"]
confidence = "one_source"
note = "And once more."
published = 2026-09-01
[[toll_rate.version]]
from = 2026-01-01
to = 2026-12-31
value = "7 %"
source = ["gazette"]
confidence = "conflict"
note = "As the bridge keepers read it."
reading = "keepers"

[toll_cap]
label = { en = "Most", fr = "Maximum", nl = "Hoogste", de = "Höchstbetrag" }
unit = "EUR"
[[toll_cap.version]]
from = 2020-01-01
to = 2023-12-31
value = "none"
source = ["charter"]
confidence = "official"
[[toll_cap.version]]
from = 2024-01-01
value = "12.50"
source = ["charter"]
confidence = "official"

[bands]
label = { en = "Bands", fr = "Tranches", nl = "Schijven", de = "Stufen" }
unit = "table"
[[bands.version]]
from = 2020-01-01
value = [
  { from = "0.00", fixed = "0.00", rate = "1 %" },
  { from = "100.00", fixed = "1.00", rate = "2 %", most = "9.99" },
]
source = ["charter"]
confidence = "official"

[bridges]
label = { en = "Bridges", fr = "Ponts", nl = "Bruggen", de = "Brücken" }
unit = "count"
[[bridges.version]]
from = 2020-01-01
value = 3
source = ["charter"]
confidence = "official"
"""

GATES = """
[covered]
until = 2030-12-31
verified = 2028-01-01

[gates]
label = { en = "Gates", fr = "Portes", nl = "Poorten", de = "Tore" }
unit = "EUR"
[[gates.version]]
from = 2020-01-01
to = 2025-12-31
value = ["1.00", "2.50"]
source = ["gazette"]
confidence = "estimate"
low = "0.50"
high = "3.00"
as_of = "2020"
note = "Counted from the road."

[strict]
label = { en = "Strict", fr = "Strict", nl = "Streng", de = "Streng" }
unit = "flag"
[[strict.version]]
from = 2020-01-01
value = true
source = ["gazette"]
confidence = "one_source"
"""


@pytest.fixture
def country(tmp_path: Path) -> LawBook:
    """A country of two areas: the book knows nothing of Belgium but what stands in its tables."""
    return founded(tmp_path, ROADS, GATES)


def founded(folder: Path, roads: str, gates: str) -> LawBook:
    for name, text in (("sources", SOURCES), ("roads", roads), ("gates", gates)):
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return LawBook.load(folder)


# A made-up country


def test_a_folder_of_tables_is_a_law_book(country: LawBook) -> None:
    assert sorted(parameter.key for parameter in country.parameters()) == [
        "gates.gates",
        "gates.strict",
        "roads.bands",
        "roads.bridges",
        "roads.toll_cap",
        "roads.toll_rate",
    ]
    assert country.verified == {"gates": date(2028, 1, 1), "roads": date(2029, 6, 30)}
    charter = country.sources["charter"]
    assert (charter.id, charter.title, charter.kind) == ("charter", "Charter of Freedonia", "law")
    assert (charter.date, charter.address) == (date(1933, 11, 17), "https://freedonia.example/charter")
    assert (country.sources["gazette"].date, country.sources["gazette"].address) == (None, "")


def test_a_rule_gets_its_figures_in_its_own_shape(country: LawBook) -> None:
    bands = (BandRow(0, 0, Rate(10_000)), BandRow(10_000, 100, Rate(20_000), 999))
    assert country.on("2025-01-01").get(TollLaw) == TollLaw(Rate(62_500), 1_250, bands, 3)
    assert country.on("2025-01-01").get(GateLaw) == GateLaw((100, 250), 1)


def test_a_composed_law_is_made_of_its_parts(country: LawBook) -> None:
    laws = country.on("2025-01-01")
    assert laws.get(RoadLaw) == RoadLaw(laws.get(TollLaw), laws.get(GateLaw))


def test_none_stands_for_no_limit(country: LawBook) -> None:
    assert country.on("2021-05-05").get(TollLaw).toll_cap == NO_LIMIT


def test_a_parameter_and_its_version_carry_all_that_the_table_says(country: LawBook) -> None:
    parameter = country.parameter("roads.toll_rate")
    assert parameter.labels == {"en": "Toll", "fr": "Péage", "nl": "Tol", "de": "Maut"}
    assert (parameter.area, parameter.name, parameter.unit, parameter.cite) == ("roads", "toll_rate", "rate", "art. 7")
    version = country.on("2024-03-01").version("toll_rate")
    assert (version.start, version.end) == (date(2024, 3, 1), date(2030, 12, 31))
    assert (version.value, version.sources) == ("6.25 %", ("charter", "gazette"))
    assert (version.confidence, version.note) == ("two_sources", "Raised.")
    assert (version.published, version.reading) == (None, "")
    assert version.verified == date(2029, 6, 30)
    assert country.on("2025-01-01").version("gates").extra == {"low": "0.50", "high": "3.00", "as_of": "2020"}


@pytest.mark.parametrize(
    ("day", "rate"),
    [
        ("2020-01-01", "5 %"),
        ("2021-12-31", "5 %"),
        ("2024-03-01", "6.25 %"),
        ("2025-12-31", "6.25 %"),
        ("2027-01-01", "6.25 %"),
        ("2030-12-31", "6.25 %"),
    ],
)
def test_a_version_holds_from_its_first_day_to_its_last(country: LawBook, day: str, rate: str) -> None:
    assert country.on(day).version("toll_rate").value == rate


@pytest.mark.parametrize(
    ("day", "covered"),
    [
        ("2019-12-31", "from 2020-01-01"),
        ("2022-01-01", "until 2021-12-31 and again from 2024-03-01"),
        ("2024-02-29", "until 2021-12-31 and again from 2024-03-01"),
        ("2031-01-01", "until 2030-12-31"),
    ],
)
def test_a_gap_names_the_parameter_the_date_and_the_nearest_covered_dates(
    country: LawBook, day: str, covered: str
) -> None:
    with pytest.raises(NotCovered) as caught:
        country.on(day).version("toll_rate")
    error = caught.value
    assert (error.parameter, error.date, error.covered) == ("roads.toll_rate", day, covered)
    assert str(error) == f"roads.toll_rate is not covered on {day}; covered: {covered}"
    assert isinstance(error, LookupError)


def test_a_gap_stops_only_those_who_ask_for_it(country: LawBook) -> None:
    laws = country.on("2026-06-01")
    assert laws.get(TollLaw).bridges == 3
    for law in (GateLaw, RoadLaw):
        with pytest.raises(NotCovered, match=r"gates\.gates"):
            laws.get(law)


def test_a_waived_figure_that_is_missing_is_nothing_and_one_that_is_there_is_itself(country: LawBook) -> None:
    waive = frozenset({"gates", "strict", "bands"})
    assert country.on("2026-06-01").get(GateLaw, waive).strict == 1
    assert not any(country.on("2026-06-01").get(GateLaw, waive).gates)
    assert country.on("2025-06-01").get(GateLaw, waive).gates == (100, 250)
    assert country.on("2025-06-01").get(RoadLaw, waive) == country.on("2025-06-01").get(RoadLaw)
    with pytest.raises(NotCovered, match="toll_rate"):
        country.on("2022-06-01").get(TollLaw, waive)


def test_waiving_does_not_change_what_others_get_afterwards(country: LawBook) -> None:
    laws = country.on("2026-06-01")
    laws.get(GateLaw, frozenset({"gates"}))
    with pytest.raises(NotCovered):
        laws.get(GateLaw)


def test_a_missing_table_that_is_waived_is_a_row_of_nothing(country: LawBook) -> None:
    law = country.on("2031-01-01").get(TollLaw, frozenset(country.names))
    assert law == TollLaw(Rate(0), 0, (BandRow(0, 0, Rate(0), 0),), 0)


def test_figures_say_where_each_number_of_a_law_comes_from(country: LawBook) -> None:
    laws = country.on("2025-01-01")
    figures = laws.figures(RoadLaw, frozenset({"bridges"}))
    assert set(figures) == {"toll_rate", "toll_cap", "bands", "gates", "strict"}
    assert figures["toll_rate"] == (country.parameter("toll_rate"), laws.version("toll_rate"))


def test_walking_the_law_of_a_date_gives_what_is_in_force_and_leaves_gaps_out(country: LawBook) -> None:
    assert {parameter.name for parameter, _ in country.on("2022-06-01")} == {
        "toll_cap",
        "bands",
        "bridges",
        "gates",
        "strict",
    }
    assert all(version.start <= date(2022, 6, 1) <= version.end for _, version in country.on("2022-06-01"))


@pytest.mark.parametrize(
    ("known_on", "rate"),
    [
        (None, "5.5 %"),
        ("2026-01-31", "6.25 %"),
        ("2026-04-14", "6.25 %"),
        ("2026-04-15", "6 %"),
        ("2026-08-31", "6 %"),
        ("2026-09-01", "5.5 %"),
        ("2030-01-01", "5.5 %"),
    ],
)
def test_only_what_was_published_by_a_day_is_known_on_it(country: LawBook, known_on: str | None, rate: str) -> None:
    assert country.on("2026-02-01", known_on=known_on).version("toll_rate").value == rate


def test_a_change_after_the_fact_leaves_other_dates_alone(country: LawBook) -> None:
    assert country.on("2025-12-31").version("toll_rate").value == "6.25 %"
    assert country.on("2027-01-01").version("toll_rate").value == "6.25 %"


def test_a_change_published_before_it_applies_wins_over_what_was_always_known(tmp_path: Path) -> None:
    early = ROADS.replace("published = 2026-04-15", "published = 2025-11-30").replace(
        "published = 2026-09-01", "published = 2025-12-01"
    )
    country = founded(tmp_path, early, GATES)
    assert country.on("2026-02-01").version("toll_rate").value == "5.5 %"
    assert country.on("2026-02-01", known_on="2025-11-30").version("toll_rate").value == "6 %"


def test_a_reading_changes_what_it_names_and_only_for_those_who_ask(country: LawBook) -> None:
    keepers = country.reading("keepers")
    assert keepers.on("2026-02-01").version("toll_rate").value == "7 %"
    assert keepers.on("2026-02-01", known_on="2026-01-31").version("toll_rate").value == "7 %"
    assert keepers.on("2027-02-01").version("toll_rate").value == "6.25 %"
    assert country.on("2026-02-01").version("toll_rate").value == "5.5 %"
    assert country.known_readings() == {"keepers": ["roads.toll_rate"]}


def test_an_unknown_reading_is_refused_with_those_that_there_are(country: LawBook) -> None:
    with pytest.raises(InvalidInput, match=r"unknown 'toll-free'; known: keepers"):
        country.reading("keepers", "toll-free")


def test_a_name_that_two_areas_use_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"roads\.bridges has the same name as gates\.bridges"):
        founded(tmp_path, ROADS, GATES.replace("[strict", "[bridges").replace("[[strict", "[[bridges"))


def test_the_order_of_the_areas_in_the_folder_does_not_matter(country: LawBook) -> None:
    swapped = LawBook(dict(reversed(list(country.areas.items()))), country.sources, country.verified)
    assert swapped.digest == country.digest
    assert swapped.on("2025-01-01").get(RoadLaw) == country.on("2025-01-01").get(RoadLaw)


# Amendments


def test_an_amended_value_holds_from_its_date_on_without_end(country: LawBook) -> None:
    reform = country.amend({"roads.toll_rate": {"2028-01-01": "1 %"}})
    assert reform.on("2027-12-31").version("toll_rate").value == "6.25 %"
    assert reform.on("2028-01-01").get(TollLaw).toll_rate == 10_000
    assert reform.on("2099-01-01").version("toll_rate").value == "1 %"


def test_an_amendment_leaves_the_original_untouched_and_has_a_digest_of_its_own(country: LawBook) -> None:
    before = country.digest
    reform = country.amend({"toll_rate": {"2028-01-01": "1 %"}})
    assert country.on("2028-01-01").version("toll_rate").value == "6.25 %"
    assert country.digest == before != reform.digest


def test_an_amendment_says_that_it_is_one(country: LawBook) -> None:
    version = country.amend({"toll_rate": {"2028-01-01": "1 %"}}).on("2028-01-01").version("toll_rate")
    assert (version.confidence, version.sources) == ("amendment", ())


def test_amendments_of_one_figure_follow_each_other(country: LawBook) -> None:
    reform = country.amend({"toll_rate": {"2029-01-01": "2 %", "2028-01-01": "1 %"}})
    assert reform.on("2028-12-31").version("toll_rate").value == "1 %"
    assert reform.on("2029-01-01").version("toll_rate").value == "2 %"


def test_an_amendment_wins_over_readings_and_over_later_publications(country: LawBook) -> None:
    reform = country.reading("keepers").amend({"toll_rate": {"2026-01-01": "9 %"}})
    assert reform.on("2026-02-01").version("toll_rate").value == "9 %"
    assert reform.on("2026-02-01", known_on="2026-01-31").version("toll_rate").value == "9 %"


def test_the_last_of_two_amendments_from_the_same_date_wins(country: LawBook) -> None:
    twice = country.amend({"toll_rate": {"2028-01-01": "1 %"}}).amend({"toll_rate": {"2028-01-01": "3 %"}})
    assert twice.on("2028-06-01").version("toll_rate").value == "3 %"


def test_a_figure_may_be_named_with_or_without_its_area_in_one_amendment(country: LawBook) -> None:
    both = country.amend({"toll_rate": {"2028-01-01": "1 %"}, "roads.toll_rate": {"2029-01-01": "3 %"}})
    assert both.on("2028-06-01").version("toll_rate").value == "1 %"
    assert both.on("2029-06-01").version("toll_rate").value == "3 %"


def test_an_amendment_fills_a_gap(country: LawBook) -> None:
    reform = country.amend({"gates": {"2026-01-01": ["3.00", "4.00"]}})
    assert reform.on("2026-06-01").get(GateLaw).gates == (300, 400)


def test_tables_counts_flags_and_no_limit_can_be_amended(country: LawBook) -> None:
    changes: dict[str, Any] = {
        "bands": [{"from": "0.00", "fixed": "0.00", "rate": "3 %", "most": "1.00"}],
        "bridges": 4,
        "strict": False,
        "toll_cap": "none",
    }
    laws = country.amend({name: {"2025-01-01": value} for name, value in changes.items()}).on("2025-06-01")
    assert laws.get(TollLaw) == TollLaw(Rate(62_500), NO_LIMIT, (BandRow(0, 0, Rate(30_000), 100),), 4)
    assert laws.get(GateLaw).strict == 0


def test_an_amendment_without_a_day_is_refused_with_how_to_write_it(country: LawBook) -> None:
    changes: Any = {"roads.toll_rate": "1 %"}
    with pytest.raises(InvalidInput) as caught:
        country.amend(changes)
    assert caught.value.problems == (
        "roads.toll_rate: '1 %' has no day; write from when it holds, like {'2027-01-01': '1 %'}",
    )


@pytest.mark.parametrize("changes", ["toll_rate", 5, None, ["toll_rate"]])
def test_an_amendment_is_a_mapping(country: LawBook, changes: Any) -> None:
    with pytest.raises(InvalidInput, match=r"^changes: .* is not allowed; give a mapping of names of figures to map"):
        country.amend(changes)


def test_a_figure_has_a_name(country: LawBook) -> None:
    changes: Any = {5: {"2028-01-01": "1 %"}}
    with pytest.raises(InvalidInput, match="parameter: there is no 5 in the law book"):
        country.amend(changes)


WRONG_SHAPES: list[tuple[str, Any]] = [
    ("toll_rate", 6),
    ("toll_rate", 0.06),
    ("toll_rate", "six"),
    ("toll_rate", None),
    ("toll_rate", ["6 %"]),
    ("toll_cap", 12),
    ("toll_cap", 12.5),
    ("toll_cap", "12.505"),
    ("bridges", "4"),
    ("bridges", True),
    ("strict", 1),
    ("strict", "true"),
    ("gates", "1.00"),
    ("gates", []),
    ("gates", ["1.00"]),
    ("gates", ["1.00", "2.00", "3.00"]),
    ("gates", ["1.00", 2]),
    ("bands", {}),
    ("bands", []),
    ("bands", ["0.00"]),
    ("bands", [{"from": "0.00", "fixed": "0.00"}]),
    ("bands", [{"from": "0.00", "fixed": "0.00", "rate": 3}]),
    ("bands", [{"from": "0.00", "fixed": "0.00", "rate": "much"}]),
    ("bands", [{"from": "0.00", "fixed": "0.00", "rate": "3 %", "least": "1.00"}]),
]


@pytest.mark.parametrize(("name", "value"), WRONG_SHAPES, ids=repr)
def test_an_amendment_of_another_shape_is_refused_with_the_tables_own(country: LawBook, name: str, value: Any) -> None:
    with pytest.raises(InvalidInput, match="must be written like") as caught:
        country.amend({name: {"2028-01-01": value}})
    assert name in str(caught.value)


def test_an_amendment_of_an_unknown_figure_suggests_the_near_ones(country: LawBook) -> None:
    with pytest.raises(InvalidInput, match=r"there is no 'tol_rate' in the law book; did you mean .*toll_rate"):
        country.amend({"tol_rate": {"2028-01-01": "1 %"}})


def test_a_figure_of_another_area_is_not_taken_for_it(country: LawBook) -> None:
    with pytest.raises(InvalidInput, match=r"did you mean .*roads\.toll_rate"):
        country.parameter("gates.toll_rate")


def test_a_name_like_no_other_is_refused_without_a_suggestion(country: LawBook) -> None:
    with pytest.raises(InvalidInput, match=r"there is no 'xyz' in the law book$"):
        country.parameter("xyz")


def test_an_amendment_from_no_date_is_refused(country: LawBook) -> None:
    with pytest.raises(InvalidInput, match="'soon' is not a date"):
        country.amend({"toll_rate": {"soon": "1 %"}})


# Digest and difference


def test_a_digest_names_the_figures_and_not_how_they_are_described(tmp_path: Path, country: LawBook) -> None:
    described = tmp_path / "described"
    described.mkdir()
    words = ROADS
    for before, after in (('"Toll"', '"Tolls"'), ('note = "Raised."', 'note = "Went up."'), ("art. 7", "art. 8")):
        assert before in words
        words = words.replace(before, after)
    assert founded(described, words, GATES).digest == country.digest


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('value = "5 %"', 'value = "5.01 %"'),
        ("to = 2021-12-31", "to = 2021-12-30"),
        ("from = 2024-03-01", "from = 2024-03-02"),
        ("published = 2026-04-15", "published = 2026-04-16"),
        ('reading = "keepers"', 'reading = "guards"'),
        ("until = 2030-12-31", "until = 2031-12-31"),
        ("value = 3", "value = 4"),
    ],
)
def test_whatever_can_change_a_result_changes_the_digest(
    tmp_path: Path, country: LawBook, before: str, after: str
) -> None:
    changed = tmp_path / "changed"
    changed.mkdir()
    assert before in ROADS
    assert founded(changed, ROADS.replace(before, after), GATES).digest != country.digest


def test_a_digest_tells_readings_apart(country: LawBook) -> None:
    assert country.reading("keepers").digest != country.digest
    assert country.reading("keepers").digest == country.reading("keepers", "keepers").digest


def test_equal_amendments_have_equal_digests(country: LawBook) -> None:
    one, other = (country.amend({key: {"2028-01-01": "1 %"}}) for key in ("toll_rate", "roads.toll_rate"))
    assert one.digest == other.digest


def test_a_digest_is_sha256_in_hexadecimal(country: LawBook) -> None:
    assert len(country.digest) == 64
    assert int(country.digest, 16) > 0


def test_the_difference_of_two_days_is_what_changed_with_both_versions(country: LawBook) -> None:
    changes = {parameter.name: (old, new) for parameter, old, new in country.diff("2021-12-31", "2024-03-01")}
    assert set(changes) == {"toll_rate", "toll_cap"}
    old, new = changes["toll_rate"]
    assert (old and old.value, new and new.value) == ("5 %", "6.25 %")
    assert country.diff("2024-03-01", "2025-12-31") == []


def test_a_figure_that_is_covered_on_one_of_two_days_only_is_a_difference(country: LawBook) -> None:
    ((parameter, old, new),) = country.diff("2021-12-31", "2022-01-01")
    assert (parameter.name, old and old.value, new) == ("toll_rate", "5 %", None)


def test_a_law_shows_its_date_its_knowledge_and_its_digest(country: LawBook) -> None:
    shown = repr(country.on("2026-02-01", known_on="2026-05-01"))
    assert shown == f"<the law on 2026-02-01, known_on=2026-05-01, digest {country.digest[:12]}>"


# Reading dates and values


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-05-17", date(2026, 5, 17)),
        ("2026-05", date(2026, 5, 1)),
        (date(2026, 5, 17), date(2026, 5, 17)),
        (datetime(2026, 5, 17, 23, 59), date(2026, 5, 17)),  # noqa: DTZ001  the clock's zone is not looked at
    ],
)
def test_a_date_is_iso_text_a_month_or_a_date(text: str | date, day: date) -> None:
    read = read_date(text)
    assert read == day
    assert type(read) is date


@pytest.mark.parametrize("text", ["", "2026", "17/05/2026", "2026-13", "2026-02-30", "tomorrow", None, 2026], ids=repr)
def test_what_is_no_date_is_refused_with_its_name(text: Any) -> None:
    with pytest.raises(InvalidInput, match=r"paid_on: .* is not a date like '2026-05-01' or a month like '2026-05'"):
        read_date(text, "paid_on")


@given(st.dates())
def test_every_date_is_read_back_from_its_text(day: date) -> None:
    assert read_date(day.isoformat()) == day


@pytest.mark.parametrize(
    ("raw", "kind", "value"),
    [
        ("12.34", int, 1_234),
        ("12.34 %", Rate, 123_400),
        ("1.3153277", Fraction, Fraction(13_153_277, 10_000_000)),
        (True, Count, 1),
        (False, int, 0),
        (7, int, 7),
        ("none", int, NO_LIMIT),
    ],
)
def test_a_value_is_read_in_the_unit_of_its_field(raw: Any, kind: Any, value: Any) -> None:
    assert read_value(raw, kind, "x") == value


@pytest.mark.parametrize("row", [{"from": "0", "fixed": "0"}, {"from": "1", "fixed": "1", "rate": "1", "to": "2"}])
def test_a_row_with_a_key_too_few_or_too_many_is_refused(row: dict[str, str]) -> None:
    with pytest.raises(InvalidInput, match="must have the keys start, fixed, rate, most"):
        read_value(row, BandRow, "bands")


# The packaged law


def test_the_public_entrance_gives_the_packaged_book() -> None:
    assert sharedpay.law.load() is packaged() is LawBook.load()
    assert sharedpay.law.on("2026-05-01") is packaged().on(date(2026, 5, 1))
    assert sharedpay.law.on("2026-05", known_on="2026-05").known_on == date(2026, 5, 1)


def test_an_income_year_without_figures_raises_not_covered() -> None:
    with pytest.raises(NotCovered, match="not covered on 2022-06-01; covered: until 2021-12-31 and again from 2023"):
        BOOK.on("2022-06-01").version("tax_scale")
    with pytest.raises(NotCovered, match="is not covered on 2027-01-01; covered: until 2026-12-31"):
        BOOK.on("2027-01-01").get(WithholdingLaw)


def test_a_month_between_two_kept_months_raises_not_covered() -> None:
    with pytest.raises(NotCovered) as caught:
        BOOK.on("2022-06-01").get(MinimumWageLaw)
    assert caught.value.covered == "until 2022-05-31 and again from 2022-12-01"


@pytest.mark.parametrize(
    ("known_on", "gamma", "very_low_limit"),
    [
        ("2025-04-01", "0.4000", "7082.19"),
        ("2025-07-14", "0.4000", "7082.19"),
        ("2025-07-15", "0.2100", "8400.00"),
        (None, "0.2100", "8400.00"),
    ],
)
def test_the_structural_reduction_of_2025q2_depends_on_whether_the_decree_of_july_is_known(
    known_on: str | None, gamma: str, very_low_limit: str
) -> None:
    for day in ("2025-04-01", "2025-06-30"):
        value = BOOK.on(day, known_on).version("structural_category1").value
        assert (value["gamma"], value["very_low_limit"]) == (gamma, very_low_limit)


def test_category_2_of_2025q2_was_changed_after_the_fact_in_all_three_figures() -> None:
    names = ("alpha", "low_limit", "gamma", "very_low_limit")
    before, after = (
        BOOK.on("2025-05-01", known_on).version("structural_category2").value for known_on in ("2025-07-14", None)
    )
    assert [before[name] for name in names] == ["0.2557", "9437.21", "0.4000", "7278.16"]
    assert [after[name] for name in names] == ["0.2300", "9780.00", "0.1500", "9780.00"]


@pytest.mark.parametrize(("known_on", "gamma"), [("2026-07-06", "0.1500"), ("2026-07-07", "0.1600"), (None, "0.1600")])
@pytest.mark.parametrize("category", [1, 2])
def test_gamma_of_2026q2_depends_on_whether_the_consolidated_decree_is_known(
    category: int, known_on: str | None, gamma: str
) -> None:
    value = BOOK.on("2026-05-01", known_on).version(f"structural_category{category}").value
    assert value["gamma"] == gamma


def test_the_650_student_hours_of_2025_were_not_known_before_the_law_of_may() -> None:
    assert BOOK.on("2025-02-01").version("student_hours_quota").value == 650
    assert BOOK.on("2025-02-01", known_on="2025-05-08").version("student_hours_quota").value == 650
    with pytest.raises(NotCovered, match="student_hours_quota"):
        BOOK.on("2025-02-01", known_on="2025-05-07").version("student_hours_quota")
    assert BOOK.on("2024-02-01", known_on="2024-02-01").version("student_hours_quota").value == 600


# Each named reading: a day, the figure and what it is in the plain law and in the reading (the notes' conflicts).
READINGS: list[tuple[str, str, str, Any, Any]] = [
    ("strict_upper_edge", "2026-07-01", "upper_edge_closed", True, False),
    ("bonus_unrounded_hourly", "2026-07-01", "hourly_rounded", True, False),
    ("annual_cap_blue_108", "2026-07-01", "annual_cap_blue_factor", "100 %", "108 %"),
    ("annual_cap_at_year_end", "2026-01-01", "annual_cap", "3466.44", "3594.36"),
    ("annual_cap_at_year_end", "2024-04-01", "annual_cap", "3266.52", "3331.80"),
    ("csss_sum_of_monthly_excess", "2026-07-01", "quarter_by_months", False, True),
    ("isolated_2024", "2024-06-01", "single_reduction", "0.00", "144.00"),
    ("first_three_quarters", "2023-07-01", "base_surcharge_rate", "0.02 %", "0.03 %"),
    ("first_three_quarters", "2023-07-01", "student_employer_rate", "5.42 %", "5.43 %"),
    ("first_three_quarters", "2024-07-01", "asbestos_rate", "0 %", "0.01 %"),
    ("first_three_quarters", "2025-07-01", "asbestos_rate", "0 %", "0.01 %"),
    ("first_three_quarters", "2025-10-01", "asbestos_rate", "0 %", "0 %"),
    ("first_three_quarters", "2026-10-01", "asbestos_rate", "0 %", "0 %"),
    ("home_work_monthly_annual_12", "2026-05-01", "travel_exemption_month", "41.70", "41.67"),
    ("flexi_cap_12000", "2026-05-01", "flexi_untaxed_year", "18440.00", "12000.00"),
    ("fe1_bill_2026_04", "2026-04-01", "engagement_first", "3100.00", "2000.00"),
    ("fe_announced_13q", "2026-07-01", "engagement_quarters", 12, 13),
]


@pytest.mark.parametrize(("reading", "day", "name", "plain", "read"), READINGS)
def test_a_named_reading_changes_the_figure_that_it_is_about(
    reading: str, day: str, name: str, plain: Any, read: Any
) -> None:
    assert BOOK.on(day).version(name).value == plain
    assert BOOK.reading(reading).on(day).version(name).value == read


def test_the_reading_of_s2_in_may_2024_changes_the_limit_and_the_white_slope() -> None:
    plain, read = (book.on("2024-06-01").version("white_a").value for book in (BOOK, BOOK.reading("s2_2024_05_x102")))
    assert (plain["until"], plain["slope"]) == ("3207.40", "0.2442")
    assert (read["until"], read["slope"]) == ("3207.34", "0.2443")


@pytest.mark.parametrize("limit", ["1495", "1491"])
def test_the_readings_of_the_second_threshold_of_2025_change_that_one_only(limit: str) -> None:
    plain = BOOK.on("2025-06-01").version("attachment_thresholds").value
    read = BOOK.reading(f"garnishment_t2_2025_{limit}").on("2025-06-01").version("attachment_thresholds").value
    assert read == {**plain, "second": f"{limit}.00"}
    assert plain["second"] == "1492.00"


def test_the_onss_practice_raises_the_minimum_of_the_5_90_percent_row_only() -> None:
    plain, read = (
        book.on("2026-06-01").version("month_with_income").value for book in (BOOK, BOOK.reading("onss_practice_5_90"))
    )
    assert [row for row, other in zip(plain, read, strict=True) if row != other] == [plain[2]]
    assert (plain[2]["min"], read[2]["min"]) == ("5.15", "5.90")


@pytest.mark.parametrize("reading", BOOK.known_readings())
def test_every_named_reading_is_tried_somewhere(reading: str) -> None:
    """Here, or in the test of the area that it belongs to; `test_tables.py` only lists them."""
    files = [file for file in Path(__file__).parent.rglob("test_*.py") if file.name != "test_tables.py"]
    assert any(f'"{reading}"' in file.read_text(encoding="utf-8") for file in files)


@pytest.mark.parametrize("reading", BOOK.known_readings())
def test_a_reading_leaves_every_figure_that_it_does_not_name(reading: str) -> None:
    named = BOOK.known_readings()[reading]
    read = BOOK.reading(reading)
    for day in ("2023-08-01", "2024-06-01", "2025-08-01", "2026-08-01"):
        for parameter, version in read.on(day):
            if parameter.key not in named:
                assert version == BOOK.on(day).version(parameter.name)


def test_readings_can_be_put_together_in_any_order() -> None:
    one = BOOK.reading("strict_upper_edge", "isolated_2024")
    assert one.digest == BOOK.reading("isolated_2024").reading("strict_upper_edge").digest
    assert one.on("2024-06-01").version("single_reduction").value == "144.00"
    assert one.on("2024-06-01").version("upper_edge_closed").value is False


@pytest.mark.parametrize("key", [parameter.key for parameter in BOOK.parameters()])
def test_every_figure_can_be_amended_with_its_own_value(key: str) -> None:
    value = BOOK.parameter(key).versions[-1].value
    assert BOOK.amend({key: {"2040-01-01": value}}).on("2040-01-01").version(key).value == value


def test_a_reform_of_the_withholding_tax_is_computed_with() -> None:
    reform = BOOK.amend({"withholding_tax.expenses_cap": {"2026-07-01": "6200.00"}})
    assert reform.on("2026-06-30").get(WithholdingLaw).expenses_cap == 607_000
    assert reform.on("2026-07-01").get(WithholdingLaw).expenses_cap == 620_000


def test_children_stay_eight_in_an_amendment() -> None:
    with pytest.raises(InvalidInput, match="must be written like"):
        BOOK.amend({"child_reductions": {"2027-01-01": ["600.00", "1200.00"]}})
    eight = [f"{n}000.00" for n in range(1, 9)]
    amended = BOOK.amend({"child_reductions": {"2026-02-01": eight}}).on("2026-03-01").get(FamilyLaw)
    assert amended.child_reductions == tuple(n * 100_000 for n in range(1, 9))


ROW = BOOK.on("2026-09-01").version("white_a").value


def test_a_row_of_the_work_bonus_is_amended_in_euros() -> None:
    amended = BOOK.amend({"white_a": {"2026-10-01": ROW | {"until": "3500.00"}}})
    assert amended.on("2026-10-01").get(WorkBonusLaw).white_a.until == 350_000


@pytest.mark.parametrize(
    "row",
    [
        ROW | {"until": 350_000},
        ROW | {"until": "a lot"},
        ROW | {"beyond": "3500.00"},
        {key: value for key, value in ROW.items() if key != "until"},
    ],
    ids=["cents instead of euros", "words", "an unknown key", "a key that is missing"],
)
def test_a_row_of_the_work_bonus_of_another_shape_is_refused(row: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput, match="must be written like"):
        BOOK.amend({"white_a": {"2026-10-01": row}})


def test_figures_without_a_day_of_publication_and_amendments_are_always_known(country: LawBook) -> None:
    amended = country.amend({"roads.toll_rate": {"2026-01-01": "9 %"}})
    assert amended.on("2026-02-01", known_on="1990-01-01").version("toll_rate").value == "9 %"
    assert country.on("2026-02-01", known_on="1990-01-01").version("toll_rate").published is None
