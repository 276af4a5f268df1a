"""A reform tried out on a million pays of people who do not exist: who gains, who loses, and what it costs whom.

The reform is made up: the flat-rate costs of the withholding tax end at a higher amount, and component B of the work
bonus gives a smaller credit on the tax. A number of pays tries it on fewer: ``python examples/reform.py 10000``.
"""

import sys
import time

import sharedpay as sp
from sharedpay import batch

given = sys.argv[1] if len(sys.argv) > 1 else "1000000"
if not given.isdecimal():
    sys.exit(f"{given!r} is no number of pays; give a whole one like 10000")
count = int(given)
book = sp.law.load()
reform = book.amend(
    {
        "withholding_tax.expenses_cap": {"2026-01-01": "6600.00"},
        "work_bonus.fiscal_rate_b": {"2026-01-01": "25 %"},
    }
)

people = batch.population(count, seed=1)
start = time.perf_counter()
found = batch.compare(people, book, reform, month="2026-05")
taken = time.perf_counter() - start

print("A reform of the withholding tax in 2026-05, euros; a: today, b: reformed")
print()
print(found)
print(f"{2 * count} pays computed in {taken:.1f} seconds", file=sys.stderr)
