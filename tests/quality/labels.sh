#!/usr/bin/env bash
# Labelled mentions: what do tag and assign say they state? See labels.py. LABELS: further files of labels; HELD_OUT: inputs by commas that the reader was not
# learnt from, beside those whose split is test. Texts come from ../shared/issues/labels and from pipeline/labels/mentions.tsv, as far as it has them.
. "$(dirname "$0")/../tap.sh"
[ -d "$shared/issues/labels" ] || { skip "labels: ../shared/issues/labels is absent"; exit 0; }
# shellcheck disable=SC2086
nice python3 "$root/tests/quality/labels.py" "$gripe" "$tmp" --test-split --held-out "${HELD_OUT:-}" ${WRONG:+--wrong "$WRONG"} \
    ${LABELS:-} "$shared/issues/labels/mentions.tsv" "$root/pipeline/labels/mentions.tsv"
