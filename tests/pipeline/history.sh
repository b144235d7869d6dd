#!/usr/bin/env bash
# The store while another program holds it.
. "$(dirname "$0")/../tap.sh"
command -v sqlite3 >/dev/null || { skip "needs sqlite3"; exit 0; }
echo '{"theme":"t1","table":"pain","rank":1,"label":"Late delivery","contacts":12}' >"$tmp/themes.ndjson"
keep() { "$gripe" history -q --store "$tmp/runs.db" "$@"; }
check "a run is kept" keep "$tmp/themes.ndjson"
before=$(sha256sum <"$tmp/runs.db")
check "the same run again succeeds" keep "$tmp/themes.ndjson"
is "and leaves every byte of the store" "$(sha256sum <"$tmp/runs.db")" "$before"
(
    echo 'BEGIN EXCLUSIVE;'
    sleep 4
) | sqlite3 "$tmp/runs.db" &
sleep 0.5
keep --wait 1 "$tmp/themes.ndjson" 2>"$tmp/err"
is "a locked store says: try again" "$?" 75
wait
