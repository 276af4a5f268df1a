"""The law of each month of a batch, read once: what the compiled rules take, and which rows it can't serve."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from itertools import product
from typing import Final, NamedTuple, TypeVar

from sharedpay.batch.features import STATUSES, features_needing
from sharedpay.batch.inputs import Facts
from sharedpay.errors import NotCovered, NotModelled
from sharedpay.law.book import LawBook, Laws
from sharedpay.law.employer import SectorLaw
from sharedpay.law.person import BLUE_COLLAR, WHITE_COLLAR
from sharedpay.law.shared_enterprise import DelayLaw, FeeLaw
from sharedpay.law.work_bonus import WorkBonusCapLaw, yearly_room
from sharedpay.model.enterprise import Enterprise
from sharedpay.money import Rate
from sharedpay.payroll.budget import charges_of
from sharedpay.payroll.codes import month_bounds, working_days
from sharedpay.payroll.cost import CostLaw
from sharedpay.payroll.pay import PayLaw
from sharedpay.payroll.shares import Charges

L = TypeVar("L")
FIXED_TERM: Final = len(STATUSES)
"""Where the charges of fixed terms begin, in the order of the codes again."""


class Gap(NamedTuple):
    """A figure that is not covered, and the features of the rows that need it."""

    features: frozenset[str]
    error: NotCovered

    @property
    def everybody(self) -> bool:
        """Whether every row needs the figure."""
        return self.features >= STATUSES.keys()


class PriceLaw(NamedTuple):
    """What an enterprise charges by status: permanent contracts, and from :data:`FIXED_TERM` on those with an end."""

    by_status: tuple[Charges, ...]


class MonthLaw(NamedTuple):
    """The law of one month. ``pay`` is None when nobody's pay is covered; ``cost`` when it is not asked or not covered.

    ``facts`` are those of the month, with the table's own left at 0. ``prices`` are those of the enterprise, if any;
    ``delay`` is how many working days after the work it pays.
    """

    month: str
    pay: PayLaw | None
    cost: CostLaw | None
    facts: Facts
    gaps: tuple[Gap, ...]
    prices: PriceLaw | None = None
    delay: int = 0


class Asked(NamedTuple):
    """What a batch asks of the law: a book, what was known by a day, the employer's side or not, whose prices."""

    book: LawBook
    known_on: date | None
    cost: bool
    enterprise: Enterprise | None = None


def month_name(number: int) -> str:
    """Months counted from year 0 as text: 24316 is ``2026-05``."""
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


@lru_cache(maxsize=4096)
def month_law(number: int, asked: Asked) -> MonthLaw:
    """The law of a month, months counted from year 0."""
    month = month_name(number)
    first, last = month_bounds(month)
    laws = asked.book.on(first, asked.known_on)
    gaps: list[Gap] = []
    pay = _get(laws, PayLaw, gaps)
    cost = _get(laws, CostLaw, gaps) if asked.cost else None
    cap, cap_fund, sector = 0, 0, Rate(0)
    try:
        ceiling = laws.get(WorkBonusCapLaw)
        cap, cap_fund = yearly_room(0, WHITE_COLLAR, ceiling), yearly_room(0, BLUE_COLLAR, ceiling)
    except NotCovered as error:
        gaps.append(Gap(frozenset({"bonus_granted"}), error))
    if asked.cost:
        try:
            sector = laws.get(SectorLaw).pc200_fund_rate
        except NotCovered as error:
            gaps.append(Gap(frozenset({"sector_200"}), error))
    prices, delay = None, 0
    if asked.enterprise is not None:
        prices = _prices(asked.enterprise, laws, gaps)
        waiting = _get(laws, DelayLaw, gaps)
        delay = 0 if waiting is None else waiting.pay_delay_days
    if any(gap.everybody for gap in gaps):
        pay = cost = None
    facts = Facts(working_days(first, last, 5), working_days(first, last, 6), 0, 0, cap, cap_fund, sector)
    return MonthLaw(month, pay, cost, facts, tuple(gaps), prices, delay)


def _prices(enterprise: Enterprise, laws: Laws, gaps: list[Gap]) -> PriceLaw:
    """The charges of contracts; a coefficient below 0 where none is known."""
    found, missing = [], dict[str, tuple[NotCovered, set[str]]]()
    if enterprise.figures == "smart" and enterprise.fee_rate is None:
        try:
            laws.get(FeeLaw)
        except NotCovered as error:
            gaps.append(Gap(frozenset({"fee_of_enterprise"}), error))
            enterprise = enterprise.model_copy(update={"fee_rate": "0 %"})
    for fixed_term, (name, status) in product((False, True), STATUSES.items()):
        charges = Charges(*(0 for _ in Charges._fields))  # type: ignore[arg-type]
        try:
            charges, _ = charges_of(enterprise, laws, status, fixed_term)
        except NotModelled:
            charges = charges._replace(coefficient=Rate(-1))
        except NotCovered as error:
            features = missing.setdefault(error.parameter, (error, set()))[1]
            if name not in features:
                features.add(f"fixed_term_{name}" if fixed_term else name)
        found.append(charges)
    gaps += [Gap(frozenset(names), error) for error, names in missing.values()]
    return PriceLaw(tuple(found))


def _get(laws: Laws, kind: type[L], gaps: list[Gap]) -> L | None:
    """The figures with every gap left at nothing, and the gaps; None when a figure that everybody needs is missing."""
    waive: frozenset[str] = frozenset()
    while True:
        try:
            return laws.get(kind, waive)
        except NotCovered as error:
            name = error.parameter.rpartition(".")[2]
            gaps.append(Gap(features_needing(name), error))
            if gaps[-1].everybody:
                return None
            waive |= {name}
