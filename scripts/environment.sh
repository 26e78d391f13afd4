#!/bin/sh
# Build .venv from the hashed locks: `environment.sh runtime` or `environment.sh dev`.
# A stamp with the locks' checksum makes the next call immediate.
set -eu
cd "$(dirname "$0")/.."
kind=${1:-runtime}
locks="-r requirements/runtime.txt"
[ "$kind" = dev ] && locks="$locks -r requirements/dev.txt"

checksum() { cat requirements/runtime.txt requirements/"$1".txt | sha256sum | cut -d' ' -f1; }
stamp=.venv/stamp-$kind
wanted=$(checksum "$kind")
if [ -x .venv/bin/python ] && .venv/bin/python -c "" 2>/dev/null; then
    [ "$(cat "$stamp" 2>/dev/null)" = "$wanted" ] && exit 0
else
    python=$(scripts/python.sh)
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then
        scripts/system_packages.sh venv
    fi
    echo "Creating the environment .venv with $("$python" --version)"
    "$python" -m venv .venv
fi

echo "Installing the $kind packages from the hashed lock"
pip="env PIP_DISABLE_PIP_VERSION_CHECK=1 .venv/bin/python -m pip install --quiet --require-hashes"
# uv is four times as fast; where it cannot be had, pip does the same.
if { [ -x .venv/bin/uv ] || $pip -r requirements/uv.txt; } &&
    VIRTUAL_ENV=.venv .venv/bin/uv pip install --quiet --compile-bytecode --require-hashes $locks; then
    :
else
    echo "uv did not work here; using pip"
    $pip $locks
fi
# A later switch between the two kinds must look at the locks again.
rm -f .venv/stamp-*
echo "$wanted" >"$stamp"
[ "$kind" = dev ] && checksum runtime >.venv/stamp-runtime
exit 0
