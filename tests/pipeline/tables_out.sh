#!/usr/bin/env bash
# The tables of a run: columns and cells as the schema says, figures that can be counted again, the same by every format.
. "$(dirname "$0")/../tap.sh"
cd "$root" || exit 1
"$GRIPE_BUILD/tests/test_fields" rows >"$tmp/rows.tsv"
"$gripe" run -q --customers samples/customers.csv --costs samples/costs.tsv --out "$tmp/run" samples/inbox >"$tmp/page.md" 2>/dev/null
run=$tmp/run
check "all tables are written" "$gripe" tables -q --dir "$tmp/out" "$run"
is "there are five" "$(ls "$tmp/out" | tr '\n' ' ')" "contacts.csv drivers.csv issues.csv segments.csv trend.csv "
for table in issues trend drivers segments contacts; do
    "$gripe" tables -q "$run" $table >"$tmp/one.csv"
    same "$table alone is the file of the folder" "$tmp/one.csv" "$tmp/out/$table.csv"
    is "$table is as the schema says" "$(python3 tests/lint/fields.py csv table_$table "$tmp/rows.tsv" <"$tmp/one.csv" 2>&1 | head -3)" ""
    is "$table has rows" "$(python3 -c 'import csv, sys; print(sum(1 for _ in csv.DictReader(open(sys.argv[1], newline="", encoding="utf-8"))) > 0)' "$tmp/one.csv")" True
done
is "a table that is not as the schema says is told" \
    "$(sed '2s/,pain,1,/,pain,first,/' "$tmp/out/issues.csv" | python3 tests/lint/fields.py csv table_issues "$tmp/rows.tsv" 2>&1 | tr '\n' ' ')" "row 1.rank: not integer "
is "a column that is missing is told" "$(python3 tests/lint/fields.py csv table_trend "$tmp/rows.tsv" <"$tmp/out/issues.csv" | cut -c1-28)" "columns are ['issue', 'theme"

# What the page says is counted again from the contacts.
python3 - "$tmp/out" "$run/summary.json" <<'PY'
import csv, json, sys
read = lambda name: list(csv.DictReader(open(f"{sys.argv[1]}/{name}.csv", newline="", encoding="utf-8")))
summary, contacts, issues = json.load(open(sys.argv[2])), read("contacts"), read("issues")
def said(name, good): print(("ok " if good else "not ok ") + name)
said("all contacts are in the table", sum(int(c["contacts"]) for c in contacts) == summary["contacts"])
counted = sum(int(c["contacts"]) for c in contacts if c["counted"] == "true")
said("those that shares are of are counted again", counted == summary["counted"])
ranked = [i for i in issues if i["issue"]]
again = {i["issue"]: sum(int(c["contacts"]) for c in contacts if i["issue"] in c["issues"].split(";")) for i in ranked}
said("the contacts of each issue are counted again", ranked and all(again[i["issue"]] == int(i["contacts"]) for i in ranked))
said("its share too", all(abs(again[i["issue"]] / counted - float(i["share"])) < 1e-6 for i in ranked if i["table"] == "pain"))
trend, windows = read("trend"), {}
for row in trend:
    windows.setdefault(row["issue"] or row["theme"], []).append(int(row["contacts"]))
said("periods sum to no more than the contacts", all(sum(windows[i["issue"]]) <= int(i["contacts"]) for i in ranked))
for score in summary["scores"]:
    lost = sum(round(float(d["points_lost"]) * 1e6) for d in read("drivers") if d["scale"] == score["scale"])
    said(f"the points of {score['scale']} sum exactly", lost == round(score["points_lost"] * 1e6))
PY

# For a spreadsheet: marked, and nothing in it runs.
"$gripe" tables -q --excel "$run" issues >"$tmp/excel.csv"
is "for a spreadsheet there is a byte order mark" "$(head -c 3 "$tmp/excel.csv" | od -An -tx1 | tr -d ' ')" efbbbf
is "else there is none" "$(head -c 5 "$tmp/out/issues.csv")" issue

"$gripe" tables -h | grep -q . || not_ok "tables has help"
if "$gripe" tables -q --format xlsx -o "$tmp/book.xlsx" "$run" 2>"$tmp/why"; then
    "$gripe" tables -q --format xlsx -o "$tmp/again.xlsx" "$run"
    same "a workbook is the same bytes twice" "$tmp/book.xlsx" "$tmp/again.xlsx"
    "$gripe" tables -q --format xlsx -o "$tmp/contacts.xlsx" "$run" contacts
    "$gripe" read -q "$tmp/contacts.xlsx" | jq -c '[.text, .attrs.issues // ""]' | sort >"$tmp/from.xlsx"
    "$gripe" read -q "$tmp/out/contacts.csv" | jq -c '[.text, .attrs.issues // ""]' | sort >"$tmp/from.csv"
    same "gripe reads from the workbook what it reads from the CSV" "$tmp/from.xlsx" "$tmp/from.csv"
    is "every contact" "$(wc -l <"$tmp/from.xlsx")" "$(wc -l <"$run/contacts.ndjson")"
    python3 - "$tmp/book.xlsx" <<'PY'
