"""The topics of target-group reductions and of the minimum wage."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from sharedpay.errors import InvalidInput, NotModelled
from sharedpay.law.book import Laws
from sharedpay.law.minimum_wage import MinimumWageLaw, YouthLaw, minimum_of_age, minimum_of_hour
from sharedpay.law.target_groups import (
    ARTISTS_GROUP,
    BRUSSELS,
    ENGAGEMENT_GROUP,
    FLANDERS,
    WALLONIA,
    Claim,
    EngagementLaw,
    TargetGroupLaw,
    engagement_amount,
    target_group,
    waived_by_claim,
)
from sharedpay.money import NO_LIMIT, cents
from sharedpay.payroll.check.inputs import Inputs, written
from sharedpay.payroll.check.result import Computed, Money, Value

_RANKS: Final = {
    f"{name}_engagement": rank
    for rank, name in enumerate(("first", "second", "third", "fourth", "fifth", "sixth"), start=1)
}
_REGIONS: Final = {"flanders": FLANDERS, "brussels": BRUSSELS, "wallonia": WALLONIA}
_AGES: Final = {
    "adult": (18, 0),
    "student_20": (20, 1),
    "student_19": (19, 1),
    "student_18": (18, 1),
    "age_17": (17, 0),
    "age_16": (16, 0),
    "age_16_or_less": (16, 0),
}


def target_group_of_case(given: Inputs) -> Computed:
    """The reduction of a quarter within what the structural one leaves, a schedule's total, or the artists' floor."""
    kind = given.choice("kind", (*_RANKS, "artist"), "")
    laws = given.book.on(given.day.replace(month=given.day.month - (given.day.month - 1) % 3, day=1))
    if kind == "artist" and "multiple" in given:
        return _floor(given, laws)
    if "schedule" in given or (_RANKS.get(kind, 0) > 1 and "amount" not in given):
        return _total(given, _RANKS.get(kind, 0))
    return _reduction(given, kind, laws)


def _floor(given: Inputs, laws: Laws) -> Computed:
    multiple, monthly = given.count("multiple"), given.money("minimum_wage_month")
    given.close()
    if "minimum_wage_month" not in given:
        monthly = laws.get(MinimumWageLaw).guaranteed_month
    return Computed({"reference_wage_floor": Money(multiple * monthly)})


def _total(given: Inputs, rank: int) -> Computed:
    """All that a hire on the case's date gives, used in full in every quarter: as stated, or by the law."""
    given.ignore("schedule")
    stated = given.values.get("schedule")
    if stated is not None:
        total = _stated_total(given, stated)
        given.close()
        return Computed({"total_over_quarters": Money(total)})
    given.close()
    hired = given.book.on(given.day).get(EngagementLaw)
    waived = given.laws.get(TargetGroupLaw, frozenset(TargetGroupLaw._fields))
    total = 0
    for quarter in range(1, hired.engagement_quarters + 1):
        claim = Claim(ENGAGEMENT_GROUP, rank, quarter, quarter, workers_in_quarter=rank)
        total += engagement_amount(claim, waived, hired)
    return Computed({"total_over_quarters": Money(total)})


def _stated_total(given: Inputs, rows: Any) -> int:
    problem = "schedule: must be a list of [amount, number of quarters]"
    if not isinstance(rows, list) or len(rows) > 100:
        given.problems.append(problem)
        return 0
    total = 0
    for row in rows:
        if not isinstance(row, list) or len(row) != 2 or type(row[1]) is not int or not 0 <= row[1] <= 100:
            given.problems.append(problem)
            continue
        try:
            total += cents(written(row[0], "schedule"), "schedule") * row[1]
        except InvalidInput as error:
            given.problems += error.problems
    return total


def _reduction(given: Inputs, kind: str, laws: Laws) -> Computed:
    """The reduction from its lump sum, stated or the law's, at most what the structural reduction leaves."""
    stated = next((key for key in ("target_group_reduction", "amount") if key in given), "")
    amount = given.money("target_group_reduction") or given.money("amount")
    fraction = given.quantity("work_fraction", 100)
    half_time = given.flag("contract_at_least_half_time", default=True)
    room = given.money("reducible_contributions") if "reducible_contributions" in given else NO_LIMIT
    structural = min(given.money("structural_reduction"), room)
    region = _REGIONS.get(given.choice("region", ("", *_REGIONS), ""), 0) if kind == "artist" else 0
    if not kind and not stated:
        given.problems.append("kind: is missing; give it, or target_group_reduction")
    given.close()
    if kind == "artist":
        claim = Claim(ARTISTS_GROUP, claim_region=region or BRUSSELS)
        if not stated and not region:
            raise NotModelled("region: an artist's reduction needs one, or amount")
    else:
        claim = Claim(ENGAGEMENT_GROUP, engagement_rank=1)
    waive = waived_by_claim(claim, given.day.isoformat())
    if stated:
        waive |= {"engagement_first", "artist_brussels", "artist_flanders", "artist_wallonia", "guaranteed_month"}
        waive |= set(EngagementLaw._fields)
    law = laws.get(TargetGroupLaw, waive)
    if stated:
        law = law._replace(
            engagement_first=amount, artist_flanders=amount, artist_brussels=amount, artist_wallonia=amount
        )
    hired = given.book.on(given.day).get(EngagementLaw, waive)
    found = target_group(claim, NO_LIMIT, fraction, int(half_time), 1, room, structural, law, hired)
    values: dict[str, Value] = {"target_group_reduction": Money(found.target_reduction)}
    if "structural_reduction" in given:
        values["structural_reduction"] = Money(structural)
    return Computed(values)


def minimum_wage(given: Inputs) -> Computed:
    """The guaranteed minimum of a month at an age, or of an hour; the month's is the law's if it is not stated."""
    monthly = given.money("minimum_wage_month")
    age_class = given.choice("age_class", tuple(_AGES), "adult")
    weekly = given.quantity("weekly_hours")
    if "weekly_hours" in given and weekly == 0:
        given.problems.append("weekly_hours: must be more than 0")
    if "contract_type" in given:
        raise NotModelled("contract_type: the minimum pay of a day by type of contract is not modelled")
    given.close()
    law = MinimumWageLaw(monthly) if "minimum_wage_month" in given else given.laws.get(MinimumWageLaw)
    age, student = _AGES[age_class]
    youth = given.laws.get(YouthLaw, frozenset() if age_class != "adult" else frozenset(YouthLaw._fields))
    at_age = minimum_of_age(age, student, youth, law)
    values: dict[str, Value] = {"minimum_wage_month_age": Money(at_age)}
    if weekly:
        values["minimum_wage_hour"] = Decimal(minimum_of_hour(at_age, weekly)).scaleb(-4)
    return Computed(values)
