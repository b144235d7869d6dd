#!/usr/bin/env bash
# What reads the same however it comes (gzipped, from standard input, in UTF-16, with other line ends); and ids by whatever door.
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
