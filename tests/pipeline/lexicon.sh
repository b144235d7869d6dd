#!/usr/bin/env bash
# gripe lexicon suggest on made mentions, with lists that lack what they say: rows that are proposed hold, and are not proposed again.
. "$(dirname "$0")/../tap.sh"
cd "$root" || exit 1

# The lists that came with gripe, but for two of them: trouble.tsv has two rows, sentiment.tsv lacks two words.
lists=$tmp/lists
mkdir -p "$lists/en"
ln -s "$root"/lexicons/* "$lists/" 2>/dev/null
for entry in "$root"/lexicons/en/*; do ln -s "$entry" "$lists/en/"; done
rm "$lists/en/trouble.tsv" "$lists/en/sentiment.tsv"
printf '%s\n' '# Troubles.' $'NOT * glow\tbroken\t\tthe lamp does not glow\tthe lamp glows' $'parcel * soaked\tquality\t\tthe parcel was soaked\tI soaked the parcel' >"$lists/en/trouble.tsv"
grep -vE $'^=?(lousy|charming)\t' lexicons/en/sentiment.tsv >"$lists/en/sentiment.tsv"

mention() { # NUMBER SCORE TEXT
    jq -nc --arg id "c$1" --arg person "p$1" --argjson score "$2" --arg text "$3" \
        '{contact: $id, n: 0, span: [0, ($text | utf8bytelength)], text: $text, person: $person, score: $score, scale: "stars5", lang: "en"}'
}
number=0
say() { # SCORE TEXT...: a contact of another person for each
    local score=$1 text
    shift
    for text in "$@"; do mention $((number += 1)) "$score" "$text"; done
}
for day in {Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday}{," morning"," evening"}; do
    say 1 "My parcel never arrived on $day." "The parcel has not arrived since $day." "They charged me twice on $day." "You charged my card twice, $day again." "The kettle does not work since $day." "That was a lousy concert on $day." "They lost it again, $day as always." "It was cold on $day." "Nobody came on $day."
    say 3 "We met on $day." "The garden opens every $day." "It was sunny when we met on $day, and the garden was open."
    say 5 "A charming concert on $day." "We had a charming evening in the garden on $day." "We will come again on $day." "Thank you for $day." "The tea was lovely, thanks to Ann Example, ann@example.com."
    [[ $day = *evening ]] || say 1 "My samovar does not work since $day."
done >"$tmp/mentions.ndjson"
propose() { "$gripe" lexicon suggest -q --lexicons "$lists" "$@"; }
of() { awk -F '\t' -v list="# en/$1" 'index($0, "# ") == 1 {on = index($0, list) == 1; next} on' "$2"; } # LIST FILE

propose --trouble "$tmp/mentions.ndjson" >"$tmp/rows"
of trouble.tsv "$tmp/rows" >"$tmp/troubles"
of thing.tsv "$tmp/rows" >"$tmp/things"
like "what the reader sees and no pattern says is proposed: not received" "$(cut -f1,2 "$tmp/troubles")" $'NOT .*arriv.*\tnotreceived'
like "charged for" "$(cut -f1,2 "$tmp/troubles")" $'^charged( .*)?\tcharged$'
like "a noun that carries troubles is proposed as a thing" "$(cut -f1-3 "$tmp/things")" $'^samovar\tsamovar\tsamovar$'
is "every row has a class, two examples, support of as many people, and a share" \
    "$(awk -F '\t' 'NF != 11 || $2 == "" || $4 == "" || $5 == "" || $7 < 3 || $8 < 3 || $9 < 0.4 || $9 > 1 || $11 < 1' "$tmp/troubles")" ""
is "rows come by what they gain" "$(cut -f11 "$tmp/troubles")" "$(cut -f11 "$tmp/troubles" | sort -gr)"
is "examples show no personal data" "$(grep -cE 'ann@example|Ann Example' "$tmp/rows")" 0

# Accepted as they are, the rows pass the check, and there is nothing more to say.
mkdir -p "$tmp/accepted/en"
for entry in "$lists"/*; do [ "${entry##*/}" = en ] || ln -s "$(readlink -f "$entry")" "$tmp/accepted/"; done
for entry in "$lists"/en/*; do [ "${entry##*/}" = trouble.tsv ] || [ "${entry##*/}" = thing.tsv ] || ln -s "$(readlink -f "$entry")" "$tmp/accepted/en/"; done
{ cat "$lists/en/trouble.tsv"; cut -f1-5 "$tmp/troubles"; } >"$tmp/accepted/en/trouble.tsv"
{ cat lexicons/en/thing.tsv; cut -f1-5 "$tmp/things"; } >"$tmp/accepted/en/thing.tsv"
mkdir -p "$tmp/own/en" && cp "$tmp/accepted/en/trouble.tsv" "$tmp/accepted/en/thing.tsv" "$tmp/own/en/"
check "rows that were pasted pass the check" "$gripe" lexicon check -q "$tmp/own"
check "each of them fires in the mentions" bash -c "! '$gripe' lexicon check -q '$tmp/own' '$tmp/mentions.ndjson' | grep -F never_fired | grep -qvE 'glow|soaked|thing.tsv'"
"$gripe" lexicon suggest -q --trouble --lexicons "$tmp/accepted" "$tmp/mentions.ndjson" >"$tmp/again"
is "what was accepted is not proposed again" "$(of trouble.tsv "$tmp/again" | cut -f1 | grep -Fxf <(cut -f1 "$tmp/troubles"); of thing.tsv "$tmp/again" | cut -f1 | grep -x samovar)" ""

sort -r "$tmp/mentions.ndjson" | propose --trouble - >"$tmp/reversed"
same "the order of mentions does not matter, nor by which door they come" "$tmp/rows" "$tmp/reversed"
mkdir "$tmp/run" && cp "$tmp/mentions.ndjson" "$tmp/run/"
propose --trouble "$tmp/run" >"$tmp/of_run"
same "a run folder is read by its mentions" "$tmp/rows" "$tmp/of_run"
is "no row without support" "$(propose --trouble --least 60 "$tmp/mentions.ndjson" | grep -vc '^#')" 0
sed 's/"person":"p[0-9]*"/"person":"p0"/' "$tmp/mentions.ndjson" >"$tmp/one"
is "one person's contacts are no support" "$(propose --trouble "$tmp/one" | of trouble.tsv /dev/stdin | wc -l)" 0
is "as many rows as are asked for, the best" "$(propose --trouble --most 1 "$tmp/mentions.ndjson" | of trouble.tsv /dev/stdin | cut -f1)" "$(head -1 "$tmp/troubles" | cut -f1)"
is "JSON says the same" "$(propose --trouble --json "$tmp/mentions.ndjson" | jq -r '.troubles[] | [.pattern, .class, .flags, .fires_in, .not_in, .contacts, .new, .people] | map(tostring) | join("\t")')" "$(cut -f1-8 "$tmp/troubles")"

propose "$tmp/mentions.ndjson" >"$tmp/moods"
like "a word of low scores that is in no list is bad" "$(of sentiment.tsv "$tmp/moods" | cut -f1,2)" $'^lousy\t-[0-9.]+$'
like "a word of high scores that is in no list is good" "$(of sentiment.tsv "$tmp/moods" | cut -f1,2)" $'^charming\t[0-9.]+$'
is "a word that a list has is not proposed, nor one of both sides" "$(of sentiment.tsv "$tmp/moods" | cut -f1 | grep -wE 'lovely|broken|parcel|monday|met')" ""
is "the shipped lists have these words, so nothing is proposed with them" "$("$gripe" lexicon suggest -q "$tmp/mentions.ndjson" | cut -f1 | grep -E 'lousy|charming')" ""

refused() { # NAME STATUS PATTERN ARGS...
    local name=$1 status=$2 pattern=$3 text got
    shift 3
    text=$("$gripe" lexicon "$@" 2>&1 >/dev/null)
    got=$?
    is "$name: exit status" "$got" "$status"
    like "$name: message" "$text" "$pattern"
}
jq -c 'del(.score)' "$tmp/mentions.ndjson" >"$tmp/unscored"
refused "no scores" 3 "20 of each are wanted" suggest "$tmp/unscored"
refused "no mentions" 2 "which mentions" suggest --trouble
refused "a language that nobody writes" 3 "no mentions of language xx" suggest --trouble --lang xx "$tmp/mentions.ndjson"
refused "a file that is no stream of mentions" 3 "reviews.csv:1" suggest --trouble samples/inbox/reviews.csv
refused "a file that is not there" 4 "nowhere" suggest --trouble "$tmp/nowhere"
refused "neither check nor suggest" 2 "check or suggest" samples
printf 'lamp\tnonsense\t\ta\tb\n' >>"$tmp/own/en/trouble.tsv"
cp "$tmp/own/en/trouble.tsv" "$tmp/accepted/en/trouble.tsv"
refused "a list with a mistake" 3 "trouble.tsv.*no class is called" suggest --trouble --lexicons "$tmp/accepted" "$tmp/mentions.ndjson"
