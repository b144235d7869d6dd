#!/usr/bin/env bash
# Stage rank on small tables whose figures can be counted by hand, and its promises: any order, any cut, the same bytes.
. "$(dirname "$0")/../tap.sh"

# m CONTACT N THEME SUB KIND REST: a mention; KIND praise or complaint; REST: more members
m() {
    printf '{"contact":"%s","n":%d,"span":[0,45],"text":"%s says number %d of what %s is about, at length","signals":{"sentiment":[{"value":"x","weight":%s,"span":[0,2]}],"kind":[{"value":"%s","span":[0,2]}]}' \
        "$1" "$2" "$1" "$2" "$3" "$([ "$5" = praise ] && echo 2 || echo -2)" "$5"
    if [ "$3" = - ]; then printf ',"unassigned":"no_match"'; else printf ',"theme":"%s","sub":"%s","fit":0.9' "$3" "$4"; fi
    printf '%s}\n' "${6:-}"
}
{
    m c1 0 t1 s1a complaint ',"channel":"call","person":"p1","score":2,"scale":"stars5"'
    m c2 0 t1 s1b complaint ',"channel":"email","person":"p2","score":1,"scale":"stars5"'
    m c2 1 t2 s2 defect ',"channel":"email","person":"p2","score":1,"scale":"stars5"'
    m c3 0 t2 s2 complaint ',"channel":"email","person":"p3","score":4,"scale":"stars5"'
    m c4 0 t1 s1a complaint ',"channel":"call","person":"p4"'
    m c5 0 t3 s3 complaint ',"channel":"review","copies":5,"score":3,"scale":"stars5"'
    m c6 0 t4 s4 praise ',"channel":"review","score":5,"scale":"stars5"'
    m c7 0 - - complaint ',"channel":"review","score":2,"scale":"stars5"'
    m c8 0 t1 s1a complaint ',"channel":"call","person":"p4"'
} >"$tmp/in"
rank() { "$gripe" rank -q "$@"; }
rank --summary "$tmp/sum" "$tmp/in" >"$tmp/out"
is "themes in the order of pain, then praise, then the unassigned" "$(jq -r '.table + " " + (.theme // .reason)' "$tmp/out" | tr '\n' ,)" \
    "pain t1,pain t2,pain t3,praise t4,unassigned no_match,unassigned language,unassigned too_short,unassigned non_answer,"
is "a contact counts for every theme that it names, once" "$(jq -rc 'select(.table == "pain") | [.contacts, .people, .mentions, .of]' "$tmp/out" | tr '\n' ' ')" \
    "[4,3,4,8] [2,2,2,8] [1,1,1,8] "
is "the first k cover their union" "$(jq -rc 'select(.table == "pain") | .union_share' "$tmp/out" | tr '\n' ' ')" "0.5 0.625 0.75 "
is "unions of people are their own" "$(jq -rc 'select(.table == "pain") | .union_people * 7 | round' "$tmp/out" | tr '\n' ' ')" "3 4 5 "
is "half is reached by one theme, four fifths never" "$(jq -c '[.grains.themes.contacts | .k50, .k80]' "$tmp/sum")" "[1,null]"
is "the headline names its grain and says when there is too little" "$(jq -r .headline "$tmp/sum")" \
    "t1, t2, t3: 3 topics are named in 75 % of the 8 contacts (36–100 %; 75 % at the finer grain)"
is "under --min there is no interval" "$(rank --min 3 "$tmp/in" | jq -c 'select(.table == "pain") | [.too_few, .share_low == null, .rank_low == null]' | tr '\n' ' ')" \
    "[false,false,false] [true,true,true] [true,true,true] "
is "sub-themes are counted at their own grain" "$(jq -c 'select(.theme == "t1") | .subs | map([.sub, .contacts, .rank])' "$tmp/out")" '[["s1a",3,1],["s1b",1,3]]'
is "--copies all weighs duplicates" "$(rank --copies all "$tmp/in" | jq -rc 'select(.table == "pain") | [.theme, .contacts, .of]' | tr '\n' ' ')" \
    '["t3",5,12] ["t1",4,12] ["t2",2,12] '
