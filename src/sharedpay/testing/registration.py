"""Tells Hypothesis how to draw sharedpay's inputs: the entry point of the group ``hypothesis`` in ``pyproject.toml``.

Hypothesis calls :func:`register` when it is imported, so that ``st.from_type(sp.Worker)`` works everywhere.
"""

from __future__ import annotations

from hypothesis import strategies as st

from sharedpay.model.contract import Contract, FixedTermContract, PermanentContract
from sharedpay.model.enterprise import Enterprise, Invoice
from sharedpay.model.worker import Household, Worker


def register() -> None:
    """Names the strategy of each input. Doing it again is harmless; the strategies are made when first drawn from."""
    from sharedpay.testing import strategies  # noqa: PLC0415  this package may be half imported when Hypothesis calls

    st.register_type_strategy(Household, lambda _: strategies.households())
    st.register_type_strategy(Worker, lambda _: strategies.workers())
    st.register_type_strategy(Contract, lambda _: strategies.contracts())
    st.register_type_strategy(PermanentContract, lambda _: strategies.permanent_contracts())
    st.register_type_strategy(FixedTermContract, lambda _: strategies.fixed_term_contracts())
    st.register_type_strategy(Enterprise, lambda _: strategies.enterprises())
    st.register_type_strategy(Invoice, lambda _: strategies.invoices())
