/* The program around the tests of a file: a suite of cases, run as Check's environment says (CK_FORK, CK_VERBOSITY). */
#ifndef TESTS_MAIN_H
#define TESTS_MAIN_H

#include <check.h>

/* A new case of the suite, to add tests to.  seconds: what a test may take; 0: what Check allows by itself. */
static inline TCase *tests_case(Suite *suite, const char *name, double seconds)
{
    TCase *tests = tcase_create(name);

    if (seconds > 0)
        tcase_set_timeout(tests, seconds);
    suite_add_tcase(suite, tests);
    return tests;
}

/* Run the suite, and free it: what main returns. */
static inline int tests_run(Suite *suite)
{
    SRunner *runner = srunner_create(suite);
    int failed;

    srunner_run_all(runner, CK_ENV);
    failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed != 0;
}

#endif
