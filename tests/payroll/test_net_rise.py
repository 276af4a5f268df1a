"""The bound on how fast a net rises: true for every pay, and given up where an amended law breaks what it rests on."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from law.test_formulas import STATUSES, Run, runs, worlds
from sharedpay.law.person import Month, Person
from sharedpay.money import MAX_CENTS, NO_LIMIT, Rate
from sharedpay.payroll.net_rise import is_tame, net_rise, steps_back
from sharedpay.payroll.pay import pay
from sharedpay.payroll.search import Rise, solutions

ONE_TO_MANY = st.integers(1, 30) | st.integers(1, 15_000)


@settings(max_examples=10 * settings().max_examples)
@given(st.sampled_from(sorted(STATUSES.values())).flatmap(runs), ONE_TO_MANY)
def test_no_net_rises_faster(done: Run, more: int) -> None:
    """Every pay, at the edges of every law there was, with all that a month can hold beside its gross."""
    month, law = done.month, done.world.pay
    rise = net_rise(done.pay, month.counted, law)
    gross = min(MAX_CENTS, month.gross + more)
    larger = pay(month._replace(gross=gross), done.person, law)
    assert larger.net <= done.pay.net + rise.steepest * (gross - month.gross) + rise.noise


def test_the_law_is_tame_but_when_components_are_exchanged() -> None:
    """A figure that counts as nothing where it is missing makes no law wild."""
    for world in worlds():
        assert is_tame(world.pay), world.name
        assert steps_back(world.pay) <= 4 or "exchanged" in world.name, world.name


def test_a_law_that_is_not_tame_skips_nothing() -> None:
    law = worlds()[-1].pay
    paid = pay(Month(250_000), Person(), law)
    scale = law.withholding.tax_scale
    assert net_rise(paid, 100, law).noise < 100
    for row in (scale[-1]._replace(rate=Rate(1_000_001)), scale[-1]._replace(fixed=scale[-1].fixed - 100)):
        wild = law._replace(withholding=law.withholding._replace(tax_scale=(*scale[:-1], row)))
        assert net_rise(paid, 100, wild).noise == NO_LIMIT


@given(st.integers(0, 60), st.integers(0, 40))
def test_what_is_skipped_is_no_answer_and_no_nearest_miss(steps: int, target: int) -> None:
    """A staircase that steps back: the plain scan and the one that knows its rise find the same."""

    def staircase(argument: int) -> int:
        return argument // 2 - (5 if argument >= steps else 0)

    quick = solutions(staircase, target, 0, 200, 60, lambda _: Rise(1, 1))
    assert quick == solutions(staircase, target, 0, 200, 60)
