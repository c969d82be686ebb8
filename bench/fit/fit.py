#!/usr/bin/python3
"""Fit the weights of src/stage/join/evidence_table.h by logistic regression.

usage: fit.py BUILDDIR SET...      print the cross-validated F1 of paragraph breaks per set, then the table to stdout
  BUILDDIR  where ocrmend was built: gaps.c is linked with its objects
  SET       NAME=DIR[:FILE][*WEIGHT]: DIR has ID.raw.txt and ID.truth.txt pairs (a paragraph a line), or, with FILE
            (raw.tesseract.txt), ID/FILE and ID/truth.txt

Needs python3-sklearn, python3-numpy and python3-levenshtein.  Raw pages with known paragraphs are not part of the
project (their texts are not free); any collection of such pairs will do.
"""
import glob
import os
import re
import subprocess
import sys

import Levenshtein
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

SRC = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'src')
STOPS = ['sentence', 'credit', 'bracket', 'colon', 'comma', 'text', 'word', 'other']
KINDS = ['ends', 'closes', 'goes on', 'no mark']
STARTS = ['HAN', 'DIGIT', 'WORD', 'OPEN', 'CLOSE', 'ITEM', 'DATELINE', 'BYLINE', 'CAPTION', 'DASH', 'OTHER']
FILLS = ['over', 'full', 'one', 'two', 'few', 'short', 'tiny']
THRESHOLD = 0.42  # of the probability of a break: where F1 is best, as breaks are the rarer class

SEEN = 19         # figures that fit-gaps prints of a gap in any text; of a document's lines more follow

# What the terms mean rather than what was counted: rare, or certain by definition.  In tenths of a nat.
FIXED = {'CLOSE': [-60] * 4, 'ITEM': [40] * 4, 'DATELINE': [100] * 4, 'BYLINE': [25, 25, 0, 25], 'CAPTION': [20] * 4}


def squash(s):
    return re.sub(r'[\s\u3000\u00a0\u200b\ufeff]+', '', s)


def labels(text, truth):
    """'1' for each line of text with something in it that a paragraph of the truth ends with, '?' where that ends with a
    form feed (text was left out there, nothing can be learnt), else '0'."""
    squashed, ends, true, true_ends, torn = '', [], '', set(), set()
    for line in re.split(r'[\n\f]', text):
        if squash(line):
            squashed += squash(line)
            ends.append(len(squashed))
    for line in truth.split('\n'):
        if squash(line):
            true += squash(line)
            true_ends.add(len(true))
            if line.endswith('\f'):
                torn.add(len(true))
    at = [None] * len(true)
    for op, a0, a1, b0, b1 in Levenshtein.opcodes(true, squashed):
        if op in ('equal', 'replace'):
            for k in range(a1 - a0):
                at[a0 + k] = b0 + k
    before, after, last = [0] * (len(true) + 1), [len(squashed)] * (len(true) + 1), 0
    for i, a in enumerate(at):
        last = last if a is None else a + 1
        before[i + 1] = last
    last = len(squashed)
    for i in range(len(true) - 1, -1, -1):
        last = last if at[i] is None else at[i]
        after[i] = last
    met = {}
    for i in true_ends:
        for e in [e for e in ends if before[i] <= e <= after[i] and e not in met][:1]:
            met[e] = '?' if i in torn else '1'
    return ''.join(met.get(e, '0') for e in ends)


def features(v):
    (stop, kind, start, over, above, bare, below, before, after, width, growth, column, below_ends, blank, page,
     indent, first, cuts, certain) = v[:SEEN]
    f = ['stop_above %d %d' % (stop, above), 'kind_bare %d %d' % (kind, bare),
         'kind_below %d %d %d' % (kind, below_ends, below), 'above_below %d %d' % (above, below),
         'growth %d %d %d' % (kind, width, growth), 'blank %d %d %d' % (kind, blank, above),
         'before %d %d' % (kind, before), 'after %d' % after, 'column %d %d' % (kind, column),
         'start %d %d' % (start, kind)]
    if blank and start == STARTS.index('OPEN'):
        f.append('BLANK_OPEN')
    f += [name for name, on in [('INDENT %d' % indent, indent), ('PAGE', page),
                                ('FIRST', first and kind), ('STORY', over == 6 and kind),
                                ('BYLINE', over == 7 and kind == 3)] if on]
    return f