is "contacts without a theme are told by reason" "$(jq -c 'select(.reason == "no_match") | [.contacts, .mentions, .share]' "$tmp/out")" "[1,1,0.125]"
is "people who came again are counted" "$(jq -c 'select(.theme == "t1") | [.repeat_people, .repeat_contacts]' "$tmp/out")" "[1,1]"
is "quotes are verbatim, of distinct people" "$(jq -rc 'select(.theme == "t1") | .quotes | map(.contact) | sort' "$tmp/out")" '["c1"]'

# scores: mean of 2 1 4 3 5 2 = 17/6; lost: t1 3 + 4/2, t2 4/2 + 1, t3 2, t4 0, none 3, over 6; the last millionth goes to t1, so that they sum to 2.166667
is "points lost are shared evenly among a contact's themes" "$(jq -c '.scores[0].themes | map([.theme, .points_lost + 0])' "$tmp/sum")" \
    '[["t1",0.833334],["t2",0.5],["t3",0.333333],["t4",0],["none",0.5]]'
sums=$(jq -r '.scores[] | [([.themes[].points_lost * 1000000 | round] | add), ([.themes[].points_gained * 1000000 | round] | add), (.points_lost * 1000000 | round), (.points_gained * 1000000 | round), ((.highest - .lowest) * 1000000)] | map(tostring) | join(" ")' "$tmp/sum")
is "points lost and gained sum exactly to the score's distance from both ends" "$sums" "2166667 1833333 2166667 1833333 4000000"
is "the score without a theme is that of the others" "$(jq -c 'select(.theme == "t1") | [.score, .score_without]' "$tmp/out")" "[1.5,3.5]"

printf 'currency\tEUR\nhandling\tcall\t10\nhandling\t*\t1\n' >"$tmp/costs"
is "a theme costs the handling of its contacts" "$(rank --by cost --costs "$tmp/costs" "$tmp/in" | jq -c 'select(.table == "pain") | [.theme, .cost + 0, .if_fixed.cost + 0]' | tr '\n' ' ')" \
    '["t1",31,30] ["t2",2,1] ["t3",1,1] '
is "without costs.tsv no money is shown" "$(jq -c 'select(.theme == "t1") | has("cost")' "$tmp/out")" "false"
rank --by cost "$tmp/in" >/dev/null 2>"$tmp/err"
is "--by cost without costs is a usage error" "$? $(cat "$tmp/err")" "2 gripe rank: --by cost needs --costs FILE"
printf 'handling\tcall\tmuch\n' >"$tmp/bad"
rank --costs "$tmp/bad" "$tmp/in" >/dev/null 2>"$tmp/err"
is "a cost that is no number is told with its line" "$? $(grep -c 'bad:1: "much" is not an amount' "$tmp/err")" "3 1"
is "if fixed: the headline without the theme" "$(jq -c 'select(.theme == "t1") | .if_fixed | [.contacts, .of, .issues, .top_share]' "$tmp/out")" "[3,5,2,0.6]"

# order and cuts
tac "$tmp/in" | rank --summary "$tmp/sum2" >"$tmp/out2"
same "any order of input gives the same themes" "$tmp/out" "$tmp/out2"
same "any order of input gives the same summary" "$tmp/sum" "$tmp/sum2"
awk -v d="$tmp" '{print > (d "/part" NR % 3)}' "$tmp/in"
for i in 0 1 2; do rank --partial -o "$tmp/p$i" "$tmp/part$i"; done
rank --merge --summary "$tmp/sum3" "$tmp/p2" "$tmp/p0" "$tmp/p1" >"$tmp/out3"
same "partial results of a cut through contacts merge into the bytes of the whole" "$tmp/out" "$tmp/out3"
same "and so does the summary" "$tmp/sum" "$tmp/sum3"
rank --merge --partial "$tmp/p0" "$tmp/p1" | rank --merge - "$tmp/p2" | cmp -s - "$tmp/out"
is "partial results merge in any tree" "$?" 0
is "partial and whole mix" "$(cat "$tmp/p0" "$tmp/part1" "$tmp/p2" | rank | cmp - "$tmp/out" && echo same)" same
rank --merge "$tmp/in" >/dev/null 2>"$tmp/err"
is "--merge takes no mentions" "$?" 3
head -c 60 "$tmp/p0" | sed 's/$/"}/' | rank --merge >/dev/null 2>"$tmp/err"
is "a damaged partial result is rejected" "$?" 3
rank --threads 2 "$tmp/in" | cmp -s - "$tmp/out"
is "threads change nothing" "$?" 0
rank --seed 7 "$tmp/in" | jq -c .contacts | cmp -s - <(jq -c .contacts "$tmp/out")
is "a seed changes intervals alone" "$?" 0

