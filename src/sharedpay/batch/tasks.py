"""What a batch can compute: which loop, over which law, into which columns."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from sharedpay.batch import inverse, kernel
from sharedpay.batch.vocabulary import COST_OUTPUTS, FIT_OUTPUTS, NET_OUTPUTS, PAY_OUTPUTS, Output


class Task(NamedTuple):
    """One thing to compute: its loop, the columns that it needs, and the cells that it fills, group by group.

    ``cost``: whether it asks for the employer's side. ``optional``: whether a row may have no value.
    """

    name: str
    loop: Callable[..., None]
    needed: tuple[str, ...]
    outputs: tuple[Output, ...]
    cells: tuple[type[Any], ...]
    cost: bool
    optional: bool = False


PAY = Task("pay", kernel.pay_rows, ("gross",), PAY_OUTPUTS, (kernel.PayCells,), cost=False)
COST = Task(
    "cost",
    kernel.cost_rows,
    ("gross",),
    (*PAY_OUTPUTS, *COST_OUTPUTS),
    (kernel.PayCells, kernel.CostCells),
    cost=True,
)
GROSS_FOR_COST = Task("gross_for_cost", inverse.fit_rows, ("budget",), FIT_OUTPUTS, (inverse.FitCells,), cost=True)
GROSS_FOR_NET = Task(
    "gross_for_net",
    inverse.net_rows,
    ("target_net",),
    NET_OUTPUTS,
    (inverse.NetCells,),
    cost=False,
    optional=True,
)
