/* ocrmend.h - the public interface of libocrmend.
 *
 * libocrmend turns the raw text of scanned or extracted pages into clean UTF-8.  Every change it makes is an edit with
 * a rule, a confidence and its place in the raw and in the clean text, so that each can be seen and undone.
 *
 * Conventions
 *   - All offsets and lengths are in bytes.  Text handed out is UTF-8; raw input is bytes in any charset.
 *   - Strings passed in are read during the call only and stay the caller's; pointers handed to a callback are the
 *     library's and valid until the callback returns.
 *   - Functions return an ocrmend_status; 0 is success.  What went wrong is told in an ocrmend_error, which the first
 *     failure fills and later ones leave alone.
 *   - A run is used by one thread at a time; several runs may go on side by side.
 *   - The library never prints, never exits and opens no file.
 */
#ifndef OCRMEND_H
#define OCRMEND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Version of the library, "MAJOR.MINOR.PATCH". */
const char *ocrmend_version(void);

typedef enum {
    OCRMEND_OK = 0,
    OCRMEND_NOMEM,     /* memory could not be had */
    OCRMEND_USAGE,     /* an option names something that does not exist */
    OCRMEND_INVALID,   /* bytes that are not valid in their charset, under OCRMEND_INVALID_FAIL */
    OCRMEND_SINK,      /* a callback asked to stop (its own error; errno is the caller's to keep) */
    OCRMEND_BAD_LOG,   /* an edit log that cannot be read: see line */
    OCRMEND_BAD_DECISIONS, /* decisions that cannot be read, are on another text, or cannot be done: see line */
    OCRMEND_MISMATCH,  /* an edit log that belongs to another text */
    OCRMEND_BAD_DOCUMENT, /* a document (hOCR, ALTO ...) that cannot be read: see line and column */
    OCRMEND_BAD_DICT,  /* a dictionary that cannot be used: see line (of a source) or offset (compiled) */
    OCRMEND_BAD_CONFUSIONS /* a table of confusions that cannot be used: see line */
} ocrmend_status;

typedef struct {
    ocrmend_status status;
    uint64_t offset;   /* byte offset in the input the message is about (raw text; for revert, the clean text) */
    uint64_t line;     /* 1-based line: of the edit log (OCRMEND_BAD_LOG), the decisions, the document (OCRMEND_BAD_DOCUMENT), a
                          dictionary's source (OCRMEND_BAD_DICT) or a table of confusions; else 0 */
    uint64_t column;   /* 1-based, in bytes, for OCRMEND_BAD_DOCUMENT; 0: not told */
    char message[200]; /* one line without a full stop, names no file: the caller knows it */
} ocrmend_error;

/* --- options --------------------------------------------------------------------------------------------------- */

typedef enum { OCRMEND_INVALID_REPLACE, OCRMEND_INVALID_FAIL } ocrmend_invalid;
typedef enum { OCRMEND_WIDTH_NEWS, OCRMEND_WIDTH_KEEP } ocrmend_width;
typedef enum { OCRMEND_SPACING_NONE, OCRMEND_SPACING_PANGU, OCRMEND_SPACING_KEEP } ocrmend_spacing;

typedef enum {
    OCRMEND_TO_DEFAULT,      /* text for text, a document for a document */
    OCRMEND_TO_TEXT,
    OCRMEND_TO_SAME          /* a document is written again with its words corrected, every other byte as it was */
} ocrmend_to;

/* How much must speak for a name before the text is changed to it. */
typedef enum { OCRMEND_LEVEL_NORMAL, OCRMEND_LEVEL_SAFE, OCRMEND_LEVEL_BOLD } ocrmend_level;

/* A dictionary is a set of names of persons, places, organisations and titles: see "dictionaries" below. */
typedef struct ocrmend_dict ocrmend_dict;

/* Texts that speak of the same people and places, such as the pages of an issue: see "batches" below. */
typedef struct ocrmend_batch ocrmend_batch;

/* What an engine takes for what: see "confusions" below. */
typedef struct ocrmend_confusions ocrmend_confusions;

