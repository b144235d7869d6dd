#!/usr/bin/env bash
# run.sh BUILD SECONDS - every libFuzzer program for SECONDS from its committed corpus; findings stay in BUILD/fuzz/NAME.
set -u
cd "$(dirname "$0")/../.." || exit 2
build=$1 seconds=$2 failed=0
for program in "$build"/tests/fuzz_*; do
    [ -x "$program" ] && [[ $program != *.d ]] || continue
    name=${program##*/fuzz_}
    mkdir -p "$build/fuzz/$name"
    if "$program" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -artifact_prefix="$build/fuzz/$name/" "$build/fuzz/$name" "tests/fuzz/corpus/$name" >"$build/fuzz/$name.log" 2>&1; then
        echo "clean $name: $(grep -oE 'Done [0-9]+ runs' "$build/fuzz/$name.log" | tail -1), ${seconds} s"
    else
        echo "FOUND $name: see $build/fuzz/$name.log"
        failed=1
    fi
done
exit $failed
