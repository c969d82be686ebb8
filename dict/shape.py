#!/usr/bin/env python3
"""Make the table of how Han characters look: dict/shape.py > dict/shape.tsv

Each character of U+4E00-9FFF is drawn in six fonts of Debian and described by its blurred picture and by the directions
of its strokes.  The descriptions of the fonts together are reduced to the DIMENSIONS in which characters differ most
(principal components), and these are written in 63 steps.  How alike two characters are is then the inner product of
two short vectors; what it costs to take one for the other says how rare such likeness is among all pairs.

A line of the table is a character and its vector, each step a byte from '1' (-31) over 'P' (0) to 'o' (31).  The first
line, "cost", has the least likeness that costs at most 1, 2, ... 254.

Needs python3-numpy, python3-pil, fonts-noto-cjk, fonts-arphic-uming, fonts-arphic-ukai, fonts-wqy-zenhei and
fonts-wqy-microhei; some minutes, less with libopenblas0-pthread, and 2 GB of memory.
"""
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
DIMENSIONS, STEPS = 64, 31
PER_FONT = 256              # dimensions kept of each font
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


def components(features, n):
    """The n dimensions in which they differ most, the foremost first."""
    values, vectors = np.linalg.eigh(features.T @ features)
    return features @ vectors[:, ::-1][:, :n].astype(np.float32)


def describe(path, index):
    """By one font: vectors of length 1, 0 where it has no such character; and which it has."""
    pictures, has = draw(path, index)
    pieces = [(blurred(p), directions(p)) for p in (pictures[i:i + BLOCK] for i in range(0, COUNT, BLOCK))]
    features = components(np.concatenate([unit(np.concatenate(part), has) for part in zip(*pieces)], 1), PER_FONT)
    return features / (np.linalg.norm(features, axis=1, keepdims=True) + 1e-9) * has[:, None], has


def count_likeness(steps, drawn):
    """How many pairs of characters have each likeness: counts, and the likeness of the first."""
    most = int((steps * steps).sum(1).max())
    counts = np.zeros(2 * most + 1, np.int64)
    rows = steps[drawn]
    for i in range(0, len(rows), BLOCK):
        block = rows[i:i + BLOCK]
        alike = np.rint(block @ rows[i:].T).astype(np.int64) + most
        later = np.arange(alike.shape[1])[None] > np.arange(len(block))[:, None]
        counts += np.bincount(alike[later], minlength=len(counts))
    return counts, -most


def main():
    described = [describe(*font) for font in FONTS]
    fonts = np.sum([has for _, has in described], 0)
    together = np.concatenate([f for f, _ in described], 1) / np.sqrt(np.maximum(fonts, 1))[:, None]
    vectors = components(together.astype(np.float32), DIMENSIONS)
    steps = np.rint(vectors * (STEPS / np.abs(vectors).max()))

    # cost 255 + 30 lg F, rounded; F: the share of pairs at least as alike
    counts, first = count_likeness(steps, fonts > 0)
    share = counts[::-1].cumsum()[::-1] / counts.sum()
    least = [first + int(np.argmax(np.append(share, 0) <= 10 ** ((cost + .5 - 255) / 30))) for cost in range(1, 255)]
    print('cost\t' + ' '.join(map(str, least)))
    for i in range(COUNT):
        print('%c\t%s' % (FROM + i, ''.join(chr(0x50 + int(x)) for x in steps[i])))


main()
