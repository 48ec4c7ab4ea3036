# Two commands do everything on a fresh machine with Python 3.11+: `make demo` and `make test`.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
ARGS   ?=

.PHONY: help install demo test test-ceph check format bench images lock run clean

help:            ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/'

install: $(STAMP)  ## the locked environment in .venv

# uv is the fast road; where it cannot reach an index, plain pip takes the same lock.
$(STAMP): requirements/dev.lock requirements/uv.lock.txt pyproject.toml
	$(PYTHON) -m venv --without-pip $(VENV)
	@$(PYTHON) -m pip --python $(BIN)/python install -q --require-hashes -r requirements/uv.lock.txt \
	  && $(BIN)/uv pip install -q --python $(BIN)/python --require-hashes -r requirements/dev.lock \
	  || $(PYTHON) -m pip --python $(BIN)/python install -q --require-hashes -r requirements/dev.lock
	@$(PYTHON) -m pip --python $(BIN)/python install -q --no-deps --no-build-isolation -e .
	@touch $(STAMP)

demo: $(STAMP)   ## try the bot in a page, without a token; ARGS=--play plays a whole deal, ARGS=--help
	@$(BIN)/perfectlancer demo $(ARGS)

test: $(STAMP)   ## every test, on SQLite and on PostgreSQL
	@$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

# Where Ceph must be, as in CI, its absence is a failure.
test-ceph: $(STAMP)  ## the file store against Ceph's own gateway (Debian: radosgw ceph-mon ceph-osd)
	@if { command -v radosgw && command -v ceph-mon && command -v ceph-osd; } >/dev/null; then \
	  TEST_S3=ceph $(BIN)/python -m pytest tests/storage/test_file_store.py \
	    tests/storage/test_file_links.py tests/storage/test_file_listing.py $(ARGS); \
	else \
	  echo "Nothing tried: Ceph is not installed (apt-get install radosgw ceph-mon ceph-osd)."; \
	  test -z "$$CI"; \
	fi

check: $(STAMP)  ## format, lint, types
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy

format: $(STAMP) ## let ruff put the format right
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: $(STAMP)  ## measure; writes docs/benchmarks.md
	@$(BIN)/python -m benchmarks $(ARGS)

images: $(STAMP) ## play a deal in Chromium and take the README's pictures
	@$(BIN)/python -m tests.pages.pictures

run: $(STAMP)    ## the bot itself, with .env
	@$(BIN)/perfectlancer run

lock: $(STAMP)   ## resolve the dependencies anew
	@$(BIN)/uv pip compile pyproject.toml --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate -q -o requirements/runtime.lock
	@$(BIN)/uv pip compile pyproject.toml --extra dev --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate -q -o requirements/dev.lock

clean:           ## remove the environment and caches, keep var/
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache build *.egg-info
