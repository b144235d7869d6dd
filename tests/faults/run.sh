#!/usr/bin/env bash
# make faults: one open, read, write, close, fsync, rename, unlink, malloc, realloc or mmap of a run fails. Whatever happens: one clear line and status 3 or
# 4 (75 of a store), or the run was not hurt and left the same bytes; the earlier run is whole, old or new; nothing temporary is left that the next run does not remove; and that one succeeds.
# Each place of the program that makes such a call is walked once, at its first call. FAULTS_ALL=1 walks every call; FAULTS_MOST=N at the most N of each
# kind, evenly spread; the names of kinds as arguments walk these alone.
. "$(dirname "$0")/../tap.sh"
cc -shared -fPIC -O1 -o "$tmp/inject.so" "$root/tests/faults/inject.c" -ldl || { not_ok "the injector builds"; exit 1; }
cd "$tmp" || exit 1
head -c 32 /dev/zero | tr '\0' 'k' >key && chmod 600 key
export TMPDIR=$tmp/temporary
mkdir "$TMPDIR"
{
    echo id,time,name,text,score
    for i in 1 2 3 4 5 6; do echo "$i,2025-03-0${i}T10:00:00Z,Ann Lee,The app crashes when I open the camera and nobody answers my mail $i,$i"; done
} >old.csv
{ cat old.csv; echo '7,2025-03-09T10:00:00Z,Bob Ray,"I was charged twice for the same parcel, call me at 0171 5557342",2'; } >new.csv
MOST=${FAULTS_MOST:-100000}
kinds=${*:-open read write close fsync rename unlink mmap realloc malloc}
sums() { (cd "$1" 2>/dev/null && find . -type f ! -name manifest.json | sort | xargs sha256sum | sha256sum); }
left() { find "$tmp" "$TMPDIR" -mindepth 1 -maxdepth 1 \( -name '*.tmp*' -o -name '*.old*' -o -name 'gripe-run*' \) -printf '%f '; }
run() { "$gripe" run -q --key key --out run --store runs.db "$1" >page 2>err; }
store_is_whole() { [ ! -e runs.db ] || [ "$(sqlite3 runs.db 'PRAGMA integrity_check' 2>&1)" = ok ]; }

run old.csv || { not_ok "the run without a fault succeeds" "$(cat err)"; exit 1; }
old=$(sums run) && cp -a run before && cp runs.db before.db
run new.csv
new=$(sums run) page=$(sha256sum <page)
cp -a run wanted
# what is wrong after the fault number $1, which ended with status $2; nothing when all is well
verdict() {
    local now
    now=$(sums run)
    case $2 in
    0)
        { [ "$now" = "$new" ] && [ "$(sha256sum <page)" = "$page" ]; } || printf ' %s:unseen' "$1"
        ;;
    3 | 4 | 75)
        [ "$(wc -l <err)" = 1 ] || printf ' %s:says%s' "$1" "$(wc -l <err)"
        [ "$now" = "$old" ] || [ "$now" = "$new" ] || printf ' %s:torn' "$1"
        ;;
    *) printf ' %s:exit%s' "$1" "$2" ;;
    esac
    # what was put aside and could not be removed is removed by the next run: looked at below
    [ "$2" != 0 ] || [ -z "$(left)" ] || printf ' %s:left' "$1"
    store_is_whole || printf ' %s:store' "$1"
}
for call in $kinds; do
    rm -rf run runs.db* && cp -a before run && cp before.db runs.db
    FAULT_CALL=$call FAULT_COUNT=$tmp/count FAULT_PLACES=$tmp/places LD_PRELOAD=$tmp/inject.so run new.csv
    total=$(cat count)
    [ "${FAULTS_ALL:-}" = 1 ] && seq 1 "$total" >places
    walked=$(wc -l <places) step=$((($(wc -l <places) + MOST - 1) / MOST))
    awk -v step="$((step > 0 ? step : 1))" 'NR % step == 0 || NR == 1' places >chosen
    bad="" told=0 count=0
    while read -r n; do
        rm -rf run runs.db* && cp -a before run && cp before.db runs.db
        FAULT_CALL=$call FAULT_N=$n LD_PRELOAD=$tmp/inject.so run new.csv 2>/dev/null
        status=$?
        told=$((told + (status != 0))) count=$((count + 1))
        new_bad=$(verdict "$n" "$status")
        if [ -n "$new_bad" ]; then
            bad="$bad$new_bad"
            echo "# $call$new_bad: $(head -c 300 err | tr '\n' '|')$(diff -rq -x manifest.json run wanted 2>&1 | head -3 | tr '\n' ' ')"
        fi
        if [ -n "$new_bad" ] || [ -n "$(left)" ] || [ $((count % 20)) = 0 ]; then
            run new.csv || bad="$bad $n:next"
            [ "$(sums run)" = "$new" ] || bad="$bad $n:next-differs"
            [ -z "$(left)" ] || bad="$bad $n:next-left"
        fi
    done <chosen
    is "$call: $total calls from $walked places, $count walked, $told told as failures, each clean" "$(echo "$bad" | cut -c1-300)" ""
done