{ m d1 0 t s praise; m d2 0 t s praise; m d2 1 t s complaint; m d3 0 t s complaint; m d4 0 t s praise; } >"$tmp/mixed"
rank "$tmp/mixed" >"$tmp/out4"
is "who only praises a theme that others complain about is told apart" "$(jq -c 'select(.theme == "t") | [.table, .contacts, .praised]' "$tmp/out4")" '["pain",2,2]'
i=0; while read -r line; do rank --partial <<<"$line" >"$tmp/line$((i += 1))"; done <"$tmp/mixed"
is "also where a contact is cut between its praise and its complaint" "$(rank --merge "$tmp"/line[1-5] | cmp - "$tmp/out4" && echo same)" same

: | rank --summary "$tmp/sum" >"$tmp/out"
is "nothing in, no theme out" "$? $(jq -r .headline "$tmp/sum") $(wc -l <"$tmp/out" | tr -d ' ')" "0 no issue found in 0 contacts 4"

# time: 60 days, theme a 2 a day, from day 40 on 8 a day; b always 5 a day; action on a's day 40 made it worse
for d in $(seq 0 59); do
    day=$(printf '2025-%02d-%02d' $((1 + d / 28)) $((1 + d % 28)))
    [ $d -lt 40 ] && n=2 || n=8
    for i in $(seq $n); do m "a$d.$i" 0 a "" complaint ",\"time\":\"${day}T10:00:00Z\",\"attrs\":{\"version\":\"$([ $d -lt 40 ] && echo 1 || echo 2)\",\"rare\":\"$([ "$d.$i" = 3.1 ] && echo yes || echo no)\"}"; done
    for i in 1 2 3 4 5; do m "b$d.$i" 0 b "" complaint ",\"time\":\"${day}T11:00:00Z\",\"attrs\":{\"version\":\"$((1 + d % 2))\"}"; done
done >"$tmp/days"
printf 'action\ta\t2025-02-12\tnew courier\nowner\ta\tLogistics\naction\tb\t2025-03-04\tnew page\n' >"$tmp/ledger"
rank --period day --ledger "$tmp/ledger" --summary "$tmp/sum" "$tmp/days" >"$tmp/out"
is "the day of a change is found" "$(jq -r 'select(.theme == "a") | .trend.change.day' "$tmp/out")" "2025-02-13"
is "an action has its verdict, with rates" "$(jq -c 'select(.theme == "a") | .actions[0] | [.verdict, .before, .before_of, .after, .after_of]' "$tmp/out")" '["worse",78,273,160,260]'
is "an action a day ago is too early" "$(jq -r 'select(.theme == "b") | .actions[0].verdict' "$tmp/out")" "too early"
is "the ledger's owner owns" "$(jq -r 'select(.theme == "a") | .owner' "$tmp/out")" "Logistics"
is "a segment that names a theme more often is told" "$(jq -r 'select(.theme == "a") | .segments.version[0].value' "$tmp/out")" "2"
is "a segment with few people is hidden" "$(jq -c '[.segments_hidden, ([.segments[] | select(.segment == "rare") | .value] | join(" "))]' "$tmp/sum")" '[1,"no"]'
is "trends are by day" "$(jq -c 'select(.theme == "b") | .trend | [.period, .state, (.counts | length > 30)]' "$tmp/out")" '["day","steady",true]'
printf 'action\ta\tsoon\tx\n' >"$tmp/bad"
rank --ledger "$tmp/bad" "$tmp/days" >/dev/null 2>"$tmp/err"
is "an action without a date is told with its line" "$? $(grep -c 'bad:1: an action needs a date' "$tmp/err")" "3 1"
# one night of b at four times its level
{ cat "$tmp/days"; for i in $(seq 30); do m "x$i" 0 b "" complaint ',"time":"2025-03-05T11:00:00Z"'; done; } | rank --now 2025-03-05T23:00:00Z --summary "$tmp/sum" >"$tmp/out"
is "a night that the past does not explain is raised" "$(jq -c '[.anomalies[] | select(.tonight and .segment == null) | .theme] | unique' "$tmp/sum")" '["b"]'
is "the same nights without it are quiet about b" "$(rank --summary "$tmp/sum2" "$tmp/days" >/dev/null && jq -c '[.anomalies[] | select(.theme == "b")] | length' "$tmp/sum2")" 0

