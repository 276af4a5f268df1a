"""What a pay can hold beside the base pay: premiums, holiday pay, benefits, refunds, what is taken off the net."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Annotated, ClassVar, Literal, cast

from pydantic import Field

from sharedpay.errors import InvalidInput
from sharedpay.model.base import Day, Input, Rule
from sharedpay.model.contract import Hours
from sharedpay.model.enterprise import Euros
from sharedpay.money import cents, hundredths

Weeks = Annotated[str, Field(pattern=r"^[0-9]{1,3}(\.[0-9]{1,2})?$")]
"""Weeks as text with at most two decimals."""


class Earnings(Input):
    """Base of everything that ``payslip(…, earnings=[…])`` takes; each kind says what it does to the pay."""

    amounts: ClassVar[tuple[str, ...]] = ("amount",)
    """The amounts that can't be negative, by name."""

    def impossible(self) -> Iterable[Rule]:
        """The rules between the fields."""
        for name in self.amounts:
            if name in type(self).model_fields:
                yield partial(self.impossible_amount, name)

    def impossible_amount(self, name: str) -> str | None:
        """What is wrong with an amount that can't be negative."""
        value = getattr(self, name)
        return f"{name}: {value} is negative" if value is not None and cents(value) < 0 else None


class DoubleHolidayPay(Earnings):
    """Double holiday pay of a white-collar worker (double pécule / dubbel vakantiegeld): 92 % of a month's gross.

    ``months``: months with this employer in the service year, the year before; left out, the whole months of that year
    that the contract covers. ``monthly``: the month's gross it is computed on; the gross of the pay if left out.
    ``variable``: monthly mean of the variable pay, if any.
    ``received``: double pay on the certificates of earlier employers and pay of supplementary holidays, deducted once;
    ``received_subject`` of it bore the contribution, 85/92 if left out.
    """

    kind: Literal["double_holiday_pay"] = "double_holiday_pay"
    months: Annotated[int, Field(ge=1, le=12)] | None = None
    monthly: Euros | None = None
    variable: Euros = "0.00"
    received: Euros = "0.00"
    received_subject: Euros | None = None

    amounts: ClassVar[tuple[str, ...]] = ("monthly", "variable", "received", "received_subject")

    def impossible(self) -> Iterable[Rule]:
        """The rules between the fields."""
        yield from super().impossible()
        yield (
            lambda: (
                self.received_subject is not None
                and cents(self.received_subject) > cents(self.received)
                and f"received_subject: {self.received_subject} is more than the {self.received} received"
            )
        )


class DepartureHolidayPay(Earnings):
    """Departure holiday pay (pécule de départ / vertrekvakantiegeld), due to a white-collar worker at every end.

    ``current_year``: gross of the current service year with this employer, ``previous_year``: of the one before, of
    which ``days_taken`` of ``days_of_right`` holidays (20 if left out) were taken; ``double_paid`` says whether its
    double pay was paid, which is assumed if left out.
    ``work_bonus``: whether the simple part gives a work bonus is unknown; ``"none"`` computes it without.
    """

    kind: Literal["departure_holiday_pay"] = "departure_holiday_pay"
    current_year: Euros
    previous_year: Euros = "0.00"
    days_taken: Hours = "0.00"
    days_of_right: Hours | None = None
    double_paid: bool | None = None
    work_bonus: Literal["none"] | None = None

    amounts: ClassVar[tuple[str, ...]] = ("current_year", "previous_year")

    def impossible(self) -> Iterable[Rule]:
        """The rules between the fields."""
        yield from super().impossible()
        yield (
            lambda: (
                hundredths(self.days_taken) > hundredths(self.right)
                and f"days_taken: {self.days_taken} is more than the {self.right} days of right"
            )
        )

    @property
    def right(self) -> Hours:
        """The days of right of the previous service year; four weeks of five days if they were not stated."""
        return self.days_of_right or "20.00"


