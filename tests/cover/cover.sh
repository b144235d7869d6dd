#!/usr/bin/env bash
# cover.sh BUILD [KIND...] - runs the tests of these kinds (default: all of `make check` but data and lint) with programs that count their lines, and prints
# the table of tests/cover/cover.md; UPDATE=1 writes it. COVER_ONLY=1: of the counts that are there, without running anything.
set -u
cd "$(dirname "$0")/../.." || exit 2
build=$PWD/$1
shift
kinds=${*:-unit fuzz reference golden pipeline hostile}
if [ "${COVER_ONLY:-}" != 1 ]; then
    find "$build" -name '*.gcda' -delete
    # shellcheck disable=SC2086 # one word a kind
    GRIPE_BUILD=$build bash tests/run.sh $kinds | tail -1
fi
if [ "${UPDATE:-}" = 1 ]; then
    python3 tests/cover/cover.py "$build" "$kinds" >tests/cover/cover.md.new && mv tests/cover/cover.md.new tests/cover/cover.md && cat tests/cover/cover.md
else
    python3 tests/cover/cover.py "$build" "$kinds"
fi
