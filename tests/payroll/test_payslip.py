"""One payslip by hand, its lines, its assumptions, and its JSON that is computed again when it is read."""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Literal

import pytest

import sharedpay as sp
from sharedpay.testing import amounts_are_whole_cents, json_round_trips, lines_add_up

CONTRACT = sp.PermanentContract(start="2026-01-01", joint_committee="200")
WORKER = sp.Worker(household=sp.Household(marital="single", children=1))


def slip_of(**inputs: Any) -> sp.Payslip:
    return sp.payslip(**{"contract": CONTRACT, "worker": WORKER, "gross": "2500.00", "month": "2026-05", **inputs})


def test_the_payslip_of_the_readme_by_hand() -> None:
    # The figures of 2500.00 are worked out in test_settlement.py; one child takes 624.00 a year off the tax:
    # 4063.24 - 624.00 = 3439.24, a month 286.60 (286.6033…), less 95.36 is 191.24.
    slip = slip_of()
    assert {line.code: (line.kind, str(line.amount)) for line in slip} == {
        "gross": ("pay", "2500.00"),
        "contribution_base": ("subtotal", "2500.00"),
        "personal_contribution": ("deduction", "326.75"),
        "work_bonus_a": ("bonus", "125.04"),
        "work_bonus_b": ("bonus", "102.63"),
        "taxable": ("subtotal", "2400.92"),
        "withholding_before_bonus_credit": ("subtotal", "286.60"),
        "fiscal_work_bonus": ("subtotal", "95.36"),
        "withholding_tax": ("deduction", "191.24"),
        "special_contribution": ("deduction", "13.74"),
        # 2500.00 - 326.75 + 125.04 + 102.63 - 191.24 - 13.74
        "net": ("net", "2195.94"),
        "base_contribution": ("employer", "497.00"),
        "wage_moderation": ("employer", "128.00"),
        "work_accidents": ("employer", "0.50"),
        "asbestos": ("employer", "0.25"),
        "closing_fund_special": ("employer", "2.50"),
        "unemployment": ("employer", "42.25"),
        "temporary_unemployment": ("employer", "2.50"),
        "closing_fund": ("employer", "9.75"),
        # Joint committee 200: 0.23 %.
        "sector_contribution": ("employer", "5.75"),
        "employer_contributions": ("subtotal", "688.50"),
        "structural_reduction": ("employer_reduction", "268.92"),
        "employer_contributions_after_reductions": ("subtotal", "419.58"),
        "employer_cost": ("cost", "2919.58"),
    }
    lines_add_up(slip)
    amounts_are_whole_cents(slip)
    assert (slip.gross, slip.taxable, slip.net) == (Decimal(2500), Decimal("2400.92"), Decimal("2195.94"))
    assert (slip.employer_contributions, slip.employer_cost) == (Decimal("419.58"), Decimal("2919.58"))


def test_a_line_that_is_a_product_shows_its_base_and_its_rate() -> None:
    line = slip_of()["personal_contribution"]
    assert (line.base, line.rate, line.amount) == (Decimal("2500.00"), Decimal("0.1307"), Decimal("326.75"))
    artist = slip_of(contract=sp.PermanentContract(start="2026-01-01", status="artist"))["contribution_base"]
    assert (artist.base, artist.rate, artist.amount) == (Decimal("2500.00"), Decimal("1.08"), Decimal("2700.00"))
    assert slip_of()["work_bonus_a"].base is None
    assert slip_of()["work_bonus_a"].rate is None


def test_students_and_flexi_jobs_show_no_lines_that_cannot_apply() -> None:
    cases: tuple[tuple[Literal["student", "flexi"], str], ...] = (("student", "2432.25"), ("flexi", "2691.75"))
    for status, net in cases:
        slip = slip_of(contract=sp.PermanentContract(start="2026-01-01", status=status))
        # 2.71 % of 2500.00 is 67.75; a flexi-job pays nothing and has 7.67 % (191.75) with it.
        assert str(slip.net) == net
        assert not {"work_bonus_a", "withholding_tax", "special_contribution"} & {line.code for line in slip}


def test_point_80_withholds_11_11_per_cent_of_taxable_pay() -> None:
    contract = sp.PermanentContract(start="2026-01-01", status="artist", artist_point_80=True)
    slip = slip_of(contract=contract, gross="4000.00")
    # 108 % is 4320.00, 13.07 % of it 564.62 (564.624), no work bonus: taxable 3435.38; 11.11 % is 381.67.
    assert slip.taxable == Decimal("3435.38")
    assert slip["withholding_tax"].amount == Decimal("381.67")
    assert slip["withholding_tax"].rate == Decimal("0.1111")


