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
