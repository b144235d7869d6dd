#!/usr/bin/env bash
# make bench: every tests/bench/*.sh prints a Markdown table of ratios measured within one run; with UPDATE=1 each is kept as tests/bench/NAME.md.
set -u
cd "$(dirname "$0")/../.." || exit 2
status=0
for script in tests/bench/*.sh; do
    name=$(basename "$script" .sh)
    [ "$name" = run ] && continue
    out=$(mktemp)
    if bash "$script" >"$out"; then :; else
        echo "bench $name failed" >&2
        status=1
    fi
    cat "$out"
    echo
    if [ "${UPDATE:-0}" = 1 ] && [ -s "$out" ]; then
        { echo "<!-- $(date -u +%Y-%m-%d), ${GRIPE_MACHINE:-2 shared cores, Debian 12} -->"; cat "$out"; } >"tests/bench/$name.md"
    fi
    rm -f "$out"
done
exit $status
