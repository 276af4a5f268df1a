"""The command ``sharedpay``: settle, payslip, solve, law, check.

People get aligned text, coloured on a terminal and plain when piped; programs get ``--json``. What is wrong is one
line on stderr and exit status 2; ``check`` exits 1 when a case differs.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from sharedpay.errors import InvalidInput, NotModelled, SharedPayError
from sharedpay.law.book import LawBook, packaged
from sharedpay.model.contract import Contract, FixedTermContract, PermanentContract
from sharedpay.model.enterprise import Enterprise
from sharedpay.model.worker import Household, Worker
from sharedpay.payroll.codes import month_bounds
from sharedpay.payroll.notes import Note
from sharedpay.payroll.payslip import Payslip, payslip
from sharedpay.payroll.settlement import Settlement, settle
from sharedpay.payroll.solve import gross_for_cost, gross_for_net, revenue_for_net
from sharedpay.show import law_text, terminal

try:
    from cyclopts import App, CycloptsError, Parameter
    from rich.console import Console
except ImportError:  # pragma: no cover  proven by a test that hides the packages
    sys.stderr.write("sharedpay: the command needs its extra: pip install 'sharedpay[cli]'\n")
    raise SystemExit(2) from None

T = TypeVar("T", Payslip, Settlement)
Flag = Parameter(negative=(), show_default=False)
Language = Literal["en", "fr", "nl", "de"]

app = App(
    name="sharedpay",
    help="Belgian pay from an invoice to a net, exact to the cent and explained.",
    help_format="plaintext",
)
law_app = App(name="law", help="The figures of the law: on a day, one of them, what changed, the sources.")
app.command(law_app)


@Parameter(name="*", group="Contract")
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


@Parameter(name="*", group="Household")
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


@Parameter(name="*", group="Enterprise")
@dataclass(frozen=True)
class EnterpriseOptions:
    """The enterprise; Smart with its published figures if nothing is given."""

    figures: str | None = None
    "smart (default) or own: own takes nothing that is not given."
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
    workers: str | None = None
    "Number of workers, 20 if left out."
    closing_fund: str | None = None
    "commercial (default), non_commercial or none."
    category: str | None = None
    "Category 1 (default) or 2 of the structural reduction."
    risk_groups: Annotated[bool, Flag] = False
    "The contribution 852 is owed."


@Parameter(name="*", group="Pay")
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
    known_on: str | None = None
    "Only what was published by this day."


@Parameter(name="*", group="Output")
@dataclass(frozen=True)
class Output:
    """The output."""

    json: Annotated[bool, Flag] = False
    "JSON instead of text."
    lang: Language = "en"
    "Language of the text: only en for now."
    reading: tuple[str, ...] = ()
    "Named readings of conflicts in the law; see 'law sources'."


@app.command(name="payslip")
def payslip_command(
    *,
    gross: str,
    month: str,
    contract: ContractOptions | None = None,
    household: HouseholdOptions | None = None,
    enterprise: EnterpriseOptions | None = None,
    pay: PayOptions | None = None,
    explain: str | None = None,
    output: Output | None = None,
) -> None:
    """The payslip of a gross pay.

    Parameters
    ----------
    gross
        What is paid for the month, euros.
    month
        The month, like 2026-05.
    explain
        Explain this line or step (net, withholding_tax, structural_reduction …) instead.

    """
    output = output or Output()
    law = _law(output)
    stated, agreement = _contract(contract, month)
    slip = payslip(
        agreement,
        _worker(household),
        gross=gross,
        month=month,
        enterprise=_enterprise(enterprise, Enterprise),
        law=law,
        **_given(pay),
    )
    slip = _with_contract_note(slip, stated)
    _show(slip.explain(explain, output.lang) if explain else slip, output)


@app.command(name="settle")
def settle_command(
    revenue: str,
    *,
    month: str,
    vat_rate: str = "21",
    vat_included: Annotated[bool, Flag] = False,
    expenses: str = "0",
    budget: str | None = None,
    contract: ContractOptions | None = None,
    household: HouseholdOptions | None = None,
    enterprise: EnterpriseOptions | None = None,
    pay: PayOptions | None = None,
    explain: str | None = None,
    output: Output | None = None,
) -> None:
    """What becomes of an invoice: fee, budget, gross, net, and who gets every cent when.

    Parameters
    ----------
    revenue
        The invoice without VAT, euros.
    month
        The month of the pay, like 2026-05.
    vat_rate
        21, 6, 0 or exempt.
    vat_included
        The invoice holds the VAT.
    expenses
        Repaid to the member out of the budget, euros.
    budget
        How much of the employment budget this pay may use; all of it if left out.
    explain
        Explain this line or step of the payslip instead.

    """
    output = output or Output()
    law = _law(output)
    stated, agreement = _contract(contract, month)
    result = settle(
        revenue,
        agreement,
        _worker(household),
        month=month,
        enterprise=_enterprise(enterprise, Enterprise.smart),
        vat_rate=vat_rate,
        vat_included=vat_included,
        expenses=expenses,
        budget=budget,
        law=law,
        **_given(pay),
    )
    result = _with_contract_note(result, stated)
    _show(result.payslip.explain(explain, output.lang) if explain else result, output)


@app.command
def solve(
    *,
    month: str,
    net: str | None = None,
    cost: str | None = None,
    of: Literal["gross", "revenue"] = "gross",
    expenses: str = "0",
    contract: ContractOptions | None = None,
    household: HouseholdOptions | None = None,
    enterprise: EnterpriseOptions | None = None,
    pay: PayOptions | None = None,
    output: Output | None = None,
) -> None:
    """The gross or the revenue for a net, or the largest gross for a cost.

    Parameters
    ----------
    month
        The month of the pay, like 2026-05.
    net
        The net to reach, euros.
    cost
        The budget that the employer cost has to fit, euros.
    of
        What gives the net: the gross, or the revenue to invoice.
    expenses
        Repaid out of the revenue, euros.

    """
    output = output or Output()
    if (net is None) == (cost is None):
        raise InvalidInput("solve: give either --net or --cost")
    _, agreement = _contract(contract, month)
    options: dict[str, Any] = {"month": month, "law": _law(output), **_given(pay)}
    worker = _worker(household)
    if cost is not None:
        given = _enterprise(enterprise, Enterprise)
        _show(gross_for_cost(cost, agreement, worker, enterprise=given, **options), output)
    elif net is not None and of == "gross":
        _show(gross_for_net(net, agreement, worker, **options), output)
    elif net is not None:
        given = _enterprise(enterprise, Enterprise.smart)
        _show(revenue_for_net(net, agreement, worker, enterprise=given, expenses=expenses, **options), output)


@law_app.default
def law_show(name: str = "", *, on: str | None = None, output: Output | None = None) -> None:
    """The figures of a day by area, or every version of one figure.

    Parameters
    ----------
    name
        An area (withholding_tax) or a figure (expenses_cap); everything if left out.
    on
        The day, like 2026-05-01; the last covered day if left out.

    """
    output = output or Output()
    law = _law(output)
    laws = law.on(on) if on else None
    if name in ("", *law.areas):
        laws = laws or law.on(max(version.end for p in law.parameters() for version in p.versions))
        if output.json:
            found = {p.key: {**_version(v), "unit": p.unit} for p, v in laws if name in ("", p.area)}
            _print_json({"date": laws.date.isoformat(), "digest": law.digest, "figures": found})
        else:
            _print(law_text.table_of(laws, name))
        return
    parameter = law.parameter(name)
    if output.json:
        versions = [_version(version) for version in parameter.versions]
        _print_json(
            {"name": parameter.key, "labels": dict(parameter.labels), "unit": parameter.unit, "versions": versions}
        )
    else:
        _print(law_text.parameter(parameter, laws.date if laws else None, law.sources))


@law_app.command
def diff(before: str, after: str, *, output: Output | None = None) -> None:
    """What changed in the law between two days or months.

    Parameters
    ----------
    before
        The first day or month, like 2025-12.
    after
        The second one, like 2026-01.

    """
    output = output or Output()
    changed = _law(output).diff(before, after)
    if output.json:
        _print_json(
            [
                {"name": p.key, "before": old and _version(old), "after": new and _version(new)}
                for p, old, new in changed
            ]
        )
    else:
        _print(law_text.diff(changed, before, after))


@law_app.command
def sources(*, output: Output | None = None) -> None:
    """Every document that the law rests on, and the named readings where sources conflict."""
    output = output or Output()
    law = _law(output)
    readings = law.known_readings()
    if output.json:
        found = {
            source.id: {**asdict(source), "date": source.date and source.date.isoformat()}
            for source in law.sources.values()
        }
        _print_json({"sources": found, "readings": readings})
    else:
        _print(law_text.sources(law.sources.values(), readings))


@app.command
def check(files: Sequence[Path], *, output: Output | None = None) -> int:
    """Compute the cases of JSON-lines files and compare them with what they expect.

    Exit status 1 when a case differs or can't be read.

    Parameters
    ----------
    files
        Files in the case format, one case a line; - is standard input.

    """
    from sharedpay.payroll.check import check_lines, summary  # noqa: PLC0415  only this command needs it

    output = output or Output()
    law = _law(output)
    results = []
    for path in files:
        for result in check_lines(_lines(path), law=law):
            results.append(result)
            if output.json:
                sys.stdout.write(json.dumps(result.model_dump(), ensure_ascii=False) + "\n")
    if not output.json:
        _print(terminal.check_results(results, summary(results)))
    return int(any(result.outcome in ("differ", "invalid") for result in results))


def _lines(path: Path) -> Iterator[str]:
    if str(path) == "-":
        yield from sys.stdin
        return
    try:
        with path.open(encoding="utf-8") as file:
            yield from file
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput(f"file: {path} can't be read ({getattr(error, 'strerror', None) or error})") from None


_COUNTS = frozenset(
    {
        *("days_per_week", "children", "disabled_children", "seniors_in_care", "other_dependants", "scale"),
        *("workers", "category", "days_worked"),
    }
)
"""Options that are whole numbers: read here, since the parser would round 1.5 to 2."""


def _given(options: Any) -> dict[str, Any]:
    """The options that were given, by name: what was left out, and what is no number, is left to the models."""
    if options is None:
        return {}
    values = {field.name: getattr(options, field.name) for field in fields(options)}
    return {
        name: int(value) if name in _COUNTS and value.isdecimal() else value
        for name, value in values.items()
        if value is not None and value is not False
    }


def _contract(options: ContractOptions | None, month: str) -> tuple[bool, Contract]:
    """The contract, and whether anything of it was stated."""
    given = _given(options)
    if options is not None and options.artist_point_80 is False:
        given["artist_point_80"] = False
    stated = bool(given)
    if "start" not in given:
        given["start"] = min(_first_day(month), given.get("end", "9999-12-31"))
    return stated, FixedTermContract(**given) if "end" in given else PermanentContract(**given)


def _first_day(month: str) -> str:
    """The first day of the month; of any month where it is none, so that the pay lists that with all else amiss."""
    try:
        return month_bounds(month)[0].isoformat()
    except InvalidInput:
        return "2000-01-01"


def _worker(options: HouseholdOptions | None) -> Worker | None:
    given = _given(options)
    if options is not None and options.single_parent is False:
        given["single_parent"] = False
    return Worker(household=Household(**given)) if given else None


def _enterprise(options: EnterpriseOptions | None, make: Callable[..., Enterprise]) -> Enterprise | None:
    given = _given(options)
    return make(**given) if given else None


def _law(output: Output) -> LawBook:
    if output.lang != "en":
        raise NotModelled(f"lang: {output.lang!r} is not there yet; 'en' is")
    return packaged().reading(*output.reading)


def _with_contract_note(result: T, stated: bool) -> T:
    """The result with a remark when the contract was made up from the defaults."""
    return result if stated else replace(result, assumptions=(Note("contract"), *result.assumptions))


def _version(version: Any) -> dict[str, Any]:
    return {
        "from": version.start.isoformat(),
        "to": version.end.isoformat(),
        "value": version.value,
        "confidence": version.confidence,
        "sources": list(version.sources),
        "note": version.note,
        "published": version.published and version.published.isoformat(),
        "reading": version.reading,
        **version.extra,
    }


def _show(result: Any, output: Output) -> None:
    if output.json:
        _print_json(result.model_dump())
    else:
        _print(str(result))


def _print_json(data: Any) -> None:
    sys.stdout.write(json.dumps(data, indent=2, ensure_ascii=False) + "\n")


def _print(body: str) -> None:
    """Text as it is when piped; on a terminal with headings and totals set off."""
    console = Console(highlight=False, soft_wrap=True)
    if not console.is_terminal:
        sys.stdout.write(body + "\n")
        return
    console.print(terminal.styled(body))


def main(arguments: Iterable[str] | None = None) -> None:
    """Run the command with ``arguments`` (those of the process if left out) and leave with its exit status."""
    tokens = list(sys.argv[1:] if arguments is None else arguments)
    status = 0
    try:
        status = app(tokens, exit_on_error=False, print_error=False, result_action="return_value")
    except CycloptsError as error:
        _fail(" ".join(str(error).split()))
    except SharedPayError as error:
        _fail(str(error))
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(1) from None
    raise SystemExit(status or 0)


def _fail(message: str) -> None:
    sys.stderr.write(f"sharedpay: {message}\n")
    raise SystemExit(2)