def test_a_fixed_term_inside_a_month_is_paid_for_its_days() -> None:
    # Monday 4 to Friday 8 May 2026: 5 of 21 working days, a fraction of 0.24 (0.238…).
    term = sp.FixedTermContract(start="2026-05-04", end="2026-05-08")
    slip = slip_of(contract=term, gross="500.00")
    assert slip.pay.work_bonus.fraction == 24
    # The reference wage is 500.00 × 21 / 5 = 2100.00: both components in full, 0.24 of them.
    assert slip.pay.work_bonus.reference_wage == 210_000
    assert slip["work_bonus_a"].amount == Decimal("30.01")  # 0.24 × 125.04 = 30.0096
    # B: 0.24 × 168.62 = 40.4688, but all contributions are 65.35 (13.07 % of 500.00): 65.35 - 30.01 = 35.34.
    assert slip["work_bonus_b"].amount == Decimal("35.34")
    (partial,) = [note for note in slip.assumptions if note.code == "partial_month"]
    assert str(partial) == ("The contract covers 5 of the 21 working days of the month; the gross is their pay.")


def test_the_day_of_payment_chooses_the_tax_law() -> None:
    same, later = slip_of(month="2026-12"), slip_of(month="2025-12", contract=_since_2025(), paid_on="2026-01-05")
    before = slip_of(month="2025-12", contract=_since_2025())
    assert later.pay.contribution == before.pay.contribution
    assert later.pay.withholding != before.pay.withholding
    assert later.case.pay_law.withholding == same.case.pay_law.withholding
    with pytest.raises(sp.NotCovered, match="is not covered on 2027-01-05"):
        slip_of(month="2026-12", paid_on="2027-01-05")


def _since_2025() -> sp.PermanentContract:
    return sp.PermanentContract(start="2025-01-01")


def test_a_work_bonus_granted_before_limits_that_of_the_month() -> None:
    free, none = slip_of(), slip_of(work_bonus_granted="9999.99")
    assert free["work_bonus_a"].amount > 0
    assert (none["work_bonus_a"].amount, none["work_bonus_b"].amount) == (Decimal(0), Decimal(0))
    assert "bonus_ceiling" in {note.code for note in free.assumptions}
    assert "bonus_ceiling" not in {note.code for note in none.assumptions}


def test_what_was_published_later_is_left_out_on_request() -> None:
    # The structural reduction of 2025Q2 was changed by a decree of July 2025.
    now = slip_of(month="2025-05", contract=_since_2025())
    then = slip_of(month="2025-05", contract=_since_2025(), known_on="2025-06-01")
    assert now.net == then.net
    assert now.employer_cost != then.employer_cost


def test_a_pay_below_the_minimum_wage_is_computed_and_said() -> None:
    assert [note.code for note in slip_of(gross="1000.00").findings] == ["below_minimum"]
    assert slip_of().findings == ()


def test_a_month_without_employer_figures_says_so() -> None:
    slip = slip_of(contract=sp.PermanentContract(start="2021-01-01"), month="2021-01")
    lines_add_up(slip)
    assert "employer_cost" not in {line.code for line in slip}
    assert "no_cost" in {note.code for note in slip.assumptions}
    for total in ("employer_cost", "employer_contributions"):
        with pytest.raises(sp.NotCovered, match="is not covered on 2021-01-01"):
            getattr(slip, total)


def test_an_unknown_line_is_refused_with_those_there_are() -> None:
    with pytest.raises(sp.InvalidInput, match="line: no 'bonus' on this payslip; there are gross, contribution_base"):
        slip_of()["bonus"]


def test_a_payslip_rests_on_named_documents() -> None:
    sources = slip_of().sources
    assert len({source.id for source in sources}) == len(sources) > 10
    assert {"law-1981-06-29", "annex3-2026", "rd-2000-01-17"} <= {source.id for source in sources}


@pytest.mark.parametrize(
    "inputs",
    [
        {},
        {"worker": None},
        {"contract": sp.FixedTermContract(start="2026-05-04", end="2026-05-29"), "days_worked": 3},
        {"contract": sp.PermanentContract(start="2026-05-01", weekly_hours="19"), "hours_worked": "20.5"},
        {"work_bonus_granted": "1234.56", "paid_on": "2026-06-02", "known_on": "2026-06-30"},
        {"enterprise": sp.Enterprise.smart(workers=5, category=2)},
    ],
)
def test_a_payslip_is_the_same_after_json(inputs: dict[str, Any]) -> None:
    json_round_trips(slip_of(**inputs))


def test_a_payslip_under_an_amended_law_needs_that_law_again() -> None:
    book = sp.law.load().amend({"contributions.personal_rate": {"2026-01-01": "10 %"}})
    slip = slip_of(law=book)
    assert slip["personal_contribution"].amount == 250
    json_round_trips(slip, book)
    with pytest.raises(sp.InvalidInput, match="payslip: computed under the law"):
        sp.Payslip.model_validate_json(slip.model_dump_json())


