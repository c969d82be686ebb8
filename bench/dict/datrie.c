/* datrie.c - the peer of bench/dict.sh: at each character of a text the names of a list that stand there, by libdatrie.
 *
 * usage: datrie NAMES TEXT ROUNDS    NAMES: a name a line, Han characters
 */
#include <datrie/trie.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static double cpu(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

/* The file's bytes, each a character of the trie, terminated by 0; *n: how many.  With Han characters themselves as the
 * alphabet, libdatrie 0.2.13 does not get through 700,000 names. */
static AlphaChar *read_bytes(const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    AlphaChar *out = NULL;
    size_t room = 0;
    int c;

    if (!f)
        exit(1);
    *n = 0;
    while ((c = getc(f)) != EOF) {
        if (*n + 2 > room && !(out = realloc(out, (room = 2 * room + 4096) * sizeof *out)))
            exit(1);
        out[(*n)++] = (AlphaChar)c;
    }
    fclose(f);
    if (!out)
        exit(1);
    out[*n] = 0;
    return out;
}

int main(int argc, char **argv)
{
    AlphaMap *map = alpha_map_new();
    AlphaChar *names, *text;
    TrieState *state;
    size_t n, from = 0, found = 0;
    double start;
    Trie *trie;

    if (argc != 4)
        return 2;
    alpha_map_add_range(map, 0x80, 0xFF);
    trie = trie_new(map);
    names = read_bytes(argv[1], &n);
    start = cpu();
    for (size_t i = 0; i < n; i++)
        if (names[i] == '\n') {
            names[i] = 0;
            trie_store(trie, names + from, 1);
            from = i + 1;
        }
    printf("datrie_build_s %.1f\n", cpu() - start);
    text = read_bytes(argv[2], &n);
    state = trie_root(trie);
    start = cpu();
    for (int round = 0; round < atoi(argv[3]); round++)
        for (size_t i = 0; i < n; i++) {
            if ((text[i] & 0xC0) == 0x80)
                continue;
            trie_state_rewind(state);
            for (size_t k = i; k < n && trie_state_walk(state, text[k]); k++)
                found += trie_state_is_terminal(state);
        }
    printf("datrie_exact_mb_s %.1f\ndatrie_found %zu\n", (double)n * atoi(argv[3]) / 1e6 / (cpu() - start), found);
    return 0;
}
