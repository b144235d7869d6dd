#!/usr/bin/env bash
# What a mention states: the rules by which patterns compete, on lists made here; and what holds for every answer with the shipped lists and the reader.
. "$(dirname "$0")/../tap.sh"
cd "$root" || exit 1

lists=$tmp/lexicons
mkdir -p "$lists/en" "$lists/any"
cp lexicons/any/trouble_class.tsv "$lists/any/"
printf '%s\n' $'=no\t3' $'cannot\t4\tcant' $'not\t4' >"$lists/en/negation.tsv"
printf '%s\n' $'awful\t-3' >"$lists/en/sentiment.tsv"
printf '%s\n' $'bag\tbag\tbag, suitcase\ta bag\ta bug' $'refund\trefund\trefund\ta refund\ta fund' >"$lists/en/thing.tsv"
printf '%s\n' \
    $'CANT * open\tcannot\t\tI cannot open it\tI can open it' \
    $'NOT * refund\trefund\t\tThey did not refund me\tThey refunded me' \
    $'^ add\trequest\t\tAdd it\tTo add it' \
    $'awful\tvent\t\tAwful\tOdd' \
    $'delay\tlate\tkept\tA delay\tA day' \
    $'fee\tcharged\ttopic\tA fee\tA flea' \
    $'late\tlate\t\tIt was late\tIt was early' \
    $'late night\t-\t\tA late night\tA late parcel' \
    $'lost\tlost\t\tThey lost it\tThey found it' \
    $'rate rise\tprice\ttrade=bank\tA rate rise\tA rate' \
    >"$lists/en/trouble.tsv"
say() { jq -cR '{id: "a", text: .}' <<<"$1" | "$gripe" split -q | "$gripe" tag -q --lexicons "$lists" | jq -rs '[.[] | .text as $t | .trouble[]? | "\(.class)\(if .thing then "(" + .thing + ")" else "" end)@\(.p)"] | join(" ")'; }
is "a pattern alone, where there is no reader" "$(say 'The parcel was late')" "late@0.6"
is "what a negation reaches is left out" "$(say 'The parcel was not late')" ""
is "a row that is kept is not" "$(say 'There was no delay')" "late@0.6"
is "nor is one that begins with the negation" "$(say 'They did not refund me')" "refund(refund)@0.6"
is "cannot is a negation of its own kind" "$(say 'I cannot really open it')$(say 'I do not open it')" "cannot@0.6"
is "a guard keeps others from matching in its place" "$(say 'It was a late night')" ""
is "no pattern reaches over a comma" "$(say 'I cannot, open it')" ""
is "the beginning of a mention" "$(say 'Add a dark mode')$(say 'I add a dark mode')" "request@0.6"
is "a topic alone says nothing" "$(say 'There is a fee')" ""
is "with another trouble it does" "$(say 'A late parcel with a fee')" "charged@0.6 late@0.6"
is "with bad feeling too" "$(say 'There is an awful fee')" "charged@0.6 vent@0.6"
is "a row of a trade weighs nearly nothing in one mention" "$(say 'A rate rise')" "price@0.05"
is "the thing is the nearest one" "$(say 'They lost my bag and kept the refund')" "lost(bag)@0.6"
is "within eight words, a comma counts for three" "$(say 'lost one two three four five six seven bag')|$(say 'lost one two three four five six, seven bag')" "lost(bag)@0.6|lost@0.6"
is "the evidence is the words of the pattern" "$(jq -cR '{id: "a", text: .}' <<<"Hi. I do not want a refund" | "$gripe" split -q | "$gripe" tag -q --lexicons "$lists" | jq -c '.trouble[]?.span')" "[9,26]"
printf '%s\n' $'late\tnoclass\t\ta\tb' >"$lists/en/trouble.tsv"
message=$(say 'x' 2>&1)
like "a class that is not known is told with file and line" "$message" 'trouble.tsv:1: .*noclass'

"$gripe" read -q samples/inbox | "$gripe" clean -q | "$gripe" split -q | "$gripe" tag -q >"$tmp/out" || not_ok "tag runs on the samples"
is "every evidence lies in its mention" "$(jq -rs '[.[] | .span as $s | .trouble[]? | select(.span[0] < $s[0] or .span[1] > $s[1] or .span[0] >= .span[1])] | length' "$tmp/out")" 0
is "the most probable comes first, then the class" "$(jq -cs '[.[] | select(.trouble) | [.trouble[] | [-.p, .class]] | select(. != sort)] | length' "$tmp/out")" 0
is "nothing is said to state none" "$(jq -cs '[.[] | .trouble[]? | select(.class == "none")] | length' "$tmp/out")" 0
is "a probability lies from .05 to .99" "$(jq -cs '[.[] | .trouble[]? | select(.p < 0.05 or .p > 0.99)] | length' "$tmp/out")" 0
is "patterns, the reader and both speak" "$(jq -rs '[.[] | .trouble[]? | .by] | unique | join(" ")' "$tmp/out")" "both pattern reader"
is "without the reader patterns do" "$("$gripe" tag -q --no-reader "$tmp/out" | jq -rs '[.[] | .trouble[]? | .by] | unique | join(" ")')" pattern
is "a second tagging changes nothing" "$("$gripe" tag -q "$tmp/out" | cksum)" "$(cksum <"$tmp/out")"
is "a mention without a word states nothing" "$(jq -nc '{id: "a", text: "?! ..."}' | "$gripe" split -q | "$gripe" tag -q | jq -c '.trouble')" null
