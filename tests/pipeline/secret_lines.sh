#!/usr/bin/env bash
# Lines that recur may name people. The learned list hides those under the key, and still cuts them. All texts and people are made.
. "$(dirname "$0")/../tap.sh"
cd "$root" || exit 1

words=(belt drum door hum leak timer slow hot cold night week kitchen again never lock smell)
contacts() { # 40 customers answer a mail of the shop: its greeting by name, its footer with an address, and a label
    for i in $(seq 40); do
        printf '{"id":"%d","channel":"email","person":"c%d@example.org","text":"Hi Rosalind,\\nThe %s %s %s %s of my washer, %s %s.\\nCare of Dr. Hanna Quist: room %s\\nQuestions go to hanna.quist at washers.example, or to the shop"}\n' \
            "$i" "$i" "${words[i % 16]}" "${words[(i * 3 + 1) % 16]}" "${words[(i * 5 + 2) % 16]}" "${words[(i / 4) % 16]}" "${words[(i * 7) % 16]}" "${words[(i / 3 + 5) % 16]}" "${words[i % 13]}"
    done
}
contacts >"$tmp/in"
clean() { "$gripe" clean -q --key "$tmp/key" "$@"; }
clean --learn-boilerplate "$tmp/list" "$tmp/in" >"$tmp/out" || exit 1
is "no name and no address stands in the list" "$(grep -ciE 'rosalind|hanna|quist|@|washers' "$tmp/list")" 0
like "hidden lines show what kind of data they hold" "$(cut -f3 "$tmp/list")" '\[name\]'
like "… and what they are found by" "$(cut -f5 "$tmp/list")" '^[0-9]+\.[0-9]+\.p[0-9a-f]{16}$'
clean --boilerplate "$tmp/list" "$tmp/in" >"$tmp/cut"
is "they are cut from every contact" "$(wc -l <"$tmp/cut") $(grep -cE 'Hi |Questions|Care of|\[name\]|\[email\]' "$tmp/cut")" "40 0"
is "under another key they stay, masked" "$("$gripe" clean -q --key "$tmp/key2" --boilerplate "$tmp/list" "$tmp/in" | grep -c '\[name\]')" 40
is "cleaning twice is cleaning once" "$(clean --boilerplate "$tmp/list" "$tmp/cut" | diff - "$tmp/cut" && echo same)" same
"$gripe" clean -q --pii keep --learn-boilerplate "$tmp/open" "$tmp/in" >"$tmp/out"
like "with --pii keep the list says all" "$(cut -f3 "$tmp/open")" '^hi rosalind,$'
sed 's/\.p[0-9a-f]*$//' "$tmp/list" >"$tmp/broken"
clean --boilerplate "$tmp/broken" "$tmp/in" >"$tmp/out" 2>"$tmp/err"
is "a damaged cell is refused with its place" "$? $(grep -c 'broken:[0-9]*: the fifth cell' "$tmp/err")" "3 1"
"$gripe" run -q --key "$tmp/key" --out "$tmp/run" "$tmp/in" >"$tmp/page" 2>&1
is "no file of a run names them" "$(grep -rlaiE 'rosalind|hanna|quist' "$tmp/run" | wc -l)" 0
