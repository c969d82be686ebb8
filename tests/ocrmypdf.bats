#!/usr/bin/env bats
# contrib/ocrmypdf end to end: a page of our own, drawn, through the real OCRmyPDF and Tesseract, and back by pdftotext.

setup_file() {
    export FONT=/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc
    for tool in ocrmypdf tesseract pdftotext; do
        command -v $tool >/dev/null || skip "no $tool"
    done
    [ -e "$FONT" ] || skip "no Noto CJK fonts"
    tesseract --list-langs 2>&1 | grep -qx chi_sim || skip "Tesseract has no chi_sim"
    /usr/bin/python3 -c 'import PIL' 2>/dev/null || skip "no python3-pil"
    cd "$BATS_FILE_TMPDIR"
    head -n 4 "$SRCDIR/corpus/scan-column/page.txt" > page.txt
    /usr/bin/python3 "$SRCDIR/corpus/render.py" page.txt page.png --headlines 2 --font "$FONT"
    convert_page
    export OMP_THREAD_LIMIT=1
    with_plugin --sidecar side.txt in.pdf out.pdf 2>log || { cat log >&2; return 1; }
    ocrmypdf -q --output-type pdf --optimize 0 -l chi_sim --tesseract-pagesegmode 6 in.pdf plain.pdf 2>>log
}

convert_page() {
    /usr/bin/python3 -c "
from PIL import Image
Image.open('page.png').save('in.pdf', resolution=300)"
}

with_plugin() {
    ocrmypdf -q --plugin "$SRCDIR/contrib/ocrmypdf/ocrmend_plugin.py" --ocrmend "${PROGRAM-$OCRMEND}" \
        --output-type pdf --optimize 0 -l chi_sim --tesseract-pagesegmode 6 "$@"
}

setup() {
    cd "$BATS_FILE_TMPDIR"
}

# spaces between Han in the text of a PDF; marks as OCR engines misread them
spaces() {
    pdftotext "$1" - | grep -cP '[\x{4e00}-\x{9fff}] [\x{4e00}-\x{9fff}]' || true
}

@test "no spaces between Han, where Tesseract alone has them" {
    [ "$(spaces plain.pdf)" -gt 5 ]
    [ "$(spaces out.pdf)" -eq 0 ]
}

@test "the text layer reads what ocrmend made of it, line for line" {
    pdftotext out.pdf - | tr -d '\f' | sed '/^$/d' > lines
    grep -qF '本报讯（记者' lines
    [ "$(wc -l < lines)" -ge 10 ]
    # the sidecar is the same text in paragraphs
    [ "$(tr -d ' \n' < lines)" = "$(tr -d ' \n\f' < side.txt)" ]
    [ "$(wc -l < side.txt)" -lt "$(wc -l < lines)" ]
}

@test "words stay where they are printed" {
    # each line of type is one stretch of text as wide as it is in the plain PDF, give or take an em (8 points)
    for pdf in plain out; do
        pdftotext -bbox-layout $pdf.pdf - | grep -o '<line [^>]*>' |
            sed 's/.*xMin="\([0-9.]*\)".*xMax="\([0-9.]*\)".*/\1 \2/' > $pdf.boxes
    done
    awk 'NR == FNR { left = (NR == 1 || $1 < left) ? $1 : left; right = $2 > right ? $2 : right; next }
         $1 < left - 8 || $2 > right + 8 { bad = 1 } END { exit bad }' plain.boxes out.boxes
}

@test "the page itself is unchanged" {
    for pdf in in out; do
        pdftoppm -r 60 -gray $pdf.pdf > $pdf.pgm
    done
    cmp in.pgm out.pgm
}

@test "without ocrmend the work stops before it begins; where it fails the page can be kept" {
    PROGRAM=/nowhere/ocrmend run with_plugin in.pdf none.pdf
    [ "$status" -ne 0 ] && [ ! -e none.pdf ]
    [[ "$output" == *"/nowhere/ocrmend"* ]]
    PROGRAM=/bin/false run with_plugin in.pdf none.pdf
    [ "$status" -ne 0 ] && [ ! -e none.pdf ]
    PROGRAM=/bin/false run with_plugin --ocrmend-optional in.pdf kept.pdf
    [ "$status" -eq 0 ]
    [ "$(spaces kept.pdf)" -eq "$(spaces plain.pdf)" ]
}
