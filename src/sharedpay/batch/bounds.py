"""Whether 64-bit integers hold every number on the way: the rules run with integers that remember the largest one.

Every product of the rules is at its largest at a corner of the domain, or where a part-timer's structural reduction is
about to become a full-timer's. The packaged law is proven by a test; an amended law could hold anything, so it is
looked at before it is compiled into a batch.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product
from typing import Any, Final

from sharedpay.batch.inputs import HOUR_PAIR, WEEKLY_HOURS_WORKED, Facts, Row
from sharedpay.batch.inverse import Setting, cost_at, net_at
from sharedpay.batch.laws import MonthLaw, PriceLaw
from sharedpay.batch.rows import employer_of_row, month_of_row, person_of_row, work_of_row
from sharedpay.batch.settling import extra_cost_of
from sharedpay.batch.tiles import LARGEST_WHOLE, MOST_CENTS
from sharedpay.batch.vocabulary import AMOUNTS, INPUTS, MOST_HOURS, VAT_PERCENTS
from sharedpay.errors import InvalidInput
from sharedpay.law.employer import COMMERCIAL_LARGE
from sharedpay.law.reductions import StructuralLaw, structural
from sharedpay.money import MAX_CENTS, MILLION, NO_LIMIT, Rate
from sharedpay.payroll.budget import REACH
from sharedpay.payroll.cost import cost
from sharedpay.payroll.net_rise import net_rise
from sharedpay.payroll.pay import full_pay_of, pay
from sharedpay.payroll.search import Function, crossing, largest, trimmed
from sharedpay.payroll.shares import Bill, shares, spending, turnover
from sharedpay.payroll.solve import net_reach

LARGEST: Final = 2**62
"""No number on the way may be larger: half of what 64 bits hold, as a margin."""


MOST_RATE: Final = 10 * MILLION
"""The largest rate that an enterprise may have in a batch, and in cents the largest payroll cost."""
BESIDE_GROSS: Final = tuple(name for name in AMOUNTS if name in Row._fields and name != "gross")
"""The amounts of a row beside its gross."""
_ADDED: Final = ("benefits_in_kind", "car_benefit", "travel_contribution")
"""Those that make taxable pay larger."""


class Watch:
    """Remembers the largest magnitude among the numbers that it made and all that follows from them."""

    def __init__(self) -> None:
        self.largest = 0

    def number(self, value: int) -> Watched:
        """A number that is watched."""
        self.largest = max(self.largest, abs(value))
        made = Watched(value)
        made.watch = self
        return made

    def all(self, value: Any) -> Any:
        """The same tuple of numbers, each watched."""
        if isinstance(value, tuple):
            parts = [self.all(part) for part in value]
            return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
        return self.number(value)


class Watched(int):
    """An integer whose sums, products and quotients are watched as well."""

    watch: Watch

    def __add__(self, other: int) -> Watched:
        return self.watch.number(int(self) + int(other))

    def __sub__(self, other: int) -> Watched:
        return self.watch.number(int(self) - int(other))

    def __rsub__(self, other: int) -> Watched:
        return self.watch.number(int(other) - int(self))

    def __mul__(self, other: int) -> Watched:
        return self.watch.number(int(self) * int(other))

    def __floordiv__(self, other: int) -> Watched:
        return self.watch.number(int(self) // int(other))

    def __rfloordiv__(self, other: int) -> Watched:
        return self.watch.number(int(other) // int(self))

    def __neg__(self) -> Watched:
        return self.watch.number(-int(self))

    __radd__ = __add__
    __rmul__ = __mul__


@lru_cache(maxsize=1_024)
def largest_number(law: MonthLaw, most: int = MAX_CENTS) -> int:
    """The largest magnitude on the way from the corners of the domain to the results of a month's law.

    ``most``: of any amount. Work is stated in hours, of a contract and alone: days are no more and no finer.
    """
    ways = [law.facts._replace(work=work) for work in (HOUR_PAIR, WEEKLY_HOURS_WORKED)]
    return max(largest_among(law, facts, (*corners(most), *below_edges(law, facts, most))) for facts in ways)


def largest_among(law: MonthLaw, facts: Facts, rows: Iterable[Row]) -> int:
    """The largest magnitude on the way from rows to the results of a month's law."""
    watch = Watch()
    facts = watch.all(facts)
    pay_law, cost_law = watch.all(law.pay), None if law.cost is None else watch.all(law.cost)
    prices: PriceLaw | None = None if law.prices is None else watch.all(law.prices)
    for plain in rows:
        row: Row = watch.all(plain)
        work = work_of_row(row, facts)
        month = month_of_row(row.gross, work, NO_LIMIT, row)
        paid = pay(month, person_of_row(row), pay_law)
        if cost_law is not None:
            base = paid.contribution.contribution_base
            employer = employer_of_row(row, facts)
            full = full_pay_of(month, paid.subject_pay)
            due = cost(paid.subject_pay, full, base, row.status, 3, work.performance, employer, cost_law)
            if prices is not None:
                charges = prices.by_status[row.status]
                earned = turnover(Bill(row.invoice, row.vat_rate, row.vat_included, row.buyer), charges.fee_rate)
                spent = spending(row.gross, paid.flexi.flexi_holiday_pay, 0, due, extra_cost_of(row), charges)
                shares(earned, spent, paid, due, paid.net, row.expenses)
    return watch.largest


