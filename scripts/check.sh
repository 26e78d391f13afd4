#!/bin/sh
# The quick daily check: linter, format, types, migrations, deployment settings, tests on SQLite
# without the slow ones.
set -eu
cd "$(dirname "$0")/.."
scripts/environment.sh dev
unset DATABASE_URL
scripts/static_checks.sh
exec .venv/bin/python -m pytest -n 2 -q -m "not slow" --ignore=tests/browser "$@"