typedef struct {
    const char *from;        /* charset of the raw bytes; NULL or "auto": found out from the bytes */
    const char *stages;      /* comma-separated names of the stages to run; NULL: all.  Reading bytes and writing UTF-8
                                (decode, encode) always happen */
    ocrmend_invalid invalid; /* what becomes of bytes that are not valid in the charset */
    ocrmend_width width;     /* news: full-width marks, half-width digits and letters; keep: widths stay */
    ocrmend_spacing spacing; /* between Han and digits or Latin: none, pangu (one space), keep */
    bool keep_lines;         /* line ends stay where they are */
    const char *format;      /* of the raw bytes; NULL or "auto": found out from the first of them */
    ocrmend_to to;           /* what is written */
    ocrmend_dict *const *dicts; /* whose names stage names protects and corrects to; the first that knows a name counts.
                                The dictionaries must stay open as long as the run, the array until ocrmend_new returns */
    size_t n_dicts;          /* 0: no name is corrected; at most OCRMEND_DICTS_MAX */
    ocrmend_level level;     /* safe: hardly ever wrong; normal; bold: more is put right, and more is put wrong */
    ocrmend_batch *batch;    /* that the text is one of; NULL: of none.  It must stay as long as the run */
    const ocrmend_confusions *confusions; /* of the engine that read the text; read by ocrmend_new only.  NULL: not known */
} ocrmend_options;

#define OCRMEND_DICTS_MAX 16

/* Fill *options with the named profile ("news" is the default; NULL means it).  OCRMEND_USAGE: no such profile. */
ocrmend_status ocrmend_profile(ocrmend_options *options, const char *name);

/* Row i of the table of profiles: its name and what it is for (in *summary, unless NULL); NULL past the end. */
const char *ocrmend_profile_at(size_t i, const char **summary);

/* Row i of the table of charsets that `from` takes; NULL past the end. */
const char *ocrmend_charset_at(size_t i);

/* Row i of the table of formats that `format` takes: its name and what it is (in *title, unless NULL); NULL past the
 * end. */
const char *ocrmend_format_at(size_t i, const char **title);

/* --- rules and stages ------------------------------------------------------------------------------------------ */

typedef struct {
    const char *name;       /* as the edit log has it, e.g. "space-han" */
    const char *stage;      /* the stage that applies it */
    double confidence;      /* what it says of its own edits, 0 to 1, where the place gives no better figure */
    const char *summary;    /* one sentence: what it does and when */
    const char *before;     /* an example: cleaning `before` with this stage alone gives `after` ... */
    const char *after;      /* ... byte for byte (UTF-8); NULL where bytes, not text, are the subject */
} ocrmend_rule;

/* Row i of the table of rules, in the order of the stages; NULL past the end.  The table is constant. */
const ocrmend_rule *ocrmend_rule_at(size_t i);
/* The rule of that name, or NULL. */
const ocrmend_rule *ocrmend_rule_named(const char *name);
/* The summary of a rule of the table in Chinese (UTF-8). */
const char *ocrmend_rule_in_chinese(const ocrmend_rule *rule);
/* Name of stage i in the order in which they run; NULL past the end.  *part_of (unless NULL) gets the name under which
 * the stage is chosen in ocrmend_options.stages. */
const char *ocrmend_stage_at(size_t i, const char **part_of);

/* --- edits ----------------------------------------------------------------------------------------------------- */

typedef enum {
    OCRMEND_CHANGED,   /* the text was changed */
    OCRMEND_SUGGESTED, /* the text was left; new_text is what could stand there */
    OCRMEND_REPORTED   /* the text was left; there is something to know about it */
} ocrmend_outcome;

/* Pixels (or what the document measures in), right and bottom outside.  Not known: all 0. */
typedef struct {
    int32_t left, top, right, bottom;
} ocrmend_box;

typedef struct {
    const ocrmend_rule *rule;
    ocrmend_outcome outcome;
    double confidence;                  /* 0 to 1 */
    uint64_t raw_from, raw_to;          /* range in the raw bytes */
    uint64_t clean_from, clean_to;      /* range in the clean text */
    uint64_t stage_at;                  /* where new_text begins in the stage's own output (for an edit that was not
                                           made: where old_text begins in the stage's input) */
    const char *old_text;               /* what stood there; for stage "decode": raw bytes in their charset */
    size_t old_len;
    const char *new_text;               /* UTF-8 */
    size_t new_len;
    const char *why;                    /* what decided, for people to read: UTF-8, not terminated; NULL: the rule says
                                           it all */
    size_t why_len;
    const char *text;                   /* the clean text of the block (of a document: of its words) ... */
    size_t text_len;
    size_t text_from, text_to;          /* ... and what new_text has become there (old_text, if the edit was not made) */
    ocrmend_box line;                   /* of a document: the line of type that old_text begins on ... */
    unsigned page;                      /* ... and its page, from 1 (0: not known) */
} ocrmend_edit;

/* --- cleaning -------------------------------------------------------------------------------------------------- */

