#!/usr/bin/env bash
# The kind of a mention against labels of inputs that nobody learnt from, beside a logistic regression: see kinds.py. JOINED: test labels with their texts, as
# pipeline/labels/join.py join writes them; the regression learns from ../shared/issues/labels too.
cd "$(dirname "$0")/../.." || exit 2
[ -n "${JOINED:-}" ] && [ -d ../shared/issues/labels ] || { echo "skip kinds: JOINED is not given, or ../shared/issues/labels is not there"; exit 0; }
python3 tests/quality/kinds.py "${GRIPE_BUILD:-build}/gripe" "$JOINED" ../shared/issues/labels/mentions.tsv
