#!/usr/bin/env python3
"""How many of the rows of `ocrmend dict mine` are persons, and how many of the persons are rows.

usage: mine.py OCRMEND DIR [OPTION...]
  OCRMEND  the command
  DIR      a folder a page, each with truth.txt and entities.tsv (type, name, place; type PERSON)
  OPTION   for `dict mine`, e.g. --min=1

A row is right when its name is a person's of some page, to the character.  Pages with an odd and with an even place in the
directory are counted apart too, so that what holds on one half only is seen.
"""
import os
import subprocess
import sys
from collections import Counter


def persons(page):
    with open(os.path.join(page, 'entities.tsv'), encoding='utf-8') as f:
        return [row[1] for row in (line.rstrip('\n').split('\t') for line in f) if row[0] == 'PERSON']


def judge(ocrmend, pages, options):
    out = subprocess.run([ocrmend, 'dict', 'mine', '-q', *options, *(os.path.join(p, 'truth.txt') for p in pages)],
                         capture_output=True, text=True, check=True).stdout
    rows = [line.split('\t')[0] for line in out.splitlines()[1:]]
    named = Counter(name for page in pages for name in persons(page))
    right = [name for name in rows if name in named]
    often = [name for name in named if named[name] > 1]
    print(f'{len(rows)} rows, precision {len(right) / max(1, len(rows)):.3f}; recall {len(right) / len(named):.3f} of '
          f'{len(named)} persons, {sum(name in rows for name in often) / len(often):.3f} of {len(often)} named more '
          f'than once; mentions of those found {sum(named[name] for name in right) / sum(named.values()):.3f}')
    return [name for name in rows if name not in named]


def main():
    ocrmend, top, options = sys.argv[1], sys.argv[2], sys.argv[3:]
    pages = sorted(os.path.join(top, p) for p in os.listdir(top) if os.path.isdir(os.path.join(top, p)))
    wrong = judge(ocrmend, pages, options)
    for half in 0, 1:
        print('odd: ' if half == 0 else 'even:', end=' ')
        judge(ocrmend, pages[half::2], options)
    print('wrong:', *wrong)


main()
