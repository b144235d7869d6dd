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
is "no tag of a customer reaches the HTML" "$(grep -cE '<script|<img|<b>|onerror=alert\(1\)>' "$tmp/report/index.html")" 0
is "the HTML is well-formed but for its doctype" "$(sed -e 1d -e 's/<meta \([^>]*\)>/<meta \1\/>/g' "$tmp/report/index.html" | python3 -c 'import sys, xml.dom.minidom as m; m.parseString(sys.stdin.buffer.read()); print("yes")' 2>&1 | tail -1)" yes
is "the SVG is well-formed" "$(python3 -c 'import sys, xml.dom.minidom as m; m.parse(sys.argv[1]); print("yes")' "$tmp/report/pareto.svg" 2>&1 | tail -1)" yes
is "nothing is fetched by the page" "$(grep -cE '<[^>]* (src|href)=|url\(|@import' "$tmp/report/index.html")" 0
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
"$gripe" report -q </dev/null >"$tmp/empty.md"
is "no themes make a page that says so" "$? $(grep -c '^# ' "$tmp/empty.md")" "0 1"
echo 'not json' | "$gripe" report -q >/dev/null 2>"$tmp/err"
is "a broken line is refused" "$?" 3
like "with its place" "$(cat "$tmp/err")" 'standard input:1'
"$gripe" report -q --format html --title 'A & B' "$tmp/themes.ndjson" >"$tmp/page.html"
like "a title is escaped" "$(grep '<title>' "$tmp/page.html")" 'A &amp; B'

# Both layers: which leads is decided once, by the summary, else by what the stream holds.
{
    echo '{"issue":"late","table":"pain","rank":1,"label":"Late","contacts":6,"people":6,"share":0.6,"of":10,"union_share":0.6,"kind":"complaint","quotes":[]}'
    echo '{"issue":"praise.app","table":"praise","rank":1,"rank_low":null,"label":"App praised","contacts":4,"people":4,"share":0.2,"share_low":null,"of":20,"kind":"praise","quotes":[]}'
    cat "$tmp/themes.ndjson"
} >"$tmp/both.ndjson"
for layer in issues topics; do
    echo "{\"headline\":\"so many\",\"layer\":\"$layer\",\"contacts\":20,\"people\":20,\"counted\":10,\"unplaced\":4,\"coverage\":1}" >"$tmp/$layer.json"
    "$gripe" report -q --summary "$tmp/$layer.json" --dir "$tmp/$layer" "$tmp/both.ndjson" >"$tmp/$layer.md"
    is "where $layer lead, themes.csv has all issues and all topics, they first" "$(mlr --icsv --ojsonl cut -f issue,theme,table "$tmp/$layer/themes.csv" | jq -r '(.issue + .theme)' | tr '\n' ' ')" \
        "$([ $layer = issues ] && echo "late praise.app t1 t2 " || echo "t1 t2 late praise.app ")"
done
is "a figure that was not made is an empty cell, not 0" "$(mlr --icsv --ojsonl filter '$table == "praise"' then cut -f rank_low,share_low,came_back "$tmp/issues/themes.csv" | jq -c '[.[]]' | sort -u)" '["","",""]'
is "where issues lead, praise is of all contacts and the rest of those with a problem" "$(grep -E '^### .*(Late|App)' "$tmp/issues.md" | tr '\n' ,)" \
    "### 1. Late: 60 % of contacts with a problem,### 1. App praised: 20 % of all contacts,"
is "… topics stand behind, called so" "$(grep -E '^## (The|What they write)|^\| rank' "$tmp/issues.md" | cut -c1-24 | uniq | tr '\n' ,)" \
    "## The issues, by contac,| rank | issue | contact,## What they write about,| rank | topic | contact,"
is "where topics lead, all is told of them" "$(grep -cE 'issue|with a problem' "$tmp/topics.md") $(grep -c '^| rank | topic' "$tmp/topics.md")" "0 2"
is "topics alone are told as topics, whatever a summary says" "$("$gripe" report -q --summary "$tmp/issues.json" "$tmp/themes.ndjson" | grep -cE 'with a problem|The issues|Few of them')" 0
is "issues alone lead without a summary" "$(head -2 "$tmp/both.ndjson" | "$gripe" report -q | grep -c '^## The issues')" 1
