"""Extras that are pays of their own: holiday pay, premiums, severance, copyright.

Each bears its own contribution and its own withholding, chosen by the yearly reference pay of the worker.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from sharedpay.errors import InvalidInput, NotCovered, NotModelled
from sharedpay.law.copyright import CopyrightLaw, copyright_share, copyright_tax
from sharedpay.law.departure_pay import DepartureLaw, Leaver, departure_pay
from sharedpay.law.employer import contributions
from sharedpay.law.exceptional_pay import (
    HOLIDAY_COLUMN,
    OTHER_COLUMN,
    ArrearsLaw,
    ExceptionalLaw,
    ExceptionalPay,
    Reference,
    ReferenceLaw,
    arrears,
    exceptional,
    reference,
    refuse_children,
)
from sharedpay.law.holiday_pay import DoubleLaw, HolidayMonth, double_pay, received_subject
from sharedpay.law.person import ARTIST, BLUE_COLLAR, FLEXI, STUDENT, WHITE_COLLAR
from sharedpay.law.severance import Dismissal, SeveranceLaw, SeveranceSpecialLaw, severance, severance_special
from sharedpay.law.year_end_premium import (
    DISMISSED,
    IN_SERVICE,
    RESIGNED,
    SERIOUS_CAUSE,
    Pc200PremiumLaw,
    PremiumYear,
    pc200_premium,
)
from sharedpay.model.earnings import (
    Bonus,
    CopyrightPay,
    DepartureHolidayPay,
    DoubleHolidayPay,
    Earnings,
    SeverancePay,
    YearEndPremium,
)
from sharedpay.money import cents, euro_text, hundredths, share
from sharedpay.payroll.extras import Context, Extra, Outflow, handles
from sharedpay.payroll.line import Line
from sharedpay.payroll.notes import Note
from sharedpay.payroll.remarks import copyright_share_law
from sharedpay.payroll.service import last_day, months_of_service, whole_months

_LEAVING = {"in_service": IN_SERVICE, "dismissed": DISMISSED, "resigned": RESIGNED, "serious_cause": SERIOUS_CAUSE}

_OF_CHILDREN = frozenset(
    {
        "exceptional_exemption_limits",
        "exceptional_reductions",
        "exceptional_child_exemption_all_or_nothing",
        "exceptional_child_reference_gross",
    }
)
"""Figures of exceptional pay that only a worker with children needs."""


@handles(DoubleHolidayPay)
def double_holiday_pay(item: DoubleHolidayPay, context: Context) -> Extra:
    """92 % of a month's gross: 85 points bear the worker's 13.07 %, none bears employer contributions."""
    _white_collar(item, context, "the holiday fund pays it")
    monthly = context.gross if item.monthly is None else cents(item.monthly)
    law = context.laws.get(DoubleLaw)
    received = cents(item.received)
    subject = received_subject(received, law) if item.received_subject is None else cents(item.received_subject)
    months, notes = _service_year(item, context)
    month = HolidayMonth(monthly, months, 12 * cents(item.variable), 12, received, subject)
    found = double_pay(month, law)
    paid = _own_pay(
        "double_holiday_pay",
        context,
        found.double_pay,
        found.double_deduction,
        HOLIDAY_COLUMN,
        monthly,
        results=(found,),
        laws=(law,),
        inputs=_money(month._asdict()),
    )
    variable = frozenset() if month.variable_pay else frozenset({"variable_double_rate", "variable_shortcut"})
    return replace(paid, notes=notes, unread=paid.unread | variable)


def _service_year(item: DoubleHolidayPay, context: Context) -> tuple[int, tuple[Note, ...]]:
    """The months of double holiday pay: those stated, or those of the year before that the contract covers."""
    if item.months is not None:
        return item.months, ()
    contract, year = context.contract, context.period.first.year - 1
    months = whole_months(contract, year)
    if not months:
        raise InvalidInput(
            f"months: the contract of {contract.first_day} covers no whole month of {year}, the service year; state the"
            " 1 to 12 months of earlier contracts with this employer"
        )
    return months, (Note("double_months", (str(months), str(year))),)


@handles(DepartureHolidayPay)
def departure_holiday_pay(item: DepartureHolidayPay, context: Context) -> Extra:
    """15.34 % of the gross of the service years: the simple part bears ordinary contributions of both sides.

    Raises :class:`NotModelled` where the simple part could give a work bonus, unless ``work_bonus="none"``.
    """
    _white_collar(item, context, "the holiday fund pays it")
    leaver = Leaver(
        cents(item.current_year),
        cents(item.previous_year),
        hundredths(item.days_taken),
        hundredths(item.right),
        int(item.double_paid is not False),
    )
    law = context.laws.get(DepartureLaw)
    found = departure_pay(leaver, law)
    simple = found.departure_simple + found.departure_simple_previous
    if item.work_bonus is None and simple and context.gross < context.pay_law.work_bonus.white_a.until:
        raise NotModelled(
            "departure holiday pay: whether its simple part gives a work bonus is unknown;"
            " work_bonus='none' leaves it out"
        )
    on_double = found.departure_double_contribution + found.departure_double_contribution_previous
    paid = _own_pay(
        "departure_holiday_pay",
        context,
        found.departure_total,
        found.departure_simple_contribution + on_double,
        HOLIDAY_COLUMN,
        context.gross,
        subject=simple,
        results=(found,),
        laws=(law,),
        inputs={
            **_money(leaver._asdict()),
            "departure_days_taken": Fraction(leaver.departure_days_taken, 100),
            "departure_days_right": Fraction(leaver.departure_days_right, 100),
            "departure_double_paid": Fraction(leaver.departure_double_paid),
            "departure_exempt": Fraction(leaver.departure_exempt),
        },
    )
    unpaid = leaver.departure_previous and not leaver.departure_double_paid
    unread = frozenset() if unpaid else frozenset({"departure_double_full_if_unpaid"})
    return replace(paid, notes=tuple(_departure_notes(item)), unread=paid.unread | unread)


def _departure_notes(item: DepartureHolidayPay) -> Iterator[Note]:
    """What was not stated of the holidays of the previous service year, when there was one."""
    if not cents(item.previous_year):
        return
    if item.days_of_right is None:
        yield Note("departure_days", (str(item.right),))
    if item.double_paid is None:
        yield Note("departure_double")


@handles(YearEndPremium)
def year_end_premium(item: YearEndPremium, context: Context) -> Extra:
    """The premium as given, or by the rule of joint committee 200. Raises :class:`NotCovered` for other committees."""
    if item.amount is not None:
        return _premium("year_end_premium", context, cents(item.amount))
    committee = (context.contract.joint_committee or "")[:3]
    if committee != "200":
        raise NotCovered(
            f"year-end premium of joint committee {context.contract.joint_committee or '(not stated)'}",
            context.laws.date.isoformat(),
            "joint committee 200; give the amount for others",
        )
    law = context.laws.get(Pc200PremiumLaw, frozenset({"pc200_sales_variable_cap"}))
    months, service, notes = _premium_service(item, context)
    year = PremiumYear(context.gross, months, service, _LEAVING[item.reason])
    found = pc200_premium(year, law)
    counts = ("premium_months", "premium_service", "leaving")
    inputs = _money(year._asdict()) | {name: Fraction(getattr(year, name)) for name in counts}
    paid = _premium("year_end_premium", context, found.pc200_premium, (found,), (law,), inputs)
    return replace(paid, notes=notes)


def _premium_service(item: YearEndPremium, context: Context) -> tuple[int, int, tuple[Note, ...]]:
    """Full months of the year and months of service: those stated, or what the contract's dates give.

    Who is in service is so to the end of the year or of the contract, who leaves to the end of the pay's period.
    """
    contract, year = context.contract, context.period.first.year
    until = last_day(contract, year) if item.reason == "in_service" else context.period.last
    months, service, notes = item.full_months, item.seniority_months, []
    if months is None:
        months = whole_months(contract, year, until)
        notes.append(Note("premium_months", (str(months), str(year))))
    if service is None:
        service = months_of_service(contract, until)
        notes.append(Note("premium_service", (str(service), until.isoformat())))
    return months, service, tuple(notes)


@handles(Bonus)
def bonus(item: Bonus, context: Context) -> Extra:
    """A bonus: ordinary contributions, exceptional withholding."""
    return _premium("bonus", context, cents(item.amount))


@handles(SeverancePay)
def severance_pay(item: SeverancePay, context: Context) -> Extra:
    """An indemnity in lieu of notice: contributions of both sides, the special one on high pay, tax of arrears."""
    if context.contract.status in ("student", "flexi"):
        raise NotModelled(f"severance pay of status {context.contract.status!r}")
    monthly = context.gross if item.monthly is None else cents(item.monthly)
    special_law = context.laws.get(SeveranceSpecialLaw)
    older = context.contract.first_day.year < special_law.severance_special_since
    if older and item.weeks_before_2014 is None:
        raise InvalidInput(
            f"weeks_before_2014: the contract began before {special_law.severance_special_since}; state how many of the"
            f" {item.weeks} weeks are for service before it, since the special contribution is not owed on them"
        )
    weeks, before = hundredths(item.weeks), hundredths(item.weeks_before_2014 or "0")
    ended = Dismissal(monthly, weeks, cents(item.yearly_benefits), severance_weeks_before=before)
    law, tax_law = context.laws.get(SeveranceLaw), context.tax_laws.get(ArrearsLaw)
    found = severance(ended, context.person.status, law)
    taxed = arrears(found.severance_taxable, found.severance_reference, tax_law)
    yearly = 12 * (share(monthly, law.base_factor) if _fund(context) else monthly)
    special = severance_special(found.severance_since_2014, yearly, special_law)
    owed = _employer_contributions(context, found.severance_base)
    indemnity, tax = found.severance_indemnity, taxed.arrears_withholding
    lines = (
        Line("severance_pay", "pay", indemnity),
        Line("severance_pay_contribution", "deduction", found.severance_contribution),
        Line("severance_pay_withholding", "deduction", tax),
        Line("severance_pay_employer_contributions", "employer", owed),
        Line("severance_special_contribution", "employer", special.severance_special),
    )
    return Extra(
        "severance_pay",
        lines,
        net=indemnity - found.severance_contribution - tax,
        cost=indemnity + owed + special.severance_special,
        outflows=(
            Outflow("personal_contribution", "onss", found.severance_contribution),
            Outflow("withholding_tax", "state", tax),
            Outflow("premium_employer_contributions", "onss", owed),
            Outflow("severance_special", "onss", special.severance_special),
        ),
        results=(found, taxed, special),
        law=(law, tax_law, special_law),
        inputs={
            **_money(ended._asdict()),
            "status": Fraction(context.person.status),
            "taxable_amount": Fraction(found.severance_taxable, 100),
            "arrears_reference": Fraction(found.severance_reference, 100),
            "severance_weeks": Fraction(weeks, 100),
            "severance_weeks_before": Fraction(before, 100),
            "severance_yearly_pay": Fraction(yearly, 100),
        },
    )


@handles(CopyrightPay)
def copyright_pay(item: CopyrightPay, context: Context) -> Extra:
    """Copyright is movable income: 15 % of what flat costs leave, no contributions.

    Raises :class:`NotModelled` above the yearly ceiling or its share of the total, where it would be pay.
    """
    amount, before = cents(item.amount), cents(item.paid_before)
    law = context.tax_laws.get(CopyrightLaw)
    found = copyright_tax(amount, before, law)
    if found.copyright_above_ceiling:
        raise NotModelled("copyright above its yearly ceiling is pay; how much of it is not computed here")
    results: tuple[Any, ...] = (found,)
    laws: tuple[Any, ...] = (law,)
    beyond = ""
    # With the pay of the year before it the share is that of the year, else that of this pay.
    counted = amount if item.pay_before is None else before + amount
    beside = context.gross + cents(item.pay_before or 0)
    share_law = copyright_share_law(context.tax_laws)
    if share_law is not None:
        limit = copyright_share(counted, beside, share_law)
        if limit.copyright_above_share:
            beyond = (
                f"copyright of {euro_text(counted)} is above {euro_text(limit.copyright_limit)}, its largest share of"
                " pay and copyright together: what is above is pay and not modelled; pay_before counts the whole year"
            )
        results, laws = (*results, limit), (*laws, share_law)
    tax = found.copyright_withholding
    return Extra(
        "copyright_pay",
        (Line("copyright_pay", "pay", amount), Line("copyright_pay_withholding", "deduction", tax)),
        net=amount - tax,
        cost=amount,
        outflows=(Outflow("copyright_tax", "state", tax),),
        results=results,
        law=laws,
        inputs=_money(
            {
                "copyright_paid": amount,
                "copyright_before": before,
                "copyright_counted": counted,
                "pay_beside_copyright": beside,
            }
        ),
        not_modelled=beyond,
    )


def _premium(
    code: str,
    context: Context,
    amount: int,
    results: tuple[Any, ...] = (),
    laws: tuple[Any, ...] = (),
    inputs: Mapping[str, Any] | None = None,
) -> Extra:
    """A premium with ordinary contributions of both sides and the withholding of the column "other"."""
    base = share(amount, context.pay_law.contributions.base_factor) if _fund(context) else amount
    contribution = share(base, context.pay_law.contributions.personal_rate)
    return _own_pay(
        code,
        context,
        amount,
        contribution,
        OTHER_COLUMN,
        context.gross,
        subject=amount,
        results=results,
        laws=laws,
        inputs=inputs or {},
    )


def _own_pay(
    code: str,
    context: Context,
    amount: int,
    contribution: int,
    column: int,
    normal_gross: int,
    *,
    subject: int = 0,
    results: tuple[Any, ...],
    laws: tuple[Any, ...],
    inputs: Mapping[str, Any],
) -> Extra:
    """A pay taxed as exceptional pay; ``subject`` is the part that bears ordinary employer contributions."""
    if context.person.status in (STUDENT, FLEXI):
        raise NotModelled(f"{code.replace('_', ' ')} of status {context.contract.status!r}")
    if context.inputs_flat:
        raise NotModelled(f"{code.replace('_', ' ')} with the flat withholding of point 80: the combination is unknown")
    base = share(subject, context.pay_law.contributions.base_factor) if _fund(context) else subject
    owed = _employer_contributions(context, base)
    place, taxed, tax_laws = _exceptional(context, amount - contribution, normal_gross, column)
    tax = taxed.exceptional_withholding
    return Extra(
        code,
        (
            Line(code, "pay", amount),
            Line(f"{code}_contribution", "deduction", contribution),
            Line(f"{code}_withholding", "deduction", tax, amount - contribution, taxed.exceptional_rate),
            *((Line(f"{code}_employer_contributions", "employer", owed),) if owed else ()),
        ),
        month={"premium_base": base},
        net=amount - contribution - tax,
        cost=amount + owed,
        outflows=(
            Outflow("personal_contribution", "onss", contribution),
            Outflow("withholding_tax", "state", tax),
            Outflow("premium_employer_contributions", "onss", owed),
        ),
        results=(*results, place, taxed),
        law=(*laws, *tax_laws),
        inputs={
            **inputs,
            "normal_gross": Fraction(normal_gross, 100),
            "taxable_amount": Fraction(amount - contribution, 100),
            "status": Fraction(context.person.status),
            "column": Fraction(column),
            "children": Fraction(context.person.children),
        },
        unread=frozenset() if context.person.children else _OF_CHILDREN,
    )


def _exceptional(
    context: Context, taxable: int, normal_gross: int, column: int
) -> tuple[Reference, ExceptionalPay, tuple[ReferenceLaw, ExceptionalLaw]]:
    """The reference pay and the withholding on it. Raises :class:`NotCovered` for years without a table."""
    waive = frozenset() if _fund(context) else frozenset({"base_factor"})
    reference_law, law = context.laws.get(ReferenceLaw, waive), context.tax_laws.get(ExceptionalLaw)
    refuse_children(context.person.children, law)
    place = reference(normal_gross, context.person.status, reference_law)
    taxed = exceptional(taxable, place.reference_pay, place.child_reference, column, context.person.children, law)
    return place, taxed, (reference_law, law)


def _employer_contributions(context: Context, base: int) -> int:
    """Ordinary employer contributions on a premium: no reduction, no ceiling. Nothing where they are not covered."""
    if context.employer_law is None or not base:
        return 0
    return contributions(
        base, 0, context.person.status, 1, context.employer, context.employer_law
    ).employer_contributions


def _fund(context: Context) -> bool:
    return context.person.status in (BLUE_COLLAR, ARTIST)


def _white_collar(item: Earnings, context: Context, why: str) -> None:
    if context.person.status != WHITE_COLLAR:
        name = type(item).__name__
        raise InvalidInput(f"earnings: {name} is for white-collar workers, not for {context.contract.status!r}: {why}")


def _money(values: Mapping[str, int]) -> dict[str, Fraction]:
    """Cents as the formulas count them: euros."""
    return {name: Fraction(amount, 100) for name, amount in values.items()}
