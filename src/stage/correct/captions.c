/* captions.c - marks that were lost or misread where a dateline ends, in a caption and before a credit. */
#include "stage/correct/correct.h"

enum {
    TITLE_REACH = 60,     /* bytes */
    SENTENCE_MIN = 60,    /* bytes: 20 characters; a clause of a headline is shorter, ... */
    SENTENCE_SURE = 120,  /* ... and a headline without a comma than this */
    CREDIT_MIN = 9,       /* bytes: three characters at least, ... */
    CREDIT_REACH = 96     /* ... and a paper, an office and names at most */
};

/* Whether `open` stands before p[at], no more than TITLE_REACH off, on its line, and neither it nor `close` since.
 * Both begin with the same byte, which no other character has inside. */
static bool is_open(const om_correct *s, size_t at, const char *open, const char *close)
{
    size_t stop = at > TITLE_REACH ? at - TITLE_REACH : 0;

    while (at-- > stop && s->p[at] != '\n')
        if (s->p[at] == (uint8_t)*open && (has_at(s, at, open) || has_at(s, at, close)))
            return has_at(s, at, open);
    return false;
}

bool om_correct_in_title(const om_correct *s, size_t at)
{
    return is_open(s, at, "《", "》");
}

bool om_correct_in_quotes(const om_correct *s, size_t at)
{
    return is_open(s, at, "“", "”");
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

/* --- datelines ---------------------------------------------------------------------------------------------------- */

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
bool om_correct_after_dateline(const om_correct *s, om_out *out)
{
    size_t at = out->next, n = om_utf8_len(s->p[at]), from = at - strlen("本报讯");

    if (!has_before(s, at, "本报讯") || !is_han(char_at(s, at + n)) || (from ? s->p[from - 1] != '\n' : !s->begins))
        return false;
    om_replace(out, n, " ", 1, OM_RULE_SPECK, 0);
    return true;
}

/* --- captions and credits ----------------------------------------------------------------------------------------- */

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

/* 活动（本报记者林小明摄）: the sentence before the credit. */
void om_correct_last_credit(const om_correct *s, om_out *out, size_t end)
{
    static const char *const credits[] = {"社发", "报发", "供图", "图片"}; /* 新华社发（林小明摄） */
    size_t close = end - strlen("）"), open = close, stop = end > CREDIT_REACH ? end - CREDIT_REACH : 0;

    if (!has_before(s, close, "摄") && !has_before(s, close, "报道"))
        return;
    while (open > stop && s->p[--open] != '\n')
        if (s->p[open] == 0xEF || (s->p[open] == 0xE3 && !has_at(s, open, "、")))
            break; /* no other mark of those rows stands in it */
    for (size_t i = 0; i < sizeof credits / sizeof *credits; i++)
        if (has_before(s, open, credits[i]))
            return;
    if (has_at(s, open, "（") && close - open >= strlen("（") + CREDIT_MIN)
        end_sentence(s, out, open);
}
