#!/usr/bin/env bash
# One million assigned mentions ranked: seconds of CPU and memory, and that cost is linear in mentions. N=1000000; mentions are made by rank_made.awk.
set -eu
cd "$(dirname "$0")/../.."
gripe=${GRIPE_BUILD:-$PWD/build}/gripe n=${N:-1000000}
tmp=$(mktemp -d "${TMPDIR:-/tmp}/gripe-bench.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
run() { # N NAME OPTIONS...: "user+system seconds, peak MiB"
    local file=$1
    shift
    command time -f '%U %S %M' -o "$tmp/time" "$gripe" rank -q -o "$tmp/out.ndjson" --summary "$tmp/summary.json" "$@" "$file"
    awk '{printf "%.2f %.0f", $1 + $2, $3 / 1024}' "$tmp/time"
}
echo "| mentions | what | CPU seconds | peak MiB | CPU µs a mention |"
echo "|--:|---|--:|--:|--:|"
for part in $((n / 4)) $((n / 2)) "$n"; do
    awk -v n="$part" -f tests/bench/rank_made.awk >"$tmp/mentions.ndjson"
    read -r seconds mib <<<"$(run "$tmp/mentions.ndjson")"
    echo "| $part | gripe rank, JSON read and all figures | $seconds | $mib | $(awk -v s="$seconds" -v n="$part" 'BEGIN {printf "%.2f", s / n * 1e6}') |"
done
"$gripe" rank -q --partial -o "$tmp/part.ndjson" "$tmp/mentions.ndjson"
read -r seconds mib <<<"$(run "$tmp/part.ndjson" --merge)"
echo "| $n | gripe rank --merge of its partial result (all figures, no JSON of mentions) | $seconds | $mib | $(awk -v s="$seconds" -v n="$n" 'BEGIN {printf "%.2f", s / n * 1e6}') |"
