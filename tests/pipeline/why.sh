#!/usr/bin/env bash
# gripe why on a model learnt from the samples.
. "$(dirname "$0")/../tap.sh"
cd "$root" || exit 1
printf 'read\nclean\nsplit\nstem\nlearn\nassign\n' >"$tmp/plan"
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
