#!/bin/sh
# The shared library exports what ocrmend.h declares, and nothing else.
library=${BUILDDIR:-.}/.libs/libocrmend.so
header=${SRCDIR:-.}/src/ocrmend.h

[ -e "$library" ] && command -v nm >/dev/null || exit 77
nm -D --defined-only "$library" | awk '{ sub(/@.*/, "", $NF); print $NF }' | LC_ALL=C sort -u >exports.tmp
grep -o 'ocrmend_[a-z_]*(' "$header" | tr -d '(' | LC_ALL=C sort -u >declared.tmp
diff declared.tmp exports.tmp
status=$?
rm -f declared.tmp exports.tmp
exit $status