class HolidayDays(Earnings):
    """Holidays that a white-collar worker takes in the month (pécule simple / enkel vakantiegeld): normal pay.

    ``days`` of the month's working days; their pay is inside the gross and is shown. ``earned_elsewhere`` of them
    are on certificates of earlier employers, who have paid them: since 2024 the new one deducts 90 % of their pay.
    """

    kind: Literal["holiday_days"] = "holiday_days"
    days: Hours
    earned_elsewhere: Hours = "0.00"

    def impossible(self) -> Iterable[Rule]:
        """The rules between the fields."""
        yield (
            lambda: (
                hundredths(self.earned_elsewhere) > hundredths(self.days)
                and f"earned_elsewhere: {self.earned_elsewhere} is more than the {self.days} days"
            )
        )


class VariableHolidayPay(Earnings):
    """Simple holiday pay on the variable pay of a white-collar worker, for ``days`` of holidays, beside the gross.

    ``variable``: all variable pay of the ``months`` before the month, year-end premium excluded. Ordinary pay.
    """

    kind: Literal["variable_holiday_pay"] = "variable_holiday_pay"
    days: Hours
    variable: Euros
    months: Annotated[int, Field(ge=1, le=12)] = 12

    amounts: ClassVar[tuple[str, ...]] = ("variable",)


class SickDays(Earnings):
    """Guaranteed pay in sickness (salaire garanti / gewaarborgd loon): working days paid in full, inside the gross.

    ``days`` of the month's working days, the last of which is calendar day ``until_day`` of the sickness. The first
    thirty are paid in full to a white-collar worker who is permanent or engaged for three months or more.
    """

    kind: Literal["sick_days"] = "sick_days"
    days: Hours
    until_day: Annotated[int, Field(ge=1, le=366)]

    def impossible(self) -> Iterable[Rule]:
        """The rules between the fields."""
        yield (
            lambda: (
                hundredths(self.days) > self.until_day * 100
                and f"until_day: {self.until_day} calendar days of sickness hold no {self.days} working days"
            )
        )


class YearEndPremium(Earnings):
    """Year-end premium (prime de fin d'année / eindejaarspremie): ordinary contributions, exceptional withholding.

    ``amount``: the premium; left out, joint committee 200's rule gives it from the gross of the pay, ``full_months`` of
    the year in service, ``seniority_months`` of service in all and how the contract stands: ``"in_service"``,
    ``"dismissed"``, ``"resigned"``, ``"serious_cause"``. Months that are left out follow from the contract's dates.
    """

    kind: Literal["year_end_premium"] = "year_end_premium"
    amount: Euros | None = None
    full_months: Annotated[int, Field(ge=0, le=12)] | None = None
    seniority_months: Annotated[int, Field(ge=0, le=720)] | None = None
    reason: Literal["in_service", "dismissed", "resigned", "serious_cause"] = "in_service"


class Bonus(Earnings):
    """A bonus or another exceptional premium: ordinary contributions, withholding of the column "other"."""

    kind: Literal["bonus"] = "bonus"
    amount: Euros


class SeverancePay(Earnings):
    """Indemnity in lieu of notice (indemnité de préavis / opzeggingsvergoeding) for ``weeks`` weeks of notice.

    ``monthly``: gross monthly pay, that of the pay if left out; ``yearly_benefits``: premiums and benefits of a year.
    ``weeks_before_2014``: weeks of them for service before 2014, on which the employer's special contribution is not
    owed; needed where the contract began before 2014.
    """

    kind: Literal["severance_pay"] = "severance_pay"
    weeks: Weeks
    weeks_before_2014: Weeks | None = None
    monthly: Euros | None = None
    yearly_benefits: Euros = "0.00"

    amounts: ClassVar[tuple[str, ...]] = ("monthly", "yearly_benefits")

    def impossible(self) -> Iterable[Rule]:
        """The rules between the fields."""
        yield from super().impossible()
        yield (
            lambda: (
                self.weeks_before_2014 is not None
                and hundredths(self.weeks_before_2014) > hundredths(self.weeks)
                and f"weeks_before_2014: {self.weeks_before_2014} is more than the {self.weeks} weeks"
            )
        )


