#!/usr/bin/env bash
# Figures that were wrong once, each on the smallest input that shows the kind: totals over all contacts, scores with their range, dates that are
# none, ratios without data, channels without a price, one person's flood, copies of different people, intervals of persons.
. "$(dirname "$0")/../tap.sh"

rank() { "$gripe" rank -q "$@"; }
# m CONTACT THEME REST: a mention of one complaint; THEME -: of no theme
m() {
    printf '{"contact":"%s","n":0,"span":[0,4],"text":"It is so","signals":{"kind":[{"value":"complaint"}]}' "$1"
    if [ "$2" = - ]; then printf ',"unassigned":"no_match"'; else printf ',"theme":"%s","sub":"s%s","fit":0.9' "$2" "$2"; fi
    printf '%s}\n' "${3:-}"
}
summary() { # FILTER OPTIONS...: of the mentions on standard input
    local filter=$1
    shift
    rank --summary "$tmp/sum" "$@" "$tmp/in" >"$tmp/out"
    jq -c "$filter" "$tmp/sum"
}

{
    m a t1 ',"person":"p1"'
    printf '%s\n' '{"contact":"b","n":0,"span":[0,4],"text":"It is so","unassigned":"no_match","person":"p2","signals":{"risk":[{"value":"churn"}]}}'
} >"$tmp/in"
is "who may leave over no theme is among all contacts" "$(summary .churn_risk)" 1
is "… in parts and merged too" "$(rank --partial "$tmp/in" | rank --merge --summary "$tmp/sum" - >/dev/null && jq .churn_risk "$tmp/sum")" 1
printf 'churn\tchurn\t0.5\nvalue\t*\t100\n' >"$tmp/costs"
is "… and so is what that costs" "$(summary '.cost_churn + 0' --costs "$tmp/costs")" 50

m a t1 ',"channel":"chat"' >"$tmp/in"
m b t1 ',"channel":"call"' >>"$tmp/in"
m c t1 >>"$tmp/in"
printf 'currency\tEUR\ncall\t3\n' >"$tmp/costs"
is "channels without a price are told, with their contacts" "$(summary '[.cost + 0, .unpriced]' --costs "$tmp/costs")" '[3,{"unknown":1,"chat":1}]'
is "… and the page says so" "$("$gripe" report -q --summary "$tmp/sum" "$tmp/out" | grep -c 'cost 3 EUR, without 2 contacts by an unknown channel, chat, that the table of costs has no price for')" 1
printf 'currency\tEUR\nletter\t3\n' >"$tmp/dear"
summary . --costs "$tmp/dear" >/dev/null
is "where no contact has a price, nothing costs 0: what it cost is not known" "$("$gripe" report -q --summary "$tmp/sum" "$tmp/out" | grep -oE '(What it cost|cost 0)[^.]*')" \
    "What it cost is not known: the table of costs has no price for contacts by an unknown channel, call, chat"
printf 'handling\t*\t0\n' >>"$tmp/costs"
is "a price of nothing is a price" "$(summary .unpriced --costs "$tmp/costs")" '{}'

for score in 5 1 11 -3; do m "s$score" t1 ",\"score\":$score,\"scale\":\"stars5\""; done >"$tmp/in"
is "answers outside of the scale are counted, and in no score" "$(summary '[.scores[0] | .scored, .out_of_range, .score + 0], .scores_outside' | tr '\n' ' ')" "[2,2,3] 2 "
is "the page prints the score with the number of its answers" "$("$gripe" report -q --summary "$tmp/sum" "$tmp/out" | grep '^Score')" \
    "Score (stars5): 3.00 on a scale from 1 to 5, of 2 answers; 2 answers outside of the scale are not in it."
for i in $(seq 40); do m "n$i" t1 ",\"score\":$((i % 5 + 1)),\"scale\":\"nps\""; done >"$tmp/in"
is "forty answers from 1 to 5 are no NPS, whatever their column is called" "$(summary '.scores[0] | [.scale, .score + 0, .lowest, .highest]')" '["1-5",3,1,5]'
is "… and the page says so" "$("$gripe" report -q --summary "$tmp/sum" "$tmp/out" | grep '^Score')" \
    "Score (1-5): 3.00 on a scale from 1 to 5, of 40 answers; the data call it nps, which it is not: no answer is 0 or above 5."
