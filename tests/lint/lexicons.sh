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
        # letters stand folded: no capital, no accent, no apostrophe in a word; names of word classes are capitals
        is "$file has folded words" "$(cut -f1 <<<"$rows" | sed -E 's/(^|[][ |])[A-Z][A-Z_]+($|[][ |])/\1\2/g; s/(^|[][ |])[A-Z][A-Z_]+($|[][ |])/\1\2/g' | LC_ALL=C grep -nP "[A-Z]|[a-z]'|[a-z][\x80-\xff]|[\x80-\xff][a-z]" | head -3)" ""
    done
done

cell() { # FILE COLUMN PATTERN: rows whose cell does not match
    grep -vE '^(#( |$).*)?$' "$1" | awk -F '\t' -v c="$2" -v p="$3" '($c "") !~ p {print FNR ": " $0}' | head -3
}
is "a sentiment has a weight" "$(cell en/sentiment.tsv 2 '^-?([0-3](\.[0-9]+)?|4)$')" ""
is "a kind is one of six, or a guard" "$(cell en/kind.tsv 2 '^(defect|complaint|request|how_to|praise|other|-)$')" ""
for file in */risk.tsv; do
    is "$file: a risk has a severity, a guard none" "$(grep -vE '^(#( |$).*)?$' "$file" | awk -F '\t' '($2 == "-") != ($3 == "") || $3 !~ /^[1-5]?$/ {print FNR ": " $0}' | head -3)" ""
    is "$file: the flag of a risk is kept" "$(cell "$file" 4 '^(kept)?$')" ""
    is "$file has two examples for every row that says something" "$(grep -vE '^(#( |$).*)?$' "$file" | awk -F '\t' '$2 != "-" && ($5 == "" || $6 == "") {print FNR ": " $0}' | head -3)" ""
    is "$file has known kinds of risk" "$(cell "$file" 2 '^(legal|regulator|media|injury|safety|fire|fraud|data_leak|discrimination|self_harm|violence|minor|chargeback|churn|-)$')" ""
done
for file in */word_class.tsv; do
    is "$file begins with a comment that says what it is" "$(head -c 2 "$file")" "# "
    is "$file has names in capitals, in order, once, and folded words" "$(grep -vE '^(#( |$).*)?$' "$file" | LC_ALL=C sort -s -t $'\t' -k1,1 -c 2>&1; cell "$file" 1 '^[A-Z][A-Z_]+$'; cell "$file" 2 '^=?[a-z0-9+#]+([|]=?[a-z0-9+#]+)*$')" ""
done
is "trust is lost or kept" "$(cell en/trust.tsv 2 '^(lost|kept|-)$')" ""
rows() { grep -hvE '^(#( |$).*)?$' "$@"; }
# A list that is named wrongly would be passed over in silence; README.md names each.
lists=$(for file in */*.* *.tsv; do echo "${file##*/}"; done | sort -u)
named=$(grep -oE '`(any/)?[a-z_]+\.(tsv|tbl)`' README.md | tr -d '`' | sed 's|any/||' | sort -u)
is "README.md names every list" "$(comm -23 <(echo "$lists") <(echo "$named"))" ""
is "every list that README.md names is there" "$(comm -13 <(echo "$lists") <(echo "$named"))" ""
is "any/languages.tsv has every language with a folder" "$(comm -23 <(printf '%s\n' */ | tr -d / | grep -vx any | sort) <(rows any/languages.tsv | cut -f1 | sort))" ""
for name in reply nonanswer; do
    is "every language of any/languages.tsv that is supported has $name.tsv" "$(rows any/languages.tsv | awk -F '\t' '$6 != "other" {print $1}' | while read -r lang; do [ -e "$lang/$name.tsv" ] || echo "$lang"; done)" ""
