#!/usr/bin/env bats
# ocrmend score: figures, names, rules, directories, what cannot be scored.
load common

texts() {
    printf '林小满昨日到了云泽市。\n全长12公里，共三段。\n' > truth
    printf '林小蒲昨日到\n了云泽市.\n全长 12公里,共二段。\n' > raw
    printf '林小满昨日到了云泽布。\n全长12公里，共二段。\n' > out
}

trouble() {
    want=$1
    shift
    run_apart ocrmend score "$@"
    [ "$status" -eq "$want" ] || { printf 'status %s\n' "$status"; return 1; }
    [ -z "$output" ]
    one_line
}

@test "figures" {
    texts
    printf 'name\ttype\n林小满\tperson\n云泽市\tplace\n云泽\tplace\n' > names
    run_apart ocrmend score --raw=raw --names=names truth out
    [ "$status" -eq 0 ] && [ -z "$stderr" ]
    [ "$output" = 'characters             22 in 1 text
CER                    raw  18.18%  out   9.09%  reduction   50.0%
CER with breaks        raw  21.74%  out   8.70%  reduction   60.0%
paragraph breaks       raw P 0.500 R 1.000 F1 0.667  out P 1.000 R 1.000 F1 1.000 (truth 1, out 1)
person                 mentions 1, right raw   0.00%  out 100.00%, fixed 1 of 1 wrong (100.0%), broken 0
place                  mentions 1, right raw 100.00%  out   0.00%, fixed 0 of 0 wrong (0.0%), broken 1
characters fixed       3
false corrections      1 = 4545.5 per 100,000 (Han 1, other 0, inserted 0)' ]
}

@test "without raw" {
    texts
    run_apart ocrmend score truth out
    [ "$output" = 'characters             22 in 1 text
CER                      9.09%
CER with breaks          8.70%
paragraph breaks       P 1.000 R 1.000 F1 1.000 (truth 1, out 1)' ]
    run_apart ocrmend score truth truth
    printf '%s\n' "$output" | grep -q '^CER  *0\.00%$'
}

@test "names by their places" {
    texts
    printf 'PERSON\t林小满\t0\nPLACE\t云泽市\t7\n' > names
    run_apart ocrmend score --names=names --format=json truth out
    [ "$status" -eq 0 ]
    printf '%s\n' "$output" | grep -q '"names":{"PERSON":{"mentions":1,"out_right":1},"PLACE":{"mentions":1,"out_right":0}}'
    printf 'PERSON\t林小满\t1\n' > names
    trouble 1 --names=names truth out
    printf 'PERSON\t林小满\t0\nPLACE\t云泽市\n' > names
    trouble 1 --names=names truth out
    printf 'no tab\n' > names
    trouble 1 --names=names truth out
}

@test "each rule" {
    texts
    ocrmend clean -o out --edits=log raw
    run_apart ocrmend score --raw=raw --edits=log truth out
    [ "$status" -eq 0 ]
    printf '%s\n' "$output" | grep -q '^mark-width  *1  *0  *0  *0$'
    printf '%s\n' "$output" | grep -q '^join-line  *0  *0  *1  *0$'
    ocrmend score --raw=raw --edits=log --format=json truth out | grep -q '"rules":{.*"mark-width":{"fixed":1,"broken":0,'
    trouble 1 --raw=truth --edits=log truth out
    trouble 2 --edits=log truth out
}

@test "directories: files of the same name belong together and are added up" {
    texts
    mkdir t r o n
    for i in a b; do
        cp truth t/$i.txt
        cp raw r/$i.raw.txt
        cp out o/$i
        printf 'place\t云泽市\t7\n' > n/$i.tsv
    done
    run_apart ocrmend score --raw=r --names=n t o
    [ "$status" -eq 0 ]
    printf '%s\n' "$output" | grep -q '^characters  *44 in 2 texts$'
    printf '%s\n' "$output" | grep -q '^place  *mentions 2,'
    printf '云泽市\tplace\n' > list
    run_apart ocrmend score --raw=r --names=list t o
    printf '%s\n' "$output" | grep -q '^place  *mentions 2,'
    rm o/b
    trouble 3 t o
    trouble 2 t out
}

@test "empty texts" {
    texts
    : > empty
    run_apart ocrmend score --raw=raw truth empty
    [ "$status" -eq 0 ]
    printf '%s\n' "$output" | grep -q '^CER .*out 100.00%'
    run_apart ocrmend score empty out
    [ "$status" -eq 0 ]
    run_apart ocrmend score empty empty
    [ "$status" -eq 0 ]
}

@test "documents: the words are scored" {
    hocr 林小满昨日到了云泽布。 > out.hocr
    hocr 林小蒲昨日到了云泽市。 > raw.hocr
    printf '林小满昨日到了云泽市。\n' > truth
    run_apart ocrmend score --raw=raw.hocr truth out.hocr
    [ "$status" -eq 0 ] && [ -z "$stderr" ]
    printf '%s\n' "$output" | grep -q '^CER  *raw  *9\.09%  out  *9\.09%'
    printf '%s\n' "$output" | grep -q '^false corrections  *1 '
    head -c 100 out.hocr > cut.hocr
    trouble 1 truth cut.hocr
}

@test "what cannot be scored" {
    texts
    printf 'a\0b' > binary
    trouble 1 truth binary
    trouble 3 truth none
    trouble 2 truth
    trouble 2 --format=xml truth out
    trouble 2 --nothing truth out
    trouble 3 --names=none truth out
}

@test "help" {
    run_apart ocrmend score --help
    [ "$status" -eq 0 ]
    case $output in "Usage: ocrmend score"*) ;; *) false ;; esac
}
