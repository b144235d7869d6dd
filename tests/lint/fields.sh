#!/usr/bin/env bash
# Every member of a theme record, of the summary and of a book is one row of a table: the manual page and the JSON Schema say the same, and what runs
# write is what the rows say. UPDATE=1 writes page and schema.
. "$(dirname "$0")/../tap.sh"
cd "$root" || exit 1
rows=$tmp/rows.tsv
"$GRIPE_BUILD/tests/test_fields" rows >"$rows"
[ -z "${UPDATE:-}" ] || python3 tests/lint/fields.py update "$rows"
is "gripe-record(5) and the schema say what the rows of the tables say" "$(python3 tests/lint/fields.py check "$rows" 2>&1)" ""

# A run in which all members occur: money, owners and actions too, and a thing with three issues.
"$gripe" run -q --now 2025-05-01T00:00:00Z --customers samples/customers.csv --costs samples/costs.tsv --out "$tmp/run" samples/inbox >/dev/null 2>&1
jq -r 'select(.table == "pain") | ["action", .theme, "2025-04-01", "A fix", "-30 %"] | @tsv' "$tmp/run/themes.ndjson" >"$tmp/ledger.tsv"
jq -r 'select(.table == "pain") | .issue' "$tmp/run/issues.ndjson" | awk 'NR == 1 {print "rename\t" $1 "\tOur name"} NR == 3 {print "mute\t" $1}' >>"$tmp/ledger.tsv"
"$gripe" rank -q --now 2025-05-01T00:00:00Z --costs samples/costs.tsv --ledger "$tmp/ledger.tsv" --model "$tmp/run/model" --summary "$tmp/summary.json" \
    <(sed 's/"issue":"crash.app"/"issue":"broken.delivery"/; s/"issue":"notreceived.courier"/"issue":"lost.delivery"/' "$tmp/run/mentions.ndjson") >"$tmp/themes.ndjson"
valid() { python3 tests/lint/fields.py valid "$1" "$rows" 2>&1 | head -5; }
is "theme records are as the schema says" "$(valid theme <"$tmp/themes.ndjson")" ""
is "so are those of contacts without a theme" "$(jq -c 'select(.table == "unassigned")' "$tmp/themes.ndjson" | valid unassigned)" ""
is "so is the summary" "$(valid summary <"$tmp/summary.json")" ""
is "so are the books" "$(cat "$tmp"/run/books/*.json | valid book)" ""
is "a member of the wrong type and one without a row are told" "$(head -1 "$tmp/themes.ndjson" | jq -c '.label = 7 | .new_member = 1' | valid theme | tr '\n' ' ')" \
    "line 1.label: not string line 1: new_member has no row "
is "every member of a theme is written by that run" "$(python3 tests/lint/fields.py seen theme "$rows" <"$tmp/themes.ndjson")" ""
is "every member of the summary is" "$(python3 tests/lint/fields.py seen summary "$rows" <"$tmp/summary.json")" ""
is "the stages of the funnel are those whose books have a place in it" \
    "$(jq -rs 'map(select(.funnel)) | sort_by(.funnel) | map("\(.funnel)-\(.stage)") | join(" ")' "$tmp"/run/books/*.json)" \
    "$(grep -lE '\.funnel = [0-9]' stages/[0-9]*/*.c | sed -E 's|stages/([^/]*)/.*|\1|' | sort | tr '\n' ' ' | sed 's/ $//')"