done
kinds() { # LIST KINDS CELLS: rows of that list in any language that are not a kind of these and so many cells
    rows */"$1".tsv | grep -vP "^($2)\t$3\$" | head -3
}
word='[^\t]+'
is "a phrase of replies is of a kind that is known" "$(kinds reply 'open|verb|original|forward|from|sent|date|to|subject|copy|signoff|mobile|footer|disclaimer' "$word")" ""
is "a line of boilerplate is of a kind that is known" "$(kinds boilerplate 'line|start' "$word")" ""
is "a phrase of roles is an agent's or a program's" "$(kinds role 'agent|bot' "$word")" ""
is "a word for a role is of one that is known" "$(kinds role_words 'customer|agent|bot' "$word")" ""
roles=$(sed -n '/role_names\[\] = {/,/^};/p' "$root/stages/common/privacy/personal_words.c" | grep -oE '"[a-z_]+"' | tr -d '"' | paste -sd '|')
is "what a reader of a sheet writes fits or does not" "$(kinds sheet 'fits|not' "$word")" ""
is "a word of personal data has a role that is known" "$(kinds personal_words "$roles" "$word")" ""
is "every role of such words has one" "$(comm -13 <(rows */personal_words.tsv | cut -f1 | sort -u) <(tr '|' '\n' <<<"$roles" | sort))" ""
is "a field of persons is of a kind that is known" "$(kinds personal_fields 'person|keep|path' "$word")" ""
is "what no person's name has is a word or a field of companies" "$(kinds no_person 'word|company' "$word")" ""
is "names are given names" "$(kinds given_names 'name' "$word")" ""
is "names are family names, both, or endings" "$(kinds family_names 'name|either|ending' "$word")" ""
is "names are given or family names, sure or rare" "$(kinds person_names '(given|family)(_rare)?' "$word")" ""
names() { rows "$@" | grep -v '^ending' | cut -f2 | tr ' ' '\n' | LC_ALL=C sort; }
is "the made list of names has none twice, and none of the others" \
    "$(names any/person_names.tsv | uniq -d | head -3; LC_ALL=C comm -12 <(names any/person_names.tsv) <(names any/given_names.tsv any/family_names.tsv) | head -3)" ""
is "a text that answers nothing has one cell" "$(rows */nonanswer.tsv any/nobody.tsv any/keyboard.tsv | grep -P '\t' | head -3)" ""
is "a class of words of labels is known" "$(kinds label_words 'drop|fused|joined|judgement|link|not|problem|same|stop|vague' "$word(\t.*)?")" ""
second() { # LIST VALUES: rows of that list whose second cell is none of these
    rows */"$1".tsv | awk -F '\t' -v p="^($2)?\$" '$2 !~ p {print FILENAME ": " $0}' | head -3
}
is "a stop word is one, negates, both, or is a word of politeness or one that stands beside such" "$(second stop 'not|stop not|phatic|stop phatic|beside')" ""
is "an abbreviation is one that is known" "$(second abbreviation 'end|number')" ""
is "a word that joins clauses is of a kind that is known" "$(second clause 'subject')" ""
is "a word that begins clauses is of a kind that is known" "$(second subject 'start')" ""
is "an ending of verbs has a number" "$(second verb '[0-9]+')" ""
is "a negation has a reach, or parts" "$(second negation '[0-9]+|contrast')" ""
is "an intensifier has a factor" "$(second intensifier '[0-9]\.[0-9]+')" ""
is "a word of dates is of a kind that is known" "$(rows */dates.tsv | grep -vP '^(month\t[^\tA-Z]+\t([1-9]|1[0-2])|zone\t[a-z]+\t-?[0-9]+|(am|pm|joint|before|unit|hour|minute)\t[^\tA-Z]+)$' | head -3)" ""
is "a month or zone means the same in every language" "$(rows */dates.tsv | LC_ALL=C sort -u | cut -f1,2 | uniq -d | head -3)" ""
is "a word of cells is of a kind that is known" "$(rows */cells.tsv | grep -vP '^((nothing|yes|no|out_of|unit|rated|form_time|total)\t[^\t]+|number\t[^\t]+\t[0-9]+)$' | head -3)" ""
is "a word of mails is of a kind that is known" "$(rows */mail.tsv | grep -vP '^(reply_prefix|at_sign|on_behalf|auto_subject|auto_sender|bounce_subject|bounce_sender|no_reply_sender)\t[^\t]+$' | head -3)" ""
is "a word of calls is of a kind that is known" "$(rows */call.tsv | grep -vP '^(customer|agent|bot|customer_phrase|agent_phrase|nobody|company_name)\t[^\t]+$' | head -3)" ""
is "a word of exports is of a kind that is known" "$(rows */export.tsv | grep -vP '^(notice|notice_start|edited|counter|sender|receiver|transcript_heading|transcript_footer|transcript_note|translated|original|removed|bot_phrase|label_spam|label_draft|label_sent)\t[^\t]+$' | head -3)" ""
is "a word of columns has a role that is known" "$(rows */columns.tsv | grep -vP '^(text|title|id|time|score|person|role|thread|lang|url|drop|channel:[a-z]+|scale:[a-z0-9]+|role:(customer|agent|bot)|inverted|also)\t[^\t]+\t[1-9]$' | head -3)" ""
is "sentiment has 1,500 rows and more" "$([ "$(grep -vc '^#' en/sentiment.tsv)" -ge 1500 ] && echo yes)" yes

