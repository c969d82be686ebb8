#!/usr/bin/env python3
"""Make the table of Han characters that look alike: dict/shape.py > dict/shape.tsv

Each character of U+4E00-9FFF is drawn in six fonts of Debian and described by its blurred picture and by the directions
of its strokes; how alike two characters are is the mean, over the fonts that have both, of the cosine of their
descriptions.  The cost of a pair says how rare such likeness is: 255 + 30 lg F, where F is the share of all pairs that
are at least as alike.  Pairs with F up to LEAST are written, those that are among the nearest NEAREST of one of the two.

Needs python3-numpy, python3-pil, fonts-noto-cjk, fonts-arphic-uming, fonts-arphic-ukai, fonts-wqy-zenhei and
fonts-wqy-microhei; ten minutes, less with libopenblas0-pthread, and 2 GB of memory.
"""
import sys

import numpy as np
from PIL import ImageFont

FONTS = [  # file, which of its faces
    ('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc', 2),
    ('/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc', 2),
    ('/usr/share/fonts/truetype/arphic/uming.ttc', 0),
    ('/usr/share/fonts/truetype/arphic/ukai.ttc', 0),
    ('/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc', 0),
    ('/usr/share/fonts/truetype/wqy/wqy-microhei.ttc', 0),
]
FROM, COUNT = 0x4E00, 0x5200
SIZE, BOX = 40, 48          # pixels: of the font, of the square it is drawn in the middle of
LEAST, NEAREST = 1.2e-3, 24
BLOCK = 1024                # characters worked on together


def draw(path, index):
    """The characters' pictures, and which the font has."""
    font = ImageFont.truetype(path, SIZE, index=index)
    none = bytes(font.getmask('\U000F0000'))
    pictures = np.zeros((COUNT, BOX, BOX), np.float32)
    has = np.zeros(COUNT, bool)
    for i in range(COUNT):
        mask = font.getmask(chr(FROM + i))
        w, h = mask.size
        if not 0 < w <= BOX or not 0 < h <= BOX or bytes(mask) == none:
            continue
        y, x = (BOX - h) // 2, (BOX - w) // 2
        pictures[i, y:y + h, x:x + w] = np.frombuffer(bytes(mask), np.uint8).reshape(h, w) / 255
        has[i] = True
    return pictures, has


def smooth(a, axis, weights):
    """Each value with its neighbours along an axis; beyond the edge is 0."""
    half = len(weights) // 2
    pad = [(0, 0)] * a.ndim
    pad[axis] = (half, half)
    p = np.moveaxis(np.pad(a, pad), axis, -1)
    n = a.shape[axis]
    return np.moveaxis(sum(w * p[..., i:i + n] for i, w in enumerate(weights)), -1, axis)


def blurred(pictures):
    """At half the size, blurred by one pixel."""
    n = len(pictures)
    small = pictures.reshape(n, BOX // 2, 2, BOX // 2, 2).mean((2, 4))
    x = np.arange(-3, 4)
    weights = np.exp(-x * x / 2).astype(np.float32)
    weights /= weights.sum()
    return smooth(smooth(small, 1, weights), 2, weights).reshape(n, -1)


def directions(pictures, cells=8, bins=8):
    """How much edge there is of each direction in each of 8 x 8 cells, smoothed over the cells."""
    n, k = len(pictures), BOX // cells
    dy, dx = np.zeros_like(pictures), np.zeros_like(pictures)
    dy[:, 1:-1] = pictures[:, 2:] - pictures[:, :-2]
    dx[:, :, 1:-1] = pictures[:, :, 2:] - pictures[:, :, :-2]
    strength = np.hypot(dy, dx)
    angle = np.arctan2(dy, dx) % np.float32(np.pi) * np.float32(bins / np.pi)
    low = np.floor(angle)
    part = angle - low
    low = low.astype(int) % bins
    out = np.zeros((n, bins, cells, cells), np.float32)
    for b in range(bins):
        share = np.where(low == b, 1 - part, 0) + np.where((low + 1) % bins == b, part, 0)
        out[:, b] = (share * strength).reshape(n, cells, k, cells, k).mean((2, 4))
    weights = np.array([.25, .5, .25], np.float32)
    return np.sqrt(smooth(smooth(out, 2, weights), 3, weights)).reshape(n, -1)


def unit(features, has):
    """Around their mean, of length 1; 0 where the font has no such character."""
    features = features - features[has].mean(0)
    features /= np.linalg.norm(features, axis=1, keepdims=True) + 1e-9
    features[~has] = 0
    return features


def describe(path, index):
    pictures, has = draw(path, index)
    pieces = [(blurred(p), directions(p)) for p in (pictures[i:i + BLOCK] for i in range(0, COUNT, BLOCK))]
    parts = [unit(np.concatenate(part), has) for part in zip(*pieces)]
    return np.concatenate(parts, 1) / np.float32(len(parts) ** .5), has


def main():
    described = [describe(*font) for font in FONTS]
    features = [f for f, _ in described]
    has = np.array([h for _, h in described], np.float32).T

    def likeness(rows):
        """Of some characters to all; -1 to themselves and where fewer than two fonts have both."""
        both = has[rows] @ has.T
        alike = sum(f[rows] @ f.T for f in features) / np.maximum(both, 1)
        alike[both < 2] = -1
        alike[np.arange(len(rows)), rows] = -1
        return alike

    sample = np.random.default_rng(1).choice(COUNT, 500, replace=False)
    floor = np.quantile(likeness(sample), 1 - 1.5 * LEAST)  # more than will be written
    rows, columns, values, near = [], [], [], []
    for start in range(0, COUNT, BLOCK):
        block = np.arange(start, min(start + BLOCK, COUNT))
        alike = likeness(block)
        nearest = np.partition(alike, -NEAREST, 1)[:, -NEAREST]
        i, j = np.nonzero(alike >= floor)
        rows.append(block[i])
        columns.append(j)
        values.append(alike[i, j])
        near.append(alike[i, j] >= nearest[i])
        print(start + len(block), 'of', COUNT, file=sys.stderr)
    rows, columns, values, near = map(np.concatenate, (rows, columns, values, near))

    # F: each pair was met twice
    order = np.argsort(-values, kind='stable')
    rank = np.empty(len(order))
    rank[order] = np.arange(1, len(order) + 1)
    share = rank / (COUNT * (COUNT - 1.0))
    pairs = {}
    for i in np.nonzero(near & (share <= LEAST))[0]:
        pair = min(rows[i], columns[i]), max(rows[i], columns[i])
        cost = max(1, round(255 + 30 * np.log10(share[i])))
        pairs[pair] = min(cost, pairs.get(pair, cost))
    for (a, b), cost in sorted(pairs.items()):
        print('%c\t%c\t%d' % (FROM + a, FROM + b, cost))


main()
