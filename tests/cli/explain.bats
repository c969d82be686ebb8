#!/usr/bin/env bats
# ocrmend explain, and the manual page that is made of it.
load common

rules() {
    ocrmend explain | sed -n 's/^  \([a-z0-9-]*\) .*/\1/p'
}

@test "without a name, all rules by stage" {
    run_apart ocrmend explain
    [ "$status" -eq 0 ] && [ -z "$stderr" ]
    [[ "$output" = *"stage decode"*"stage encode"* ]]
    [ "$(rules | sort | uniq -d)" = "" ]
    [ "$(rules | wc -l)" -gt 5 ]
}

@test "a rule, with its example in signs" {
    run_apart ocrmend explain final-newline
    [ "$status" -eq 0 ]
    [ "$output" = "final-newline (stage encode, confidence 1.00)
  A text that is not empty ends with a line end.
  before: 完
  after:  完⏎" ]
}

@test "every rule can be explained; the rules of a stage" {
    for rule in $(rules); do
        ocrmend explain "$rule" | grep -q "^$rule (stage "
    done
    run_apart ocrmend explain encode
    [ "$status" -eq 0 ] && [[ "$output" = "final-newline (stage encode, "* ]]
}

@test "examples have no character that cannot be seen" {
    ! ocrmend explain $(ocrmend explain | sed -n 's/^stage //p') | grep -P '[\x00-\x08\x0B-\x1F\x7F]|\xE2\x80[\x8B-\x8F\xA8-\xAE]|\xEF\xBB\xBF|\xE3\x80\x80|\xC2[\xA0\xAD]'
}

@test "a rule that does not exist is told, the others are explained" {
    run_apart ocrmend explain none final-newline
    [ "$status" -eq 2 ] && one_line && [[ "$output" = "final-newline "* ]]
    run_apart ocrmend explain --none
    [ "$status" -eq 2 ] && one_line
}

@test "the manual has every rule and is well formed" {
    for rule in $(rules); do
        grep -q "^\.It Cm $rule Pq " "$BUILDDIR/man/ocrmend.1"
    done
    command -v groff > /dev/null || skip "no groff"
    [ -z "$(groff -mandoc -Tutf8 -Kutf8 -ww -W break -z "$BUILDDIR/man/ocrmend.1" "$SRCDIR/man/ocrmend-log.5" \
        "$SRCDIR/man/ocrmend-dict.5" 2>&1)" ]
}
