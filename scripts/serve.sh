#!/bin/sh
# Serve on 127.0.0.1:$PORT with the production server.
set -eu
cd "$(dirname "$0")/.."
PORT=${PORT:-8000}
if ! .venv/bin/python -c "import socket; socket.create_server(('127.0.0.1', $PORT)).close()" 2>/dev/null; then
    echo "Port $PORT is not free. Choose another one: make run PORT=8001" >&2
    exit 1
fi
export BIND="127.0.0.1:$PORT"
# Printed in the files of a meeting as the place where their numbers are looked up.
export SITE_URL="${SITE_URL:-http://127.0.0.1:$PORT}"
exec .venv/bin/python -m gunicorn --config deploy/gunicorn.conf.py cooperation.wsgi
