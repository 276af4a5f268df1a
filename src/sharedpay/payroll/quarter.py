"""The quarter's truth: what three months of one contract really owe, against what their payslips estimated.

The law counts contributions, the structural reduction, the ceiling and the special contribution by quarter. A payslip
can only estimate its month; the quarterly return (DmfA) settles the difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NamedTuple

from sharedpay.errors import InvalidInput, NotModelled
from sharedpay.law.contributions import contribution
from sharedpay.law.person import FLEXI, STUDENT
from sharedpay.law.reductions import Performance
from sharedpay.law.special_contribution import SpecialQuarterLaw, special_of_quarter
from sharedpay.model.earnings import SeverancePay
from sharedpay.money import Hundredths, euro_text, euros
from sharedpay.payroll.case import refuse_unknown
from sharedpay.payroll.codes import month_bounds
from sharedpay.payroll.cost import Cost, cost, reduced
from sharedpay.payroll.line import plain_code
from sharedpay.payroll.pay import full_pay_of
from sharedpay.payroll.payslip import Payslip
from sharedpay.payroll.run import employer_side


class Settled(NamedTuple):
    """One amount of the quarter, in cents: the sum of the monthly estimates and the quarterly truth."""

    code: str
    estimate: int
    truth: int

    @property
    def difference(self) -> Decimal:
        """What the quarter adds to the estimates, euros; negative for what it gives back."""
        return euros(self.truth - self.estimate)


@dataclass(frozen=True, slots=True)
class Quarter:
    """Three months settled. ``lines`` holds each amount twice: as the months estimated it and as the quarter owes it.

    ``cost`` are the steps of the quarter's employer side, in cents. Made by :func:`quarter`.
    """

    months: tuple[str, ...]
    lines: tuple[Settled, ...]
    cost: Cost

    def __getitem__(self, code: str) -> Settled:
        for line in self.lines:
            if line.code == code:
                return line
        raise InvalidInput(f"quarter: no {code!r}; there are {', '.join(line.code for line in self.lines)}")

    def model_dump(self) -> dict[str, Any]:
        """The quarter as plain data, money as text in euros."""
        return {
            "months": list(self.months),
            "lines": [
                {
                    "code": line.code,
                    "monthly_estimate": euro_text(line.estimate),
                    "quarterly_truth": euro_text(line.truth),
                    "difference": euro_text(line.truth - line.estimate),
                }
                for line in self.lines
            ],
        }

    def __str__(self) -> str:
        from sharedpay.show import text  # noqa: PLC0415  the one upward import: how it looks is decided in show

        return text.page(self)

    def _repr_html_(self) -> str:
        from sharedpay.show import html  # noqa: PLC0415  the one upward import: how it looks is decided in show

        return html.fragment(self)


def quarter(slips: Sequence[Payslip]) -> Quarter:
    """The quarterly truth of three payslips of one contract, January to March and so on.

    Raises :class:`InvalidInput` when they are not the three months of a quarter under one contract, enterprise and law,
    :class:`NotModelled` when the law changes within the quarter, a pay holds an indemnity in lieu of notice, premiums
    bring the quarter above the ceiling on very high pay or the employer's side is not modelled, and
    :class:`~sharedpay.errors.NotCovered` when the quarter's figures are missing.
    """
    slips = sorted(slips, key=lambda slip: slip.month)
    first = _one_quarter(slips)
    case = first.case
    if case.cost_law is None:
        case.cost_of(0)
    laws = [slip.case.cost_law for slip in slips]
    if any(law != laws[0] for law in laws) or case.cost_law is None:
        raise NotModelled("quarter: the employer's law changes between its months")
    subject = sum(slip.pay.subject_pay for slip in slips)
    base = contribution(subject, case.person.status, case.pay_law.contributions).contribution_base
    work = Performance(
        Hundredths(sum(slip.case.period.work.performed for slip in slips)),
        case.period.work.per_week,
        case.period.work.half_time,
    )
    status = case.person.status
    premiums = sum(_premiums(slip) for slip in slips)
    base += sum(slip.run.month.premium_base for slip in slips)
    if premiums and subject + premiums > case.cost_law.employer.ceiling_quarter:
        raise NotModelled("quarter: premiums in a quarter above the ceiling on very high pay are not settled")
    full = premiums + sum(full_pay_of(slip.run.month, slip.pay.subject_pay) for slip in slips)
    refuse_unknown(base, status, 1, case.cost_law)
    true_cost = cost(subject + premiums, full, base, status, 1, work, case.employer, case.cost_law)
    if case.claim is not None:
        true_cost = reduced(true_cost, case.claim.target_group(true_cost, 1, work).target_reduction)
    monthly = [employer_side(slip.run, slip.case) for slip in slips]
    on_premiums = sum(line.cents for slip in slips for line in slip if line.code.endswith("_employer_contributions"))
    estimated = on_premiums + sum(each.employer_contributions_after_reductions for each in monthly)
    spent = sum(slip.run.employer_cost for slip in slips)
    lines = [
        Settled(
            "employer_contributions",
            on_premiums + sum(each.contributions.employer_contributions for each in monthly),
            true_cost.contributions.employer_contributions,
        ),
        Settled(
            "structural_reduction",
            sum(each.structural.structural_reduction for each in monthly),
            true_cost.structural.structural_reduction,
        ),
        Settled(
            "employer_contributions_after_reductions",
            estimated,
            true_cost.employer_contributions_after_reductions,
        ),
        Settled("employer_cost", spent, spent - estimated + true_cost.employer_contributions_after_reductions),
    ]
    if case.claim is not None:
        claims = sum(each.claimed_reduction for each in monthly)
        lines.insert(2, Settled("target_reduction", claims, true_cost.claimed_reduction))
    if case.person.status not in (STUDENT, FLEXI):
        due = special_of_quarter(
            (slips[0].pay.special_base, slips[1].pay.special_base, slips[2].pay.special_base),
            case.person.special_scale,
            case.laws.get(SpecialQuarterLaw),
        )
        advances = sum(slip.pay.special.special_contribution for slip in slips)
        lines.append(Settled("special_contribution", advances, due))
    return Quarter(tuple(slip.month for slip in slips), tuple(lines), true_cost)


def _one_quarter(slips: Sequence[Payslip]) -> Payslip:
    """The first payslip of a quarter, once it is sure that the three belong together."""
    problems = []
    months = [slip.month for slip in slips]
    if len(slips) != 3 or int(months[0][5:]) % 3 != 1 or months != _months_from(months[0]):
        problems.append(f"quarter: {', '.join(months) or 'nothing'} are not the three months of a quarter")
    problems += [
        f"quarter: the payslips are of more than one {what}"
        for what in ("contract", "enterprise")
        if any(getattr(slip.case, what) != getattr(slips[0].case, what) for slip in slips)
    ]
    if len({slip.law_digest for slip in slips}) > 1:
        problems.append("quarter: the payslips were computed under more than one law book")
    if problems:
        raise InvalidInput(problems)
    if any(isinstance(item, SeverancePay) for slip in slips for item in slip.case.earnings):
        raise NotModelled("quarter: an indemnity in lieu of notice is declared by its own quarters, not computed here")
    if any(slip.case.crossing or slip.case.person.status != slips[0].case.person.status for slip in slips):
        raise NotModelled("quarter: a student's quarter that crosses the yearly hours is not settled yet")
    return slips[0]


PREMIUMS = frozenset({"year_end_premium", "bonus"})
"""Extras that the ONSS counts in the quarterly pay of the structural reduction (remuneration code 2).

Departure holiday pay (code 7) bears contributions and stays outside of it; double holiday pay bears none.
"""


def _premiums(slip: Payslip) -> int:
    return sum(line.cents for line in slip.lines if plain_code(line.code) in PREMIUMS)


def _months_from(month: str) -> list[str]:
    first, _ = month_bounds(month)
    return [f"{first.year}-{first.month + i:02d}" for i in range(3)]