m n41 t1 ',"score":9,"scale":"nps"' >>"$tmp/in"
is "… and with a 9 among them they are" "$(summary '.scores[0].scale')" '"nps"'
for i in $(seq 14); do m "n$i" t1 ",\"score\":$((i % 7 + 1)),\"scale\":\"nps\""; done >"$tmp/in"
is "nor are fourteen from 1 to 7" "$(summary '.scores[0] | [.scale, .called, .score + 0, .lowest, .highest]')" '["1-7","nps",4,1,7]'
head -9 "$tmp/in" | sed 's/"score":[67]/"score":5/' >"$tmp/nine" && mv "$tmp/nine" "$tmp/in"
is "nine answers are too few to say so" "$(summary '.scores[0] | [.scale, .called]')" '["nps","nps"]'

{
    echo id,nps,comment
    for i in $(seq 40); do echo "$i,$((i % 11)),"; done
    echo '41,0,"The delivery was late again and nobody answers."'
    echo '42,9,n/a'
} >"$tmp/nps.csv"
"$gripe" run -q --out "$tmp/nps" "$tmp/nps.csv" >"$tmp/page"
is "the score is of all who answered, with words or without" "$(jq -c '.scores[0] | [.scale, .scored, .silent, .detractors, .promoters]' "$tmp/nps/summary.json")" '["nps",42,41,28,7]'
is "… its parts still sum to it" "$(jq -c '.scores[0] | [(.points_lost * 1000000 | round), ([.themes[].points_lost * 1000000 | round] | add)] | .[0] == .[1]' "$tmp/nps/summary.json")" true
is "… and the page says how many" "$(grep -o 'of 42 answers, 41 of them without words' "$tmp/page")" "of 42 answers, 41 of them without words"

for i in $(seq 60); do m "d$i" "t$((i % 2))" ",\"time\":\"2025-03-$(printf %02d $((i % 28 + 1)))T00:00:00Z\""; done >"$tmp/in"
is "the present is the newest date" "$(summary '[.period_change.recent_to, .dates_apart]')" '["2025-03-28",0]'
steady=$(jq -c '.period_change | del(.steady)' "$tmp/sum")
m late t1 ',"time":"2099-01-01T00:00:00Z"' >>"$tmp/in"
is "one date in 2099 is none" "$(summary .dates_apart)" 1
is "… trends stay as they are" "$(jq -c '.period_change | del(.steady)' "$tmp/sum")" "$steady"
is "… and its contact counts" "$(jq .contacts "$tmp/sum")" 61

for i in $(seq 12); do m "d$i" t1 ",\"time\":\"2025-03-$(printf %02d "$i")T00:00:00Z\""; done >"$tmp/in"
m late t1 ',"time":"2099-01-01T00:00:00Z"' >>"$tmp/in"
is "it is none among a dozen either" "$(summary '[.dates_apart, .period_change.recent_to]')" '[1,"2025-03-12"]'
for i in $(seq 88); do m "e$i" t1 ",\"time\":\"2025-03-$(printf %02d $((i % 28 + 1)))T00:00:00Z\""; done >>"$tmp/in"
for i in 1 2; do m "later$i" t1 ",\"time\":\"209$i-01-01T00:00:00Z\""; done >>"$tmp/in"
is "nor are three among a hundred, each of another year" "$(summary '[.dates_apart, .period_change.recent_to]')" '[3,"2025-03-28"]'
for i in 1 2 3; do m "f$i" t1 ",\"time\":\"200$i-03-01T00:00:00Z\""; done >"$tmp/in"
m g t1 ',"time":"2025-03-01T00:00:00Z"' >>"$tmp/in"
is "four contacts cannot tell which date is wrong" "$(summary '[.dates_apart, .period_change.recent_to]')" '[0,"2025-03-01"]'

m a t1 ',"person":"p1","time":"2025-01-01T00:00:00Z"' >"$tmp/in"
printf 'action\tt1\t2030-01-01\tfix\n' >"$tmp/ledger"
is "an action outside of the data has no ratio" "$(rank --ledger "$tmp/ledger" "$tmp/in" | jq -c '.actions // empty | .[] | [.verdict, .before_per_1000, .ratio, .ratio_low, .ratio_high]')" \
    '["too early",null,null,null,null]'
is "nor has a trend without contacts before" "$(rank "$tmp/in" | jq -c '.trend // empty | [.ratio, .ratio_low, .ratio_high]')" "[null,null,null]"

