"""What a payslip says of itself: the assumptions it rests on, what is amiss with it, the figures of law it can need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from sharedpay.errors import NotCovered
from sharedpay.law.book import Laws, Parameter, Version
from sharedpay.law.contributions import ContributionLaw
from sharedpay.law.copyright import CopyrightShareLaw
from sharedpay.law.employer import SectorLaw
from sharedpay.law.flexi_job import FlexiCeilingLaw, FlexiPayLaw, FlexiYearLaw, flexi_ceiling, flexi_pay
from sharedpay.law.minimum_wage import MinimumWageLaw, minimum_of_month
from sharedpay.law.person import ARTIST, BLUE_COLLAR, FLEXI, STUDENT
from sharedpay.law.special_contribution import SpecialLaw
from sharedpay.law.target_groups import EngagementLaw, TargetGroupLaw
from sharedpay.law.withholding_tax import FamilyLaw, WithholdingLaw
from sharedpay.law.work_bonus import WorkBonusCapLaw, WorkBonusLaw
from sharedpay.model.earnings import AmateurArtsIndemnity, CopyrightPay
from sharedpay.model.reduction import FirstEngagement
from sharedpay.money import NO_LIMIT, cents, euro_text
from sharedpay.payroll.case import Case
from sharedpay.payroll.codes import hours_paid, month_bounds
from sharedpay.payroll.cost import CostLaw
from sharedpay.payroll.extras import Extra
from sharedpay.payroll.notes import Note
from sharedpay.payroll.pay import PayLaw

_REFORM_2026 = date(2026, 9, 29)


def assumptions(case: Case, extras: Sequence[Extra] = ()) -> tuple[Note, ...]:
    """Every default and every reading that a payslip of this case and its extras rests on."""
    contract, household = case.contract, case.worker.household
    notes = []
    if not case.stated_worker:
        notes.append(Note("household"))
    elif household.marital == "single" and household.children and household.single_parent is None:
        notes.append(Note("single_parent"))
    if contract.status == "artist" and contract.artist_point_80 is None:
        notes.append(Note("artist_point_80"))
    _, last = month_bounds(case.month)
    paid = case.options.paid_on or last
    if case.options.paid_on is None:
        notes.append(Note("paid_on", (last.isoformat(),)))
    if case.period.days != case.period.possible_days:
        notes.append(Note("partial_month", (str(case.period.days), str(case.period.possible_days))))
    notes += _status_notes(case)
    notes += [note for extra in extras for note in extra.notes]
    if case.person.status not in (STUDENT, FLEXI) and case.inputs.bonus_room == NO_LIMIT:
        notes.append(Note("bonus_ceiling"))
    if case.cost_gap is not None:
        notes.append(Note("no_cost", (str(case.cost_gap),)))
    elif case.person.status not in (STUDENT, FLEXI):
        notes.append(Note("monthly_estimate"))
        notes += claim_notes(case)
        if case.employer.sector_rate == 0:
            committee = contract.joint_committee
            notes.append(Note("unknown_sector", (committee,)) if committee else Note("no_sector"))
        if not case.enterprise.risk_groups:
            notes.append(Note("no_risk_groups"))
    book = case.laws.book
    verified = min(book.verified.values())
    if last > verified:
        notes.append(Note("verified", (verified.isoformat(),)))
    if paid > _REFORM_2026 and paid.year == _REFORM_2026.year and case.person.status not in (STUDENT, FLEXI):
        notes.append(Note("reform_2026"))
    notes += law_notes(case, extras)
    return tuple(notes)


def copyright_share_law(tax_laws: Laws) -> CopyrightShareLaw | None:
    """The largest share of copyright beside a pay; None where no source gives it."""
    try:
        return tax_laws.get(CopyrightShareLaw)
    except NotCovered:
        return None


def _status_notes(case: Case) -> Iterator[Note]:
    """How the pay of a student stands to the yearly hours, that of a flexi-job to its limits, and copyright to its."""
    kinds = {type(item) for item in case.earnings}
    if CopyrightPay in kinds and copyright_share_law(case.tax_laws) is None:
        yield Note("copyright_share")
    if AmateurArtsIndemnity in kinds:
        yield Note("amateur_arts")
    if case.contract.status == "flexi":
        if case.contract.artistic is None:
            yield Note("flexi_function")
        if case.options.flexi_income_before is None:
            yield Note("flexi_year_unchecked")
    if case.contract.status != "student":
        return
    quota = str(case.laws.version("student_hours_quota").value)
    if case.options.student_hours_before is None:
        yield Note("student_quota", (quota,))
    if case.crossing is not None:
        beyond, hours = case.crossing.split(0).hours_beyond, case.crossing.time.student_hours
        yield Note("student_parts", (euro_text(beyond), euro_text(hours), quota))
    if case.person.status != STUDENT and case.contract.student_work is None:
        yield Note("student_work")


def claim_notes(case: Case) -> Iterator[Note]:
    """What a target-group reduction rests on: the employer's word, and the count of its quarters."""
    if case.claim is None:
        return
    yield Note("reduction_claimed")
    if isinstance(case.contract.reduction, FirstEngagement):
        claim = case.claim.claim
        yield Note("quarter_of_use", (str(claim.quarter_of_use), str(claim.quarter_since_hire)))
        if claim.engagement_rank > 1:
            yield Note("engagement_workers", (str(claim.workers_in_quarter),))


