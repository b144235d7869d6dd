#!/usr/bin/env bash
# A ledger on a run of the samples: what check says is what a run with it counts; apply gives what assigning gives; nothing it says depends on the
# ledger that the run was made with.
. "$(dirname "$0")/../tap.sh"
cd "$root" || exit 1
head -c 32 /dev/zero | tr '\0' 'k' >"$tmp/key"
chmod 600 "$tmp/key"
run() { "$gripe" run -q --key "$tmp/key" "$@" samples/inbox >/dev/null 2>&1; }
run --out "$tmp/plain"
topic=$(jq -r 'select(.table == "pain") | .theme' "$tmp/plain/themes.ndjson" | head -2)
{
    printf 'merge\trefund\tcharged\nsplit\tcharged\ttwice|second\tcharged.twice\tCharged twice\nsplit\tcrash.app\tupdate\tcrash.update\tApp crashes after an update\n'
    printf 'pin\tnoanswer\tnobody answers\nrename\tlate.delivery\tLate again\nmute\tfoodbad\tknown\nowner\tcharged.twice\tBilling\njourney\tlogin\taccount\n'
    printf 'action\tlate.delivery\t2025-04-01\tNew courier\t-30 %%\n'
    printf 'merge\t%s\t%s\n' $topic # two words
} >"$tmp/ledger.tsv"
run --ledger "$tmp/ledger.tsv" --out "$tmp/decided"
"$gripe" ledger check --json "$tmp/ledger.tsv" "$tmp/plain" >"$tmp/check.json"
is "a sound ledger has status 0 and no notes" "$? $(jq '[.edits[].notes[]] | length' "$tmp/check.json")" "0 0"
counts() { cat "$1/issues.ndjson" "$1/themes.ndjson" | jq -c 'select(.contacts and .table != "unassigned") | {key: (.issue // .theme), value: .contacts}' | jq -sc from_entries; }
is "what check says of each issue and topic is what the two runs count" \
    "$(jq -c --argjson a "$(counts "$tmp/plain")" --argjson b "$(counts "$tmp/decided")" '[.changed[] | [.id, .before, .after]]' "$tmp/check.json")" \
    "$(jq -nc --argjson a "$(counts "$tmp/plain")" --argjson b "$(counts "$tmp/decided")" '[($a + $b) | keys[] | [., ($a[.] // 0), ($b[.] // 0)] | select(.[1] != .[2])]')"
is "it says of something, not of nothing" "$(jq '[.changed[].id] | length >= 6' "$tmp/check.json")" true
is "what moves by each line is what the mentions say" "$(jq -c '[.edits[] | select(.edit == "merge" or .edit == "split" or .edit == "pin") | [.line, .contacts]]' "$tmp/check.json")" \
    "$(jq -c 'select(.ledger) | .contact as $c | .senders as $s | .ledger.lines[] | [., $c, ($s // 1)]' "$tmp/decided/mentions.ndjson" | sort -u | jq -sc 'group_by(.[0]) | map([.[0][0], (map(.[2]) | add)])')"
"$gripe" ledger check --json "$tmp/ledger.tsv" "$tmp/decided" | jq -c 'del(.changed[].label)' >"$tmp/again.json"
is "the same of the run that was made with it" "$(cat "$tmp/again.json")" "$(jq -c 'del(.changed[].label)' "$tmp/check.json")"

"$gripe" ledger apply "$tmp/ledger.tsv" "$tmp/plain/mentions.ndjson" >"$tmp/applied"
same "apply gives the bytes of a run with the ledger" "$tmp/applied" "$tmp/decided/mentions.ndjson"
"$gripe" ledger apply "$tmp/ledger.tsv" <"$tmp/decided/mentions.ndjson" -o "$tmp/twice"
same "applied to what it edited, the same bytes" "$tmp/twice" "$tmp/decided/mentions.ndjson"
: >"$tmp/empty.tsv"
"$gripe" ledger apply "$tmp/empty.tsv" "$tmp/decided/mentions.ndjson" >"$tmp/back"
same "with an empty ledger it is as the model left it" "$tmp/back" "$tmp/plain/mentions.ndjson"
sort -R --random-source=<(yes) "$tmp/plain/mentions.ndjson" | "$gripe" ledger apply "$tmp/ledger.tsv" | sort >"$tmp/shuffled"
same "the order of mentions changes none of them" "$tmp/shuffled" <(sort "$tmp/applied")
is "contacts.ndjson has the issues as decided" "$(jq -r '.issues[]' "$tmp/decided/contacts.ndjson" | sort | uniq -c | awk '$2 == "charged.twice" || $2 == "refund" {print $2, $1}')" \
    "charged.twice $(jq -r 'select(.issue == "charged.twice") | .contact' "$tmp/decided/mentions.ndjson" | sort -u | wc -l)"

