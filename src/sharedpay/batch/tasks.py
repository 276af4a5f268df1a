"""What a batch can compute: which loop, over which law, into which columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from sharedpay.batch import inverse, kernel, settling, tiles
from sharedpay.batch.vocabulary import (
    COST_OUTPUTS,
    DUE_OUTPUTS,
    FIT_OUTPUTS,
    NET_OUTPUTS,
    NET_PAID,
    PAY_OUTPUTS,
    SETTLE_OUTPUTS,
    SHARE_OUTPUTS,
    Output,
)
from sharedpay.errors import InvalidInput

REFUSALS: Final = {
    "gross": "is what is looked for",
    "budget": "is for gross_for_cost and settle alone",
    "target_net": "is for gross_for_net alone",
    "invoice": "is for settle alone",
    "earnings": "does not say what the employer spends on it: settle such a pay alone, with earnings=[…]",
}
"""Why a column can't be used for a task."""
_INVOICE: Final = ("invoice_ex_vat", "invoice_vat_incl", "vat_rate", "buyer", "expenses", "fee_rate")
_EARNINGS: Final = (
    *("car_benefit", "holiday_recovery", "copyright_amount", "group_insurance_personal"),
    *("overtime_reduction", "premium_base", "meal_voucher_worker"),
)


def _all_but(*starts: str) -> Mapping[str, str]:
    """The columns that a task could start from, without those that it does start from, and why it can't use them."""
    reasons = {name: REFUSALS[name] for name in ("gross", "budget", "target_net")}
    reasons |= dict.fromkeys(_INVOICE, REFUSALS["invoice"])
    return {name: why for name, why in reasons.items() if name not in starts}


class Task(NamedTuple):
    """One thing to compute: its loop, the columns that it needs, and the cells that it fills, group by group.

    ``cost``: whether it asks for the employer's side. ``optional``: whether a row may have no value. ``one_of``: pairs
    of columns of which it needs one. ``refused``: columns that it can't use, and why. ``settles``: whether it asks for
    the prices of an enterprise. ``tiles``: the same loop over floats, where there is one.
    """

    name: str
    loop: Callable[..., None]
    needed: tuple[str, ...]
    outputs: tuple[Output, ...]
    cells: tuple[type[Any], ...]
    cost: bool
    optional: bool = False
    one_of: tuple[tuple[str, str], ...] = ()
    refused: Mapping[str, str] = _all_but("gross")
    settles: bool = False
    tiles: Callable[..., None] | None = None


PAY = Task("pay", kernel.pay_rows, ("gross",), PAY_OUTPUTS, (kernel.PayCells,), cost=False, tiles=tiles.pay_tiles)
COST = Task(
    "cost",
    kernel.cost_rows,
    ("gross",),
    (*PAY_OUTPUTS, *COST_OUTPUTS),
    (kernel.PayCells, kernel.CostCells),
    cost=True,
    tiles=tiles.cost_tiles,
)
GROSS_FOR_COST = Task(
    "gross_for_cost",
    inverse.fit_rows,
    ("budget",),
    FIT_OUTPUTS,
    (inverse.FitCells,),
    cost=True,
    refused=_all_but("budget"),
)
GROSS_FOR_NET = Task(
    "gross_for_net",
    inverse.net_rows,
    ("target_net",),
    NET_OUTPUTS,
    (inverse.NetCells,),
    cost=False,
    optional=True,
    refused=_all_but("target_net"),
)
SETTLE = Task(
    "settle",
    settling.settle_rows,
    (),
    (
        *SETTLE_OUTPUTS,
        *(output for output in PAY_OUTPUTS if output is not NET_PAID),
        *COST_OUTPUTS,
        *SHARE_OUTPUTS,
        *DUE_OUTPUTS,
    ),
    (kernel.PayCells, kernel.CostCells, settling.SettleCells, settling.ShareCells),
    cost=True,
    one_of=(("invoice_ex_vat", "invoice_vat_incl"),),
    refused={**_all_but("budget", *_INVOICE), **dict.fromkeys(_EARNINGS, REFUSALS["earnings"])},
    settles=True,
)


TASKS: Final = {task.name: task for task in (PAY, COST, SETTLE, GROSS_FOR_COST, GROSS_FOR_NET)}


def task_of(name: str) -> Task:
    """The task of a name. Raises :class:`InvalidInput` for a name that is none."""
    if name not in TASKS:
        raise InvalidInput(f"task: {name!r} is not allowed; allowed: {', '.join(TASKS)}")
    return TASKS[name]
