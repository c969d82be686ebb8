#include "diff/text.h"

#include <stdlib.h>
#include <utf8proc.h>
#include <xxhash.h>

#include "cut.h"
#include "stage/stage.h"
#include "text/bisect.h"
#include "text/utf8.h"

enum { BLOCK = 256 * 1024 };

/* --- units -------------------------------------------------------------------------------------------------------- */

uint32_t om_unit_get(const uint8_t *p, size_t n, unsigned *len)
{
    uint32_t c = om_utf8_get(p, len);

    if (c == '\r' && n > 1 && p[1] == '\n')
        return *len = 2, '\n';
    if ((c >= '\n' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029)
        return '\n';
    return c;
}

size_t om_units_read(const uint8_t *p, size_t n, size_t max, uint32_t *units, uint32_t *at)
{
    size_t from = 0, i = 0;

    for (; i < max && from < n; i++) {
        unsigned len;

        at[i] = (uint32_t)from;
        units[i] = om_unit_get(p + from, n - from, &len);
        from += len;
    }
    at[i] = (uint32_t)from;
    return i;
}

uint64_t om_units_lines(const uint8_t *p, size_t n)
{
    uint64_t lines = 0;

    for (size_t i = 0; i < n; i++) {
        if (p[i] > '\r' && p[i] != 0xC2 && p[i] != 0xE2)
            continue;
        if (p[i] >= '\n' && p[i] <= '\r')
            lines += p[i] != '\r' || i + 1 == n || p[i + 1] != '\n';
        else if (p[i] == 0xC2 && i + 1 < n)
            lines += p[i + 1] == 0x85;
        else if (p[i] == 0xE2 && i + 2 < n)
            lines += p[i + 1] == 0x80 && (p[i + 2] == 0xA8 || p[i + 2] == 0xA9);
    }
    return lines;
}

bool om_unit_belongs(const uint8_t *p, size_t len, size_t floor, size_t at)
{
    unsigned n;
    uint32_t c;

    if (at >= len || at <= floor)
        return false;
    c = om_utf8_get(p + at, &n);
    /* below U+0300 nothing does, and Han and what stands around them do not */
    if (c < 0x300 || (c >= 0x3000 && c < 0x302A) || (c >= 0x3100 && c < 0xA000))
        return false;
    return !utf8proc_grapheme_break((utf8proc_int32_t)om_utf8_get(p + om_utf8_back(p, at), &n), (utf8proc_int32_t)c);
}

/* --- reading ------------------------------------------------------------------------------------------------------ */

typedef struct {
    ocrmend_text *text;
    om_buf raw;          /* read and not decoded yet */
    const char *from, *format;
    om_document document;
    void *decode;        /* state of stage decode */
    om_out out;
    XXH3_state_t *sum;
    ocrmend_error error;
} reader;

static bool put_reading(ocrmend_text *t, om_decoded r)
{
    if (t->n == t->cap) {
        size_t cap = t->cap ? t->cap * 2 : 4 * OM_DECODED;
        om_decoded *reading = realloc(t->reading, cap * sizeof *reading);
        om_decoded_place *place;

        if (!reading)
            return false;
        t->reading = reading;
        place = realloc(t->place, cap / OM_DECODED * sizeof *place);
        if (!place)
            return false;
        t->place = place;
        t->cap = cap;
    }
    if (t->n % OM_DECODED == 0)
        t->place[t->n / OM_DECODED] = t->end;
    t->reading[t->n++] = r;
    t->end.raw += r.same + (uint64_t)r.raw_len;
    t->end.utf8 += r.same + (uint64_t)r.utf8_len;
    return true;
}

static uint16_t at_most(uint64_t n, uint64_t most)
{
    return (uint16_t)(n < most ? n : most);
}

/* Add the edit, whose source begins at raw byte `raw`, in as many pieces as its lengths need. */
static bool add_reading(ocrmend_text *t, uint64_t raw, const om_edit *e)
{
    enum { MOST = 60000 }; /* a multiple of all lengths of characters */
    uint64_t same = raw - t->end.raw, raw_len = e->src_len, utf8_len = e->dst_len;

    for (; same > MOST; same -= MOST)
        if (!put_reading(t, (om_decoded){MOST, 0, 0, 0, 0}))
            return false;
    do {
        uint64_t units = e->unit_src ? MOST / (e->unit_src > e->unit_dst ? e->unit_src : e->unit_dst) : 0;
        om_decoded r = {(uint16_t)same, at_most(raw_len, units ? units * e->unit_src : MOST),
                        at_most(utf8_len, units ? units * e->unit_dst : MOST), e->unit_src, e->unit_dst};

        if (!put_reading(t, r))
            return false;
        same = 0;
        raw_len -= r.raw_len;
        utf8_len -= r.utf8_len;
    } while (raw_len || utf8_len);
    return true;
}

static ocrmend_status no_memory(reader *r)
{
    return om_fail(&r->error, OCRMEND_NOMEM, 0, "out of memory");
}

/* Remember what decoding the block did. */
static bool add_readings(reader *r)
{
    ocrmend_text *t = r->text;

    for (size_t i = 0; i < r->out.edits.n; i++) {
        const om_edit *e = &r->out.edits.at[i];

        if (e->rule == OM_RULE_INVALID_BYTES)
            t->invalid += e->src_len;
        if (!add_reading(t, t->raw_len + e->src, e))
            return false;
    }
    return true;
}

/* Remember where the words of the block stand. */
static bool add_words(reader *r)
{
    ocrmend_text *t = r->text;
    const om_page *page = &r->document.page;

    for (size_t i = 0; i < page->n_words; i++) {
        const om_word *w = &page->words[i];

        if (!om_more((void **)&t->words.at, t->words.n, &t->words.cap, sizeof *t->words.at))
            return false;
        t->words.at[t->words.n++] = (om_word_place){t->utf8.len + w->text, t->raw_len + w->doc, w->text_len,
                                                    w->doc_len};
    }
    return true;
}

/* Decode the first n bytes, or take the words out of them. */
static ocrmend_status read_block(reader *r, size_t n, bool last)
{
    ocrmend_text *t = r->text;
    bool is_document = t->format, ok;
    om_block block = {.data = r->raw.data, .len = n, .first = t->raw_len == 0, .last = last, .raw_at = t->raw_len,
                      .charset = t->charset.charset, .document = is_document ? &r->document : NULL};
    const uint8_t *utf8;
    size_t len;
    ocrmend_status status;

    om_out_begin(&r->out, block.data, n);
    status = (is_document ? &om_stage_read : &om_stage_decode)->run(r->decode, &block, &r->out, &r->error);
    if (status != OCRMEND_OK)
        return status;
    ok = om_out_end(&r->out) && (is_document ? add_words(r) : add_readings(r));
    utf8 = om_out_text(&r->out, &len);
    om_buf_add(&t->utf8, utf8, len);
    t->raw_len += n;
    om_buf_drop(&r->raw, n);
    return !ok || t->utf8.failed ? no_memory(r) : OCRMEND_OK;
}

/* The first bytes are here: settle charset and format. */
static ocrmend_status begin(reader *r, bool all)
{
    ocrmend_text *t = r->text;
    ocrmend_status status = om_charset_choose(r->from, r->raw.data, r->raw.len, all, &t->charset, &r->error);

    if (status == OCRMEND_OK)
        status = om_document_open(&r->document, r->format, t->charset.charset, r->raw.data, r->raw.len, &r->error);
    t->format = r->document.format;
    return status;
}

/* Enough bytes for a block are here. */
static ocrmend_status read_some(reader *r)
{
    ocrmend_text *t = r->text;
    size_t at;
    ocrmend_status status;

    if (!t->format)
        return read_block(r, om_cut_find(r->raw.data, r->raw.len, t->charset.charset).at, false);
    status = om_document_cut(&r->document, r->raw.data, r->raw.len, t->raw_len, &at, &r->error);
    return status == OCRMEND_OK && at ? read_block(r, at, false) : status;
}

static ocrmend_status read_all(reader *r, ocrmend_source source)
{
    for (;;) {
        size_t room = BLOCK - r->raw.len % BLOCK;
        ptrdiff_t n;
        ocrmend_status status = OCRMEND_OK;

        if (!om_buf_reserve(&r->raw, room))
            return no_memory(r);
        n = source.read(source.user, r->raw.data + r->raw.len, room);
        if (n < 0 || (size_t)n > room)
            return om_fail(&r->error, OCRMEND_SINK, r->text->raw_len, "the text could not be read");
        XXH3_64bits_update(r->sum, r->raw.data + r->raw.len, (size_t)n);
        r->raw.len += (size_t)n;
        if (n && r->raw.len % BLOCK)
            continue;
        if (!r->text->charset.charset)
            status = begin(r, n == 0);
        if (status == OCRMEND_OK)
            status = n ? read_some(r) : read_block(r, r->raw.len, true);
        if (n == 0 || status != OCRMEND_OK)
            return status;
    }
}

ocrmend_text *ocrmend_text_read(ocrmend_source source, const char *from, const char *format, ocrmend_error *error)
{
    reader r = {.text = calloc(1, sizeof *r.text), .from = from, .format = format, .sum = XXH3_createState()};
    ocrmend_options options;
    ocrmend_status status;

    ocrmend_profile(&options, NULL);
    if (r.text && r.sum) {
        XXH3_64bits_reset(r.sum);
        status = om_stage_decode.init(&options, &r.decode, &r.error);
        if (!om_buf_reserve(&r.text->utf8, 1)) /* an empty text has an address too */
            status = no_memory(&r);
        if (status == OCRMEND_OK)
            status = read_all(&r, source);
        r.text->raw_xxh3 = XXH3_64bits_digest(r.sum);
    } else {
        status = no_memory(&r);
    }
    om_stage_decode.end(r.decode);
    om_document_close(&r.document);
    om_out_free(&r.out);
    om_buf_free(&r.raw);
    XXH3_freeState(r.sum);
    if (status == OCRMEND_OK)
        return r.text;
    if (error && error->status == OCRMEND_OK)
        *error = r.error;
    ocrmend_text_free(r.text);
    return NULL;
}

void ocrmend_text_free(ocrmend_text *t)
{
    if (!t)
        return;
    om_buf_free(&t->utf8);
    free(t->words.at);
    free(t->reading);
    free(t->place);
    free(t);
}

const char *ocrmend_text_bytes(const ocrmend_text *t, size_t *len)
{
    *len = t->utf8.len;
    return (const char *)t->utf8.data;
}

/* --- the way back ------------------------------------------------------------------------------------------------- */

static uint64_t raw_of_decoded(const ocrmend_text *t, size_t at)
{
    size_t after = 0;
    om_decoded_place place = {0, 0};

    /* behind the last place at or before `at` */
    OM_BISECT(after, (t->n + OM_DECODED - 1) / OM_DECODED, t->place[after].utf8 <= at);
    if (after)
        place = t->place[after - 1];
    for (size_t i = after ? (after - 1) * OM_DECODED : t->n; i < t->n; i++) {
        const om_decoded *r = &t->reading[i];

        if (at < place.utf8 + r->same)
            break;
        place.raw += r->same;
        place.utf8 += r->same;
        if (at < place.utf8 + r->utf8_len)
            return place.raw + (r->unit_raw ? (at - place.utf8) / r->unit_utf8 * r->unit_raw : 0);
        place.raw += r->raw_len;
        place.utf8 += r->utf8_len;
    }
    return place.raw + (at - place.utf8);
}

/* How many words begin before `at`. */
static size_t words_before(const ocrmend_text *t, size_t at)
{
    size_t i = 0;

    OM_BISECT(i, t->words.n, t->words.at[i].utf8 < at);
    return i;
}

/* The same for a document, where what ends at `at` (`end`) may stand elsewhere than what begins there. */
static uint64_t raw_of_word(const ocrmend_text *t, size_t at, bool end)
{
    size_t low = words_before(t, at + !end); /* the one before it is the word asked for */
    const om_word_place *w;

    if (low == 0)
        return t->words.n ? t->words.at[0].raw : 0;
    w = &t->words.at[low - 1];
    if (at >= w->utf8 + w->utf8_len)
        return w->raw + w->raw_len;
    if (w->raw_len == w->utf8_len)
        return w->raw + (at - w->utf8);
    return w->raw + (end ? w->raw_len : 0);
}

ocrmend_raw_range ocrmend_text_raw(const ocrmend_text *t, size_t from, size_t to)
{
    ocrmend_raw_range raw;

    if (!t->format)
        return (ocrmend_raw_range){raw_of_decoded(t, from), raw_of_decoded(t, to)};
    raw.from = raw_of_word(t, from, false);
    raw.to = to > from ? raw_of_word(t, to, true) : raw.from;
    /* lines may stand in another order than the document's */
    return raw.to < raw.from ? (ocrmend_raw_range){raw.to, raw.from} : raw;
}

ocrmend_raw_range om_text_gap(const ocrmend_text *t, size_t at)
{
    size_t next = words_before(t, at);
    const om_word_place *w = next ? &t->words.at[next - 1] : NULL;
    ocrmend_raw_range raw = ocrmend_text_raw(t, at, at);

    if (!t->format || (w && at < w->utf8 + w->utf8_len))
        return raw;
    raw.from = w ? w->raw + w->raw_len : 0;
    raw.to = next < t->words.n ? t->words.at[next].raw : t->raw_len;
    return raw.from <= raw.to ? raw : (ocrmend_raw_range){raw.from, raw.from};
}

ocrmend_text_facts ocrmend_text_about(const ocrmend_text *t)
{
    const om_charset *charset = t->charset.charset;
    ocrmend_text_facts facts = {charset ? charset->name : NULL, t->charset.why, t->format ? t->format->name : "txt",
                                t->raw_len, t->invalid, false};
    const uint8_t *p = t->utf8.data;

    /* NUL is in no text; a picture or an archive has one soon */
    facts.binary = memchr(p, 0, t->utf8.len < BLOCK ? t->utf8.len : BLOCK);
    return facts;
}
