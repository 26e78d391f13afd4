#!/bin/sh
# Print the Python to build the environment with, 3.11 or newer: the one that PYTHON names, else
# the first that really runs (version managers leave stubs on the PATH that fail) and can make an
# environment at once, else the first that runs. The distribution's own comes first: it is built
# with profile-guided optimisation, a version manager's usually is not, and takes a fifth longer.
set -u
runs() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
if [ -n "${PYTHON:-}" ]; then
    runs "$PYTHON" && command -v "$PYTHON" && exit 0
    echo "PYTHON=$PYTHON is no Python 3.11 or newer." >&2
    exit 1
fi
found=""
for candidate in /usr/bin/python3 python3 python3.13 python3.12 python3.11; do
    runs "$candidate" || continue
    found=${found:-$(command -v "$candidate")}
    if "$candidate" -c 'import ensurepip' >/dev/null 2>&1; then
        command -v "$candidate"
        exit 0
    fi
done
if [ -n "$found" ]; then
    echo "$found"
    exit 0
fi
echo "Python 3.11 or newer is needed (Debian: apt-get install python3). PYTHON=/path/to/python3 names another one." >&2
exit 1
