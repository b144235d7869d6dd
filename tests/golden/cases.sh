#!/usr/bin/env bash
# A folder a case: `cmd` prints, `expect` is what it printed when somebody last read it, and `input` (a file or a folder) is what it reads.
#
# cmd runs under bash in a folder of its own, where `input` stands as well, with $gripe, $root, $case (its folder) and the functions of tests/tap.sh.
# It prints sections: a line "== what holds" (say), then what shows it (shows does both; told shows how a command ends and what it says). Each
# section is one test, so a case of a hundred rows is told row by row. What is printed without a section is one test of the case's name.
# A case that cannot run everywhere begins with needs TOOL.
# UPDATE=1 writes expect again for all; read the difference before it is committed. UPDATE=1 bash tests/golden/cases.sh NAME... for some.
. "$(dirname "$0")/../tap.sh"

say() { printf '== %s\n' "$1"; }
shows() { printf '== %s\n%s\n' "$1" "$2"; } # NAME VALUE
told() {                                    # NAME COMMAND...: its messages, then its exit status; the command reads what stands on standard input
    local status=0
    say "$1"
    "${@:2}" 2>&1 >/dev/null || status=$?
    echo "exit status $status"
}
needs() { command -v "$1" >/dev/null || { echo "skip: needs $1"; exit 0; }; }
# mention CONTACT THEME MORE: a mention with a complaint as assign writes it; THEME -: it has none; MORE: further members, each behind a comma
mention() {
    printf '{"contact":"%s","n":0,"span":[0,4],"text":"It is so","signals":{"kind":[{"value":"complaint"}]}' "$1"
    if [ "$2" = - ]; then printf ',"unassigned":"no_match"'; else printf ',"theme":"%s","sub":"s%s","fit":0.9' "$2" "$2"; fi
    printf '%s}\n' "${3:-}"
}

# compare CASE GOT EXPECT: a line of TAP for each section, and one that says whether the sections are those expected
compare() {
    awk -v name="$1" '
        function told(text) { gsub(/\n/, "\n# ", text); return text }
        FNR == 1 { file++ }
        /^== / { section = substr($0, 4); order[file, ++count[file]] = section; next }
        { text[file, section] = text[file, section] "\n" $0 }
        END {
            for (i = 1; i <= count[1]; i++) {
                section = order[1, i]
                if (text[1, section] == text[2, section]) print "ok " name ": " section
                else print "not ok " name ": " section "\n# got:" told(text[1, section]) "\n# wanted:" told(text[2, section])
                if (section != order[2, i]) moved = 1
            }
            if (text[1, ""] != text[2, ""]) print "not ok " name "\n# got:" told(text[1, ""]) "\n# wanted:" told(text[2, ""])
            else if (text[1, ""] != "") print "ok " name
            print (moved || count[1] != count[2] ? "not ok " : "ok ") name ": it tests what was expected, no less and no more"
        }' "$2" "$3"
}

for case in "$root"/tests/golden/*/; do
    case=${case%/} name=${case##*/}
    [ $# -eq 0 ] || [[ " $* " == *" $name "* ]] || continue
    mkdir "$tmp/$name"
    [ ! -e "$case/input" ] || ln -s "$case/input" "$tmp/$name/input"
    (cd "$tmp/$name" && . "$case/cmd") >"$tmp/$name.got" 2>"$tmp/$name.err" || echo "== $name: cmd ends with $?" >>"$tmp/$name.got"
    if grep '^skip: ' "$tmp/$name.got" | sed "s/^skip: /skip $name: /" | grep .; then continue; fi
    [ "${UPDATE:-}" = 1 ] && cp "$tmp/$name.got" "$case/expect"
    [ -e "$case/expect" ] || { not_ok "$name: what it prints was never read: UPDATE=1 bash tests/golden/cases.sh $name"; continue; }
    compare "$name" "$tmp/$name.got" "$case/expect"
done
