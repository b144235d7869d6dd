#!/usr/bin/env bash
# A run gives up what it does not need before it reads: whoever takes a reader over has no net and no other program.
. "$(dirname "$0")/../tap.sh"
[[ $GRIPE_BUILD == *asan* ]] && { skip "preloading and sanitizers do not go together"; exit 0; }
cd "$tmp" || exit 1
cc -shared -fPIC -O1 -o reach.so "$root/tests/faults/reach.c" -ldl 2>err || { skip "needs a C compiler that makes shared objects"; exit 0; }
printf 'id,text\n1,The app crashes often when I open it\n2,I was charged twice\n' >in.csv
reach() { LD_PRELOAD=$tmp/reach.so "$gripe" run -q "$@" in.csv 2>&1 >page | grep '^net:'; }
if ldd "$gripe" | grep -q seccomp; then
    is "a reader reaches nothing" "$(reach)" "net: refused; program: refused; core: none"
    is "nor with threads" "$(reach --threads 4)" "net: refused; program: refused; core: none"
else
    is "without libseccomp there is no core file at least" "$(reach | sed 's/.*core/core/')" "core: none"
fi
mkdir elsewhere stores && echo kept >elsewhere/there
files() { REACH_FILES=elsewhere LD_PRELOAD=$tmp/reach.so "$gripe" run -q "$@" in.csv 2>&1 >page.of.it | grep '^files:'; }
if python3 -c 'import ctypes, sys; sys.exit(ctypes.CDLL(None).syscall(444, None, 0, 1) < 2)'; then # Landlock's version
    is "nor a file outside of what the run writes" "$(files --out reached --store stores/runs.db; cat elsewhere/there; ls elsewhere)" "files:;
kept
there"
    is "nor one with threads and without a folder" "$(files --threads 4; cat elsewhere/there; ls elsewhere)" "files:;
kept
there"
    mkdir away && "$gripe" run -q --out away/run --store away/db/runs.db -o away/page.md in.csv 2>err
    is "a store in a folder that is not there fails with its line" "$?, $(grep -c 'away/db' err)" "4, 1"
    "$gripe" run -q --out away/run --store away/runs.db -o away/page.md in.csv && touch away/run/mine && "$gripe" run -q --out away/run --store away/runs.db -o away/page.md in.csv
    is "a run writes all that it was asked for, twice" "$?: $(ls away) $(ls away/run/mine)" "0: page.md
run
runs.db away/run/mine"
    "$gripe" run -q --key new/folder/key in.csv >page
    is "the first run makes its key" "$?, $(stat -c %s new/folder/key)" "0, 32"
    is "a page goes to a device" "$("$gripe" run -q -o /dev/null in.csv; echo $?)" 0
else
    skip "files elsewhere: the system has no Landlock"
fi
like "--no-sandbox does without" "$(reach --no-sandbox)" "^net: open; program: open"
is "for files as well" "$(files --no-sandbox)" "files: made written linked removed;"
"$gripe" run -q --out with in.csv >page1 && "$gripe" run -q --no-sandbox --out without in.csv >page2
same "the page is the same" page1 page2
