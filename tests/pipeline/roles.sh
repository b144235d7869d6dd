#!/usr/bin/env bash
# Who wrote: by the source's word, by a phrase, by the place in the thread; what is kept, noted and counted. All texts and people are made.
. "$(dirname "$0")/../tap.sh"
cd "$root" || exit 1

# A support mailbox: 12 customers ask, one address answers, each thanks; the desk opens one thread itself, and one customer writes in another's.
mails() {
    for i in $(seq 12); do
        printf '{"id":"q%d","source":"mbox","channel":"email","time":"2025-03-%02dT09:00:00Z","person":"Customer %d <c%d@example.org>","thread":"t%d","title":"Printer %d","text":"The printer jams on page %d."}\n' "$i" "$i" "$i" "$i" "$i" "$i" "$i"
        printf '{"id":"a%d","source":"mbox","channel":"email","time":"2025-03-%02dT10:00:00Z","person":"Acme <desk@acme.example>","thread":"t%d","title":"Re: Printer %d","text":"Please clean the rollers of tray %d."}\n' "$i" "$i" "$i" "$i" "$i"
        printf '{"id":"t%d","source":"mbox","channel":"email","time":"2025-03-%02dT11:00:00Z","person":"Customer %d <c%d@example.org>","thread":"t%d","title":"Re: Printer %d","text":"It still jams, on page %d now."}\n' "$i" "$i" "$i" "$i" "$i" "$i" "$((i + 1))"
    done
    echo '{"id":"o1","source":"mbox","channel":"email","time":"2025-03-20T09:00:00Z","person":"Acme <desk@acme.example>","thread":"t90","title":"Our hours","text":"The office is closed on Monday."}'
    echo '{"id":"o2","source":"mbox","channel":"email","time":"2025-03-20T10:00:00Z","person":"Customer 3 <c3@example.org>","thread":"t90","title":"Re: Our hours","text":"Closed again, what a pity."}'
}
mails >"$tmp/mails"
sort -R --random-source=<(yes) "$tmp/mails" >"$tmp/mixed"
clean() { "$gripe" clean -q --keep-ids --key "$tmp/key" "$@"; }
clean --learn-boilerplate "$tmp/list" "$tmp/mails" >"$tmp/out"
clean --learn-boilerplate "$tmp/list2" "$tmp/mixed" >"$tmp/out"
same "the list does not depend on the order of contacts" "$tmp/list" "$tmp/list2"
is "the list names one agent and the thread that it opened" "$(grep -cE '^agent	p[0-9a-f]{16}	' "$tmp/list") $(grep -cE '^opened	p[0-9a-f]{16}	[0-9a-f]{16}$' "$tmp/list")" "1 1"
is "no name and no address stands in the list" "$(grep -ciE 'desk|acme|@' "$tmp/list")" 0
clean --boilerplate "$tmp/list" --books "$tmp/book" "$tmp/mails" >"$tmp/out"
is "answers go, all that customers wrote stays, and what the agent began" "$(jq -r '.id[:1]' "$tmp/out" | sort | uniq -c | tr -s ' ' | paste -sd ' ')" " 2 o  12 q  12 t"
is "the book says how many and why" "$(jq -c '[.dropped.wrong_role, .notes.role_by_position]' "$tmp/book")" "[12,12]"
is "--roles all keeps them with their role and a note" "$(clean --boilerplate "$tmp/list" --roles all "$tmp/mails" | jq -c 'select(.role != null) | [.role, .notes]' | sort | uniq -c | tr -s ' ')" ' 12 ["agent",["role_by_position"]]'
is "cleaning twice is cleaning once" "$(clean --boilerplate "$tmp/list" --roles all "$tmp/mails" >"$tmp/once"; clean --boilerplate "$tmp/list" --roles all "$tmp/once" | diff - "$tmp/once" && echo same)" same
is "under another key the list knows nobody" "$("$gripe" clean -q --key "$tmp/key2" --boilerplate "$tmp/list" "$tmp/mails" | wc -l)" 38
is "with --pii keep it is read under the key as well" "$(clean --pii keep --boilerplate "$tmp/list" "$tmp/mails" | wc -l)" 26
is "the source's word counts more" "$(jq -c '.role = "customer"' "$tmp/mails" | clean --boilerplate "$tmp/list" | wc -l)" 38
is "a row that is deleted is an agent no more" "$(grep -v '^agent' "$tmp/list" >"$tmp/fewer"; clean --boilerplate "$tmp/fewer" "$tmp/mails" | wc -l)" 38
is "in a later run its new threads are its own, its answers are not" "$(printf '%s\n' '{"id":"n1","channel":"email","time":"2025-05-01T09:00:00Z","person":"desk@acme.example","thread":"t200","title":"New prices","text":"Prices rise in May."}' \
    '{"id":"n2","channel":"email","time":"2025-05-01T09:00:00Z","person":"desk@acme.example","thread":"t201","title":"AW: Printer","text":"Please clean the rollers."}' | clean --boilerplate "$tmp/list" | jq -r .id)" n1
is "a phrase tells too, and the note says so" "$(echo '{"id":"a","text":"<p>Thank you for contacting our support about the printer.</p>"}' | clean --roles agent | jq -c '[.role, .notes]')" '["agent",["html","role_by_phrase"]]'
is "a macro that an answer quotes is not the answer" "$(printf '%s\n' '{"id":"a","channel":"email","text":"It still jams.\n\nOn Mon, May 6, 2024 at 9:12 AM Acme wrote:\n> Thank you for contacting our support."}' \
    '{"id":"b","channel":"ticket","text":"> Thank you for contacting our support.\n\nYou never answered."}' | clean --roles all | jq -c '[.id, .role]' | paste -sd ' ')" '["a",null] ["b",null]'
"$gripe" run -q --key "$tmp/key" --out "$tmp/run" "$tmp/mails" >"$tmp/page"
is "a run learns and uses it" "$(jq -c '[.kept, .dropped.wrong_role]' "$tmp/run/books/clean.json")" "[26,12]"
