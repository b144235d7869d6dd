#!/usr/bin/env bash
# run.sh BUILD SECONDS [NAME...] - libFuzzer programs (all, or those named), each for so many seconds of processor time from its committed corpus; findings
# stay in BUILD/fuzz/NAME. A row a target in tests/fuzz/fuzz.md is renewed when UPDATE=1: what is found there was mended, or the row says what it is.
# CPU seconds are counted, not those of the clock: on a shared machine they are fewer.
set -u
cd "$(dirname "$0")/../.." || exit 2
build=$1 wanted=$2 failed=0
shift 2
table=tests/fuzz/fuzz.md
rows='^| [a-z0-9_]*[a-z, ]* | [0-9]'
TIMEFORMAT='%U %S'

# Row "| NAME |…" in place of the older one; rows stay in the order of names, the lines before them as they are.
row() {
    local kept
    kept=$(mktemp)
    { grep -v "$rows" "$table"; { grep "$rows" "$table" | grep -v "^| $1 |"; echo "$2"; } | LC_ALL=C sort; } >"$kept"
    cat "$kept" >"$table" && rm "$kept"
}

grouped() { sed -E ':a; s/([0-9])([0-9]{3})(,|$)/\1,\2\3/; ta' <<<"$1"; }

# One target: rounds until its processor time is spent, each from what the ones before have found.
fuzz_one() {
    local name=$1 spent=0 runs=0 log="$build/fuzz/$1.log" said
    mkdir -p "$build/fuzz/$name"
    : >"$log"
    while [ "$spent" -lt "$wanted" ]; do
        { time "$build/tests/fuzz_$name" -max_total_time=$((wanted - spent + 1)) -timeout=20 -rss_limit_mb=2048 -artifact_prefix="$build/fuzz/$name/" \
            "$build/fuzz/$name" "tests/fuzz/corpus/$name" >"$log.round" 2>&1; } 2>"$log.time"
        said=$?
        cat "$log.round" >>"$log"
        spent=$(awk -v s="$spent" '{ printf "%d", s + $1 + $2 + 1 }' "$log.time")
        runs=$((runs + $(grep -oE 'Done [0-9]+ runs' "$log.round" | grep -oE '[0-9]+' || echo 0)))
        if [ "$said" != 0 ]; then
            echo "FOUND $name: see $log"
            failed=1
            return
        fi
    done
    edges=$(grep -oE 'cov: [0-9]+' "$log" | tail -1 | grep -oE '[0-9]+')
    echo "clean $name: $runs runs, ${spent} s of processor time, ${edges:-?} edges"
    [ "${UPDATE:-}" != 1 ] || row "$name" "| $name | $spent | $(grouped "$runs") | $(grouped "${edges:-0}") | nothing |"
}

if [ $# = 0 ]; then
    for program in "$build"/tests/fuzz_*; do
        [ -x "$program" ] && [[ $program != *.d ]] && set -- "$@" "${program##*/fuzz_}"
    done
fi
for name; do
    fuzz_one "$name"
done
exit $failed
