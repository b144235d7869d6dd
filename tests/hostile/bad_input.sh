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

"$gripe" run -q --out "$tmp/run" samples/inbox >/dev/null 2>&1
before=$(cd "$tmp/run" && find . -type f -exec sha256sum {} + | sort | sha256sum)
"$gripe" run -q --out "$tmp/run" samples/inbox "$tmp/half.csv.gz" >/dev/null 2>&1
is "a failed run leaves the earlier one as it was" "$(cd "$tmp/run" && find . -type f -exec sha256sum {} + | sort | sha256sum)" "$before"
mkdir "$tmp/precious" && echo mine >"$tmp/precious/letter"
expect "a folder that is no run" 2 "no run folder" "$gripe" run -q --out "$tmp/precious" samples/inbox
is "and it is not touched" "$(cat "$tmp/precious/letter")" mine
is "no temporary folder is left" "$(find "$tmp" -maxdepth 1 -name '*.tmp*' | wc -l)" 0
