#!/usr/bin/env bash
# The store: a run is kept once and whole; a locked, foreign or later store is told apart.
. "$(dirname "$0")/../tap.sh"
command -v sqlite3 >/dev/null || { skip "needs sqlite3"; exit 0; }
cat >"$tmp/themes.ndjson" <<'NDJSON'
{"theme":"t1","table":"pain","rank":1,"label":"Late delivery","contacts":12,"share":0.6,"last_seen":"2025-04-03T10:00:00Z"}
{"theme":"t2","table":"pain","rank":2,"label":"App's crash","contacts":5,"share":0.25,"last_seen":"2025-04-30T10:00:00Z"}
NDJSON
echo '{"headline":"2 of 2 issues"}' >"$tmp/summary.json"
keep() { "$gripe" history -q --store "$tmp/runs.db" --summary "$tmp/summary.json" "$@"; }
ask() { sqlite3 "$tmp/runs.db" "$1"; }
check "a run is kept" keep "$tmp/themes.ndjson"
is "with its headline and how far it reaches" "$(ask 'SELECT number, headline, until FROM run')" "1|2 of 2 issues|2025-04-30T10:00:00Z"
is "and its themes in order" "$(ask 'SELECT n, theme, label, contacts, share FROM theme ORDER BY n' | tr '\n' ' ')" "0|t1|Late delivery|12|0.6 1|t2|App's crash|5|0.25 "
before=$(sha256sum <"$tmp/runs.db")
check "the same run again succeeds" keep "$tmp/themes.ndjson"
is "and changes nothing" "$(ask 'SELECT count(*) FROM run; SELECT count(*) FROM theme' | tr '\n' ' ')" "1 2 "
sed 's/"contacts":12/"contacts":13/' "$tmp/themes.ndjson" >"$tmp/next.ndjson"
check "another run is kept beside it" keep "$tmp/next.ndjson"
is "with the next number" "$(ask 'SELECT max(number) FROM run')" 2
keep "$tmp/missing.ndjson" 2>/dev/null
is "a run that cannot be read leaves the store as it was" "$? $(ask 'SELECT count(*) FROM run')" "4 2"
{ cat "$tmp/next.ndjson"; printf 'no JSON\n[1]\n{"theme":"\xff"}\n{"theme":"t3","label":"New","contacts":1}\n'; } >"$tmp/bad.ndjson"
check "lines that are no JSON objects do not end a run" keep --max-rejects 0.9 --rejects "$tmp/rejects" "$tmp/bad.ndjson"
is "they are set aside with their line" "$(jq -r '"\(.line) \(.reason)"' "$tmp/rejects" | tr '\n' ',')" \
    "3 not a JSON object,4 not a JSON object,5 not a JSON object,"
is "and the others are kept" "$(ask 'SELECT count(*), max(theme) FROM theme WHERE run = (SELECT id FROM run WHERE number = 3)')" "3|t3"
"$gripe" history -q "$tmp/themes.ndjson" 2>/dev/null
is "without --store it is a usage error" "$?" 2
head -c 8192 /dev/urandom >"$tmp/noise.db"
"$gripe" history -q --store "$tmp/noise.db" "$tmp/themes.ndjson" 2>"$tmp/err"
is "a file that is no store is bad data" "$?" 3
like "and is named" "$(cat "$tmp/err")" 'noise\.db'
sqlite3 "$tmp/later.db" 'PRAGMA user_version = 99'
"$gripe" history -q --store "$tmp/later.db" "$tmp/themes.ndjson" 2>"$tmp/err"
is "a later schema is refused by its number" "$? $(grep -c 'version 99' "$tmp/err")" "3 1"
(
    echo 'BEGIN EXCLUSIVE;'
    sleep 4
) | sqlite3 "$tmp/runs.db" &
sleep 0.5
keep --wait 1 "$tmp/themes.ndjson" 2>"$tmp/err"
is "a locked store says: try again" "$?" 75
wait
