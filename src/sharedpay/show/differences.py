"""What changes, as aligned plain text: the marginal euro, and two results compared."""

from __future__ import annotations

from sharedpay.payroll.comparison import Comparison
from sharedpay.payroll.explain import money
from sharedpay.payroll.marginal import Marginal
from sharedpay.show.text import PAYEES, WIDTH, table, wrapped

STEPS = {"revenue": "invoiced without VAT", "gross": "of gross"}
"""What the step of a marginal is of."""
ON_TOP = {"revenue": "VAT on top", "gross": "Employer's part on top"}
"""What comes on top of the step."""
NOTHING = "Nothing differs."
"""What is said of two equal results."""


def signed(cents: int) -> str:
    """Cents with their sign: what is more and what is less."""
    return f"+{money(cents)}" if cents > 0 else money(cents)


def marginal_title(result: Marginal) -> str:
    """What a marginal tells, in one line."""
    return f"The next {result.step} {STEPS[result.of]}, from {money(result.start_cents)}"


def marginal(result: Marginal, width: int = WIDTH) -> str:
    """Where the next euro goes: every entry with its payee and day, then what the step and its top are."""
    rows = [(PAYEES[line.payee], line.label, str(line.due or ""), signed(line.cents)) for line in result.lines]
    total = ("", "Total", "", signed(sum(line.cents for line in result.lines)))
    body = table([("to", "what", "when", "EUR"), *rows, total], "lllr", "  ", width)
    return "\n".join([marginal_title(result), "", *body, "", f"  {marginal_sums(result)}"])


def marginal_sums(result: Marginal) -> str:
    """What came on top of the step, and what the member has at once."""
    return f"{ON_TOP[result.of]}: {result.on_top}; to the member's account: {result.net}"


def comparison_title(result: Comparison) -> str:
    """What is compared, in one line."""
    before, after = result.months
    name = {"payslip": "Payslips", "settlement": "Settlements"}[result.of]
    return f"{name} of {before} and {after} compared" if before != after else f"{name} of {before} compared"


def comparison(result: Comparison, width: int = WIDTH) -> str:
    """Two results line by line: those that differ, each cause once with its number."""
    causes: dict[str, int] = {}
    rows: list[tuple[str, ...]] = [("", "before", "after", "difference", "")]
    for line in result.changed:
        number = causes.setdefault(str(line.cause), len(causes) + 1) if line.cause else 0
        cells = ("" if amount is None else money(amount) for amount in (line.before, line.after))
        rows.append((line.label, *cells, signed(line.difference_cents), f"[{number}]" if number else ""))
    if not result.changed:
        return f"{comparison_title(result)}\n\n  {NOTHING}"
    lines = [comparison_title(result), "", *table(rows, "lrrrl", "  ", width), "", "First causes"]
    for cause, number in causes.items():
        lines += wrapped(f"[{number}] {cause}", "  ", "      ", width)
    return "\n".join([*lines, "", f"  {same_text(result)}"])


def same_text(result: Comparison) -> str:
    """How many lines are the same on both sides."""
    same = len(result.lines) - len(result.changed)
    return f"{same} line is the same." if same == 1 else f"{same} lines are the same."