for i in $(seq 30); do m "f$i" t1 ',"person":"loud"'; done >"$tmp/in"
for i in $(seq 20); do m "q$i" t2 ",\"person\":\"p$i\""; done >>"$tmp/in"
is "who wrote most is told" "$(summary .busiest)" 30
is "one person's flood is the second sentence of the page" "$("$gripe" report -q --summary "$tmp/sum" "$tmp/out" | sed -n 's/^Of 50 [^.]*\. \([^.]*\.\).*/\1/p')" \
    "One customer alone wrote 30 of the contacts (60 %)."
is "the interval is of persons: one of them may be drawn twice, or not at all" "$(jq -c 'select(.theme == "t2") | [.share_low < 0.25, .share_high == 1]' "$tmp/out")" "[true,true]"
is "what one person names has too few for an interval" "$(jq -c 'select(.theme == "t1") | [.too_few, .share_low]' "$tmp/out")" "[true,null]"

for i in $(seq 12); do m "k$i" t1; done >"$tmp/in"
is "the interval of a certain share is that share" "$(summary .headline)" '"t1: 1 topic is named in 100 % of the 12 contacts (100–100 %; 100 % at the finer grain)"'

# 40 people with one text, one person with another sent five times, one who is alone
{
    for i in $(seq 40); do printf '{"id":"%s","person":"p%s","text":"The app crashes when I open it."}\n' "$i" "$i"; done
    for i in $(seq 41 45); do printf '{"id":"%s","person":"same","text":"My parcel never arrived at the shop."}\n' "$i"; done
    printf '{"id":"46","text":"I was charged twice for one order."}\n'
} | "$gripe" dedupe -q >"$tmp/contacts"
is "dedupe tells how many people sent the copies" "$(jq -c '[.copies // 1, .senders // 1]' "$tmp/contacts" | sort | tr '\n' ' ')" "[1,1] [40,40] [5,1] "
is "… and keeps it when its own output is deduped" "$("$gripe" dedupe -q "$tmp/contacts" | jq -c '[.copies // 1, .senders // 1]' | sort | tr '\n' ' ')" "[1,1] [40,40] [5,1] "
printf '{"id":"1","text":"The app crashes."}\n{"id":"2","text":"The app crashes."}\n' | "$gripe" dedupe -q >"$tmp/ids"
is "who is not known counts by id" "$(jq -c '[.copies, .senders]' "$tmp/ids")" "[2,2]"
sed 's/"id"/"contact"/; s/"text":/"n":0,"span":[0,4],"theme":"t1","sub":"s1","text":/; s/,"notes":\[[^]]*\]//' "$tmp/contacts" >"$tmp/in"
is "copies of different people are contacts and people, one person's are one" "$(summary '[.copies, .contacts, .people, .wordings]')" '["auto",42,42,3]'
is "--copies one: a contact a wording" "$(summary '[.contacts, .people]' --copies one)" "[3,3]"
is "--copies all: every copy" "$(summary '[.contacts, .people]' --copies all)" "[46,42]"
rank --summary "$tmp/sum" "$tmp/in" >"$tmp/out"
is "the page says contacts and wordings" "$("$gripe" report -q --summary "$tmp/sum" "$tmp/out" | grep -o '^Of 42 contacts in 3 wordings')" "Of 42 contacts in 3 wordings"
is "parts of it merge to the same bytes" "$(split -l 1 "$tmp/in" "$tmp/cut." && for f in "$tmp"/cut.*; do rank --partial "$f"; done | rank --merge - | cmp - "$tmp/out" && echo same)" same

{
    for i in $(seq 40); do printf '{"id":"%s","channel":"chat","person":"p%s","text":"The app crashes when I open it."}\n' "$i" "$i"; done
    for i in $(seq 41 60); do printf '{"id":"%s","channel":"chat","person":"q%s","text":"I was charged twice for order %s and nobody answers my mails about it."}\n' "$i" "$i" "$i"; done
} >"$tmp/same.ndjson"
"$gripe" run -q --out "$tmp/same" "$tmp/same.ndjson" >"$tmp/page"
is "what forty people say in the same words is an issue, and comes back in every resample" \
    "$(jq -c 'select(.table == "pain") | [.issue, .contacts, .people, .came_back, .of_resamples]' "$tmp/same/issues.ndjson" | head -1)" '["crash.app",40,40,20,20]'
sed 's/"person":"p[0-9]*"/"person":"one"/' "$tmp/same.ndjson" | "$gripe" run -q --out "$tmp/same" - >"$tmp/page"
is "… what one person says forty times is not" "$(jq -r 'select(.table == "pain") | .issue' "$tmp/same/issues.ndjson" | grep -c crash)" 0

