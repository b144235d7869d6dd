#!/usr/bin/env bash
# Manual pages say what the program says: names, summaries and options, page by page.
. "$(dirname "$0")/../tap.sh"
cd "$root" || exit 1

plain() { mandoc -T utf8 -O width=200 "$1" 2>/dev/null | sed -E 's/.\x08//g'; }

for dir in stages/[0-9]*; do
    name=${dir#*-} page=$dir/gripe-${dir#*-}.1
    if [ ! -e "$page" ]; then
        not_ok "$name has a manual page" "$page is missing"
        continue
    fi
    is "gripe-$name(1) is clean markup" "$(mandoc -T lint -W warning "$page" 2>&1 | head -3)" ""
    summary=$("$gripe" "$name" -h | head -1 | sed -E 's/^gripe [a-z]+ - //')
    is "gripe-$name(1) has the summary that -h prints" "$(plain "$page" | grep -A2 -E '^NAME' | tail -n +2 | tr -s ' \n' ' ' | sed -E 's/^ ?gripe-[a-z]+ +[–-]+ +//; s/ $//')" "$summary"
    wanted=$("$gripe" "$name" -h | sed -nE '/^reads/,/^  -h/p' | grep -oE -- '^  (-., )?--[a-z0-9-]+' | grep -oE -- '--[a-z0-9-]+' | grep -vxE -- '--help' | sort -u)
    text=$(plain "$page")
    missing=$(for option in $wanted; do grep -qE -- "(^|[^a-z-])${option}([^a-z-]|$)" <<<"$text" || echo "$option"; done)
    is "gripe-$name(1) names every option" "$missing" ""
    unknown=$(grep -oE -- '--[a-z][a-z0-9-]+' <<<"$text" | sort -u | while read -r option; do "$gripe" "$name" -h | grep -qE -- "${option}( |$)" || grep -qE -- "${option}" pipeline/gripe.1 || echo "$option"; done)
    is "gripe-$name(1) names no option that is not there" "$unknown" ""
done
# Commands that are no stages: options of their own, which -h lists before the common ones.
for page in pipeline/gripe-*.1; do
    name=${page##*/gripe-} name=${name%.1}
    summary=$("$gripe" "$name" -h | head -1 | sed -E 's/^gripe [a-z]+ - //')
    is "gripe-$name(1) has the summary that -h prints" "$(plain "$page" | grep -A2 -E '^NAME' | tail -n +2 | tr -s ' \n' ' ' | sed -E 's/^ ?gripe-[a-z]+ +[–-]+ +//; s/ $//')" "$summary"
    wanted=$("$gripe" "$name" -h | sed -nE '/^  -h/q;p' | grep -oE -- '^  (-., |    )?--[a-z0-9-]+' | grep -oE -- '--[a-z0-9-]+' | sort -u)
    text=$(plain "$page")
    missing=$(for option in $wanted; do grep -qE -- "(^|[^a-z-])${option}([^a-z-]|$)" <<<"$text" || echo "$option"; done)
    is "gripe-$name(1) names every option" "$missing" ""
done
for page in pipeline/*.1 pipeline/*.5 pipeline/*.7; do
    is "$(basename "$page") is clean markup" "$(mandoc -T lint -W warning "$page" 2>&1 | head -3)" ""
done
common=$("$gripe" read -h | sed -nE '/^  -h/,$p' | grep -oE -- '--[a-z0-9-]+' | sort -u)
text=$(plain pipeline/gripe.1)
missing=$(for option in $common; do grep -qE -- "${option}([^a-z-]|$)" <<<"$text" || echo "$option"; done)
is "gripe(1) names every common option" "$missing" ""
missing=$("$gripe" -h | awk '/^(commands|stages)/ {on = 1; next} NF == 0 {on = 0} on {print $1}' | while read -r word; do grep -qE "(^|[^a-z])$word([^a-z]|$)" <<<"$text" || echo "$word"; done)
is "gripe(1) names every command" "$missing" ""
