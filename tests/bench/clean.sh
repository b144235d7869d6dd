#!/usr/bin/env bash
# Clean and dedupe against `wc -w` on the same texts in the same sitting: MB of text a CPU second, best of three, one thread. Prints a Markdown table.
# Reading and writing NDJSON is what `join` without a table does too; its time is taken off, because the fused run makes no JSON. Texts are made: mails of 1 to 12 lines, mostly ASCII, a third of
# them with quoted history and a signature, one in five hundred a copy.
cd "$(dirname "$0")/../.." || exit 2
gripe=${GRIPE_BUILD:-build}/gripe
tmp=$(mktemp -d "${TMPDIR:-/tmp}/gripe-bench.XXXXXX")
export HOME=$tmp
trap 'rm -rf "$tmp"' EXIT
python3 - "$tmp" <<'PY'
import json, random, sys
draw = random.Random(7)
subjects = "the app,my card,your support,this site,the driver,our order,the agent,my account,the café,the printer".split(",")
verbs = "crashed,was declined,never answered,lost my data,charged me twice,arrived late,did not work,kept me waiting,jammed,was ignored".split(",")
tails = "again today,for the third time,and nobody helped me,but the refund came,when I tried to log in,after the last update,in the middle of a payment,without any reason,at page 7".split(",")
with open(sys.argv[1] + "/contacts", "w") as out, open(sys.argv[1] + "/text", "w") as plain:
    for i in range(40000):
        lines = ["Hello,"] + [" ".join(f"{draw.choice(subjects).capitalize()} {draw.choice(verbs)} {draw.choice(tails)}." for _ in range(draw.randint(1, 3))) + f" It was number {i}." for _ in range(draw.randint(1, 12))]
        if i % 3 == 0:
            lines += ["", "Regards,", "Ann", "", "On 3 May 2024 at 10:11, Bob <bob@example.org> wrote:", "> Have you tried it again?", "> It works here."]
        text = "\n".join(lines) if i % 500 else "The same complaint as everybody else has, word for word, sent from the form."
        out.write(json.dumps({"id": str(i), "channel": "email", "person": f"p{i % 900}@example.org", "text": text}, ensure_ascii=False) + "\n")
        plain.write(text + "\n")
PY
bytes=$(wc -c <"$tmp/text")
best() { # COMMAND...: seconds of CPU, best of three
    for _ in 1 2 3; do
        { TIMEFORMAT='%U %S'; time "$@" >/dev/null 2>&1; } 2>&1 | awk '{print $1 + $2}'
    done | sort -n | head -1
}
"$gripe" clean -q "$tmp/contacts" >"$tmp/clean" || exit 1
wc_seconds=$(best wc -w "$tmp/text")
through=$(best "$gripe" join -q "$tmp/contacts")
through_clean=$(best "$gripe" join -q "$tmp/clean")
clean=$(best "$gripe" clean -q "$tmp/contacts")
keep=$(best "$gripe" clean -q --pii keep "$tmp/contacts")
dedupe=$(best "$gripe" dedupe -q "$tmp/clean")
echo "$((bytes / 1000000)) MB of text in 40,000 contacts."
echo
echo "| step, without reading and writing NDJSON | MB of text a CPU second | times the CPU of wc -w |"
echo "|---|---|---|"
awk -v b="$bytes" -v w="$wc_seconds" -v t="$through" -v tc="$through_clean" -v c="$clean" -v k="$keep" -v d="$dedupe" '
function row(name, s) {if (s < 0.001) s = 0.001; printf "| %s | %.0f | %.1f |\n", name, b / 1e6 / s, s / w}
BEGIN {row("wc -w", w); row("NDJSON in and out alone (join)", t); row("clean", c - t); row("clean --pii keep", k - t); row("dedupe", d - tc); row("clean and dedupe", c - t + d - tc); row("the same with NDJSON in and out of both", c + d)}'
