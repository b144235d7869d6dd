#!/usr/bin/env bash
# A thousand of three thousand people are forgotten: no byte of theirs is left in the store, the vault, a run's folder or a model; what was counted stays; killed
# at any moment, nothing is damaged and the rest is done by doing it again. All people and texts are made.
. "$(dirname "$0")/../tap.sh"
for tool in python3 sqlite3 jq; do command -v $tool >/dev/null || { skip "needs $tool"; exit 0; }; done
cd "$tmp" || exit 1
head -c 32 /dev/zero | tr '\0' 'k' >key
chmod 600 key
# Each person writes one to three contacts with two words of his own, which are looked for by their first letters: an index has stems.
python3 - <<'PY'
import json

SAID = ["The order came late", "The app crashes at checkout", "I was charged twice", "My refund never came", "Nobody answers the phone",
        "Please add a dark mode", "The coffee is excellent", "The parcel is lost", "Login does not work", "The driver was rude"]
WHEN = ["again", "today", "as always", "since March", "in Berlin"]

def word(number):
    return "q" + "".join("bdfgklmnprst"[number // 12**k % 12] + "aeiou"[number // 5**k % 5] for k in range(5)) + "az"

contacts, gone, words = [], [], []
for i in range(3000):
    mine = [word(2 * i), word(2 * i + 1)]
    if i % 3 == 0:
        gone.append(f"{mine[0]}@example.org")
        words += [w[:-2] for w in mine]
    topic = " We heard the zither jingling sweetly." if i % 3 == 0 and i < 600 else ""  # what only they speak of
    for j in range(1 + i // 3 % 3):
        n = len(contacts)
        contacts.append({"id": f"{mine[0]}-{j}", "time": f"2025-03-{1 + n % 28:02d}T10:00:00Z", "person": f"{mine[0]}@example.org",
                         "channel": ["review", "ticket", "social"][n % 3], "score": 1 + n % 5, "scale": "stars5", "lang": "en",
                         "text": f"{SAID[n * 7 % 10]} {WHEN[n // 3 % 5]}, {mine[0]} {mine[1]}. {SAID[n * 3 % 10]}.{topic}"})
assert len(set(words)) == 2000
words += ["zither", "jingl"]
open("in.ndjson", "w").write("".join(json.dumps(c) + "\n" for c in contacts))
open("gone", "w").write("\n".join(gone) + "\n")
open("words", "w").write("\n".join(words) + "\n")
PY
"$gripe" run -q --key key --store first.db --vault first.vault --out first --model "$(: >none; "$gripe" run -q --key key --out learnt in.ndjson >/dev/null 2>&1; echo learnt/model)" in.ndjson >/dev/null
"$gripe" run -q --key key --store first.db --out own --now 2025-04-01 in.ndjson >/dev/null
cp -r learnt/model learnt.model
fresh() { rm -rf s.db* vault run m.*; cp first.db s.db && cp first.vault vault && cp -r own run && rm -rf m && cp -r learnt.model m; }
forget() { "$gripe" forget --key key --store s.db --vault vault "$@" run m; }
held() { grep -rlaFf words s.db* vault run* m m.* 2>/dev/null | sort | tr '\n' ' '; }
fresh
like "before, their words stand in the store, the vault, the models and the run" "$(held)" "m/issue_things.tsv m/model.bin m/themes.tsv run/contacts.ndjson .*run/mentions.ndjson .*run/model/model.bin .*run/report/index.html .*run/themes.ndjson s.db vault $"
forget --list gone 2>told
is "they are forgotten" "$? $(grep -c '1000 people' told)" "0 2"
is "no byte of them is left in any file" "$(held)" ""
jq -r '.person' own/contacts.ndjson | sort -u >all
"$gripe" clean -q --key key in.ndjson | jq -r '[.person, .id] | @tsv' >keyed
paste <(jq -r .person in.ndjson) keyed | grep -Ff gone | cut -f2- | tr '\t' '\n' | sort -u >pseudonyms
is "nor a pseudonym or a keyed id" "$(wc -l <pseudonyms | grep -c '^[1-9]') $(grep -rlaFf pseudonyms s.db vault run m)" "1 "
is "the store is sound, and so is its index" "$(sqlite3 s.db 'PRAGMA integrity_check; PRAGMA foreign_key_check')" ok
is "the log beside the store is gone" "$(ls s.db-wal s.db-shm 2>/dev/null)" ""
is "figures stay: of issues and themes, of days, of runs" \
    "$(cat run/issues.ndjson run/themes.ndjson | jq -cS 'del(.quotes, .label, .terms, .subs[]?.label)' | md5sum; sqlite3 s.db 'SELECT sum(contacts) FROM day_count; SELECT contacts, mentions FROM run')" \
    "$(cat own/issues.ndjson own/themes.ndjson | jq -cS 'del(.quotes, .label, .terms, .subs[]?.label)' | md5sum; sqlite3 first.db 'SELECT sum(contacts) FROM day_count; SELECT contacts, mentions FROM run')"
is "what the others said is there as it was" "$(cat run/contacts.ndjson | md5sum)" "$(grep -vFf pseudonyms own/contacts.ndjson | md5sum)"
is "… and found by its words" "$("$gripe" ask --store s.db --json $(jq -r 'select(.person as $p | $p != null).text' in.ndjson | sed -n 2,9p | grep -oE 'q[a-z]+az' | grep -vFf words | head -1) | wc -l | grep -c '^[1-9]')" 1
"$gripe" assign -q --model m own/mentions.ndjson >by_new
"$gripe" assign -q --model learnt.model own/mentions.ndjson >by_old
is "a model without them assigns as before, but for what was in its sample word for word" "$(grep -vFf pseudonyms by_new | cmp - <(grep -vFf pseudonyms by_old) && echo same)" same
is "quotes of the page are of those who are left" "$(jq -r '.quotes[]?.contact' run/issues.ndjson run/themes.ndjson | grep -cFxf pseudonyms) $(grep -c '^>' run/report/page.md | grep -c '^[1-9]')" "0 1"
forget --list gone >/dev/null 2>&1
is "forgotten twice is forgotten once" "$? $(sqlite3 s.db 'SELECT count(*) FROM contact')" "0 $(sqlite3 s.db 'SELECT count(*) FROM contact')"

# Nobody, one, by pseudonym.
fresh
"$gripe" forget -q --key key nobody@example.org run
is "forgetting who is not there changes nothing, and the report is made again to the byte" "$? $(diff -r run own && echo same)" "0 same"
one=$(head -1 pseudonyms)
"$gripe" forget -q --key nowhere --store s.db "$(jq -r .person own/contacts.ndjson | head -1)"
is "a pseudonym needs no key" "$?" 0
told() { "$@" 2>&1 >/dev/null | sed "s#$tmp/##"; }
is "a name without a key is refused, and no key is made" "$(told "$gripe" forget --key nowhere --store s.db ann@example.org; ls nowhere 2>&1 | grep -c 'No such')" "gripe forget: nowhere: there is no key, so only pseudonyms can be told apart: --key FILE
1"
is "a folder that is no run's is refused" "$(told "$gripe" forget p0123456789abcdef bin; mkdir -p bin; told "$gripe" forget p0123456789abcdef bin)" "gripe forget: bin: this is no folder of a run
gripe forget: bin: this is no folder of a run"
cp own/contacts.ndjson run/copy.ndjson
who=$(jq -r '.person' own/contacts.ndjson | head -1)
"$gripe" forget -q "$who" run 2>told
is "what somebody put there himself is told, and left" "$? $(grep -c 'still stands in run/copy.ndjson' told)" "1 1"

# Another program looks at the store all the while.
fresh
(
    echo 'BEGIN; SELECT count(*) FROM run;'
    sleep 3
) | sqlite3 s.db >/dev/null &
sleep 1
"$gripe" forget -q --wait 0 --store s.db "$who" 2>told
is "a reader makes it try again later, and says so" "$? $(grep -c 'another program\|locked' told)" "75 1"
wait
"$gripe" forget -q --store s.db "$who"
is "… then it is done" "$? $(grep -cF "$who" s.db)" "0 0"

# Killed.
bad=""
for i in 1 2 3 4 5 6 7 8; do
    fresh
    (exec "$gripe" forget -q --key key --store s.db --vault vault --list gone run m 2>/dev/null) &
    pid=$!
    sleep "$(awk -v i="$i" 'BEGIN {srand(i); print rand() * 1.2}')"
    kill -9 $pid 2>/dev/null
    wait $pid 2>/dev/null
    [ "$(sqlite3 s.db 'PRAGMA integrity_check')" = ok ] && "$gripe" why --run run --text "The app crashes." >/dev/null || bad="$bad $i:damaged"
    forget -q --list gone >/dev/null 2>&1 || bad="$bad $i:again"
    [ -z "$(held)" ] || bad="$bad $i:$(held)"
done
is "killed eight times at any moment, all is sound, and done by doing it again" "$bad" ""
