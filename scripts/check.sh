#!/bin/sh
# The quick daily check: linter, format, types, migrations, deployment settings, tests on SQLite
# without the slow ones, in tables made from the models (makemigrations --check says that the
# migrations lead to the same; the complete run takes their way).
set -eu
cd "$(dirname "$0")/.."
scripts/environment.sh dev
unset DATABASE_URL
scripts/static_checks.sh
exec .venv/bin/python -m pytest -n 2 -q -m "not slow" --no-migrations --dist worksteal \
    --ignore=tests/browser "$@"