typedef struct ocrmend ocrmend;

/* Where bytes go.  Returns 0, or anything else to stop the run with OCRMEND_SINK. */
typedef int (*ocrmend_write)(void *user, const void *bytes, size_t n);

typedef struct {
    ocrmend_write write;
    void *user;
} ocrmend_sink;

/* Start a run whose clean text goes to `clean`.  *options may be NULL (profile "news").  *error may be NULL.  NULL on
 * failure.  Free with ocrmend_free. */
ocrmend *ocrmend_new(const ocrmend_options *options, ocrmend_sink clean, ocrmend_error *error);

/* Write the edit log (JSON Lines, see ocrmend-log(5)) to `log`; `name` (may be NULL) is told in its first line.  To be
 * called before the first feed. */
ocrmend_status ocrmend_log(ocrmend *run, ocrmend_sink log, const char *name);

/* Call `see` for each edit, block after block, in each block stage after stage and there in text order.  Anything but
 * 0 from `see` stops the run.  To be called before the first feed. */
ocrmend_status ocrmend_watch(ocrmend *run, int (*see)(void *user, const ocrmend_edit *edit), void *user);

/* Feed the next n raw bytes.  Output comes as soon as a block is full; memory does not grow with what was fed. */
ocrmend_status ocrmend_feed(ocrmend *run, const void *bytes, size_t n);

/* Where the next raw bytes may be put (*n at most, never 0), so that feeding them from there copies nothing:
 * read(fd, room, n) and ocrmend_feed(run, room, got).  Good until the next call.  NULL: out of memory. */
void *ocrmend_room(ocrmend *run, size_t *n);

/* The raw text is complete: write what is left.  Nothing may be fed afterwards. */
ocrmend_status ocrmend_finish(ocrmend *run);

/* What the run has met so far. */
typedef struct {
    const char *charset;      /* charset taken, NULL before enough was fed to tell */
    const char *charset_why;  /* "given", "byte order mark", "valid UTF-8", "guess" */
    const char *format;       /* format taken, NULL before enough was fed to tell */
    uint64_t raw_bytes, clean_bytes;
    uint64_t edits;           /* changes made */
    uint64_t invalid_bytes;   /* raw bytes that became U+FFFD */
} ocrmend_stats;
ocrmend_stats ocrmend_statistics(const ocrmend *run);

/* What went wrong; valid as long as the run. */
const ocrmend_error *ocrmend_last_error(const ocrmend *run);

/* Free the run; NULL is allowed. */
void ocrmend_free(ocrmend *run);

/* --- dictionaries ---------------------------------------------------------------------------------------------- */

/* The sources of a dictionary are tab-separated text (see ocrmend-dict(5)); compiled they are one run of bytes that can
 * be mapped from a file and used as it lies there. */
typedef struct ocrmend_dict_builder ocrmend_dict_builder;

/* Something about a row of a source. */
typedef struct {
    const char *source;  /* as it was given to ocrmend_dict_add */
    uint64_t line;       /* from 1 */
    bool refused;        /* the row cannot be used and was left out */
    const char *message; /* one line */
} ocrmend_dict_note;

/* Start a dictionary.  `see` (may be NULL) is called for each row that is refused, that a row before it says already,
 * or that disagrees with one.  NULL: out of memory.  Free with ocrmend_dict_builder_free. */
ocrmend_dict_builder *ocrmend_dict_builder_new(void (*see)(void *user, const ocrmend_dict_note *note), void *user);

/* Add the rows of a source, all n bytes of it, in the charset `from` (NULL or "auto": found out); `name` is for notes.
 * Of rows that disagree the one of the source added first counts, within a source the first.  OCRMEND_BAD_DICT: the
 * source as a whole cannot be used: empty, without a header line, no row that can be used, not valid in its charset;
 * error->line tells where.  OCRMEND_USAGE: no such charset. */
ocrmend_status ocrmend_dict_add(ocrmend_dict_builder *builder, const char *name, const char *from, const void *bytes,
                                size_t n, ocrmend_error *error);

/* Compile what was added and write it to `out`: the same rows, the same bytes.  Nothing may be added afterwards. */
ocrmend_status ocrmend_dict_write(ocrmend_dict_builder *builder, ocrmend_sink out, ocrmend_error *error);

/* Compile what was added into a dictionary that holds its own bytes.  NULL on failure.  Nothing may be added
 * afterwards. */
ocrmend_dict *ocrmend_dict_compile(ocrmend_dict_builder *builder, ocrmend_error *error);
void ocrmend_dict_builder_free(ocrmend_dict_builder *builder);

