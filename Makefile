# Everything a user or a developer runs. `make demo` first; `make help` lists the rest.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet
DEMO   := demo

.PHONY: help demo test check lock bench clean
.DEFAULT_GOAL := help

help:
	@echo "make demo    set up, build the demo case, print its brief and write $(DEMO)/brief.html"
	@echo "make test    set up and run the whole test suite"
	@echo "make check   set up and run ruff, mypy, import-linter and the documentation test"
	@echo "make bench   measure the speed of reading, judging and serving on this machine"
	@echo "make bench DATA=folder   measure the reading on the benchmarks in the folder, beside peers"
	@echo "make lock    write the requirements files anew from pyproject.toml"
	@echo "make clean   remove the virtual environment and what was built"

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Truceline needs Python 3.11 or later; this is $$($(PYTHON) --version). Try: make PYTHON=python3.12 demo"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
		{ echo "Python could not make a virtual environment. On Debian: apt install python3-venv"; rm -rf $(VENV); exit 1; }

$(VENV)/run.stamp: requirements/run.txt pyproject.toml setup.py $(wildcard src/truceline/web/client/*) | $(BIN)/python
	@echo "Setting up in $(VENV) (a minute or two the first time) ..."
	@$(PIP) install --require-hashes --no-deps -r requirements/run.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/run.stamp
	@echo "Setting up the development tools ..."
	@$(PIP) install --require-hashes --no-deps -r requirements/dev.txt
	@touch $@

demo: $(VENV)/run.stamp
	@$(BIN)/truceline demo $(DEMO)

test: $(VENV)/dev.stamp
	$(BIN)/python -m pytest -q -n auto --maxprocesses 4 --dist loadfile

check: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q tests/docs

$(VENV)/bench.stamp: requirements/bench.txt $(VENV)/run.stamp
	@echo "Setting up the peers to measure beside ..."
	@$(PIP) install --require-hashes --no-deps -r requirements/bench.txt
	@touch $@

ifdef DATA
bench: $(VENV)/bench.stamp
	$(BIN)/truceline bench --data $(DATA)
else
bench: $(VENV)/dev.stamp $(VENV)/bench.stamp
	$(BIN)/python bench/read_speed.py
	$(BIN)/python bench/matrix_speed.py
	$(BIN)/python bench/answer_speed.py
	$(BIN)/python bench/query_speed.py
	$(BIN)/python bench/serve_speed.py
endif

LOCK := $(BIN)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-header --no-emit-options \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host pyproject.toml --extra build
lock: $(VENV)/dev.stamp
	$(LOCK) -o requirements/run.txt
	$(LOCK) --extra dev -c requirements/run.txt -o requirements/dev.txt
	$(LOCK) --extra bench -c requirements/run.txt -o requirements/bench.txt

clean:
	rm -rf $(VENV) $(DEMO) build dist src/*.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
