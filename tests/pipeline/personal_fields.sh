#!/usr/bin/env bash
# Persons in other fields than the text: attributes, links, ids, fields that no stage knows; and what a whole run leaves on the disk.
. "$(dirname "$0")/../tap.sh"
cat >"$tmp/in" <<'END'
{"id":"1","source":"crm","person":"Mara Tolen <mara.tolen@example.org>","text":"My card was declined twice.","url":"https://shop.example/users/mara.tolen/reviews/1","attrs":{"agent_name":"Bo Quist","inReplyTo":"tolen_m","plan":"pro","user_agent":"Browser 5.0","where":"write to mara.tolen@example.org"},"author":"Mara Tolen","meta":{"seen":["x"],"assigned_to":["Bo Quist",null],"mail":"mara.tolen@example.org","n":4111111111111111}}
{"id":"https://social.example/@tolen_m/2","source":"crm","person":"eli@example.org","thread":"<77.mara.tolen@example.org>","text":"The app closes by itself.","url":"https://shop.example/orders/5551234567","attrs":{"agent_name":"bo  quist","plan":"basic"},"odd" : { "b":1, "a":[ 2 ] }}
END
clean() { "$gripe" clean -q "$@" "$tmp/in"; }
clean >"$tmp/out"
is "no name, handle or address is left" "$(grep -icE 'tolen|quist|eli@' "$tmp/out")" 0
is "one agent written two ways is one pseudonym" "$(jq -r .attrs.agent_name "$tmp/out" | sort -u | grep -cE '^p[0-9a-f]{16}$')" 1
is "the writer of an unknown field is the person" "$(head -1 "$tmp/out" | jq -r '.author == .meta.assigned_to[0], .meta.assigned_to[1]' | tr '\n' ' ')" "false null "
is "other attributes stay" "$(head -1 "$tmp/out" | jq -c '[.attrs.plan, .attrs.user_agent, .attrs.where]')" '["pro","Browser 5.0","write to [email]"]'
is "numbers of unknown fields stay, strings are masked" "$(head -1 "$tmp/out" | jq -c '[.meta.seen, .meta.mail, .meta.n]')" '[["x"],"[email]",4111111111111111]'
is "a link to a person's page goes, and that is noted" "$(head -1 "$tmp/out" | jq -c '[.url, .notes]')" '[null,["url_cut"]]'
is "another link stays" "$(tail -1 "$tmp/out" | jq -r .url)" "https://shop.example/orders/5551234567"
like "an id and a thread that name somebody become hashes" "$(tail -1 "$tmp/out" | jq -r '.id + " " + .thread')" '^k[0-9a-f]{16} t[0-9a-f]{16}$'
like "unknown fields with nothing to hide keep their bytes" "$(tail -1 "$tmp/out")" '"odd":\{ "b":1, "a":\[ 2 \] \}'
"$gripe" clean -q "$tmp/out" >"$tmp/again"
same "cleaning twice is cleaning once" "$tmp/again" "$tmp/out"
is "--pii drop takes the fields out" "$(clean --pii drop | head -1 | jq -c '[.attrs.agent_name, .attrs.plan]')" '[null,"pro"]'
is "--pii keep keeps all" "$(clean --pii keep | head -1 | jq -r '.author, .attrs.agent_name, .url')" "$(head -1 "$tmp/in" | jq -r '.author, .attrs.agent_name, .url')"
is "the book counts fields" "$(clean --books "$tmp/book" >/dev/null; jq -r '.notes.pii_field' "$tmp/book")" 5

# A mailbox, a table and a chat in which one person stands in every place that a source has; nothing of him may be in a run's folder or store.
mkdir "$tmp/box"
cat >"$tmp/box/mail.mbox" <<'END'
From igor.vessel@example.org Mon Mar  3 10:00:00 2025
From: Igor Vessel <igor.vessel@example.org>
To: help@shop.example
Date: Mon, 3 Mar 2025 10:00:00 +0000
Message-ID: <1.igor.vessel@example.org>
Subject: Invoice for Igor Vessel

Hello, my name is Igor Vessel and the invoice is wrong again. You can call +1 415 555 0134.

Kind regards,
Igor Vessel
12 Elm Street

END
cat >"$tmp/box/reviews.csv" <<'END'
review_id,Review Text,Stars,User Name,Reviewed By,Phone,Profile Link,date
1,"The invoice is wrong and Igor Vessel is angry. Mail igor.vessel@example.org",1,Igor Vessel,Igor Vessel,+1 415 555 0134,https://shop.example/users/igor.vessel,2025-03-03
2,The parcel was late,2,igor.vessel,igor.vessel,+1 415 555 0134,https://shop.example/@igor.vessel,2025-03-04
END
printf '{"id":"9","channel":"chat","person":"igor.vessel@example.org","thread":"igor.vessel@example.org","text":"Vessel here, the invoice is wrong","username":"igor.vessel"}\n' >"$tmp/box/chat.ndjson"
"$gripe" run -q --out "$tmp/run" --store "$tmp/store.db" "$tmp/box" >"$tmp/page"
is "the run holds its contacts" "$(wc -l <"$tmp/run/contacts.ndjson")" 4
is "nobody's name, address or number is in the run, its report, its model or the store" "$(grep -rliaE 'igor|vessel|415 555|elm street' "$tmp/run" "$tmp/store.db" "$tmp/page")" ""