/* Whether a file that begins with these n bytes is a compiled dictionary rather than a source. */
bool ocrmend_dict_is_compiled(const void *bytes, size_t n);

/* Open a compiled dictionary.  The n bytes, aligned to 8 as mmap and malloc have them, stay the caller's; they must
 * stay unchanged until it is closed.  NULL and *error (may be NULL) with OCRMEND_BAD_DICT: not a compiled dictionary,
 * of another version or byte order, cut short, damaged.  Opening takes about a millisecond: blocks of the file are
 * checked when they are first read, and what then turns out to be damaged is not used and reported by the function
 * that met it, as OCRMEND_BAD_DICT.  A dictionary may be used by several threads at a time. */
ocrmend_dict *ocrmend_dict_open(const void *bytes, size_t n, ocrmend_error *error);
void ocrmend_dict_close(ocrmend_dict *dict);

/* Check every block of the dictionary and all offsets in it, now. */
ocrmend_status ocrmend_dict_verify(ocrmend_dict *dict, ocrmend_error *error);

/* How many names there are, each counted once, and how many rows tell of them. */
size_t ocrmend_dict_names(const ocrmend_dict *dict);
size_t ocrmend_dict_rows(const ocrmend_dict *dict);

typedef enum {
    OCRMEND_DICT_EXACT,
    OCRMEND_DICT_SUBSTITUTED, /* one character is another one in the text */
    OCRMEND_DICT_MISSING,     /* the text lacks one character of the name */
    OCRMEND_DICT_EXTRA,       /* the text has one character too many */
    OCRMEND_DICT_TWO          /* two characters are others in the text */
} ocrmend_dict_fit;

/* A name that a stretch of a text is or could be. */
typedef struct {
    size_t from, to;       /* the stretch */
    ocrmend_dict_fit fit;
    const char *name;      /* UTF-8, of name_len bytes, not terminated */
    size_t name_len;
    char read[12], meant[12]; /* the character (two: both) in the text and in the name, terminated; "": there is none */
    unsigned cost;         /* of the difference, 0 (none) to 255 (nothing speaks for it; two: the sum): see ocrmend-dict(5) */
    uint32_t id;           /* for ocrmend_dict_column */
    size_t rows;           /* that tell of the name */
} ocrmend_dict_candidate;

/* Call `see` for each name that stands in the n bytes of `text` (valid UTF-8), and each of three characters and more
 * that is there but for one character (of four and more: for one character too few or too many; of six and more: for
 * two others), if that costs at most `most`; in text order.  Anything but 0 from `see` ends the work with
 * OCRMEND_SINK.  OCRMEND_INVALID: not UTF-8. */
ocrmend_status ocrmend_dict_lookup(ocrmend_dict *dict, const char *text, size_t n, unsigned most,
                                   int (*see)(void *user, const ocrmend_dict_candidate *candidate), void *user,
                                   ocrmend_error *error);

/* A column of row i (from 0) of the name: "type", "level", "full" (of a short form), "title", "org", "place", "code",
 * "parent", "from", "to", "now", "now_code", "note", "count".  Its UTF-8, not terminated, and its length; NULL: the row
 * has none. */
const char *ocrmend_dict_column(const ocrmend_dict *dict, uint32_t id, size_t i, const char *column, size_t *len);

typedef enum {
    OCRMEND_DICT_AMBIGUOUS,  /* several rows tell of the name: it is shared */
    OCRMEND_DICT_CONFUSABLE, /* `name` and `other` differ in one character that is easily misread */
    OCRMEND_DICT_WORD        /* the name is an ordinary word */
} ocrmend_dict_doubt;

typedef struct {
    ocrmend_dict_doubt kind;
    uint32_t id;
    const char *name, *other; /* UTF-8, not terminated; other: NULL unless confusable */
    size_t name_len, other_len;
    unsigned cost;            /* confusable: as in ocrmend_dict_candidate */
    size_t rows;              /* of `name` */
} ocrmend_dict_finding;

/* Call `see` for each name that a reader of the text may take for something else: kind by kind, each in the order of
 * names. `words` (may be NULL): n bytes of UTF-8, a line a word, of which what stands before the first tab or space
 * counts. Anything but 0 from `see` ends the work with OCRMEND_SINK. */
ocrmend_status ocrmend_dict_check(ocrmend_dict *dict, const char *words, size_t n,
                                  int (*see)(void *user, const ocrmend_dict_finding *finding), void *user,
                                  ocrmend_error *error);

