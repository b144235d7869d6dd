#!/usr/bin/env bash
# What reads the same however it comes (gzipped, from standard input, in UTF-16, with other line ends), and what options of read change.
. "$(dirname "$0")/../tap.sh"
cd "$root/tests/golden/formats/input" || exit 1
for file in amazon.tsv google_play_reviews.csv nps de.csv zendesk.json; do
    [ -e "$file" ] || continue
    "$gripe" read -q "$file" >"$tmp/plain"
    gzip -c "$file" >"$tmp/${file##*/}.gz"
    "$gripe" read -q "$tmp/${file##*/}.gz" >"$tmp/gz"
    same "$file reads the same when it is gzipped" "$tmp/plain" "$tmp/gz"
    "$gripe" read -q - <"$file" >"$tmp/stdin"
    same "$file reads the same from standard input" "$tmp/plain" "$tmp/stdin"
    iconv -f UTF-8 -t UTF-16LE "$file" | { printf '\xff\xfe'; cat; } >"$tmp/utf16"
    "$gripe" read -q "$tmp/utf16" >"$tmp/wide"
    same "$file reads the same in UTF-16" "$tmp/plain" "$tmp/wide"
    { printf '\xef\xbb\xbf'; cat "$file"; } >"$tmp/bom"
    "$gripe" read -q "$tmp/bom" >"$tmp/marked"
    same "$file reads the same with a byte order mark" "$tmp/plain" "$tmp/marked"
done
printf 'date,review\n2027-03-04,"good, very good"\n1955-03-04,"bad, very bad"\n2026-03-04,"so, so so"\n2024-03-04,"fine, very fine"\n2024-03-05,"odd, very odd"\n' >"$tmp/years.csv"
is "a year before 1980 or beyond the one behind --now is no date" "$("$gripe" read --now 2025-06-01T00:00:00Z "$tmp/years.csv" 2>"$tmp/err" | jq -r '[.time // "none", .notes[0] // ""] | join(" ")' | paste -sd,)" "none date_out_of_range,none date_out_of_range,2026-03-04T00:00:00Z ,2024-03-04T00:00:00Z ,2024-03-05T00:00:00Z "
like "and it is counted and said" "$(cat "$tmp/err")" "2 date_out_of_range"
mkdir "$tmp/no-words" && "$gripe" read --lexicons "$tmp/no-words" "$tmp/years.csv" >"$tmp/out" 2>"$tmp/err"
is "lists that no language has are said, once each" "$(grep -o 'has [a-z]*.tsv' "$tmp/err" | sort | uniq -c | tr -s ' \n' ' ')" ' 1 has call.tsv 1 has columns.tsv 1 has dates.tsv 1 has mail.tsv '
printf 'title,thread,review\n"Late","t1","The parcel came, a week late"\n"Lost","t1","The parcel came, a week late"\n"Late","t2","The parcel came, a week late"\n' >"$tmp/ids.csv"
ids() { jq -r .id | paste -sd' '; }
read_ids=$("$gripe" read -q "$tmp/ids.csv" | ids)
is "records that differ in title or thread have ids of their own" "$(tr ' ' '\n' <<<"$read_ids" | grep -c '^h')$(tr ' ' '\n' <<<"$read_ids" | sort -u | wc -l)" 33
is "a record has one id by either door" "$("$gripe" read -q "$tmp/ids.csv" | jq -c 'del(.id)' | "$gripe" join -q | ids)" "$read_ids"
sed 's/$/\r/' de.csv >"$tmp/dos.csv"
"$gripe" read -q de.csv >"$tmp/plain"
"$gripe" read -q "$tmp/dos.csv" >"$tmp/dos"
same "line ends of DOS change nothing" "$tmp/plain" "$tmp/dos"
tr '\n' '\r' <de.csv >"$tmp/mac.csv"
"$gripe" read -q "$tmp/mac.csv" >"$tmp/mac"
same "nor do those of the old Mac" "$tmp/plain" "$tmp/mac"

printf 'a,b,c\nred,"the parcel never came, again",12\n' >"$tmp/map.csv"
is "--map says what is what" "$("$gripe" read -q --map 'text=b,id=#3,person=a' --source shop --channel chat "$tmp/map.csv")" \
    '{"id":"12","source":"shop","channel":"chat","person":"red","text":"the parcel never came, again"}'
"$gripe" read -q --map text=nope "$tmp/map.csv" 2>"$tmp/err"
is "--map with a column that is not there is a usage error" "$?" 2
like "and lists the columns" "$(cat "$tmp/err")" "no column 'nope' among: a, b, c"
printf 'date,review\n03/04/2024,"good, very good"\n05/06/2024,"bad, very bad"\n' >"$tmp/date.csv"
like "--day-first says how dates are meant" "$("$gripe" read -q --day-first "$tmp/date.csv" | head -1)" '2024-04-03'
like "the default is month first, and said" "$("$gripe" read "$tmp/date.csv" 2>&1 >/dev/null)" 'month first: no value decides it'
{
    echo date,review
    for i in $(seq 20000); do echo "03/04/2024,this is review number $i of many"; done
    echo '24/04/2024,the last one'
} >"$tmp/long.csv"
like "a value beyond the look ahead decides the column" "$("$gripe" read -q "$tmp/long.csv" | head -1)" '2024-04-03'
printf '{"id":"1","source":"s","channel":"chat","text":"x","mood":{"a":[1, 2]},"when":null}\n' >"$tmp/own.ndjson"
is "fields that gripe does not know stay" "$("$gripe" read -q "$tmp/own.ndjson")" '{"id":"1","source":"s","channel":"chat","text":"x","mood":{"a":[1, 2]},"when":null}'
printf '{"id":1,"msg":"the app is slow today"}\n{"id":2,"msg":\n{"id":3,"msg":"and it was slow yesterday"}\n' >"$tmp/bad.ndjson"
is "a bad line is set aside, and reading goes on" "$("$gripe" read -q --max-rejects 1 --rejects "$tmp/rejects" "$tmp/bad.ndjson" | wc -l) $(grep -oE '"line":[0-9]+' "$tmp/rejects")" '2 "line":2'
awk 'BEGIN { printf "id,text\n1,\""; for (i = 0; i < 1048576; i++) printf "a"; print "\"\n2,short" }' >"$tmp/wide.csv"
is "a cell of 1 MB is read whole" "$("$gripe" read -q --map text=text,id=id "$tmp/wide.csv" | awk '{ print (length($0) > 1048576) }' | tr '\n' ' ')" "1 0 "
mkdir "$tmp/mixed"
cp de.csv "$tmp/mixed/a.csv"
: >"$tmp/mixed/b.csv"
head -c 5000 /dev/urandom >"$tmp/mixed/c.bin"
printf '[{"text":' >"$tmp/mixed/d.json"
"$gripe" read -q --max-rejects 1 --rejects-raw --rejects "$tmp/rejects" "$tmp/mixed" >"$tmp/out" 2>"$tmp/err"
is "in a folder, files that give nothing are set aside by name, and the others are read" \
    "$? $(wc -l <"$tmp/out") $(grep -oE 'mixed/[a-z]\.[a-z]+' "$tmp/rejects" | tr '\n' ' ')" "0 2 mixed/b.csv mixed/c.bin mixed/d.json "
