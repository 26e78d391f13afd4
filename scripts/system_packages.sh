#!/bin/sh
# Install the Debian packages that a step needs, if they are missing: `system_packages.sh venv browser postgresql`.
# `print` is the Chinese font of PDF files; `documents` opens the office files in the tests.
# Needs root for that; without it says what to install.
set -eu
missing=""
need() { case " $missing " in *" $1 "*) ;; *) missing="$missing $1" ;; esac; }
chinese_font() { ls /usr/share/fonts/opentype/noto/NotoSansCJK-*.ttc >/dev/null 2>&1 || need fonts-noto-cjk; }

for step in "$@"; do
    case $step in
    venv) need python3-venv ;;
    postgresql)
        ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || [ -n "${DATABASE_URL:-}" ] || need postgresql
        ;;
    browser)
        [ -x "${CHROMIUM:-/usr/bin/chromium}" ] || need chromium
        # Chinese glyphs, without which the pages are boxes; libatomic for Playwright's driver.
        chinese_font
        ls /usr/lib/*/libatomic.so.1 >/dev/null 2>&1 || need libatomic1
        ;;
    print) chinese_font ;;
    documents)
        # Two of its parts, without a desktop and without Java.
        program=/usr/lib/libreoffice/program
        [ -e $program/libscfiltlo.so ] || need libreoffice-calc-nogui
        [ -e $program/libswlo.so ] || need libreoffice-writer-nogui
        ;;
    esac
done
[ -z "$missing" ] && exit 0

if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "Missing packages:$missing. Install them first, as root: apt-get install$missing" >&2
    exit 1
fi
echo "Installing$missing"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
install() { apt-get install --yes --quiet --no-install-recommends $missing >"$log" 2>&1; }
if ! install && ! { apt-get update --quiet >"$log" 2>&1 && install; }; then
    cat "$log" >&2
    exit 1
fi
rm -f "$log"
