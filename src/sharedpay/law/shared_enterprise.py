"""Figures of the shared enterprise (entreprise partagée / gedeelde onderneming): not law, but dated and sourced alike.

Where the cooperative publishes nothing the table holds an estimate with its range, and the result says so.
"""

from __future__ import annotations

from typing import NamedTuple

from sharedpay.money import Count, Rate


class FeeLaw(NamedTuple):
    """The cooperative's contribution on turnover (contribution mutualisée)."""

    fee_rate: Rate


class MarginLaw(NamedTuple):
    """The pooled margin as a share of the employment budget: an estimate."""

    margin_rate: Rate


class CoefficientLaw(NamedTuple):
    """Employment budget per euro of gross pay, by contract type: estimates, since none is published."""

    coefficient_white_collar_fixed_term: Rate
    coefficient_108: Rate


class DelayLaw(NamedTuple):
    """Days between the work and the pay (working days), and a client's term of payment (calendar days)."""

    pay_delay_days: Count
    client_term_days: Count


class ProvisionLaw(NamedTuple):
    """Accepted provisions for holiday pay: white collar on pay, the others on 108 % of it."""

    holiday_provision_rate: Rate
