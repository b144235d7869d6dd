#!/usr/bin/env bash
# What holds for dedupe whatever it reads: its own output stays, any order gives the same, with temporary files as well; and such files that cannot be written.
. "$(dirname "$0")/../tap.sh"
in=$root/tests/golden/dedupe_groups/input
"$gripe" dedupe -q "$in" >"$tmp/out"
"$gripe" dedupe -q "$tmp/out" >"$tmp/twice"
same "what was deduplicated stays as it is" "$tmp/out" "$tmp/twice"
tac "$in" | "$gripe" dedupe -q >"$tmp/tac"
same "the order of input does not show" "$tmp/out" "$tmp/tac"
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
