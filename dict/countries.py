#!/usr/bin/env python3
"""Make dict/countries.tsv, countries, territories, their capitals and other cities, from the npm package
i18n-iso-countries and the table of formal names and cities beside this script:

    npm pack i18n-iso-countries@7.14.0
    dict/countries.py dict/states.tsv i18n-iso-countries-7.14.0.tgz > dict/countries.tsv

Columns as in places.tsv; the code is ISO 3166's, a city's the country's with a number.  Names from the package, but
for those that Chinese newspapers write otherwise.  Hong Kong, Macau and Taiwan are in places-more.tsv.
"""
import json
import re
import sys
import tarfile
sys.dont_write_bytecode = True
from division import Unit, lines

NEWS = {'AX': '奥兰群岛', 'CC': '科科斯群岛', 'EH': '西撒哈拉', 'FK': '马尔维纳斯群岛', 'FM': '密克罗尼西亚', 'SA': '沙特',
        'SH': '圣赫勒拿岛'}
# also written so, beside the short form
LONGER = {'ID': '印度尼西亚', 'MN': '蒙古国', 'SA': '沙特阿拉伯', 'FK': '福克兰群岛', 'CD': '民主刚果'}
ELSEWHERE = ('HK', 'MO', 'TW', 'XK', 'UM')


def main(states, package):
    with tarfile.open(package) as tar:
        names = json.load(tar.extractfile('package/langs/zh.json'))['countries']
    with open(states, encoding='utf-8') as f:
        known = {line.split('\t')[0]: line.split('\t')[1:] for line in f.read().splitlines()[1:]}
    rows = []
    for code, name in names.items():
        if code in ELSEWHERE:
            continue
        name = NEWS.get(code, name)
        formal, capitals, cities = known.get(code, ('', '', ''))
        level = 'country' if code in known else 'territory'
        if formal and formal != name:
            rows.append(Unit(formal, name, level, code, ''))
        else:
            rows.append(Unit(name, '', level, code, ''))
        if code in LONGER and LONGER[code] not in (name, formal):
            rows.append(Unit(LONGER[code], name, level, code, ''))
        capitals = [(city, 'capital') for city in capitals.split('|') if city]
        cities = [(city, 'city') for city in cities.split('|') if city]
        for n, (city, level) in enumerate(capitals + cities, 1):
            short = re.sub('(?<=....)[市城]$', '', city)        # 斯里巴加湾市, but not 科威特城
            rows.append(Unit(city, short if short not in (city, name) else '', level, '%s%02d' % (code, n), code))
    print(lines(rows))


if len(sys.argv) != 3:
    sys.exit(__doc__)
main(*sys.argv[1:])
