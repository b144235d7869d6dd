#!/usr/bin/env bash
# Learning does itself again on resamples of persons, and finds the same in any order and on any number of threads.
. "$(dirname "$0")/../tap.sh"
"$gripe" run -q --out "$tmp/run" "$root/samples/inbox" >/dev/null 2>&1
is "learning does itself again on twenty resamples" "$(grep -vc '^#' "$tmp/run/model/issue_resamples.tsv")" 21
is "an issue comes back in none to all of them" "$(awk -F'\t' '!/^#/ && ($5 < 0 || $5 > 20)' "$tmp/run/model/issues.tsv")" ""
sort -t'"' -k4,4 -s "$tmp/run/mentions.ndjson" >"$tmp/sorted"
"$gripe" learn -q --threads 2 -o "$tmp/again" "$tmp/sorted"
is "any order, on any number of threads, finds the same" "$(diff -r "$tmp/again" "$tmp/run/model" && echo same)" same
