"""A gap in the law stops exactly the rows that need the missing figure."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sharedpay import batch
from sharedpay.batch.features import FEATURES, features_needing
from sharedpay.batch.inputs import Inputs, Row
from sharedpay.batch.laws import Asked, month_law
from sharedpay.batch.rows import employer_of_row, person_of_row
from sharedpay.batch.vocabulary import INPUTS
from sharedpay.errors import NotCovered
from sharedpay.law.book import packaged
from sharedpay.payroll.codes import waived, waived_by
from sharedpay.payroll.cost import CostLaw
from sharedpay.payroll.pay import PayLaw

FIGURES = [name for kind in (PayLaw, CostLaw) for name in packaged().on("2026-09").figures(kind)]
FLAG = st.integers(0, 1)


@st.composite
def rows(draw: st.DrawFn) -> Row:
    plain = {name: INPUTS[name].default if name in INPUTS else 0 for name in Row._fields}
    few = st.integers(0, 2)
    drawn = {
        **dict.fromkeys(("children", "disabled_children", "seniors_in_care", "other_dependants"), few),
        **dict.fromkeys(("single", "single_parent", "disabled", "partner_disabled", "director"), FLAG),
        **dict.fromkeys(("artist_point_80", "risk_groups", "group_insurance_personal"), FLAG),
        "status": st.integers(0, 4),
        "scale": st.integers(1, 3),
        "low_partner": few,
        "category": st.integers(1, 2),
        "ten_or_more": FLAG,
        "fund_class": st.integers(0, 3),
    }
    return Row(**plain | {name: draw(strategy) for name, strategy in drawn.items()})


@given(rows())
def test_features_say_what_waived_says(row: Row) -> None:
    facts = month_law(2026 * 12 + 8, Asked(packaged(), None, True)).facts
    columns = Inputs(*(np.array([value]) for value in row))  # type: ignore[arg-type]
    having = {feature for feature, has in FEATURES.items() if has(columns)[0]}
    waive = waived(person_of_row(row), bool(row.artist_point_80), row.group_insurance_personal)
    waive |= waived_by(employer_of_row(row, facts))
    for figure in FIGURES:
        assert (figure not in waive) == bool(having & features_needing(figure)), figure


def test_a_figure_that_nobody_waives_is_needed_by_all() -> None:
    assert features_needing("tax_scale") == {"white_collar", "blue_collar", "artist", "student", "flexi"}
    assert features_needing("senior_reduction") == {"seniors"}
    assert features_needing("category2_base_rate") == {"category_2"}


def test_a_gap_stops_only_who_meets_it() -> None:
    months = [f"2023-{month:02d}" for month in range(1, 13)]
    table = {
        "month": [month for month, _ in product(months, range(3))],
        "seniors_in_care": [number for _, number in product(months, range(3))],
        "gross": ["2500.00"] * 36,
    }
    result = batch.pay(table, on_error="column")
    assert result.column("outcome").to_pylist() == ["ok", "not_covered", "not_covered"] * 12
    assert "senior_reduction is not covered on 2023-02-01" in result.column("error")[4].as_py()
    with pytest.raises(NotCovered, match=r"senior_reduction.*2023-01-01.*rows 1, 2") as caught:
        batch.pay(table)
    assert caught.value.parameter == "withholding_tax.senior_reduction"
