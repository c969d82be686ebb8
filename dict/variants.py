#!/usr/bin/env python3
"""Make src/text/variant_table.h from the Unihan database: dict/variants.py /usr/share/unicode > src/text/variant_table.h

Traditional characters and the simplified ones they became, of the Basic Multilingual Plane above U+3FFF, where every one
is three bytes of UTF-8: a text keeps its offsets when they are exchanged.

A traditional character that became several simplified ones (乾: 干, and 乾 itself) counts as the first of those that is
another.  Of a simplified one the traditional form is told only where there is no other: 发 may be 發 or 髮, and 后, which
is one of the frequently used characters of Big5 itself, 后 or 後: 0 stands for these.
"""
import bz2
import re
import sys


def read(dir):
    """(kind, c, [variants]) of each line that matters."""
    path = dir + '/Unihan_Variants.txt.bz2'
    lines = bz2.open(path, 'rt', encoding='utf-8')
    for line in lines:
        m = re.match(r'U\+([0-9A-F]+)\t(kSimplifiedVariant|kTraditionalVariant)\t(.*)', line)
        if m:
            yield m[2], int(m[1], 16), [int(x, 16) for x in re.findall(r'U\+([0-9A-F]+)', m[3])]


def is_frequent(c):
    try:
        return b'\xA4\x40' <= chr(c).encode('big5') <= b'\xC6\x7E'
    except UnicodeEncodeError:
        return False


def main():
    simplified, traditional = {}, {}
    for kind, c, to in read(sys.argv[1]):
        if not 0x4000 <= c <= 0x9FFF or not all(0x4000 <= x <= 0x9FFF for x in to):
            continue
        if kind == 'kSimplifiedVariant' and c not in to[:1]:
            simplified[c] = to[0]
        elif kind == 'kSimplifiedVariant' and len(to) > 1:
            simplified[c] = to[1]
        elif kind == 'kTraditionalVariant':
            traditional[c] = to
    # what is also a simplified form of another, or of itself, is no sign of a traditional text: 后, 干, 里
    both = {c for c in simplified if c in traditional}
    pairs = sorted((c, s) for c, s in simplified.items() if c not in both)
    others = {s: [x for x in t if x != s] for s, t in traditional.items()}
    back = {s: t[0] if len(t) == 1 and not is_frequent(s) else 0 for s, t in others.items() if t}
    back.update({s: 0 for s in simplified.values() if s not in back})
    print('/* Made by dict/variants.py from the Unihan database; do not edit. */')
    for name, rows in ('simplified', pairs), ('traditional', sorted(back.items())):
        print('static const struct pair %s[%d] = {' % (name, len(rows)))
        for i in range(0, len(rows), 6):
            print('    ' + ' '.join('{0x%X, 0x%X},' % r for r in rows[i:i + 6]))
        print('};')


main()
