#!/usr/bin/env bash
# The plans that ship do what they say: learn once, then assign night after night, then learn again and keep the themes' ids.
. "$(dirname "$0")/../tap.sh"
cd "$root" || exit 1
check "the biweekly plan learns" "$gripe" run -q --plan pipeline/plans/biweekly.plan --out "$tmp/first" samples/inbox
check "the nightly plan assigns to its themes" "$gripe" run -q --plan pipeline/plans/nightly.plan --model "$tmp/first/model" --store "$tmp/runs.db" --out "$tmp/night" samples/inbox/survey.csv
known=$(cut -f1 "$tmp/first/model/themes.tsv" | grep -v '^#' | sort)
used=$(jq -r 'select(.theme) | .theme' "$tmp/night/themes.ndjson" | sort -u)
is "a night names known themes alone" "$(comm -13 <(echo "$known") <(echo "$used") | wc -l)" 0
like "and at least three of them" "$(wc -l <<<"$used")" '^ *([3-9]|[1-9][0-9])$'
check "the same night again changes nothing in the store" "$gripe" run -q --plan pipeline/plans/nightly.plan --model "$tmp/first/model" --store "$tmp/runs.db" --out "$tmp/night" samples/inbox/survey.csv
is "one run is kept" "$(python3 -c 'import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute("SELECT count(*) FROM run").fetchone()[0])' "$tmp/runs.db")" 1
check "learning again starts from the old model" "$gripe" run -q --plan pipeline/plans/biweekly.plan --from "$tmp/first/model" --out "$tmp/second" samples/inbox
again=$(cut -f1 "$tmp/second/model/themes.tsv" | grep '^t' | sort)
is "the same contacts keep every theme's id" "$(comm -3 <(grep '^t' <<<"$known") <(echo "$again") | wc -l)" 0
one=$(jq -c 'select(.id == "S-001") | .theme' "$tmp/first/contacts.ndjson")
is "a contact by night has the theme that learning gave it" "$(jq -c 'select(.id == "S-001") | .theme' "$tmp/night/contacts.ndjson")" "$one"
