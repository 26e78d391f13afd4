#!/bin/sh
# The benchmarks on both databases, over data of their own.
set -eu
cd "$(dirname "$0")/.."
given=${DATABASE_URL:-}
unset DATABASE_URL
scripts/environment.sh dev
DATABASE_URL=$given scripts/system_packages.sh postgresql
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo "== SQLite"
DATABASE_URL="sqlite:///$work/bench.sqlite3" .venv/bin/python -m benchmarks "$@"
echo "== PostgreSQL"
DATABASE_URL=$given scripts/with_postgresql.py .venv/bin/python -m benchmarks "$@"
