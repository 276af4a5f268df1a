"""A case ready to be computed: who, under which contract, in which month, under which law; all but the gross.

A payslip runs it once, an inverse many times.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from sharedpay.errors import InvalidInput, NotCovered, NotModelled
from sharedpay.law.book import LawBook, Laws, packaged, read_date
from sharedpay.law.contributions import ContributionLaw, contribution
from sharedpay.law.employer import Employer, SectorLaw
from sharedpay.law.flexi_job import (
    FlexiFunctionLaw,
    FlexiPayLaw,
    flexi_pay,
)
from sharedpay.law.person import Month, Person
from sharedpay.law.special_contribution import SpecialLaw
from sharedpay.law.student import StudentQuotaLaw
from sharedpay.law.target_groups import TargetGroup
from sharedpay.law.withholding_tax import FamilyLaw, WithholdingLaw
from sharedpay.law.work_bonus import WorkBonusCapLaw, WorkBonusLaw, yearly_room
from sharedpay.model.contract import Contract
from sharedpay.model.earnings import Earnings, PensionPlan
from sharedpay.model.enterprise import Enterprise
from sharedpay.model.worker import Worker
from sharedpay.money import MAX_CENTS, NO_LIMIT, Hundredths, Rate, cents, euro_text, hundredths
from sharedpay.payroll.claim import Claimed, claim_of, claimed
from sharedpay.payroll.codes import (
    Period,
    employer_of,
    month_bounds,
    period_of,
    person_of,
    waived,
    waived_by,
)
from sharedpay.payroll.cost import Cost, CostLaw, above_what_is_known, cost, reduced
from sharedpay.payroll.pay import Pay, PayLaw, full_pay_of, pay, subject_of
from sharedpay.payroll.student import Crossing, crossing_of, period_beyond

T = TypeVar("T")
Amount = str | int | Decimal


FUND_ABOVE_CEILING = (
    "the employer's side of blue-collar workers and artists where 108 % of their pay is above the ceiling on very high"
    " pay, from 2025-07-01: whether their pay counts there at 100 or at 108 % is unknown"
)
"""What :class:`NotModelled` says of pay that no source tells how to count."""


def refuse_unknown(contribution_base: int, status: int, parts: int, law: CostLaw) -> None:
    """Raises :class:`NotModelled` where the employer's side of a month (``parts`` 3) or quarter (1) can't be known."""
    if above_what_is_known(contribution_base, status, parts, law.employer.ceiling_quarter):
        raise NotModelled(FUND_ABOVE_CEILING)


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked beside contract, worker, enterprise and gross; kept so that a result can be computed again."""

    paid_on: date | None = None
    days_worked: int | None = None
    hours_worked: Hundredths | None = None
    work_bonus_granted: int | None = None
    student_hours_before: Hundredths | None = None
    flexi_income_before: int | None = None
    known_on: date | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One contract in one month, with the law and the small integers that its rules take.

    ``cost_law`` is None where the employer's side is not covered; ``cost_gap`` then says why. ``claim`` is the
    target-group reduction that the contract asks for. ``crossing`` is there for a student's pay of which some hours lie
    within the yearly quota and some beyond: ``person``, ``inputs`` and ``period.work`` are then those of the part
    beyond, and :mod:`sharedpay.payroll.student` adds the other one.
    """

    contract: Contract
    worker: Worker
    enterprise: Enterprise
    month: str
    options: Options
    period: Period
    person: Person
    employer: Employer
    laws: Laws
    tax_laws: Laws
    pay_law: PayLaw
    cost_law: CostLaw | None
    cost_gap: NotCovered | None
    inputs: Month
    waive: frozenset[str]
    stated_worker: bool
    earnings: tuple[Earnings, ...] = ()
    crossing: Crossing | None = None
    claim: Claimed | None = None

    @property
    def plain(self) -> bool:
        """Whether the month's pay is all that there is: no earnings beside it, no two parts."""
        return not self.earnings and self.crossing is None

    def pay(self, gross: int) -> Pay:
        """Gross to net for ``gross`` cents, without the earnings beside it."""
        return self.pay_month(self.inputs._replace(gross=gross))

    def pay_month(self, month: Month) -> Pay:
        """Gross to net for a month's inputs."""
        return pay(month, self.person, self.pay_law)

    def cost_of(self, gross: int) -> Cost:
        """The employer's side of ``gross`` cents by the formulas alone, for searches that try amounts out.

        A month counts as a third of a quarter. Raises :class:`NotCovered` where the month has no employer figures.
        """
        return self.cost_by_formulas(self.inputs._replace(gross=gross))

    def cost_month(self, month: Month) -> Cost:
        """The employer's side of a month's inputs.

        Raises :class:`NotCovered` where the month has no employer figures, :class:`NotModelled` for a fund worker of
        whose pay 108 % is above the ceiling on very high pay: on which base it counts there is unknown.
        """
        subject, base = self._bases_of(month)
        if self.cost_law is not None:
            refuse_unknown(base, self.person.status, 3, self.cost_law)
        return self._cost_of(month, subject, base)

    def cost_by_formulas(self, month: Month) -> Cost:
        """The employer's side of a month's inputs, also where :meth:`cost_month` says that it can't be known."""
        return self._cost_of(month, *self._bases_of(month))

    def _cost_of(self, month: Month, subject: int, base: int) -> Cost:
        if self.cost_law is None:
            raise self.cost_gap or NotCovered("employer", self.month, "never")
        full = full_pay_of(month, subject)
        due = cost(subject, full, base, self.person.status, 3, self.period.work, self.employer, self.cost_law)
        found = self.target_group(due)
        return due if found is None else reduced(due, found.target_reduction)

    def _bases_of(self, month: Month) -> tuple[int, int]:
        """The pay of a month that bears contributions, and what they are counted on."""
        subject = subject_of(month, flexi_pay(month.gross, self.person.status, self.pay_law.flexi))
        return subject, contribution(subject, self.person.status, self.pay_law.contributions).contribution_base

    def target_group(self, due: Cost) -> TargetGroup | None:
        """The steps of the target-group reduction beside a cost of this case; None when none is asked for."""
        return None if self.claim is None else self.claim.target_group(due, 3, self.period.work)


