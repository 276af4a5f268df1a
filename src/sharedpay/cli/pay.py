"""The commands ``payslip``, ``settle`` and ``solve``."""

from __future__ import annotations

import difflib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from cyclopts import Parameter as Option

from sharedpay.cli.app import app
from sharedpay.cli.options import (
    ContractOptions,
    EmployerOptions,
    EnterpriseOptions,
    Flag,
    HouseholdOptions,
    IdentityOptions,
    Output,
    PayOptions,
    given,
    identities,
    law_of,
    parties,
    pay_arguments,
)
from sharedpay.cli.output import print_json, print_text, width, write_file
from sharedpay.errors import InvalidInput
from sharedpay.model.identity import EmployerIdentity, WorkerIdentity
from sharedpay.money import euros
from sharedpay.payroll.explain import Explanation, all_steps
from sharedpay.payroll.notes import Note
from sharedpay.payroll.payslip import Payslip, payslip
from sharedpay.payroll.settlement import Settlement, settle
from sharedpay.payroll.solve import Fit, Solution, gross_for_cost, gross_for_net, revenue_for_net
from sharedpay.show import text
from sharedpay.show.html import page as html_page
from sharedpay.show.language import language

File = Annotated[Path | None, Option(show_default=False)]
"""A file to write, nothing if left out."""

T = TypeVar("T", Payslip, Settlement, Payslip | Settlement)


@app.command(name="payslip", sort_key=2)
def payslip_command(
    *,
    gross: str,
    month: str,
    contract: ContractOptions | None = None,
    household: HouseholdOptions | None = None,
    employer: EmployerOptions | None = None,
    pay: PayOptions | None = None,
    identity: IdentityOptions | None = None,
    html: File = None,
    pdf: File = None,
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
    html
        Write the payslip to this file as a page for a browser.
    pdf
        Write the payslip to this file as a document; it needs the names under Document.
    explain
        Explain this line or step (net, withholding_tax, structural_reduction …) instead.

    """
    output = output or Output()
    law = law_of(output)
    _named_as_written(html=html, pdf=pdf)
    names = _names(pdf, identity, "--pdf")
    who = parties(month, contract, household, employer=employer)
    slip = payslip(
        who.contract,
        who.worker,
        gross=gross,
        month=month,
        enterprise=who.enterprise,
        law=law,
        **pay_arguments(pay),
    )
    shown = _with_contract_note(slip, who.stated)
    if html is not None:
        write_file(html, html_page(shown, output.lang).encode())
    if pdf is not None and names is not None:
        write_file(pdf, shown.pdf(*names, output.lang))
    _show(_explained(slip, explain, output.lang) if explain else shown, output)


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
    identity: IdentityOptions | None = None,
    html: File = None,
    pdf: File = None,
    payslip_pdf: File = None,
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
    html
        Write the settlement to this file as a page for a browser.
    pdf
        Write the settlement to this file as a document of two pages.
    payslip_pdf
        Write its payslip to this file as a document; it needs the names under Document.
    explain
        Explain this line or step of the payslip instead.

    """
    output = output or Output()
    law = law_of(output)
    _named_as_written(html=html, pdf=pdf, payslip_pdf=payslip_pdf)
    names = _names(payslip_pdf, identity, "--payslip-pdf")
    who = parties(month, contract, household, enterprise, employer, figures="smart")
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
        **pay_arguments(pay),
    )
    shown = _with_contract_note(result, who.stated)
    if html is not None:
        write_file(html, html_page(shown, output.lang).encode())
    if pdf is not None:
        write_file(pdf, shown.pdf(output.lang))
    if payslip_pdf is not None and names is not None:
        slip = _with_contract_note(result.payslip, who.stated)
        write_file(payslip_pdf, slip.pdf(*names, output.lang))
    _show(_explained(result.payslip, explain, output.lang) if explain else shown, output)


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
    who = parties(month, contract, household, enterprise, employer, figures="smart" if of == "revenue" else "own")
    law = law_of(output)
    options: dict[str, Any] = {"month": month, "enterprise": who.enterprise, "law": law, **pay_arguments(pay)}
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


def _named_as_written(**files: Path | None) -> None:
    """Refuses files whose names say that something else is in them."""
    problems: list[str] = []
    for name, path in files.items():
        option, suffix = name.replace("_", "-"), name.rpartition("_")[2]
        if path is not None and path.suffix.lower() != f".{suffix}":
            problems.append(f"--{option}: {path} must end in .{suffix}")
    if problems:
        raise InvalidInput(problems)


def _names(
    file: Path | None, identity: IdentityOptions | None, option: str
) -> tuple[EmployerIdentity, WorkerIdentity] | None:
    """Who stands on the document of a payslip, known before anything is written; nobody where there is none.

    Raises :class:`InvalidInput` for a document without names, and for names without a document.
    """
    if file is not None:
        return identities(identity)
    if given(identity):
        raise InvalidInput(f"{option}: who stands on the document was given, but no file to write it to")
    return None


def _with_contract_note(result: T, stated: bool) -> T:
    """The result with a remark when the contract was made up from the defaults."""
    return result if stated else replace(result, assumptions=(Note("contract"), *result.assumptions))


def _explained(slip: Payslip, code: str, lang: str) -> Explanation:
    """Why a line or a step is what it is. Raises :class:`InvalidInput` that names the nearest codes."""
    known = list(dict.fromkeys(["gross", *all_steps(), *(line.code for line in slip)]))
    if code not in known:
        near = difflib.get_close_matches(code, known, n=4, cutoff=0.5)
        hint = f"did you mean {', '.join(near)}?" if near else f"the lines are {', '.join(line.code for line in slip)}"
        raise InvalidInput(f"explain: there is no {code!r}; {hint}")
    return slip.explain(code, lang)


def _nearest(found: Solution) -> Decimal:
    """The first answer, or the nearest one where there is none to the cent."""
    answers = (*found.answers, found.below, found.above)
    return next((euros(answer.chosen) for answer in answers if answer is not None), Decimal(0))


def _show(result: Payslip | Settlement | Explanation, output: Output) -> None:
    if output.json:
        print_json(result.model_dump() if isinstance(result, Explanation) else result.model_dump(output.lang))
    else:
        print_text(text.page(result, width(), output.lang), output.lang)


def _show_answer(answer: Solution | Fit, basis: Payslip | Settlement, output: Output) -> None:
    """An answer with what it rests on, which is what the pay at that answer rests on."""
    findings = basis.findings if isinstance(basis, Payslip) else basis.payslip.findings
    if output.json:
        words = language(output.lang)
        remarks = {
            "assumptions": [*map(words.note, basis.assumptions)],
            "findings": [*map(words.note, findings)],
        }
        print_json({**answer.model_dump(), **remarks})
        return
    columns = width()
    remarks_lines = [
        *text.notes(text.FINDINGS, findings, columns, output.lang),
        *text.notes(text.ASSUMPTIONS, basis.assumptions, columns, output.lang),
    ]
    print_text("\n".join([text.page(answer, columns, output.lang), *remarks_lines]), output.lang)
