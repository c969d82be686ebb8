#!/usr/bin/env python3
"""Make src/dict/split_table.h from dict/split.tsv: dict/split.py dict/split.tsv > src/dict/split_table.h"""
import sys

rows = [line.split('\t') for line in open(sys.argv[1], encoding='utf-8').read().splitlines()[1:]]
print('/* Made by dict/split.py from dict/split.tsv; do not edit. */')
print('static const om_split splits[%d] = {' % len(rows))
for row in rows:
    print('    {%s}, /* %s */' % (', '.join('0x%X' % ord(c) for c in row), ' '.join(row)))
print('};')
