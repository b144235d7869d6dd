#!/usr/bin/env bash
# JSONTestSuite through the records' own scanner: every y_ text is read inside a record's unknown field, every n_ text refused with a place.
. "$(dirname "$0")/../tap.sh"
suite=$shared/data/parser-suites/JSONTestSuite
[ -d "$suite" ] || { skip "JSONTestSuite is not here"; exit 0; }
python3 - "$suite" "$gripe" <<'PY'
import glob, os, subprocess, sys
suite, gripe = sys.argv[1:]
bad, count = [], {"y": 0, "n": 0, "i": 0}
for path in sorted(glob.glob(suite + "/**/[yni]_*.json", recursive=True)):
    raw = open(path, "rb").read()
    kind = os.path.basename(path)[0]
    if b"\n" in raw and kind == "y":
        raw = raw.replace(b"\n", b" ")       # a record is one line; in valid JSON a newline is white space only
    elif b"\n" in raw.rstrip(b"\n"):
        continue
    count[kind] += 1
    run = subprocess.run([gripe, "dedupe", "-q"], input=b'{"id":"1","text":"t","x":' + raw.strip(b"\n") + b"}\n", capture_output=True)
    deep = "depth" in path or raw.count(b"[") > 60
    if run.returncode not in (0, 3) or (kind == "y" and run.returncode != 0) or (kind == "n" and not deep and run.returncode != 3):
        bad.append((os.path.basename(path), run.returncode))
    if kind == "n" and run.returncode == 3 and b"byte" not in run.stderr:
        bad.append((os.path.basename(path), "no place"))
print(("ok" if not bad and count["y"] > 80 and count["n"] > 150 else "not ok") + f" {count['y']} valid texts are read, {count['n']} invalid ones refused with a place, {count['i']} others do no harm")
for b in bad[:20]:
    print("#", *b)
PY
