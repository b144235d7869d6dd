#!/usr/bin/env bash
# A short text whose language was mistaken is read all the same when the sample knows its words; another language is said as such.
. "$(dirname "$0")/../tap.sh"
cd "$root" || exit 1
"$gripe" run -q --out "$tmp/run" samples/inbox >/dev/null 2>&1
reason() { "$gripe" split -q | "$gripe" assign -q --model "$tmp/run/model" | jq -r '.theme // .unassigned' | sort -u | sed -E 's/^t[0-9a-f]{8}$/theme/'; }
is "known words under a mistaken language get a theme" "$(echo '{"id":"1","lang":"da","text":"Late delivery again, the parcel is late"}' | reason)" theme
is "the same words under the right language get the same theme" \
    "$(echo '{"id":"1","lang":"da","text":"Late delivery again, the parcel is late"}' | "$gripe" split -q | "$gripe" assign -q --model "$tmp/run/model" | jq -r .theme)" \
    "$(echo '{"id":"1","lang":"en","text":"Late delivery again, the parcel is late"}' | "$gripe" split -q | "$gripe" assign -q --model "$tmp/run/model" | jq -r .theme)"
is "unknown words in another language get none" "$(echo '{"id":"1","lang":"da","text":"Pakken kom aldrig frem, og ingen svarer på telefonen"}' | reason)" language
is "a word that the sample knows, alone, is of no sure language: the model's" "$(echo '{"id":"1","lang":"da","text":"parcel"}' | reason)" theme
is "a word that it does not know keeps its language" "$(echo '{"id":"1","lang":"da","text":"pakke"}' | reason)" language
is "a short text with a foreign name in it is read" "$(echo '{"id":"1","lang":"de","text":"My parcel from Gartenhaus Schulze is late"}' | reason)" theme
is "one known word among many does not make a language" "$(echo '{"id":"1","lang":"de","text":"Das Support Team hat sich leider nie gemeldet"}' | reason)" language