/* --- undoing --------------------------------------------------------------------------------------------------- */

/* Reads up to n bytes into buf; returns how many, 0 at the end, a negative value to stop with OCRMEND_SINK. */
typedef ptrdiff_t (*ocrmend_read)(void *user, void *buf, size_t n);

typedef struct {
    ocrmend_read read;
    void *user;
} ocrmend_source;

/* Undo every edit of `log` in the text from `clean` and write the raw bytes to `raw`: exactly the bytes that the run
 * was fed.  A text or log that was changed since gives OCRMEND_MISMATCH or OCRMEND_BAD_LOG; bytes already written are
 * then not to be used. */
ocrmend_status ocrmend_revert(ocrmend_source clean, ocrmend_source log, ocrmend_sink raw, ocrmend_error *error);

/* --- deciding -------------------------------------------------------------------------------------------------- */

/* What a person decided on the edits of one text: see ocrmend-log(5). */
typedef struct ocrmend_decisions ocrmend_decisions;

/* The checksum of a raw text, as edit logs and decisions have it (raw_xxh3). */
uint64_t ocrmend_checksum(const void *bytes, size_t n);

/* Read decisions on the text of that checksum; those on other texts are passed over.  NULL and *error (may be NULL):
 * OCRMEND_BAD_DECISIONS with error->line, none on this text among it; OCRMEND_SINK, OCRMEND_NOMEM. */
ocrmend_decisions *ocrmend_decisions_read(ocrmend_source source, uint64_t raw_xxh3, ocrmend_error *error);
void ocrmend_decisions_free(ocrmend_decisions *decisions);

/* Let the run, instead of applying rules, do again what `log` tells of, and what was decided on it (decisions; may be
 * NULL), in the stage `review`.  The raw text fed must be that of the log; charset, format and what is written are
 * taken from it.  To be called before the first feed, and before ocrmend_log; `log` and decisions must stay until the
 * run is finished.
 *
 * Undoing a change undoes the changes that later stages made to what it wrote.  A typed reading or an accepted
 * suggestion takes the place of all that was done there; where a later change reaches beyond that place it is refused,
 * as decisions are that put two readings in one place. */
ocrmend_status ocrmend_replay(ocrmend *run, ocrmend_source log, const ocrmend_decisions *decisions);

/* Let no change of the text be made again that the decisions reject: with the same old and new text, at the same place
 * in the raw text.  To be called once, before the first feed; the decisions must stay until the run is finished. */
ocrmend_status ocrmend_protect(ocrmend *run, const ocrmend_decisions *decisions);

/* --- mining: a dictionary of the persons that clean texts name ---------------------------------------------------- */

typedef struct ocrmend_miner ocrmend_miner;

/* Start with no text.  dicts: n dictionaries (at most OCRMEND_DICTS_MAX, may be none), which must stay open as long as
 * the miner; a name that they know as a place is none of a person, and a place before an organisation is told of its
 * officers.  NULL: out of memory, or too many dictionaries. */
ocrmend_miner *ocrmend_miner_new(ocrmend_dict *const *dicts, size_t n);
void ocrmend_miner_free(ocrmend_miner *miner);

/* A text begins; the one before it is complete.  name: what the rows call it.  OCRMEND_NOMEM. */
ocrmend_status ocrmend_miner_begin(ocrmend_miner *miner, const char *name);

/* The next n bytes of the text, of valid UTF-8 as a whole, a paragraph a line.  What memory is needed does not grow
 * with the text, but with the names, of which at most 524,288 are kept: the rarest are dropped then.  OCRMEND_NOMEM. */
ocrmend_status ocrmend_miner_feed(ocrmend_miner *miner, const void *utf8, size_t n);

/* Take what a person decided on the names of a text, see ocrmend-log(5): what was accepted or typed is a name however
 * often it was met, what was rejected is none.  log: the text's edit log; decisions: those on it, those on other texts
 * are passed over.  OCRMEND_BAD_LOG and OCRMEND_BAD_DECISIONS with error->line; OCRMEND_SINK, OCRMEND_NOMEM. */
ocrmend_status ocrmend_miner_decided(ocrmend_miner *miner, ocrmend_source log, ocrmend_source decisions,
                                     ocrmend_error *error);

/* Write the names as the source of a dictionary, see ocrmend-dict(5), the most frequent first: persons who were met at
 * least `min` times, at least once of them beside a title.  A mention after an office or a byline that ends surely
 * (before a mark, another title, a word like 说) counts twice.  No text may come afterwards.  OCRMEND_SINK,
 * OCRMEND_NOMEM. */
