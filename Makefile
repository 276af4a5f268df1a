# sharedpay needs Python 3.11 or later, make and git; everything else goes into $(VENV).
PYTHON  ?= python3
VENV    ?= .venv
WORKERS ?= 2

BIN  := $(VENV)/bin
PIP  := $(BIN)/python -m pip install --disable-pip-version-check --quiet
CODE := $(wildcard src tests examples benchmarks)

# What is installed is kept as a stamp, so that setting up again takes no time until pyproject.toml changes.
RUN_STAMP := $(VENV)/.sharedpay-run
DEV_STAMP := $(VENV)/.sharedpay-dev

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup java demo test check bench messages docs format clean

help: ## list what there is to do
	@awk 'BEGIN {FS = ":.*## "} /^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(DEV_STAMP) ## set up .venv with everything that the work on sharedpay needs

java: ## install the Java runtime that the tests of Spark need, on Debian and as root (they skip without it)
	command -v java || { apt-get update -qq && apt-get install -y -qq --no-install-recommends default-jre-headless; }

demo: $(RUN_STAMP) ## an invoice turned into pay: the settlement and the explained payslip
	$(BIN)/python examples/demo.py

test: $(DEV_STAMP) ## run the tests
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal tests

check: $(DEV_STAMP) ## run everything that must pass: ruff, mypy, import-linter, tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy $(CODE)
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal tests

bench: $(DEV_STAMP) ## measure what has an aim and write benchmarks/REPORT.md (BENCH=--quick: less of it)
	$(BIN)/python benchmarks/report.py $(BENCH)

docs: $(DEV_STAMP) ## run every example of README and manual, draw their pictures, build the manual in build/manual
	$(BIN)/python docs/pictures.py
	$(BIN)/python -m pytest tests/test_documentation.py
	$(BIN)/python -m sphinx -q -W --keep-going -b html docs build/manual
	@echo "The manual is at build/manual/index.html"

messages: $(DEV_STAMP) ## bring the catalogues of the languages in step with the code, and say what is to be translated
	$(BIN)/python -m sharedpay.show.messages

format: $(DEV_STAMP) ## format the code and mend what ruff can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## remove what the tools leave behind (not .venv)
	rm -rf build dist docs/law docs/pictures/manual .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .benchmarks
	find $(CODE) -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "sharedpay needs Python 3.11 or later, and $(PYTHON) is $$($(PYTHON) --version 2>&1)."; \
		echo "Name another one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@echo "Making $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV)

$(RUN_STAMP): pyproject.toml | $(BIN)/python
	@echo "Installing sharedpay and its command into $(VENV)"
	@$(PIP) --editable '.[cli]'
	@touch $@

$(DEV_STAMP): pyproject.toml | $(BIN)/python
	@echo "Installing sharedpay and its development tools into $(VENV) (a minute the first time)"
	@$(PIP) --editable '.[dev]'
	@touch $(RUN_STAMP) $@
