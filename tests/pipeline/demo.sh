#!/usr/bin/env bash
# `make demo` prints the committed page, byte for byte. UPDATE=1 renews it: read the difference before it is committed.
. "$(dirname "$0")/../tap.sh"
sh "$root/samples/demo.sh" "$gripe" >"$tmp/page.md" 2>"$tmp/err"
is "the demo succeeds" "$?" 0
[ "${UPDATE:-0}" = 1 ] && mkdir -p "$root/samples/expected" && cp "$tmp/page.md" "$root/samples/expected/page.md"
same "the demo prints the expected page" "$tmp/page.md" "$root/samples/expected/page.md"
like "its headline names its grain" "$(head -1 "$tmp/page.md")" '^# [0-9]+ of [0-9]+ issues cause .* at the finer grain\)$'
