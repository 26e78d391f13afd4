#!/bin/sh
# The quick daily check: linter, format, types, migrations, deployment settings, tests on SQLite
# without the slow ones, in tables made from the models (makemigrations --check says that the
# migrations lead to the same; the complete run takes their way).
set -eu
cd "$(dirname "$0")/.."
scripts/environment.sh dev
scripts/system_packages.sh print
unset DATABASE_URL
# Compiling every test anew takes as long as a tenth of the tests.
unset PYTHONDONTWRITEBYTECODE
# Beside the tests, whose two workers are not busy all the time.
found=$(mktemp)
trap 'rm -f "$found"' EXIT
scripts/static_checks.sh >"$found" 2>&1 &
static=$!
failed=0
.venv/bin/python -m pytest -n 2 -q -m "not slow" --no-migrations --dist worksteal \
    --ignore=tests/browser "$@" || failed=$?
wait "$static" || failed=$?
cat "$found"
exit "$failed"
