#!/usr/bin/env bash
# The page's issues against labels, how much they hold, the same bytes, and speed: see issues.py. OLDER: an older gripe to compare the speed with (OLDER_LEXICONS:
# its lexicons); LABELS: further label files; INPUTS: further NAME=FILE; ONLY: some of objective,coverage,bytes,speed.
. "$(dirname "$0")/../tap.sh"
[ -d "$shared/data" ] || { skip "issues: ../shared/data is absent"; exit 0; }
labels=()
for file in ${LABELS:-} "$shared/issues/labels/mentions.tsv" "$root/pipeline/labels/mentions.tsv"; do [ -e "$file" ] && labels+=(--labels "$file"); done
# shellcheck disable=SC2086
nice python3 "$root/tests/quality/issues.py" "$gripe" "$shared" "$tmp" "${labels[@]}" ${OLDER:+--older "$OLDER"} ${OLDER_LEXICONS:+--older-lexicons "$OLDER_LEXICONS"} \
    ${PAIRS:+--pairs "$PAIRS"} ${ONLY:+--only "$ONLY"} ${INPUTS:-}
