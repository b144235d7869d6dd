#!/usr/bin/env bash
# What a mention states: what holds for every answer with the shipped lists and the reader.
. "$(dirname "$0")/../tap.sh"
cd "$root" || exit 1

"$gripe" read -q samples/inbox | "$gripe" clean -q | "$gripe" split -q | "$gripe" tag -q >"$tmp/out" || not_ok "tag runs on the samples"
is "every evidence lies in its mention" "$(jq -rs '[.[] | .span as $s | .trouble[]? | select(.span[0] < $s[0] or .span[1] > $s[1] or .span[0] >= .span[1])] | length' "$tmp/out")" 0
is "the most probable comes first, then the class" "$(jq -cs '[.[] | select(.trouble) | [.trouble[] | [-.p, .class]] | select(. != sort)] | length' "$tmp/out")" 0
is "nothing is said to state none" "$(jq -cs '[.[] | .trouble[]? | select(.class == "none")] | length' "$tmp/out")" 0
is "a probability lies from .05 to .99" "$(jq -cs '[.[] | .trouble[]? | select(.p < 0.05 or .p > 0.99)] | length' "$tmp/out")" 0
is "patterns, the reader and both speak" "$(jq -rs '[.[] | .trouble[]? | .by] | unique | join(" ")' "$tmp/out")" "both pattern reader"
is "without the reader patterns do" "$("$gripe" tag -q --no-reader "$tmp/out" | jq -rs '[.[] | .trouble[]? | .by] | unique | join(" ")')" pattern
is "a second tagging changes nothing" "$("$gripe" tag -q "$tmp/out" | cksum)" "$(cksum <"$tmp/out")"
is "a mention without a word states nothing" "$(jq -nc '{id: "a", text: "?! ..."}' | "$gripe" split -q | "$gripe" tag -q | jq -c '.trouble')" null
