#!/usr/bin/env bats
# ocrmend apply: what a person decided, in the text and in its log; what is refused.
load common

# A page with a space between Han and a half-width full stop, cleaned; decisions are made by hand.
setup() {
    cd "$BATS_TEST_TMPDIR"
    printf '县里的新桥 昨日通车.\n桥长一百二十米。\n' > page.raw
    ocrmend clean page.raw --edits=log -o clean
}

begin() {
    printf '{"ocrmend":"0.1.0","decisions":1,%s}\n' "$(tail -n 1 log | grep -o '"raw_xxh3":"[0-9a-f]*"')" > decisions
}

# RULE DECISION [TEXT]
decide() {
    id=$(sed -n 's/^{"id":\([0-9]*\),.*"rule":"'"$1"'".*/\1/p' log | head -n 1)
    [ "$id" ]
    printf '{"id":%s,"decision":"%s","rule":"%s"%s}\n' "$id" "$2" "$1" "${3+,\"text\":\"$3\"}" >> decisions
}

apply() {
    ocrmend apply page.raw --edits=log --decisions=decisions "$@"
}

refused() { # STATUS MESSAGE
    run_apart apply -o out
    [ "$status" -eq "$1" ] || { printf 'status %s: %s\n' "$status" "$stderr"; return 1; }
    one_line
    case $stderr in *"$2"*) ;; *) printf '%s\n' "$stderr"; return 1 ;; esac
    [ ! -e out ]
}

@test "no decision: the clean text and its log again" {
    begin
    apply -o out --edits-out=log2
    cmp out clean
    cmp log2 log
}

@test "a rejected change is undone, a typed reading put in; the log is undone to the raw bytes" {
    begin
    decide space-han reject
    apply -o out --edits-out=log2
    [ "$(cat out)" = "$(sed 's/新桥/& /' clean)" ]
    grep -q '"stage":"review","rule":"human",.*"old":"","new":" "' log2
    ocrmend revert out log2 | cmp - page.raw
    begin
    decide space-han retype '、'
    apply | cmp - <(sed 's/新桥/&、/' clean)
}

@test "all rejected: the raw text" {
    begin
    sed -n 's/^{"id":\([0-9]*\),.*/{"id":\1,"decision":"reject"}/p' log >> decisions
    apply | cmp - page.raw
}

@test "an accepted suggestion is made" {
    printf '他说得很慢一一像在数日子。\n' > page.raw
    ocrmend clean page.raw --edits=log -o clean
    cmp page.raw clean
    begin
    decide dash-misread accept
    [ "$(apply)" = 他说得很慢——像在数日子。 ]
    begin
    decide dash-misread reject
    apply | cmp - clean
}

@test "of two decisions on one change the last counts" {
    begin
    decide space-han reject
    decide space-han accept
    apply | cmp - clean
}

@test "decisions on other texts are passed over, with none on this one refused" {
    begin
    decide space-han reject
    { printf '{"ocrmend":"0.1.0","decisions":1,"raw_xxh3":"0123456789abcdef"}\n{"id":77,"decision":"reject"}\n'
      cat decisions; } > both
    apply -o one
    mv both decisions
    apply -o two
    cmp one two
    head -n 2 decisions > other
    mv other decisions
    refused 1 'decisions: line 1: the decisions are on another text'
}

@test "what is refused, with its line" {
    begin
    printf '{"id":99,"decision":"reject"}\n' >> decisions
    refused 1 'decisions: line 2: there is no change 99'
    begin
    printf '{"id":1,"decision":"maybe"}\n' >> decisions
    refused 1 "decisions: line 2: a decision is accept, reject or retype, not 'maybe'"
    begin
    printf '{"id":1,"decision":"retype"}\n' >> decisions
    refused 1 'decisions: line 2: a typed reading needs its text'
    begin
    printf '{"id":1,"decision":"reject","rule":"no-such-rule"}\n' >> decisions
    refused 1 'decisions: line 2: change 1 of the edit log is another one'
    begin
    echo nonsense >> decisions
    refused 1 'decisions: line 2: not JSON'
    : > decisions
    refused 1 'decisions: line 1: the file is empty'
    begin
    sed -i 's/space-han/space-latin/' log
    decide space-latin reject
    apply > /dev/null
    printf '%s' '县里的新桥' > page.raw
    refused 1 'decisions: line 1: the decisions are on another text'
}

