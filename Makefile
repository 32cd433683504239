# Each of these sets up all that it needs in .venv. Python 3.11 or later and make are all that is assumed.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
LOCK := tests/requirements.txt
LOCK_OF_FUZZ := tests/fuzz/requirements.txt
TOOLS := .venv/tools/bin

.PHONY: demo test static check generate bench fuzz soak lock audit

demo: $(READY)
	@$(BIN)/scu demo

test: $(READY)
	@sh tests/install-peers.sh
	@$(BIN)/pytest --numprocesses=auto --dist=worksteal

# All that is known without running it.
static: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tools.pages --check

check: static
	@sh tests/install-peers.sh
	$(BIN)/pytest --quiet --numprocesses=auto tests/test_readme.py || { \
		echo 'README.md or docs/ show what the commands do not: .venv/bin/python -m tests.readme writes what they do.' >&2; \
		exit 1; }

# What is written from the command tree and other tables: completions/, man/, docs/old-options.md.
generate: $(READY)
	@$(BIN)/python -m tools.pages

# BENCH holds options: make bench BENCH="--quick --only store find"
bench: $(READY)
	@sh tests/install-peers.sh
	@$(BIN)/python -m tests.bench $(BENCH)

# Some minutes. FUZZ holds options: make fuzz FUZZ="--target pdus command --runs 100000 --seconds 600"
fuzz: $(READY)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary atheris \
		--require-hashes --requirement $(LOCK_OF_FUZZ) || echo 'atheris cannot be installed here; hypothesis goes on without it.' >&2
	@$(BIN)/python -m tests.fuzz $(FUZZ)

# Some minutes. SOAK holds options: make soak SOAK="--objects 5000 --only store get"
soak: $(READY)
	@sh tests/install-peers.sh
	@$(BIN)/python -m tests.soak $(SOAK)

COMPILE = $(TOOLS)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate

# What the tests run with, each version with its hashes, anew from pyproject.toml.
lock: $(READY) $(TOOLS)
	$(COMPILE) --extra dev --output-file $(LOCK) pyproject.toml
	$(COMPILE) --extra fuzz --constraint $(LOCK) --output-file $(LOCK_OF_FUZZ) pyproject.toml

# Whether anything in it is known to be vulnerable; asks PyPI about each, and fails where it gets no answer.
audit: $(READY) $(TOOLS)
	$(TOOLS)/pip-audit --strict --disable-pip --require-hashes --requirement $(LOCK) --requirement $(LOCK_OF_FUZZ)

$(TOOLS):
	@$(BIN)/python -m venv .venv/tools
	@$(TOOLS)/pip install --quiet --disable-pip-version-check uv pip-audit

$(READY): pyproject.toml $(LOCK)
	@test -x $(BIN)/python || for python in "$(PYTHON)" python3.14 python3.13 python3.12 python3.11; do \
		"$$python" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
		echo "Setting up .venv with $$python"; \
		"$$python" -m venv .venv && exit 0; \
	done; test -x $(BIN)/python || { \
		echo 'scu needs Python 3.11 or later with its venv module, and $(PYTHON) is not that.' >&2; \
		echo 'Install it (Debian: apt install python3-venv), or name one: make PYTHON=/path/to/python3' >&2; \
		exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement $(LOCK)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
