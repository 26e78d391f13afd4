#!/bin/sh
# Everything: static checks, the tests on SQLite, on PostgreSQL, and in a real browser.
set -eu
cd "$(dirname "$0")/.."
given=${DATABASE_URL:-}
unset DATABASE_URL
# Compiling every test anew three times takes half a minute.
unset PYTHONDONTWRITEBYTECODE
scripts/environment.sh dev
DATABASE_URL=$given scripts/system_packages.sh postgresql browser print documents
pytest=".venv/bin/python -m pytest -q"

echo "== Static checks"
scripts/static_checks.sh
echo "== SQLite"
$pytest -n 2 --dist worksteal --ignore=tests/browser
echo "== PostgreSQL"
DATABASE_URL=$given scripts/with_postgresql.py $pytest -n 2 --dist worksteal --ignore=tests/browser \
    -m "not one_database"
echo "== Chromium"
# Each worker has a site of its own, but for a site that is given.
[ -n "${SITE_URL:-}" ] && workers=0 || workers=2
$pytest -n $workers --dist worksteal tests/browser
