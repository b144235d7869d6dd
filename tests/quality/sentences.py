#!/usr/bin/env python3
"""Golden sentences (the "golden rules" sets of sentence splitters, of ../shared/data) found exactly by `gripe split --sentences`; prints a Markdown table.

  sentences.py GRIPE GOLDEN_FOLDER [REFERENCE_FOLDER]

White space inside of a sentence is not compared. With the reference folder also the reference program's sentences. -v lists what differs on standard error."""
import json
import subprocess
import sys

args = [a for a in sys.argv[1:] if a != "-v"]
gripe, folder = args[:2]
reference = None
if len(args) > 2:
    sys.path.insert(0, args[2])
    try:
        import themes_reference as reference
    except ImportError:
        reference = None


def plain(sentences):
    return [" ".join(s.split()) for s in sentences]


print("| language | texts | gripe exactly | reference program exactly |\n|---|---|---|---|")
for name in ("english", "deutsch", "french"):
    with open(f"{folder}/{name}.jsonl", encoding="utf-8") as f:
        rows = [json.loads(line) for line in f]
    lines = "".join(json.dumps({"id": str(i), "lang": r["lang"], "text": r["text"]}) + "\n" for i, r in enumerate(rows))
    out = subprocess.run([gripe, "split", "-q", "--sentences"], input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout
    found = {}
    for line in out.splitlines():
        mention = json.loads(line)
        found.setdefault(int(mention["contact"]), []).append(mention["text"])
    hits = theirs = 0
    for i, r in enumerate(rows):
        hit = plain(found.get(i, [])) == plain(r["sentences"])
        hits += hit
        theirs += reference is not None and plain(reference.sentences(r["text"])) == plain(r["sentences"])
        if not hit and "-v" in sys.argv:
            print(r["name"], "\n  wanted", plain(r["sentences"]), "\n  found ", plain(found.get(i, [])), file=sys.stderr)
    print(f"| {name} | {len(rows)} | {hits} ({hits / len(rows):.0%}) | {f'{theirs} ({theirs / len(rows):.0%})' if reference else '-'} |")
