#!/usr/bin/env bash
# Learning and assigning from the command line: same bytes however the input comes, the older model kept.
. "$(dirname "$0")/../tap.sh"
cd "$root" || exit 1
awk -F'\t' '{printf "{\"id\":\"c%03d\",\"lang\":\"en\",\"text\":\"%s\"}\n", NR, $2}' tests/reference/theme/corpus.tsv >"$tmp/contacts"
"$gripe" split -q "$tmp/contacts" >"$tmp/mentions"

"$gripe" learn -o "$tmp/a" --threads 1 "$tmp/mentions" 2>"$tmp/said"
like "learn says how many themes there are and names the grain" "$(cat "$tmp/said")" '^[0-9]+ themes, [0-9]+ sub-themes \(grain: default\) from [0-9]+ distinct mentions of 336 contacts'
awk '{print (NR * 7919) % 997 "\t" $0}' "$tmp/mentions" | sort -n | cut -f2- >"$tmp/shuffled"
"$gripe" learn -q -o "$tmp/b" --threads 3 "$tmp/shuffled"
same "shuffled input and three threads give the same model" "$tmp/a/model.bin" "$tmp/b/model.bin"
same "and the same themes" "$tmp/a/themes.tsv" "$tmp/b/themes.tsv"

"$gripe" assign -q --model "$tmp/a" "$tmp/mentions" >"$tmp/assigned"
is "every mention has a theme or a reason" "$(jq -c 'select((.theme == null) == (.unassigned == null))' "$tmp/assigned" | wc -l)" 0
is "themes of mentions are themes of the model" "$(jq -r '.theme // empty' "$tmp/assigned" | sort -u | comm -23 - <(grep -v '^#' "$tmp/a/themes.tsv" | cut -f1 | sort))" ""
is "sub-themes belong to their theme" "$(jq -r 'select(.sub) | .sub + "\t" + .theme' "$tmp/assigned" | sort -u | comm -23 - <(grep -v '^#' "$tmp/a/themes.tsv" | cut -f1,2 | sort))" ""
"$gripe" assign -q --model "$tmp/a" --threads 3 "$tmp/mentions" >"$tmp/again"
same "threads change nothing in assigning" "$tmp/assigned" "$tmp/again"
jq -c 'select(.n == 0) | {contact: ("hand-" + .contact), n: 0, text}' "$tmp/assigned" | head -40 >"$tmp/lines"
while read -r line; do "$gripe" assign -q --model "$tmp/a" <<<"$line"; done <"$tmp/lines" | jq -c '[.text, .theme, .sub]' | sort -u >"$tmp/by_hand"
is "one line by hand gets what the whole run gave it" "$(jq -c '[.text, .theme, .sub]' "$tmp/assigned" | sort -u | comm -13 - "$tmp/by_hand")" ""
check "and most of it is a theme" test "$(grep -c "\"t" "$tmp/by_hand")" -ge 30

"$gripe" learn --from "$tmp/a" -o "$tmp/c" "$tmp/mentions" 2>"$tmp/said"
like "relearning the same keeps all ids" "$(cat "$tmp/said")" "$(grep -c '^t' "$tmp/a/themes.tsv") of $(grep -c '^t' "$tmp/a/themes.tsv") themes keep their id"

# Six texts of one topic in a contact, or six in whatever order: a story, or a review that weighs six things.
by_six() { awk -F'\t' '{printf "{\"contact\":\"c%03d\",\"n\":%d,\"lang\":\"en\",\"text\":\"%s\"}\n", int((NR - 1) / 6), (NR - 1) % 6, $NF}'; }
by_six <tests/reference/theme/corpus.tsv >"$tmp/stories"
awk '{print (NR * 7919) % 997 "\t" $0}' tests/reference/theme/corpus.tsv | sort -n | by_six >"$tmp/mixed"
"$gripe" learn -o "$tmp/story" "$tmp/stories" 2>"$tmp/said"
like "contacts that tell one story each are told" "$(cat "$tmp/said")" 'long contacts that tell one story each'
like "and the model says so beside its grain" "$(head -1 "$tmp/story/themes.tsv")" 'grain: default, each contact one story\.'
"$gripe" learn -q --one-topic -o "$tmp/forced" "$tmp/stories"
same "which is what --one-topic gives" "$tmp/story/model.bin" "$tmp/forced/model.bin"
"$gripe" learn --many-topics -o "$tmp/plain" "$tmp/stories" 2>"$tmp/said"
is "--many-topics forbids it" "$(grep -c story "$tmp/said" "$tmp/plain/themes.tsv" | cut -d: -f2 | paste -sd' ')" "0 0"
"$gripe" learn -o "$tmp/review" "$tmp/mixed" 2>"$tmp/said"
is "contacts of many topics are long as well, and no stories" "$(grep -c story "$tmp/said" "$tmp/review/themes.tsv" | cut -d: -f2 | paste -sd' ')" "0 0"
