#!/usr/bin/env bats
# ocrmend clean on documents: formats, what is written, messages.
load common

@test "a document comes out as a document, --to=txt gives its text" {
    hocr 新桥, 通车 > in.hocr
    ocrmend clean in.hocr > out
    grep -q '>新桥，通车</span>' out
    [ "$(grep -c ocrx_word out)" -eq 1 ]
    [ "$(ocrmend clean --to=txt in.hocr)" = 新桥，通车 ]
    [ "$(ocrmend clean --to=txt < in.hocr)" = 新桥，通车 ]
}

@test "a document with nothing to mend stays byte for byte" {
    hocr 新桥 > in.hocr
    ocrmend clean in.hocr | cmp - in.hocr
    hocr 新桥, 通车 > in.hocr
    ocrmend clean --stages=decode in.hocr | cmp - in.hocr
}

@test "both ways are undone" {
    hocr 新桥, 通车 > in.hocr
    for to in txt same; do
        ocrmend clean --to=$to --edits=log -o out in.hocr
        ocrmend revert out log | cmp - in.hocr
    done
    head -n 1 log | grep -q '"format":"hocr","to":"same"}$'
}

@test "a document cleaned in place" {
    hocr 新桥, 通车 > page.hocr
    cp page.hocr raw
    ocrmend clean -o page.hocr --edits=page.jsonl page.hocr
    ! cmp -s page.hocr raw
    ocrmend revert -o page.hocr page.hocr page.jsonl
    cmp page.hocr raw
}

@test "--format forces: a document can be read as plain text, text is no document" {
    hocr 新桥, 通车 > in.hocr
    ocrmend clean --format=txt --stages=decode in.hocr | cmp - in.hocr
    run_apart ocrmend clean --format=hocr page.raw
    [ "$status" -eq 1 ] && one_line && [ -z "$output" ]
    [[ "$stderr" =~ ^ocrmend:\ page.raw:1:[0-9]+:\ not\ well-formed ]]
    run_apart ocrmend clean --format=word page.raw
    [ "$status" -eq 2 ] && one_line
}

@test "a document cut off is told with line and column, and nothing is written" {
    hocr 新桥, 通车 | head -c 150 > cut.hocr
    run_apart ocrmend clean -o out --edits=log cut.hocr
    [ "$status" -eq 1 ] && one_line
    [[ "$stderr" =~ ^ocrmend:\ cut.hocr:1:[0-9]+:\  ]]
    only_files cut.hocr
}

@test "several documents come out as text; as documents they cannot" {
    hocr 新桥, 通车 > a.hocr
    [ "$(ocrmend clean a.hocr a.hocr)" = "新桥，通车
新桥，通车" ]
    run_apart ocrmend clean --to=same a.hocr a.hocr
    [ "$status" -eq 2 ] && one_line && [ -z "$output" ]
}

@test "--help lists the formats" {
    for format in txt hocr alto page tsv paddle; do
        ocrmend clean --help | grep -q "^ *$format  "
    done
}

@test "a document in UTF-16 is refused, a text in UTF-16 is not" {
    hocr 新桥 > in.hocr
    for charset in UTF-16LE UTF-16BE; do
        { printf '\uFEFF' | iconv -t $charset; iconv -t $charset in.hocr; } > wide.hocr
        run ocrmend clean wide.hocr
        [ "$status" -eq 1 ]
        [[ "$output" == *"wide.hocr: "*"hOCR in UTF-16"*iconv* ]]
    done
    { printf '\uFEFF<新桥>' | iconv -t UTF-16LE; } > wide.txt
    [ "$(ocrmend clean wide.txt)" = '<新桥>' ]
}
