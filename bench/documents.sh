#!/bin/sh
# What cleaning a document costs beside parsing it: hOCR in, hOCR and text out, against `xmllint --noout` and expat's bare
# parse (xmlwf) of the same file; CPU seconds (user + system, median of several runs by turns), MB a second, peak memory.
#
# usage: documents.sh [FILE.hocr...]   one book of all their pages over and over; without, the page of corpus/
# OCRMEND: the command (default: ./ocrmend); RUNS: how many (default 5); WORK: a directory for some 200 MB
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
runs=${RUNS:-5}
ocrmend=${OCRMEND:-./ocrmend}
work=$(mktemp -d "${WORK:-${TMPDIR:-/tmp}}/documents.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
LC_ALL=C
export LC_ALL

for tool in /usr/bin/time xmllint xmlwf "$ocrmend"; do
    command -v "$tool" >/dev/null || { echo "documents.sh: no $tool (Debian: time libxml2-utils expat)" >&2; exit 2; }
done
libs=$(dirname "$ocrmend")/.libs
if [ -x "$libs/ocrmend" ]; then
    LD_LIBRARY_PATH=$(cd "$libs" && pwd)${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
    export LD_LIBRARY_PATH
    ocrmend=$libs/ocrmend
fi

[ $# -gt 0 ] || set -- "$top/corpus/scan-column/raw.hocr"
# head of the first file, pages of all, tail
sed '/<body>/q' "$1" >"$work/book"
for file; do
    sed -e '1,/<body>/d' -e '/<\/body>/,$d' "$file"
done >"$work/pages"
size=$(wc -c <"$work/pages")
awk -v n=$((60000000 / size + 1)) -v pages="$work/pages" 'BEGIN { for (i = 0; i < n; i++) print pages }' |
    xargs cat >>"$work/book"
echo ' </body></html>' >>"$work/book"

run() {
    name=$1
    shift
    /usr/bin/time -a -o "$work/$name.time" -f '%U %S %M' "$@" "$work/book" >"$work/out"
}

i=0
while [ "$i" -lt "$runs" ]; do
    run xmllint xmllint --noout
    run xmlwf xmlwf
    run same "$ocrmend" clean -q --to=same
    run text "$ocrmend" clean -q --to=txt
    i=$((i + 1))
done

mb=$(awk -v n="$(wc -c <"$work/book")" 'BEGIN { print n / 1e6 }')
echo "$mb MB of hOCR, $runs runs by turns, medians"
printf '%-30s %8s %8s %10s\n' "" "CPU s" "MB/s" "peak MiB"
for name in xmllint xmlwf same text; do
    awk '{ print $1 + $2, $3 / 1024 }' "$work/$name.time" | sort -n | sed -n "$(((runs + 1) / 2))p" |
        awk -v mb="$mb" -v what="$name" 'BEGIN {
            title["xmllint"] = "xmllint --noout"; title["xmlwf"] = "xmlwf (expat alone)"
            title["same"] = "ocrmend clean --to=same"; title["text"] = "ocrmend clean --to=txt" }
            { printf "%-30s %8.3f %8.0f %10.1f\n", title[what], $1, mb / $1, $2 }'
done
