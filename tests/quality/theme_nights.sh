#!/usr/bin/env bash
# Births over simulated nights and ids over a relearning (rule 10 of the theme engine), on ../shared/eval/banking77. About two minutes.
set -u
cd "$(dirname "$0")/../.." || exit 2
build=${GRIPE_BUILD:-$PWD/build} shared=$PWD/../shared/eval
[ -e "$shared/banking77.ndjson" ] || { echo "skip: ../shared/eval is absent"; exit 0; }
program=$build/tests/theme_nights
mkdir -p "$build/tests"
packages="json-c gmime-3.0 glib-2.0 libxml-2.0 icu-i18n icu-uc zlib libzstd libarchive sqlite3"
# shellcheck disable=SC2046
cc -std=c11 -D_POSIX_C_SOURCE=200809L -O1 -Istages/common -o "$program" tests/quality/theme_nights.c $(ls "$build"/obj/stages/*/*.o "$build"/obj/pipeline/*.o | grep -v pipeline/main.o) \
    $(pkg-config --libs $packages) -lstemmer -lcsv -lm -lpthread || exit 1
python3 tests/quality/theme_nights.py "$build/gripe" "$program" lexicons "$shared"
