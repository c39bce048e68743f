# Everything here works on a fresh Debian with Python >= 3.11, venv, make and git.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: install demo test lint score bench serve clean

install: .venv/.ready

.venv/.ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[serve]' --group dev
	touch $@

demo: install
	$(BIN)/scrapy demo

serve: install
	$(BIN)/scrapy serve $(if $(ARCHIVE),-s ARCHIVE=$(ARCHIVE))

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: lint
	$(BIN)/pytest -n 2 --dist worksteal

bench: install
	$(BIN)/python -m benchmarks

clean:
	rm -rf .venv demo.db
