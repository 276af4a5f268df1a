"""Tax-Calculator: payroll and income tax of a year on wages; run in its own venv."""

from __future__ import annotations

import json
import sys
import time
import warnings
from typing import Any

import numpy as np
import pandas as pd
from taxcalc import Calculator, Policy, Records

YEAR = 2025
SINGLES = 20
"""Rounds of a single case."""


def run(rows: int, rounds: int) -> dict[str, Any]:
    wages = np.random.default_rng(0).uniform(18_000, 72_000, rows)
    people = pd.DataFrame(
        {"RECID": np.arange(1, rows + 1), "MARS": 1, "FLPDYR": YEAR, "e00200": wages, "e00200p": wages}
    )
    times, whole, kind = [], [], ""
    for _ in range(rounds + 1):
        began = time.perf_counter()
        policy = Policy()
        policy.set_year(YEAR)
        records = Records(data=people, start_year=YEAR, gfactors=None, weights=None)
        calculator = Calculator(policy=policy, records=records, verbose=False)
        start = time.perf_counter()
        calculator.calc_all()
        times.append(time.perf_counter() - start)
        whole.append(time.perf_counter() - began)
        payroll, income = calculator.array("payrolltax"), calculator.array("iitax")
        assert payroll.shape == income.shape == (rows,)
        kind = str(income.dtype)
        assert payroll.mean() > 0
    return {"first": times[0], "seconds": times[1:], "whole": whole[1:], "kind": kind}


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    single = run(1, SINGLES)
    print(json.dumps({**run(int(sys.argv[1]), int(sys.argv[2])), "single": single["whole"]}))
