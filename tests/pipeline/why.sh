#!/usr/bin/env bash
# gripe why on a model learnt from the samples.
. "$(dirname "$0")/../tap.sh"
cd "$root" || exit 1
printf 'read\nclean\nsplit\nstem\ntag\nlearn\nassign\n' >"$tmp/plan"
check "a model is learnt from the samples" "$gripe" run -q --plan "$tmp/plan" --out "$tmp/run" samples/inbox

out=$("$gripe" why --run "$tmp/run" --text "I was charged twice this month.")
like "a text gets the theme that its neighbours vote for" "$out" "^  theme      Charged twice \(t[0-9a-f]+\), fit 0\.[0-9]+"
like "the words are told with their share of the meaning" "$out" "^    twice +[0-9.]+ % +[0-9.]+ +[0-9.]+ %"
like "the nearest mentions are told with similarity, theme and contact" "$out" "^    0\.[0-9]{2}  Charged twice  \(.+#[0-9]+\)"
like "a mention that matches nothing is told why, with the figures" "$("$gripe" why --run "$tmp/run" --text "zzxqy wvvq pflorm grusk")" "^  theme      none: .*[0-9]\.[0-9]{2}"

id=$(head -1 "$tmp/run/mentions.ndjson" | jq -r .contact)
json=$("$gripe" why --run "$tmp/run" --json "$id")
is "every mention of the contact is answered" "$(jq '.mentions | length' <<<"$json")" "$(jq -c --arg id "$id" 'select(.contact == $id)' "$tmp/run/mentions.ndjson" | wc -l)"
is "the answer is the theme that the run gave" "$(jq -c '[.mentions[] | .theme.id // null]' <<<"$json")" \
    "$(jq -sc --arg id "$id" '[.[] | select(.contact == $id) | .theme // null]' "$tmp/run/mentions.ndjson")"
# The same for every contact, mentions in order: what why says is what assign did.
jq -r .contact "$tmp/run/mentions.ndjson" | uniq | head -25 | while read -r one; do "$gripe" why --run "$tmp/run" --json "$one" | jq -c '.mentions[] | [.n, .theme.id // null, .sub.id // null]'; done >"$tmp/why"
jq -c '[.n, .theme // null, .sub // null]' "$tmp/run/mentions.ndjson" | head -n "$(wc -l <"$tmp/why")" >"$tmp/assigned"
same "for 25 contacts why and assign agree on theme and sub-theme" "$tmp/why" "$tmp/assigned"
is "words share all of the meaning" "$(jq '[.mentions[0].words[].meaning] | add | . * 100 | round' <<<"$json")" 100
is "similarities fall" "$(jq '[.mentions[0].nearest[].similarity] | . == (sort | reverse)' <<<"$json")" true
is "one mention of a contact can be asked for" "$("$gripe" why --run "$tmp/run" --json "$id#0" | jq -c '[.mentions[].n]')" "[0]"
"$gripe" why --model "$tmp/run/model" "$id" "$tmp/run/mentions.ndjson" >"$tmp/a"
"$gripe" why --run "$tmp/run" "$id" >"$tmp/b"
same "a model and a file of mentions answer as the run folder does" "$tmp/a" "$tmp/b"

# Issues: the same for every contact, and what found a trouble can be looked up.
jq -r .contact "$tmp/run/mentions.ndjson" | uniq | head -25 | while read -r one; do "$gripe" why --run "$tmp/run" --json "$one" | jq -c '.mentions[] | [.n, .states, .issue.id // null]'; done >"$tmp/why"
jq -c '[.n, .states // "", .issue // null]' "$tmp/run/mentions.ndjson" | head -n "$(wc -l <"$tmp/why")" >"$tmp/assigned"
same "for 25 contacts why and assign agree on what is stated and on the issue" "$tmp/why" "$tmp/assigned"
jq -r .contact "$tmp/run/mentions.ndjson" | uniq | head -25 | while read -r one; do "$gripe" why --run "$tmp/run" --json "$one"; done | jq -c '.mentions[].troubles[]' >"$tmp/troubles"
is "a pattern's line of its file is that pattern" "$(jq -r 'select(.pattern) | [.pattern.file, .pattern.line, .pattern.text] | @tsv' "$tmp/troubles" | sort -u |
    while IFS=$'\t' read -r file line text; do [ "$(sed -n "${line}p" "lexicons/$file" | cut -f1)" = "$text" ] || echo "$file:$line $text"; done)" ""
is "every pattern that tagging matched is found again" "$(jq -c 'select(.by != "reader" and .pattern == null)' "$tmp/troubles")" ""
is "the words that fired the reader: the first is the evidence, shares fall" \
    "$(jq -c 'select(.by == "reader" and .reader) | select(.reader.words[0].span != .span or ([.reader.words[].share] | . != (sort | reverse)))' "$tmp/troubles")" ""
