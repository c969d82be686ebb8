#include "report/log_write.h"

#include <stdlib.h>
#include <xxhash.h>

#include "text/buf.h"
#include "text/utf8.h"

enum { FLUSH_AT = 64 * 1024 }; /* bytes of lines that are handed to the sink together */

struct om_log {
    ocrmend_sink sink;
    char *name;
    om_buf lines;                  /* written and not yet handed out */
    XXH3_state_t *raw, *clean;     /* of all blocks so far */
    uint64_t raw_at, clean_at;     /* where the next block begins */
    uint64_t edits, notes, blocks; /* lines written: changes, suggestions and reports, block ends */
};

om_log *om_log_new(ocrmend_sink sink, const char *name)
{
    om_log *log = calloc(1, sizeof *log);

    if (!log)
        return NULL;
    log->sink = sink;
    log->raw = XXH3_createState();
    log->clean = XXH3_createState();
    if (!log->raw || !log->clean || (name && !(log->name = strdup(name)))) {
        om_log_free(log);
        return NULL;
    }
    XXH3_64bits_reset(log->raw);
    XXH3_64bits_reset(log->clean);
    return log;
}

void om_log_free(om_log *log)
{
    if (!log)
        return;
    XXH3_freeState(log->raw);
    XXH3_freeState(log->clean);
    om_buf_free(&log->lines);
    free(log->name);
    free(log);
}

/* --- pieces of a line ------------------------------------------------------------------------------------------ */

static void put(om_buf *b, const char *s)
{
    om_buf_add(b, s, strlen(s));
}

static void put_number(om_buf *b, uint64_t n)
{
    char digits[20];
    size_t at = sizeof digits;

    do
        digits[--at] = (char)('0' + n % 10);
    while (n /= 10);
    om_buf_add(b, digits + at, sizeof digits - at);
}

static void put_range(om_buf *b, const char *key, uint64_t from, uint64_t to)
{
    put(b, key);
    om_buf_add(b, "[", 1);
    put_number(b, from);
    om_buf_add(b, ",", 1);
    put_number(b, to);
    om_buf_add(b, "]", 1);
}

static void put_hex(om_buf *b, const void *bytes, size_t n)
{
    static const char digit[] = "0123456789abcdef";
    const uint8_t *p = bytes;

    om_buf_add(b, "\"", 1);
    if (om_buf_reserve(b, 2 * n))
        for (size_t i = 0; i < n; i++) {
            b->data[b->len++] = (uint8_t)digit[p[i] >> 4];
            b->data[b->len++] = (uint8_t)digit[p[i] & 15];
        }
    om_buf_add(b, "\"", 1);
}

/* The checksum as a string: a JSON number would not keep its 64 bits in every reader. */
static void put_checksum(om_buf *b, const char *key, XXH64_hash_t hash)
{
    XXH64_canonical_t bytes;

    put(b, key);
    XXH64_canonicalFromHash(&bytes, hash);
    put_hex(b, bytes.digest, sizeof bytes.digest);
}

/* Valid UTF-8 as a JSON string: quotes, backslashes and controls are escaped. */
static void put_string(om_buf *b, const void *utf8, size_t n)
{
    const uint8_t *p = utf8;
    size_t plain = 0; /* p[plain, i) needs no escape */

    om_buf_add(b, "\"", 1);
    for (size_t i = 0; i < n; i++) {
        char escape[] = "\\u0000";

        if (p[i] >= ' ' && p[i] != '"' && p[i] != '\\' && p[i] != 0x7F)
            continue;
        om_buf_add(b, p + plain, i - plain);
        plain = i + 1;
        if (p[i] == '"' || p[i] == '\\') {
            om_buf_add(b, (char[]){'\\', (char)p[i]}, 2);
        } else if (p[i] == '\n' || p[i] == '\r' || p[i] == '\t') {
            om_buf_add(b, p[i] == '\n' ? "\\n" : p[i] == '\r' ? "\\r" : "\\t", 2);
        } else {
            escape[4] = (char)('0' + (p[i] >> 4));
            escape[5] = "0123456789abcdef"[p[i] & 15];
            om_buf_add(b, escape, 6);
        }
    }
    om_buf_add(b, p + plain, n - plain);
    om_buf_add(b, "\"", 1);
}

/* A file's name is bytes; those that are not UTF-8 are shown as U+FFFD (the name is told, not used). */
static void put_name(om_buf *b, const char *name)
{
    om_buf text = {0};

    for (size_t n = strlen(name); n;) {
        size_t valid = om_utf8_valid((const uint8_t *)name, n);

        om_buf_add(&text, name, valid);
        name += valid;
        n -= valid;
        if (n) {
            om_buf_add(&text, "\xEF\xBF\xBD", 3);
            name++;
            n--;
        }
    }
    put_string(b, text.data, text.len);
    b->failed |= text.failed;
    om_buf_free(&text);
}

