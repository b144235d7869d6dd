#!/usr/bin/env bash
# The word lists keep their format: UTF-8, tabs, folded words, sorted rows, nothing twice. Duplicates by stem are told by the unit test test_lexicons.
. "$(dirname "$0")/../tap.sh"
cd "$root/lexicons" || exit 1

ours="stop abbreviation clause subject verb sentiment emotion effort risk journey trust kind negation intensifier hypothetical"
check "every table is UTF-8" bash -c 'for f in */*.tsv; do iconv -f UTF-8 -t UTF-8 "$f" >/dev/null || { echo "$f"; exit 1; }; done'
bad=$(grep -nP '\r|[ \t]+$' */*.tsv | head -5)
is "no table has a carriage return or blanks at a line's end" "$bad" ""

for name in $ours; do
    for file in */"$name".tsv; do
        [ -e "$file" ] || continue
        rows=$(grep -vE '^(#( |$).*)?$' "$file")
        is "$file begins with a comment that says what it is" "$(head -c 2 "$file")" "# "
        is "$file is sorted by its first cell" "$(LC_ALL=C sort -s -t $'\t' -k1,1 -c <<<"$rows" 2>&1 | head -1)" ""
        is "$file has no row twice" "$(cut -f1,2 <<<"$rows" | LC_ALL=C sort | uniq -d | head -3)" ""
        # letters stand folded: no capital, no accent, no apostrophe in a word
        is "$file has folded words" "$(cut -f1 <<<"$rows" | LC_ALL=C grep -nP "[A-Z]|[a-z]'|[a-z][\x80-\xff]|[\x80-\xff][a-z]" | head -3)" ""
    done
done

cell() { # FILE COLUMN PATTERN: rows whose cell does not match
    grep -vE '^(#( |$).*)?$' "$1" | awk -F '\t' -v c="$2" -v p="$3" '($c "") !~ p {print FNR ": " $0}' | head -3
}
is "a sentiment has a weight" "$(cell en/sentiment.tsv 2 '^-?([0-3](\.[0-9]+)?|4)$')" ""
is "a kind is one of six, or a guard" "$(cell en/kind.tsv 2 '^(defect|complaint|request|how_to|praise|other|-)$')" ""
is "a risk has a severity" "$(cell en/risk.tsv 3 '^([1-5])?$')" ""
is "trust is lost or kept" "$(cell en/trust.tsv 2 '^(lost|kept|-)$')" ""
rows() { grep -hvE '^(#( |$).*)?$' "$@"; }
is "a word of dates is of a kind that is known" "$(rows */dates.tsv | grep -vP '^(month\t[^\tA-Z]+\t([1-9]|1[0-2])|zone\t[a-z]+\t-?[0-9]+|(am|pm|joint|before)\t[^\tA-Z]+)$' | head -3)" ""
is "a month or zone means the same in every language" "$(rows */dates.tsv | LC_ALL=C sort -u | cut -f1,2 | uniq -d | head -3)" ""
is "a word of cells is of a kind that is known" "$(rows */cells.tsv | grep -vP '^(nothing|yes|no|out_of|unit|form_time)\t[^\t]+$' | head -3)" ""
is "a word of mails is of a kind that is known" "$(rows */mail.tsv | grep -vP '^(reply_prefix|at_sign|auto_subject|auto_sender|bounce_subject|bounce_sender|no_reply_sender)\t[^\t]+$' | head -3)" ""
is "a word of calls is of a kind that is known" "$(rows */call.tsv | grep -vP '^(customer|agent|bot|customer_phrase|agent_phrase|nobody)\t[^\t]+$' | head -3)" ""
is "a word of columns has a role that is known" "$(rows */columns.tsv | grep -vP '^(text|title|id|time|score|person|role|thread|lang|url|drop|channel:[a-z]+|scale:[a-z0-9]+|role:(customer|agent|bot))\t[^\t]+\t[1-9]$' | head -3)" ""
is "sentiment has 1,500 rows and more" "$([ "$(grep -vc '^#' en/sentiment.tsv)" -ge 1500 ] && echo yes)" yes
