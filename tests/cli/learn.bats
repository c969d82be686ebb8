#!/usr/bin/env bats
# ocrmend learn, and what clean does with the table: pairs, corrections, formats, what is refused.
load common

setup() {
    cd "$BATS_TEST_TMPDIR"
    printf '陈石泊昨天到渔村调研。\n石泊镇的渔民说，新桥很好。\n' > raw
    printf '陈石桥昨天到渔村调研。\n石桥镇的渔民说，新桥很好。\n' > truth
    printf 'name\ttype\n陈石桥\tperson\n' > officials.tsv
}

trouble() { # STATUS MESSAGE ARGUMENT...
    want=$1 message=$2
    shift 2
    run_apart ocrmend learn -o table.tsv "$@"
    [ "$status" -eq "$want" ] || { printf 'status %s: %s\n' "$status" "$stderr"; return 1; }
    [ -z "$output" ] && [ ! -e table.tsv ]
    one_line
    case $stderr in *"$message"*) ;; *) printf '%s\n' "$stderr"; return 1 ;; esac
}

@test "a text and its truth give a table" {
    run_apart ocrmend learn raw --truth truth
    [ "$status" -eq 0 ] && [ -z "$stderr" ]
    [ "$output" = "# what was read and what was meant, how often, and how often that stood there
# learnt by ocrmend $(ocrmend --version | cut -d' ' -f2) from 1 text: 20 characters, 2 misread, 0 dropped, 0 added
# raw with truth
read	meant	count	of
		2	20
泊	桥	2	3" ]
    run_apart ocrmend learn -v -o table.tsv --truth truth raw
    [ "$status" -eq 0 ] && [ "$stderr" = "ocrmend: 1 kinds from 20 characters: 2 misread, 0 dropped, 0 added" ]
    ocrmend learn raw --truth truth | cmp - table.tsv
    ocrmend learn raw --truth=truth -o - | cmp - table.tsv
    ocrmend learn - --truth truth < raw | grep -v '^#' | cmp - <(grep -v '^#' table.tsv)
}

@test "several texts, in any charset, each with its own truth" {
    iconv -f UTF-8 -t GB18030 raw > raw2
    iconv -f UTF-8 -t UTF-16 truth > truth2
    ocrmend learn raw raw2 --truth truth truth2 -o table.tsv
    tail -n 1 table.tsv | grep -qx '泊	桥	4	6'
    ocrmend learn --truth truth --truth truth2 raw raw2 | grep -v '^#' | cmp - <(grep -v '^#' table.tsv)
    ocrmend learn raw --from=GB18030 raw2 -o other.tsv --truth truth truth2 || [ $? -eq 1 ]
}

@test "documents are learnt from as they were read" {
    printf "<html><head><meta name='ocr-system' content='tesseract'/></head><body><div class='ocr_page'>%s</div></body></html>\n" \
        "<span class='ocr_line' title='bbox 0 0 400 40'><span class='ocrx_word' title='bbox 0 0 200 40; x_wconf 90'>陈石泊</span> <span class='ocrx_word' title='bbox 200 0 400 40; x_wconf 80'>昨天到渔村调研。</span></span>" > page.hocr
    head -n 1 truth > line
    ocrmend learn page.hocr --truth line | grep -qx '泊	桥	1	1'
}

@test "a text of which little is in the truth is passed over" {
    printf '渔船昨夜从海上回来，满船都是大黄鱼。\n' > other
    run_apart ocrmend learn raw other -o table.tsv --truth truth truth
    [ "$status" -eq 0 ] && one_line
    case $stderr in "ocrmend: other: warning: nothing was learnt from it: "*) ;; *) false ;; esac
    grep -qx '泊	桥	2	3' table.tsv
    run_apart ocrmend learn -q raw other -o table.tsv --truth truth truth
    [ -z "$stderr" ]
    rm table.tsv
    trouble 1 "nothing was learnt" -q other --truth truth
}

@test "what a person corrected" {
    ocrmend clean --edits=log -o clean raw
    printf '{"id":1,"stage":"names","rule":"name-person","raw":[6,9],"clean":[6,9],"at":6,"old":"泊","new":"桥","confidence":0.7,"outcome":"suggested"}\n' > suggestion
    { head -n 1 log; cat suggestion; sed 1d log | sed 's/"notes":0/"notes":1/'; } > log2
    sum=$(tail -n 1 log | grep -o '"raw_xxh3":"[0-9a-f]*"')
    printf '{"ocrmend":"0.1.0","decisions":1,%s}\n{"id":1,"decision":"accept"}\n' "$sum" > decisions
    run_apart ocrmend learn raw --edits log2 --decisions decisions
    [ "$status" -eq 0 ] || { printf '%s\n' "$stderr"; false; }
    printf '%s\n' "$output" | grep -qx '泊	桥	1	2'
    # the log that apply has written holds the decision
    ocrmend apply --edits=log2 --decisions=decisions --edits-out=log3 -o decided raw
    ocrmend learn raw --edits log3 | grep -qx '泊	桥	1	2'
    # nobody has decided anything
    [ "$(ocrmend learn raw --edits log2 | grep -cv '^#')" -eq 1 ]
    trouble 1 "another raw text" truth --edits log2
    printf 'x\n' > bad
    trouble 1 "bad: line 1" raw --edits bad
}

