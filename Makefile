# The commands of this project. On a bare Debian 12, `make run` and `make test` do all the set-up.
PORT ?= 8000
export PORT
PYTHON = .venv/bin/python

.PHONY: help run setup test check bench format lock vendor screenshots clean

help:  ## this list
	@grep -E '^[a-z]+: .*##' Makefile | sed 's/:.*##/\t/' | expand -t 14

run: setup  ## set everything up and serve on http://127.0.0.1:8000 (PORT= changes it)
	@scripts/serve.sh

setup:  ## environment, database, published data, sample programme, demo accounts
	@scripts/environment.sh runtime
	@scripts/prepare.sh

test:  ## everything: SQLite, PostgreSQL, Chromium; installs what is missing
	@scripts/test.sh

check:  ## the quick daily check: SQLite, no browser, linter, types, deployment settings
	@scripts/check.sh

bench:  ## the benchmarks, on SQLite and PostgreSQL
	@scripts/bench.sh

format:  ## format the Python code
	@scripts/environment.sh dev
	@$(PYTHON) -m ruff check --fix --quiet . ; $(PYTHON) -m ruff format .

lock:  ## make the hashed locks anew from pyproject.toml (UPGRADE=1 takes newer versions)
	@scripts/lock.sh

vendor:  ## fetch the vendored browser files anew (needs npm)
	@scripts/vendor.sh

screenshots:  ## pictures of the pages for the README, into docs/images
	@scripts/environment.sh dev
	@scripts/system_packages.sh browser
	@PYTHONPATH=. $(PYTHON) scripts/screenshots.py docs/images

clean:  ## remove what make made (the database in var/ too)
	rm -rf .venv var .pytest_cache .mypy_cache .ruff_cache .hypothesis test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
