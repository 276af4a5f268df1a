"""Charts: what they draw is what was computed, what they say is complete, and their specifications stay as they are."""

import re
import sys
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import altair as alt
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

import sharedpay as sp
from sharedpay import earnings as e
from sharedpay.errors import MissingExtra
from sharedpay.payroll.explain import money
from sharedpay.show import charts, kinks
from sharedpay.show.chart_lines import Point, amounts_panel
from sharedpay.show.chart_rows import framed
from sharedpay.show.language import CODES, language
from sharedpay.show.palette import PAYEE_COLOURS

MONTH = "2026-05"
CONTRACT = sp.PermanentContract(start="2025-01-01", joint_committee="200")
WORKER = sp.Worker(household=sp.Household(marital="single", children=1, single_parent=False))
SETTLEMENT = sp.settle("4500.00", CONTRACT, WORKER, month=MONTH)
RICH = sp.settle(
    "9000.00",
    CONTRACT,
    WORKER,
    month=MONTH,
    expenses="100.00",
    budget="7000.00",
    earnings=[e.MealVouchers(count=20, face="8.00"), e.Attachment(claim="300")],
)
SLIPS = [sp.payslip(CONTRACT, WORKER, gross="2500.00", month=f"2026-0{month}") for month in (3, 1, 2)]


def spec(chart: Any) -> dict[str, Any]:
    """A chart's specification, without what changes with versions: the schema, and the names of law and library."""

    def stable(part: Any) -> Any:
        if isinstance(part, dict):
            return {name: stable(value) for name, value in part.items() if name not in ("$schema", "name")}
        if isinstance(part, list):
            return [stable(value) for value in part]
        if isinstance(part, str):
            return re.sub(r"sharedpay \S+ law \w+", "sharedpay VERSION, law DIGEST", part)
        return part

    with pytest.MonkeyPatch.context() as patch:
        # Data inside the marks: data on their own are named by a digest of all that they hold.
        patch.setattr(alt.data_transformers, "consolidate_datasets", False)
        found: dict[str, Any] = stable(chart.to_dict())
    return found


def words(chart: Any) -> str:
    """Everything that a chart says, in the order in which it stands."""
    found: list[str] = []

    def walk(part: Any) -> None:
        if isinstance(part, dict):
            for name, value in part.items():
                if name in ("text", "subtitle", "title") and isinstance(value, (str, list)):
                    found.extend([value] if isinstance(value, str) else [str(line) for line in value])
                else:
                    walk(value)
        elif isinstance(part, list):
            for value in part:
                walk(value)

    walk(chart.to_dict())
    return re.sub(r"[\s\N{NO-BREAK SPACE}]+", " ", " ".join(found))


@pytest.mark.parametrize("width", [376, 876])
def test_the_specification_of_a_waterfall(width: int, snapshot: SnapshotAssertion) -> None:
    assert spec(charts.waterfall(SETTLEMENT, width=width)) == snapshot


def test_the_specification_of_the_payees(snapshot: SnapshotAssertion) -> None:
    assert spec(charts.payees(RICH)) == snapshot


def test_the_specification_of_the_months(snapshot: SnapshotAssertion) -> None:
    assert spec(charts.months(SLIPS)) == snapshot


def test_the_specification_of_a_curve(snapshot: SnapshotAssertion) -> None:
    assert spec(charts.curve(CONTRACT, WORKER, month=MONTH, low="1800.00", high="2400.00")) == snapshot


def test_the_specification_of_two_laws(snapshot: SnapshotAssertion) -> None:
    assert spec(charts.laws(CONTRACT, WORKER, before="2025-12", after=MONTH)) == snapshot


@pytest.mark.parametrize("lang", CODES)
def test_the_specification_in_every_language(lang: str, snapshot: SnapshotAssertion) -> None:
    assert spec(charts.payees(SETTLEMENT, width=376, lang=lang)) == snapshot


DRAWN: dict[str, Callable[[str], Any]] = {
    "waterfall": lambda lang: charts.waterfall(RICH, lang=lang),
    "payees": lambda lang: charts.payees(RICH, lang=lang),
    "months": lambda lang: charts.months([*SLIPS, RICH.payslip], lang=lang),
    "curve": lambda lang: charts.curve(CONTRACT, WORKER, month=MONTH, low="1800", high="2400", lang=lang),
    "curve of a revenue": lambda lang: charts.curve(
        CONTRACT, WORKER, month=MONTH, of="revenue", low="1800", high="2400", lang=lang
    ),
    "laws": lambda lang: charts.laws(CONTRACT, WORKER, before="2025-12", after=MONTH, lang=lang),
}