def figures_in_use(case: Case) -> dict[str, tuple[Parameter, Version]]:
    """The figures that this case can need, by name, each with the version in force."""
    found = dict(case.tax_laws.figures(PayLaw, case.waive))
    if case.tax_laws is not case.laws:
        found |= case.laws.figures(FlexiPayLaw, case.waive)
        found |= case.laws.figures(ContributionLaw, case.waive)
        found |= case.laws.figures(WorkBonusLaw, case.waive)
        found |= case.laws.figures(SpecialLaw, case.waive)
    if case.cost_law is not None:
        found |= case.laws.figures(CostLaw, case.waive)
    if case.options.work_bonus_granted is not None:
        cap = case.laws.figures(WorkBonusCapLaw)
        fund = case.person.status in (BLUE_COLLAR, ARTIST)
        found |= {name: figure for name, figure in cap.items() if fund or name != "annual_cap_blue_factor"}
    if case.options.flexi_income_before is not None:
        found |= case.laws.figures(FlexiYearLaw)
    if case.claim is not None:
        found |= case.claim.laws.figures(TargetGroupLaw, case.claim.waive)
        found |= case.claim.hired_laws.figures(EngagementLaw, case.claim.waive)
    if case.employer.sector_rate:
        found |= case.laws.figures(SectorLaw, case.waive)
    return found


def law_notes(case: Case, extras: Iterable[Extra] = ()) -> list[Note]:
    """What the figures of a pay and its earnings say of themselves: one source, conflicts, readings, amendments."""
    own, read = figures_in_use(case), _READ.get(case.person.status)
    if read is not None:
        own = {name: figure for name, figure in own.items() if name in read}
    said: dict[str, dict[str, None]] = {"one_source": {}, "conflict": {}, "reading": {}, "amended": {}}
    unread = _unread(case)
    for name, (parameter, version) in (own | _figures_beside(case, extras)).items():
        if name in unread:
            continue
        if version.reading:
            said["reading"][version.reading] = None
        elif version.confidence in ("one_source", "conflict"):
            said[version.confidence][name] = None
        elif version.confidence == "amendment":
            said["amended"][parameter.key] = None
    return [Note(code, (", ".join(values),)) for code, values in said.items() if values]


_READ = {
    STUDENT: frozenset({"student_worker_rate", "student_employer_rate", "asbestos_rate"}),
    FLEXI: frozenset({"flexi_worker_rate", "flexi_employer_rate", "flexi_holiday_rate", "flexi_untaxed_year"}),
}
"""What the pay of these statuses reads of the figures that can be in use: neither taxed nor reduced as others are."""


def _unread(case: Case) -> frozenset[str]:
    """Figures of the laws in use that this worker's pay does not look at."""
    person, unread = case.person, set(case.waive)
    if case.inputs.flat_rate:
        unread |= {*FamilyLaw._fields, *WithholdingLaw._fields} - {"artist_flat_rate"}
    if person.scale != 1:
        unread.add("exempt_tax_scale_1")
    if person.scale != 2:
        unread |= {"exempt_tax_scale_2", "marital_quotient_rate", "marital_quotient_cap"}
    return frozenset(unread)


def _figures_beside(case: Case, extras: Iterable[Extra]) -> dict[str, tuple[Parameter, Version]]:
    """The figures that the earnings used; those that are not covered were waived."""
    found = {}
    names = case.laws.book.names
    beside = ((extra, name) for extra in extras for law in extra.law for name in law._fields if name in names)
    for name in dict.fromkeys(name for extra, name in beside if name not in extra.unread):
        try:
            found[name] = (names[name], case.laws.version(name))
        except NotCovered:
            continue
    return found


def findings(case: Case, gross: int) -> tuple[Note, ...]:
    """What is amiss with a pay that is computed all the same: below the minimum wage, above a ceiling of flexi-jobs.

    Raises :class:`NotCovered` where a ceiling of flexi-jobs that was asked for is missing.
    """
    if case.contract.status == "flexi":
        return tuple(_flexi_findings(case, gross))
    try:
        minimum = case.laws.get(MinimumWageLaw)
    except NotCovered:
        return ()
    least = minimum_of_month(case.period.counted, case.period.possible, minimum)
    if case.contract.status == "student" or gross >= least:
        return ()
    return (Note("below_minimum", (euro_text(least), euro_text(minimum.guaranteed_month))),)


def _flexi_findings(case: Case, gross: int) -> Iterator[Note]:
    """Flexi pay above the largest hourly pay of the function, or above what a year leaves untaxed."""
    hours = hours_paid(case.contract, case.period)
    if case.contract.base_hourly is not None and hours:
        most = flexi_ceiling(cents(case.contract.base_hourly), case.laws.get(FlexiCeilingLaw))
        if gross * 100 > most * hours:
            yield Note("flexi_hourly", (euro_text(gross), euro_text(hours), euro_text(most)))
    before = case.options.flexi_income_before
    if before is not None:
        untaxed = case.laws.get(FlexiYearLaw).flexi_untaxed_year
        total = before + flexi_pay(gross, FLEXI, case.pay_law.flexi).flexi_total
        if total > untaxed:
            yield Note("flexi_year", (euro_text(total), euro_text(untaxed)))
