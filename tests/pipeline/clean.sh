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
