#!/bin/sh
# The word list is sorted, has no word twice, and is what its script makes of its Debian package (where that is there).
dict=${srcdir:-.}/dict
scowl=/usr/share/dict/scowl

LC_ALL=C sort -c -u "$dict/english.txt" || exit 1
if LC_ALL=C grep -n -v -x '[A-Za-z][a-z][a-z]*' "$dict/english.txt"; then
    echo "english.txt: not a word or a name" >&2
    exit 1
fi
if [ ! -e $scowl/english-words.10 ] || ! command -v python3 >/dev/null; then
    echo "english.txt not made again: Debian's scowl, or python3, is not installed"
    exit 77
fi
python3 "$dict/english.py" $scowl | cmp - "$dict/english.txt"
