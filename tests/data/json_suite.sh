#!/usr/bin/env bash
# JSONTestSuite: what RFC 8259 allows is read, what it forbids is rejected with its place, and what it leaves open crashes nothing.
. "$(dirname "$0")/../tap.sh"
suite=$shared/data/parser-suites/JSONTestSuite
if [ ! -d "$suite" ]; then
    skip "JSONTestSuite"
    exit 0
fi
read_all() { # PREFIX STATUS PATTERN: files whose exit status or message is another
    find "$suite" -name "$1_*.json" | sort | while IFS= read -r file; do
        "$gripe" read -q --format json "$file" >"$tmp/out" 2>"$tmp/err"
        status=$?
        { [[ $status =~ ^($2)$ ]] && grep -qE "$3" "$tmp/err"; } || { [ "$3" = "" ] && [[ $status =~ ^($2)$ ]]; } || echo "$(basename "$file"): $status $(cat "$tmp/err")"
    done
}
is "there are y_, n_ and i_ files" "$(for kind in y n i; do find "$suite" -name "${kind}_*.json" | wc -l; done | tr '\n' ' ')" "94 186 35 "
is "all y_ are read, or said to have no words of customers" "$(read_all y 0 "" | grep -v ": 3 gripe read: [^:]*: no column looks like what customers write")" ""
is "all n_ are rejected, with their place" "$(read_all n 3 '(json:[0-9]+: byte [0-9]+: |the file is empty)')" ""
is "no i_ crashes" "$(read_all i '0|3' '')" ""
