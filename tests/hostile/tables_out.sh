#!/usr/bin/env bash
# Hostile text in every field of a run's tables: cells stay cells, nothing is a formula for a spreadsheet, programs read what was written.
. "$(dirname "$0")/../tap.sh"
mkdir "$tmp/run"
python3 - "$tmp/run" <<'PY'
import json, sys
bad = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1+1", "<script>alert(1)</script>", "a,\"b\"\nc", "\u202egnp\u202c", "\u200b=1", "x" * 200000, "\ufffe\uffff", "\U0001f4a5" * 20000]
contacts, mentions, issues = [], [], []
for n, text in enumerate(bad):
    field = text if len(text) < 1000 else "long"
    contacts.append({"id": f"{field}{n}", "source": field, "channel": field, "thread": field, "person": field, "scale": field, "score": 1, "lang": "en", "text": text})
    mentions.append({"contact": f"{field}{n}", "n": 0, "span": [0, 1], "text": text[:1], "states": "problem", "issue": field, "theme": field})
    issues.append({"issue": field, "table": "pain", "rank": n + 1, "label": text, "contacts": 1, "people": 1, "share": 1 / len(bad), "of": len(bad), "owner": text, "next_step": text, "step": text, "quotes": [{"contact": f"{field}{n}", "n": 0, "span": [0, 1], "text": text}],
                   "trend": {"state": field, "period": field, "from": "2025-01-01", "counts": [1]}})
summary = {"headline": bad[0], "layer": "issues", "copies": "auto", "contacts": len(bad), "counted": len(bad), "scores": [{"scale": b[:50], "themes": [{"theme": b[:50], "scored": 1, "points_lost": 1, "points_gained": 1, "detractors": 0, "passives": 0, "promoters": 0}]} for b in bad],
           "segment_contrasts": [{"segment": b[:50], "value": b, "theme": b[:50], "label": b, "said": b, "contacts": 1, "odds": 1, "z": 1} for b in bad]}
def lines(name, rows): open(f"{sys.argv[1]}/{name}", "w", encoding="utf-8").write("".join(json.dumps(r) + "\n" for r in rows))
lines("contacts.ndjson", contacts), lines("mentions.ndjson", mentions), lines("issues.ndjson", issues), lines("summary.json", [summary])
json.dump(bad, open(f"{sys.argv[1]}/../bad.json", "w"))
PY
check "tables for a spreadsheet are written" timeout 60 "$gripe" tables -q --excel --dir "$tmp/excel" "$tmp/run"
check "tables for programs are written" timeout 60 "$gripe" tables -q --dir "$tmp/plain" "$tmp/run"
python3 - "$tmp" <<'PY'
import csv, json, re, sys
csv.field_size_limit(1 << 30)
at, bad = sys.argv[1], json.load(open(sys.argv[1] + "/bad.json"))
def rows(kind, name): return list(csv.reader(open(f"{at}/{kind}/{name}.csv", newline="", encoding="utf-8-sig")))
def said(name, good): print(("ok " if good else "not ok ") + name)
tables = ("issues", "trend", "drivers", "segments", "contacts")
runs = [c for t in tables for r in rows("excel", t)[1:] for c in r if re.match(r"[=+\-@\t\r\n＝＋－＠]", c) and not re.fullmatch(r"-?\d+(\.\d+)?", c)]
said("no cell of a spreadsheet's table begins as a formula does", not runs)
said("every row has its columns", all(len({len(r) for r in rows(k, t)}) == 1 for k in ("excel", "plain") for t in tables))
texts = [r[rows("plain", "contacts")[0].index("text")] for r in rows("plain", "contacts")[1:]]
said("programs read what was written", texts == bad)
guarded = [r[rows("excel", "contacts")[0].index("text")] for r in rows("excel", "contacts")[1:]]
said("a spreadsheet shows the same, behind an apostrophe where it had to be", [g[1:] if g[:1] == "'" else g for g in guarded] == bad)
PY
if "$gripe" tables --format xlsx -o "$tmp/book.xlsx" "$tmp/run" 2>"$tmp/told"; then
    like "texts longer than a cell are told" "$(cat "$tmp/told")" '[0-9]+ texts are longer than a cell'
    python3 - "$tmp/book.xlsx" <<'PY'
import sys, zipfile, xml.dom.minidom as m
book = zipfile.ZipFile(sys.argv[1])
parts = [n for n in book.namelist() if n.endswith((".xml", ".rels"))]
for name in parts:
    m.parseString(book.read(name))
print("ok every part of the workbook is well-formed XML")
sheets = [m.parseString(book.read(n)) for n in parts if "worksheets/sheet" in n and "_rels" not in n]
print(("ok" if sum(len(s.getElementsByTagName("f")) for s in sheets) == 0 else "not ok") + " nothing in it is a formula")
longest = max(len("".join(x.data for x in t.childNodes if x.nodeType == 3).encode("utf-16-le")) // 2 for s in sheets for t in s.getElementsByTagName("t"))
print(("ok" if longest == 32767 else f"not ok {longest}") + " no text is longer than a cell holds")
PY
else
    skip "a hostile workbook needs libxlsxwriter"
fi
