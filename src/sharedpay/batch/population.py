"""People who do not exist: a seeded population for examples, tests and benchmarks, so that none needs private data.

The shares and the pays below are round numbers of our own, roughly like those of workers in Belgium; they are no
statistic and nothing about Belgium follows from them. All is drawn with whole numbers out of the raw bits of PCG64, so
that a seed gives the same people on every machine and with every version of numpy; a larger population begins with
the smaller one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sharedpay.batch.results import decimals
from sharedpay.batch.vocabulary import MARITAL, PARTNER
from sharedpay.errors import InvalidInput
from sharedpay.payroll.codes import STATUS

Draw = npt.NDArray[np.int64]

STATUSES: Final = (580, 330, 30, 40, 20)
"""White-collar and blue-collar workers, artists, students, flexi-jobs, of a thousand."""
PARTNERS: Final = (430, 440, 20, 10, 100)
"""No partner, a partner with own, low, pension and no income, of a thousand."""
CHILDREN: Final = (520, 200, 190, 60, 20, 10)
"""No child, one and so on to five, of a thousand."""
HOURS: Final[Mapping[int, int]] = {3_800: 680, 3_040: 130, 2_280: 60, 1_900: 100, 1_267: 30}
"""Hours a week in hundredths, and who works them, of a thousand."""
SINGLE_PARENTS: Final = 800
"""Single people with children who get the reduction of single parents, of a thousand."""
DISABLED: Final = 15
"""Workers with a disability, of a thousand, and as many parents with a disabled child."""
FULL_TIME_PAY: Final = (
    *(220_000, 245_000, 265_000, 285_000, 310_000, 340_000),
    *(375_000, 430_000, 530_000, 720_000, 1_600_000),
)
"""The gross pay of a full-timer at each tenth of the population, in cents; evenly spread in between."""
STUDENT_PAY: Final = (200_000, 240_000)
"""Between what a student or a flexi-jobber would earn full time, in cents."""


def population(rows: int, seed: int = 0) -> pa.Table:
    """So many people with a month's pay each, as a table for :func:`sharedpay.batch.pay`; without a month.

    Columns: status, gross, marital, partner, children, disabled_children, single_parent, disabled, weekly_hours.
    Raises :class:`InvalidInput` for a number or seed that is negative or not whole.
    """
    given: dict[str, object] = {"rows": rows, "seed": seed}
    problems = [
        f"{name}: {value!r} is not allowed; give a whole number from 0 on"
        for name, value in given.items()
        if isinstance(value, bool) or not isinstance(value, (int, np.integer)) or value < 0
    ]
    if problems:
        raise InvalidInput(problems)
    streams = count()

    def draw(below: int) -> Draw:
        """Whole numbers from 0, evenly: 32 bits are many more than ``below``. Each column has a stream of its own."""
        bits = np.random.PCG64(np.random.SeedSequence([seed, next(streams)]))
        return ((bits.random_raw(rows) >> np.uint64(32)) * np.uint64(below) >> np.uint64(32)).astype(np.int64)

    status = _choice(draw(1_000), STATUSES)
    partner = _choice(draw(1_000), PARTNERS)
    children = _choice(draw(1_000), CHILDREN)
    hours = np.array(list(HOURS))[_choice(draw(1_000), tuple(HOURS.values()))]
    young = status >= STATUS["student"]
    partner[young] = children[young] = 0
    full_time = np.where(young, _between(draw(1_000_000), STUDENT_PAY), _between(draw(1_000_000), FULL_TIME_PAY))
    disabled_children = ((draw(1_000) < DISABLED) & (children > 0)).astype(np.int64)
    single_parent = (partner == 0) & (children > 0) & (draw(1_000) < SINGLE_PARENTS)
    return pa.table(
        {
            "status": _words(status, tuple(STATUS)),
            "gross": decimals((2 * full_time * hours + 3_800) // 7_600, 12),
            "marital": _words((partner > 0).astype(np.int64), MARITAL),
            "partner": _words(partner, PARTNER),
            "children": pa.array(children.astype(np.int8)),
            "disabled_children": pa.array(disabled_children.astype(np.int8)),
            "single_parent": pa.array(single_parent),
            "disabled": pa.array(draw(1_000) < DISABLED),
            "weekly_hours": decimals(hours, 4),
        }
    )


def _choice(drawn: Draw, shares: Sequence[int]) -> Draw:
    """Which of some shares of a thousand each draw falls into."""
    return np.searchsorted(np.cumsum(shares), drawn, side="right").astype(np.int64)


def _between(drawn: Draw, points: Sequence[int]) -> Draw:
    """Draws below a million on the line through evenly spaced points."""
    place = drawn * (len(points) - 1)
    low, part = place // 1_000_000, place % 1_000_000
    values = np.array(points, np.int64)
    return values[low] + (values[low + 1] - values[low]) * part // 1_000_000


def _words(places: Draw, words: Sequence[str]) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(places.astype(np.int8)), pa.array(words))
