#!/usr/bin/env bash
# Texts made to be slow or to take all: cleaning stays linear (a ceiling on CPU for each, generous for a loaded machine) and never loses a contact that has words.
. "$(dirname "$0")/../tap.sh"
cd "$root" || exit 1

python3 - "$tmp" <<'PY'
import json, sys
n = 200000
texts = {
    "quote_marks": ">" * n + " a\nmine",
    "nested_quotes": "".join("> " * min(i % 300, 200) + "x\n" for i in range(4000)) + "mine",
    "attributions": "On 3 May 2024 at 10:11 Bob\n" * 8000 + "mine",
    "endless_attribution": "On 3 May 2024 at 10:11 " + "Bob " * 50000 + "wrote:\nmine",
    "colons": "a:\n" * 60000,
    "verbs": "wrote " * 40000 + "\n> x",
    "headers": "From: a\nTo: b\n" * 15000,
    "entities": "&amp;" * 40000,
    "half_entities": "&" * n,
    "comments": "<!--" * 50000 + "\nmine",
    "open_tags": "<div>" * 40000 + "mine",
    "dashes": "-- \n" * 50000 + "mine",
    "signoffs": "Regards\n" * 30000,
    "long_word": "a" * n,
    "combining": "e" + "\u0301" * 60000 + " mine",
    "one_letter_words": "a b " * 50000,
    "tabs": "\t" * n + "mine",
    "newlines": "mine" + "\n" * n + "x",
}
with open(sys.argv[1] + "/in", "w") as out:
    for name, text in texts.items():
        out.write(json.dumps({"id": name, "channel": "email", "person": "Ann Lee <ann@example.org>", "title": "a" * 5000, "text": text}) + "\n")
PY
count=$(wc -l <"$tmp/in")
while read -r line; do
    name=$(jq -r .id <<<"$line")
    printf '%s\n' "$line" >"$tmp/one"
    ( ulimit -t 20; "$gripe" clean -q --keep-ids --non-answers keep --title keep "$tmp/one" >"$tmp/out" 2>"$tmp/err" )
    is "$name: done within its ceiling, contact kept" "$? $(jq -r .id "$tmp/out" 2>/dev/null)" "0 $name"
done <"$tmp/in"
[ "$count" -gt 0 ] || not_ok "cases were made"
