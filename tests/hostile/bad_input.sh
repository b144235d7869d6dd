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
one_line() { is "$1: one line" "$(wc -l <"$tmp/err")" 1; }

expect "a missing file" 4 "missing\.csv: cannot be opened: No such file" "$gripe" run "$tmp/missing.csv"
one_line "a missing file"
mkdir "$tmp/empty-folder"
expect "an empty folder" 3 "empty-folder" "$gripe" run "$tmp/empty-folder"
head -c 65536 /dev/urandom >"$tmp/noise.bin"
expect "a binary file" 3 "noise\.bin" "$gripe" run "$tmp/noise.bin"
: >"$tmp/empty.csv"
expect "an empty file" 3 "empty\.csv" "$gripe" run "$tmp/empty.csv"
printf 'id,text\n1,"fine"\n2,"quote not closed\n3,more\n' >"$tmp/open.csv"
expect "a CSV with an open quote" 3 "open\.csv:3" "$gripe" run "$tmp/open.csv"
gzip -c samples/inbox/reviews.csv | head -c 600 >"$tmp/half.csv.gz"
expect "a gzip cut in half" 3 "half\.csv\.gz.*cut off" "$gripe" run "$tmp/half.csv.gz"
expect "a full disk" 4 "No space left on device" bash -c "'$gripe' run -q samples/inbox >/dev/full"
expect "a full disk behind a stage" 4 "No space left on device" bash -c "'$gripe' read -q samples/inbox >/dev/full"
for asked in "-h" "--version" "run -h" "run --version" "plan" "why -h" "read -h" "read --list-formats"; do
    expect "a full disk behind gripe $asked" 4 "^gripe( [a-z]+)?: standard output: write failed: No space left" bash -c "'$gripe' $asked >/dev/full"
done
expect "an unknown option" 2 "nosuch" "$gripe" run --nosuch samples/inbox
expect "an unknown command" 2 "unknown command" "$gripe" nosuch
expect "a file without a command" 2 "gripe run FILE" "$gripe" README.md
expect "a value out of range" 2 "near" "$gripe" dedupe --near 7 /dev/null

echo '{"id":"1","text":"good"}' >"$tmp/mixed.ndjson"
echo '{"id":"2","text":' >>"$tmp/mixed.ndjson"
expect "a broken line" 3 "mixed\.ndjson:2" "$gripe" dedupe -q --rejects "$tmp/rejects" "$tmp/mixed.ndjson"
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
printf 'order,stars\n17,5\n18,1\n' >"$tmp/no_text.csv"
"$gripe" read "$tmp/no_text.csv" >"$tmp/out" 2>"$tmp/err"
is "a table in which nobody wrote anything is no error" "$?" 0
like "but that is said, with the columns there are" "$(cat "$tmp/err")" "no_text.csv: no column looks like what customers write; name one with --map text=COLUMN: order, stars"

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
