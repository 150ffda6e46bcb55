# What a newcomer needs: make run, make test. See README.md.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8080

.PHONY: run test test-all check bench install install-test clean

run: install
	$(BIN)/konferenz demo --home var --port $(PORT)

install: $(VENV)/installed

install-test: $(VENV)/installed-test

$(VENV)/installed: setup.cfg pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --editable .
	touch $@

$(VENV)/installed-test: setup.cfg pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --editable '.[test]'
	touch $(VENV)/installed $@

test: check
	$(BIN)/pytest -n 2 --dist loadfile -m "not long"

test-all: check
	LIVE_SECONDS=300 $(BIN)/pytest -n 2 --dist loadfile --junitxml=build/test-all.xml; \
	status=$$?; $(BIN)/python tests/report.py build/test-all.xml; exit $$status

check: install-test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	mkdir -p build/mypy/familienkonferenz
	for room in config page_templates plugins bots; do ln -sfn ../../../$$room build/mypy/familienkonferenz/$$room; done
	MYPYPATH=build/mypy $(BIN)/mypy -p familienkonferenz.config -p familienkonferenz.page_templates -p familienkonferenz.plugins -p familienkonferenz.bots
	$(BIN)/pytest tests/house

bench: install-test
	$(BIN)/python -m tests.bench

clean:
	rm -rf build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache
