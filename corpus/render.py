#!/usr/bin/python3
"""Set a text as a newspaper column and draw it: what a scanner would give to an OCR engine.

usage: render.py TEXT.txt PAGE.png [--font FILE] [--em PIXELS] [--column CHARACTERS] [--headlines N]

TEXT.txt has a paragraph a line; its first N lines are headlines, set larger and centred.  Paragraphs are indented by two
em; a line never begins with a closing mark or ends with an opening one.  Needs python3-pil and a font (fonts-noto-cjk).
"""
import argparse
from PIL import Image, ImageDraw, ImageFont

NOT_FIRST = '，。、；：？！”’）》〉」』】…—％'
NOT_LAST = '“‘（《〈「『【'


def cells(text):
    """The text in pieces that a line end does not cut: a Han character or mark, a number, a word."""
    piece = ''
    for c in text:
        if c.isascii() and c.isalnum() or (piece and c in '.%,'):
            piece += c
            continue
        if piece:
            yield piece
            piece = ''
        yield c
    if piece:
        yield piece


def lines(text, width, measure, indent):
    line, used = '', indent
    for cell in cells(text):
        w = measure(cell)
        if used + w > width and cell not in NOT_FIRST:
            carry = ''
            while line and line[-1] in NOT_LAST:
                carry, line = line[-1] + carry, line[:-1]
            yield line
            line, used = carry, measure(carry)
        line += cell
        used += w
    yield line


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument('text')
    ap.add_argument('page')
    ap.add_argument('--font', default='/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc')
    ap.add_argument('--em', type=int, default=34)
    ap.add_argument('--column', type=int, default=17)
    ap.add_argument('--headlines', type=int, default=1)
    a = ap.parse_args()
    body = ImageFont.truetype(a.font, a.em, index=2)        # 2: the simplified Chinese face of the collection
    head = ImageFont.truetype(a.font, a.em * 3 // 2, index=2)
    width, margin, leading = a.em * a.column, a.em, a.em * 3 // 2
    rows = []                                               # font, x, y, text
    y = margin
    with open(a.text, encoding='utf-8') as f:
        paragraphs = f.read().split('\n')
    for i, paragraph in enumerate(p for p in paragraphs if p):
        font = head if i < a.headlines else body
        indent = 0 if font is head else 2 * a.em
        for k, line in enumerate(lines(paragraph, width, font.getlength, indent)):
            x = (width - font.getlength(line)) / 2 if font is head else 0 if k else indent
            rows.append((font, margin + x, y, line))
            y += leading * 3 // 2 if font is head else leading
    page = Image.new('L', (width + 2 * margin, y + margin), 255)
    draw = ImageDraw.Draw(page)
    for font, x, y, line in rows:
        draw.text((x, y), line, font=font, fill=24)
    page.save(a.page, dpi=(300, 300))


if __name__ == '__main__':
    main()
