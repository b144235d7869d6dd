#!/usr/bin/env bash
# Nights of one store: learnt once and assigned from then on, repeated, replaced, empty, learnt anew, by pipes and in one process, killed, and two at once.
. "$(dirname "$0")/../tap.sh"
command -v sqlite3 >/dev/null || { skip "needs sqlite3"; exit 0; }
cd "$tmp" || exit 1
PATH=$GRIPE_BUILD:$PATH
python3 "$root/tests/pipeline/nights_made.py" in 6
night() { # STORE DAY [OPTION]...: the night of that day
    local store=$1 day=$2
    shift 2
    "$gripe" run -q --no-sandbox --store "$store" --now "2025-03-${day}T23:59:59Z" "$@" "in/2025-03-$day.ndjson"
}
# What a store says, without what SQLite alone decides (its own tables of the index of words).
said() { sqlite3 "$1" "SELECT * FROM run ORDER BY 1; SELECT * FROM theme ORDER BY 1, 2; SELECT * FROM contact ORDER BY 1; SELECT * FROM mention ORDER BY 1; SELECT * FROM item ORDER BY 1;
    SELECT * FROM contact_item ORDER BY 1, 2; SELECT * FROM day_count ORDER BY 1, 2; SELECT model, name, hex(bytes) FROM model_file ORDER BY 1, 2; SELECT * FROM descent; SELECT * FROM birth;
    SELECT * FROM birth_member ORDER BY 1; SELECT * FROM action" | sha256sum; }
one() { sqlite3 "$1" "$2"; }

for day in 01 02 03; do
    check "night $day" night a.db "$day" --out "run$day" -o "page$day.md"
done
is "one model serves all nights" "$(one a.db 'SELECT count(*), count(DISTINCT model) FROM model, run')" "3|1"
check "the store is sound" "$gripe" history check --store a.db
before=$(said a.db)
check "the last night again succeeds" night a.db 03 --out again -o again.md
is "and changes nothing in the store" "$(said a.db)" "$before"
same "nor on the page" again.md page03.md
check "the first night again, which had learnt, changes nothing either" night a.db 01
is "nothing in the store" "$(said a.db)" "$before"

check "the nightly plan is found by its name, and its first night learns" night named.db 01 --plan nightly.plan
is "a model" "$(one named.db 'SELECT count(*) FROM model WHERE mentions > 0')" 1
check "the biweekly one learns anew" night named.db 02 --plan biweekly.plan
is "from that model" "$(one named.db 'SELECT count(*) FROM model WHERE parent = 1')" 1

# A night by pipes, made of the script that gripe plan prints.
cp a.db b.db
cp a.db c.db
check "a night in one process" night b.db 04 --out run04 -o page04.md
"$gripe" plan --sh --store c.db --out pipe04 >pipe.sh
sed -i 's/gripe history --store/gripe history --now 2025-03-04T23:59:59Z --store/; s/gripe history \(past\|births\)/gripe history --now 2025-03-04T23:59:59Z \1/; s/gripe rank/gripe rank --now 2025-03-04T23:59:59Z/' pipe.sh
sed -i 's/gripe history --now \([^ ]*\) \(past\|births\) \(.*\)$/gripe history \2 \3 --now \1/' pipe.sh
check "the same night by pipes" bash pipe.sh in/2025-03-04.ndjson
strip() { sqlite3 "$1" "SELECT night, contacts, mentions, headline FROM run ORDER BY 1; SELECT json FROM theme ORDER BY run, n; SELECT item, day, contacts FROM day_count ORDER BY 1, 2; SELECT id, latest, weight, day FROM contact ORDER BY 1;
    SELECT n, text, issue, theme, fit FROM mention ORDER BY number"; }
is "keeps the same" "$(strip c.db | sha256sum)" "$(strip b.db | sha256sum)"
same "and compares with the same past" pipe04/past.tsv run04/past.tsv

# What the past is for: the trends of a night are those of all nights in one run by its model.
cat in/2025-03-0[1-4].ndjson >in/all.ndjson
"$gripe" plan | grep -v -e dedupe -e learn >whole.plan # equal texts of two nights stay two contacts
check "all nights in one run" "$gripe" run -q --no-sandbox --plan whole.plan --model run01/model --now 2025-03-04T23:59:59Z --out all in/all.ndjson
trends() { jq -c 'select(.trend.recent > 0) | [.issue, .trend.recent, .trend.before, .trend.counts]' "$1/issues.ndjson" | sort; }
is "have the counts by day of the last night" "$(trends all)" "$(trends run04)"

# Empty, replaced, beside.
: >in/2025-03-05.ndjson
check "a night without contacts succeeds" night b.db 05
is "and is a night" "$(one b.db "SELECT contacts FROM run WHERE night = '2025-03-05'")" 0
head -50 in/2025-03-04.ndjson >in/part && mv in/part in/2025-03-04.ndjson
check "the night again with other data" night b.db 04
is "replaces it" "$(one b.db "SELECT count(*), max(contacts) FROM run WHERE night = '2025-03-04'")" "1|$(one b.db "SELECT count(*) FROM contact c JOIN run r ON r.number = c.run WHERE r.night = '2025-03-04'")"
is "with its counts" "$(one b.db 'SELECT sum(contacts) FROM day_count WHERE item = 0')" "$(one b.db 'SELECT sum(weight) FROM contact WHERE latest = 1')"
check "and the store is sound" "$gripe" history check --store b.db
"$gripe" history --store b.db </dev/null 2>/dev/null
is "history without input adds nothing" "$(one b.db 'SELECT count(*) FROM run')" 5

# Learnt anew.
items() { one "$1" 'SELECT * FROM contact_item ORDER BY 1, 2' | sha256sum; }
before=$(items b.db)
one b.db 'UPDATE run SET footing = NULL'
check "nights assigned again by their own model" "$gripe" history restate run01 --store b.db
is "count for what they did" "$(items b.db)" "$before"
cp b.db d.db
check "learning anew" night d.db 06 --relearn
is "makes a child of the model" "$(one d.db 'SELECT count(*), max(parent) FROM model')" "2|1"
is "puts all nights on its footing" "$(one d.db 'SELECT group_concat(DISTINCT footing) FROM run WHERE contacts > 0')" 2
is "and says what became of every theme" "$(one d.db "SELECT count(*) FROM model_theme WHERE model = 1 AND theme NOT IN (SELECT former FROM descent WHERE former NOT NULL)")" 0
check "the store is sound after it" "$gripe" history check --store d.db
like "the difference names the model" "$("$gripe" history diff 2025-03-03 2025-03-06 --store d.db | head -1)" 'data: differs; settings: the same; model: differs; version: the same'
is "and its parts sum to the change" "$("$gripe" history diff 2025-03-03 2025-03-06 --store d.db --json | jq -s 'map(select(.change != null) | .change - ."by data" - ."by footing" | fabs) | add')" 0

# What people decided, and whether it helped.
id=$(jq -r 'select(.table == "pain") | .issue' run03/issues.ndjson | head -1)
printf 'action\t%s\t2025-03-02\tnew courier\n' "$id" >ledger.tsv
check "a night with an action in the ledger" night b.db 06 --ledger ledger.tsv -o page06.md
is "keeps its verdict" "$(one b.db 'SELECT issue, verdict FROM action')" "$id|too early"
like "which is on the page" "$(cat page06.md)" "new courier"

# Questions.
like "theme tells its weeks" "$("$gripe" theme --store b.db "$id")" 'by week, [0-9]+ weeks up to 2025-03-0[46]'
is "trend counts each day" "$("$gripe" trend --store b.db --by day --json "$id" | jq -s 'map(.contacts) | add')" "$(one b.db "SELECT sum(d.contacts) FROM day_count d JOIN item i ON i.number = item WHERE i.id = '$id'")"
is "status in JSON" "$("$gripe" status --store b.db --json | jq -r .last_night)" 2025-03-06
is "list is a line a run" "$("$gripe" history list --store b.db --json | wc -l)" "$(one b.db 'SELECT count(*) FROM run')"
like "show has the issues" "$("$gripe" history show 2025-03-03 --store b.db)" "$id"
is "export has each contact once" "$("$gripe" history export --store b.db | jq -r .id | sort -u | wc -l)" "$(one b.db 'SELECT count(*) FROM contact WHERE latest = 1')"
"$gripe" theme --store b.db nothing 2>err
is "an unknown name is a mistake of usage" "$?" 2
sum=$(one b.db 'SELECT sum(contacts) FROM day_count')
check "prune" "$gripe" history prune --before 2025-03-03 --store b.db
is "lets contacts go" "$(one b.db "SELECT count(*) FROM contact c JOIN run r ON r.number = c.run WHERE r.night < '2025-03-03'")" 0
is "and keeps counts" "$(one b.db 'SELECT sum(contacts) FROM day_count')" "$sum"
check "after pruning the store is sound" "$gripe" history check --store b.db
check "vacuum" "$gripe" history vacuum --store b.db

# Two at once: the one waits for the other or says try again.
touch held
(
    echo 'BEGIN IMMEDIATE;'
    while [ -e held ]; do sleep 0.2; done
) | sqlite3 a.db &
for _ in $(seq 300); do # until it holds the lock
    sqlite3 a.db 'BEGIN IMMEDIATE; ROLLBACK' 2>/dev/null || break
    sleep 0.1
done
night a.db 06 --wait 1 2>err
is "a run that meets another writer ends with 75" "$?" 75
is "and one line" "$(grep -c 'gripe run: ' err)" 1
rm held
wait

# Killed: sound, and as before or as after. make kills does the same 300 times.
check "a store whose programs are killed stands as before or as after" python3 "$root/tests/faults/store_kills.py" "$gripe" 8

# A full disk: the store says so, and is what it was.
python3 "$root/tests/bench/store_made.py" big 7 6000 >/dev/null
"$gripe" rank -q --counted big/counted.tsv --summary big/summary.json -o big/lines.ndjson big/mentions.ndjson
before=$(said a.db)
(
    ulimit -f 200 # blocks of 1024 bytes: the write-ahead log of this night does not fit
    "$gripe" history -q --store a.db --records big --summary big/summary.json big/lines.ndjson 2>err
)
is "a file that may grow no further ends the run" "$?" 4
is "and leaves the store as it was" "$(said a.db)" "$before"
check "which is sound" "$gripe" history check --store a.db
