#!/bin/sh
# Clean every page of a directory of OCR results, as text and as the documents that are there, and score it.
#
# usage: ocr.sh DIR [SCORE.PY [SCORE-OPTION...]]
# DIR holds a folder a page, with raw.ENGINE.FORMAT (tesseract: txt hocr alto.xml tsv; paddle: txt json) and truth.txt.  SCORE.PY is called as
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

for raw in tesseract.txt tesseract.hocr tesseract.alto.xml tesseract.tsv paddle.txt paddle.json; do
    n=0
    mkdir -p "$out/$raw"
    for page in "$dir"/*/; do
        page=${page%/}
        [ -e "$page/raw.$raw" ] || continue
        # shellcheck disable=SC2086 # options are words
        "$ocrmend" clean -q --to=txt ${ARGS-} -o "$out/$raw/${page##*/}.txt" --edits="$out/$raw/${page##*/}.jsonl" \
            "$page/raw.$raw"
        n=$((n + 1))
    done
    echo "== $raw: $n pages"
    [ "$n" -gt 0 ] || continue
    cat "$out/$raw"/*.jsonl | sed -n 's/^{"id":[0-9]*,"stage":"[a-z]*","rule":"\([a-z0-9-]*\)".*/\1/p' | sort | uniq -c | sort -rn
    [ -z "$score" ] || ${PYTHON:-python3} "$score" "$dir" "$out/$raw" --engine "${raw%%.*}" "$@"
done
