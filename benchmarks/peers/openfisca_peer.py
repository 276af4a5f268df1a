"""OpenFisca-France: gross to net and to the cost of work of one month; run in its own venv."""

from __future__ import annotations

import json
import sys
import time
import warnings
from typing import Any

import numpy as np
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_france import CountryTaxBenefitSystem

MONTH = "2025-05"
SINGLES = 20
"""Rounds of a single case."""


def run(rows: int, rounds: int) -> dict[str, Any]:
    system = CountryTaxBenefitSystem()
    gross = np.random.default_rng(0).uniform(1_500, 6_000, rows)
    times, kind = [], ""
    for _ in range(rounds + 1):
        start = time.perf_counter()
        simulation = SimulationBuilder().build_default_simulation(system, rows)
        simulation.set_input("salaire_de_base", MONTH, gross)
        net = simulation.calculate("salaire_net", MONTH)
        cost = simulation.calculate("cout_du_travail", MONTH)
        times.append(time.perf_counter() - start)
        assert net.shape == cost.shape == (rows,)
        kind = str(net.dtype)
        assert net.mean() < gross.mean() < cost.mean()
    return {"first": times[0], "seconds": times[1:], "kind": kind}


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    single = run(1, SINGLES)
    print(json.dumps({**run(int(sys.argv[1]), int(sys.argv[2])), "single": single["seconds"]}))
