#!/bin/sh
# README.md says what is true, in TAP: each command of its console blocks, run where corpus/ is, prints what stands below
# it, and its C program is contrib/example.c, which the build has compiled.
readme=${SRCDIR:-.}/README.md
top=$(cd "${SRCDIR:-.}" && pwd) || exit 99
build=$(cd "${BUILDDIR:-.}" && pwd) || exit 99
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
n=0
failed=0

point() {
    n=$((n + 1))
    if [ "$2" -eq 0 ]; then
        printf "ok %d %s\n" "$n" "$1"
    else
        failed=1
        printf "not ok %d %s\n" "$n" "$1"
        sed 's/^/# /' "$work/why"
    fi
}

# the commands and what they print: numbered files NNN.sh and NNN.out
awk -v dir="$work" '
    /^```console$/ { in_block = 1; next }
    /^```/ { in_block = 0 }
    in_block && /^\$ / { name = sprintf("%s/%03d", dir, ++n); print substr($0, 3) >(name ".sh"); printf "" >(name ".out"); next }
    in_block { print >(name ".out") }
' "$readme"
ln -s "$top/corpus" "$top/contrib" "$top/dict" "$work/"
for script in "$work"/*.sh; do
    (cd "$work" && PATH=$build:$PATH sh "$script") >"$work/got" 2>&1
    diff -a -u "${script%.sh}.out" "$work/got" >"$work/why"
    point "$(head -n 1 "$script" | tr '#' ' ')" $?
done
awk '/^```c$/ { on = 1; next } /^```/ { on = 0 } on' "$readme" | diff -u "$top/contrib/example.c" - >"$work/why"
point "the C program is contrib/example.c" $?
"$build/example" <"$top/corpus/news-columns/raw.txt" >"$work/example" 2>"$work/why" &&
    (cd "$work" && PATH=$build:$PATH ocrmend clean -q corpus/news-columns/raw.txt) | diff -u "$work/example" - >"$work/why"
point "the C program cleans as the command does" $?
echo "1..$n"
exit $failed
