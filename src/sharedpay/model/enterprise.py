"""The shared enterprise: what it charges, how it turns a budget into gross pay, and what it owes as an employer."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self, TypeAlias

from pydantic import BeforeValidator, Field

from sharedpay.errors import InvalidInput
from sharedpay.model.base import Input, Rule
from sharedpay.money import Rate, cents, euro_text, read_rate


def _rate(value: Any) -> str:
    if isinstance(value, (bool, float)):
        raise InvalidInput(f"value: {value!r} is a {type(value).__name__}; give a rate as text, like '6.5 %'")
    read_rate(str(value), "value")
    return str(value)


def _amount(value: Any) -> str:
    return euro_text(cents(value, "value"))


if TYPE_CHECKING:
    RateText: TypeAlias = str | int | Decimal
    Euros: TypeAlias = str | int | Decimal
else:
    # Type checkers see what may be given; what is kept is text with two decimals.
    RateText = Annotated[str, BeforeValidator(_rate)]
    Euros = Annotated[str, BeforeValidator(_amount)]


class Enterprise(Input):
    """A shared enterprise (entreprise partagée / gedeelde onderneming) and its choices.

    ``figures``: ``"smart"`` takes the cooperative's dated figures (fee, pooled margin, coefficients) where a rate
    below is left out; ``"own"`` takes nothing: what is left out is not charged.
    ``method``: ``"actual"`` gives the largest gross whose itemised cost fits the budget; ``"coefficient"`` divides the
    budget by a coefficient and shows the pooled margin that results.
    ``fee_rate``: contribution on the invoice without VAT. ``margin_rate``: pooled margin on the employment budget
    (method ``actual``). ``coefficient``: budget per euro of gross (method ``coefficient``), like ``"1.541"``.
    ``reductions``: reductions of contributions are ``"kept_by_pool"`` or ``"credited"`` to the contract.
    ``holiday_provision_rate``: provision for white-collar holiday pay on gross; with ``figures="smart"`` the one that
    the tax administration accepts if left out. ``year_end_provision_rate``, ``insurance_rate``: on gross.
    ``payroll_cost``: a flat amount per pay, euros.
    ``workers``: size for the contributions that depend on it. ``closing_fund``: commercial, non_commercial or none.
    ``category``: 1, or 2 for Social Maribel employers. ``risk_groups``: whether the contribution 852 is owed.
    """

    name: str = "the enterprise"
    figures: Literal["smart", "own"] = "own"
    method: Literal["actual", "coefficient"] = "actual"
    fee_rate: RateText | None = None
    margin_rate: RateText | None = None
    coefficient: RateText | None = None
    reductions: Literal["kept_by_pool", "credited"] = "kept_by_pool"
    holiday_provision_rate: RateText | None = None
    year_end_provision_rate: RateText | None = None
    insurance_rate: RateText | None = None
    payroll_cost: Euros = "0.00"
    workers: Annotated[int, Field(ge=1)] = 20
    closing_fund: Literal["commercial", "non_commercial", "none"] = "commercial"
    category: Literal[1, 2] = 1
    risk_groups: bool = False

    @classmethod
    def smart(cls, **choices: Any) -> Self:
        """The cooperative Smart in Belgium with its published figures and, where none is published, estimates.

        ``choices`` override any field, for instance ``method="coefficient"``.
        """
        return cls(**{"name": "Smart", "figures": "smart", "workers": 20, **choices})

    def impossible(self) -> Iterable[Rule]:
        """The rules between the fields."""
        for name in ("fee_rate", "margin_rate"):
            yield partial(self.impossible_rate, name)
        yield (
            lambda: (
                self.coefficient is not None
                and rate_of(self.coefficient) < 1_000_000
                and f"coefficient: {self.coefficient} is below 1: the budget must at least hold the gross"
            )
        )
        yield lambda: cents(self.payroll_cost) < 0 and f"payroll_cost: {self.payroll_cost} is negative"
        yield (
            lambda: (
                self.figures == "own"
                and self.method == "coefficient"
                and self.coefficient is None
                and "coefficient: method 'coefficient' needs one, like '1.541'"
            )
        )

    def impossible_rate(self, name: str) -> str | None:
        """What is wrong with a rate that takes all there is."""
        text = getattr(self, name)
        if rate_of(text) < 1_000_000:
            return None
        if "%" in text or rate_of(text) >= 100_000_000:
            return f"{name}: {text} must be below 100 %"
        return f"{name}: {text} must be below 100 %; write '{text} %' or '{Decimal(text) / 100}'"


def rate_of(rate: RateText | None) -> Rate:
    """A rate field as millionths; left out it is 0."""
    return read_rate(str(rate)) if rate is not None else Rate(0)


class Invoice(Input):
    """One invoice to a client (facture / factuur).

    ``amount``: in ``currency``, without VAT, or with it when ``vat_included``.
    ``vat_rate``: per cent, ``"21"``, ``"6"`` or ``"0"``, or ``"exempt"``.
    ``exchange_rate``: euros for one unit of the currency, at most six decimals; needed for any currency but EUR.
    ``internal``: the buyer is another activity of the same enterprise: no invoice, no fee, no VAT.
    """

    amount: Euros
    vat_rate: Literal["21", "6", "0", "exempt"] = "21"
    vat_included: bool = False
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")] = "EUR"
    exchange_rate: RateText | None = None
    internal: bool = False
    reference: str = ""

    def impossible(self) -> Iterable[Rule]:
        """The rules between the fields."""
        yield (
            lambda: (
                cents(self.amount) < 0
                and f"amount: {self.amount} is negative; a credit note is settled as a smaller invoice"
            )
        )
        yield (
            lambda: (
                self.currency != "EUR"
                and self.exchange_rate is None
                and f"exchange_rate: needed for {self.currency}: euros for one unit, like '0.92'"
            )
        )
        yield (
            lambda: (
                self.currency == "EUR"
                and self.exchange_rate is not None
                and "exchange_rate: an invoice in EUR has none"
            )
        )
        yield (
            lambda: (
                self.exchange_rate is not None
                and rate_of(self.exchange_rate) == 0
                and "exchange_rate: must be more than 0"
            )
        )
