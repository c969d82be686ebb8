# What the tests of the command line share.  Each test runs in a directory of its own.
# OCRMEND, SRCDIR and BUILDDIR are set by `make check`.

setup() {
    cd "$BATS_TEST_TMPDIR"
    page > page.raw
}

ocrmend() {
    "$OCRMEND" "$@"
}

# A page with something for several rules: CR LF, a space at a line's end, no line end at the last line.
page() {
    printf '县里的新桥昨日通车。 \r\n桥长一百二十米。'
}

# hocr WORD...: a page of one line
hocr() {
    printf "<html><body><div class='ocr_page'><span class='ocr_line' title='bbox 0 0 90 9'>"
    for word; do
        printf "<span class='ocrx_word' title='bbox 0 0 9 9; x_wconf 90'>%s</span> " "$word"
    done
    printf "</span></div></body></html>\n"
}

# Run with standard error in $stderr: bats 1.8's --separate-stderr without its warning on versions.
run_apart() {
    status=0
    output=$("$@" 2>stderr.txt) || status=$?
    stderr=$(cat stderr.txt)
    rm -f stderr.txt
}

# Exactly these files (and page.raw) are in the directory, hidden ones too.
only_files() {
    [ "$(LC_ALL=C ls -A | grep -vx page.raw | tr '\n' ' ')" = "$(printf '%s ' "$@" | sed 's/^ $//')" ] || {
        ls -lA
        return 1
    }
}

one_line() {
    [ "$(printf '%s\n' "$stderr" | wc -l)" -eq 1 ] && [ "${stderr#ocrmend: }" != "$stderr" ] || {
        printf 'not one line: %s\n' "$stderr"
        return 1
    }
}

skip_as_root() {
    [ "$(id -u)" -ne 0 ] || skip "root may do everything"
}
