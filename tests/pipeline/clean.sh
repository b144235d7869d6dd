#!/usr/bin/env bash
# What holds for cleaning whatever it reads: cleaning twice is cleaning once, and a list that is learnt does not depend on the order of contacts.
. "$(dirname "$0")/../tap.sh"
cases=$root/tests/golden

clean() { "$gripe" clean -q --key "$tmp/key" "$@"; }
twice() { # NAME FILE OPTIONS...
    clean "${@:3}" "$2" >"$tmp/once"
    clean "${@:3}" "$tmp/once" >"$tmp/again"
    same "cleaning $1 twice is cleaning once" "$tmp/once" "$tmp/again"
}
learnt() { # NAME FILE: leaves the list
    clean --learn-boilerplate "$tmp/list" "$2" >"$tmp/out"
    sort -R --random-source=<(yes) "$2" | clean --learn-boilerplate "$tmp/mixed" >"$tmp/out"
    same "the list of $1 does not depend on the order of contacts" "$tmp/list" "$tmp/mixed"
}
printf '%s\n' '{"id":"a","channel":"email","person":"Ann <ann@example.org>","title":"Paper jam","text":"It jams &lt;daily&gt;.\n\nOn 3 May 2024 Bob wrote:\n> ok?\n\nCall 555-010-0199.\n-- \nAnn"}' >"$tmp/mail"
twice "a mail" "$tmp/mail"
twice "persons in other fields" "$cases/personal_fields/input"
learnt "lines that recur" "$cases/clean_boilerplate/input"
learnt "agents" "$cases/roles_by_thread/input/mails.ndjson"
twice "threads with an agent" "$cases/roles_by_thread/input/mails.ndjson" --boilerplate "$tmp/list" --roles all
learnt "hidden lines" "$cases/secret_lines/input"
twice "hidden lines" "$cases/secret_lines/input" --boilerplate "$tmp/list"
echo '{"id":"case-of-Ann","thread":"T","text":"It jams."}' | "$gripe" clean -q --key "$tmp/key" >"$tmp/keyed"
like "ids of records and threads are hashes under the key" "$(jq -r '"\(.id) \(.thread)"' "$tmp/keyed")" '^k[0-9a-f]{16} t[0-9a-f]{16}$'
is "others under another key" "$(echo '{"id":"case-of-Ann","text":"It jams."}' | "$gripe" clean -q --key "$tmp/key9" | jq -r .id | grep -c "$(jq -r .id "$tmp/keyed")")" 0
is "running numbers stay, of telephones not" "$(printf '%s\n' '{"id":"4711","text":"It jams."}' '{"id":"inbox-4711","source":"inbox","text":"It jams."}' '{"id":"01715557342","text":"It jams."}' |
    "$gripe" clean -q --key "$tmp/key" | jq -r '.id[0:10]' | sed 's/^k.*/keyed/' | paste -sd ' ')" "4711 inbox-4711 keyed"
is "cleaning twice keys once" "$("$gripe" clean -q --key "$tmp/key" "$tmp/keyed" | diff - "$tmp/keyed" && echo same)" same
is "--keep-handle leaves the product's own" "$(echo '{"id":"1","text":"@acme, @ann_lee7 and see ann_cv.pdf or example.org/ann, born on 14.03.1971"}' | clean --keep-handle acme | jq -r .text)" \
    "@acme, [handle] and see [file] or [url], born on [date]"
