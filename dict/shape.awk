# Make the C source of the table of similar characters from dict/shape.tsv (sorted): LC_ALL=C awk -f shape.awk shape.tsv
BEGIN {
    for (i = 128; i < 256; i++)
        byte[sprintf("%c", i)] = i
    FS = "\t"
}

function code(s)
{
    return (byte[substr(s, 1, 1)] - 224) * 4096 + (byte[substr(s, 2, 1)] - 128) * 64 + byte[substr(s, 3, 1)] - 128
}

# sorted by the first character, then the second: what is less than a character comes before what is greater
{
    a = code($1)
    b = code($2)
    near[b] = near[b] a ","
    cost[b] = cost[b] $3 ","
    after[a] = after[a] b ","
    after_cost[a] = after_cost[a] $3 ","
    count[a]++
    count[b]++
}

END {
    print "/* Made by dict/shape.awk from dict/shape.tsv; do not edit. */"
    print "#include \"dict/cost.h\"\nconst uint32_t om_shape_first[OM_SHAPE_COUNT + 1] = {"
    for (c = 19968; c <= 40960; c++) {
        printf "%d,%s", sum, c % 16 ? "" : "\n"
        sum += count[c]
    }
    print "};\nconst uint16_t om_shape_near[] = {"
    for (c = 19968; c < 40960; c++)
        if (count[c])
            print near[c] after[c]
    print "};\nconst uint8_t om_shape_cost[] = {"
    for (c = 19968; c < 40960; c++)
        if (count[c])
            print cost[c] after_cost[c]
    print "};"
}
