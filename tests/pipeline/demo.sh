#!/usr/bin/env bash
# `make demo` prints the committed page, byte for byte. UPDATE=1 renews it: read the difference before it is committed.
. "$(dirname "$0")/../tap.sh"
sh "$root/samples/demo.sh" "$gripe" >"$tmp/page.md" 2>"$tmp/err"
is "the demo succeeds" "$?" 0
[ "${UPDATE:-0}" = 1 ] && mkdir -p "$root/samples/expected" && cp "$tmp/page.md" "$root/samples/expected/page.md"
same "the demo prints the expected page" "$tmp/page.md" "$root/samples/expected/page.md"
like "its headline names the issues and the contacts that they are shares of" "$(head -1 "$tmp/page.md")" \
    '^# Delivery late.*: [0-9]+ issues are named in [0-9]+ % of the [0-9]+ contacts with a problem \([0-9]+–[0-9]+ %\)$'
