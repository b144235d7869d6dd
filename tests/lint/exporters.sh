#!/usr/bin/env bash
# The table of exporters says what is read today, every made file is found as its own format, and no file is missing.
. "$(dirname "$0")/../tap.sh"
GRIPE_BUILD=$(dirname "$gripe") bash "$root/tests/quality/exporters.sh" >"$tmp/exporters.md"
[ "${UPDATE:-}" = 1 ] && cp "$tmp/exporters.md" "$root/tests/quality/exporters.md"
is "exporters.md is what exporters.sh prints" "$(diff <(grep -v "^<!-- made by" "$root/tests/quality/exporters.md") "$tmp/exporters.md" | head -8)" ""
is "every made file is found as its own format" "$(grep -F '**' "$tmp/exporters.md" | cut -d'|' -f2,7)" ""
is "every exporter gives contacts" "$(grep -E '\| 0: ' "$tmp/exporters.md" | cut -d'|' -f2)" ""
is "a row has six cells" "$(grep -v '^#' "$root/tests/quality/exporters.tsv" | awk -F '\t' 'NF != 6 {print $1}')" ""
