"""Belgian pay as a shared enterprise needs it: from an invoice to a net pay, exact to the cent and explained.

>>> import sharedpay as sp
>>> contract = sp.PermanentContract(start="2026-01-01", status="white_collar", joint_committee="200")
>>> slip = sp.payslip(contract, sp.Worker(), gross="2500.00", month="2026-05")
>>> slip.net
Decimal('2143.94')
"""

import importlib
from typing import TYPE_CHECKING, Any

from sharedpay import _began, law  # noqa: F401  _began before all that is compiled
from sharedpay.errors import InvalidInput, NotCovered, NotModelled, SharedPayError, Unreachable

if TYPE_CHECKING:
    from sharedpay.model import earnings
    from sharedpay.model.contract import FixedTermContract, PermanentContract
    from sharedpay.model.enterprise import Enterprise, Invoice
    from sharedpay.model.identity import EmployerIdentity, WorkerIdentity
    from sharedpay.model.reduction import ArtistReduction, FirstEngagement, OlderWorkerReduction
    from sharedpay.model.worker import Household, Worker
    from sharedpay.payroll import holiday_pay
    from sharedpay.payroll.comparison import Comparison, compare
    from sharedpay.payroll.marginal import Marginal, marginal
    from sharedpay.payroll.payslip import Payslip, payslip
    from sharedpay.payroll.period import Year, year
    from sharedpay.payroll.quarter import Quarter, quarter
    from sharedpay.payroll.settlement import Settlement, settle
    from sharedpay.payroll.solve import gross_for_cost, gross_for_net, revenue_for_net
    from sharedpay.show.language import use_language

__all__ = [
    "ArtistReduction",
    "Comparison",
    "EmployerIdentity",
    "Enterprise",
    "FirstEngagement",
    "FixedTermContract",
    "Household",
    "InvalidInput",
    "Invoice",
    "Marginal",
    "NotCovered",
    "NotModelled",
    "OlderWorkerReduction",
    "Payslip",
    "PermanentContract",
    "Quarter",
    "Settlement",
    "SharedPayError",
    "Unreachable",
    "Worker",
    "WorkerIdentity",
    "Year",
    "compare",
    "earnings",
    "gross_for_cost",
    "gross_for_net",
    "holiday_pay",
    "law",
    "marginal",
    "payslip",
    "quarter",
    "revenue_for_net",
    "settle",
    "use_language",
    "year",
]

_LATER = {
    "sharedpay.model": ("earnings",),
    "sharedpay.model.contract": ("FixedTermContract", "PermanentContract"),
    "sharedpay.model.enterprise": ("Enterprise", "Invoice"),
    "sharedpay.model.worker": ("Household", "Worker"),
    "sharedpay.payroll.payslip": ("Payslip", "payslip"),
    "sharedpay.payroll.settlement": ("Settlement", "settle"),
    "sharedpay.model.identity": ("EmployerIdentity", "WorkerIdentity"),
    "sharedpay.model.reduction": ("ArtistReduction", "FirstEngagement", "OlderWorkerReduction"),
    "sharedpay.payroll": ("holiday_pay",),
    "sharedpay.payroll.comparison": ("Comparison", "compare"),
    "sharedpay.payroll.marginal": ("Marginal", "marginal"),
    "sharedpay.payroll.period": ("Year", "year"),
    "sharedpay.payroll.quarter": ("Quarter", "quarter"),
    "sharedpay.payroll.solve": ("gross_for_cost", "gross_for_net", "revenue_for_net"),
    "sharedpay.show.language": ("use_language",),
}
"""Where each name comes from: it is loaded when it is first used, so that an import costs next to nothing."""


__version__: str
"""The version that is installed, read when it is first asked for."""


def __getattr__(name: str) -> Any:
    if name == "__version__":
        globals()[name] = importlib.import_module("importlib.metadata").version("sharedpay")
        return globals()[name]
    for module, names in _LATER.items():
        if name in names:
            if module in ("sharedpay.model", "sharedpay.payroll"):
                found: Any = importlib.import_module(f"{module}.{name}")
            else:
                found = getattr(importlib.import_module(module), name)
            globals()[name] = found
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__, "__version__"})
