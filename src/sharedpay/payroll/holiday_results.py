"""What the holiday functions give: days of right, one payment, a holiday certificate; as data and as JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final, Literal

from sharedpay.errors import InvalidInput
from sharedpay.money import cents, euro_text, euros, hundredths

_MONEY: Final = ("gross", "simple", "double", "double_subject", "contribution_simple", "contribution_double")


@dataclass(frozen=True, slots=True)
class Entitlement:
    """Holidays of right in a regime of ``days_per_week``: an exact fraction, since no rounding of days is known."""

    holiday_year: int
    days_per_week: int
    days: Fraction

    def whole(self, rounding: Literal["up", "down", "half_up"]) -> int:
        """Whole days by a rounding that the caller names."""
        by = {"up": -(-self.days // 1), "down": self.days // 1, "half_up": (self.days + Fraction(1, 2)) // 1}
        if rounding not in by:
            raise InvalidInput(f"rounding: {rounding!r} is not allowed; allowed: {', '.join(by)}")
        return int(by[rounding])

    def model_dump(self) -> dict[str, Any]:
        """The entitlement as plain data, days as ``20`` or ``35/3``."""
        return {"holiday_year": self.holiday_year, "days_per_week": self.days_per_week, "days": str(self.days)}


@dataclass(frozen=True, slots=True)
class HolidayPay:
    """One payment of holiday pay, amounts in cents: ``results`` are those of the rules, with their steps.

    ``withholding`` and ``net`` are None where the tax was not asked for.
    """

    kind: str
    month: str
    gross: int
    contribution: int
    taxable: int
    withholding: int | None
    net: int | None
    results: tuple[Any, ...]
    assumptions: tuple[str, ...] = ()

    def __getitem__(self, step: str) -> Decimal:
        """The euros of one step of the rules, by name."""
        for result in self.results:
            if step in result._fields:
                return euros(getattr(result, step))
        raise KeyError(step)

    def model_dump(self) -> dict[str, Any]:
        """The payment as plain data, money as text."""
        from sharedpay.payroll import formula  # noqa: PLC0415  an import need not load it

        totals = {name: getattr(self, name) for name in ("gross", "contribution", "taxable", "withholding", "net")}
        steps: dict[str, str] = {}
        for result in self.results:
            for name, hint in formula.hints(type(result)).items():
                value = getattr(result, name)
                rate = formula.unit_of(hint) == "rate"
                steps[name] = f"{formula.decimal_text(Fraction(value, 10_000))} %" if rate else euro_text(value)
        return {
            "kind": self.kind,
            "month": self.month,
            **{name: None if amount is None else euro_text(amount) for name, amount in totals.items()},
            "steps": steps,
            "assumptions": list(self.assumptions),
        }

    def model_dump_json(self, indent: int | None = None) -> str:
        """:meth:`model_dump` as JSON text."""
        return json.dumps(self.model_dump(), indent=indent, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class HolidayCertificate:
    """A holiday certificate (attestation de vacances / vakantieattest) of one service year, amounts in cents.

    ``days`` are the days of right that the year gives, of which ``days_taken`` (hundredths) are already taken.
    ``double_subject`` is the part of the double pay that bore the contribution.
    """

    employer: str
    worker: str
    service_year: int
    first_day: date
    last_day: date
    days_per_week: int
    days: Fraction
    days_taken: int
    gross: int
    simple: int
    double: int
    double_subject: int
    contribution_simple: int
    contribution_double: int

    def model_dump(self) -> dict[str, Any]:
        """The certificate as plain data: money and dates as text, days as a fraction."""
        shown: dict[str, Any] = {name: getattr(self, name) for name in self.__slots__}
        for name in _MONEY:
            shown[name] = euro_text(shown[name])
        shown |= {name: shown[name].isoformat() for name in ("first_day", "last_day")}
        return shown | {"days": str(self.days), "days_taken": euro_text(self.days_taken)}

    def model_dump_json(self, indent: int | None = None) -> str:
        """:meth:`model_dump` as JSON text."""
        return json.dumps(self.model_dump(), indent=indent, ensure_ascii=False)

    @classmethod
    def model_validate_json(cls, text: str) -> HolidayCertificate:
        """A certificate from its JSON text. Raises :class:`InvalidInput` for anything else."""
        try:
            data = dict(json.loads(text))
            data |= {name: cents(data[name], name) for name in _MONEY}
            data |= {name: date.fromisoformat(data[name]) for name in ("first_day", "last_day")}
            return cls(**data | {"days": Fraction(data["days"]), "days_taken": hundredths(data["days_taken"])})
        except InvalidInput:
            raise
        except (KeyError, TypeError, ValueError) as error:
            raise InvalidInput(f"certificate: is not the JSON of a holiday certificate ({error})") from None
