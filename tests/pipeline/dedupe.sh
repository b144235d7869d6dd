#!/usr/bin/env bash
# dedupe as a filter: what its output and its groups look like, the options' limits, balanced books, and temporary files that cannot be written.
. "$(dirname "$0")/../tap.sh"
cat >"$tmp/in" <<'IN'
{"id":"3","time":"2025-03-03T00:00:00Z","person":"b","text":"The app is down again."}
{"id":"1","time":"2025-03-01T00:00:00Z","person":"a","text":"The app is down again!"}
{"id":"2","time":"2025-03-02T00:00:00Z","person":"a","text":"the app is down, again","copies":4}
{"id":"4","text":"Something else"}
{"id":"4","text":"Something different"}
{"id":"5","text":""}
{"id":"6","text":""}
IN
"$gripe" dedupe "$tmp/in" --groups "$tmp/groups" >"$tmp/out" 2>"$tmp/err"
is "the earliest represents, copies are summed, notes say by whom" "$(head -1 "$tmp/out")" \
    '{"id":"1","time":"2025-03-01T00:00:00Z","person":"a","text":"The app is down again!","copies":6,"senders":2,"notes":["duplicate_same_person","duplicate_other_person"]}'
is "one line a group" "$(wc -l <"$tmp/out")" 5
like "a second text of one id gets an id of its own" "$(cat "$tmp/out")" '"id":"4~[0-9a-f]{8}"'
is "books balance" "$(cat "$tmp/err")" "gripe dedupe: 7 read = 5 kept + 2 duplicate"
is "groups name who was collapsed" "$(cat "$tmp/groups")" "$(printf '1\t1\n1\t2\n1\t3')"
"$gripe" dedupe -q "$tmp/out" >"$tmp/twice"
same "what was deduplicated stays as it is" "$tmp/out" "$tmp/twice"
tac "$tmp/in" | "$gripe" dedupe -q >"$tmp/tac"
same "the order of input does not show" "$tmp/out" "$tmp/tac"
is "no input is no output" "$("$gripe" dedupe -q </dev/null; echo $?)" 0
"$gripe" dedupe --near 1.5 "$tmp/in" >/dev/null 2>"$tmp/err"
is "a threshold out of range is a usage error" "$?" 2
like "that names the option" "$(cat "$tmp/err")" "near"
# 38 MB of texts of their own: more than stays in memory, so a temporary file is needed.
awk 'BEGIN { srand(1); for (i = 0; i < 60000; i++) { printf "{\"id\":\"%d\",\"text\":\"", i; for (w = 0; w < 110; w++) printf "w%d ", rand() * 5000; print "\"}" } }' >"$tmp/many"
"$gripe" dedupe -q --tmp "$tmp/not-there" "$tmp/many" >"$tmp/out" 2>"$tmp/err"
is "a folder for temporary files that is not there is an I/O error" "$?" 4
like "that names it" "$(cat "$tmp/err")" "not-there"
(ulimit -f 2000; trap '' XFSZ; "$gripe" dedupe -q --tmp "$tmp" "$tmp/many" -o /dev/null 2>"$tmp/err")
is "a full disk is an I/O error" "$?" 4
is "nothing stays in the folder" "$(find "$tmp" -name 'gripe.??????' | wc -l)" 0
"$gripe" dedupe -q "$tmp/many" >"$tmp/a"
shuf --random-source="$tmp/many" "$tmp/many" | "$gripe" dedupe -q >"$tmp/b"
same "nor does it with temporary files" "$tmp/a" "$tmp/b"
