#!/usr/bin/env bash
# Sentiment against labels and stars, beside peers: see tags.py. TWEETS: data/sentiment of a clone of github.com/cardiffnlp/xlm-t, for six languages.
cd "$(dirname "$0")/../.." || exit 2
[ -d ../shared/data ] || { echo "skip sentiment: ../shared/data is not there"; exit 0; }
python3 tests/quality/tags.py "${GRIPE_BUILD:-build}/gripe" ../shared/data ${TWEETS:+"$TWEETS"}
