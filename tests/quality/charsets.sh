#!/usr/bin/env bash
# Charsets of whole files: made sentences in 27 languages, each in the charsets that its exports are in, for files of one, two and all
# sentences. Prints a Markdown table. The sentences of charset_texts.tsv were looked at while the weights of charset_guess.c were set.
cd "$(dirname "$0")/../.." || exit 2
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
python3 tests/quality/charsets.py table "${GRIPE_BUILD:-build}/gripe" tests/quality/charset_texts.tsv "$tmp"
