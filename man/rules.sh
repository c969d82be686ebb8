#!/bin/sh
# rules.sh OCRMEND TEMPLATE - the manual page: TEMPLATE with its line @RULES@ replaced by what `OCRMEND explain` says of
# every rule, in mdoc.
set -eu
ocrmend=$1 template=$2

rules() {
    for stage in $("$ocrmend" explain | sed -n 's/^stage //p'); do
        echo ".Ss $stage"
        echo '.Bl -tag -width 4n'
        # a long example may be broken after a sign for a space or a line end, and after a comma
        "$ocrmend" explain "$stage" | sed 's/\\/\\e/g; s/⏎/&\\:/g; s/␣/&\\:/g; s/，/&\\:/g' | awk '
            /^[^ ]/     { confidence = $NF; sub(/\)$/, "", confidence); print ".It Cm " $1 " Pq " confidence; next }
            /^  before/ { sub(/^  before: /, ""); before = $0; next }
            /^  after/  { sub(/^  after:  /, ""); print ".br\n\\&" before " \\(-> " $0; next }
            /^  stays/  { sub(/^  stays:  /, ""); print ".br\n\\&" $0 " stays"; next }
                        { sub(/^  /, ""); print "\\&" $0 }'
        echo '.El'
    done
}

sed '/^@RULES@$/,$d' "$template"
rules
sed '1,/^@RULES@$/d' "$template"
