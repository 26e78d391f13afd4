#!/bin/sh
# Database, published data, sample programme, demo accounts, static files.
# With the embedded database each step is skipped while its inputs are unchanged.
set -eu
cd "$(dirname "$0")/.."
if [ "${DJANGO_ENV:-development}" = production ]; then
    echo "make run is for trying out and for development. For production see deploy/README.md." >&2
    exit 1
fi
# Without the font everything works but the PDF files, which say so.
scripts/system_packages.sh print || echo "Until then no PDF files can be made; all else works." >&2
manage=".venv/bin/python manage.py"
stamps=var/stamps
mkdir -p "$stamps"
if [ -z "${DATABASE_URL:-}" ] && [ ! -e var/cooperation.sqlite3 ]; then
    rm -f "$stamps"/data "$stamps"/accounts
fi

# Paths -> one checksum of their files' names and contents.
checksum() { find "$@" -type f ! -name '*.pyc' -print0 2>/dev/null | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum; }
changed() { [ -n "${DATABASE_URL:-}" ] && [ "$1" != static ] || [ "$(cat "$stamps/$1" 2>/dev/null)" != "$2" ]; }

# Compressing the static files takes as long as the data: side by side.
static=$(checksum static requirements/runtime.txt)
collecting=""
if changed static "$static" || [ ! -e "${STATIC_ROOT:-var/static}/staticfiles.json" ]; then
    $manage collectstatic --noinput --verbosity 0 &
    collecting=$!
fi

data=$(checksum seeds cooperation labor industry consumption requirements/runtime.txt)
if changed data "$data"; then
    $manage migrate --verbosity 0
    $manage seed
    $manage sample --scale city
    echo "$data" >"$stamps/data"
fi

if [ -n "$collecting" ]; then
    wait "$collecting"
    echo "$static" >"$stamps/static"
fi

echo "Demo accounts:"
# Passwords are random and printed once, unless DEMO_PASSWORD is given.
$manage demo_accounts