class BenefitInKind(Earnings):
    """A benefit in kind (avantage en nature / voordeel in natura): bears contributions and tax, is not paid out.

    ``item``: ``"computer"``, ``"phone"``, ``"internet"``, ``"phone_subscription"`` have flat amounts, and ``"meal"`` (a
    main meal that the employer provides) one for each of ``count``; ``"other"`` needs ``amount``, the month's value.
    """

    kind: Literal["benefit_in_kind"] = "benefit_in_kind"
    item: Literal["computer", "phone", "internet", "phone_subscription", "meal", "other"] = "other"
    amount: Euros | None = None
    count: Annotated[int, Field(ge=1, le=93)] = 1

    def impossible(self) -> Iterable[Rule]:
        """The rules between the fields."""
        yield from super().impossible()
        yield (
            lambda: (
                (self.item == "other") != (self.amount is not None)
                and (f"amount: item {self.item!r} {'needs one' if self.item == 'other' else 'has a flat amount'}")
            )
        )
        yield lambda: self.count != 1 and self.item != "meal" and f"count: is for item 'meal', not {self.item!r}"


class CompanyCar(Earnings):
    """A company car for private use: a taxable benefit without contributions, and the employer's CO2 contribution.

    ``catalogue_value`` with options and VAT, ``co2`` in g/km (None if unknown), ``first_registration`` for the age
    factor, ``ordered`` chooses the multiplier of the CO2 contribution. ``own_share``: what the worker pays for it
    this month.
    """

    kind: Literal["company_car"] = "company_car"
    catalogue_value: Euros
    fuel: Literal["petrol", "diesel", "lpg", "electric"]
    co2: Annotated[int, Field(ge=0, le=600)] | None = None
    first_registration: Day
    ordered: Day | None = None
    own_share: Euros = "0.00"

    amounts: ClassVar[tuple[str, ...]] = ("catalogue_value", "own_share")

    @property
    def registered(self) -> date:
        """The day of the first registration."""
        return cast(date, self.first_registration)

    @property
    def order_day(self) -> date:
        """The day of the order; the first registration if it was not stated."""
        return cast(date, self.ordered or self.first_registration)


class MealVouchers(Earnings):
    """Meal vouchers (titres-repas / maaltijdcheques): free within the limits, the worker's share off the net."""

    kind: Literal["meal_vouchers"] = "meal_vouchers"
    count: Annotated[int, Field(ge=0, le=31)]
    face: Euros
    worker_share: Euros = "1.09"

    amounts: ClassVar[tuple[str, ...]] = ("face", "worker_share")


class HomeWorkTravel(Earnings):
    """The employer's share of home-work travel, paid with the pay: no contributions, exempt from tax up to a limit."""

    kind: Literal["home_work_travel"] = "home_work_travel"
    amount: Euros


class BicycleAllowance(Earnings):
    """Bicycle allowance for home-work travel (indemnité vélo / fietsvergoeding), free up to an amount a kilometre.

    ``amount``: what is paid for the ``kilometres`` of the month; left out, all that is free. The yearly ceiling is
    unknown here and not applied.
    """

    kind: Literal["bicycle_allowance"] = "bicycle_allowance"
    kilometres: Hours
    amount: Euros | None = None


class EcoVouchers(Earnings):
    """Eco vouchers (éco-chèques / ecocheques): no pay up to the year's maximum.

    ``amount``: left out, joint committee 200's amount of a whole reference year for the contract's working time.
    ``given_before``: those of the same year, counted against the maximum; none if left out.
    """

    kind: Literal["eco_vouchers"] = "eco_vouchers"
    amount: Euros | None = None
    given_before: Euros | None = None

    amounts: ClassVar[tuple[str, ...]] = ("amount", "given_before")


class AmateurArtsIndemnity(Earnings):
    """Amateur arts indemnity (indemnité des arts en amateur / amateurkunstenvergoeding): no contributions, no tax.

    ``days`` at ``amount`` a day and ``travel`` a day, beside any pay. ``days_before``: such days of the same year with
    any principal; ``days_in_a_row`` with this one, ``days`` if left out; ``paid_by_principal_before``: all that the
    principal paid in the year, to anybody, for its threshold. Beyond a limit the worker is an ordinary one.
    """

    kind: Literal["amateur_arts_indemnity"] = "amateur_arts_indemnity"
    days: Annotated[int, Field(ge=1, le=31)]
    amount: Euros
    travel: Euros = "0.00"
    days_before: Annotated[int, Field(ge=0, le=366)] = 0
    days_in_a_row: Annotated[int, Field(ge=1, le=366)] | None = None
    paid_by_principal_before: Euros = "0.00"

    amounts: ClassVar[tuple[str, ...]] = ("amount", "travel", "paid_by_principal_before")


