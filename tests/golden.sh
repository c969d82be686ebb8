#!/bin/sh
# The golden folders, in TAP: every page of corpus/ (raw.txt, clean.txt) and every case of tests/golden/ (input, output).
# Of each three things are asked: the output is what stands in the folder, its log gives the input back, and cleaning
# the output again changes nothing.  Options for a case stand in its file args.
# Of a page that is there as documents (raw.hocr, raw.alto.xml, raw.tsv, raw.json) every one must give the text of
# clean.txt; and written again it gives that text too, its log gives it back, and cleaning it again changes nothing.
#
# usage: golden.sh [FOLDER...]   (default: all).  OCRMEND names the command, SRCDIR the source tree.
: "${OCRMEND:=ocrmend}" "${SRCDIR:=.}"
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM
n=0
failed=0

# point NAME STATUS [FILE]: one line of TAP, and FILE as its diagnosis
point() {
    n=$((n + 1))
    if [ "$2" -eq 0 ]; then
        echo "ok $n $1"
    else
        failed=1
        echo "not ok $n $1"
        [ ! -s "$3" ] || sed 's/^/# /' "$3"
    fi
}

# same A B: both hold the same bytes; if not, the difference is in $work/why
same() {
    cmp "$1" "$2" >"$work/why" 2>&1 || { diff -a -u "$1" "$2" >>"$work/why"; return 1; }
}

# golden NAME INPUT OUTPUT ARGS
golden() {
    : >"$work/why"
    # shellcheck disable=SC2086 # args are words
    "$OCRMEND" clean -q $4 --edits="$work/log" -o "$work/clean" "$2" 2>"$work/why" && same "$3" "$work/clean"
    point "$1 is cleaned" $? "$work/why"
    "$OCRMEND" revert -o "$work/raw" "$work/clean" "$work/log" 2>"$work/why" && same "$2" "$work/raw"
    point "$1 is undone" $? "$work/why"
    # what is clean is UTF-8, whatever the page was in
    # shellcheck disable=SC2046,SC2086
    "$OCRMEND" clean -q $(printf '%s\n' $4 | grep -v '^--from=') -o "$work/again" "$3" 2>"$work/why" &&
        same "$3" "$work/again"
    point "$1 stays as it is when cleaned again" $? "$work/why"
}

# document NAME INPUT OUTPUT ARGS
document() {
    : >"$work/why"
    for to in txt same; do
        # shellcheck disable=SC2086 # args are words
        "$OCRMEND" clean -q $4 --to=$to --edits="$work/log" -o "$work/$to" "$2" 2>"$work/why"
        point "$1 is cleaned to $to" $? "$work/why"
        "$OCRMEND" revert -o "$work/raw" "$work/$to" "$work/log" 2>"$work/why" && same "$2" "$work/raw"
        point "$1 is undone from $to" $? "$work/why"
    done
    same "$3" "$work/txt"
    point "$1 gives the clean text" $? "$work/why"
    # shellcheck disable=SC2086
    "$OCRMEND" clean -q $4 --to=txt -o "$work/again" "$work/same" 2>"$work/why" && same "$3" "$work/again"
    point "$1 written again gives the clean text" $? "$work/why"
    # shellcheck disable=SC2086
    "$OCRMEND" clean -q $4 -o "$work/again" "$work/same" 2>"$work/why" && same "$work/same" "$work/again"
    point "$1 stays as it is when cleaned again" $? "$work/why"
}

[ $# -gt 0 ] || set -- "$SRCDIR"/corpus/*/ "$SRCDIR"/tests/golden/*/
for folder; do
    folder=${folder%/}
    args=
    [ ! -e "$folder/args" ] || args=$(cat "$folder/args")
    if [ -e "$folder/raw.txt" ]; then
        golden "${folder##*/}" "$folder/raw.txt" "$folder/clean.txt" "$args"
    elif [ ! -e "$folder/input" ]; then
        for raw in "$folder"/raw.*; do
            document "${folder##*/}/${raw##*/}" "$raw" "$folder/clean.txt" "$args"
        done
    else
        golden "${folder##*/}" "$folder/input" "$folder/output" "$args"
    fi
done
echo "1..$n"
exit $failed
