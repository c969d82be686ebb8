#!/usr/bin/env bats
# ocrmend review: what the page holds, what cannot be made a page of, and the page in a real browser.
load common

fails() { # STATUS ARGUMENT...: with one line, and nothing written
    local expected=$1
    shift
    run_apart ocrmend review "$@"
    [ "$status" -eq "$expected" ] || { printf 'status %s: %s\n' "$status" "$stderr"; return 1; }
    one_line
    [ ! -e page.html ]
}

@test "a page: one file, each change of the log in it" {
    ocrmend clean page.raw --edits=log -o clean
    run_apart ocrmend review page.raw --edits=log -o page.html
    [ "$status" -eq 0 ] && [ -z "$output$stderr" ]
    [ "$(grep -c '^{"id":' page.html)" -eq "$(grep -c '^{"id":' log)" ]
    grep -q "$(tail -n 1 log | grep -o '"raw_xxh3":"[0-9a-f]*"')" page.html
    ! grep -qE '(src|href)="?(https?:)?//' page.html
    ocrmend review page.raw -o same.html
    cmp page.html same.html
}

@test "several texts, standard input and output" {
    cp page.raw other
    ocrmend review page.raw other > page.html
    [ "$(grep -c '"raw_xxh3"' page.html)" -eq 2 ]
    ocrmend review - < page.raw | grep -q '"name":"standard input"'
}

@test "a text cannot leave the element that it stands in" {
    printf 'a</script><script>alert(1)</script> \n' > 'x<script>'
    ocrmend review 'x<script>' -o page.html
    [ "$(grep -c '</script>' page.html)" -eq 2 ] && [ "$(grep -c '<script' page.html)" -eq 2 ]
}

@test "empty and binary texts" {
    : > empty
    ocrmend review empty -o page.html
    grep -q '"changes":\[\]' page.html
    printf 'a\0b \n' > binary
    run_apart ocrmend review binary -o page.html
    [ "$status" -eq 0 ] && one_line
}

@test "what no page can be made of" {
    ocrmend clean page.raw --edits=log -o clean
    fails 2 -o page.html
    fails 2 page.raw page.raw --edits=log -o page.html
    fails 2 - --edits=- -o page.html
    fails 3 nowhere -o page.html
    fails 3 page.raw --edits=nowhere -o page.html
    fails 1 clean --edits=log -o page.html
    fails 1 page.raw --edits=clean -o page.html
    head -n 2 log > cut
    fails 1 page.raw --edits=cut -o page.html
    printf '{"ocrmend":"0","log":1,"charset":"UTF-8"}\n' > cut
    fails 1 page.raw --edits=cut -o page.html
}

@test "images: missing, not one, without places" {
    cp "$SRCDIR/corpus/scan-column/raw.hocr" .
    fails 3 raw.hocr --image=nowhere.png -o page.html
    fails 1 raw.hocr --image=page.raw -o page.html
    printf '\211PNG\r\n\032\nno image at all' > scan.png
    ocrmend review raw.hocr --image=scan.png -o page.html
    grep -q '^<img class="scan" hidden alt="" src="data:image/png;base64,iVBORw0KGgpubyBpbWFnZSBhdCBhbGw=">$' page.html
    run_apart ocrmend review page.raw --image=scan.png -o page.html
    [ "$status" -eq 0 ] && one_line
}

@test "in a real browser: decide by keys, reload, download, apply, compare" {
    mkdir work
    run /usr/bin/python3 "$SRCDIR/tests/review_browser.py" "$OCRMEND" "$SRCDIR/corpus" work
    [ "$status" -ne 77 ] || skip "$output"
    printf '%s\n' "$output"
    [ "$status" -eq 0 ]
}