/* "0.97", or "1". */
static void put_confidence(om_buf *b, double confidence)
{
    unsigned percent = (unsigned)(confidence * 100 + 0.5);

    if (percent >= 100)
        put(b, "1");
    else
        om_buf_add(b, (char[]){'0', '.', (char)('0' + percent / 10), (char)('0' + percent % 10)}, 4);
}

/* --- lines ----------------------------------------------------------------------------------------------------- */

static int hand_out(om_log *log)
{
    int stop = log->lines.failed ? -1 : log->sink.write(log->sink.user, log->lines.data, log->lines.len);

    log->lines.len = 0;
    return stop;
}

/* The line's end. */
static int end_line(om_log *log)
{
    om_buf_add(&log->lines, "}\n", 2);
    return log->lines.failed || log->lines.len >= FLUSH_AT ? hand_out(log) : 0;
}

int om_log_begin(om_log *log, const ocrmend_stats *stats, bool same, const om_settings *settings)
{
    om_buf *b = &log->lines;

    put(b, "{\"ocrmend\":");
    put_string(b, ocrmend_version(), strlen(ocrmend_version()));
    put(b, ",\"log\":");
    put_number(b, OM_LOG_FORMAT);
    if (log->name) {
        put(b, ",\"name\":");
        put_name(b, log->name);
    }
    put(b, ",\"charset\":");
    put_string(b, stats->charset, strlen(stats->charset));
    if (strcmp(stats->format, "txt") != 0) {
        put(b, ",\"format\":");
        put_string(b, stats->format, strlen(stats->format));
    }
    if (same)
        put(b, ",\"to\":\"same\"");
    om_settings_put(b, settings);
    return end_line(log);
}

int om_log_edit(void *log_, const ocrmend_edit *edit)
{
    static const char *const outcomes[] = {NULL, "suggested", "reported"};
    om_log *log = log_;
    om_buf *b = &log->lines;

    put(b, "{\"id\":");
    put_number(b, log->edits + log->notes + 1);
    put(b, ",\"stage\":\"");
    put(b, edit->rule->stage);
    put(b, "\",\"rule\":\"");
    put(b, edit->rule->name);
    put(b, "\"");
    if (outcomes[edit->outcome]) {
        put(b, ",\"outcome\":\"");
        put(b, outcomes[edit->outcome]);
        put(b, "\"");
    }
    put_range(b, ",\"raw\":", edit->raw_from, edit->raw_to);
    put_range(b, ",\"clean\":", edit->clean_from, edit->clean_to);
    put(b, ",\"at\":");
    put_number(b, edit->stage_at);
    /* decode's input is bytes, not text */
    if (strcmp(edit->rule->stage, "decode") == 0) {
        put(b, ",\"old_hex\":");
        put_hex(b, edit->old_text, edit->old_len);
    } else {
        put(b, ",\"old\":");
        put_string(b, edit->old_text, edit->old_len);
    }
    put(b, ",\"new\":");
    put_string(b, edit->new_text, edit->new_len);
    put(b, ",\"confidence\":");
    put_confidence(b, edit->confidence);
    if (edit->why) {
        put(b, ",\"why\":");
        put_string(b, edit->why, edit->why_len);
    }
    if (edit->outcome == OCRMEND_CHANGED)
        log->edits++;
    else
        log->notes++;
    return end_line(log);
}

int om_log_block(om_log *log, const void *raw, size_t raw_len, const void *clean, size_t clean_len)
{
    om_buf *b = &log->lines;

    XXH3_64bits_update(log->raw, raw, raw_len);
    XXH3_64bits_update(log->clean, clean, clean_len);
    put(b, "{\"block\":");
    put_number(b, ++log->blocks);
    put_range(b, ",\"raw\":", log->raw_at, log->raw_at + raw_len);
    put_range(b, ",\"clean\":", log->clean_at, log->clean_at + clean_len);
    put_checksum(b, ",\"raw_xxh3\":", XXH3_64bits(raw, raw_len));
    put_checksum(b, ",\"clean_xxh3\":", XXH3_64bits(clean, clean_len));
    log->raw_at += raw_len;
    log->clean_at += clean_len;
    return end_line(log);
}

int om_log_end(om_log *log, const ocrmend_stats *stats)
{
    om_buf *b = &log->lines;

    put(b, "{\"end\":true,\"blocks\":");
    put_number(b, log->blocks);
    put(b, ",\"edits\":");
    put_number(b, log->edits);
    put(b, ",\"notes\":");
    put_number(b, log->notes);
    put(b, ",\"invalid_bytes\":");
    put_number(b, stats->invalid_bytes);
    put_range(b, ",\"raw\":", 0, log->raw_at);
    put_range(b, ",\"clean\":", 0, log->clean_at);
    put_checksum(b, ",\"raw_xxh3\":", XXH3_64bits_digest(log->raw));
    put_checksum(b, ",\"clean_xxh3\":", XXH3_64bits_digest(log->clean));
    return end_line(log) || hand_out(log) ? -1 : 0;
}
