"""The drawings of charts with lines: amounts and rates against an amount, with the kinks marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any, NamedTuple

from sharedpay.show.altair_extra import alt
from sharedpay.show.chart_rows import AXIS, INK, SOFT, Drawing, euros_of
from sharedpay.show.palette import PAYEE_COLOURS

WHOLE = "#1d3557"
"""The colour of levels and of rates."""
NET, OTHER = PAYEE_COLOURS["member"], PAYEE_COLOURS["state"]
"""The colours of the net and of what it is compared with."""
_WHOLE, _DASHED = [1, 0], [6, 3]
_PLAIN = ",.2~f"
"""Numbers on the axes: thousands apart, decimals where there are any, written by the locale of the chart."""


class Point(NamedTuple):
    """One point of a curve, in cents: what it stands at, the net there, and the cost (of a gross) or the gross."""

    at: int
    net: int
    other: int | None


def amounts_panel(points: Sequence[Point], places: Sequence[int], width: int) -> Drawing:
    """The net and what it is compared with; the ``places`` of the kinks, in cents, are marked with their numbers."""
    net = [(point.at, point.net) for point in points]
    other = [(point.at, point.other) for point in points if point.other is not None]
    x, y = _x(points[0].at, points[-1].at, None, width), _y("EUR")
    lines = [*_line(net, NET, _WHOLE, x, y), *_line(other, OTHER, _DASHED, x, y)]
    return alt.layer(_rules(places), *_numbers(places), *lines).properties(width=width, height=240)


def marginal_panel(points: Sequence[Point], places: Sequence[int], titles: tuple[str, str], width: int) -> Drawing:
    """The part of each next euro that does not reach the net, in per cent, between one point and the next.

    ``titles`` are those of the axes, the horizontal one first.
    """
    rates = []
    for start, end in pairwise(points):
        if end.at > start.at:
            lost = 100 - Decimal(100 * (end.net - start.net)) / (end.at - start.at)
            rates.append({"x": euros_of(start.at), "y": float(lost.quantize(Decimal("0.01")))})
    if rates:
        rates.append({"x": euros_of(points[-1].at), "y": rates[-1]["y"]})
    drawn = alt.Chart(alt.InlineData(values=rates)).mark_line(color=WHOLE, strokeWidth=2, interpolate="step-after")
    line = drawn.encode(x=_x(points[0].at, points[-1].at, titles[0], width), y=_y(titles[1]))
    return alt.layer(_rules(places), line).properties(width=width, height=150)


def differences_panel(
    net: Sequence[tuple[int, int]],
    cost: Sequence[tuple[int, int]],
    ends: tuple[int, int],
    titles: tuple[str, str],
    width: int,
) -> Drawing:
    """What the net and the cost differ by, each as pairs of a gross and a difference in cents, around zero.

    ``titles`` are those of the axes, the horizontal one first.
    """
    x, y = _x(*ends, titles[0], width), _y(titles[1])
    zero = alt.Chart(alt.InlineData(values=[{"y": 0}])).mark_rule(color=SOFT).encode(y="y:Q")
    lines = [*_line(net, NET, _WHOLE, x, y), *_line(cost, OTHER, _DASHED, x, y)]
    return alt.layer(zero, *lines).properties(width=width, height=260)


def _line(pairs: Iterable[tuple[int, int]], colour: str, dash: list[int], x: alt.X, y: alt.Y) -> list[Any]:
    """One line through pairs of cents; none when there are none."""
    values = [{"x": euros_of(at), "y": euros_of(amount)} for at, amount in pairs]
    if not values:
        return []
    line = alt.Chart(alt.InlineData(values=values)).mark_line(color=colour, strokeWidth=2.2, strokeDash=dash)
    return [line.encode(x=x, y=y)]


def _rules(places: Sequence[int]) -> Any:
    """A thin line at each kink."""
    data = alt.InlineData(values=[{"x": euros_of(place)} for place in places])
    return alt.Chart(data).mark_rule(color=SOFT, strokeDash=[2, 3], opacity=0.7).encode(x="x:Q")


def _numbers(places: Sequence[int]) -> list[Any]:
    """The number of each kink above its line, in three rows by turns since some stand close to each other."""
    marks = [{"x": euros_of(place), "n": str(number)} for number, place in enumerate(places, 1)]
    rows = [alt.InlineData(values=marks[row::3]) for row in range(3)]
    return [
        alt.Chart(data)
        .mark_text(fontSize=10, color=INK, baseline="bottom", dy=-2 - 11 * row)
        .encode(x="x:Q", y=alt.value(0), text="n:N")
        for row, data in enumerate(rows)
    ]


def _x(low: int, high: int, title: str | None, width: int) -> alt.X:
    """The axis of a range of cents, in euros."""
    axis = alt.Axis(tickCount=max(3, width // 100), titleFontWeight="normal", labelFlush=True, format=_PLAIN)
    scale = alt.Scale(domain=[euros_of(low), euros_of(high)], nice=False, zero=False)
    return alt.X("x:Q", title=title, scale=scale, axis=axis)


def _y(title: str) -> alt.Y:
    extent = AXIS - 12
    axis = alt.Axis(tickCount=6, titleFontWeight="normal", minExtent=extent, maxExtent=extent, format=_PLAIN)
    return alt.Y("y:Q", title=title, axis=axis)
