/* review_page.h - the review page, made by the build of src/review/: the data stand between these two. */
#ifndef CLI_REVIEW_PAGE_H
#define CLI_REVIEW_PAGE_H

extern const char review_page_head[], review_page_tail[];

#endif
