/* explain.c - ocrmend explain: what the rules do, with an example of each. */
#include "cli/cli.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "cli/unseen.h"

enum { HELP = 256 };

static const struct option long_options[] = {
    {"help", no_argument, NULL, HELP},
    {NULL, 0, NULL, 0},
};

static void help(void)
{
    puts("Usage: ocrmend explain [RULE|STAGE...]\n"
         "Say what each RULE does, or each rule of each STAGE, with an example in which what cannot be seen has\n"
         "a sign: \u2423 is a space, \u23CE a line end, <U+3000> the character of that code.\n"
         "Without a name, list the rules.\n"
         "\n"
         "      --help          this help");
}

static void print_example(const char *title, const char *text)
{
    size_t len;

    printf("  %s ", title);
    for (; *text; text += len) {
        unsigned long c = cli_character(text, strlen(text), &len);

        if (c == ' ')
            fputs("\u2423", stdout);
        else if (c == '\n')
            fputs("\u23CE", stdout);
        else if (cli_is_unseen(c))
            printf("<U+%04lX>", c);
        else
            fwrite(text, 1, len, stdout);
    }
    putchar('\n');
}

static void explain_rule(const ocrmend_rule *rule)
{
    printf("%s (stage %s, confidence %.2f)\n  %s\n", rule->name, rule->stage, rule->confidence, rule->summary);
    if (!rule->before || !rule->after)
        return;
    if (strcmp(rule->before, rule->after) == 0) {
        print_example("stays: ", rule->before);
    } else {
        print_example("before:", rule->before);
        print_example("after: ", rule->after);
    }
}

/* All rules of the stage.  false: there is no such stage. */
static bool explain_stage(const char *name)
{
    const ocrmend_rule *rule;
    const char *stage, *part_of;
    bool known = false;

    for (size_t i = 0; (stage = ocrmend_stage_at(i, &part_of)); i++)
        known |= strcmp(stage, name) == 0;
    for (size_t i = 0; (rule = ocrmend_rule_at(i)); i++)
        if (strcmp(rule->stage, name) == 0)
            explain_rule(rule);
    return known;
}

static void list(void)
{
    const ocrmend_rule *rule;
    const char *stage = "";
    size_t width = 0;

    for (size_t i = 0; (rule = ocrmend_rule_at(i)); i++)
        if (strlen(rule->name) > width)
            width = strlen(rule->name);
    for (size_t i = 0; (rule = ocrmend_rule_at(i)); i++) {
        if (strcmp(stage, rule->stage) != 0)
            printf("%sstage %s\n", *stage ? "\n" : "", rule->stage);
        stage = rule->stage;
        printf("  %-*s  %s\n", (int)width, rule->name, rule->summary);
    }
}

static int explain(int argc, char **argv)
{
    int status = CLI_OK, c;

    while ((c = getopt_long(argc, argv, ":h", long_options, NULL)) != -1) {
        if (c != 'h' && c != HELP)
            return cli_bad_option("explain", argv, c);
        help();
        return CLI_OK;
    }
    if (optind == argc)
        list();
    for (int i = optind; i < argc; i++) {
        const ocrmend_rule *rule = ocrmend_rule_named(argv[i]);

        if (rule) {
            explain_rule(rule);
        } else if (!explain_stage(argv[i])) {
            cli_message("explain: no rule or stage '%s'; 'ocrmend explain' lists them", argv[i]);
            status = CLI_USAGE;
        }
    }
    return status;
}

const cli_command cli_explain = {"explain", "say what the rules do, with examples", help, explain};
