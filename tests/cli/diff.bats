#!/usr/bin/env bats
# ocrmend diff: formats, colours, other charsets, three texts, edit logs, what cannot be compared.
load common

diff_pair() {
    printf '县里的新桥 昨日通车.\r\n桥长一百,二十米。\r\n' > raw
    printf '县里的新桥昨日通车。桥长一百，三十米。\n' > clean
}

# Run with exit status 1, as for texts that differ.
differ() {
    run_apart ocrmend diff "$@"
    [ "$status" -eq 1 ] || { printf 'status %s: %s\n' "$status" "$stderr"; return 1; }
}

trouble() {
    run_apart ocrmend diff "$@"
    [ "$status" -eq 2 ] || { printf 'status %s\n' "$status"; return 1; }
    [ -z "$output" ]
    one_line
}

@test "the same text: nothing is written, status 0" {
    run_apart ocrmend diff page.raw page.raw
    [ "$status" -eq 0 ] && [ -z "$output$stderr" ]
    iconv -f UTF-8 -t GB18030 page.raw > gbk
    printf '\xef\xbb\xbf' | cat - page.raw | tr -d '\r' > bom
    run_apart ocrmend diff gbk bom
    [ "$status" -eq 0 ] && [ -z "$output$stderr" ]
}

@test "plain text: each difference in its place" {
    diff_pair
    differ raw clean
    [ "$output" = '--- raw
+++ clean
@@ -1 +1 @@
县里的新桥[-␣-]昨日通车[-.-]{+。+}[-⏎-]桥长一百[-,-]{+，+}[-二-]{+三+}十米。' ]
    differ - clean < raw
    [ "$(printf '%s\n' "$output" | head -n 1)" = '--- standard input' ]
}

@test "context and line numbers" {
    { seq 1 20; echo 中文; seq 1 300 | tr '\n' ' '; echo; } > a
    sed 's/^7$/七/; s/ 150 / 105 /' a > b
    differ --context=5 a b
    [ "$output" = '--- a
+++ b
@@ -7 +7 @@
[-7-]{+七+}
@@ -22 +22 @@
…149 1[-50-]{+05+} 151 …' ]
}

@test "a colour for each kind when asked for, or on a terminal" {
    diff_pair
    esc=$(printf '\033')
    differ --color=always raw clean
    case $output in *"${esc}[35m[-.-]${esc}[0m${esc}[35m{+。+}${esc}[0m${esc}[36m[-⏎-]${esc}[0m"*) ;; *) false ;; esac
    differ --color=auto raw clean
    case $output in *"$esc"*) false ;; esac
    command -v script > /dev/null || skip "no script(1)"
    script -qec "$OCRMEND diff raw clean" /dev/null > tty || true
    grep -q "$esc" tty
    script -qec "env NO_COLOR=1 $OCRMEND diff raw clean" /dev/null > tty || true
    ! grep -q "$esc" tty
}

@test "summary" {
    diff_pair
    differ --summary raw clean
    [ "$(printf '%s\n' "$output" | awk '$1 { print $1, $2 }' | tr '\n' ';')" = \
        '1 lines;1 spaces;2 width,;1 characters;5 differences;;' ] || {
        printf '%s\n' "$output"
        false
    }
}

