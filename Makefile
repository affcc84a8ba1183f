# Two commands are all a newcomer needs: `make case` and `make test`. `make help` lists the rest.
SHELL := /bin/sh
PYTHON ?= python3
VENV ?= .venv
CASE ?= maybach-2018
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PEERS := $(VENV)/.peers

.DEFAULT_GOAL := help
.PHONY: help case cases test test-scale lab check report notebook docs bench bench-names lock format clean

help: ## list the commands
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 18

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; found " + sys.version.split()[0] + " (say make PYTHON=/path/to/python3.11)") if sys.version_info < (3, 11) else None'
	@echo "Creating the environment in $(VENV) (once, about three minutes)"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q osint_helpers
	@touch $(READY)

case: $(READY) ## regenerate the case notebook, write its HTML and PDF report, say what they hold
	@$(BIN)/osint run $(CASE)

cases: $(READY) ## the same for every case, side by side
	@$(BIN)/python scripts/spark.py
	@$(BIN)/osint run --all

test: $(READY) ## every check: lint, types, import rules, tests, strict nbval, guard, browser
	@$(BIN)/python scripts/check.py

test-scale: $(READY) ## DuckDB against Spark at a million rows (needs Java 17; several minutes)
	@$(BIN)/python scripts/check.py --scale

lab: $(READY) ## open JupyterLab on the notebooks
	@$(BIN)/jupyter trust notebooks/*.ipynb >/dev/null
	@$(BIN)/jupyter lab --notebook-dir=notebooks

check: $(READY) ## lint the case like a compiler
	@$(BIN)/osint check $(CASE)

notebook: $(READY) ## regenerate the notebook only
	@$(BIN)/osint notebook $(CASE)

report: $(READY) ## write HTML and PDF from the notebook as it stands
	@$(BIN)/osint report $(CASE)

docs: $(READY) ## build the documentation site into build/docs (asks no network)
	@$(BIN)/python scripts/make_docs.py

$(PEERS): benchmarks/requirements.lock $(READY)
	@echo "Installing the peers of the benchmarks into $(VENV) (once)"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r benchmarks/requirements.lock
	@touch $(PEERS)

bench: $(READY) $(PEERS) ## measure every figure README and docs/performance.md quote
	@$(BIN)/python scripts/spark.py
	@for script in benchmarks/[a-z]*.py; do echo "== $$script"; $(BIN)/python $$script || exit 1; done

bench-names: $(READY) $(PEERS) ## measure the name matcher beside WRatio (and nomenklatura where installed)
	@$(BIN)/python benchmarks/names.py

lock: ## renew requirements.lock and environment.yml from pyproject.toml (needs uv)
	@uv pip compile pyproject.toml --extra pdf --extra collect --extra tracks --extra sample-data --extra browser --extra docs --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --quiet --output-file requirements.lock
	@uv pip compile tests/conformance/requirements.in --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --quiet --output-file tests/conformance/requirements.lock
	@uv pip compile tests/spark/requirements.in --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --quiet --output-file tests/spark/requirements.lock
	@uv pip compile benchmarks/requirements.in -c requirements.lock --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --quiet --output-file benchmarks/requirements.lock
	@$(PYTHON) scripts/make_environment.py

format: $(READY) ## format the code
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

clean: ## remove what was built (not the environment)
	@rm -rf build .mypy_cache .ruff_cache .import_linter_cache .hypothesis
