"""Which figures of the law a row needs, so that a gap in the tables stops only the rows that meet it.

:func:`sharedpay.payroll.codes.waived` says it for one person. Here it is asked about persons with one feature each,
so that a gap becomes a few features, and rows that have one of them are found by columns.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from itertools import product
from typing import Any, Final

from sharedpay.batch.vocabulary import FEE_OF_ENTERPRISE
from sharedpay.law.employer import COMMERCIAL_LARGE, COMMERCIAL_SMALL, NO_CLOSING_FUND, NON_COMMERCIAL, Employer
from sharedpay.law.person import ARTIST, BLUE_COLLAR, FLEXI, LOW_INCOME, LOW_PENSION, STUDENT, WHITE_COLLAR, Person
from sharedpay.payroll.codes import waived, waived_by

STATUSES: Final[Mapping[str, int]] = {
    "white_collar": WHITE_COLLAR,
    "blue_collar": BLUE_COLLAR,
    "artist": ARTIST,
    "student": STUDENT,
    "flexi": FLEXI,
}


def _fixed_term(status: int) -> Callable[[Any], Any]:
    return lambda row: (row.fixed_term != 0) & (row.status == status)


FEATURES: Final[Mapping[str, Callable[[Any], Any]]] = {
    "white_collar": lambda row: row.status == WHITE_COLLAR,
    "blue_collar": lambda row: row.status == BLUE_COLLAR,
    "artist": lambda row: row.status == ARTIST,
    "student": lambda row: row.status == STUDENT,
    "flexi": lambda row: row.status == FLEXI,
    "single": lambda row: (row.single == 1) & (row.scale == 1),
    "children": lambda row: row.children != 0,
    "disabled_children": lambda row: row.disabled_children != 0,
    "single_parent": lambda row: row.single_parent != 0,
    "disabled": lambda row: row.disabled != 0,
    "partner_disabled": lambda row: (row.scale == 2) & (row.partner_disabled != 0),
    "low_income": lambda row: (row.scale == 1) & (row.low_partner == LOW_INCOME),
    "low_pension": lambda row: (row.scale == 1) & (row.low_partner == LOW_PENSION),
    "seniors": lambda row: row.seniors_in_care != 0,
    "other_dependants": lambda row: row.other_dependants != 0,
    "director": lambda row: row.director != 0,
    "flat_rate": lambda row: row.artist_point_80 != 0,
    "group_insurance": lambda row: row.group_insurance_personal != 0,
    "category_1": lambda row: row.category == 1,
    "category_2": lambda row: row.category == 2,
    "commercial_small": lambda row: row.fund_class == COMMERCIAL_SMALL,
    "commercial_large": lambda row: row.fund_class == COMMERCIAL_LARGE,
    "non_commercial": lambda row: row.fund_class == NON_COMMERCIAL,
    "no_fund": lambda row: row.fund_class == NO_CLOSING_FUND,
    "ten_or_more": lambda row: row.ten_or_more != 0,
    "risk_groups": lambda row: row.risk_groups != 0,
    "sector_200": lambda row: (row.joint_committee != 0) & (row.status == WHITE_COLLAR),
    "bonus_granted": lambda row: row.work_bonus_granted >= 0,
    **{f"fixed_term_{name}": _fixed_term(code) for name, code in STATUSES.items()},
    "fee_of_enterprise": lambda row: row.fee_rate == FEE_OF_ENTERPRISE,
}
"""What a row can have, on the inputs of a block: columns, or one number for all rows.

``bonus_granted`` is asked only of tables that state what was granted, ``fee_of_enterprise`` only of settlements.
"""

_PERSONS: Final[Mapping[str, Mapping[str, int]]] = {
    "single": {"scale": 1, "single": 1},
    "children": {"children": 1},
    "disabled_children": {"disabled_children": 1},
    "single_parent": {"single_parent": 1},
    "disabled": {"disabled": 1},
    "partner_disabled": {"scale": 2, "partner_disabled": 1},
    "low_income": {"scale": 1, "low_partner": LOW_INCOME},
    "low_pension": {"scale": 1, "low_partner": LOW_PENSION},
    "seniors": {"seniors": 1},
    "other_dependants": {"other_dependants": 1},
    "director": {"director": 1},
    "flat_rate": {},
    "group_insurance": {},
}
"""A person with one feature and nothing else, for each."""

Probe = tuple[frozenset[str], frozenset[str]]
"""The features of a person or an enterprise, and the figures that it can't need."""


@cache
def _person_probes() -> tuple[Probe, ...]:
    found = []
    for status, code in STATUSES.items():
        bare = Person(status=code, scale=3, single=0)
        found.append((frozenset({status}), waived(bare)))
        for feature, fields in _PERSONS.items():
            waive = waived(bare._replace(**fields), feature == "flat_rate", int(feature == "group_insurance"))
            found.append((frozenset({status, feature}), waive))
    return tuple(found)


@cache
def _employer_probes() -> tuple[Probe, ...]:
    funds = {
        "commercial_small": COMMERCIAL_SMALL,
        "commercial_large": COMMERCIAL_LARGE,
        "non_commercial": NON_COMMERCIAL,
        "no_fund": NO_CLOSING_FUND,
    }
    found = []
    for category, (fund, code), ten, risk in product((1, 2), funds.items(), (0, 1), (0, 1)):
        features = {f"category_{category}", fund}
        features |= ({"ten_or_more"} if ten else set()) | ({"risk_groups"} if risk else set())
        found.append((frozenset(features), waived_by(Employer(category, code, ten, risk))))
    return tuple(found)


@cache
def features_needing(figure: str) -> frozenset[str]:
    """The features that need a figure of pay or cost: a row needs it when it has one of them.

    All five statuses for a figure that everybody needs.
    """
    found = [_needing(figure, probes) for probes in (_person_probes(), _employer_probes())]
    needed = [features for features in found if features is not None]
    if len(needed) > 1:
        raise NotImplementedError(f"{figure} depends on the worker and on the enterprise at once")
    return needed[0] if needed else frozenset(STATUSES)


def _needing(figure: str, probes: tuple[Probe, ...]) -> frozenset[str] | None:
    """None when no probe can do without the figure."""
    if all(figure not in waive for _, waive in probes):
        return None
    features = frozenset[str]().union(*(having for having, _ in probes))
    needing = frozenset(
        feature for feature in features if all(figure not in waive for having, waive in probes if feature in having)
    )
    if not needing or any((figure not in waive) != bool(having & needing) for having, waive in probes):
        raise NotImplementedError(f"{figure} depends on more than one feature at once")
    return needing
