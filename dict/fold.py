#!/usr/bin/env python3
"""Make src/text/fold_table.h from the Unicode data files: dict/fold.py /usr/share/unicode > src/text/fold_table.h

Characters that are another character in a different coat: Kangxi radicals and CJK radicals
(EquivalentUnifiedIdeograph), compatibility ideographs, half-width katakana, Hangul and marks, Latin ligatures.
Full-width ASCII is not here: what becomes of it depends on where it stands.
"""
import re
import sys


def main():
    dir = sys.argv[1]
    fold = {}
    for line in open(dir + '/UnicodeData.txt', encoding='ascii'):
        f = line.split(';')
        c, to = int(f[0], 16), f[5]
        if not to:
            continue
        if 0xF900 <= c <= 0xFAFF or 0x2F800 <= c <= 0x2FA1F or 0xFF61 <= c <= 0xFFDC or 0xFB00 <= c <= 0xFB06:
            fold[c] = [int(x, 16) for x in re.sub(r'<\w+> ', '', to).split()]
    for line in open(dir + '/EquivalentUnifiedIdeograph.txt', encoding='utf-8'):
        m = re.match(r'([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*;\s*([0-9A-F]+)', line)
        if m:
            for c in range(int(m[1], 16), int(m[2] or m[1], 16) + 1):
                if 0x2E80 <= c <= 0x2FDF:
                    fold[c] = [int(m[3], 16)]
    fold[0xFF9E], fold[0xFF9F] = [0x309B], [0x309C]     # standing alone; after a kana they compose (fold.c)
    fold[0xFB05] = [0x73, 0x74]                         # long s: its own decomposition is one step on
    rows = sorted(fold.items())
    while any(y in fold for _, to in rows for y in to):
        rows = [(c, [z for y in to for z in fold.get(y, [y])]) for c, to in rows]
    print('/* Made by dict/fold.py from the Unicode character database; do not edit. */')
    print('static const om_fold folds[%d] = {' % len(rows))
    for c, to in rows:
        text = ''.join(map(chr, to)).encode()
        print('    {0x%X, %d, "%s"},' % (c, len(text), ''.join('\\x%02X' % b for b in text)))
    print('};')
    print('/* The pages of 256 code points that have rows, and the first row of each; the last entry is behind them all. */')
    print('static const struct {\n    uint32_t page, row;\n} fold_pages[] = {')
    pages = {}
    for i, (c, _) in enumerate(rows):
        pages.setdefault(c >> 8, i)
    print('    ' + ', '.join('{0x%X, %d}' % page for page in pages.items()) + ',')
    print('    {UINT32_MAX, %d},\n};' % len(rows))


main()
