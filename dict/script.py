#!/usr/bin/env python3
"""Make src/text/script_table.h from the Unicode data files: dict/script.py /usr/share/unicode > src/text/script_table.h

One byte a character in pages of 256 code points, equal pages stored once; planes above 1 are not in the table
(script.h knows what they are).  Classes are those of enum om_script, in its order.
"""
import re
import sys

OTHER, HAN, KANA, HANGUL, LATIN, DIGIT, SPACE, LINE_END, MARK_CJK, MARK_BOTH, MARK, CONTROL = range(12)
LIMIT = 0x20000


def ranges(path):
    for line in open(path, encoding='utf-8'):
        m = re.match(r'([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*;\s*(\w+)', line)
        if m:
            a, b = int(m[1], 16), int(m[2] or m[1], 16)
            yield range(a, min(b + 1, LIMIT)), m[3]


def spread(text):
    """Code points of a list like '3001-3003 30FB'."""
    for part in text.split():
        a, _, b = part.partition('-')
        yield from range(int(a, 16), int(b or a, 16) + 1)


def classes(dir):
    script, category = {}, {}
    for r, name in ranges(dir + '/Scripts.txt'):
        for c in r:
            script[c] = name
    for r, name in ranges(dir + '/extracted/DerivedGeneralCategory.txt'):
        for c in r:
            category[c] = name
    out = bytearray(LIMIT)
    for c, cat in category.items():
        s = script.get(c)
        if cat[0] in 'LM' or cat == 'Nl' and s == 'Han' or c in range(0x2E80, 0x2FE0):
            out[c] = {'Han': HAN, 'Hiragana': KANA, 'Katakana': KANA, 'Hangul': HANGUL}.get(s, LATIN)
        elif cat in ('Zs',):
            out[c] = SPACE
        elif cat[0] == 'P' or cat in ('Sm', 'Sc', 'Sk') or cat == 'So' and c < 0x100:
            out[c] = MARK
    for c in spread('FE00-FE0F 180B-180F'):
        out[c] = OTHER                       # variation selectors belong to the character before them
    for c in spread('3006 303C 3005'):
        out[c] = HAN                         # signs that stand for a character
    for c in spread('30FC 3031-3035 FF70 FF9E FF9F 3099-309C'):
        out[c] = KANA
    for c in spread('0030-0039 FF10-FF19'):
        out[c] = DIGIT
    for c in spread('0000-0008 000E-001F 007F-0084 0086-009F 061C 180E 200B-200F 202A-202E 2060-206F FEFF FFF9-FFFB'):
        out[c] = CONTROL
    out[9] = SPACE
    for c in spread('000A-000D 0085 2028 2029'):
        out[c] = LINE_END
    for c in spread('3001-3003 3008-3011 3014-301F 3030 303D 30A0 30FB FE10-FE19 FE30-FE4F FE50-FE6B FF01-FF0F '
                    'FF1A-FF20 FF3B-FF40 FF5B-FF65 FFE0-FFE6'):
        out[c] = MARK_CJK
    for c in spread('00B7 2010-201F 2022 2025-2027 2030 2032 2033 2500 2501'):
        out[c] = MARK_BOTH
    return out


def main():
    table = classes(sys.argv[1])
    pages, index = [], []
    for at in range(0, LIMIT, 256):
        page = bytes(table[at:at + 256])
        if page not in pages:
            pages.append(page)
        index.append(pages.index(page))
    print('/* Made by dict/script.py from the Unicode character database; do not edit. */')
    print('const uint8_t om_script_page_of[%d] = {' % len(index))
    for i in range(0, len(index), 32):
        print('    ' + ','.join('%d' % x for x in index[i:i + 32]) + ',')
    print('};\n\nconst uint8_t om_script_pages[%d][256] = {' % len(pages))
    for page in pages:
        print('    {')
        for i in range(0, 256, 32):
            print('        ' + ','.join('%d' % x for x in page[i:i + 32]) + ',')
        print('    },')
    print('};')


main()
