#!/bin/sh
# The table of similar characters: each line two Han characters in order and a cost; sorted, no pair twice.
table=${srcdir:-.}/dict/shape.tsv

LC_ALL=C sort -c -u "$table" || exit 1
LC_ALL=C awk -F '\t' '
    NF != 3 || length($1) != 3 || length($2) != 3 || !($1 < $2) || $3 !~ /^[1-9][0-9]*$/ || $3 > 254 {
        print "shape.tsv: line " NR ": " $0; bad = 1
    }
    END { exit bad || NR < 100000 }' "$table"
