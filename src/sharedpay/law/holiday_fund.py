"""Holiday pay of blue-collar workers and artists, paid by the ONVA / RJV or a holiday fund in May or June.

Pécule de vacances des ouvriers / vakantiegeld van arbeiders: coordinated laws of 28 June 1971, royal decree of 30 March
1967. The chain is kept unrounded and each printed line is rounded by itself, as the fund prints it, so that printed
lines can miss their sum by a cent. The employer's 15.84 % stands in ``employer.toml``.
"""

from __future__ import annotations

from typing import Annotated, Final, NamedTuple

from sharedpay.law.step import Step
from sharedpay.money import MILLION, Count, Rate, half_up, share


class FundLaw(NamedTuple):
    """Figures of the holiday pay through a fund in one year of payment."""

    base_factor: Rate
    fund_rate: Rate
    fund_simple_rate: Rate
    fund_double_subject_rate: Rate
    fund_worker_rate: Rate
    fund_solidarity_rate: Rate


class FundTaxLaw(NamedTuple):
    """Withholding tax on holiday pay of a fund in one year of payment."""

    fund_low_rate: Rate
    fund_high_rate: Rate
    fund_threshold: int


class FundDaysLaw(NamedTuple):
    """Days worked and assimilated from which each holiday day is earned (five-day week, full time)."""

    fund_day_steps: tuple[Count, ...]


class FundEmployerLaw(NamedTuple):
    """The employer's two parts of the holiday contribution of fund workers."""

    base_factor: Rate
    holiday_quarterly_rate: Rate
    holiday_yearly_rate: Rate


class FundEmployer(NamedTuple):
    """What the employer owes the fund for a quarter, and for the bases of a year once in the next, in cents."""

    fund_employer_base: Annotated[
        int, Step("Pay of the quarter at 108 %", "quarter_gross * base_factor", cite="rd-1969-11-28#art. 19")
    ]
    fund_employer_quarterly: Annotated[
        int,
        Step(
            "Annual holiday, quarterly part",
            "fund_employer_base * holiday_quarterly_rate",
            cite="law-1981-06-29#art. 38",
        ),
    ]
    fund_employer_yearly: Annotated[
        int,
        Step("Annual holiday, yearly part", "year_base * holiday_yearly_rate", cite="law-1981-06-29#art. 38"),
    ]


_BASE: Final = "(fund_service_gross * base_factor + fund_assimilated_pay)"
_TAXABLE: Final = (
    f"{_BASE} * (fund_rate - fund_double_subject_rate * fund_worker_rate - fund_rate * fund_solidarity_rate)"
)


class FundHoliday(NamedTuple):
    """Holiday pay of a fund, in cents: lines that are rounded one by one from the unrounded chain."""

    fund_base: Annotated[
        int,
        Step("Pay of the service year at 108 %", _BASE, cite="rd-1969-11-28#art. 19"),
    ]
    fund_gross: Annotated[
        int,
        Step(
            "Gross holiday pay of the fund",
            f"{_BASE} * fund_rate",
            cite="rd-1967-03-30#holiday pay of blue-collar workers",
        ),
    ]
    fund_simple_part: Annotated[
        int,
        Step(
            "Simple part of it", f"{_BASE} * fund_simple_rate", cite="rd-1967-03-30#holiday pay of blue-collar workers"
        ),
    ]
    fund_double_part: Annotated[
        int,
        Step(
            "Double part of it",
            "fund_gross - fund_simple_part",
            cite="rd-1967-03-30#holiday pay of blue-collar workers",
            rounding="exact",
        ),
    ]
    fund_contribution: Annotated[
        int,
        Step(
            "Contribution on the double part",
            f"{_BASE} * fund_double_subject_rate * fund_worker_rate",
            cite="law-1981-06-29#art. 38",
        ),
    ]
    fund_solidarity: Annotated[
        int,
        Step(
            "Solidarity deduction",
            f"{_BASE} * fund_rate * fund_solidarity_rate",
            cite="law-1971-06-28#solidarity deduction",
        ),
    ]
    fund_taxable: Annotated[
        int, Step("Taxable holiday pay of the fund", _TAXABLE, cite="annex3-2026#holiday pay of a fund")
    ]


class FundTax(NamedTuple):
    """Withholding tax that the fund takes, and what it pays out, in cents."""

    fund_tax_rate: Annotated[
        Rate,
        Step(
            "Rate of the withholding tax of the fund",
            "fund_low_rate if fund_taxable <= fund_threshold else fund_high_rate",
            cite="annex3-2026#holiday pay of a fund",
            rounding="exact",
        ),
    ]
    fund_withholding: Annotated[
        int,
        Step("Withholding tax of the fund", f"{_TAXABLE} * fund_tax_rate", cite="annex3-2026#holiday pay of a fund"),
    ]
    fund_net: Annotated[
        int,
        Step(
            "Net holiday pay of the fund",
            f"{_TAXABLE} * (1 - fund_tax_rate)",
            cite="rd-1967-03-30#holiday pay of blue-collar workers",
        ),
    ]


def fund_holiday(fund_service_gross: int, fund_assimilated_pay: int, law: FundLaw) -> FundHoliday:
    """Holiday pay on the gross of the service year (at 100 %) and the fictitious pay of its assimilated days."""
    base = fund_service_gross * law.base_factor + fund_assimilated_pay * MILLION
    gross = half_up(base * law.fund_rate, MILLION**2)
    simple = half_up(base * law.fund_simple_rate, MILLION**2)
    return FundHoliday(
        half_up(base, MILLION),
        gross,
        simple,
        gross - simple,
        half_up(base * law.fund_double_subject_rate * law.fund_worker_rate, MILLION**3),
        half_up(base * law.fund_rate * law.fund_solidarity_rate, MILLION**3),
        half_up(base * taxable_share(law), MILLION**3),
    )


def fund_employer(quarter_gross: int, year_base: int, law: FundEmployerLaw) -> FundEmployer:
    """The employer's part on a quarter's gross, and the yearly one on the sum of the quarters' bases."""
    base = share(quarter_gross, law.base_factor)
    return FundEmployer(base, share(base, law.holiday_quarterly_rate), share(year_base, law.holiday_yearly_rate))


def taxable_share(law: FundLaw) -> int:
    """The taxable part of the 108 % base, in millionths of millionths: 14.33744 % is 143_374_400_000."""
    taken_off = law.fund_double_subject_rate * law.fund_worker_rate + law.fund_rate * law.fund_solidarity_rate
    return law.fund_rate * MILLION - taken_off


def fund_tax(
    fund_service_gross: int, fund_assimilated_pay: int, fund_taxable: int, law: FundLaw, tax_law: FundTaxLaw
) -> FundTax:
    """What the fund withholds and pays: the low rate up to the threshold of its taxable line, inclusive."""
    rate = tax_law.fund_low_rate if fund_taxable <= tax_law.fund_threshold else tax_law.fund_high_rate
    exact = (fund_service_gross * law.base_factor + fund_assimilated_pay * MILLION) * taxable_share(law)
    return FundTax(rate, half_up(exact * rate, MILLION**4), half_up(exact * (MILLION - rate), MILLION**4))


def fund_days(days: int, law: FundDaysLaw) -> int:
    """Holiday days earned by ``days`` worked and assimilated in the service year (art. 36)."""
    earned = 0
    for needed in law.fund_day_steps:
        if days >= needed:
            earned += 1
    return earned
