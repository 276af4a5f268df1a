"""The command ``sharedpay``: settle, payslip, solve, law, check.

People get aligned text, coloured on a terminal and plain when piped; programs get ``--json``. What is wrong is one
line on stderr and exit status 2; ``check`` exits 1 when a case differs.
"""

from __future__ import annotations

import difflib
import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from decimal import Decimal
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, NoReturn, TypeVar

from sharedpay.errors import InvalidInput, NotCovered, NotModelled, SharedPayError
from sharedpay.law.book import LawBook, Laws, Parameter, packaged, read_date
from sharedpay.model.contract import Contract, FixedTermContract, PermanentContract
from sharedpay.model.enterprise import Enterprise
from sharedpay.model.worker import Household, Worker
from sharedpay.money import euros
from sharedpay.payroll.codes import month_bounds
from sharedpay.payroll.explain import Explanation, all_steps
from sharedpay.payroll.notes import Note
from sharedpay.payroll.payslip import Payslip, engine_version, payslip
from sharedpay.payroll.settlement import Settlement, settle
from sharedpay.payroll.solve import Fit, Solution, gross_for_cost, gross_for_net, revenue_for_net
from sharedpay.show import law_text, terminal, text

try:
    from cyclopts import App, CycloptsError, Group, MissingArgumentError, UnusedCliTokensError
    from cyclopts import Parameter as Option
    from rich.console import Console
except ImportError:  # pragma: no cover  proven by a test that hides the packages
    sys.stderr.write("sharedpay: the command needs its extra: pip install 'sharedpay[cli]'\n")
    raise SystemExit(2) from None

T = TypeVar("T", Payslip, Settlement, Payslip | Settlement)
M = TypeVar("M")
Flag = Option(negative=(), show_default=False)
Language = Literal["en", "fr", "nl", "de"]

app = App(
    name="sharedpay",
    help="Belgian pay from an invoice to a net, exact to the cent and explained.",
    help_format="plaintext",
    version=engine_version,
)
law_app = App(
    name="law",
    sort_key=4,
    version=engine_version,
    help="The figures of the law: on a day, one of them, what changed, the sources.",
)
app.command(law_app)

_GROUPS = {
    name: Group(name, sort_key=place)
    for place, name in enumerate(("Contract", "Household", "Enterprise", "Pay", "Output"), start=1)
}
"""The headings of the help in the order in which they stand there."""
_WIDEST = 100
"""Columns beyond which lines are not longer on a wider terminal: they would be hard to read."""


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
    known_on: str | None = None
    "Only what was published by this day."


@Option(name="*", group=_GROUPS["Output"])
@dataclass(frozen=True)
class Output:
    """The output."""

    json: Annotated[bool, Flag] = False
    "JSON instead of text."
    lang: Language = "en"
    "Language of the text: only en for now."
    reading: Annotated[tuple[str, ...], Option(negative=(), show_default=False, consume_multiple=False)] = ()
    "A named reading of a conflict in the law, any number of times; see 'law sources'."


