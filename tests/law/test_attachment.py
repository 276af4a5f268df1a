"""Attachment of pay: the worked examples, the printed slices of the tables, and what no claim may break.

Typed from worker_contributions.md sections 7, 10 and 12.
"""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from law.rule_formulas import differences
from sharedpay.errors import NotCovered
from sharedpay.law.attachment import AttachmentLaw, Claim, attachment
from sharedpay.law.book import packaged
from sharedpay.money import NO_LIMIT, cents
from sharedpay.payroll.check import CaseResult, check_case

BOOK = packaged()


def law(day: str, *readings: str) -> AttachmentLaw:
    return BOOK.reading(*readings).on(day).get(AttachmentLaw)


@pytest.mark.parametrize(
    ("day", "net", "children", "taken"),
    [
        ("2024-01", "2000.00", 0, "386.10"),
        ("2024-01", "2000.00", 3, "137.10"),
        ("2023-02", "2000.00", 0, "143.10"),
    ],
)
def test_worked_examples(day: str, net: str, children: int, taken: str) -> None:
    claim = Claim(cents(net), children_at_charge=children)
    found = attachment(claim, law(day))
    assert found.attachable == found.attached == cents(taken)
    assert found.net_kept == cents(net) - cents(taken)
    assert not differences(found, claim, law(day))


@pytest.mark.parametrize(
    ("day", "bounds", "child", "slices"),
    [
        # Slices: 20, 30 and 40 per cent of the distance between the bounds.
        ("2023-01", (1542, 1657, 1828, 2000), 95, ("23.00", "51.30", "68.80")),
        ("2023-04", (1316, 1414, 1560, 1706), 81, ("19.60", "43.80", "58.40")),
        ("2024-01", (1341, 1440, 1589, 1738), 83, ("19.80", "44.70", "59.60")),
        ("2025-01", (1388, 1492, 1646, 1800), 86, ("20.80", "46.20", "61.60")),
        ("2026-01", (1419, 1524, 1682, 1839), 88, ("21.00", "47.40", "62.80")),
    ],
)
def test_the_tables(day: str, bounds: tuple[int, ...], child: int, slices: tuple[str, ...]) -> None:
    assert tuple(law(day).attachment_thresholds) == tuple(100 * bound for bound in bounds)
    assert law(day).attachment_child == 100 * child
    found = attachment(Claim(100 * bounds[-1]), law(day))
    assert found[:4] == (*map(cents, slices), 0)


def test_the_second_bound_of_2025_has_three_readings() -> None:
    taken = [
        attachment(Claim(cents("1600.00")), law("2025-06", *reading)).attached
        for reading in ((), ("garnishment_t2_2025_1495",), ("garnishment_t2_2025_1491",))
    ]
    assert taken == [cents("53.20"), cents("52.90"), cents("53.30")]
    assert law("2026-01", "garnishment_t2_2025_1495") == law("2026-01")


def test_replacement_income_has_no_slice_of_30_percent() -> None:
    # 2026: 20 % x 105 + 40 % x 315 = 21.00 + 126.00, and all of the 61.00 above.
    claim = Claim(cents("1900.00"), replacement_income=1)
    found = attachment(claim, law("2026-01"))
    assert found[:4] == (cents("21.00"), cents("63.20"), cents("62.80"), cents("61.00"))
    assert found.attached == cents("208.00")
    assert not differences(found, claim, law("2026-01"))


def test_maintenance_has_no_limit_and_a_claim_takes_no_more_than_is_owed() -> None:
    claim = Claim(cents("1300.00"), cents("450.00"), maintenance=1)
    assert attachment(claim, law("2026-01")).attached == cents("450.00")
    assert attachment(claim._replace(claim=NO_LIMIT), law("2026-01")).net_kept == 0
    assert attachment(claim._replace(maintenance=0), law("2026-01")).attached == 0
    assert attachment(Claim(cents("2000.00"), cents("10.00")), law("2026-01")).attached == cents("10.00")


def test_a_net_below_zero_gives_nothing() -> None:
    for maintenance in (0, 1):
        claim = Claim(-5_000, maintenance=maintenance)
        assert attachment(claim, law("2026-01"))[-2:] == (0, -5_000)
        assert not differences(attachment(claim, law("2026-01")), claim, law("2026-01"))


@given(st.integers(0, 400_000), st.integers(0, 12), st.integers(0, 1), st.sampled_from(range(2023, 2027)))
def test_nobody_keeps_less_than_the_first_bound_and_more_pay_never_leaves_less(
    net: int, children: int, replacement: int, year: int
) -> None:
    figures = law(f"{year}-06")
    claim = Claim(net, replacement_income=replacement, children_at_charge=children)
    found = attachment(claim, figures)
    assert found.net_kept >= min(net, figures.attachment_thresholds.first)
    assert found.net_kept <= attachment(claim._replace(net_of_pay=net + 100), figures).net_kept
    assert found.attached >= attachment(claim._replace(children_at_charge=children + 1), figures).attached
    assert not differences(found, claim, figures)


def check(day: str, **inputs: Any) -> CaseResult:
    return check_case({"id": "x", "topic": "garnishment", "pay_date": day, "inputs": inputs, "status": "firm"})


def test_cases() -> None:
    assert check("2024-01", net="2000.00", household={"children": 3}).computed == {
        "seizable": "137.10",
        "kept": "1862.90",
    }
    assert check("2026-01", net="1900.00", income="replacement").computed["seizable"] == "208.00"
    bounds = ["1085.00", "1166.00", "1286.00", "1407.00"]
    assert check("2017-01", net="1507.00", thresholds=bounds).computed["seizable"] == "200.60"
    assert check("2017-01", net="1507.00", thresholds=bounds, household={"children": 1}).outcome == "not_covered"
    assert check("2022-12", net="1507.00").outcome == "not_covered"
    assert check("2026-01", net="1507.00", thresholds=bounds[:3]).outcome == "invalid"
    assert check("2026-01", net="1507.00", thresholds=bounds[::-1]).outcome == "invalid"
    assert check("2026-01").outcome == "invalid"


def test_before_2023_there_are_no_bounds() -> None:
    with pytest.raises(NotCovered):
        law("2022-12-31")
