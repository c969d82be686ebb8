#!/usr/bin/env bats
# ocrmend dict: build, check, lookup.
load common

setup() {
    cd "$BATS_TEST_TMPDIR"
    printf 'name\ttype\ttitle\torg\n陈石桥\tperson\t县长\t云溪县人民政府\n柳河镇\tplace\n云溪县人民政府\torg\n' > names.tsv
}

@test "build, and look up in what was built and in the source alike" {
    run_apart ocrmend dict build -o names.dict names.tsv
    [ "$status" -eq 0 ] && [ -z "$output$stderr" ]
    expected=$'6\t陈石侨\tsubstituted\t陈石桥\t'
    for d in names.dict names.tsv; do
        run_apart ocrmend dict lookup -d $d 县长陈石侨
        [ "$status" -eq 0 ] && [ -z "$stderr" ]
        [[ "$output" = "$expected"*$'\t侨>桥\tperson, 县长, 云溪县人民政府' ]]
    done
    run_apart ocrmend dict lookup --dict=names.dict 到柳河镇来 说
    [ "$output" = $'3\t柳河镇\texact\t柳河镇\t0\t\tplace' ]
    [ "$(printf '柳河镇' | ocrmend dict lookup -d names.dict)" = $'0\t柳河镇\texact\t柳河镇\t0\t\tplace' ]
    [ "$(ocrmend dict lookup -d names.dict --cost=0 县长陈石侨)" = "" ]
    [ "$(ocrmend dict lookup -d names.dict -d names.tsv 柳河镇 | wc -l)" -eq 2 ]
}

@test "lookup: two characters of a long name" {
    run_apart ocrmend dict lookup -d names.tsv 在云漠县人民攻府和柳河镇
    [ "$status" -eq 0 ] && [ -z "$stderr" ]
    [[ "$output" = $'3\t云漠县人民攻府\ttwo\t云溪县人民政府\t'*$'\t漠攻>溪政\torg\n27\t柳河镇\texact\t'* ]]
    cost=$(head -n 1 <<< "$output" | cut -f 5)
    [ "$(ocrmend dict lookup -d names.tsv --cost="$cost" 云漠县人民攻府 | wc -l)" -eq 1 ]
    [ "$(ocrmend dict lookup -d names.tsv --cost=$((cost - 1)) 云漠县人民攻府)" = "" ]
    [ "$(ocrmend dict lookup -d names.tsv 卑漠县人民攻府)" = "" ]
    run_apart ocrmend dict lookup -d names.tsv --cost=511 云溪
    [ "$status" -eq 2 ] && one_line
}

@test "the same sources give the same bytes; -v tells how many" {
    ocrmend dict build -o a.dict names.tsv
    run_apart ocrmend dict build -v -o b.dict names.tsv
    [[ "$stderr" = "ocrmend: b.dict: 3 names, 3 rows, "*" bytes" ]]
    cmp a.dict b.dict
    ocrmend dict build -o - names.tsv | cmp a.dict
}

@test "charsets, CR LF, byte order mark" {
    ocrmend dict build -o a.dict names.tsv
    iconv -f UTF-8 -t GB18030 names.tsv | sed 's/$/\r/' > gb.tsv
    { printf '\357\273\277'; cat names.tsv; } > bom.tsv
    iconv -f UTF-8 -t UTF-16 names.tsv > wide.tsv
    for source in "--from=GB18030 gb.tsv" gb.tsv bom.tsv wide.tsv; do
        ocrmend dict build -o b.dict $source
        cmp a.dict b.dict
    done
    run_apart ocrmend dict build --from=EBCDIC-9 -o b.dict names.tsv
    [ "$status" -eq 2 ] && one_line
}

@test "rows that cannot be used are told with file and line, and left out" {
    printf '王\tperson\nJohn\tperson\n陈 石\tperson\n柳河\tbird\n柳河镇\tplace\n' >> names.tsv
    run_apart ocrmend dict build -v -o names.dict names.tsv
    [ "$status" -eq 0 ]
    [[ "$stderr" = *"ocrmend: names.tsv: line 5: '王': a name of one character; the row is left out"* ]]
    [[ "$stderr" = *"names.tsv: line 6: 'John': has 'J'"* ]]
    [[ "$stderr" = *"names.tsv: line 7: '陈 石': has ' '"* ]]
    [[ "$stderr" = *"names.tsv: line 8: 'bird': no type"* ]]
    [[ "$stderr" = *"names.tsv: line 9: the same as line 3"* ]]
    [[ "$stderr" = *"names.dict: 3 names, "* ]]
    run_apart ocrmend dict build -q -o names.dict names.tsv
    [ "$status" -eq 0 ] && [ -z "$stderr" ]
    run_apart ocrmend dict check names.tsv
    [ "$status" -eq 1 ]
}