@test "the log of another text, a log with decisions in it" {
    begin
    decide space-han reject
    apply -o first --edits-out=log2
    mv log2 log
    refused 1 'the log holds decisions already'
    printf '县里的新桥 昨日通车.\n桥长一百三十米。\n' > page.raw
    ocrmend clean page.raw --edits=log2 -o clean
    tail -n 1 log2 | grep -o '"raw_xxh3":"[0-9a-f]*"' > sum
    printf '{"ocrmend":"0.1.0","decisions":1,%s}\n' "$(cat sum)" > decisions
    refused 1 'the edit log is that of another raw text'
}

@test "usage" {
    begin
    run_apart ocrmend apply page.raw --edits=log
    [ "$status" -eq 2 ] && one_line
    run_apart ocrmend apply - --edits=log --decisions=-
    [ "$status" -eq 2 ] && one_line
    run_apart ocrmend apply page.raw --edits=log --decisions=nowhere
    [ "$status" -eq 3 ] && one_line
    run_apart ocrmend apply page.raw --edits=log --decisions=decisions -o out --edits-out=out
    [ "$status" -eq 2 ] && one_line
}

@test "clean --protect: what was rejected does not come again, the rest does" {
    begin
    sed -n 's/^{"id":\([0-9]*\),.*"rule":"space-han".*"raw":\(\[[0-9,]*\]\),.*/{"id":\1,"decision":"reject","raw":\2,"old":" ","new":""}/p' \
        log >> decisions
    ocrmend clean page.raw --protect=decisions -o again --edits=log2
    [ "$(cat again)" = "$(sed 's/新桥/& /' clean)" ]
    ! grep -q space-han log2
    ocrmend revert again log2 | cmp - page.raw
    run_apart ocrmend clean - --protect=decisions < page.raw
    [ "$status" -eq 2 ] && one_line
    run_apart ocrmend clean clean --protect=decisions -o out
    [ "$status" -eq 1 ] && one_line && [ ! -e out ]
}

@test "whatever the text or document was cleaned with, its log gives it again" {
    printf '县里的新桥 昨日通车,\n桥长 120 米。\n' > text
    cp "$SRCDIR/corpus/scan-column/raw.hocr" "$SRCDIR/corpus/scan-column/raw.alto.xml" .
    for raw in text raw.hocr raw.alto.xml; do
        for options in --spacing=keep --spacing=pangu --width=keep --keep-lines --profile=record --stages= \
            --stages=lines,correct '-d builtin --level=bold' '--to=txt --spacing=keep'; do
            ocrmend clean $options "$raw" --edits=log -o clean
            begin
            ocrmend apply "$raw" --edits=log --decisions=decisions -o out --edits-out=log2
            cmp out clean
            cmp log2 log
            ocrmend revert out log2 | cmp - "$raw"
        done
    done
}

@test "the log's first line tells the options that are not the default; one that is unknown is refused" {
    ocrmend clean --spacing=keep --keep-lines page.raw --edits=log -o clean
    head -n 1 log | grep -q '"charset":"UTF-8","spacing":"keep","keep_lines":true}$'
    ocrmend clean --profile=news page.raw --edits=log2 -o clean2
    head -n 1 log2 | grep -q '"charset":"UTF-8"}$'
    begin
    for strange in '"spacing":"odd"' '"spacing":1' '"keep_lines":"keep"' '"stages":"none"' '"stages":[]'; do
        sed "1s/\"spacing\":\"keep\",\"keep_lines\":true/$strange/" log > log3
        run_apart ocrmend apply page.raw --edits=log3 --decisions=decisions -o out
        [ "$status" -eq 1 ] && [ ! -e out ]
        one_line
        ocrmend revert clean log3 | cmp - page.raw
    done
}
