#!/usr/bin/env bash
# What a whole run leaves on the disk names nobody. All texts and people are made.
. "$(dirname "$0")/../tap.sh"

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
"$gripe" run -q --out "$tmp/run" --store "$tmp/store.db" --vault "$tmp/vault.db" "$tmp/box" >"$tmp/page"
is "the run holds its contacts" "$(wc -l <"$tmp/run/contacts.ndjson")" 4
is "nobody's name, address or number is in the run, its report, its model or the store" "$(grep -rliaE 'igor|vessel|415 555|elm street' "$tmp/run" "$tmp/store.db" "$tmp/page")" ""
is "the vault that was asked for does, and is its owner's alone" "$(grep -c 'igor.vessel@example.org' "$tmp/vault.db") $(stat -c %a "$tmp/vault.db")" "1 600"
"$gripe" run -q --key "$tmp/key" --out "$tmp/lines" "$root/tests/golden/secret_lines/input" >"$tmp/page" 2>&1
is "no file of a run names who stands in lines that recur" "$(grep -rlaiE 'rosalind|hanna|quist' "$tmp/lines" "$tmp/page")" ""

# The vault holds the same people however many threads there are, in one process and between pipes; a run that fails keeps nobody.
if command -v sqlite3 >/dev/null; then
    held() { sqlite3 "$1" 'SELECT person, address, said FROM person ORDER BY person'; }
    for threads in 1 3; do "$gripe" run -q --key "$tmp/key" --threads $threads --vault "$tmp/vault.$threads" "$root/samples/inbox" >/dev/null 2>&1; done
    "$gripe" read -q "$root/samples/inbox" 2>/dev/null | "$gripe" clean -q --key "$tmp/key" --learn-boilerplate "$tmp/learnt" >/dev/null 2>&1
    "$gripe" read -q "$root/samples/inbox" 2>/dev/null | "$gripe" clean -q --key "$tmp/key" --boilerplate "$tmp/learnt" --vault "$tmp/vault.pipe" >/dev/null 2>&1
    held "$tmp/vault.1" >"$tmp/held"
    is "one thread or three, fused or piped, the vault holds the same" "$(held "$tmp/vault.3" | cmp - "$tmp/held") $(held "$tmp/vault.pipe" | cmp - "$tmp/held") $(wc -l <"$tmp/held" | grep -c '^[1-9]')" "  1"
    "$gripe" run -q --key "$tmp/key" --vault "$tmp/vault.none" "$root/samples/inbox" nowhere >/dev/null 2>&1
    is "a run that fails leaves nobody in it" "$? $(held "$tmp/vault.none" 2>/dev/null | wc -l)" "4 0"
else
    skip "the vault's rows need sqlite3"
fi

# The key that is given is the one that is used, also where a table is joined, which has a --key of its own.
for more in "" "--customers $root/samples/customers.csv"; do
    rm -f "$tmp/given"
    "$gripe" run -q --key "$tmp/given" --out "$tmp/keyed" $more "$root/samples/inbox" >/dev/null 2>&1
    "$gripe" read -q "$root/samples/inbox" 2>/dev/null | "$gripe" clean -q --key "$tmp/given" 2>/dev/null | jq -r '.person // empty' | sort -u >"$tmp/by_hand"
    is "a run uses the key that is given${more:+, with a table joined}" "$(jq -r '.person // empty' "$tmp/keyed/contacts.ndjson" | sort -u | comm -23 - "$tmp/by_hand" | wc -l) $(wc -l <"$tmp/by_hand" | grep -c '^[1-9]')" "0 1"
done