# Troubles and things.
rows() { grep -vE '^(#( |$).*)?$' "$1"; } # FILE
classes=$(rows any/trouble_class.tsv | cut -f1)
either=$(tr '\n' '|' <<<"$classes" | sed 's/|$//')
for file in any/trouble_class.tsv any/trouble_home.tsv */trouble.tsv */trouble_label.tsv */trouble_said.tsv */thing.tsv */thing_words.tsv; do
    [ -e "$file" ] || continue
    is "$file begins with a comment that says what it is" "$(head -c 2 "$file")" "# "
    is "$file is sorted by its first cell" "$(rows "$file" | LC_ALL=C sort -s -t $'\t' -k1,1 -c 2>&1 | head -1)" ""
done
is "every way has a class that it is a way of, and words in English" "$(rows any/trouble_class.tsv | awk -F '\t' '$2 == "way" {print $1}' | LC_ALL=C sort | LC_ALL=C comm -23 - <(rows en/trouble_said.tsv | cut -f1 | LC_ALL=C sort -u))" ""
is "no pattern states a way: which one it is the words beside it tell" "$(for file in */trouble.tsv; do cell "$file" 2 '^[^-]*$|^-$'; done | head -3)" ""
is "no class of trouble stands twice" "$(uniq -d <<<"$classes")" ""
for file in */trouble.tsv; do
    [ -e "$file" ] || continue
    is "$file has no pattern twice" "$(rows "$file" | cut -f1 | uniq -d | head -3)" ""
    is "$file has folded patterns; NOT and CANT alone are capitals" "$(rows "$file" | cut -f1 | sed -E 's/(^|[ |])(NOT|CANT)($|[ |])/\1\3/g; s/(^|[ |])(NOT|CANT)($|[ |])/\1\3/g' |
        LC_ALL=C grep -nP "[^a-z0-9+#=|_*^ ]" | head -3)" ""
    is "$file has known classes" "$(cell "$file" 2 "^($either|-)\$")" ""
    is "$file has known flags" "$(cell "$file" 3 '^((topic|kept|trade=(apps|shop|travel|food|bank|telecom|health|public|device|game|work|car|home|insurance|energy))( |$))*$')" ""
    is "$file has an example for every row, and one against every row that says something" "$(rows "$file" | awk -F '\t' '$4 == "" || ($2 != "-" && $5 == "") {print FNR ": " $0}' | head -3)" ""
