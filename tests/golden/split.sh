#!/usr/bin/env bash
# Each row of split.tsv is split as it says; every mention is exactly text[span]; no contact is lost.
. "$(dirname "$0")/../tap.sh"
cd "$root" || exit 1

grep -v '^#' tests/golden/split.tsv | jq -cR 'split("\t") | {id: (input_line_number | tostring), lang: .[0], text: (.[1] | gsub("\\\\n"; "\n")), wanted: (.[2] | gsub("\\\\n"; "\n"))}' >"$tmp/in"
"$gripe" split -q "$tmp/in" >"$tmp/out" || not_ok "split runs"
jq -rs --slurpfile in "$tmp/in" '
    (reduce .[] as $m ({}; .[$m.contact] += [$m])) as $by | $in[] |
    ($by[.id] // [] | map(.text) | join(" | ")) as $got |
    if $got == .wanted then "ok splits: \(.text[0:60] | gsub("\n"; " "))" else "not ok splits: \(.text[0:60])\n# got:    \($got | gsub("\n"; "\\n"))\n# wanted: \(.wanted | gsub("\n"; "\\n"))" end' "$tmp/out"
is "every mention is text[span] and n counts from 0" "$(jq -rs --slurpfile in "$tmp/in" '
    (reduce $in[] as $c ({}; .[$c.id] = $c.text)) as $text | reduce .[] as $m ({next: {}, bad: 0};
      (if ($text[$m.contact] | @base64) as $b | ($text[$m.contact] | explode | map(if . < 128 then 1 elif . < 2048 then 2 elif . < 65536 then 3 else 4 end)) as $w |
          ($text[$m.contact] | explode) as $cp | ([foreach range(0; $cp | length) as $i (0; . + $w[$i]; .)]) as $ends |
          ([range(0; $cp | length) | select(($ends[.] - $w[.]) >= $m.span[0] and $ends[.] <= $m.span[1]) | $cp[.]] | implode) != $m.text
          or (.next[$m.contact] // 0) != $m.n then .bad += 1 else . end) | .next[$m.contact] = $m.n + 1) | .bad' "$tmp/out")" 0
is "unknown fields of a contact pass" "$(echo '{"id":"a","text":"It works fine now.","x":{"y":1}}' | "$gripe" split -q | jq -c .x)" '{"y":1}'
is "--sentences leaves sentences whole" "$(echo '{"id":"a","text":"Bad. The app crashes every single day, but support was very helpful to me."}' | "$gripe" split -q --sentences | jq -r .text | paste -sd '|')" \
    'Bad.|The app crashes every single day, but support was very helpful to me.'
is "a contact without text has one mention" "$(echo '{"id":"a","text":""}' | "$gripe" split -q | jq -c '[.n, .span, .text]')" '[0,[0,0],""]'
is "a language that no folder has gets sentences" "$(echo '{"id":"a","lang":"sw","text":"Programu haifanyi kazi. Tafadhali nisaidie sasa."}' | "$gripe" split -q | wc -l)" 2
is "a language that is a path opens nothing" "$(echo '{"id":"a","lang":"../en","text":"It works fine now."}' | "$gripe" split -q | wc -l)" 1