"$gripe" ledger suggest "$tmp/plain" >"$tmp/suggested.tsv"
check "what is suggested is a ledger, and has nothing wrong" "$gripe" ledger check "$tmp/suggested.tsv" "$tmp/plain"
is "each line has a comment that says why" "$(grep -c '^# ' "$tmp/suggested.tsv")" "$(grep -vc '^#' "$tmp/suggested.tsv")"
is "only a run with mentions can be looked at" "$("$gripe" ledger suggest "$tmp/nowhere" 2>/dev/null; echo $?)" 4
head -3 "$tmp/plain/mentions.ndjson" >"$tmp/cut"
printf '{"contact":"x"' >>"$tmp/cut"
"$gripe" ledger apply "$tmp/ledger.tsv" "$tmp/cut" -o "$tmp/none" 2>"$tmp/err"
is "a damaged line ends apply, with its place, and nothing is written" "$? $(grep -c 'cut:4: ' "$tmp/err") $(find "$tmp" -name 'none*' | wc -l)" "3 1 0"
for stage in learn assign rank; do
    is "$stage tells a bad line with file and line" "$(printf 'merge\tlate\n' >"$tmp/bad.tsv"; "$gripe" $stage -q $([ $stage = learn ] && echo "-o $tmp/model" || echo "--model $tmp/plain/model") --ledger "$tmp/bad.tsv" "$tmp/plain/mentions.ndjson" 2>&1 >/dev/null | sed "s#$tmp/##")" \
        "gripe $stage: bad.tsv:1: merge ID INTO is wanted, cells by tab"
done

# Cut into parts and merged, what the ledger moved and named is the same.
rank() { "$gripe" rank -q --model "$tmp/plain/model" "$@"; }
rank --ledger "$tmp/ledger.tsv" "$tmp/applied" >"$tmp/whole"
split -n r/3 "$tmp/applied" "$tmp/part."
for part in "$tmp"/part.a?; do rank --partial "$part" >"$part.rank"; done
rank --merge --ledger "$tmp/ledger.tsv" "$tmp"/part.a?.rank >"$tmp/merged"
same "with a ledger, partial results merge to the bytes of the whole" "$tmp/merged" "$tmp/whole"

# What why says is what a run with the ledger counts.
jq -r 'select(.ledger) | .contact' "$tmp/applied" | uniq | head -25 | while read -r one; do
    "$gripe" why --run "$tmp/plain" --ledger "$tmp/ledger.tsv" --json "$one" | jq -c --arg one "$one" '.mentions[] | [$one, .n, .ledger.issue.id // .issue.id // null, [.ledger.edits[]?.line]]'
done >"$tmp/why"
jq -c --slurpfile why "$tmp/why" 'select([.contact] | inside([$why[][0]])) | [.contact, .n, .issue // null, .ledger.lines // []]' "$tmp/applied" >"$tmp/assigned"
same "for 25 contacts why and assign agree on what the ledger changed, and by which lines" "$tmp/why" "$tmp/assigned"
like "the line that decided is told with what it says" "$("$gripe" why --run "$tmp/plain" --ledger "$tmp/ledger.tsv" --text "The app crashes since the update.")" \
    "^  ledger     by ledger line 3: split of “update” from crash\.app into crash\.update; counted for the issue App crashes after an update \(crash\.update\)$"
is "a run folder's own ledger is heeded, and told for programs" "$("$gripe" why --run "$tmp/decided" --json --text "Nobody answers." | jq -c '.mentions[0].ledger | [.edits[0].line, .edits[0].edit, .issue.id]')" \
    '[4,"pin","noanswer"]'