def pairs_of(spec):
    """Of a set: its name, its weight, and for each page its name, the path of its text, and of its truth."""
    name, where = spec.split('=')
    where, _, weight = where.partition('*')
    where, _, file = where.partition(':')
    if file:
        pairs = [(os.path.basename(os.path.dirname(p)), p, os.path.dirname(p) + '/truth.txt')
                 for p in sorted(glob.glob(where + '/*/' + file))]
    else:
        pairs = [(os.path.basename(p).split('.')[0], p, p.replace('.raw.txt', '.truth.txt'))
                 for p in sorted(glob.glob(where + '/*.raw.txt'))]
    return name, float(weight or 1), pairs


def load(build, spec, wanted):
    """A set: its name, its weight, and for each page its name and, for each gap that is wanted, what is seen of it and
    whether a paragraph ends there."""
    name, weight, pairs = pairs_of(spec)
    pages = []
    for page, raw, truth in pairs:
        with open(raw, 'rb') as f:
            data = f.read()
        gaps = lambda *labels: subprocess.run([build + '/fit-gaps', *labels], input=data, capture_output=True,
                                              check=True).stdout.decode()
        with open(truth, encoding='utf-8') as f:
            ends = labels(gaps(), f.read())
        rows = [[int(x) for x in line.split()] for line in gaps(ends).splitlines()]
        pages.append((page, [(v, int(y)) for v, y in zip(rows, ends) if y != '?' and wanted(v)]))
    return name, weight, pages


def table(weight, bias):
    w = lambda key: round(10 * weight.get(key, 0))
    row = lambda values: '{' + ', '.join('%3d' % v for v in values) + '}'
    fills = range(len(FILLS))
    out = ['/* evidence_table.h - weights of the evidence for the end of a paragraph, in tenths of a nat of log-odds.',
           ' *',
           ' * Generated by bench/fit/fit.py from line ends whose paragraphs are known (bench/README.md tells which), by',
           ' * logistic regression, except for the rows and figures marked as set by hand.  A cell never seen is 0. */',
           '', '/* with nothing seen, and as much as makes the best F1 of breaks */',
           'enum { BEFORE = %d };' % round(10 * (bias - np.log(THRESHOLD / (1 - THRESHOLD)))), '']
    comment = '/*' + ' ' * 15 + ' '.join('%4s' % f for f in FILLS) + ' */'
    out += ['/* by the end of the line above and its fill */',
            'static const int8_t by_stop_above[OM_STOPS][OM_FILLS] = {', '    ' + comment]
    out += ['    /* %-9s */ %s,' % (s, row([w('stop_above %d %d' % (i, f)) for f in fills])) for i, s in enumerate(STOPS)]
    out += ['};', '', '/* by the mark above and the fill without an indent */',
            'static const int8_t by_kind_bare[OM_MARK_KINDS][OM_FILLS] = {']
    out += ['    /* %-9s */ %s,' % (k, row([w('kind_bare %d %d' % (i, f)) for f in fills])) for i, k in enumerate(KINDS)]
    out += ['};', '', '/* by the mark above and the fill of the line below, when that goes on and when it ends a sentence */',
            'static const int8_t by_kind_below[OM_MARK_KINDS][2][OM_FILLS] = {']
    for i, k in enumerate(KINDS):
        out.append('    /* %-9s */ {%s,' % (k, row([w('kind_below %d 0 %d' % (i, f)) for f in fills])))
        out.append('                     %s},' % row([w('kind_below %d 1 %d' % (i, f)) for f in fills]))
    out += ['};', '', '/* by the fill of the line above and of the line below */',
            'static const int8_t by_above_below[OM_FILLS][OM_FILLS] = {', '    ' + comment]
    out += ['    /* %-9s */ %s,' % (n, row([w('above_below %d %d' % (i, f)) for f in fills])) for i, n in enumerate(FILLS)]
    out += ['};', '', '/* by the mark above, the width of the line above (classes of evidence.h) and the growth from it to the line below */',
            'static const int8_t by_kind_width_growth[OM_MARK_KINDS][OM_WIDTHS][OM_GROWTHS] = {']
    for i, k in enumerate(KINDS):
        out.append('    /* %s */' % k)
        for j in range(6):
            out.append('    %s%s%s' % ('{' if j == 0 else ' ', row([w('growth %d %d %d' % (i, j, g)) for g in range(7)]),
                                       '},' if j == 5 else ','))
    out += ['};', '', '/* by the mark above, without and with a blank line, by the fill of the line above */',
            'static const int8_t by_kind_blank_above[OM_MARK_KINDS][2][OM_FILLS] = {']
    for i, k in enumerate(KINDS):
        out.append('    /* %-9s */ {%s,' % (k, row([w('blank %d 0 %d' % (i, f)) for f in fills])))
        out.append('                     %s},' % row([w('blank %d 1 %d' % (i, f)) for f in fills]))
    out += ['};', '', '/* by the mark above and the fill of the line before that (last: there is none) */',
            'static const int8_t by_kind_before[OM_MARK_KINDS][OM_FILLS + 1] = {']
    out += ['    /* %-9s */ %s,' % (k, row([w('before %d %d' % (i, f)) for f in range(8)])) for i, k in enumerate(KINDS)]
    out += ['};', '', '/* by the fill of the line after the one below (last: there is none) */',
            'static const int8_t by_after[OM_FILLS + 1] = %s;' % row([w('after %d' % f) for f in range(8)]), '',
            '/* by the mark above and the column below: narrower, alike, wider */',
            'static const int8_t by_kind_column[OM_MARK_KINDS][3] = {']
    out += ['    /* %-9s */ %s,' % (k, row([w('column %d %d' % (i, c)) for c in range(3)])) for i, k in enumerate(KINDS)]
    out += ['};', '', '/* by the beginning of the line below and the mark above (ends, closes, goes on, no mark); a row that is the same all',
            ' * along is set by hand: it is what the term means; so is that of bylines, none of which follows what goes on */',
            'static const int8_t by_start_kind[OM_STARTS][OM_MARK_KINDS] = {']
    out += ['    [OM_START_%s] = %s,' % (s, row(FIXED.get(s) or [w('start %d %d' % (i, k)) for k in range(4)]))
            for i, s in enumerate(STARTS)]
    out += ['};', '', '/* set by hand: an indent that is there was set on purpose; one of less than an em can be an artefact */',
            'static const int8_t by_indent[3] = {0, 25, 60};', '', '/* set by hand */', 'enum {',
            '    BLANK_OPEN = -10,    /* the blank half em of an opening quote makes extractors see a blank line */',
            '    LIST = 40,           /* a list item after a line that is not full */',
            '    PAGE = 5,',
            '    FIRST = -25,         /* a first line that ends no sentence goes on */',
            '    STORY_GOES_ON = -30, /* so does the line with the dateline */',
            '    AFTER_BYLINE = 100,', '    AFTER_SUBTITLE = 40,', '};']
    return '\n'.join(out)