# the method: issues learnt again on resamples of persons
mkdir "$tmp/model"
printf 'id\tparent\tlabel\n' >"$tmp/model/themes.tsv"
printf 'late\tpain\tLate\t30\t19\nlost.bag\tpain\tBag lost\t20\t7\n' >"$tmp/model/issues.tsv"
for i in $(seq 50); do
    m "i$i" - ",\"states\":\"problem\"$([ "$i" -le 30 ] && printf ',"issue":"%s"' "$([ "$i" -le 20 ] && echo late || echo lost.bag)")"
done >"$tmp/in"
interval='[.share, (.share_low * 100 | round), (.share_high * 100 | round), .resamples]'
is "without resamples the headline's interval is of sampling" "$(summary "$interval" --model "$tmp/model")" "[0.6,47,72,0]"
printf '0\t60\t100\n1\t60\t100\n2\t61\t100\n' >"$tmp/model/issue_resamples.tsv"
is "where learning again moves it less than sampling does, it stays" "$(summary "$interval" --model "$tmp/model")" "[0.6,47,72,2]"
printf '0\t60\t100\n1\t40\t100\n2\t80\t100\n' >"$tmp/model/issue_resamples.tsv"
is "where it moves more, the interval is as much wider" "$(summary "$interval" --model "$tmp/model")" "[0.6,19,99,2]"
is "an issue says in how many of them it came back" "$(jq -c 'select(.issue) | [.issue, .came_back, .of_resamples]' "$tmp/out" | tr '\n' ' ')" '["late",19,2] ["lost.bag",7,2] '
is "… and so does the page" "$("$gripe" report -q --summary "$tmp/sum" "$tmp/out" | grep -c 'came back in')" 2
printf '0\t60\tmany\n' >"$tmp/model/issue_resamples.tsv"
rank --model "$tmp/model" "$tmp/in" >/dev/null 2>"$tmp/err"
is "a damaged table is told with its line" "$? $(grep -c 'issue_resamples.tsv:1: three counts are wanted' "$tmp/err")" "3 1"

"$gripe" run -q --out "$tmp/run" "$root/samples/inbox" >/dev/null 2>&1
is "learning does itself again on twenty resamples" "$(grep -vc '^#' "$tmp/run/model/issue_resamples.tsv")" 21
is "… of which an issue comes back in none to all" "$(awk -F'\t' '!/^#/ && ($5 < 0 || $5 > 20)' "$tmp/run/model/issues.tsv")" ""
sort -t'"' -k4,4 -s "$tmp/run/mentions.ndjson" >"$tmp/sorted"
"$gripe" learn -q --threads 2 -o "$tmp/again" "$tmp/sorted"
is "… and any order, on any number of threads, finds the same" "$(diff -r "$tmp/again" "$tmp/run/model" && echo same)" same

for i in $(seq 30); do m "p$i" - ',"states":"praise","issue":"praise.app"'; done >"$tmp/in"
for i in $(seq 20); do m "w$i" - ',"states":"problem","issue":"late"'; done >>"$tmp/in"
is "praise is a part of all contacts, an issue of those with a problem, and an interval holds its share" \
    "$(rank "$tmp/in" | jq -c 'select(.issue) | [.issue, .share, .of, .share_low <= .share and .share <= .share_high]' | tr '\n' ' ')" '["late",1,20,true] ["praise.app",0.6,50,true] '
summary . >/dev/null
is "the page says what each share is of" "$("$gripe" report -q --summary "$tmp/sum" "$tmp/out" | grep '^### ' | tr '\n' ,)" \
    "### 1. late: 100 % of contacts with a problem,### 1. praise.app: 60 % of all contacts,"
{ m a - ',"states":"problem","issue":"late"'; for i in 1 2; do m "b$i" - ',"states":"praise","issue":"late"'; done; m c - ',"states":"praise","issue":"praise.app"'; } >"$tmp/in"
is "praise that stands in an issue is of the contacts with a problem: no share passes 100 %" "$(summary '[.headline, .unplaced, .states.problem, .states.praise]')" \
    '["late: 1 issue is named in 100 % of the 3 contacts with a problem (too few for an interval)",0,3,1]'
is "… in parts and merged too" "$(split -l 1 "$tmp/in" "$tmp/said." && for f in "$tmp"/said.*; do rank --partial "$f"; done | rank --merge - | cmp - "$tmp/out" && echo same)" same
