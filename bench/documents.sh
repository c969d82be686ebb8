#!/bin/sh
# What cleaning a document costs beside parsing it: hOCR in, hOCR and text out, against `xmllint --noout` and expat's bare
# parse (xmlwf) of the same file; CPU seconds (user + system, median of several runs by turns), MB a second, peak memory.
#
# usage: documents.sh [FILE.hocr...]   one book of all their pages over and over; without, the page of corpus/
# OCRMEND: the command (default: ./ocrmend); RUNS: how many (default 5); WORK: a directory for some 200 MB
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
runs=${RUNS:-5}
# shellcheck source=bench/common.sh
. "$top/bench/common.sh"

for tool in xmllint xmlwf; do
    command -v "$tool" >/dev/null || { echo "documents.sh: no $tool (Debian: libxml2-utils expat)" >&2; exit 2; }
done

[ $# -gt 0 ] || set -- "$top/corpus/scan-column/raw.hocr"
# head of the first file, pages of all, tail
sed '/<body>/q' "$1" >"$work/book"
for file; do
    sed -e '1,/<body>/d' -e '/<\/body>/,$d' "$file"
done >"$work/pages"
copies $((60000000 / $(wc -c <"$work/pages") + 1)) "$work/pages" >>"$work/book"
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
    awk -v mb="$mb" -v what="$name" -v s="$(figure "$name" 1)" -v mib="$(figure "$name" 2)" 'BEGIN {
        title["xmllint"] = "xmllint --noout"; title["xmlwf"] = "xmlwf (expat alone)"
        title["same"] = "ocrmend clean --to=same"; title["text"] = "ocrmend clean --to=txt"
        printf "%-30s %8.3f %8.0f %10.1f\n", title[what], s, mb / s, mib }'
done