@test "what cannot be learnt from" {
    trouble 2 "2 RAW and 1 --truth" raw raw --truth truth
    trouble 2 "1 RAW and 2 --truth" raw --truth truth truth
    trouble 2 "1 RAW and 2 --decisions" raw --edits log --decisions a b
    trouble 2 "needs RAW" raw
    trouble 2 "needs RAW" --truth truth
    trouble 2 "needs RAW"
    trouble 2 "either" raw --truth truth --edits log
    trouble 2 "--format" raw --edits log --format=hocr
    trouble 2 "standard input" raw --edits -
    trouble 2 "standard input" - - --truth truth truth
    trouble 2 "unknown" --nothing
    trouble 2 "format" raw --truth truth --format=docx
    trouble 3 "none" none --truth truth
    trouble 3 "none" raw --truth none
    : > empty
    trouble 1 "nothing was learnt" -q empty --truth empty
    printf 'a\0b' > binary
    trouble 1 "binary" binary --truth truth
    mkdir dir
    trouble 3 "dir: is a directory" dir --truth truth
}

@test "the table is written whole or not at all" {
    echo before > table.tsv
    ocrmend learn raw none -o table.tsv --truth truth truth 2> /dev/null || [ $? -eq 3 ]
    [ "$(cat table.tsv)" = before ]
    ocrmend learn raw -o table.tsv --truth truth
    only_files officials.tsv raw table.tsv truth
}

@test "with the table a misread name is put right" {
    head -n 1 raw > line
    printf 'read\tmeant\tcount\tof\n\t\t50\t1000\n泊\t桥\t50\t100\n' > table.tsv
    [ "$(ocrmend clean -d officials.tsv --confusions ./table.tsv line)" = '陈石桥昨天到渔村调研。' ]
    [ "$(ocrmend clean -d officials.tsv --confusions=paddle --confusions=table.tsv line)" = '陈石桥昨天到渔村调研。' ]
    [ "$(ocrmend clean --confusions ./table.tsv line)" = "$(cat line)" ]
    ocrmend clean -d officials.tsv --confusions table.tsv --edits=log -o out line
    ocrmend revert out log | cmp - line
}

@test "without a table named it is Tesseract's" {
    printf 'name\ttype\n陈石鼎\tperson\n' > officials.tsv
    printf '本报记者陈石易报道。\n' > line
    [ "$(ocrmend clean -d officials.tsv line)" = 本报记者陈石鼎报道。 ]
    [ "$(ocrmend clean -d officials.tsv --confusions tesseract-chi_sim line)" = 本报记者陈石鼎报道。 ]
    for t in none paddle; do
        [ "$(ocrmend clean -d officials.tsv --confusions $t line)" = 本报记者陈石易报道。 ]
    done
}

@test "tables that cannot be used" {
    run_apart ocrmend clean -d officials.tsv --confusions none.tsv -o out raw
    [ "$status" -eq 3 ] && one_line && [ ! -e out ]
    run_apart ocrmend clean -d officials.tsv --confusions nobody raw
    [ "$status" -eq 2 ] && one_line && [[ "$stderr" = *"no table of confusions 'nobody'"* ]]
    printf 'read\tmeant\tcount\tof\n泊\t桥\t50\n' > table.tsv
    run_apart ocrmend clean -d officials.tsv --confusions table.tsv -o out raw
    [ "$status" -eq 1 ] && one_line && [[ "$stderr" = "ocrmend: table.tsv: line 2: not the four fields"* ]] && [ ! -e out ]
    : > table.tsv
    run_apart ocrmend clean -d officials.tsv --confusions table.tsv raw
    [ "$status" -eq 1 ] && [ "$stderr" = "ocrmend: table.tsv: line 1: the table is empty" ]
}

@test "the tables that come with ocrmend" {
    for t in "$SRCDIR"/dict/confusions-*.tsv; do
        name=${t##*/confusions-}
        [ "$(ocrmend clean -d officials.tsv --confusions "${name%.tsv}" truth)" = "$(cat truth)" ]
        ocrmend clean --help | grep -qw -- "${name%.tsv}"
    done
}

@test "help" {
    run_apart ocrmend learn --help
    [ "$status" -eq 0 ]
    case $output in "Usage: ocrmend learn"*) ;; *) false ;; esac
}
