#!/usr/bin/env bash
# Between any two stages head, jq and a closed pipe work; stdin, - and gzip are read.
. "$(dirname "$0")/../tap.sh"
cd "$root" || exit 1
head -c 32 /dev/zero | tr '\0' 'k' >"$tmp/key" && chmod 600 "$tmp/key"
flow=("read -q samples/inbox" "clean -q --key $tmp/key" "dedupe -q" "split -q" "stem -q" "tag -q")
command=""
for stage in "${flow[@]}"; do
    command="$command${command:+ | }$gripe $stage"
    is "head and jq behind ${stage%% *}" "$(bash -c "$command" 2>"$tmp/err" | head -5 | jq -r 'type' | sort | uniq -c | tr -s ' ')" " 5 object"
    is "a closed pipe behind ${stage%% *} is silent" "$(cat "$tmp/err")" ""
done
words=$("$gripe" -h | awk '/^(commands|stages)/ { on = 1; next } NF == 0 { on = 0 } on { print $1 }')
version=$("$gripe" --version)
is "every command and every stage answers --version" "$(for word in $words; do "$gripe" "$word" --version </dev/null 2>&1; done | sort | uniq -c | tr -s ' ')" " $(wc -w <<<"$words") $version"
is "… and -h, which goes before it" "$(for word in $words; do "$gripe" "$word" --version -h </dev/null 2>&1 | head -1 | grep -c "^gripe $word - "; done | sort | uniq -c | tr -s ' ')" " $(wc -w <<<"$words") 1"
"$gripe" read -q samples/inbox/survey.csv >"$tmp/plain"
gzip -c samples/inbox/survey.csv >"$tmp/survey.csv.gz"
"$gripe" read -q --source survey "$tmp/survey.csv.gz" | jq -S 'del(.source)' >"$tmp/zipped"
jq -S 'del(.source)' "$tmp/plain" >"$tmp/plain.jq"
same "gzip is read as what it holds" "$tmp/plain.jq" "$tmp/zipped"
"$gripe" clean -q --key "$tmp/key" <"$tmp/plain" >"$tmp/a"
"$gripe" clean -q --key "$tmp/key" - <"$tmp/plain" >"$tmp/b"
"$gripe" clean -q --key "$tmp/key" "$tmp/plain" >"$tmp/c"
same "standard input, - and a file are the same" "$tmp/a" "$tmp/b"
same "a file is the same as standard input" "$tmp/a" "$tmp/c"
"$gripe" clean -q --key "$tmp/key" "$tmp/plain" -o "$tmp/d.gz"
gzip -dc "$tmp/d.gz" >"$tmp/d"
same "-o FILE.gz writes gzip" "$tmp/a" "$tmp/d"
is "an unknown field passes through every stage untouched" \
    "$(echo '{"id":"x","text":"The parcel is late and the box was broken.","lang":"en","mine":{"b":[1.50,"\u00e9"],"a":null}}' | bash -c "$gripe clean -q --key $tmp/key | $gripe dedupe -q | $gripe split -q | $gripe stem -q | $gripe tag -q" | grep -oF '"mine":{"b":[1.50,"\u00e9"],"a":null}' | sort -u | wc -l)" 1
