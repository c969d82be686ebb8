/* mention.h - where a line names a person beside a title, and how far the name may reach.
 *
 * On the side of the title the name's end is sure.  On the other side there are mostly two readings, a given name of
 * one character and one of two, and of a transliterated name more; all that are worth it are told, for other mentions
 * of the same person to decide between them (table.h).
 */
#ifndef OM_MINE_MENTION_H
#define OM_MINE_MENTION_H

#include "mine/line.h"

enum { OM_READINGS = 6 };

typedef struct {
    unsigned from, to;
    int margin;             /* tenths of a nat: how much likelier the line is with this name than with none there */
    bool firm;              /* what stands at the open side is no part of a name: a mark, a title, a word like 说 */
} om_name_reading;

/* Words beside names, by how much they say. */
enum om_title_kind { OM_BYLINE /* 记者 */, OM_OFFICE /* 市长 */, OM_BEARER /* 农民 */ };

typedef struct {
    om_name_reading reading[OM_READINGS]; /* best first */
    unsigned n;
    enum om_title_kind kind;
    bool before;            /* the title stands before the name */
    bool listed;            /* it stands before another name of the list that this one is in */
    unsigned title_from, title_to; /* with its ranks */
} om_mention;

/* Where mentions go.  `other`: a stretch beside no title where a name may begin. */
typedef struct {
    void (*mention)(void *user, const om_mine_line *line, const om_mention *mention);
    void (*other)(void *user, const om_mine_line *line, unsigned i);
    void *user;
} om_mention_see;

/* Tell of all of a line, in text order. */
void om_mentions(const om_mine_line *line, om_mention_see see);

/* Whether a name may well end (begin) at i: what stands beyond is no part of one. */
bool om_name_ends(const om_mine_line *line, unsigned i);
bool om_name_begins(const om_mine_line *line, unsigned i);

#endif
