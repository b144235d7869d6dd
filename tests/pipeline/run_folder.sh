#!/usr/bin/env bash
# A run folder: only gripe's own is replaced, and of it what gripe wrote; it is put in place at once, whatever kills the run; what dead runs leave goes
# with the next; the store is written last; digests are of what was read.
. "$(dirname "$0")/../tap.sh"
cd "$tmp" || exit 1
export TMPDIR=$tmp/temporary
mkdir "$TMPDIR"
printf 'id,text\n1,The app crashes often when I open it\n2,I was charged twice\n' >good.csv
printf 'id,text\n1,The app crashes often when I open it\n2,I was charged twice\n3,The parcel never came\n' >more.csv
run() { "$gripe" run -q "$@" >page 2>err; }
left() { find "$tmp" "$TMPDIR" -mindepth 1 -maxdepth 1 \( -name 'run.*' -o -name 'r.*' -o -name 'gripe-run*' -o -name '*.tmp*' \) -printf '%f ' | sort; }
sums() { (cd "$1" && find . -type f ! -name manifest.json ! -name 'note*' | sort | xargs sha256sum | sha256sum); }

# ---- whose folder it is
mkdir -p ext/src && echo '{"manifest_version":3}' >ext/manifest.json && echo precious >ext/src/main.js
run --out ext --store s.db missing.csv
is "a folder with a manifest that is not gripe's is refused" "$? $(cat ext/src/main.js)" "2 precious"
like "before any work: the missing input was not looked for" "$(cat err)" "no run folder"
is "and no store was made" "$(ls s.db 2>/dev/null)" ""
run --out run good.csv
is "a run folder is its owner's alone" "$(stat -c %a run) $(find run -type f ! -perm 600 | wc -l)" "700 0"
is "its marker names all that gripe put there" "$(tail -n +2 run/.gripe-run | grep -v '/$' | sort)" "$(cd run && find . -type f | sed 's|^\./||' | sort)"
ln -s run latest
run --out latest good.csv
is "a link is refused, and stays a link" "$? $(readlink latest)" "2 run"
run --out latest/ good.csv
is "with a slash behind it too" "$? $(readlink latest)" "2 run"
run --out good.csv good.csv
is "a file is refused" "$? $(head -c 2 good.csv)" "2 id"
sed 's/folder 1/folder 99/' -i run/.gripe-run
run --out run good.csv
is "so is the folder of a later version" "$? $(grep -c 'later gripe' err)" "2 1"
sed 's/folder 99/folder 1/' -i run/.gripe-run
mkdir empty && run --out empty good.csv
is "an empty folder becomes a run folder" "$? $(ls empty/manifest.json)" "0 empty/manifest.json"

# ---- what a person put there
echo mine >run/notes.md && mkdir -p run/report/plots && echo plot >run/report/plots/a && ln -s nowhere run/note_link && echo mine >run/zz.ndjson
run --out run more.csv
is "a person's notes stay: a file, a folder in one of gripe's, a link" "$(cat run/notes.md run/report/plots/a) $(readlink run/note_link)" "mine
plot nowhere"
is "and the run is the new one" "$(wc -l <run/contacts.ndjson)" 3
grep -v '^summary.json$' run/.gripe-run >marker && cat marker >run/.gripe-run && echo '{"my":"own"}' >run/summary.json
"$gripe" run --out run good.csv >page 2>err
is "a person's file that has a name of gripe's is kept beside it" "$? $(cat run/summary.json.kept)" '0 {"my":"own"}'
like "which is said" "$(cat err)" "summary.json.kept"
printf '../victim\n/etc\n' >>run/.gripe-run && echo safe >victim
run --out run good.csv
is "a marker that names what lies outside removes nothing" "$? $(cat victim)" "0 safe"
rm -rf outside && mkdir outside && echo safe >outside/read.json && rm -r run/books && ln -s ../outside run/books
run --out run good.csv
is "nor does a link in the place of a folder" "$? $(cat outside/read.json)" "0 safe"
is "nothing is left beside" "$(left)" ""

