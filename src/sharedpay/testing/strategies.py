"""Hypothesis strategies for everything that sharedpay takes. All they draw is valid, and it shrinks to the plainest.

Edges are drawn on purpose: the limits of the law and a cent beside them, month ends, the first and the last covered
day, one working day, the longest and the shortest hours.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any, Literal, NamedTuple, get_args, get_type_hints

from hypothesis import strategies as st

from sharedpay.errors import NotCovered
from sharedpay.law.book import Laws, packaged
from sharedpay.law.contributions import ContributionLaw
from sharedpay.law.employer import Employer, EmployerLaw
from sharedpay.law.minimum_wage import MinimumWageLaw
from sharedpay.law.reductions import StructuralLaw
from sharedpay.law.special_contribution import SpecialLaw
from sharedpay.law.withholding_tax import WithholdingLaw
from sharedpay.law.work_bonus import WorkBonusLaw
from sharedpay.model.contract import Contract, FixedTermContract, PermanentContract, Status
from sharedpay.model.earnings import (
    Advance,
    AmateurArtsIndemnity,
    Attachment,
    BenefitInKind,
    BicycleAllowance,
    Bonus,
    CompanyCar,
    CopyrightPay,
    DepartureHolidayPay,
    DoubleHolidayPay,
    Earnings,
    EcoVouchers,
    ExpenseRefund,
    HomeWorkingAllowance,
    HomeWorkTravel,
    MealVouchers,
    PensionPlan,
    YearEndPremium,
)
from sharedpay.model.enterprise import Enterprise, Invoice
from sharedpay.model.worker import Household, Worker
from sharedpay.money import MAX_CENTS, MILLION, NO_LIMIT, Rate, euro_text, euros, factor_text, rate_text
from sharedpay.payroll.codes import month_bounds, person_of, waived, waived_by
from sharedpay.payroll.cost import CostLaw
from sharedpay.payroll.pay import PayLaw

STATUSES: tuple[Status, ...] = get_args(Status)
"""Every status of a contract."""

_Partner = Literal["own_income", "low_income", "low_pension", "no_income"]
_PARTNERS: tuple[_Partner | None, ...] = (None, None, None, *get_args(_Partner))
_SCALES: tuple[Literal[1, 2, 3] | None, ...] = (None, None, None, None, 1, 2, 3)
_METHODS: tuple[Literal["actual", "coefficient"], ...] = ("actual", "coefficient")
_POLICIES: tuple[Literal["kept_by_pool", "credited"], ...] = ("kept_by_pool", "credited")
_FUNDS: tuple[Literal["commercial", "non_commercial", "none"], ...] = ("commercial", "non_commercial", "none")
_CATEGORIES: tuple[Literal[1, 2], ...] = (1, 2)
_VAT: tuple[Literal["21", "6", "0", "exempt"], ...] = ("21", "6", "0", "exempt")


class PayCase(NamedTuple):
    """A pay that can be computed: hand its parts to :func:`sharedpay.payslip`.

    >>> # slip = sp.payslip(case.contract, case.worker, gross=case.gross, month=case.month)
    """

    contract: Contract
    worker: Worker
    gross: Decimal
    month: str


@st.composite
def households(draw: st.DrawFn) -> Household:
    """Every possible family situation; the plainest is a single person without dependants.

    >>> # @given(households())
    >>> # def test_of_mine(household: sp.Household) -> None: …
    """
    partner = draw(st.sampled_from(_PARTNERS))
    children = draw(st.sampled_from([0, 0, 1, 2, 3, 7, 8, 9, 12, 30]))
    disabled_children = draw(st.sampled_from([0, 0, 1, 30]))
    single_parent = draw(st.sampled_from([None, False, True]))
    disabled, partner_disabled = draw(st.booleans()), draw(st.booleans())
    seniors, others = draw(st.sampled_from([0, 0, 0, 1, 2])), draw(st.sampled_from([0, 0, 0, 1, 2]))
    scale = draw(st.sampled_from(_SCALES))
    marital: Literal["single", "married"] = "single" if partner is None else "married"
    if scale == 3:
        return Household(marital=marital, partner=partner, scale=scale)
    return Household(
        marital=marital,
        partner=partner,
        children=children,
        disabled_children=min(disabled_children, children),
        single_parent=single_parent if children and partner is None else None,
        disabled=disabled,
        partner_disabled=partner_disabled and partner is not None,
        seniors_in_care=seniors,
        other_dependants=others,
        scale=scale,
    )


def workers() -> st.SearchStrategy[Worker]:
    """Workers with any household; the year of birth is seldom stated, at times of a minor or a student.

    >>> # @given(workers())
    """
    return st.builds(Worker, household=households(), birth_year=st.none() | st.integers(1950, 2011))


def permanent_contracts(
    month: str | None = None, *, statuses: Sequence[Status] = STATUSES
) -> st.SearchStrategy[PermanentContract]:
    """Permanent contracts of any status and working time; with ``month``, such that work in that month.

    >>> # @given(permanent_contracts("2026-05", statuses=["artist"]))
    """
    return _permanent(month, tuple(statuses))


def fixed_term_contracts(
    month: str | None = None, *, statuses: Sequence[Status] = STATUSES
) -> st.SearchStrategy[FixedTermContract]:
    """Fixed terms from one day to a few years; with ``month``, such that have at least a day in that month.

    >>> # @given(fixed_term_contracts("2026-05"))
    """
    return _fixed_term(month, tuple(statuses))


def contracts(
    month: str | None = None, *, statuses: Sequence[Status] = STATUSES
) -> st.SearchStrategy[PermanentContract | FixedTermContract]:
    """Permanent and fixed-term contracts: see those.

    >>> # @given(contracts("2026-05"))
    """
    return _permanent(month, tuple(statuses)) | _fixed_term(month, tuple(statuses))


@st.composite
def enterprises(draw: st.DrawFn) -> Enterprise:
    """Shared enterprises of every kind: Smart's figures or own ones, both methods, both policies on reductions.

    Whether its figures exist on a date is another matter: Smart's coefficients are estimates of 2026 for some
    contracts only, and ``risk_groups`` has a rate since 2026-07 only.

    >>> # @given(enterprises())
    """
    smart = draw(st.booleans())
    method = draw(st.sampled_from(_METHODS))
    coefficient = st.integers(MILLION, 2 * MILLION).map(factor_text)
    own = method == "coefficient" and not smart
    return Enterprise(
        figures="smart" if smart else "own",
        method=method,
        fee_rate=draw(st.none() | _rates(200_000) | st.just("99.9999 %")),
        margin_rate=draw(st.none() | _rates(200_000) | st.just("99 %")),
        coefficient=draw(coefficient if own else st.none() | coefficient),
        reductions=draw(st.sampled_from(_POLICIES)),
        holiday_provision_rate=draw(st.none() | _rates(400_000)),
        year_end_provision_rate=draw(st.none() | _rates(200_000)),
        insurance_rate=draw(st.none() | _rates(100_000)),
        payroll_cost=draw(st.just("0.00") | st.integers(0, 10_000).map(euro_text)),
        workers=draw(st.sampled_from([20, 1, 9, 10, 19, 21]) | st.integers(1, 5_000)),
        closing_fund=draw(st.sampled_from(_FUNDS)),
        category=draw(st.sampled_from(_CATEGORIES)),
        risk_groups=draw(st.sampled_from([False, False, False, True])),
    )


@st.composite
def invoices(draw: st.DrawFn, *, most: int = 1_000_000) -> Invoice:
    """Invoices of every form: VAT on top or inside, exempt, internal, in a foreign currency.

    ``most``: the largest amount in whole euros, after conversion.

    >>> # @given(st.lists(invoices(), min_size=1, max_size=3))
    """
    rate = draw(st.none() | st.integers(1, 10 * MILLION) | st.sampled_from([1, 920_000, MILLION]))
    limit = most * 100 if rate is None else min(most * 100 * MILLION // rate, MAX_CENTS)
    amount = draw(st.integers(0, min(limit, 1_000_000)) | st.sampled_from([0, 1, 100_000]) | st.integers(0, limit))
    return Invoice(
        amount=euro_text(min(amount, limit)),
        vat_rate=draw(st.sampled_from(_VAT)),
        vat_included=draw(st.booleans()),
        currency="EUR" if rate is None else draw(st.sampled_from(["USD", "GBP", "CHF", "JPY"])),
        exchange_rate=None if rate is None else factor_text(rate),
        internal=draw(st.sampled_from([False, False, False, True])),
        reference=draw(st.sampled_from(["", "2026/017"])),
    )


def earnings(*, most: int = 4) -> st.SearchStrategy[list[Earnings]]:
    """What a white-collar worker's pay of 2026 can hold beside its base, each kind at most once, attachments last.

    All that are drawn go with each other and with a gross of 1 500.00 or more. Severance and overtime are not: their
    figures of 2026 are not covered. ``most``: how many at most.

    >>> # @given(earnings(), st.sampled_from(["2026-01", "2026-05"]))
    """
    lists = st.lists(st.one_of(_EARNINGS), max_size=most, unique_by=type)
    return lists.map(lambda items: sorted(items, key=lambda item: isinstance(item, Attachment)))


def _money(most: int) -> st.SearchStrategy[str]:
    """Euros as text, from nothing to ``most`` cents."""
    return st.integers(0, most).map(euro_text)


_EARNINGS: tuple[st.SearchStrategy[Earnings], ...] = (
    st.builds(Bonus, amount=_money(500_000)),
    st.builds(YearEndPremium, amount=_money(500_000)),
    st.builds(DoubleHolidayPay, months=st.integers(1, 12), monthly=st.none() | _money(500_000)),
    st.builds(
        DepartureHolidayPay,
        current_year=_money(5_000_000),
        previous_year=_money(5_000_000),
        days_taken=st.integers(0, 20).map(str),
        double_paid=st.booleans(),
        work_bonus=st.just("none"),
    ),
    st.builds(BenefitInKind, item=st.sampled_from(("computer", "phone", "internet", "phone_subscription"))),
    st.builds(BenefitInKind, item=st.just("meal"), count=st.integers(1, 93)),
    st.builds(BenefitInKind, amount=_money(100_000)),
    st.builds(
        CompanyCar,
        catalogue_value=_money(6_000_000),
        fuel=st.sampled_from(("petrol", "diesel", "lpg")),
        co2=st.integers(0, 600),
        first_registration=st.dates(date(2015, 1, 1), date(2025, 12, 31)),
        own_share=_money(10_000),
    ),
    st.builds(MealVouchers, count=st.integers(0, 31), face=st.sampled_from(("10.00", "8.00", "1.09"))),
    st.builds(EcoVouchers, amount=_money(25_000)),
    st.builds(HomeWorkTravel, amount=_money(30_000)),
    st.builds(BicycleAllowance, kilometres=_money(100_000)),
    st.builds(HomeWorkingAllowance, amount=_money(15_783), own_internet=st.booleans(), own_screen=st.booleans()),
    st.builds(ExpenseRefund, amount=_money(100_000)),
    st.builds(PensionPlan, personal=_money(10_000), employer=_money(100_000)),
    st.builds(CopyrightPay, amount=_money(60_000)),
    st.builds(
        AmateurArtsIndemnity,
        days=st.integers(1, 7),
        amount=_money(8_191),
        travel=_money(2_340),
        days_before=st.integers(0, 23),
        paid_by_principal_before=_money(100_000),
    ),
    st.builds(Advance, amount=_money(20_000)),
    st.builds(Attachment, claim=_money(500_000), maintenance=st.booleans(), children=st.integers(0, 30)),
)


def months(*, employer: bool = False) -> st.SearchStrategy[str]:
    """Months like ``"2026-05"`` in which the law of an ordinary worker is covered, the first and last ones often.

    ``employer``: only months in which the employer's cost is covered too.

    >>> # @given(months(employer=True))
    """
    found = _covered_months("white_collar", Household(), employer=employer)
    return st.sampled_from([*found, found[0], found[-1]])


def gross_amounts(month: str | None = None) -> st.SearchStrategy[Decimal]:
    """Gross pay in euros from 0 to 10 million: small, anything, and at :func:`gross_edges` of a month or of all months.

    >>> # @given(gross_amounts("2026-05"))
    """
    edges = gross_edges(month) if month else tuple(sorted({edge for one in _all_months() for edge in gross_edges(one)}))
    return st.integers(0, 600_000).map(euros) | st.sampled_from(edges) | st.integers(0, MAX_CENTS).map(euros)


@cache
def gross_edges(month: str) -> tuple[Decimal, ...]:
    """Gross amounts at which the law of a month changes, each with a cent less and a cent more, euros.

    0 and 1 cent, ten million, the limits of the work bonus, of the special contribution (of pay and of 108 % of it),
    of the structural reduction, the ceiling of very high pay (of pay and of 108 % of it), the guaranteed minimum wage,
    and a full-timer's gross at each bound of the tax scale and of the lump-sum costs.

    >>> Decimal("2255.50") in gross_edges("2026-05")  # full component B of the work bonus
    True
    """
    laws = packaged().on(month)
    near = {amount + more for amount in _limits(laws) for more in (-1, 0, 1)}
    amounts = {0, 1, 2, MAX_CENTS - 1, MAX_CENTS} | near
    return tuple(euros(amount) for amount in sorted(amounts) if 0 <= amount <= MAX_CENTS)


def cases(*, employer: bool = False, statuses: Sequence[Status] = STATUSES) -> st.SearchStrategy[PayCase]:
    """Contract, worker, gross and month that fit together: :func:`sharedpay.payslip` computes every one of them.

    The month lies in the contract and its law is covered for this worker; with ``employer`` the cost can be computed
    too. Contracts begin and end at month ends, inside the month or on one day at times.

    >>> # @given(cases(statuses=["artist", "white_collar"]))
    """
    return _cases(employer, tuple(statuses))


@st.composite
def _cases(draw: st.DrawFn, employer: bool, statuses: tuple[Status, ...]) -> PayCase:
    worker = draw(workers())
    status = draw(st.sampled_from(statuses))
    terms = draw(_terms((status,)))
    flat = bool(terms["artist_point_80"])
    covered = _covered_months(status, worker.household, employer=employer, director=terms["director"], flat=flat)
    month = draw(st.sampled_from([*covered, covered[0], covered[-1]]))
    start, end = draw(_dates(month))
    fixed = draw(st.booleans())
    contract = FixedTermContract(start=start, end=end, **terms) if fixed else PermanentContract(start=start, **terms)
    gross = draw(gross_amounts(month))
    if employer and status in ("blue_collar", "artist"):
        gross = min(gross, euros(_ceiling(month)))
    return PayCase(contract, worker, gross, month)


def _ceiling(month: str) -> int:
    """The gross, in cents, above which the employer's side of blue-collar workers and artists is not modelled."""
    laws = packaged().on(month)
    ceiling = laws.get(EmployerLaw, frozenset(laws.book.names)).ceiling_quarter
    return _largest_below(ceiling // 3, laws.get(ContributionLaw, frozenset(laws.book.names)).base_factor)


def _largest_below(limit: int, factor: Rate) -> int:
    """The largest amount of which ``factor`` times, rounded to the cent, is at most ``limit``."""
    return (MILLION * (2 * limit + 1) - 1) // (2 * factor)


@st.composite
def _permanent(draw: st.DrawFn, month: str | None, statuses: tuple[Status, ...]) -> PermanentContract:
    start, _ = draw(_dates(month or draw(months())))
    return PermanentContract(start=start, **draw(_terms(statuses)))


@st.composite
def _fixed_term(draw: st.DrawFn, month: str | None, statuses: tuple[Status, ...]) -> FixedTermContract:
    start, end = draw(_dates(month or draw(months())))
    return FixedTermContract(start=start, end=end, **draw(_terms(statuses)))


@st.composite
def _dates(draw: st.DrawFn, month: str) -> tuple[date, date]:
    """First and last day of a contract that works in a month."""
    first, last = month_bounds(month)
    before = first - timedelta(days=1)
    days = [first + timedelta(days=shift) for shift in range((last - first).days + 1)]
    start = draw(st.sampled_from([first, first, last, before, before.replace(day=1), date(2020, 2, 29), *days]))
    rest = [day for day in days if day >= start]
    end = draw(st.sampled_from([last, last, rest[0], last + timedelta(days=1), date(2027, 12, 31), *rest]))
    return start, end


@st.composite
def _terms(draw: st.DrawFn, statuses: tuple[Status, ...]) -> dict[str, Any]:
    """The fields of a contract other than its days: full time of 38 hours is the plainest."""
    status = draw(st.sampled_from(statuses))
    full = draw(st.sampled_from([3_800, 3_800, 3_800, 3_600, 4_000, 3_795, 1, 5_000]))
    weekly = draw(st.sampled_from([full, full, (full + 1) // 2, max(1, full // 3), 1]) | st.integers(1, full))
    committee = draw(st.sampled_from([None, "200", "124", "304", "322.01"]))
    days = draw(st.sampled_from([5, 6]))
    director = draw(st.sampled_from([False, False, False, True]))
    point_80 = draw(st.sampled_from([None, False, True]))
    return {
        "status": status,
        "joint_committee": committee,
        "weekly_hours": euro_text(weekly),
        "full_time_hours": euro_text(full),
        "days_per_week": days,
        "director": director and status == "white_collar",
        "artist_point_80": point_80 if status == "artist" else None,
    }


def _rates(most: int) -> st.SearchStrategy[str]:
    """Rates from 0 to ``most`` millionths, in per cent or as a plain number."""
    return st.integers(0, most // 100).map(lambda n: rate_text(n * 100)) | st.integers(0, most).map(factor_text)


@cache
def _all_months() -> tuple[str, ...]:
    """The months of the tables of the withholding tax."""
    found: set[str] = set()
    for version in packaged().parameter("tax_scale").versions:
        day = version.start.replace(day=1)
        while day <= version.end:
            found.add(day.strftime("%Y-%m"))
            day = (day + timedelta(days=31)).replace(day=1)
    return tuple(sorted(found))


def _covered_months(
    status: Status, household: Household, *, employer: bool = False, director: bool = False, flat: bool = False
) -> tuple[str, ...]:
    """The months in which a worker's pay is covered, with ``employer`` the employer's cost too."""
    return _months_without(waived(person_of(household, status, director), flat), employer)


@cache
def _months_without(waive: frozenset[str], employer: bool) -> tuple[str, ...]:
    """The months in which all figures are covered but those that nobody needs."""
    needed = _figures_of(PayLaw) - waive
    if employer:
        needed |= _figures_of(CostLaw) - waive - waived_by(Employer())
    return tuple(month for month in _all_months() if needed <= _covered_figures(month))


@cache
def _figures_of(law: type[Any]) -> frozenset[str]:
    """The parameters that a law is made of."""
    found: set[str] = set()
    for name, kind in get_type_hints(law).items():
        found |= {name} if name in packaged().names else _figures_of(kind)
    return frozenset(found)


@cache
def _covered_figures(month: str) -> frozenset[str]:
    """The parameters that have a value in a month."""
    return frozenset(parameter.name for parameter, _ in packaged().on(month))


def _limits(laws: Laws) -> Iterator[int]:
    """The gross amounts, in cents, at which the law of a day changes. Areas that are not covered give none."""
    names = laws.book.names
    for law in (MinimumWageLaw, WorkBonusLaw, SpecialLaw, StructuralLaw, EmployerLaw, ContributionLaw, WithholdingLaw):
        try:
            figures = laws.get(law, frozenset(names))
        except NotCovered:
            continue
        if isinstance(figures, MinimumWageLaw):
            yield figures.guaranteed_month
        elif isinstance(figures, WorkBonusLaw):
            for taper in figures[:4]:
                yield from (taper.full_until, taper.low_until, taper.until)
        elif isinstance(figures, SpecialLaw):
            starts = {row.start for rows in figures for row in rows}
            yield from starts
            yield from (math.ceil(Fraction(start * 100, 108)) for start in starts)
        elif isinstance(figures, StructuralLaw):
            for table in figures[:2]:
                yield from (limit // 3 for limit in (table.low_limit, table.very_low_limit, table.high_limit))
        elif isinstance(figures, EmployerLaw):
            if 0 < figures.ceiling_quarter < NO_LIMIT:
                yield figures.ceiling_quarter // 3
                factor = laws.get(ContributionLaw, frozenset(names)).base_factor
                yield _largest_below(figures.ceiling_quarter // 3, factor)
        elif isinstance(figures, WithholdingLaw):
            yield from _tax_limits(figures, laws.get(ContributionLaw, frozenset(names)))


def _tax_limits(law: WithholdingLaw, personal: ContributionLaw) -> Iterator[int]:
    """The gross pays of a full month, without work bonus, at the bounds of the yearly tax scale."""
    costs = Fraction(law.expenses_rate, MILLION)
    capped_from = law.expenses_cap / costs if costs else Fraction(0)
    yearly = [capped_from]
    for row in law.tax_scale:
        before = row.over / (1 - costs)
        yearly.append(before if before <= capped_from else Fraction(row.over + law.expenses_cap))
    for factor in (Fraction(1), Fraction(personal.base_factor, MILLION)):
        kept = 1 - Fraction(personal.personal_rate, MILLION) * factor
        for amount in yearly:
            before_it = math.floor(amount / 12 / kept)
            # Contributions are rounded, so the bound may be passed by the next cent or the one after it.
            yield from (before_it, before_it + 1)
