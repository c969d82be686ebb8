#!/usr/bin/env python3
"""What each rule of a stage mends and what it spoils, on a directory of OCR results with their truth.

usage: rules.py OCRMEND DIR FILE STAGE [STAGE...]
  OCRMEND  the command
  DIR      a folder a page, each with FILE and truth.txt
  FILE     the name of the raw text or document, e.g. raw.tesseract.hocr
  STAGE    the stages to run; the edits of the last are judged

Each edit is undone alone in the stage's own output; by how much the distance to the truth grows, white space apart, is
what it mended.  Needs the module Levenshtein (Debian: python3-levenshtein).  Pages with an odd and with an even
place in the directory are counted apart, so that a rule that holds on one half only is seen.
"""
import collections
import json
import os
import subprocess
import sys
import tempfile

import Levenshtein


def squash(text):
    return ''.join(text.split()).replace('\u200b', '').replace('\ufeff', '')


def judge(ocrmend, raw, truth, stages, count):
    with tempfile.TemporaryDirectory() as d:
        out, log = os.path.join(d, 'out'), os.path.join(d, 'log')
        subprocess.run([ocrmend, 'clean', '-q', '--to=txt', '--stages=' + ','.join(stages), '-o', out, '--edits=' + log,
                        raw], check=True)
        text = open(out, 'rb').read()
        edits = [json.loads(line) for line in open(log, encoding='utf-8')]
    base = Levenshtein.distance(truth, squash(text.decode()))
    for e in edits:
        if e.get('stage') != stages[-1] or e.get('outcome', 'changed') != 'changed':
            continue
        at, new = e['at'], e['new'].encode()
        assert text[at:at + len(new)] == new, (raw, e)
        undone = text[:at] + e['old'].encode() + text[at + len(new):]
        gain = Levenshtein.distance(truth, squash(undone.decode())) - base
        count(e['rule'], gain, e)


def main():
    if len(sys.argv) < 5:
        sys.exit(__doc__)
    ocrmend, base, name, stages = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:]
    rules = collections.defaultdict(lambda: [collections.Counter(), collections.Counter()])
    pages = [p for p in sorted(os.listdir(base)) if os.path.exists(os.path.join(base, p, name))]
    for i, page in enumerate(pages):
        truth = squash(open(os.path.join(base, page, 'truth.txt'), encoding='utf-8').read())

        def count(rule, gain, edit, half=i % 2, page=page):
            c = rules[rule][half]
            c['edits'] += 1
            c['mended'] += max(0, gain)
            c['spoilt'] += max(0, -gain)
            if gain < 0 and os.environ.get('SPOILT'):
                print('spoilt', page, rule, repr(edit['old']), repr(edit['new']), gain, file=sys.stderr)
        judge(ocrmend, os.path.join(base, page, name), truth, stages, count)
    print('%-24s %24s %24s' % ('', 'odd pages', 'even pages'))
    print('%-24s %8s%8s%8s %8s%8s%8s' % (('rule',) + ('edits', 'mended', 'spoilt') * 2))
    for rule, halves in sorted(rules.items()):
        figures = tuple(h[k] for h in halves for k in ('edits', 'mended', 'spoilt'))
        print('%-24s %8d%8d%8d %8d%8d%8d' % ((rule,) + figures))


if __name__ == '__main__':
    main()
