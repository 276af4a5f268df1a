"""What a pay holds beside its base, through the payslip: figures of the law notes, and sums that close."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sharedpay as sp
from sharedpay import earnings as e
from sharedpay.money import cents, euro_text
from sharedpay.payroll.explain import all_steps, money
from sharedpay.payroll.extras import Extra
from sharedpay.payroll.titles import title_of_line
from sharedpay.testing import (
    amounts_are_whole_cents,
    earnings,
    json_round_trips,
    ledger_closes,
    nothing_negative,
    spending_adds_up,
)

CONTRACT = sp.PermanentContract(start="2024-01-01", joint_committee="200")
WORKER = sp.Worker()


def slip_of(*items: e.Earnings, month: str = "2026-05", gross: str = "3000.00", **options: Any) -> sp.Payslip:
    contract = options.pop("contract", CONTRACT)
    return sp.payslip(contract, WORKER, gross=gross, month=month, earnings=list(items), **options)


def amounts(slip: sp.Payslip, *codes: str) -> tuple[str, ...]:
    return tuple(str(slip[code].amount) for code in codes)


def test_double_holiday_pay_of_a_full_year() -> None:
    # Law notes, holiday pay 11 and withholding 13: 85 % is 2550.00, 7 % 210.00; 13.07 % of 2550.00 is 333.29;
    # taxable 2426.71 at 36.34 % (reference 12 x (3000.00 - 392.10) = 31294.80) is 881.87.
    slip = slip_of(e.DoubleHolidayPay())
    codes = ("double_holiday_pay", "double_holiday_pay_contribution", "double_holiday_pay_withholding")
    assert amounts(slip, *codes) == ("2760.00", "333.29", "881.87")
    assert slip.net == slip_of().net + Decimal("2760.00") - Decimal("333.29") - Decimal("881.87")
    # It bears no employer contribution.
    assert slip.employer_cost == slip_of().employer_cost + Decimal("2760.00")


def test_double_holiday_pay_of_half_a_year() -> None:
    # 3000.00 x 92 % x 6 / 12 and 13.07 % of 1275.00.
    slip = slip_of(e.DoubleHolidayPay(months=6))
    assert amounts(slip, "double_holiday_pay", "double_holiday_pay_contribution") == ("1380.00", "166.64")


@pytest.mark.parametrize(
    ("start", "months", "pay"),
    [
        ("2024-06-01", 12, "2760.00"),
        ("2025-01-01", 12, "2760.00"),
        ("2025-07-01", 6, "1380.00"),
        ("2025-08-02", 4, "920.00"),
    ],
)
def test_months_of_double_holiday_pay_follow_from_the_contract(start: str, months: int, pay: str) -> None:
    # 92 % of 3000.00 for each twelfth; of August 2025 a day is missing.
    slip = slip_of(e.DoubleHolidayPay(), contract=sp.PermanentContract(start=start))
    assert amounts(slip, "double_holiday_pay") == (pay,)
    assert ("double_months", (str(months), "2025")) in slip.assumptions


def test_a_contract_of_this_year_has_no_double_holiday_pay_of_its_own() -> None:
    new = sp.PermanentContract(start="2025-12-02", joint_committee="200")
    with pytest.raises(sp.InvalidInput, match="months: the contract of 2025-12-02 covers no whole month of 2025"):
        slip_of(e.DoubleHolidayPay(), contract=new)
    slip = slip_of(e.DoubleHolidayPay(months=6), contract=new)
    assert amounts(slip, "double_holiday_pay") == ("1380.00",)
    assert "double_months" not in {note.code for note in slip.assumptions}


@pytest.mark.parametrize(
    ("start", "end", "month", "reason", "months", "service", "premium"),
    [
        ("2024-01-01", None, "2026-12", "in_service", 12, 36, "3000.00"),
        ("2026-07-01", None, "2026-12", "in_service", 6, 6, "1500.00"),
        # Less than the six months of service.
        ("2026-07-02", None, "2026-12", "in_service", 5, 5, "0.00"),
        ("2025-11-01", "2026-09-30", "2026-09", "in_service", 9, 11, "2250.00"),
        ("2024-01-01", None, "2026-04", "dismissed", 4, 28, "1000.00"),
        ("2024-01-01", "2026-04-15", "2026-04", "dismissed", 3, 27, "750.00"),
        # Three years of service are needed to keep it on resignation since 2026.
        ("2023-05-02", None, "2026-04", "resigned", 4, 35, "0.00"),
        ("2023-05-01", None, "2026-04", "resigned", 4, 36, "1000.00"),
    ],
)
def test_months_of_the_year_end_premium_follow_from_the_contract(
    start: str, end: str | None, month: str, reason: Any, months: int, service: int, premium: str
) -> None:
    # A twelfth of 3000.00 for each whole month of the year.
    contract = (
        sp.FixedTermContract(start=start, end=end, joint_committee="200")
        if end
        else sp.PermanentContract(start=start, joint_committee="200")
    )
    slip = slip_of(e.YearEndPremium(reason=reason), contract=contract, month=month)
    assert amounts(slip, "year_end_premium") == (premium,)
    said = {note.code: note.values[0] for note in slip.assumptions if note.values}
    assert (said["premium_months"], said["premium_service"]) == (str(months), str(service))
    stated = e.YearEndPremium(reason=reason, full_months=months, seniority_months=service)
    same = slip_of(stated, contract=contract, month=month)
    assert same.lines == slip.lines
    assert not {"premium_months", "premium_service"} & {note.code for note in same.assumptions}


def test_a_year_end_premium_of_joint_committee_200() -> None:
    # Law notes, withholding 13: 3000.00 less 392.10 at 40.38 %.
    slip = slip_of(e.YearEndPremium(), month="2026-12")
    codes = ("year_end_premium", "year_end_premium_contribution", "year_end_premium_withholding")
    assert amounts(slip, *codes) == ("3000.00", "392.10", "1053.07")


def test_a_premium_of_another_committee_is_not_guessed() -> None:
    other = sp.PermanentContract(start="2024-01-01", joint_committee="227")
    with pytest.raises(sp.NotCovered, match="joint committee 227"):
        slip_of(e.YearEndPremium(), contract=other)
    stated = slip_of(e.YearEndPremium(amount="1000.00"), contract=other)
    assert str(stated["year_end_premium_contribution"].amount) == "130.70"


def test_departure_holiday_pay_of_the_law_notes() -> None:
    # Holiday pay 11: E1 30000.00, E0 36000.00, 12 of 20 days taken, double paid, reference of 3000.00 a month.
    # Simple 2301.00 + 1104.48, double 2301.00; 445.10 and 266.63; 36.34 % of 4994.75.
    item = e.DepartureHolidayPay(
        current_year="30000", previous_year="36000", days_taken="12", days_of_right="20", work_bonus="none"
    )
    slip = slip_of(item, month="2026-10")
    assert amounts(slip, "departure_holiday_pay", "departure_holiday_pay_contribution") == ("5706.48", "711.73")
    assert amounts(slip, "departure_holiday_pay_withholding") == ("1815.09",)


def notes(item: e.Earnings, **given: Any) -> set[str]:
    return {note.code for note in slip_of(item, **given).assumptions}


def test_what_departure_holiday_pay_takes_for_granted_is_said() -> None:
    given: dict[str, Any] = {"current_year": "30000", "work_bonus": "none"}
    silent = e.DepartureHolidayPay(previous_year="36000", **given)
    stated = e.DepartureHolidayPay(previous_year="36000", days_of_right="20", double_paid=True, **given)
    assert {"departure_days", "departure_double"} <= notes(silent, month="2026-10")
    assert not {"departure_days", "departure_double"} & notes(stated, month="2026-10")
    # Without a previous service year there are no days of it.
    assert not {"departure_days", "departure_double"} & notes(e.DepartureHolidayPay(**given), month="2026-10")
    assert slip_of(silent, month="2026-10").net == slip_of(stated, month="2026-10").net
    json_round_trips(slip_of(silent, month="2026-10"))


def test_departure_pay_that_could_give_a_work_bonus_asks_to_choose() -> None:
    with pytest.raises(sp.NotModelled, match="work_bonus='none'"):
        slip_of(e.DepartureHolidayPay(current_year="30000"), month="2026-10", gross="2500.00")


def test_severance_is_taxed_by_the_table_of_arrears_of_covered_years() -> None:
    # 2025: 3000.00 x 3 / 13 = 692.31 a week, 11 weeks 7615.41, contribution 995.33; reference 52 x 692.31 = 36000.12,
    # up to 41670.00: 29.93 % of 6620.08.
    slip = slip_of(e.SeverancePay(weeks="11"), month="2025-05")
    codes = ("severance_pay", "severance_pay_contribution", "severance_pay_withholding")
    assert amounts(slip, *codes) == ("7615.41", "995.33", "1981.39")
    with pytest.raises(sp.NotCovered, match="arrears_rates"):
        slip_of(e.SeverancePay(weeks="11"), month="2026-05")


def test_severance_of_service_before_2014_bears_no_special_contribution() -> None:
    # 2025: 6500.00 x 3 / 13 is 1500.00 a week; 20 weeks are 30000.00, 8 of them for service before 2014: 18000.00.
    # Yearly pay 78000.00, above 72707.00: 3 % is 540.00.
    older = sp.PermanentContract(start="2005-01-01", joint_committee="200")
    given = e.SeverancePay(weeks="20", weeks_before_2014="8")
    slip = slip_of(given, month="2025-05", gross="6500.00", contract=older)
    assert amounts(slip, "severance_pay", "severance_special_contribution") == ("30000.00", "540.00")
    assert "Indemnity for service since 2014" in str(slip.explain("severance_pay"))
    with pytest.raises(sp.InvalidInput, match="weeks_before_2014: the contract began before 2014"):
        slip_of(e.SeverancePay(weeks="20"), month="2025-05", gross="6500.00", contract=older)
    with pytest.raises(sp.InvalidInput, match="weeks_before_2014: 21 is more than the 20 weeks"):
        e.SeverancePay(weeks="20", weeks_before_2014="21")


def test_meal_vouchers_within_the_limits_and_beyond() -> None:
    # Worker notes 12: 20 vouchers of 10.00: the worker 21.80, the employer 178.20.
    slip = slip_of(e.MealVouchers(count=20, face="10.00"))
    assert amounts(slip, "meal_vouchers", "meal_vouchers_employer") == ("21.80", "178.20")
    assert slip.net_paid == slip.net - Decimal("21.80")
    assert slip.net == slip_of().net
    with pytest.raises(sp.NotModelled, match=r"at most 8\.91"):
        slip_of(e.MealVouchers(count=20, face="12.00"))


def test_a_benefit_in_kind_bears_contributions_and_is_not_paid_out() -> None:
    # 72.00 a year for a computer is 6.00 a month.
    slip, more = slip_of(e.BenefitInKind(item="computer")), slip_of(gross="3006.00")
    assert slip.net == more.net
    assert slip.net_paid == more.net - 6
    assert slip["employer_contributions"].amount == more["employer_contributions"].amount


def test_home_work_travel_is_exempt_up_to_its_limit() -> None:
    # 50.00 paid, 41.70 exempt: 8.30 taxable.
    slip = slip_of(e.HomeWorkTravel(amount="50.00"))
    assert slip.pay.withholding_base == slip_of().pay.withholding_base + 830
    assert slip["special_contribution"].amount == slip_of()["special_contribution"].amount


def test_a_company_car_is_taxed_and_not_paid() -> None:
    # Case car-2026-06: 50000.00, 100 g petrol of 2020: 2550.00 a year.
    car = e.CompanyCar(catalogue_value="50000", fuel="petrol", co2=100, first_registration="2020-01-01")
    slip = slip_of(car, month="2026-06")
    assert str(slip["company_car"].amount) == "212.50"
    assert slip.pay.taxable == slip_of(month="2026-06").pay.taxable + 21_250
    # Employer notes: the minimum of 2026 for a car ordered before July 2023.
    assert str(slip["co2_contribution"].amount) == "33.93"


def test_a_pension_plan_lowers_the_tax_by_30_percent() -> None:
    slip = slip_of(e.PensionPlan(personal="42.50", employer="100.00"))
    plain = slip_of()
    assert slip["withholding_tax"].amount == plain["withholding_tax"].amount - Decimal("12.75")
    assert slip.net_paid == plain.net + Decimal("12.75") - Decimal("42.50")
    assert slip.employer_cost == plain.employer_cost + Decimal("113.26")


def test_overtime_is_pay_with_a_tax_reduction() -> None:
    # 10 hours at 18.00 and 50 %: 270.00; 57.75 % of 180.00 is 103.95.
    slip, more = (
        slip_of(e.Overtime(hours="10", hourly="18.00"), month="2025-05"),
        slip_of(month="2025-05", gross="3270.00"),
    )
    assert str(slip["overtime_pay"].amount) == "270.00"
    assert slip["withholding_tax"].amount == more["withholding_tax"].amount - Decimal("103.95")
    assert slip.employer_cost == more.employer_cost
    with pytest.raises(sp.NotCovered, match="overtime"):
        slip_of(e.Overtime(hours="10", hourly="18.00"), month="2026-05")


def test_an_attachment_takes_its_slices_of_the_net() -> None:
    # 2026: 20 % of 105.00, 30 % of 158.00, 40 % of 157.00, all above 1839.00; a claim of 50.00 takes no more.
    slip = slip_of(e.Attachment(claim="5000.00"))
    above = slip.net - 1839
    assert slip["attachment"].amount == Decimal("21.00") + Decimal("47.40") + Decimal("62.80") + above
    assert slip_of(e.Attachment(claim="50.00"))["attachment"].amount == 50
    assert slip_of(e.Attachment(claim="5000.00", maintenance=True)).net_paid == 0


def test_copyright_is_movable_income() -> None:
    # 500.00 less 50 % costs at 15 %.
    slip = slip_of(e.CopyrightPay(amount="500.00"))
    assert str(slip["copyright_pay_withholding"].amount) == "37.50"
    assert slip.net == slip_of().net + Decimal("462.50")


def test_copyright_is_at_most_30_percent_of_the_total() -> None:
    # 30 % of 1000.00 is 300.00; 300.01 of 1000.01 is a cent too much, but not of the year's 2000.01.
    assert slip_of(e.CopyrightPay(amount="300.00"), gross="700.00")["copyright_pay"].amount == 300
    with pytest.raises(sp.NotModelled, match=r"copyright of 300\.01 is above 300\.00"):
        slip_of(e.CopyrightPay(amount="300.01"), gross="700.00")
    year = slip_of(e.CopyrightPay(amount="300.01", pay_before="1000.00"), gross="700.00")
    assert "copyright_counted + pay_beside_copyright" in str(year.explain("copyright_pay"))
    with pytest.raises(sp.NotModelled, match=r"copyright of 600\.01 is above"):
        slip_of(e.CopyrightPay(amount="300.01", paid_before="300.00", pay_before="500.00"), gross="700.00")


def test_the_share_of_copyright_is_not_checked_where_no_source_gives_it() -> None:
    slip = slip_of(e.CopyrightPay(amount="900.00"), gross="700.00", month="2024-05")
    assert "copyright_share" in {note.code for note in slip.assumptions}
    assert "copyright_share" not in {note.code for note in slip_of(e.CopyrightPay(amount="9.00")).assumptions}


def test_amateur_arts_indemnities_are_paid_beside_the_pay_and_bear_nothing() -> None:
    # 2026, rights notes 7: 3 days at 81.91 and 23.40 are 315.93. With 300.00 paid before that is 615.93, above the
    # threshold of 585.06: 5 % of the whole is 30.80 (30.7965).
    slip = slip_of(e.AmateurArtsIndemnity(days=3, amount="81.91", travel="23.40", paid_by_principal_before="300.00"))
    assert amounts(slip, "amateur_arts_indemnity", "amateur_arts_contribution") == ("315.93", "30.80")
    plain = slip_of()
    assert slip.net == plain.net
    assert slip.net_paid == plain.net + Decimal("315.93")
    assert slip.employer_cost == plain.employer_cost + Decimal("315.93") + Decimal("30.80")
    # Above the threshold already, 30.00 of it owed: 5 % of 915.93 is 45.80 (45.7965).
    slip = slip_of(e.AmateurArtsIndemnity(days=3, amount="81.91", travel="23.40", paid_by_principal_before="600.00"))
    assert amounts(slip, "amateur_arts_contribution") == ("15.80",)
    assert "amateur_arts" in {note.code for note in slip.assumptions}


@pytest.mark.parametrize(
    ("item", "limit"),
    [
        (e.AmateurArtsIndemnity(days=1, amount="81.92"), r"a day is at most 81\.91 and 23\.40 for travel"),
        (e.AmateurArtsIndemnity(days=1, amount="1.00", travel="23.41"), "for travel"),
        (e.AmateurArtsIndemnity(days=2, amount="80.00", days_before=29), "a year has at most 30 days"),
        (e.AmateurArtsIndemnity(days=8, amount="80.00"), "at most 7 days in a row"),
        (e.AmateurArtsIndemnity(days=1, amount="80.00", days_in_a_row=8), "at most 7 days in a row"),
    ],
)
def test_beyond_a_limit_of_the_amateur_arts_the_worker_is_an_ordinary_one(item: e.Earnings, limit: str) -> None:
    with pytest.raises(sp.NotModelled, match=limit):
        slip_of(item)


def test_eight_amateur_days_with_a_pause_are_within_the_limits() -> None:
    item = e.AmateurArtsIndemnity(days=8, amount="50.00", days_in_a_row=7, days_before=22)
    assert amounts(slip_of(item), "amateur_arts_indemnity") == ("400.00",)


@pytest.mark.parametrize(
    ("hours", "amount"), [("38", "250.00"), ("30.40", "250.00"), ("30.39", "200.00"), ("19", "150.00")]
)
def test_eco_vouchers_of_joint_committee_200(hours: str, amount: str) -> None:
    contract = sp.PermanentContract(start="2024-01-01", joint_committee="200", weekly_hours=hours)
    slip, plain = slip_of(e.EcoVouchers(), contract=contract), slip_of(contract=contract)
    assert amounts(slip, "eco_vouchers") == (amount,)
    assert (slip.net_paid, slip.employer_cost) == (plain.net, plain.employer_cost + Decimal(amount))


def test_what_eco_vouchers_take_for_granted_is_said() -> None:
    said = {"eco_vouchers_year", "eco_vouchers_before"}
    assert said <= notes(e.EcoVouchers())
    assert said & notes(e.EcoVouchers(amount="100.00")) == {"eco_vouchers_before"}
    assert said & notes(e.EcoVouchers(given_before="0.00")) == {"eco_vouchers_year"}


def test_eco_vouchers_end_at_the_years_maximum() -> None:
    assert amounts(slip_of(e.EcoVouchers(amount="100.00", given_before="150.00")), "eco_vouchers") == ("100.00",)
    with pytest.raises(sp.NotModelled, match=r"above 250\.00 a year"):
        slip_of(e.EcoVouchers(amount="100.01", given_before="150.00"))
    with pytest.raises(sp.NotCovered, match="joint committee 227"):
        slip_of(e.EcoVouchers(), contract=sp.PermanentContract(start="2024-01-01", joint_committee="227"))


def test_a_bicycle_allowance_is_free_up_to_36_cents_a_kilometre_in_2026() -> None:
    slip = slip_of(e.BicycleAllowance(kilometres="100"))
    assert (slip.net, slip.net_paid) == (slip_of().net, slip_of().net + 36)
    assert amounts(slip_of(e.BicycleAllowance(kilometres="100", amount="20.00")), "bicycle_allowance") == ("20.00",)
    with pytest.raises(sp.NotModelled, match=r"above the 36\.00"):
        slip_of(e.BicycleAllowance(kilometres="100", amount="36.01"))
    with pytest.raises(sp.NotCovered, match="bicycle_kilometre"):
        slip_of(e.BicycleAllowance(kilometres="100"), month="2025-05")


def test_own_equipment_raises_the_home_working_allowance() -> None:
    # May 2026: 160.99, 20.00 for internet, 20.00 for a computer or else 10.00 for a screen.
    assert amounts(
        slip_of(e.HomeWorkingAllowance(amount="200.99", own_internet=True, own_computer=True, own_screen=True)),
        "home_working_allowance",
    ) == ("200.99",)
    with pytest.raises(sp.NotModelled, match=r"above the 190\.99"):
        slip_of(e.HomeWorkingAllowance(amount="191.00", own_internet=True, own_screen=True))
    older = sp.PermanentContract(start="2023-01-01", joint_committee="200")
    with pytest.raises(sp.NotCovered, match="own_internet_month"):
        slip_of(e.HomeWorkingAllowance(amount="100.00", own_internet=True), month="2023-05", contract=older)


def test_meals_that_the_employer_provides_are_a_benefit_in_kind() -> None:
    # 20 main meals of 1.09 are 21.80 in 2026.
    slip, more = slip_of(e.BenefitInKind(item="meal", count=20)), slip_of(gross="3021.80")
    assert amounts(slip, "benefit_in_kind") == ("21.80",)
    assert (slip.net, slip.net_paid) == (more.net, more.net - Decimal("21.80"))
    with pytest.raises(sp.InvalidInput, match="count: is for item 'meal'"):
        e.BenefitInKind(item="phone", count=2)


def test_advances_and_refunds_change_what_is_paid_out_only() -> None:
    slip = slip_of(e.Advance(amount="100.00"), e.ExpenseRefund(amount="12.50"))
    assert slip.net == slip_of().net
    assert slip.net_paid == slip.net - Decimal("87.50")
    with pytest.raises(sp.NotCovered, match="receipts"):
        slip_of(e.ExpenseRefund(amount="12.50", receipts=False))


def test_what_is_unknown_is_not_modelled() -> None:
    with pytest.raises(sp.NotModelled, match="hospital"):
        slip_of(e.HospitalInsurance(amount="30.00"))
    artist = sp.PermanentContract(start="2024-01-01", status="artist", artist_point_80=True)
    with pytest.raises(sp.NotModelled, match="point 80"):
        slip_of(e.Bonus(amount="100.00"), contract=artist)
    with pytest.raises(sp.InvalidInput, match="white-collar"):
        slip_of(e.DoubleHolidayPay(), contract=sp.PermanentContract(start="2024-01-01", status="blue_collar"))


ALL = (
    e.DoubleHolidayPay(monthly="2000.00", months=7),
    e.Bonus(amount="350.00"),
    e.BenefitInKind(amount="30.00"),
    e.CompanyCar(catalogue_value="41000", fuel="diesel", co2=130, first_registration="2024-03-01", own_share="50"),
    e.MealVouchers(count=18, face="8.00"),
    e.HomeWorkTravel(amount="61.00"),
    e.HomeWorkingAllowance(amount="148.00"),
    e.ExpenseRefund(amount="12.50"),
    e.PensionPlan(personal="30.00", employer="90.00"),
    e.CopyrightPay(amount="500.00"),
    e.AmateurArtsIndemnity(days=2, amount="80.00", travel="5.00", paid_by_principal_before="500.00"),
    e.EcoVouchers(),
    e.BicycleAllowance(kilometres="120.5"),
    e.Advance(amount="100.00"),
    e.Attachment(claim="250.00"),
)


def test_the_ledger_of_a_pay_with_everything_closes_and_its_json_comes_back() -> None:
    result = sp.settle("9000.00", CONTRACT, WORKER, month="2026-05", earnings=ALL)
    assert sum(entry.amount for entry in result.ledger) == result.invoice
    slip = result.payslip
    assert sp.Payslip.model_validate_json(slip.model_dump_json()) == slip
    for extra in slip.run.extras:
        assert slip.explain(extra.code).code == extra.code
    assert all(not line.label.islower() for line in slip)
    assert "Attachment of pay" in str(slip)


@given(earnings(), st.integers(150_000, 800_000), st.sampled_from(["2026-01", "2026-05", "2026-12"]))
def test_whatever_a_pay_holds_its_lines_and_its_money_add_up(items: list[e.Earnings], gross: int, month: str) -> None:
    slip = slip_of(*items, month=month, gross=euro_text(gross))
    totals: dict[str, Decimal] = {}
    for line in slip:
        totals[line.kind] = totals.get(line.kind, Decimal(0)) + line.amount
    net = totals["pay"] + totals.get("bonus", Decimal(0)) - totals["deduction"]
    assert slip.net == net
    assert slip.net_paid == net + totals.get("paid", Decimal(0)) - totals.get("withheld", Decimal(0))
    nothing_negative(slip)
    amounts_are_whole_cents(slip)
    json_round_trips(slip)
    for total, said in (("net", slip.net), ("net_paid", slip.net_paid), ("employer_cost", slip.employer_cost)):
        explained = slip.explain(total)
        assert explained.value == explained.steps[-1].value == money(cents(said))
    # What the employer spends reaches the member, the State, the ONSS and so on, to the cent.
    costed, paid = slip.cost, slip.pay
    assert costed is not None
    base = paid.work_bonus.contribution_due + paid.withholding.withholding_tax + paid.special.special_contribution
    elsewhere = sum(outflow.cents for extra in slip.run.extras for outflow in extra.outflows)
    contributions = costed.employer_contributions_after_reductions
    assert slip.run.employer_cost == slip.run.paid_out + base + contributions + elsewhere


@given(earnings(most=3))
def test_a_settlement_closes_whatever_the_pay_holds(items: list[e.Earnings]) -> None:
    result = sp.settle("40000.00", CONTRACT, WORKER, month="2026-05", earnings=items)
    ledger_closes(result)
    spending_adds_up(result)


def test_an_extra_that_does_not_reach_somebody_to_the_cent_is_a_mistake() -> None:
    with pytest.raises(AssertionError, match="to the cent"):
        Extra("bonus", net=100, cost=99)


def test_earnings_with_impossible_inputs_say_what_is_allowed() -> None:
    with pytest.raises(sp.InvalidInput, match=r"amount: -1\.00 is negative"):
        e.Bonus(amount="-1.00")
    with pytest.raises(sp.InvalidInput, match=r"days_taken: 21\.00 is more than the 20\.00 days of right"):
        e.DepartureHolidayPay(current_year="1", days_taken="21")
    with pytest.raises(sp.InvalidInput, match="item 'other' needs one"):
        e.BenefitInKind()
    with pytest.raises(sp.InvalidInput, match="earnings: 'bonus' is not one of the Earnings"):
        slip_of("bonus")  # type: ignore[arg-type]


def test_no_more_comes_off_a_pay_than_there_is_to_pay_out() -> None:
    # 2143.94 is the net of 2500.00 that the next test but one also states; 100.00 are repaid beside it.
    refund = e.ExpenseRefund(amount="100.00")
    assert slip_of(e.Advance(amount="2243.94"), refund, gross="2500.00").net_paid == 0
    said = r"earnings: 2243\.95 comes off a pay of 2243\.94, 0\.01 too much; advance may take at most 2243\.94"
    with pytest.raises(sp.InvalidInput, match=said):
        slip_of(e.Advance(amount="2243.95"), refund, gross="2500.00")
    too_much = [e.Advance(amount="9000.00"), e.PensionPlan(personal="100.00")]
    with pytest.raises(
        sp.InvalidInput, match=r"earnings: 9100\.00 comes off .*; advance, pension_plan may take at most"
    ):
        sp.settle("4500.00", CONTRACT, WORKER, month="2026-05", earnings=too_much)


def test_the_tax_on_a_car_is_no_more_than_the_pay() -> None:
    # Without pay the car is taxed all the same: 120 000 x 0.18 x 6 / 7 / 12 = 1542.86 a month, of which 0.00 is paid.
    car = e.CompanyCar(catalogue_value="120000", fuel="diesel", co2=400, first_registration="2026-05-01")
    with pytest.raises(
        sp.InvalidInput, match=r"the tax on them is more than the pay with a gross of 0\.00: .* missing"
    ):
        slip_of(car, gross="0.00")


def test_creditors_take_no_more_together_than_is_paid_out() -> None:
    # A phone of 200.00 is in the net but is not paid out: maintenance takes the rest, and nothing is left for another.
    first = e.Attachment(claim="5000", maintenance=True)
    slip = slip_of(e.BenefitInKind(amount="200"), first, e.Attachment(claim="100"), gross="2500.00")
    taken = [slip[code].amount for code in ("attachment", "attachment_2")]
    assert taken == [slip.net - 200, Decimal("0.00")]
    assert slip.net_paid == 0


def test_creditors_share_one_attachable_part_and_maintenance_comes_first() -> None:
    # The net is 2143.94. Of it may be taken 20 % of 105 (21.00), 30 % of 158 (47.40), 40 % of 157 (62.80) and all above
    # 1839.00 (304.94): 436.14, for all creditors but those of maintenance together.
    first, second = e.Attachment(claim="300.00"), e.Attachment(claim="9999.00")
    slip = slip_of(first, second, gross="2500.00")
    assert slip.net == Decimal("2143.94")
    assert [slip[code].amount for code in ("attachment", "attachment_2")] == [300, Decimal("136.14")]
    assert slip.net_paid == Decimal("1707.80")
    # Whoever stands first in the list, maintenance is taken before the others.
    maintenance = e.Attachment(claim="2000.00", maintenance=True)
    for items in ((second, maintenance), (maintenance, second)):
        slip = slip_of(*items, gross="2500.00")
        assert [slip[code].amount for code in ("attachment", "attachment_2")] == [2000, Decimal("143.94")]
        assert slip.net_paid == 0


def test_all_that_is_wrong_with_earnings_is_said_at_once() -> None:
    artist = sp.PermanentContract(start="2024-01-01", status="artist")
    with pytest.raises(sp.InvalidInput) as caught:
        slip_of(e.DoubleHolidayPay(), e.SickDays(days="2", until_day=3), contract=artist)
    assert [problem.split(" ")[1] for problem in caught.value.problems] == ["DoubleHolidayPay", "SickDays"]
    # What is wrong is said before what can't be computed, whichever stands first.
    with pytest.raises(sp.InvalidInput, match="SickDays is for white-collar workers"):
        slip_of(e.HospitalInsurance(amount="20.00"), e.SickDays(days="2", until_day=3), contract=artist)


def test_readings_and_amendments_that_only_earnings_use_are_said() -> None:
    book = sp.law.load()
    reading = slip_of(e.DoubleHolidayPay(), law=book.reading("exceptional_reference_gross"))
    assert "Readings chosen by the user: exceptional_reference_gross." in map(str, reading.assumptions)
    amended = book.amend({"holiday_pay.double_subject_rate": {"2026-01-01": "80 %"}})
    said = "Figures amended by the user: holiday_pay.double_subject_rate."
    assert said in map(str, slip_of(e.DoubleHolidayPay(), law=amended).assumptions)
    assert said not in map(str, slip_of(law=amended).assumptions)


def test_every_line_that_earnings_add_has_a_name_of_its_own() -> None:
    car = e.CompanyCar(catalogue_value="30000", fuel="petrol", co2=100, first_registration="2024-03-01")
    slip = slip_of(car, e.PensionPlan(personal="50", employer="100"), e.MealVouchers(count=20, face="8.00"))
    steps = all_steps()
    unnamed = [line.code for line in slip if line.code not in {*steps, "gross"} and title_of_line(line.code) is None]
    assert unnamed == []


def weak(*items: e.Earnings, **options: Any) -> dict[str, list[str]]:
    """The figures that a payslip says to rest on one source, or on sources that disagree."""
    said = slip_of(*items, **options).assumptions
    return {note.code: note.values[0].split(", ") for note in said if note.code in ("one_source", "conflict")}


EMPLOYER_2026 = ["asbestos_rate", "unemployment_rate", "temporary_unemployment_rate"]


def test_how_sure_the_figures_are_is_said_of_pay_and_earnings_alike() -> None:
    # The confidence of each is in its table; the fund of joint committee 200 comes last of the employer's.
    base = [*EMPLOYER_2026, "pc200_fund_rate"]
    assert weak() == {"one_source": base}
    assert weak(e.BenefitInKind(item="phone")) == {"one_source": [*base, "phone_year"]}
    assert weak(e.PensionPlan(personal="10.00"))["one_source"] == [
        "group_insurance_rate",
        *base,
        "pension_premium_tax_rate",
    ]
    assert weak(e.Bonus(amount="100.00"))["conflict"] == ["exceptional_reference_gross"]
    assert "variable_shortcut" in weak(e.DoubleHolidayPay(variable="600.00"))["conflict"]
    assert "variable_shortcut" not in weak(e.DoubleHolidayPay())["conflict"]


def test_what_the_pay_of_a_status_does_not_look_at_is_not_said() -> None:
    flexi = sp.PermanentContract(start="2024-01-01", status="flexi")
    assert weak(contract=flexi) == {}
    student = sp.PermanentContract(start="2024-01-01", status="student")
    assert weak(contract=student) == {"one_source": ["asbestos_rate"]}
    # In May 2024 sources disagree on the reduction of a single person; married people have none.
    married = sp.Worker(household=sp.Household(marital="married", partner="own_income"))
    plain = sp.PermanentContract(start="2024-01-01")
    assert weak(contract=plain, month="2024-05")["conflict"] == ["single_reduction"]
    other = sp.payslip(plain, married, gross="3000.00", month="2024-05")
    assert "conflict" not in {note.code for note in other.assumptions}


def test_a_reading_that_was_chosen_is_not_said_to_be_the_recommended_one() -> None:
    book = sp.law.load().reading("exceptional_reference_gross")
    assert "conflict" not in weak(e.Bonus(amount="100.00"), law=book)


def test_the_yearly_ceiling_of_the_work_bonus_is_as_sure_as_its_figures() -> None:
    # Whether it is raised to 1.08 for fund workers is read in two ways.
    worker = sp.PermanentContract(start="2024-01-01", status="blue_collar")
    assert weak(contract=worker, work_bonus_granted="10.00")["conflict"] == ["annual_cap_blue_factor"]
    assert "conflict" not in weak(work_bonus_granted="10.00")


TWICE = (
    *(e.Bonus(amount="100.00"), e.Bonus(amount="250.00")),
    *(e.BenefitInKind(item="phone"), e.BenefitInKind(item="internet")),
    *(e.PensionPlan(personal="10.00", employer="20.00"), e.PensionPlan(personal="5.00", employer="6.00")),
    *(e.Attachment(claim="50.00"), e.Attachment(claim="70.00")),
)


def test_two_earnings_of_one_kind_are_told_apart() -> None:
    slip = slip_of(*TWICE)
    codes = [line.code for line in slip]
    assert len(codes) == len(set(codes))
    assert amounts(slip, "bonus", "bonus_2", "benefit_not_paid_out", "benefit_not_paid_out_2") == (
        *("100.00", "250.00"),
        *("3.00", "5.00"),
    )
    assert amounts(slip, "pension_personal_2", "attachment_2") == ("5.00", "70.00")
    # 13.07 % of 250.00; the employer's contributions are of both bonuses.
    assert amounts(slip, "bonus_2_contribution") == ("32.68",)
    of_bonuses = [slip[f"{code}_employer_contributions"].amount for code in ("bonus", "bonus_2")]
    assert slip.employer_contributions == slip["employer_contributions_after_reductions"].amount + sum(of_bonuses)
    assert slip["bonus_2_withholding"].label == "Bonus (2), withholding tax"
    assert title_of_line("bonus_2", {"Bonus": "Prime"}.__getitem__) == "Prime (2)"
    # Benefits in kind stand with the pay of the month, before the contributions.
    assert codes.index("benefit_in_kind_2") < codes.index("contribution_base")
    for line in slip:
        assert slip.explain(line.code).value == money(line.cents)
    json_round_trips(slip)


def test_the_second_of_a_kind_is_a_line_of_its_own_in_comparisons_sums_and_quarters() -> None:
    one, two = slip_of(e.Bonus(amount="100.00")), slip_of(*TWICE[:2])
    more = two - one
    assert [more[code].difference for code in ("bonus", "bonus_2")] == [0, 250]
    assert more["bonus_2"].before is None
    assert sp.year([one, two])["bonus"] == 450
    assert sp.year([one, two])["bonus_2"] == 250
    ledger_closes(sp.settle("9000.00", CONTRACT, WORKER, month="2026-05", earnings=list(TWICE)))

    def quarter(*items: e.Earnings) -> sp.Quarter:
        return sp.quarter([slip_of(*items, month="2026-04"), slip_of(month="2026-05"), slip_of(month="2026-06")])

    assert quarter(*TWICE[:2]).cost == quarter(e.Bonus(amount="350.00")).cost
