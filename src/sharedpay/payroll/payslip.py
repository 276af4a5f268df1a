"""One explained payslip (fiche de paie / loonfiche): lines, totals, assumptions, sources."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Literal, NamedTuple, Self

from sharedpay.errors import InvalidInput, NotCovered
from sharedpay.law.book import LawBook, Source, packaged
from sharedpay.law.person import ARTIST, BLUE_COLLAR, FLEXI, STUDENT
from sharedpay.model.contract import Contract, FixedTermContract, PermanentContract
from sharedpay.model.enterprise import Enterprise
from sharedpay.model.worker import Worker
from sharedpay.money import MILLION, Rate, euro_text, euros
from sharedpay.payroll.case import Amount, Case, assumptions, findings, prepare, read_gross
from sharedpay.payroll.cost import Cost
from sharedpay.payroll.explain import Explanation, explain_step, sources_of, title_of
from sharedpay.payroll.notes import Note
from sharedpay.payroll.pay import Pay

Kind = Literal["pay", "deduction", "bonus", "subtotal", "net", "employer", "employer_reduction", "cost"]
"""What a line does: ``pay`` and ``bonus`` add to the net and ``deduction`` lowers it; ``employer`` adds to the cost
and ``employer_reduction`` lowers it; ``subtotal`` is information; ``net`` and ``cost`` are the totals."""


@cache
def engine_version() -> str:
    """The version of sharedpay that computes."""
    from importlib import metadata  # noqa: PLC0415  slow to import, and only results need it

    return metadata.version("sharedpay")


class Line(NamedTuple):
    """One line of a payslip. ``cents`` is a positive magnitude; ``kind`` says whether it adds or takes off.

    ``base_cents`` and ``millionths`` are the base and the rate where the line is their product, else None.
    """

    code: str
    kind: Kind
    cents: int
    base_cents: int | None = None
    millionths: Rate | None = None

    @property
    def label(self) -> str:
        """The English name of the line."""
        return title_of(self.code)

    @property
    def amount(self) -> Decimal:
        """The amount in euros."""
        return euros(self.cents)

    @property
    def base(self) -> Decimal | None:
        """The base in euros, if the line has one."""
        return None if self.base_cents is None else euros(self.base_cents)

    @property
    def rate(self) -> Decimal | None:
        """The rate as a plain number, ``0.1307`` for 13.07 %, if the line has one."""
        return None if self.millionths is None else Decimal(self.millionths) / MILLION


@dataclass(frozen=True, slots=True)
class Payslip:
    """The pay of one month under one contract, explained.

    Amounts are ``Decimal`` euros. ``slip["withholding_tax"]`` is a line by its code; iterating gives the lines.
    ``law_digest`` and ``engine_version`` name what computed it. Made by :func:`payslip`.
    """

    lines: tuple[Line, ...]
    assumptions: tuple[Note, ...]
    findings: tuple[Note, ...]
    law_digest: str
    engine_version: str
    case: Case = field(repr=False, compare=False)
    pay: Pay = field(repr=False)
    cost: Cost | None = field(repr=False)

    def __getitem__(self, code: str) -> Line:
        for line in self.lines:
            if line.code == code:
                return line
        raise InvalidInput(
            f"line: no {code!r} on this payslip; there are {', '.join(line.code for line in self.lines)}"
        )

    def __iter__(self) -> Iterator[Line]:
        return iter(self.lines)

    @property
    def month(self) -> str:
        """The month of the pay, ``"2026-05"``."""
        return self.case.month

    @property
    def gross(self) -> Decimal:
        """Gross pay (brut / bruto), euros."""
        return self["gross"].amount

    @property
    def taxable(self) -> Decimal:
        """Taxable pay (imposable / belastbaar), euros."""
        return euros(self.pay.taxable)

    @property
    def net(self) -> Decimal:
        """Net pay (net / netto), euros."""
        return euros(self.pay.net)

    @property
    def employer_contributions(self) -> Decimal:
        """Employer contributions after reductions, euros. Raises :class:`NotCovered` where there are no figures."""
        return euros(self._costed().employer_contributions_after_reductions)

    @property
    def employer_cost(self) -> Decimal:
        """Gross plus employer contributions after reductions: a monthly estimate of the quarter's truth, euros.

        Raises :class:`NotCovered` where the employer's figures of the month are missing.
        """
        return euros(self._costed().employer_cost)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The documents that the figures and the steps rest on."""
        return sources_of(self.case)

    def explain(self, code: str = "net", lang: str = "en") -> Explanation:
        """How a line or a step came about: formula, numbers, parameters, articles.

        Raises :class:`InvalidInput` for an unknown code and :class:`~sharedpay.errors.NotModelled` for a language that
        is not there yet.
        """
        return explain_step(self.case, self.pay, self.cost, code, lang)

    def model_dump(self) -> dict[str, Any]:
        """Everything as plain data: money as text in euros, dates as ISO text."""
        options = self.case.options
        totals = {"gross": self.pay.subject_pay, "taxable": self.pay.taxable, "net": self.pay.net}
        if self.cost is not None:
            totals["employer_contributions"] = self.cost.employer_contributions_after_reductions
            totals["employer_cost"] = self.cost.employer_cost
        return {
            "engine_version": self.engine_version,
            "law_digest": self.law_digest,
            "month": self.case.month,
            "contract": self.case.contract.model_dump(mode="json"),
            "worker": self.case.worker.model_dump(mode="json") if self.case.stated_worker else None,
            "enterprise": self.case.enterprise.model_dump(mode="json"),
            "paid_on": _iso(options.paid_on),
            "known_on": _iso(options.known_on),
            "days_worked": options.days_worked,
            "hours_worked": _text(options.hours_worked),
            "work_bonus_granted": _text(options.work_bonus_granted),
            "totals": {name: euro_text(amount) for name, amount in totals.items()},
            "lines": [_dump_line(line) for line in self.lines],
            "assumptions": [str(note) for note in self.assumptions],
            "findings": [str(note) for note in self.findings],
        }

    def model_dump_json(self, indent: int | None = None) -> str:
        """:meth:`model_dump` as JSON text; :meth:`model_validate_json` reads it back."""
        return json.dumps(self.model_dump(), indent=indent, ensure_ascii=False)

    @classmethod
    def model_validate_json(cls, text: str, law: LawBook | None = None) -> Self:
        """A payslip out of its own JSON, computed again from its inputs and compared with what the JSON says.

        ``law`` is the book it was computed with, left out the packaged one. Raises :class:`InvalidInput` when the text
        is no payslip, when it was computed under another law, or when its lines are not what the law gives.
        """
        try:
            data = json.loads(text)
            kind = {"permanent": PermanentContract, "fixed_term": FixedTermContract}[data["contract"].pop("kind")]
            inputs = {
                "contract": kind(**data["contract"]),
                "worker": Worker(**data["worker"]) if data["worker"] is not None else None,
                "enterprise": Enterprise(**data["enterprise"]),
                **{
                    key: data[key]
                    for key in ("month", "paid_on", "known_on", "days_worked", "hours_worked", "work_bonus_granted")
                },
                "gross": data["totals"]["gross"],
            }
            digest, lines = data["law_digest"], data["lines"]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            if isinstance(error, InvalidInput):
                raise
            raise InvalidInput(f"payslip: this JSON is no payslip of sharedpay ({error})") from None
        book = law or packaged()
        if digest != book.digest:
            raise InvalidInput(
                f"payslip: computed under the law {digest[:12]}, this is {book.digest[:12]}; hand in that book as law="
            )
        slip = payslip(**inputs, law=book)
        for said, computed in zip(lines, map(_dump_line, slip.lines), strict=False):
            if said != computed:
                raise InvalidInput(f"payslip: line {said.get('code')} says {said}, the law gives {computed}")
        if len(lines) != len(slip.lines):
            raise InvalidInput(f"payslip: has {len(lines)} lines, the law gives {len(slip.lines)}")
        return cls(**{name: getattr(slip, name) for name in cls.__dataclass_fields__})

    def __str__(self) -> str:
        from sharedpay.show import text  # noqa: PLC0415  the one upward import: how it looks is decided in show

        return text.payslip(self)

    def _costed(self) -> Cost:
        if self.cost is None:
            raise self.case.cost_gap or NotCovered("employer", self.case.month, "never")
        return self.cost


