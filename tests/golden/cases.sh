#!/usr/bin/env bash
# A folder a case: `cmd` prints, `expect` is what it printed when somebody last read it, and `input` (a file or a folder) is what it reads.
#
# cmd runs under bash in a folder of its own, with $gripe, $root, $case (its folder) and the functions of tests/tap.sh. It prints sections: a line
# "== what holds" (say), then what shows it (shows does both). Each section is one test, so a case of a hundred rows is told row by row.
# UPDATE=1 writes expect again for all; read the difference before it is committed. UPDATE=1 bash tests/golden/cases.sh NAME... for some.
. "$(dirname "$0")/../tap.sh"

say() { printf '== %s\n' "$1"; }
shows() { printf '== %s\n%s\n' "$1" "$2"; } # NAME VALUE
section() { name="== $1" awk '$0 == ENVIRON["name"] {on = 1; next} /^== / {on = 0} on' "$2"; }

for case in "$root"/tests/golden/*/; do
    case=${case%/} name=${case##*/}
    [ $# -eq 0 ] || [[ " $* " == *" $name "* ]] || continue
    mkdir "$tmp/$name"
    (cd "$tmp/$name" && . "$case/cmd") >"$tmp/$name.got" 2>"$tmp/$name.err" || echo "== $name: cmd ends with $?" >>"$tmp/$name.got"
    [ "${UPDATE:-}" = 1 ] && cp "$tmp/$name.got" "$case/expect"
    grep '^== ' "$tmp/$name.got" | cut -c4- >"$tmp/$name.tests"
    while IFS= read -r test; do
        is "$name: $test" "$(section "$test" "$tmp/$name.got")" "$(section "$test" "$case/expect")"
    done <"$tmp/$name.tests"
    is "$name: it tests what was expected, no less and no more" "$(cat "$tmp/$name.tests")" "$(grep '^== ' "$case/expect" | cut -c4-)"
done