@test "many rows that cannot be used: the first twenty and how many more" {
    for i in $(seq 100); do printf '王\tperson\n'; done >> names.tsv
    run_apart ocrmend dict build -o names.dict names.tsv
    [ "$status" -eq 0 ]
    [ "$(printf '%s\n' "$stderr" | wc -l)" -eq 21 ]
    [[ "$stderr" = *"and 80 more rows like these" ]]
}

@test "sources that cannot be used leave nothing behind" {
    : > empty.tsv
    printf 'name\ttype\n' > header.tsv
    printf '陈石桥是县长\n' > text.tsv
    printf 'name\ttype\n陈石桥\tperson\n\377\376\tperson\n' > bad.tsv
    for source in empty.tsv header.tsv text.tsv "--from=UTF-8 bad.tsv"; do
        run_apart ocrmend dict build -o x.dict names.tsv $source
        [ "$status" -eq 1 ] && one_line
        [[ "$stderr" = "ocrmend: ${source##* }: "* ]]
    done
    [[ "$stderr" = *"bad.tsv: line 3: "* ]]
    run_apart ocrmend dict build -o x.dict none.tsv
    [ "$status" -eq 3 ] && one_line
    only_files bad.tsv empty.tsv header.tsv names.tsv text.tsv
    ocrmend dict build -o x.dict names.tsv
    run_apart ocrmend dict build -o y.dict x.dict
    [ "$status" -eq 1 ] && one_line
}

@test "of two sources that disagree the first named counts" {
    printf 'name\ttype\ttitle\torg\tnote\n陈石桥\tperson\t县长\t云溪县人民政府\tagain\n' > again.tsv
    run_apart ocrmend dict build -o a.dict names.tsv again.tsv
    [ "$status" -eq 0 ]
    [ "$stderr" = "ocrmend: again.tsv: line 2: disagrees with line 2 of a source named before, which counts" ]
    [[ "$(ocrmend dict lookup -d a.dict 陈石桥)" != *again ]]
    ocrmend dict build -q -o a.dict again.tsv names.tsv
    [[ "$(ocrmend dict lookup -d a.dict 陈石桥)" = *again ]]
}

@test "a compiled file that is cut, damaged or of another version is refused" {
    ocrmend dict build -o names.dict names.tsv
    size=$(wc -c < names.dict)
    head -c $((size - 1)) names.dict > cut.dict
    { head -c $((size - 30)) names.dict; printf 'XYZ'; tail -c 27 names.dict; } > flipped.dict
    { head -c 12 names.dict; printf '\011'; tail -c $((size - 13)) names.dict; } > version.dict
    for d in cut version; do
        run_apart ocrmend dict lookup -d $d.dict 陈石侨
        [ "$status" -eq 1 ] && one_line
    done
    [[ "$stderr" = *"compiled by another version"* ]]
    run_apart ocrmend dict check flipped.dict
    [ "$status" -eq 1 ] && one_line && [[ "$stderr" = "ocrmend: flipped.dict: damaged"* ]]
    run_apart ocrmend dict lookup -d none.dict 陈石侨
    [ "$status" -eq 3 ] && one_line
}

@test "check: ambiguous and confusable names, names that are words" {
    printf 'name\ttype\ttitle\n陈石桥\tperson\t县长\n陈石桥\tplace\n柳侨县\tplace\n柳桥县\tplace\n资源\tplace\n' > a.tsv
    printf '资源\t900\tn\n石桥 80 n\n' > words
    run_apart ocrmend dict check --words=words a.tsv
    [ "$status" -eq 0 ] && [ -z "$stderr" ]
    [[ "$output" = *$'ambiguous\t陈石桥\tperson, 县长; place'* ]]
    [[ "$output" = *$'confusable\t柳侨县\t柳桥县\t'* ]]
    [[ "$output" = *$'word\t资源\tplace'* ]]
    [ "$(printf '%s\n' "$output" | wc -l)" -eq 3 ]
    ocrmend dict build -q -o a.dict a.tsv
    [ "$(ocrmend dict check --words=words a.dict)" = "$output" ]
}

@test "command lines that are wrong" {
    for args in "" none "build names.tsv" "build -o x.dict" check lookup "lookup -d names.tsv --cost=256 x" \
        "lookup -d names.tsv --cost= x" "check --cost=3 names.tsv" "build -d names.tsv -o x names.tsv" "lookup -F"; do
        run_apart ocrmend dict $args
        [ "$status" -eq 2 ] && one_line
    done
    run_apart ocrmend dict lookup -d names.tsv $'\377'
    [ "$status" -eq 1 ] && one_line
    only_files names.tsv
}

@test "help" {
    for args in "dict --help" "dict build --help" "help dict"; do
        run_apart ocrmend $args
        [ "$status" -eq 0 ] && [ -z "$stderr" ]
        [[ "$output" = "Usage: ocrmend dict build"* ]]
    done
}