def _set(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    def change(data: Any) -> None:
        *parents, last = path.split(".")
        for key in parents:
            data = data[int(key)] if isinstance(data, list) else data[key]
        data[int(last) if isinstance(data, list) else last] = value

    return change


TAMPERED: dict[str, tuple[Callable[[Any], Any], str]] = {
    "amount": (_set("lines.2.amount", "0.00"), "line personal_contribution says"),
    "rate": (_set("lines.2.rate", "0.1"), "line personal_contribution says"),
    "label": (_set("lines.0.label", "Gift"), "line gross says"),
    "gross": (_set("totals.gross", "2500.01"), "line gross says"),
    "month": (_set("month", "2026-08"), "line work_bonus_a says"),
    "household": (_set("worker.household.children", 2), "line withholding_before_bonus_credit says"),
    "impossible": (_set("worker.household.children", 1.5), "children: 1.5 is not allowed"),
    "unknown field": (_set("contract.end", "2026-05-31"), "end: no such input"),
    "unknown kind": (_set("contract.kind", "forever"), "is no payslip of sharedpay"),
    "law": (_set("law_digest", "0" * 64), "computed under the law 000000000000"),
    "line left out": (lambda data: data["lines"].pop(), "has 23 lines, the law gives 24"),
    "line added": (lambda data: data["lines"].append(data["lines"][0]), "has 25 lines, the law gives 24"),
    "no lines": (lambda data: data.pop("lines"), "is no payslip of sharedpay"),
    "lines of nothing": (_set("lines", [None] * 24), "line"),
    "no contract": (lambda data: data.pop("contract"), "is no payslip of sharedpay"),
}


@pytest.mark.parametrize(("change", "message"), TAMPERED.values(), ids=TAMPERED)
def test_a_payslip_that_was_tampered_with_is_refused(change: Callable[[Any], Any], message: str) -> None:
    data = slip_of().model_dump()
    change(data)
    with pytest.raises(sp.InvalidInput, match=message):
        sp.Payslip.model_validate_json(json.dumps(data))


@pytest.mark.parametrize("total", ["taxable", "net", "employer_contributions", "employer_cost"])
def test_totals_that_were_tampered_with_are_refused(total: str) -> None:
    data = slip_of().model_dump()
    data["totals"][total] = "9999.99"
    with pytest.raises(sp.InvalidInput, match=total):
        sp.Payslip.model_validate_json(json.dumps(data))


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "3", '"x"', "{}", '{"contract": {}}', '{"contract": null}'])
def test_a_text_that_is_no_payslip_is_refused(text: str) -> None:
    with pytest.raises(sp.InvalidInput, match="this JSON is no payslip of sharedpay"):
        sp.Payslip.model_validate_json(text)


@pytest.mark.parametrize(
    ("month", "known", "unknown"),
    [
        # The largest gross of which 108 %, to the cent, is at most a third of the quarter's ceiling:
        # 85 000 / 3 / 1.08 = 26 234.568; 26 234.56 gives 28 333.32 and thrice 84 999.96, a cent more 85 000.02.
        ("2025-08", "26234.56", "26234.57"),
        # 86 700 / 3 / 1.08 = 26 759.259; 26 759.26 gives 28 900.00 and thrice 86 700.00, a cent more 86 700.03.
        ("2026-02", "26759.26", "26759.27"),
        # 88 434 / 3 / 1.08 = 27 294.444; 27 294.44 gives 29 478.00 and thrice 88 434.00, a cent more 88 434.03.
        ("2026-08", "27294.44", "27294.45"),
    ],
)
def test_the_cost_of_a_fund_worker_is_known_up_to_the_ceiling_at_108_percent(
    month: str, known: str, unknown: str
) -> None:
    for status in ("artist", "blue_collar"):
        contract = sp.PermanentContract(start="2025-01-01", status=status)
        assert sp.payslip(contract, gross=known, month=month).employer_cost > 0
        with pytest.raises(sp.NotModelled, match="at 100 or at 108 % is unknown"):
            sp.payslip(contract, gross=unknown, month=month).employer_cost  # noqa: B018
        assert sp.payslip(contract, gross="40000.00", month="2025-06").employer_cost > 0
    assert sp.payslip(sp.PermanentContract(start="2025-01-01"), gross="40000.00", month=month).employer_cost > 0


def test_a_fund_worker_above_the_ceiling_has_a_net_but_no_cost() -> None:
    # Law notes, employer 6: an artist or blue-collar worker above the ceiling raises; 86 700 a quarter in May 2026.
    artist = sp.PermanentContract(start="2026-01-01", status="artist", artist_point_80=False)
    slip = slip_of(contract=artist, gross="40000.00")
    lines_add_up(slip)
    with pytest.raises(sp.NotModelled, match="above the ceiling"):
        slip.employer_cost  # noqa: B018
    with pytest.raises(sp.NotModelled, match="above the ceiling"):
        slip.explain("structural_reduction")
    assert slip_of(contract=artist, gross="26759.26").cost is not None
    with pytest.raises(sp.NotModelled, match="above the ceiling"):
        sp.gross_for_cost("60000.00", artist, month="2026-05")
    assert sp.gross_for_cost("35000.00", artist, month="2026-05").gross < 26759
    months = [sp.payslip(artist, month=month, gross="40000.00") for month in ("2026-04", "2026-05", "2026-06")]
    with pytest.raises(sp.NotModelled, match="above the ceiling"):
        sp.quarter(months)