ocrmend_status ocrmend_miner_write(ocrmend_miner *miner, unsigned min, ocrmend_sink out, ocrmend_error *error);

/* --- comparing ---------------------------------------------------------------------------------------------------- */

/* A text in memory: of plain text its UTF-8, of a document that of its words, a line of type a line; with the way back
 * to the raw bytes. */
typedef struct ocrmend_text ocrmend_text;

/* Read all of `source`.  from, format: as in ocrmend_options.  Bytes that are not valid in the charset become U+FFFD,
 * as they do in cleaning; a byte order mark is no part of the text.  NULL and *error (which may be NULL) filled:
 * OCRMEND_SINK when the source failed, OCRMEND_USAGE, OCRMEND_BAD_DOCUMENT, OCRMEND_NOMEM.  Free with
 * ocrmend_text_free. */
ocrmend_text *ocrmend_text_read(ocrmend_source source, const char *from, const char *format, ocrmend_error *error);
void ocrmend_text_free(ocrmend_text *text);

/* The text as UTF-8, not terminated; valid as long as the text. */
const char *ocrmend_text_bytes(const ocrmend_text *text, size_t *len);

typedef struct {
    uint64_t from, to;
} ocrmend_raw_range;

/* What of the raw bytes became bytes [from, to) of the UTF-8, each a character's first byte or the end.  Of a
 * document's word that is spelled otherwise there (&amp;) it is all of it. */
ocrmend_raw_range ocrmend_text_raw(const ocrmend_text *text, size_t from, size_t to);

typedef struct {
    const char *charset;      /* as it was taken */
    const char *charset_why;  /* as in ocrmend_stats */
    const char *format;       /* the same */
    uint64_t raw_bytes;
    uint64_t invalid_bytes;   /* raw bytes that became U+FFFD */
    bool binary;              /* a NUL stands in its first 256 KiB: hardly a text */
} ocrmend_text_facts;
ocrmend_text_facts ocrmend_text_about(const ocrmend_text *text);

/* What kind of difference it is. */
typedef enum {
    OCRMEND_JOINED,       /* a line end is gone, with the spaces around it and a hyphen before it, or became a space */
    OCRMEND_SPLIT,        /* a line end has come */
    OCRMEND_SPACE,        /* spaces, controls, blank lines; the line end at the end of the text */
    OCRMEND_WIDTH,        /* the same character or mark in full or half width, or another form (radical, ligature) */
    OCRMEND_MARK,         /* a mark, or several, for another */
    OCRMEND_SUBSTITUTION, /* characters for others */
    OCRMEND_INSERTION,    /* characters that the old text has not */
    OCRMEND_DELETION      /* characters that the new text has not */
} ocrmend_change;

/* The kind's name, as output formats have it, e.g. "joined"; NULL past the last.  *label (unless NULL) gets what a
 * summary calls it. */
const char *ocrmend_change_name(ocrmend_change kind, const char **label);

/* One difference.  It never cuts a character from its combining marks. */
typedef struct {
    ocrmend_change kind;
    size_t old_from, old_to;            /* range in the UTF-8 of the old text; for the raw bytes: ocrmend_text_raw */
    size_t new_from, new_to;
    uint64_t old_line, new_line;        /* lines on which it begins, from 1 */
} ocrmend_difference;

typedef struct ocrmend_diff ocrmend_diff;

/* Compare two texts, which must outlive the diff.  What is compared are code points; any kind of line end (LF, CR LF,
 * CR, VT, FF, NEL, LS, PS) is equal to any other.  Up to 32,768 code points against 32,768 (equal beginnings and ends
 * aside) no alignment has fewer edits; longer texts are aligned in linear time and, beside the texts, constant memory.
 * NULL: out of memory.  Free with ocrmend_diff_free. */
ocrmend_diff *ocrmend_diff_new(const ocrmend_text *old_text, const ocrmend_text *new_text);
void ocrmend_diff_free(ocrmend_diff *diff);

/* The next difference, in text order; *difference is NULL at the end, else valid until the next call.
 * OCRMEND_NOMEM. */
ocrmend_status ocrmend_diff_next(ocrmend_diff *diff, const ocrmend_difference **difference);

/* Insertions, deletions and substitutions of code points so far: at the end the edit distance. */
uint64_t ocrmend_diff_edits(const ocrmend_diff *diff);

/* --- comparing with the edit log at hand -------------------------------------------------------------------------- */

