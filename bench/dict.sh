#!/bin/sh
# How long a dictionary takes to be compiled and opened, how fast a text is matched with it and cleaned with it as a
# whole, and whether one wrong character in a name, and two in a long one, are found; beside it, where it can be compiled,
# an exact scan of the same names with libdatrie.
#
# usage: dict.sh NAMES.tsv TEXT    NAMES.tsv: a source of ocrmend-dict(5); TEXT: UTF-8, read over and over
# Run from a build directory after `make` and `make bench_dict`.  ROUNDS: over how many times (default 20)
set -eu
top=$(cd "$(dirname "$0")/.." && pwd)
names=${1:?usage: dict.sh NAMES.tsv TEXT}
text=${2:?usage: dict.sh NAMES.tsv TEXT}
rounds=${ROUNDS:-20}
# shellcheck source=bench/common.sh
. "$top/bench/common.sh"

[ -x ./bench_dict ] || { echo "dict.sh: no ./bench_dict: make bench_dict" >&2; exit 2; }
/usr/bin/time -f 'compile_s %e\ncompile_cpu_s %U\ncompile_peak_kib %M' "$ocrmend" dict build -q -o "$work/d" "$names"
./bench_dict speed "$work/d" "$text" "$rounds"
./bench_dict recall "$work/d"
copies "$rounds" "$text" >"$work/text"
/usr/bin/time -o "$work/time" -f '%U %S %M' "$ocrmend" clean -q -d "$work/d" -o "$work/clean" "$work/text"
awk -v bytes="$(wc -c <"$work/text")" \
    '{ printf "clean_mb_s %.1f\nclean_peak_mib %.1f\n", bytes / 1e6 / ($1 + $2), $3 / 1024 }' "$work/time"

if ${CC:-cc} -O2 -o "$work/datrie" "$top/bench/dict/datrie.c" -ldatrie 2>"$work/log"; then
    cut -f1 "$names" | tail -n +2 >"$work/names"
    "$work/datrie" "$work/names" "$text" "$rounds"
else
    echo "no libdatrie to compare with (Debian's libdatrie-dev)"
fi
