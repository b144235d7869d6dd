#!/usr/bin/env bash
# Promise 1: the same records, the same bytes: piped and fused, in any order, on any number of threads, in any locale.
. "$(dirname "$0")/../tap.sh"
cd "$root" || exit 1
PATH=$(dirname "$gripe"):$PATH
umask 077
head -c 32 /dev/zero | tr '\0' 'k' >"$tmp/key"
chmod 600 "$tmp/key"

records() { (cd "$1" && find . -type f ! -name manifest.json ! -name .gripe-run | sort | while read -r f; do printf '%s %s\n' "$(sha256sum <"$f" | cut -c1-64)" "$f"; done); }

check "a run of the samples succeeds" "$gripe" run -q --key "$tmp/key" --out "$tmp/fused" samples/inbox
records "$tmp/fused" >"$tmp/fused.sums"

"$gripe" plan --sh --key "$tmp/key" --out "$tmp/piped" >"$tmp/piped.sh"
check "the plan as a shell script succeeds" bash "$tmp/piped.sh" samples/inbox
records "$tmp/piped" >"$tmp/piped.sums"
same "piped and fused give the same bytes" "$tmp/fused.sums" "$tmp/piped.sums"

printf 'merge\trefund\tcharged\nsplit\tcrash.app\tupdate\tcrash.update\tApp crashes after an update\npin\tprice.custom\tinvoice\nrename\tlate.delivery\tLate again\nmute\tdirty\n' >"$tmp/ledger.tsv"
"$gripe" run -q --key "$tmp/key" --ledger "$tmp/ledger.tsv" --threads 3 --out "$tmp/decided" samples/inbox >/dev/null 2>&1
"$gripe" plan --sh --key "$tmp/key" --ledger "$tmp/ledger.tsv" --out "$tmp/decided_piped" >"$tmp/decided.sh"
check "the plan as a shell script heeds a ledger" bash "$tmp/decided.sh" samples/inbox
for way in decided decided_piped; do records "$tmp/$way" >"$tmp/$way.sums"; done
same "with a ledger, piped and fused give the same bytes" "$tmp/decided.sums" "$tmp/decided_piped.sums"
is "a merged issue has the contacts of its parts together, each once" "$(jq -s '[.[] | select(.issue == "charged" or .issue == "refund") | .contact] | unique | length' "$tmp/fused/mentions.ndjson")" \
    "$(jq -s '[.[] | select(.issue == "charged") | .contact] | unique | length' "$tmp/decided/mentions.ndjson")"
is "the run folder keeps the ledger" "$(sha256sum <"$tmp/decided/ledger.tsv")" "$(sha256sum <"$tmp/ledger.tsv")"

for threads in 2 5; do
    "$gripe" run -q --key "$tmp/key" --threads $threads --out "$tmp/threads" samples/inbox >/dev/null 2>&1
    records "$tmp/threads" >"$tmp/threads.sums"
    same "$threads threads give the bytes of one" "$tmp/fused.sums" "$tmp/threads.sums"
done

"$gripe" read -q samples/inbox >"$tmp/contacts.ndjson" 2>/dev/null
sort -R --random-source=<(yes) "$tmp/contacts.ndjson" >"$tmp/shuffled.ndjson"
"$gripe" run -q --key "$tmp/key" --out "$tmp/straight" "$tmp/contacts.ndjson" >"$tmp/page1" 2>/dev/null
"$gripe" run -q --key "$tmp/key" --out "$tmp/mixed" "$tmp/shuffled.ndjson" >"$tmp/page2" 2>/dev/null
records "$tmp/straight" >"$tmp/straight.sums"
records "$tmp/mixed" >"$tmp/mixed.sums"
check "the shuffle changed the order" bash -c "! cmp -s '$tmp/contacts.ndjson' '$tmp/shuffled.ndjson'"
same "the order of the input changes nothing" "$tmp/straight.sums" "$tmp/mixed.sums"

# Threads with a desk that answers: what the first pass learns of persons is the same both ways too.
for i in $(seq 40); do
    printf '{"id":"q%d","channel":"ticket","time":"2025-03-%02dT09:00:00Z","person":"customer %d","thread":"t%d","text":"The printer jams on page %d and smells."}\n' "$i" $((i % 28 + 1)) "$i" "$i" "$i"
    printf '{"id":"a%d","channel":"ticket","time":"2025-03-%02dT10:00:00Z","person":"desk %d","thread":"t%d","text":"Please clean the rollers of tray %d first."}\n' "$i" $((i % 28 + 1)) $((i % 3)) "$i" "$i"
