#!/usr/bin/env bats
# Where the output goes: all or nothing, and nothing left behind.
load common

@test "-o writes the file and nothing else" {
    ocrmend clean page.raw > want
    ocrmend clean -o out page.raw
    cmp out want
    only_files out want
    ocrmend clean -o - page.raw | cmp - want
}

@test "-o may be an input, with several inputs too" {
    ocrmend clean page.raw page.raw > want
    cp page.raw a
    cp page.raw b
    ocrmend clean -o b --edits=log a b
    cmp b want
    ocrmend revert b log > back
    cat page.raw page.raw | cmp - back
    only_files a b back log want
}

@test "-o keeps the mode of the file it replaces, a new one has that of the umask" {
    : > old
    chmod 640 old
    ocrmend clean -o old page.raw
    [ "$(stat -c %a old)" = 640 ]
    (umask 027; ocrmend clean -o new --edits=log page.raw)
    [ "$(stat -c %a new)" = 640 ] && [ "$(stat -c %a log)" = 640 ]
}

@test "-o through a symbolic link replaces the file behind it" {
    mkdir sub
    echo old > sub/file
    ln -s sub/file link
    ocrmend clean -o link page.raw
    [ -L link ]
    ocrmend clean page.raw | cmp - sub/file
    [ "$(ls -A sub)" = file ]
}

@test "a device is written to, not replaced" {
    ocrmend clean -o /dev/null page.raw
    [ -c /dev/null ]
}

@test "output to a directory, into none, or into one that may not be written" {
    mkdir dir
    run_apart ocrmend clean -o dir page.raw
    [ "$status" -eq 3 ] && [ "$stderr" = "ocrmend: dir: is a directory; name a file in it" ]
    run_apart ocrmend clean -o none/out page.raw
    [ "$status" -eq 3 ] && [ "$stderr" = "ocrmend: none/out: No such file or directory" ]
    run_apart ocrmend clean -o '' page.raw
    [ "$status" -eq 3 ] && one_line
    only_files dir
    [ -z "$(ls -A dir)" ]
}

@test "a directory or a file that may not be written" {
    skip_as_root
    mkdir dir
    chmod 555 dir
    run_apart ocrmend clean -o dir/out page.raw
    [ "$status" -eq 3 ] && [ "$stderr" = "ocrmend: dir/out: Permission denied" ]
    echo kept > kept
    chmod 444 kept
    run_apart ocrmend clean -o kept page.raw
    [ "$status" -eq 3 ] && [ "$(cat kept)" = kept ]
    chmod 755 dir
}

@test "a failing input leaves -o and --edits as they were" {
    echo old > out
    run_apart ocrmend clean -o out --edits=log page.raw none
    [ "$status" -eq 3 ]
    [ "$stderr" = "ocrmend: none: No such file or directory
ocrmend: out: not written, for not all files could be cleaned
ocrmend: log: not written, for not all files could be cleaned" ]
    [ "$(cat out)" = old ]
    printf 'a\xff' > bad
    run_apart ocrmend clean --from=UTF-8 --invalid=fail -o out --edits=log bad
    [ "$status" -eq 1 ] && one_line && [ "$(cat out)" = old ]
    only_files bad out
}

@test "a full device is told" {
    [ -c /dev/full ] || skip "no /dev/full"
    run_apart ocrmend clean -o /dev/full page.raw
    [ "$status" -eq 3 ] && [ "$stderr" = "ocrmend: /dev/full: No space left on device" ]
    run_apart sh -c '"$0" clean page.raw > /dev/full' "$OCRMEND"
    [ "$status" -eq 3 ] && [ "$stderr" = "ocrmend: standard output: No space left on device" ]
    run_apart ocrmend clean -o out --edits=/dev/full page.raw
    [ "$status" -eq 3 ] && [ "$stderr" = "ocrmend: /dev/full: No space left on device" ]
    run_apart sh -c '"$0" explain > /dev/full' "$OCRMEND"
    [ "$status" -eq 3 ] && one_line
    only_files
}

@test "a file that grows over the limit is told or ends the command, and is gone" {
    i=0
    while [ $i -lt 2000 ]; do page; i=$((i + 1)); done > long
    run_apart sh -c 'ulimit -f 8; trap "" XFSZ; exec "$0" clean -o out long' "$OCRMEND"
    [ "$status" -eq 3 ] && [ "$stderr" = "ocrmend: out: File too large" ]
    only_files long
    run_apart sh -c 'ulimit -f 8; exec "$0" clean -o out long' "$OCRMEND"
    [ "$status" -ne 0 ]
    only_files long
}

@test "closed standard output is told" {
    run_apart sh -c '"$0" clean page.raw >&-' "$OCRMEND"
    [ "$status" -eq 3 ] && [ "$stderr" = "ocrmend: standard output: is closed" ]
    run_apart sh -c '"$0" clean --edits=log page.raw >&-' "$OCRMEND"
    [ "$status" -eq 3 ]
    only_files
    run_apart sh -c '"$0" clean -o out page.raw >&-' "$OCRMEND"
    [ "$status" -eq 0 ]
    only_files out
}

@test "a broken pipe ends the command silently and leaves nothing" {
    i=0
    while [ $i -lt 20000 ]; do page; i=$((i + 1)); done > long
    "$OCRMEND" clean --keep-lines --edits=log long 2> stderr | head -n 1 > first
    [ "${PIPESTATUS[0]}" -eq 141 ]
    [ ! -s stderr ]
    (
        trap '' PIPE
        "$OCRMEND" clean --keep-lines --edits=log long 2>> stderr | head -n 1 > first
        [ "${PIPESTATUS[0]}" -eq 141 ]
    )
    [ ! -s stderr ]
    only_files first long stderr
}

@test "a signal leaves nothing behind" {
    mkfifo in
    # a shell has its background jobs ignore SIGINT and SIGQUIT, and what is ignored stays so
    for signal in TERM HUP; do
        "$OCRMEND" clean -o out --edits=log in 3>&- &
        pid=$!
        exec 4> in
        page >&4
        # both temporary files are there before the signal comes
        for i in 1 2 3 4 5 6 7 8 9 10; do
            [ "$(find . -name '.ocrmend-*' | wc -l)" -eq 2 ] && break
            sleep 0.1
        done
        kill -$signal $pid
        wait $pid && false
        exec 4>&-
        only_files in
    done
}

@test "text and edits cannot go to the same file" {
    for args in '-o out --edits=out' '-o out --edits=./out' '--edits=-' '-o - --edits=-'; do
        run_apart ocrmend clean $args page.raw
        [ "$status" -eq 2 ] && one_line || { echo "$args: $status $stderr"; false; }
    done
    only_files
}

@test "input that is the output as well does not run for ever" {
    cp page.raw both
    run_apart sh -c '"$0" clean both >> both' "$OCRMEND"
    [ "$status" -eq 3 ] && one_line
    cmp both page.raw
}

@test "--edits=- writes the log to standard output" {
    run_apart ocrmend clean -o out --edits=- page.raw
    [ "$status" -eq 0 ]
    printf '%s\n' "$output" > log
    ocrmend revert out log | cmp - page.raw
}

@test "progress is shown on a terminal after a second, and not with -q" {
    command -v script > /dev/null || skip "no script(1)"
    slow="{ cat page.raw; sleep 1.2; cat page.raw; } | '$OCRMEND' clean -o out"
    script -qec "$slow" /dev/null < /dev/null > shown
    grep -q 'standard input: 0 MB' shown
    script -qec "$slow -q" /dev/null < /dev/null > shown
    [ ! -s shown ]
}
