#!/bin/sh
# Print the first Python that really runs and is 3.11 or newer. (Version managers leave stubs
# on the PATH that exist but fail, so being there is not enough.) The distribution's own comes
# first: it is built with profile-guided optimisation, a version manager's usually is not, and
# pages take a fifth longer with it.
for candidate in ${PYTHON:-} /usr/bin/python3 python3 python3.13 python3.12 python3.11; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        command -v "$candidate"
        exit 0
    fi
done
echo "Python 3.11 or newer is needed (Debian: apt-get install python3). PYTHON=/path/to/python3 names another one." >&2
exit 1
