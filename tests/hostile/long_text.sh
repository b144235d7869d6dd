#!/usr/bin/env bash
# Texts made to be slow: one contact of 300 kB that is all joints, all marks, all negations, all list markers … must stay linear (a ceiling far above what it takes).
. "$(dirname "$0")/../tap.sh"
cd "$root" || exit 1

for what in 'and i was ' 'not ' '. ' '1) ' 'very not good but ' '&a&a' 'a.' 'x' '(((' '日本語' '😡' 'lost _ bag * ' "a'" 'not only ' ', ; - '; do
    python3 -c 'import json, sys; print(json.dumps({"id": "a", "text": sys.argv[1] * (300000 // len(sys.argv[1].encode()))}))' "$what" >"$tmp/in"
    timeout 20 "$gripe" split -q "$tmp/in" >"$tmp/split" && timeout 20 "$gripe" stem -q "$tmp/split" >"$tmp/stem" && timeout 20 "$gripe" tag -q "$tmp/stem" >"$tmp/tag" && [ -s "$tmp/tag" ]
    is "300 kB of '$what' passes in time" "$?" 0
done
