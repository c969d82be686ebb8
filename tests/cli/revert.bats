#!/usr/bin/env bats
# ocrmend revert, and the edit log it reads.
load common

@test "gives the raw bytes back, to standard output and to a file" {
    ocrmend clean -o clean --edits=log page.raw
    ocrmend revert clean log | cmp - page.raw
    ocrmend revert -o back clean log
    cmp back page.raw
    ocrmend revert - log < clean | cmp - page.raw
    ocrmend revert clean - < log | cmp - page.raw
    only_files back clean log
}

@test "in place, there and back" {
    cp page.raw text
    ocrmend clean -o text --edits=log text
    ! cmp -s text page.raw
    ocrmend revert -o text text log
    cmp text page.raw
}

@test "several files, of several charsets" {
    printf '\xd6\xd0\xb9\xfa \xff\n' > gbk
    : > empty
    printf '\xff\xfe\x2d\x4e\x0a\x00' > utf16
    ocrmend clean -q -o clean --edits=log page.raw gbk empty utf16
    [ "$(grep -c '"log":1' log)" -eq 4 ]
    cat page.raw gbk empty utf16 > want
    ocrmend revert clean log | cmp - want
}

@test "megabytes, and one line of them" {
    i=0
    while [ $i -lt 3000 ]; do page; echo; i=$((i + 1)); done > lines
    for i in 1 2 3 4 5; do cat lines; done > long
    tr -d '\r\n' < long > line
    for file in long line; do
        ocrmend clean -o clean --edits=log $file
        ocrmend revert clean log | cmp - $file
    done
}

@test "random bytes" {
    head -c 300000 /dev/urandom > random
    ocrmend clean -q -o clean --edits=log random
    ocrmend revert clean log > back || { cp random "${TMPDIR:-/tmp}/ocrmend-failing-input"; false; }
    cmp back random
}

@test "a changed text is told, and nothing is written" {
    ocrmend clean -o clean --edits=log page.raw
    printf 'X' | dd of=clean bs=1 seek=3 conv=notrunc 2> /dev/null
    run_apart ocrmend revert -o back clean log
    [ "$status" -eq 1 ] && one_line && [[ "$stderr" = "ocrmend: clean: byte 0: "* ]]
    only_files clean log
}

@test "a text that is longer or shorter is told" {
    ocrmend clean -o clean --edits=log page.raw
    echo >> clean
    run_apart ocrmend revert clean log
    [ "$status" -eq 1 ] && one_line
    : > clean
    run_apart ocrmend revert clean log
    [ "$status" -eq 1 ] && one_line && [[ "$stderr" = "ocrmend: clean: byte 0: "* ]]
}

@test "a log that is cut off, not a log, or empty is told with its line" {
    ocrmend clean -o clean --edits=log page.raw
    head -n -1 log > cut
    run_apart ocrmend revert clean cut
    [ "$status" -eq 1 ] && one_line && [[ "$stderr" = "ocrmend: cut: line $(wc -l < cut): "* ]]
    run_apart ocrmend revert clean clean
    [ "$status" -eq 1 ] && one_line && [[ "$stderr" = "ocrmend: clean: line 1: "* ]]
    run_apart ocrmend revert clean /dev/null
    [ "$status" -eq 1 ] && one_line
}

@test "missing files, directories and a wrong number of names are told" {
    ocrmend clean -o clean --edits=log page.raw
    run_apart ocrmend revert none log
    [ "$status" -eq 3 ] && [ "$stderr" = "ocrmend: none: No such file or directory" ]
    run_apart ocrmend revert clean .
    [ "$status" -eq 3 ] && one_line
    for args in '' 'clean' 'clean log log' '- -' '--none clean log' '-o'; do
        run_apart ocrmend revert $args
        [ "$status" -eq 2 ] && one_line || { echo "$args: $status $stderr"; false; }
    done
}

@test "a full device is told" {
    [ -c /dev/full ] || skip "no /dev/full"
    ocrmend clean -o clean --edits=log page.raw
    run_apart ocrmend revert -o /dev/full clean log
    [ "$status" -eq 3 ] && [ "$stderr" = "ocrmend: /dev/full: No space left on device" ]
}

@test "the log names file, charset, stage, rule, ranges, old and new text" {
    ocrmend clean --keep-lines -o clean --edits=log page.raw
    head -n 1 log | grep -q '"name":"page.raw","charset":"UTF-8","keep_lines":true}$'
    grep -q '"stage":"encode","rule":"final-newline","raw":\[57,57\],"clean":\[55,56\],.*"old":"","new":"\\n"' log
    tail -n 1 log | grep -q '^{"end":true,"blocks":1,'
}
