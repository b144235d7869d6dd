#!/usr/bin/env bash
# The promises of rank, on the tables of tests/golden whose figures are counted there: any order, any cut, any number of threads, the same bytes.
. "$(dirname "$0")/../tap.sh"
cases=$root/tests/golden
in=$cases/rank_counts/input
rank() { "$gripe" rank -q "$@"; }
rank --summary "$tmp/sum" "$in" >"$tmp/out"

tac "$in" | rank --summary "$tmp/sum2" >"$tmp/out2"
same "any order of input gives the same themes" "$tmp/out" "$tmp/out2"
same "any order of input gives the same summary" "$tmp/sum" "$tmp/sum2"
awk -v d="$tmp" '{print > (d "/part" NR % 3)}' "$in"
for i in 0 1 2; do rank --partial -o "$tmp/p$i" "$tmp/part$i"; done
rank --merge --summary "$tmp/sum3" "$tmp/p2" "$tmp/p0" "$tmp/p1" >"$tmp/out3"
same "partial results of a cut through contacts merge into the bytes of the whole" "$tmp/out" "$tmp/out3"
same "and so does the summary" "$tmp/sum" "$tmp/sum3"
rank --merge --partial "$tmp/p0" "$tmp/p1" | rank --merge - "$tmp/p2" | cmp -s - "$tmp/out"
is "partial results merge in any tree" "$?" 0
is "partial and whole mix" "$(cat "$tmp/p0" "$tmp/part1" "$tmp/p2" | rank | cmp - "$tmp/out" && echo same)" same
rank --merge "$in" >/dev/null 2>"$tmp/err"
is "--merge takes no mentions" "$?" 3
head -c 60 "$tmp/p0" | sed 's/$/"}/' | rank --merge >/dev/null 2>"$tmp/err"
is "a damaged partial result is rejected" "$?" 3
rank --threads 2 "$in" | cmp -s - "$tmp/out"
is "threads change nothing" "$?" 0
rank --seed 7 "$in" | jq -c .contacts | cmp -s - <(jq -c .contacts "$tmp/out")
is "a seed changes intervals alone" "$?" 0

in_lines() { # FILE: a partial result a line, merged
    local i=0
    while IFS= read -r line; do rank --partial <<<"$line" >"$tmp/line$((i += 1))"; done <"$1"
    for ((; i > 0; i--)); do cat "$tmp/line$i"; done | rank --merge
}
for case in rank_mixed rank_issues; do # a contact is cut between its praise and its complaint, between two issues
    rank "$cases/$case/input" >"$tmp/whole"
    in_lines "$cases/$case/input" >"$tmp/merged"
    same "$case: mentions one by one merge into the bytes of the whole" "$tmp/whole" "$tmp/merged"
done
jq -c '{contact: .id, n: 0, span: [0, 4], theme: "t1", sub: "s1", text, copies, senders, person} | with_entries(select(.value != null))' <<'NDJSON' >"$tmp/copies"
{"id":"1","person":"p1","text":"The app crashes when I open it.","copies":40,"senders":40}
{"id":"41","person":"same","text":"My parcel never arrived at the shop.","copies":5}
{"id":"46","text":"I was charged twice for one order."}
NDJSON
rank "$tmp/copies" >"$tmp/whole"
in_lines "$tmp/copies" >"$tmp/merged"
same "copies of different people merge into the bytes of the whole" "$tmp/whole" "$tmp/merged"
printf '*\t*\tCare\n' >"$tmp/owners"
printf 'handling\t*\t1\n' >"$tmp/costs"
is "tables are read once for both layers, so that they may come through a pipe" \
    "$(rank --costs <(cat "$tmp/costs") --owners <(cat "$tmp/owners") "$cases/rank_issues/input" | sha256sum)" \
    "$(rank --costs "$tmp/costs" --owners "$tmp/owners" "$cases/rank_issues/input" | sha256sum)"
mkdir "$tmp/said"
split -l 1 "$cases/rank_praise/input" "$tmp/said/"
is "praise that stands in an issue is counted the same in parts" "$(for f in "$tmp"/said/*; do rank --partial "$f"; done | rank --merge | sha256sum)" \
    "$(rank "$cases/rank_praise/input" | sha256sum)"
