#!/usr/bin/env bash
# make reproducible: the same sources built in two folders are the same program, byte for byte.
. "$(dirname "$0")/../tap.sh"
for folder in one another/deeper; do
    mkdir -p "$tmp/$folder"
    (cd "$root" && git ls-files -z | xargs -0 cp --parents -t "$tmp/$folder")
    make -C "$tmp/$folder" -s -j2 build/gripe >"$tmp/log" 2>&1 || { not_ok "it builds in $folder" "$(tail -5 "$tmp/log")"; exit 1; }
done
same "two builds in two folders are the same bytes" "$tmp/one/build/gripe" "$tmp/another/deeper/build/gripe"
is "and name neither" "$(grep -c "$tmp" "$tmp/one/build/gripe")" 0