def compile_gaps(build):
    subprocess.check_call([build + '/libtool', '--quiet', '--mode=link', 'gcc', '-O2', '-w', '-D_GNU_SOURCE', '-I' + build,
                           '-I' + SRC, os.path.join(os.path.dirname(os.path.abspath(__file__)), 'gaps.c'), '-o',
                           build + '/fit-gaps', build + '/libinside.la'])


def fit(sets, features):
    """The weight of each feature, and the bias.  Prints the F1 of breaks with the pages of each tenth left out in turn; a
    page is left out in all sets at once."""
    names, rows, y, group, of, sample, pages = {}, [], [], [], [], [], {}
    for name, weight, set_pages in sets:
        for page, gaps in set_pages:
            for v, label in gaps:
                rows.append([names.setdefault(f, len(names)) for f in features(v)])
                y.append(label)
                group.append(pages.setdefault(page, len(pages)))
                of.append(name)
                sample.append(weight)
    m = np.zeros((len(rows), len(names)), dtype=np.float32)
    for i, r in enumerate(rows):
        m[i, r] = 1
    y, of = np.array(y), np.array(of)
    model = LogisticRegression(C=0.5, max_iter=2000)
    p = cross_val_predict(model, m, y, groups=group, cv=GroupKFold(10), method='predict_proba')[:, 1]
    for name, _, set_pages in sets:
        hit = ((p > THRESHOLD) & (y == 1) & (of == name)).sum()
        sys.stderr.write('%s: %d pages, %d gaps, F1 of breaks, cross-validated: %.3f\n' % (
            name, len(set_pages), (of == name).sum(),
            2 * hit / (((p > THRESHOLD) & (of == name)).sum() + ((y == 1) & (of == name)).sum())))
    model.fit(m, y, sample_weight=sample)
    return {n: model.coef_[0][i] for n, i in names.items()}, model.intercept_[0]


def main():
    build = sys.argv[1]
    compile_gaps(build)
    sets = [load(build, spec, lambda v: not v[SEEN - 1]) for spec in sys.argv[2:]]
    print(table(*fit(sets, features)))


if __name__ == '__main__':
    main()
