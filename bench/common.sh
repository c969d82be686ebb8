# shellcheck shell=sh
# common.sh - what the scripts that measure time share; sourced by them after set -eu: . "$top/bench/common.sh"
# Gives them the program `ocrmend` (OCRMEND, default ./ocrmend) and a directory `work` (in WORK) that goes at the end.

bench=$(basename "$0")
ocrmend=${OCRMEND:-./ocrmend}
work=$(mktemp -d "${WORK:-${TMPDIR:-/tmp}}/${bench%.sh}.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
LC_ALL=C
export LC_ALL

/usr/bin/time -f '' true 2>/dev/null || { echo "$bench: GNU time is needed (Debian's package time)" >&2; exit 2; }
command -v "$ocrmend" >/dev/null || { echo "$bench: no $ocrmend: build first, or set OCRMEND" >&2; exit 2; }
# in a build tree ./ocrmend is libtool's shell script: run the program itself
libs=$(dirname "$ocrmend")/.libs
if [ -x "$libs/ocrmend" ]; then
    LD_LIBRARY_PATH=$(cd "$libs" && pwd)${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
    export LD_LIBRARY_PATH
    ocrmend=$libs/ocrmend
fi

# copies N FILE: N copies one after the other
copies() {
    awk -v n="$1" -v file="$2" 'BEGIN { for (i = 0; i < n; i++) print file }' | xargs cat
}

# figure NAME COLUMN: of the lines "user system KiB" in NAME.time the median of CPU seconds (1) or peak MiB (2)
figure() {
    awk -v c="$2" '{ print c == 1 ? $1 + $2 : $3 / 1024 }' "$work/$1.time" | sort -n |
        awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'
}
