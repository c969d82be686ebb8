#!/usr/bin/env bats
# ocrmend clean: input, options, messages.
load common

@test "cleans a file, standard input, and - among files" {
    want='县里的新桥昨日通车。
桥长一百二十米。'
    run_apart ocrmend clean --keep-lines page.raw
    [ "$status" -eq 0 ] && [ "$output" = "$want" ] && [ -z "$stderr" ]
    run_apart ocrmend clean --keep-lines < page.raw
    [ "$status" -eq 0 ] && [ "$output" = "$want" ]
    run_apart ocrmend clean --keep-lines page.raw - page.raw < page.raw
    [ "$status" -eq 0 ] && [ "$output" = "$want
$want
$want" ]
}

@test "empty input gives empty output, one byte gets a line end" {
    : > empty
    ocrmend clean empty > out
    [ -f out ] && [ ! -s out ]
    printf 'x' | ocrmend clean > out
    printf 'x\n' | cmp - out
    printf '\n' | ocrmend clean --stages= > out
    printf '\n' | cmp - out
}

@test "NUL bytes and lines of only spaces do no harm" {
    printf 'a\0b\n   \n\0' > nul
    ocrmend clean --edits=log -o out nul
    ocrmend revert out log | cmp - nul
    printf '   \n \n' > blank
    ocrmend clean --edits=log -o out blank
    ocrmend revert out log | cmp - blank
}

@test "a file whose name begins with - comes after --" {
    cp page.raw ./-v
    run_apart ocrmend clean -- -v
    [ "$status" -eq 0 ] && [ -z "$stderr" ]
}

@test "a missing file is told, the others are cleaned" {
    run_apart ocrmend clean none page.raw none2
    [ "$status" -eq 3 ]
    [ "$stderr" = "ocrmend: none: No such file or directory
ocrmend: none2: No such file or directory" ]
    [ "$output" = "$(ocrmend clean page.raw)" ]
}

@test "a directory as input is told" {
    mkdir dir
    run_apart ocrmend clean dir
    [ "$status" -eq 3 ] && one_line
    [ "$stderr" = "ocrmend: dir: is a directory; name the files in it" ]
    run_apart ocrmend clean < dir
    [ "$status" -eq 3 ] && one_line
}

@test "an unreadable file is told" {
    skip_as_root
    chmod 0 page.raw
    run_apart ocrmend clean page.raw
    [ "$status" -eq 3 ] && [ "$stderr" = "ocrmend: page.raw: Permission denied" ]
}

@test "closed standard input is told" {
    run_apart sh -c '"$0" clean <&-' "$OCRMEND"
    [ "$status" -eq 3 ] && [ "$stderr" = "ocrmend: standard input: is closed" ]
}

@test "options that do not exist, lack a value or have a wrong one are told" {
    for args in --none -z --from --spacing=wide --width=full --invalid=drop --profile=novel --stages=wash --from=klingon \
        '--edits' '-o' '--keep-lines=yes'; do
        run_apart ocrmend clean $args < page.raw
        [ "$status" -eq 2 ] && one_line && [ -z "$output" ] || { echo "$args: $status $stderr"; false; }
    done
    run_apart ocrmend clean --stages=decode,wash none
    [ "$status" -eq 2 ] && one_line && [[ "$stderr" = *"'wash'"* ]]
}

@test "no command and a wrong one are told" {
    run_apart ocrmend
    [ "$status" -eq 2 ] && one_line
    run_apart ocrmend page.raw
    [ "$status" -eq 2 ] && one_line && [[ "$stderr" = *"'page.raw'"* ]]
    run_apart ocrmend help none
    [ "$status" -eq 2 ] && one_line
}

@test "help and version go to standard output" {
    for args in --help help 'help clean' 'help revert' 'help explain' 'clean --help' 'revert --help' 'explain --help' \
        --version; do
        run_apart ocrmend $args
        [ "$status" -eq 0 ] && [ -n "$output" ] && [ -z "$stderr" ]
    done
    run_apart ocrmend --version
    [[ "$output" =~ ^ocrmend\ [0-9]+\.[0-9]+\.[0-9]+$ ]]
}

@test "every option of clean is in its help and in the manual" {
    for option in output edits from invalid profile stages spacing width keep-lines verbose quiet; do
        ocrmend clean --help | grep -q -- "--$option"
        grep -q "Fl Fl $option" "$BUILDDIR/man/ocrmend.1"
    done
}

@test "--from=list lists the charsets, and each can be given" {
    run_apart ocrmend clean --from=list
    [ "$status" -eq 0 ] && [ "${#output}" -gt 100 ]
    for charset in $output; do
        printf 'abcd' | ocrmend clean -q --from="$charset" > /dev/null
    done
}

@test "--from names the charset" {
    printf '\xd6\xd0\xb9\xfa\n' > gbk
    run_apart ocrmend clean --from=GB18030 gbk
    [ "$output" = "中国" ]
    run_apart ocrmend clean --from gbk gbk
    [ "$output" = "中国" ]
}

@test "-v says which charset was taken and why, and the totals" {
    run_apart ocrmend clean -v page.raw
    [ "$status" -eq 0 ] && one_line
    [[ "$stderr" = "ocrmend: page.raw: txt, charset UTF-8 (valid UTF-8); "*" bytes read, "*" written, "*" edits" ]]
    run_apart ocrmend clean -v --from=GB18030 -
    [[ "$stderr" = "ocrmend: standard input: txt, charset GB18030 (given); "* ]]
}

@test "invalid bytes: replaced with a warning, silently with -q, refused with --invalid=fail" {
    printf '\xe6\xa1\xa5\xff\n' > bad
    run_apart ocrmend clean --from=UTF-8 bad
    [ "$status" -eq 0 ] && [ "$output" = "桥�" ] && one_line && [[ "$stderr" = *"1 byte"* ]]
    run_apart ocrmend clean -q --from=UTF-8 bad
    [ "$status" -eq 0 ] && [ "$output" = "桥�" ] && [ -z "$stderr" ]
    run_apart ocrmend clean --from=UTF-8 --invalid=fail bad
    [ "$status" -eq 1 ] && one_line && [[ "$stderr" = "ocrmend: bad: byte 3: "* ]]
}

@test "a profile sets options, one given beside it wins wherever it stands" {
    printf '桥长 120 米\n' > spaced
    run_apart ocrmend clean --profile=record spaced
    [ "$output" = "桥长 120 米" ]
    [ "$(ocrmend clean --profile=record --spacing=none --width=news spaced)" = \
        "$(ocrmend clean --spacing=none --width=news --profile=record spaced)" ]
    [ "$(ocrmend clean --keep-lines spaced)" = "$(ocrmend clean --profile=news --keep-lines spaced)" ]
}

@test "--stages runs only those named" {
    printf '县 里\n' > spaced
    run_apart ocrmend clean --stages= -v spaced
    [ "$status" -eq 0 ] && [ "$output" = "县 里" ] && [[ "$stderr" = *", 0 edits" ]]
    [ "$(ocrmend clean --stages=join,correct spaced)" = "县 里" ]
    [ "$(ocrmend clean --stages=decode,width spaced)" = "$(ocrmend clean spaced)" ]
}

@test "what does not come from a file is cleaned as well" {
    ocrmend clean page.raw > want
    cat page.raw | ocrmend clean | cmp - want
    { page | head -c 5; sleep 0.2; page | tail -c +6; } | ocrmend clean | cmp - want
}

@test "the locale makes no difference" {
    for locale in C POSIX C.UTF-8 tr_TR.UTF-8 zh_CN.GB18030; do
        LC_ALL=$locale ocrmend clean --edits=log -o out page.raw
        LC_ALL=$locale ocrmend revert out log | cmp - page.raw
        cat out log >> all.$locale
        cmp all.C all.$locale
    done
}
