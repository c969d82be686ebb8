/* captions.c - marks that were lost or misread where a dateline ends, in a caption and before a credit. */
#include "stage/correct/correct.h"

enum {
    TITLE_REACH = 60,     /* bytes */
    SENTENCE_MIN = 60,    /* bytes: 20 characters; a clause of a headline is shorter, ... */
    SENTENCE_SURE = 120,  /* ... and a headline without a comma than this */
    CREDIT_MIN = 9,       /* bytes: three characters at least, ... */
    CREDIT_REACH = 96     /* ... and a paper, an office and names at most */
};

/* Whether `open` stands before p[at], no more than TITLE_REACH off, on its line, and neither it nor `close` since. */
static bool is_open(const om_correct *s, size_t at, const char *open, const char *both)
{
    size_t stop = at > TITLE_REACH ? at - TITLE_REACH : 0;

    while (at > stop && !is_before(s, at, both))
        at = om_utf8_back(s->p, at);
    return is_before(s, at, open);
}

bool om_correct_in_title(const om_correct *s, size_t at)
{
    return is_open(s, at, "《", "《》\n");
}

bool om_correct_in_quotes(const om_correct *s, size_t at)
{
    return is_open(s, at, "“", "“”\n");
}

bool om_correct_after_sentence(const om_correct *s, size_t at)
{
    size_t from = at;
    bool comma = false;

    while (from > 0 && s->p[from - 1] != '\n' && at - from < (comma ? SENTENCE_MIN : SENTENCE_SURE)) {
        comma |= has_before(s, from, "，");
        from = om_utf8_back(s->p, from);
    }
    return at - from >= (comma ? SENTENCE_MIN : SENTENCE_SURE);
}

/* --- datelines ------------------------------------------------------------------------------------------------------ */

static bool ends_dateline(const om_correct *s, size_t at)
{
    return has_before(s, at, "日电") || has_before(s, at, "日讯") || has_before(s, at, "本报讯");
}

/* 25日电：（记者: no mark stands between a dateline and its reporter. */
bool om_correct_dateline(const om_correct *s, om_out *out)
{
    size_t at = out->next, to;

    if (!ends_dateline(s, at))
        return false;
    to = om_correct_pauses(s, at);
    if (!has_at(s, to, "（记者") && !has_at(s, to, "（本报记者"))
        return false;
    om_delete(out, to - at, OM_RULE_SPECK);
    return true;
}

/* 本报讯·林小明: what begins a paragraph there is set off by a space. */
void om_correct_begin(const om_correct *s, om_out *out, size_t at)
{
    size_t mark = at + strlen("本报讯"), n;

    if (!has_at(s, at, "本报讯") || !is_of(s, mark, "·，、．"))
        return;
    n = om_utf8_len(s->p[mark]);
    if (!is_han(char_at(s, mark + n)))
        return;
    om_keep_to(out, mark);
    om_replace(out, n, " ", 1, OM_RULE_SPECK, 0);
}

/* --- captions and credits ------------------------------------------------------------------------------------------- */

/* ，（记者: the sentence ends before a credit. */
bool om_correct_credit(const om_correct *s, om_out *out)
{
    static const char *const credits[] = {"（记者", "（本报记者", "（新华社记者", "（完）"};
    size_t at = out->next, to;

    if (!has_at(s, at, "，"))
        return false;
    to = om_correct_pauses(s, at);
    for (size_t i = 0; i < sizeof credits / sizeof *credits; i++) {
        if (!has_at(s, to, credits[i]))
            continue;
        om_replace(out, to - at, "。", 3, OM_RULE_STOP_MISREAD, 0);
        return true;
    }
    return false;
}

/* 完工图为新桥: the caption's sentence ends before 图为, if 图 is not of the word before (地图为). */
bool om_correct_caption(const om_correct *s, om_out *out)
{
    size_t at = out->next;

    if (!has_at(s, at, "图为") || !is_han(char_before(s, at)) ||
        is_before(s, at, "附上下左右中此本该这原各大小主配题插组地版力意企试示截草蓝构航海绘画视看识读指标星云拼制以如其") ||
        !om_correct_after_sentence(s, at))
        return false;
    om_replace(out, 0, "。", 3, OM_RULE_CAPTION_STOP, 0);
    return true;
}

/* Put a full stop before p[at] for the pause that stands there, or where none stands.  An edit may have been made there
 * already: then nothing is done. */
static void end_sentence(const om_correct *s, om_out *out, size_t at)
{
    size_t n = is_before(s, at, "，、：·．") ? at - om_utf8_back(s->p, at) : 0;

    if (n == 0 && !is_han(char_before(s, at)))
        return;
    if (at - n < out->copied || !om_correct_after_sentence(s, at - n))
        return;
    om_keep_to(out, at - n);
    om_replace(out, n, "。", 3, n ? OM_RULE_STOP_MISREAD : OM_RULE_CAPTION_STOP, 0);
}

/* 活动（本报记者林小明摄）: the sentence before the credit that ends the paragraph at p[end]. */
static void bracketed_credit(const om_correct *s, om_out *out, size_t end)
{
    size_t close = end - strlen("）"), open = close, stop = end > CREDIT_REACH ? end - CREDIT_REACH : 0;

    if (!has_before(s, close, "摄") && !has_before(s, close, "报道"))
        return;
    while (open > stop && !is_before(s, open, "（）。，\n"))
        open = om_utf8_back(s->p, open);
    if (is_before(s, open, "（") && close - open >= CREDIT_MIN)
        end_sentence(s, out, open - strlen("（"));
}

/* 活动，新华社记者林小明摄: the same without brackets.  There only a pause tells that a sentence was to end. */
static void plain_credit(const om_correct *s, om_out *out, size_t end)
{
    enum { NAMES = 36 }; /* bytes, with the word 记者 */
    size_t at = end, stop = end > NAMES ? end - NAMES : 0;

    while (at > stop && !has_at(s, at, "记者") && is_han(char_before(s, at)))
        at = om_utf8_back(s->p, at);
    if (!has_at(s, at, "记者"))
        return;
    if (has_before(s, at, "新华社"))
        at -= strlen("新华社");
    else if (has_before(s, at, "本报"))
        at -= strlen("本报");
    else
        return;
    if (is_before(s, at, "，、：·．"))
        end_sentence(s, out, at);
}

void om_correct_end(const om_correct *s, om_out *out)
{
    if (has_before(s, out->next, "）"))
        bracketed_credit(s, out, out->next);
    else if (has_before(s, out->next, "摄"))
        plain_credit(s, out, out->next);
}
