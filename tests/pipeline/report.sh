#!/usr/bin/env bash
# The report: hostile text stays text in every format, tables are whole, what is not known is left out.
. "$(dirname "$0")/../tap.sh"
cat >"$tmp/themes.ndjson" <<'NDJSON'
{"theme":"t1","table":"pain","rank":1,"rank_low":1,"rank_high":2,"label":"<script>alert(1)</script> | a_b*c `x` [l](http://e)","terms":["=1+1","\"quoted\""],"contacts":12,"people":11,"share":0.6,"share_low":0.4,"share_high":0.8,"of":20,"union_share":0.6,"kind":"defect","quotes":[{"contact":"c1","n":0,"span":[0,9],"text":"=HYPERLINK(\"http://e\")\n# not a heading"},{"contact":"c`2","n":0,"span":[0,3],"text":"</blockquote><img src=x onerror=alert(1)>"}],"subs":[{"label":"<b>","contacts":7,"share":0.35},{"label":"y","contacts":5,"share":0.25}]}
{"theme":"t2","table":"praise","rank":1,"label":"@SUM(1)","contacts":3,"people":3,"share":0.15,"of":20,"kind":"praise","quotes":[]}
{"theme":null,"table":"unassigned","reason":"no_match","contacts":5,"of":20,"share":0.25}
NDJSON
echo '{"headline":"1 of 1 issue causes 60 % of contacts","contacts":20,"people":18,"coverage":0.75}' >"$tmp/summary.json"
check "a report is made" "$gripe" report -q --summary "$tmp/summary.json" --dir "$tmp/report" "$tmp/themes.ndjson" -o "$tmp/page.md"
same "the page on the output is the page in the folder" "$tmp/page.md" "$tmp/report/page.md"
is "the HTML is whole, its links lead somewhere, its policy names what runs, and it fetches nothing" "$(python3 "$root/tests/pipeline/page_html.py" "$tmp/report/index.html")" ""
is "no tag of a customer reaches the HTML" "$(sed '/<style>/,/<\/style>/d; /<script>/,/<\/script>/d' "$tmp/report/index.html" | grep -cE '<script|<img|onerror=alert\(1\)>|<b>&|<b>$')" 0
is "the SVG is well-formed" "$(python3 -c 'import sys, xml.dom.minidom as m; m.parse(sys.argv[1]); print("yes")' "$tmp/report/pareto.svg" 2>&1 | tail -1)" yes
is "no raw tag stands in the Markdown" "$(grep -cE '<(script|img|b)' "$tmp/page.md")" 0
columns() { "$GRIPE_BUILD/tests/test_fields" rows | awk -F '\t' -v c="$1" '$1 == "theme" && $c != "" && $c != "0"' | wc -l; } # C: 7 of the CSV, 9 of the page
is "a table row keeps its cells" "$(grep -E '^\| 1 \(1–2\)' "$tmp/page.md" | sed 's/\\|//g' | tr -cd '|' | wc -c)" "$(($(columns 9) + 1))"
is "a quote's line break makes no heading" "$(grep -cE '^# not' "$tmp/page.md")" 0
python3 - "$tmp/report/themes.csv" "$(columns 7)" <<'PY'
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1], newline="", encoding="utf-8")))
print(("ok" if len(rows) == 2 and all(len(r) == int(sys.argv[2]) and None not in r for r in rows) else "not ok") + " the CSV has its cells")
bad = [c for r in rows for c in r.values() if c and c[0] in "=+-@" and not c.lstrip("-").replace(".", "").isdigit()]
print(("ok" if not bad else "not ok") + " no cell starts like a formula")
print(("ok" if rows[0]["quote"] == "'=HYPERLINK(\"http://e\")\n# not a heading" else "not ok") + " the cell says what the customer said")
PY
