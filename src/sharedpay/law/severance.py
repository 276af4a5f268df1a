"""Indemnity in lieu of notice (indemnité de préavis / opzeggingsvergoeding) and the employer's special contribution.

Law of 3 July 1978, art. 39. The weeks are an input: how long a notice is, is another rule.
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from sharedpay.law.person import ARTIST, BLUE_COLLAR
from sharedpay.law.step import Given, Step
from sharedpay.money import Count, Hundredths, Rate, half_up, share


class Dismissal(NamedTuple):
    """What an indemnity rests on; amounts in cents, weeks in hundredths.

    ``severance_weekly_stated`` is the weekly pay where it is known by itself, 0 to take three thirteenths of the month.
    ``normal_reference`` is the yearly reference pay of nos 53-55, for the reading that uses it.
    """

    severance_monthly: Annotated[int, Given("gross monthly pay at the end of the contract")]
    severance_weeks: Annotated[Hundredths, Given("weeks of notice paid out")]
    severance_yearly_benefits: Annotated[int, Given("premiums and benefits of a year")] = 0
    severance_weekly_stated: Annotated[int, Given("gross weekly pay, if it is not taken from the month's")] = 0
    normal_reference: Annotated[int, Given("yearly taxable normal pay")] = 0
    severance_weeks_before: Annotated[Hundredths, Given("weeks of them for service before 2014")] = Hundredths(0)


class SeveranceLaw(NamedTuple):
    """Figures of the worker's contribution on an indemnity, and the choice of its reference pay."""

    personal_rate: Rate
    base_factor: Rate
    severance_reference_taxable: Count


class SeveranceRow(NamedTuple):
    """Rate of the special contribution from a yearly pay on."""

    start: int
    rate: Rate


class SeveranceSpecialLaw(NamedTuple):
    """The employer's special contribution on indemnities (worker code 812), for service from a year on."""

    severance_special_since: Count
    severance_special_rates: tuple[SeveranceRow, ...]


class Severance(NamedTuple):
    """Indemnity in lieu of notice up to its taxable amount, in cents."""

    severance_weekly: Annotated[
        int,
        Step(
            "Weekly pay",
            "severance_weekly_stated if severance_weekly_stated else severance_monthly * 3 / 13",
            cite="law-1978-07-03#art. 39",
        ),
    ]
    severance_benefits_week: Annotated[
        int, Step("Benefits of a week", "severance_yearly_benefits / 52", cite="law-1978-07-03#art. 39")
    ]
    severance_indemnity: Annotated[
        int,
        Step(
            "Indemnity in lieu of notice",
            "(severance_weekly + severance_benefits_week) * severance_weeks",
            cite="law-1978-07-03#art. 39",
        ),
    ]
    severance_base: Annotated[
        int,
        Step(
            "Contribution base of the indemnity",
            "severance_indemnity * base_factor if status in (BLUE_COLLAR, ARTIST) else severance_indemnity",
            cite="rd-1969-11-28#art. 19",
        ),
    ]
    severance_contribution: Annotated[
        int,
        Step(
            "Personal contribution on the indemnity",
            "severance_base * personal_rate",
            cite="law-1981-06-29#art. 38",
        ),
    ]
    severance_taxable: Annotated[
        int,
        Step(
            "Taxable indemnity",
            "severance_indemnity - severance_contribution",
            cite="annex3-2026#no. 62",
            rounding="exact",
        ),
    ]
    severance_reference: Annotated[
        int,
        Step(
            "Yearly reference pay of the indemnity",
            "normal_reference if severance_reference_taxable else 52 * (severance_weekly + severance_benefits_week)",
            cite="annex3-2026#no. 62",
            rounding="exact",
        ),
    ]
    severance_since_2014: Annotated[
        int,
        Step(
            "Indemnity for service since 2014",
            "severance_indemnity * (severance_weeks - severance_weeks_before) / severance_weeks"
            " if severance_weeks > 0 else 0",
            cite="law-1981-06-29#art. 38",
        ),
    ]


class SeveranceSpecial(NamedTuple):
    """The employer's special contribution on an indemnity."""

    severance_special_rate: Annotated[
        Rate,
        Step(
            "Rate of the special contribution on the indemnity",
            "rate_from(severance_yearly_pay, severance_special_rates)",
            cite="law-1981-06-29#art. 38",
            rounding="exact",
        ),
    ]
    severance_special: Annotated[
        int,
        Step(
            "Special contribution on the indemnity (employer)",
            "severance_since_2014 * severance_special_rate",
            cite="law-1981-06-29#art. 38",
        ),
    ]


def severance(ended: Dismissal, status: int, law: SeveranceLaw) -> Severance:
    """The indemnity for the weeks of notice that are not worked, with the worker's ordinary contribution on it."""
    weekly = ended.severance_weekly_stated or half_up(ended.severance_monthly * 3, 13)
    benefits = half_up(ended.severance_yearly_benefits, 52)
    indemnity = half_up((weekly + benefits) * ended.severance_weeks, 100)
    base = share(indemnity, law.base_factor) if status in (BLUE_COLLAR, ARTIST) else indemnity
    contribution = share(base, law.personal_rate)
    reference = ended.normal_reference if law.severance_reference_taxable else 52 * (weekly + benefits)
    since = 0
    if ended.severance_weeks > 0:
        since = half_up(indemnity * (ended.severance_weeks - ended.severance_weeks_before), ended.severance_weeks)
    return Severance(weekly, benefits, indemnity, base, contribution, indemnity - contribution, reference, since)


def severance_special(
    severance_since_2014: int, severance_yearly_pay: int, law: SeveranceSpecialLaw
) -> SeveranceSpecial:
    """Owed by the employer on the part of the indemnity for service since 2014, by the yearly pay.

    ``severance_yearly_pay`` is pay of a full year, at 108 % for fund workers.
    """
    rate = Rate(0)
    for row in law.severance_special_rates:
        if severance_yearly_pay >= row.start:
            rate = row.rate
    return SeveranceSpecial(rate, share(severance_since_2014, rate))