def largest_of_searches(law: MonthLaw, rows: Iterable[Row]) -> int:
    """The largest magnitude on the way from rows to the gross for a cost and for a net.

    Aimed at are nothing, a cent, the half and the most of an amount, and a cent less than a row can reach.
    """
    watch = Watch()
    pay_law, cost_law = watch.all(law.pay), None if law.cost is None else watch.all(law.cost)
    facts: Facts = watch.all(law.facts._replace(work=HOUR_PAIR))
    lowest, highest = watch.number(0), watch.number(MAX_CENTS)
    for plain in rows:
        setting = _setting(watch.all(plain), facts)
        searches: list[tuple[Function, tuple[Any, ...]]] = [(net_at, (pay_law,))]
        if cost_law is not None:
            searches.append((cost_at, (pay_law, cost_law)))
        for function, laws in searches:
            for target in {0, 1, MAX_CENTS // 2, MAX_CENTS, min(int(function(highest, setting, *laws)) - 1, MAX_CENTS)}:
                aim = watch.number(target)
                largest(function, aim, lowest, highest, REACH, setting, *laws)
                found = crossing(function, aim, lowest, highest, setting, *laws)
                low, high = max(found - net_reach(pay_law), 0), min(found + net_reach(pay_law), MAX_CENTS)
                paid = pay(month_of_row(low, setting.work, NO_LIMIT, setting.row), setting.person, pay_law)
                trimmed(function, aim, low, high, net_rise(paid, setting.work.counted, pay_law), setting, *laws)
    return watch.largest


@lru_cache(maxsize=1_024)
def steepest_product(law: MonthLaw) -> int:
    """What no product of a search is above: the range by the way from the value at no gross to the most of an amount.

    A search multiplies the distance of its target from the value at its lower end by what is left of its range: but for
    cliffs of some euros, both are largest at first.
    """
    if law.pay is None:
        return 0
    facts = law.facts._replace(work=HOUR_PAIR)
    values = [0]
    for row in (*corners(), *single_corners()):
        if row.gross == 0:
            setting = _setting(row, facts)
            values.append(net_at(0, setting, law.pay))
            if law.cost is not None:
                values.append(cost_at(0, setting, law.pay, law.cost))
    return (MAX_CENTS - min(values)) * MAX_CENTS


def _setting(row: Row, facts: Facts) -> Setting:
    return Setting(row, work_of_row(row, facts), person_of_row(row), employer_of_row(row, facts), NO_LIMIT)


def below_edges(law: MonthLaw, facts: Facts, most: int = MAX_CENTS) -> Iterator[Row]:
    """Corners of the largest pays with the most hours for which each multiplier of the structural reduction holds.

    Between two edges the multiplied reduction rises with the hours.
    """
    if law.cost is not None:
        hours = tuple(_hours_below_edges(law.cost.reductions, facts))
        yield from (row for row in corners(most, hours) if row.gross == most and row.scale == 1)


def _hours_below_edges(table: StructuralLaw, facts: Facts) -> Iterator[tuple[int, int]]:
    plain = _plain_row()
    for per_week, edge in product((5, 6), (table.beta.floor_below, table.beta.low_until, table.beta.full_from)):

        def fraction(hours: int, per_week: int = per_week) -> int:
            row = plain._replace(hours_worked=hours, hours_full_time=MOST_HOURS, days_per_week=per_week)
            return structural(0, row.status, 1, 3, 0, work_of_row(row, facts).performance, table).work_fraction

        reached = bisect_left(range(MOST_HOURS), edge, key=lambda hours: Rate(10_000 * fraction(hours)))
        yield max(0, reached - 1), MOST_HOURS


def single_corners() -> Iterator[Row]:
    """Rows without gross in which one amount is at its most."""
    for row in corners():
        if row.gross == row.car_benefit == 0 and row.hours_worked == row.hours_full_time:
            yield from (row._replace(**{name: MAX_CENTS}) for name in BESIDE_GROSS)


_HOURS: Final = ((1, 1), (1, MOST_HOURS), (MOST_HOURS, 1), (MOST_HOURS - 1, MOST_HOURS), (0, MOST_HOURS))
"""Hours worked and hours of a full-timer: shortest and longest."""


def corners(most: int = MAX_CENTS, hours: Sequence[tuple[int, int]] = _HOURS) -> Iterator[Row]:
    """Rows at the edges of the domain: nothing, a cent and the ``most`` of each amount, each of the pairs of hours."""
    plain = _plain_row()
    some = [{}, dict.fromkeys(BESIDE_GROSS, most), dict.fromkeys(_ADDED, most)]
    for gross, more, (worked, full), status, scale in product((0, 1, most), some, hours, (0, 1, 3, 4), (1, 2, 3)):
        for director, category, families in ((0, 1, 0), (1, 2, 30)):
            yield plain._replace(
                **more,
                gross=gross,
                hours_worked=worked,
                hours_full_time=full,
                status=status,
                scale=scale,
                special_scale=scale - 1,
                director=director,
                category=category,
                children=families,
                disabled_children=families,
                seniors_in_care=families,
                other_dependants=families,
                ten_or_more=1,
                fund_class=COMMERCIAL_LARGE,
                invoice=most,
                vat_rate=max(VAT_PERCENTS),
                vat_included=director,
                target=NO_LIMIT,
                risk_groups=director,
                joint_committee=1,
                days_per_week=5 + director,
            )


def _plain_row() -> Row:
    """A row of the defaults, of somebody with the shortest week beside the longest one of a full-timer."""
    plain = Row(**{name: INPUTS[name].default if name in INPUTS else 0 for name in Row._fields})
    return plain._replace(weekly_hours=1, full_time_hours=INPUTS["full_time_hours"].most)


def fits_tiles(law: MonthLaw) -> bool:
    """Whether whole numbers in floats are exact for the law of a month and the amounts that tiles take."""
    return largest_number(law, MOST_CENTS) < LARGEST_WHOLE


def check_prices(law: MonthLaw) -> None:
    """Raises :class:`InvalidInput` for an enterprise with a rate beyond :data:`MOST_RATE`."""
    if law.prices is not None and max(map(max, law.prices.by_status)) > MOST_RATE:
        raise InvalidInput(
            "enterprise: a rate, coefficient or payroll cost is too large for a batch, which computes in 64 bits with"
            " rates up to 1 000 % and a payroll cost up to 100 000.00; one settlement at a time has no such limit"
        )


def check_amended(law: MonthLaw) -> None:
    """Raises :class:`InvalidInput` for amended figures with which 64 bits would not hold every number."""
    if law.pay is not None and max(largest_number(law), steepest_product(law)) > LARGEST:
        raise InvalidInput(
            f"law: the amended figures of {law.month} are so large that a batch could not compute with them in 64 bits;"
            " one payslip at a time has no such limit"
        )