@pytest.mark.parametrize("lang", CODES)
@pytest.mark.parametrize("name", DRAWN)
def test_what_a_chart_says_in_every_language(name: str, lang: str, snapshot: SnapshotAssertion) -> None:
    said = re.sub(r"sharedpay \S+, (\w+) [0-9a-f]{12}", r"sharedpay (version), \1 (digest)", words(DRAWN[name](lang)))
    assert said == snapshot


@pytest.mark.parametrize("lang", CODES[1:])
@pytest.mark.parametrize("name", DRAWN)
def test_only_the_words_of_a_chart_depend_on_the_language(name: str, lang: str) -> None:
    def drawn(chart: Any) -> list[Any]:
        found = []

        def walk(part: Any) -> None:
            if isinstance(part, dict):
                # Words take more lines in some languages, which moves what stands below them.
                found.append({key: value for key, value in part.items() if key in ("from", "to", "colour")})
                found.append(
                    {key: part[key] for key in ("x", "y") if type(part.get(key)) is float and "x2" not in part}
                )
                for value in part.values():
                    walk(value)
            elif isinstance(part, list):
                for value in part:
                    walk(value)

        walk(spec(chart))
        return [part for part in found if part]

    english = drawn(DRAWN[name]("en"))
    assert drawn(DRAWN[name](lang)) == english
    assert len(english) > 3


@pytest.mark.parametrize(
    ("lang", "thousand", "half"), [("en", "2 000", "0.5"), ("fr", "2\xa0000", "0,5"), ("de", "2.000", "0,5")]
)
def test_numbers_on_axes_are_written_by_the_locale(lang: str, thousand: str, half: str, tmp_path: Any) -> None:
    charts.curve(CONTRACT, WORKER, month=MONTH, lang=lang, low="1000").save(str(tmp_path / "curve.svg"))
    assert f">{thousand}<" in (tmp_path / "curve.svg").read_text(encoding="utf-8")
    points = [Point(0, 0, None), Point(100, 100, None)]
    words = language(lang)
    panel = framed([amounts_panel(points, [], 300)], title="", subtitle="", footer=["x"], width=300, words=words)
    panel.save(str(tmp_path / "small.svg"))
    assert f">{half}<" in (tmp_path / "small.svg").read_text(encoding="utf-8")


@given(
    st.integers(200_000, 2_000_000),
    st.sampled_from(["21", "6", "exempt"]),
    st.sampled_from(["kept_by_pool", "credited"]),
    st.booleans(),
)
def test_a_waterfall_goes_down_to_what_is_paid_out(revenue: int, vat: str, reductions: Any, extras: bool) -> None:
    result = sp.settle(
        sp.Invoice(amount=f"{revenue // 100}.{revenue % 100:02d}", vat_rate=vat),  # type: ignore[arg-type]
        CONTRACT,
        WORKER,
        month=MONTH,
        enterprise=sp.Enterprise.smart(reductions=reductions),
        earnings=[e.MealVouchers(count=20, face="8.00"), e.Attachment(claim="300")] if extras else (),
    )
    level = result.turnover.total
    steps = charts.waterfall_steps(result)
    for step in steps:
        assert step.top == level
        level = level if step.entry is None else step.bottom
    assert level == result.payslip.run.paid_out
    assert sum(step.top - step.bottom for step in steps if step.entry) == result.turnover.total - level
    named = {step.name: step.top for step in steps}
    assert ("Invoice without VAT" in named) is (vat != "exempt")
    assert named.get("Invoice without VAT", result.turnover.total) == result.turnover.without_vat
    assert named.get("Gross", result.spending.gross) == result.spending.gross
    assert ("Gross" in named) is not extras


@pytest.mark.parametrize("result", [SETTLEMENT, RICH])
def test_a_waterfall_and_the_payees_say_every_amount(result: sp.Settlement) -> None:
    waterfall, payees = words(charts.waterfall(result)), words(charts.payees(result))
    for entry in result.ledger:
        assert money(entry.cents) in waterfall
        assert f"{entry.label} {money(entry.cents)}" in payees
    for amount in result.by_payee().values():
        assert f"{amount:,}".replace(",", " ") in payees
    assert sum(Decimal(share) for share in re.findall(r"\((\d+\.\d) %\)", payees)) == 100


def test_months_stand_in_order_and_say_what_is_paid_out_of_what() -> None:
    said = words(charts.months(SLIPS)).partition("Member")[2]
    assert said.index("2026-01 ") < said.index("2026-02 ") < said.index("2026-03 ")
    for slip in SLIPS:
        assert f"{slip.net:,} of {slip.employer_cost:,}".replace(",", " ") in said