def payslip(
    contract: Contract,
    worker: Worker | None = None,
    *,
    gross: Amount,
    month: str,
    enterprise: Enterprise | None = None,
    paid_on: str | date | None = None,
    days_worked: int | None = None,
    hours_worked: Amount | None = None,
    work_bonus_granted: Amount | None = None,
    law: LawBook | None = None,
    known_on: str | date | None = None,
) -> Payslip:
    """The payslip of one month (fiche de paie / loonfiche).

    ``gross``: what is paid for the contract's days in ``month`` (``"2026-05"``), euros as text, int or Decimal.
    ``days_worked`` (full time) or ``hours_worked`` (part time): when less than the contract's days was paid.
    ``paid_on``: chooses the tax law; the last day of the month if left out. ``work_bonus_granted``: work bonus of
    earlier months of the year, to check its yearly ceiling. ``enterprise``: the employer whose cost is shown.
    ``law``: an amended law book; ``known_on``: only what was published by that day.

    Raises :class:`InvalidInput` with all that is wrong, :class:`NotCovered` when the law of the month is missing.
    """
    problems: list[str] = []
    amount = read_gross(gross, problems)
    case = prepare(
        contract,
        worker,
        month,
        enterprise=enterprise,
        paid_on=paid_on,
        days_worked=days_worked,
        hours_worked=hours_worked,
        work_bonus_granted=work_bonus_granted,
        law=law,
        known_on=known_on,
        problems=problems,
    )
    return slip_of(case, amount)