done
for file in */thing.tsv; do
    [ -e "$file" ] || continue
    is "$file has no id twice" "$(rows "$file" | cut -f1 | uniq -d | head -3)" ""
    is "$file has ids without a language" "$(cell "$file" 1 '^[a-z][a-z0-9_]*$')" ""
    is "$file has folded words by commas" "$(cell "$file" 3 '^[a-z0-9+#=|]+( [a-z0-9+#=|]+)*(, [a-z0-9+#=|]+( [a-z0-9+#=|]+)*)*$')" ""
    is "$file has two examples a row" "$(rows "$file" | awk -F '\t' '$2 == "" || $4 == "" || $5 == "" {print FNR ": " $0}' | head -3)" ""
done
for file in */trouble_label.tsv; do
    [ -e "$file" ] || continue
    is "$file has a label for every class that heads an issue" "$(LC_ALL=C comm -23 <(rows any/trouble_class.tsv | awk -F '\t' '$2 != "none" && $2 != "way" {print $1}' | LC_ALL=C sort) <(rows "$file" | cut -f1 | LC_ALL=C sort))" ""
    is "$file has no class that is not known" "$(rows "$file" | cut -f1 | grep -vxE "$either|\+[a-z]+" | head -3)" ""
done
next=$(rows next_step.tsv | LC_ALL=C grep '^class:' | sed 's/^class://')
is "next_step.tsv has a sentence for every class that heads an issue, whatever its thing, owner and step" "$(LC_ALL=C comm -23 \
    <(rows any/trouble_class.tsv | awk -F '\t' '$2 != "none" && $2 != "way" && $1 !~ /^(request|question|praise)$/ {print $1}' | LC_ALL=C sort) \
    <(awk -F '\t' '$2 == "*" && $3 == "*" && index($4, "{}") == 0 {print $1}' <<<"$next" | LC_ALL=C sort))" ""
is "next_step.tsv has no class that is not known" "$(cut -f1 <<<"$next" | grep -vxE "$either" | head -3)" ""
is "next_step.tsv has its classes in order" "$(LC_ALL=C sort -s -t $'\t' -k1,1 -c <<<"$next" 2>&1 | head -1)" ""
steps=$(rows en/journey.tsv | cut -f2 | sort -u | paste -sd '|')
is "next_step.tsv has steps of the journey" "$(cell next_step.tsv 3 "^(\*|$steps)\$")" ""
is "next_step.tsv has whole sentences" "$(cell next_step.tsv 4 '^[A-Z].*[.]$')" ""
for file in */trouble_said.tsv; do
    [ -e "$file" ] || continue
    is "$file has known classes" "$(cell "$file" 1 "^($either)\$")" ""
    is "$file has folded words by blanks" "$(cell "$file" 2 '^[a-z0-9]+( [a-z0-9]+)*$')" ""
    is "$file has a label alone, one with a thing, and one behind or" "$(rows "$file" | awk -F '\t' '$3 == "" || index($4, "{}") == 0 || $5 == "" || NF != 5 {print FNR ": " $0}' | head -3)" ""
    is "$file has no more rows of a class than are looked at" "$(rows "$file" | cut -f1 | sed 's/-.*//' | uniq -c | awk '$1 > 32')" ""
done
for file in */thing_words.tsv; do
    [ -e "$file" ] || continue
    is "$file has known classes of words" "$(cell "$file" 1 '^(determiner|verbal|nothing|phatic|channel|plural)$')" ""
    is "$file has folded words, and endings of plurals" "$(cell "$file" 2 '^[a-z0-9+#]+(=[a-z]+)?( [a-z0-9+#]+(=[a-z]+)?)*$')" ""
done
is "a trouble's home has known classes" "$(rows any/trouble_home.tsv | awk -F '\t' -v known="^($either)\$" '$2 !~ known || $3 !~ known' | head -3)" ""
