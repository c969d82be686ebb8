# Make the C source of the table of how characters look from dict/shape.tsv: LC_ALL=C awk -f shape.awk shape.tsv
BEGIN {
    FS = "\t"
    print "/* Made by dict/shape.awk from dict/shape.tsv; do not edit. */"
    print "#include \"dict/cost.h\""
}

$1 == "cost" {
    gsub(/ /, ",\n", $2)
    print "const int32_t om_shape_least[OM_COST_FAR] = {INT32_MAX,\n" $2 "};"
    print "const char om_shape_vectors[OM_SHAPE_COUNT * OM_SHAPE_DIMENSIONS + 1] ="
    next
}

{
    gsub(/\\/, "\\\\\\\\", $2) # a backslash becomes two
    gsub(/\?/, "\\?", $2)      # no trigraphs
    print "\"" $2 "\""
}

END { print ";" }