/* The changes that an edit log tells of, in memory. */
typedef struct ocrmend_edits ocrmend_edits;

/* Read the log that cleaning `raw` to `clean` has written; the texts must outlive the edits.  NULL and *error (which
 * may be NULL) filled: OCRMEND_MISMATCH when it is the log of another text or of several, OCRMEND_BAD_LOG,
 * OCRMEND_SINK, OCRMEND_NOMEM.  Free with ocrmend_edits_free. */
ocrmend_edits *ocrmend_edits_read(ocrmend_source log, const ocrmend_text *raw, const ocrmend_text *clean,
                                  ocrmend_error *error);
void ocrmend_edits_free(ocrmend_edits *edits);

typedef struct {
    uint64_t id;                   /* as in the log */
    const ocrmend_rule *rule;
    double confidence;
    const char *why;               /* what decided: UTF-8, the edits' own; NULL: the rule says it all */
    uint64_t raw_from, raw_to;     /* bytes of the files */
    uint64_t clean_from, clean_to;
} ocrmend_edit_place;

/* The edits that have a part in the difference with these ranges in the UTF-8 of raw and clean: up to `max` of them, by
 * id.  Of "aab" for "ab" it cannot be seen which a is gone: where there is no edit at a deletion or insertion, it is
 * looked for where else the deletion could be.  Returns how many were written to `places`. */
size_t ocrmend_edits_over(const ocrmend_edits *edits, size_t raw_from, size_t raw_to, size_t clean_from,
                          size_t clean_to, ocrmend_edit_place *places, size_t max);

/* --- judging by a third text -------------------------------------------------------------------------------------- */

typedef enum {
    OCRMEND_FIXED,  /* raw differs from the truth, clean does not */
    OCRMEND_BROKEN, /* clean differs from the truth, raw does not */
    OCRMEND_WRONG   /* both differ from the truth, alike or not */
} ocrmend_verdict;

/* "fixed", "broken", "wrong"; NULL past the last. */
const char *ocrmend_verdict_name(ocrmend_verdict verdict);

typedef struct {
    ocrmend_verdict verdict;
    ocrmend_change kind;              /* how raw (FIXED) or clean differs from the truth */
    size_t raw_from, raw_to;          /* ranges in the UTF-8 of the three texts */
    size_t clean_from, clean_to;
    size_t truth_from, truth_to;
    uint64_t raw_line, clean_line, truth_line;
} ocrmend_judgement;

typedef struct ocrmend_judge ocrmend_judge;

/* Hold two texts against the truth.  The texts must outlive the judge.  NULL: out of memory. */
ocrmend_judge *ocrmend_judge_new(const ocrmend_text *raw, const ocrmend_text *clean, const ocrmend_text *truth);
void ocrmend_judge_free(ocrmend_judge *judge);

/* The next place at which raw or clean or both differ from the truth, in text order; *judgement is NULL at the end,
 * else valid until the next call.  OCRMEND_NOMEM. */
ocrmend_status ocrmend_judge_next(ocrmend_judge *judge, const ocrmend_judgement **judgement);

/* --- scoring against the truth ------------------------------------------------------------------------------------ */

enum { OCRMEND_SCORE_TYPES = 16 };

/* A name that stands in the truth. */
typedef struct {
    size_t from, to;        /* bytes of the truth's UTF-8 */
    unsigned type;          /* the caller's, below OCRMEND_SCORE_TYPES: counted apart */
} ocrmend_mention;

/* Counts, not figures: those of several texts can be added up.  White space and zero-width characters count nowhere
 * but in breaks; a break is where a line with something on it ends (LF, CR LF, CR, FF) and another follows.
 * Each text is aligned with the truth so that no alignment has fewer edits (up to some 90,000 characters a side; then
 * as ocrmend_diff does); where several are best, one is always taken by the rules of src/diff/exact.h. */
typedef struct {
    uint64_t errors;        /* edit distance to the truth */
    uint64_t break_errors;  /* the same with each break counted as a character */
    uint64_t breaks;        /* breaks in it */
    uint64_t breaks_right;  /* of the truth's breaks: met by one of them, each used once */
} ocrmend_score_of;

typedef struct {
    uint64_t mentions, raw_right, out_right, fixed, broken;
} ocrmend_score_names;