@test "unified: patch makes clean of raw" {
    command -v patch > /dev/null || skip "no patch"
    for raw in "$SRCDIR"/corpus/*/raw.txt; do
        ocrmend clean -q -o clean "$raw"
        sed '1s/^\xef\xbb\xbf//' "$raw" > text
        iconv -f UTF-8 -t UTF-8 text > /dev/null 2>&1 || continue
        ocrmend diff --format=unified text clean > patch || [ $? -eq 1 ]
        patch -s --binary text patch
        cmp text clean
    done
    printf 'a\r\nb\n' > a
    printf 'a\nb\n' > b
    run_apart ocrmend diff a b
    [ "$status" -eq 0 ] && [ -z "$output" ]
    differ --format=unified a b
    printf '%s\n' "$output" | grep -q '^+a$'
    printf 'a\nb' > a
    printf 'a\nc\n' > b
    differ --format=unified a b
    [ "$output" = '--- a
+++ b
@@ -1,2 +1,2 @@
 a
-b
\ No newline at end of file
+c' ]
    printf '' > a
    differ --format=unified a b
    [ "$output" = '--- a
+++ b
@@ -0,0 +1,2 @@
+a
+c' ]
}

@test "json: kind, bytes, lines" {
    diff_pair
    differ --format=json raw clean
    [ "$(printf '%s\n' "$output" | sed -n 2,3p)" = \
'{"class":"space","raw":[15,16],"clean":[15,15],"raw_line":1,"clean_line":1,"old":" ","new":""}
{"class":"width","raw":[28,29],"clean":[27,30],"raw_line":1,"clean_line":1,"old":".","new":"。"}' ]
    [ "$(printf '%s\n' "$output" | tail -n 1)" = '{"end":true,"differences":5,"distance":5,"classes":{"joined":1,"split":0,"space":1,"width":2,"mark":0,"substitution":1,"insertion":0,"deletion":0}}' ]
    iconv -f UTF-8 -t GB18030 raw > gbk
    differ --format=json gbk clean
    printf '%s\n' "$output" | grep -q '"class":"width","raw":\[19,20\],"clean":\[27,30\]'
}

@test "html: nothing of the texts runs, all of it is shown" {
    printf '</script><script>alert(1)</script>"\047&\xe2\x80\xae逆\n' > '<b>a'
    printf '<img src=x onerror=alert(1)>"\047&\xe2\x80\xae\xe2\x80\x8b逆\n' > b
    differ --format=html '<b>a' b
    ! printf '%s' "$output" | grep -qi '<script\|<img\|<b>\|onerror="\|http:'
    ! printf '%s' "$output" | grep -q "$(printf '\xe2\x80\xae')"
    printf '%s' "$output" | grep -q '&lt;b&gt;a'
    printf '%s' "$output" | grep -q 'U+202E'
    ocrmend diff --format=html -o page.html '<b>a' b || [ $? -eq 1 ]
    [ "$(cat page.html)" = "$output" ]
}

@test "against the truth: fixed, broken, wrong" {
    printf '甲,乙丙丁己' > raw
    printf '甲，乙丙了己' > clean
    printf '甲，乙丙丁戊' > truth
    differ raw clean truth
    [ "$(printf '%s\n' "$output" | tail -n 1)" = '甲[-,-]{+，+}乙丙{+了+}{=丁=}(broken)[-己-]{=戊=}(wrong)' ]
    differ --summary raw clean truth
    [ "$(printf '%s\n' "$output" | head -n 3 | tr -s ' ')" = ' 1 fixed
 1 broken
 1 wrong' ]
    differ --format=json raw clean truth
    printf '%s\n' "$output" | grep -q '"verdict":"fixed"'
    differ --format=html raw clean truth
    printf '%s\n' "$output" | grep -q 'class="substitution broken"'
    run_apart ocrmend diff raw truth truth
    [ "$status" -eq 0 ]
    trouble --format=unified raw clean truth
}

@test "with the edit log: rule and confidence; the log of another text is refused" {
    ocrmend clean -o clean --edits=log page.raw
    differ --edits=log page.raw clean
    printf '%s\n' "$output" | grep -q '^县里的新桥昨日通车。\[-␣-\](trailing-space 1\.00)$'
    differ --format=json --edits=log page.raw clean
    printf '%s\n' "$output" | grep -q '"edits":\[{"id":1,"rule":"trailing-space","confidence":1'
    printf '别的。\n' > other
    trouble --edits=log other clean
    case $stderr in *another*) ;; *) false ;; esac
    trouble --edits=log page.raw other
    case $stderr in *changed*) ;; *) false ;; esac
    head -n 2 log > cut
    trouble --edits=cut page.raw clean
    trouble --edits=page.raw page.raw clean
    : > empty
    trouble --edits=empty page.raw clean
    trouble --edits=none page.raw clean
}

@test "documents: their words are compared, whatever the format" {
    hocr 新桥, '昨日&#36890;车' > page.hocr
    printf '新桥，昨日通车' > clean
    differ page.hocr clean
    [ "$output" = "--- page.hocr	words of hOCR
+++ clean
@@ -1 +1 @@
新桥[-,-]{+，+}昨日通车" ]
    printf '[{"transcription": "新桥,昨日通车", "points": [[0,0],[9,0],[9,9],[0,9]], "difficult": false}]' > page.json
    run_apart ocrmend diff page.hocr page.json
    [ "$status" -eq 0 ] && [ -z "$output$stderr" ]
    ocrmend clean -o clean.hocr --edits=log page.hocr
    differ page.hocr clean.hocr
    [ "$(printf '%s\n' "$output" | sed -n '2p;$p')" = "+++ clean.hocr	words of hOCR
新桥[-,-]{+，+}昨日通车" ]
    differ --edits=log page.hocr clean.hocr
    printf '%s\n' "$output" | grep -q '^新桥\[-,-\]{+，+}(mark-width 0\.9[0-9]*)昨日通车$'
    ocrmend clean --to=txt -o text --edits=log page.hocr
    differ --format=json --edits=log page.hocr text
    printf '%s\n' "$output" | sed -n 1p | grep -q '"raw":{"name":"page.hocr","charset":"UTF-8","format":"hocr",'
    at=$(grep -ob '[,]<' page.hocr | cut -d : -f 1)
    printf '%s\n' "$output" | grep -q "\"raw\":\[$at,$((at + 1))\],\"clean\":\[6,9\].*\"rule\":\"mark-width\""
    differ --format=unified page.hocr clean
    [ "$(printf '%s\n' "$output" | sed -n '1p;4p')" = "--- page.hocr	words of hOCR
-新桥,昨日通车" ]
    differ --format=html page.hocr clean
    printf '%s\n' "$output" | grep -q 'page.hocr <small>words of hOCR, UTF-8, [0-9]* bytes</small>'
    differ page.hocr clean.hocr page.json
    printf '%s\n' "$output" | grep -q '^新桥{+，+}{=,=}(broken)昨日通车$'
}

@test "documents that cannot be read, or have no words" {
    hocr 新桥 | head -c 100 > cut.hocr
    trouble cut.hocr page.raw
    case $stderr in "ocrmend: cut.hocr:"[0-9]*:[0-9]*": "*) ;; *) printf '%s\n' "$stderr"; false ;; esac
    trouble page.raw cut.hocr
    hocr 新桥 | iconv -f UTF-8 -t GB18030 > gbk.hocr
    trouble --from=GB18030 gbk.hocr page.raw
    hocr > empty.hocr
    differ empty.hocr page.raw
    [ "$stderr" = 'ocrmend: empty.hocr: warning: has no words' ]
}

@test "empty files" {
    : > empty
    run_apart ocrmend diff empty empty
    [ "$status" -eq 0 ] && [ -z "$output" ]
    differ empty page.raw
    [ "$stderr" = 'ocrmend: empty: warning: is empty' ]
    differ -q page.raw empty
    [ -z "$output$stderr" ]
}

@test "what cannot be compared" {
    printf 'a\0b\n' > binary
    trouble --from=UTF-8 binary page.raw
    trouble page.raw binary
    trouble page.raw none
    trouble page.raw .
    trouble page.raw
    trouble page.raw page.raw page.raw page.raw
    trouble - -
    trouble --format=xml page.raw page.raw
    trouble --color=red page.raw page.raw
    trouble --context=-1 page.raw page.raw
    trouble --from=klingon page.raw page.raw
    trouble --edits page.raw
    trouble --nothing page.raw page.raw
    only_files binary
}

@test "bytes that are not valid are compared as U+FFFD, with a warning" {
    printf '第一版\200\n' > a
    printf '第一版\n' > b
    differ --from=UTF-8 a b
    [ "$stderr" = 'ocrmend: a: warning: 1 byte is not valid UTF-8 and is compared as U+FFFD' ]
}

@test "an output that cannot be written" {
    diff_pair
    [ -c /dev/full ] || skip "no /dev/full"
    run_apart ocrmend diff -o /dev/full raw clean
    [ "$status" -eq 2 ]
    one_line
}

@test "help" {
    run_apart ocrmend diff --help
    [ "$status" -eq 0 ]
    case $output in "Usage: ocrmend diff"*) ;; *) false ;; esac
}

@test "with the edit log: what decided, as text and in HTML; it is text whatever the log has" {
    printf '陈石桥\tperson\n' > list
    printf '县长陈石侨昨天到柳河镇。\n' > names.raw
    ocrmend clean -d list -o clean --edits=log names.raw
    differ --edits=log names.raw clean
    printf '%s\n' "$output" | grep -q '\[-侨-\]{+桥+}(name-person 0.80: 陈石侨: 陈石桥 (person), cost [0-9]*, .*beside a title)昨天'
    differ --format=html --edits=log names.raw clean
    printf '%s\n' "$output" | grep -q '<sup><a id="from1" href="#why1" aria-label="why, note 1">1</a></sup>昨天'
    printf '%s\n' "$output" | grep -q '^<li id="why1">name-person 0.80: <span lang="zh">陈石侨: 陈石桥 (person), cost'
    sed 's/"why":"/&<script>\\u001b[31m/' log > hostile
    differ --edits=hostile --color=never names.raw clean
    printf '%s\n' "$output" | grep -qF '<script><U+001B>[31m陈石侨'
    differ --format=html --edits=hostile names.raw clean
    ! printf '%s\n' "$output" | grep -q '<script'
}
