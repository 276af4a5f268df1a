"""Withholding tax of exceptional pay (allocations exceptionnelles / exceptionele vergoedingen), arrears and severance.

Annex III of the royal decree implementing the income tax code (AR/CIR 92): nos 53-55 (double and departure holiday pay,
year-end premiums, bonuses) and nos 58 and 62 (arrears, indemnities in lieu of notice). A flat rate, chosen by the
yearly reference pay; upper bounds are inclusive.
"""

from __future__ import annotations

from typing import Annotated, Final, NamedTuple

from sharedpay.errors import NotModelled
from sharedpay.law.person import ARTIST, BLUE_COLLAR
from sharedpay.law.step import Step
from sharedpay.money import Count, Rate, share

HOLIDAY_COLUMN: Final = 0
OTHER_COLUMN: Final = 1


class ReferenceLaw(NamedTuple):
    """Figures of the yearly reference pay; the flags choose readings that start from the gross."""

    personal_rate: Rate
    base_factor: Rate
    exceptional_reference_gross: Count
    exceptional_child_reference_gross: Count


class ExceptionalRow(NamedTuple):
    """Rates of exceptional pay up to a reference pay: holiday pay and other pay."""

    up_to: int
    holiday_pay: Rate
    other: Rate


class ChildrenRow(NamedTuple):
    """Part of the tax that is taken off for a number of children, up to a reference pay."""

    rate: Rate
    limit: int


class ExceptionalLaw(NamedTuple):
    """Figures of nos 53-55 of one income year; lists by number of children start with one child."""

    exceptional_rates: tuple[ExceptionalRow, ...]
    exceptional_exemption_limits: tuple[int, ...]
    exceptional_reductions: tuple[ChildrenRow, ...]
    exceptional_child_exemption_all_or_nothing: Count


class ArrearsRow(NamedTuple):
    """Rate of arrears and severance up to a reference pay."""

    up_to: int
    rate: Rate


class ArrearsLaw(NamedTuple):
    """Figures of nos 58 and 62 of one income year."""

    arrears_rates: tuple[ArrearsRow, ...]


class Reference(NamedTuple):
    """Yearly reference pay of nos 53-55, in cents; a work bonus plays no role in it."""

    reference_base: Annotated[
        int,
        Step(
            "Contribution base of the normal pay",
            "normal_gross * base_factor if status in (BLUE_COLLAR, ARTIST) else normal_gross",
            cite="rd-1969-11-28#art. 19",
        ),
    ]
    reference_contribution: Annotated[
        int,
        Step(
            "Ordinary contribution on the normal pay", "reference_base * personal_rate", cite="law-1981-06-29#art. 38"
        ),
    ]
    reference_pay: Annotated[
        int,
        Step(
            "Yearly reference pay",
            "12 * (normal_gross if exceptional_reference_gross else normal_gross - reference_contribution)",
            cite="annex3-2026#no. 53",
            rounding="exact",
        ),
    ]
    child_reference: Annotated[
        int,
        Step(
            "Yearly pay compared with the limits for children",
            "12 * normal_gross if exceptional_child_reference_gross else reference_pay",
            cite="annex3-2026#nos 54-55",
            rounding="exact",
        ),
    ]


class ExceptionalPay(NamedTuple):
    """Withholding tax of exceptional pay, in cents; rates in millionths."""

    exceptional_exempt: Annotated[
        int,
        Step(
            "Part exempt for dependent children",
            "0 if children == 0"
            " else (taxable_amount if child_reference + taxable_amount"
            " <= children_amount(children, exceptional_exemption_limits) else 0)"
            " if exceptional_child_exemption_all_or_nothing"
            " else min(taxable_amount,"
            " max(0, children_amount(children, exceptional_exemption_limits) - child_reference))",
            cite="annex3-2026#no. 54",
            rounding="exact",
        ),
    ]
    exceptional_rate: Annotated[
        Rate,
        Step(
            "Rate for the reference pay",
            "holiday_pay_rate(reference_pay, exceptional_rates) if column == HOLIDAY_COLUMN"
            " else other_rate(reference_pay, exceptional_rates)",
            cite="annex3-2026#no. 53",
            rounding="exact",
        ),
    ]
    exceptional_tax: Annotated[
        int,
        Step(
            "Tax before the reduction for children",
            "(taxable_amount - exceptional_exempt) * exceptional_rate",
            cite="annex3-2026#no. 53",
        ),
    ]
    exceptional_children_rate: Annotated[
        Rate,
        Step(
            "Part of the tax taken off for children",
            "children_rate(children, exceptional_reductions) if children > 0"
            " and child_reference <= children_limit(children, exceptional_reductions) else 0",
            cite="annex3-2026#no. 55",
            rounding="exact",
        ),
    ]
    exceptional_children_reduction: Annotated[
        int,
        Step(
            "Reduction for dependent children",
            "exceptional_tax * exceptional_children_rate",
            cite="annex3-2026#no. 55",
        ),
    ]
    exceptional_withholding: Annotated[
        int,
        Step(
            "Withholding tax on exceptional pay",
            "exceptional_tax - exceptional_children_reduction",
            cite="annex3-2026#nos 53-55",
            rounding="exact",
        ),
    ]


