"""Options that the commands share, under the headings of their help, and what they stand for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Annotated, Any, NamedTuple, TypeVar

from cyclopts import Group
from cyclopts import Parameter as Option

from sharedpay.cli.phrases import earnings_of, reduction_of
from sharedpay.errors import InvalidInput
from sharedpay.law.book import LawBook, packaged
from sharedpay.model.contract import Contract, FixedTermContract, PermanentContract
from sharedpay.model.enterprise import Enterprise
from sharedpay.model.identity import EmployerIdentity, WorkerIdentity
from sharedpay.model.worker import Household, Worker
from sharedpay.payroll.codes import month_bounds
from sharedpay.show.language import Code

M = TypeVar("M")
Flag = Option(negative=(), show_default=False)

_GROUPS = {
    name: Group(name, sort_key=place)
    for place, name in enumerate(("Contract", "Household", "Enterprise", "Pay", "Document", "Output"), start=1)
}
"""The headings of the help in the order in which they stand there."""


@Option(name="*", group=_GROUPS["Contract"])
@dataclass(frozen=True)
class ContractOptions:
    """The contract."""

    status: str | None = None
    "white_collar (default), blue_collar, artist, student or flexi."
    start: str | None = None
    "First day, like 2026-01-01; the first day of the month if left out."
    end: str | None = None
    "Last day of a fixed term; a permanent contract if left out."
    joint_committee: str | None = None
    "Number of the joint committee, like 200."
    weekly_hours: str | None = None
    "Hours a week, 38 if left out."
    full_time_hours: str | None = None
    "Hours a week of a full-time worker, 38 if left out."
    days_per_week: str | None = None
    "5 (default) or 6."
    director: Annotated[bool, Flag] = False
    "Costs of company directors in the withholding tax."
    artist_point_80: bool | None = None
    "Declaration that Annex III point 80 applies (flat 11.11 %)."
    student_work: str | None = None
    "white_collar (default) or blue_collar: a student's work beyond the yearly hours."
    artistic: bool | None = None
    "Whether the function of a flexi-job is artistic, where flexi-jobs are forbidden."
    base_hourly: str | None = None
    "Hourly base pay of the function of a flexi-job, to check the largest flexi pay."
    reduction: str | None = None
    "Target-group reduction: a kind and its values, like 'artist region=brussels' or 'first_engagement rank=1'."


@Option(name="*", group=_GROUPS["Household"])
@dataclass(frozen=True)
class HouseholdOptions:
    """The household."""

    marital: str | None = None
    "single (default) or married; legal cohabitants count as married."
    partner: str | None = None
    "own_income, low_income, low_pension or no_income."
    children: str | None = None
    "Dependent children, disabled ones included."
    disabled_children: str | None = None
    "How many of them are disabled."
    single_parent: bool | None = None
    "Unmarried or widowed with dependent children."
    disabled: Annotated[bool, Flag] = False
    "The worker is disabled."
    partner_disabled: Annotated[bool, Flag] = False
    "The partner is disabled."
    seniors_in_care: str | None = None
    "Dependants of 65 or more in dependency."
    other_dependants: str | None = None
    "Other dependants."
    scale: str | None = None
    "Scale 1, 2 or 3 of the withholding tax, set by hand."


@Option(name="*", group=_GROUPS["Enterprise"])
@dataclass(frozen=True)
class EnterpriseOptions:
    """The enterprise; Smart with its published figures if nothing is given."""

    figures: str | None = None
    "smart, or own which charges nothing that is not given. Left out: smart; own for solve --cost."
    method: str | None = None
    "actual (default) or coefficient."
    fee_rate: str | None = None
    "Contribution on the invoice, like '6.5 %'."
    margin_rate: str | None = None
    "Pooled margin on the budget, like '6.1 %'."
    coefficient: str | None = None
    "Budget per euro of gross, like 1.541."
    reductions: str | None = None
    "kept_by_pool (default) or credited."
    holiday_provision_rate: str | None = None
    "Set aside for white-collar holiday pay, on gross."
    year_end_provision_rate: str | None = None
    "Set aside for the year-end premium, on gross."
    insurance_rate: str | None = None
    "Insurance, on gross."
    payroll_cost: str | None = None
    "Payroll office, euros a pay."


@Option(name="*", group=_GROUPS["Enterprise"])
@dataclass(frozen=True)
class EmployerOptions:
    """What the enterprise owes as an employer."""

    workers: str | None = None
    "Number of workers, 20 if left out."
    closing_fund: str | None = None
    "commercial (default), non_commercial or none."
    category: str | None = None
    "Category 1 (default) or 2 of the structural reduction."
    risk_groups: Annotated[bool, Flag] = False
    "The contribution 852 is owed."


@Option(name="*", group=_GROUPS["Pay"])
@dataclass(frozen=True)
class PayOptions:
    """The pay."""

    paid_on: str | None = None
    "Day of payment; the last day of the month if left out."
    days_worked: str | None = None
    "Days paid of a full-time contract, when fewer than the contract's days."
    hours_worked: str | None = None
    "Hours paid of a part-time contract, when fewer than the contract's hours."
    work_bonus_granted: str | None = None
    "Work bonus of earlier months of the year, to check its yearly ceiling."
    student_hours_before: str | None = None
    "A student's hours of the year before this pay, at all employers."
    flexi_income_before: str | None = None
    "Flexi pay of the year before this one, to check its yearly ceiling, euros."
    known_on: str | None = None
    "Nothing that was published after this day; figures without a day of publication count as always known."
    earning: Annotated[tuple[str, ...], Option(negative=(), show_default=False, consume_multiple=False)] = ()
    "What is paid or taken beside the gross, any number of times: a kind and its values, like 'bonus amount=500'."


@Option(name="*", group=_GROUPS["Document"])
@dataclass(frozen=True)
class IdentityOptions:
    """Who stands on the document of a payslip; it needs all down to ``staff_number``."""

    employer_name: str | None = None
    "Name of the employer."
    employer_address: str | None = None
    "Address of the employer."
    onss_number: str | None = None
    "The employer's number with the ONSS / RSZ."
    worker_name: str | None = None
    "Name of the worker."
    staff_number: str | None = None
    "The worker's number with the employer."
    enterprise_number: str | None = None
    "The employer's enterprise number."
    worker_address: str | None = None
    "Address of the worker."
    function: str | None = None
    "Function of the worker."
    account: str | None = None
    "Bank account of the worker."


@Option(name="*", group=_GROUPS["Output"])
@dataclass(frozen=True)
class Output:
    """The output."""

    json: Annotated[bool, Flag] = False
    "JSON instead of text."
    lang: Code = "en"
    "Language of the text: en, fr, nl or de."
    reading: Annotated[tuple[str, ...], Option(negative=(), show_default=False, consume_multiple=False)] = ()
    "A named reading of a conflict in the law, any number of times; see 'law sources'."


_OPEN = frozenset({"single_parent", "artist_point_80", "artistic"})
"""Options where "no" says more than leaving them out."""
_COUNTS = frozenset(
    {
        *("days_per_week", "children", "disabled_children", "seniors_in_care", "other_dependants", "scale"),
        *("workers", "category", "days_worked"),
    }
)
"""Options that are whole numbers: read here, since the parser would round 1.5 to 2."""


def given(options: Any) -> dict[str, Any]:
    """The options that were given, by name: what was left out, and what is no number, is left to the models."""
    if options is None:
        return {}
    values = {field.name: getattr(options, field.name) for field in fields(options)}
    return {
        name: int(value) if name in _COUNTS and value.isdecimal() and len(value) < 10 else value
        for name, value in values.items()
        if value is not None and (value is not False or name in _OPEN)
    }


def pay_arguments(pay: PayOptions | None) -> dict[str, Any]:
    """The options of the pay as :func:`~sharedpay.payroll.payslip.payslip` takes them."""
    found = given(pay)
    found["earnings"] = earnings_of(found.pop("earning", ()))
    return found


def identities(identity: IdentityOptions | None) -> tuple[EmployerIdentity, WorkerIdentity]:
    """Who stands on the document. Raises :class:`InvalidInput` with all that is missing or wrong."""
    said = given(identity)
    problems: list[str] = []

    def made(make: Callable[..., M], names: Mapping[str, str]) -> M | None:
        try:
            return make(**{name: said[option] for option, name in names.items() if option in said})
        except InvalidInput as error:
            options = {name: f"--{option.replace('_', '-')}" for option, name in names.items()}
            for problem in error.problems:
                name, _, rest = problem.partition(":")
                problems.append(f"{options.get(name, name)}:{rest}")
            return None

    employer = made(EmployerIdentity, _EMPLOYER_OPTIONS)
    worker = made(WorkerIdentity, _WORKER_OPTIONS)
    if employer is None or worker is None:
        raise InvalidInput(problems)
    return employer, worker


_EMPLOYER_OPTIONS = {
    "employer_name": "name",
    "employer_address": "address",
    "onss_number": "onss_number",
    "enterprise_number": "enterprise_number",
}
_WORKER_OPTIONS = {
    "worker_name": "name",
    "staff_number": "staff_number",
    "worker_address": "address",
    "function": "function",
    "account": "account",
}


class Parties(NamedTuple):
    """Who is paid by whom under which contract; ``stated`` says whether anything of the contract was."""

    contract: Contract
    stated: bool
    worker: Worker | None
    enterprise: Enterprise | None


def parties(
    month: str,
    contract: ContractOptions | None,
    household: HouseholdOptions | None,
    enterprise: EnterpriseOptions | None = None,
    employer: EmployerOptions | None = None,
    figures: str = "own",
) -> Parties:
    """The parties that the options describe. Raises :class:`InvalidInput` with all that is wrong with them."""
    problems: list[str] = []

    def made(make: Callable[..., M], given: Mapping[str, Any]) -> M | None:
        try:
            return make(**given)
        except InvalidInput as error:
            problems.extend(error.problems)
            return None

    term = given(contract)
    if "reduction" in term:
        term["reduction"] = made(reduction_of, {"phrase": term["reduction"]})
    start = min(_first_day(month), term.get("end") or "9999-12-31")
    kind: type[Contract] = FixedTermContract if "end" in term else PermanentContract
    agreement = made(kind, {"start": start, **term})
    family = given(household)
    home = made(Household, family) if family else None
    options = {"enterprise": enterprise, "employer": employer, "figures": figures}
    employing = made(enterprise_of, options) if enterprise or employer else None
    if problems or agreement is None:
        raise InvalidInput(problems)
    return Parties(agreement, bool(term), Worker(household=home) if home else None, employing)


def enterprise_of(
    enterprise: EnterpriseOptions | None, employer: EmployerOptions | None, figures: str = "smart"
) -> Enterprise | None:
    """The enterprise that the options describe, None where they say nothing; with ``figures`` where they say none."""
    charges = {**given(enterprise), **given(employer)}
    if not charges:
        return None
    smart = charges.setdefault("figures", figures) == "smart"
    return (Enterprise.smart if smart else Enterprise)(**charges)


def _first_day(month: str) -> str:
    """The first day of the month; of any month where it is none, so that the pay lists that with all else amiss."""
    try:
        return month_bounds(month)[0].isoformat()
    except InvalidInput:
        return "2000-01-01"


def law_of(output: Output) -> LawBook:
    """The law book that the options ask for."""
    return packaged().reading(*output.reading)
