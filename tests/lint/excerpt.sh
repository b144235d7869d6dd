#!/usr/bin/env bash
# The excerpt of the page that README.md shows is what the demo prints: its head with the five biggest issues, and the first of them in full.
# UPDATE=1 writes it again from samples/expected/page.md, which the golden case demo holds to the truth.
. "$(dirname "$0")/../tap.sh"
cd "$root" || exit 1

excerpt() {
    echo '$ make demo'
    awk 'part == 0 { print; rows += /^\| [0-9]/; if (rows == 5) { part = 1; print "…\n" } next }
         part == 1 && /^### / { part = 2; print; next }
         part == 2 && /^##/ { exit }
         part == 2
         END { print "…" }' samples/expected/page.md | cat -s
}
shown() { awk '!inside && /^## / { here = $0 == "## The page it prints" } here && /^```/ { inside = !inside; next } here && inside' README.md; }

excerpt >"$tmp/excerpt"
if [ "${UPDATE:-0}" = 1 ]; then
    awk -v excerpt="$tmp/excerpt" '!inside && /^## / { here = $0 == "## The page it prints" }
        here && /^```/ { print; if (!inside) while ((getline line <excerpt) > 0) print line; inside = !inside; next }
        !(here && inside)' README.md >"$tmp/readme" && cp "$tmp/readme" README.md
fi
shown >"$tmp/shown"
is "the excerpt holds five issues, and the first in full with a quote" "$(grep -c '^| [1-5] ' "$tmp/excerpt") $(grep -c '^### 1\.' "$tmp/excerpt") $(grep -c '^> ' "$tmp/excerpt" | grep -c '[1-9]')" "5 1 1"
same "README's excerpt of the page is what the demo prints; UPDATE=1 writes it" "$tmp/shown" "$tmp/excerpt"
