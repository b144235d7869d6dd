#!/usr/bin/env bash
# Planted worlds (rank_worlds.c): does the headline's interval hold the truth, are anomalies real, are spikes found, are verdicts right?
# WORLDS=200: worlds judged night by night; five times as many for the headline alone. About two minutes on an idle machine.
set -eu
cd "$(dirname "$0")/../.."
build=${GRIPE_BUILD:-$PWD/build} worlds=${WORLDS:-200}
program=$build/tools/rank_worlds
make -s "$program" BUILD="$build"
nights=$("$program" "$worlds" 1)
headline=$("$program" $((worlds * 5)) 1 headline)
get() { awk -v key="$2" -v place="${3:-1}" '{for (i = 1; i < NF; i++) if ($i == key) print $(i + place)}' <<<"$1"; }
row() { # NAME PART WHOLE TARGET
    awk -v n="$1" -v a="$2" -v b="$3" -v t="$4" 'BEGIN {printf "| %s | %d of %d | %.1f %% | %s |\n", n, a, b, b ? 100 * a / b : 0, t}'
}
echo "| what | of | is | wanted |"
echo "|---|--:|--:|--:|"
row "headline's 95 % interval holds the truth, $worlds worlds" "$(get "$nights" covered)" "$(get "$nights" worlds)" "93–97 %"
row "headline's 95 % interval holds the truth, $((worlds * 5)) worlds" "$(get "$headline" covered)" "$(get "$headline" worlds)" "93–97 %"
row "anomalies raised that are false" "$(get "$nights" raised_false)" "$(get "$nights" raised)" "at most 5 %"
row "spikes of factor 2 (30 contacts or more due a night) found within two nights" "$(get "$nights" spikes_found)" "$(get "$nights" spikes)" "at least 90 %"
right=0 all=0
for kind in better none worse; do
    all=$((all + $(get "$nights" $kind 1))) right=$((right + $(get "$nights" $kind 2)))
done
row "before/after verdict right" "$right" "$all" "at least 90 %"
row "… where the action halved its theme" "$(get "$nights" better 2)" "$(get "$nights" better)" ""
row "… where it changed nothing" "$(get "$nights" none 2)" "$(get "$nights" none)" ""
row "… where it made it worse by 1.6" "$(get "$nights" worse 2)" "$(get "$nights" worse)" ""
