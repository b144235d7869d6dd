#!/usr/bin/env bash
# make faults: the Nth read, write, close, fsync or rename of a run fails. Whatever happens: the run says so and exits with 3 or 4, or it was not hurt
# and left the same bytes; the earlier run folder is whole, old or new; nothing temporary is left.
. "$(dirname "$0")/../tap.sh"
cd "$root" || exit 1
cc -shared -fPIC -O1 -o "$tmp/inject.so" tests/faults/inject.c -ldl || { not_ok "the injector builds"; exit 1; }
head -c 32 /dev/zero | tr '\0' 'k' >"$tmp/key" && chmod 600 "$tmp/key"
export TMPDIR=$tmp/temporary
mkdir "$TMPDIR"
sums() { (cd "$1" && find . -type f ! -name manifest.json | sort | xargs sha256sum | sha256sum); }
one_run() { "$gripe" run -q --key "$tmp/key" --out "$tmp/run" "$1" >"$tmp/page" 2>"$tmp/err"; }

MOST=${FAULTS_MOST:-150} # places tried of each kind, evenly spread; FAULTS_MOST=100000 tries all

one_run samples/inbox/reviews.csv || { not_ok "the run without a fault succeeds"; exit 1; }
old=$(sums "$tmp/run")
one_run samples/inbox/survey.csv
new=$(sums "$tmp/run")
page=$(sha256sum <"$tmp/page")
for call in read write close fsync rename; do
    FAULT_CALL=$call FAULT_N=0 FAULT_COUNT=$tmp/count LD_PRELOAD=$tmp/inject.so "$gripe" run -q --key "$tmp/key" --out "$tmp/counted" samples/inbox/survey.csv >/dev/null 2>&1
    total=$(cat "$tmp/count") bad="" failed=0
    step=$(((total + MOST - 1) / MOST))
    for n in $(seq 1 "$((step > 0 ? step : 1))" "$total"); do
        rm -rf "$tmp/run"
        one_run samples/inbox/reviews.csv
        FAULT_CALL=$call FAULT_N=$n LD_PRELOAD=$tmp/inject.so "$gripe" run -q --key "$tmp/key" --out "$tmp/run" samples/inbox/survey.csv >"$tmp/page" 2>"$tmp/err"
        status=$?
        now=$(sums "$tmp/run")
        case $status in
        0) { [ "$now" = "$new" ] && [ "$(sha256sum <"$tmp/page")" = "$page" ]; } || bad="$bad $n:unseen" ;;
        3 | 4)
            failed=$((failed + 1))
            [ -s "$tmp/err" ] || bad="$bad $n:silent"
            { [ "$now" = "$old" ] || [ "$now" = "$new" ]; } || bad="$bad $n:torn"
            ;;
        *) bad="$bad $n:exit$status" ;;
        esac
        [ -z "$(find "$tmp" "$TMPDIR" -mindepth 1 -maxdepth 1 \( -name '*.tmp*' -o -name '*.old*' -o -name 'gripe-*' \) ! -name check.out)" ] || bad="$bad $n:left"
        find "$tmp" "$TMPDIR" -mindepth 1 -maxdepth 1 \( -name '*.tmp*' -o -name '*.old*' -o -name 'gripe-*' \) -exec rm -rf {} +
    done
    is "$call: $total places, $failed told as failures" "$(echo "$bad" | cut -c1-200)" ""
done
