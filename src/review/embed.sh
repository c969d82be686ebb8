#!/bin/sh
# embed.sh DIR - the review page as C constants, from page.html, page.css and page.js in DIR: what stands before its
# data, and what stands behind them.  The page's policy names the checksum of the one script that may run in it.
set -eu
dir=$1
hash=$({ echo; cat "$dir/page.js"; } | sha256sum | cut -c 1-64 | tr a-f A-F | basenc --base16 -d | base64)

constant() {
    printf 'const char %s[] =\n' "$1"
    sed 's/[\\"?]/\\&/g; s/.*/"&\\n"/'
    echo ';'
}

page() {
    sed -e "s,@hash@,$hash,g" -e "/^@style@\$/{
        r $dir/page.css
        d
    }" -e "/^@script@\$/{
        r $dir/page.js
        d
    }" "$dir/page.html"
}

echo '#include "cli/review_page.h"'
page | sed '/^@data@$/,$d' | constant review_page_head
page | sed '1,/^@data@$/d' | constant review_page_tail
