#!/usr/bin/env bats
# ocrmend dict mine: a dictionary from clean texts; it can be used as it is.
load common

setup() {
    cd "$BATS_TEST_TMPDIR"
    printf '本报讯（记者周小明）柳河县委书记陈石桥昨日到云溪镇调研。\n陈石桥说，新桥要早日通车。\n' > a.txt
    printf '陈石桥书记主持会议，县长高明亮关心安全。\n' > b.txt
}

expected=$'name\ttype\ttitle\torg\tplace\tcount\tnote\n陈石桥\tperson\t书记\t县委\t柳河县\t3\ta.txt:1\n周小明\tperson\t记者\t\t\t1\ta.txt:1'

@test "files, standard input, any charset; -o" {
    [ "$(ocrmend dict mine a.txt b.txt)" = "$expected" ]
    [ "$(cat a.txt b.txt | ocrmend dict mine | sed 's/standard input/a.txt/')" = "$expected" ]
    iconv -t GB18030 a.txt > gb
    [ "$(ocrmend dict mine gb b.txt | sed 's/\tgb:/\ta.txt:/')" = "$expected" ]
    run_apart ocrmend dict mine -o out a.txt b.txt
    [ "$status" -eq 0 ] && [ -z "$output$stderr" ]
    [ "$(cat out)" = "$expected" ]
}

@test "--min" {
    ocrmend dict mine --min=1 a.txt b.txt | grep -q '^高明亮'
    [ "$(ocrmend dict mine --min=3 a.txt b.txt | wc -l)" -eq 2 ]
    for n in 0 x -1 2x ''; do
        run_apart ocrmend dict mine "--min=$n" a.txt
        [ "$status" -eq 2 ]
        one_line
    done
}

@test "what comes out goes in: build, check, clean" {
    ocrmend dict mine -o names.tsv a.txt b.txt
    run_apart ocrmend dict check names.tsv
    [ "$status" -eq 0 ] && [ -z "$output$stderr" ]
    run_apart ocrmend dict build -o names.dict names.tsv
    [ "$status" -eq 0 ] && [ -z "$stderr" ]
    [[ "$(ocrmend dict lookup -d names.dict 陈石桥)" = *"person, 书记, 县委, 柳河县, a.txt:1" ]]
    [ "$(printf '县长陈石侨昨天到柳河镇。\n' | ocrmend clean -d names.tsv)" = '县长陈石桥昨天到柳河镇。' ]
}

@test "a name cut by a line's end of a document is whole" {
    cat > page.hocr <<'END'
<html><body><div class='ocr_page' title='bbox 0 0 900 900'>
<span class='ocr_line' title='bbox 0 0 400 40'><span class='ocrx_word' title='bbox 0 0 400 40; x_wconf 95'>昨日，柳河县县长高</span></span>
<span class='ocr_line' title='bbox 0 50 400 90'><span class='ocrx_word' title='bbox 0 50 400 90; x_wconf 95'>明亮说，新桥要早通</span></span>
</div></body></html>
END
    ocrmend dict mine page.hocr | grep -q '^高明亮'
}

@test "decisions: accepted names come, rejected ones do not" {
    printf '陈石桥\tperson\n' > list
    printf '县长陈石侨昨天到柳河镇。\n' > raw
    ocrmend clean -d list --edits=log -o clean raw
    { printf '{"ocrmend":"0.1.0","decisions":1,%s}\n' "$(tail -n 1 log | grep -o '"raw_xxh3":"[0-9a-f]*"')"
      printf '{"id":1,"decision":"reject","old":"侨","new":"桥"}\n'; } > decisions
    ! ocrmend dict mine --edits=log --decisions=decisions a.txt b.txt | grep -q 陈石桥
    sed -i 's/reject/accept/' decisions
    [ "$(ocrmend dict mine --edits=log --decisions=decisions | tail -n 1)" = $'陈石桥\tperson\t\t\t\t1\taccepted' ]
    run_apart ocrmend dict mine --decisions=decisions a.txt
    [ "$status" -eq 2 ]
    one_line
    sed -i 's/"new":"桥"/"new":"x"/' decisions
    run_apart ocrmend dict mine --edits=log --decisions=decisions a.txt -o out
    [ "$status" -eq 1 ] && [ ! -e out ]
    one_line
    run_apart ocrmend dict mine --edits=a.txt --decisions=decisions a.txt
    [ "$status" -eq 1 ]
    [[ "$stderr" = *a.txt* ]]
}

@test "no file, no text, no output" {
    run_apart ocrmend dict mine -o out nowhere a.txt
    [ "$status" -eq 3 ] && [ ! -e out ]
    one_line
    [ "$(printf '' | ocrmend dict mine | wc -l)" -eq 1 ]
    run_apart ocrmend dict mine a.txt -o nowhere/out
    [ "$status" -eq 3 ]
    run_apart ocrmend dict mine --none a.txt
    [ "$status" -eq 2 ]
    ocrmend dict mine --help | grep -q -- --min
    [ ! -e /dev/full ] || { run_apart ocrmend dict mine a.txt -o /dev/full; [ "$status" -eq 3 ]; }
}
