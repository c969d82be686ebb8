#!/bin/sh
# What cleaning costs beside iconv and cat, on 100 MB of text: CPU seconds (user + system, median of several runs by
# turns), the ratio to iconv, the peak of memory, and whether cost and memory stay in proportion from 10 to 100 MB.
#
# usage: speed.sh [FILE...]    the text of FILEs over and over; without, the Chinese UTF-8 pages of corpus/
# OCRMEND: the command (default: ./ocrmend); RUNS: how many (default 7); WORK: a directory for some 220 MB
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
runs=${RUNS:-7}
# shellcheck source=bench/common.sh
. "$top/bench/common.sh"

[ $# -gt 0 ] || set -- "$top"/corpus/news-columns/raw.txt "$top"/corpus/news-mupdf/raw.txt "$top"/corpus/ocr-paddle/raw.txt
cat "$@" >"$work/page"
size=$(wc -c <"$work/page")
for mb in 10 100; do
    copies $((mb * 1000000 / size + 1)) "$work/page" >"$work/$mb"
done

# run NAME INPUT COMMAND...: its CPU seconds are added to NAME.cpu, its peak KiB to NAME.kib
run() {
    name=$1
    input=$2
    shift 2
    /usr/bin/time -a -o "$work/$name.time" -f '%U %S %M' "$@" <"$work/$input" >"$work/out"
}

i=0
while [ "$i" -lt "$runs" ]; do
    run cat 100 cat
    run iconv 100 iconv -f UTF-8 -t UTF-8
    run clean 100 "$ocrmend" clean
    run lines 100 "$ocrmend" clean --keep-lines
    run log 100 "$ocrmend" clean -o /dev/null --edits=-
    # ten times: what 10 MB cost once is near the resolution of time
    run clean10 10 sh -c 'for k in 0 1 2 3 4 5 6 7 8 9; do "$1" clean <"$2" || exit; done' sh "$ocrmend" "$work/10"
    i=$((i + 1))
done

mb=$(awk -v n="$(wc -c <"$work/100")" 'BEGIN { print n / 1e6 }')
iconv=$(figure iconv 1)
echo "$mb MB of $* ($size bytes), $runs runs by turns, medians"
printf '%-36s %8s %8s %8s %10s\n' "" "CPU s" "MB/s" "x iconv" "peak MiB"
row() {
    awk -v what="$1" -v s="$(figure "$2" 1)" -v kib="$(figure "$2" 2)" -v mb="$mb" -v iconv="$iconv" \
        'BEGIN { printf "%-36s %8.3f %8.0f %8.2f %10.1f\n", what, s, s ? mb / s : 0, s / iconv, kib }'
}
row "cat" cat
row "iconv -f UTF-8 -t UTF-8" iconv
row "ocrmend clean" clean
row "ocrmend clean --keep-lines" lines
row "ocrmend clean --edits (log only)" log
awk -v ten="$(figure clean10 1)" -v b="$(figure clean 1)" -v m="$(figure clean10 2)" -v n="$(figure clean 2)" -v s="$mb" \
    -v t="$(wc -c <"$work/10")" 'BEGIN {
    a = ten / 10
    printf "10 MB: %.3f s, %.1f MiB; 100 MB takes %.1f times the CPU for %.1f times the text and %.2f times the memory\n",
        a, m, b / a, s * 1e6 / t, n / m }'
