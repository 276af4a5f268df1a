"""The command ``chart``: pictures of an invoice, of a pay and of the law, as SVG or PNG."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any, Literal

from cyclopts import App

from sharedpay.cli.app import app
from sharedpay.cli.options import (
    ContractOptions,
    EmployerOptions,
    EnterpriseOptions,
    HouseholdOptions,
    Output,
    PayOptions,
    law_of,
    parties,
    pay_arguments,
)
from sharedpay.cli.output import write_file
from sharedpay.errors import InvalidInput
from sharedpay.payroll.payslip import engine_version, payslip
from sharedpay.payroll.settlement import settle

FORMATS = ("svg", "png")

chart_app = App(
    name="chart",
    sort_key=8,
    version=engine_version,
    help="Pictures of an invoice, of a pay and of the law, written to an SVG or PNG file.",
)
app.command(chart_app)


@chart_app.command
def invoice(
    revenue: str,
    out: Path,
    /,
    *,
    month: str,
    kind: Literal["waterfall", "payees"] = "waterfall",
    contract: ContractOptions | None = None,
    household: HouseholdOptions | None = None,
    enterprise: EnterpriseOptions | None = None,
    employer: EmployerOptions | None = None,
    pay: PayOptions | None = None,
    output: Output | None = None,
) -> None:
    """From the invoice to the net, or who gets each cent.

    Parameters
    ----------
    revenue
        The invoice without VAT, euros.
    out
        The file to write: .svg or .png.
    month
        The month of the pay, like 2026-05.
    kind
        waterfall: from the invoice to the net; payees: who gets each cent.

    """
    output = output or Output()
    who = parties(month, contract, household, enterprise, employer, figures="smart")
    result = settle(
        revenue,
        who.contract,
        who.worker,
        month=month,
        enterprise=who.enterprise,
        law=law_of(output),
        **pay_arguments(pay),
    )
    _write(out, kind, (result,), output)


@chart_app.command
def curve(
    out: Path,
    /,
    *,
    month: str,
    of: Literal["gross", "revenue"] = "gross",
    low: str = "500",
    high: str = "6000",
    contract: ContractOptions | None = None,
    household: HouseholdOptions | None = None,
    enterprise: EnterpriseOptions | None = None,
    employer: EmployerOptions | None = None,
    pay: PayOptions | None = None,
    output: Output | None = None,
) -> None:
    """Net, cost and marginal rate against the gross or the revenue, with the kinks of the law.

    Parameters
    ----------
    out
        The file to write: .svg or .png.
    month
        The month, like 2026-05.
    of
        What it is drawn against: the gross, or the revenue to invoice.
    low
        Lowest gross, euros.
    high
        Highest gross, euros.

    """
    output = output or Output()
    who = parties(month, contract, household, enterprise, employer, figures="smart" if of == "revenue" else "own")
    options = {"month": month, "of": of, "low": low, "high": high, "enterprise": who.enterprise}
    _write(out, "curve", (who.contract, who.worker), output, law=law_of(output), **options, **pay_arguments(pay))


@chart_app.command
def months(
    out: Path,
    /,
    *,
    gross: str,
    year: str,
    contract: ContractOptions | None = None,
    household: HouseholdOptions | None = None,
    employer: EmployerOptions | None = None,
    output: Output | None = None,
) -> None:
    """The months of a year side by side, for the same gross each month.

    Parameters
    ----------
    out
        The file to write: .svg or .png.
    gross
        The gross of each month, euros.
    year
        The year, like 2026.

    """
    output = output or Output()
    who = parties(f"{year}-01", contract, household, employer=employer)
    law = law_of(output)
    slips = tuple(
        payslip(who.contract, who.worker, gross=gross, month=f"{year}-{i:02d}", enterprise=who.enterprise, law=law)
        for i in range(1, 13)
    )
    _write(out, "months", (slips,), output)


@chart_app.command
def laws(
    out: Path,
    /,
    *,
    before: str,
    after: str,
    low: str = "500",
    high: str = "6000",
    contract: ContractOptions | None = None,
    household: HouseholdOptions | None = None,
    employer: EmployerOptions | None = None,
    output: Output | None = None,
) -> None:
    """What the law of two months makes of the same gross.

    Parameters
    ----------
    out
        The file to write: .svg or .png.
    before
        The first month, like 2025-12.
    after
        The second one, like 2026-01.
    low
        Lowest gross, euros.
    high
        Highest gross, euros.

    """
    output = output or Output()
    who = parties(min(before, after), contract, household, employer=employer)
    law = law_of(output)
    options = {"before": before, "after": after, "low": low, "high": high, "enterprise": who.enterprise}
    _write(out, "laws", (who.contract, who.worker), output, law_before=law, law_after=law, **options)


def _write(out: Path, kind: str, inputs: tuple[Any, ...], output: Output, **options: Any) -> None:
    """Draws a chart into a file. Raises :class:`InvalidInput` for a file that is no SVG nor PNG."""
    suffix = out.suffix.removeprefix(".").lower()
    if suffix not in FORMATS:
        raise InvalidInput(f"out: {out} must end in .svg or .png")
    from sharedpay.show import charts  # noqa: PLC0415  an extra

    drawn = getattr(charts, kind)(*inputs, lang=output.lang, **options)
    file = io.BytesIO() if suffix == "png" else io.StringIO()
    drawn.save(file, format=suffix, **({"scale_factor": 2} if suffix == "png" else {}))
    content = file.getvalue()
    write_file(out, content if isinstance(content, bytes) else content.encode())
