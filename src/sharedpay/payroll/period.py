"""A year: many pays of one worker, under one or many contracts, with one ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sharedpay.errors import InvalidInput
from sharedpay.money import euro_text, euros
from sharedpay.payroll.extras import Payee
from sharedpay.payroll.ledger import Entry, ledger_of_pay
from sharedpay.payroll.line import plain_code
from sharedpay.payroll.payslip import Payslip
from sharedpay.payroll.settlement import Settlement


@dataclass(frozen=True, slots=True)
class Year:
    """All pays of one worker in one year. Amounts are ``Decimal`` euros.

    ``ledger`` holds the entries of all pays by day, those without a day last. Made by :func:`year`.
    """

    year: int
    payslips: tuple[Payslip, ...]
    ledger: tuple[Entry, ...]

    def __getitem__(self, code: str) -> Decimal:
        """The year's sum of a payslip's line by its code, euros: of ``bonus`` with that of ``bonus_2`` in the same pay.

        Raises :class:`InvalidInput` for a code of no line.
        """
        found = [line.cents for slip in self.payslips for line in slip if code in (line.code, plain_code(line.code))]
        if not found:
            codes = dict.fromkeys(line.code for slip in self.payslips for line in slip)
            raise InvalidInput(f"line: no {code!r} on these payslips; there are {', '.join(codes)}")
        return euros(sum(found))

    @property
    def gross(self) -> Decimal:
        """Gross pay of the year without the earnings beside it, euros."""
        return self["gross"]

    @property
    def net(self) -> Decimal:
        """Net pay of the year with all premiums, euros."""
        return euros(sum(slip.run.net for slip in self.payslips))

    @property
    def employer_cost(self) -> Decimal:
        """What the employer spent on the pays, by the monthly estimates, euros."""
        return sum((slip.employer_cost for slip in self.payslips), Decimal("0.00"))

    def by_payee(self) -> dict[Payee, Decimal]:
        """What each payee gets in all, euros."""
        totals: dict[Payee, int] = {}
        for entry in self.ledger:
            totals[entry.payee] = totals.get(entry.payee, 0) + entry.cents
        return {payee: euros(amount) for payee, amount in totals.items()}

    def model_dump(self) -> dict[str, Any]:
        """The year as plain data: money as text in euros."""
        return {
            "year": self.year,
            "months": [slip.month for slip in self.payslips],
            "gross": str(self.gross),
            "net": str(self.net),
            "employer_cost": str(self.employer_cost),
            "ledger": [
                {
                    "code": entry.code,
                    "payee": entry.payee,
                    "amount": euro_text(entry.cents),
                    "due": None if entry.due is None else entry.due.isoformat(),
                }
                for entry in self.ledger
            ],
        }

    def __str__(self) -> str:
        from sharedpay.show import text  # noqa: PLC0415  the one upward import: how it looks is decided in show

        return text.page(self)

    def _repr_html_(self) -> str:
        from sharedpay.show import html  # noqa: PLC0415  the one upward import: how it looks is decided in show

        return html.fragment(self)


def year(pays: Sequence[Payslip | Settlement]) -> Year:
    """A year's payslips and settlements together, in the order of their months.

    The ledger of a settlement is all of its invoice, that of a payslip what its employer spends. Raises
    :class:`InvalidInput` when the pays are not of one calendar year and one worker, and
    :class:`~sharedpay.errors.NotCovered` where the employer's figures are missing.
    """
    slips = [pay.payslip if isinstance(pay, Settlement) else pay for pay in pays]
    years = sorted({slip.month[:4] for slip in slips})
    problems = [] if len(years) == 1 else [f"year: the pays are of {', '.join(years) or 'no year at all'}"]
    if any(slip.case.worker != slips[0].case.worker for slip in slips):
        problems.append("year: the pays are of more than one worker")
    if problems:
        raise InvalidInput(problems)
    ledger = sorted(_entries(pays), key=lambda entry: (entry.due is None, str(entry.due)))
    return Year(int(years[0]), tuple(sorted(slips, key=lambda slip: slip.month)), tuple(ledger))


def _entries(pays: Sequence[Payslip | Settlement]) -> Iterator[Entry]:
    for pay in pays:
        yield from pay.ledger if isinstance(pay, Settlement) else ledger_of_pay(pay)