def prepare(
    contract: Contract,
    worker: Worker | None,
    month: str,
    *,
    enterprise: Enterprise | None = None,
    earnings: Sequence[Earnings] = (),
    paid_on: str | date | None = None,
    days_worked: int | None = None,
    hours_worked: Amount | None = None,
    work_bonus_granted: Amount | None = None,
    student_hours_before: Amount | None = None,
    flexi_income_before: Amount | None = None,
    law: LawBook | None = None,
    known_on: str | date | None = None,
    problems: list[str] | None = None,
) -> Case:
    """The case of a contract in a month.

    Raises :class:`InvalidInput` with every problem found (``problems`` are those of the caller), :class:`NotCovered`
    when a figure that this worker's net needs is missing.
    """
    problems = list(problems or ())
    problems += _wrong_models(contract, worker, enterprise, earnings)
    options = Options(
        _read(problems, read_date, paid_on, "paid_on"),
        days_worked,
        _read(problems, hundredths, hours_worked, "hours_worked"),
        _read(problems, cents, work_bonus_granted, "work_bonus_granted"),
        _read(problems, hundredths, student_hours_before, "student_hours_before"),
        _read(problems, cents, flexi_income_before, "flexi_income_before"),
        _read(problems, read_date, known_on, "known_on"),
    )
    first, period = date.min, None
    problems += _misplaced(options, contract)
    try:
        first, _ = month_bounds(month)
        if options.paid_on and options.paid_on < first:
            problems.append(f"paid_on: {options.paid_on} is before the month {month}")
        if isinstance(contract, Contract):
            period = period_of(contract, month, days_worked, options.hours_worked)
            claim_of(contract, enterprise if isinstance(enterprise, Enterprise) else _ordinary(), first)
    except InvalidInput as error:
        problems += error.problems
    for name in ("work_bonus_granted", "flexi_income_before"):
        amount = getattr(options, name)
        if amount is not None and amount < 0:
            problems.append(f"{name}: {euro_text(amount)} is negative")
    if problems or period is None:
        raise InvalidInput(problems)

    enterprise = enterprise or _ordinary()
    household = (worker or _nobody()).household
    book = law or packaged()
    laws = book.on(first, options.known_on)
    if contract.artistic and laws.get(FlexiFunctionLaw).flexi_artistic_forbidden:
        raise InvalidInput("artistic: flexi-jobs are forbidden for artistic, artistic-technical and -support functions")
    paid_here = options.paid_on is None or options.paid_on.strftime("%Y-%m") == month
    tax_laws = laws if paid_here else book.on(options.paid_on or first, options.known_on)
    flat = bool(contract.artist_point_80)
    status, crossing = contract.status, None
    if options.student_hours_before is not None:
        crossing = crossing_of(contract, period, options.student_hours_before, laws.get(StudentQuotaLaw))
        if not crossing.within:
            status = contract.student_work or "white_collar"
            period = period_beyond(period, crossing)
    two_parts = crossing is not None and not crossing.within and not crossing.beyond
    person = person_of(household, status, contract.director)
    employer = employer_of(enterprise, Rate(0))
    waive = waived(person, flat, _group_insurance(earnings)) | waived_by(employer)
    if two_parts:
        waive -= {"student_worker_rate", "student_employer_rate"}
    cost_law, gap, claim = None, None, None
    try:
        if contract.reduction is not None:
            claim = claimed(contract, enterprise, first, book, options.known_on)
        if _pays_pc200_fund(contract, status):
            employer = employer._replace(sector_rate=laws.get(SectorLaw).pc200_fund_rate)
        cost_law = laws.get(CostLaw, waive)
    except NotCovered as error:
        gap = error
    return Case(
        contract=contract,
        worker=worker or _nobody(),
        stated_worker=worker is not None,
        enterprise=enterprise,
        month=month,
        options=options,
        period=period,
        person=person,
        employer=employer,
        laws=laws,
        tax_laws=tax_laws,
        pay_law=_pay_law(laws, tax_laws, waive),
        cost_law=cost_law,
        cost_gap=gap,
        inputs=Month(
            0,
            counted=period.counted,
            possible=period.possible,
            bonus_room=NO_LIMIT
            if options.work_bonus_granted is None
            else yearly_room(options.work_bonus_granted, person.status, laws.get(WorkBonusCapLaw)),
            flat_rate=int(flat),
        ),
        waive=waive,
        earnings=tuple(earnings),
        crossing=crossing if two_parts else None,
        claim=claim,
    )


