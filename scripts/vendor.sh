#!/bin/sh
# Fetch the vendored browser files anew (needs npm and a network; the product itself needs neither).
# To upgrade: change the versions here, run it, read the diff, run `make test`.
# plotly.js has to be the version inside the Python package plotly, which checks the figures in tests.
set -eu
PLOTLY=4.1.1
AXE=4.14.1

root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init -y >/dev/null
npm install --ignore-scripts --no-audit --no-fund --no-package-lock "plotly.js@$PLOTLY" "axe-core@$AXE"

# A sourceMappingURL whose map is not shipped breaks collectstatic.
plain() { sed 's#^//[\#@] sourceMappingURL=.*$##' "$1" >"$2"; }

plotly=$root/static/vendor/plotly
mkdir -p "$plotly"
plain node_modules/plotly.js/dist/plotly-basic.min.js "$plotly/plotly-basic.min.js"
plain node_modules/plotly.js/dist/plotly-locale-zh-cn.js "$plotly/plotly-locale-zh-cn.js"
cp node_modules/plotly.js/LICENSE "$plotly/LICENSE"
PLOTLY=$PLOTLY node "$root/scripts/plotly_css.js" node_modules/plotly.js/build/plotcss.js >"$plotly/plotly.css"

axe=$root/tests/browser/vendor
mkdir -p "$axe"
plain node_modules/axe-core/axe.min.js "$axe/axe.min.js"
cp node_modules/axe-core/LICENSE "$axe/axe-LICENSE"
