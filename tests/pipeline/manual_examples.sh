#!/usr/bin/env bash
# The examples of every manual page run as they stand, in a folder that has what they name: samples/, lexicons/ (and mine/, the same), run/ and mentions.ndjson of a run, feedback.db of a night. A command in
# them that fails is told, also within a pipe, and each page's examples print or write something.
. "$(dirname "$0")/../tap.sh"
for tool in mandoc jq sqlite3; do command -v $tool >/dev/null || { skip "examples need $tool"; exit 0; }; done
mkdir "$tmp/bin" "$tmp/desk"
for folder in samples lexicons; do ln -s "$root/$folder" "$tmp/desk/$folder"; done
ln -s "$root/lexicons" "$tmp/desk/mine"
cd "$tmp/desk" || exit 1
# gripe, as the examples call it: failures are noted; a reader that went away (head) is none, nor is an alert.
cat >"$tmp/bin/gripe" <<SH
#!/usr/bin/env bash
"$gripe" "\$@"
status=\$?
case "\$1 \$status" in *" 0" | *" 141" | "alert 1") ;; *) echo "gripe \$*: exit \$status" >>"$tmp/failed" ;; esac
exit \$status
SH
chmod +x "$tmp/bin/gripe"
PATH=$tmp/bin:$PATH

examples() { mandoc -T utf8 -O width=400 "$1" 2>/dev/null | sed -E 's/.\x08//g' | sed -n '/^EXAMPLES/,/^SEE ALSO/p' | sed -nE 's/^           ?(\$ )?//p'; }

gripe run -q --customers samples/customers.csv --out run --store feedback.db samples/inbox >page.md 2>/dev/null
for page in "$root"/stages/*/*.1 "$root"/pipeline/*.[157]; do
    name=$(basename "$page")
    examples "$page" >"$tmp/example"
    : >"$tmp/failed"
    cp run/mentions.ndjson .
    bash -eu "$tmp/example" >"$tmp/out" 2>"$tmp/err"
    is "the examples of $name run" "$? $(cat "$tmp/failed")" "0 "
    is "… and print or write something, with no empty cell" "$(find "$tmp/out" . -type f -newer "$tmp/example" -size +0 | grep -c . | grep -c '^[1-9]') $(grep -cP '\t\t|^\t' "$tmp/out")" "1 0"
done
