#!/usr/bin/env bash
# Cleaning as a filter: what is kept, what is set aside and why, what is noted. All texts are made.
. "$(dirname "$0")/../tap.sh"
cd "$root" || exit 1

clean() { "$gripe" clean -q --keep-ids "$@"; }
text() { clean "$@" | jq -r .text; }
book() { "$gripe" clean -q --books "$tmp/book" "$@" >"$tmp/out" && jq -c .dropped "$tmp/book"; }

is "HTML mail becomes the customer's own lines" "$(echo '{"id":"a","channel":"email","text":"<div>It jams &amp; smells.<br></div><div class=\"gmail_quote\">On Fri, May 3, 2024 Bob wrote:<blockquote>ok?</blockquote></div>"}' | clean | jq -c '[.text,.notes]')" \
    '["It jams & smells.",["html","quote_cut"]]'
is "reasons balance" "$(printf '%s\n' '{"id":"a","text":"It jams."}' '{"id":"b","text":"n/a"}' '{"id":"c","text":""}' '{"id":"d","role":"agent","text":"We help."}' '{"id":"e","text":"აპლიკაცია არ მუშაობს"}' | book)" \
    '{"language":1,"no_text":1,"non_answer":1,"wrong_role":1}'
is "an unsupported language is named in the book" "$(jq -c '.notes.language_xx' "$tmp/book")" 1
is "--languages keeps those, and listed ones count by code" "$(printf '%s\n' '{"id":"a","text":"It jams all the time."}' '{"id":"b","text":"Es klemmt die ganze Zeit."}' | clean --languages de --books "$tmp/book" | jq -r .id | paste -sd ' '; jq -c .notes.language_en "$tmp/book")" "b
1"
is "--roles customer,agent keeps agents" "$(echo '{"id":"d","role":"Operator","text":"We will help you."}' | clean --roles customer,agent | jq -r .role)" agent
is "a title that says something new is joined" "$(echo '{"id":"a","channel":"review","title":"Paper jam","text":"Every day now"}' | text)" "Paper jam.
Every day now"
is "a title that the text begins with is not" "$(echo '{"id":"a","channel":"review","title":"It jams every…","text":"It jams every day now"}' | text)" "It jams every day now"
is "the subject of an answer is not" "$(echo '{"id":"a","channel":"email","title":"Re: printer","text":"It jams every day now"}' | text)" "It jams every day now"
is "--title keep joins none" "$(echo '{"id":"a","channel":"review","title":"Paper jam","text":"Every day now"}' | text --title keep)" "Every day now"
is "--quotes keep and --signatures keep leave all" "$(echo '{"id":"a","channel":"email","text":"It jams.\n> ok?\n> yes\n-- \nAnn"}' | text --quotes keep --signatures keep --pii keep)" "It jams.
> ok?
> yes
-- 
Ann"
is "--non-answers keep keeps them" "$(echo '{"id":"a","text":"n/a"}' | text --non-answers keep)" "n/a"
is "a person becomes a pseudonym, the same for the same address" "$(printf '%s\n' '{"id":"a","person":"Ann Lee <ann@example.org>","text":"It jams."}' '{"id":"b","person":"ANN@example.org","text":"It smells."}' |
    clean --key "$tmp/key" | jq -r .person | sort -u | grep -cE '^p[0-9a-f]{16}$')" 1
is "the key is its owner's alone" "$(stat -c %a "$tmp/key")" 600
echo '{"id":"case-of-Ann","thread":"T","text":"It jams."}' | "$gripe" clean -q --key "$tmp/key" >"$tmp/keyed"
like "ids of records and threads are hashes under the key" "$(jq -r '"\(.id) \(.thread)"' "$tmp/keyed")" '^k[0-9a-f]{16} t[0-9a-f]{16}$'
is "others under another key" "$(echo '{"id":"case-of-Ann","text":"It jams."}' | "$gripe" clean -q --key "$tmp/key9" | jq -r .id | grep -c "$(jq -r .id "$tmp/keyed")")" 0
is "running numbers stay, of telephones not" "$(printf '%s\n' '{"id":"4711","text":"It jams."}' '{"id":"inbox-4711","source":"inbox","text":"It jams."}' '{"id":"01715557342","text":"It jams."}' |
    "$gripe" clean -q --key "$tmp/key" | jq -r '.id[0:10]' | sed 's/^k.*/keyed/' | paste -sd ' ')" "4711 inbox-4711 keyed"
is "cleaning twice keys once" "$("$gripe" clean -q --key "$tmp/key" "$tmp/keyed" | diff - "$tmp/keyed" && echo same)" same
is "--keep-handle leaves the product's own" "$(echo '{"id":"1","text":"@acme, @ann_lee7 and see ann_cv.pdf or example.org/ann, born on 14.03.1971"}' | clean --keep-handle acme | jq -r .text)" \
    "@acme, [handle] and see [file] or [url], born on [date]"
is "--pii keep leaves the person" "$(echo '{"id":"a","person":"Ann Lee","text":"It jams."}' | clean --pii keep | jq -r .person)" "Ann Lee"
is "unknown fields pass" "$(echo '{"id":"a","text":"It jams.","x":[1,{"y":2}]}' | clean | jq -c .x)" '[1,{"y":2}]'
is "cleaning twice is cleaning once" "$(printf '%s\n' '{"id":"a","channel":"email","person":"Ann <ann@example.org>","title":"Paper jam","text":"It jams &lt;daily&gt;.\n\nOn 3 May 2024 Bob wrote:\n> ok?\n\nCall 555-010-0199.\n-- \nAnn"}' >"$tmp/in"
    clean "$tmp/in" >"$tmp/once"; clean "$tmp/once" | diff - "$tmp/once" && echo same)" same
for bad in "--roles boss" "--languages klingon" "--title maybe" "--pii some"; do
    # shellcheck disable=SC2086
    echo '{"id":"a","text":"x"}' | "$gripe" clean -q $bad >"$tmp/out" 2>"$tmp/err"
    is "$bad is refused as usage" "$? $(wc -l <"$tmp/err")" "2 1"
done
for i in $(seq 1 30); do
    printf '{"id":"%s","channel":"email","person":"person %s","text":"Printer type and number\\nMine jams when page %s of letter %s comes, %s\\nSent by the form of Acme Ltd."}\n' "$i" "$i" "$((i * 7))" "$(echo "$i" | md5sum | tr -d '0-9 -')" "$(echo "x$i" | md5sum | tr -d '0-9 -')"
done >"$tmp/forms"
clean --learn-boilerplate "$tmp/list" "$tmp/forms" >"$tmp/out"
is "lines that recur over senders are learnt" "$(grep -v '^#' "$tmp/list" | cut -f 1,3 | tr '\t' ' ')" "30 printer type and number
30 sent by the form of acme ltd."
is "and cut by the list" "$(clean --boilerplate "$tmp/list" "$tmp/forms" | jq -r 'select(.text | test("Printer|Acme")) | .id' | wc -l)" 0
tac "$tmp/forms" | clean --learn-boilerplate "$tmp/list2" >"$tmp/out"
same "the list does not depend on the order of contacts" "$tmp/list" "$tmp/list2"
is "a list that is not there is said in one line" "$(echo '{}' | "$gripe" clean -q --boilerplate "$tmp/none" 2>&1 >"$tmp/out" | wc -l)" 1
