"""The worker and the household that the withholding tax and the special contribution look at."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field

from sharedpay.model.base import Input, Rule

Few = Annotated[int, Field(ge=0, le=30)]


class Household(Input):
    """Family situation (situation familiale / gezinstoestand) on 1 January of the income year.

    ``marital``: ``"single"`` or ``"married"``; legal cohabitants count as married.
    ``partner``: the partner's income, for a married worker: ``"own_income"``, ``"low_income"`` or ``"low_pension"``
    (own income or pension within the limits of Annex III), ``"no_income"``.
    ``children``: dependent children, disabled ones included; ``disabled_children`` says how many of them are.
    ``single_parent``: unmarried or widowed (not separated or divorced) with dependent children; left out, it is taken
    as no and the payslip says so.
    ``seniors_in_care``: dependants of 65 or more in a situation of dependency; ``other_dependants``: any others.
    ``scale``: only to set scale I, II or III by hand instead of by the partner's income.

    Raises :class:`~sharedpay.errors.InvalidInput` listing every impossible combination.
    """

    marital: Literal["single", "married"] = "single"
    partner: Literal["own_income", "low_income", "low_pension", "no_income"] | None = None
    children: Few = 0
    disabled_children: Few = 0
    single_parent: bool | None = None
    disabled: bool = False
    partner_disabled: bool = False
    seniors_in_care: Few = 0
    other_dependants: Few = 0
    scale: Literal[1, 2, 3] | None = None

    def impossible(self) -> Iterable[Rule]:
        """The rules between the fields."""
        yield (
            lambda: (
                self.marital == "married"
                and self.partner is None
                and "partner: a married worker's partner is own_income, low_income, low_pension or no_income"
            )
        )
        yield (
            lambda: (
                self.marital == "single"
                and self.partner is not None
                and f"partner: {self.partner!r} given for a single person; leave it out, or marital is 'married'"
            )
        )
        yield (
            lambda: (
                self.marital == "single"
                and self.partner_disabled
                and "partner_disabled: a single person has no partner"
            )
        )
        yield (
            lambda: (
                self.disabled_children > self.children
                and f"disabled_children: {self.disabled_children} of {self.children} children can't be disabled"
            )
        )
        yield (
            lambda: (
                self.single_parent
                and self.marital == "married"
                and "single_parent: a married worker is no single parent"
            )
        )
        yield lambda: self.single_parent and not self.children and "single_parent: needs at least one dependent child"
        yield (
            lambda: (
                self.scale == 3
                and (
                    self.children
                    or self.disabled
                    or self.partner_disabled
                    or self.seniors_in_care
                    or self.other_dependants
                )
                and "scale: whether reductions for the household apply under scale III is unknown; leave them out"
            )
        )


class Worker(Input):
    """The person who is paid. ``birth_year`` matters for the minimum wage of minors and students only."""

    household: Household = Field(default_factory=Household)
    birth_year: Annotated[int, Field(ge=1900, le=2100)] | None = None