class Arrears(NamedTuple):
    """Withholding tax of arrears or of an indemnity in lieu of notice."""

    arrears_rate: Annotated[
        Rate,
        Step(
            "Rate for the reference pay of arrears",
            "rate_up_to(arrears_reference, arrears_rates)",
            cite="annex3-2026#nos 58 and 62",
            rounding="exact",
        ),
    ]
    arrears_withholding: Annotated[
        int,
        Step(
            "Withholding tax on arrears or severance",
            "taxable_amount * arrears_rate",
            cite="annex3-2026#nos 58 and 62",
        ),
    ]


def refuse_children(children: int, law: ExceptionalLaw) -> None:
    """Raises :class:`NotModelled` for more children than no. 54 has limits for."""
    if children > len(law.exceptional_exemption_limits):
        raise NotModelled(
            f"children: no. 54 is known up to {len(law.exceptional_exemption_limits)} children, not for {children}"
        )


def row_of(reference_pay: int, rows: tuple[ExceptionalRow, ...]) -> ExceptionalRow:
    """The row of a yearly reference pay, upper bounds inclusive."""
    for row in rows:
        if reference_pay <= row.up_to:
            return row
    return rows[-1]


def arrears_rate_of(reference: int, rows: tuple[ArrearsRow, ...]) -> Rate:
    """The rate of a yearly reference pay, upper bounds inclusive."""
    for row in rows:
        if reference <= row.up_to:
            return row.rate
    return rows[-1].rate


def reference(normal_gross: int, status: int, law: ReferenceLaw) -> Reference:
    """The yearly reference of a normal monthly gross: after the ordinary contribution (on 108 % for fund workers)."""
    base = share(normal_gross, law.base_factor) if status in (BLUE_COLLAR, ARTIST) else normal_gross
    contribution = share(base, law.personal_rate)
    pay = 12 * (normal_gross if law.exceptional_reference_gross else normal_gross - contribution)
    return Reference(base, contribution, pay, 12 * normal_gross if law.exceptional_child_reference_gross else pay)


def exceptional(
    taxable_amount: int, reference_pay: int, child_reference: int, column: Count, children: int, law: ExceptionalLaw
) -> ExceptionalPay:
    """The withholding tax on ``taxable_amount``, exceptional pay after its contribution.

    ``reference_pay`` and ``child_reference`` are those of :func:`reference`; ``column`` is ``HOLIDAY_COLUMN`` for
    double and departure holiday pay and ``OTHER_COLUMN`` for premiums and bonuses. ``children`` counts each child once;
    more than the tables hold have the last row here, so call :func:`refuse_children` first.
    """
    exempt = 0
    children_rate = Rate(0)
    if children:
        limit = law.exceptional_exemption_limits[min(children, len(law.exceptional_exemption_limits)) - 1]
        if not law.exceptional_child_exemption_all_or_nothing:
            exempt = min(taxable_amount, max(0, limit - child_reference))
        elif child_reference + taxable_amount <= limit:
            exempt = taxable_amount
        reduced = law.exceptional_reductions[min(children, len(law.exceptional_reductions)) - 1]
        if child_reference <= reduced.limit:
            children_rate = reduced.rate
    row = row_of(reference_pay, law.exceptional_rates)
    rate = row.holiday_pay if column == HOLIDAY_COLUMN else row.other
    tax = share(taxable_amount - exempt, rate)
    reduction = share(tax, children_rate)
    return ExceptionalPay(exempt, rate, tax, children_rate, reduction, tax - reduction)


def arrears(taxable_amount: int, arrears_reference: int, law: ArrearsLaw) -> Arrears:
    """The withholding tax on arrears or severance after their contribution, by the yearly pay that they rest on."""
    rate = arrears_rate_of(arrears_reference, law.arrears_rates)
    return Arrears(rate, share(taxable_amount, rate))
