"""The branches of a payslip's contributions: shares by hand, marked as notional, second pillar beside them."""

import json
from decimal import Decimal

import pytest

import sharedpay as sp
from sharedpay.payroll.branches import Part

CONTRACT = sp.PermanentContract(start="2026-07-01")


def test_a_month_by_hand() -> None:
    # 2500.00: 326.75 is 187.50 + 88.75 + 28.75 + 21.75. The work bonus is 245.72, so 81.03 is due: 81.03 / 13.07 is
    # 6.19969 a point, times 7.50, 3.55, 1.15 and 0.87 is 46.4977, 22.0089, 7.1296 and 5.3937.
    # The employer's shares of 2500.00 at 8.86, 3.80, 2.35, 1.46, 1.00 and 0.30 per cent have no remainder.
    found = sp.payslip(CONTRACT, gross="2500.00", month="2026-08").branches()
    printed = {
        "before_bonus": ["187.50", "88.75", "28.75", "21.75"],
        "after_bonus": ["46.50", "22.01", "7.13", "5.39"],
        "employer": ["221.50", "95.00", "58.75", "36.50", "25.00", "7.50"],
    }
    for part, amounts in printed.items():
        assert [str(share.amount) for share in found.shares if share.part == part] == amounts
    totals: dict[Part, str] = {"before_bonus": "326.75", "after_bonus": "81.03", "employer": "444.25"}
    for each, total in totals.items():
        assert found.total(each) == Decimal(total)


def test_the_shares_of_an_artist_are_of_the_base_of_108_per_cent() -> None:
    # 2700.00 at 8.86 % is 239.22; 13.07 % is 352.89, at 7.50 points 202.50.
    contract = sp.PermanentContract(start="2026-07-01", status="artist")
    shares = {
        share.code: share.amount for share in sp.payslip(contract, gross="2500.00", month="2026-08").branches().shares
    }
    assert (shares["reference_pension"], shares["branch_pension"]) == (Decimal("239.22"), Decimal("202.50"))


def test_every_share_is_explained_by_its_code() -> None:
    slip = sp.payslip(CONTRACT, gross="2500.00", month="2026-08")
    for share in slip.branches().shares:
        explained = slip.explain(share.code)
        assert explained.value == str(share.amount)
        assert explained.title.endswith("(notional)")
        assert explained.figures


def test_the_second_pillar_stands_beside_the_notional_shares() -> None:
    plan = sp.earnings.PensionPlan(employer="100.00")
    found = sp.payslip(CONTRACT, gross="2500.00", month="2026-08", earnings=[plan]).branches()
    # 8.86 % and 4.40 % of the premium.
    assert [(line.code, str(line.amount)) for line in found.second_pillar] == [
        ("pension_premium", "100.00"),
        ("pension_contribution", "8.86"),
        ("pension_premium_tax", "4.40"),
    ]
    data = json.loads(found.model_dump_json())
    assert {share["notional"] for share in data["shares"]} == {True}
    assert {line["notional"] for line in data["second_pillar"]} == {False}
    assert data["shares"][0] == {
        "part": "before_bonus",
        "branch": "pension",
        "code": "branch_pension",
        "label": "Pensions",
        "amount": "187.50",
        "notional": True,
    }
    assert "Second pillar" in str(found)
    assert "Notional: one global rate is levied." in str(found)


@pytest.mark.parametrize("status", ["student", "flexi"])
def test_no_text_divides_the_contributions_of_students_and_flexi_jobs(status: str) -> None:
    slip = sp.payslip(
        sp.PermanentContract.model_validate({"start": "2026-07-01", "status": status}), gross="1000.00", month="2026-08"
    )
    with pytest.raises(sp.NotModelled, match="no text divides"):
        slip.branches()
    with pytest.raises(sp.NotModelled, match="no text divides"):
        slip.explain("branch_pension")
