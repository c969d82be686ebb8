#!/bin/sh
# The table of how characters look: a line of costs, each reached by less likeness than the one before, then a line for
# each character in order, with 64 steps from 1 to o.
LC_ALL=C awk -F '\t' '
    function bad(why) {
        print "shape.tsv: line " NR ": " why
        failed = 1
        exit
    }
    NF != 2 { bad("not two columns") }
    NR == 1 {
        n = split($2, least, " ")
        if ($1 != "cost" || n != 254)
            bad("not the line of costs")
        for (i = 2; i <= n; i++)
            if (least[i] + 0 > least[i - 1] + 0)
                bad("costs out of order")
        next
    }
    length($1) != 3 || (NR > 2 && $1 <= last) { bad("no Han character, or out of order") }
    length($2) != 64 || $2 ~ /[^1-o]/ { bad("not 64 steps") }
    { last = $1 }
    END {
        if (!failed && NR != 20993)
            bad("the last")
        exit failed
    }' "${srcdir:-.}/dict/shape.tsv"
