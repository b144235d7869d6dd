#!/usr/bin/env bash
# The store with one million mentions (N), a night of 100,000 at a time: seconds to add the last night, milliseconds of a trend, bytes a byte of text.
set -eu
cd "$(dirname "$0")/../.."
gripe=${GRIPE_BUILD:-$PWD/build}/gripe n=${N:-1000000} night=100000
tmp=$(mktemp -d "${TMPDIR:-/tmp}/gripe-bench.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
clock() { # COMMAND...: seconds of wall clock
    local from
    from=$(date +%s.%N)
    "$@" >/dev/null
    awk -v a="$from" -v b="$(date +%s.%N)" 'BEGIN {printf "%.3f", b - a}'
}
text=0
echo "| mentions | text, MB | file, MB | file over text | a night of $night added, s (CPU) | trend, ms (CPU) | theme page, ms (CPU) |"
echo "|--:|--:|--:|--:|--:|--:|--:|"
for i in $(seq 1 $((n / night))); do
    bytes=$(python3 tests/bench/store_made.py "$tmp/night" "$i" "$night")
    text=$((text + bytes))
    "$gripe" rank -q --counted "$tmp/night/counted.tsv" --summary "$tmp/night/summary.json" -o "$tmp/night/lines.ndjson" "$tmp/night/mentions.ndjson"
    wall=$(clock command time -f '%U %S' -o "$tmp/time" "$gripe" history -q --store "$tmp/store.db" --records "$tmp/night" --summary "$tmp/night/summary.json" "$tmp/night/lines.ndjson")
    if [ "$i" = 1 ] || [ $((i % 5)) = 0 ]; then
        file=$(stat -c %s "$tmp/store.db")
        trend=$(clock command time -f '%U %S' -o "$tmp/trend" "$gripe" trend --store "$tmp/store.db" class1.thing1)
        theme=$(clock command time -f '%U %S' -o "$tmp/page" "$gripe" theme --store "$tmp/store.db" class1.thing1)
        awk -v n=$((i * night)) -v t="$text" -v f="$file" -v w="$wall" -v c="$(awk '{print $1 + $2}' "$tmp/time")" -v r="$trend" -v p="$theme" \
            -v rc="$(awk '{print $1 + $2}' "$tmp/trend")" -v pc="$(awk '{print $1 + $2}' "$tmp/page")" \
            'BEGIN {printf "| %d | %.1f | %.1f | %.2f | %.1f (%.1f) | %.0f (%.0f) | %.0f (%.0f) |\n", n, t / 1e6, f / 1e6, f / t, w, c, r * 1000, rc * 1000, p * 1000, pc * 1000}'
    fi
done
