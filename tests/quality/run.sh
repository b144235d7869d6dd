#!/usr/bin/env bash
# make quality: runs every tests/quality/*.sh (or those named), each of which prints a Markdown table, and prints them all.
# UPDATE=1 also saves each as tests/quality/NAME.md with the date and the machine. A script that cannot run says "skip …" and is not saved.
set -u
cd "$(dirname "$0")/../.." || exit 2
export GRIPE_BUILD=${GRIPE_BUILD:-$PWD/build} LC_ALL=C.UTF-8
machine=${MACHINE:-2 shared cores, Debian 12}
status=0
out=$(mktemp)
trap 'rm -f "$out"' EXIT
for script in tests/quality/*.sh; do
    name=$(basename "$script" .sh)
    [ "$name" = run ] && continue
    if [ $# -gt 0 ] && [[ " $* " != *" $name "* ]]; then continue; fi
    echo "## $name"
    if ! bash "$script" >"$out"; then
        echo "FAILED $script"
        status=1
    fi
    cat "$out"
    echo
    if [ "${UPDATE:-}" = 1 ] && ! grep -q '^skip ' "$out" && [ -s "$out" ]; then
        { echo "<!-- made by tests/quality/$name.sh on $(date -u +%Y-%m-%d), $machine; UPDATE=1 make quality renews it -->"; cat "$out"; } >"tests/quality/$name.md"
    fi
done
exit $status