def slip_of(case: Case, gross: int) -> Payslip:
    """The payslip of a prepared case for ``gross`` cents."""
    paid = case.pay(gross)
    costed = case.cost_of(gross) if case.cost_law is not None else None
    return Payslip(
        lines=tuple(lines_of(case, gross, paid, costed)),
        assumptions=assumptions(case),
        findings=findings(case, gross),
        law_digest=case.laws.book.digest,
        engine_version=engine_version(),
        case=case,
        pay=paid,
        cost=costed,
    )


def lines_of(case: Case, gross: int, paid: Pay, costed: Cost | None) -> Iterator[Line]:
    """The lines from gross to net, then those of the employer's side; those that can't apply are left out."""
    law, status = case.pay_law, case.person.status
    fund = status in (BLUE_COLLAR, ARTIST)
    personal, bonus, tax = paid.contribution, paid.work_bonus, paid.withholding
    if status == STUDENT:
        rate = law.contributions.student_worker_rate
    elif status == FLEXI:
        rate = law.contributions.flexi_worker_rate
    else:
        rate = law.contributions.personal_rate
    base = personal.contribution_base
    yield Line("gross", "pay", gross)
    yield Line("contribution_base", "subtotal", base, gross, law.contributions.base_factor if fund else None)
    yield Line("personal_contribution", "deduction", personal.personal_contribution, base, rate)
    if status not in (STUDENT, FLEXI):
        yield Line("work_bonus_a", "bonus", bonus.work_bonus_a)
        yield Line("work_bonus_b", "bonus", bonus.work_bonus_b)
    yield Line("taxable", "subtotal", paid.taxable)
    if status not in (STUDENT, FLEXI):
        if case.inputs.flat_rate:
            flat = law.withholding.artist_flat_rate
            yield Line("withholding_tax", "deduction", tax.withholding_tax, paid.withholding_base, flat)
        else:
            yield Line("withholding_before_bonus_credit", "subtotal", tax.withholding_before_bonus_credit)
            yield Line("fiscal_work_bonus", "subtotal", tax.fiscal_work_bonus)
            yield Line("withholding_tax", "deduction", tax.withholding_tax, paid.withholding_base)
        yield Line("special_contribution", "deduction", paid.special.special_contribution, paid.special_base)
    yield Line("net", "net", paid.net)
    if costed is not None and case.cost_law is not None:
        yield from _employer_lines(case, base, costed)


_EMPLOYER_RATES: tuple[tuple[str, str], ...] = (
    ("annual_holiday", "holiday_quarterly_rate"),
    ("annual_holiday_yearly", "holiday_yearly_rate"),
    ("work_accidents", "work_accidents_rate"),
    ("asbestos", "asbestos_rate"),
    ("closing_fund_special", "closing_fund_special_rate"),
    ("unemployment", "unemployment_rate"),
    ("temporary_unemployment", "temporary_unemployment_rate"),
    ("risk_groups_contribution", "risk_groups_rate"),
)


def _employer_lines(case: Case, base: int, costed: Cost) -> Iterator[Line]:
    due = costed.contributions
    assert case.cost_law is not None  # noqa: S101  the caller has just checked it
    rates = case.cost_law.employer
    yield Line("base_contribution", "employer", due.base_contribution, base)
    yield Line("wage_moderation", "employer", due.wage_moderation, base)
    for code, rate in _EMPLOYER_RATES:
        amount = getattr(due, code)
        if amount:
            yield Line(code, "employer", amount, base, getattr(rates, rate))
    if due.closing_fund:
        yield Line("closing_fund", "employer", due.closing_fund, base)
    if due.sector_contribution:
        yield Line("sector_contribution", "employer", due.sector_contribution, base, case.employer.sector_rate)
    if due.ceiling_relief:
        yield Line("ceiling_relief", "employer_reduction", due.ceiling_relief)
    yield Line("employer_contributions", "subtotal", due.employer_contributions)
    yield Line("structural_reduction", "employer_reduction", costed.structural.structural_reduction)
    yield Line("employer_contributions_after_reductions", "subtotal", costed.employer_contributions_after_reductions)
    yield Line("employer_cost", "cost", costed.employer_cost)


def _dump_line(line: Line) -> dict[str, str | None]:
    return {
        "code": line.code,
        "label": line.label,
        "kind": line.kind,
        "base": None if line.base_cents is None else euro_text(line.base_cents),
        "rate": None if line.rate is None else str(line.rate),
        "amount": euro_text(line.cents),
    }


def _text(hundredths: int | None) -> str | None:
    return None if hundredths is None else euro_text(hundredths)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
