#!/bin/sh
# Clean the text of every page of a directory of OCR results and score it.
#
# usage: ocr.sh DIR [SCORE.PY [SCORE-OPTION...]]
# DIR holds a folder a page, with raw.ENGINE.txt (tesseract, paddle) and truth.txt.  SCORE.PY is called as
#   SCORE.PY DIR OUTPUTS --engine ENGINE; without it the cleaned pages are only counted.
# OCRMEND: the command (default: ./ocrmend); OUT: where the cleaned pages go and stay (default: thrown away)
# PYTHON: the interpreter for SCORE.PY; ARGS: options of `ocrmend clean`
set -eu
ocrmend=${OCRMEND:-./ocrmend}
dir=${1:?usage: ocr.sh DIR [SCORE.PY [SCORE-OPTION...]]}
score=${2-}
shift $(($# > 1 ? 2 : 1))
out=${OUT-}
if [ -z "$out" ]; then
    out=$(mktemp -d)
    trap 'rm -rf "$out"' EXIT
    trap 'exit 1' HUP INT TERM
fi

for engine in tesseract paddle; do
    n=0
    mkdir -p "$out/$engine"
    for raw in "$dir"/*/"raw.$engine.txt"; do
        [ -e "$raw" ] || continue
        page=${raw%/*}
        # shellcheck disable=SC2086 # options are words
        "$ocrmend" clean -q ${ARGS-} -o "$out/$engine/${page##*/}.txt" --edits="$out/$engine/${page##*/}.jsonl" "$raw"
        n=$((n + 1))
    done
    echo "== $engine: $n pages"
    [ "$n" -gt 0 ] || continue
    cat "$out/$engine"/*.jsonl | sed -n 's/^{"id":[0-9]*,"stage":"[a-z]*","rule":"\([a-z0-9-]*\)".*/\1/p' | sort | uniq -c | sort -rn
    [ -z "$score" ] || ${PYTHON:-python3} "$score" "$dir" "$out/$engine" --engine "$engine" "$@"
done
