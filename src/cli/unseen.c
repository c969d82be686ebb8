#include "cli/unseen.h"

unsigned long cli_character(const char *s, size_t n, size_t *len)
{
    const unsigned char *p = (const unsigned char *)s;
    unsigned long c = *p;

    *len = 1 + (size_t)(c >= 0xC0) + (c >= 0xE0) + (c >= 0xF0);
    if (*len > n)
        *len = n;
    if (*len > 1)
        c &= 0x7FU >> *len;
    for (size_t i = 1; i < *len; i++)
        c = c << 6 | (p[i] & 0x3F);
    return c;
}

bool cli_is_unseen(unsigned long c)
{
    static const struct {
        unsigned long from, to;
    } unseen[] = {{0, 0x1F},         {0x7F, 0xA0},     {0xAD, 0xAD},     {0x61C, 0x61C},   {0x180E, 0x180E},
                  {0x2000, 0x200F},  {0x2028, 0x202F}, {0x205F, 0x206F}, {0x3000, 0x3000}, {0x3164, 0x3164},
                  {0xE000, 0xF8FF},  {0xFE00, 0xFE0F}, {0xFEFF, 0xFEFF}, {0xFFA0, 0xFFA0}, {0xFFF0, 0xFFFC},
                  {0xE0000, 0x10FFFF}};

    for (size_t i = 0; i < sizeof unseen / sizeof *unseen; i++)
        if (c >= unseen[i].from && c <= unseen[i].to)
            return true;
    return false;
}
