#!/usr/bin/env bash
# Golden sentences in three languages: see sentences.py.
cd "$(dirname "$0")/../.." || exit 2
golden=../shared/data/parser-suites/sentence-golden
[ -d "$golden" ] || { echo "skip sentences: ../shared/data is not there"; exit 0; }
python3 tests/quality/sentences.py "${GRIPE_BUILD:-build}/gripe" "$golden" ../shared/reference
echo
echo "What is missed: lists whose items are not marked one after another, names with a mark in them (Yahoo!), leftovers of markup, ellipses between brackets,"
echo "lines broken inside of a sentence in short texts, and abbreviations at a sentence's end before a word that does not begin one often."