# The layer of issues: shares are of the contacts that state a problem, a request or a question; its tables by class.
i() { # CONTACT N STATES ISSUE
    printf '{"contact":"%s","n":%d,"span":[0,45],"text":"%s says number %d of what %s is about, at length","states":"%s","issue":"%s","theme":"t1","fit":0.5,"trouble":[{"class":"%s","p":0.9,"by":"reader","span":[0,4]}]}\n' \
        "$1" "$2" "$1" "$2" "$4" "$3" "$4" "$(cut -d. -f1 <<<"${4:-late}")"
}
{
    i c1 0 problem lost.bag; i c1 1 problem late.flight
    i c2 0 problem lost.bag
    i c3 0 problem late.other
    i c4 0 request request.dark_mode
    i c5 0 question question.seat
    i c6 0 praise praise.crew; i c6 1 praise praise.crew
    i c7 0 problem ''
    printf '{"contact":"c8","n":0,"span":[0,9],"text":"nothing.","unassigned":"no_match"}\n'
} >"$tmp/issues"
rank --summary "$tmp/isum" "$tmp/issues" >"$tmp/iout"
is "issues come first, by table, a remainder behind what has a name" "$(jq -r 'select(.issue) | .table + " " + .issue' "$tmp/iout" | tr '\n' ,)" \
    "pain lost.bag,pain late.flight,pain late.other,request request.dark_mode,howto question.seat,praise praise.crew,"
is "shares of issues are of contacts with a problem, a request or a question" "$(jq -rc 'select(.issue and .table == "pain") | [.contacts, .of, .share, .union_share]' "$tmp/iout" | tr '\n' ' ')" \
    "[2,6,0.333333,0.333333] [1,6,0.166667,0.333333] [1,6,0.166667,0.5] "
is "the headline names the issues that have a name" "$(jq -r .headline "$tmp/isum")" \
    "lost.bag, late.flight: 2 issues are named in 33 % of the 6 contacts with a problem (too few for an interval)"
is "what stands outside is told" "$(jq -c '[.contacts, .counted, .unplaced, .states]' "$tmp/isum")" \
    '[8,6,3,{"problem":4,"request":1,"question":1,"praise":1,"vent":0,"churn":0,"nothing":1}]'
rank --partial "$tmp/issues" >"$tmp/iall"
head -4 "$tmp/issues" | rank --partial >"$tmp/ia"
tail -n +5 "$tmp/issues" | rank --partial >"$tmp/ib"
is "partial results of both layers merge" "$(cat "$tmp/ib" "$tmp/ia" | rank --merge | sha256sum)" "$(rank "$tmp/issues" | sha256sum)"
printf '*\t*\tCare\n' >"$tmp/owners"
is "tables are read once for both layers, so that they may come through a pipe" \
    "$(rank --costs <(cat "$tmp/costs") --owners <(cat "$tmp/owners") "$tmp/issues" | jq -c 'select(.table == "pain") | [.issue // .theme, .cost + 0, .owner]' | tr '\n' ' ')" \
    '["lost.bag",2,"Care"] ["late.flight",1,"Care"] ["late.other",1,"Care"] ["t1",7,"Care"] '
