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

