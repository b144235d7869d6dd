#!/usr/bin/env bash
# An issue has one count: in the record, on the page in both formats, and by hand from the contacts as the page says how, whatever --copies is.
. "$(dirname "$0")/../tap.sh"

python3 - >"$tmp/copies.csv" <<'PY'
# The same words by many, and by one person many times.
print("id,date,person,review")
for i in range(40):
    print(f"a{i},2025-03-{1 + i % 28:02d},p{i % 25},The delivery is late again and nobody answers the phone.")
for i in range(30):
    print(f"b{i},2025-03-{1 + i % 28:02d},q{i},My parcel number {i} has been late for {i} days and the app crashes when I pay.")
PY
for copies in auto all one; do
    check "a run with --copies $copies" "$gripe" run -q --copies "$copies" --out "$tmp/$copies" "$root/samples/inbox" "$tmp/copies.csv" -o "$tmp/$copies.md"
    case $copies in auto) weight='(.senders // 1)' ;; all) weight='(.copies // 1)' ;; one) weight=1 ;; esac
    by_hand=$(jq -r "$weight as \$n | .issues[] | [., \$n] | @tsv" "$tmp/$copies/contacts.ndjson" | awk -F '\t' '{n[$1] += $2} END {for (i in n) print i "\t" n[i]}' | LC_ALL=C sort)
    record=$(jq -r '[.issue, .contacts] | @tsv' "$tmp/$copies/issues.ndjson" | LC_ALL=C sort)
    is "with --copies $copies the contacts counted by hand are those of the record" "$(diff <(echo "$by_hand") <(echo "$record"))" ""
    labels=$(jq -r 'select(.table == "pain" and (.issue | endswith(".other") | not)) | [.label, .contacts] | @tsv' "$tmp/$copies/issues.ndjson" | head -10)
    page=$(sed -n '/^## All issues/,/^## In cust/p' "$tmp/$copies.md" | awk -F ' [|] ' '/^[|] [0-9]/ {gsub(",", "", $3); print $2 "\t" $3}')
    is "with --copies $copies the page has them" "$(diff <(echo "$labels") <(echo "$page"))" ""
    html=$(sed -n '/id="pareto"/,/<\/section>/p' "$tmp/$copies/report/index.html" | grep -oP '<tr><th scope="row">\K[^<]*</th><td class="n">[0-9,]+' | sed 's/<\/th><td class="n">/\t/; s/,//g; s/&#39;/'"'"'/g')
    is "with --copies $copies the HTML page has them" "$(diff <(echo "$labels") <(echo "$html"))" ""
    is "with --copies $copies the page says how to count by hand" "$(grep -c 'same counts by hand' "$tmp/$copies.md")" 1
done
is "the three ways differ, so that this shows something" "$(for c in auto all one; do jq -s "map(.contacts) | add" "$tmp/$c/issues.ndjson"; done | sort -u | wc -l)" 3
