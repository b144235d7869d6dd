#!/usr/bin/env bash
# Folders of real files: one that is broken, a link to nowhere, a file that is none of ours do not end the run, and none goes without a word.
. "$(dirname "$0")/../tap.sh"
cd "$tmp" || exit 1
good() { printf 'id,text\n1,The app crashes often when I open it\n2,I was charged twice this month\n'; }
mkdir in && good >in/good.csv
# aside NAME PATTERN: the two good contacts are there, and the summary names what was set aside
aside() {
    local got
    "$gripe" read --max-rejects 1 --rejects rejects --books book.json in >out 2>err
    got=$?
    is "$1: the run goes on" "$got $(wc -l <out)" "0 2"
    like "$1: named with the reason" "$(cat err)" "set aside: $2"
    like "$1: counted, and in the rejects" "$(cat book.json) $(cat rejects)" '"files_set_aside":1.*"reason"'
    rm -rf in/bad*
}
gzip -c in/good.csv | head -c 30 >in/bad.csv.gz
aside "a gzip that is cut off" 'in/bad\.csv\.gz: byte [0-9]*: gzip data is cut off'
tar cf bad.tar in/good.csv && head -c 540 bad.tar >in/bad.tar
"$gripe" read --max-rejects 1 in >out 2>err
is "a tar that is cut off: the run goes on, and it is named" "$? $(wc -l <out) $(grep -c 'set aside: in/bad\.tar.*damaged' err)" "0 2 2"
rm in/bad.tar
printf 'id,text\n1,"quote not closed\n2,more\n' >in/bad.csv
aside "a quote that never closes" 'in/bad\.csv:2: quote not closed'
printf '[{"text": "half a docu' >in/bad.json
aside "a JSON document that is cut off" 'in/bad\.json'
ln -s /nonexistent in/bad
aside "a link to nowhere" 'in/bad: a link that is not followed: No such file'
ln -s . in/bad
aside "a link to the folder itself" 'in/bad: a link that is not followed: it leads to a folder'
: >in/bad.csv
aside "an empty file" 'in/bad\.csv: the file is empty'
printf 'id,email\n1,ann.sample@example.com\n' >in/bad.csv
aside "a table without words" 'in/bad\.csv: no column looks like what customers write.*: id, email'

ln -s . in/loop && ln -s /nonexistent in/nowhere
"$gripe" run -q --out run in >page 2>err
is "a run with a folder of links prints its page and keeps its books" "$? $(grep -c '^# ' page) $(jq '.inputs | length' run/manifest.json)" "0 1 1"
rm in/loop in/nowhere
gzip -c in/good.csv | head -c 30 >in/cut.csv.gz
"$gripe" run in >page 2>err
is "a broken file of two: the page is printed, and the exit status says it" "$? $(grep -c '^# ' page)" "3 1"
like "with how many there were" "$(tail -1 err)" '1 of 2 files are broken, more than --max-rejects 0.01 allows; the others were read'
rm in/cut.csv.gz
"$gripe" read in/../in/nothing.csv >out 2>err
is "a named file that is not there is an error" "$?" 4
deep=in/$(printf 'd/%.0s' $(seq 70))
mkdir -p "$deep" && good >"$deep/deep.csv"
is "70 folders deep is not too deep" "$("$gripe" read -q in | wc -l)" 4
mkdir 'wow!!!!' && tar cf 'wow!!!!/t.tar' in/good.csv
is "marks in a path are no archives" "$("$gripe" read -q 'wow!!!!/t.tar' | wc -l)" 2
good >in/good.csv && tar cf 1.tar in/good.csv
for i in 2 3 4 5 6; do tar cf $i.tar $((i - 1)).tar; done
"$gripe" read 6.tar >out 2>err
is "archives within archives are opened four deep" "$("$gripe" read -q 4.tar | wc -l) $(wc -l <out) $(grep -c 'archives within archives, more than 4 deep' err)" "2 0 1"
mkdir only && printf 'PK\003\004broken' >only/a.zip && printf '%%PDF-1.4' >only/a.pdf
"$gripe" read only >out 2>err
is "a folder of which all is set aside is an error that names the first" "$? $(grep -c '^gripe read: only/a\.pdf: a PDF document' err)" "3 1"
{ echo id,text; for i in $(seq 30); do echo "$i,"; done; echo '31,The app crashes often'; } >few.csv
like "a file of which hardly a record became a contact is named with the reason" "$("$gripe" read few.csv 2>&1 >/dev/null)" 'few\.csv: 1 of 31 records became contacts: 30 no_text'
