#!/bin/sh
# The tables made from the Unicode character database are what their scripts make of it (where it is installed).
src=${srcdir:-.}
ucd=/usr/share/unicode

if [ ! -e $ucd/UnicodeData.txt ] || ! command -v python3 >/dev/null; then
    echo "tables not made again: Debian's unicode-data, or python3, is not installed"
    exit 77
fi
python3 "$src/dict/script.py" $ucd | cmp - "$src/src/text/script_table.h" &&
    python3 "$src/dict/fold.py" $ucd | cmp - "$src/src/text/fold_table.h" &&
    python3 "$src/dict/variants.py" $ucd | cmp - "$src/src/text/variant_table.h"
