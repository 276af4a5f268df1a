"""What a pay holds beside its base: one :class:`Extra` for each of the ``earnings``, with all that it changes.

Some change the month itself (a benefit in kind is contributory pay), some are pays of their own with their own
contributions and tax (double holiday pay), some only change what is paid out (an advance). Each says so in the same
form, so that the lines, the ledger, the explanation and the JSON treat all alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal, NamedTuple, TypeVar

from sharedpay.errors import InvalidInput, SharedPayError
from sharedpay.law.book import Laws
from sharedpay.law.employer import Employer, EmployerLaw
from sharedpay.law.person import Person
from sharedpay.model.contract import Contract
from sharedpay.model.earnings import Earnings
from sharedpay.model.worker import Household
from sharedpay.payroll.codes import Period
from sharedpay.payroll.line import Line, numbered
from sharedpay.payroll.notes import Note
from sharedpay.payroll.pay import PayLaw

E = TypeVar("E", bound=Earnings)


class Context(NamedTuple):
    """What an extra may look at: the case, the gross in cents, and, for attachments, the net of all pays and its rest.

    ``payable`` is what is left to be paid out once everything else has come off, ``attached`` what other creditors than
    those of maintenance already take.
    """

    contract: Contract
    household: Household
    period: Period
    person: Person
    employer: Employer
    laws: Laws
    tax_laws: Laws
    pay_law: PayLaw
    employer_law: EmployerLaw | None
    gross: int
    inputs_flat: bool = False
    net: int = 0
    payable: int = 0
    attached: int = 0


Payee = Literal[
    "member",
    "state",
    "onss",
    "holiday_fund",
    "enterprise",
    "pool",
    "insurer",
    "payroll_office",
    "activity",
    "creditor",
    "voucher_issuer",
]
"""Who gets a part: the member, the State (taxes), the ONSS / RSZ, the holiday fund (ONVA / RJV), the enterprise (its
fee), its mutual pool, the insurer, the payroll office, the member's activity (what stays in the budget), a creditor,
the issuer of vouchers."""


class Outflow(NamedTuple):
    """Money that goes to somebody else than the member because of an extra: a ledger code, a payee, cents, a day."""

    code: str
    payee: Payee
    cents: int
    due: date | None = None


@dataclass(frozen=True, slots=True)
class Extra:
    """What one of the earnings does to a pay, in cents.

    ``month``: what it adds to the fields of the rules' ``Month``. ``net``: what it adds to the net by itself, after
    its own contributions and tax. ``paid``: what it adds to the amount paid out without being net pay. ``cost``: what
    the employer spends on it. ``through``: the part that reaches the member by way of the month's own net.
    ``outflows``: who else gets what. It is closed: ``cost`` is ``net + paid + through + outflows``.

    ``not_modelled`` says why a pay with it is not modelled where that hangs on the gross: a search for a gross goes on,
    a payslip raises.

    ``notes`` are the assumptions that it rests on.

    ``results`` are the rules' results with their steps, ``law`` the figures they used and ``inputs`` what they started
    from: the explanation is made of them. ``unread`` are figures in ``law`` that this one did not look at.
    """

    code: str
    lines: tuple[Line, ...] = ()
    month: Mapping[str, int] = field(default_factory=dict)
    net: int = 0
    paid: int = 0
    cost: int = 0
    through: int = 0
    outflows: tuple[Outflow, ...] = ()
    results: tuple[Any, ...] = ()
    law: tuple[Any, ...] = ()
    inputs: Mapping[str, Any] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    not_modelled: str = ""
    notes: tuple[Note, ...] = ()

    def __post_init__(self) -> None:
        elsewhere = sum(outflow.cents for outflow in self.outflows)
        if self.cost != self.net + self.paid + self.through + elsewhere:
            raise AssertionError(f"{self.code}: what it costs must reach somebody, to the cent")


def told_apart(extras: Iterable[Extra]) -> tuple[Extra, ...]:
    """The extras with a number in the codes of the second of a kind and its lines, the third, and so on."""
    found: list[Extra] = []
    count: dict[str, int] = {}
    for extra in extras:
        kind = extra.code
        number = count[kind] = count.get(kind, 0) + 1
        if number > 1:
            lines = tuple(line._replace(code=numbered(line.code, number, kind)) for line in extra.lines)
            extra = replace(extra, code=numbered(kind, number, kind), lines=lines)  # noqa: PLW2901
        found.append(extra)
    return tuple(found)


Handler = Callable[[Any, Context], Extra]
_HANDLERS: dict[type[Earnings], Handler] = {}


def handles(kind: type[E]) -> Callable[[Callable[[E, Context], Extra]], Callable[[E, Context], Extra]]:
    """Marks the function that makes the extra of one kind of earnings."""

    def register(handler: Callable[[E, Context], Extra]) -> Callable[[E, Context], Extra]:
        _HANDLERS[kind] = handler
        return handler

    return register


def extras_of(earnings: Iterable[Earnings], context: Context) -> tuple[Extra, ...]:
    """The extras of the earnings, in their order.

    Raises :class:`InvalidInput` with all that is wrong with them, and only when nothing is, what can't be computed.
    """
    from sharedpay.payroll import allowances, benefits, days_off, off_net, premiums  # noqa: F401, PLC0415  they register

    items, found = tuple(earnings), []
    problems: list[str] = []
    unknown: SharedPayError | None = None
    for item in items:
        try:
            found.append(_HANDLERS[type(item)](item, context))
        except InvalidInput as error:
            problems += error.problems
        except SharedPayError as error:
            unknown = unknown or error
    problems += days_off.beyond_the_month(items, context)
    if problems:
        raise InvalidInput(problems)
    if unknown is not None:
        raise unknown
    return tuple(found)
