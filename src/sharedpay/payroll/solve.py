"""The inverses: gross for a net, gross for a cost, revenue for a net. Exact, or honest about what there is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from sharedpay.errors import InvalidInput, NotModelled, Unreachable
from sharedpay.model.contract import Contract
from sharedpay.model.earnings import (
    Bonus,
    DepartureHolidayPay,
    DoubleHolidayPay,
    HolidayDays,
    SeverancePay,
    YearEndPremium,
)
from sharedpay.model.enterprise import Enterprise
from sharedpay.model.worker import Worker
from sharedpay.money import MAX_CENTS, MILLION, cents, euro_text, euros, half_up, hundredths, share
from sharedpay.payroll.budget import Prices, gross_for_budget, largest_gross, prices_of, spending_of
from sharedpay.payroll.case import Amount, Case, prepare
from sharedpay.payroll.net_rise import net_rise
from sharedpay.payroll.pay import Pay, PayLaw
from sharedpay.payroll.run import cost_at, employer_side, net_at, sound
from sharedpay.payroll.search import Found, solutions


class Answer(NamedTuple):
    """One candidate, in cents: what to choose (a gross or a revenue) and the net that it gives."""

    chosen: int
    net: int


@dataclass(frozen=True, slots=True)
class Solution:
    """The answers to "what gives this net": exactly one, several, or none with the nearest on either side.

    ``of`` says what the answers are: ``"gross"`` or ``"revenue"``. Amounts are ``Decimal`` euros.
    """

    of: Literal["gross", "revenue"]
    target_cents: int
    answers: tuple[Answer, ...]
    below: Answer | None
    above: Answer | None

    @property
    def kind(self) -> Literal["exact", "several", "none"]:
        """How many answers there are."""
        if not self.answers:
            return "none"
        return "exact" if len(self.answers) == 1 else "several"

    @property
    def amount(self) -> Decimal:
        """The one answer, euros. Raises :class:`Unreachable`, saying what there is, when there is none or several."""
        if self.kind != "exact":
            from sharedpay.show import text  # noqa: PLC0415  the one upward import: how it looks is decided in show

            raise Unreachable(text.solution(self, "en"))
        return euros(self.answers[0].chosen)

    @property
    def amounts(self) -> tuple[Decimal, ...]:
        """All answers, smallest first, euros."""
        return tuple(euros(answer.chosen) for answer in self.answers)

    def model_dump(self) -> dict[str, Any]:
        """The solution as plain data, money as text."""

        def dump(answer: Answer | None) -> dict[str, str] | None:
            return answer and {self.of: euro_text(answer.chosen), "net": euro_text(answer.net)}

        return {
            "target_net": euro_text(self.target_cents),
            "kind": self.kind,
            "answers": [dump(answer) for answer in self.answers],
            "below": dump(self.below),
            "above": dump(self.above),
        }

    def __str__(self) -> str:
        from sharedpay.show import text  # noqa: PLC0415  the one upward import: how it looks is decided in show

        return text.solution(self)


@dataclass(frozen=True, slots=True)
class Fit:
    """The largest gross whose cost fits a budget: amounts in cents, properties in euros."""

    gross_cents: int
    cost_cents: int
    budget_cents: int

    @property
    def gross(self) -> Decimal:
        """The gross, euros."""
        return euros(self.gross_cents)

    @property
    def cost(self) -> Decimal:
        """What it costs, euros."""
        return euros(self.cost_cents)

    @property
    def left(self) -> Decimal:
        """What the budget has left, euros: less than the cost of one more cent of gross."""
        return euros(self.budget_cents - self.cost_cents)

    def model_dump(self) -> dict[str, str]:
        """The answer as plain data, money as text."""
        return {
            "budget": euro_text(self.budget_cents),
            "gross": euro_text(self.gross_cents),
            "cost": euro_text(self.cost_cents),
            "left": euro_text(self.budget_cents - self.cost_cents),
        }

    def __str__(self) -> str:
        from sharedpay.show import text  # noqa: PLC0415  the one upward import: how it looks is decided in show

        return text.fit(self)


def gross_for_net(
    net: Amount, contract: Contract, worker: Worker | None = None, *, month: str, **options: Any
) -> Solution:
    """The gross that gives a net, among all cents: one, several, or the two nearest.

    ``options`` are those of :func:`~sharedpay.payroll.payslip.payslip`; the net is its ``net``, with the ``earnings``
    among them. Raises :class:`InvalidInput` and :class:`~sharedpay.errors.NotCovered` as a payslip does,
    :class:`Unreachable` for a net beyond the domain, and :class:`NotModelled` beside earnings with a tax of their own
    (double and departure holiday pay, year-end premiums, bonuses, severance) and holidays that an earlier employer has
    paid. The nearest misses are None where no payslip can be made of them.
    """
    target, problems = _target(net, "net")
    case = prepare(contract, worker, month, problems=problems, **options)
    return _solution(case, target)


def _solution(case: Case, target: int) -> Solution:
    _refuse_far_apart(case)

    def net_of(gross: int) -> int:
        return net_at(case, gross)

    if net_of(MAX_CENTS) < target:
        raise Unreachable(f"a net of {euro_text(target)} needs a gross beyond 10 000 000.00, the most that is computed")
    if case.plain:
        found = net_solutions(case.pay, target, case.inputs.counted, case.pay_law)
    else:
        # Two pays side by side reach further: see net_reach.
        wider = 1 if case.crossing is None else 3
        found = solutions(net_of, target, 0, MAX_CENTS, wider * net_reach(case.pay_law))

    def near(gross: int | None) -> Answer | None:
        """A miss, unless no payslip can be made of it."""
        try:
            return None if gross is None else Answer(gross, sound(case, gross).net)
        except (InvalidInput, NotModelled):
            return None

    below, above = near(found.below), near(found.above)
    nothing_near = below is None and above is None
    for gross in found.exact or ((found.below, found.above) if nothing_near else ()):
        if gross is not None:
            sound(case, gross)  # says why no payslip can be made of it
    return Solution(
        "gross",
        target,
        tuple(Answer(gross, target) for gross in found.exact),
        below,
        above,
    )


_TAXED_APART = (Bonus, DoubleHolidayPay, DepartureHolidayPay, SeverancePay, YearEndPremium)


def _refuse_far_apart(case: Case) -> None:
    """Raises :class:`NotModelled` for earnings with which grosses may give one net that are further apart than reach.

    The rate of their own tax steps up with the gross, or what comes off the pay grows with it.
    """
    if any(isinstance(item, HolidayDays) and hundredths(item.earned_elsewhere) for item in case.earnings):
        raise NotModelled(
            "earnings: the gross for a net beside holidays that an earlier employer has paid is not modelled: what"
            " comes off grows with the gross, so that grosses far apart may give one net"
        )
    kinds = dict.fromkeys(type(item).__name__ for item in case.earnings if isinstance(item, _TAXED_APART))
    if kinds:
        raise NotModelled(
            f"earnings: the gross for a net beside {', '.join(kinds)} is not modelled: its own tax steps up with the"
            " yearly pay, so that grosses far apart may give one net; leave it out, and look at a payslip with it"
        )


def net_solutions(pay_of: Callable[[int], Pay], target: int, counted: int, law: PayLaw) -> Found:
    """Every gross whose net is ``target``, and the nearest misses; ``counted`` as in the month of ``pay_of``."""
    return solutions(
        lambda gross: pay_of(gross).net,
        target,
        0,
        MAX_CENTS,
        net_reach(law),
        lambda gross: net_rise(pay_of(gross), counted, law),
    )


def net_reach(law: PayLaw) -> int:
    """How far from the crossing a gross can still give the net, in cents: see :mod:`sharedpay.payroll.search`.

    Measured over every covered month, status, working time and household, with company cars of up to 5 000.00 a
    month: since 2023 a larger gross gives no larger net over 49 euros at most. There the special contribution sets in
    (5.15) while the work bonus tapers off and half of the rest is taxed, so that the net rises by 12 cents a euro.
    Hourly pay rounded to the cent sets a net back by up to 79 cents. In 2021 it is 78 euros at most: the special
    contribution set in with 9.30, and at every 15 euros of taxable pay the net stepped back by up to 8.03.

    A student's pay that crosses the yearly hours takes three times that. Of its gross, b of h hours are ordinary and w
    are student pay, 97.29 % of which is kept: the net is made good again after reach x h / b by the one, after reach x
    h / 0.9729 w by the other, and the smaller of the two is below 2.1 x reach.
    """
    return 12_500 if law.withholding.taxable_multiple > 1 else 6_000


def gross_for_cost(
    budget: Amount, contract: Contract, worker: Worker | None = None, *, month: str, **options: Any
) -> Fit:
    """The largest gross whose employer cost, after reductions, fits a budget.

    With an ``enterprise`` what it charges counts instead: its provisions and margin, and the contributions before
    reductions unless it credits them (``reductions="credited"``). ``options`` are those of
    :func:`~sharedpay.payroll.payslip.payslip`, whose ``employer_cost`` it is, ``earnings`` included. Raises as a
    payslip does, and :class:`Unreachable` when nothing fits.
    """
    target, problems = _target(budget, "budget")
    case = prepare(contract, worker, month, problems=problems, **options)
    if options.get("enterprise") is not None:
        prices = prices_of(case)
        gross = gross_for_budget(case, prices, target)
        return Fit(gross, spending_of(case, prices, gross).budget, target)
    found = largest_gross(case, lambda gross: cost_at(case, gross), target)
    employer_side(sound(case, found), case)
    return Fit(found, cost_at(case, found), target)


def revenue_for_net(
    net: Amount,
    contract: Contract,
    worker: Worker | None = None,
    *,
    month: str,
    enterprise: Enterprise | None = None,
    expenses: Amount = 0,
    **options: Any,
) -> Solution:
    """What to invoice, without VAT, for a net: the smallest revenue for each gross that gives it.

    ``enterprise`` is Smart if left out; ``expenses`` are repaid out of the revenue; the other ``options`` are those of
    :func:`~sharedpay.payroll.payslip.payslip`. Raises as :func:`~sharedpay.payroll.settlement.settle` does.
    """
    target, problems = _target(net, "net")
    spent, more = _target(expenses, "expenses")
    case = prepare(
        contract,
        worker,
        month,
        enterprise=Enterprise.smart() if enterprise is None else enterprise,
        problems=problems + more,
        **options,
    )
    prices = prices_of(case)
    gross = _solution(case, target)

    def revenue(answer: Answer) -> Answer:
        needed = revenue_for_budget(spending_of(case, prices, answer.chosen).budget + spent, prices)
        reached = gross_for_budget(case, prices, needed - share(needed, prices.charges.fee_rate) - spent)
        return Answer(needed, net_at(case, reached))

    near = (answer for answer in (gross.below, gross.above) if answer is not None)
    candidates = [answer for answer in map(revenue, (*gross.answers, *near)) if answer.chosen <= MAX_CENTS]
    if not candidates:
        raise Unreachable(
            f"a net of {euro_text(target)} needs invoices beyond 10 000 000.00, the most that is computed"
        )
    exact = tuple(answer for answer in candidates if answer.net == target)
    misses = [answer for answer in candidates if answer.net != target]
    below = max((m for m in misses if m.net < target), key=lambda m: m.net, default=None)
    above = min((m for m in misses if m.net > target), key=lambda m: m.net, default=None)
    return Solution("revenue", target, exact, below, above)


def revenue_for_budget(budget: int, prices: Prices) -> int:
    """The smallest revenue in cents that leaves ``budget`` after the fee: the budget over one minus the rate."""
    needed = half_up(budget * MILLION, MILLION - prices.charges.fee_rate)
    while needed and needed - 1 - share(needed - 1, prices.charges.fee_rate) >= budget:
        needed -= 1
    while needed - share(needed, prices.charges.fee_rate) < budget:
        needed += 1
    return needed


def _target(value: Amount, name: str) -> tuple[int, list[str]]:
    try:
        amount = cents(value, name)
    except InvalidInput as error:
        return 0, list(error.problems)
    return amount, [f"{name}: {value} is negative"] if amount < 0 else []
