#!/usr/bin/env bash
# Questions to a store of N made mentions (store_made.py, nights of 100,000): CPU and wall milliseconds, the best of five, by how many mentions are found.
set -eu
cd "$(dirname "$0")/../.."
gripe=${GRIPE_BUILD:-$PWD/build}/gripe n=${N:-1000000} night=100000
tmp=$(mktemp -d "${TMPDIR:-/tmp}/gripe-bench.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
for i in $(seq 1 $((n / night))); do
    python3 tests/bench/store_made.py "$tmp/night" "$i" "$night" >/dev/null
    "$gripe" rank -q --counted "$tmp/night/counted.tsv" --summary "$tmp/night/summary.json" -o "$tmp/night/lines.ndjson" "$tmp/night/mentions.ndjson"
    "$gripe" history -q --store "$tmp/store.db" --records "$tmp/night" --summary "$tmp/night/summary.json" "$tmp/night/lines.ndjson"
done
echo "| mentions | question | found | CPU, ms | wall, ms |"
echo "|--:|---|--:|--:|--:|"
ask() { # NAME ARGUMENTS...
    for _ in 1 2 3 4 5; do
        command time -f '%U %S %e' -o "$tmp/time" "$gripe" ask --store "$tmp/store.db" "${@:2}" >"$tmp/answer"
        tail -1 "$tmp/time"
    done | awk -v n="$n" -v name="$1" -v found="$(head -1 "$tmp/answer" | cut -d' ' -f1)" '
        {cpu = $1 + $2; if (NR == 1 || cpu < best) best = cpu; if (NR == 1 || $3 < wall) wall = $3}
        END {printf "| %d | %s | %d | %.0f | %.0f |\n", n, name, found, best * 1000, wall * 1000}'
}
# Words by how common they are in the last night, from the rarest on.
words=$(jq -r .text "$tmp/night/mentions.ndjson" | tr -d . | tr ' ' '\n' | sort | uniq -c | sort -n | awk 'length($2) > 3 {w[++k] = $2} END {print w[int(k * 0.5)], w[int(k * 0.9)], w[int(k * 0.99)], w[k]}')
for word in $words; do ask "a word" "$word"; done
set -- $words
ask "two words" "$3" "$4"
ask "by meaning" --like "$3 $4 $2"