is "the reader's own probability is the one tagging wrote" "$(jq -c 'select(.by == "reader" and .reader and .reader.p != .p)' "$tmp/troubles")" ""
"$gripe" why --model "$tmp/run/model" "$id" "$tmp/run/mentions.ndjson" >"$tmp/a"
jq -c 'del(.trouble, .signals, .states, .issue)' "$tmp/run/mentions.ndjson" | "$gripe" why --model "$tmp/run/model" "$id" /dev/stdin >"$tmp/b"
same "mentions without tags are tagged first" "$tmp/a" "$tmp/b"

# A model whose issues are made here, and no reader: answers to the letter.
model=$tmp/made lists=$tmp/lexicons
mkdir "$lists"
for entry in "$root"/lexicons/*; do [ "${entry##*/}" = reader.bin ] || ln -s "$entry" "$lists/"; done
cp -R "$tmp/run/model" "$model"
printf '%s\t%s\t%s\t%s\n' lost.bag pain 'Bag lost or missing' 12 >"$model/issues.tsv"
printf '%s\t%s\t%s\t%s\n' lost bag 12 lost.bag late flight 2 '' >"$model/issue_pairs.tsv"
printf '%s\t%s\t%s\t%s\t%s\n' bag bag '' 12 '' flight flight '' 20 subject acme acme '' 9 brand >"$model/issue_things.tsv"
printf '%s\t%s\t%s\n' lost 12 1000 late 2 1000 stated 30 service lang 0 en >"$model/issue_classes.tsv"
ask() { "$gripe" why --model "$model" --lexicons "$lists" "$@"; }
out=$(ask --text "You lost my bag.")
line=$(ask --json --text "You lost my bag." | jq -r '.mentions[0].troubles[0].pattern.line')
like "a text given by hand is tagged: what it states" "$out" "^  states     problem; the reader gives all troubles 0\.000"
like "the trouble, its probabilities, its words with their bytes, the pattern with its file and line" "$out" \
    "^    lost +0\.600  0\.600  “lost my bag” \[4, 15\): pattern “lost my.*” \(en/trouble\.tsv:$line\)$"
like "the thing that was chosen, with its score" "$out" "^  thing      bag \(2\.[0-9]+, 0 words off\)$"
like "the issue with its label" "$out" "^  issue      Bag lost or missing \(lost\.bag\), pain, 12 contacts of those that learnt$"
like "a thing that was passed over, one that is said everywhere" "$(ask --text "You lost my bag on the flight.")" "^  thing      bag \(.*; passed over: flight \(-[0-9.]+, 2 words off, said everywhere\)$"
is "spans are bytes of the whole text" "$(ask --json --text "Très bien. You lost my bag." | jq -c '[.mentions[] | .troubles[] | select(.class == "lost") | .span]')" "[[16,27]]"
none() { jq -r '[.mentions[] | .none // .issue.id] | join(" ")'; }
is "no issue: below the floor" "$(ask --json --text "The flight was late." | none)" below_floor
is "no issue: a single word" "$(ask --json --text "Delayed" | none)" one_word
is "no issue: nothing found" "$(ask --json --text "We sat by the window." | none)" no_trouble
like "no issue: praise" "$(ask --text "The crew was excellent and very friendly.")" "^  issue      none: "
scored() { jq -nc --argjson score "$1" '{contact: "a", n: 0, span: [0, 15], text: "You lost my bag", score: $score, scale: "stars5", lang: "en"}' | ask --json a /dev/stdin | none; }
is "no issue: a top score" "$(scored 1) $(scored 5)" "lost.bag top_score"
story() { for n in $(seq 0 12); do jq -nc --argjson n "$n" --arg text "$([ "$n" -lt "$1" ] && echo 'You lost my bag' || echo 'My flight was late')" '{contact: "a", n: $n, span: [0, ($text | length)], text: $text, lang: "en"}'; done | ask --json a /dev/stdin | none; }
printf '%s\t%s\t%s\t%s\n' lost.bag pain 'Bag lost or missing' 12 late.flight pain 'Flight late' 6 >"$model/issues.tsv"
printf '%s\t%s\t%s\t%s\n' lost bag 12 lost.bag late flight 6 late.flight >"$model/issue_pairs.tsv"
is "no issue: a long story of something else" "$(story 4 | tr ' ' '\n' | sort | uniq -c | xargs)" "9 late.flight 4 narrative"
rm "$model"/issue*.tsv
is "a model from before there were issues tells troubles alone" "$(ask --json --text "You lost my bag." | jq -c '.mentions[0] | [.troubles[0].class, has("states"), has("issue")]')" '["lost",false,false]'

refused() { # NAME STATUS PATTERN ARGS...
    local name=$1 status=$2 pattern=$3 text got
    shift 3
    text=$("$gripe" why "$@" 2>&1 >/dev/null)
    got=$?
    is "$name: exit status" "$got" "$status"
    like "$name: message" "$text" "$pattern"
}
refused "an unknown contact" 3 "no contact nobody-0 in" --run "$tmp/run" nobody-0
refused "an unknown mention" 3 "has no mention 999" --run "$tmp/run" "$id#999"
refused "no model" 2 "which model" "$id"
refused "no question" 2 "one ID is wanted" --run "$tmp/run"
refused "a folder without a model" 4 "gripe why: .*nowhere" --model "$tmp/nowhere" "$id"
