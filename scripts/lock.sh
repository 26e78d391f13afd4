#!/bin/sh
# Make requirements/*.txt from pyproject.toml: exact versions and hashes for every platform,
# without addresses, so that any package index serves.
set -eu
cd "$(dirname "$0")/.."
scripts/environment.sh runtime
lock() {
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header \
        --no-emit-index-url --no-emit-find-links ${UPGRADE:+--upgrade} "$@"
}
lock pyproject.toml --output-file requirements/runtime.txt
lock --group dev --constraints requirements/runtime.txt --output-file requirements/dev.txt
lock --group installer --output-file requirements/uv.txt