done >"$tmp/threads.ndjson"
"$gripe" run -q --key "$tmp/key" --out "$tmp/desk" "$tmp/threads.ndjson" >/dev/null 2>&1
"$gripe" plan --sh --key "$tmp/key" --out "$tmp/desk_piped" >"$tmp/desk_piped.sh"
check "the plan as a shell script reads threads" bash "$tmp/desk_piped.sh" "$tmp/threads.ndjson"
sort -R --random-source=<(yes) "$tmp/threads.ndjson" >"$tmp/threads_mixed.ndjson"
"$gripe" run -q --key "$tmp/key" --threads 3 --out "$tmp/desk_mixed" "$tmp/threads_mixed.ndjson" >/dev/null 2>&1
for way in desk desk_piped desk_mixed; do records "$tmp/$way" >"$tmp/$way.sums"; done
same "agents found in a first pass: piped and fused give the same bytes" "$tmp/desk.sums" "$tmp/desk_piped.sums"
same "agents found in a first pass: order and threads change nothing" "$tmp/desk.sums" "$tmp/desk_mixed.sums"
is "three agents were found and their answers set aside" "$(grep -c '^agent' "$tmp/desk/boilerplate.tsv") $(jq .dropped.wrong_role "$tmp/desk/books/clean.json")" "3 40"

# Far more contacts than may wait in memory: they wait in files.
awk 'BEGIN { srand(7); split("printer,router,invoice,parcel,driver,screen,password,agent,refund,update", thing, ","); split("broken,late,lost,rude,slow,wrong,missing", how, ",");
    for (i = 0; i < 2000; i++) printf "{\"id\":\"w%d\",\"channel\":\"ticket\",\"time\":\"2025-03-%02dT09:00:00Z\",\"person\":\"p%d\",\"lang\":\"en\",\"text\":\"The %s is %s since day %d. Please look at the %s too.\"}\n",
        i, i % 28 + 1, i % 700, thing[int(rand() * 10) + 1], how[int(rand() * 7) + 1], int(rand() * 900), thing[int(rand() * 10) + 1] }' >"$tmp/many.ndjson"
least=$("$gripe" run -q --mem 1M "$tmp/many.ndjson" 2>&1 >/dev/null | grep -oE '[0-9]+M$')
like "too little memory is refused with the size that would do" "$least" '^[0-9]+M$'
"$gripe" run -q --key "$tmp/key" --out "$tmp/roomy" "$tmp/many.ndjson" >"$tmp/page.roomy" 2>/dev/null
records "$tmp/roomy" >"$tmp/roomy.sums"
for threads in 1 3; do
    least=$("$gripe" run -q --threads $threads --mem 1M "$tmp/many.ndjson" 2>&1 >/dev/null | grep -oE '[0-9]+M$')
    check "a run with the least memory and $threads threads succeeds" "$gripe" run -q --key "$tmp/key" --threads $threads --mem "$least" --out "$tmp/narrow" "$tmp/many.ndjson"
    records "$tmp/narrow" >"$tmp/narrow.sums"
    same "with the least memory and $threads threads the bytes are the same" "$tmp/roomy.sums" "$tmp/narrow.sums"
done

LC_ALL=C TZ=Asia/Kolkata "$gripe" run -q --key "$tmp/key" --out "$tmp/locale" samples/inbox >/dev/null 2>&1
records "$tmp/locale" >"$tmp/locale.sums"
same "locale and time zone change nothing" "$tmp/fused.sums" "$tmp/locale.sums"

"$gripe" run -q --key "$tmp/key" --out "$tmp/fused" samples/inbox >/dev/null 2>&1
records "$tmp/fused" >"$tmp/again.sums"
same "a repeated run leaves the same bytes" "$tmp/fused.sums" "$tmp/again.sums"
is "nothing is left beside the run folder" "$(find "$tmp" -maxdepth 1 \( -name '*.tmp*' -o -name '*.old*' \) | wc -l)" 0