def test_every_chart_says_its_unit_and_what_it_rests_on() -> None:
    for chart in (
        charts.waterfall(SETTLEMENT),
        charts.payees(SETTLEMENT),
        charts.months(SLIPS),
        charts.curve(CONTRACT, WORKER, month=MONTH, of="revenue"),
        charts.laws(CONTRACT, WORKER, before="2025-12", after=MONTH),
    ):
        said = words(chart)
        assert "EUR" in said
        assert f"law {SETTLEMENT.payslip.law_digest[:12]}" in said
        assert "joint committee 200" in said
        assert "Single, 1 child" in said


CASE = SETTLEMENT.payslip.case


def test_kinks_stand_at_the_thresholds_of_the_law() -> None:
    found = {kink.gross: kink.names for kink in kinks.kinks(CASE, 50_000, 600_000)}
    column = CASE.pay_law.special.month_individual
    for row in column[1:]:
        if 50_000 < row.start < 600_000:
            assert "special_contribution" in found[row.start]
    law = CASE.pay_law.work_bonus
    # The work bonus begins to fall a cent above the limit of its full amount, and is nothing above its end.
    assert "full_bonus_b" in found[law.white_b.full_until + 1]
    assert "full_bonus_a" in found[law.white_a.until + 1]
    # 30 % of twelve months reaches 6 070.00 of costs above 1 686.11, whose 6 069.996 round to it already.
    cap = CASE.pay_law.withholding.expenses_cap
    reached = next(gross for gross, names in found.items() if "expenses" in names)
    assert [CASE.pay(gross).withholding.expenses for gross in (reached - 1, reached)] == [cap, cap]
    assert CASE.pay(reached - 2).withholding.expenses < cap


@hypothesis_settings(max_examples=10)
@given(st.integers(100_000, 500_000))
def test_at_a_kink_a_rule_takes_another_branch_than_a_cent_before(low: int) -> None:
    for kink in kinks.kinks(CASE, low, low + 50_000):
        before, after = kinks.branches(CASE, kink.gross - 1), kinks.branches(CASE, kink.gross)
        assert any(before[name] != after[name] for name in kink.names)


def test_a_curve_names_its_kinks() -> None:
    said = words(charts.curve(CONTRACT, WORKER, month=MONTH, low="1800.00", high="2400.00"))
    start = min(row.start for row in CASE.pay_law.special.month_individual if row.start > 180_000)
    assert f"{money(start)}: Special social security contribution" in said


def test_two_laws_name_the_figures_that_differ() -> None:
    book = sp.law.load()
    reform = book.amend({"withholding_tax.expenses_cap": {"2026-01-01": "7000.00"}})
    said = words(charts.laws(CONTRACT, WORKER, before=MONTH, after=MONTH, law_after=reform))
    assert "Figures that differ: Lump-sum professional expenses, maximum" in said
    same = words(charts.laws(CONTRACT, WORKER, before=MONTH, after=MONTH))
    assert "Figures that differ: none" in same


def test_charts_save_without_a_browser(tmp_path: Any) -> None:
    chart = charts.waterfall(SETTLEMENT)
    chart.save(str(tmp_path / "chart.svg"))
    chart.save(str(tmp_path / "chart.png"))
    drawn = (tmp_path / "chart.svg").read_text(encoding="utf-8")
    assert "Paid out" in drawn
    assert money(SETTLEMENT.payslip.run.paid_out) in drawn
    assert (tmp_path / "chart.png").read_bytes().startswith(b"\x89PNG")


def test_every_payee_has_a_colour_of_its_own() -> None:
    assert len(set(PAYEE_COLOURS.values())) == len(PAYEE_COLOURS)


def test_what_can_not_be_drawn_says_so() -> None:
    with pytest.raises(sp.InvalidInput, match="at least one payslip"):
        charts.months([])
    with pytest.raises(sp.InvalidInput, match="a range from 0 up"):
        charts.curve(CONTRACT, month=MONTH, low="3000", high="2000")
    with pytest.raises(sp.InvalidInput, match="'gross' or 'revenue'"):
        charts.curve(CONTRACT, month=MONTH, of="net")  # type: ignore[arg-type]
    with pytest.raises(sp.InvalidInput, match="'xx' is not a language"):
        charts.waterfall(SETTLEMENT, lang="xx")
    early = sp.payslip(sp.PermanentContract(start="2020-01-01"), gross="2500", month="2021-01")
    with pytest.raises(sp.InvalidInput, match="some of the months only"):
        charts.months([early, *SLIPS])
    assert "of gross 2 500.00" in words(charts.months([early]))


def test_without_the_extra_charts_say_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("charts", "chart_curves", "chart_rows", "chart_lines", "altair_extra"):
        monkeypatch.delitem(sys.modules, f"sharedpay.show.{name}")
    monkeypatch.setitem(sys.modules, "altair", None)
    with pytest.raises(MissingExtra, match=r"pip install 'sharedpay\[charts\]'"):
        __import__("sharedpay.show.charts")
