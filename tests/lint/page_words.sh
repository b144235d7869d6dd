#!/usr/bin/env bash
# The page says the same in every language that has words for it.
. "$(dirname "$0")/../tap.sh"
is "page.tsv has the same keys and places in all languages, and those that the report asks for" "$(python3 "$root/tests/lint/page_words.py")" ""
is "en, de, fr, es, pt, it and nl have it" "$(cd "$root/lexicons" && ls */page.tsv | tr '\n' ' ')" "de/page.tsv en/page.tsv es/page.tsv fr/page.tsv it/page.tsv nl/page.tsv pt/page.tsv "
report() { "$gripe" report -q --page-lang "$1" --summary "$tmp/run/summary.json" --funnel "$tmp/run/books" --alerts "$tmp/run/alerts.ndjson" "$tmp/run/issues.ndjson" "$tmp/run/themes.ndjson"; }
"$gripe" run -q --keep-ids --out "$tmp/run" "$root/samples/inbox" >/dev/null 2>&1
figures() { report "$1" | grep -oE '[0-9]+' | sort | uniq -c | awk '$2 > 99'; } # numbers of three digits and more, but for years and ids
for lang in de fr es pt it nl; do
    is "the page in $lang has no word of its keys left" "$(report $lang | grep -oE '\b(head|place|issue|rest|note|score|trend|volume)\.[a-z_]+' | head -3)" ""
    is "the page in $lang has the figures of the English one" "$(diff <(figures en) <(figures $lang) | head -5)" ""
done
is "a language without words is told in English" "$(report sv | cmp - <(report en) && echo same)" same
