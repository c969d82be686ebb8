#!/usr/bin/env python3
"""Make dict/english.txt from the SCOWL word lists of Debian's package scowl:

    dict/english.py /usr/share/dict/scowl > dict/english.txt

American and British words up to SCOWL's size 60, with their common variants, inflections included; names with their
capital.  Left out: possessives, words with a mark or a letter beyond a-z, abbreviations.  Sorted bytewise.
"""
import os
import re
import sys

SPELLINGS = 'english american british british_z variant_1 british_variant_1'.split()
SIZES = (10, 20, 35, 40, 50, 55, 60)
# part of the file names, and the words of such files that are taken
KINDS = {'words': '[a-z]{2,}', 'upper': '[A-Z][a-z]+', 'proper-names': '[A-Z][a-z]+'}


def main(dir):
    words = set()
    for kind, shape in KINDS.items():
        for spelling in SPELLINGS:
            for size in SIZES:
                path = os.path.join(dir, f'{spelling}-{kind}.{size}')
                if os.path.exists(path):
                    with open(path, encoding='latin-1') as f:
                        words.update(w for w in f.read().split() if re.fullmatch(shape, w))
    # a name that is also a word is in the list as a word
    print('\n'.join(sorted(w for w in words if w.islower() or w.lower() not in words)))


if len(sys.argv) != 2:
    sys.exit(__doc__)
main(sys.argv[1])
