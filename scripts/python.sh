#!/bin/sh
# Print the Python to build the environment with, 3.11 or newer: the one that PYTHON names, else
# the first that really runs (version managers leave stubs on the PATH that fail) and can make an
# environment at once, else the first that runs. The distribution's own comes first: it is built
# with profile-guided optimisation, a version manager's usually is not, and takes a fifth longer.
set -u
runs() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }
found=""
for candidate in ${PYTHON:-} /usr/bin/python3 python3 python3.13 python3.12 python3.11; do
    runs "$candidate" || continue
    if [ "$candidate" = "${PYTHON:-}" ] || "$candidate" -c 'import ensurepip' 2>/dev/null; then
        command -v "$candidate"
        exit 0
    fi
    found=${found:-$(command -v "$candidate")}
done
if [ -n "$found" ]; then
    echo "$found"
    exit 0
fi
echo "Python 3.11 or newer is needed (Debian: apt-get install python3). PYTHON=/path/to/python3 names another one." >&2
exit 1
