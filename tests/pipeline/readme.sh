#!/usr/bin/env bash
# The README's recipes run as they stand and print something.
. "$(dirname "$0")/../tap.sh"
PATH=$(dirname "$gripe"):$PATH
mkdir "$tmp/desk" && ln -s "$root/samples" "$tmp/desk/samples"
cd "$tmp/desk" || exit 1
for tool in jq mlr sqlite3; do command -v $tool >/dev/null || { skip "recipes need $tool"; exit 0; }; done
awk -v dir="$tmp" '/^## Recipes/ {on = 1} /^## A source tour/ {on = 0} on && /^```sh/ {n++; file = dir "/recipe" n ".sh"; take = 1; next} /^```/ {take = 0} take {print > file}' "$root/README.md"
is "there are seven recipes" "$(ls "$tmp"/recipe*.sh | wc -l)" 7
for recipe in "$tmp"/recipe*.sh; do
    bash -euo pipefail "$recipe" >"$tmp/out" 2>"$tmp/err"
    status=$?
    said=$(grep -v '^gripe alert: [0-9]* contacts that somebody should read at once' "$tmp/err") # said with -q too
    is "recipe $(basename "$recipe" .sh | tr -dc 0-9) runs" "$status ${said:0:300}" "0 "
    like "recipe $(basename "$recipe" .sh | tr -dc 0-9) prints something" "$(wc -l <"$tmp/out")" '^ *[1-9]'
done
