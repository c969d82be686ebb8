/* Traditional and simplified characters. */
#include <check.h>
#include <string.h>

#include "main.h"
#include "text/variant.h"

START_TEST(characters)
{
    ck_assert_uint_eq(om_simplified(0x6A4B), 0x6865);  /* 橋 桥 */
    ck_assert_uint_eq(om_simplified(0x5F8C), 0x540E);  /* 後 后 */
    ck_assert_uint_eq(om_simplified(0x540E), 0x540E);
    ck_assert_uint_eq(om_simplified(0x6865), 0x6865);
    ck_assert_uint_eq(om_simplified('a'), 'a');
    ck_assert_uint_eq(om_traditional(0x6865), 0x6A4B);
    ck_assert_uint_eq(om_traditional(0x5C71), 0x5C71); /* 山 is written in one way */
    ck_assert_uint_eq(om_traditional(0x53D1), 0);      /* 发 is 發 or 髮, */
    ck_assert_uint_eq(om_traditional(0x540E), 0);      /* 后 后 or 後 */
    ck_assert_uint_eq(om_traditional(0x10FFFF), 0x10FFFF);
}
END_TEST

static bool is_traditional(const char *text)
{
    return om_is_traditional((const uint8_t *)text, strlen(text));
}

START_TEST(texts)
{
    ck_assert(is_traditional("縣長昨天視察了漁村，大家都說變了。"));
    ck_assert(!is_traditional("县长昨天视察了渔村，大家都说变了。"));
    ck_assert(!is_traditional("店名是「漁歌」的饭馆开张了，县长来说了话。"));
    ck_assert(!is_traditional(""));
    ck_assert(!is_traditional("The mayor, 山上。"));
}
END_TEST

START_TEST(simplified)
{
    const char *text = "縣長 said 😀：後天。";
    uint8_t to[40] = {0};

    om_simplify(to, (const uint8_t *)text, strlen(text));
    ck_assert_str_eq((const char *)to, "县长 said 😀：后天。");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("variant");
    TCase *tc = tests_case(suite, "variant", 0);

    tcase_add_test(tc, characters);
    tcase_add_test(tc, texts);
    tcase_add_test(tc, simplified);
    return tests_run(suite);
}