@cache
def _nobody() -> Worker:
    """The worker of whom nothing was stated; made when needed, since a model's first use is slow."""
    return Worker()


@cache
def _ordinary() -> Enterprise:
    """The employer of whom nothing was stated."""
    return Enterprise()


def _misplaced(options: Options, contract: object) -> Iterator[str]:
    """Options that belong to another status than the contract's."""
    status = contract.status if isinstance(contract, Contract) else None
    for name, wanted in (("student_hours_before", "student"), ("flexi_income_before", "flexi")):
        if status and getattr(options, name) is not None and status != wanted:
            yield f"{name}: is for status {wanted!r}, not {status!r}"


def _wrong_models(contract: object, worker: object, enterprise: object, earnings: object) -> Iterator[str]:
    if not isinstance(contract, Contract):
        yield f"contract: {contract!r} is not a PermanentContract or a FixedTermContract"
    if worker is not None and not isinstance(worker, Worker):
        yield f"worker: {worker!r} is not a Worker"
    if enterprise is not None and not isinstance(enterprise, Enterprise):
        yield f"enterprise: {enterprise!r} is not an Enterprise"
    if not isinstance(earnings, (list, tuple)):
        yield f"earnings: {earnings!r} is not a list of earnings"
    else:
        yield from (
            f"earnings: {item!r} is not one of the Earnings" for item in earnings if not isinstance(item, Earnings)
        )


def _read(problems: list[str], read: Callable[[Any, str], T], value: Any, name: str) -> T | None:
    """A value as ``read`` gives it; None stays None, and what is wrong goes into ``problems``."""
    if value is None:
        return None
    try:
        return read(value, name)
    except InvalidInput as error:
        problems += error.problems
        return None


def _pay_law(laws: Laws, tax_laws: Laws, waive: frozenset[str]) -> PayLaw:
    """The law of gross to net: the tax of the day of payment, the rest of the month of the pay."""
    if laws is tax_laws:
        return laws.get(PayLaw, waive)
    return PayLaw(
        laws.get(FlexiPayLaw, waive),
        laws.get(ContributionLaw, waive),
        laws.get(WorkBonusLaw, waive),
        tax_laws.get(FamilyLaw, waive),
        tax_laws.get(WithholdingLaw, waive),
        laws.get(SpecialLaw, waive),
    )


def _group_insurance(earnings: Sequence[Earnings]) -> int:
    """What the worker pays into pension plans, in cents."""
    return sum(cents(item.personal) for item in earnings if isinstance(item, PensionPlan))


def _pays_pc200_fund(contract: Contract, status: str) -> bool:
    return (contract.joint_committee or "")[:3] == "200" and status == "white_collar"


def read_gross(gross: Amount, problems: list[str], name: str = "gross") -> int:
    """A gross of zero or more, in cents; what is wrong goes into ``problems``."""
    try:
        amount = cents(gross, name)
    except InvalidInput as error:
        problems.extend(error.problems)
        return 0
    if amount < 0:
        problems.append(f"{name}: {gross} is negative; it must be from 0 to {euro_text(MAX_CENTS)}")
    return amount
