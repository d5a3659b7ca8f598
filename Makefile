# crosswire: two commands do all the set-up.
#
#   make brief    a virtual environment, the package, and a brief of the demo pile
#   make test     the same for the tests

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHARED ?= ../shared


.PHONY: chromium soak fuzz audit sbom help brief test lint bench bench-write speed docs golden clean
.DEFAULT_GOAL := help

help:
	@echo "make brief   brief the demo pile and write it as HTML"
	@echo "make test    lint, types and all tests"
	@echo "make bench   score the development sets in $(SHARED) against benchmarks/floors.toml"
	@echo "make bench-write   the same, and put the figures into README and docs/quality.md"
	@echo "make speed   how fast, as a ratio against a library in the same run"
	@echo "make soak    an hour of news in minutes, with a hundred kill -9, against one batch"
	@echo "make fuzz    hostile input at every door, for some minutes (BUDGET=seconds)"
	@echo "make audit   known faults of the libraries that are installed, where they can be looked up"
	@echo "make sbom    the bill of materials, as CycloneDX JSON"
	@echo "make docs    write the generated pages of docs/ anew"
	@echo "make golden  record the expected brief of the demo pile anew"
	@echo "make clean   remove the virtual environment and what was built"

$(VENV)/installed: pyproject.toml src/crosswire/__init__.py
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "crosswire needs Python 3.11 or newer: make PYTHON=/path/to/python3.11"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/installed-dev: $(VENV)/installed
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@# Spark is 490 MB and runs on Java alone: without either its tests are skipped, and say why.
	@if java -version 2>&1 | grep -Eq 'version "(1[7-9]|[2-9][0-9])'; \
	  then $(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[spark]' || \
	    echo "pyspark could not be installed: the tests of the Spark engine will be skipped"; \
	  else echo "no Java 17 (Debian: apt-get install openjdk-17-jre-headless): the tests of the Spark engine will be skipped"; fi
	@touch $@

brief: $(VENV)/installed
	@mkdir -p out
	@$(BIN)/crosswire brief examples/harbour
	@$(BIN)/crosswire brief examples/harbour --format html --output out/harbour.html
	@echo "Open it in a browser: $(CURDIR)/out/harbour.html"

lint: $(VENV)/installed-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

# The page tests drive the system's Chromium; it is installed where that may be done.
chromium:
	@command -v chromium chromium-browser google-chrome >/dev/null || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
	    apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null 2>&1; } || \
	  echo "there is no Chromium here: the tests that drive a browser are skipped"

test: lint chromium
	@$(BIN)/python -m pytest --numprocesses auto

bench: $(VENV)/installed-dev
	@$(BIN)/python -m benchmarks.run --shared $(SHARED)

bench-write: $(VENV)/installed-dev
	@$(BIN)/python -m benchmarks.run --shared $(SHARED) --write

speed: $(VENV)/installed-dev
	@$(BIN)/python -m benchmarks.speed --shared $(SHARED)

soak: $(VENV)/installed-dev
	@$(BIN)/python -m benchmarks.soak

BUDGET ?= 240

fuzz: $(VENV)/installed-dev
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[fuzz]' \
	  || echo "fuzz: atheris cannot be installed here, inputs are damaged by chance alone"
	@$(BIN)/python -m fuzz --seconds $(BUDGET)
	@$(BIN)/python -m fuzz.pages --count $$(( $(BUDGET) * 2 ))

audit: $(VENV)/installed-dev
	@$(BIN)/python -m supply.audit

sbom: $(VENV)/installed-dev
	@$(BIN)/python -m supply.sbom

docs: $(VENV)/installed-dev
	@$(BIN)/python -m docs.generate

golden: $(VENV)/installed-dev
	@$(BIN)/python -m pytest tests/test_demo.py --record -q

clean:
	@rm -rf $(VENV) out dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis
