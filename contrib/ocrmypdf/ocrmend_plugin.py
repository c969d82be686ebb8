"""OCRmyPDF plugin: ocrmend between Tesseract and the searchable PDF.

usage: ocrmypdf --plugin ocrmend_plugin.py -l chi_sim scan.pdf searchable.pdf

One call of Tesseract a page makes its text-only PDF, hOCR and text.  ocrmend corrects the hOCR; what its words read then is
put into the text layer of Tesseract's own PDF, word for word, each in the box it has.  (OCRmyPDF's own renderer of hOCR has
a font that cannot write Chinese.)  The sidecar is the clean text.  Written for OCRmyPDF 14, Debian 12's.
"""
import logging
import re
import shlex
import shutil
import xml.etree.ElementTree as ElementTree
from subprocess import PIPE, CalledProcessError

import pikepdf
from ocrmypdf import hookimpl
from ocrmypdf._exec import tesseract
from ocrmypdf.builtin_plugins.tesseract_ocr import TesseractOcrEngine
from ocrmypdf.exceptions import BadArgsError, MissingDependencyError, SubprocessOutputError
from ocrmypdf.subprocess import run

log = logging.getLogger(__name__)


class Mismatch(Exception):
    """The PDF's text layer and the hOCR do not tell the same words."""


class Word:
    """A word of hOCR: its text, its box in pixels, and whether it is the last of its line."""

    def __init__(self, element):
        box = re.search(r'bbox (-?\d+) (-?\d+) (-?\d+) (-?\d+)', element.get('title', ''))
        self.id = element.get('id')
        self.text = ''.join(element.itertext()).strip()
        self.left, self.top, self.right, self.bottom = map(int, box.groups()) if box else (0, 0, 0, 0)
        self.last = False


def words_of(hocr):
    """The words of a page in order."""
    words = []
    for line in ElementTree.parse(hocr).iter():
        if 'title' in line.attrib and line.get('class', '') in (
                'ocr_line', 'ocr_header', 'ocr_caption', 'ocr_textfloat'):
            of_line = [Word(e) for e in line.iter() if e.get('class') == 'ocrx_word']
            of_line = [w for w in of_line if w.text]
            if of_line:
                of_line[-1].last = True
            words += of_line
    return words


def page_width(hocr):
    """Of the image, in pixels."""
    for element in ElementTree.parse(hocr).iter():
        if element.get('class') == 'ocr_page':
            box = re.search(r'bbox (\d+) \d+ (\d+)', element.get('title', ''))
            return int(box.group(2)) - int(box.group(1))
    raise Mismatch('hOCR without a page')


def rewrite(pdf_file, raw_hocr, clean_hocr):
    """Make the text layer of Tesseract's PDF read what the clean hOCR reads.

    Tesseract shows each word with a Tz (horizontal scaling, so that it fills its box) and a TJ, in a font whose characters
    are all half an em wide, in codes of UTF-16.  Words that were merged into the one before, or dropped, are not shown;
    the places of all words are set by Td, which stay.
    """
    raw = words_of(raw_hocr)
    clean = {w.id: w for w in words_of(clean_hocr)}
    # the word that ends a line ends it for whichever word took it in
    for i, word in enumerate(raw):
        if word.id in clean:
            clean[word.id].last = word.last
            taker = clean[word.id]
        elif word.last and i and not raw[i - 1].last:
            taker.last = True
    with pikepdf.open(pdf_file, allow_overwriting_input=True) as pdf:
        page = pdf.pages[0]
        points = float(page.MediaBox[2]) / page_width(raw_hocr)
        stream, shown, size, scaling = [], 0, 0.0, None
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name == 'Tf':
                size = float(operands[1])
            if name == 'Tz':
                scaling = operands
                continue
            if name == 'TJ':
                text = b''.join(bytes(s) for s in operands[0]).decode('utf-16-be', 'surrogatepass')
                if shown == len(raw) or text.strip() != raw[shown].text:
                    raise Mismatch(f'word {shown + 1} of the PDF is {text.strip()!r}')
                word, now = raw[shown], clean.get(raw[shown].id)
                shown += 1
                if not now:
                    continue
                reads = now.text + ('' if now.last else ' ')
                if reads != text:
                    code = reads.encode('utf-16-be', 'surrogatepass')
                    full = size / 2 * (len(code) // 2)
                    scaling = [round((now.right - now.left) * points * 100 / full, 3)] if full else scaling
                    operands = [pikepdf.Array([pikepdf.String(code)])]
                if scaling:
                    stream.append((scaling, pikepdf.Operator('Tz')))
                    scaling = None
            stream.append((operands, operator))
        if shown != len(raw):
            raise Mismatch(f'{shown} words in the PDF, {len(raw)} in the hOCR')
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(stream))
        pdf.save(pdf_file)


class OcrmendEngine(TesseractOcrEngine):
    """Tesseract, and ocrmend after it."""

    def __str__(self):
        return f'{super().__str__()} and ocrmend'

    @staticmethod
    def creator_tag(options):
        return TesseractOcrEngine.creator_tag(options) + ' + ocrmend'

    @staticmethod
    def generate_pdf(input_file, output_pdf, output_text, options):
        tesseract.generate_pdf(
            input_file=input_file,
            output_pdf=output_pdf,
            output_text=output_text,
            languages=options.languages,
            engine_mode=options.tesseract_oem,
            tessconfig=['hocr'] + options.tesseract_config,
            timeout=options.tesseract_timeout,
            pagesegmode=options.tesseract_pagesegmode,
            thresholding=options.tesseract_thresholding,
            user_words=options.user_words,
            user_patterns=options.user_patterns,
        )
        hocr = output_pdf.with_suffix('.hocr')
        if not hocr.exists() or output_pdf.stat().st_size == 0:
            return  # Tesseract gave the page up, or found it empty
        clean = output_pdf.with_suffix('.ocrmend.hocr')
        command = [options.ocrmend, 'clean', '--quiet', '--format=hocr'] + shlex.split(options.ocrmend_options)
        try:
            run(command + ['--to=same', '-o', str(clean), str(hocr)], stdout=PIPE, stderr=PIPE, check=True)
            text = run(command + ['--to=txt', str(hocr)], stdout=PIPE, stderr=PIPE, check=True).stdout
            rewrite(output_pdf, hocr, clean)
            output_text.write_bytes(text)
        except (CalledProcessError, Mismatch, OSError, ElementTree.ParseError) as e:
            why = (e.stderr.decode('utf-8', 'replace').strip() if isinstance(e, CalledProcessError) else str(e)) or repr(e)
            if not options.ocrmend_optional:
                raise SubprocessOutputError(f'[ocrmend] {input_file.name}: {why}') from e
            log.warning('[ocrmend] %s stays as Tesseract read it: %s', input_file.name, why)


@hookimpl
def get_ocr_engine():
    return OcrmendEngine()


@hookimpl
def add_options(parser):
    group = parser.add_argument_group('ocrmend', 'Correcting what Tesseract read')
    group.add_argument('--ocrmend', metavar='PROGRAM', default='ocrmend', help='the ocrmend command (default: from PATH)')
    group.add_argument('--ocrmend-options', metavar='OPTIONS', default='',
                       help="options for 'ocrmend clean', such as '-d officials.tsv'")
    group.add_argument('--ocrmend-optional', action='store_true',
                       help='where ocrmend fails, take the page as Tesseract read it instead of stopping')


@hookimpl
def check_options(options):
    if options.pdf_renderer not in ('auto', 'sandwich'):
        raise BadArgsError("ocrmend works on Tesseract's own PDF: use --pdf-renderer sandwich, or none")
    if not shutil.which(options.ocrmend):
        raise MissingDependencyError(f"'{options.ocrmend}' was not found; install ocrmend, or name it with --ocrmend")
