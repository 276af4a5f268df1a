"""The public strategies draw valid inputs with their edges, and the public invariants refuse what is broken."""

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

import sharedpay as sp
from sharedpay import testing
from sharedpay.model.contract import Contract
from sharedpay.money import MAX_CENTS, cents
from sharedpay.payroll.codes import month_bounds, period_of
from sharedpay.testing import strategies

INPUTS: tuple[type[Any], ...] = (
    sp.Household,
    sp.Worker,
    sp.PermanentContract,
    sp.FixedTermContract,
    sp.Enterprise,
    sp.Invoice,
)
LONG = settings(max_examples=300, database=None, derandomize=True)


@pytest.mark.parametrize("kind", INPUTS)
@given(data=st.data())
def test_hypothesis_draws_every_input_from_its_type(kind: type[Any], data: st.DataObject) -> None:
    drawn = data.draw(st.from_type(kind))
    assert type(drawn) is kind
    assert kind(**drawn.model_dump()) == drawn


@given(st.from_type(Contract))
def test_a_contract_is_a_permanent_or_a_fixed_term_one(contract: Contract) -> None:
    assert isinstance(contract, sp.PermanentContract | sp.FixedTermContract)


def test_inputs_are_drawn_from_their_types_without_importing_the_package() -> None:
    code = """
import sharedpay as sp
from hypothesis import find, strategies as st
for kind in (sp.Household, sp.Worker, sp.PermanentContract, sp.FixedTermContract, sp.Enterprise, sp.Invoice):
    assert type(find(st.from_type(kind), lambda one: True)) is kind
"""
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)


def test_sharedpay_itself_does_not_import_hypothesis() -> None:
    code = "import sys, sharedpay; sys.exit('hypothesis' in sys.modules or 'sharedpay.testing' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_plainest_pay_is_drawn_first() -> None:
    case = find(testing.cases(), lambda _: True)
    assert case.worker == sp.Worker()
    assert case.gross == 0
    first, _ = month_bounds(case.month)
    assert case.contract == sp.PermanentContract(start=first)


def test_a_failure_shrinks_to_what_matters() -> None:
    case = find(testing.cases(), lambda c: c.gross >= 1000 and c.contract.status == "artist", settings=LONG)
    assert case.worker == sp.Worker()
    assert case.contract.weekly_hours == case.contract.full_time_hours == "38.00"
    household = find(testing.households(), lambda h: h.children >= 3 and h.marital == "married", settings=LONG)
    assert household == sp.Household(marital="married", partner="own_income", children=3)


def _ends(case: testing.PayCase) -> tuple[Any, date, date | None]:
    return case.contract.first_day, month_bounds(case.month)[1], case.contract.last_day


EDGES: dict[str, Callable[[testing.PayCase], object]] = {
    "the first covered month": lambda case: case.month == "2021-01",
    "the last covered month": lambda case: case.month == "2026-12",
    "a contract of one day": lambda case: _ends(case)[0] == _ends(case)[2],
    "a contract that begins on the last day": lambda case: _ends(case)[0] == _ends(case)[1],
    "a contract that ends with the month": lambda case: _ends(case)[1] == _ends(case)[2],
    "a contract that ends after the last covered day": lambda case: _ends(case)[2] == date(2027, 12, 31),
    "no gross": lambda case: case.gross == 0,
    "one cent": lambda case: cents(case.gross) == 1,
    "ten million": lambda case: cents(case.gross) == MAX_CENTS,
    "an edge of the law": lambda case: case.gross in testing.gross_edges(case.month)[5:-2],
    "an artist of point 80": lambda case: case.contract.artist_point_80,
    "a director": lambda case: case.contract.director,
    "nine children": lambda case: case.worker.household.children == 9,
    "less than half time": lambda case: 2 * case.contract.weekly < case.contract.full_time,
}


def test_edges_are_drawn_on_purpose() -> None:
    missing = dict(EDGES)

    @settings(max_examples=1_500, phases=[Phase.generate], database=None, derandomize=True)
    @given(testing.cases())
    def look(case: testing.PayCase) -> None:
        for edge in [name for name, drawn in missing.items() if drawn(case)]:
            del missing[edge]

    look()
    assert not missing


def test_only_what_was_asked_for_is_drawn() -> None:
    @settings(max_examples=50)
    @given(testing.cases(statuses=["artist"]), testing.months(employer=True))
    def look(case: testing.PayCase, month: str) -> None:
        assert case.contract.status == "artist"
        assert month >= "2023-01"

    look()


@given(st.data())
def test_contracts_of_a_month_work_in_that_month(data: st.DataObject) -> None:
    month = data.draw(testing.months())
    period = period_of(data.draw(testing.contracts(month)), month)
    first, last = month_bounds(month)
    assert first <= period.first <= period.last <= last


@given(testing.cases(employer=True))
def test_every_case_can_be_computed_with_its_cost(case: testing.PayCase) -> None:
    slip = sp.payslip(case.contract, case.worker, gross=case.gross, month=case.month)
    assert slip.employer_cost >= case.gross