typedef struct {
    uint64_t texts;
    uint64_t chars;          /* of the truth */
    uint64_t chars_breaks;   /* with its breaks */
    uint64_t breaks;
    ocrmend_score_of raw, out;
    uint64_t fixed;          /* characters of the truth: wrong or not there in raw, right in out */
    uint64_t broken;         /* false corrections: characters of the truth right in raw and not in out, and ... */
    uint64_t broken_han;     /* (of them: U+3400-9FFF) */
    uint64_t inserted;       /* ... characters more than raw had between two of the truth; counted in broken */
    ocrmend_score_names names[OCRMEND_SCORE_TYPES];
} ocrmend_score;

/* What one rule did. */
typedef struct {
    uint64_t fixed, broken;               /* characters, those that are not in the truth among them */
    uint64_t breaks_fixed, breaks_broken; /* false breaks taken out and right ones put in; the other way round */
} ocrmend_score_rule;

/* Score `out` (and, unless NULL, `raw`: else what tells raw from out stays 0), and add to *score.  edits (may be NULL;
 * needs raw): what was fixed and broken is added to rules[i] for the rule ocrmend_rule_at(i) that touched it last.
 * OCRMEND_NOMEM (*score is then not to be used); OCRMEND_USAGE: a mention does not lie in the truth. */
ocrmend_status ocrmend_score_add(ocrmend_score *score, const ocrmend_text *truth, const ocrmend_text *raw,
                                 const ocrmend_text *out, const ocrmend_mention *mentions, size_t n,
                                 const ocrmend_edits *edits, ocrmend_score_rule *rules);

/* --- batches ------------------------------------------------------------------------------------------------------ */

/* A name of three characters and more that stands in one text of a batch speaks for itself in those whose runs begin
 * when that text's run has been freed.  A batch remembers some 12,000 names, the first that come.  It must not be used
 * by two threads at once.  NULL: out of memory.  Free with ocrmend_batch_free, after its last run. */
ocrmend_batch *ocrmend_batch_new(void);
void ocrmend_batch_free(ocrmend_batch *batch);

/* --- confusions --------------------------------------------------------------------------------------------------- */

/* How often an engine has read one character for another (dropped it, or added one), and how often each stood there at
 * all.  It is learnt from texts whose truth is known, or from what a person corrected, and kept in tables
 * (ocrmend-dict(5)); stage names then finds a confusion the likelier the more often it was seen, by the formula in
 * src/dict/cost.h. */

/* NULL: out of memory.  Free with ocrmend_confusions_free. */
ocrmend_confusions *ocrmend_confusions_new(void);
void ocrmend_confusions_free(ocrmend_confusions *confusions);

/* Add the counts of a table, all n bytes of it.  OCRMEND_BAD_CONFUSIONS with error->line, and nothing was added: not a
 * table, damaged. */
ocrmend_status ocrmend_confusions_add(ocrmend_confusions *confusions, const void *bytes, size_t n, ocrmend_error *error);

/* Add what a text, as it was read, tells beside its truth.  A character counts only where those before and after it
 * were read right, with nothing between: what stands in a stretch that was read wrong cannot be told from what merely
 * came to lie beside it.  White space does not count, nor another width of the same character.  OCRMEND_MISMATCH, and
 * nothing was added: less than half of the truth was read right, so that it may be that of another text. */
ocrmend_status ocrmend_confusions_learn(ocrmend_confusions *confusions, const ocrmend_text *read,
                                        const ocrmend_text *truth, ocrmend_error *error);

/* Add what a person has corrected in a text: of the changes and suggestions in `log` those that the decisions accept,
 * or type another reading for; and, in a log that has decisions in it (ocrmend_replay), those of the rule "human" that
 * no other stage had changed before.  decisions may be NULL.  `proofread` is the clean text that came of it: it tells
 * how often each character stands there.  OCRMEND_BAD_LOG, OCRMEND_SINK. */
ocrmend_status ocrmend_confusions_review(ocrmend_confusions *confusions, ocrmend_source log,
                                         const ocrmend_decisions *decisions, const ocrmend_text *proofread,
                                         ocrmend_error *error);

typedef struct {
    uint64_t texts;                   /* learnt from; not those of tables */
    uint64_t characters;              /* that stood there; of tables those that were ever misread */
    uint64_t misread, dropped, added; /* how often */
    uint64_t kinds;                   /* of these: rows of a table */
} ocrmend_confusions_facts;
ocrmend_confusions_facts ocrmend_confusions_about(const ocrmend_confusions *confusions);

/* Write the table to `out`, at once.  about (may be NULL): lines of text that become its comments. */
ocrmend_status ocrmend_confusions_write(const ocrmend_confusions *confusions, const char *about, ocrmend_sink out,
                                        ocrmend_error *error);

#ifdef __cplusplus
}
#endif

#endif
