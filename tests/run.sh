#!/usr/bin/env bash
# Runs the unit programs and every script of the kinds named (default: all that belong to `make check`), and closes with "N passed, N failed".
# A test's output is lines "ok NAME", "not ok NAME", "skip NAME" (cmocka's TAP with numbers too). A program that dies, or that exits
# non-zero without a "not ok", counts as one failure; one that says nothing does as well.
set -u
cd "$(dirname "$0")/.." || exit 2
export GRIPE_BUILD=${GRIPE_BUILD:-$PWD/build}
export CMOCKA_MESSAGE_OUTPUT=TAP ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=1} LC_ALL=C.UTF-8
kinds=${*:-unit fuzz reference golden pipeline hostile data lint}
passed=0 failed=0 skipped=0
log=$(mktemp)
trap 'rm -f "$log"' EXIT

run() { # NAME COMMAND...
    local name=$1 status good bad skips
    shift
    "$@" >"$log" 2>&1 </dev/null
    status=$?
    good=$(grep -cE '^ok( |$)' "$log")
    bad=$(grep -E '^not ok( |$)' "$log" | grep -vcE '# SKIP( |$)')
    skips=$(grep -cE '^skip( |$)|^not ok [0-9]+ # SKIP( |$)' "$log") # cmocka's word for skipped is "not ok N # SKIP"
    if [ "$bad" -eq 0 ] && { [ "$status" -ne 0 ] || [ $((good + skips)) -eq 0 ]; }; then bad=1; fi
    passed=$((passed + good)) failed=$((failed + bad)) skipped=$((skipped + skips))
    if [ "$bad" -gt 0 ]; then
        echo "FAILED $name (exit $status)"
        grep -vE '^ok( |$)' "$log" | tail -n 60 | sed 's/^/    /'
    else
        echo "passed $name: $good$([ "$skips" -gt 0 ] && echo ", $skips skipped")"
    fi
}

for kind in $kinds; do
    case $kind in
    unit) for t in "$GRIPE_BUILD"/tests/test_*; do [ -x "$t" ] && [ ! -d "$t" ] && [[ $t != *.d ]] && run "unit/${t##*/}" "$t"; done ;;
    fuzz) for t in "$GRIPE_BUILD"/tests/replay_fuzz_*; do [ -x "$t" ] && run "fuzz/${t##*/}" "$t" "tests/fuzz/corpus/${t##*/replay_fuzz_}"; done ;;
    *) for t in tests/"$kind"/*.sh; do [ -e "$t" ] && [ "${t##*/}" != run.sh ] && run "$kind/${t##*/}" bash "$t"; done ;;
    esac
done
echo "$passed passed, $failed failed$([ "$skipped" -gt 0 ] && echo ", $skipped skipped")"
[ "$failed" -eq 0 ]
