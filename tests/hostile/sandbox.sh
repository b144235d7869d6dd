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
like "--no-sandbox does without" "$(reach --no-sandbox)" "^net: open; program: open"
"$gripe" run -q --out with in.csv >page1 && "$gripe" run -q --no-sandbox --out without in.csv >page2
same "the page is the same" page1 page2
