"""Extras on top of the gross: benefits in kind, cars, vouchers, travel, allowances, overtime, pension, attachment."""

from __future__ import annotations

from fractions import Fraction

from sharedpay.errors import InvalidInput, NotModelled
from sharedpay.law.attachment import AttachmentLaw, Claim, attachment
from sharedpay.law.benefits import (
    HomeWorking,
    HomeWorkingLaw,
    InKind,
    InKindLaw,
    MealLaw,
    TravelLaw,
    benefits_in_kind,
    home_working,
    meals_in_kind,
    travel_exemption,
)
from sharedpay.law.company_car import (
    DIESEL,
    ELECTRIC,
    LPG,
    PETROL,
    Car,
    CarBenefitLaw,
    CarOrderLaw,
    CO2Law,
    car_benefit,
    co2_contribution,
)
from sharedpay.law.meal_vouchers import VoucherLaw, Vouchers, meal_vouchers
from sharedpay.law.overtime import OvertimeLaw, OvertimeWork, overtime
from sharedpay.law.supplementary_pension import SupplementaryPensionLaw, supplementary_pension
from sharedpay.model.earnings import (
    Attachment,
    BenefitInKind,
    CompanyCar,
    HomeWorkingAllowance,
    HomeWorkTravel,
    MealVouchers,
    Overtime,
    PensionPlan,
)
from sharedpay.money import Rate, cents, euro_text, hundredths
from sharedpay.payroll.extras import Context, Extra, Outflow, handles
from sharedpay.payroll.line import Line

FUELS = {"petrol": PETROL, "diesel": DIESEL, "lpg": LPG, "electric": ELECTRIC}


@handles(BenefitInKind)
def benefit_in_kind(item: BenefitInKind, context: Context) -> Extra:
    """Pay that is not paid out: it bears contributions and tax, then comes off the net again."""
    results: tuple[object, ...] = ()
    law: tuple[object, ...] = ()
    inputs, unread = {}, frozenset[str]()
    if item.amount is not None:
        amount = cents(item.amount)
    elif item.item == "meal":
        value = context.laws.get(MealLaw)
        meals = meals_in_kind(item.count, value)
        amount, results, law = meals.meal_benefit, (meals,), (value,)
        inputs = {"meals": Fraction(item.count)}
    else:
        given, figures = InKind(**{item.item: 1}), context.laws.get(InKindLaw)
        found = benefits_in_kind(given, figures)
        amount, results, law = found.flat_benefits, (found,), (figures,)
        inputs = {name: Fraction(value) for name, value in given._asdict().items()}
        unread = frozenset(InKindLaw._fields) - {f"{item.item}_year"}
    return Extra(
        "benefit_in_kind",
        (Line("benefit_in_kind", "pay", amount), Line("benefit_not_paid_out", "withheld", amount)),
        month={"benefits_in_kind": amount},
        paid=-amount,
        through=amount,
        results=results,
        law=law,
        inputs=inputs,
        unread=unread,
    )


