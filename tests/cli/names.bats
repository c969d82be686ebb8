#!/usr/bin/env bats
# ocrmend clean with dictionaries: -d, --level.
load common

setup() {
    cd "$BATS_TEST_TMPDIR"
    printf 'name\ttype\n陈石桥\tperson\n柳河镇\tplace\n' > officials.tsv
    printf '县长陈石侨昨天到渔村调研。\n' > page.txt
}

@test "a misread name is put right, and the log tells why" {
    [ "$(ocrmend clean page.txt)" = '县长陈石侨昨天到渔村调研。' ]
    run_apart ocrmend clean -d officials.tsv --edits=page.jsonl -o clean.txt page.txt
    [ "$status" -eq 0 ] && [ -z "$output$stderr" ]
    [ "$(cat clean.txt)" = '县长陈石桥昨天到渔村调研。' ]
    grep -q '"stage":"names","rule":"name-person",.*"old":"侨","new":"桥",.*"why":"陈石侨: 陈石桥 (person), ' page.jsonl
    ocrmend revert clean.txt page.jsonl | cmp - page.txt
}

@test "compiled or source, several, in any charset" {
    ocrmend dict build -o officials.dict officials.tsv
    printf '林小渝\tperson\n' | iconv -f UTF-8 -t GB18030 > more.tsv
    for dicts in "-d officials.dict" "--dict=officials.dict" "-d more.tsv -d officials.dict" "-d officials.tsv -d builtin"; do
        [ "$(ocrmend clean $dicts page.txt)" = '县长陈石桥昨天到渔村调研。' ]
    done
    [ "$(ocrmend clean -d builtin page.txt)" = '县长陈石侨昨天到渔村调研。' ]
}

@test "the built-in dictionary comes with any other" {
    printf '货车开往福建省石狮巿。\n' > rain.txt
    [ "$(ocrmend clean rain.txt)" = '货车开往福建省石狮巿。' ]
    for d in builtin officials.tsv; do
        [ "$(ocrmend clean -d $d rain.txt)" = '货车开往福建省石狮市。' ]
    done
}

@test "levels" {
    for level in safe normal bold; do
        ocrmend clean -d officials.tsv --level=$level page.txt > out.txt
    done
    run_apart ocrmend clean -d officials.tsv --level=brave page.txt
    [ "$status" -eq 2 ]
    [ "$stderr" = "ocrmend: clean: --level takes safe|normal|bold, not 'brave'" ]
}

@test "dictionaries that cannot be used" {
    run_apart ocrmend clean -d none.tsv page.txt
    [ "$status" -eq 3 ] && [[ "$stderr" = "ocrmend: none.tsv: "* ]] && [ -z "$output" ]
    : > empty.tsv
    run_apart ocrmend clean -d empty.tsv -o out.txt page.txt
    [ "$status" -eq 1 ] && [[ "$stderr" = "ocrmend: empty.tsv: "* ]] && [ ! -e out.txt ]
    ocrmend dict build -o officials.dict officials.tsv
    head -c 300 officials.dict > short.dict
    run_apart ocrmend clean -d short.dict page.txt
    [ "$status" -eq 1 ] && [ "$stderr" = "ocrmend: short.dict: cut short" ]
    printf 'name\ttype\n陈\tperson\n陈石桥\tperson\n' > row.tsv
    run_apart ocrmend clean -d row.tsv page.txt
    [ "$status" -eq 0 ] && [[ "$stderr" = "ocrmend: row.tsv: line 2: "*"left out" ]]
    [ "$output" = '县长陈石桥昨天到渔村调研。' ]
    [ -z "$(ocrmend clean -q -d row.tsv page.txt 2>&1 >/dev/null)" ]
    run_apart ocrmend clean $(for i in $(seq 16); do echo -d officials.tsv; done) page.txt
    [ "$status" -eq 2 ] && [[ "$stderr" = "ocrmend: clean: more than 15 dictionaries; "* ]]
}

@test "what decided is told by diff and the review page, and stays in the log after a person's decisions" {
    ocrmend clean -d officials.tsv --edits=log -o out page.txt
    why=$(grep -o '"why":"[^"]*"' log | head -n 1)
    [ -n "$why" ]
    ocrmend diff --format=json --edits=log page.txt out > diff.jsonl || [ $? -eq 1 ]
    grep -q "\"why\": *\"" diff.jsonl
    ocrmend review --edits=log -o page.html page.txt
    grep -qF "$why" page.html
    grep '"end"' log | sed 's/.*\("raw_xxh3":"[^"]*"\).*/{"ocrmend":"0.1.0","decisions":1,\1}/' > decisions
    ocrmend apply --edits=log --decisions=decisions --edits-out=log2 -o out2 page.txt
    cmp out out2
    grep -qF "$why" log2
}

@test "two characters of a long name: two changes, or one suggestion that a person may accept" {
    printf 'name\ttype\n云溪县人民政府\torg\n' > offices.tsv
    printf '云漠县人民攻府昨天公布了名单。\n' > page.txt
    ocrmend clean -d offices.tsv --edits=log -o clean.txt page.txt
    [ "$(cat clean.txt)" = '云溪县人民政府昨天公布了名单。' ]
    [ "$(grep -c '"rule":"name-org",.*"why":"云漠县人民攻府: 云溪县人民政府 (org), ' log)" -eq 2 ]
    ocrmend revert clean.txt log | cmp - page.txt
    printf '云漫县人民政府\torg\n' >> offices.tsv
    ocrmend clean -d offices.tsv --edits=log -o clean.txt page.txt
    cmp clean.txt page.txt
    grep -q '"outcome":"suggested",.*"old":"漠县人民攻","new":"漫县人民政"' log
    { grep '"end"' log | sed 's/.*\("raw_xxh3":"[^"]*"\).*/{"ocrmend":"0.1.0","decisions":1,\1}/'
      sed -n 's/^{"id":\([0-9]*\),.*"rule":"name-org".*/{"id":\1,"decision":"accept","rule":"name-org"}/p' log; } > decisions
    [ "$(ocrmend apply --edits=log --decisions=decisions page.txt)" = '云漫县人民政府昨天公布了名单。' ]
}
