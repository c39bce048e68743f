# Everything here works on a fresh Debian with Python >= 3.11, venv, make and git.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: install demo test fuzz test-datasette1 lint score bench serve clean

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

# The generated pages of the tests: others in each run, and ten times as many torn ones.
fuzz: install
	FUZZ_EXAMPLES=1200 $(BIN)/pytest -n 2 --hypothesis-profile=dice --timeout 3600 \
		tests/splitter/test_hostile.py tests/splitter/comments/test_hostile_comments.py \
		tests/splitter/comments/test_threads_read_back.py tests/splitter/comments/test_platforms_read_back.py

# The reading side once more, on Datasette 1.0's current alpha, in a venv of its own.
DATASETTE1 := 1.0a41
test-datasette1:
	@$(MAKE) --no-print-directory .venv-datasette1/.ready || { echo "skipped: Datasette $(DATASETTE1) cannot be had"; exit 0; }
	@test ! -e .venv-datasette1/.ready || .venv-datasette1/bin/python -m pytest tests/exports tests/commands/test_serve.py

.venv-datasette1/.ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv-datasette1
	.venv-datasette1/bin/python -m pip install --quiet --disable-pip-version-check --upgrade "pip>=25.1"
	grep -v '^datasette==' constraints.txt > .venv-datasette1/constraints.txt
	.venv-datasette1/bin/python -m pip install --quiet --disable-pip-version-check --constraint .venv-datasette1/constraints.txt \
		--editable '.[serve]' "datasette==$(DATASETTE1)" --group dev
	touch $@

# How exact the splitter is; fails below the recorded floors (raise them: python -m benchmarks.score --raise).
score: install
	$(BIN)/python -m benchmarks.score

bench: install
	$(BIN)/python -m benchmarks

clean:
	rm -rf .venv .venv-datasette1 demo.db
