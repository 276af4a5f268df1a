"""One explained payslip (fiche de paie / loonfiche): lines, totals, assumptions, sources."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Self

from sharedpay.errors import InvalidInput
from sharedpay.law.book import LawBook, Source, packaged
from sharedpay.model.contract import Contract, FixedTermContract, PermanentContract
from sharedpay.model.earnings import Earnings, earnings_kind
from sharedpay.model.enterprise import Enterprise
from sharedpay.model.identity import EmployerIdentity, WorkerIdentity
from sharedpay.model.worker import Worker
from sharedpay.money import euro_text, euros
from sharedpay.payroll.case import Amount, Case, prepare, read_gross
from sharedpay.payroll.cost import Cost
from sharedpay.payroll.line import PAID_SIGN, SIGN, Line
from sharedpay.payroll.lines import lines_of
from sharedpay.payroll.notes import Note
from sharedpay.payroll.pay import Pay
from sharedpay.payroll.remarks import assumptions, findings
from sharedpay.payroll.run import Run, employer_side, sound

if TYPE_CHECKING:
    from sharedpay.payroll.branches import Branches
    from sharedpay.payroll.comparison import Comparison
    from sharedpay.payroll.explain import Explanation


@cache
def engine_version() -> str:
    """The version of sharedpay that computes."""
    from importlib import metadata  # noqa: PLC0415  slow to import, and only results need it

    return metadata.version("sharedpay")


@dataclass(frozen=True, slots=True)
class Payslip:
    """The pay of one month under one contract, explained.

    Amounts are ``Decimal`` euros. ``slip["withholding_tax"]`` is a line by its code; iterating gives the lines.
    ``slip - other`` is what this payslip has more than the other, line by line with the first cause.
    ``law_digest`` and ``engine_version`` name what computed it. Made by :func:`payslip`.
    """

    lines: tuple[Line, ...]
    assumptions: tuple[Note, ...]
    findings: tuple[Note, ...]
    law_digest: str
    engine_version: str
    case: Case = field(repr=False, compare=False)
    run: Run = field(repr=False, compare=False)

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
    def pay(self) -> Pay:
        """The steps from gross to net, in cents."""
        return self.run.pay

    @property
    def cost(self) -> Cost | None:
        """The steps of the employer's side, in cents; None where the month has no figures for it."""
        return self.run.cost

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
        """Net pay (net / netto) of the month and of all premiums with it, euros."""
        return euros(self.run.net)

    @property
    def net_paid(self) -> Decimal:
        """What is paid out: the net with refunds, less benefits in kind, vouchers, advances, attachments, euros."""
        return euros(self.run.paid_out)

    @property
    def employer_contributions(self) -> Decimal:
        """Employer contributions after reductions, euros. Raises :class:`NotCovered` where there are no figures."""
        own = self._costed().employer_contributions_after_reductions
        return euros(own + sum(line.cents for line in self.lines if line.code.endswith("_employer_contributions")))

    @property
    def employer_cost(self) -> Decimal:
        """What the employer spends after reductions: a monthly estimate of the quarter's truth, euros.

        Raises :class:`NotCovered` where the employer's figures of the month are missing.
        """
        self._costed()
        return euros(self.run.employer_cost)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The documents that the figures and the steps rest on."""
        from sharedpay.payroll.explain import sources_of  # noqa: PLC0415  an import need not load it

        return sources_of(self.case)

    def explain(self, code: str = "net", lang: str | None = None) -> Explanation:
        """How a line or a step came about: formula, numbers, parameters, articles.

        ``lang`` is ``"en"``, ``"fr"``, ``"nl"`` or ``"de"``; the language of :func:`sharedpay.use_language` if left
        out. Raises :class:`InvalidInput` for an unknown code or language.
        """
        from sharedpay.payroll.explain import explain_step  # noqa: PLC0415  an import need not load it
        from sharedpay.show.language import language  # noqa: PLC0415  the one upward import: words are chosen in show

        return explain_step(self.case, self.run, code, language(lang))

    def pdf(self, employer: EmployerIdentity, worker: WorkerIdentity, lang: str | None = None) -> bytes:
        """The payslip as a document of one page (extra ``pdf``) that names everything the law asks of one.

        Raises :class:`~sharedpay.errors.MissingExtra` when the extra is not installed.
        """
        from sharedpay.show import pdf  # noqa: PLC0415  the one upward import: how it looks is decided in show

        return pdf.payslip(self, employer, worker, lang)

    def branches(self) -> Branches:
        """Which branch of social security the contributions finance (branches / takken): notional shares.

        The worker's contribution before and after the work bonus, the employer's reference shares, and supplementary
        pensions beside them. Raises :class:`~sharedpay.errors.NotModelled` for students and flexi-jobs, whose
        contributions no text divides, :class:`NotCovered` where the shares of the month are missing.
        """
        from sharedpay.payroll.branches import branches_of  # noqa: PLC0415  an import need not load it

        return branches_of(self.case, self.pay, self.lines)

    def model_dump(self, lang: str = "en") -> dict[str, Any]:
        """Everything as plain data: money as text in euros, dates as ISO text, labels and remarks in a language."""
        from sharedpay.payroll.explain import title_of  # noqa: PLC0415  an import need not load it
        from sharedpay.show.language import language  # noqa: PLC0415  the one upward import: words are chosen in show

        words = language(lang)
        options = self.case.options
        totals = {"gross": self.gross, "taxable": self.taxable, "net": self.net, "net_paid": self.net_paid}
        if self.cost is not None:
            totals |= {"employer_contributions": self.employer_contributions, "employer_cost": self.employer_cost}
        return {
            "engine_version": self.engine_version,
            "law_digest": self.law_digest,
            "month": self.case.month,
            "contract": self.case.contract.model_dump(mode="json"),
            "worker": self.case.worker.model_dump(mode="json") if self.case.stated_worker else None,
            "enterprise": self.case.enterprise.model_dump(mode="json"),
            "earnings": [item.model_dump(mode="json") for item in self.case.earnings],
            "paid_on": _iso(options.paid_on),
            "known_on": _iso(options.known_on),
            "days_worked": options.days_worked,
            "hours_worked": _text(options.hours_worked),
            "work_bonus_granted": _text(options.work_bonus_granted),
            "student_hours_before": _text(options.student_hours_before),
            "flexi_income_before": _text(options.flexi_income_before),
            "totals": {name: str(amount) for name, amount in totals.items()},
            "lines": [{**line.model_dump(), "label": title_of(line.code, words.say)} for line in self.lines],
            "assumptions": [words.note(note) for note in self.assumptions],
            "findings": [words.note(note) for note in self.findings],
        }

    def model_dump_json(self, indent: int | None = None, lang: str = "en") -> str:
        """:meth:`model_dump` as JSON text; :meth:`model_validate_json` reads it back, whatever its language."""
        return json.dumps(self.model_dump(lang), indent=indent, ensure_ascii=False)

    @classmethod
    def model_validate_json(cls, text: str, law: LawBook | None = None) -> Self:
        """A payslip out of its own JSON, computed again from its inputs and compared with what the JSON says.

        ``law`` is the book it was computed with, left out the packaged one. Raises :class:`InvalidInput` when the text
        is no payslip, when it was computed under another law, or when its lines or totals are not what the law gives.
        """
        try:
            data = json.loads(text)
            kind = {"permanent": PermanentContract, "fixed_term": FixedTermContract}[data["contract"].pop("kind")]
            inputs = {
                "contract": kind(**data["contract"]),
                "worker": Worker(**data["worker"]) if data["worker"] is not None else None,
                "enterprise": Enterprise(**data["enterprise"]),
                **{key: data[key] for key in _OPTIONS},
                "earnings": [earnings_kind(item.pop("kind"))(**item) for item in data["earnings"]],
                "gross": data["totals"]["gross"],
            }
            digest, lines, totals = str(data["law_digest"]), list(data["lines"]), dict(data["totals"])
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
        computed = slip.model_dump()
        for said, line in zip(lines, computed["lines"], strict=False):
            if said != line and not _translated(said, line):
                raise InvalidInput(f"payslip: line {line['code']} says {said}, the law gives {line}")
        if len(lines) != len(slip.lines):
            raise InvalidInput(f"payslip: has {len(lines)} lines, the law gives {len(slip.lines)}")
        if totals != computed["totals"]:
            raise InvalidInput(f"payslip: the totals say {totals}, the law gives {computed['totals']}")
        return cls(**{name: getattr(slip, name) for name in cls.__dataclass_fields__})

    def __str__(self) -> str:
        from sharedpay.show import text  # noqa: PLC0415  the one upward import: how it looks is decided in show

        return text.payslip(self)

    def _repr_html_(self) -> str:
        from sharedpay.show import html  # noqa: PLC0415  the one upward import: how it looks is decided in show

        return html.fragment(self)

    def __sub__(self, other: object) -> Comparison:
        from sharedpay.payroll.comparison import compare  # noqa: PLC0415  it compares payslips and settlements

        return compare(other, self) if isinstance(other, Payslip) else NotImplemented

    def _costed(self) -> Cost:
        return employer_side(self.run, self.case)


_OPTIONS = (
    *("month", "paid_on", "known_on", "days_worked", "hours_worked", "work_bonus_granted"),
    *("student_hours_before", "flexi_income_before"),
)
"""Arguments of :func:`payslip` that its JSON holds under the same name."""


def _translated(said: Any, line: dict[str, Any]) -> bool:
    """Whether a line of JSON is the same line with its label in one of the other languages."""
    from sharedpay.payroll.explain import title_of  # noqa: PLC0415  an import need not load it
    from sharedpay.show.language import CODES, language  # noqa: PLC0415  the one upward import

    labels = (title_of(line["code"], language(code).say) for code in CODES)
    return any(said == {**line, "label": label} for label in labels)


def payslip(
    contract: Contract,
    worker: Worker | None = None,
    *,
    gross: Amount,
    month: str,
    enterprise: Enterprise | None = None,
    earnings: Sequence[Earnings] = (),
    paid_on: str | date | None = None,
    days_worked: int | None = None,
    hours_worked: Amount | None = None,
    work_bonus_granted: Amount | None = None,
    student_hours_before: Amount | None = None,
    flexi_income_before: Amount | None = None,
    law: LawBook | None = None,
    known_on: str | date | None = None,
) -> Payslip:
    """The payslip of one month (fiche de paie / loonfiche).

    ``gross``: what is paid for the contract's days in ``month`` (``"2026-05"``), euros as text, int or Decimal.
    ``earnings``: what is paid or taken beside it (:class:`~sharedpay.model.earnings.Earnings`), in a list.
    ``days_worked`` (full time) or ``hours_worked`` (part time): when less than the contract's days was paid.
    ``paid_on``: chooses the tax law; the last day of the month if left out. ``work_bonus_granted``: work bonus of
    earlier months of the year, to check its yearly ceiling. ``student_hours_before``: hours of a student in the year
    before this pay, at all employers; beyond the yearly quota the same pay is ordinary.
    ``flexi_income_before``: flexi pay of the year before this pay with its holiday pay, to check the yearly ceiling of
    what is untaxed. ``enterprise``: the employer whose cost is shown.
    ``law``: an amended law book; ``known_on``: nothing that was published after that day, where figures without a day
    of publication count as always known.

    Raises :class:`InvalidInput` with all that is wrong, :class:`NotCovered` when the law of the month is missing.
    """
    problems: list[str] = []
    amount = read_gross(gross, problems)
    case = prepare(
        contract,
        worker,
        month,
        enterprise=enterprise,
        earnings=earnings,
        paid_on=paid_on,
        days_worked=days_worked,
        hours_worked=hours_worked,
        work_bonus_granted=work_bonus_granted,
        student_hours_before=student_hours_before,
        flexi_income_before=flexi_income_before,
        law=law,
        known_on=known_on,
        problems=problems,
    )
    return slip_of(case, amount)


def slip_of(case: Case, gross: int) -> Payslip:
    """The payslip of a prepared case for ``gross`` cents.

    Raises :class:`NotModelled` where an extra needs a larger gross, :class:`InvalidInput` where more comes off the pay
    than there is.
    """
    result = sound(case, gross)
    slip = Payslip(
        lines=tuple(lines_of(case, gross, result)),
        assumptions=assumptions(case, result.extras),
        findings=findings(case, gross),
        law_digest=case.laws.book.digest,
        engine_version=engine_version(),
        case=case,
        run=result,
    )
    _check(slip)
    return slip


def _check(slip: Payslip) -> None:
    """The lines add up to the net and to what is paid out: by construction, and checked all the same."""
    net = sum(SIGN.get(line.kind, 0) * line.cents for line in slip.lines)
    paid = sum(PAID_SIGN.get(line.kind, 0) * line.cents for line in slip.lines)
    if (net, paid) != (slip.run.net, slip.run.paid_out):
        raise AssertionError("the lines of a payslip must add up to its totals")


def _text(hundredths: int | None) -> str | None:
    return None if hundredths is None else euro_text(hundredths)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
