#!/bin/sh
# What `ocrmend diff` costs: CPU seconds (user + system) and peak memory on raw pages against their clean text, beside
# `git diff --word-diff-regex=.` (git's diff by characters) on a size that git can do, and on 100 MB by itself; then on
# 100 MB that have nothing in common.
#
# usage: diff.sh [FILE...]    raw text of FILEs over and over; without, the Chinese UTF-8 pages of corpus/
# OCRMEND: the command (default: ./ocrmend); MB: for git (default 5); WORK: a directory for some 450 MB
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
mb=${MB:-5}
# shellcheck source=bench/common.sh
. "$top/bench/common.sh"

[ $# -gt 0 ] || set -- "$top"/corpus/news-columns/raw.txt "$top"/corpus/news-mupdf/raw.txt "$top"/corpus/ocr-paddle/raw.txt
cat "$@" >"$work/page"
size=$(wc -c <"$work/page")

# pair MB: so much raw text, and what `clean` makes of it
pair() {
    copies $(($1 * 1000000 / size + 1)) "$work/page" >"$work/$1.raw"
    "$ocrmend" clean -q -o "$work/$1.clean" "$work/$1.raw"
}

# run NAME COMMAND...: status 1 is that of texts that differ
run() {
    name=$1
    shift
    /usr/bin/time -q -o "$work/time" -f '%U %S %M' "$@" >"$work/out" 2>/dev/null || [ $? -eq 1 ]
    awk -v what="$name" '{ printf "%-44s %8.2f CPU s %8.1f MiB\n", what, $1 + $2, $3 / 1024 }' "$work/time"
}

pair "$mb"
pair 100
run "git diff by characters, $mb MB" git diff --no-index --word-diff-regex=. "$work/$mb.raw" "$work/$mb.clean"
run "ocrmend diff, $mb MB" "$ocrmend" diff "$work/$mb.raw" "$work/$mb.clean"
run "ocrmend diff --summary, 100 MB" "$ocrmend" diff --summary "$work/100.raw" "$work/100.clean"
run "ocrmend diff, 100 MB" "$ocrmend" diff "$work/100.raw" "$work/100.clean"
"$ocrmend" diff --summary "$work/100.raw" "$work/100.clean" | tail -n 1 || [ $? -eq 1 ]
# every character another: the second and third bytes turned round by 32 are valid UTF-8 all the same
tr '\200-\277' '\240-\277\200-\237' <"$work/100.clean" >"$work/other"
run "ocrmend diff --summary, 100 MB, nothing alike" "$ocrmend" diff --summary "$work/100.raw" "$work/other"