# ---- killed at any moment
if [[ $GRIPE_BUILD == *asan* ]]; then
    skip "killed while it is put in place: preloading and sanitizers do not go together"
elif cc -shared -fPIC -O1 -o inject.so "$root/tests/faults/inject.c" -ldl 2>err; then
    for mode in exchange two_renames; do
        [ $mode = exchange ] && unset FAULT_NO_EXCHANGE || export FAULT_NO_EXCHANGE=1
        rm -rf run && run --out run good.csv && old=$(sums run)
        LD_PRELOAD=$tmp/inject.so run --out other more.csv && new=$(sums other)
        FAULT_CALL=rename FAULT_COUNT=$tmp/count LD_PRELOAD=$tmp/inject.so run --out run good.csv
        last=$(cat count) bad=""
        for place in "rename $((last - 2))" "rename $((last - 1))" "rename $last" "unlink 1" "unlink 25"; do
            for when in before after; do
                rm -rf run run.* && run --out run good.csv && echo mine >run/notes.md
                (FAULT_CALL=${place% *} FAULT_N=${place#* } FAULT_DO=$when LD_PRELOAD=$tmp/inject.so "$gripe" run -q --out run more.csv >page 2>err; true) 2>/dev/null
                if [ $mode = exchange ]; then
                    now=$(sums run 2>&1)
                    [ "$now" = "$old" ] || [ "$now" = "$new" ] || bad="$bad $place $when: no whole run;"
                fi
                run --out run missing.csv # finds what the dead one left; has no run of its own to publish
                now=$(sums run 2>&1)
                [ "$now" = "$old" ] || [ "$now" = "$new" ] || bad="$bad $place $when: not found again;"
                [ -z "$(left)" ] || bad="$bad $place $when: left $(left);"
                [ "$(cat run/notes.md)" = mine ] || bad="$bad $place $when: notes lost;"
            done
        done
        is "killed while it is put in place ($mode): old or new, nothing lost, and the next run clears up" "$bad" ""
    done
    unset FAULT_NO_EXCHANGE
    rm -rf run && run --out run good.csv
    FAULT_NO_EXCHANGE=1 FAULT_CALL=rename FAULT_N=$last FAULT_DO=before LD_PRELOAD=$tmp/inject.so run --out run more.csv 2>/dev/null
    run --out run missing.csv
    like "what is finished for a dead run is said" "$(cat err)" "run: (finished what|put back)"
else
    skip "needs a C compiler that makes shared objects"
fi

# ---- stopped
rm -rf run && run --out run good.csv && old=$(sums run)
mkfifo pipe
for signal in INT TERM HUP XCPU; do
    (cat good.csv && exec sleep 60) >pipe &
    writer=$!
    env --default-signal=INT "$gripe" run -q --out run pipe >page 2>err & # a shell lets what it starts aside ignore SIGINT
    reader=$!
    for i in $(seq 100); do [ -n "$(left)" ] && break || sleep 0.05; done
    kill -s $signal $reader
    { wait $reader; } 2>/dev/null
    status=$?
    kill $writer
    { wait $writer; } 2>/dev/null
    is "stopped by $signal: one line, nothing left, the earlier run as it was" "$((status > 128)) $(wc -l <err) $(left) $([ "$(sums run)" = "$old" ] && echo same)" "1 1  same"
done
(ulimit -f 8; run --out run more.csv; echo $? >status)
is "a quota on the size of files: one line, nothing left, the earlier run as it was" "$(cat status) $(wc -l <err) $(left) $([ "$(sums run)" = "$old" ] && echo same)" "4 1  same"
like "the line says why" "$(cat err)" "File too large"
if [ -z "${GRIPE_SANITIZED:-}" ] && [[ $GRIPE_BUILD != *asan* ]]; then
    (ulimit -v 90000; run --out run more.csv; echo $? >status)
    is "memory that is out: one line, nothing left, the earlier run as it was" "$(cat status) $(wc -l <err) $(left) $([ "$(sums run)" = "$old" ] && echo same)" "4 1  same"
fi
(cat good.csv && sleep 3) >pipe & writer=$!
"$gripe" run -q --out run pipe >/dev/null 2>living & reader=$!
for i in $(seq 100); do [ -n "$(left)" ] && break || sleep 0.05; done
alive=$(left)
run --out run good.csv
is "what a living run is filling is left alone" "$? $(left)" "0 $alive"
echo mine >run/between.md
wait $writer
wait $reader
is "and is published in its turn" "$? $(wc -c <living)" "0 0"
run --out run good.csv
is "the next run clears up what that one could not, and keeps what a person put there" "$? $(left) $(cat run/between.md)" "0  mine"

# ---- the store comes last, digests are of what was read
if command -v sqlite3 >/dev/null; then
    mkdir taken && echo x >taken/file
    run --out taken --store last.db good.csv
    is "a refused run keeps nothing in the store" "$? $(sqlite3 last.db 'SELECT count(*) FROM run' 2>/dev/null)" "2 "
    run --store last.db --out run good.csv
    is "a run that is published is kept" "$? $(sqlite3 last.db 'SELECT count(*) FROM run')" "0 1"
    if [ -f inject.so ]; then
        (FAULT_CALL=rename FAULT_N=$last FAULT_DO=before LD_PRELOAD=$tmp/inject.so "$gripe" run -q --store last.db --out run more.csv >page 2>err; true) 2>/dev/null
        is "one that dies before it is published is not" "$(sqlite3 last.db 'SELECT count(*) FROM run')" 1
        run --out run missing.csv
    fi
    (echo 'BEGIN EXCLUSIVE;'; sleep 3) | sqlite3 last.db & locker=$!
    sleep 0.5
    old=$(sums run)
    run --wait 1 --store last.db --out run more.csv
    is "with a store that is locked nothing is published" "$? $([ "$(sums run)" = "$old" ] && echo same)" "75 same"
    wait $locker
fi
cp good.csv changing.csv
run --out run changing.csv
is "an input's digest is that of its bytes" "$(jq -r '.inputs[] | "\(.file) \(.bytes) \(.sha256)"' run/manifest.json)" "xxxxxxxx.csv $(stat -c %s good.csv) $(sha256sum <good.csv | cut -d' ' -f1)"
(cat good.csv; sleep 1; echo '3,The door does not close') >pipe & writer=$!
run --out run pipe
wait $writer
is "that of a pipe too" "$(jq -r '.inputs[0].sha256' run/manifest.json)" "$( (cat good.csv; echo '3,The door does not close') | sha256sum | cut -d' ' -f1)"
gzip -nc good.csv >in.csv.gz && run --out run in.csv.gz
is "of what lies in the file, not of what it unpacks to" "$(jq -r '.inputs[0].sha256' run/manifest.json)" "$(sha256sum <in.csv.gz | cut -d' ' -f1)"
mkdir folder && cp good.csv folder/b.csv && cp more.csv folder/a.csv && run --out run folder
is "names of files are shown by their shape: people are named in them" "$(jq -r '.inputs[].file' run/manifest.json | tr '\n' ' ')" "x.csv x.csv "
is "in the order of their names, by their digests" "$(jq -r '.inputs[].bytes' run/manifest.json | tr '\n' ' ')" "$(stat -c %s more.csv) $(stat -c %s good.csv) "

# ---- a model's folder is looked at in the same way
"$gripe" read -q more.csv | "$gripe" clean -q | "$gripe" split -q | "$gripe" stem -q | "$gripe" tag -q >mentions
"$gripe" learn -q -o ext mentions 2>err
is "learn writes no model over a folder of other things" "$? $(cat ext/src/main.js) $(ls -d ext.*  2>/dev/null)" "2 precious "
ln -s ext model_link
"$gripe" learn -q -o model_link mentions 2>err
is "nor over a link" "$? $(readlink model_link)" "2 ext"
"$gripe" learn -q -o model mentions && "$gripe" learn -q -o model mentions
is "over a model it does" "$? $(ls -d model*) $(ls model | head -1)" "0 model
model_link issue_classes.tsv"