@handles(CompanyCar)
def company_car(item: CompanyCar, context: Context) -> Extra:
    """A taxable benefit without contributions, and the employer's CO2 contribution."""
    fuel, known = FUELS[item.fuel], item.co2 is not None or item.fuel == "electric"
    if item.fuel == "lpg" and not known:
        raise InvalidInput("co2: is needed for LPG; the law has no figure for an unknown emission")
    if not known:
        raise NotModelled("company car: the taxable benefit of an unknown CO2 emission is not covered; state co2")
    first = context.tax_laws.date
    registered = item.registered
    months = 12 * (first.year - registered.year) + first.month - registered.month + 1
    late = context.laws.book.on(item.order_day).get(CarOrderLaw).co2_multiplied
    own = cents(item.own_share)
    car = Car(cents(item.catalogue_value), fuel, item.co2 or 0, 1, months, own, late)
    waive = frozenset() if late else frozenset({"co2_multiplier", "co2_minimum_late"})
    law, co2_law = context.tax_laws.get(CarBenefitLaw), context.laws.get(CO2Law, waive)
    found, owed = car_benefit(car, law), co2_contribution(car, co2_law)
    counts = ("fuel", "co2", "co2_known", "car_months", "ordered_late")
    return Extra(
        "company_car",
        (
            Line("company_car", "subtotal", found.car_taxable_benefit),
            *((Line("car_share", "withheld", own),) if own else ()),
            Line("co2_contribution", "employer", owed.co2_contribution_month),
        ),
        month={"car_benefit": found.car_taxable_benefit},
        paid=-own,
        cost=owed.co2_contribution_month,
        outflows=(
            Outflow("co2_contribution", "onss", owed.co2_contribution_month),
            Outflow("car_share", "enterprise", own),
        ),
        results=(found, owed),
        law=(law, co2_law),
        inputs={
            "catalogue_value": Fraction(car.catalogue_value, 100),
            "car_own_share": Fraction(own, 100),
            **{name: Fraction(getattr(car, name)) for name in counts},
        },
        unread=frozenset({"car_reference_petrol" if fuel == DIESEL else "car_reference_diesel"}),
    )


@handles(MealVouchers)
def vouchers(item: MealVouchers, context: Context) -> Extra:
    """Vouchers within the limits: the worker's share off the net, the employer's a cost without contributions."""
    given, law = Vouchers(item.count, cents(item.face), cents(item.worker_share)), context.laws.get(VoucherLaw)
    found = meal_vouchers(given, law)
    if not found.vouchers_accepted:
        raise NotModelled(
            "meal vouchers beyond their limits are pay and are not modelled: the worker's share is at least"
            f" {euro_text(law.voucher_worker_min)}, the employer's at most {euro_text(law.voucher_employer_max)}, the"
            f" face value at most {euro_text(law.voucher_face_max)}"
        )
    return Extra(
        "meal_vouchers",
        (
            Line("meal_vouchers", "withheld", found.vouchers_worker),
            Line("meal_vouchers_employer", "employer", found.vouchers_employer),
        ),
        paid=-found.vouchers_worker,
        cost=found.vouchers_employer,
        outflows=(Outflow("meal_vouchers", "voucher_issuer", found.vouchers_total),),
        results=(found,),
        law=(law,),
        inputs={
            "vouchers": Fraction(given.vouchers),
            "voucher_face": Fraction(given.voucher_face, 100),
            "voucher_worker_share": Fraction(given.voucher_worker_share, 100),
        },
    )


@handles(HomeWorkTravel)
def travel(item: HomeWorkTravel, context: Context) -> Extra:
    """Paid with the pay, free of contributions; taxable above the exemption of the month."""
    amount, law = cents(item.amount), context.tax_laws.get(TravelLaw)
    found = travel_exemption(amount, law)
    return Extra(
        "home_work_travel",
        (Line("home_work_travel", "pay", amount),),
        month={"travel_contribution": amount, "home_work_exemption": found.exempt_travel},
        cost=amount,
        through=amount,
        results=(found,),
        law=(law,),
        inputs={"travel_paid": Fraction(amount, 100)},
    )


@handles(HomeWorkingAllowance)
def allowance(item: HomeWorkingAllowance, context: Context) -> Extra:
    """Free of contributions and tax up to its maximum. Raises :class:`NotModelled` above it, where it is pay."""
    amount = cents(item.amount)
    own = {name: int(getattr(item, name)) for name in ("own_internet", "own_computer", "own_screen")}
    law = context.laws.get(HomeWorkingLaw, frozenset(f"{name}_month" for name, used in own.items() if not used))
    given = HomeWorking(amount, **own)
    found = home_working(given, law)
    if found.home_working_excess:
        raise NotModelled(
            f"home-working allowance: {euro_text(amount)} is above the {euro_text(found.home_working_limit)} that is"
            " accepted without proof; the excess is pay and is not modelled"
        )
    return Extra(
        "home_working_allowance",
        (Line("home_working_allowance", "paid", amount),),
        paid=amount,
        cost=amount,
        results=(found,),
        law=(law,),
        inputs={
            "home_working_allowance": Fraction(amount, 100),
            **{name: Fraction(used) for name, used in own.items()},
        },
        unread=frozenset(f"{name}_month" for name, used in own.items() if not used),
    )