@app.command(name="payslip", sort_key=2)
def payslip_command(
    *,
    gross: str,
    month: str,
    contract: ContractOptions | None = None,
    household: HouseholdOptions | None = None,
    employer: EmployerOptions | None = None,
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
    who = _parties(month, contract, household, employer=employer)
    slip = payslip(
        who.contract,
        who.worker,
        gross=gross,
        month=month,
        enterprise=who.enterprise,
        law=law,
        **_given(pay),
    )
    _show(_explained(slip, explain) if explain else _with_contract_note(slip, who.stated), output)


@app.command(name="settle", sort_key=1)
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
    employer: EmployerOptions | None = None,
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
    who = _parties(month, contract, household, enterprise, employer, figures="smart")
    result = settle(
        revenue,
        who.contract,
        who.worker,
        month=month,
        enterprise=who.enterprise,
        vat_rate=vat_rate,
        vat_included=vat_included,
        expenses=expenses,
        budget=budget,
        law=law,
        **_given(pay),
    )
    _show(_explained(result.payslip, explain) if explain else _with_contract_note(result, who.stated), output)


@app.command(sort_key=3)
def solve(
    *,
    month: str,
    net: str | None = None,
    cost: str | None = None,
    of: Literal["gross", "revenue"] = "gross",
    expenses: str | None = None,
    contract: ContractOptions | None = None,
    household: HouseholdOptions | None = None,
    enterprise: EnterpriseOptions | None = None,
    employer: EmployerOptions | None = None,
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
        Repaid out of the revenue, euros; 0 if left out.

    """
    output = output or Output()
    problems = ["solve: give either --net or --cost"] if (net is None) == (cost is None) else []
    if cost is not None and of == "revenue":
        problems.append("of: --of revenue goes with --net, not with --cost")
    elif expenses is not None and of == "gross":
        problems.append("expenses: go with --of revenue")
    if problems:
        raise InvalidInput(problems)
    who = _parties(month, contract, household, enterprise, employer, figures="smart" if of == "revenue" else "own")
    law = _law(output)
    options: dict[str, Any] = {"month": month, "enterprise": who.enterprise, "law": law, **_given(pay)}
    answer: Solution | Fit
    basis: Payslip | Settlement
    if net is not None and of == "revenue":
        repaid = expenses or "0"
        answer = revenue_for_net(net, who.contract, who.worker, expenses=repaid, **options)
        basis = settle(_nearest(answer), who.contract, who.worker, expenses=repaid, **options)
    elif net is not None:
        answer = gross_for_net(net, who.contract, who.worker, **options)
        basis = payslip(who.contract, who.worker, gross=_nearest(answer), **options)
    else:
        answer = gross_for_cost(str(cost), who.contract, who.worker, **options)
        basis = payslip(who.contract, who.worker, gross=answer.gross, **options)
        if who.enterprise is not None:
            # The enterprise's own cost counts: it rests on what a settlement of that budget without a fee rests on.
            free = who.enterprise.model_copy(update={"fee_rate": "0"})
            basis = settle(str(cost), who.contract, who.worker, **{**options, "enterprise": free})
    _show_answer(answer, _with_contract_note(basis, who.stated), output)


@law_app.default
def law_show(
    name: Annotated[str, Option(show_default=False)] = "",
    /,
    *,
    on: str | None = None,
    output: Output | None = None,
) -> None:
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
    day = read_date(on, "on") if on else max(version.end for p in law.parameters() for version in p.versions)
    laws = law.on(day)
    if name in ("", *law.areas):
        found = {p.key: {**_version(v), "unit": p.unit} for p, v in laws if name in ("", p.area)}
        if not found:
            raise _nothing_covered(laws, [p for p in law.parameters() if name in ("", p.area)], name or "the law")
        if output.json:
            _print_json({"date": laws.date.isoformat(), "digest": law.digest, "figures": found})
        else:
            _print(law_text.table_of(laws, name, _width()))
        return
    parameter = _parameter(law, name)
    marked = laws.version(parameter.name) if on else None
    if output.json:
        versions = [_version(version) for version in parameter.versions]
        _print_json(
            {
                "name": parameter.key,
                "labels": dict(parameter.labels),
                "unit": parameter.unit,
                **({"on": _version(marked)} if marked else {}),
                "versions": versions,
            }
        )
    else:
        _print(law_text.parameter(parameter, marked, law.sources, _width()))


def _parameter(law: LawBook, name: str) -> Parameter:
    """A figure by its name. Raises :class:`InvalidInput` that names the nearest figures and areas."""
    found = law.names.get(name.rpartition(".")[2])
    if found is not None and name in (found.name, found.key):
        return found
    names = [*law.areas, *law.names]
    near = [known for known in names if name and known.startswith(name)]
    near += [known for known in difflib.get_close_matches(name, names, n=4, cutoff=0.5) if known not in near]
    near = [found.key] if found is not None else near
    hint = f"did you mean {', '.join(near[:4])}?" if near else f"the areas are {', '.join(law.areas)}"
    raise InvalidInput(f"law: there is no {name!r}; {hint}")


def _nothing_covered(laws: Laws, parameters: Sequence[Parameter], name: str) -> NotCovered:
    """The error of a day on which none of the figures is covered."""
    versions = [version for parameter in parameters for version in parameter.versions]
    first, last = min(version.start for version in versions), max(version.end for version in versions)
    return NotCovered(name, laws.date.isoformat(), f"from {first} to {last}")


@law_app.command
def diff(before: str, after: str, /, *, output: Output | None = None) -> None:
    """What changed in the law between two days or months.

    Parameters
    ----------
    before
        The first day or month, like 2025-12.
    after
        The second one, like 2026-01.

    """
    output = output or Output()
    changed = _law(output).diff(read_date(before, "before"), read_date(after, "after"))
    if output.json:
        _print_json(
            [
                {"name": p.key, "before": old and _version(old), "after": new and _version(new)}
                for p, old, new in changed
            ]
        )
    else:
        _print(law_text.diff(changed, before, after, _width()))


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
        _print(law_text.sources(law.sources.values(), readings, _width()))


@app.command(sort_key=5)
def check(*files: Annotated[Path, Option(allow_leading_hyphen=True)], output: Output | None = None) -> int:
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
    if not files:
        raise InvalidInput("check: no FILES given; '-' is standard input")
    options = [str(path) for path in files if str(path).startswith("-") and str(path) != "-"]
    if options:
        raise InvalidInput(f"check: unknown option {options[0]}; a file of that name is ./{options[0]}")
    results = []
    for path in files:
        for result in check_lines(_lines(path), law=law):
            results.append(result)
            if output.json:
                _print_json(result.model_dump(), indent=None)
    if not output.json:
        _print(terminal.check_results(results, summary(results), _width()))
    return int(any(result.outcome in ("differ", "invalid") for result in results))


def _lines(path: Path) -> Iterator[str]:
    standard = str(path) == "-"
    try:
        if standard:
            if isinstance(sys.stdin, TextIOWrapper):
                sys.stdin.reconfigure(encoding="utf-8", errors="strict")
            yield from sys.stdin
        else:
            with path.open(encoding="utf-8") as file:
                yield from file
    except UnicodeDecodeError:
        raise InvalidInput(f"file: {path} can't be read: it is not text in UTF-8") from None
    except OSError as error:
        raise InvalidInput(f"file: {path} can't be read: {error.strerror or error}") from None


_OPEN = frozenset({"single_parent", "artist_point_80"})
"""Options where "no" says more than leaving them out."""
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
        name: int(value) if name in _COUNTS and value.isdecimal() and len(value) < 10 else value
        for name, value in values.items()
        if value is not None and (value is not False or name in _OPEN)
    }


class Parties(NamedTuple):
    """Who is paid by whom under which contract; ``stated`` says whether anything of the contract was."""

    contract: Contract
    stated: bool
    worker: Worker | None
    enterprise: Enterprise | None


def _parties(
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

    term = _given(contract)
    start = min(_first_day(month), term.get("end") or "9999-12-31")
    kind: type[Contract] = FixedTermContract if "end" in term else PermanentContract
    agreement = made(kind, {"start": start, **term})
    family = _given(household)
    home = made(Household, family) if family else None
    charges = {**_given(enterprise), **_given(employer)}
    smart = charges and charges.setdefault("figures", figures) == "smart"
    employing = made(Enterprise.smart if smart else Enterprise, charges) if charges else None
    if problems or agreement is None:
        raise InvalidInput(problems)
    return Parties(agreement, bool(term), Worker(household=home) if home else None, employing)


def _first_day(month: str) -> str:
    """The first day of the month; of any month where it is none, so that the pay lists that with all else amiss."""
    try:
        return month_bounds(month)[0].isoformat()
    except InvalidInput:
        return "2000-01-01"


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


def _explained(slip: Payslip, code: str) -> Explanation:
    """Why a line or a step is what it is. Raises :class:`InvalidInput` that names the nearest codes."""
    known = ["gross", *all_steps()]
    if code not in known:
        near = difflib.get_close_matches(code, known, n=4, cutoff=0.5)
        hint = f"did you mean {', '.join(near)}?" if near else f"the lines are {', '.join(line.code for line in slip)}"
        raise InvalidInput(f"explain: there is no {code!r}; {hint}")
    return slip.explain(code)


def _nearest(found: Solution) -> Decimal:
    """The first answer, or the nearest one where there is none to the cent."""
    answers = (*found.answers, found.below, found.above)
    return next((euros(answer.chosen) for answer in answers if answer is not None), Decimal(0))


def _show(result: Any, output: Output) -> None:
    if output.json:
        _print_json(result.model_dump())
    else:
        _print(text.page(result, _width()))


def _show_answer(answer: Solution | Fit, basis: Payslip | Settlement, output: Output) -> None:
    """An answer with what it rests on, which is what the pay at that answer rests on."""
    findings = basis.findings if isinstance(basis, Payslip) else basis.payslip.findings
    if output.json:
        remarks = {"assumptions": [*map(str, basis.assumptions)], "findings": [*map(str, findings)]}
        _print_json({**answer.model_dump(), **remarks})
        return
    width = _width()
    remarks_lines = [
        *text.notes("Findings", findings, width),
        *text.notes("Assumptions", basis.assumptions, width),
    ]
    _print("\n".join([text.page(answer, width), *remarks_lines]))


def _print_json(data: Any, indent: int | None = 2) -> None:
    unicode = (sys.stdout.encoding or "").lower().startswith("utf")
    sys.stdout.write(json.dumps(data, indent=indent, ensure_ascii=not unicode) + "\n")


def _width() -> int:
    """Columns to lay text out for: those of the terminal, as far as lines stay readable."""
    console = Console()
    return min(console.width, _WIDEST) if console.is_terminal else text.WIDTH


def _print(body: str) -> None:
    """Text as it is when piped; on a terminal with headings and totals set off."""
    console = Console(highlight=False, soft_wrap=True)
    if console.is_terminal:
        console.print(terminal.styled(body))
    else:
        sys.stdout.write(body + "\n")


def main(arguments: Iterable[str] | None = None) -> None:
    """Run the command with ``arguments`` (those of the process if left out) and leave with its exit status."""
    tokens = list(sys.argv[1:] if arguments is None else arguments)
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    try:
        status = app(tokens, exit_on_error=False, print_error=False, result_action="return_value")
        sys.stdout.flush()
    except CycloptsError as error:
        _fail(_said(error))
    except SharedPayError as error:
        _fail(str(error))
    except BrokenPipeError:
        _close_output()
        raise SystemExit(1) from None
    except OSError as error:
        _close_output()
        _fail(f"output: can't be written: {error.strerror or error}")
    except KeyboardInterrupt:
        _close_output()
        raise SystemExit(130) from None
    raise SystemExit(status or 0)


def _said(error: CycloptsError) -> str:
    """What is wrong with the options, in one line."""
    command = " ".join(["sharedpay", *(error.command_chain or ())])
    if isinstance(error, MissingArgumentError) and error.argument is not None:
        name = error.keyword or error.argument.name
        given = error.keyword or any(token.keyword for token in error.argument.tokens)
        message = f"{name} {'needs a value' if given else 'is missing'}"
    elif isinstance(error, UnusedCliTokensError):
        message = f"too many arguments: {' '.join(error.unused_tokens or ())}"
    else:
        message = " ".join(str(error).split()).rstrip(".")
        message = message[:1].lower() + message[1:]
    return f"{message}; see '{command} --help'"


def _fail(message: str) -> NoReturn:
    sys.stderr.write(f"sharedpay: {' '.join(message.split())}\n")
    raise SystemExit(2)


def _close_output() -> None:
    """Let what is still to be written go nowhere, so that Python does not complain about it at its end."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # no real file behind it
        return