class HomeWorkingAllowance(Earnings):
    """Office allowance for working at home (indemnité de bureau / thuiswerkvergoeding), free up to its maximum.

    ``own_internet``, ``own_computer``, ``own_screen``: what the worker uses of his or her own raises the maximum; a
    second screen or printer counts only without an own computer.
    """

    kind: Literal["home_working_allowance"] = "home_working_allowance"
    amount: Euros
    own_internet: bool = False
    own_computer: bool = False
    own_screen: bool = False


class ExpenseRefund(Earnings):
    """Expenses repaid against receipts: free of contributions and tax. Flat amounts without receipts are unknown."""

    kind: Literal["expense_refund"] = "expense_refund"
    amount: Euros
    receipts: bool = True


class Overtime(Earnings):
    """Overtime (heures supplémentaires / overuren): paid at the hourly pay plus the premium, with a tax reduction.

    ``hours`` this month, ``premium`` 20, 50 or 100 per cent, ``hourly`` the ordinary hourly pay, ``hours_before``
    overtime hours of earlier months of the year that gave the reduction.
    """

    kind: Literal["overtime"] = "overtime"
    hours: Hours
    premium: Literal[20, 50, 100] = 50
    hourly: Euros
    hours_before: Hours = "0.00"

    amounts: ClassVar[tuple[str, ...]] = ("hourly",)


class PensionPlan(Earnings):
    """Supplementary pension of the employer (second pillar / deuxième pilier / tweede pijler).

    ``personal`` is withheld from the net and lowers the withholding tax by 30 % of it; ``employer`` is the employer's
    premium, which bears a contribution of 8.86 % and a tax of 4.40 %.
    """

    kind: Literal["pension_plan"] = "pension_plan"
    personal: Euros = "0.00"
    employer: Euros = "0.00"

    amounts: ClassVar[tuple[str, ...]] = ("personal", "employer")


class HospitalInsurance(Earnings):
    """Hospital insurance paid by the employer: its treatment is unknown here, so a pay with it is not modelled."""

    kind: Literal["hospital_insurance"] = "hospital_insurance"
    amount: Euros


class CopyrightPay(Earnings):
    """Copyright income paid with the pay (droits d'auteur / auteursrechten): movable income, 15 % after flat costs.

    ``paid_before``: copyright of earlier months of the year, for the tranches of costs and the ceiling. ``pay_before``:
    gross pay of those months, so that the largest share of copyright is that of the year; left out, of this pay alone.
    """

    kind: Literal["copyright_pay"] = "copyright_pay"
    amount: Euros
    paid_before: Euros = "0.00"
    pay_before: Euros | None = None

    amounts: ClassVar[tuple[str, ...]] = ("amount", "paid_before", "pay_before")


class Advance(Earnings):
    """An advance already paid (avance / voorschot), taken off the net."""

    kind: Literal["advance"] = "advance"
    amount: Euros


class Attachment(Earnings):
    """Attachment or transfer of pay (saisie, cession / loonbeslag, loonoverdracht): what the creditor may take.

    ``claim``: what is still owed. ``maintenance`` claims have no limit. ``income``: ``"work"`` or ``"replacement"``.
    ``children``: dependent children for the child supplement.
    """

    kind: Literal["attachment"] = "attachment"
    claim: Euros
    maintenance: bool = False
    income: Literal["work", "replacement"] = "work"
    children: Annotated[int, Field(ge=0, le=30)] = 0

    amounts: ClassVar[tuple[str, ...]] = ("claim",)


def earnings_kind(name: str) -> type[Earnings]:
    """The class of a ``kind``. Raises :class:`~sharedpay.errors.InvalidInput` for an unknown one."""
    kinds = {item.model_fields["kind"].default: item for item in Earnings.__subclasses__()}
    if name not in kinds:
        raise InvalidInput(f"no kind {name!r}; allowed: {', '.join(kinds)}")
    return kinds[name]