@handles(Overtime)
def overtime_pay(item: Overtime, context: Context) -> Extra:
    """Hours at the hourly pay and the premium: ordinary pay, with a reduction of the tax within the yearly hours."""
    work = OvertimeWork(
        hundredths(item.hours), hundredths(item.hours_before), cents(item.hourly), Rate(item.premium * 10_000)
    )
    law = context.tax_laws.get(OvertimeLaw, frozenset({"overtime_hours_horeca"}))
    found = overtime(work, law)
    amount = found.overtime_base_pay + found.overtime_premium_pay
    return Extra(
        "overtime_pay",
        (Line("overtime_pay", "pay", amount),),
        month={"gross": amount, "overtime_reduction": found.overtime_hours_reduction},
        cost=amount,
        through=amount,
        results=(found,),
        law=(law,),
        inputs={
            "overtime_hours": Fraction(work.overtime_hours, 100),
            "overtime_hours_before": Fraction(work.overtime_hours_before, 100),
            "overtime_hourly": Fraction(work.overtime_hourly, 100),
            "overtime_premium": Fraction(item.premium, 100),
            "horeca": Fraction(0),
        },
    )


@handles(PensionPlan)
def pension_plan(item: PensionPlan, context: Context) -> Extra:
    """The worker's contribution comes off the net and lowers the tax; the employer's premium bears 8.86 and 4.40 %."""
    personal, premium = cents(item.personal), cents(item.employer)
    law = context.laws.get(SupplementaryPensionLaw)
    found = supplementary_pension(premium, 0, law)
    lines = [Line("pension_personal", "withheld", personal)] if personal else []
    if premium:
        lines += [
            Line("pension_premium", "employer", premium),
            Line("pension_contribution", "employer", found.pension_contribution),
            Line("pension_premium_tax", "employer", found.pension_premium_tax),
        ]
    return Extra(
        "pension_plan",
        tuple(lines),
        month={"group_insurance": personal},
        paid=-personal,
        cost=premium + found.pension_contribution + found.pension_premium_tax,
        outflows=(
            Outflow("pension_premium", "insurer", premium + personal),
            Outflow("pension_contribution", "onss", found.pension_contribution),
            Outflow("pension_tax", "state", found.pension_premium_tax),
        ),
        results=(found,),
        law=(law,),
        inputs={"pension_premium": Fraction(premium, 100), "social_plan": Fraction(0)},
    )


@handles(Attachment)
def attached(item: Attachment, context: Context) -> Extra:
    """What a creditor may take of the net of all pays of the month: no more than what is left to be paid out.

    All creditors but those of maintenance take no more together than one of them may.
    """
    owed = min(cents(item.claim), context.payable)
    claim = Claim(max(0, context.net), owed, int(item.maintenance), int(item.income == "replacement"), item.children)
    law = context.laws.get(AttachmentLaw)
    found = attachment(claim, law)
    if context.attached and not item.maintenance:
        claim = claim._replace(claim=min(owed, max(0, found.attachable - context.attached)))
        found = attachment(claim, law)
    return Extra(
        "attachment",
        (Line("attachment", "withheld", found.attached),),
        paid=-found.attached,
        outflows=(Outflow("attachment", "creditor", found.attached),),
        results=(found,),
        law=(law,),
        inputs={
            "net_of_pay": Fraction(claim.net_of_pay, 100),
            "claim": Fraction(claim.claim, 100),
            "maintenance": Fraction(claim.maintenance),
            "replacement_income": Fraction(claim.replacement_income),
            "children_at_charge": Fraction(claim.children_at_charge),
        },
    )
