#!/bin/sh
# Everything that can be known without running a test.
set -eu
cd "$(dirname "$0")/.."
python=.venv/bin/python
$python -m ruff check --quiet .
$python -m ruff format --check --quiet . || { echo "Run: make format" >&2; exit 1; }
$python -m mypy
DJANGO_ENV=test $python manage.py makemigrations --check --dry-run
# The production settings, with a throw-away key: any warning fails.
DJANGO_ENV=production ALLOWED_HOSTS=cooperation.example.org \
    SECRET_KEY=$($python -c 'import secrets; print(secrets.token_urlsafe(64))') \
    $python manage.py check --deploy --fail-level WARNING
