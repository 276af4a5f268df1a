"""Single holidays: their pay, days earned with another employer, days left untaken, supplementary and youth days.

Royal decree of 30 March 1967 (vacances annuelles / jaarlijkse vakantie), changed by that of 28 September 2023 (days
earned elsewhere); royal decree of 25 November 1991 (youth and senior holidays, paid by the ONEM / RVA).
"""

from __future__ import annotations

from typing import Annotated, NamedTuple

from sharedpay.law.step import Step
from sharedpay.money import MILLION, Count, Hundredths, Rate, half_up, share


class NewEmployerLaw(NamedTuple):
    """What is taken off for a day that another employer has paid for already (since 2024)."""

    certificate_day_rate: Rate


class UntakenLaw(NamedTuple):
    """Figures of days that a listed suspension left untaken on 31 December."""

    untaken_weeks: Count
    double_subject_rate: Rate
    double_free_rate: Rate
    double_deduction_rate: Rate


class CarryOverLaw(NamedTuple):
    """Days carried over: for how many months, and whether their simple pay bears ordinary contributions."""

    carry_over_months: Count
    carry_over_contributory: Count


class SupplementaryLaw(NamedTuple):
    """Figures of supplementary (European) holidays."""

    supplementary_start_months: Count
    supplementary_deduction_rate: Rate
    supplementary_fund_cap_rate: Rate


class SimplePay(NamedTuple):
    """Simple pay of holidays inside a month's gross, in cents."""

    simple_holiday_pay: Annotated[
        int,
        Step(
            "Simple holiday pay of the days taken",
            "0 if working_days == 0 else holiday_gross / working_days * holiday_days",
            cite="rd-1967-03-30#normal pay and double holiday pay",
        ),
    ]


class CertificateDays(NamedTuple):
    """Days that another employer has paid for, taken with the new one, in cents."""

    certificate_days_pay: Annotated[
        int,
        Step(
            "Pay of days earned elsewhere",
            "0 if working_days == 0 else holiday_gross / working_days * certificate_days",
            cite="rd-2023-09-28#deduction by day",
        ),
    ]
    certificate_deducted: Annotated[
        int,
        Step(
            "Simple holiday pay already received, deducted",
            "0 if working_days == 0 else holiday_gross / working_days * certificate_days * certificate_day_rate",
            cite="rd-2023-09-28#deduction by day",
        ),
    ]
    certificate_paid: Annotated[
        int,
        Step(
            "What the new employer pays for the days",
            "certificate_days_pay - certificate_deducted",
            cite="rd-2023-09-28#deduction by day",
            rounding="exact",
        ),
    ]


class CertificateAccount(NamedTuple):
    """An estimate of the December account of simple pay, in cents: its official formula is unknown."""

    certificate_account: Annotated[
        int,
        Step(
            "December account of simple holiday pay (estimate; positive: paid back)",
            "certificate_deductions - min(certificate_simple, certificate_pay_of_days)",
            cite="rd-2023-09-28#final account, a natural reading",
            rounding="exact",
        ),
    ]


class UntakenDays(NamedTuple):
    """Days not taken on 31 December because of a listed suspension, in cents."""

    untaken_simple: Annotated[
        int,
        Step(
            "Pay of untaken days",
            "0 if december_working_days == 0 else december_pay / december_working_days * untaken_days",
            cite="rd-1967-03-30#untaken days",
        ),
    ]
    untaken_double: Annotated[
        int,
        Step(
            "Double pay of untaken days",
            "(double_subject_rate + double_free_rate) * december_pay * untaken_double_days"
            " / (untaken_weeks * days_per_week) if untaken_weeks * days_per_week else 0",
            cite="rd-1967-03-30#untaken days",
        ),
    ]
    untaken_deduction: Annotated[
        int,
        Step(
            "Contribution on the double pay of untaken days",
            "0 if double_subject_rate + double_free_rate == 0 else untaken_double * double_subject_rate"
            " / (double_subject_rate + double_free_rate) * double_deduction_rate",
            cite="law-1981-06-29#art. 38",
        ),
    ]


class SupplementaryPay(NamedTuple):
    """Pay of supplementary holidays and its recovery, in cents."""

    supplementary_deduction: Annotated[
        int,
        Step(
            "Contribution on pay of supplementary holidays",
            "supplementary_gross * supplementary_deduction_rate",
            cite="law-1981-06-29#art. 38",
        ),
    ]
    supplementary_taxable: Annotated[
        int,
        Step(
            "Taxable pay of supplementary holidays",
            "supplementary_gross - supplementary_deduction",
            cite="annex3-2026#nos 13-26",
            rounding="exact",
        ),
    ]


