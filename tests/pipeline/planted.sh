#!/usr/bin/env bash
# Promise 8: 60 planted values of 12 kinds of personal data, in every field of many formats, in file names and in bad records: none of them stands in any
# file that a run leaves, in the store, in the model, or in what is said.
. "$(dirname "$0")/../tap.sh"
command -v sqlite3 >/dev/null || { skip "needs sqlite3"; exit 0; }
here=$root/tests/pipeline
cd "$tmp" || exit 1
python3 "$here/planted.py" "$tmp/in" || { not_ok "the files are made"; exit 1; }
"$gripe" run -q --max-rejects 1 --out run --store runs.db in >page 2>err
is "the run succeeds" "$? $(head -c 200 err)" "0 "
is "every contact of the formats came in" "$([ "$(jq -r '.books[] | select(.stage == "read").kept' run/manifest.json)" -ge 350 ] && echo many)" many
sqlite3 runs.db .dump >dump
python3 - <<'PY'
import collections, os, re
places = ["page", "dump", "runs.db"] + [os.path.join(at, name) for at, _, names in os.walk("run") for name in names]
text = {place: open(place, "rb").read().decode("utf-8", "replace").lower() for place in places}
found, asked = collections.Counter(), collections.Counter()
for line in open("in.values", encoding="utf-8"):
    kind, value = line.rstrip("\n").split("\t")
    asked[kind] += 1
    for place in places:
        if value.lower() in text[place] or re.sub(r"[ -]", "", value.lower()) in text[place] and len(value) > 8:
            found[kind] += 1
            print(f"# {kind} {value} in {place}: {text[place].count(value.lower())} times: ...{text[place][max(0, text[place].find(value.lower()) - 60):][:120]!r}")
for kind in sorted(asked):
    print(("ok" if not found[kind] else "not ok") + f" none of {asked[kind]} planted values of kind {kind} is left")
print(("ok" if len(places) > 20 else "not ok") + f" {len(places)} files were looked through")
PY
is "names of files carry nobody either" "$(find run | grep -ciE 'zebulon|quackenbush|ottoline')" 0
