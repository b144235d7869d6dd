#!/usr/bin/env bash
# The fast lane: what raises an alert, what does not, how grave it is, what an alert carries, and the exit status.
. "$(dirname "$0")/../tap.sh"
cd "$root" || exit 1

raise() { # TEXT: "risk severity" of each alert
    jq -cn --arg t "$1" '{id: "c1", time: "2025-03-01T09:00:00Z", channel: "email", thread: "t1", text: $t}' | "$gripe" split -q | "$gripe" tag -q | "$gripe" alert -q "${@:2}" 2>&1 |
        jq -r '"\(.risk) \(.severity)"' | paste -sd ' '
}
is "a fire is grave" "$(raise 'The charger caught fire last night.')" "injury 5"
is "a fire that might be is less" "$(raise 'What if it caught fire at night?')" ""
is "a threat on a condition is a threat" "$(raise 'If you do not refund me I will contact my lawyer.')" "legal 4"
is "a denial raises nothing" "$(raise 'There will be no lawsuit and nobody was injured.')" ""
is "an insult is no fraud case" "$(raise 'This app is a scam.')" ""
is "but it can be asked for" "$(raise 'This app is a scam.' --least 2)" "fraud 2"
is "money that was taken is one" "$(raise 'They stole my money from the account.')" "fraud 4"
is "self-harm is never lost in other words" "$(raise 'Since you closed my account I want to end my life, thanks for nothing.')" "self_harm 5"
is "the gravest risk of a mention leads" "$(raise 'My lawyer knows that the battery exploded.')" "injury 5"
is "praise raises nothing" "$(raise 'Thank you, the support was amazing!')" ""
in='{"id":"c1","source":"zendesk","time":"2025-03-01T09:00:00Z","channel":"email","thread":"t1","text":"Hello. The charger caught fire last night."}'
got=$("$gripe" split -q <<<"$in" | "$gripe" tag -q | "$gripe" alert -q)
is "an alert ends with status 1" "$?" 1
is "it says who, where, when and why" "$(jq -c '[.contact, .n, .source, .channel, .thread, .time, .evidence, .risks]' <<<"$got")" \
    '["c1",0,"zendesk","email","t1","2025-03-01T09:00:00Z","caught fire",["injury"]]'
is "its span is the evidence in the contact's text" "$(jq -r '.text as $t | .span' <<<"$got" | jq -r --argjson in "$in" '. as $s | $in.text[$s[0]:$s[1]]')" "caught fire"
"$gripe" split -q <<<'{"id":"c1","text":"All is well here."}' | "$gripe" tag -q | "$gripe" alert -q >"$tmp/out"
is "no alert ends with status 0" "$?" 0
is "and writes nothing" "$(wc -c <"$tmp/out")" 0
