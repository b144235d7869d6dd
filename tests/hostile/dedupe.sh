#!/usr/bin/env bash
# Texts made to cost much: chains in which each text resembles the next, families that share most of their words, one very long text, and one key for all.
. "$(dirname "$0")/../tap.sh"
run() { # NAME SECONDS FILE: dedupe ends in time, within 300 MB
    if (ulimit -v 400000; timeout "$2" "$gripe" dedupe -q --tmp "$tmp" "$3" >"$tmp/out" 2>"$tmp/err"); then ok "$1"; else not_ok "$1" "$(head -c 500 "$tmp/err")"; fi
}
[[ $GRIPE_BUILD == *asan* ]] && { skip "hostile duplicates: no ceilings of memory under the sanitizers"; exit 0; }
awk 'BEGIN { for (i = 0; i < 6000; i++) { printf "{\"id\":\"%05d\",\"text\":\"", i; for (w = i; w < i + 80; w++) printf "w%d ", w; print "\"}" } }' >"$tmp/chain"
run "a chain of 6,000 texts ends in time" 20 "$tmp/chain"
[ "$(wc -l <"$tmp/out")" -gt 500 ] && ok "and does not collapse into one" || not_ok "and does not collapse into one" "$(wc -l <"$tmp/out") kept"
awk 'BEGIN { srand(3); for (i = 0; i < 8000; i++) { printf "{\"id\":\"%05d\",\"text\":\"", i; for (w = 0; w < 60; w++) printf "%s%d ", rand() < .06 ? "x" int(rand() * 1e6) "y" : "w", w; print "\"}" } }' >"$tmp/family"
run "a family of 8,000 that share most words ends in time" 20 "$tmp/family"
awk 'BEGIN { for (i = 0; i < 3; i++) { printf "{\"id\":\"%d\",\"text\":\"", i; for (w = 0; w < 900000; w++) printf "w%d ", w + i; print "\"}" } }' >"$tmp/long"
run "texts of a million words end in time" 20 "$tmp/long"
is "and collapse" "$(wc -l <"$tmp/out")" 1