@given(testing.months())
def test_every_edge_stands_between_its_neighbours(month: str) -> None:
    edges = testing.gross_edges(month)
    assert list(edges) == sorted(set(edges))
    assert {Decimal("0.00"), Decimal("0.01"), Decimal("10000000.00")} < set(edges)
    minimum = sp.law.on(month).version("guaranteed_month").value if month >= "2023" else None
    if minimum is not None:
        assert {Decimal(minimum) + Decimal(more) for more in ("-0.01", "0", "0.01")} < set(edges)


def test_edges_hold_the_bounds_of_the_tax_scale() -> None:
    law = sp.law.on("2026-05").version("tax_scale").value
    contract = sp.PermanentContract(start="2026-01-01", status="white_collar")
    yearly = set()
    for gross in testing.gross_edges("2026-05"):
        slip = sp.payslip(contract, gross=gross, month="2026-05", work_bonus_granted="9999.99")
        yearly.add(slip.pay.withholding.annual_taxable)
    for row in law[1:]:
        bound = cents(row["over"])
        # A cent of taxable pay is twelve cents a year, so the bound itself may fall between two of them.
        assert any(bound - 12 < amount <= bound for amount in yearly)
        assert any(bound < amount <= bound + 12 for amount in yearly)


class Money(NamedTuple):
    kind: str
    amount: Decimal


class Pay(NamedTuple):
    gross: Decimal
    net: Decimal


class Books(NamedTuple):
    invoice: Decimal
    ledger: tuple[Money, ...]


def lines(*amounts: tuple[str, str]) -> list[Money]:
    return [Money(kind, Decimal(amount)) for kind, amount in amounts]


def test_invariants_take_objects_of_other_programs() -> None:
    good = lines(("pay", "10.00"), ("deduction", "3.00"), ("bonus", "1.00"), ("subtotal", "99.00"), ("net", "8.00"))
    testing.lines_add_up(good)
    testing.nothing_negative(good)
    testing.amounts_are_whole_cents(good)
    testing.lines_add_up([*good, *lines(("employer", "2.00"), ("employer_reduction", "0.50"), ("cost", "11.50"))])
    testing.net_not_above_gross(Pay(Decimal(10), Decimal(8)))
    testing.more_relief_never_lowers_net(Pay(Decimal(10), Decimal(8)), Pay(Decimal(10), Decimal(8)))
    testing.ledger_closes(Books(Decimal("10.00"), tuple(lines(("a", "9.99"), ("b", "0.01")))))
    testing.parts_add_up(100, [34, 33, 33])
    testing.vat_is_inside(Decimal("1000.00"), 6, Decimal("56.60"))


def test_invariants_refuse_what_is_broken_and_say_why() -> None:
    def refuses(text: str, invariant: Any, *broken: Any) -> None:
        with pytest.raises(AssertionError, match=text):
            invariant(*broken)

    refuses("no line of kind 'net'", testing.lines_add_up, lines(("pay", "10.00")))
    short = lines(("pay", "10.00"), ("deduction", "3.00"), ("net", "7.01"))
    refuses("add up to a net of 7.00, the net line says 7.01", testing.lines_add_up, short)
    dear = lines(("pay", "10.00"), ("net", "10.00"), ("employer", "2.00"), ("cost", "13.00"))
    refuses("add up to a cost of 12.00, the cost line says 13.00", testing.lines_add_up, dear)
    refuses("a line of -1.00", testing.nothing_negative, lines(("pay", "-1.00")))
    refuses("has not two decimals", testing.amounts_are_whole_cents, lines(("pay", "1.0")))
    refuses("is a int, not a Decimal", testing.amounts_are_whole_cents, [Money("pay", 1)])  # type: ignore[arg-type]
    refuses(
        "the net of 11 is not from 0 to the gross of 10", testing.net_not_above_gross, Pay(Decimal(10), Decimal(11))
    )
    refuses("the net of -1 is not", testing.net_not_above_gross, Pay(Decimal(10), Decimal(-1)))
    less, more = Pay(Decimal(10), Decimal(8)), Pay(Decimal(10), Decimal(7))
    refuses("more relief lowers the net from 8 to 7", testing.more_relief_never_lowers_net, less, more)
    refuses("not the same pay", testing.more_relief_never_lowers_net, less, Pay(Decimal(9), Decimal(8)))
    refuses(
        "add up to 9.99, the invoice is 10.00",
        testing.ledger_closes,
        Books(Decimal("10.00"), (Money("a", Decimal("9.99")),)),
    )
    refuses("the parts add up to 99, the sum is 100", testing.parts_add_up, 100, [33, 33, 33])
    refuses("holds 56.60 of VAT, not 60.00", testing.vat_is_inside, Decimal("1000.00"), 6, Decimal("60.00"))


def test_every_public_name_is_documented() -> None:
    for name in testing.__all__:
        assert getattr(testing, name).__doc__, name
    assert strategies.__doc__
