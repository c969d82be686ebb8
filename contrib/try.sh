#!/bin/sh
# From a fresh clone on Debian 12: install what is missing, build in build/try, clean a page of the corpus and show what
# differs.  try.sh [FILE] takes another page.
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
page=${1:-$top/corpus/news-columns/raw.txt}
case $page in /*) ;; *) page=$PWD/$page ;; esac

sh "$top/contrib/needs.sh"
[ -x "$top/configure" ] || (cd "$top" && autoreconf -fi >/dev/null)
mkdir -p "$top/build/try"
cd "$top/build/try"
[ -e Makefile ] || "$top/configure" -q
make -s
./ocrmend clean -v -o clean.txt --edits=edits.jsonl "$page"
./ocrmend diff "$page" clean.txt || [ $? -eq 1 ]
./ocrmend revert -o raw.txt clean.txt edits.jsonl
cmp raw.txt "$page"
echo "Above: [-raw-] and {+clean+}.  Each change is in build/try/edits.jsonl; undoing them gave the raw page, byte for byte."