class FundRecovery(NamedTuple):
    """What next year's holiday pay of a fund gives back for supplementary holidays, in cents."""

    supplementary_recovered: Annotated[
        int,
        Step(
            "Supplementary holidays recovered from the fund's holiday pay",
            "min(supplementary_gross, half_up(next_fund_gross * supplementary_fund_cap_rate))",
            cite="rd-1967-03-30#supplementary holidays",
            rounding="exact",
        ),
    ]


class YouthDays(NamedTuple):
    """Benefit days of youth and senior holidays, in hundredths: whole and half days (ONEM / RVA)."""

    youth_quotient: Annotated[
        Hundredths,
        Step(
            "Days of a six-day week",
            "0 if weekly_hours == 0 else youth_days * hours_per_day * 6 / weekly_hours",
            cite="rd-1991-11-25#youth holidays",
        ),
    ]
    youth_benefits: Annotated[
        Hundredths,
        Step(
            "Daily benefits, to halves",
            "floor((max(0, youth_quotient - paid_days_left) + 0.25) * 2) / 2",
            cite="rd-1991-11-25#youth holidays",
            rounding="exact",
        ),
    ]


def simple_pay(holiday_gross: int, working_days: Count, holiday_days: Hundredths) -> SimplePay:
    """Normal pay of the holidays among the working days that a gross pays; a day's pay is not rounded."""
    return SimplePay(half_up(holiday_gross * holiday_days, 100 * working_days) if working_days else 0)


def certificate_days(
    holiday_gross: int, working_days: Count, certificate_days: Hundredths, law: NewEmployerLaw
) -> CertificateDays:
    """Legal days earned with another employer and taken with the new one: 90 % of the daily pay is deducted.

    The daily pay is the gross over the working days that it pays, not rounded.
    """
    if working_days == 0:
        return CertificateDays(0, 0, 0)
    pay = half_up(holiday_gross * certificate_days, 100 * working_days)
    deducted = half_up(holiday_gross * certificate_days * law.certificate_day_rate, 100 * working_days * MILLION)
    return CertificateDays(pay, deducted, pay - deducted)


def certificate_account(
    certificate_deductions: int, certificate_simple: int, certificate_pay_of_days: int
) -> CertificateAccount:
    """An estimate of the account of December: deductions less the smaller of certificates' simple pay and days' pay.

    Both are those of the days taken. The official formula and its floor are unknown.
    """
    return CertificateAccount(certificate_deductions - min(certificate_simple, certificate_pay_of_days))


def untaken_days(
    december_pay: int,
    december_working_days: Count,
    days_per_week: Count,
    untaken_days: Hundredths,
    untaken_double_days: Hundredths,
    law: UntakenLaw,
) -> UntakenDays:
    """Pay on 31 December of days that a listed suspension left; ``untaken_double_days`` have no double pay yet."""
    simple = half_up(december_pay * untaken_days, 100 * december_working_days) if december_working_days else 0
    whole = law.double_subject_rate + law.double_free_rate
    divisor = law.untaken_weeks * days_per_week
    double = half_up(december_pay * whole * untaken_double_days, 100 * divisor * MILLION) if divisor else 0
    on_double = double * law.double_subject_rate * law.double_deduction_rate
    return UntakenDays(simple, double, half_up(on_double, whole * MILLION) if whole else 0)


def supplementary_pay(supplementary_gross: int, law: SupplementaryLaw) -> SupplementaryPay:
    """Normal pay of supplementary days: the special contribution, none of the employer; the next double pays it back.

    In :class:`HolidayMonth` it is ``double_received``, the whole of which bore the contribution.
    """
    deduction = share(supplementary_gross, law.supplementary_deduction_rate)
    return SupplementaryPay(deduction, supplementary_gross - deduction)


def fund_recovery(supplementary_gross: int, next_fund_gross: int, law: SupplementaryLaw) -> FundRecovery:
    """Fund workers: at most half of next year's holiday pay is taken back."""
    return FundRecovery(min(supplementary_gross, share(next_fund_gross, law.supplementary_fund_cap_rate)))


def youth_days(
    youth_days: Hundredths, hours_per_day: Hundredths, weekly_hours: Hundredths, paid_days_left: Hundredths
) -> YouthDays:
    """Benefit days of ``youth_days``: a quarter rounds up to a half, three quarters to a whole day."""
    quotient = half_up(youth_days * hours_per_day * 6, weekly_hours) if weekly_hours else 0
    left = max(0, quotient - paid_days_left)
    return YouthDays(Hundredths(quotient), Hundredths((left + 25) // 50 * 50))
