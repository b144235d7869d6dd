#!/usr/bin/env bash
# Each row of tags.tsv has the signals that it says; each signal's span is evidence inside of its mention; each mention has one kind.
. "$(dirname "$0")/../tap.sh"
cd "$root" || exit 1

grep -v '^#' tests/pipeline/tags.tsv | jq -cR 'split("\t") | {id: (input_line_number | tostring), text: .[0], wanted: .[1]}' >"$tmp/in"
"$gripe" split -q "$tmp/in" | "$gripe" stem -q | "$gripe" tag -q >"$tmp/out" || not_ok "tag runs"
jq -rs --slurpfile in "$tmp/in" '
    (reduce .[] as $m ({}; .[$m.contact] += [$m.signals])) as $by | $in[] | . as $row |
    ($by[.id] | map(to_entries[] | .key as $f | .value | (if type == "array" then .[] else . end) | "\($f)=\(.value)")) as $has |
    ($by[.id] | map(.sentiment // [] | map(.weight // 1) | add // 0) | add) as $sum |
    ($has + (if $sum > 0 then ["positive"] elif $sum < 0 then ["negative"] else [] end)) as $has |
    (.wanted | split(" ") | map(select(if startswith("!") then (.[1:] as $w | $has | index($w)) != null else (. as $w | $has | index($w)) == null end))) as $wrong |
    if $wrong == [] then "ok tags: \(.text)" else "not ok tags: \(.text)\n# wrong: \($wrong | join(" "))\n# has: \($has | join(" "))" end' "$tmp/out"
is "every evidence lies in its mention, and each mention has one kind" "$(jq -rs '[.[] | .span as $s | (.signals.kind | if type == "array" then length else 1 end) as $kinds |
    ([.signals[] | (if type == "array" then .[] else . end) | select(.span[0] < $s[0] or .span[1] > $s[1] or .span[0] >= .span[1])] | length) as $out | select($kinds != 1 or $out > 0)] | length' "$tmp/out")" 0
is "a mention that was not stemmed is tagged the same" "$("$gripe" split -q "$tmp/in" | "$gripe" tag -q | jq -c .signals | cksum)" "$(jq -c .signals "$tmp/out" | cksum)"
