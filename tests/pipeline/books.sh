#!/usr/bin/env bash
# Promises 3 and 6: balanced books from stage to stage, and quotes that are verbatim.
. "$(dirname "$0")/../tap.sh"
cd "$root" || exit 1
"$gripe" run -q --out "$tmp/run" samples/inbox >/dev/null 2>&1

is "each stage: in = kept + set aside" "$(jq -r '.books[] | select(.in != .kept + ([.dropped[]] | add // 0)) | .stage' "$tmp/run/manifest.json")" ""
chain=$(jq -r '[.books[] | select(.stage | IN("read","clean","dedupe","split"))] | [.[:-1], .[1:]] | transpose[] | select(.[0].out != .[1].in) | .[1].stage' "$tmp/run/manifest.json")
is "the next stage's input is this one's output" "$chain" ""
is "contacts.ndjson holds what the splitter read" "$(wc -l <"$tmp/run/contacts.ndjson")" "$(jq '.books[] | select(.stage == "split").in' "$tmp/run/manifest.json")"
is "mentions.ndjson holds what the splitter wrote" "$(wc -l <"$tmp/run/mentions.ndjson")" "$(jq '.books[] | select(.stage == "split").out' "$tmp/run/manifest.json")"

is "the books stand before the ranking, which reads them, and are written once" \
    "$(for stage in read clean dedupe split tag assign; do [ "$tmp/run/books/$stage.json" -nt "$tmp/run/themes.ndjson" ] && echo "$stage"; done)" ""

python3 - "$tmp/run" <<'PY'
import json, sys
run = sys.argv[1]
text = {}
for line in open(run + "/contacts.ndjson", encoding="utf-8"):
    c = json.loads(line)
    text[c["id"]] = c["text"].encode()
bad = quotes = mentions = 0
for line in open(run + "/themes.ndjson", encoding="utf-8"):
    for q in json.loads(line).get("quotes", []):
        quotes += 1
        bad += text[q["contact"]][q["span"][0]:q["span"][1]] != q["text"].encode()
print(("ok" if quotes and not bad else "not ok") + " every quote is its span of the clean text")
for line in open(run + "/mentions.ndjson", encoding="utf-8"):
    m = json.loads(line)
    mentions += 1
    bad += text[m["contact"]][m["span"][0]:m["span"][1]] != m["text"].encode()
print(("ok" if mentions and not bad else "not ok") + " every mention is its span of the clean text")
spans = json.loads('[]')
for line in open(run + "/mentions.ndjson", encoding="utf-8"):
    m = json.loads(line)
    for family in m.get("signals", {}).values():
        for s in family:
            spans.append(m["span"][0] <= s["span"][0] <= s["span"][1] <= m["span"][1])
print(("ok" if spans and all(spans) else "not ok") + " evidence of signals lies inside its mention")
PY
is "each contact has a theme or a reason" "$(jq -c 'select(.theme == null and (.unassigned // "") == "")' "$tmp/run/contacts.ndjson" | wc -l)" 0
