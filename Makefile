# Two commands do all the set-up: `make run` and `make test`. The rest is for those who work on Pullquote itself.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
ARGS ?=
DATA ?= ../shared

.PHONY: run test lint bench fuzz model screenshots clean

run: $(VENV)/.installed
	@$(BIN)/pullquote $(ARGS)

test: $(VENV)/.installed-test lint
	$(BIN)/pytest -n 2

lint: $(VENV)/.installed-test
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.installed-test
	$(BIN)/python -m tests.benchmarks --data $(DATA)

fuzz: $(VENV)/.installed-test
	-$(BIN)/pip install --quiet atheris
	$(BIN)/pytest -n 2 tests/bad_input --hypothesis-profile=fuzz
	$(BIN)/python -m tests.bad_input.with_atheris

model: $(VENV)/.installed-test
	$(BIN)/pip install --quiet -e '.[train]'
	$(BIN)/python -m analysis.language.training --data $(DATA)/data

screenshots: $(VENV)/.installed-test
	$(BIN)/python -m tests.screenshots

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

$(VENV)/.installed: pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet -e .
	@touch $@

$(VENV)/.installed-test: pyproject.toml | $(VENV)/bin/python
	$(BIN)/pip install --quiet -e '.[test]'
	@touch $@ $(VENV)/.installed

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis
