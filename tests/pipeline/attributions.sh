#!/usr/bin/env bash
# Whose words: what mail programs of many languages put above a quote and below a text goes, the customer's own words stay. Tables beside this file; all mails are made.
. "$(dirname "$0")/../tap.sh"
cd "$root" || exit 1

python3 - tests/pipeline "$tmp" <<'PY'
import json, sys
folder, out = sys.argv[1:3]
own = "The tray broke again.\n\nWe wait since Monday."
rows = []
def row(name, text, wanted):
    rows.append(({"id": str(len(rows)), "channel": "email", "text": text}, name, wanted))
def table(name):
    return [line.rstrip("\n").split("\t") for line in open(f"{folder}/{name}", encoding="utf-8") if not line.startswith("#")]
for language, program, head, *only in table("attributions.tsv"):
    head = head.replace("|", "\n")
    row(f"{language}: a quote below the words of {program} goes", f"{own}\n\n{head}\n> Dear Bob,\n>\n> is it the lower tray?\n> Ann", own)
    if not only and not head.startswith(">"):
        row(f"{language}: a bare mail below the words of {program} goes", f"{own}\n\n{head}\nDear Bob,\n\nis it the lower tray?\n\nAnn", own)
for fate, language, end in table("mail_ends.tsv"):
    end = end.replace("|", "\n")
    row(f"{language}: {fate}: {end[:60]!r}", f"{own}\n\n{end}", own if fate == "cut" else f"{own}\n\n{end}")
with open(f"{out}/in", "w") as mails, open(f"{out}/names", "w") as names:
    for record, name, wanted in rows:
        mails.write(json.dumps(record) + "\n")
        names.write(json.dumps([name, wanted]) + "\n")
PY
"$gripe" clean -q --pii keep --non-answers keep <"$tmp/in" >"$tmp/out"
is "every mail comes through" "$(wc -l <"$tmp/out")" "$(wc -l <"$tmp/in")"
python3 - "$tmp" <<'PY'
import json, sys
folder = sys.argv[1]
for got, named in zip(open(f"{folder}/out"), open(f"{folder}/names")):
    text, (name, wanted) = json.loads(got)["text"], json.loads(named)
    print(f"ok {name}" if text == wanted else f"not ok {name}\n# got: {text!r}")
PY
