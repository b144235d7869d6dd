#!/usr/bin/env bash
# Births over simulated nights and ids over a relearning (rule 10 of the theme engine), on ../shared/eval/banking77. About two minutes.
set -u
cd "$(dirname "$0")/../.." || exit 2
build=${GRIPE_BUILD:-$PWD/build} shared=$PWD/../shared/eval
[ -e "$shared/banking77.ndjson" ] || { echo "skip: ../shared/eval is absent"; exit 0; }
program=$build/tools/theme_nights
make -s "$program" BUILD="$build" || exit 1
python3 tests/quality/theme_nights.py "$build/gripe" "$program" lexicons "$shared"
