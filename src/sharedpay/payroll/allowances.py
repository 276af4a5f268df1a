"""Extras that are no pay within their limits: amateur arts indemnity, eco vouchers, bicycle allowance.

Beyond a limit they are ordinary pay, which is not modelled.
"""

from __future__ import annotations

from fractions import Fraction

from sharedpay.errors import NotCovered, NotModelled
from sharedpay.law.amateur_arts import AmateurArtsLaw, AmateurWork, amateur_indemnity
from sharedpay.law.benefits import BicycleLaw, bicycle
from sharedpay.law.meal_vouchers import EcoLaw, eco_vouchers
from sharedpay.model.earnings import AmateurArtsIndemnity, BicycleAllowance, EcoVouchers
from sharedpay.money import Hundredths, cents, euro_text, hundredths
from sharedpay.payroll.extras import Context, Extra, Outflow, handles
from sharedpay.payroll.line import Line
from sharedpay.payroll.notes import Note


@handles(AmateurArtsIndemnity)
def amateur_arts(item: AmateurArtsIndemnity, context: Context) -> Extra:
    """Paid without contributions or tax; the principal owes 5 % of the year's total once it passes the threshold."""
    work = AmateurWork(
        item.days, cents(item.amount), cents(item.travel), item.days_before, cents(item.paid_by_principal_before)
    )
    law = context.laws.get(AmateurArtsLaw)
    found = amateur_indemnity(work, law)
    in_a_row = item.days if item.days_in_a_row is None else item.days_in_a_row
    beyond = [
        text
        for broken, text in (
            (
                found.day.amateur_day_excess,
                f"a day is at most {euro_text(law.amateur_day_max)} and {euro_text(law.amateur_travel_max)} for travel",
            ),
            (found.amateur_year_days > law.amateur_days_year, f"a year has at most {law.amateur_days_year} days"),
            (
                in_a_row > law.amateur_days_in_a_row,
                f"at most {law.amateur_days_in_a_row} days in a row are for one principal (see days_in_a_row)",
            ),
        )
        if broken
    ]
    if beyond:
        raise NotModelled(
            f"amateur arts indemnity beyond its limits: {'; '.join(beyond)}; the worker is then an ordinary one"
        )
    counts = ("amateur_days", "amateur_days_before")
    owed = found.amateur_contribution_now
    return Extra(
        "amateur_arts_indemnity",
        (
            Line("amateur_arts_indemnity", "paid", found.amateur_total),
            *((Line("amateur_arts_contribution", "employer", owed),) if owed else ()),
        ),
        paid=found.amateur_total,
        cost=found.amateur_total + owed,
        outflows=(Outflow("amateur_arts_contribution", "onss", owed),),
        results=(found,),
        law=(law,),
        inputs={
            name: Fraction(value) if name in counts else Fraction(value, 100) for name, value in work._asdict().items()
        },
    )


@handles(EcoVouchers)
def eco(item: EcoVouchers, context: Context) -> Extra:
    """Given in full to the worker, a cost of the employer; no contributions and no tax within the year's maximum."""
    law = context.laws.get(EcoLaw)
    contract = context.contract
    results: tuple[object, ...] = ()
    notes = [] if item.given_before is not None else [Note("eco_vouchers_before")]
    # Whole hundredths of full-time work: the steps are whole hundredths, so what is below a step stays below it.
    fraction = Hundredths(contract.weekly * 100 // contract.full_time)
    if item.amount is not None:
        amount = cents(item.amount)
    elif (contract.joint_committee or "")[:3] == "200":
        found = eco_vouchers(fraction, law)
        amount, results = found.eco_vouchers_year, (found,)
        notes.append(Note("eco_vouchers_year", (euro_text(amount),)))
    else:
        raise NotCovered(
            f"eco vouchers of joint committee {contract.joint_committee or '(not stated)'}",
            context.laws.date.isoformat(),
            "joint committee 200; give the amount for others",
        )
    most = law.eco_vouchers.full
    if amount + cents(item.given_before or 0) > most:
        raise NotModelled(f"eco vouchers above {euro_text(most)} a year are pay and are not modelled")
    return Extra(
        "eco_vouchers",
        (Line("eco_vouchers", "employer", amount),),
        cost=amount,
        outflows=(Outflow("eco_vouchers", "voucher_issuer", amount),),
        results=results,
        law=(law,),
        inputs={"employment_fraction": Fraction(fraction, 100)},
        notes=tuple(notes),
    )


@handles(BicycleAllowance)
def bicycle_allowance(item: BicycleAllowance, context: Context) -> Extra:
    """Paid for the kilometres of home-work travel, free of contributions and tax up to the amount of a kilometre."""
    law, kilometres = context.tax_laws.get(BicycleLaw), hundredths(item.kilometres)
    largest = bicycle(0, kilometres, law).bicycle_limit
    found = bicycle(largest if item.amount is None else cents(item.amount), kilometres, law)
    if found.bicycle_excess:
        raise NotModelled(f"bicycle allowance above the {euro_text(largest)} of its kilometres is pay, not modelled")
    amount = found.bicycle_free
    return Extra(
        "bicycle_allowance",
        (Line("bicycle_allowance", "paid", amount),),
        paid=amount,
        cost=amount,
        results=(found,),
        law=(law,),
        inputs={"bicycle_allowance": Fraction(amount, 100), "bicycle_kilometres": Fraction(kilometres, 100)},
    )