import re, sys, zipfile
book = zipfile.ZipFile(sys.argv[1])
names = re.findall(r'<sheet name="(\w+)"', book.read("xl/workbook.xml").decode())
print(("ok" if names == ["issues", "trend", "drivers", "segments", "contacts", "charts"] else f"not ok {names}") + " the workbook has a sheet a table, and charts")
charts = [book.read(n).decode() for n in sorted(book.namelist()) if n.startswith("xl/charts/chart")]
kinds = [("bar" if "<c:barChart>" in c else "line" if "<c:lineChart>" in c else "?", len(re.findall("<c:ser>", c))) for c in charts]
print(("ok" if kinds == [("bar", 1), ("line", 5)] else f"not ok {kinds}") + " a chart of bars and one of five lines")
refs = [r for c in charts for r in re.findall(r"<c:f>([^<]*)</c:f>", c)]
print(("ok" if "issues!$K$2:$K$11" in refs and "trend!$E$2:$E$11" in refs else f"not ok {refs}") + " of the shares of the first ten issues, and of the contacts by period")
formulas = sum(len(re.findall("<f>", book.read(n).decode())) for n in book.namelist() if n.startswith("xl/worksheets/sheet"))
print(("ok" if formulas == 0 else "not ok") + " no cell is a formula")
PY
else
    like "without libxlsxwriter a workbook is refused in so many words" "$(cat "$tmp/why")" "built without libxlsxwriter"
fi

refused() { # NAME PATTERN ARGUMENTS...
    local name=$1 pattern=$2
    "$gripe" tables -q "${@:3}" >"$tmp/told.out" 2>"$tmp/told.err"
    is "$name is refused" "$? $(grep -cE -- "$pattern" "$tmp/told.err") $(wc -c <"$tmp/told.out")" "2 1 0"
}
refused "a folder that is no run's" 'no run folder' "$tmp/out" issues
refused "a table that is none" '"prices" is no table' "$run" prices
refused "a table named twice" 'named twice' --dir "$tmp/twice" "$run" issues issues
refused "more than one table on the output" 'which table' "$run"
refused "a workbook with the guard of a CSV" 'are for CSV' --format xlsx --excel "$run"
"$gripe" tables -q "$run" issues >/dev/full 2>"$tmp/full.err"
is "a full disk is told" "$? $(grep -c 'gripe tables' "$tmp/full.err")" "4 1"
cp -r "$run" "$tmp/cut" && sed -i 5d "$tmp/cut/contacts.ndjson"
"$gripe" tables -q --dir "$tmp/cut.out" "$tmp/cut" contacts 2>"$tmp/cut.err"
is "a mention without its contact is told with its line, and nothing is written" \
    "$? $(grep -cE 'mentions.ndjson:[0-9]+: the mention of contact' "$tmp/cut.err") $(find "$tmp/cut.out" -type f | wc -l)" "3 1 0"

# The recipe for Parquet in the manual, by DuckDB where it is there.
sql() { # what the manual says of Parquet
    mandoc -T utf8 -O width=200 pipeline/gripe-tables.1 | sed -E 's/.\x08//g' | sed -n '/^PARQUET/,/^EXIT STATUS/p'
}
if python3 -c 'import duckdb' 2>/dev/null; then
    sql >"$tmp/recipe"
    (cd "$tmp" && cp out/contacts.csv . && python3 - recipe <<'PY' >recipe.out
import re, sys, duckdb
for query in re.findall(r'duckdb -c "(.*?)"', open(sys.argv[1], encoding="utf-8").read(), re.S):
    answer = duckdb.sql(query)
    rows = answer.fetchall() if answer is not None else []
    for row in rows if rows and len(rows[0]) == 2 else []: # COPY answers with a number
        print(*row)
PY
    )
    "$gripe" tables -q "$run" issues | python3 -c '
import csv, sys
rows = [(r["issue"], int(r["contacts"])) for r in csv.DictReader(sys.stdin) if r["issue"] and r["table"] in ("pain", "request", "howto", "praise")]
print("\n".join(f"{i} {n}" for i, n in sorted(rows, key=lambda r: (-r[1], r[0]))))' >"$tmp/recipe.wanted"
    same "the recipe for Parquet counts as the page does" "$tmp/recipe.out" "$tmp/recipe.wanted"
else
    skip "the recipe for Parquet needs duckdb of Python"
fi
