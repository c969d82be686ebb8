#!/usr/bin/env python3
"""Make dict/words.tsv, the words of ordinary Chinese that guard a text, from jieba's dictionary, which Debian has in its package
python3-jieba:

    dict/words.py /usr/lib/python3/dist-packages/jieba/dict.txt > dict/words.tsv

Word, frequency in jieba's corpus, and its tag.  Left out: what has a character that is not Han, words of more than 8
characters, and places that the dictionary spells wrongly.  SOURCES.md says which rows should not guard.
"""
import re
import sys

LONGEST = 8

# misspelt in jieba's dictionary: as words they would guard the very slips that are to be corrected
SLIPS = set('''
    亚尔果斯 井岗山 余桃市 依通县 候马市 克拉马依 剁岚县 加格达齐 华莹市 叙浦县 嘉阴县 壹关县 夏门市 墉桥区 墨竹江卡 尢溪县
    巩仪县 师河区 恒曲县 扎襄县 扶远县 桥口区 歧山县 毫州市 汩罗市 汪苍县 沙坪霸 沥城县 渖阳市 满州里 灵壁县 琦玉县 睃川县
    睛隆县 磬安县 磬石县 箩北县 繁峰县 绥汾河 绥汾河市 苗粟县 荏平县 荷泽市 褔建省 襄谦县 西瑭区 镇贲县 颖上县 麻粟坡县 临沐县 临颖县
'''.split())


def main(file):
    rows = {}
    with open(file, encoding='utf-8') as f:
        for line in f:
            word, frequency, tag = line.split()
            if re.fullmatch('[\u3400-\u9fff〇]{1,%d}' % LONGEST, word) and word not in SLIPS:
                rows[word] = '%s\t%s\t%s' % (word, frequency, tag)
    print('\n'.join(['word\tfrequency\ttag'] + sorted(rows.values())))


if len(sys.argv) != 2:
    sys.exit(__doc__)
main(sys.argv[1])
