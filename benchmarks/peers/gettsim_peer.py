"""GETTSIM: wage tax, solidarity surcharge and contributions of both sides on gross pay, 2025; in its own venv."""

from __future__ import annotations

import json
import sys
import time
import warnings
from typing import Any

import numpy as np
from gettsim import InputData, MainTarget, TTTargets, main

DATE = "2025-01-01"
TARGETS: dict[str, Any] = {
    "lohnsteuer": {"betrag_m": None, "betrag_soli_m": None},
    "sozialversicherung": {"beiträge_versicherter_m": None, "beiträge_arbeitgeber_m": None},
}
NO_PENSION = {"sozialversicherung__rente__altersrente__betrag_m": 0.0}
"""Given as data, so that the whole law of pensions need not be computed."""
VALUES = {"alter": 55, "arbeitsstunden_w": 38.0, "geburtsjahr": 1970, "geburtsmonat": 1, "lohnsteuer__steuerklasse": 1}
VALUES |= {"sozialversicherung__rente__jahr_renteneintritt": 2030, "sozialversicherung__rente__monat_renteneintritt": 1}
SINGLES = 20
"""Rounds of a single case."""
KINDS = {"IntColumn": np.int64, "FloatColumn": np.float64, "BoolColumn": np.bool_}


def run(rows: int, rounds: int, backend: str) -> dict[str, Any]:
    template = main(
        main_target=MainTarget.templates.input_data_dtypes.tree,
        policy_date_str=DATE,
        tt_targets=TTTargets(tree=TARGETS),
        input_data=InputData.qname({name: np.full(1, value) for name, value in NO_PENSION.items()}),
        include_fail_nodes=False,
        backend=backend,
    )
    data: dict[str, Any] = {name: np.full(rows, VALUES.get(name, 0), KINDS[kind]) for name, kind in _flat(template)}
    data |= {name: np.full(rows, value) for name, value in NO_PENSION.items()}
    data["p_id"] = np.arange(rows)
    for name in data:
        if "p_id_" in name:
            data[name] = np.full(rows, -1)
    data["einnahmen__bruttolohn_m"] = np.random.default_rng(0).uniform(1_500, 6_000, rows)
    made = main(
        main_targets=["tt_function", "processed_data"],
        policy_date_str=DATE,
        tt_targets=TTTargets(tree=TARGETS),
        input_data=InputData.qname(data),
        include_fail_nodes=False,
        backend=backend,
    )
    function, columns = made["tt_function"], made["processed_data"]
    times, found = [], {}
    for _ in range(rounds + 1):
        start = time.perf_counter()
        found = {name: np.asarray(column) for name, column in function(columns).items()}
        times.append(time.perf_counter() - start)
    tax = found["lohnsteuer__betrag_m"]
    assert tax.shape == (rows,)
    assert 0 < tax.mean() < 2_000
    return {"first": times[0], "seconds": times[1:], "kind": str(tax.dtype)}


def _flat(tree: dict[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for name, value in tree.items():
        found += _flat(value, f"{prefix}{name}__") if isinstance(value, dict) else [(prefix + name, value)]
    return found


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    single = run(1, SINGLES, sys.argv[3])
    print(json.dumps({**run(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]), "single": single["seconds"]}))
