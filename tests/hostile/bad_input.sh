#!/usr/bin/env bash
# Bad input: one clear line with place and reason, the right exit status, nothing half-written.
. "$(dirname "$0")/../tap.sh"
cd "$root" || exit 1

# expect NAME STATUS PATTERN COMMAND...
expect() {
    local name=$1 status=$2 pattern=$3 got
    shift 3
    "$@" >"$tmp/out" 2>"$tmp/err"
    got=$?
    is "$name: exit $status" "$got" "$status"
    like "$name: says what and where" "$(cat "$tmp/err")" "$pattern"
}
head -c 65536 /dev/urandom >"$tmp/noise.bin"
expect "a binary file" 3 "noise\.bin" "$gripe" run "$tmp/noise.bin"
gzip -c samples/inbox/reviews.csv | head -c 600 >"$tmp/half.csv.gz"
expect "a full disk" 4 "No space left on device" bash -c "'$gripe' run -q samples/inbox >/dev/full"
expect "a full disk behind a stage" 4 "No space left on device" bash -c "'$gripe' read -q samples/inbox >/dev/full"
for asked in "-h" "--version" "run -h" "run --version" "plan" "why -h" "read -h" "read --list-formats"; do
    expect "a full disk behind gripe $asked" 4 "^gripe( [a-z]+)?: standard output: write failed: No space left" bash -c "'$gripe' $asked >/dev/full"
done

echo '{"id":"1","text":"good"}' >"$tmp/mixed.ndjson"
echo '{"id":"2","text":' >>"$tmp/mixed.ndjson"
"$gripe" dedupe -q --max-rejects 1 --rejects "$tmp/rejects" "$tmp/mixed.ndjson" >"$tmp/out" 2>/dev/null
is "with --max-rejects 1 the run goes on" "$?" 0
is "and the rejected line is kept with its place, and nobody's words" "$(jq -r '"\(.line) \(.bytes)"' "$tmp/rejects")" '2 {"xx":"9","xxxx":'
is "for its owner alone" "$(stat -c %a "$tmp/rejects")" 600
"$gripe" dedupe -q --max-rejects 1 --rejects-raw --rejects "$tmp/rejects" "$tmp/mixed.ndjson" >"$tmp/out" 2>/dev/null
is "--rejects-raw keeps it as it was" "$(jq -r '"\(.source | sub(".*/"; "")) \(.bytes)"' "$tmp/rejects")" 'mixed.ndjson {"id":"2","text":'

"$gripe" run -q --out "$tmp/run" samples/inbox >/dev/null 2>&1
before=$(cd "$tmp/run" && find . -type f -exec sha256sum {} + | sort | sha256sum)
"$gripe" run -q --out "$tmp/run" samples/inbox "$tmp/half.csv.gz" >/dev/null 2>&1
is "a failed run leaves the earlier one as it was" "$(cd "$tmp/run" && find . -type f -exec sha256sum {} + | sort | sha256sum)" "$before"
mkdir "$tmp/precious" && echo mine >"$tmp/precious/letter"
expect "a folder that is no run" 2 "no run folder" "$gripe" run -q --out "$tmp/precious" samples/inbox
is "and it is not touched" "$(cat "$tmp/precious/letter")" mine
is "no temporary folder is left" "$(find "$tmp" -maxdepth 1 -name '*.tmp*' | wc -l)" 0

# What a stranger named may not steer the terminal: ESC, the C1 controls as a character and as a byte, marks of direction.
escapes=$(printf '\033[31m\302\233\2331m\342\200\256\007x')
printf 'id,text,%s\n1,The app crashes when I open it,a\n2,I was charged twice this week,b\n' "$escapes" >"$tmp/$escapes.csv"
cd "$tmp" || exit 1
steering() { LC_ALL=C grep -cP '[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]|\xe2\x80[\x8e\x8f\xaa-\xae]|(?<![\xc2-\xf4\x80-\xbf])[\x80-\xbf]' "$1"; }
while read -r name command; do
    eval "'$gripe' $command" >/dev/null 2>"$tmp/err"
    is "$name says nothing that steers the terminal" "$(wc -l <"$tmp/err" | sed 's/^[1-9].*/some/') $(steering "$tmp/err")" "some 0"
done <<'CASES'
explain read --explain "$escapes.csv"
verbose read -v "$escapes.csv"
missing run "$escapes"
reject dedupe --max-rejects 1 "$escapes.csv"
command "$escapes"
option run "--$escapes"
out run --out "$escapes.csv" "$escapes.csv"
CASES
