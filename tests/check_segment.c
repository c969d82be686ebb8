/* Dividing a stretch of text: the bounds hold, and what is told without a look-up is what the table tells. */
#include <check.h>
#include <stdlib.h>

#include "dict/language.h"
#include "main.h"
#include "stage/names/segment.h"
#include "text/utf8.h"

static uint32_t next_random(uint64_t *state)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)(*state >> 33);
}

/* Words and names with what stands between them, cut up and mixed, and now and then any character. */
static uint32_t any_char(uint64_t *seed)
{
    static const char text[] = "记者从福建省漳州市人民政府获悉副市长欧阳海王小明主持召开工作会议村民李家庄的诸葛亮出席并讲话，"
                               "奥斯特洛夫斯基、中山路和平街发展改革委员会一帆风顺党委书记们说不了在这是";
    uint32_t at = next_random(seed) % (sizeof text / 3);
    unsigned len;

    if (next_random(seed) % 8 == 0)
        return 0x4E00 + next_random(seed) % 0x5200;
    return om_utf8_get((const uint8_t *)text + 3 * at, &len);
}

static void random_passage(om_passage *passage, uint64_t *seed)
{
    static const char text[] = "福建省漳州市委副书记欧阳海明主持召开全市乡村振兴工作会议李家庄村中山路奥斯特洛夫斯基董事长王小明";
    unsigned at = next_random(seed) % 20, len;

    for (passage->n = 0; passage->n < 24; at++)
        if (next_random(seed) % 4)
            om_passage_add(passage, om_utf8_get((const uint8_t *)text + 3 * (at % (sizeof text / 3)), &len));
        else
            om_passage_add(passage, any_char(seed));
}

START_TEST(no_more_is_gained)
{
    uint64_t seed = (uint64_t)_i + 1;
    unsigned told = 0, close = 0;

    for (unsigned i = 0; i < 20000; i++) {
        om_passage passage;
        unsigned at, cost;
        uint32_t other;
        int most, gain;

        random_passage(&passage, &seed);
        at = next_random(&seed) % passage.n;
        other = any_char(&seed);
        most = om_passage_gain_most(&passage, at, other);
        cost = om_passage_cost(&passage, NULL, 0, 0, NULL);
        ck_assert_uint_le(cost, om_passage_part_most(&passage, 0, passage.n));
        om_passage_put(&passage, at, other);
        gain = (int)cost - (int)om_passage_cost(&passage, NULL, 0, 0, NULL);
        ck_assert_int_le(gain, most);
        told += most < OM_GAIN_UNKNOWN;
        close += most < OM_GAIN_UNKNOWN && most - gain < 60;
    }
    ck_assert_uint_gt(told, 10000);
    ck_assert_uint_gt(close, 5000);
}
END_TEST

START_TEST(told_at_once)
{
    uint64_t seed = 7;

    for (uint32_t c = 0x3000; c < 0xA100; c++) {
        om_language_char known = om_language_of(c);
        uint64_t sum = om_key_push(0, om_key_char(c));

        ck_assert_uint_eq(known.word, om_language(OM_WORD, sum));
        ck_assert_uint_eq(known.surname, om_language(OM_SURNAME, sum));
        ck_assert_uint_eq(known.given, om_language(OM_GIVEN, sum));
        ck_assert_uint_eq(known.sound, om_language(OM_SOUND, sum));
    }
    for (unsigned i = 0; i < 200000; i++) {
        om_passage passage;
        unsigned pair;

        random_passage(&passage, &seed);
        pair = om_language_pair(passage.c[3], passage.c[4]);
        ck_assert(!(pair & OM_IS_WORD) == !om_language(OM_WORD, om_passage_key(&passage, 3, 5)));
        for (unsigned n = 3; n <= OM_WORD_CHARS; n++)
            if (om_language(OM_WORD, om_passage_key(&passage, 3, 3 + n)))
                ck_assert(pair & OM_BEGINS_WORD && om_language_triple(om_passage_key(&passage, 3, 6)));
        if (om_language(OM_SURNAME, om_passage_key(&passage, 3, 5)))
            ck_assert(om_language_of(passage.c[3]).begins & OM_BEGINS_SURNAME);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("segment");
    TCase *tc = tests_case(suite, "segment", 120);

    tcase_add_loop_test(tc, no_more_is_gained, 0, 5);
    tcase_add_test(tc, told_at_once);
    return tests_run(suite);
}
