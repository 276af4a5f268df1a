"""Altair, or what to install where it is missing: the one place that imports it."""

from sharedpay.errors import MissingExtra

try:
    import altair as alt
except ModuleNotFoundError:
    raise MissingExtra("charts: they need the extra: pip install 'sharedpay[charts]'") from None

__all__ = ["alt"]
