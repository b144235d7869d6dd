#!/usr/bin/env bash
# Text stages against `wc -w` on the same texts in the same sitting: MB of text a second, best of three, one thread. Prints a Markdown table.
# The stages read and write NDJSON here, which is most of their time; fused, no JSON is made.
cd "$(dirname "$0")/../.." || exit 2
gripe=${GRIPE_BUILD:-build}/gripe
tmp=$(mktemp -d "${TMPDIR:-/tmp}/gripe-bench.XXXXXX")
trap 'rm -rf "$tmp"' EXIT
python3 - "$tmp" <<'PY'
import json, random, sys
draw = random.Random(7)
subjects = "the app,my card,your support,this site,the driver,our order,the agent,my account".split(",")
verbs = "crashed,was declined,never answered,lost my data,charged me twice,arrived late,did not work,kept me waiting".split(",")
tails = "again today,for the third time,and nobody helped me,but the refund came,when I tried to log in,after the last update,in the middle of a payment,without any reason".split(",")
with open(sys.argv[1] + "/contacts", "w") as out, open(sys.argv[1] + "/text", "w") as plain:
    for i in range(60000):
        text = " ".join(f"{draw.choice(subjects).capitalize()} {draw.choice(verbs)} {draw.choice(tails)}." for _ in range(draw.randint(1, 6)))
        out.write(json.dumps({"id": str(i), "channel": "ticket", "lang": "en", "text": text}) + "\n")
        plain.write(text + "\n")
PY
bytes=$(wc -c <"$tmp/text")
best() { # COMMAND...: seconds of CPU, best of three
    for _ in 1 2 3; do
        { TIMEFORMAT='%U %S'; time "$@" >/dev/null 2>&1; } 2>&1 | awk '{print $1 + $2}'
    done | sort -n | head -1
}
"$gripe" split -q "$tmp/contacts" >"$tmp/split" && "$gripe" stem -q "$tmp/split" >"$tmp/stem" && "$gripe" tag -q "$tmp/stem" >"$tmp/tag" || exit 1
wc_seconds=$(best wc -w "$tmp/text")
echo "| step | MB of text a CPU second | times the CPU of wc -w |"
echo "|---|---|---|"
row() { awk -v n="$1" -v b="$bytes" -v s="$2" -v w="$wc_seconds" 'BEGIN {printf "| %s | %.1f | %.1f |\n", n, b / 1e6 / s, s / w}'; }
row "wc -w" "$wc_seconds"
row "split (from contacts)" "$(best "$gripe" split -q "$tmp/contacts")"
row "stem (from split mentions)" "$(best "$gripe" stem -q "$tmp/split")"
row "tag (from split mentions)" "$(best "$gripe" tag -q "$tmp/split")"
row "alert (from tagged mentions)" "$(best "$gripe" alert -q "$tmp/tag")"
