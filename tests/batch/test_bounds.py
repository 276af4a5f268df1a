"""No number on the way is larger than 64 bits hold, and amended figures that are too large are refused."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from random import Random

import pytest

from sharedpay import batch
from sharedpay.batch import inputs
from sharedpay.batch.bounds import (
    BESIDE_GROSS,
    LARGEST,
    MOST_RATE,
    Watch,
    check_amended,
    check_prices,
    corners,
    fits_tiles,
    largest_among,
    largest_number,
    largest_of_searches,
    single_corners,
    steepest_product,
)
from sharedpay.batch.inputs import Row
from sharedpay.batch.laws import Asked, MonthLaw, PriceLaw, month_law
from sharedpay.batch.tiles import LARGEST_WHOLE, MOST_CENTS
from sharedpay.batch.vocabulary import INPUTS, MOST_HOURS
from sharedpay.errors import InvalidInput
from sharedpay.law.book import packaged
from sharedpay.money import MAX_CENTS, MILLION, Rate, half_up, share
from sharedpay.payroll.shares import Charges


def _laws() -> dict[str, MonthLaw]:
    """The different laws of all covered months."""
    found: dict[object, MonthLaw] = {}
    for number in range(2020 * 12, 2028 * 12):
        for costed in (True, False):
            law = month_law(number, Asked(packaged(), None, costed))
            if law.pay is not None:
                found.setdefault((law.pay, law.cost), law)
    return {f"{law.month} {'cost' if law.cost else 'pay'}": law for law in found.values()}


LAWS = _laws()


@pytest.mark.parametrize("name", list(LAWS))
def test_64_bits_hold_every_number(name: str) -> None:
    assert largest_number(LAWS[name]) < 2**56, "margin of 2**7 to what 64 bits hold"


@pytest.mark.parametrize("name", list(LAWS))
def test_floats_hold_every_whole_number_of_tiles(name: str) -> None:
    """With the amounts that tiles take; with those of the whole domain they would not."""
    assert fits_tiles(LAWS[name])
    assert largest_number(LAWS[name]) > LARGEST_WHOLE


WORK = tuple(range(inputs.FULL_MONTH, inputs.WEEKLY_DAYS + 1))


def anywhere(seed: int, most: int) -> Iterator[Row]:
    """Rows from everywhere in the domain, with amounts up to ``most``, many of them at an end."""
    random = Random(seed)  # noqa: S311  any numbers will do

    def amount() -> int:
        return random.choice((0, most, random.randrange(most), random.randrange(most), most - random.randrange(100)))

    def between(name: str) -> int:
        return random.randint(INPUTS[name].least, INPUTS[name].most)

    plain = next(corners())
    while True:
        full_time, longest = between("full_time_hours"), between("hours_full_time")
        yield plain._replace(
            **{name: amount() for name in ("gross", *BESIDE_GROSS)},
            status=random.randrange(5),
            scale=random.randint(1, 3),
            special_scale=random.randrange(3),
            director=random.randrange(2),
            category=random.randint(1, 2),
            children=between("children"),
            weekly_hours=random.randint(1, full_time),
            full_time_hours=full_time,
            hours_worked=random.choice((between("hours_worked"), random.randint(0, longest))),
            hours_full_time=longest,
            days_worked=between("days_worked"),
            days_possible=between("days_possible"),
            days_per_week=between("days_per_week"),
            ten_or_more=random.randrange(2),
            joint_committee=random.randrange(2),
            risk_groups=random.randrange(2),
        )


@pytest.mark.parametrize("most", [MAX_CENTS, MOST_CENTS])
@pytest.mark.parametrize("name", ["2021-01 pay", "2023-01 cost", "2025-04 cost", "2026-07 cost"])
def test_no_row_of_any_work_has_a_larger_number(name: str, most: int) -> None:
    law = LAWS[name]
    for work in WORK:
        rows = islice(anywhere(work, most), 500)
        assert largest_among(law, law.facts._replace(work=work), rows) <= largest_number(law, most)


def test_corners_alone_have_no_number_as_large_as_a_part_timer_can_have() -> None:
    law = LAWS["2023-01 cost"]
    facts = law.facts._replace(work=inputs.HOUR_PAIR)
    at_corners = largest_among(law, facts, corners())
    assert at_corners < largest_among(law, facts, islice(anywhere(1, MAX_CENTS), 500)) < largest_number(law)


def test_an_amended_law_that_is_too_large_for_part_timers_alone_is_refused() -> None:
    """A rate of 900 % on a quarter of sixty million euros, by 79 hundredths, by a million for the multiplier."""
    assert 2 * (6 * 10**9 * 9) * 79 * MILLION > LARGEST  # as doubled by the rounding
    law = LAWS["2023-01 cost"]
    assert law.cost is not None
    table = law.cost.reductions.structural_category2._replace(delta=Rate(9_000_000))
    steep = law._replace(cost=law.cost._replace(reductions=law.cost.reductions._replace(structural_category2=table)))
    assert largest_among(steep, steep.facts._replace(work=inputs.HOUR_PAIR), corners()) < LARGEST
    with pytest.raises(InvalidInput, match="64 bits"):
        check_amended(steep)


MOST = Rate(MOST_RATE)
ITEMISED = Charges(Rate(999_999), Rate(999_999), Rate(0), MOST, MOST, MOST, flat_cost=MOST_RATE, credited=0)
DIVIDED = ITEMISED._replace(margin_rate=Rate(0), coefficient=MOST, credited=1)


@pytest.mark.parametrize("charges", [ITEMISED, DIVIDED], ids=["itemised", "coefficient"])
@pytest.mark.parametrize("name", [name for name in LAWS if name in ("2023-01 cost", "2025-07 cost", "2026-07 cost")])
def test_64_bits_hold_every_number_of_a_settlement(name: str, charges: Charges) -> None:
    """At the largest rates that a batch takes, a margin of all but a millionth and the most of every amount."""
    law = LAWS[name]._replace(prices=PriceLaw((charges,) * 5))
    assert largest_number(LAWS[name]) <= largest_number(law) < 2**58, "margin of 2**5 to what 64 bits hold"


def test_rates_beyond_the_largest_are_refused() -> None:
    law = LAWS["2026-07 cost"]
    check_prices(law._replace(prices=PriceLaw((ITEMISED, DIVIDED))))
    for field in ("coefficient", "holiday_provision_rate", "insurance_rate", "flat_cost"):
        beyond = DIVIDED._replace(**{field: Rate(MOST_RATE + 1)})
        with pytest.raises(InvalidInput, match="64 bits"):
            check_prices(law._replace(prices=PriceLaw((ITEMISED, beyond))))


def test_the_watch_sees_every_product() -> None:
    watch = Watch()
    half_up(watch.number(3 * 10**17), 2)
    assert watch.largest == 6 * 10**17 + 2
    share(watch.number(10**12), watch.number(10**6))  # type: ignore[arg-type]
    assert watch.largest == 2 * 10**18 + 10**6
    assert (5 - watch.number(7), -watch.number(7), 7 // watch.number(2)) == (-2, -7, 3)


def test_corners_reach_the_edges_of_the_domain() -> None:
    rows = list(corners())
    for name in ("gross", "benefits_in_kind", "car_benefit", "copyright_amount", "premium_base"):
        assert max(getattr(row, name) for row in rows) == MAX_CENTS
    assert {row.status for row in rows} == {0, 1, 3, 4}


SEARCHED = [
    row
    for row in corners()
    if row.gross == 0 and row.scale == 2 and row.hours_worked + row.hours_full_time in (2, 2 * MOST_HOURS - 1)
]
SEARCHED += [row for row in single_corners() if row.scale == 1 and row.director == 0 and row.hours_worked == 1]


@pytest.mark.parametrize("name", ["2021-01 pay", "2021-02 pay", "2023-01 cost", "2025-07 cost", "2026-07 cost"])
def test_64_bits_hold_every_number_of_a_search(name: str) -> None:
    """The searches of the inverses themselves, at the corners: what they multiply is larger than what the rules do."""
    law = LAWS[name]
    found = largest_of_searches(law, SEARCHED)
    assert (MAX_CENTS - 1) * MAX_CENTS <= found <= steepest_product(law)
    assert largest_number(law) < found < 2**60, "margin of 2**3 to what 64 bits hold"


@pytest.mark.parametrize("name", list(LAWS))
def test_no_product_of_a_search_can_be_larger(name: str) -> None:
    """From a net below nothing, which what is taken off a pay without gross can make it, to the most of an amount.

    The most of a car, ten million euros, bears a tax of 53.5 % (the highest rate of the scale) on nearly all of it and
    a special contribution of less than 100 euros: the furthest is 1.535 times the most of an amount.
    """
    furthest = MAX_CENTS + 535 * MAX_CENTS // 1000 + 10_000
    assert MAX_CENTS * (MAX_CENTS + MAX_CENTS // 2) < steepest_product(LAWS[name]) < MAX_CENTS * furthest
    assert MAX_CENTS * furthest < 2**61, "margin of 2**2 to what 64 bits hold"


def test_an_amended_law_that_is_too_steep_for_a_search_is_refused() -> None:
    """A tax of 400 % on ten million euros of a car leaves a net of -40 million: 5 * 10**9 by 10**9 are above 2**62."""
    law = LAWS["2026-07 cost"]
    assert law.pay is not None
    rows = tuple(row._replace(rate=Rate(4_000_000)) for row in law.pay.withholding.tax_scale)
    steep = law._replace(pay=law.pay._replace(withholding=law.pay.withholding._replace(tax_scale=rows)))
    assert largest_number(steep) < LARGEST < steepest_product(steep)
    with pytest.raises(InvalidInput, match="64 bits"):
        check_amended(steep)


def test_an_amended_law_that_is_too_large_is_refused() -> None:
    book = packaged().amend({"withholding_tax.expenses_rate": {"2026-01-01": "90000000.000000"}})
    with pytest.raises(InvalidInput, match="64 bits"):
        batch.pay({"gross": ["2500.00"]}, month="2026-05", law=book)
    assert batch.pay({"gross": ["2500.00"]}, month="2025-12", law=book).num_rows == 1


def test_an_amended_law_is_used() -> None:
    book = packaged().amend({"contributions.personal_rate": {"2026-05-01": "10 %"}})
    table = {"gross": ["4000.00"]}
    assert batch.pay(table, month="2026-05", law=book).column("onss_personal")[0].as_py() == 400
    assert str(batch.pay(table, month="2026-05").column("onss_personal")[0].as_py()) == "522.80"
